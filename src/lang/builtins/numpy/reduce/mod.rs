//! Reductions: `sum` and its kin, the nan family, and statistics made of them.

mod basic;
mod cumulative;
mod methods;
mod moments;
pub(in crate::lang::builtins::numpy) mod nan;
pub mod request;

pub use methods::methods;

use crate::lang::registry::Builtin;

/// The functions.
pub fn rows() -> Vec<Builtin> {
    [basic::rows(), cumulative::rows(), moments::rows(), nan::rows()].into_iter().flatten().collect()
}
