//! Picking and placing elements by position or condition.

pub mod gather;
