//! Ints of any size.

use crate::engine::apart::apart;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::protocol::number::{Number, big_to_f64};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};
use std::sync::Arc;

/// The most bits that a result may have: 128 MB of digits.
const MAX_BITS: u64 = 1 << 30;

/// Operations on fewer bits take no time to speak of.
const SHORT: u64 = 1 << 18;
/// Steps that are worth a thread of their own.
const LONG: f64 = 1e6;
/// What a step takes that fetches its words and makes room for the result.
const PER_WORD: f64 = 10.0;

/// `ZeroDivisionError`.
pub fn zero_division(message: &str) -> Raise {
    Raise::new(&exc::ZERO_DIVISION_ERROR, message)
}

fn too_large() -> Raise {
    Raise::with_args(&exc::MEMORY_ERROR, vec![])
}

/// `a op b` of two ints; `None` for `@`.
pub fn binary(op: BinOp, x: &Number, y: &Number) -> Option<Result<Value>> {
    let (a, b) = (&*x.to_big()?, &*y.to_big()?);
    let both = words(a) + words(b);
    let each = |work: f64, f: fn(&BigInt, &BigInt) -> BigInt| of_both(work, (x, a), (y, b), f);
    Some(match op {
        BinOp::Add => each(both, |a, b| a + b),
        BinOp::Sub => each(both, |a, b| a - b),
        BinOp::Mul if a.bits() + b.bits() > MAX_BITS => Err(too_large()),
        // By the method of Toom and Cook, of the shorter one's length.
        BinOp::Mul => each(words(a).min(words(b)).powf(0.465) * words(a).max(words(b)), |a, b| a * b),
        BinOp::Div => divide(a, b).map(Value::Float),
        BinOp::FloorDiv if b.is_zero() => Err(zero_division("integer division or modulo by zero")),
        BinOp::Mod if b.is_zero() => Err(zero_division("integer modulo by zero")),
        BinOp::FloorDiv => each(words(b) * (words(a) - words(b)).max(1.0), BigInt::div_floor),
        BinOp::Mod => each(words(b) * (words(a) - words(b)).max(1.0), BigInt::mod_floor),
        BinOp::Pow => power(a, b),
        BinOp::BitAnd => each(both, |a, b| a & b),
        BinOp::BitOr => each(both, |a, b| a | b),
        BinOp::BitXor => each(both, |a, b| a ^ b),
        BinOp::LShift | BinOp::RShift => shift(op, x, a, b),
        BinOp::MatMul => return None,
    })
}

/// `-n`, `~n`
pub fn unary(n: &Arc<BigInt>, f: fn(&BigInt) -> BigInt) -> Result<Value> {
    let (work, n) = (words(n), n.clone());
    of_long(work, move || f(&n))
}

/// How many 64-bit digits.
fn words(n: &BigInt) -> f64 {
    n.bits() as f64 / 64.0
}

/// What takes long is computed apart, so that an interrupt does not wait for it.
fn of_both(
    work: f64,
    (x, a): (&Number, &BigInt),
    (y, b): (&Number, &BigInt),
    f: fn(&BigInt, &BigInt) -> BigInt,
) -> Result<Value> {
    match (x.to_shared(), y.to_shared()) {
        (Some(a), Some(b)) if work > LONG => of_long(work, move || f(&a, &b)),
        _ => Ok(Value::big(f(a, b))),
    }
}

fn of_long(work: f64, f: impl FnOnce() -> BigInt + Send + 'static) -> Result<Value> {
    Ok(Value::big(apart(work.max(1.0) * PER_WORD, f)?))
}

fn shift(op: BinOp, x: &Number, a: &BigInt, b: &BigInt) -> Result<Value> {
    if b.is_negative() {
        return Err(Raise::value_error("negative shift count"));
    }
    let by = |n: u64, f: fn(&BigInt, u64) -> BigInt| match x.to_shared() {
        Some(a) if words(&a) + n as f64 / 64.0 > LONG => of_long(words(&a) + n as f64 / 64.0, move || f(&a, n)),
        _ => Ok(Value::big(f(a, n))),
    };
    match (op, b.to_u64()) {
        (BinOp::LShift, _) if a.is_zero() => Ok(Value::Int(0)),
        (BinOp::LShift, Some(n)) if n.saturating_add(a.bits()) <= MAX_BITS => by(n, |a, n| a << n),
        (BinOp::LShift, _) => Err(Raise::new(&exc::OVERFLOW_ERROR, "too many digits in integer")),
        (_, Some(n)) => by(n.min(a.bits()), |a, n| a >> n),
        (_, None) => Ok(Value::Int(if a.is_negative() { -1 } else { 0 })),
    }
}

fn power(a: &BigInt, b: &BigInt) -> Result<Value> {
    if b.is_negative() {
        if a.is_zero() {
            return Err(zero_division("0.0 cannot be raised to a negative power"));
        }
        return Ok(Value::Float(big_to_f64(a)?.powf(big_to_f64(b)?)));
    }
    if b.is_zero() {
        return Ok(Value::Int(1));
    }
    if a.bits() <= 1 {
        let negative = a.is_negative() && b.is_odd();
        return Ok(Value::big(if negative { a.clone() } else { a.abs() }));
    }
    match b.to_u64() {
        Some(n) if n.saturating_mul(a.bits()) < SHORT => Ok(Value::big(Pow::pow(a, n))),
        Some(n) if n.saturating_mul(a.bits()) <= MAX_BITS => {
            let (a, work) = (a.clone(), (words(a) * n as f64).powf(1.465));
            Ok(Value::big(apart(work, move || Pow::pow(a, n))?))
        }
        _ => Err(too_large()),
    }
}

/// The double nearest to the true quotient, halves to even.
///
/// # Errors
/// `ZeroDivisionError`, `OverflowError`.
pub fn divide(a: &BigInt, b: &BigInt) -> Result<f64> {
    if b.is_zero() {
        return Err(zero_division("division by zero"));
    }
    if a.is_zero() {
        return Ok(0.0);
    }
    let negative = (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus);
    let (a, b) = (a.abs(), b.abs());
    // The quotient's exponent e: 2^(e-1) < a/b < 2^(e+1). Keep 53 bits, fewer where the result is subnormal.
    let e = a.bits() as i64 - b.bits() as i64;
    let unit = (e - 54).max(-1075);
    let (q, r) = if unit <= 0 { (a << (-unit) as u64).div_rem(&b) } else { a.div_rem(&(b << unit as u64)) };
    let x = round_scaled(q, !r.is_zero(), unit);
    if x.is_infinite() {
        return Err(Raise::new(&exc::OVERFLOW_ERROR, "integer division result too large for a float"));
    }
    Ok(if negative { -x } else { x })
}

/// `(q + a little if inexact) × 2^unit` as a double; `q` has at most 56 bits.
fn round_scaled(q: BigInt, inexact: bool, unit: i64) -> f64 {
    let keep = 53.min((q.bits() as i64 + unit + 1074).max(0) as u64);
    let drop = q.bits().saturating_sub(keep).max(if unit < -1074 { 1 } else { 0 });
    let mut base = &q >> drop;
    if drop > 0 {
        let rest = &q - (&base << drop);
        let half = BigInt::one() << (drop - 1);
        if rest > half || (rest == half && (inexact || base.is_odd())) {
            base += 1;
        }
    }
    let exponent = unit + drop as i64;
    let x = base.to_f64().unwrap_or(f64::INFINITY);
    if exponent > 1023 {
        return x * 2f64.powi(1000) * 2f64.powi((exponent - 1000).min(1023) as i32);
    }
    if exponent < -1000 {
        x * 2f64.powi(-1000) * 2f64.powi((exponent + 1000) as i32)
    } else {
        x * 2f64.powi(exponent as i32)
    }
}
