//! `datetime.datetime`.

use super::calendar::{days_of, from_ordinal, now, wall};
use super::{DAY, Kind, Time, checked, format, parse};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Table, c};
use crate::lang::value::Value;
use chrono::TimeZone;

const DOC: &str = "A date and a time of day.\n\n>>> from datetime import datetime, timedelta\n>>> datetime(2024, 2, 29, 23, 30) + timedelta(hours=1)\ndatetime.datetime(2024, 3, 1, 0, 30)";

/// The table.
pub fn table() -> Table {
    Table {
        doc: DOC,
        new: Some(c(
            &["datetime"],
            "year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None",
            DOC,
            new,
        )),
        methods: methods(),
        statics: statics(),
        ..Table::default()
    }
}

/// Microseconds of a day, from what the clock shows.
pub fn time_of_day(clock: [i64; 4]) -> Result<i128> {
    let bounds = [("hour", 23), ("minute", 59), ("second", 59), ("microsecond", 999_999)];
    for (n, (name, last)) in clock.iter().zip(bounds) {
        if !(0..=last).contains(n) {
            return Err(Raise::value_error(format!("{name} must be in 0..{last}")));
        }
    }
    let [hour, minute, second, micro] = clock.map(|n| n as i128);
    Ok((hour * 3600 + minute * 60 + second) * 1_000_000 + micro)
}

fn zoneless(tz: &Value) -> Result<()> {
    if tz.is_none() {
        return Ok(());
    }
    Err(Raise::unsupported("Ravel's datetimes know no time zones: leave tz out"))
}

#[allow(clippy::too_many_arguments)] // one for each field
fn new(
    _: &mut Interp,
    year: i64,
    month: i64,
    day: i64,
    hour: Option<i64>,
    minute: Option<i64>,
    second: Option<i64>,
    micro: Option<i64>,
    tz: Value,
) -> Result<Value> {
    zoneless(&tz)?;
    let days = days_of(year, month, day)? as i128;
    let clock = [hour, minute, second, micro].map(|n| n.unwrap_or(0));
    Ok(Time::value(Kind::DateTime, days * DAY + time_of_day(clock)?))
}

fn own(v: &Value) -> Result<Time> {
    Time::of(v).ok_or_else(|| Raise::type_error("descriptor requires a 'datetime.datetime' object"))
}

fn methods() -> Vec<Builtin> {
    vec![
        c(
            &["isoformat"],
            "self, /, sep='T', timespec='auto'",
            "The time in ISO 8601.\n\n>>> from datetime import datetime\n>>> datetime(2024, 2, 29, 12).isoformat(' ', 'minutes')\n'2024-02-29 12:00'",
            isoformat,
        ),
        c(
            &["date"],
            "self, /",
            "The day.\n\n>>> from datetime import datetime\n>>> datetime(2024, 2, 29, 12).date()\ndatetime.date(2024, 2, 29)",
            |_: &mut Interp, v: Value| Ok(Time::value(Kind::Date, own(&v)?.days() as i128 * DAY)),
        ),
        c(
            &["timestamp"],
            "self, /",
            "Seconds since 1970, of a time on the clock of the wall.",
            |_: &mut Interp, v: Value| Ok(seconds_since_1970(own(&v)?.micros)),
        ),
        c(
            &["replace"],
            "self, /, year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None",
            "The time with other fields.\n\n>>> from datetime import datetime\n>>> datetime(2024, 2, 29, 12).replace(hour=0, day=1)\ndatetime.datetime(2024, 2, 1, 0, 0)",
            replace,
        ),
    ]
}

#[allow(clippy::too_many_arguments)] // one for each field
fn replace(
    _: &mut Interp,
    v: Value,
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    hour: Option<i64>,
    minute: Option<i64>,
    second: Option<i64>,
    micro: Option<i64>,
) -> Result<Value> {
    let time = own(&v)?;
    let (f, clock) = (time.fields(), time.clock());
    let days = days_of(year.unwrap_or(f.year), month.unwrap_or(f.month as i64), day.unwrap_or(f.day as i64))?;
    let given = [hour, minute, second, micro];
    let clock = std::array::from_fn(|i| given[i].unwrap_or(clock[i]));
    Ok(Time::value(Kind::DateTime, days as i128 * DAY + time_of_day(clock)?))
}

fn isoformat(interp: &mut Interp, v: Value, sep: Given, timespec: Option<String>) -> Result<String> {
    let sep = match &sep.0 {
        None => "T".to_string(),
        Some(v) => match v.as_str() {
            Some(text) if text.chars().count() == 1 => text.to_string(),
            _ => {
                let t = interp.type_name(v);
                return Err(Raise::type_error(format!("isoformat() argument 1 must be a unicode character, not {t}")));
            }
        },
    };
    let spec = timespec.unwrap_or("auto".into());
    let digits = match spec.as_str() {
        "auto" => None,
        other => match ["hours", "minutes", "seconds", "milliseconds", "microseconds"].iter().position(|s| *s == other)
        {
            Some(at) => Some(at),
            None => return Err(Raise::value_error("Unknown timespec value")),
        },
    };
    own(&v).map(|t| format::iso(&t, &sep, digits))
}

/// What the clock of the wall showed.
pub fn from_timestamp(seconds: f64) -> Result<i128> {
    if !seconds.is_finite() {
        let nan = Raise::value_error("cannot convert float NaN to integer");
        let infinite = Raise::new(&exc::OVERFLOW_ERROR, "cannot convert float infinity to integer");
        return Err(if seconds.is_nan() { nan } else { infinite });
    }
    let micros = (seconds.fract() * 1e6).round_ties_even() as i64;
    let whole = (seconds.trunc() as i64).saturating_mul(1_000_000).saturating_add(micros);
    let moment = chrono::Local.timestamp_micros(whole).single();
    let year_of = |whole: i64| crate::engine::datetime::split(whole, super::MICRO).year;
    let wrong = || Raise::value_error(format!("year {} is out of range", year_of(whole)));
    moment.filter(|_| (1..=9999).contains(&year_of(whole))).map(|m| wall(&m)).ok_or_else(wrong)
}

fn seconds_since_1970(micros: i128) -> f64 {
    let (seconds, rest) = (micros.div_euclid(1_000_000) as i64, micros.rem_euclid(1_000_000));
    let naive = chrono::DateTime::from_timestamp(seconds, 0).map(|t| t.naive_utc());
    let local = naive.and_then(|n| chrono::Local.from_local_datetime(&n).earliest());
    local.map_or(seconds, |t| t.timestamp()) as f64 + rest as f64 / 1e6
}

fn statics() -> Vec<Builtin> {
    vec![
        c(
            &["now"],
            "tz=None",
            "This moment, on the clock of the wall.\n\n>>> from datetime import datetime\n>>> datetime.now() > datetime(2020, 1, 1)\nTrue",
            |_: &mut Interp, tz: Value| zoneless(&tz).map(|()| Time::value(Kind::DateTime, now())),
        ),
        c(&["today"], "", "This moment, on the clock of the wall.", |_: &mut Interp| {
            Ok(Time::value(Kind::DateTime, now()))
        }),
        c(&["utcnow"], "", "This moment, in UTC.", |_: &mut Interp| {
            Ok(Time::value(Kind::DateTime, wall(&chrono::Utc::now())))
        }),
        c(
            &["strptime"],
            "date_string, format, /",
            "The time that a text names in a format.\n\n>>> from datetime import datetime\n>>> datetime.strptime('29/02/2024 12:30', '%d/%m/%Y %H:%M')\ndatetime.datetime(2024, 2, 29, 12, 30)",
            parse::strptime,
        ),
        c(&["fromordinal"], "ordinal, /", "Midnight of the date of a number of days.", |_: &mut Interp, n: i64| {
            from_ordinal(Kind::DateTime, n)
        }),
        c(
            &["fromisoformat"],
            "date_string, /",
            "The time that a text names.\n\n>>> from datetime import datetime\n>>> datetime.fromisoformat('2024-02-29T12:30')\ndatetime.datetime(2024, 2, 29, 12, 30)",
            |_: &mut Interp, text: Given| parse::from_iso(Kind::DateTime, text.0),
        ),
        c(
            &["fromtimestamp"],
            "timestamp, tz=None",
            "What the clock of the wall showed a number of seconds after 1970.",
            |interp: &mut Interp, v: Value, tz: Value| {
                zoneless(&tz)?;
                checked(Kind::DateTime, from_timestamp(interp.float(&v)?)?)
            },
        ),
    ]
}
