//! Python's builtin functions.

mod extreme;
mod io;
mod number;
mod object;
pub mod refused;
mod sequence;
mod text;

use crate::lang::registry::Builtin;

pub use io::{Stream, describe};
pub use number::absolute;

/// The rows.
pub fn table() -> Vec<Builtin> {
    let mut rows = number::rows();
    rows.extend(extreme::rows());
    rows.extend(sequence::rows());
    rows.extend(object::rows());
    rows.extend(text::rows());
    rows.extend(io::rows());
    rows.extend(crate::lang::builtins::io::rows());
    rows.extend(refused::rows());
    rows
}
