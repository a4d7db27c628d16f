//! Builtin functions of text.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::text;
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["repr"],
            "obj, /",
            "Return the text of a value as a program would write it.\n\n>>> repr('a'), repr(0.1)\n(\"'a'\", '0.1')",
            |interp: &mut Interp, v: Value| interp.repr(&v),
        ),
        c(
            &["ascii"],
            "obj, /",
            "As repr, with all beyond ASCII escaped.\n\n>>> ascii('né')\n\"'n\\\\xe9'\"",
            |interp: &mut Interp, v: Value| Ok(text::ascii(&interp.repr(&v)?)),
        ),
        c(&["chr"], "i, /", "Return the character of a code point.\n\n>>> chr(960)\n'π'", chr),
        c(&["ord"], "c, /", "Return the code point of a character.\n\n>>> ord('π')\n960", ord),
        c(
            &["format"],
            "value, format_spec='', /",
            "Return a value formatted by a specifier.\n\n>>> format(3.14159, '.2f'), format(1000000, ',')\n('3.14', '1,000,000')",
            format,
        ),
    ]
}

fn chr(interp: &mut Interp, i: Value) -> Result<String> {
    let n = interp.big_index(&i)?;
    let outside = || Raise::value_error("chr() arg not in range(0x110000)");
    let code = u32::try_from(n).ok().filter(|&n| n < 0x110000).ok_or_else(outside)?;
    match char::from_u32(code) {
        Some(ch) => Ok(ch.to_string()),
        None => Err(Raise::unsupported("chr() of a lone surrogate is outside the language")),
    }
}

fn ord(interp: &mut Interp, v: Value) -> Result<i64> {
    let length =
        |n: usize| Err(Raise::type_error(format!("ord() expected a character, but string of length {n} found")));
    if let Some(s) = v.as_str() {
        let mut chars = s.chars();
        return match (chars.next(), chars.next()) {
            (Some(ch), None) => Ok(ch as i64),
            _ => length(s.chars().count()),
        };
    }
    match as_bytes(&v) {
        Some(b) if b.len() == 1 => Ok(b[0] as i64),
        Some(b) => length(b.len()),
        None => {
            let t = interp.type_name(&v);
            Err(Raise::type_error(format!("ord() expected string of length 1, but {t} found")))
        }
    }
}

fn format(interp: &mut Interp, v: Value, spec: Given) -> Result<String> {
    let spec = spec.0.unwrap_or(Value::str(""));
    match spec.as_str() {
        Some(s) => interp.format(&v, s),
        None => {
            let t = interp.type_name(&spec);
            Err(Raise::type_error(format!("format() argument 2 must be str, not {t}")))
        }
    }
}
