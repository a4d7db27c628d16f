//! Loops over views, in safe code: casts, ufuncs, reductions, indexing, sorting.

pub mod index;
pub mod reduce;
pub mod scan;
pub mod search;
pub mod select;
pub mod sets;
pub mod shape;
pub mod sort;
