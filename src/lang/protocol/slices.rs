//! Slices of sequences, and indices from their end.

use super::number;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::{Slice, Value};
use num_bigint::Sign;
use num_traits::ToPrimitive;

/// What a slice takes of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First index (in range if `len` is not 0).
    pub start: i64,
    /// `slice.indices(n)[1]`: −1 where a falling slice reaches the beginning.
    pub stop: i64,
    /// Step, not 0.
    pub step: i64,
    /// The number of items.
    pub len: usize,
}

impl Span {
    /// The indices, in order.
    pub fn indices(self) -> impl Iterator<Item = usize> {
        (0..self.len as i64).map(move |k| (self.start + k * self.step) as usize)
    }
}

/// `slice.indices(len)`.
///
/// # Errors
/// `TypeError` for a bound that is no int, `ValueError` for a step of 0.
pub fn span(interp: &mut Interp, slice: &Slice, len: usize) -> Result<Span> {
    let n = len as i64;
    let step = match &slice.step {
        Value::None => 1,
        v => bound(interp, v)?.max(-i64::MAX),
    };
    if step == 0 {
        return Err(Raise::value_error("slice step cannot be zero"));
    }
    let (low, high) = if step > 0 { (0, n) } else { (-1, n - 1) };
    let mut clamp = |v: &Value, default: i64| -> Result<i64> {
        if v.is_none() {
            return Ok(default);
        }
        let i = bound(interp, v)?;
        Ok(if i < 0 { i.saturating_add(n) } else { i }.clamp(low, high))
    };
    let start = clamp(&slice.start, if step > 0 { low } else { high })?;
    let stop = clamp(&slice.stop, if step > 0 { high } else { low })?;
    let count = match step > 0 {
        true if stop > start => (stop - start - 1) / step + 1,
        false if stop < start => (start - stop - 1) / -step + 1,
        _ => 0,
    };
    Ok(Span { start, stop, step, len: count as usize })
}

/// A bound; ints beyond `i64` count as its ends.
fn bound(interp: &mut Interp, v: &Value) -> Result<i64> {
    if let Value::Int(n) = v {
        return Ok(*n);
    }
    match number::big_index(interp, v) {
        Ok(n) => Ok(n.to_i64().unwrap_or(if n.sign() == Sign::Minus { i64::MIN } else { i64::MAX })),
        Err(_) => Err(Raise::type_error("slice indices must be integers or None or have an __index__ method")),
    }
}

/// An index from either end as a position; `None` if it is out of range.
pub fn position(i: i64, len: usize) -> Option<usize> {
    let i = if i < 0 { i.checked_add(len as i64)? } else { i };
    usize::try_from(i).ok().filter(|&i| i < len)
}
