//! `bytearray`: bytes that change.

use super::bytes::{coding, from_value, like, search, value};
use super::str_::coding::{encode_text, option};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::protocol::slices::{position, span};
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::args::{FromValue, Given};
use crate::lang::registry::{Builtin, OBJECT, Table, Type, c};
use crate::lang::value::Value;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// `bytearray`
pub static BYTEARRAY: Type = Type::new("bytearray", "builtins", &[&OBJECT], table);

/// Bytes that change; clones share them.
#[derive(Clone)]
pub struct Bytearray(Rc<RefCell<Vec<u8>>>);

impl Bytearray {
    /// The bytes now.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.borrow().clone()
    }
}

impl FromValue for Bytearray {
    fn from_value(interp: &mut Interp, value: Value) -> Result<Bytearray> {
        match value.downcast::<Bytearray>() {
            Some(b) => Ok(b.clone()),
            None => {
                let t = interp.type_name(&value);
                Err(Raise::type_error(format!("descriptor for 'bytearray' objects doesn't apply to a '{t}' object")))
            }
        }
    }
}

const DOC: &str = "A sequence of bytes that changes.\n\n>>> b = bytearray(b'ab'); b[0] = 65; b\nbytearray(b'Ab')";

fn table() -> Table {
    // Of the methods of `bytes` those that return no bytes.
    let shared = ["decode", "hex", "find", "rfind", "index", "rindex", "count", "startswith", "endswith"];
    let mut methods = search::rows();
    methods.extend(coding::rows());
    methods.retain(|b| shared.contains(&b.name()));
    methods.extend(changes());
    let new = Some(c(&["bytearray"], "source=b'', encoding='utf-8', errors='strict'", DOC, new));
    Table { doc: DOC, new, methods, ..Table::default() }
}

fn changes() -> Vec<Builtin> {
    vec![
        c(
            &["append"],
            "self, item, /",
            "Add a byte at the end.\n\n>>> b = bytearray(b'a'); b.append(66); b\nbytearray(b'aB')",
            |interp: &mut Interp, b: Bytearray, item: Value| {
                let byte = byte(interp, &item)?;
                b.0.borrow_mut().push(byte);
                Ok(())
            },
        ),
        c(
            &["extend"],
            "self, iterable_of_ints, /",
            "Add bytes at the end.\n\n>>> b = bytearray(b'a'); b.extend(b'bc'); b\nbytearray(b'abc')",
            |interp: &mut Interp, b: Bytearray, more: Value| {
                let more = from_value(interp, &more)?;
                let more = like(interp, &more)?;
                b.0.borrow_mut().extend(more);
                Ok(())
            },
        ),
        c(&["clear"], "self, /", "Remove all bytes.", |_: &mut Interp, b: Bytearray| {
            b.0.borrow_mut().clear();
            Ok(())
        }),
        c(
            &["reverse"],
            "self, /",
            "Reverse in place.\n\n>>> b = bytearray(b'ab'); b.reverse(); b\nbytearray(b'ba')",
            |_: &mut Interp, b: Bytearray| {
                b.0.borrow_mut().reverse();
                Ok(())
            },
        ),
        c(&["copy"], "self, /", "Return a copy.", |_: &mut Interp, b: Bytearray| Ok(made(b.bytes()))),
    ]
}

fn made(bytes: Vec<u8>) -> Value {
    Value::object(Bytearray(Rc::new(RefCell::new(bytes))))
}

fn new(interp: &mut Interp, source: Given, encoding: Given, errors: Given) -> Result<Value> {
    let Some(source) = source.0 else { return Ok(made(Vec::new())) };
    if let Some(text) = source.as_str() {
        if encoding.0.is_none() {
            return Err(Raise::type_error("string argument without an encoding"));
        }
        let encoding = option(interp, "bytearray", "encoding", encoding, "utf-8")?;
        let errors = option(interp, "bytearray", "errors", errors, "strict")?;
        return encode_text(text, &encoding, &errors).map(made);
    }
    let bytes = from_value(interp, &source)?;
    like(interp, &bytes).map(made)
}

fn byte(interp: &mut Interp, v: &Value) -> Result<u8> {
    let n = interp.index(v)?;
    u8::try_from(n).map_err(|_| Raise::value_error("byte must be in range(0, 256)"))
}

impl Bytearray {
    fn get(&self, interp: &mut Interp, index: &Value) -> Result<Value> {
        let bytes = self.bytes();
        if let Value::Slice(s) = index {
            let span = span(interp, s, bytes.len())?;
            return Ok(made(span.indices().map(|i| bytes[i]).collect()));
        }
        let i = interp.index(index)?;
        let at = position(i, bytes.len()).ok_or_else(|| Raise::index_error("bytearray index out of range"))?;
        Ok(Value::Int(bytes[at] as i64))
    }

    fn set(&self, interp: &mut Interp, index: &Value, v: &Value) -> Result<()> {
        let len = self.0.borrow().len();
        if let Value::Slice(s) = index {
            let (span, new) = (span(interp, s, len)?, like(interp, v)?);
            if span.step == 1 {
                let start = span.start as usize;
                self.0.borrow_mut().splice(start..start + span.len, new);
                return Ok(());
            }
            if span.len != new.len() {
                let (n, m) = (new.len(), span.len);
                let text = format!("attempt to assign bytes of size {n} to extended slice of size {m}");
                return Err(Raise::value_error(text));
            }
            let mut bytes = self.0.borrow_mut();
            span.indices().zip(new).for_each(|(i, b)| bytes[i] = b);
            return Ok(());
        }
        let i = interp.index(index)?;
        let byte = byte(interp, v)?;
        let at = position(i, len).ok_or_else(|| Raise::index_error("bytearray index out of range"))?;
        self.0.borrow_mut()[at] = byte;
        Ok(())
    }
}

impl Object for Bytearray {
    fn type_(&self) -> &'static Type {
        &BYTEARRAY
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        Ok(format!("bytearray({})", interp.repr(&value(self.bytes()))?))
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(self.get(interp, index))
    }

    fn set_subscript(&self, interp: &mut Interp, index: &Value, v: Value) -> Option<Result<()>> {
        Some(self.set(interp, index, &v))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(interp.iter(&value(self.bytes())))
    }

    fn len(&self) -> Option<usize> {
        Some(self.0.borrow().len())
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        as_bytes(other).map(|b| b == self.bytes())
    }
}
