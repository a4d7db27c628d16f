//! Taking strings apart and putting them together.

use super::super::receiver::Text;
use super::classes::is_space;
use super::search::argument;
use crate::engine::interrupt::{owned, poll, push, push_times, watched};
use crate::engine::mem::watch::room_for_text;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::iterate;
use crate::lang::registry::{Builtin, c};
use crate::lang::remains::Gathered;
use crate::lang::value::Value;
use std::cell::Cell;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["split"],
            "self, /, sep=None, maxsplit=-1",
            "Return the words between separators, or between runs of white space.\n\n>>> ' a  b '.split(), 'a,,b'.split(',')\n(['a', 'b'], ['a', '', 'b'])",
            split,
        ),
        c(
            &["rsplit"],
            "self, /, sep=None, maxsplit=-1",
            "As split, from the right.\n\n>>> 'a b c'.rsplit(None, 1)\n['a b', 'c']",
            rsplit,
        ),
        c(
            &["splitlines"],
            "self, /, keepends=False",
            "Return the lines.\n\n>>> 'a\\nb\\r\\n'.splitlines(True)\n['a\\n', 'b\\r\\n']",
            splitlines,
        ),
        c(
            &["strip"],
            "self, chars=None, /",
            "Return a copy without white space, or the given characters, at both ends.\n\n>>> '  a '.strip(), 'xyax'.strip('xy')\n('a', 'a')",
            strip,
        ),
        c(&["lstrip"], "self, chars=None, /", "As strip, at the start.\n\n>>> '  a '.lstrip()\n'a '", lstrip),
        c(&["rstrip"], "self, chars=None, /", "As strip, at the end.\n\n>>> '  a '.rstrip()\n'  a'", rstrip),
        c(
            &["join"],
            "self, iterable, /",
            "Return the strings of an iterable with this one between them.\n\n>>> ', '.join(['a', 'b'])\n'a, b'",
            join,
        ),
        c(
            &["expandtabs"],
            "self, /, tabsize=8",
            "Return a copy with tabs as spaces.\n\n>>> 'a\\tb'.expandtabs(4)\n'a   b'",
            expandtabs,
        ),
    ]
}

fn words(interp: &mut Interp, sep: &Value) -> Result<Option<String>> {
    match (sep, sep.as_str()) {
        (Value::None, _) => Ok(None),
        (_, Some("")) => Err(Raise::value_error("empty separator")),
        (_, Some(s)) => Ok(Some(owned(s))),
        _ => Err(Raise::type_error(format!("must be str or None, not {}", interp.type_name(sep)))),
    }
}

fn strings<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<Value> {
    let mut all = Gathered::default();
    all.extend(watched(parts).map(Value::str));
    all.done()
}

fn limit(maxsplit: Option<i64>) -> usize {
    maxsplit.and_then(|n| usize::try_from(n).ok()).map_or(usize::MAX, |n| n.saturating_add(1))
}

fn split(interp: &mut Interp, text: Text, sep: Value, maxsplit: Option<i64>) -> Result<Vec<Value>> {
    let most = limit(maxsplit);
    Ok(match words(interp, &sep)? {
        Some(sep) => strings(text.as_str().splitn(most, &*sep)),
        None => {
            let mut rest = text.as_str().trim_start_matches(listening(is_space));
            let mut parts = Vec::new();
            while !rest.is_empty() && parts.len() + 1 < most {
                poll();
                let end = rest.find(listening(is_space)).unwrap_or(rest.len());
                parts.push(&rest[..end]);
                rest = rest[end..].trim_start_matches(listening(is_space));
            }
            if !rest.is_empty() {
                parts.push(rest);
            }
            strings(parts.into_iter())
        }
    })
}

fn rsplit(interp: &mut Interp, text: Text, sep: Value, maxsplit: Option<i64>) -> Result<Vec<Value>> {
    let most = limit(maxsplit);
    let mut parts = match words(interp, &sep)? {
        Some(sep) => strings(text.as_str().rsplitn(most, &*sep)),
        None => {
            let mut rest = text.as_str().trim_end_matches(listening(is_space));
            let mut parts = Vec::new();
            while !rest.is_empty() && parts.len() + 1 < most {
                poll();
                let start =
                    rest.char_indices().rev().find(|(_, ch)| is_space(*ch)).map_or(0, |(i, ch)| i + ch.len_utf8());
                parts.push(&rest[start..]);
                rest = rest[..start].trim_end_matches(listening(is_space));
            }
            if !rest.is_empty() {
                parts.push(rest);
            }
            strings(parts.into_iter())
        }
    };
    parts.reverse();
    Ok(parts)
}

/// Where Python sees the end of a line.
fn ends_line(ch: char) -> bool {
    matches!(ch, '\n' | '\r' | '\x0b' | '\x0c' | '\x1c' | '\x1d' | '\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn splitlines(_: &mut Interp, text: Text, keepends: bool) -> Result<Vec<Value>> {
    let mut rest = text.as_str();
    let mut lines = Gathered::default();
    while !rest.is_empty() {
        poll();
        let end = rest.find(listening(ends_line)).unwrap_or(rest.len());
        let ending = match rest[end..].chars().next() {
            Some('\r') if rest[end..].starts_with("\r\n") => 2,
            Some(ch) => ch.len_utf8(),
            None => 0,
        };
        lines.push(Value::str(&rest[..if keepends { end + ending } else { end }]));
        rest = &rest[end + ending..];
    }
    Ok(lines.done())
}

/// What `strip` takes away.
fn stripped(name: &str, chars: &Value) -> Result<Box<dyn Fn(char) -> bool>> {
    match (chars, chars.as_str()) {
        (Value::None, _) => Ok(Box::new(listening(is_space))),
        (_, Some(s)) => {
            let set: Vec<char> = s.chars().collect();
            Ok(Box::new(listening(move |ch| set.contains(&ch))))
        }
        _ => Err(Raise::type_error(format!("{name} arg must be None or str"))),
    }
}

/// A test that hears an interrupt every few thousand characters.
fn listening(test: impl Fn(char) -> bool) -> impl Fn(char) -> bool {
    let seen = Cell::new(0u16);
    move |ch| {
        seen.set(seen.get().wrapping_add(1));
        if seen.get() == 0 {
            poll();
        }
        test(ch)
    }
}

fn strip(_: &mut Interp, text: Text, chars: Value) -> Result<String> {
    let test = stripped("strip", &chars)?;
    Ok(owned(text.as_str().trim_matches(&*test)))
}

fn lstrip(_: &mut Interp, text: Text, chars: Value) -> Result<String> {
    let test = stripped("lstrip", &chars)?;
    Ok(owned(text.as_str().trim_start_matches(&*test)))
}

fn rstrip(_: &mut Interp, text: Text, chars: Value) -> Result<String> {
    let test = stripped("rstrip", &chars)?;
    Ok(owned(text.as_str().trim_end_matches(&*test)))
}

fn join(interp: &mut Interp, sep: Text, iterable: Value) -> Result<String> {
    if !iterate::is_iterable(interp, &iterable) {
        return Err(Raise::type_error("can only join an iterable"));
    }
    let items = interp.collect(&iterable)?;
    let texts = items.iter().filter_map(|item| item.as_str().map(str::len));
    let gaps = sep.as_str().len().saturating_mul(items.len());
    room_for_text(watched(texts).fold(gaps, usize::saturating_add))?;
    let mut out = String::new();
    for (i, item) in watched(items.iter().enumerate()) {
        let Some(text) = item.as_str() else {
            let t = interp.type_name(item);
            return Err(Raise::type_error(format!("sequence item {i}: expected str instance, {t} found")));
        };
        if i > 0 {
            push(&mut out, sep.as_str());
        }
        push(&mut out, text);
    }
    Ok(out)
}

fn expandtabs(_: &mut Interp, text: Text, tabsize: Option<i64>) -> Result<String> {
    let size = tabsize.unwrap_or(8).clamp(0, 1 << 20) as usize;
    let (mut out, mut column) = (String::new(), 0);
    for ch in watched(text.as_str().chars()) {
        match ch {
            '\t' => {
                let n = if size == 0 { 0 } else { size - column % size };
                push_times(&mut out, ' ', n);
                column += n;
            }
            '\n' | '\r' => {
                out.push(ch);
                column = 0;
            }
            _ => {
                out.push(ch);
                column += 1;
            }
        }
    }
    Ok(out)
}

/// The text of an argument of a function, by its name.
///
/// # Errors
/// `TypeError`.
pub fn named(interp: &Interp, function: &str, name: &str, v: &Value) -> Result<String> {
    argument(interp, function, &format!(" '{name}'"), v)
}
