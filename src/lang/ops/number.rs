//! Arithmetic of Python's numbers.

use super::{fast, integer};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::protocol::number::Number;
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, UnaryOp};
use num_bigint::BigInt;
use num_complex::Complex64;
use std::rc::Rc;

/// `a op b` of two Python numbers; `None` if one is none or the operator is not theirs.
pub fn binary(op: BinOp, a: &Value, b: &Value) -> Option<Result<Value>> {
    if let Some(v) = fast::binary(op, a, b) {
        return Some(Ok(v));
    }
    if let (Value::Bool(x), Value::Bool(y)) = (a, b) {
        match op {
            BinOp::BitAnd => return Some(Ok(Value::Bool(x & y))),
            BinOp::BitOr => return Some(Ok(Value::Bool(x | y))),
            BinOp::BitXor => return Some(Ok(Value::Bool(x ^ y))),
            _ => {}
        }
    }
    let (x, y) = (Number::of(a)?, Number::of(b)?);
    match (&x, &y) {
        (Number::Complex(_), _) | (_, Number::Complex(_)) => match (x.to_complex(), y.to_complex()) {
            (Ok(x), Ok(y)) => complex(op, x, y),
            (Err(e), _) | (_, Err(e)) => Some(Err(e)),
        },
        (Number::Float(_), _) | (_, Number::Float(_)) => match (x.to_f64(), y.to_f64()) {
            (Ok(x), Ok(y)) => float(op, x, y),
            (Err(e), _) | (_, Err(e)) => Some(Err(e)),
        },
        _ => integer::binary(op, &x, &y),
    }
}

fn float(op: BinOp, x: f64, y: f64) -> Option<Result<Value>> {
    let result = match op {
        BinOp::Add => Ok(x + y),
        BinOp::Sub => Ok(x - y),
        BinOp::Mul => Ok(x * y),
        BinOp::Div if y == 0.0 => Err(integer::zero_division("float division by zero")),
        BinOp::Div => Ok(x / y),
        BinOp::FloorDiv if y == 0.0 => Err(integer::zero_division("float floor division by zero")),
        BinOp::FloorDiv => Ok(divmod(x, y).0),
        BinOp::Mod if y == 0.0 => Err(integer::zero_division("float modulo")),
        BinOp::Mod => Ok(divmod(x, y).1),
        BinOp::Pow => return Some(power(x, y)),
        _ => return None,
    };
    Some(result.map(Value::Float))
}

/// CPython's `float_divmod`; `y` is not 0.
pub fn divmod(x: f64, y: f64) -> (f64, f64) {
    let mut modulus = x % y;
    let mut quotient = (x - modulus) / y;
    if modulus == 0.0 {
        modulus = 0f64.copysign(y);
    } else if (y < 0.0) != (modulus < 0.0) {
        modulus += y;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0f64.copysign(x / y), modulus);
    }
    let floor = quotient.floor();
    (if quotient - floor > 0.5 { floor + 1.0 } else { floor }, modulus)
}

fn power(x: f64, y: f64) -> Result<Value> {
    if x == 0.0 && y < 0.0 {
        return Err(integer::zero_division("0.0 cannot be raised to a negative power"));
    }
    if x < 0.0 && x.is_finite() && y.is_finite() && y != y.floor() {
        return complex_power(Complex64::new(x, 0.0), Complex64::new(y, 0.0));
    }
    let r = x.powf(y);
    if r.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(out_of_range());
    }
    Ok(Value::Float(r))
}

/// `OverflowError: (34, 'Numerical result out of range')`.
pub fn out_of_range() -> Raise {
    Raise::with_args(&exc::OVERFLOW_ERROR, vec![Value::Int(34), Value::str("Numerical result out of range")])
}

fn times(x: Complex64, y: Complex64) -> Complex64 {
    Complex64::new(x.re * y.re - x.im * y.im, x.re * y.im + x.im * y.re)
}

fn complex(op: BinOp, x: Complex64, y: Complex64) -> Option<Result<Value>> {
    let zero = y.re == 0.0 && y.im == 0.0;
    let z = match op {
        BinOp::Add => x + y,
        BinOp::Sub => x - y,
        BinOp::Mul => times(x, y),
        BinOp::Div if zero => return Some(Err(integer::zero_division("complex division by zero"))),
        BinOp::Div => quotient(x, y),
        BinOp::Pow => return Some(complex_power(x, y)),
        _ => return None,
    };
    Some(Ok(Value::Complex(Rc::new(z))))
}

/// CPython's `_Py_c_quot`.
fn quotient(a: Complex64, b: Complex64) -> Complex64 {
    if b.re.abs() >= b.im.abs() {
        let ratio = b.im / b.re;
        let denominator = b.re + b.im * ratio;
        Complex64::new((a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator)
    } else if b.im.abs() >= b.re.abs() {
        let ratio = b.re / b.im;
        let denominator = b.re * ratio + b.im;
        Complex64::new((a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator)
    } else {
        Complex64::new(f64::NAN, f64::NAN)
    }
}

/// CPython's `complex_pow`: small integer exponents by multiplication.
fn complex_power(x: Complex64, y: Complex64) -> Result<Value> {
    let zero_error = || integer::zero_division("0.0 to a negative or complex power");
    let zero = x.re == 0.0 && x.im == 0.0;
    if y.im == 0.0 && y.re == y.re.floor() && y.re.abs() <= 100.0 {
        let n = y.re as i32;
        let power = small_power(x, n.unsigned_abs());
        return match n {
            0.. => Ok(Value::Complex(Rc::new(power))),
            _ if zero => Err(zero_error()),
            _ => Ok(Value::Complex(Rc::new(quotient(Complex64::new(1.0, 0.0), power)))),
        };
    }
    if zero {
        return if y.im != 0.0 || y.re < 0.0 { Err(zero_error()) } else { Ok(Value::complex(0.0, 0.0)) };
    }
    let modulus = x.re.hypot(x.im);
    let at = x.im.atan2(x.re);
    let (mut length, mut phase) = (modulus.powf(y.re), at * y.re);
    if y.im != 0.0 {
        length *= (-at * y.im).exp();
        phase += y.im * modulus.ln();
    }
    Ok(Value::complex(length * phase.cos(), length * phase.sin()))
}

fn small_power(x: Complex64, n: u32) -> Complex64 {
    let (mut result, mut square, mut mask) = (Complex64::new(1.0, 0.0), x, 1);
    while mask <= n {
        if n & mask != 0 {
            result = times(result, square);
        }
        mask <<= 1;
        square = times(square, square);
    }
    result
}

/// `op a` of a Python number; `None` if it is none.
pub fn unary(op: UnaryOp, a: &Value) -> Option<Result<Value>> {
    Some(Ok(match (op, Number::of(a)?) {
        (UnaryOp::Neg, Number::Int(n)) => n.checked_neg().map_or_else(|| Value::big(-BigInt::from(n)), Value::Int),
        (UnaryOp::Neg, Number::Big(n)) => return Some(integer::unary(&n, |n| -n)),
        (UnaryOp::Neg, Number::Float(x)) => Value::Float(-x),
        (UnaryOp::Neg, Number::Complex(z)) => Value::complex(-z.re, -z.im),
        (UnaryOp::Pos, Number::Int(n)) => Value::Int(n),
        (UnaryOp::Pos, _) => a.clone(),
        (UnaryOp::Invert, Number::Int(n)) => Value::Int(!n),
        (UnaryOp::Invert, Number::Big(n)) => return Some(integer::unary(&n, |n| !n)),
        _ => return None,
    }))
}
