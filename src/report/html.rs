//! Reports as HTML: a table with folded sub-expressions, the reason for each copy, and a strip of the buffer.
//! Text is escaped where it is written; nothing here is a script.

use super::model::{Report, Row};
use super::picture::strip;
use super::{Mode, Options, style, words};
use crate::lang::trace::ArrayFacts;

/// Characters of a source that its column has room for.
const SHOWN_SOURCE: usize = 36;

/// Axes whose lengths have room in one line.
const MOST_AXES: usize = 6;

/// A report's element with its style.
pub fn frame(class: &str, inner: &str) -> String {
    let whole = format!("<div class=\"ravel {class}\">{inner}</div>");
    format!("<div class=\"ravel {class}\"><style>{}</style>{inner}</div>", style::of(&whole))
}

/// `&`, `<`, `>` and quotes as entities.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(ch),
        }
    }
    out
}

/// The memory report of a cell.
pub fn cell(report: &Report, options: Options) -> String {
    let totals = escape(&words::totals(report.allocated, report.copied, report.peak));
    let compact: String = report.rows.iter().map(|r| statement(r, options)).collect();
    let strips = options.mode == Mode::Full;
    let full: String = report.rows.iter().map(|r| sub_rows(r, options, 0, strips)).collect();
    let inner = match options.mode {
        Mode::Full => table(&full, options, true),
        _ => {
            let more = report.rows.iter().any(|r| r.steps() > r.notable().len());
            let all = if more { folded(&table(&full, options, false)) } else { String::new() };
            table(&compact, options, true) + &all
        }
    };
    let open = if report.copied > 0 || options.mode == Mode::Full { " open=\"\"" } else { "" };
    frame("ravel-report", &format!("<details{open}><summary>memory: {totals}</summary>{inner}</details>"))
}

fn folded(table: &str) -> String {
    format!("<details><summary>every step</summary>{table}</details>")
}

fn table(rows: &str, options: Options, strips: bool) -> String {
    // What it is comes first: where the page is narrow, the strips are what is scrolled away.
    let mut head = vec!["memory", "origin", "array", "strides", "order", "buffer"];
    if strips {
        head.push("its bytes");
    }
    if options.time {
        head.push("time");
    }
    let head: String = head.iter().map(|h| format!("<th scope=\"col\">{h}</th>")).collect();
    format!("<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
}

/// A statement's row, and what is notable within it.
fn statement(row: &Row, options: Options) -> String {
    let inner: String = row.notable().into_iter().map(|r| table_row(r, options, 1, true)).collect();
    table_row(row, options, 0, true) + &inner
}

/// A row and all that it is made of, as text has it: the whole before its parts.
fn sub_rows(row: &Row, options: Options, depth: usize, strips: bool) -> String {
    let inner: String = row.children.iter().map(|c| sub_rows(c, options, depth + 1, strips)).collect();
    table_row(row, options, depth, strips) + &inner
}

fn table_row(row: &Row, options: Options, depth: usize, strips: bool) -> String {
    let source = escape(&row.source);
    let code = code(row);
    let times = words::times(row.count);
    let indent =
        if depth > 0 { format!(" style=\"padding-left:{:.1}em\"", depth.min(12) as f64 * 1.2) } else { String::new() };
    let title = if row.source.chars().count() > SHOWN_SOURCE { format!(" title=\"{source}\"") } else { String::new() };
    let mut cells = format!("<td{indent}><code{title}>{code}</code>{times}</td>");
    let class = words::class(row);
    let why =
        words::reason(&row.origin).map(|r| format!("<p>because {}</p>", escape(&r.to_string()))).unwrap_or_default();
    cells += &format!("<td><div><b>{}</b>{why}</div></td>", escape(&words::outcome(row)));
    cells += &match &row.array {
        Some(a) => array_cells(a),
        None => "<td>–</td><td></td><td></td><td></td>".to_string(),
    };
    if strips {
        let strip = row.array.as_ref().map(strip::small).unwrap_or_default();
        cells += &format!("<td>{strip}</td>");
    }
    if options.time {
        cells += &format!("<td>{}</td>", words::time(row.time));
    }
    let sub = if depth > 0 { " ravel-sub" } else { "" };
    format!("<tr class=\"ravel-{class}{sub}\">{cells}</tr>")
}

/// The source of a row: that of a part stands marked in its statement.
pub fn code(row: &Row) -> String {
    /// So much of the statement stands before a part.
    const BEFORE: usize = 14;
    let source = escape(&row.source);
    let (before, after) = &row.around;
    if before.is_empty() && after.is_empty() {
        return source;
    }
    let skipped = before.chars().count().saturating_sub(BEFORE);
    let before = match skipped {
        0 | 1 => before.clone(),
        n => format!("…{}", before.chars().skip(n + 1).collect::<String>()),
    };
    let rest = |text: &str| match text.is_empty() {
        true => String::new(),
        false => format!("<span class=\"ravel-rest\">{}</span>", escape(text)),
    };
    format!("{}<mark>{source}</mark>{}", rest(&before), rest(after))
}

fn array_cells(a: &ArrayFacts) -> String {
    let address = words::address(a);
    // Tuples of many axes are broken over several lines.
    let long = if a.layout.rank() > MOST_AXES { " class=\"ravel-long\"" } else { "" };
    format!(
        "<td{long}>{} <small>{}</small></td><td{long}>{}</td><td>{}</td><td title=\"first element at {address}\">{} <small>{address}</small></td>",
        escape(&words::array(a)),
        words::bytes(a.layout.nbytes() as u64),
        words::tuple(&a.layout.strides),
        words::contiguity(&a.layout),
        escape(&words::place(a)),
    )
}
