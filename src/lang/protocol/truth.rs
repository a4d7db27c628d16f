//! `bool(v)`.

use super::sequence;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// `bool(v)`.
///
/// # Errors
/// `ValueError` for an array of several elements.
pub fn truth(interp: &mut Interp, v: &Value) -> Result<bool> {
    Ok(match v {
        Value::Bool(b) => *b,
        Value::None => false,
        Value::Int(n) => *n != 0,
        Value::Float(x) => *x != 0.0,
        Value::Complex(z) => z.re != 0.0 || z.im != 0.0,
        Value::Str(s) => !s.is_empty(),
        Value::Scalar(s) => s.truth(),
        Value::Array(a) => return array_truth(a),
        Value::Bytes(_) | Value::List(_) | Value::Tuple(_) | Value::Dict(_) | Value::Set(_) | Value::Range(_) => {
            sequence::len(interp, v)? != 0
        }
        Value::Object(o) => o.len().map_or_else(|| o.truth(), |n| n != 0),
        _ => true,
    })
}

fn array_truth(a: &crate::lang::array::Array) -> Result<bool> {
    let view = a.view();
    match view.size() {
        1 => Ok(view.first().truth()),
        0 => Err(Raise::value_error(
            "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.",
        )),
        _ => Err(Raise::value_error(
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
        )),
    }
}
