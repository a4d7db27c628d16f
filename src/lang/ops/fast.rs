//! The operations on ints and floats that loops spend their time in. Anything uncommon is `None`: the general way knows.

use crate::engine::Scalar;
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp};
use std::cmp::Ordering;

/// `a op b` of ints and floats.
#[inline(always)]
pub fn binary(op: BinOp, a: &Value, b: &Value) -> Option<Value> {
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => ints(op, *x, *y),
        (Value::Float(x), Value::Float(y)) => floats(op, *x, *y),
        (Value::Float(x), Value::Int(y)) => floats(op, *x, *y as f64),
        (Value::Int(x), Value::Float(y)) => floats(op, *x as f64, *y),
        _ => None,
    }
}

/// `-a` of an int or float.
#[inline(always)]
pub fn negated(a: &Value) -> Option<Value> {
    match a {
        Value::Int(n) => n.checked_neg().map(Value::Int),
        Value::Float(x) => Some(Value::Float(-x)),
        _ => None,
    }
}

#[inline(always)]
fn ints(op: BinOp, x: i64, y: i64) -> Option<Value> {
    let n = match op {
        BinOp::Add => x.checked_add(y)?,
        BinOp::Sub => x.checked_sub(y)?,
        BinOp::Mul => x.checked_mul(y)?,
        BinOp::FloorDiv if y != 0 => {
            let (q, r) = (x.checked_div(y)?, x % y);
            q - (r != 0 && (r < 0) != (y < 0)) as i64
        }
        BinOp::Mod if y != 0 => {
            let r = x.checked_rem(y)?;
            if r != 0 && (r < 0) != (y < 0) { r + y } else { r }
        }
        // Exact doubles both, so that one division rounds once.
        BinOp::Div if y != 0 && x.unsigned_abs() <= 1 << 53 && y.unsigned_abs() <= 1 << 53 => {
            return Some(Value::Float(x as f64 / y as f64));
        }
        BinOp::BitAnd => x & y,
        BinOp::BitOr => x | y,
        BinOp::BitXor => x ^ y,
        BinOp::Pow if y >= 0 => x.checked_pow(u32::try_from(y).ok()?)?,
        BinOp::LShift if (0..63).contains(&y) => x.checked_mul(1 << y)?,
        BinOp::RShift if y >= 0 => x >> y.min(63),
        _ => return None,
    };
    Some(Value::Int(n))
}

#[inline(always)]
fn floats(op: BinOp, x: f64, y: f64) -> Option<Value> {
    Some(Value::Float(match op {
        BinOp::Add => x + y,
        BinOp::Sub => x - y,
        BinOp::Mul => x * y,
        BinOp::Div if y != 0.0 => x / y,
        _ => return None,
    }))
}

/// `a op b` where one is a `float64` or `int64` and the other such a scalar, or a Python number, and no flag of the
/// floating-point unit but that of an inexact result can be raised: `quiet` says that an underflow is not asked for.
pub fn scalars(op: BinOp, a: &Value, b: &Value, quiet: bool) -> Option<Value> {
    let (x, y) = (number(a)?, number(b)?);
    match (x, y) {
        (Number::Int(x), Number::Int(y)) => whole(op, x, y),
        _ => {
            let z = real(op, x.to_f64()?, y.to_f64()?)?;
            (z.is_finite() && (quiet || z == 0.0 || z.is_normal())).then(|| Value::scalar(Scalar::Float64(z)))
        }
    }
}

/// A number that is 64 bits wide, whoever's it is.
#[derive(Clone, Copy)]
enum Number {
    Int(i64),
    Float(f64),
}

impl Number {
    fn to_f64(self) -> Option<f64> {
        match self {
            Number::Int(n) => (n.unsigned_abs() <= 1 << 53).then_some(n as f64),
            Number::Float(x) => Some(x),
        }
    }
}

fn number(v: &Value) -> Option<Number> {
    match v {
        Value::Int(n) => Some(Number::Int(*n)),
        Value::Float(x) => Some(Number::Float(*x)),
        Value::Scalar(s) => match **s {
            Scalar::Float64(x) => Some(Number::Float(x)),
            Scalar::Int64(n) => Some(Number::Int(n)),
            _ => None,
        },
        _ => None,
    }
}

fn whole(op: BinOp, x: i64, y: i64) -> Option<Value> {
    match ints(op, x, y)? {
        Value::Int(n) => Some(Value::scalar(Scalar::Int64(n))),
        Value::Float(z) => Some(Value::scalar(Scalar::Float64(z))),
        _ => None,
    }
}

fn real(op: BinOp, x: f64, y: f64) -> Option<f64> {
    match op {
        BinOp::Add => Some(x + y),
        BinOp::Sub => Some(x - y),
        // A product that falls to zero has lost everything: the general way knows what to say.
        BinOp::Mul => Some(x * y).filter(|z| *z != 0.0 || x == 0.0 || y == 0.0),
        BinOp::Div if y != 0.0 => Some(x / y).filter(|z| *z != 0.0 || x == 0.0),
        _ => None,
    }
}

/// `a op b` of two such numbers, of which one is NumPy's; no order is lost.
pub fn compare_scalars(op: CmpOp, a: &Value, b: &Value) -> Option<Value> {
    let truth = match (number(a)?, number(b)?) {
        (Number::Int(x), Number::Int(y)) => ordered(op, x, y)?,
        (x, y) => ordered(op, x.to_f64()?, y.to_f64()?)?,
    };
    (!matches!(op, CmpOp::Is | CmpOp::IsNot)).then(|| Value::scalar(Scalar::Bool(truth)))
}

/// The order of two such numbers, `Some(None)` if one is a nan; no order is lost.
pub fn order(a: &Value, b: &Value) -> Option<Option<Ordering>> {
    match (number(a)?, number(b)?) {
        (Number::Int(x), Number::Int(y)) => Some(Some(x.cmp(&y))),
        (x, y) => Some(x.to_f64()?.partial_cmp(&y.to_f64()?)),
    }
}

/// `a op b` of two ints or two floats, `==` of two texts; `is` of anything.
#[inline(always)]
pub fn compare(op: CmpOp, a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Int(x), Value::Int(y)) => ordered(op, x, y),
        (Value::Float(x), Value::Float(y)) => ordered(op, x, y),
        _ => same(op, a, b),
    }
}

fn same(op: CmpOp, a: &Value, b: &Value) -> Option<bool> {
    match (op, a, b) {
        (CmpOp::Is, ..) => Some(a.is(b)),
        (CmpOp::IsNot, ..) => Some(!a.is(b)),
        (CmpOp::Eq, Value::Str(_), Value::Str(_)) => Some(a.as_str() == b.as_str()),
        (CmpOp::Ne, Value::Str(_), Value::Str(_)) => Some(a.as_str() != b.as_str()),
        _ => None,
    }
}

#[inline]
fn ordered<T: PartialOrd>(op: CmpOp, x: T, y: T) -> Option<bool> {
    Some(match op {
        CmpOp::Eq | CmpOp::Is => x == y,
        CmpOp::Ne | CmpOp::IsNot => x != y,
        CmpOp::Lt => x < y,
        CmpOp::Le => x <= y,
        CmpOp::Gt => x > y,
        CmpOp::Ge => x >= y,
        CmpOp::In | CmpOp::NotIn => return None,
    })
}
