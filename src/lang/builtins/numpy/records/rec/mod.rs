//! `numpy.rec`: arrays of records whose fields are attributes.

mod array;
mod dtype;
mod make;
mod record;

pub use array::{RECARRAY, field, kept, repr, set_field, view_as};
pub use dtype::plain;
pub use record::RECORD;

use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::value::Value;

/// `numpy.rec`
pub static REC: Module = Module::new(
    "numpy.rec",
    "Arrays of records whose fields are attributes.",
    make::rows,
    value,
    &["recarray", "record"],
);

/// The classes.
pub fn value(_: &mut Interp, name: &str) -> Option<Value> {
    match name {
        "recarray" => Some(Value::Type(&RECARRAY)),
        "record" => Some(Value::Type(&RECORD)),
        _ => None,
    }
}
