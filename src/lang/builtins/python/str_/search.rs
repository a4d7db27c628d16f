//! Finding and replacing parts of a string.

use super::super::receiver::Text;
use super::window::{Window, window};
use crate::engine::interrupt::{count_chars, owned, same, watched};
use crate::engine::mem::watch::{has_room, room_for_text};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::texts;
use crate::lang::registry::{Builtin, c, parse};
use crate::lang::value::{Str, Value};

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        parse(
            &["find"],
            "self, sub, start=None, end=None, /",
            "Return the lowest index of a substring, or -1.\n\n>>> 'banana'.find('an'), 'banana'.find('an', 2), 'banana'.find('x')\n(1, 3, -1)",
            find,
        ),
        parse(
            &["rfind"],
            "self, sub, start=None, end=None, /",
            "Return the highest index of a substring, or -1.\n\n>>> 'banana'.rfind('an')\n3",
            rfind,
        ),
        parse(
            &["index"],
            "self, sub, start=None, end=None, /",
            "Return the lowest index of a substring.\n\n>>> 'banana'.index('nan')\n2",
            index,
        ),
        parse(
            &["rindex"],
            "self, sub, start=None, end=None, /",
            "Return the highest index of a substring.\n\n>>> 'banana'.rindex('a')\n5",
            rindex,
        ),
        parse(
            &["count"],
            "self, sub, start=None, end=None, /",
            "Return how often a substring occurs without overlap.\n\n>>> 'banana'.count('an'), 'abc'.count('')\n(2, 4)",
            count,
        ),
        parse(
            &["startswith"],
            "self, prefix, start=None, end=None, /",
            "Whether the string starts with a prefix, or one of a tuple of prefixes.\n\n>>> 'banana'.startswith(('x', 'ba'))\nTrue",
            startswith,
        ),
        parse(
            &["endswith"],
            "self, suffix, start=None, end=None, /",
            "Whether the string ends with a suffix, or one of a tuple of suffixes.\n\n>>> 'banana'.endswith('na')\nTrue",
            endswith,
        ),
        c(
            &["replace"],
            "self, old, new, count=-1, /",
            "Return a copy with each occurrence of a part replaced.\n\n>>> 'banana'.replace('a', 'o', 2)\n'bonona'",
            replace,
        ),
        c(
            &["partition"],
            "self, sep, /",
            "Split at the first separator into three parts.\n\n>>> 'k=v=w'.partition('=')\n('k', '=', 'v=w')",
            partition,
        ),
        c(
            &["rpartition"],
            "self, sep, /",
            "Split at the last separator into three parts.\n\n>>> 'k=v=w'.rpartition('=')\n('k=v', '=', 'w')",
            rpartition,
        ),
        c(
            &["removeprefix"],
            "self, prefix, /",
            "Return a copy without a prefix, if it is there.\n\n>>> 'np.sum'.removeprefix('np.')\n'sum'",
            removeprefix,
        ),
        c(
            &["removesuffix"],
            "self, suffix, /",
            "Return a copy without a suffix, if it is there.\n\n>>> 'a.npy'.removesuffix('.npy')\n'a'",
            removesuffix,
        ),
    ]
}

/// A part to look for.
fn part(interp: &Interp, v: &Value) -> Result<String> {
    match v.as_str() {
        Some(s) => Ok(owned(s)),
        None => Err(Raise::type_error(format!("must be str, not {}", interp.type_name(v)))),
    }
}

fn locate(interp: &mut Interp, text: &Str, sub: &Value, ends: (Value, Value), last: bool) -> Result<Option<usize>> {
    let sub = part(interp, sub)?;
    let Some(Window { part, start }) = window(interp, text, &ends.0, &ends.1)? else { return Ok(None) };
    let at = if last { texts::rfind(part, &sub) } else { texts::find(part, &sub) };
    Ok(at.map(|at| start + if text.is_ascii() { at } else { count_chars(&part[..at]) }))
}

fn or_minus_one(at: Option<usize>) -> i64 {
    at.map_or(-1, |i| i as i64)
}

fn or_error(at: Option<usize>) -> Result<i64> {
    at.map(|i| i as i64).ok_or_else(|| Raise::value_error("substring not found"))
}

fn find(interp: &mut Interp, text: Text, sub: Value, start: Value, end: Value) -> Result<i64> {
    locate(interp, &text, &sub, (start, end), false).map(or_minus_one)
}

fn rfind(interp: &mut Interp, text: Text, sub: Value, start: Value, end: Value) -> Result<i64> {
    locate(interp, &text, &sub, (start, end), true).map(or_minus_one)
}

fn index(interp: &mut Interp, text: Text, sub: Value, start: Value, end: Value) -> Result<i64> {
    locate(interp, &text, &sub, (start, end), false).and_then(or_error)
}

fn rindex(interp: &mut Interp, text: Text, sub: Value, start: Value, end: Value) -> Result<i64> {
    locate(interp, &text, &sub, (start, end), true).and_then(or_error)
}

fn count(interp: &mut Interp, text: Text, sub: Value, start: Value, end: Value) -> Result<i64> {
    let sub = part(interp, &sub)?;
    let Some(w) = window(interp, &text, &start, &end)? else { return Ok(0) };
    Ok(watched(w.part.matches(&*sub)).count() as i64)
}

fn affix(
    interp: &mut Interp,
    (text, name): (&Str, &str),
    wanted: &Value,
    ends: (Value, Value),
    side: fn(&[u8], usize) -> &[u8],
) -> Result<bool> {
    let wanted: Vec<String> = match wanted {
        Value::Tuple(all) => {
            let mut texts = Vec::new();
            for v in all.iter() {
                let Some(s) = v.as_str() else {
                    let t = interp.type_name(v);
                    return Err(Raise::type_error(format!("tuple for {name} must only contain str, not {t}")));
                };
                texts.push(owned(s));
            }
            texts
        }
        v => match v.as_str() {
            Some(s) => vec![owned(s)],
            None => {
                let t = interp.type_name(v);
                return Err(Raise::type_error(format!("{name} first arg must be str or a tuple of str, not {t}")));
            }
        },
    };
    let Some(w) = window(interp, text, &ends.0, &ends.1)? else { return Ok(false) };
    let part = w.part.as_bytes();
    Ok(wanted.iter().any(|s| s.len() <= part.len() && same(side(part, s.len()), s.as_bytes())))
}

fn startswith(interp: &mut Interp, text: Text, prefix: Value, start: Value, end: Value) -> Result<bool> {
    affix(interp, (&text, "startswith"), &prefix, (start, end), |t, n| &t[..n])
}

fn endswith(interp: &mut Interp, text: Text, suffix: Value, start: Value, end: Value) -> Result<bool> {
    affix(interp, (&text, "endswith"), &suffix, (start, end), |t, n| &t[t.len() - n..])
}

/// The text of argument `at` of a method.
pub fn argument(interp: &Interp, method: &str, at: &str, v: &Value) -> Result<String> {
    match v.as_str() {
        Some(s) => Ok(owned(s)),
        None => {
            let t = interp.type_name(v);
            Err(Raise::type_error(format!("{method}() argument{at} must be str, not {t}")))
        }
    }
}

fn replace(interp: &mut Interp, text: Text, old: Value, new: Value, count: Option<i64>) -> Result<String> {
    let old = argument(interp, "replace", " 1", &old)?;
    let new = argument(interp, "replace", " 2", &new)?;
    let most = count.and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX);
    let length = text.as_str().len();
    // Counted only where the most there could be would be too much.
    if !has_room(length.saturating_mul(new.len() + 1)) {
        let places = watched(text.as_str().matches(&*old)).take(most).count();
        room_for_text(length.saturating_add(places.saturating_mul(new.len())))?;
    }
    Ok(texts::replace(text.as_str(), &old, &new, most))
}

fn separator(interp: &Interp, v: &Value) -> Result<String> {
    let sep = part(interp, v)?;
    if sep.is_empty() { Err(Raise::value_error("empty separator")) } else { Ok(sep) }
}

fn three(a: &str, b: &str, c: &str) -> Value {
    Value::tuple(vec![Value::str(a), Value::str(b), Value::str(c)])
}

fn partition(interp: &mut Interp, text: Text, sep: Value) -> Result<Value> {
    let sep = separator(interp, &sep)?;
    let whole = text.as_str();
    Ok(match texts::find(whole, &sep) {
        Some(at) => three(&whole[..at], &sep, &whole[at + sep.len()..]),
        None => three(text.as_str(), "", ""),
    })
}

fn rpartition(interp: &mut Interp, text: Text, sep: Value) -> Result<Value> {
    let sep = separator(interp, &sep)?;
    let whole = text.as_str();
    Ok(match texts::rfind(whole, &sep) {
        Some(at) => three(&whole[..at], &sep, &whole[at + sep.len()..]),
        None => three("", "", text.as_str()),
    })
}

fn removeprefix(interp: &mut Interp, text: Text, prefix: Value) -> Result<String> {
    let prefix = argument(interp, "removeprefix", "", &prefix)?;
    Ok(owned(text.as_str().strip_prefix(&*prefix).unwrap_or(text.as_str())))
}

fn removesuffix(interp: &mut Interp, text: Text, suffix: Value) -> Result<String> {
    let suffix = argument(interp, "removesuffix", "", &suffix)?;
    Ok(owned(text.as_str().strip_suffix(&*suffix).unwrap_or(text.as_str())))
}
