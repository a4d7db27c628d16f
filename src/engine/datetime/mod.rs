//! Dates and times: the proleptic Gregorian calendar, ISO 8601 in and out, and casts between units, as NumPy's
//! `datetime64` and `timedelta64` do them.

mod busday;
mod parse;
mod text;

pub use busday::{Roll, WeekMask, count as busday_count, is_busday, offset as busday_offset};
pub use parse::{Parsed, parse};
pub use text::{delta_str, iso, lossless, text_len};

use super::error::{Error, ErrorKind, Result};
use super::timeunit::{Base, NAT, TimeUnit};

/// A point in time, split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fields {
    /// The year; before the year 1 they are 0, -1, …
    pub year: i64,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
    /// Seconds since midnight.
    pub second: i64,
    /// Attoseconds within the second.
    pub atto: i64,
}

impl Fields {
    /// The first moment of a year.
    pub fn of_year(year: i64) -> Fields {
        Fields { year, month: 1, day: 1, second: 0, atto: 0 }
    }
}

/// Whether a year has a 29th of February.
pub fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The days of a month.
pub fn month_days(year: i64, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01.
pub fn days_of(year: i64, month: u32, day: u32) -> i64 {
    // Years begin in March, so that the leap day is the last of them.
    let y = year - i64::from(month <= 2);
    let (era, of_era) = (y.div_euclid(400), y.rem_euclid(400));
    let since_march = (month as i64 + 9) % 12;
    let day_of_year = (153 * since_march + 2) / 5 + day as i64 - 1;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a number of days since 1970-01-01.
pub fn date_of(days: i64) -> (i64, u32, u32) {
    let shifted = days as i128 + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097) as i64, shifted.rem_euclid(146_097) as i64);
    let of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * of_era + of_era / 4 - of_era / 100);
    let since_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * since_march + 2) / 5 + 1) as u32;
    let month = if since_march < 10 { since_march + 3 } else { since_march - 9 } as u32;
    (of_era + era * 400 + i64::from(month <= 2), month, day)
}

const ATTO: i128 = 1_000_000_000_000_000_000;
const DAY: i128 = 86_400;

/// A value of a unit, which is not `NaT`, split.
pub fn split(value: i64, unit: TimeUnit) -> Fields {
    let total = value as i128 * unit.count as i128;
    let (days, second, atto) = match unit.base {
        Base::Year => return Fields::of_year(1970 + total as i64),
        Base::Month => {
            let month = total.rem_euclid(12) as u32 + 1;
            return Fields { month, ..Fields::of_year(1970 + total.div_euclid(12) as i64) };
        }
        Base::Week => (total * 7, 0, 0),
        Base::Day => (total, 0, 0),
        Base::Hour => (total.div_euclid(24), total.rem_euclid(24) * 3600, 0),
        Base::Minute => (total.div_euclid(1440), total.rem_euclid(1440) * 60, 0),
        base => {
            let per = Base::Second.per(base).unwrap_or(1) as i128;
            let (seconds, rest) = (total.div_euclid(per), total.rem_euclid(per));
            (seconds.div_euclid(DAY), seconds.rem_euclid(DAY), rest * (ATTO / per))
        }
    };
    let (year, month, day) = date_of(days as i64);
    Fields { year, month, day, second: second as i64, atto: atto as i64 }
}

/// The value of a unit that a point in time lies in.
///
/// # Errors
/// `OverflowError` beyond 64 bits.
pub fn join(fields: &Fields, unit: TimeUnit) -> Result<i64> {
    let days = || days_of(fields.year, fields.month, fields.day) as i128;
    let seconds = || days() * DAY + fields.second as i128;
    let total = match unit.base {
        Base::Year => fields.year as i128 - 1970,
        Base::Month => (fields.year as i128 - 1970) * 12 + fields.month as i128 - 1,
        Base::Week => days().div_euclid(7),
        Base::Day => days(),
        Base::Hour => seconds().div_euclid(3600),
        Base::Minute => seconds().div_euclid(60),
        base => {
            let per = Base::Second.per(base).unwrap_or(1) as i128;
            seconds() * per + fields.atto as i128 / (ATTO / per)
        }
    };
    let value = total.div_euclid(unit.count as i128);
    i64::try_from(value).ok().filter(|&v| v != NAT).ok_or_else(overflow)
}

/// NumPy's words for a time that its unit cannot hold.
pub fn overflow() -> Error {
    Error::new(ErrorKind::Overflow, "Overflow occurred during datetime conversion.")
}

/// A `datetime64` as another unit: the one that it lies in.
///
/// # Errors
/// `OverflowError`.
pub fn cast_date(value: i64, from: TimeUnit, to: TimeUnit) -> Result<i64> {
    if value == NAT || from == to || from.is_generic() || to.is_generic() {
        return Ok(value);
    }
    join(&split(value, from), to)
}

/// How a `timedelta64` becomes another unit: times the one, divided by the other. Years and months count by their mean
/// length.
pub fn delta_factor(from: TimeUnit, to: TimeUnit) -> (i128, i128) {
    if from.is_generic() || to.is_generic() {
        return (1, 1);
    }
    let (steps, down) = base_factor(from.base, to.base);
    let (n, d) = (steps * from.count as i128, down * to.count as i128);
    let common = num_integer::gcd(n, d);
    (n / common, d / common)
}

fn base_factor(from: Base, to: Base) -> (i128, i128) {
    if from > to {
        let (n, d) = base_factor(to, from);
        return (d, n);
    }
    match (from, to) {
        (Base::Year | Base::Month, Base::Year | Base::Month) => (from.per(to).unwrap_or(1) as i128, 1),
        (Base::Year | Base::Month, _) => {
            let months = if from == Base::Month { 12 } else { 1 };
            let (n, d) = if to == Base::Week { (1, 7) } else { (Base::Day.per(to).unwrap_or(1) as i128, 1) };
            (146_097 * n, 400 * months * d)
        }
        _ => {
            let (mut base, mut factor) = (from, 1i128);
            while base < to {
                factor *= base.of_next() as i128;
                base = base.next();
            }
            (factor, 1)
        }
    }
}

/// A `timedelta64` as another unit, rounded down.
pub fn cast_delta(value: i64, from: TimeUnit, to: TimeUnit) -> i64 {
    if value == NAT || from == to {
        return value;
    }
    let (n, d) = delta_factor(from, to);
    (value as i128 * n).div_euclid(d) as i64
}

/// A duration by its kind (of seconds, of months, without a unit), its whole seconds or months, and attoseconds.
pub fn length(value: i64, unit: TimeUnit) -> (u8, i128, i64) {
    let steps = value as i128 * unit.count as i128;
    let seconds = |n: i128| (0, steps * n, 0);
    let parts =
        |per: i128| (0, steps.div_euclid(per), (steps.rem_euclid(per) * (1_000_000_000_000_000_000 / per)) as i64);
    match unit.base {
        Base::Year => (1, steps * 12, 0),
        Base::Month => (1, steps, 0),
        Base::Week => seconds(604_800),
        Base::Day => seconds(86_400),
        Base::Hour => seconds(3600),
        Base::Minute => seconds(60),
        Base::Second => seconds(1),
        Base::Milli => parts(1000),
        Base::Micro => parts(1_000_000),
        Base::Nano => parts(1_000_000_000),
        Base::Pico => parts(1_000_000_000_000),
        Base::Femto => parts(1_000_000_000_000_000),
        Base::Atto => parts(1_000_000_000_000_000_000),
        Base::Generic => (2, steps, 0),
    }
}
