//! NumPy's functions called from one another: many of them are compositions, and only the same operations in the same
//! order give the same bits.

use super::NUMPY;
use crate::engine::observe::CopyReason;
use crate::engine::{DType, Order, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::{Slice, Value};
use crate::syntax::ast::{BinOp, CmpOp};
use std::rc::Rc;

/// `np.name(*args)`.
///
/// # Errors
/// What it raises.
pub fn call(interp: &mut Interp, name: &str, args: &[Value]) -> Result<Value> {
    call_kw(interp, name, args, &[])
}

/// `np.name(*args, **kwargs)`.
///
/// # Errors
/// What it raises.
pub fn call_kw(interp: &mut Interp, name: &str, args: &[Value], kwargs: &[(&str, Value)]) -> Result<Value> {
    let Some(f) = NUMPY.get(interp, name) else {
        return Err(Raise::attribute_error(format!("module 'numpy' has no attribute '{name}'")));
    };
    let kwargs: Vec<(String, Value)> = kwargs.iter().map(|(k, v)| (k.to_string(), v.clone())).collect();
    interp.call(&f, args, &kwargs)
}

/// `a + b`
///
/// # Errors
/// What it raises.
pub fn add(interp: &mut Interp, a: &Value, b: &Value) -> Result<Value> {
    interp.binary(BinOp::Add, a, b)
}

/// `a - b`
///
/// # Errors
/// What it raises.
pub fn sub(interp: &mut Interp, a: &Value, b: &Value) -> Result<Value> {
    interp.binary(BinOp::Sub, a, b)
}

/// `a * b`
///
/// # Errors
/// What it raises.
pub fn mul(interp: &mut Interp, a: &Value, b: &Value) -> Result<Value> {
    interp.binary(BinOp::Mul, a, b)
}

/// `a / b`
///
/// # Errors
/// What it raises.
pub fn div(interp: &mut Interp, a: &Value, b: &Value) -> Result<Value> {
    interp.binary(BinOp::Div, a, b)
}

/// `a == b`, `a < b` and kin.
///
/// # Errors
/// What it raises.
pub fn cmp(interp: &mut Interp, op: CmpOp, a: &Value, b: &Value) -> Result<Value> {
    interp.compare(op, a, b)
}

/// `a[index]`
///
/// # Errors
/// What it raises.
pub fn item(interp: &mut Interp, a: &Value, index: &Value) -> Result<Value> {
    interp.get_item(a, index)
}

/// `start:stop:step`, `None` where nothing stands.
pub fn slice(start: Option<i64>, stop: Option<i64>, step: Option<i64>) -> Value {
    let part = |n: Option<i64>| n.map_or(Value::None, Value::Int);
    Value::Slice(Rc::new(Slice { start: part(start), stop: part(stop), step: part(step) }))
}

/// An index that is `entry` at `axis` and `:` before it.
pub fn at_axis(axis: usize, entry: Value) -> Value {
    let mut entries = vec![slice(None, None, None); axis];
    entries.push(entry);
    Value::tuple(entries)
}

/// A new array as a value, 0-d ones too.
pub fn array(view: View) -> Value {
    Value::Array(Array::new(view))
}

/// A value's array, made if need be.
///
/// # Errors
/// Of the conversion.
pub fn as_array(interp: &mut Interp, v: &Value) -> Result<Value> {
    super::convert::array(interp, v).map(Value::Array)
}

/// A value's array as a dtype, made if need be.
///
/// # Errors
/// Of the conversion.
pub fn as_dtype(interp: &mut Interp, v: &Value, dtype: DType) -> Result<Value> {
    super::convert::array_of(interp, v, Some(dtype)).map(Value::Array)
}

/// The view of `np.asarray(v)`.
///
/// # Errors
/// Of the conversion.
pub fn view(interp: &mut Interp, v: &Value) -> Result<View> {
    super::convert::view(interp, v)
}

/// The shape as a tuple.
pub fn shape(view: &View) -> Value {
    Value::tuple(view.shape().iter().map(|&n| Value::Int(n as i64)).collect())
}

/// The elements flattened: a view where strides allow.
///
/// # Errors
/// Of memory.
pub fn ravel(interp: &mut Interp, v: &Value) -> Result<Value> {
    let a = super::convert::array(interp, v)?;
    let own = a.view().clone();
    if own.rank() == 1 {
        return Ok(Value::Array(a));
    }
    Ok(match own.try_ravel(Order::C) {
        Ok(flat) => Value::Array(Array::view_of(&a, flat)),
        Err(why) => {
            let copy = own.copy(Order::C, CopyReason::Ravel(why))?;
            array(copy.try_ravel(Order::C).unwrap_or(copy))
        }
    })
}

/// `np.name.method`, to be called.
///
/// # Errors
/// `AttributeError`.
pub fn call_method_of(interp: &mut Interp, name: &str, method: &str) -> Result<Value> {
    let Some(owner) = NUMPY.get(interp, name) else {
        return Err(Raise::attribute_error(format!("module 'numpy' has no attribute '{name}'")));
    };
    interp.get_attr(&owner, method)
}

/// `a.method(*args)`
///
/// # Errors
/// What it raises.
pub fn method(interp: &mut Interp, a: &Value, name: &str, args: &[Value]) -> Result<Value> {
    let f = interp.get_attr(a, name)?;
    interp.call(&f, args, &[])
}
