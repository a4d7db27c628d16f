//! Python values as arrays, operands and dtypes: what `np.asarray` and `np.dtype` do to their arguments.

use super::nested;
use super::records::descr;
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::{Casting, cast};
use crate::engine::observe::CopyReason;
use crate::engine::{DType, Order, Scalar, View, dtype_names};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::objects;
use crate::lang::registry::Type;
use crate::lang::value::Value;
use num_traits::ToPrimitive;
use std::rc::Rc;

/// A value as a ufunc takes it: Python numbers stay weak (NEP 50), anything else becomes an array.
///
/// # Errors
/// What [`array`] raises.
pub fn operand(interp: &mut Interp, value: &Value) -> Result<Operand> {
    Ok(match python_number(value) {
        Some(number) => number,
        None => Operand::Array(view(interp, value)?),
    })
}

/// A Python number as a weak operand.
pub fn python_number(value: &Value) -> Option<Operand> {
    Some(match value {
        Value::Bool(b) => Operand::Bool(*b),
        Value::Int(i) => Operand::Int(*i as i128),
        Value::BigInt(n) => n.to_i128().map_or_else(|| Operand::BigInt(Box::new((**n).clone())), Operand::Int),
        Value::Float(x) => Operand::Float(*x),
        Value::Complex(z) => Operand::Complex(**z),
        _ => return None,
    })
}

/// As [`operand`]; `None` for what is nothing but an object.
///
/// # Errors
/// What [`array`] raises.
pub fn known_operand(interp: &mut Interp, value: &Value) -> Result<Option<Operand>> {
    match value {
        Value::Array(_)
        | Value::Scalar(_)
        | Value::Bool(_)
        | Value::Int(_)
        | Value::BigInt(_)
        | Value::Float(_)
        | Value::Complex(_)
        | Value::Str(_)
        | Value::Bytes(_)
        | Value::List(_)
        | Value::Tuple(_)
        | Value::Range(_) => operand(interp, value).map(Some),
        other if crate::lang::protocol::types::type_of(other).method("__array__").is_some() => {
            operand(interp, value).map(Some)
        }
        _ => Ok(None),
    }
}

/// As [`operand`]; other values are objects.
///
/// # Errors
/// What [`array`] raises.
pub fn any_operand(interp: &mut Interp, value: &Value) -> Result<Operand> {
    match known_operand(interp, value)? {
        Some(operand) => Ok(operand),
        None => objects::alone(value).map(Operand::Array),
    }
}

/// The view of `np.asarray(value)`.
///
/// # Errors
/// What [`array`] raises.
pub fn view(interp: &mut Interp, value: &Value) -> Result<View> {
    match value {
        Value::Array(a) => Ok(a.view().clone()),
        Value::Scalar(s) => Ok(View::from_scalar(s)?),
        other => nested::array(interp, other, None),
    }
}

/// The view of `np.asarray(value, dtype)`.
///
/// # Errors
/// What [`array`] raises, and errors of the cast.
pub fn view_of(interp: &mut Interp, value: &Value, dtype: Option<DType>) -> Result<View> {
    let view = match value {
        Value::Array(a) => {
            let view = a.view().clone();
            dtype.map_or(Ok(view.clone()), |d| cast_to(&view, d))
        }
        other => nested::array(interp, other, dtype),
    };
    flush_warnings(interp)?;
    view
}

/// `view` itself, or a copy as `dtype` where it is of another.
///
/// # Errors
/// Errors of the cast.
pub fn cast_to(view: &View, dtype: DType) -> Result<View> {
    let wanted = cast::sized(dtype, view.dtype());
    if wanted == view.dtype() {
        return Ok(view.clone());
    }
    let reason = CopyReason::Cast { from: view.dtype(), to: wanted };
    Ok(cast::cast(view, wanted, Order::K, Casting::Unsafe, reason)?)
}

/// `np.asarray(value)`: an array is itself.
///
/// # Errors
/// `ValueError` for ragged nesting, `OverflowError`.
pub fn array(interp: &mut Interp, value: &Value) -> Result<Rc<Array>> {
    array_of(interp, value, None)
}

/// `np.asarray(value, dtype)`: an array of that dtype is itself, else a copy.
///
/// # Errors
/// What [`array`] raises, and errors of the cast.
pub fn array_of(interp: &mut Interp, value: &Value, dtype: Option<DType>) -> Result<Rc<Array>> {
    if let Value::Array(a) = value {
        let own = a.view().dtype();
        if dtype.is_none_or(|d| cast::sized(d, own) == own) {
            return Ok(a.clone());
        }
    }
    view_of(interp, value, dtype).map(Array::new)
}

/// Turns the kernels' pending warnings into Python's.
///
/// # Errors
/// `FloatingPointError` where `np.errstate` says `raise`.
pub fn flush_warnings(interp: &mut Interp) -> Result<()> {
    crate::lang::ops::arrays::float_warnings(interp, false)
}

/// A result as NumPy hands it out: 0-d results of computations are scalars.
pub fn result(view: View) -> Value {
    if view.rank() == 0 { Value::scalar(view.first()) } else { Value::Array(Array::new(view)) }
}

/// An element as a NumPy scalar.
pub fn scalar(s: Scalar) -> Value {
    Value::scalar(s)
}

pub use crate::lang::ops::arrays::python_item as python_value;

/// The dtype that a value stands for (`np.dtype(value)`); `None` is `float64`.
///
/// # Errors
/// `TypeError: Cannot interpret '3' as a data type`, `data type 'foo' not understood`.
pub fn dtype(interp: &mut Interp, value: &Value) -> Result<DType> {
    if let Some(refused) = super::dtype_classes::refused(value) {
        return Err(refused);
    }
    match value {
        Value::DType(d) => Ok(*d),
        Value::None => Ok(DType::Float64),
        Value::Array(_) => Err(Raise::type_error("Cannot construct a dtype from an array")),
        Value::Type(t) => dtype_of_type(t).ok_or_else(|| {
            Raise::type_error(match (t.module, t.name) {
                ("numpy", "generic" | "flexible") => "Converting `np.generic` to a dtype is not allowed.".into(),
                ("numpy", "number" | "inexact" | "floating") => {
                    "Converting `np.inexact` or `np.floating` to a dtype not allowed".into()
                }
                ("numpy", "integer" | "signedinteger") => {
                    "Converting 'np.integer' or 'np.signedinteger' to a dtype is not allowed".into()
                }
                ("numpy", "unsignedinteger") => "Converting `np.unsignedinteger` to a dtype is not allowed".into(),
                ("numpy", "complexfloating") => "Converting `np.complex` to a dtype is not allowed.".into(),
                ("numpy", "character") => "Converting `np.character` to a dtype is not allowed".into(),
                _ => format!("Cannot interpret '<class '{}'>' as a data type", t.qualified_name()),
            })
        }),
        Value::List(_) | Value::Dict(_) | Value::Tuple(_) => dtype_aligned(interp, value, false),
        other => match other.as_str() {
            Some(text) => Ok(dtype_names::parse(text)?),
            None => {
                if let Some(d) = super::records::rec::plain(other) {
                    return Ok(d);
                }
                let shown = interp.repr(other)?;
                Err(Raise::type_error(format!("Cannot interpret '{shown}' as a data type")))
            }
        },
    }
}

/// As [`dtype`]; with `align` the fields of a new record stand at their alignment.
///
/// # Errors
/// As [`dtype`].
pub fn dtype_aligned(interp: &mut Interp, value: &Value, align: bool) -> Result<DType> {
    let whole = match value {
        Value::List(_) => "list",
        Value::Tuple(_) => "tuple",
        Value::Dict(_) => "dict",
        _ => return described(interp, value, align),
    };
    // Each level is two deep: the description and the field.
    if interp.depth + 2 > interp.recursion_limit {
        let text = format!(
            "maximum recursion depth exceeded while trying to convert the given data type from a {whole} object"
        );
        return Err(Raise::new(&crate::lang::exceptions::RECURSION_ERROR, text));
    }
    interp.depth += 2;
    let made = described(interp, value, align);
    interp.depth -= 2;
    made
}

fn described(interp: &mut Interp, value: &Value, align: bool) -> Result<DType> {
    match value {
        Value::List(items) => {
            let items = items.0.borrow().clone();
            descr::of_list(interp, &items, align)
        }
        Value::Tuple(items) => descr::of_tuple(interp, items, align),
        Value::Dict(dict) => descr::of_dict(interp, dict, align),
        other => {
            let found = dtype(interp, other)?;
            Ok(match found {
                DType::Record(record) if align && !matches!(other, Value::DType(_)) => {
                    crate::engine::record::Record::packed(record.fields.clone(), true).into_dtype()
                }
                found => found,
            })
        }
    }
}

/// The dtype of a Python or NumPy scalar type.
pub fn dtype_of_type(t: &Type) -> Option<DType> {
    match (t.module, t.name) {
        ("builtins", "bool" | "int" | "float" | "complex" | "str" | "bytes") | ("numpy", _)
            if !matches!(t.name, "ndarray" | "dtype" | "ufunc") =>
        {
            let abstract_ = matches!(t.name, "half" | "generic" | "number");
            if abstract_ { None } else { dtype_names::parse(t.name).ok() }
        }
        // Any other class is one of objects.
        _ => Some(DType::Object),
    }
}
