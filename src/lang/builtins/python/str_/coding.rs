//! Encoding, and translation by a table.

use super::super::receiver::Text;
use super::split::named;
use crate::engine::interrupt::{self, watched};
use crate::lang::dict::{Dict, Key};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["encode"],
            "self, /, encoding='utf-8', errors='strict'",
            "Return the text as bytes.\n\n>>> 'né'.encode()\nb'n\\xc3\\xa9'",
            encode,
        ),
        c(
            &["translate"],
            "self, table, /",
            "Return a copy with each character looked up in a table.\n\n>>> 'abc'.translate({97: 'A', 98: None})\n'Ac'",
            translate,
        ),
    ]
}

/// The static rows.
pub fn statics() -> Vec<Builtin> {
    vec![c(
        &["maketrans"],
        "x, y=None, z=None, /",
        "Return a table for translate.\n\n>>> str.maketrans('ab', 'xy')\n{97: 120, 98: 121}",
        maketrans,
    )]
}

/// A codec that is known.
#[derive(Clone, Copy, PartialEq)]
pub enum Codec {
    /// UTF-8.
    Utf8,
    /// ASCII.
    Ascii,
    /// Latin-1.
    Latin1,
    /// UTF-16 or UTF-32: bytes of a unit, and whether the first is the highest; `None` writes a mark.
    Wide(usize, Option<bool>),
}

/// A codec by its name.
///
/// # Errors
/// `LookupError`.
pub fn codec(name: &str) -> Result<Codec> {
    Ok(match &*name.to_lowercase().replace(['-', '_', ' '], "") {
        "utf8" | "u8" | "utf" => Codec::Utf8,
        "ascii" | "usascii" | "646" => Codec::Ascii,
        "latin1" | "latin" | "iso88591" | "l1" | "8859" | "cp819" => Codec::Latin1,
        "utf16" | "u16" => Codec::Wide(2, None),
        "utf16le" => Codec::Wide(2, Some(false)),
        "utf16be" => Codec::Wide(2, Some(true)),
        "utf32" | "u32" => Codec::Wide(4, None),
        "utf32le" => Codec::Wide(4, Some(false)),
        "utf32be" => Codec::Wide(4, Some(true)),
        _ => return Err(Raise::new(&exc::LOOKUP_ERROR, format!("unknown encoding: {name}"))),
    })
}

/// The text of an optional argument of `function`.
///
/// # Errors
/// `TypeError`.
pub fn option(interp: &Interp, function: &str, name: &str, v: Given, default: &str) -> Result<String> {
    match v.0 {
        None => Ok(default.to_string()),
        Some(v) => named(interp, function, name, &v),
    }
}

fn encode(interp: &mut Interp, text: Text, encoding: Given, errors: Given) -> Result<Value> {
    let encoding = option(interp, "encode", "encoding", encoding, "utf-8")?;
    let errors = option(interp, "encode", "errors", errors, "strict")?;
    let bytes = encode_text(text.as_str(), &encoding, &errors)?;
    Ok(Value::Bytes(Rc::new(bytes)))
}

/// `text.encode(encoding, errors)`.
///
/// # Errors
/// `UnicodeEncodeError`, `LookupError`.
pub fn encode_text(text: &str, encoding: &str, errors: &str) -> Result<Vec<u8>> {
    match codec(encoding)? {
        Codec::Utf8 => Ok(interrupt::copied(text.as_bytes())),
        Codec::Ascii => narrow(text, "ascii", 128, errors),
        Codec::Latin1 => narrow(text, "latin-1", 256, errors),
        Codec::Wide(unit, order) => Ok(wide(text, unit, order)),
    }
}

fn wide(text: &str, unit: usize, order: Option<bool>) -> Vec<u8> {
    let mark = if order.is_none() { "\u{feff}" } else { "" };
    let big = order == Some(true);
    let mut out = Vec::new();
    for ch in watched(mark.chars().chain(text.chars())) {
        let mut units = [0u16; 2];
        if unit == 4 {
            out.extend(if big { (ch as u32).to_be_bytes() } else { (ch as u32).to_le_bytes() });
        } else {
            for u in ch.encode_utf16(&mut units) {
                out.extend(if big { u.to_be_bytes() } else { u.to_le_bytes() });
            }
        }
    }
    out
}

fn narrow(text: &str, codec: &str, limit: u32, errors: &str) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    for (i, ch) in watched(text.chars()).enumerate() {
        let code = ch as u32;
        if code < limit {
            out.push(code as u8);
            continue;
        }
        match errors {
            "ignore" => {}
            "replace" => out.push(b'?'),
            "backslashreplace" => out.extend(crate::lang::protocol::text::ascii(&ch.to_string()).bytes()),
            "xmlcharrefreplace" => out.extend(format!("&#{code};").bytes()),
            "strict" => return Err(cannot_encode(text, codec, limit, i)),
            _ => return Err(unknown_handler(errors)),
        }
    }
    Ok(out)
}

/// `LookupError` for an error handler.
pub fn unknown_handler(name: &str) -> Raise {
    Raise::new(&exc::LOOKUP_ERROR, format!("unknown error handler name '{name}'"))
}

fn cannot_encode(text: &str, codec: &str, limit: u32, at: usize) -> Raise {
    let bad = text.chars().skip(at).take_while(|&ch| ch as u32 >= limit).count();
    let what = match (bad, text.chars().nth(at)) {
        (1, Some(ch)) => {
            format!("character '{}' in position {at}", crate::lang::protocol::text::ascii(&ch.to_string()))
        }
        _ => format!("characters in position {at}-{}", at + bad - 1),
    };
    let text = format!("'{codec}' codec can't encode {what}: ordinal not in range({limit})");
    Raise::new(&exc::UNICODE_ENCODE_ERROR, text)
}

fn translate(interp: &mut Interp, text: Text, table: Value) -> Result<String> {
    let mut out = String::new();
    for ch in watched(text.as_str().chars()) {
        match interp.get_item(&table, &Value::Int(ch as i64)) {
            Ok(Value::None) => {}
            Ok(Value::Int(n)) => match u32::try_from(n).ok().and_then(char::from_u32) {
                Some(ch) => out.push(ch),
                None => return Err(Raise::value_error("character mapping must be in range(0x110000)")),
            },
            Ok(v) => match v.as_str() {
                Some(s) => out.push_str(s),
                None => return Err(Raise::type_error("character mapping must return integer, None or str")),
            },
            Err(e) if e.is(&exc::LOOKUP_ERROR) => out.push(ch),
            Err(e) => return Err(e),
        }
    }
    Ok(out)
}

fn maketrans(interp: &mut Interp, x: Value, y: Given, z: Given) -> Result<Value> {
    let table = Dict::default();
    let put = |key: char, v: Value| {
        if let Some(k) = Key::new(Value::Int(key as i64)) {
            table.0.borrow_mut().insert(k, v);
        }
    };
    let Some(y) = y.0 else {
        return from_dict(interp, &x);
    };
    let Some(from) = x.as_str() else {
        return Err(Raise::type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let to = named_position(interp, 2, &y)?;
    if from.chars().count() != to.chars().count() {
        return Err(Raise::value_error("the first two maketrans arguments must have equal length"));
    }
    from.chars().zip(to.chars()).for_each(|(a, b)| put(a, Value::Int(b as i64)));
    if let Some(z) = z.0 {
        named_position(interp, 3, &z)?.chars().for_each(|ch| put(ch, Value::None));
    }
    Ok(Value::Dict(Rc::new(table)))
}

fn named_position(interp: &Interp, at: usize, v: &Value) -> Result<String> {
    super::search::argument(interp, "maketrans", &format!(" {at}"), v)
}

fn from_dict(interp: &mut Interp, x: &Value) -> Result<Value> {
    let Value::Dict(d) = x else {
        return Err(Raise::type_error("if you give only one argument to maketrans it must be a dict"));
    };
    let table = Dict::default();
    for (k, v) in d.0.borrow().iter() {
        let code = match (k.value(), k.value().as_str()) {
            (Value::Int(_), _) => k.value().clone(),
            (_, Some(s)) if s.chars().count() == 1 => Value::Int(s.chars().next().unwrap_or('\0') as i64),
            (_, Some(_)) => return Err(Raise::value_error("string keys in translate table must be of length 1")),
            _ => return Err(Raise::type_error("keys in translate table must be strings or integers")),
        };
        let key = interp.key(code)?;
        table.0.borrow_mut().insert(key, v.clone());
    }
    Ok(Value::Dict(Rc::new(table)))
}
