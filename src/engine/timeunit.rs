//! Units of `datetime64` and `timedelta64`: `D`, `10ms`, and no unit at all.

use super::error::{Error, Result};

/// What one step is, from the largest to the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Base {
    /// `Y`
    Year,
    /// `M`
    Month,
    /// `W`
    Week,
    /// `D`
    Day,
    /// `h`
    Hour,
    /// `m`
    Minute,
    /// `s`
    Second,
    /// `ms`
    Milli,
    /// `us`
    Micro,
    /// `ns`
    Nano,
    /// `ps`
    Pico,
    /// `fs`
    Femto,
    /// `as`
    Atto,
    /// No unit: it takes that of what it meets.
    Generic,
}

/// A unit: so many steps of a base. Packed, so that a dtype stays at eight bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(Rust, packed)]
pub struct TimeUnit {
    /// What is counted.
    pub base: Base,
    /// How many make one.
    pub count: u32,
}

/// Not a time: what NumPy's `NaT` is stored as.
pub const NAT: i64 = i64::MIN;

const NAMES: [(&str, Base); 14] = [
    ("Y", Base::Year),
    ("M", Base::Month),
    ("W", Base::Week),
    ("D", Base::Day),
    ("h", Base::Hour),
    ("m", Base::Minute),
    ("s", Base::Second),
    ("ms", Base::Milli),
    ("us", Base::Micro),
    ("ns", Base::Nano),
    ("ps", Base::Pico),
    ("fs", Base::Femto),
    ("as", Base::Atto),
    ("generic", Base::Generic),
];

impl Base {
    /// `D`, `ms`, `generic`.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, b)| *b == self).map_or("", |(name, _)| name)
    }

    /// The base of a name.
    pub fn from_name(name: &str) -> Option<Base> {
        if name == "\u{3bc}s" {
            return Some(Base::Micro);
        }
        NAMES.iter().find(|(n, _)| *n == name).map(|(_, b)| *b)
    }

    /// Whether its steps differ in length: years and months.
    pub fn is_calendar(self) -> bool {
        matches!(self, Base::Year | Base::Month)
    }

    /// How many of the next smaller base make one.
    pub fn of_next(self) -> i64 {
        match self {
            Base::Year => 12,
            Base::Week => 7,
            Base::Day => 24,
            Base::Hour | Base::Minute => 60,
            Base::Month | Base::Atto | Base::Generic => 1,
            _ => 1000,
        }
    }

    /// The next smaller base.
    pub fn next(self) -> Base {
        let at = NAMES.iter().position(|(_, b)| *b == self).unwrap_or(0);
        NAMES[(at + 1).min(12)].1
    }

    /// How many of a smaller base make one; `None` beyond 64 bits.
    pub fn per(self, small: Base) -> Option<i64> {
        let (mut base, mut factor) = (self, 1i64);
        while base < small {
            factor = factor.checked_mul(base.of_next())?;
            base = base.next();
        }
        Some(factor)
    }
}

impl TimeUnit {
    /// No unit.
    pub const GENERIC: TimeUnit = TimeUnit { base: Base::Generic, count: 1 };

    /// One of a base.
    pub const fn one(base: Base) -> TimeUnit {
        TimeUnit { base, count: 1 }
    }

    /// Whether it is none.
    pub fn is_generic(self) -> bool {
        self.base == Base::Generic
    }

    /// `D`, `10ms`.
    pub fn name(self) -> String {
        if self.count == 1 { self.base.name().into() } else { format!("{}{}", { self.count }, self.base.name()) }
    }

    /// `[D]`, `[10ms]`; nothing of no unit.
    pub fn suffix(self) -> String {
        if self.is_generic() { String::new() } else { format!("[{}]", self.name()) }
    }

    /// The unit between the brackets of `M8[10D]`, or as `np.datetime64('now', '10D')` names it; `whole` is what an error
    /// shows.
    ///
    /// # Errors
    /// `TypeError` in NumPy's words.
    pub fn parse(text: &str, whole: &str) -> Result<TimeUnit> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (count, rest) = text.split_at(digits);
        let (name, divisor) = rest.split_once('/').map_or((rest, None), |(n, d)| (n, Some(d)));
        let invalid = || Error::type_(format!("Invalid datetime unit in metadata string \"{whole}\""));
        let base = Base::from_name(name).ok_or_else(|| {
            if whole.starts_with('[') {
                invalid()
            } else {
                Error::type_(format!("Invalid datetime unit \"{name}\" in metadata"))
            }
        })?;
        let count: u32 = if count.is_empty() { 1 } else { count.parse().map_err(|_| invalid())? };
        if count == 0 {
            return Err(invalid());
        }
        let unit = TimeUnit { base, count };
        match divisor {
            None => Ok(unit),
            Some(d) => unit.divided(d.parse().map_err(|_| invalid())?),
        }
    }

    /// `D/4` is `6h`: the largest smaller unit of which a whole number makes the part.
    fn divided(self, by: u32) -> Result<TimeUnit> {
        let mut unit = self;
        loop {
            let count = unit.count;
            if by != 0 && count.is_multiple_of(by) {
                return Ok(TimeUnit { count: unit.count / by, ..unit });
            }
            let factor = u32::try_from(unit.base.of_next()).unwrap_or(1);
            match count.checked_mul(factor) {
                Some(count) if unit.base < Base::Atto && unit.base != Base::Month => {
                    unit = TimeUnit { base: unit.base.next(), count };
                }
                _ => {
                    return Err(Error::value(format!(
                        "divisor ({by}) is not a multiple of a lower-unit in datetime metadata \"{}\"",
                        self.suffix()
                    )));
                }
            }
        }
    }
}
