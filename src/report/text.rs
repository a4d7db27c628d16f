//! Reports as aligned text, for terminals, screen readers and plain outputs.

use super::model::{Report, Row};
use super::{Mode, Options, words};
use unicode_width::UnicodeWidthStr;

/// The widest that a source column gets.
const MOST_SOURCE: usize = 44;

/// The memory report of a cell.
pub fn cell(report: &Report, options: Options) -> String {
    let mut lines = Vec::new();
    for row in &report.rows {
        lines.extend(rows(row, options, 0));
    }
    let mut head = vec!["memory", "origin", "array", "bytes", "strides", "order", "buffer", "address"];
    if options.time {
        head.push("time");
    }
    let head: Vec<String> = head.into_iter().map(String::from).collect();
    let table = table(&head, &lines);
    format!("{table}{}\n", words::totals(report.allocated, report.copied, report.peak))
}

/// One line of a table, and a note below it.
pub struct Line {
    /// Texts by column.
    pub columns: Vec<String>,
    /// A sentence that belongs to it.
    pub note: Option<String>,
}

fn rows(row: &Row, options: Options, depth: usize) -> Vec<Line> {
    let mut out = Vec::new();
    match options.mode {
        Mode::Full => row.children.iter().for_each(|c| out.extend(rows(c, options, depth + 1))),
        _ if depth == 0 => out.extend(row.notable().into_iter().map(|c| line(c, options, 1))),
        _ => {}
    }
    // The statement first, what it is made of below it.
    out.insert(0, line(row, options, depth));
    out
}

fn line(row: &Row, options: Options, depth: usize) -> Line {
    let source = format!("{}{}{}", "  ".repeat(depth), shortened(&row.source), words::times(row.count));
    // What it is comes first: where lines are broken or cut, places are what is hard to read.
    let mut columns = vec![source, words::outcome(row)];
    columns.extend(match &row.array {
        Some(a) => [
            words::array(a),
            a.layout.nbytes().to_string(),
            words::tuple(&a.layout.strides),
            words::contiguity(&a.layout).to_string(),
            words::place(a),
            words::address(a),
        ],
        None => ["–", "", "", "", "", ""].map(String::from),
    });
    if options.time {
        columns.push(words::time(row.time));
    }
    Line { columns, note: words::reason(&row.origin).map(|r| format!("because {r}")) }
}

fn shortened(source: &str) -> String {
    if source.width() <= MOST_SOURCE {
        return source.to_string();
    }
    let mut out = String::new();
    for ch in source.chars() {
        if out.width() + 2 > MOST_SOURCE {
            break;
        }
        out.push(ch);
    }
    out + "…"
}

/// An aligned table: a head, a rule, the lines with their notes.
pub fn table(head: &[String], lines: &[Line]) -> String {
    let mut widths: Vec<usize> = head.iter().map(|h| h.width()).collect();
    for line in lines {
        for (w, c) in widths.iter_mut().zip(&line.columns) {
            *w = (*w).max(c.width());
        }
    }
    let join = |columns: &[String]| {
        let padded = columns.iter().zip(&widths).map(|(c, w)| format!("{c}{}", " ".repeat(w - c.width())));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_string()
    };
    let rule: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
    let mut out = format!("{}\n{}\n", join(head), join(&rule));
    for line in lines {
        out += &format!("{}\n", join(&line.columns));
        if let Some(note) = &line.note {
            out += &format!("    {note}\n");
        }
    }
    out
}
