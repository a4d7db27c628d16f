//! Values of series, and the basis at points.

use super::Basis;
use super::expr::{Expr, at, n, v};
use super::series::{len, whole};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// Coefficients as an inexact array of at least one axis.
///
/// # Errors
/// Of the conversion.
pub fn inexact(interp: &mut Interp, c: &Value, copy: bool) -> Result<Value> {
    let copy = if copy { Value::Bool(true) } else { Value::None };
    let c = np::call_kw(interp, "array", std::slice::from_ref(c), &[("ndmin", Value::Int(1)), ("copy", copy)])?;
    if np::view(interp, &c)?.dtype().is_integral() { np::add(interp, &c, &Value::Float(0.0)) } else { Ok(c) }
}

/// The values of a series at points; with `tensor`, each column of the coefficients at each point.
///
/// # Errors
/// Of the arithmetic.
pub fn value(interp: &mut Interp, basis: Basis, x: &Value, c: &Value, tensor: bool) -> Result<Value> {
    let mut c = inexact(interp, c, false)?;
    let x = if matches!(x, Value::Tuple(_) | Value::List(_)) { np::as_array(interp, x)? } else { x.clone() };
    if let (Value::Array(a), true) = (&x, tensor) {
        let rank = a.view().rank();
        let mut shape: Vec<i64> = np::view(interp, &c)?.shape().iter().map(|&n| n as i64).collect();
        shape.extend(std::iter::repeat_n(1, rank));
        let shape = Value::tuple(shape.into_iter().map(Value::Int).collect());
        c = np::method(interp, &c, "reshape", &[shape])?;
    }
    let many = len(interp, &c)?;
    if basis == Basis::Power {
        let mut sum = (at(&c, -1) + v(&x).nothing()).of(interp)?;
        for i in 2..=many {
            sum = (at(&c, -i) + v(&sum) * &x).of(interp)?;
        }
        return Ok(sum);
    }
    clenshaw(interp, basis, &x, &c, many)
}

fn clenshaw(interp: &mut Interp, basis: Basis, x: &Value, c: &Value, many: i64) -> Result<Value> {
    let double = match basis {
        Basis::Hermite => (v(x) * 2).of(interp)?,
        Basis::Chebyshev if many > 2 => (n(2) * x).of(interp)?,
        _ => x.clone(),
    };
    let (mut c0, mut c1) = match many {
        1 => (at(c, 0).of(interp)?, Value::Int(0)),
        _ => (at(c, -2).of(interp)?, at(c, -1).of(interp)?),
    };
    let mut nd = many;
    for i in 3..=many {
        nd -= 1;
        let (less, more) = match basis {
            Basis::Chebyshev => (v(&c1), v(&c1) * &double),
            Basis::Legendre => (v(&c1) * ((nd - 1) as f64 / nd as f64), v(&c1) * x * ((2 * nd - 1) as f64 / nd as f64)),
            Basis::Hermite => (v(&c1) * (2 * (nd - 1)), v(&c1) * &double),
            Basis::HermiteE => (v(&c1) * (nd - 1), v(&c1) * x),
            _ => (v(&c1) * (nd - 1) / nd, v(&c1) * (n(2 * nd - 1) - v(x)) / nd),
        };
        let next = (at(c, -i) - less).of(interp)?;
        c1 = (v(&c0) + more).of(interp)?;
        c0 = next;
    }
    let last: Expr = match basis {
        Basis::Hermite => v(&double),
        Basis::Laguerre => n(1) - v(x),
        _ => v(x),
    };
    (v(&c0) + v(&c1) * last).of(interp)
}

/// Values at points given by their coordinates.
///
/// # Errors
/// `ValueError` of coordinates that don't fit together.
pub fn at_points(interp: &mut Interp, basis: Basis, points: &[Value], c: &Value) -> Result<Value> {
    let arrays: Vec<Value> = points.iter().map(|x| np::as_array(interp, x)).collect::<Result<_>>()?;
    let shapes: Vec<Vec<usize>> =
        arrays.iter().map(|x| Ok(np::view(interp, x)?.shape().to_vec())).collect::<Result<_>>()?;
    if shapes.iter().any(|s| *s != shapes[0]) {
        let names = if points.len() == 3 { "x, y, z" } else { "x, y" };
        return Err(Raise::value_error(format!("{names} are incompatible")));
    }
    let mut c = c.clone();
    for (i, x) in arrays.iter().enumerate() {
        c = value(interp, basis, x, &c, i == 0)?;
    }
    Ok(c)
}

/// Values on the grid of coordinates.
///
/// # Errors
/// Of the arithmetic.
pub fn on_grid(interp: &mut Interp, basis: Basis, points: &[Value], c: &Value) -> Result<Value> {
    points.iter().try_fold(c.clone(), |c, x| value(interp, basis, x, &c, true))
}

/// The basis up to a degree at points, along a new last axis.
///
/// # Errors
/// `ValueError` of a negative degree.
pub fn vander(interp: &mut Interp, basis: Basis, x: &Value, deg: &Value) -> Result<Value> {
    let deg = whole(interp, deg, "deg")?;
    if deg < 0 {
        return Err(Raise::value_error("deg must be non-negative"));
    }
    let x = np::call_kw(interp, "array", std::slice::from_ref(x), &[("copy", Value::None), ("ndmin", Value::Int(1))])?;
    let x = np::add(interp, &x, &Value::Float(0.0))?;
    let mut rows = vec![(v(&x).nothing() + 1).of(interp)?];
    let double = match basis {
        Basis::Chebyshev | Basis::Hermite => (v(&x) * 2).of(interp)?,
        _ => x.clone(),
    };
    for i in 1..=deg {
        let next = if i == 1 {
            match basis {
                Basis::Hermite => v(&double),
                Basis::Laguerre => n(1) - v(&x),
                _ => v(&x),
            }
        } else {
            let (a, b) = (&rows[i as usize - 1], &rows[i as usize - 2]);
            match basis {
                Basis::Power => v(a) * &x,
                Basis::Chebyshev => v(a) * &double - v(b),
                Basis::Legendre => (v(a) * &x * (2 * i - 1) - v(b) * (i - 1)) / i,
                Basis::Hermite => v(a) * &double - v(b) * (2 * (i - 1)),
                Basis::HermiteE => v(a) * &x - v(b) * (i - 1),
                Basis::Laguerre => (v(a) * (n(2 * i - 1) - v(&x)) - v(b) * (i - 1)) / i,
            }
        };
        let next = next.of(interp)?;
        rows.push(next);
    }
    let all = np::call(interp, "stack", &[Value::list(rows)])?;
    np::call(interp, "moveaxis", &[all, Value::Int(0), Value::Int(-1)])
}

/// The products of the basis at points of several coordinates, flat along the last axis.
///
/// # Errors
/// `ValueError` of degrees that are not one for each coordinate.
pub fn vander_nd(interp: &mut Interp, basis: Basis, points: &[Value], degrees: &Value) -> Result<Value> {
    let degrees = interp.collect(degrees)?;
    let many = points.len();
    if degrees.len() != many {
        let text = format!("Expected {many} dimensions of degrees, got {}", degrees.len());
        return Err(Raise::value_error(text));
    }
    let points = np::as_array(interp, &Value::tuple(points.to_vec()))?;
    let points = np::add(interp, &points, &Value::Float(0.0))?;
    let mut product = None;
    for (i, degree) in degrees.iter().enumerate() {
        let x = at(&points, i as i64).of(interp)?;
        let v = vander(interp, basis, &x, degree)?;
        let mut index = vec![Value::Ellipsis];
        index.extend((0..many).map(|j| if j == i { np::slice(None, None, None) } else { Value::None }));
        let v = np::item(interp, &v, &Value::tuple(index))?;
        product = Some(match product {
            None => v,
            Some(before) => np::mul(interp, &before, &v)?,
        });
    }
    let all = product.unwrap_or(Value::None);
    let shape = np::view(interp, &all)?.shape().to_vec();
    let mut shape: Vec<Value> = shape[..shape.len() - many].iter().map(|&n| Value::Int(n as i64)).collect();
    shape.push(Value::Int(-1));
    np::method(interp, &all, "reshape", &[Value::tuple(shape)])
}
