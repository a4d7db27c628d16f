//! Business days: which days count, and steps over those that do.

use crate::engine::error::{Error, Result};
use crate::engine::timeunit::NAT;

/// What to do with a date that is no business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roll {
    /// An error.
    Raise,
    /// `NaT`.
    Nat,
    /// The next one.
    Forward,
    /// The one before.
    Backward,
    /// The next one, unless it is in another month.
    ModifiedForward,
    /// The one before, unless it is in another month.
    ModifiedBackward,
}

impl Roll {
    /// By its name.
    pub fn from_name(name: &str) -> Option<Roll> {
        Some(match name {
            "raise" => Roll::Raise,
            "nat" => Roll::Nat,
            "forward" | "following" => Roll::Forward,
            "backward" | "preceding" => Roll::Backward,
            "modifiedfollowing" => Roll::ModifiedForward,
            "modifiedpreceding" => Roll::ModifiedBackward,
            _ => return None,
        })
    }
}

/// The days of the week that count, from Monday on, and the dates that don't.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekMask {
    /// Monday to Sunday.
    pub days: [bool; 7],
    /// Days since 1970 that are off, sorted.
    pub holidays: Vec<i64>,
}

impl WeekMask {
    /// With holidays in any order.
    pub fn new(days: [bool; 7], mut holidays: Vec<i64>) -> WeekMask {
        let counts = |d: &i64| *d != NAT && days[weekday(*d)];
        holidays.retain(counts);
        holidays.sort_unstable();
        holidays.dedup();
        WeekMask { days, holidays }
    }

    fn counts(&self, date: i64) -> bool {
        self.days[weekday(date)] && self.holidays.binary_search(&date).is_err()
    }
}

/// 0 of a Monday: 1970 began on a Thursday.
fn weekday(date: i64) -> usize {
    (date.rem_euclid(7) + 3) as usize % 7
}

/// Whether a date is a business day.
pub fn is_busday(date: i64, mask: &WeekMask) -> bool {
    date != NAT && mask.counts(date)
}

fn stepped(mut date: i64, step: i64, mask: &WeekMask) -> i64 {
    while !mask.counts(date) {
        date += step;
    }
    date
}

/// The business day that a date rolls to.
fn rolled(date: i64, roll: Roll, mask: &WeekMask) -> Result<i64> {
    if date == NAT || mask.counts(date) {
        return Ok(date);
    }
    let month = |d: i64| {
        let (year, month, _) = super::date_of(d);
        (year, month)
    };
    let within = |found: i64, other: i64| if month(found) == month(date) { found } else { stepped(date, other, mask) };
    Ok(match roll {
        Roll::Raise => return Err(Error::value("Non-business day date in busday_offset")),
        Roll::Nat => NAT,
        Roll::Forward => stepped(date, 1, mask),
        Roll::Backward => stepped(date, -1, mask),
        Roll::ModifiedForward => within(stepped(date, 1, mask), -1),
        Roll::ModifiedBackward => within(stepped(date, -1, mask), 1),
    })
}

/// The business day so many steps from a date.
///
/// # Errors
/// `ValueError` of a date that is none, with [`Roll::Raise`].
pub fn offset(date: i64, by: i64, roll: Roll, mask: &WeekMask) -> Result<i64> {
    let mut at = rolled(date, roll, mask)?;
    if at == NAT || by == NAT {
        return if date == NAT && roll == Roll::Raise {
            Err(Error::value("NaT input in busday_offset"))
        } else {
            Ok(NAT)
        };
    }
    // Whole weeks at once; the holidays among them count as further steps.
    let each = mask.days.iter().filter(|&&d| d).count().max(1) as i64;
    let weeks = (by / each).wrapping_mul(7);
    let (from, to) = (at, at.wrapping_add(weeks));
    let passed = |h: &&i64| if by > 0 { **h > from && **h <= to } else { **h < from && **h >= to };
    let left = (by % each).unsigned_abs() as usize + mask.holidays.iter().filter(passed).count();
    at = to;
    let step = by.signum();
    for _ in 0..left {
        at = stepped(at + step, step, mask);
    }
    Ok(at)
}

/// The business days from `begin` up to, not including, `end`.
///
/// # Errors
/// `ValueError` of `NaT`.
pub fn count(begin: i64, end: i64, mask: &WeekMask) -> Result<i64> {
    if begin == NAT || end == NAT {
        return Err(Error::value("Cannot compute a business day count with a NaT (not-a-time) date"));
    }
    let span = |a: i64, b: i64| -> i64 {
        let weeks = (b - a).div_euclid(7);
        let whole = weeks * mask.days.iter().filter(|&&d| d).count() as i64;
        let rest = (a + weeks * 7..b).filter(|&d| mask.days[weekday(d)]).count() as i64;
        whole + rest - mask.holidays.iter().filter(|&&h| h >= a && h < b).count() as i64
    };
    // Backwards the first day does not count, and the last does.
    Ok(if begin <= end { span(begin, end) } else { -span(end + 1, begin + 1) })
}
