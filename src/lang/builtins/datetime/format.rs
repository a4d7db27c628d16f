//! Times as text.

use super::{DAY, Kind, Time};
use crate::engine::datetime;

/// The days of the week.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// The months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `datetime.date(2024, 2, 29)`
pub fn repr(t: &Time) -> String {
    let f = t.fields();
    let [hour, minute, second, micro] = t.clock();
    let date = format!("{}, {}, {}", f.year, f.month, f.day);
    match t.kind {
        Kind::Date => format!("datetime.date({date})"),
        Kind::DateTime if micro != 0 => format!("datetime.datetime({date}, {hour}, {minute}, {second}, {micro})"),
        Kind::DateTime if second != 0 => format!("datetime.datetime({date}, {hour}, {minute}, {second})"),
        Kind::DateTime => format!("datetime.datetime({date}, {hour}, {minute})"),
        Kind::Delta => {
            let named = ["days", "seconds", "microseconds"].into_iter().zip(t.parts());
            let given: Vec<String> = named.filter(|(_, n)| *n != 0).map(|(name, n)| format!("{name}={n}")).collect();
            format!("datetime.timedelta({})", if given.is_empty() { "0".into() } else { given.join(", ") })
        }
    }
}

/// `2 days, 1:00:00`
pub fn duration(t: &Time) -> String {
    let [days, seconds, micros] = t.parts();
    let plural = if days.abs() == 1 { "" } else { "s" };
    let lead = if days == 0 { String::new() } else { format!("{days} day{plural}, ") };
    let end = if micros == 0 { String::new() } else { format!(".{micros:06}") };
    format!("{lead}{}:{:02}:{:02}{end}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A date in ISO 8601, and the time of day behind `sep`: to hours, minutes, seconds, milli- or microseconds.
pub fn iso(t: &Time, sep: &str, digits: Option<usize>) -> String {
    let f = t.fields();
    let date = format!("{:04}-{:02}-{:02}", f.year, f.month, f.day);
    if t.kind == Kind::Date {
        return date;
    }
    let [hour, minute, second, micro] = t.clock();
    let time = match digits.unwrap_or(if micro == 0 { 2 } else { 4 }) {
        0 => format!("{hour:02}"),
        1 => format!("{hour:02}:{minute:02}"),
        2 => format!("{hour:02}:{minute:02}:{second:02}"),
        3 => format!("{hour:02}:{minute:02}:{second:02}.{:03}", micro / 1000),
        _ => format!("{hour:02}:{minute:02}:{second:02}.{micro:06}"),
    };
    format!("{date}{sep}{time}")
}

/// As C's function of that name writes it in its own locale.
pub fn strftime(t: &Time, pattern: &str) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        // GNU's flag that leaves out what fills a field.
        let bare = chars.next_if_eq(&'-').is_some();
        match chars.next() {
            None => out.push('%'),
            Some(letter) => match field(t, letter) {
                Some(text) if bare => out.push_str(without_padding(&text)),
                Some(text) => out.push_str(&text),
                None => {
                    out.push('%');
                    out.push(letter);
                }
            },
        }
    }
    out
}

fn without_padding(text: &str) -> &str {
    let cut = text.trim_start_matches(['0', ' ']);
    if cut.is_empty() && !text.is_empty() { &text[text.len() - 1..] } else { cut }
}

/// What a letter behind `%` stands for.
fn field(t: &Time, letter: char) -> Option<String> {
    let f = t.fields();
    let [hour, minute, second, micro] = t.clock();
    let weekday = (t.days() + 3).rem_euclid(7) as usize;
    let month = f.month as usize - 1;
    let day_of_year = t.days() - datetime::days_of(f.year, 1, 1) + 1;
    let again = |pattern| Some(strftime(t, pattern));
    Some(match letter {
        'Y' => f.year.to_string(),
        'C' => format!("{:02}", f.year / 100),
        'y' => format!("{:02}", f.year % 100),
        'm' => format!("{:02}", f.month),
        'd' => format!("{:02}", f.day),
        'e' => format!("{:2}", f.day),
        'H' => format!("{hour:02}"),
        'k' => format!("{hour:2}"),
        'I' => format!("{:02}", (hour + 11) % 12 + 1),
        'M' => format!("{minute:02}"),
        'S' => format!("{second:02}"),
        'f' => format!("{micro:06}"),
        'p' => if hour < 12 { "AM" } else { "PM" }.into(),
        'j' => format!("{day_of_year:03}"),
        'a' => WEEKDAYS[weekday][..3].into(),
        'A' => WEEKDAYS[weekday].into(),
        'b' | 'h' => MONTHS[month][..3].into(),
        'B' => MONTHS[month].into(),
        'u' => (weekday + 1).to_string(),
        'w' => ((weekday + 1) % 7).to_string(),
        'U' => format!("{:02}", (day_of_year + 6 - (weekday as i64 + 1) % 7) / 7),
        'W' => format!("{:02}", (day_of_year + 6 - weekday as i64) / 7),
        'G' => iso_week(t).0.to_string(),
        'V' => format!("{:02}", iso_week(t).1),
        'n' => "\n".into(),
        't' => "\t".into(),
        '%' => "%".into(),
        'z' | 'Z' => String::new(),
        'F' => return again("%Y-%m-%d"),
        'T' | 'X' => return again("%H:%M:%S"),
        'R' => return again("%H:%M"),
        'r' => return again("%I:%M:%S %p"),
        'D' | 'x' => return again("%m/%d/%y"),
        'c' => return again("%a %b %e %H:%M:%S %Y"),
        _ => return None,
    })
}

/// The year and the week that ISO 8601 counts the day to: those of the week's Thursday.
fn iso_week(t: &Time) -> (i64, i64) {
    let thursday = t.days() - (t.days() + 3).rem_euclid(7) + 3;
    let year = Time { kind: Kind::Date, micros: thursday as i128 * DAY }.fields().year;
    (year, (thursday - datetime::days_of(year, 1, 1)) / 7 + 1)
}
