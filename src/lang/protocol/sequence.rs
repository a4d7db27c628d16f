//! `len(v)`.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// `len(v)`.
///
/// # Errors
/// `TypeError` for what has no length.
pub fn len(interp: &mut Interp, v: &Value) -> Result<usize> {
    Ok(match v {
        Value::Str(s) => s.len(),
        Value::Bytes(b) => b.len(),
        Value::List(l) => l.0.borrow().len(),
        Value::Tuple(t) => t.len(),
        Value::Dict(d) => d.0.borrow().len(),
        Value::Set(s) => s.items.borrow().len(),
        Value::Range(r) => r.len(),
        Value::Array(a) => match a.view().shape().first() {
            Some(&n) => n,
            None => return Err(Raise::type_error("len() of unsized object")),
        },
        Value::DType(d) => d.record().map_or(0, |r| r.fields.len()),
        Value::Object(o) => match o.len() {
            Some(n) => n,
            None => return Err(no_len(interp, v)),
        },
        Value::Scalar(s) => match &**s {
            crate::engine::Scalar::Str(s) => s.chars().count(),
            crate::engine::Scalar::Bytes(b) => b.len(),
            crate::engine::Scalar::Void(item) => item.0.dtype().record().map_or(0, |r| r.fields.len()),
            _ => return Err(no_len(interp, v)),
        },
        _ => return Err(no_len(interp, v)),
    })
}

fn no_len(interp: &Interp, v: &Value) -> Raise {
    Raise::type_error(format!("object of type '{}' has no len()", interp.type_name(v)))
}
