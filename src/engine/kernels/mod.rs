//! Loops over views, in safe code: casts, ufuncs, reductions, indexing, sorting.

pub mod cast;
pub mod operand;
pub mod promote;
pub mod ufunc;
pub mod warnings;

pub use operand::{Operand, OperandType};
pub use promote::Casting;
