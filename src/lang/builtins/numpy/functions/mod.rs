//! Functions of elements that are no ufuncs, and functions that apply functions.

mod apply;
mod bessel;
mod bits;
mod compare;
mod complex;
mod rounding;
mod signal;
mod windows;

pub use apply::value;

use crate::lang::registry::Builtin;

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let families = [apply::rows(), bessel::rows(), compare::rows(), complex::rows(), rounding::rows(), signal::rows()];
    families.into_iter().chain([bits::rows(), windows::rows()]).flatten().collect()
}

/// The methods.
pub fn methods() -> Vec<Builtin> {
    [rounding::methods(), complex::methods()].into_iter().flatten().collect()
}
