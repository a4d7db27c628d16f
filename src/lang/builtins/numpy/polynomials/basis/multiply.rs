//! Products, quotients and powers of series.

use super::Basis;
use super::expr::{at, n, part, set, v};
use super::series::{empty, is_zero, len, one, series, sum, trimmed};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

/// A series times x.
///
/// # Errors
/// Of the coefficients.
pub fn by_x(interp: &mut Interp, basis: Basis, c: &Value) -> Result<Value> {
    let c = one(interp, c)?;
    if is_zero(interp, &c)? {
        return Ok(c);
    }
    let many = len(interp, &c)?;
    let prd = empty(interp, many + 1, &c)?;
    let first = match basis {
        Basis::Laguerre => at(&c, 0),
        _ => at(&c, 0).nothing(),
    };
    set(interp, &prd, 0, first)?;
    let second = match basis {
        Basis::Laguerre => -at(&c, 0),
        Basis::Hermite => at(&c, 0) / 2,
        _ => at(&c, 0),
    };
    set(interp, &prd, 1, second)?;
    for i in 1..many {
        match basis {
            Basis::Power => set(interp, &prd, i + 1, at(&c, i))?,
            Basis::Chebyshev => {
                set(interp, &prd, i + 1, at(&c, i) / 2)?;
                set(interp, &prd, i - 1, at(&prd, i - 1) + at(&c, i) / 2)?;
            }
            Basis::Legendre => {
                let s = 2 * i + 1;
                set(interp, &prd, i + 1, at(&c, i) * (i + 1) / s)?;
                set(interp, &prd, i - 1, at(&prd, i - 1) + at(&c, i) * i / s)?;
            }
            Basis::Hermite | Basis::HermiteE => {
                set(interp, &prd, i + 1, if basis == Basis::Hermite { at(&c, i) / 2 } else { at(&c, i) })?;
                set(interp, &prd, i - 1, at(&prd, i - 1) + at(&c, i) * i)?;
            }
            Basis::Laguerre => {
                set(interp, &prd, i + 1, -at(&c, i) * (i + 1))?;
                set(interp, &prd, i, at(&prd, i) + at(&c, i) * (2 * i + 1))?;
                set(interp, &prd, i - 1, at(&prd, i - 1) - at(&c, i) * i)?;
            }
        }
    }
    Ok(prd)
}

/// The product of two series.
///
/// # Errors
/// Of the coefficients.
pub fn product(interp: &mut Interp, basis: Basis, a: &Value, b: &Value) -> Result<Value> {
    let both = series(interp, &[a, b], true)?;
    match basis {
        Basis::Power => {
            let product = np::call(interp, "convolve", &both)?;
            trimmed(interp, product)
        }
        Basis::Chebyshev => {
            let (a, b) = (mirrored(interp, &both[0])?, mirrored(interp, &both[1])?);
            let product = np::call(interp, "convolve", &[a, b])?;
            let half = halved(interp, &product)?;
            trimmed(interp, half)
        }
        _ => by_recursion(interp, basis, &both[0], &both[1]),
    }
}

/// The product by Clenshaw's recursion over the shorter series.
fn by_recursion(interp: &mut Interp, basis: Basis, a: &Value, b: &Value) -> Result<Value> {
    let (c, xs) = if len(interp, a)? > len(interp, b)? { (b, a) } else { (a, b) };
    let many = len(interp, c)?;
    if many == 1 {
        let c0 = (at(c, 0) * xs).of(interp)?;
        return last_step(interp, basis, &c0, &Value::Int(0));
    }
    let mut c0 = (at(c, -2) * xs).of(interp)?;
    let mut c1 = (at(c, -1) * xs).of(interp)?;
    let mut nd = many;
    for i in 3..=many {
        nd -= 1;
        let less = match basis {
            Basis::Hermite => v(&c1) * (2 * (nd - 1)),
            Basis::HermiteE => v(&c1) * (nd - 1),
            _ => v(&c1) * (nd - 1) / nd,
        };
        let (whole, less) = ((at(c, -i) * xs).of(interp)?, less.of(interp)?);
        let next = sum(interp, BinOp::Sub, &whole, &less)?;
        let raised = by_x(interp, basis, &c1)?;
        let more = match basis {
            Basis::Hermite => (v(&raised) * 2).of(interp)?,
            Basis::HermiteE => raised,
            Basis::Legendre => (v(&raised) * (2 * nd - 1) / nd).of(interp)?,
            _ => {
                let scaled = (n(2 * nd - 1) * &c1).of(interp)?;
                let difference = sum(interp, BinOp::Sub, &scaled, &raised)?;
                (v(&difference) / nd).of(interp)?
            }
        };
        c1 = sum(interp, BinOp::Add, &c0, &more)?;
        c0 = next;
    }
    last_step(interp, basis, &c0, &c1)
}

fn last_step(interp: &mut Interp, basis: Basis, c0: &Value, c1: &Value) -> Result<Value> {
    let raised = by_x(interp, basis, c1)?;
    let more = match basis {
        Basis::Hermite => (v(&raised) * 2).of(interp)?,
        Basis::Laguerre => sum(interp, BinOp::Sub, c1, &raised)?,
        _ => raised,
    };
    sum(interp, BinOp::Add, c0, &more)
}

/// A Chebyshev series as one of z and 1/z: its coefficients to both sides.
fn mirrored(interp: &mut Interp, c: &Value) -> Result<Value> {
    let many = len(interp, c)?;
    let dtype = interp.get_attr(c, "dtype")?;
    let zs = np::call(interp, "zeros", &[Value::Int(2 * many - 1), dtype])?;
    let half = (v(c) / 2).of(interp)?;
    interp.set_item(&zs, &np::slice(Some(many - 1), None, None), half)?;
    (v(&zs) + part(&zs, None, None, Some(-1))).of(interp)
}

/// The way back from [`mirrored`].
fn halved(interp: &mut Interp, zs: &Value) -> Result<Value> {
    let many = (len(interp, zs)? + 1) / 2;
    let half = part(zs, Some(many - 1), None, None).of(interp)?;
    let c = np::method(interp, &half, "copy", &[])?;
    let tail = part(&c, Some(1), Some(many), None).of(interp)?;
    interp.in_place(BinOp::Mul, &tail, &Value::Int(2))?;
    Ok(c)
}

/// Quotient and remainder of two series.
///
/// # Errors
/// `ZeroDivisionError`.
pub fn quotient(interp: &mut Interp, basis: Basis, a: &Value, b: &Value) -> Result<(Value, Value)> {
    let both = series(interp, &[a, b], true)?;
    let (a, b) = (both[0].clone(), both[1].clone());
    let last = at(&b, -1).of(interp)?;
    if !interp.truth(&last)? {
        return Err(Raise::with_args(&exc::ZERO_DIVISION_ERROR, vec![]));
    }
    let (many, under) = (len(interp, &a)?, len(interp, &b)?);
    let nothing = part(&a, None, Some(1), None).nothing();
    if many < under {
        return Ok((nothing.of(interp)?, a));
    }
    if under == 1 {
        return Ok(((v(&a) / &last).of(interp)?, nothing.of(interp)?));
    }
    match basis {
        Basis::Power => long_division(interp, &a, &b, &last),
        Basis::Chebyshev => {
            let (a, b) = (mirrored(interp, &a)?, mirrored(interp, &b)?);
            let (quo, rem) = mirrored_division(interp, &a, &b)?;
            let (quo, rem) = (halved(interp, &quo)?, halved(interp, &rem)?);
            Ok((trimmed(interp, quo)?, trimmed(interp, rem)?))
        }
        _ => by_products(interp, basis, &a, &b),
    }
}

fn long_division(interp: &mut Interp, a: &Value, b: &Value, last: &Value) -> Result<(Value, Value)> {
    let (many, under) = (len(interp, a)?, len(interp, b)?);
    let lower = (part(b, None, Some(-1), None) / last).of(interp)?;
    let mut j = many - 1;
    for i in (0..=many - under).rev() {
        let less = (v(&lower) * at(a, j)).of(interp)?;
        let place = part(a, Some(i), Some(j), None).of(interp)?;
        interp.in_place(BinOp::Sub, &place, &less)?;
        j -= 1;
    }
    let quo = (part(a, Some(j + 1), None, None) / last).of(interp)?;
    let rest = part(a, None, Some(j + 1), None).of(interp)?;
    Ok((quo, trimmed(interp, rest)?))
}

/// Quotient and remainder of two mirrored series, the second the shorter.
fn mirrored_division(interp: &mut Interp, a: &Value, b: &Value) -> Result<(Value, Value)> {
    let (many, under) = (len(interp, a)?, len(interp, b)?);
    let scale = at(b, 0).of(interp)?;
    let b = (v(b) / &scale).of(interp)?;
    let top = many - under;
    let quo = empty(interp, top + 1, a)?;
    let take = |interp: &mut Interp, start: i64, less: &Value| -> Result<()> {
        let place = part(a, Some(start), Some(start + under), None).of(interp)?;
        interp.in_place(BinOp::Sub, &place, less).map(|_| ())
    };
    let (mut i, mut j) = (0, top);
    while i < j {
        let r = at(a, i).of(interp)?;
        set(interp, &quo, i, v(&r))?;
        set(interp, &quo, top - i, v(&r))?;
        let less = (v(&r) * &b).of(interp)?;
        take(interp, i, &less)?;
        take(interp, j, &less)?;
        (i, j) = (i + 1, j - 1);
    }
    let r = at(a, i).of(interp)?;
    set(interp, &quo, i, v(&r))?;
    let less = (v(&r) * &b).of(interp)?;
    take(interp, i, &less)?;
    let quo = (v(&quo) / &scale).of(interp)?;
    let rest = part(a, Some(i + 1), Some(i - 1 + under), None).of(interp)?;
    Ok((quo, np::method(interp, &rest, "copy", &[])?))
}

fn by_products(interp: &mut Interp, basis: Basis, a: &Value, b: &Value) -> Result<(Value, Value)> {
    let top = len(interp, a)? - len(interp, b)?;
    let quo = empty(interp, top + 1, a)?;
    let mut rem = a.clone();
    for i in (0..=top).rev() {
        let mut one = vec![Value::Int(0); i as usize];
        one.push(Value::Int(1));
        let p = product(interp, basis, &Value::list(one), b)?;
        let q = (at(&rem, -1) / at(&p, -1)).of(interp)?;
        rem = (part(&rem, None, Some(-1), None) - v(&q) * part(&p, None, Some(-1), None)).of(interp)?;
        set(interp, &quo, i, v(&q))?;
    }
    Ok((quo, trimmed(interp, rem)?))
}

/// A power of a series; `most` is the largest that is taken.
///
/// # Errors
/// `ValueError` of a power that is no natural number, or too large.
pub fn power(interp: &mut Interp, basis: Basis, c: &Value, power: &Value, most: Option<i64>) -> Result<Value> {
    let c = one(interp, c)?;
    let number = interp.float(power)?;
    if number.fract() != 0.0 || number < 0.0 {
        return Err(Raise::value_error("Power must be a non-negative integer."));
    }
    if most.is_some_and(|most| number > most as f64) {
        return Err(Raise::value_error("Power is too large"));
    }
    if number == 0.0 {
        let dtype = interp.get_attr(&c, "dtype")?;
        return np::call(interp, "array", &[Value::list(vec![Value::Int(1)]), dtype]);
    }
    if number == 1.0 {
        return Ok(c);
    }
    let factor = if basis == Basis::Chebyshev { mirrored(interp, &c)? } else { c };
    let mut all = factor.clone();
    for _ in 2..=number as i64 {
        all = match basis {
            Basis::Power | Basis::Chebyshev => np::call(interp, "convolve", &[all, factor.clone()])?,
            _ => product(interp, basis, &all, &factor)?,
        };
    }
    if basis == Basis::Chebyshev { halved(interp, &all) } else { Ok(all) }
}
