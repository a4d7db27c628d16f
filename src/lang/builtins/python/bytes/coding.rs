//! Bytes as text.

use super::super::receiver::BytesArg;
use super::super::str_::coding::{Codec, codec, option, unknown_handler};
use super::value;
use crate::engine::interrupt::{poll, watched};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["decode"],
            "self, /, encoding='utf-8', errors='strict'",
            "Return the bytes as text.\n\n>>> b'n\\xc3\\xa9'.decode()\n'né'",
            decode,
        ),
        c(
            &["hex"],
            "self, sep='', bytes_per_sep=1, /",
            "Return the bytes as hexadecimal digits.\n\n>>> b'ab\\xff'.hex(), b'ab'.hex(':')\n('6162ff', '61:62')",
            hex,
        ),
    ]
}

/// The static rows.
pub fn statics() -> Vec<Builtin> {
    vec![c(
        &["fromhex"],
        "string, /",
        "Return the bytes of hexadecimal digits.\n\n>>> bytes.fromhex('61 ff')\nb'a\\xff'",
        fromhex,
    )]
}

fn decode(interp: &mut Interp, bytes: BytesArg, encoding: Given, errors: Given) -> Result<String> {
    let encoding = option(interp, "decode", "encoding", encoding, "utf-8")?;
    let errors = option(interp, "decode", "errors", errors, "strict")?;
    decode_bytes(&bytes.0, &encoding, &errors)
}

/// `bytes.decode(encoding, errors)`.
///
/// # Errors
/// `UnicodeDecodeError`, `LookupError`.
pub fn decode_bytes(bytes: &[u8], encoding: &str, errors: &str) -> Result<String> {
    match codec(encoding)? {
        Codec::Latin1 => Ok(watched(bytes.iter()).map(|&b| b as char).collect()),
        Codec::Utf8 => utf8(bytes, errors),
        Codec::Ascii => {
            let mut out = String::new();
            for (i, &b) in watched(bytes.iter()).enumerate() {
                match b {
                    0..0x80 => out.push(b as char),
                    _ => out.push_str(&replaced(errors, &bytes[i..i + 1], || {
                        cannot("ascii", &bytes[i..i + 1], i, "ordinal not in range(128)")
                    })?),
                }
            }
            Ok(out)
        }
        Codec::Wide(unit, order) => wide(bytes, unit, order, errors),
    }
}

/// What stands for bytes that can't be decoded.
fn replaced(errors: &str, bad: &[u8], strict: impl FnOnce() -> Raise) -> Result<String> {
    match errors {
        "strict" => Err(strict()),
        "ignore" => Ok(String::new()),
        "replace" => Ok("\u{fffd}".into()),
        "backslashreplace" => Ok(bad.iter().map(|b| format!("\\x{b:02x}")).collect()),
        _ => Err(unknown_handler(errors)),
    }
}

fn cannot(codec: &str, bad: &[u8], at: usize, why: &str) -> Raise {
    let what = match bad {
        [b] => format!("byte {b:#04x} in position {at}"),
        _ => format!("bytes in position {at}-{}", at + bad.len() - 1),
    };
    Raise::new(&exc::UNICODE_DECODE_ERROR, format!("'{codec}' codec can't decode {what}: {why}"))
}

/// Bytes that are decoded between two looks at the interrupt flag.
const PIECE: usize = 1 << 20;

fn utf8(bytes: &[u8], errors: &str) -> Result<String> {
    let (mut out, mut at) = (String::new(), 0);
    while at < bytes.len() {
        poll();
        let end = bytes.len().min(at + PIECE);
        let rest = &bytes[at..end];
        let error = match std::str::from_utf8(rest) {
            Ok(text) => {
                out.push_str(text);
                at = end;
                continue;
            }
            Err(e) => e,
        };
        let good = error.valid_up_to();
        out.push_str(&String::from_utf8_lossy(&rest[..good]));
        if error.error_len().is_none() && end < bytes.len() {
            // The piece ends within a character.
            at += good;
            continue;
        }
        let n = error.error_len().unwrap_or(rest.len() - good);
        let bad = &rest[good..good + n];
        let why = match (error.error_len(), bad[0]) {
            (None, _) => "unexpected end of data",
            (_, 0xc2..=0xf4) => "invalid continuation byte",
            _ => "invalid start byte",
        };
        out.push_str(&replaced(errors, bad, || cannot("utf-8", bad, at + good, why))?);
        at += good + n;
    }
    Ok(out)
}

fn wide(bytes: &[u8], unit: usize, order: Option<bool>, errors: &str) -> Result<String> {
    let (name, marks): (&str, [&[u8]; 2]) = match unit {
        2 => ("utf-16", [b"\xff\xfe", b"\xfe\xff"]),
        _ => ("utf-32", [b"\xff\xfe\0\0", b"\0\0\xfe\xff"]),
    };
    let (big, bytes) = match order {
        Some(big) => (big, bytes),
        None if bytes.starts_with(marks[0]) => (false, &bytes[unit..]),
        None if bytes.starts_with(marks[1]) => (true, &bytes[unit..]),
        None => (false, bytes),
    };
    let number = |chunk: &[u8]| -> u32 {
        let fold = |n: u32, b: &u8| n << 8 | *b as u32;
        if big { chunk.iter().fold(0, fold) } else { chunk.iter().rev().fold(0, fold) }
    };
    let chunks = bytes.chunks_exact(unit);
    let rest = chunks.remainder();
    let units: Vec<u32> = watched(chunks).map(number).collect();
    let mut out = String::new();
    let decoded: Vec<Option<char>> = if unit == 4 {
        watched(units.into_iter()).map(char::from_u32).collect()
    } else {
        char::decode_utf16(watched(units.into_iter()).map(|u| u as u16)).map(std::result::Result::ok).collect()
    };
    for ch in watched(decoded.into_iter()) {
        match ch {
            Some(ch) => out.push(ch),
            None => out.push_str(&replaced(errors, &[], || cannot(name, &[0, 0], 0, "illegal encoding"))?),
        }
    }
    if !rest.is_empty() {
        let at = bytes.len() - rest.len();
        out.push_str(&replaced(errors, rest, || cannot(name, rest, at, "truncated data"))?);
    }
    Ok(out)
}

fn hex(interp: &mut Interp, bytes: BytesArg, sep: Given, group: Option<i64>) -> Result<String> {
    let Some(sep) = sep.0 else {
        let digit = |d: u8| char::from_digit(d as u32, 16).unwrap_or('0');
        let mut out = String::with_capacity(2 * bytes.0.len());
        watched(bytes.0.iter()).for_each(|b| out.extend([digit(b >> 4), digit(b & 15)]));
        return Ok(out);
    };
    let digits: Vec<String> = watched(bytes.0.iter()).map(|b| format!("{b:02x}")).collect();
    let sep = match sep.as_str() {
        Some(s) => s.to_string(),
        None => String::from_utf8_lossy(&super::like(interp, &sep)?).into_owned(),
    };
    if sep.chars().count() != 1 {
        return Err(Raise::value_error("sep must be length 1."));
    }
    let group = group.unwrap_or(1);
    let size = group.unsigned_abs() as usize;
    if size == 0 {
        return Ok(digits.concat());
    }
    if group < 0 {
        return Ok(digits.chunks(size).map(|c| c.concat()).collect::<Vec<_>>().join(&sep));
    }
    let mut parts: Vec<String> = digits.rchunks(size).map(|c| c.concat()).collect();
    parts.reverse();
    Ok(parts.join(&sep))
}

fn fromhex(interp: &mut Interp, string: Value) -> Result<Value> {
    let Some(text) = string.as_str() else {
        let t = interp.type_name(&string);
        return Err(Raise::type_error(format!("fromhex() argument must be str, not {t}")));
    };
    let mut out = Vec::new();
    let mut chars = watched(text.chars()).enumerate().peekable();
    while let Some((i, ch)) = chars.next() {
        if ch.is_ascii_whitespace() || ch == '\x0b' {
            continue;
        }
        let wrong =
            |at: usize| Raise::value_error(format!("non-hexadecimal number found in fromhex() arg at position {at}"));
        let high = ch.to_digit(16).ok_or_else(|| wrong(i))?;
        let low = chars.next().and_then(|(_, ch)| ch.to_digit(16)).ok_or_else(|| wrong(i + 1))?;
        out.push((high * 16 + low) as u8);
    }
    Ok(value(out))
}
