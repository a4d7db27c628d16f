//! `bytearray`: bytes that change.

use super::bytes::{case, coding, from_value, like, search, shape, value};
use super::str_::coding::{encode_text, option};
use crate::engine::View;
use crate::engine::interrupt::{self, watched};
use crate::engine::mem::access;
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::protocol::slices::{position, span};
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::args::{FromValue, Given};
use crate::lang::registry::{Builtin, OBJECT, Table, Type, c};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;
use std::any::Any;
use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

/// `bytearray`
pub static BYTEARRAY: Type = Type::new("bytearray", "builtins", &[&OBJECT], table);

/// Bytes that change; clones share them.
#[derive(Clone)]
pub struct Bytearray(Rc<RefCell<Store>>);

/// Where the bytes are.
enum Store {
    /// Here alone.
    Own(Vec<u8>),
    /// In the memory of arrays.
    Lent(View),
}

impl Bytearray {
    /// The bytes now.
    pub fn bytes(&self) -> Vec<u8> {
        match &*self.0.borrow() {
            Store::Own(bytes) => interrupt::copied(bytes),
            Store::Lent(view) => access::read_bytes(view, view.layout().offset, view.nbytes()),
        }
    }

    /// How many bytes.
    fn len(&self) -> usize {
        match &*self.0.borrow() {
            Store::Own(bytes) => bytes.len(),
            Store::Lent(view) => view.nbytes(),
        }
    }

    /// One of them.
    fn at(&self, i: usize) -> u8 {
        match &*self.0.borrow() {
            Store::Own(bytes) => bytes[i],
            Store::Lent(view) => access::read_bytes(view, view.layout().offset + i, 1)[0],
        }
    }

    /// The bytes as memory that arrays may show, too.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn lend(&self) -> Result<View> {
        let bytes = self.bytes();
        let mut store = self.0.borrow_mut();
        if let Store::Lent(view) = &*store {
            return Ok(view.clone());
        }
        let view = View::from_slice(&bytes)?;
        *store = Store::Lent(view.clone());
        Ok(view)
    }

    /// Changes the bytes.
    ///
    /// # Errors
    /// `BufferError` where their number changes while arrays show them; what the change raises, before it changes anything.
    fn edit<T>(&self, change: impl FnOnce(&mut Vec<u8>) -> Result<T>) -> Result<T> {
        if let Store::Own(bytes) = &mut *self.0.borrow_mut() {
            return change(bytes);
        }
        let before = self.bytes();
        let mut after = before.clone();
        let result = change(&mut after)?;
        let mut store = self.0.borrow_mut();
        match &*store {
            Store::Lent(view) if Rc::strong_count(view.buffer()) > 1 => {
                if after.len() != before.len() {
                    let text = "Existing exports of data: object cannot be re-sized";
                    return Err(Raise::new(&exc::BUFFER_ERROR, text));
                }
                access::write_bytes(view, view.layout().offset, &after);
            }
            _ => *store = Store::Own(after),
        }
        Ok(result)
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
    let mut methods = search::rows();
    methods.extend(shape::rows());
    methods.extend(case::rows());
    methods.extend(coding::rows());
    let mut methods: Vec<Builtin> = methods.into_iter().map(changeable).collect();
    methods.extend(changes());
    methods.extend(items());
    let mut statics: Vec<Builtin> = coding::statics().into_iter().map(changeable).collect();
    statics.extend(case::statics());
    methods.push(c(
        &["__array__"],
        "self, /",
        "The bytes as an array over the same memory.",
        |_: &mut Interp, b: Bytearray| {
            let view = b.lend()?;
            Ok(Value::Array(Array::over(Value::object(b), view, true)))
        },
    ));
    let new = Some(c(&["bytearray"], "source=b'', encoding='utf-8', errors='strict'", DOC, new));
    Table { doc: DOC, new, methods, statics, ..Table::default() }
}

/// A method of `bytes` whose results are bytes that change.
fn changeable(method: Builtin) -> Builtin {
    let raw = method.raw;
    Builtin { raw: Box::new(move |interp, args| Ok(thawed(raw(interp, args)?))), doc: "As of bytes.", ..method }
}

fn thawed(v: Value) -> Value {
    match v {
        Value::Bytes(b) => made(Rc::try_unwrap(b).unwrap_or_else(|b| interrupt::copied(&b))),
        Value::List(l) => Value::list(watched(l.0.take().into_iter()).map(thawed).collect()),
        Value::Tuple(t) => Value::tuple(t.iter().cloned().map(thawed).collect()),
        other => other,
    }
}

/// What adds and takes single bytes.
fn items() -> Vec<Builtin> {
    vec![
        c(
            &["insert"],
            "self, index, item, /",
            "Insert a byte.\n\n>>> b = bytearray(b'ac'); b.insert(1, 98); b\nbytearray(b'abc')",
            |interp: &mut Interp, b: Bytearray, index: i64, item: Value| {
                let byte = byte(interp, &item)?;
                b.edit(|bytes| {
                    let len = bytes.len() as i64;
                    let at = if index < 0 { (index + len).max(0) } else { index.min(len) };
                    bytes.insert(at as usize, byte);
                    Ok(())
                })
            },
        ),
        c(
            &["pop"],
            "self, index=-1, /",
            "Remove a byte and return it.\n\n>>> bytearray(b'ab').pop()\n98",
            |_: &mut Interp, b: Bytearray, index: Option<i64>| {
                b.edit(|bytes| {
                    if bytes.is_empty() {
                        return Err(Raise::index_error("pop from empty bytearray"));
                    }
                    let at = position(index.unwrap_or(-1), bytes.len());
                    let at = at.ok_or_else(|| Raise::index_error("pop index out of range"))?;
                    Ok(bytes.remove(at) as i64)
                })
            },
        ),
        c(
            &["remove"],
            "self, value, /",
            "Remove the first byte that is a value.\n\n>>> b = bytearray(b'aba'); b.remove(97); b\nbytearray(b'ba')",
            |interp: &mut Interp, b: Bytearray, v: Value| {
                let byte = byte(interp, &v)?;
                b.edit(|bytes| {
                    let at = bytes.iter().position(|x| *x == byte);
                    let at = at.ok_or_else(|| Raise::value_error("value not found in bytearray"))?;
                    bytes.remove(at);
                    Ok(())
                })
            },
        ),
    ]
}

fn changes() -> Vec<Builtin> {
    vec![
        c(
            &["append"],
            "self, item, /",
            "Add a byte at the end.\n\n>>> b = bytearray(b'a'); b.append(66); b\nbytearray(b'aB')",
            |interp: &mut Interp, b: Bytearray, item: Value| {
                let byte = byte(interp, &item)?;
                b.edit(|bytes| {
                    bytes.push(byte);
                    Ok(())
                })
            },
        ),
        c(
            &["extend"],
            "self, iterable_of_ints, /",
            "Add bytes at the end.\n\n>>> b = bytearray(b'a'); b.extend(b'bc'); b\nbytearray(b'abc')",
            |interp: &mut Interp, b: Bytearray, more: Value| {
                let more = from_value(interp, &more)?;
                let more = like(interp, &more)?;
                b.edit(|bytes| {
                    bytes.extend_from_slice(&more);
                    Ok(())
                })
            },
        ),
        c(&["clear"], "self, /", "Remove all bytes.", |_: &mut Interp, b: Bytearray| {
            b.edit(|bytes| {
                bytes.clear();
                Ok(())
            })
        }),
        c(
            &["reverse"],
            "self, /",
            "Reverse in place.\n\n>>> b = bytearray(b'ab'); b.reverse(); b\nbytearray(b'ba')",
            |_: &mut Interp, b: Bytearray| {
                b.edit(|bytes| {
                    bytes.reverse();
                    Ok(())
                })
            },
        ),
        c(&["copy"], "self, /", "Return a copy.", |_: &mut Interp, b: Bytearray| Ok(made(b.bytes()))),
    ]
}

fn made(bytes: Vec<u8>) -> Value {
    Value::object(Bytearray(Rc::new(RefCell::new(Store::Own(bytes)))))
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
        if let Value::Slice(_) = index {
            return Ok(thawed(interp.get_item(&value(self.bytes()), index)?));
        }
        let i = interp.index(index)?;
        let at = position(i, self.len()).ok_or_else(|| Raise::index_error("bytearray index out of range"))?;
        Ok(Value::Int(self.at(at) as i64))
    }

    fn delete(&self, interp: &mut Interp, index: &Value) -> Result<()> {
        let len = self.len();
        let gone: HashSet<usize> = match index {
            Value::Slice(s) => span(interp, s, len)?.indices().collect(),
            _ => {
                let i = interp.index(index)?;
                [position(i, len).ok_or_else(|| Raise::index_error("bytearray index out of range"))?].into()
            }
        };
        let mut at = 0..len;
        self.edit(|bytes| {
            bytes.retain(|_| at.next().is_none_or(|i| !gone.contains(&i)));
            Ok(())
        })
    }

    fn set(&self, interp: &mut Interp, index: &Value, v: &Value) -> Result<()> {
        let len = self.len();
        if let Value::Slice(s) = index {
            let (span, new) = (span(interp, s, len)?, like(interp, v)?);
            if span.step == 1 {
                let start = span.start as usize;
                return self.edit(|bytes| {
                    bytes.splice(start..start + span.len, new);
                    Ok(())
                });
            }
            if span.len != new.len() {
                let (n, m) = (new.len(), span.len);
                let text = format!("attempt to assign bytes of size {n} to extended slice of size {m}");
                return Err(Raise::value_error(text));
            }
            return self.edit(|bytes| {
                span.indices().zip(new).for_each(|(i, b)| bytes[i] = b);
                Ok(())
            });
        }
        let i = interp.index(index)?;
        let byte = byte(interp, v)?;
        let at = position(i, len).ok_or_else(|| Raise::index_error("bytearray index out of range"))?;
        self.edit(|bytes| {
            bytes[at] = byte;
            Ok(())
        })
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

    fn delete_subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<()>> {
        Some(self.delete(interp, index))
    }

    fn binary(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        let own = value(self.bytes());
        let other = as_bytes(other).map_or_else(|| other.clone(), value);
        let (a, b) = if reflected { (&other, &own) } else { (&own, &other) };
        Some(interp.binary(op, a, b).map(thawed))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(interp.iter(&value(self.bytes())))
    }

    fn len(&self) -> Option<usize> {
        Some(Bytearray::len(self))
    }

    fn hashable(&self) -> bool {
        false
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        as_bytes(other).map(|b| interrupt::same(&b, &self.bytes()))
    }
}
