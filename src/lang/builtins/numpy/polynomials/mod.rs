//! Polynomials by their coefficients, the highest power first: `poly1d`, `polyfit` and kin.

mod arithmetic;
pub mod class;
mod fit;
mod module;
pub mod poly1d;
mod series;

pub use module::{POLYNOMIAL, POWERS};

use crate::lang::interp::Interp;
use crate::lang::registry::Builtin;
use crate::lang::value::Value;

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let mut rows = arithmetic::rows();
    rows.extend(fit::rows());
    rows
}

/// `np.poly1d`
pub fn value(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "poly1d").then_some(Value::Type(&poly1d::POLY1D))
}
