//! What the fuzz targets share: a thread like the interpreter's own, with limits, that stops at a panic wherever it is
//! caught; a reader of choices from bytes; mutations of programs.
//!
//! A target is a text that any input may be: nothing may panic, hang, use up memory or read beyond an array.

pub mod choices;
pub mod mutate;
pub mod sandbox;
pub mod worker;

pub use choices::Choices;
