//! Python's own `repr` of its scalars.

use super::digits::{self, Digits, Real};
use super::printable;
use crate::engine::interrupt::watched;
use std::fmt::Write;

/// `repr(bool)`.
pub fn bool_repr(b: bool) -> &'static str {
    if b { "True" } else { "False" }
}

/// `repr(float)`.
pub fn float_repr(x: f64) -> String {
    float_text(x, true)
}

/// `repr(complex)`.
pub fn complex_repr(re: f64, im: f64) -> String {
    let imag = float_text(im, false);
    if re == 0.0 && re.is_sign_positive() {
        return imag + "j";
    }
    let plus = if im.is_nan() || im.is_sign_positive() { "+" } else { "" };
    format!("({}{plus}{imag}j)", float_text(re, false))
}

/// The shortest text that reads back; `.0` at the end of a whole number if `point`.
fn float_text(x: f64, point: bool) -> String {
    if !x.is_finite() {
        return if x.is_nan() {
            "nan".into()
        } else if x > 0.0 {
            "inf".into()
        } else {
            "-inf".into()
        };
    }
    let mut out = String::from(if x.is_sign_negative() { "-" } else { "" });
    let Digits { text, exponent } = digits::shortest(Real::F64(x));
    let digits: String = text.iter().map(|&b| b as char).collect();
    match exponent {
        -4..=-1 => {
            out.push_str("0.");
            out.push_str(&"0".repeat(-exponent as usize - 1));
            out.push_str(&digits);
        }
        0..=15 => {
            let whole = exponent as usize + 1;
            if digits.len() > whole {
                out.push_str(&digits[..whole]);
                out.push('.');
                out.push_str(&digits[whole..]);
            } else {
                out.push_str(&digits);
                out.push_str(&"0".repeat(whole - digits.len()));
                out.push_str(if point { ".0" } else { "" });
            }
        }
        _ => {
            out.push_str(&digits[..1]);
            if digits.len() > 1 {
                out.push('.');
                out.push_str(&digits[1..]);
            }
            let sign = if exponent < 0 { '-' } else { '+' };
            let _ = write!(out, "e{sign}{:02}", exponent.abs());
        }
    }
    out
}

/// `repr(str)`: quotes, and escapes of what is not printable.
pub fn str_repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in watched(text.chars()) {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => out.extend(['\\', c]),
            c if printable::is_printable(c) => out.push(c),
            c => push_escape(c as u32, &mut out),
        }
    }
    out.push(quote);
    out
}

/// `ascii(str)`: as [`str_repr`], with every code point beyond ASCII escaped.
pub fn str_ascii(text: &str) -> String {
    let mut out = String::new();
    for c in watched(str_repr(text).chars()) {
        if c.is_ascii() { out.push(c) } else { push_escape(c as u32, &mut out) }
    }
    out
}

fn push_escape(code: u32, out: &mut String) {
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// `repr(bytes)`.
pub fn bytes_repr(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' };
    let mut out = String::with_capacity(bytes.len() + 3);
    out.extend(['b', quote as char]);
    for &b in watched(bytes.iter()) {
        match b {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b if b == quote => out.extend(['\\', b as char]),
            b' '..=b'~' => out.push(b as char),
            b => push_escape(b as u32, &mut out),
        }
    }
    out.push(quote as char);
    out
}
