//! Kernels that put elements in other places: joining, repeating, flipping; and the order in which axes are walked.

pub mod order;
