//! Times as text.

use super::Fields;
use crate::engine::timeunit::{Base, NAT, TimeUnit};
use std::fmt::Write;

/// A point in time as ISO 8601 with the precision of a unit: `2005-02`, `2005-02-25T03:30`; `NaT` of [`NAT`].
pub fn iso(value: i64, unit: TimeUnit) -> String {
    if value == NAT {
        return "NaT".into();
    }
    let precision = if unit.is_generic() { Base::Second } else { unit.base };
    if unit.is_generic() {
        return fields_iso(&super::split(value, TimeUnit::one(Base::Second)), precision);
    }
    fields_iso(&super::split(value, unit), precision)
}

/// As [`iso`], of a time that is split already.
pub fn fields_iso(f: &Fields, base: Base) -> String {
    let mut out = if f.year < 0 { format!("-{:04}", -f.year) } else { format!("{:04}", f.year) };
    let mut part = |min: Base, text: String| {
        if base >= min {
            out.push_str(&text);
        }
    };
    part(Base::Month, format!("-{:02}", f.month));
    part(Base::Week, format!("-{:02}", f.day));
    part(Base::Hour, format!("T{:02}", f.second / 3600));
    part(Base::Minute, format!(":{:02}", f.second / 60 % 60));
    part(Base::Second, format!(":{:02}", f.second % 60));
    let digits = match base {
        Base::Milli => 3,
        Base::Micro => 6,
        Base::Nano => 9,
        Base::Pico => 12,
        Base::Femto => 15,
        Base::Atto => 18,
        _ => 0,
    };
    if digits > 0 {
        let all = format!("{:018}", f.atto);
        // Writing to a string does not fail.
        let _ = write!(out, ".{}", &all[..digits]);
    }
    out
}

/// The coarsest unit, days or finer, that shows a point in time whole; hours are shown with their minutes.
pub fn lossless(value: i64, unit: TimeUnit) -> TimeUnit {
    let unit = if unit.is_generic() { TimeUnit::one(Base::Second) } else { unit };
    let f = super::split(value, unit);
    let (whole, part) = (f.second, f.atto);
    let thousands = (0..6).take_while(|&k| part % 1000i64.pow(k + 1) == 0).count();
    let base = match (whole, part) {
        _ if value == NAT => Base::Second,
        (0, 0) => Base::Day,
        (s, 0) if s % 60 == 0 => Base::Minute,
        (_, 0) => Base::Second,
        _ => [Base::Atto, Base::Femto, Base::Pico, Base::Nano, Base::Micro, Base::Milli][thousands.min(5)],
    };
    TimeUnit::one(base)
}

/// How many characters hold every time of a unit.
pub fn text_len(unit: TimeUnit) -> u32 {
    let date = 21 + 1;
    match unit.base {
        Base::Generic => date + 6 + 10,
        Base::Year => date,
        Base::Month => date + 3,
        Base::Week | Base::Day => date + 6,
        Base::Hour => date + 6 + 3 + 1,
        Base::Minute => date + 6 + 6 + 1,
        Base::Second => date + 6 + 9 + 1,
        base => date + 6 + 9 + 1 + 1 + 3 * (base as u32 - Base::Second as u32),
    }
}

/// `str` of a `timedelta64`: `5 days`, `NaT`.
pub fn delta_str(value: i64, unit: TimeUnit) -> String {
    if value == NAT {
        return "NaT".into();
    }
    let word = match unit.base {
        Base::Year => "years",
        Base::Month => "months",
        Base::Week => "weeks",
        Base::Day => "days",
        Base::Hour => "hours",
        Base::Minute => "minutes",
        Base::Second => "seconds",
        Base::Milli => "milliseconds",
        Base::Micro => "microseconds",
        Base::Nano => "nanoseconds",
        Base::Pico => "picoseconds",
        Base::Femto => "femtoseconds",
        Base::Atto => "attoseconds",
        Base::Generic => "generic time units",
    };
    format!("{} {word}", value as i128 * unit.count as i128)
}
