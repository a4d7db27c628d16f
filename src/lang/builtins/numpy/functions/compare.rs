//! `isclose`, `allclose`, `array_equal`, `array_equiv`, `isposinf`, `isneginf`.

use crate::engine::DType;
use crate::engine::broadcast::broadcast_shapes;
use crate::lang::builtins::numpy::args::{ArrayLike, OutArg};
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::{Interp, OnFloatError};
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp};

fn isclose(
    interp: &mut Interp,
    a: Value,
    b: Value,
    rtol: Given,
    atol: Given,
    equal_nan: Option<bool>,
) -> Result<Value> {
    let rtol = rtol.0.unwrap_or(Value::Float(1e-5));
    let atol = atol.0.unwrap_or(Value::Float(1e-8));
    let plain = |v: &Value| matches!(v, Value::Int(_) | Value::Float(_) | Value::Complex(_) | Value::Bool(_));
    let x = if plain(&a) { a } else { np::as_array(interp, &a)? };
    let mut y = if plain(&b) { b } else { np::as_array(interp, &b)? };
    if let Value::Array(array) = &y
        && array.view().dtype().is_integral()
    {
        y = Value::Array(convert::array_of(interp, &y, Some(DType::Float64))?);
    }
    let before = interp.errstate.invalid;
    interp.errstate.invalid = OnFloatError::Ignore;
    let result = close(interp, &x, &y, &rtol, &atol);
    interp.errstate.invalid = before;
    let mut result = result?;
    if equal_nan.unwrap_or(false) {
        let (nx, ny) = (np::call(interp, "isnan", &[x])?, np::call(interp, "isnan", &[y])?);
        let both = interp.binary(BinOp::BitAnd, &nx, &ny)?;
        result = interp.binary(BinOp::BitOr, &result, &both)?;
    }
    Ok(result)
}

/// `|x - y| <= atol + rtol * |y|` for finite `y`, or equality.
fn close(interp: &mut Interp, x: &Value, y: &Value, rtol: &Value, atol: &Value) -> Result<Value> {
    let distance = np::call(interp, "subtract", &[x.clone(), y.clone()])?;
    let distance = np::call(interp, "abs", &[distance])?;
    let size = np::call(interp, "abs", std::slice::from_ref(y))?;
    let share = np::mul(interp, rtol, &size)?;
    let allowed = np::add(interp, atol, &share)?;
    let near = np::call(interp, "less_equal", &[distance, allowed])?;
    let finite = np::call(interp, "isfinite", std::slice::from_ref(y))?;
    let near = interp.binary(BinOp::BitAnd, &near, &finite)?;
    let same = np::call(interp, "equal", &[x.clone(), y.clone()])?;
    interp.binary(BinOp::BitOr, &near, &same)
}

fn allclose(
    interp: &mut Interp,
    a: Value,
    b: Value,
    rtol: Given,
    atol: Given,
    equal_nan: Option<bool>,
) -> Result<bool> {
    let near = isclose(interp, a, b, rtol, atol, equal_nan)?;
    let all = np::call(interp, "all", &[near])?;
    interp.truth(&all)
}

fn array_equal(interp: &mut Interp, a: ArrayLike, b: ArrayLike, equal_nan: Option<bool>) -> Result<bool> {
    if a.view().shape() != b.view().shape() {
        return Ok(false);
    }
    let (a, b) = (Value::Array(a.0), Value::Array(b.0));
    let same = np::cmp(interp, CmpOp::Eq, &a, &b)?;
    let same = match equal_nan.unwrap_or(false) {
        true => {
            let (x, y) = (np::call(interp, "isnan", &[a])?, np::call(interp, "isnan", &[b])?);
            let both = interp.binary(BinOp::BitAnd, &x, &y)?;
            interp.binary(BinOp::BitOr, &same, &both)?
        }
        false => same,
    };
    let all = np::call(interp, "all", &[same])?;
    interp.truth(&all)
}

fn array_equiv(interp: &mut Interp, a: ArrayLike, b: ArrayLike) -> Result<bool> {
    if broadcast_shapes(&[a.view().shape(), b.view().shape()]).is_err() {
        return Ok(false);
    }
    let same = np::cmp(interp, CmpOp::Eq, &Value::Array(a.0), &Value::Array(b.0))?;
    let all = np::call(interp, "all", &[same])?;
    interp.truth(&all)
}

fn signed_infinity(interp: &mut Interp, x: Value, out: Option<OutArg>, name: &str, negative: bool) -> Result<Value> {
    let infinite = np::call(interp, "isinf", std::slice::from_ref(&x))?;
    if np::view(interp, &x)?.dtype().kind() == crate::engine::Kind::Complex {
        let dtype = np::view(interp, &x)?.dtype();
        let text = format!("This operation is not supported for {dtype} values because it would be ambiguous.");
        debug_assert!(!name.is_empty());
        return Err(Raise::type_error(text));
    }
    let sign = np::call(interp, "signbit", &[x])?;
    let sign = if negative { sign } else { np::call(interp, "logical_not", &[sign])? };
    let out: Vec<(&str, Value)> = out.into_iter().map(|o| ("out", Value::Array(o.0))).collect();
    np::call_kw(interp, "logical_and", &[infinite, sign], &out)
}

fn isposinf(interp: &mut Interp, x: Value, out: Option<OutArg>) -> Result<Value> {
    signed_infinity(interp, x, out, "isposinf", false)
}

fn isneginf(interp: &mut Interp, x: Value, out: Option<OutArg>) -> Result<Value> {
    signed_infinity(interp, x, out, "isneginf", true)
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let close = "a, b, rtol=1e-05, atol=1e-08, equal_nan=False";
    vec![
        py(
            &["isclose"],
            close,
            "Whether elements are as good as equal.\n\n>>> np.isclose([0.1 + 0.2, 1], [0.3, 2])\narray([ True, False])",
            isclose,
        ),
        py(
            &["allclose"],
            close,
            "Whether all elements are as good as equal.\n\n>>> np.allclose([0.1 + 0.2], [0.3])\nTrue",
            allclose,
        ),
        py(
            &["array_equal"],
            "a1, a2, equal_nan=False",
            "Whether shapes and elements are equal.\n\n>>> np.array_equal([1, 2], [1, 2])\nTrue",
            array_equal,
        ),
        py(
            &["array_equiv"],
            "a1, a2",
            "Whether they are equal once broadcast.\n\n>>> np.array_equiv([1, 1], 1)\nTrue",
            array_equiv,
        ),
        py(
            &["isposinf"],
            "x, out=None",
            "Whether it is plus infinity.\n\n>>> np.isposinf([1, np.inf])\narray([False,  True])",
            isposinf,
        ),
        py(
            &["isneginf"],
            "x, out=None",
            "Whether it is minus infinity.\n\n>>> np.isneginf([1, -np.inf])\narray([False,  True])",
            isneginf,
        ),
    ]
}
