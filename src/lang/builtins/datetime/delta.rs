//! `datetime.timedelta`.

use super::{DAY, Kind, Time};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::protocol::number::Number;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, c};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

/// The most days of a duration.
pub const MOST_DAYS: i128 = 999_999_999;

const DOC: &str = "A duration.\n\n>>> from datetime import timedelta\n>>> timedelta(hours=1.5) * 2\ndatetime.timedelta(seconds=10800)";

/// The table.
pub fn table() -> Table {
    Table {
        doc: DOC,
        new: Some(c(
            &["timedelta"],
            "days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0",
            DOC,
            new,
        )),
        methods: vec![
            c(
                &["total_seconds"],
                "self, /",
                "The length in seconds.\n\n>>> from datetime import timedelta\n>>> timedelta(minutes=1, milliseconds=500).total_seconds()\n60.5",
                |interp: &mut Interp, v: Value| quotient(interp, Time::of(&v).map_or(0, |t| t.micros), 1_000_000),
            ),
            c(&["__abs__"], "self, /", "The length without its sign.", |_: &mut Interp, v: Value| {
                made(Time::of(&v).map_or(0, |t| t.micros.abs()))
            }),
        ],
        ..Table::default()
    }
}

/// A duration, if it is not too long.
pub fn made(micros: i128) -> Result<Value> {
    let days = micros.div_euclid(DAY);
    if days.abs() > MOST_DAYS {
        let text = format!("days={days}; must have magnitude <= {MOST_DAYS}");
        return Err(Raise::new(&exc::OVERFLOW_ERROR, text));
    }
    Ok(Time::value(Kind::Delta, micros))
}

#[allow(clippy::too_many_arguments)] // one for each unit
fn new(
    interp: &mut Interp,
    days: Given,
    seconds: Given,
    microseconds: Given,
    milliseconds: Given,
    minutes: Given,
    hours: Given,
    weeks: Given,
) -> Result<Value> {
    let units = [
        ("microseconds", microseconds, 1),
        ("milliseconds", milliseconds, 1000),
        ("seconds", seconds, 1_000_000),
        ("minutes", minutes, 60_000_000),
        ("hours", hours, 3_600_000_000),
        ("days", days, DAY),
        ("weeks", weeks, 7 * DAY),
    ];
    // Fractions of microseconds are added up, and rounded at the end.
    let (mut whole, mut left) = (0i128, 0.0);
    for (name, given, scale) in units {
        let Some(v) = given.0 else { continue };
        match Number::of(&v) {
            Some(Number::Float(x)) => {
                let (n, fraction) = split(x)?;
                whole = whole.saturating_add(n.saturating_mul(scale));
                let scaled = fraction * scale as f64;
                whole += scaled.trunc() as i128;
                left += scaled.fract();
            }
            Some(Number::Int(n)) => whole = whole.saturating_add((n as i128).saturating_mul(scale)),
            Some(Number::Big(_)) => whole = i128::MAX / 2,
            _ => {
                let t = interp.type_name(&v);
                return Err(Raise::type_error(format!("unsupported type for timedelta {name} component: {t}")));
            }
        }
    }
    made(rounded_sum(whole, left))
}

/// The quotient as a float, rounded once.
fn quotient(interp: &mut Interp, a: i128, b: i128) -> Result<Value> {
    interp.binary(BinOp::Div, &Value::big(a.into()), &Value::big(b.into()))
}

/// The nearest integer to a sum of a whole number and a part, a half to the even one.
fn rounded_sum(whole: i128, part: f64) -> i128 {
    let odd = (whole & 1) as f64;
    let nearest =
        if (part - part.trunc()).abs() == 0.5 { 2.0 * ((part + odd) * 0.5).round() - odd } else { part.round() };
    whole.saturating_add(nearest as i128)
}

/// A float as its whole part and the rest.
fn split(x: f64) -> Result<(i128, f64)> {
    if x.is_nan() {
        return Err(Raise::value_error("cannot convert float NaN to integer"));
    }
    if x.is_infinite() {
        return Err(Raise::new(&exc::OVERFLOW_ERROR, "cannot convert float infinity to integer"));
    }
    Ok((x.trunc() as i128, x.fract()))
}

/// `a op b` of two durations.
pub fn with_delta(interp: &mut Interp, op: BinOp, a: i128, b: i128) -> Option<Result<Value>> {
    let by_zero = |text: &str| Some(Err(Raise::new(&exc::ZERO_DIVISION_ERROR, text)));
    Some(match op {
        BinOp::Add => made(a + b),
        BinOp::Sub => made(a - b),
        BinOp::Div if b == 0 => return by_zero("division by zero"),
        BinOp::FloorDiv if b == 0 => return by_zero("integer division or modulo by zero"),
        BinOp::Mod if b == 0 => return by_zero("integer modulo by zero"),
        BinOp::Div => quotient(interp, a, b),
        BinOp::FloorDiv => Ok(Value::big(floor_div(a, b).into())),
        BinOp::Mod if b > 0 => made(a.rem_euclid(b)),
        BinOp::Mod => made(-(-a).rem_euclid(-b)),
        _ => return None,
    })
}

fn floor_div(a: i128, b: i128) -> i128 {
    let q = a / b;
    if a % b != 0 && (a < 0) != (b < 0) { q - 1 } else { q }
}

/// The quotient rounded to the nearest integer, a half to the even one.
fn rounded_div(a: i128, b: i128) -> i128 {
    let (a, b) = if b < 0 { (-a, -b) } else { (a, b) };
    let (q, r) = (a.div_euclid(b), a.rem_euclid(b));
    match (2 * r).cmp(&b) {
        std::cmp::Ordering::Less => q,
        std::cmp::Ordering::Equal => q + (q & 1),
        std::cmp::Ordering::Greater => q + 1,
    }
}

/// `delta op number`, or reflected.
pub fn with_number(
    interp: &mut Interp,
    op: BinOp,
    micros: i128,
    other: &Value,
    reflected: bool,
) -> Option<Result<Value>> {
    let _ = interp;
    if reflected && op != BinOp::Mul {
        return None;
    }
    match Number::of(other)? {
        Number::Int(n) => with_int(op, micros, n as i128),
        Number::Float(x) => with_float(op, micros, x),
        _ => None,
    }
}

fn with_int(op: BinOp, micros: i128, n: i128) -> Option<Result<Value>> {
    Some(match op {
        BinOp::Mul => made(micros.saturating_mul(n)),
        BinOp::Div | BinOp::FloorDiv if n == 0 => {
            Err(Raise::new(&exc::ZERO_DIVISION_ERROR, "integer division or modulo by zero"))
        }
        BinOp::Div => made(rounded_div(micros, n)),
        BinOp::FloorDiv => made(floor_div(micros, n)),
        _ => return None,
    })
}

fn with_float(op: BinOp, micros: i128, x: f64) -> Option<Result<Value>> {
    if !matches!(op, BinOp::Mul | BinOp::Div) {
        return None;
    }
    Some(ratio(x).and_then(|(above, below)| match op {
        BinOp::Mul => made(rounded_div(micros.saturating_mul(above), below)),
        _ if above == 0 => Err(Raise::new(&exc::ZERO_DIVISION_ERROR, "division by zero")),
        _ => made(rounded_div(micros.saturating_mul(below), above)),
    }))
}

/// A float as a fraction of integers, to the last of its digits (or 2⁶²th, where there are more).
fn ratio(x: f64) -> Result<(i128, i128)> {
    let words =
        if x.is_nan() { "cannot convert NaN to integer ratio" } else { "cannot convert Infinity to integer ratio" };
    if x.is_nan() {
        return Err(Raise::value_error(words));
    }
    if x.is_infinite() {
        return Err(Raise::new(&exc::OVERFLOW_ERROR, words));
    }
    let (mut above, mut below) = (x, 1i128);
    while above.fract() != 0.0 && below < 1 << 62 {
        above *= 2.0;
        below *= 2;
    }
    Ok((above as i128, below))
}
