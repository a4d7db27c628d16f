//! Derivatives and integrals of series.

use super::Basis;
use super::evaluate::{self, inexact};
use super::expr::{at, set, v};
use super::series::{empty, len, part, whole};
use crate::engine::layout::normalize_axis;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

/// `np.moveaxis(c, from, to)`
fn moved(interp: &mut Interp, c: &Value, from: i64, to: i64) -> Result<Value> {
    np::call(interp, "moveaxis", &[c.clone(), Value::Int(from), Value::Int(to)])
}

/// How often, and along which axis of the coefficients; a negative order is an error.
fn asked(interp: &mut Interp, m: &Value, axis: &Value, what: &str) -> Result<(i64, i64)> {
    let m = whole(interp, m, &format!("the order of {what}"))?;
    let axis = whole(interp, axis, "the axis")?;
    if m < 0 {
        return Err(Raise::value_error(format!("The order of {what} must be non-negative")));
    }
    Ok((m, axis))
}

/// The derivative of a series.
///
/// # Errors
/// `ValueError` of a negative order; `AxisError`.
pub fn derivative(
    interp: &mut Interp,
    basis: Basis,
    c: &Value,
    m: &Value,
    (scale, axis): (&Value, &Value),
) -> Result<Value> {
    let c = inexact(interp, c, true)?;
    let (times, axis) = asked(interp, m, axis, "derivation")?;
    let axis = normalize_axis(axis, np::view(interp, &c)?.rank())? as i64;
    if times == 0 {
        return Ok(c);
    }
    let mut c = moved(interp, &c, axis, 0)?;
    let mut many = len(interp, &c)?;
    if times >= many {
        let head = part(interp, &c, None, Some(1))?;
        let nothing = np::mul(interp, &head, &Value::Int(0))?;
        return if basis == Basis::HermiteE { Ok(nothing) } else { moved(interp, &nothing, 0, axis) };
    }
    for _ in 0..times {
        many -= 1;
        interp.in_place(BinOp::Mul, &c, scale)?;
        let der = empty(interp, many, &c)?;
        derive(interp, basis, &c, &der, many)?;
        c = der;
    }
    moved(interp, &c, 0, axis)
}

/// One derivative of `c` into `der` of length `n`.
fn derive(interp: &mut Interp, basis: Basis, c: &Value, der: &Value, n: i64) -> Result<()> {
    match basis {
        Basis::Power | Basis::HermiteE => (1..=n).rev().try_for_each(|j| set(interp, der, j - 1, at(c, j) * j)),
        Basis::Hermite => (1..=n).rev().try_for_each(|j| set(interp, der, j - 1, at(c, j) * (2 * j))),
        Basis::Laguerre => {
            for j in (2..=n).rev() {
                set(interp, der, j - 1, -at(c, j))?;
                set(interp, c, j - 1, at(c, j - 1) + at(c, j))?;
            }
            set(interp, der, 0, -at(c, 1))
        }
        Basis::Chebyshev | Basis::Legendre => {
            for j in (3..=n).rev() {
                if basis == Basis::Chebyshev {
                    set(interp, der, j - 1, at(c, j) * (2 * j))?;
                    set(interp, c, j - 2, at(c, j - 2) + at(c, j) * j / (j - 2))?;
                } else {
                    set(interp, der, j - 1, at(c, j) * (2 * j - 1))?;
                    set(interp, c, j - 2, at(c, j - 2) + at(c, j))?;
                }
            }
            if n > 1 {
                let factor = if basis == Basis::Chebyshev { 4 } else { 3 };
                set(interp, der, 1, at(c, 2) * factor)?;
            }
            set(interp, der, 0, at(c, 1))
        }
    }
}

/// What an integration is asked.
pub struct Integration<'a> {
    /// How often.
    pub m: &'a Value,
    /// The constants.
    pub k: &'a Value,
    /// Where the integral is the constant.
    pub low: &'a Value,
    /// What the result is multiplied by, each time.
    pub scale: &'a Value,
    /// Along which axis of the coefficients.
    pub axis: &'a Value,
}

/// The integral of a series.
///
/// # Errors
/// `ValueError` of a negative order, of too many constants; `AxisError`.
pub fn integral(interp: &mut Interp, basis: Basis, c: &Value, how: &Integration) -> Result<Value> {
    let c = inexact(interp, c, true)?;
    let constants = match how.k {
        Value::None => Vec::new(),
        k => match interp.iter(k) {
            Ok(_) => interp.collect(k)?,
            Err(_) => vec![k.clone()],
        },
    };
    let (times, axis) = asked(interp, how.m, how.axis, "integration")?;
    if constants.len() as i64 > times {
        return Err(Raise::value_error("Too many integration constants"));
    }
    for (number, name) in [(how.low, "lbnd"), (how.scale, "scl")] {
        if np::view(interp, number)?.rank() != 0 {
            return Err(Raise::value_error(format!("{name} must be a scalar.")));
        }
    }
    let axis = normalize_axis(axis, np::view(interp, &c)?.rank())? as i64;
    if times == 0 {
        return Ok(c);
    }
    let mut c = moved(interp, &c, axis, 0)?;
    for i in 0..times as usize {
        let constant = constants.get(i).cloned().unwrap_or(Value::Int(0));
        interp.in_place(BinOp::Mul, &c, how.scale)?;
        c = integrated(interp, basis, c, how.low, &constant)?;
    }
    moved(interp, &c, 0, axis)
}

/// One integral with its constant.
fn integrated(interp: &mut Interp, basis: Basis, c: Value, low: &Value, constant: &Value) -> Result<Value> {
    let many = len(interp, &c)?;
    if many == 1 {
        let first = at(&c, 0).of(interp)?;
        if !np::view(interp, &first)?.scalars().any(|x| x.truth()) {
            set(interp, &c, 0, at(&c, 0) + constant)?;
            return Ok(c);
        }
    }
    let all = empty(interp, many + 1, &c)?;
    raise(interp, basis, &c, &all, many)?;
    let below = evaluate::value(interp, basis, low, &all, true)?;
    set(interp, &all, 0, at(&all, 0) + (v(constant) - v(&below)))?;
    Ok(all)
}

/// One integral of `c`, of length `n`, into `all`, without its constant.
fn raise(interp: &mut Interp, basis: Basis, c: &Value, all: &Value, n: i64) -> Result<()> {
    let (first, second) = match basis {
        Basis::Laguerre => (at(c, 0), -at(c, 0)),
        Basis::Hermite => (at(c, 0).nothing(), at(c, 0) / 2),
        _ => (at(c, 0).nothing(), at(c, 0)),
    };
    set(interp, all, 0, first)?;
    set(interp, all, 1, second)?;
    match basis {
        Basis::Power | Basis::HermiteE => (1..n).try_for_each(|j| set(interp, all, j + 1, at(c, j) / (j + 1))),
        Basis::Hermite => (1..n).try_for_each(|j| set(interp, all, j + 1, at(c, j) / (2 * (j + 1)))),
        Basis::Laguerre => {
            for j in 1..n {
                set(interp, all, j, at(all, j) + at(c, j))?;
                set(interp, all, j + 1, -at(c, j))?;
            }
            Ok(())
        }
        Basis::Chebyshev | Basis::Legendre => {
            if n > 1 {
                let under = if basis == Basis::Chebyshev { 4 } else { 3 };
                set(interp, all, 2, at(c, 1) / under)?;
            }
            for j in 2..n {
                let (up, down) = match basis {
                    Basis::Chebyshev => (2 * (j + 1), 2 * (j - 1)),
                    _ => (2 * j + 1, 2 * j + 1),
                };
                set(interp, all, j + 1, at(c, j) / up)?;
                set(interp, all, j - 1, at(all, j - 1) - at(c, j) / down)?;
            }
            Ok(())
        }
    }
}
