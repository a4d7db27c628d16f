//! `int`.

use super::receiver::IntArg;
use super::{bytes, parse};
use crate::engine::Scalar;
use crate::engine::apart::apart;
use crate::engine::interrupt::{self, watched};
use crate::engine::mem::watch::room_for_text;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::protocol::number::Number;
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Table, attribute, c};
use crate::lang::value::Value;
use num_bigint::{BigInt, Sign};
use num_traits::{FromPrimitive, Signed, ToPrimitive};
use std::rc::Rc;

const DOC: &str = "An integer of any size.\n\n>>> int(2.9), int('0x1f', 16), int(' -12 ')\n(2, 31, -12)";

/// Its table.
pub fn table() -> Table {
    Table {
        doc: DOC,
        new: Some(c(&["int"], "x=0, /, base=10", DOC, new)),
        methods: methods(),
        statics: vec![c(
            &["from_bytes"],
            "bytes, byteorder='big', *, signed=False",
            "Return the int of an array of bytes.\n\n>>> int.from_bytes(b'\\x01\\x00', 'big')\n256",
            from_bytes,
        )],
        attributes: vec![
            attribute("real", "The real part: itself.", itself),
            attribute("imag", "The imaginary part: 0.", |_, _| Ok(Value::Int(0))),
            attribute("numerator", "The numerator: itself.", itself),
            attribute("denominator", "The denominator: 1.", |_, _| Ok(Value::Int(1))),
        ],
    }
}

fn methods() -> Vec<Builtin> {
    vec![
        c(
            &["bit_length"],
            "self, /",
            "Return the number of bits of the magnitude.\n\n>>> (255).bit_length(), (-256).bit_length()\n(8, 9)",
            |_: &mut Interp, n: IntArg| Ok(n.0.bits() as i64),
        ),
        c(
            &["bit_count"],
            "self, /",
            "Return the number of ones in the magnitude.\n\n>>> (13).bit_count()\n3",
            |_: &mut Interp, n: IntArg| Ok(n.0.magnitude().count_ones() as i64),
        ),
        c(&["conjugate"], "self, /", "Return itself.\n\n>>> (3).conjugate()\n3", |_: &mut Interp, n: IntArg| {
            Ok(Value::big((*n.0).clone()))
        }),
        c(
            &["as_integer_ratio"],
            "self, /",
            "Return itself and 1.\n\n>>> (3).as_integer_ratio()\n(3, 1)",
            |_: &mut Interp, n: IntArg| Ok(Value::tuple(vec![Value::big((*n.0).clone()), Value::Int(1)])),
        ),
        c(
            &["to_bytes"],
            "self, /, length=1, byteorder='big', *, signed=False",
            "Return an array of bytes.\n\n>>> (1024).to_bytes(2, 'little')\nb'\\x00\\x04'",
            to_bytes,
        ),
        c(
            &["__index__", "__int__", "__trunc__", "__floor__", "__ceil__"],
            "self, /",
            "Return itself.\n\n>>> (3).__index__()\n3",
            |_: &mut Interp, n: IntArg| Ok(Value::big((*n.0).clone())),
        ),
    ]
}

fn itself(_: &mut Interp, v: &Value) -> Result<Value> {
    Ok(match v {
        Value::Bool(b) => Value::Int(*b as i64),
        other => other.clone(),
    })
}

fn new(interp: &mut Interp, x: Given, base: Given) -> Result<Value> {
    let Some(base) = base.0 else { return x.0.map_or(Ok(Value::Int(0)), |x| convert(interp, &x)) };
    let Some(x) = x.0 else { return Err(Raise::type_error("int() missing string argument")) };
    let base = interp.index(&base)?;
    let Some(text) = text(&x) else {
        return Err(Raise::type_error("int() can't convert non-string with explicit base"));
    };
    if base != 0 && !(2..=36).contains(&base) {
        return Err(Raise::value_error("int() base must be >= 2 and <= 36, or 0"));
    }
    from_text(interp, &x, &text, base as u32)
}

/// The text of a string or of bytes.
fn text(v: &Value) -> Option<String> {
    let of_bytes = || as_bytes(v).map(|b| String::from_utf8_lossy(&b).into_owned());
    v.as_str().map(interrupt::owned).or_else(of_bytes)
}

fn from_text(interp: &mut Interp, x: &Value, text: &str, base: u32) -> Result<Value> {
    let limit = interp.int_digits;
    let digits = watched(text.bytes()).filter(u8::is_ascii_alphanumeric).count();
    let decimal = limit > 0 && digits > limit && !matches!(base, 2 | 4 | 8 | 16 | 32);
    if decimal
        && watched(text.chars())
            .all(|ch| ch.is_digit(base.max(10)) || matches!(ch, '_' | '-' | '+') || ch.is_whitespace())
    {
        return Err(Raise::value_error(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; use sys.set_int_max_str_digits() to increase the limit"
        )));
    }
    // Where each digit is so many bits no step goes over the others.
    let each = if base.is_power_of_two() { 16.0 } else { (digits as f64 / 64.0).max(16.0) };
    let found = match digits as f64 * each {
        work if work < 1e6 => parse::int(text, base),
        work => {
            let own = interrupt::owned(text);
            apart(work, move || parse::int(&own, base))?
        }
    };
    match found {
        Some(n) => Ok(Value::big(n)),
        None => {
            let shown: String = interp.repr(x)?.chars().take(200).collect();
            Err(Raise::value_error(format!("invalid literal for int() with base {base}: {shown}")))
        }
    }
}

/// `int(x)`.
///
/// # Errors
/// `TypeError`, `ValueError`, `OverflowError`.
pub fn convert(interp: &mut Interp, x: &Value) -> Result<Value> {
    if let Some(text) = text(x) {
        return from_text(interp, x, &text, 10);
    }
    one_element(x)?;
    match Number::of_any(x) {
        Some(Number::Int(n)) => Ok(Value::Int(n)),
        Some(Number::Big(n)) => Ok(Value::BigInt(n)),
        Some(Number::Float(x)) => truncate(x),
        Some(Number::Complex(z)) if !matches!(x, Value::Complex(_)) => {
            discard_imaginary(interp)?;
            truncate(z.re)
        }
        _ => match element_text(x) {
            Some(text) => from_text(interp, &Value::str(&*text), &text, 10),
            None => {
                let t = interp.type_name(x);
                Err(Raise::type_error(format!(
                    "int() argument must be a string, a bytes-like object or a real number, not '{t}'"
                )))
            }
        },
    }
}

/// Of arrays, only those without axes are numbers.
///
/// # Errors
/// `TypeError`.
pub fn one_element(v: &Value) -> Result<()> {
    match v {
        Value::Array(a) if a.view().rank() > 0 => {
            Err(Raise::type_error("only 0-dimensional arrays can be converted to Python scalars"))
        }
        _ => Ok(()),
    }
}

/// The text in an array without axes.
pub fn element_text(v: &Value) -> Option<String> {
    match v.as_array()?.view().first() {
        Scalar::Str(s) => Some(s.to_string()),
        _ => None,
    }
}

/// The warning for a complex NumPy number as a real one.
///
/// # Errors
/// The warning, where it is an error.
pub fn discard_imaginary(interp: &mut Interp) -> Result<()> {
    interp.warn(&exc::COMPLEX_WARNING, "Casting complex values to real discards the imaginary part")
}

/// A float without its fraction.
///
/// # Errors
/// `OverflowError`, `ValueError`.
pub fn truncate(x: f64) -> Result<Value> {
    match BigInt::from_f64(x.trunc()) {
        Some(n) => Ok(Value::big(n)),
        None if x.is_nan() => Err(Raise::value_error("cannot convert float NaN to integer")),
        None => Err(Raise::new(&exc::OVERFLOW_ERROR, "cannot convert float infinity to integer")),
    }
}

/// Whether the first byte is the highest.
fn is_big(interp: &Interp, order: Given, function: &str) -> Result<bool> {
    let Some(order) = order.0 else { return Ok(true) };
    match order.as_str() {
        Some("big") => Ok(true),
        Some("little") => Ok(false),
        Some(_) => Err(Raise::value_error("byteorder must be either 'little' or 'big'")),
        None => {
            let t = interp.type_name(&order);
            Err(Raise::type_error(format!("{function}() argument 'byteorder' must be str, not {t}")))
        }
    }
}

fn to_bytes(interp: &mut Interp, n: IntArg, length: Option<i64>, order: Given, signed: bool) -> Result<Value> {
    let big = is_big(interp, order, "to_bytes")?;
    let length = length.unwrap_or(1);
    let length = usize::try_from(length).map_err(|_| Raise::value_error("length argument must be non-negative"))?;
    if n.0.is_negative() && !signed {
        return Err(Raise::new(&exc::OVERFLOW_ERROR, "can't convert negative int to unsigned"));
    }
    let (own, work) = (n.0.clone(), n.0.bits() as f64);
    let mut out = apart(work, move || if signed { own.to_signed_bytes_le() } else { own.to_bytes_le().1 })?;
    while out.len() > length && out.last() == Some(&0) && (!signed || n.0.sign() == Sign::NoSign) {
        out.pop();
    }
    if out.len() > length {
        return Err(Raise::new(&exc::OVERFLOW_ERROR, "int too big to convert"));
    }
    room_for_text(length)?;
    let more = length - out.len();
    interrupt::fill(&mut out, if n.0.is_negative() { 0xff } else { 0 }, more);
    if big {
        out.reverse();
    }
    Ok(bytes::value(out))
}

fn from_bytes(interp: &mut Interp, source: Value, order: Given, signed: bool) -> Result<Value> {
    let big = is_big(interp, order, "from_bytes")?;
    let Value::Bytes(b) = bytes::from_value(interp, &source)? else { return Ok(Value::Int(0)) };
    let b = Rc::unwrap_or_clone(b);
    let n = apart(8.0 * b.len() as f64, move || match (big, signed) {
        (true, true) => BigInt::from_signed_bytes_be(&b),
        (false, true) => BigInt::from_signed_bytes_le(&b),
        (true, false) => BigInt::from_bytes_be(Sign::Plus, &b),
        (false, false) => BigInt::from_bytes_le(Sign::Plus, &b),
    });
    Ok(Value::big(n?))
}

/// `round(n, digits)` of an int: to a multiple of a power of ten, halves to even.
pub fn round(n: &BigInt, digits: i64) -> BigInt {
    if digits >= 0 {
        return n.clone();
    }
    let Some(zeros) = digits.checked_neg().and_then(|d| d.to_u32()) else { return BigInt::from(0) };
    if zeros as u64 > n.bits() {
        return BigInt::from(0);
    }
    let unit = BigInt::from(10).pow(zeros);
    let (floor, rest) = num_integer::Integer::div_mod_floor(n, &unit);
    let twice: BigInt = &rest * 2;
    let up = match twice.cmp(&unit) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => num_integer::Integer::is_odd(&floor),
        std::cmp::Ordering::Less => false,
    };
    (if up { floor + 1 } else { floor }) * unit
}
