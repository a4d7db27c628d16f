//! Builtin functions of any object.

use super::super::hash::hash;
use crate::lang::dict::{Dict, Key};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::protocol::{attribute, call, text, types};
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Type, c};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["isinstance"],
            "obj, class_or_tuple, /",
            "Whether a value is of a type, or of one of several.\n\n>>> isinstance(True, int), isinstance(1, (str, float))\n(True, False)",
            isinstance,
        ),
        c(
            &["issubclass"],
            "cls, class_or_tuple, /",
            "Whether a type is derived from another.\n\n>>> issubclass(bool, int)\nTrue",
            issubclass,
        ),
        c(
            &["getattr"],
            "object, name, default=None, /",
            "Return an attribute, or a default.\n\n>>> getattr(3, 'real'), getattr(3, 'x', None)\n(3, None)",
            getattr,
        ),
        c(&["hasattr"], "obj, name, /", "Whether there is an attribute.\n\n>>> hasattr('', 'upper')\nTrue", hasattr),
        c(
            &["setattr"],
            "obj, name, value, /",
            "Assign an attribute.\n\n>>> def f(): pass\n>>> setattr(f, 'x', 1); f.x\n1",
            setattr,
        ),
        c(
            &["delattr"],
            "obj, name, /",
            "Delete an attribute.\n\n>>> def f(): pass\n>>> f.x = 1; delattr(f, 'x'); hasattr(f, 'x')\nFalse",
            delattr,
        ),
        c(
            &["callable"],
            "obj, /",
            "Whether it can be called.\n\n>>> callable(len), callable(3)\n(True, False)",
            |interp: &mut Interp, v: Value| Ok(call::is_callable(interp, &v)),
        ),
        c(
            &["id"],
            "obj, /",
            "Return a number that is this object's alone while it lives.\n\n>>> a = []; id(a) == id(a)\nTrue",
            |_: &mut Interp, v: Value| Ok(text::address(&v) as i64),
        ),
        c(
            &["hash"],
            "obj, /",
            "Return the hash of a value; equal values have the same.\n\n>>> hash(1.0) == hash(1), hash((1, 2))\n(True, -3550055125485641917)",
            hash,
        ),
        c(
            &["dir"],
            "object=None, /",
            "Return the names of attributes, or of the variables.\n\n>>> 'upper' in dir('')\nTrue",
            dir,
        ),
        c(&["vars"], "object=None, /", "Return the variables as a dict.\n\n>>> x = 1; vars()['x']\n1", vars),
        c(
            &["globals"],
            "",
            "Return the variables of the session as a dict; assigning to it changes none.\n\n>>> x = 1; globals()['x']\n1",
            |interp: &mut Interp| Ok(globals(interp)),
        ),
        c(&["locals"], "", "Return the variables as a dict.\n\n>>> x = 1; locals()['x']\n1", locals),
    ]
}

/// Whether one of `types` passes the test.
fn among(types: &Value, test: &dyn Fn(&Type) -> bool, refused: &str) -> Result<bool> {
    match types {
        Value::Type(t) => Ok(test(t)),
        Value::None => Ok(test(&super::super::types::NONE)),
        Value::Tuple(all) => {
            for t in all.iter() {
                if among(t, test, refused)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        other => match super::super::alias::members(other) {
            Some(all) => among(&Value::tuple(all.to_vec()), test, refused),
            None => Err(Raise::type_error(refused.to_string())),
        },
    }
}

fn isinstance(_: &mut Interp, v: Value, t: Value) -> Result<bool> {
    let own = types::type_of(&v);
    let refused = "isinstance() arg 2 must be a type, a tuple of types, or a union";
    if t.is_none() {
        return Err(Raise::type_error(refused));
    }
    among(&t, &|t| own.is_subtype(t), refused)
}

fn issubclass(_: &mut Interp, cls: Value, t: Value) -> Result<bool> {
    let Value::Type(own) = cls else { return Err(Raise::type_error("issubclass() arg 1 must be a class")) };
    among(&t, &|t| own.is_subtype(t), "issubclass() arg 2 must be a class, a tuple of classes, or a union")
}

fn name_of(interp: &Interp, v: &Value) -> Result<String> {
    match v.as_str() {
        Some(s) => Ok(s.to_string()),
        None => {
            let t = interp.type_name(v);
            Err(Raise::type_error(format!("attribute name must be string, not '{t}'")))
        }
    }
}

fn getattr(interp: &mut Interp, object: Value, name: Value, default: Given) -> Result<Value> {
    let name = name_of(interp, &name)?;
    match (attribute::get(interp, &object, &name), default.0) {
        (Err(e), Some(default)) if e.is(&exc::ATTRIBUTE_ERROR) => Ok(default),
        (result, _) => result,
    }
}

fn hasattr(interp: &mut Interp, object: Value, name: Value) -> Result<bool> {
    let name = name_of(interp, &name)?;
    match attribute::get(interp, &object, &name) {
        Ok(_) => Ok(true),
        Err(e) if e.is(&exc::ATTRIBUTE_ERROR) => Ok(false),
        Err(e) => Err(e),
    }
}

fn setattr(interp: &mut Interp, object: Value, name: Value, value: Value) -> Result<()> {
    let name = name_of(interp, &name)?;
    attribute::set(interp, &object, &name, value)
}

fn delattr(interp: &mut Interp, object: Value, name: Value) -> Result<()> {
    let name = name_of(interp, &name)?;
    attribute::delete(interp, &object, &name)
}

fn dir(interp: &mut Interp, object: Given) -> Result<Vec<Value>> {
    let names = match object.0 {
        Some(v) => {
            let mut names = interp.dir(&v);
            if !matches!(v, Value::Module(_)) {
                let t = match &v {
                    Value::Type(t) => t,
                    v => types::type_of(v),
                };
                names.extend(super::super::special::listed(t).into_iter().map(String::from));
                names.sort();
                names.dedup();
            }
            names
        }
        None => {
            let mut names: Vec<String> = interp.globals.keys().map(|k| k.to_string()).collect();
            names.sort();
            names
        }
    };
    Ok(names.into_iter().map(Value::str).collect())
}

fn globals(interp: &mut Interp) -> Value {
    let dict = Dict::default();
    for (k, v) in &interp.globals {
        dict.0.borrow_mut().insert(Key::str(k), v.clone());
    }
    Value::Dict(Rc::new(dict))
}

fn locals(interp: &mut Interp) -> Result<Value> {
    if interp.depth > 1 {
        return Err(Raise::unsupported(
            "locals() called by another function than the one whose variables it is for is outside the language",
        ));
    }
    Ok(globals(interp))
}

fn vars(interp: &mut Interp, object: Given) -> Result<Value> {
    let Some(object) = object.0 else { return locals(interp) };
    let dict = Dict::default();
    match &object {
        Value::Function(f) => {
            for (k, v) in f.attributes.borrow().iter() {
                dict.0.borrow_mut().insert(Key::str(k), v.clone());
            }
        }
        Value::Module(_) | Value::Type(_) => {
            for name in interp.dir(&object) {
                if let Some(v) = attribute::find(interp, &object, &name)? {
                    dict.0.borrow_mut().insert(Key::str(&name), v);
                }
            }
        }
        _ => return Err(Raise::type_error("vars() argument must have __dict__ attribute")),
    }
    Ok(Value::Dict(Rc::new(dict)))
}
