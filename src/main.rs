//! The command `ravel`.
fn main() {}
