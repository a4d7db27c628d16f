//! `float`.

use super::int::{discard_imaginary, element_text, one_element, truncate};
use super::parse;
use super::receiver::FloatArg;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::protocol::number::Number;
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Table, attribute, c};
use crate::lang::value::Value;
use num_bigint::BigInt;

const DOC: &str =
    "A floating-point number of 64 bits.\n\n>>> float('1e3'), float(2), float('-inf')\n(1000.0, 2.0, -inf)";

/// Its table.
pub fn table() -> Table {
    Table {
        doc: DOC,
        new: Some(c(&["float"], "x=0.0, /", DOC, new)),
        methods: methods(),
        statics: vec![c(
            &["fromhex"],
            "string, /",
            "Return the float of a hexadecimal string.\n\n>>> float.fromhex('0x1.8p+1')\n3.0",
            fromhex,
        )],
        attributes: vec![
            attribute("real", "The real part: itself.", |_, v| Ok(v.clone())),
            attribute("imag", "The imaginary part: 0.0.", |_, _| Ok(Value::Float(0.0))),
        ],
    }
}

fn methods() -> Vec<Builtin> {
    vec![
        c(
            &["is_integer"],
            "self, /",
            "Whether it has no fraction.\n\n>>> (2.0).is_integer(), (2.5).is_integer()\n(True, False)",
            |_: &mut Interp, x: FloatArg| Ok(x.0.is_finite() && x.0.fract() == 0.0),
        ),
        c(&["conjugate"], "self, /", "Return itself.\n\n>>> (1.5).conjugate()\n1.5", |_: &mut Interp, x: FloatArg| {
            Ok(x.0)
        }),
        c(
            &["hex"],
            "self, /",
            "Return a hexadecimal representation.\n\n>>> (1.1).hex()\n'0x1.199999999999ap+0'",
            |_: &mut Interp, x: FloatArg| Ok(hex(x.0)),
        ),
        c(
            &["as_integer_ratio"],
            "self, /",
            "Return the exact ratio of two ints.\n\n>>> (0.75).as_integer_ratio()\n(3, 4)",
            as_integer_ratio,
        ),
        c(
            &["__int__", "__trunc__"],
            "self, /",
            "Return the int without the fraction.\n\n>>> (2.7).__int__()\n2",
            |_: &mut Interp, x: FloatArg| truncate(x.0),
        ),
    ]
}

fn new(interp: &mut Interp, x: Given) -> Result<Value> {
    x.0.map_or(Ok(0.0), |x| convert(interp, &x)).map(Value::Float)
}

fn from_text(interp: &mut Interp, x: &Value, text: &str) -> Result<f64> {
    match parse::float(text) {
        Some(x) => Ok(x),
        None => Err(Raise::value_error(format!("could not convert string to float: {}", interp.repr(x)?))),
    }
}

/// `float(x)`.
///
/// # Errors
/// `TypeError`, `ValueError`, `OverflowError`.
pub fn convert(interp: &mut Interp, x: &Value) -> Result<f64> {
    if let Some(text) = x.as_str() {
        return from_text(interp, x, text);
    }
    if let Some(bytes) = as_bytes(x) {
        return from_text(interp, x, &String::from_utf8_lossy(&bytes));
    }
    one_element(x)?;
    match (Number::of_any(x), x) {
        (Some(Number::Complex(z)), Value::Scalar(_) | Value::Array(_)) => {
            discard_imaginary(interp)?;
            Ok(z.re)
        }
        (Some(n @ (Number::Int(_) | Number::Big(_) | Number::Float(_))), _) => n.to_f64(),
        _ => match element_text(x) {
            Some(text) => from_text(interp, &Value::str(&*text), &text),
            None => {
                let t = interp.type_name(x);
                Err(Raise::type_error(format!("float() argument must be a string or a real number, not '{t}'")))
            }
        },
    }
}

/// A finite float as an odd integer (or 0) times a power of two.
fn parts(x: f64) -> (i64, i32) {
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    let (mut mantissa, mut power) =
        if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) };
    if mantissa == 0 {
        return (0, 0);
    }
    let zeros = mantissa.trailing_zeros();
    mantissa >>= zeros;
    power += zeros as i32;
    (if x < 0.0 { -mantissa } else { mantissa }, power)
}

fn as_integer_ratio(_: &mut Interp, x: FloatArg) -> Result<Value> {
    if x.0.is_nan() {
        return Err(Raise::value_error("cannot convert NaN to integer ratio"));
    }
    if x.0.is_infinite() {
        return Err(Raise::new(&exc::OVERFLOW_ERROR, "cannot convert Infinity to integer ratio"));
    }
    let (mantissa, power) = parts(x.0);
    let (n, d) = match power {
        0.. => (BigInt::from(mantissa) << power, BigInt::from(1)),
        _ => (BigInt::from(mantissa), BigInt::from(1) << -power),
    };
    Ok(Value::tuple(vec![Value::big(n), Value::big(d)]))
}

fn hex(x: f64) -> String {
    if x.is_nan() {
        return "nan".into();
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x.is_infinite() {
        return format!("{sign}inf");
    }
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let (lead, power) = if exponent == 0 { (0, -1022) } else { (1, exponent - 1023) };
    format!("{sign}0x{lead}.{:013x}p{power:+}", bits & ((1 << 52) - 1))
}

fn fromhex(_: &mut Interp, text: String) -> Result<f64> {
    let invalid = || Raise::value_error("invalid hexadecimal floating-point string");
    let lower = text.trim().to_ascii_lowercase();
    let (negative, body) = match lower.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, lower.strip_prefix('+').unwrap_or(&lower)),
    };
    let size = match body {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => f64::NAN,
        _ => hex_value(body.strip_prefix("0x").unwrap_or(body)).ok_or_else(invalid)??,
    };
    Ok(if negative { -size } else { size })
}

/// The value of `digits.digitsp±exponent`; `None` if it is malformed.
fn hex_value(body: &str) -> Option<Result<f64>> {
    let (digits, exponent) = match body.split_once('p') {
        Some((d, e)) => (d, e.parse::<i64>().ok()?),
        None => (body, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || !all.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mantissa = BigInt::parse_bytes(all.as_bytes(), 16)?;
    let power = exponent.saturating_sub(4 * fraction.len() as i64);
    Some(scaled(&mantissa, power))
}

/// `mantissa * 2**power`, rounded once.
fn scaled(mantissa: &BigInt, power: i64) -> Result<f64> {
    let top = mantissa.bits() as i64 + power;
    if mantissa.bits() == 0 || top < -1080 {
        return Ok(0.0);
    }
    let too_large = || Raise::new(&exc::OVERFLOW_ERROR, "hexadecimal value too large to represent as a float");
    if top > 1025 {
        return Err(too_large());
    }
    // The last bit that a double keeps, normal or not.
    let last = (top - 53).max(-1074);
    let drop = last - power;
    let kept = if drop <= 0 { mantissa << -drop } else { round_shift(mantissa, drop as u64) };
    let n = i64::try_from(kept).unwrap_or(i64::MAX) as f64;
    let x = if last < -1000 { n * 2f64.powi(last as i32 + 100) * 2f64.powi(-100) } else { n * 2f64.powi(last as i32) };
    if x.is_infinite() { Err(too_large()) } else { Ok(x) }
}

/// `n / 2**by`, halves to even.
fn round_shift(n: &BigInt, by: u64) -> BigInt {
    let floor: BigInt = n >> by;
    let rest: BigInt = n - (&floor << by);
    let half = BigInt::from(1) << (by - 1);
    let up = rest > half || (rest == half && num_integer::Integer::is_odd(&floor));
    if up { floor + 1 } else { floor }
}

/// `round(x, digits)`: the exact decimal value, halves to even.
///
/// # Errors
/// `OverflowError`.
pub fn round(x: f64, digits: i64) -> Result<f64> {
    if !x.is_finite() || digits > 323 {
        return Ok(x);
    }
    if digits < -308 {
        return Ok(0.0f64.copysign(x));
    }
    let text = if digits >= 0 { format!("{x:.*}", digits as usize) } else { tens(x, -digits as u32) };
    match text.parse::<f64>() {
        Ok(r) if r.is_finite() => Ok(r),
        _ => Err(Raise::new(&exc::OVERFLOW_ERROR, "rounded value too large to represent")),
    }
}

/// A float rounded to tens, hundreds …, as text.
fn tens(x: f64, zeros: u32) -> String {
    let (mantissa, power) = parts(x);
    let sign = if x.is_sign_negative() { "-" } else { "" };
    let size = BigInt::from(mantissa.unsigned_abs());
    // Doubled, with a mark for the fraction, so that halves are seen exactly.
    let (whole, sticky) = if power >= 0 {
        (size << power, false)
    } else {
        let shift = (-power) as u64;
        let floor = &size >> shift;
        let exact = (&floor << shift) == size;
        (floor, !exact)
    };
    let doubled: BigInt = (whole << 1) + sticky as i32;
    let unit: BigInt = BigInt::from(10).pow(zeros) << 1;
    let (q, r) = num_integer::Integer::div_rem(&doubled, &unit);
    let half: BigInt = &unit >> 1;
    let up = r > half || (r == half && num_integer::Integer::is_odd(&q));
    format!("{sign}{}e{zeros}", if up { q + 1 } else { q })
}
