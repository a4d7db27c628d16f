//! Loops over views, in safe code: casts, ufuncs, reductions, indexing, sorting.

pub mod cast;
pub mod fft;
pub mod index;
pub mod linalg;
pub mod operand;
pub mod promote;
pub mod reduce;
pub mod scan;
pub mod search;
pub mod select;
pub mod sets;
pub mod shape;
pub mod sort;
pub mod ufunc;
pub mod warnings;

pub use operand::{Operand, OperandType};
pub use promote::Casting;
