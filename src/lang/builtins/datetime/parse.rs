//! Times from text.

use super::calendar::days_of;
use super::format::{MONTHS, WEEKDAYS};
use super::moment::time_of_day;
use super::{DAY, Kind, Time};
use crate::engine::datetime;
use crate::engine::repr::python::str_repr;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// `fromisoformat`.
pub fn from_iso(kind: Kind, text: Option<Value>) -> Result<Value> {
    let Some(text) = text.as_ref().and_then(Value::as_str) else {
        return Err(Raise::type_error("fromisoformat: argument must be str"));
    };
    let wrong = || Raise::value_error(format!("Invalid isoformat string: {}", str_repr(text)));
    let chars: Vec<char> = text.chars().collect();
    let dashed = chars.get(4) == Some(&'-');
    let width = if dashed { 10 } else { 8 };
    let number = |from: usize, len: usize| -> Option<i64> {
        let part: String = chars.get(from..from + len)?.iter().collect();
        part.chars().all(|c| c.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let date = if dashed { [(0, 4), (5, 2), (8, 2)] } else { [(0, 4), (4, 2), (6, 2)] };
    let [year, month, day] = date.map(|(from, len)| number(from, len));
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(wrong()) };
    let rest = &chars[width.min(chars.len())..];
    if dashed && chars.get(7) != Some(&'-') || kind == Kind::Date && !rest.is_empty() {
        return Err(wrong());
    }
    let clock = match rest {
        [] => [0; 4],
        [_, time @ ..] => clock_of(&time.iter().collect::<String>()).ok_or_else(wrong)?,
    };
    Ok(Time::value(kind, days_of(year, month, day)? as i128 * DAY + time_of_day(clock)?))
}

/// `12`, `12:30`, `12:30:05.25`, `123005`
fn clock_of(text: &str) -> Option<[i64; 4]> {
    let (whole, fraction) = text.split_once(['.', ',']).map_or((text, None), |(a, b)| (a, Some(b)));
    let digits: String = whole.chars().filter(|c| *c != ':').collect();
    let colons = whole.len() - digits.len();
    let in_pairs = whole.split(':').all(|part| part.len() == 2);
    if !digits.bytes().all(|b| b.is_ascii_digit()) || ![2, 4, 6].contains(&digits.len()) || colons > 0 && !in_pairs {
        return None;
    }
    let mut clock = [0; 4];
    for (i, pair) in digits.as_bytes().chunks(2).enumerate() {
        clock[i] = std::str::from_utf8(pair).ok()?.parse().ok()?;
    }
    if let Some(f) = fraction {
        if digits.len() != 6 || f.is_empty() || !f.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        clock[3] = format!("{f:0<6}")[..6].parse().ok()?;
    }
    Some(clock)
}

/// What a text gave of a time.
#[derive(Default)]
struct Found {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    day_of_year: Option<i64>,
    hour: i64,
    hour12: Option<i64>,
    afternoon: Option<bool>,
    minute: i64,
    second: i64,
    micro: i64,
}

/// `datetime.strptime(text, format)`
pub fn strptime(interp: &mut Interp, text: Value, pattern: Value) -> Result<Value> {
    let (Some(whole), Some(pattern)) = (text.as_str(), pattern.as_str()) else {
        let (at, v) = if text.as_str().is_none() { (1, &text) } else { (2, &pattern) };
        let t = interp.type_name(v);
        return Err(Raise::type_error(format!("strptime() argument {at} must be str, not {t}")));
    };
    let mut found = Found::default();
    let mut rest = whole;
    if !scan(&mut rest, pattern, &mut found)? {
        let text = format!("time data {} does not match format {}", str_repr(whole), str_repr(pattern));
        return Err(Raise::value_error(text));
    }
    if !rest.is_empty() {
        return Err(Raise::value_error(format!("unconverted data remains: {rest}")));
    }
    found.time()
}

/// Reads what a format describes; whether the text fits.
fn scan(rest: &mut &str, pattern: &str, found: &mut Found) -> Result<bool> {
    let mut letters = pattern.chars();
    while let Some(c) = letters.next() {
        let fits = match c {
            '%' => match letters.next() {
                Some(letter) => directive(rest, letter, pattern, found)?,
                None => return Err(Raise::value_error(format!("stray %% in format '{pattern}'"))),
            },
            c if c.is_whitespace() => {
                let cut = rest.trim_start();
                let some = cut.len() < rest.len();
                *rest = cut;
                some || pattern.ends_with(c) && rest.is_empty()
            }
            c => rest.strip_prefix(c).map(|cut| *rest = cut).is_some(),
        };
        if !fits {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A number of at most so many digits, between bounds: as many digits as fit.
fn number(rest: &mut &str, most: usize, first: i64, last: i64) -> Option<i64> {
    let digits = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    for len in (1..=digits).rev() {
        let n = rest[..len].parse().ok()?;
        if (first..=last).contains(&n) {
            *rest = &rest[len..];
            return Some(n);
        }
    }
    None
}

/// One of several names, by its first letters or whole.
fn name(rest: &mut &str, names: &[&str], len: Option<usize>) -> Option<i64> {
    for (i, name) in names.iter().enumerate() {
        let name = len.map_or(*name, |n| &name[..n]);
        if rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)) {
            *rest = &rest[name.len()..];
            return Some(i as i64);
        }
    }
    None
}

/// Reads what one letter behind `%` stands for; whether the text fits.
fn directive(rest: &mut &str, letter: char, pattern: &str, found: &mut Found) -> Result<bool> {
    let put = |n: Option<i64>, place: &mut i64| n.map(|n| *place = n).is_some();
    let keep = |n: Option<i64>, place: &mut Option<i64>| {
        *place = n.or(*place);
        n.is_some()
    };
    Ok(match letter {
        'Y' => {
            let four = rest.get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_digit())).is_some();
            four && keep(number(rest, 4, 0, 9999), &mut found.year)
        }
        'y' => {
            let two = rest.get(..2).filter(|d| d.bytes().all(|b| b.is_ascii_digit())).is_some();
            let n = if two { number(rest, 2, 0, 99) } else { None };
            keep(n.map(|n| if n <= 68 { 2000 + n } else { 1900 + n }), &mut found.year)
        }
        'm' => keep(number(rest, 2, 1, 12), &mut found.month),
        'd' => keep(number(rest.trim_start_of(), 2, 1, 31), &mut found.day),
        'j' => keep(number(rest, 3, 1, 366), &mut found.day_of_year),
        'H' => put(number(rest, 2, 0, 23), &mut found.hour),
        'I' => keep(number(rest, 2, 1, 12), &mut found.hour12),
        'M' => put(number(rest, 2, 0, 59), &mut found.minute),
        'S' => put(number(rest, 2, 0, 61), &mut found.second),
        'f' => {
            let len = rest.bytes().take(6).take_while(u8::is_ascii_digit).count();
            let n = number(rest, 6, 0, 999_999);
            put(n.map(|n| n * 10i64.pow(6 - len as u32)), &mut found.micro)
        }
        'p' => match name(rest, &["AM", "PM"], None) {
            Some(n) => {
                found.afternoon = Some(n == 1);
                true
            }
            None => false,
        },
        'B' => keep(name(rest, &MONTHS, None).map(|n| n + 1), &mut found.month),
        'b' | 'h' => keep(name(rest, &MONTHS, Some(3)).map(|n| n + 1), &mut found.month),
        'A' => name(rest, &WEEKDAYS, None).is_some(),
        'a' => name(rest, &WEEKDAYS, Some(3)).is_some(),
        'w' => number(rest, 1, 0, 6).is_some(),
        'u' => number(rest, 1, 1, 7).is_some(),
        '%' => rest.strip_prefix('%').map(|cut| *rest = cut).is_some(),
        'c' => scan(rest, "%a %b %d %H:%M:%S %Y", found)?,
        'x' => scan(rest, "%m/%d/%y", found)?,
        'X' => scan(rest, "%H:%M:%S", found)?,
        'z' | 'Z' | 'U' | 'W' | 'G' | 'V' => {
            return Err(Raise::unsupported(format!("Ravel's strptime knows no %{letter}")));
        }
        _ => {
            let text = format!("'{letter}' is a bad directive in format '{pattern}'");
            return Err(Raise::value_error(text));
        }
    })
}

trait Trimmed {
    /// Itself, behind one space: a day may have one before it.
    fn trim_start_of(&mut self) -> &mut Self;
}

impl Trimmed for &str {
    fn trim_start_of(&mut self) -> &mut Self {
        let spaced = self.as_bytes().first() == Some(&b' ') && self.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        if spaced {
            *self = &self[1..];
        }
        self
    }
}

impl Found {
    fn time(self) -> Result<Value> {
        let year = self.year.unwrap_or(1900);
        let days = match self.day_of_year {
            Some(n) if self.month.is_none() && self.day.is_none() => {
                days_of(year, 1, 1)?;
                datetime::days_of(year, 1, 1) + n - 1
            }
            _ => {
                let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
                days_of(year, month, day)?
            }
        };
        let hour = match (self.hour12, self.afternoon) {
            (Some(n), Some(true)) => n % 12 + 12,
            (Some(n), _) => n % 12,
            (None, _) => self.hour,
        };
        let clock = time_of_day([hour, self.minute, self.second, self.micro])?;
        Ok(Time::value(Kind::DateTime, days as i128 * DAY + clock))
    }
}
