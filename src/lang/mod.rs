//! The language: values, the evaluator, the builtins, and the trace of what each expression did to memory.

pub mod array;
pub mod builtins;
pub mod dict;
pub mod error;
pub mod eval;
pub mod exceptions;
pub mod function;
pub mod holders;
pub mod interp;
pub mod iter;
pub mod module;
pub mod object;
pub mod objects;
pub mod ops;
pub mod protocol;
pub mod registry;
pub mod remains;
pub mod set;
pub mod trace;
pub mod value;

pub use error::{Raise, Result};
pub use interp::{Host, Interp, Shell};
pub use value::Value;
