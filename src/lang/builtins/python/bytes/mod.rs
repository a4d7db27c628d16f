//! `bytes`.

pub mod case;
pub mod coding;
pub mod search;
pub mod shape;

use super::receiver::BytesArg;
use super::str_::coding::{encode_text, option};
use crate::engine::interrupt::{self, watched};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::{iterate, types};
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, c};
use crate::lang::value::Value;
use std::borrow::Cow;
use std::rc::Rc;

const DOC: &str = "A sequence of bytes.\n\n>>> bytes(3), bytes([65, 66]), bytes('é', 'utf-8')\n(b'\\x00\\x00\\x00', b'AB', b'\\xc3\\xa9')";

/// Its table.
pub fn table() -> Table {
    let mut methods = search::rows();
    methods.extend(shape::rows());
    methods.extend(case::rows());
    methods.extend(coding::rows());
    let mut statics = coding::statics();
    statics.extend(case::statics());
    Table {
        doc: DOC,
        new: Some(c(&["bytes"], "source=b'', encoding='utf-8', errors='strict'", DOC, new)),
        methods,
        statics,
        attributes: Vec::new(),
    }
}

/// A value from bytes.
pub fn value<'a>(bytes: impl Into<Cow<'a, [u8]>>) -> Value {
    Value::Bytes(Rc::new(match bytes.into() {
        Cow::Borrowed(bytes) => interrupt::copied(bytes),
        Cow::Owned(bytes) => bytes,
    }))
}

/// An argument that must be bytes.
///
/// # Errors
/// `TypeError`.
pub fn like(interp: &Interp, v: &Value) -> Result<Vec<u8>> {
    match types::as_bytes(v) {
        Some(b) => Ok(b),
        None => Err(Raise::type_error(format!("a bytes-like object is required, not '{}'", interp.type_name(v)))),
    }
}

fn new(interp: &mut Interp, source: Given, encoding: Given, errors: Given) -> Result<Value> {
    let decodes = encoding.0.is_some() || errors.0.is_some();
    let encoding = option(interp, "bytes", "encoding", encoding, "utf-8")?;
    let errors = option(interp, "bytes", "errors", errors, "strict")?;
    let Some(source) = source.0 else { return Ok(value(Vec::new())) };
    if let Some(text) = source.as_str() {
        if !decodes {
            return Err(Raise::type_error("string argument without an encoding"));
        }
        return encode_text(text, &encoding, &errors).map(value);
    }
    if decodes {
        return Err(Raise::type_error("encoding without a string argument"));
    }
    from_value(interp, &source)
}

/// `bytes(source)` of what is no text.
///
/// # Errors
/// `TypeError`, `ValueError`.
pub fn from_value(interp: &mut Interp, source: &Value) -> Result<Value> {
    if let Some(b) = types::as_bytes(source) {
        return Ok(value(b));
    }
    if matches!(source, Value::Array(_)) {
        let tobytes = interp.get_attr(source, "tobytes")?;
        return interp.call(&tobytes, &[], &[]);
    }
    if matches!(source, Value::Int(_) | Value::Bool(_) | Value::BigInt(_) | Value::Scalar(_)) {
        let n = interp.index(source)?;
        let n = usize::try_from(n).map_err(|_| Raise::value_error("negative count"))?;
        crate::engine::mem::watch::room_for_text(n)?;
        // As zeroed pages: nothing is written.
        return Ok(value(vec![0; n]));
    }
    if source.as_str().is_some() || !iterate::is_iterable(interp, source) {
        let t = interp.type_name(source);
        return Err(Raise::type_error(format!("cannot convert '{t}' object to bytes")));
    }
    let mut out = Vec::new();
    for item in watched(interp.collect(source)?.into_iter()) {
        let n = interp.index(&item)?;
        out.push(u8::try_from(n).map_err(|_| Raise::value_error("bytes must be in range(0, 256)"))?);
    }
    Ok(value(out))
}

/// The method's receiver, as a slice.
pub fn this(b: &BytesArg) -> &[u8] {
    &b.0
}
