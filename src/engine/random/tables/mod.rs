//! Constant tables of the samplers.

pub mod exponential;
pub mod log_factorial;
pub mod normal;
