//! `int.__format__`.

use super::float;
use super::layout::{self, Parts};
use super::spec::{Align, Spec};
use crate::engine::error::{Error, ErrorKind, Result};
use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

/// `int.__format__` (and that of its kin, by name).
///
/// # Errors
/// `ValueError` of the spec, `OverflowError` of a number too large for a float or a code point.
pub fn format_int(n: &BigInt, spec: &str, type_name: &str) -> Result<String> {
    if spec.is_empty() {
        return Ok(n.to_string());
    }
    let spec = Spec::parse(spec, type_name, 'd', Align::Right)?;
    match spec.kind {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => integer(n, &spec),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => float::with_spec(to_float(n)?, &spec),
        _ => Err(spec.unknown_code(type_name)),
    }
}

/// `float(n)`.
fn to_float(n: &BigInt) -> Result<f64> {
    match n.to_f64() {
        Some(x) if x.is_finite() => Ok(x),
        _ => Err(Error::new(ErrorKind::Overflow, "int too large to convert to float")),
    }
}

fn integer(n: &BigInt, spec: &Spec) -> Result<String> {
    let character = spec.kind == 'c';
    let refused = match spec {
        Spec { precision: Some(_), .. } => Some("Precision not allowed in integer format specifier"),
        Spec { positive_zero: true, .. } => Some("Negative zero coercion (z) not allowed in integer format specifier"),
        Spec { sign: Some(_), .. } if character => Some("Sign not allowed with integer format specifier 'c'"),
        Spec { alternate: true, .. } if character => {
            Some("Alternate form (#) not allowed with integer format specifier 'c'")
        }
        _ => None,
    };
    if let Some(message) = refused {
        return Err(Error::value(message));
    }
    if character {
        return Parts { rest: code_point(n)?.into(), ..Parts::default() }.assemble(spec, 3);
    }
    let (digits, prefix) = digits(n, spec.kind);
    let sign = layout::sign(n.sign() == Sign::Minus, spec.sign);
    let prefix = if spec.alternate { prefix } else { "" };
    let group = if matches!(spec.kind, 'd' | 'n') { 3 } else { 4 };
    Parts { sign, prefix, digits, rest: String::new() }.assemble(spec, group)
}

fn code_point(n: &BigInt) -> Result<char> {
    n.to_u32()
        .filter(|&code| code < 0x11_0000)
        .map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
        .ok_or_else(|| Error::new(ErrorKind::Overflow, "%c arg not in range(0x110000)"))
}

/// The digits of `|n|` in the base of a type letter, and the base's prefix.
pub fn digits(n: &BigInt, kind: char) -> (String, &'static str) {
    let magnitude = n.magnitude();
    match kind {
        'b' => (magnitude.to_str_radix(2), "0b"),
        'o' => (magnitude.to_str_radix(8), "0o"),
        'x' => (magnitude.to_str_radix(16), "0x"),
        'X' => (magnitude.to_str_radix(16).to_uppercase(), "0X"),
        _ => (magnitude.to_string(), ""),
    }
}
