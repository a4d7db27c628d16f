//! `polyadd`, `polysub`, `polymul`, `polydiv`, `polyval`, `polyder`, `polyint`, `poly`, `roots`.

use super::poly1d::{self, Poly1d};
use crate::engine::{DType, Kind};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};

/// Whether a value is a `poly1d`.
fn is_poly(v: &Value) -> bool {
    v.downcast::<Poly1d>().is_some()
}

fn one_axis(interp: &mut Interp, v: &Value) -> Result<Value> {
    np::call(interp, "atleast_1d", std::slice::from_ref(v))
}

/// `len(v)` of an array.
pub fn len(interp: &mut Interp, v: &Value) -> Result<usize> {
    interp.len(v)
}

fn zeros_like(interp: &mut Interp, n: usize, of: &Value) -> Result<Value> {
    let dtype = interp.get_attr(of, "dtype")?;
    np::call(interp, "zeros", &[Value::Int(n as i64), dtype])
}

fn joined(interp: &mut Interp, parts: Vec<Value>) -> Result<Value> {
    np::call(interp, "concatenate", &[Value::tuple(parts)])
}

/// `polyadd` or `polysub`.
///
/// # Errors
/// Of the arithmetic.
pub fn sum(interp: &mut Interp, op: BinOp, a: &Value, b: &Value) -> Result<Value> {
    let poly = is_poly(a) || is_poly(b);
    let (mut a, mut b) = (one_axis(interp, a)?, one_axis(interp, b)?);
    let (n, m) = (len(interp, &a)?, len(interp, &b)?);
    if n < m {
        let zeros = zeros_like(interp, m - n, &a)?;
        a = joined(interp, vec![zeros, a])?;
    } else if m < n {
        let zeros = zeros_like(interp, n - m, &b)?;
        b = joined(interp, vec![zeros, b])?;
    }
    let sum = interp.binary(op, &a, &b)?;
    if poly { poly1d::made(interp, &sum) } else { Ok(sum) }
}

/// `polymul`.
///
/// # Errors
/// Of the arithmetic.
pub fn product(interp: &mut Interp, a: &Value, b: &Value) -> Result<Value> {
    let poly = is_poly(a) || is_poly(b);
    let (p, q) = (poly1d::made(interp, a)?, poly1d::made(interp, b)?);
    let (p, q) = (poly1d::coefficients(&p), poly1d::coefficients(&q));
    let val = np::call(interp, "convolve", &[p, q])?;
    if poly { poly1d::made(interp, &val) } else { Ok(val) }
}

/// `polydiv`: quotient and remainder.
///
/// # Errors
/// Of the arithmetic.
pub fn quotient(interp: &mut Interp, u: &Value, v: &Value) -> Result<Value> {
    let poly = is_poly(u) || is_poly(v);
    let zero = Value::Float(0.0);
    let (u, v) = (one_axis(interp, u)?, one_axis(interp, v)?);
    let (u, v) = (np::add(interp, &u, &zero)?, np::add(interp, &v, &zero)?);
    let (u0, v0) = (np::item(interp, &u, &Value::Int(0))?, np::item(interp, &v, &Value::Int(0))?);
    let w = np::add(interp, &u0, &v0)?;
    let (m, n) = (len(interp, &u)? as i64 - 1, len(interp, &v)? as i64 - 1);
    let scale = np::div(interp, &Value::Float(1.0), &v0)?;
    let q = zeros_like(interp, (m - n + 1).max(1) as usize, &w)?;
    let dtype = interp.get_attr(&w, "dtype")?;
    let mut r = np::method(interp, &u, "astype", &[dtype])?;
    for k in 0..(m - n + 1).max(0) {
        let rk = np::item(interp, &r, &Value::Int(k))?;
        let d = np::mul(interp, &scale, &rk)?;
        interp.set_item(&q, &Value::Int(k), d.clone())?;
        let part = np::item(interp, &r, &np::slice(Some(k), Some(k + n + 1), None))?;
        let less = np::mul(interp, &d, &v)?;
        interp.in_place(BinOp::Sub, &part, &less)?;
    }
    while len(interp, &r)? > 1 {
        let first = np::item(interp, &r, &Value::Int(0))?;
        let near = np::call_kw(interp, "allclose", &[first, Value::Int(0)], &[("rtol", Value::Float(1e-14))])?;
        if !interp.truth(&near)? {
            break;
        }
        r = np::item(interp, &r, &np::slice(Some(1), None, None))?;
    }
    if poly {
        let pair = vec![poly1d::made(interp, &q)?, poly1d::made(interp, &r)?];
        return Ok(Value::tuple(pair));
    }
    Ok(Value::tuple(vec![q, r]))
}

/// `polyval`.
///
/// # Errors
/// Of the arithmetic.
pub fn value(interp: &mut Interp, p: &Value, x: &Value) -> Result<Value> {
    let p = np::as_array(interp, p)?;
    let (x, mut y) = if is_poly(x) {
        (x.clone(), Value::Int(0))
    } else {
        let x = np::as_array(interp, x)?;
        let y = np::call(interp, "zeros_like", std::slice::from_ref(&x))?;
        (x, y)
    };
    for pv in interp.collect(&p)? {
        let grown = np::mul(interp, &y, &x)?;
        y = np::add(interp, &grown, &pv)?;
    }
    Ok(y)
}

/// `polyder`.
///
/// # Errors
/// `ValueError` of a negative order.
pub fn derivative(interp: &mut Interp, p: &Value, m: i64) -> Result<Value> {
    if m < 0 {
        return Err(Raise::value_error("Order of derivative must be positive (see polyint)"));
    }
    let poly = is_poly(p);
    let mut p = np::as_array(interp, p)?;
    for _ in 0..m {
        let n = len(interp, &p)? as i64 - 1;
        let head = np::item(interp, &p, &np::slice(None, Some(-1), None))?;
        let powers = np::call(interp, "arange", &[Value::Int(n), Value::Int(0), Value::Int(-1)])?;
        p = np::mul(interp, &head, &powers)?;
    }
    if poly { poly1d::made(interp, &p) } else { Ok(p) }
}

/// `polyint`.
///
/// # Errors
/// `ValueError` of a negative order, or too few constants.
pub fn integral(interp: &mut Interp, p: &Value, m: i64, k: Value) -> Result<Value> {
    if m < 0 {
        return Err(Raise::value_error("Order of integral must be positive (see polyder)"));
    }
    let k = match k {
        Value::None => np::call(interp, "zeros", &[Value::Int(m)])?,
        k => k,
    };
    let mut k = one_axis(interp, &k)?;
    if len(interp, &k)? == 1 && m > 1 {
        let ones = np::call(interp, "ones", &[Value::Int(m)])?;
        let first = np::item(interp, &k, &Value::Int(0))?;
        k = np::mul(interp, &first, &ones)?;
    }
    if (len(interp, &k)? as i64) < m {
        return Err(Raise::value_error("k must be a scalar or a rank-1 array of length 1 or >m."));
    }
    let poly = is_poly(p);
    let mut p = np::as_array(interp, p)?;
    for i in 0..m {
        let n = len(interp, &p)? as i64;
        let powers = np::call(interp, "arange", &[Value::Int(n), Value::Int(0), Value::Int(-1)])?;
        let raised = np::div(interp, &p, &powers)?;
        let constant = np::item(interp, &k, &Value::Int(i))?;
        p = joined(interp, vec![raised, Value::list(vec![constant])])?;
    }
    if poly { poly1d::made(interp, &p) } else { Ok(p) }
}

/// `roots`.
///
/// # Errors
/// `ValueError` of more than one axis.
pub fn roots(interp: &mut Interp, p: &Value) -> Result<Value> {
    let mut p = one_axis(interp, p)?;
    if np::view(interp, &p)?.rank() != 1 {
        return Err(Raise::value_error("Input must be a rank-1 array."));
    }
    let view = np::view(interp, &p)?;
    let full: Vec<usize> = view.scalars().enumerate().filter(|(_, x)| x.truth()).map(|(i, _)| i).collect();
    let (Some(&first), Some(&last)) = (full.first(), full.last()) else {
        return np::call(interp, "array", &[Value::list(Vec::new())]);
    };
    let trailing = view.size() - last - 1;
    p = np::item(interp, &p, &np::slice(Some(first as i64), Some(last as i64 + 1), None))?;
    if !view.dtype().is_inexact() {
        p = np::as_dtype(interp, &p, DType::Float64)?;
    }
    let n = len(interp, &p)? as i64;
    let found = if n > 1 {
        let dtype = interp.get_attr(&p, "dtype")?;
        let ones = np::call(interp, "ones", &[Value::tuple(vec![Value::Int(n - 2)]), dtype])?;
        let companion = np::call(interp, "diag", &[ones, Value::Int(-1)])?;
        let rest = np::item(interp, &p, &np::slice(Some(1), None, None))?;
        let rest = interp.unary(UnaryOp::Neg, &rest)?;
        let lead = np::item(interp, &p, &Value::Int(0))?;
        let row = np::div(interp, &rest, &lead)?;
        interp.set_item(&companion, &Value::Int(0), row)?;
        linalg(interp, "eigvals", &[companion])?
    } else {
        np::call(interp, "array", &[Value::list(Vec::new())])?
    };
    let zeros = zeros_like(interp, trailing, &found)?;
    np::call(interp, "hstack", &[Value::tuple(vec![found, zeros])])
}

/// `np.linalg.name(*args)`
///
/// # Errors
/// What it raises.
pub fn linalg(interp: &mut Interp, name: &str, args: &[Value]) -> Result<Value> {
    let module = Value::Module(&crate::lang::builtins::numpy::linalg::LINALG);
    let f = interp.get_attr(&module, name)?;
    interp.call(&f, args, &[])
}

/// `poly`: the coefficients of a polynomial with these roots.
///
/// # Errors
/// `ValueError` of what are no roots.
pub fn from_roots(interp: &mut Interp, zeros: &Value) -> Result<Value> {
    let mut zeros = one_axis(interp, zeros)?;
    let view = np::view(interp, &zeros)?;
    if view.rank() == 2 && view.shape()[0] == view.shape()[1] && view.size() > 0 {
        zeros = linalg(interp, "eigvals", &[zeros])?;
    } else if view.rank() == 1 {
        let dtype = match view.dtype() {
            d if d.kind() == Kind::Complex || matches!(d, DType::Float32 | DType::Float64) => d,
            _ => DType::Float64,
        };
        zeros = np::as_dtype(interp, &zeros, dtype)?;
    } else {
        return Err(Raise::value_error("input must be 1d or non-empty square 2d array."));
    }
    if len(interp, &zeros)? == 0 {
        return Ok(Value::Float(1.0));
    }
    let dtype = interp.get_attr(&zeros, "dtype")?;
    let mut a = np::call(interp, "ones", &[Value::tuple(vec![Value::Int(1)]), dtype.clone()])?;
    for zero in interp.collect(&zeros)? {
        let less = interp.unary(UnaryOp::Neg, &zero)?;
        let factor =
            np::call_kw(interp, "array", &[Value::list(vec![Value::Int(1), less])], &[("dtype", dtype.clone())])?;
        a = np::call(interp, "convolve", &[a, factor])?;
    }
    if np::view(interp, &a)?.dtype().kind() == Kind::Complex {
        let own = np::as_dtype(interp, &zeros, DType::Complex128)?;
        let conjugate = np::call(interp, "conjugate", std::slice::from_ref(&own))?;
        let (x, y) = (np::call(interp, "sort", &[own])?, np::call(interp, "sort", &[conjugate])?);
        let same = np::cmp(interp, CmpOp::Eq, &x, &y)?;
        let all = np::call(interp, "all", &[same])?;
        if interp.truth(&all)? {
            let real = interp.get_attr(&a, "real")?;
            a = np::method(interp, &real, "copy", &[])?;
        }
    }
    Ok(a)
}

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["polyadd"],
            "a1, a2",
            "The sum of two polynomials.\n\n>>> np.polyadd([1, 2], [9, 5, 4])\narray([9, 6, 6])",
            |interp: &mut Interp, a: Value, b: Value| sum(interp, BinOp::Add, &a, &b),
        ),
        py(
            &["polysub"],
            "a1, a2",
            "The difference of two polynomials.\n\n>>> np.polysub([2, 10, -2], [3, 10, -4])\narray([-1,  0,  2])",
            |interp: &mut Interp, a: Value, b: Value| sum(interp, BinOp::Sub, &a, &b),
        ),
        py(
            &["polymul"],
            "a1, a2",
            "The product of two polynomials.\n\n>>> np.polymul([1, 2], [1, 3])\narray([1, 5, 6])",
            |interp: &mut Interp, a: Value, b: Value| product(interp, &a, &b),
        ),
        py(
            &["polydiv"],
            "u, v",
            "Quotient and remainder of two polynomials.\n\n\
             >>> np.polydiv([3.0, 5.0, 2.0], [2.0, 1.0])\n(array([1.5 , 1.75]), array([0.25]))",
            |interp: &mut Interp, u: Value, v: Value| quotient(interp, &u, &v),
        ),
        py(
            &["polyval"],
            "p, x",
            "The value of a polynomial.\n\n>>> np.polyval([3, 0, 1], 5)\nnp.int64(76)",
            |interp: &mut Interp, p: Value, x: Value| value(interp, &p, &x),
        ),
        py(
            &["polyder"],
            "p, m=1",
            "The derivative of a polynomial.\n\n>>> np.polyder([1, 1, 1, 1])\narray([3, 2, 1])",
            |interp: &mut Interp, p: Value, m: Option<i64>| derivative(interp, &p, m.unwrap_or(1)),
        ),
        py(
            &["polyint"],
            "p, m=1, k=None",
            "The integral of a polynomial.\n\n>>> np.polyint([6, 2])\narray([3., 2., 0.])",
            |interp: &mut Interp, p: Value, m: Option<i64>, k: Value| integral(interp, &p, m.unwrap_or(1), k),
        ),
        py(
            &["roots"],
            "p",
            "The roots of a polynomial.\n\n>>> np.roots([1, -3, 2])\narray([2., 1.])",
            |interp: &mut Interp, p: Value| roots(interp, &p),
        ),
        py(
            &["poly"],
            "seq_of_zeros",
            "The polynomial with these roots.\n\n>>> np.poly([1, 2])\narray([ 1., -3.,  2.])",
            |interp: &mut Interp, zeros: Value| from_roots(interp, &zeros),
        ),
    ]
}
