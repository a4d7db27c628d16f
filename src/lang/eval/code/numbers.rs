//! Operators of numbers, on registers.

use super::registers::{Regs, get, put, spend, spent};
use super::{Code, Reg};
use crate::engine::mem::packed::Packed;
use crate::lang::interp::{Interp, OnFloatError};
use crate::lang::ops::{fast, small};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

/// `x % n`: most dividends are short, and a short division takes half the time.
#[inline(always)]
pub(super) fn remainder(x: i64, n: u32) -> i64 {
    match u32::try_from(x) {
        Ok(x) => i64::from(x % n),
        Err(_) => x.rem_euclid(i64::from(n)),
    }
}

/// `x op y` of numbers of Python's and NumPy's, of any operator.
#[inline(never)]
pub(super) fn other(interp: &Interp, op: BinOp, x: &Value, y: &Value) -> Packed<Option<Value>> {
    let quiet = interp.errstate.under == OnFloatError::Ignore;
    Packed::new(fast::binary(op, x, y).or_else(|| match (x, y) {
        (Value::Scalar(_), _) | (_, Value::Scalar(_)) => fast::scalars(op, x, y, quiet),
        _ => None,
    }))
}

/// `a op b` of such numbers, or of a few of them side by side.
#[inline(never)]
pub(super) fn scalars(interp: &Interp, regs: &mut Regs, at: At, op: BinOp, [dst, a, b]: [Reg; 3]) -> bool {
    let (Some(x), Some(y)) = (get(regs, a), get(regs, b)) else { return false };
    if let Some(v) = other(interp, op, x, y).open() {
        put(regs, dst, v);
        return true;
    }
    let Some(v) = few(interp, at, op, x, y) else { return false };
    spent(regs, at.0.temps, &[a, b]);
    put(regs, dst, v);
    true
}

/// `a op n` of one, or of a few.
#[inline(never)]
pub(super) fn scalar_int(interp: &Interp, regs: &mut Regs, at: At, op: BinOp, [dst, a]: [Reg; 2], n: i32) -> bool {
    let (Some(x), n) = (get(regs, a), Value::Int(n.into())) else { return false };
    if let Some(v) = other(interp, op, x, &n).open() {
        put(regs, dst, v);
        return true;
    }
    let Some(v) = few(interp, at, op, x, &n) else { return false };
    spend(regs, at.0.temps, a);
    put(regs, dst, v);
    true
}

/// An instruction: the code and its position there.
pub(super) type At<'a> = (&'a Code, usize);

/// `x op y` of small arrays, if it is not to be done in place and no report wants to tell of it.
fn few(interp: &Interp, (code, pc): At, op: BinOp, x: &Value, y: &Value) -> Option<Value> {
    if code.traced || code.places[pc].updates {
        return None;
    }
    small::binary(op, x, y, interp.errstate.under == OnFloatError::Ignore).ok()?
}

/// `a op b` of ints that don't overflow, or of floats.
#[inline(always)]
pub(super) fn arith(
    regs: &mut Regs,
    ints: impl Fn(i64, i64) -> Option<i64>,
    floats: impl Fn(f64, f64) -> f64,
    dst: Reg,
    a: Reg,
    b: Reg,
) -> bool {
    let (a, b) = (get(regs, a), get(regs, b));
    if let (Some(&Value::Int(x)), Some(&Value::Int(y))) = (a, b) {
        let Some(n) = ints(x, y) else { return false };
        put(regs, dst, Value::Int(n));
        return true;
    }
    let z = match (a, b) {
        (Some(&Value::Float(x)), Some(&Value::Float(y))) => floats(x, y),
        (Some(&Value::Float(x)), Some(&Value::Int(y))) => floats(x, y as f64),
        (Some(&Value::Int(x)), Some(&Value::Float(y))) => floats(x as f64, y),
        _ => return false,
    };
    put(regs, dst, Value::Float(z));
    true
}

/// `a op n`, likewise.
#[inline(always)]
pub(super) fn arith_int(
    regs: &mut Regs,
    ints: impl Fn(i64, i64) -> Option<i64>,
    floats: impl Fn(f64, f64) -> f64,
    dst: Reg,
    a: Reg,
    n: i32,
) -> bool {
    let v = match get(regs, a) {
        Some(&Value::Int(x)) => match ints(x, n.into()) {
            Some(n) => Value::Int(n),
            None => return false,
        },
        Some(&Value::Float(x)) => Value::Float(floats(x, n.into())),
        _ => return false,
    };
    put(regs, dst, v);
    true
}
