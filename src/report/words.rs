//! The words that text and HTML share.

use super::model::Row;
use crate::engine::{DType, Layout, observe::CopyReason};
use crate::lang::trace::{ArrayFacts, Origin, StepKind};
use std::collections::HashSet;
use std::time::Duration;

/// An origin in a few words: `view of a`, `copy of a, b: 96 bytes`.
pub fn origin(o: &Origin) -> String {
    match o {
        Origin::New => "new".into(),
        Origin::ViewOf { buffer, names } => format!("view of {}", list(names, &buffer.to_string())),
        Origin::OfFile { name } if name.is_empty() => "view of a file".into(),
        Origin::OfFile { name } => format!("view of file {name}"),
        Origin::SameObject { names } => format!("same object as {}", list(names, "an unnamed array")),
        Origin::CopyOf { buffer, names, bytes: n, .. } => {
            format!("copy of {}: {}", list(names, &format!("temporary {buffer}")), bytes(*n as u64))
        }
        Origin::InPlace { buffer, writes, seen_through } => {
            let through = match seen_through.is_empty() {
                true => String::new(),
                false => format!(", seen through {}", seen_through.join(", ")),
            };
            format!("in place: writes {}{through}", list(writes, &buffer.to_string()))
        }
        Origin::Freed { bytes: n } => format!("frees {}", bytes(*n as u64)),
        Origin::NoArray => "no array".into(),
    }
}

/// All that a row's origin column says.
pub fn outcome(row: &Row) -> String {
    let mut text = match &row.origin {
        Origin::NoArray if row.kind == StepKind::Statement || row.read > 0 => reads(row),
        Origin::New if row.hides().is_some() => "view of a temporary".into(),
        o => origin(&of_its_own(o, &row.source)),
    };
    if let Some((holds, shows)) = row.hides() {
        let colon = if row.is_copy() { "; it" } else { ":" };
        text += &format!("{colon} holds {} to show {}", bytes(holds), bytes(shows));
    }
    if row.temporary {
        text = format!("temporary, {text}");
    }
    match row.temporaries {
        (0, _) => {}
        (1, n) => text += &format!("; a temporary of {}", bytes(n)),
        (count, n) => text += &format!("; {count} temporaries of {}", bytes(n)),
    }
    if row.varies { text + " (varies)" } else { text }
}

/// An origin with the names that the statement itself speaks of, where it speaks of any: of all that hold a buffer, these
/// are the ones that its reader knows.
fn of_its_own(o: &Origin, source: &str) -> Origin {
    let mut o = o.clone();
    match &mut o {
        Origin::ViewOf { names, .. } | Origin::SameObject { names } | Origin::CopyOf { names, .. } => {
            own(names, source);
        }
        Origin::InPlace { writes, seen_through, .. } => {
            let written = source.split_once(" = ").map_or(source, |(target, _)| target);
            let mut others = own(writes, written);
            others.append(seen_through);
            *seen_through = others;
        }
        _ => {}
    }
    o
}

/// Keeps the names that a statement speaks of, and returns the others; keeps all if it speaks of none.
fn own(names: &mut Vec<String>, source: &str) -> Vec<String> {
    // What is assigned to is not what the result was made of, unless it is written itself.
    let made_of = source.split_once(" = ").map_or(source, |(_, value)| value);
    for text in [made_of, source] {
        let spoken: HashSet<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
        let (kept, others): (Vec<_>, Vec<_>) = names.drain(..).partition(|n| spoken.contains(n.as_str()));
        if !kept.is_empty() {
            *names = kept;
            return others;
        }
        *names = others;
    }
    Vec::new()
}

fn reads(row: &Row) -> String {
    // What was read of temporaries is no reading of the named arrays.
    let read = if row.temporaries.0 > 0 && !row.sources.is_empty() { 0 } else { row.read };
    let mut sources = row.sources.clone();
    own(&mut sources, &row.source);
    match (sources.as_slice(), read) {
        ([], 0) => "no array".into(),
        ([], n) => format!("reads {}", bytes(n)),
        (names, 0) => format!("reads {}", list(names, "")),
        (names, n) => format!("reads {}: {}", list(names, ""), bytes(n)),
    }
}

/// One word for the colours of a row.
pub fn class(row: &Row) -> &'static str {
    if row.origin == Origin::New && row.hides().is_some() { "view" } else { origin_class(&row.origin) }
}

/// One word for an origin: `new`, `view`, `same`, `copy`, `write`, `none`.
pub fn origin_class(o: &Origin) -> &'static str {
    match o {
        Origin::New => "new",
        Origin::ViewOf { .. } | Origin::OfFile { .. } => "view",
        Origin::SameObject { .. } => "same",
        Origin::CopyOf { .. } => "copy",
        Origin::InPlace { .. } => "write",
        Origin::Freed { .. } | Origin::NoArray => "none",
    }
}

/// The reason of a copy.
pub fn reason(o: &Origin) -> Option<&CopyReason> {
    match o {
        Origin::CopyOf { reason, .. } => Some(reason),
        _ => None,
    }
}

fn list(names: &[String], unnamed: &str) -> String {
    const MOST: usize = 4;
    match names.len() {
        0 => unnamed.to_string(),
        n if n > MOST => format!("{} and {} more", names[..MOST].join(", "), n - MOST),
        _ => names.join(", "),
    }
}

/// `int64 (3, 4)`.
pub fn array(facts: &ArrayFacts) -> String {
    format!("{} {}", dtype(facts.layout.dtype), tuple(&facts.layout.shape))
}

/// A dtype in few words: of a record the names of its fields.
pub fn dtype(d: DType) -> String {
    const MOST: usize = 4;
    let Some(record) = d.record() else { return d.to_string() };
    let names: Vec<String> = record.fields.iter().map(|f| f.name.to_string()).collect();
    match names.len() {
        n if n > MOST => format!("record {}, … and {} more", names[..MOST].join(", "), n - MOST),
        _ => format!("record {}", names.join(", ")),
    }
}

/// What the bytes of an element hold, where they are no plain number or text.
pub fn contents(d: DType) -> Option<String> {
    let fields = fields(d);
    match d {
        DType::Object => Some("each element is a reference to an object, which lies elsewhere".into()),
        _ if fields.is_empty() => None,
        _ => Some(format!("each record: {}", fields.join("; "))),
    }
}

/// Where the fields of a record lie in it, and what lies between them: a line each.
fn fields(d: DType) -> Vec<String> {
    let Some(record) = d.record() else { return Vec::new() };
    let range = |from: usize, to: usize| {
        if to - from == 1 { format!("byte {from}") } else { format!("bytes {from} to {}", to - 1) }
    };
    let mut order: Vec<&crate::engine::record::Field> = record.fields.iter().collect();
    order.sort_by_key(|f| f.offset);
    let (mut lines, mut at) = (Vec::new(), 0);
    for field in order {
        if field.offset > at {
            lines.push(format!("{}: padding", range(at, field.offset)));
        }
        let end = field.offset + field.dtype.itemsize();
        if end > field.offset {
            lines.push(format!("{}: {} ({})", range(field.offset, end), field.name, field.dtype));
        }
        at = at.max(end);
    }
    if record.itemsize > at {
        lines.push(format!("{}: padding", range(at, record.itemsize)));
    }
    lines
}

/// A Python tuple of integers.
pub fn tuple<T: ToString>(items: &[T]) -> String {
    match items {
        [one] => format!("({},)", one.to_string()),
        _ => format!("({})", items.iter().map(T::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// `#1+48`: the buffer and the byte offset in it.
pub fn place(facts: &ArrayFacts) -> String {
    match facts.layout.offset {
        0 => facts.buffer.to_string(),
        n => format!("{}+{n}", facts.buffer),
    }
}

/// The address of the first element.
pub fn address(facts: &ArrayFacts) -> String {
    format!("{:#x}", facts.base_address + facts.layout.offset)
}

/// `C`, `F`, `C F` or `–`: how the elements are contiguous.
pub fn contiguity(layout: &Layout) -> &'static str {
    match (layout.is_c_contiguous(), layout.is_f_contiguous()) {
        (true, true) => "C F",
        (true, false) => "C",
        (false, true) => "F",
        (false, false) => "–",
    }
}

/// A number of bytes: exact below ten thousand, else in decimal units.
pub fn bytes(n: u64) -> String {
    const UNITS: [&str; 6] = ["kB", "MB", "GB", "TB", "PB", "EB"];
    match n {
        1 => return "1 byte".into(),
        0..10_000 => return format!("{n} bytes"),
        _ => {}
    }
    let mut x = n as f64;
    let mut unit = 0;
    x /= 1e3;
    while x >= 999.5 && unit + 1 < UNITS.len() {
        x /= 1e3;
        unit += 1;
    }
    let decimals = if x >= 99.95 { 0 } else { 1 };
    let text = format!("{x:.decimals$}");
    format!("{} {}", text.strip_suffix(".0").unwrap_or(&text), UNITS[unit])
}

/// A count of runs: `× 3`; nothing for one.
pub fn times(count: u64) -> String {
    if count > 1 { format!(" × {count}") } else { String::new() }
}

/// A time in three digits.
pub fn time(t: Duration) -> String {
    let s = t.as_secs_f64();
    match s {
        _ if s >= 1.0 => format!("{s:.2} s"),
        _ if s >= 1e-3 => format!("{:.2} ms", s * 1e3),
        _ => format!("{:.1} µs", s * 1e6),
    }
}

/// The line of totals.
pub fn totals(allocated: u64, copied: u64, peak: u64) -> String {
    let (allocated_text, copied_text) = (bytes(allocated), bytes(copied));
    let peak = if peak > 0 && peak != allocated { format!(", at most {} at once", bytes(peak)) } else { String::new() };
    match (allocated, copied) {
        (0, 0) => "nothing allocated, nothing copied".into(),
        (_, 0) => format!("allocated {allocated_text}{peak}, nothing copied"),
        (0, _) => format!("nothing allocated, copied {copied_text}"),
        _ => format!("allocated {allocated_text}{peak}, copied {copied_text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_in_units() {
        for (n, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (9_999, "9999 bytes"),
            (10_000, "10 kB"),
            (12_345, "12.3 kB"),
            (999_499, "999 kB"),
            (1_600_000_000, "1.6 GB"),
            (4_000_000_000_000, "4 TB"),
        ] {
            assert_eq!(bytes(n), text);
        }
    }
}
