//! `datetime`: dates, times of day on a date, and durations. They are what items of arrays of times become, too.

mod calendar;
mod delta;
mod format;
mod moment;
mod parse;

use crate::engine::Scalar;
use crate::engine::datetime::{self, Fields};
use crate::engine::timeunit::{Base, NAT, TimeUnit};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::object::Object;
use crate::lang::registry::{OBJECT, Type};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};
use std::any::Any;

/// The module.
pub static DATETIME_MODULE: Module = Module::new(
    "datetime",
    "Dates, times and durations.",
    Vec::new,
    |_, name| {
        Some(match name {
            "date" => Value::Type(&DATE),
            "datetime" => Value::Type(&DATETIME),
            "timedelta" => Value::Type(&TIMEDELTA),
            "MINYEAR" => Value::Int(1),
            "MAXYEAR" => Value::Int(9999),
            _ => return None,
        })
    },
    &["MAXYEAR", "MINYEAR", "date", "datetime", "timedelta"],
);

/// `datetime.date`
pub static DATE: Type = Type::new("date", "datetime", &[&OBJECT], calendar::table);
/// `datetime.datetime`
pub static DATETIME: Type = Type::new("datetime", "datetime", &[&DATE], moment::table);
/// `datetime.timedelta`
pub static TIMEDELTA: Type = Type::new("timedelta", "datetime", &[&OBJECT], delta::table);

/// What a [`Time`] is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    /// A day.
    Date,
    /// A day and a time of it.
    DateTime,
    /// A duration.
    Delta,
}

/// A time: microseconds since 1970, or of a duration.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Time {
    kind: Kind,
    micros: i128,
}

const DAY: i128 = 86_400_000_000;
const MICRO: TimeUnit = TimeUnit::one(Base::Micro);

impl Time {
    fn of(v: &Value) -> Option<Time> {
        v.downcast::<Time>().copied()
    }

    fn value(kind: Kind, micros: i128) -> Value {
        Value::object(Time { kind, micros })
    }

    fn fields(&self) -> Fields {
        datetime::split(self.micros as i64, MICRO)
    }

    /// Hour, minute, second and microsecond.
    fn clock(&self) -> [i64; 4] {
        let f = self.fields();
        [f.second / 3600, f.second / 60 % 60, f.second % 60, f.atto / 1_000_000_000_000]
    }

    /// Days since 1970.
    fn days(&self) -> i64 {
        self.micros.div_euclid(DAY) as i64
    }

    /// Days since the day before the first of the year 1.
    fn ordinal(&self) -> i64 {
        self.days() + 719_163
    }

    /// Days, seconds and microseconds of a duration.
    fn parts(&self) -> [i64; 3] {
        let rest = self.micros.rem_euclid(DAY);
        [self.micros.div_euclid(DAY), rest / 1_000_000, rest % 1_000_000].map(|n| n as i64)
    }
}

/// A date or a moment of it, if the calendar has it.
fn checked(kind: Kind, micros: i128) -> Result<Value> {
    let (first, last) = (datetime::days_of(1, 1, 1) as i128 * DAY, (datetime::days_of(9999, 12, 31) as i128 + 1) * DAY);
    if (first..last).contains(&micros) {
        return Ok(Time::value(kind, micros));
    }
    Err(Raise::new(&exc::OVERFLOW_ERROR, "date value out of range"))
}

impl Object for Time {
    fn type_(&self) -> &'static Type {
        match self.kind {
            Kind::Date => &DATE,
            Kind::DateTime => &DATETIME,
            Kind::Delta => &TIMEDELTA,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format::repr(self))
    }

    fn str(&self, _: &mut Interp) -> Result<String> {
        Ok(match self.kind {
            Kind::Delta => format::duration(self),
            _ => format::iso(self, " ", None),
        })
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        let (f, [hour, minute, second, micro], [days, seconds, micros]) = (self.fields(), self.clock(), self.parts());
        let n = match (self.kind, name) {
            (Kind::Delta, "days") => days,
            (Kind::Delta, "seconds") => seconds,
            (Kind::Delta, "microseconds") => micros,
            (Kind::Delta, _) => return Ok(None),
            (_, "year") => f.year,
            (_, "month") => f.month as i64,
            (_, "day") => f.day as i64,
            (Kind::DateTime, "hour") => hour,
            (Kind::DateTime, "minute") => minute,
            (Kind::DateTime, "second") => second,
            (Kind::DateTime, "microsecond") => micro,
            (Kind::DateTime, "fold") => 0,
            (Kind::DateTime, "tzinfo") => return Ok(Some(Value::None)),
            _ => return Ok(None),
        };
        Ok(Some(Value::Int(n)))
    }

    fn order(&self, _: &mut Interp, op: CmpOp, other: &Value) -> Option<Result<Value>> {
        let other = Time::of(other)?;
        if other.kind != self.kind {
            let mixed = other.kind != Kind::Delta && self.kind != Kind::Delta;
            let ordered = matches!(op, CmpOp::Lt | CmpOp::Le | CmpOp::Gt | CmpOp::Ge);
            let text = "can't compare datetime.datetime to datetime.date";
            return (mixed && ordered).then(|| Err(Raise::type_error(text)));
        }
        let (a, b) = (self.micros, other.micros);
        Some(Ok(Value::Bool(match op {
            CmpOp::Lt => a < b,
            CmpOp::Le => a <= b,
            CmpOp::Gt => a > b,
            CmpOp::Ge => a >= b,
            CmpOp::Ne => a != b,
            _ => a == b,
        })))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        // Arrays and NumPy's times have their own say.
        let theirs = matches!(other, Value::Array(_) | Value::Scalar(_));
        (!theirs).then(|| other.downcast::<Time>() == Some(self))
    }

    fn truth(&self) -> bool {
        self.kind != Kind::Delta || self.micros != 0
    }

    fn unary(&self, _: &mut Interp, op: UnaryOp) -> Option<Result<Value>> {
        let micros = match op {
            UnaryOp::Neg => -self.micros,
            UnaryOp::Pos => self.micros,
            _ => return None,
        };
        (self.kind == Kind::Delta).then(|| delta::made(micros))
    }

    fn binary(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        match (Time::of(other), reflected) {
            (Some(theirs), false) => between(interp, op, *self, theirs),
            (Some(theirs), true) => between(interp, op, theirs, *self),
            (None, _) if self.kind == Kind::Delta => delta::with_number(interp, op, self.micros, other, reflected),
            _ => None,
        }
    }
}

/// `a op b` of two times.
fn between(interp: &mut Interp, op: BinOp, a: Time, b: Time) -> Option<Result<Value>> {
    use Kind::{Date, DateTime, Delta};
    // A date and a duration count whole days.
    let whole = |t: Time| t.micros.div_euclid(DAY) * DAY;
    Some(match (op, a.kind, b.kind) {
        (_, Delta, Delta) => return delta::with_delta(interp, op, a.micros, b.micros),
        (BinOp::Add, Date, Delta) | (BinOp::Add, Delta, Date) => checked(Date, whole(a) + whole(b)),
        (BinOp::Add, DateTime, Delta) | (BinOp::Add, Delta, DateTime) => checked(DateTime, a.micros + b.micros),
        (BinOp::Sub, Date, Delta) => checked(Date, a.micros - whole(b)),
        (BinOp::Sub, DateTime, Delta) => checked(DateTime, a.micros - b.micros),
        (BinOp::Sub, DateTime, DateTime) => delta::made(a.micros - b.micros),
        (BinOp::Sub, Date, Date) => delta::made(a.micros - b.micros),
        _ => return None,
    })
}

/// `format(v, spec)` of a date: as `strftime` writes it.
pub fn format_spec(v: &Value, spec: &str) -> Option<String> {
    Time::of(v).filter(|t| t.kind != Kind::Delta).map(|t| format::strftime(&t, spec))
}

/// A constant of one of the types.
pub fn type_attribute(t: &'static Type, name: &str) -> Option<Value> {
    let kind = match () {
        () if std::ptr::eq(t, &DATE) => Kind::Date,
        () if std::ptr::eq(t, &DATETIME) => Kind::DateTime,
        () if std::ptr::eq(t, &TIMEDELTA) => Kind::Delta,
        () => return None,
    };
    let (first, last) = (datetime::days_of(1, 1, 1) as i128, datetime::days_of(9999, 12, 31) as i128);
    let rest = if kind == Kind::Date { 0 } else { DAY - 1 };
    Some(match (kind, name) {
        (Kind::Delta, "min") => Time::value(kind, -delta::MOST_DAYS * DAY),
        (Kind::Delta, "max") => Time::value(kind, delta::MOST_DAYS * DAY + rest),
        (Kind::Date, "resolution") => Time::value(Kind::Delta, DAY),
        (_, "resolution") => Time::value(Kind::Delta, 1),
        (_, "min") => Time::value(kind, first * DAY),
        (_, "max") => Time::value(kind, last * DAY + rest),
        _ => return None,
    })
}

/// Whether one of two values is a time of Python's, and the other an array or scalar of NumPy's.
pub fn meets_numpy(a: &Value, b: &Value) -> bool {
    let numpy = |v: &Value| matches!(v, Value::Array(_) | Value::Scalar(_));
    numpy(a) && Time::of(b).is_some() || numpy(b) && Time::of(a).is_some()
}

/// The element that a time of Python's is: dates count days, all else microseconds.
pub fn element(value: &Value) -> Option<Scalar> {
    let time = value.downcast::<Time>()?;
    let micros = time.micros as i64;
    Some(match time.kind {
        Kind::Date => Scalar::DateTime(micros.div_euclid(DAY as i64), TimeUnit::one(Base::Day)),
        Kind::DateTime => Scalar::DateTime(micros, MICRO),
        Kind::Delta => Scalar::TimeDelta(micros, MICRO),
    })
}

/// A time as `item()` gives it: Python's, an integer where that would lose something, `None` of `NaT`.
pub fn python(s: &Scalar) -> Option<Value> {
    let (kind, n, unit) = match s {
        Scalar::DateTime(NAT, _) | Scalar::TimeDelta(NAT, _) => return Some(Value::None),
        Scalar::DateTime(n, unit) => (if unit.base > Base::Day { Kind::DateTime } else { Kind::Date }, *n, *unit),
        Scalar::TimeDelta(n, unit) => (Kind::Delta, *n, *unit),
        _ => return None,
    };
    let calendar = kind == Kind::Delta && unit.base.is_calendar();
    if unit.base > Base::Micro || calendar {
        return Some(Value::Int(n));
    }
    let micros = if kind == Kind::Delta {
        datetime::cast_delta(n, unit, MICRO)
    } else {
        match datetime::cast_date(n, unit, MICRO) {
            Ok(micros) if (1..=9999).contains(&datetime::split(n, unit).year) => micros,
            _ => return Some(Value::Int(n)),
        }
    };
    Some(Time::value(kind, micros as i128))
}
