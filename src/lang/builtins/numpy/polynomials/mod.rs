//! Polynomials by their coefficients: `poly1d`, `polyfit` and kin, the highest power first, and the classes and modules of
//! `numpy.polynomial`, the lowest degree first.

mod arithmetic;
mod basis;
pub mod class;
mod fit;
mod modules;
pub mod poly1d;

pub use modules::{CHEBYSHEV, HERMITE, HERMITE_E, LAGUERRE, LEGENDRE, POLYNOMIAL, POLYUTILS, POWERS};

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
