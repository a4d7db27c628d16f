//! Taking bytes apart, putting them together, padding and case.

use super::super::receiver::BytesArg;
use super::search::{first, last};
use super::{like, this, value};
use crate::engine::interrupt::{extend, fill, pieces, poll, watched};
use crate::engine::mem::watch::room_for_text;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::iterate;
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c};
use crate::lang::remains::Gathered;
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["split"],
            "self, /, sep=None, maxsplit=-1",
            "Return the parts between separators, or between runs of white space.\n\n>>> b'a,b'.split(b',')\n[b'a', b'b']",
            split,
        ),
        c(
            &["partition"],
            "self, sep, /",
            "Split at the first separator into three parts.\n\n>>> b'k=v'.partition(b'=')\n(b'k', b'=', b'v')",
            partition,
        ),
        c(
            &["rsplit"],
            "self, /, sep=None, maxsplit=-1",
            "As split, from the end.\n\n>>> b'a,b,c'.rsplit(b',', 1)\n[b'a,b', b'c']",
            rsplit,
        ),
        c(
            &["rpartition"],
            "self, sep, /",
            "Split at the last separator into three parts.\n\n>>> b'k=v=w'.rpartition(b'=')\n(b'k=v', b'=', b'w')",
            rpartition,
        ),
        c(
            &["splitlines"],
            "self, /, keepends=False",
            "Return the lines.\n\n>>> b'a\\nb'.splitlines()\n[b'a', b'b']",
            splitlines,
        ),
        c(
            &["join"],
            "self, iterable_of_bytes, /",
            "Return the parts with these bytes between them.\n\n>>> b'-'.join([b'a', b'b'])\nb'a-b'",
            join,
        ),
        c(
            &["strip"],
            "self, bytes=None, /",
            "Return a copy without white space, or the given bytes, at both ends.\n\n>>> b' a '.strip()\nb'a'",
            strip,
        ),
        c(&["lstrip"], "self, bytes=None, /", "As strip, at the start.\n\n>>> b' a '.lstrip()\nb'a '", lstrip),
        c(&["rstrip"], "self, bytes=None, /", "As strip, at the end.\n\n>>> b'a\\x00'.rstrip(b'\\x00')\nb'a'", rstrip),
        c(
            &["ljust"],
            "self, width, fillchar=b' ', /",
            "Return a copy at the left of a field.\n\n>>> b'a'.ljust(3, b'.')\nb'a..'",
            ljust,
        ),
        c(
            &["rjust"],
            "self, width, fillchar=b' ', /",
            "Return a copy at the right of a field.\n\n>>> b'a'.rjust(3)\nb'  a'",
            rjust,
        ),
        c(&["upper"], "self, /", "Return a copy with ASCII letters in upper case.\n\n>>> b'ab'.upper()\nb'AB'", upper),
        c(&["lower"], "self, /", "Return a copy with ASCII letters in lower case.\n\n>>> b'AB'.lower()\nb'ab'", lower),
        c(&["isalpha"], "self, /", "Whether all bytes are ASCII letters.\n\n>>> b'ab'.isalpha()\nTrue", isalpha),
        c(&["isdigit"], "self, /", "Whether all bytes are ASCII digits.\n\n>>> b'12'.isdigit()\nTrue", isdigit),
        c(
            &["isalnum"],
            "self, /",
            "Whether all bytes are ASCII letters or digits.\n\n>>> b'a1'.isalnum()\nTrue",
            isalnum,
        ),
        c(&["isspace"], "self, /", "Whether all bytes are white space.\n\n>>> b' '.isspace()\nTrue", isspace),
        c(&["isascii"], "self, /", "Whether all bytes are ASCII.\n\n>>> b'\\xff'.isascii()\nFalse", isascii),
    ]
}

fn is_space(b: &u8) -> bool {
    matches!(b, b'\t'..=b'\r' | b' ')
}

fn separator(interp: &Interp, v: &Value) -> Result<Vec<u8>> {
    let sep = like(interp, v)?;
    if sep.is_empty() { Err(Raise::value_error("empty separator")) } else { Ok(sep) }
}

fn split(interp: &mut Interp, b: BytesArg, sep: Value, maxsplit: Option<i64>) -> Result<Vec<Value>> {
    let most = maxsplit.and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
    let (mut rest, mut parts) = (this(&b), Gathered::default());
    if sep.is_none() {
        rest = rest.trim_ascii_start();
        while !rest.is_empty() && parts.len() < most {
            poll();
            let end = watched(rest.iter()).position(is_space).unwrap_or(rest.len());
            parts.push(value(&rest[..end]));
            rest = trim(&rest[end..], &is_space, true, false);
        }
        if !rest.is_empty() {
            parts.push(value(rest));
        }
        return Ok(parts.done());
    }
    let sep = separator(interp, &sep)?;
    while parts.len() < most {
        poll();
        let Some(at) = first(rest, &sep) else { break };
        parts.push(value(&rest[..at]));
        rest = &rest[at + sep.len()..];
    }
    parts.push(value(rest));
    Ok(parts.done())
}

fn rsplit(interp: &mut Interp, b: BytesArg, sep: Value, maxsplit: Option<i64>) -> Result<Vec<Value>> {
    let most = maxsplit.and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
    let (mut rest, mut parts) = (this(&b), Gathered::default());
    if sep.is_none() {
        rest = rest.trim_ascii_end();
        while !rest.is_empty() && parts.len() < most {
            poll();
            let start = rest.len() - watched(rest.iter().rev()).position(is_space).unwrap_or(rest.len());
            parts.push(value(&rest[start..]));
            rest = trim(&rest[..start], &is_space, false, true);
        }
        if !rest.is_empty() {
            parts.push(value(rest));
        }
    } else {
        let sep = separator(interp, &sep)?;
        while parts.len() < most {
            poll();
            let Some(at) = last(rest, &sep) else { break };
            parts.push(value(&rest[at + sep.len()..]));
            rest = &rest[..at];
        }
        parts.push(value(rest));
    }
    parts.reverse();
    Ok(parts.done())
}

fn partition(interp: &mut Interp, b: BytesArg, sep: Value) -> Result<Value> {
    let sep = separator(interp, &sep)?;
    Ok(Value::tuple(match first(this(&b), &sep) {
        Some(at) => vec![value(&this(&b)[..at]), value(&sep[..]), value(&this(&b)[at + sep.len()..])],
        None => vec![value(this(&b)), value(Vec::new()), value(Vec::new())],
    }))
}

fn rpartition(interp: &mut Interp, b: BytesArg, sep: Value) -> Result<Value> {
    let sep = separator(interp, &sep)?;
    Ok(Value::tuple(match last(this(&b), &sep) {
        Some(at) => vec![value(&this(&b)[..at]), value(&sep[..]), value(&this(&b)[at + sep.len()..])],
        None => vec![value(Vec::new()), value(Vec::new()), value(this(&b))],
    }))
}

fn splitlines(_: &mut Interp, b: BytesArg, keepends: bool) -> Result<Vec<Value>> {
    let (mut rest, mut lines) = (this(&b), Gathered::default());
    while !rest.is_empty() {
        poll();
        let end = watched(rest.iter()).position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
        let ending = if rest[end..].starts_with(b"\r\n") { 2 } else { (end < rest.len()) as usize };
        lines.push(value(&rest[..if keepends { end + ending } else { end }]));
        rest = &rest[end + ending..];
    }
    Ok(lines.done())
}

fn join(interp: &mut Interp, sep: BytesArg, iterable: Value) -> Result<Value> {
    if !iterate::is_iterable(interp, &iterable) {
        return Err(Raise::type_error("can only join an iterable"));
    }
    let mut out = Vec::new();
    for (i, item) in watched(interp.collect(&iterable)?.iter().enumerate()) {
        let Some(part) = as_bytes(item) else {
            let t = interp.type_name(item);
            let text = format!("sequence item {i}: expected a bytes-like object, {t} found");
            return Err(Raise::type_error(text));
        };
        if i > 0 {
            extend(&mut out, this(&sep));
        }
        extend(&mut out, &part);
    }
    Ok(value(out))
}

fn trim<'a>(mut b: &'a [u8], test: &dyn Fn(&u8) -> bool, start: bool, end: bool) -> &'a [u8] {
    if start {
        let kept = watched(b.iter()).position(|one| !test(one)).unwrap_or(b.len());
        b = &b[kept..];
    }
    if end {
        let gone = watched(b.iter().rev()).position(|one| !test(one)).unwrap_or(b.len());
        b = &b[..b.len() - gone];
    }
    b
}

fn trimmed(interp: &Interp, b: &BytesArg, stripped: &Value, start: bool, end: bool) -> Result<Value> {
    if stripped.is_none() {
        return Ok(value(trim(this(b), &is_space, start, end)));
    }
    let mut set = [false; 256];
    like(interp, stripped)?.into_iter().for_each(|byte| set[byte as usize] = true);
    Ok(value(trim(this(b), &|b| set[*b as usize], start, end)))
}

fn strip(interp: &mut Interp, b: BytesArg, set: Value) -> Result<Value> {
    trimmed(interp, &b, &set, true, true)
}

fn lstrip(interp: &mut Interp, b: BytesArg, set: Value) -> Result<Value> {
    trimmed(interp, &b, &set, true, false)
}

fn rstrip(interp: &mut Interp, b: BytesArg, set: Value) -> Result<Value> {
    trimmed(interp, &b, &set, false, true)
}

/// The padding of a field.
pub fn padding(interp: &Interp, name: &str, b: &BytesArg, width: i64, with: &Given) -> Result<Vec<u8>> {
    let with = match (&with.0, with.0.as_ref().and_then(as_bytes).as_deref()) {
        (None, _) => b' ',
        (_, Some([one])) => *one,
        (Some(fill), _) => {
            let t = interp.type_name(fill);
            let text = format!("{name}() argument 2 must be a byte string of length 1, not {t}");
            return Err(Raise::type_error(text));
        }
    };
    let n = usize::try_from(width).unwrap_or(0).saturating_sub(b.0.len());
    room_for_text(n)?;
    let mut pad = Vec::new();
    fill(&mut pad, with, n);
    Ok(pad)
}

/// The parts, one behind the other.
pub fn joined<const N: usize>(parts: [&[u8]; N]) -> Value {
    let mut all = Vec::with_capacity(parts.iter().map(|part| part.len()).sum());
    parts.into_iter().for_each(|part| extend(&mut all, part));
    value(all)
}

fn ljust(interp: &mut Interp, b: BytesArg, width: i64, fill: Given) -> Result<Value> {
    let pad = padding(interp, "ljust", &b, width, &fill)?;
    Ok(joined([this(&b), &pad]))
}

fn rjust(interp: &mut Interp, b: BytesArg, width: i64, fill: Given) -> Result<Value> {
    let pad = padding(interp, "rjust", &b, width, &fill)?;
    Ok(joined([&pad, this(&b)]))
}

/// A copy that is changed piece by piece; the change is told which one is the first.
pub fn changed(b: &BytesArg, change: fn(&mut [u8], bool)) -> Value {
    let mut out = Vec::with_capacity(this(b).len());
    for piece in pieces(this(b)) {
        let from = out.len();
        out.extend_from_slice(piece);
        change(&mut out[from..], from == 0);
    }
    value(out)
}

fn upper(_: &mut Interp, b: BytesArg) -> Result<Value> {
    Ok(changed(&b, |piece, _| piece.make_ascii_uppercase()))
}

fn lower(_: &mut Interp, b: BytesArg) -> Result<Value> {
    Ok(changed(&b, |piece, _| piece.make_ascii_lowercase()))
}

fn all(b: &BytesArg, test: impl Fn(&u8) -> bool) -> Result<bool> {
    Ok(!b.0.is_empty() && watched(b.0.iter()).all(test))
}

fn isalpha(_: &mut Interp, b: BytesArg) -> Result<bool> {
    all(&b, u8::is_ascii_alphabetic)
}

fn isdigit(_: &mut Interp, b: BytesArg) -> Result<bool> {
    all(&b, u8::is_ascii_digit)
}

fn isalnum(_: &mut Interp, b: BytesArg) -> Result<bool> {
    all(&b, u8::is_ascii_alphanumeric)
}

fn isspace(_: &mut Interp, b: BytesArg) -> Result<bool> {
    all(&b, is_space)
}

fn isascii(_: &mut Interp, b: BytesArg) -> Result<bool> {
    Ok(pieces(this(&b)).all(<[u8]>::is_ascii))
}
