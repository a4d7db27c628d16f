//! The part of a string between two optional indices.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::texts::byte_of;
use crate::lang::protocol::number;
use crate::lang::value::{Str, Value};
use num_bigint::Sign;
use num_traits::ToPrimitive;

/// A part, and the index of its first code point.
pub struct Window<'a> {
    /// The text.
    pub part: &'a str,
    /// Where it starts, in code points.
    pub start: usize,
}

/// An optional index, clamped to what fits.
///
/// # Errors
/// `TypeError` for what is no index.
pub fn bound(interp: &mut Interp, v: &Value, default: i64) -> Result<i64> {
    if v.is_none() {
        return Ok(default);
    }
    match number::big_index(interp, v) {
        Ok(n) => Ok(n.to_i64().unwrap_or(if n.sign() == Sign::Minus { i64::MIN } else { i64::MAX })),
        Err(_) => Err(Raise::type_error("slice indices must be integers or None or have an __index__ method")),
    }
}

/// The indices `start:end` of something of `len` items; `None` where `start` lies behind `end`.
///
/// # Errors
/// As [`bound`].
pub fn ends(interp: &mut Interp, len: usize, start: &Value, end: &Value) -> Result<Option<(usize, usize)>> {
    let n = len as i64;
    let (start, end) = (bound(interp, start, 0)?, bound(interp, end, n)?);
    let from_end = |i: i64| if i < 0 { i.saturating_add(n).max(0) } else { i };
    let (start, end) = (from_end(start), from_end(end).min(n));
    Ok((start <= end).then_some((start as usize, end as usize)))
}

/// `text[start:end]`, or `None` where `start` lies behind `end`.
///
/// # Errors
/// As [`bound`].
pub fn window<'a>(interp: &mut Interp, text: &'a Str, start: &Value, end: &Value) -> Result<Option<Window<'a>>> {
    let Some((start, end)) = ends(interp, text.len(), start, end)? else { return Ok(None) };
    let (from, to) = (byte_of(text, start), byte_of(text, end));
    Ok(Some(Window { part: &text.as_str()[from..to], start }))
}
