//! Python's builtin names.

pub mod alias;
pub mod bool_;
pub mod bytearray;
pub mod bytes;
pub mod complex;
pub mod dict;
pub mod dict_views;
pub mod exception;
pub mod float;
pub mod functions;
pub mod hash;
pub mod int;
pub mod iterators;
pub mod list;
pub mod parse;
pub mod range;
pub mod receiver;
pub mod set;
pub mod slice;
pub mod sort;
pub mod special;
pub mod str_;
pub mod tuple;
pub mod type_;
pub mod types;

use crate::lang::exceptions;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::value::Value;

/// The names that every program knows.
pub static BUILTINS: Module =
    Module::new("builtins", "The names that every program knows.", functions::table, value, &[]);

fn value(interp: &mut Interp, name: &str) -> Option<Value> {
    match name {
        // IPython's own addition.
        "display" => return super::ipython::DISPLAY.get(interp, name),
        "NotImplemented" => return Some(Value::NotImplemented),
        "Ellipsis" => return Some(Value::Ellipsis),
        "__name__" => return Some(Value::str("__main__")),
        "IOError" => return Some(Value::Type(&exceptions::OS_ERROR)),
        _ => {}
    }
    let in_builtins = exceptions::ALL.iter().filter(|t| t.module == "builtins");
    types::NAMED.iter().chain(in_builtins).find(|t| t.name == name).map(|t| Value::Type(t))
}
