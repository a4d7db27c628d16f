//! Gaussian quadrature: points, weights, and interpolation at Chebyshev's points.

use super::super::arithmetic::linalg;
use super::Basis;
use super::calculus::derivative;
use super::evaluate::{value, vander};
use super::expr::{at, n, part, v};
use super::roots::companion;
use super::series::{part as slice, whole};
use crate::engine::Kind;
use crate::engine::mem::watch;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;
use std::f64::consts::PI;

/// Points and weights of the quadrature of a degree.
///
/// # Errors
/// `ValueError` of a degree that is not positive.
pub fn quadrature(interp: &mut Interp, basis: Basis, deg: &Value) -> Result<Value> {
    let deg = whole(interp, deg, "deg")?;
    if deg <= 0 {
        return Err(Raise::value_error("deg must be a positive integer"));
    }
    let pair = match basis {
        Basis::Chebyshev => {
            let odd = np::call(interp, "arange", &[Value::Int(1), Value::Int(2 * deg), Value::Int(2)])?;
            let x = (n(PI) * &odd / (2.0 * deg as f64)).call("cos").of(interp)?;
            let ones = np::call(interp, "ones", &[Value::Int(deg)])?;
            vec![x, (v(&ones) * (PI / deg as f64)).of(interp)?]
        }
        _ => by_eigenvalues(interp, basis, deg)?,
    };
    Ok(Value::tuple(pair))
}

fn by_eigenvalues(interp: &mut Interp, basis: Basis, deg: i64) -> Result<Vec<Value>> {
    let mut c = watch::filled(Value::Int(0), deg as usize);
    c.push(Value::Int(1));
    let c = np::call(interp, "array", &[Value::list(c)])?;
    let matrix = companion(interp, basis, &c)?;
    let x = linalg(interp, "eigvalsh", &[matrix])?;
    let (dy, df, fm) = slopes(interp, basis, &x, &c, deg)?;
    let step = np::div(interp, &dy, &df)?;
    interp.in_place(BinOp::Sub, &x, &step)?;
    // The polynomial below is that of the improved points; the slopes stay those of the first ones.
    let fm = match fm {
        Some(fm) => fm(interp, &x)?,
        None => {
            let tail = slice(interp, &c, Some(1), None)?;
            value(interp, basis, &x, &tail, true)?
        }
    };
    let largest = |interp: &mut Interp, a: &Value| -> Result<Value> {
        let sizes = v(a).call("abs").of(interp)?;
        np::method(interp, &sizes, "max", &[])
    };
    let most = largest(interp, &fm)?;
    let fm = np::div(interp, &fm, &most)?;
    let mut w = match basis {
        Basis::Hermite | Basis::HermiteE => (n(1) / (v(&fm) * &fm)).of(interp)?,
        _ => {
            let most = largest(interp, &df)?;
            (n(1) / (v(&fm) * (v(&df) / &most))).of(interp)?
        }
    };
    let mut x = x;
    if basis != Basis::Laguerre {
        w = ((v(&w) + part(&w, None, None, Some(-1))) / 2).of(interp)?;
        x = ((v(&x) - part(&x, None, None, Some(-1))) / 2).of(interp)?;
    }
    let total = np::method(interp, &w, "sum", &[])?;
    let w = match basis {
        Basis::Legendre => v(&w) * (n(2.0) / &total),
        Basis::Hermite => v(&w) * (n(PI.sqrt()) / &total),
        Basis::HermiteE => v(&w) * (n((2.0 * PI).sqrt()) / &total),
        _ => v(&w) / &total,
    };
    let w = w.of(interp)?;
    Ok(vec![x, w])
}

type Below = Box<dyn Fn(&mut Interp, &Value) -> Result<Value>>;

/// The polynomial and its derivative at the first points, and the polynomial below where it has a formula of its own.
fn slopes(interp: &mut Interp, basis: Basis, x: &Value, c: &Value, deg: i64) -> Result<(Value, Value, Option<Below>)> {
    if let Basis::Hermite | Basis::HermiteE = basis {
        let dy = normed(interp, basis, x, deg)?;
        let below = normed(interp, basis, x, deg - 1)?;
        let factor = if basis == Basis::Hermite { 2 * deg } else { deg };
        let df = (v(&below) * (factor as f64).sqrt()).of(interp)?;
        let again: Below = Box::new(move |interp, x| normed(interp, basis, x, deg - 1));
        return Ok((dy, df, Some(again)));
    }
    let dy = value(interp, basis, x, c, true)?;
    let slope = derivative(interp, basis, c, &Value::Int(1), (&Value::Int(1), &Value::Int(0)))?;
    let df = value(interp, basis, x, &slope, true)?;
    Ok((dy, df, None))
}

/// A Hermite polynomial of norm 1.
fn normed(interp: &mut Interp, basis: Basis, x: &Value, degree: i64) -> Result<Value> {
    let physical = basis == Basis::Hermite;
    let area = if physical { PI } else { 2.0 * PI };
    let start = 1.0 / area.sqrt().sqrt();
    if degree == 0 {
        return np::call(interp, "full_like", &[x.clone(), Value::Float(start)]);
    }
    let (mut c0, mut c1) = (Value::Float(0.0), Value::Float(start));
    let mut nd = degree as f64;
    for _ in 0..degree - 1 {
        let next = (-v(&c1) * ((nd - 1.0) / nd).sqrt()).of(interp)?;
        let factor = if physical { 2.0 / nd } else { 1.0 / nd };
        c1 = (v(&c0) + v(&c1) * x * factor.sqrt()).of(interp)?;
        c0 = next;
        nd -= 1.0;
    }
    let last = v(&c1) * x;
    let last = if physical { last * 2f64.sqrt() } else { last };
    (v(&c0) + last).of(interp)
}

/// The weight under which the basis is orthogonal.
///
/// # Errors
/// Of the arithmetic.
pub fn weight(interp: &mut Interp, basis: Basis, x: &Value) -> Result<Value> {
    let weight = match basis {
        Basis::Chebyshev => n(1.0) / ((n(1.0) + x).call("sqrt") * (n(1.0) - v(x)).call("sqrt")),
        Basis::Hermite => (-v(x).power(2)).call("exp"),
        Basis::HermiteE => (n(-0.5) * v(x).power(2)).call("exp"),
        Basis::Laguerre => (-v(x)).call("exp"),
        _ => v(x) * 0.0 + 1.0,
    };
    weight.of(interp)
}

/// Chebyshev's points of the first or second kind.
///
/// # Errors
/// `ValueError` of too few.
pub fn points(interp: &mut Interp, many: &Value, second: bool) -> Result<Value> {
    let number = interp.float(many)?;
    if number.fract() != 0.0 {
        return Err(Raise::value_error("npts must be integer"));
    }
    let least = if second { 2 } else { 1 };
    let many = number as i64;
    if many < least {
        return Err(Raise::value_error(format!("npts must be >= {least}")));
    }
    if second {
        let x = np::call(interp, "linspace", &[Value::Float(-PI), Value::Int(0), Value::Int(many)])?;
        return v(&x).call("cos").of(interp);
    }
    let steps = np::call(interp, "arange", &[Value::Int(1 - many), Value::Int(many + 1), Value::Int(2)])?;
    (n(0.5 * PI / many as f64) * &steps).call("sin").of(interp)
}

/// The series that agrees with a function at Chebyshev's points.
///
/// # Errors
/// `TypeError` and `ValueError` of a degree; what the function raises.
pub fn interpolate(
    interp: &mut Interp,
    deg: &Value,
    f: impl FnOnce(&mut Interp, Value) -> Result<Value>,
) -> Result<Value> {
    let view = np::view(interp, deg)?;
    if view.rank() > 0 || !matches!(view.dtype().kind(), Kind::Int | Kind::UInt) {
        return Err(Raise::type_error("deg must be an int"));
    }
    let degree = interp.index(deg)?;
    if degree < 0 {
        return Err(Raise::value_error("expected deg >= 0"));
    }
    let order = degree + 1;
    let x = points(interp, &Value::Int(order), false)?;
    let y = f(interp, x.clone())?;
    let m = vander(interp, Basis::Chebyshev, &x, &Value::Int(degree))?;
    let turned = interp.get_attr(&m, "T")?;
    let c = np::call(interp, "dot", &[turned, y])?;
    super::expr::set(interp, &c, 0, at(&c, 0) / order)?;
    let rest = slice(interp, &c, Some(1), None)?;
    interp.in_place(BinOp::Div, &rest, &Value::Float(0.5 * order as f64))?;
    Ok(c)
}
