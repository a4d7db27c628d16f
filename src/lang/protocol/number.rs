//! Values as numbers.

use crate::engine::Scalar;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use num_bigint::BigInt;
use num_complex::Complex64;
use num_traits::ToPrimitive;
use std::borrow::Cow;
use std::sync::Arc;

/// A Python number, whatever its type was.
#[derive(Debug, Clone)]
pub enum Number {
    /// A bool or an int that fits.
    Int(i64),
    /// A larger int.
    Big(Arc<BigInt>),
    /// A float.
    Float(f64),
    /// A complex number.
    Complex(Complex64),
}

impl Number {
    /// The Python number that a `bool`, `int`, `float` or `complex` is; no NumPy scalar.
    pub fn of(v: &Value) -> Option<Number> {
        Some(match v {
            Value::Int(n) => Number::Int(*n),
            Value::Float(x) => Number::Float(*x),
            Value::Bool(b) => Number::Int(*b as i64),
            Value::BigInt(n) => Number::Big(n.clone()),
            Value::Complex(z) => Number::Complex(**z),
            _ => return None,
        })
    }

    /// The Python number that a NumPy scalar's `item()` is, too.
    pub fn of_any(v: &Value) -> Option<Number> {
        match v {
            Value::Scalar(s) => of_scalar(s),
            Value::Array(a) if a.view().rank() == 0 => of_scalar(&a.view().first()),
            _ => Number::of(v),
        }
    }

    /// As a double.
    ///
    /// # Errors
    /// `OverflowError` for an int beyond.
    pub fn to_f64(&self) -> Result<f64> {
        match self {
            Number::Int(n) => Ok(*n as f64),
            Number::Float(x) => Ok(*x),
            Number::Big(n) => big_to_f64(n),
            Number::Complex(_) => {
                Err(Raise::type_error("float() argument must be a string or a real number, not 'complex'"))
            }
        }
    }

    /// As a complex number.
    ///
    /// # Errors
    /// As [`Number::to_f64`].
    pub fn to_complex(&self) -> Result<Complex64> {
        match self {
            Number::Complex(z) => Ok(*z),
            other => other.to_f64().map(|x| Complex64::new(x, 0.0)),
        }
    }

    /// As an int of any size; `None` for floats and complex.
    pub fn to_big(&self) -> Option<Cow<'_, BigInt>> {
        match self {
            Number::Int(n) => Some(Cow::Owned(BigInt::from(*n))),
            Number::Big(n) => Some(Cow::Borrowed(n)),
            _ => None,
        }
    }

    /// As [`Number::to_big`], for another thread.
    pub fn to_shared(&self) -> Option<Arc<BigInt>> {
        match self {
            Number::Int(n) => Some(Arc::new(BigInt::from(*n))),
            Number::Big(n) => Some(n.clone()),
            _ => None,
        }
    }
}

fn of_scalar(s: &Scalar) -> Option<Number> {
    if let Some(n) = s.as_integer() {
        return Some(i64::try_from(n).map_or_else(|_| Number::Big(Arc::new(BigInt::from(n))), Number::Int));
    }
    s.as_f64().map(Number::Float).or_else(|| s.as_complex().map(Number::Complex))
}

/// An int as the nearest double, halves to even.
///
/// # Errors
/// `OverflowError`.
pub fn big_to_f64(n: &BigInt) -> Result<f64> {
    let bits = n.bits();
    let x = if bits <= 1024 { round_to_f64(n, bits) } else { f64::INFINITY };
    if x.is_finite() { Ok(x) } else { Err(Raise::new(&exc::OVERFLOW_ERROR, "int too large to convert to float")) }
}

/// `BigInt::to_f64` cuts; this keeps 64 bits with a sticky last one and lets the conversion round.
fn round_to_f64(n: &BigInt, bits: u64) -> f64 {
    if bits <= 64 {
        return n.to_i128().map_or(f64::INFINITY, |n| n as f64);
    }
    let shift = bits - 64;
    let magnitude = n.magnitude();
    let top = (magnitude >> shift).to_u64().unwrap_or(u64::MAX);
    let sticky = magnitude.trailing_zeros().is_some_and(|z| z < shift);
    let x = (top | sticky as u64) as f64 * 2f64.powi(shift as i32);
    if n.sign() == num_bigint::Sign::Minus { -x } else { x }
}

/// `operator.index(v)` as an `i64`.
///
/// # Errors
/// `TypeError`, `OverflowError`.
pub fn index(interp: &mut Interp, v: &Value) -> Result<i64> {
    match v {
        Value::Int(n) => Ok(*n),
        Value::Bool(b) => Ok(*b as i64),
        _ => {
            let n = big_index(interp, v)?;
            let beyond = || Raise::new(&exc::OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
            n.to_i64().ok_or_else(beyond)
        }
    }
}

/// `operator.index(v)`.
///
/// # Errors
/// `TypeError`.
pub fn big_index(interp: &mut Interp, v: &Value) -> Result<BigInt> {
    let not_int = |name: String| Raise::type_error(format!("'{name}' object cannot be interpreted as an integer"));
    match v {
        Value::Int(n) => Ok(BigInt::from(*n)),
        Value::Bool(b) => Ok(BigInt::from(*b as i64)),
        Value::BigInt(n) => Ok((**n).clone()),
        Value::Scalar(s) => match (&**s, s.as_integer()) {
            (Scalar::Bool(_), _) | (_, None) => Err(not_int(interp.type_name(v))),
            (_, Some(n)) => Ok(BigInt::from(n)),
        },
        Value::Array(a) => {
            let view = a.view();
            let integral = view.dtype().is_integral() && view.dtype() != crate::engine::DType::Bool;
            match view.first_integer() {
                Some(n) if view.rank() == 0 && integral => Ok(BigInt::from(n)),
                _ => Err(Raise::type_error("only integer scalar arrays can be converted to a scalar index")),
            }
        }
        _ => Err(not_int(interp.type_name(v))),
    }
}

trait FirstInteger {
    fn first_integer(&self) -> Option<i128>;
}

impl FirstInteger for crate::engine::View {
    fn first_integer(&self) -> Option<i128> {
        if self.size() == 1 { self.first().as_integer() } else { None }
    }
}

/// `float(v)` for numbers.
///
/// # Errors
/// `TypeError`, `OverflowError`.
pub fn float(interp: &mut Interp, v: &Value) -> Result<f64> {
    match v {
        Value::Float(x) => return Ok(*x),
        Value::Int(n) => return Ok(*n as f64),
        Value::Scalar(s) => {
            if let Some(x) = s.as_f64() {
                return Ok(x);
            }
        }
        Value::Array(a) if a.view().size() == 1 && a.view().rank() == 0 => {
            if let Some(x) = a.view().first().as_f64() {
                return Ok(x);
            }
        }
        Value::Array(_) => {
            return Err(Raise::type_error("only 0-dimensional arrays can be converted to Python scalars"));
        }
        _ => {}
    }
    match Number::of(v) {
        Some(n @ (Number::Int(_) | Number::Big(_) | Number::Float(_))) => n.to_f64(),
        _ => Err(Raise::type_error(format!("must be real number, not {}", interp.type_name(v)))),
    }
}
