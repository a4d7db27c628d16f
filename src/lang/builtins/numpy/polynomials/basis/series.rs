//! What all bases share: coefficients as arrays, sums, maps from one interval to another.

use super::expr::{at, v};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, UnaryOp};

/// `c[start:stop]`
///
/// # Errors
/// What the operation raises.
pub fn part(interp: &mut Interp, c: &Value, start: Option<i64>, stop: Option<i64>) -> Result<Value> {
    np::item(interp, c, &np::slice(start, stop, None))
}

/// `len(c)`
///
/// # Errors
/// What the operation raises.
pub fn len(interp: &mut Interp, c: &Value) -> Result<i64> {
    interp.len(c).map(|n| n as i64)
}

/// An uninitialized array of length `n`, and of the shape and dtype of `c` otherwise.
///
/// # Errors
/// Of memory.
pub fn empty(interp: &mut Interp, n: i64, c: &Value) -> Result<Value> {
    let view = np::view(interp, c)?;
    let mut shape = vec![Value::Int(n)];
    shape.extend(view.shape().iter().skip(1).map(|&n| Value::Int(n as i64)));
    np::call(interp, "empty", &[Value::tuple(shape), Value::DType(view.dtype())])
}

/// Without zeros at the end, but for the first coefficient.
///
/// # Errors
/// What the operation raises.
pub fn trimmed(interp: &mut Interp, c: Value) -> Result<Value> {
    let view = np::view(interp, &c)?;
    let all: Vec<bool> = view.scalars().map(|x| x.truth()).collect();
    let keep = all.iter().rposition(|&x| x).map_or(1, |i| i + 1);
    if keep >= all.len() { Ok(c) } else { part(interp, &c, None, Some(keep as i64)) }
}

/// Coefficients as arrays of one axis and one inexact dtype: copies.
///
/// # Errors
/// `ValueError` of what are no coefficients.
pub fn series(interp: &mut Interp, all: &[&Value], trim: bool) -> Result<Vec<Value>> {
    let mut arrays = Vec::new();
    for value in all {
        let a = np::call_kw(interp, "array", &[(*value).clone()], &[("ndmin", Value::Int(1)), ("copy", Value::None)])?;
        arrays.push(a);
    }
    for a in &arrays {
        let view = np::view(interp, a)?;
        if view.size() == 0 {
            return Err(Raise::value_error("Coefficient array is empty"));
        }
        if view.rank() != 1 {
            return Err(Raise::value_error("Coefficient array is not 1-d"));
        }
    }
    if trim {
        arrays = arrays.into_iter().map(|a| trimmed(interp, a)).collect::<Result<_>>()?;
    }
    let dtype = match np::call(interp, "common_type", &arrays) {
        Ok(t) => t,
        Err(e) if e.is(&exc::KEYBOARD_INTERRUPT) => return Err(e),
        Err(_) => return Err(Raise::value_error("Coefficient arrays have no common type")),
    };
    arrays.iter().map(|a| np::call_kw(interp, "array", std::slice::from_ref(a), &[("dtype", dtype.clone())])).collect()
}

/// One series, trimmed.
///
/// # Errors
/// As [`series`].
pub fn one(interp: &mut Interp, c: &Value) -> Result<Value> {
    Ok(series(interp, &[c], true)?.remove(0))
}

/// Whether a series is the number 0.
///
/// # Errors
/// What the operation raises.
pub fn is_zero(interp: &mut Interp, c: &Value) -> Result<bool> {
    if len(interp, c)? != 1 {
        return Ok(false);
    }
    let first = at(c, 0).of(interp)?;
    Ok(!interp.truth(&first)?)
}

/// The sum or difference of two series.
///
/// # Errors
/// Of the coefficients.
pub fn sum(interp: &mut Interp, op: BinOp, a: &Value, b: &Value) -> Result<Value> {
    let both = series(interp, &[a, b], true)?;
    let (a, b) = (both[0].clone(), both[1].clone());
    let (n, m) = (len(interp, &a)?, len(interp, &b)?);
    let result = if n > m {
        let head = part(interp, &a, None, Some(m))?;
        interp.in_place(op, &head, &b)?;
        a
    } else {
        let b = if op == BinOp::Sub { interp.unary(UnaryOp::Neg, &b)? } else { b };
        let head = part(interp, &b, None, Some(n))?;
        interp.in_place(BinOp::Add, &head, &a)?;
        b
    };
    trimmed(interp, result)
}

/// Without coefficients at the end that are no larger than `tol`.
///
/// # Errors
/// `ValueError` of a negative one.
pub fn trim(interp: &mut Interp, c: &Value, tol: &Value) -> Result<Value> {
    let negative = np::cmp(interp, crate::syntax::ast::CmpOp::Lt, tol, &Value::Int(0))?;
    if interp.truth(&negative)? {
        return Err(Raise::value_error("tol must be non-negative"));
    }
    let c = one(interp, c)?;
    let sizes = np::call(interp, "abs", std::slice::from_ref(&c))?;
    let large = np::cmp(interp, crate::syntax::ast::CmpOp::Gt, &sizes, tol)?;
    let last = np::view(interp, &large)?.scalars().collect::<Vec<_>>().iter().rposition(|x| x.truth());
    let Some(last) = last else {
        let head = part(interp, &c, None, Some(1))?;
        return np::mul(interp, &head, &Value::Int(0));
    };
    let kept = part(interp, &c, None, Some(last as i64 + 1))?;
    np::method(interp, &kept, "copy", &[])
}

/// The smallest interval around points.
///
/// # Errors
/// Of what are no points.
pub fn domain_of(interp: &mut Interp, x: &Value) -> Result<Value> {
    let x = series(interp, &[x], false)?.remove(0);
    let ends = |interp: &mut Interp, x: &Value| -> Result<(Value, Value)> {
        Ok((np::method(interp, x, "min", &[])?, np::method(interp, x, "max", &[])?))
    };
    if np::view(interp, &x)?.dtype().kind() != crate::engine::Kind::Complex {
        let (low, high) = ends(interp, &x)?;
        return np::call(interp, "array", &[Value::tuple(vec![low, high])]);
    }
    let (re, im) = (interp.get_attr(&x, "real")?, interp.get_attr(&x, "imag")?);
    let ((a, b), (c, d)) = (ends(interp, &re)?, ends(interp, &im)?);
    let mut corner =
        |re: &Value, im: &Value| -> Result<Value> { Ok(Value::complex(interp.float(re)?, interp.float(im)?)) };
    let corners = vec![corner(&a, &c)?, corner(&b, &d)?];
    np::call(interp, "array", &[Value::tuple(corners)])
}

/// Offset and scale of the map from one interval to another.
///
/// # Errors
/// Of the arithmetic.
pub fn parameters(interp: &mut Interp, old: &Value, new: &Value) -> Result<(Value, Value)> {
    let from = (at(old, 1) - at(old, 0)).of(interp)?;
    let to = (at(new, 1) - at(new, 0)).of(interp)?;
    let off = ((at(old, 1) * at(new, 0) - at(old, 0) * at(new, 1)) / &from).of(interp)?;
    Ok((off, (v(&to) / &from).of(interp)?))
}

/// Points of one interval in another.
///
/// # Errors
/// Of the arithmetic.
pub fn mapped(interp: &mut Interp, x: &Value, old: &Value, new: &Value) -> Result<Value> {
    let plain = matches!(x, Value::Int(_) | Value::BigInt(_) | Value::Float(_) | Value::Complex(_) | Value::Scalar(_))
        || crate::lang::builtins::numpy::polynomials::class::is_series(x);
    let x = if plain { x.clone() } else { np::as_array(interp, x)? };
    let (off, scale) = parameters(interp, old, new)?;
    (v(&off) + v(&scale) * &x).of(interp)
}

/// An argument that must be an integer; `what` it is.
///
/// # Errors
/// `TypeError`.
pub fn whole(interp: &mut Interp, x: &Value, what: &str) -> Result<i64> {
    interp.index(x).or_else(|_| {
        let shown = interp.str(x)?;
        Err(Raise::type_error(format!("{what} must be an integer, received {shown}")))
    })
}
