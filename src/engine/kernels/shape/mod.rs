//! Kernels that put elements in other places: joining, repeating, rolling; and the order in which axes are walked.

mod join;
pub mod order;
mod repeat;

pub use join::{concatenate, joined_layout};
pub(crate) use repeat::pick_axis;
pub use repeat::{flip, repeat, roll, tile};

#[cfg(test)]
mod tests;
