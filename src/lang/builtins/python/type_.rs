//! `type` and `object`.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::protocol::types::type_of;
use crate::lang::registry::{Kwargs, OBJECT, Rest, Table, Type, c};
use crate::lang::value::Value;
use std::any::Any;

const DOC: &str = "The type of an object.\n\n>>> type(1), type('a').__name__\n(<class 'int'>, 'str')";

/// Its table.
pub fn table() -> Table {
    let methods = vec![c(
        &["mro"],
        "self, /",
        "Return the type and its bases.\n\n>>> bool.mro()\n[<class 'bool'>, <class 'int'>, <class 'object'>]",
        mro,
    )];
    Table { doc: DOC, new: Some(c(&["type"], "*args", DOC, new)), methods, ..Table::default() }
}

fn new(_: &mut Interp, Rest(args): Rest) -> Result<Value> {
    match &args[..] {
        [one] => Ok(Value::Type(type_of(one))),
        [_, _, _] => Err(Raise::unsupported("type(name, bases, dict) is outside the language: it makes no classes")),
        _ => Err(Raise::type_error("type() takes 1 or 3 arguments")),
    }
}

fn mro(_: &mut Interp, t: Value) -> Result<Vec<Value>> {
    Ok(match t {
        Value::Type(t) => t.mro().into_iter().map(Value::Type).collect(),
        _ => Vec::new(),
    })
}

/// An `object()`: nothing but an identity, which takes a byte to have an address of its own.
struct Plain(u8);

impl Object for Plain {
    fn type_(&self) -> &'static Type {
        &OBJECT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<object object at {:#x}>", std::ptr::from_ref(&self.0) as usize))
    }
}

/// The table of `object`.
pub fn object_table() -> Table {
    let new = |_: &mut Interp, Rest(args): Rest, kwargs: Kwargs| match args.is_empty() && kwargs.0.is_empty() {
        true => Ok(Value::object(Plain(0))),
        false => Err(Raise::type_error("object() takes no arguments")),
    };
    let doc = "The base of all types.\n\n>>> object() == object()\nFalse";
    Table { doc, new: Some(c(&["object"], "*args, **kwargs", doc, new)), ..Table::default() }
}
