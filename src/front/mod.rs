//! The fronts: each turns a session's events into output.

pub mod jupyter;
