//! Python's `datetime.date`, `datetime.datetime` and `datetime.timedelta`, as items of arrays of times become.

use crate::engine::Scalar;
use crate::engine::datetime::{self, Fields};
use crate::engine::timeunit::{Base, NAT, TimeUnit};
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{OBJECT, Table, Type, c};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;
use std::any::Any;

fn table() -> Table {
    Table {
        doc: "A time of Python's module `datetime`, as an array's `item()` gives it.",
        methods: vec![
            c(&["isoformat"], "self, /", "The time in ISO 8601.", |interp: &mut Interp, v: Value| interp.str(&v)),
            c(&["total_seconds"], "self, /", "The length in seconds.", |_: &mut Interp, v: Value| {
                Ok(v.downcast::<Time>().map_or(Value::None, |t| Value::Float(t.micros as f64 / 1e6)))
            }),
        ],
        ..Table::default()
    }
}

static DATE: Type = Type::new("date", "datetime", &[&OBJECT], table);
static DATETIME: Type = Type::new("datetime", "datetime", &[&DATE], table);
static TIMEDELTA: Type = Type::new("timedelta", "datetime", &[&OBJECT], table);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Date,
    DateTime,
    Delta,
}

/// A time: microseconds since 1970, or of a duration.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Time {
    kind: Kind,
    micros: i128,
}

const DAY: i128 = 86_400_000_000;

impl Time {
    fn fields(&self) -> Fields {
        let micro = TimeUnit::one(Base::Micro);
        datetime::split(self.micros as i64, micro)
    }

    /// Days, seconds and microseconds of a duration.
    fn parts(&self) -> (i128, i128, i128) {
        let rest = self.micros.rem_euclid(DAY);
        (self.micros.div_euclid(DAY), rest / 1_000_000, rest % 1_000_000)
    }
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
        let f = self.fields();
        let (hour, minute, second, micro) =
            (f.second / 3600, f.second / 60 % 60, f.second % 60, f.atto / 1_000_000_000_000);
        let date = format!("{}, {}, {}", f.year, f.month, f.day);
        Ok(match self.kind {
            Kind::Date => format!("datetime.date({date})"),
            Kind::DateTime if micro != 0 => format!("datetime.datetime({date}, {hour}, {minute}, {second}, {micro})"),
            Kind::DateTime if second != 0 => format!("datetime.datetime({date}, {hour}, {minute}, {second})"),
            Kind::DateTime => format!("datetime.datetime({date}, {hour}, {minute})"),
            Kind::Delta => {
                let (days, seconds, micros) = self.parts();
                let named = [("days", days), ("seconds", seconds), ("microseconds", micros)];
                let given: Vec<String> =
                    named.iter().filter(|(_, n)| *n != 0).map(|(name, n)| format!("{name}={n}")).collect();
                format!("datetime.timedelta({})", if given.is_empty() { "0".into() } else { given.join(", ") })
            }
        })
    }

    fn str(&self, _: &mut Interp) -> Result<String> {
        let micro = TimeUnit::one(Base::Micro);
        Ok(match self.kind {
            Kind::Date => datetime::iso(self.micros as i64, micro)[..10].to_string(),
            Kind::DateTime => {
                let text = datetime::iso(self.micros as i64, micro).replace('T', " ");
                text.strip_suffix(".000000").map_or(text.clone(), String::from)
            }
            Kind::Delta => {
                let (days, seconds, micros) = self.parts();
                let plural = if days.abs() == 1 { "" } else { "s" };
                let lead = if days == 0 { String::new() } else { format!("{days} day{plural}, ") };
                let end = if micros == 0 { String::new() } else { format!(".{micros:06}") };
                format!("{lead}{}:{:02}:{:02}{end}", seconds / 3600, seconds / 60 % 60, seconds % 60)
            }
        })
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        let f = self.fields();
        let (days, seconds, micros) = self.parts();
        let n = match (self.kind, name) {
            (Kind::Delta, "days") => days as i64,
            (Kind::Delta, "seconds") => seconds as i64,
            (Kind::Delta, "microseconds") => micros as i64,
            (Kind::Delta, _) => return Ok(None),
            (_, "year") => f.year,
            (_, "month") => f.month as i64,
            (_, "day") => f.day as i64,
            (Kind::DateTime, "hour") => f.second / 3600,
            (Kind::DateTime, "minute") => f.second / 60 % 60,
            (Kind::DateTime, "second") => f.second % 60,
            (Kind::DateTime, "microsecond") => f.atto / 1_000_000_000_000,
            _ => return Ok(None),
        };
        Ok(Some(Value::Int(n)))
    }

    fn order(&self, _: &mut Interp, op: CmpOp, other: &Value) -> Option<Result<Value>> {
        let other = other.downcast::<Time>().filter(|t| t.kind == self.kind)?;
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
        Some(other.downcast::<Time>() == Some(self))
    }
}

/// The element that a time of Python's is: dates count days, all else microseconds.
pub fn element(value: &Value) -> Option<Scalar> {
    let time = value.downcast::<Time>()?;
    let micros = time.micros as i64;
    let (day, micro) = (TimeUnit::one(Base::Day), TimeUnit::one(Base::Micro));
    Some(match time.kind {
        Kind::Date => Scalar::DateTime(micros.div_euclid(DAY as i64), day),
        Kind::DateTime => Scalar::DateTime(micros, micro),
        Kind::Delta => Scalar::TimeDelta(micros, micro),
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
    let micro = TimeUnit::one(Base::Micro);
    let micros = if kind == Kind::Delta {
        datetime::cast_delta(n, unit, micro)
    } else {
        match datetime::cast_date(n, unit, micro) {
            Ok(micros) if (1..=9999).contains(&datetime::split(n, unit).year) => micros,
            _ => return Some(Value::Int(n)),
        }
    };
    Some(Value::object(Time { kind, micros: micros as i128 }))
}
