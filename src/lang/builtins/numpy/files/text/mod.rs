//! Arrays as text: `loadtxt`, `genfromtxt`, `savetxt`.

mod columns;
mod converters;
mod genfromtxt;
mod lines;
mod loadtxt;
mod names;
mod number;
mod savetxt;
mod split;

use crate::lang::registry::Builtin;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    [loadtxt::rows(), genfromtxt::rows(), savetxt::rows()].into_iter().flatten().collect()
}
