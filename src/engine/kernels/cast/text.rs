//! Numbers to strings and back, as `astype` does: through Python's `str`, `int`, `float` and `complex`.

use crate::engine::dtype::DType;
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::kernels::operand::Operand;
use crate::engine::repr;
use crate::engine::scalar::Scalar;
use num_bigint::BigInt;
use num_complex::Complex64;
use num_traits::ToPrimitive;

/// `str(value)`; bytes as the characters of the same codes.
pub fn to_text(value: &Scalar) -> String {
    match value {
        Scalar::Bytes(b) => b.iter().map(|&c| c as char).collect(),
        other => repr::scalar_str(other),
    }
}

/// A string as an element of `dtype`; `shown` is how an error names it.
///
/// # Errors
/// `ValueError` or `OverflowError`, in Python's words.
pub fn from_text(text: &str, shown: &str, dtype: DType) -> Result<Scalar> {
    match dtype {
        DType::Bool => Ok(Scalar::Bool(!text.is_empty())),
        DType::Str(_) => Ok(Scalar::Str(text.into())),
        DType::Bytes(_) => ascii(text),
        d if d.is_integral() => match parse_int(text) {
            Some(big) => big.to_i128().map_or_else(|| Operand::BigInt(Box::new(big)), Operand::Int).to_scalar(d),
            None => Err(Error::value(format!("invalid literal for int() with base 10: {shown}"))),
        },
        d if d.is_inexact() && d.real_part() != d => match parse_complex(text) {
            Some(z) => Operand::Complex(z).to_scalar(d),
            None => Err(Error::value("complex() arg is a malformed string")),
        },
        d => match parse_float(text) {
            Some(x) => Operand::Float(x).to_scalar(d),
            None => Err(Error::value(format!("could not convert string to float: {shown}"))),
        },
    }
}

/// A string as bytes.
fn ascii(text: &str) -> Result<Scalar> {
    match text.chars().enumerate().find(|(_, c)| !c.is_ascii()) {
        None => Ok(Scalar::Bytes(text.as_bytes().into())),
        Some((at, c)) => {
            let code = c as u32;
            let shown = match code {
                0..=0xff => format!("\\x{code:02x}"),
                0x100..=0xffff => format!("\\u{code:04x}"),
                _ => format!("\\U{code:08x}"),
            };
            Err(Error::new(
                ErrorKind::UnicodeEncode,
                format!("'ascii' codec can't encode character '{shown}' in position {at}: ordinal not in range(128)"),
            ))
        }
    }
}

/// Digits with single underscores between them taken out; `None` where one stands elsewhere.
fn without_underscores(text: &str) -> Option<String> {
    if !text.contains('_') {
        return Some(text.into());
    }
    let bytes = text.as_bytes();
    let digit = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    let good = (0..bytes.len()).all(|i| bytes[i] != b'_' || digit(i.checked_sub(1)) && digit(Some(i + 1)));
    good.then(|| text.replace('_', ""))
}

/// Python's `int(text)`.
pub fn parse_int(text: &str) -> Option<BigInt> {
    let text = without_underscores(text.trim())?;
    let digits = text.strip_prefix(['+', '-']).unwrap_or(&text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.strip_prefix('+').unwrap_or(&text).parse().ok()
}

/// Python's `float(text)`.
pub fn parse_float(text: &str) -> Option<f64> {
    let text = without_underscores(text.trim())?;
    let bare = text.strip_prefix(['+', '-']).unwrap_or(&text).to_ascii_lowercase();
    let word = matches!(bare.as_str(), "inf" | "infinity" | "nan");
    let number = bare.starts_with(|c: char| c.is_ascii_digit() || c == '.') && bare != ".";
    if word || number { text.parse().ok() } else { None }
}

/// Python's `complex(text)`.
pub fn parse_complex(text: &str) -> Option<Complex64> {
    let text = text.trim();
    let text = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text).trim();
    let Some(body) = text.strip_suffix(['j', 'J']) else {
        return parse_float(text).map(|re| Complex64::new(re, 0.0));
    };
    let sign_at =
        |(i, c): &(usize, char)| matches!(c, '+' | '-') && *i > 0 && !matches!(body.as_bytes()[i - 1], b'e' | b'E');
    let split = body.char_indices().filter(sign_at).map(|(i, _)| i).next_back();
    let (re, im) = split.map_or(("", body), |i| body.split_at(i));
    let im = match im {
        "" | "+" => 1.0,
        "-" => -1.0,
        number => parse_float(number)?,
    };
    let re = if re.is_empty() { 0.0 } else { parse_float(re)? };
    Some(Complex64::new(re, im))
}
