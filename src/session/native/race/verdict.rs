//! Whether two results are the same.

use crate::engine::View;
use crate::engine::mem::access;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// How far results may lie apart.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tolerance {
    /// Relative to the first one's; `None` for none at all.
    pub relative: Option<f64>,
}

/// Characters of a result that are shown.
const SHOWN: usize = 40;

/// How a result differs from the first one, in words; `None` if it does not.
///
/// # Errors
/// What a `repr` raises.
pub fn difference(interp: &mut Interp, first: &Value, other: &Value, tolerance: Tolerance) -> Result<Option<String>> {
    let (a, b) = (plain(first), plain(other));
    let same = match (&a, &b) {
        (Value::Array(x), Value::Array(y)) => {
            let (x, y) = (x.view().clone(), y.view().clone());
            if x.shape() != y.shape() || x.dtype() != y.dtype() {
                return Ok(Some(format!(
                    "its result is {} {:?}, not {} {:?}",
                    y.dtype(),
                    y.shape(),
                    x.dtype(),
                    x.shape()
                )));
            }
            identical(&x, &y) || near(interp, &a, &b, tolerance)?
        }
        (Value::Float(x), Value::Float(y)) => x.to_bits() == y.to_bits() || near(interp, &a, &b, tolerance)?,
        (Value::None, Value::None) => true,
        (Value::None, _) | (_, Value::None) => false,
        _ => interp.equal(&a, &b).unwrap_or(false) || near(interp, &a, &b, tolerance)?,
    };
    if same {
        return Ok(None);
    }
    let mut shown = |v: &Value| -> Result<String> {
        let text = interp.repr(v)?.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(match text.chars().count() > SHOWN {
            true => text.chars().take(SHOWN).chain(['…']).collect(),
            false => text,
        })
    };
    let words = format!("its result is {}, not {}", shown(&b)?, shown(&a)?);
    Ok(Some(match distance(&a, &b) {
        Some(d) if tolerance.relative.is_none() => format!("{words} ({d:.1e} of it apart; --close=RTOL allows such)"),
        _ => words,
    }))
}

/// A NumPy scalar is the number that it is, whichever language it comes from.
fn plain(value: &Value) -> Value {
    match value {
        Value::Scalar(s) => s.as_f64().filter(|_| s.dtype().is_inexact()).map_or_else(|| value.clone(), Value::Float),
        Value::Array(a) if a.view().rank() == 0 => plain(&Value::scalar(a.view().first())),
        _ => value.clone(),
    }
}

/// Whether two arrays of one shape and dtype hold the same bytes.
fn identical(x: &View, y: &View) -> bool {
    let item = x.layout().itemsize();
    if x.layout().is_c_contiguous() && y.layout().is_c_contiguous() {
        const PART: usize = 1 << 20;
        let bytes = |v: &View, at: usize, n: usize| access::read_bytes(v, v.layout().offset + at, n);
        let len = x.nbytes();
        return (0..len).step_by(PART).all(|at| {
            let n = PART.min(len - at);
            bytes(x, at, n) == bytes(y, at, n)
        });
    }
    x.offsets().zip(y.offsets()).all(|(p, q)| access::read_bytes(x, p, item) == access::read_bytes(y, q, item))
}

fn near(interp: &mut Interp, a: &Value, b: &Value, tolerance: Tolerance) -> Result<bool> {
    let Some(rtol) = tolerance.relative else { return Ok(false) };
    let parts = [b.clone(), a.clone(), Value::Float(rtol), Value::Float(0.0)];
    let Ok(found) = np::call(interp, "allclose", &parts) else { return Ok(false) };
    interp.truth(&found)
}

fn distance(a: &Value, b: &Value) -> Option<f64> {
    let number = |v: &Value| match v {
        Value::Float(x) => Some(*x),
        Value::Int(n) => Some(*n as f64),
        _ => None,
    };
    let (a, b) = (number(a)?, number(b)?);
    Some(((a - b) / a).abs()).filter(|d| d.is_finite())
}
