//! Structured arrays: dtypes out of lists, dicts and strings; fields as views; records as scalars.

pub mod descr;
mod field;
pub mod proxy;
pub mod rec;
mod recfunctions;
pub mod value;

pub use field::{as_item, get, get_scalar, is_field, items, keys, set, set_scalar};
pub use recfunctions::RECFUNCTIONS;
