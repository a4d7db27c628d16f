//! Reductions: `sum` and its kin, the nan family, and statistics made of them.

mod basic;
mod cumulative;
mod methods;
mod nan;

pub use basic::{Request, ddof, given_bool};
pub use methods::methods;

use crate::lang::registry::Builtin;

/// The functions.
pub fn rows() -> Vec<Builtin> {
    [basic::rows(), cumulative::rows(), nan::rows()].into_iter().flatten().collect()
}
