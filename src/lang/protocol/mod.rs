//! What values can do: truth, numbers, text, iteration, attributes, subscripts, calls.

pub mod attribute;
pub mod call;
pub mod iterate;
pub mod names;
pub mod number;
pub mod sequence;
pub mod slices;
pub mod subscript;
pub mod text;
pub mod truth;
pub mod types;
pub mod warn;
