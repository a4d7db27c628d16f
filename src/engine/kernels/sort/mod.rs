//! Order: sorting, partitioning, searching for places.

mod order;

pub use order::{Sortable, text_key};
