//! Finding and replacing parts of bytes.

use super::super::receiver::BytesArg;
use super::super::str_::window::ends;
use super::{like, this, value};
use crate::engine::interrupt::{extend, poll, same, watched};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::{Builtin, c, parse};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        parse(
            &["find"],
            "self, sub, start=None, end=None, /",
            "Return the lowest index of a part, or -1.\n\n>>> b'banana'.find(b'an', 2), b'ab'.find(98)\n(3, 1)",
            find,
        ),
        parse(
            &["rfind"],
            "self, sub, start=None, end=None, /",
            "Return the highest index of a part, or -1.\n\n>>> b'banana'.rfind(b'an')\n3",
            rfind,
        ),
        parse(
            &["index"],
            "self, sub, start=None, end=None, /",
            "Return the lowest index of a part.\n\n>>> b'banana'.index(b'nan')\n2",
            index,
        ),
        parse(
            &["rindex"],
            "self, sub, start=None, end=None, /",
            "Return the highest index of a part.\n\n>>> b'banana'.rindex(b'a')\n5",
            rindex,
        ),
        parse(
            &["count"],
            "self, sub, start=None, end=None, /",
            "Return how often a part occurs without overlap.\n\n>>> b'banana'.count(b'an')\n2",
            count,
        ),
        parse(
            &["startswith"],
            "self, prefix, start=None, end=None, /",
            "Whether the bytes start with a prefix, or one of a tuple of prefixes.\n\n>>> b'\\x93NUMPY'.startswith(b'\\x93')\nTrue",
            startswith,
        ),
        parse(
            &["endswith"],
            "self, suffix, start=None, end=None, /",
            "Whether the bytes end with a suffix, or one of a tuple of suffixes.\n\n>>> b'ab'.endswith((b'x', b'b'))\nTrue",
            endswith,
        ),
        c(
            &["replace"],
            "self, old, new, count=-1, /",
            "Return a copy with each occurrence of a part replaced.\n\n>>> b'banana'.replace(b'a', b'')\nb'bnn'",
            replace,
        ),
        c(
            &["removeprefix"],
            "self, prefix, /",
            "Return a copy without a prefix, if it is there.\n\n>>> b'abc'.removeprefix(b'ab')\nb'c'",
            removeprefix,
        ),
        c(
            &["removesuffix"],
            "self, suffix, /",
            "Return a copy without a suffix, if it is there.\n\n>>> b'abc'.removesuffix(b'bc')\nb'a'",
            removesuffix,
        ),
    ]
}

/// Where a part first stands.
pub fn first(text: &[u8], part: &[u8]) -> Option<usize> {
    if part.is_empty() {
        return Some(0);
    }
    watched(text.windows(part.len())).position(|w| w == part)
}

/// Where a part last stands.
pub fn last(text: &[u8], part: &[u8]) -> Option<usize> {
    if part.is_empty() {
        return Some(text.len());
    }
    let before = watched(text.windows(part.len()).rev()).position(|w| w == part)?;
    Some(text.len() - part.len() - before)
}

fn part(interp: &mut Interp, v: &Value) -> Result<Vec<u8>> {
    if let Some(b) = as_bytes(v) {
        return Ok(b);
    }
    if let Value::Int(_) | Value::Bool(_) | Value::BigInt(_) = v {
        let wrong = |_| Raise::value_error("byte must be in range(0, 256)");
        return Ok(vec![u8::try_from(interp.index(v)?).map_err(wrong)?]);
    }
    let t = interp.type_name(v);
    Err(Raise::type_error(format!("argument should be integer or bytes-like object, not '{t}'")))
}

type Search = fn(&[u8], &[u8]) -> Option<usize>;

fn locate(interp: &mut Interp, b: &BytesArg, sub: &Value, at: (Value, Value), how: Search) -> Result<Option<i64>> {
    let sub = part(interp, sub)?;
    let Some((start, end)) = ends(interp, b.0.len(), &at.0, &at.1)? else { return Ok(None) };
    Ok(how(&this(b)[start..end], &sub).map(|i| (i + start) as i64))
}

fn or_error(at: Option<i64>) -> Result<i64> {
    at.ok_or_else(|| Raise::value_error("subsection not found"))
}

fn find(interp: &mut Interp, b: BytesArg, sub: Value, start: Value, end: Value) -> Result<i64> {
    Ok(locate(interp, &b, &sub, (start, end), first)?.unwrap_or(-1))
}

fn rfind(interp: &mut Interp, b: BytesArg, sub: Value, start: Value, end: Value) -> Result<i64> {
    Ok(locate(interp, &b, &sub, (start, end), last)?.unwrap_or(-1))
}

fn index(interp: &mut Interp, b: BytesArg, sub: Value, start: Value, end: Value) -> Result<i64> {
    or_error(locate(interp, &b, &sub, (start, end), first)?)
}

fn rindex(interp: &mut Interp, b: BytesArg, sub: Value, start: Value, end: Value) -> Result<i64> {
    or_error(locate(interp, &b, &sub, (start, end), last)?)
}

fn count(interp: &mut Interp, b: BytesArg, sub: Value, start: Value, end: Value) -> Result<i64> {
    let sub = part(interp, &sub)?;
    let Some((start, end)) = ends(interp, b.0.len(), &start, &end)? else { return Ok(0) };
    let mut text = &this(&b)[start..end];
    if sub.is_empty() {
        return Ok(text.len() as i64 + 1);
    }
    let mut n = 0;
    while let Some(at) = first(text, &sub) {
        n += 1;
        poll();
        text = &text[at + sub.len()..];
    }
    Ok(n)
}

fn affix(
    interp: &mut Interp,
    (b, name): (&BytesArg, &str),
    wanted: &Value,
    at: (Value, Value),
    side: fn(&[u8], usize) -> &[u8],
) -> Result<bool> {
    let wanted: Vec<Vec<u8>> = match wanted {
        Value::Tuple(all) => all.iter().map(|v| like(interp, v)).collect::<Result<_>>()?,
        v => match as_bytes(v) {
            Some(b) => vec![b],
            None => {
                let t = interp.type_name(v);
                return Err(Raise::type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {t}")));
            }
        },
    };
    let Some((start, end)) = ends(interp, b.0.len(), &at.0, &at.1)? else { return Ok(false) };
    let part = &this(b)[start..end];
    Ok(wanted.iter().any(|w| w.len() <= part.len() && same(side(part, w.len()), w)))
}

fn startswith(interp: &mut Interp, b: BytesArg, prefix: Value, start: Value, end: Value) -> Result<bool> {
    affix(interp, (&b, "startswith"), &prefix, (start, end), |b, n| &b[..n])
}

fn endswith(interp: &mut Interp, b: BytesArg, suffix: Value, start: Value, end: Value) -> Result<bool> {
    affix(interp, (&b, "endswith"), &suffix, (start, end), |b, n| &b[b.len() - n..])
}

fn replace(interp: &mut Interp, b: BytesArg, old: Value, new: Value, count: Option<i64>) -> Result<Value> {
    let (old, new) = (like(interp, &old)?, like(interp, &new)?);
    let mut left = count.and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
    let (mut text, mut out) = (this(&b), Vec::new());
    while left > 0 {
        poll();
        let Some(at) = first(text, &old) else { break };
        extend(&mut out, &text[..at]);
        extend(&mut out, &new);
        left -= 1;
        if old.is_empty() {
            // Between any two bytes, and at both ends.
            let Some((byte, rest)) = text.split_first() else { break };
            out.push(*byte);
            text = rest;
        } else {
            text = &text[at + old.len()..];
        }
    }
    extend(&mut out, text);
    Ok(value(out))
}

fn removeprefix(interp: &mut Interp, b: BytesArg, prefix: Value) -> Result<Value> {
    let prefix = like(interp, &prefix)?;
    Ok(value(this(&b).strip_prefix(&prefix[..]).unwrap_or(this(&b))))
}

fn removesuffix(interp: &mut Interp, b: BytesArg, suffix: Value) -> Result<Value> {
    let suffix = like(interp, &suffix)?;
    Ok(value(this(&b).strip_suffix(&suffix[..]).unwrap_or(this(&b))))
}
