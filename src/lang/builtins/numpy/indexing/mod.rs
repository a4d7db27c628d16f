//! Picking elements: `take`, `put`, `where`, `nonzero` and their kin.

pub mod choose;
pub mod index_sets;
pub mod pick;
pub mod write;

use crate::lang::registry::Builtin;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    [pick::rows(), write::rows(), choose::rows(), index_sets::rows()].into_iter().flatten().collect()
}

/// The methods of arrays.
pub fn methods() -> Vec<Builtin> {
    [pick::methods(), write::methods(), choose::methods()].into_iter().flatten().collect()
}
