//! `format % values`.

use crate::engine::interrupt;
use crate::engine::repr::pyformat::percent::{Count, Directive, Piece, Pieces};
use crate::lang::dict::Key;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::protocol::number::Number;
use crate::lang::protocol::text;
use crate::lang::value::Value;
use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};
use std::borrow::Cow;

/// The values, taken from left to right.
struct Values<'a> {
    all: &'a Value,
    items: Vec<Value>,
    next: usize,
}

impl Values<'_> {
    fn take(&mut self) -> Result<Value> {
        let v = self.items.get(self.next).cloned();
        self.next += 1;
        v.ok_or_else(|| Raise::type_error("not enough arguments for format string"))
    }

    fn named(&self, key: &str) -> Result<Value> {
        let Value::Dict(d) = self.all else { return Err(Raise::type_error("format requires a mapping")) };
        let found = d.0.borrow().get(&Key::str(key)).cloned();
        found.ok_or_else(|| Raise::key_error(Value::str(key)))
    }
}

/// `format % values`.
///
/// # Errors
/// `TypeError` and `ValueError` as Python words them.
pub fn percent(interp: &mut Interp, format: &str, values: &Value) -> Result<Value> {
    let items = match values {
        Value::Tuple(t) => t.to_vec(),
        other => vec![other.clone()],
    };
    let mut values = Values { all: values, items, next: 0 };
    let mut out = String::new();
    for piece in Pieces::new(format) {
        match piece? {
            Piece::Literal(text) => interrupt::push(&mut out, &text),
            Piece::Directive(d) => interrupt::push(&mut out, &directive(interp, d, &mut values)?),
        }
    }
    if values.next < values.items.len() && !matches!(values.all, Value::Dict(_)) {
        return Err(Raise::type_error("not all arguments converted during string formatting"));
    }
    Ok(Value::str(out))
}

fn directive(interp: &mut Interp, mut d: Directive, values: &mut Values<'_>) -> Result<String> {
    if d.conversion == '%' {
        return Ok("%".into());
    }
    if d.width == Some(Count::Star) {
        let n = star(values.take()?)?;
        d.set_width(n)?;
    }
    if d.precision == Some(Count::Star) {
        let n = star(values.take()?)?;
        d.set_precision(n);
    }
    let value = match &d.key {
        Some(key) => values.named(key)?,
        None => values.take()?,
    };
    match d.conversion {
        's' => Ok(d.text(&interp.str(&value)?)),
        'r' => Ok(d.text(&interp.repr(&value)?)),
        'a' => Ok(d.text(&text::ascii(&interp.repr(&value)?))),
        'c' => Ok(d.text(&character(&value)?)),
        'd' | 'i' | 'u' => {
            let n = integer(interp, &d, &value, true)?;
            text::check_digits(interp, &n)?;
            Ok(d.int(&n))
        }
        'o' | 'x' | 'X' => Ok(d.int(&integer(interp, &d, &value, false)?)),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => Ok(d.float(interp.float(&value)?)),
        _ => Err(d.unsupported().into()),
    }
}

fn star(v: Value) -> Result<i64> {
    match v {
        Value::Int(n) => Ok(n),
        _ => Err(Raise::type_error("* wants int")),
    }
}

fn character(v: &Value) -> Result<String> {
    match v {
        Value::Str(s) if s.len() == 1 => Ok(s.as_str().into()),
        other => match Number::of_any(other) {
            Some(Number::Float(_) | Number::Complex(_)) | None => Err(Raise::type_error("%c requires int or char")),
            Some(n) => {
                let code = n.to_big().and_then(|n| n.to_u32()).and_then(char::from_u32);
                code.map(String::from).ok_or_else(|| Raise::new(&exc::OVERFLOW_ERROR, "%c arg not in range(0x110000)"))
            }
        },
    }
}

fn integer(interp: &Interp, d: &Directive, v: &Value, cut: bool) -> Result<BigInt> {
    let wanted = if cut { "a real number" } else { "an integer" };
    let refused =
        || Raise::type_error(format!("%{} format: {wanted} is required, not {}", d.conversion, interp.type_name(v)));
    match Number::of_any(v) {
        Some(Number::Float(x)) if cut => match BigInt::from_f64(x.trunc()) {
            Some(n) => Ok(n),
            None if x.is_nan() => Err(Raise::value_error("cannot convert float NaN to integer")),
            None => Err(Raise::new(&exc::OVERFLOW_ERROR, "cannot convert float infinity to integer")),
        },
        Some(n) => n.to_big().map(Cow::into_owned).ok_or_else(refused),
        None => Err(refused()),
    }
}
