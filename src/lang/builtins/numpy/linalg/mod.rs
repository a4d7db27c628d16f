//! `numpy.linalg`, and the products of arrays.

mod common;
mod eigen;
mod einsum;
mod einsum_path;
mod norm;
pub mod products;
mod rank;
mod solve;
mod svd;

mod tensor;

pub use products::{matmul, methods};

use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::Builtin;
use crate::lang::value::Value;

/// `numpy.linalg`
pub static LINALG: Module = Module::new("numpy.linalg", "Linear algebra.", table, value, &["LinAlgError"]);

fn value(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "LinAlgError").then_some(Value::Type(&exc::LIN_ALG_ERROR))
}

fn table() -> Vec<Builtin> {
    [
        solve::rows(),
        svd::rows(),
        rank::rows(),
        eigen::rows(),
        norm::rows(),
        products::linalg_rows(),
        tensor::linalg_rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The products that are functions of `numpy` itself.
pub fn products() -> Vec<Builtin> {
    [products::rows(), tensor::rows(), einsum::rows(), einsum_path::rows()].into_iter().flatten().collect()
}
