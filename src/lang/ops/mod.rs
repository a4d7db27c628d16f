//! Operators.

pub mod arrays;
pub mod compare;
pub mod fast;
pub mod index;
pub mod integer;
pub mod number;
pub mod percent;
pub mod sequence;
pub(super) mod small;
pub mod symbol;
pub mod texts;

use super::error::{Raise, Result};
use super::interp::Interp;
use super::value::Value;
use crate::engine::Scalar;
use crate::syntax::ast::{BinOp, UnaryOp};
pub use compare::compare;

/// `a op b`.
///
/// # Errors
/// `TypeError` where neither side knows the other; what the operation raises.
pub fn binary(interp: &mut Interp, op: BinOp, a: &Value, b: &Value) -> Result<Value> {
    match attempt(interp, op, a, b) {
        Some(result) => result,
        None => Err(unsupported(interp, symbol::binary(op), a, b)),
    }
}

/// The value of `a op b` if any rule knows it.
fn attempt(interp: &mut Interp, op: BinOp, a: &Value, b: &Value) -> Option<Result<Value>> {
    if let Some(r) = number::binary(op, a, b) {
        return Some(r);
    }
    if let Value::Object(o) = a
        && let Some(r) = o.clone().binary(interp, op, b, false)
    {
        return Some(r);
    }
    if let Value::Object(o) = b
        && let Some(r) = o.clone().binary(interp, op, a, true)
    {
        return Some(r);
    }
    if let (BinOp::BitOr, Value::Type(_) | Value::None, Value::Type(_) | Value::None) = (op, a, b)
        && let Some(union) = super::builtins::python::alias::union(a, b)
    {
        return Some(Ok(union));
    }
    if let (BinOp::Mod, Value::Scalar(_), Some(format)) = (op, a, a.as_str()) {
        return Some(percent::percent(interp, format, b));
    }
    if let (BinOp::Mod, Value::Str(format)) = (op, a) {
        return Some(percent::percent(interp, format.as_str(), b));
    }
    // Python's complex takes `np.float64` for the float that it is, before NumPy is asked.
    if let (Value::Complex(_), Value::Scalar(s)) = (a, b)
        && let Scalar::Float64(x) = **s
        && matches!(op, BinOp::Add | BinOp::Sub | BinOp::Mul | BinOp::Div | BinOp::Pow)
    {
        return number::binary(op, a, &Value::Float(x));
    }
    if arrays::complex_division(op, a, b) {
        return None;
    }
    let array = |v: &Value| matches!(v, Value::Array(_));
    if op == BinOp::MatMul && !array(a) && !array(b) {
        return None;
    }
    if arrays::takes_part(a, b) {
        return Some(arrays::binary(interp, op, a, b));
    }
    sequence::binary(interp, op, a, b)
}

fn unsupported(interp: &Interp, op: &str, a: &Value, b: &Value) -> Raise {
    let (a, b) = (interp.type_name(a), interp.type_name(b));
    Raise::type_error(format!("unsupported operand type(s) for {op}: '{a}' and '{b}'"))
}

/// `a op= b`; the value to bind to the target again.
///
/// # Errors
/// As [`binary`].
pub fn in_place(interp: &mut Interp, op: BinOp, a: &Value, b: &Value) -> Result<Value> {
    let done = match a {
        Value::Array(array) => Some(arrays::in_place(interp, op, array, b)),
        // NumPy's arrays take over from a list: `l += a` is `l + a`.
        _ if matches!(b, Value::Array(_)) => None,
        _ => sequence::in_place(interp, op, a, b),
    };
    match done.or_else(|| attempt(interp, op, a, b)) {
        Some(result) => result,
        None => Err(unsupported(interp, symbol::in_place(op), a, b)),
    }
}

/// `op a`.
///
/// # Errors
/// `TypeError`.
pub fn unary(interp: &mut Interp, op: UnaryOp, a: &Value) -> Result<Value> {
    if op == UnaryOp::Not {
        return interp.truth(a).map(|t| Value::Bool(!t));
    }
    if let Some(result) = number::unary(op, a) {
        return result;
    }
    if matches!(a, Value::Array(_) | Value::Scalar(_)) {
        return arrays::unary(interp, op, a);
    }
    if let Value::Object(o) = a
        && let Some(r) = o.clone().unary(interp, op)
    {
        return r;
    }
    let (op, name) = (symbol::unary(op), interp.type_name(a));
    Err(Raise::type_error(format!("bad operand type for unary {op}: '{name}'")))
}
