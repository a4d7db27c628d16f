//! ISO 8601 as NumPy reads it.

use super::{Fields, days_of, month_days};
use crate::engine::error::{Error, Result};
use crate::engine::timeunit::{Base, NAT, TimeUnit};

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Parsed {
    /// `NaT`, or nothing at all.
    NotATime,
    /// `now`, `today`: the caller has a clock.
    Clock {
        /// The whole time, or the day alone.
        now: bool,
    },
    /// A time, its precision, and whether it named a time zone.
    Time(Fields, Base, bool),
}

impl Parsed {
    /// The unit that shows all that was said.
    pub fn unit(&self) -> TimeUnit {
        match self {
            Parsed::NotATime => TimeUnit::GENERIC,
            Parsed::Clock { now } => TimeUnit::one(if *now { Base::Second } else { Base::Day }),
            Parsed::Time(_, base, _) => TimeUnit::one(*base),
        }
    }

    /// The value in a unit.
    ///
    /// # Errors
    /// `OverflowError`.
    pub fn value(&self, unit: TimeUnit) -> Result<i64> {
        match self {
            Parsed::Time(fields, ..) => super::join(fields, unit),
            _ => Ok(NAT),
        }
    }
}

/// The text and where the reader is.
struct Reader<'a> {
    whole: &'a str,
    rest: &'a [u8],
}

impl Reader<'_> {
    fn error(&self) -> Error {
        let at = self.whole.len() - self.rest.len();
        Error::value(format!("Error parsing datetime string \"{}\" at position {at}", self.whole))
    }

    fn out_of_range(&self, what: &str) -> Error {
        Error::value(format!("{what} out of range in datetime string \"{}\"", self.whole))
    }

    fn take(&mut self, wanted: &[u8]) -> bool {
        let found = self.rest.first().is_some_and(|c| wanted.contains(c));
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    fn digit(&mut self) -> Option<i64> {
        let c = self.rest.first().filter(|c| c.is_ascii_digit())?;
        self.rest = &self.rest[1..];
        Some((c - b'0') as i64)
    }

    fn two_digits(&mut self) -> Result<i64> {
        match (self.rest.first(), self.rest.get(1)) {
            (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => {
                self.rest = &self.rest[2..];
                Ok(((a - b'0') * 10 + b - b'0') as i64)
            }
            _ => Err(self.error()),
        }
    }

    fn done(&self) -> bool {
        self.rest.iter().all(u8::is_ascii_whitespace)
    }
}

/// Reads a text.
///
/// # Errors
/// `ValueError` in NumPy's words.
pub fn parse(text: &str) -> Result<Parsed> {
    let bare = text.trim();
    match bare.to_ascii_lowercase().as_str() {
        "" | "nat" => return Ok(Parsed::NotATime),
        "now" => return Ok(Parsed::Clock { now: true }),
        "today" => return Ok(Parsed::Clock { now: false }),
        _ => {}
    }
    let start = text.len() - text.trim_start().len();
    let mut r = Reader { whole: text, rest: &text.as_bytes()[start..] };
    let negative = r.take(b"-");
    if !negative {
        r.take(b"+");
    }
    let mut year = r.digit().ok_or_else(|| r.error())?;
    while let Some(d) = r.digit() {
        year = year.checked_mul(10).and_then(|y| y.checked_add(d)).ok_or_else(|| r.error())?;
    }
    let mut f = Fields::of_year(if negative { -year } else { year });
    let base = date(&mut r, &mut f)?;
    if !r.done() {
        return zoned(r, f, base);
    }
    Ok(Parsed::Time(f, base, false))
}

/// What follows the year; ends before a time zone.
fn date(r: &mut Reader, f: &mut Fields) -> Result<Base> {
    if r.done() {
        return Ok(Base::Year);
    }
    if !r.take(b"-") {
        return Err(r.error());
    }
    f.month = r.two_digits()? as u32;
    if !(1..=12).contains(&f.month) {
        return Err(r.out_of_range("Month"));
    }
    if r.done() {
        return Ok(Base::Month);
    }
    if !r.take(b"-") {
        return Err(r.error());
    }
    f.day = r.two_digits()? as u32;
    if f.day < 1 || f.day > month_days(f.year, f.month) {
        return Err(r.out_of_range("Day"));
    }
    if r.done() {
        return Ok(Base::Day);
    }
    if !r.take(b"T ") {
        return Err(r.error());
    }
    time(r, f)
}

fn time(r: &mut Reader, f: &mut Fields) -> Result<Base> {
    let mut base = Base::Hour;
    for (what, most, seconds, own) in
        [("Hours", 24, 3600, Base::Hour), ("Minutes", 60, 60, Base::Minute), ("Seconds", 60, 1, Base::Second)]
    {
        let n = match r.two_digits() {
            Ok(n) => n,
            // A single digit is an hour, too.
            Err(e) if own == Base::Hour => r.digit().ok_or(e)?,
            Err(e) => return Err(e),
        };
        if n >= most {
            return Err(r.out_of_range(what));
        }
        f.second += n * seconds;
        base = own;
        if own == Base::Second || !r.take(b":") {
            break;
        }
    }
    if base == Base::Second && r.take(b".") {
        let mut digits = 0u32;
        while let Some(d) = r.digit() {
            digits += 1;
            if digits <= 18 {
                f.atto += d * 10i64.pow(18 - digits);
            }
        }
        base = match digits {
            0..=3 => Base::Milli,
            4..=6 => Base::Micro,
            7..=9 => Base::Nano,
            10..=12 => Base::Pico,
            13..=15 => Base::Femto,
            _ => Base::Atto,
        };
    }
    Ok(base)
}

/// A time with its zone, as universal time.
fn zoned(mut r: Reader, mut f: Fields, base: Base) -> Result<Parsed> {
    if base < Base::Hour {
        return Err(r.error());
    }
    if r.take(b"Z") {
        return if r.done() { Ok(Parsed::Time(f, base, true)) } else { Err(r.error()) };
    }
    let negative = r.take(b"-");
    if !negative && !r.take(b"+") {
        return Err(r.error());
    }
    let hours = r.two_digits()?;
    if hours >= 24 {
        return Err(r.out_of_range("Timezone hours offset"));
    }
    r.take(b":");
    let minutes = if r.done() { 0 } else { r.two_digits()? };
    if minutes >= 60 {
        return Err(r.out_of_range("Timezone minutes offset"));
    }
    if !r.done() {
        return Err(r.error());
    }
    let offset = (hours * 3600 + minutes * 60) * if negative { -1 } else { 1 };
    let second = f.second - offset;
    let (year, month, day) = super::date_of(days_of(f.year, f.month, f.day) + second.div_euclid(86_400));
    f = Fields { year, month, day, second: second.rem_euclid(86_400), atto: f.atto };
    Ok(Parsed::Time(f, base, true))
}
