//! Roots of series as eigenvalues, and series from their roots.

use super::super::arithmetic::linalg;
use super::Basis;
use super::expr::{Expr, at, n, part, v};
use super::multiply::product;
use super::series::{len, one, series};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, UnaryOp};

/// `np.arange(start, stop, step)`
fn range(interp: &mut Interp, start: i64, stop: i64, step: i64) -> Result<Expr> {
    let range = np::call(interp, "arange", &[Value::Int(start), Value::Int(stop), Value::Int(step)])?;
    Ok(Expr::Value(range))
}

/// The root of a series of two coefficients.
fn single(basis: Basis, c: &Value) -> Expr {
    match basis {
        Basis::Hermite => n(-0.5) * at(c, 0) / at(c, 1),
        Basis::Laguerre => n(1) + at(c, 0) / at(c, 1),
        _ => -at(c, 0) / at(c, 1),
    }
}

/// The companion matrix of a series, scaled so that it is symmetric where the basis allows.
///
/// # Errors
/// `ValueError` of a constant.
pub fn companion(interp: &mut Interp, basis: Basis, c: &Value) -> Result<Value> {
    let c = one(interp, c)?;
    let many = len(interp, &c)?;
    if many < 2 {
        return Err(Raise::value_error("Series must have maximum degree of at least 1."));
    }
    if many == 2 {
        let root = single(basis, &c).of(interp)?;
        return np::call(interp, "array", &[Value::list(vec![Value::list(vec![root])])]);
    }
    let size = many - 1;
    let dtype = interp.get_attr(&c, "dtype")?;
    let mat = np::call(interp, "zeros", &[Value::tuple(vec![Value::Int(size); 2]), dtype])?;
    let flat = np::method(interp, &mat, "reshape", &[Value::Int(-1)])?;
    let scale = fill_diagonals(interp, basis, &flat, size)?;
    let (head, last) = (part(&c, None, Some(-1), None), at(&c, -1));
    let change = match (basis, &scale) {
        (Basis::Chebyshev, Some(s)) => head / last * (v(s) / at(s, -1)) * 0.5,
        (Basis::Legendre, Some(s)) => head / last * (v(s) / at(s, -1)) * (size as f64 / (2 * size - 1) as f64),
        (Basis::Hermite, Some(s)) => v(s) * head / (n(2.0) * last),
        (Basis::HermiteE, Some(s)) => v(s) * head / last,
        (Basis::Laguerre, _) => head / last * size,
        _ => head / last,
    };
    let change = change.of(interp)?;
    let column = np::item(interp, &mat, &Value::tuple(vec![np::slice(None, None, None), Value::Int(-1)]))?;
    let op = if basis == Basis::Laguerre { BinOp::Add } else { BinOp::Sub };
    interp.in_place(op, &column, &change)?;
    Ok(mat)
}

/// Writes the diagonals of a companion matrix, and gives the scale of its rows.
fn fill_diagonals(interp: &mut Interp, basis: Basis, flat: &Value, size: i64) -> Result<Option<Value>> {
    let fill = |interp: &mut Interp, start: i64, value: &Value| {
        interp.set_item(flat, &np::slice(Some(start), None, Some(size + 1)), value.clone())
    };
    match basis {
        Basis::Power => {
            fill(interp, size, &Value::Int(1))?;
            Ok(None)
        }
        Basis::Laguerre => {
            let top = (-range(interp, 1, size, 1)?).of(interp)?;
            let middle = (n(2.0) * range(interp, 0, size, 1)? + 1.0).of(interp)?;
            fill(interp, 1, &top)?;
            fill(interp, 0, &middle)?;
            fill(interp, size, &top)?;
            Ok(None)
        }
        Basis::Chebyshev => {
            let mut scale = vec![Value::Float(1.0)];
            scale.extend(std::iter::repeat_n(Value::Float(0.5f64.sqrt()), size as usize - 1));
            let mut top = vec![Value::Float(0.5f64.sqrt())];
            top.extend(std::iter::repeat_n(Value::Float(0.5), (size as usize).saturating_sub(2)));
            let top = np::call(interp, "array", &[Value::list(top)])?;
            fill(interp, 1, &top)?;
            fill(interp, size, &top)?;
            np::call(interp, "array", &[Value::list(scale)]).map(Some)
        }
        Basis::Legendre => {
            let scale = (n(1.0) / (n(2) * range(interp, 0, size, 1)? + 1).call("sqrt")).of(interp)?;
            let (low, high) = (part(&scale, None, Some(size - 1), None), part(&scale, Some(1), Some(size), None));
            let top = (range(interp, 1, size, 1)? * low * high).of(interp)?;
            fill(interp, 1, &top)?;
            fill(interp, size, &top)?;
            Ok(Some(scale))
        }
        Basis::Hermite | Basis::HermiteE => {
            let (down, up) = (range(interp, size - 1, 0, -1)?, range(interp, 1, size, 1)?);
            let (down, top) = if basis == Basis::Hermite {
                (n(2.0) * down, (n(0.5) * up).call("sqrt"))
            } else {
                (down, up.call("sqrt"))
            };
            let (steps, top) = ((n(1.0) / down.call("sqrt")).of(interp)?, top.of(interp)?);
            let steps = np::call(interp, "hstack", &[Value::tuple(vec![Value::Float(1.0), steps])])?;
            let accumulate = np::call_method_of(interp, "multiply", "accumulate")?;
            let scale = interp.call(&accumulate, &[steps], &[])?;
            fill(interp, 1, &top)?;
            fill(interp, size, &top)?;
            part(&scale, None, None, Some(-1)).of(interp).map(Some)
        }
    }
}

/// The roots of a series, sorted.
///
/// # Errors
/// Of the coefficients.
pub fn roots(interp: &mut Interp, basis: Basis, c: &Value) -> Result<Value> {
    let c = one(interp, c)?;
    let many = len(interp, &c)?;
    if many < 2 {
        let dtype = interp.get_attr(&c, "dtype")?;
        return np::call(interp, "array", &[Value::list(Vec::new()), dtype]);
    }
    if many == 2 {
        let root = single(basis, &c).of(interp)?;
        return np::call(interp, "array", &[Value::list(vec![root])]);
    }
    let mut matrix = companion(interp, basis, &c)?;
    if basis != Basis::Power {
        let back = np::slice(None, None, Some(-1));
        matrix = np::item(interp, &matrix, &Value::tuple(vec![back.clone(), back]))?;
    }
    let found = linalg(interp, "eigvals", &[matrix])?;
    np::call(interp, "sort", &[found])
}

/// The series `off + scale·x`.
///
/// # Errors
/// Of the arithmetic.
pub fn line(interp: &mut Interp, basis: Basis, off: &Value, scale: &Value) -> Result<Value> {
    let flat = interp.equal(scale, &Value::Int(0))?;
    let line = match basis {
        _ if flat => vec![off.clone()],
        Basis::Hermite => vec![off.clone(), (v(scale) / 2).of(interp)?],
        Basis::Laguerre => vec![(v(off) + scale).of(interp)?, interp.unary(UnaryOp::Neg, scale)?],
        _ => vec![off.clone(), scale.clone()],
    };
    np::call(interp, "array", &[Value::list(line)])
}

/// The series with these roots.
///
/// # Errors
/// Of the roots.
pub fn from_roots(interp: &mut Interp, basis: Basis, roots: &Value) -> Result<Value> {
    if len(interp, roots)? == 0 {
        return np::call(interp, "ones", &[Value::Int(1)]);
    }
    let roots = series(interp, &[roots], false)?.remove(0);
    let roots = np::call(interp, "sort", &[roots])?;
    let mut factors = Vec::new();
    for root in interp.collect(&roots)? {
        let less = interp.unary(UnaryOp::Neg, &root)?;
        factors.push(line(interp, basis, &less, &Value::Int(1))?);
    }
    while factors.len() > 1 {
        let half = factors.len() / 2;
        let mut next = Vec::new();
        for i in 0..half {
            next.push(product(interp, basis, &factors[i], &factors[i + half])?);
        }
        if factors.len() % 2 == 1 {
            next[0] = product(interp, basis, &next[0], &factors[factors.len() - 1])?;
        }
        factors = next;
    }
    Ok(factors.remove(0))
}
