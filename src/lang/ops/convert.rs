//! Values as operands of operators, and as what an assignment writes.

use crate::engine::kernels::{Operand, cast};
use crate::engine::{DType, Scalar, View};
use crate::lang::builtins::numpy::{convert, nested};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// A value as a ufunc's operand: Python numbers stay weak. `None` for what NumPy would call an object.
///
/// # Errors
/// `ValueError` for ragged nesting.
pub fn operand(interp: &mut Interp, v: &Value) -> Result<Option<Operand>> {
    match v {
        Value::Array(a) => Ok(Some(Operand::Array(a.view().clone()))),
        Value::Scalar(s) => Ok(Some(Operand::Array(View::from_scalar(s)?))),
        Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            as_view(interp, v, None).map(|v| Some(Operand::Array(v)))
        }
        _ => Ok(convert::python_number(v)),
    }
}

/// `np.asarray(v, dtype)` as a view: an array of that dtype stays what it is.
///
/// # Errors
/// `ValueError` for ragged nesting, `TypeError` for what is no element.
pub fn as_view(interp: &mut Interp, v: &Value, dtype: Option<DType>) -> Result<View> {
    let out = match (v, dtype) {
        (Value::Array(a), None) => return Ok(a.view().clone()),
        (Value::Array(a), Some(d)) => {
            let view = a.view().clone();
            nested::cast_to(&view, d)
        }
        _ => nested::array(interp, v, dtype),
    };
    super::arrays::float_warnings(interp, false)?;
    out
}

/// A single value as an element of a dtype.
///
/// # Errors
/// As NumPy words them.
pub fn element(v: &Value, dtype: DType) -> Result<Scalar> {
    let number = match v {
        Value::Scalar(s) => return Ok(cast::scalar_cast(s, dtype)?),
        Value::Str(s) => return Ok(cast::scalar_cast(&Scalar::Str(s.as_str().into()), dtype)?),
        Value::Bytes(b) => return Ok(cast::scalar_cast(&Scalar::Bytes(b[..].into()), dtype)?),
        _ => convert::python_number(v),
    };
    let Some(number) = number else { return Err(no_element(v, dtype)) };
    if dtype.is_numeric() {
        return Ok(number.to_scalar(dtype)?);
    }
    let own = number.to_scalar(number.type_().alone())?;
    Ok(cast::scalar_cast(&own, dtype)?)
}

/// CPython's words for a value that is no number.
fn no_element(v: &Value, dtype: DType) -> Raise {
    let name = crate::lang::protocol::types::type_of(v).qualified_name();
    let (function, kinds) = match dtype.kind() {
        crate::engine::Kind::Float | crate::engine::Kind::Complex => ("float", "a string or a real number"),
        _ => ("int", "a string, a bytes-like object or a real number"),
    };
    Raise::type_error(format!("{function}() argument must be {kinds}, not '{name}'"))
}
