//! `datetime.date`.

use super::{DAY, Kind, Time, checked, format, parse};
use crate::engine::datetime;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Table, c};
use crate::lang::value::Value;
use chrono::{Datelike, Timelike};

const DOC: &str =
    "A date.\n\n>>> from datetime import date\n>>> date(2024, 3, 1) - date(2024, 2, 1)\ndatetime.timedelta(days=29)";

/// The table.
pub fn table() -> Table {
    Table {
        doc: DOC,
        new: Some(c(&["date"], "year, month, day", DOC, |_: &mut Interp, year: i64, month: i64, day: i64| {
            Ok(Time::value(Kind::Date, days_of(year, month, day)? as i128 * DAY))
        })),
        methods: methods(),
        statics: statics(),
        ..Table::default()
    }
}

/// Days since 1970 of a date that the calendar has.
pub fn days_of(year: i64, month: i64, day: i64) -> Result<i64> {
    if !(1..=9999).contains(&year) {
        return Err(Raise::value_error(format!("year {year} is out of range")));
    }
    if !(1..=12).contains(&month) {
        return Err(Raise::value_error("month must be in 1..12"));
    }
    if day < 1 || day > datetime::month_days(year, month as u32) as i64 {
        return Err(Raise::value_error("day is out of range for month"));
    }
    Ok(datetime::days_of(year, month as u32, day as u32))
}

/// This moment on the clock of the wall.
pub fn now() -> i128 {
    wall(&chrono::Local::now())
}

/// What the clock of the wall shows.
pub fn wall<Z: chrono::TimeZone>(t: &chrono::DateTime<Z>) -> i128 {
    let days = datetime::days_of(t.year() as i64, t.month(), t.day()) as i128;
    let seconds = t.num_seconds_from_midnight() as i128;
    days * DAY + seconds * 1_000_000 + (t.nanosecond() / 1000 % 1_000_000) as i128
}

fn own(v: &Value) -> Result<Time> {
    Time::of(v).ok_or_else(|| Raise::type_error("descriptor requires a 'datetime.date' object"))
}

fn int(row: &'static str, doc: &'static str, f: fn(Time) -> i64) -> Builtin {
    let names: &'static [&'static str] = Box::leak(Box::new([row]));
    c(names, "self, /", doc, move |_: &mut Interp, v: Value| own(&v).map(f))
}

fn methods() -> Vec<Builtin> {
    vec![
        int("weekday", "Monday is 0.\n\n>>> from datetime import date\n>>> date(2024, 2, 29).weekday()\n3", |t| {
            (t.days() + 3).rem_euclid(7)
        }),
        int(
            "isoweekday",
            "Monday is 1.\n\n>>> from datetime import date\n>>> date(2024, 2, 29).isoweekday()\n4",
            |t| (t.days() + 3).rem_euclid(7) + 1,
        ),
        int(
            "toordinal",
            "Days since the year 1.\n\n>>> from datetime import date\n>>> date(1, 1, 2).toordinal()\n2",
            |t| t.ordinal(),
        ),
        c(
            &["isoformat"],
            "self, /",
            "The date in ISO 8601.\n\n>>> from datetime import date\n>>> date(2024, 2, 29).isoformat()\n'2024-02-29'",
            |_: &mut Interp, v: Value| own(&v).map(|t| format::iso(&t, "T", None)),
        ),
        c(
            &["ctime"],
            "self, /",
            "As C writes it.\n\n>>> from datetime import date\n>>> date(2024, 2, 29).ctime()\n'Thu Feb 29 00:00:00 2024'",
            |_: &mut Interp, v: Value| {
                own(&v).map(|t| format!("{} {:04}", format::strftime(&t, "%a %b %e %H:%M:%S"), t.fields().year))
            },
        ),
        c(
            &["strftime"],
            "self, /, format",
            "The time as a format says.\n\n>>> from datetime import date\n>>> date(2024, 2, 29).strftime('%d %B %Y')\n'29 February 2024'",
            |interp: &mut Interp, v: Value, pattern: Value| {
                let Some(pattern) = pattern.as_str() else {
                    let t = interp.type_name(&pattern);
                    return Err(Raise::type_error(format!("strftime() argument 1 must be str, not {t}")));
                };
                own(&v).map(|t| format::strftime(&t, pattern))
            },
        ),
        c(
            &["replace"],
            "self, /, year=None, month=None, day=None",
            "The date with other fields.\n\n>>> from datetime import date\n>>> date(2024, 2, 29).replace(day=1)\ndatetime.date(2024, 2, 1)",
            |_: &mut Interp, v: Value, year: Option<i64>, month: Option<i64>, day: Option<i64>| {
                let f = own(&v)?.fields();
                let day = day.unwrap_or(f.day as i64);
                let days = days_of(year.unwrap_or(f.year), month.unwrap_or(f.month as i64), day)?;
                Ok(Time::value(Kind::Date, days as i128 * DAY))
            },
        ),
    ]
}

fn statics() -> Vec<Builtin> {
    vec![
        c(
            &["today"],
            "",
            "The date of today.\n\n>>> from datetime import date\n>>> date.today() > date(2020, 1, 1)\nTrue",
            |_: &mut Interp| Ok(Time::value(Kind::Date, now().div_euclid(DAY) * DAY)),
        ),
        c(
            &["fromordinal"],
            "ordinal, /",
            "The date of a number of days.\n\n>>> from datetime import date\n>>> date.fromordinal(1)\ndatetime.date(1, 1, 1)",
            |_: &mut Interp, n: i64| from_ordinal(Kind::Date, n),
        ),
        c(
            &["fromisoformat"],
            "date_string, /",
            "The date that a text names.\n\n>>> from datetime import date\n>>> date.fromisoformat('2024-02-29')\ndatetime.date(2024, 2, 29)",
            |_: &mut Interp, text: Given| parse::from_iso(Kind::Date, text.0),
        ),
        c(
            &["fromtimestamp"],
            "timestamp, /",
            "The date of a number of seconds since 1970.",
            |interp: &mut Interp, v: Value| {
                let moment = super::moment::from_timestamp(interp.float(&v)?)?;
                checked(Kind::Date, moment.div_euclid(DAY) * DAY)
            },
        ),
    ]
}

/// The day of a number.
pub fn from_ordinal(kind: Kind, n: i64) -> Result<Value> {
    if n < 1 {
        return Err(Raise::value_error("ordinal must be >= 1"));
    }
    let micros = (n as i128 - 719_163) * DAY;
    checked(kind, micros).map_err(|_| Raise::value_error("year is out of range"))
}
