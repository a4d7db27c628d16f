//! Reports as HTML: a table with folded sub-expressions, the reason for each copy, and a strip of the buffer.
//! Text is escaped where it is written; nothing here is a script.

use super::model::{Report, Row};
use super::{Mode, Options, strip, words};

/// The one style of all reports; it speaks JupyterLab's variables and has values of its own where there are none.
const STYLE: &str = include_str!("style.css");

/// A report's element with its style.
pub fn frame(class: &str, inner: &str) -> String {
    format!("<div class=\"ravel {class}\"><style>{STYLE}</style>{inner}</div>")
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
    let mut head = vec!["memory", "array", "strides", "order", "buffer", "origin"];
    if options.time {
        head.push("time");
    }
    let head: String = head.iter().map(|h| format!("<th scope=\"col\">{h}</th>")).collect();
    let body: String = report.rows.iter().map(|r| statement(r, options)).collect();
    let totals = escape(&words::totals(report.allocated, report.copied, report.peak));
    let table = format!("<table><thead><tr>{head}</tr></thead>{body}</table>");
    let open = if report.copied > 0 || options.mode == Mode::Full { " open" } else { "" };
    let summary = format!("<summary>memory: {totals}</summary>");
    frame("ravel-report", &format!("<details{open}>{summary}{table}</details>"))
}

/// A statement's row, its reason and strip below it, and its sub-expressions folded.
fn statement(row: &Row, options: Options) -> String {
    let mut out = format!("<tbody>{}", table_row(row, options, 0));
    let mut inner = String::new();
    for child in &row.children {
        inner += &sub_rows(child, options, 1);
    }
    let mut below = String::new();
    if let Some(reason) = words::reason(&row.origin) {
        below += &format!("<p class=\"ravel-why\">because {}</p>", escape(&reason.to_string()));
    }
    if row.array.is_some() || !inner.is_empty() {
        let open = if options.mode == Mode::Full || !row.notable().is_empty() { " open" } else { "" };
        let strip = row.array.as_ref().map(|a| strip::strip(a, words::origin_class(&row.origin))).unwrap_or_default();
        let steps = match inner.is_empty() {
            true => String::new(),
            false => format!("<table class=\"ravel-steps\"><tbody>{inner}</tbody></table>"),
        };
        below += &format!("<details{open}><summary>bytes and steps</summary>{strip}{steps}</details>");
    }
    if !below.is_empty() {
        let columns = 6 + options.time as usize;
        out += &format!("<tr class=\"ravel-below\"><td colspan=\"{columns}\">{below}</td></tr>");
    }
    out + "</tbody>"
}

fn sub_rows(row: &Row, options: Options, depth: usize) -> String {
    let mut out: String = row.children.iter().map(|c| sub_rows(c, options, depth + 1)).collect();
    out += &table_row(row, options, depth);
    if let Some(reason) = words::reason(&row.origin) {
        let columns = 6 + options.time as usize;
        let why = escape(&reason.to_string());
        out += &format!("<tr><td colspan=\"{columns}\"><p class=\"ravel-why\">because {why}</p></td></tr>");
    }
    out
}

fn table_row(row: &Row, options: Options, depth: usize) -> String {
    let source = format!("{}{}", escape(&row.source), escape(&words::times(row.count)));
    let indent = "<span class=\"ravel-indent\"></span>".repeat(depth);
    let mut cells = format!("<td>{indent}<code>{source}</code></td>");
    match &row.array {
        Some(a) => {
            let address = words::address(a);
            let size = words::bytes(a.layout.nbytes() as u64);
            cells += &format!(
                "<td title=\"{size}\">{}</td><td>{}</td><td>{}</td><td title=\"first element at {address}\">{} <span class=\"ravel-address\">{address}</span></td>",
                escape(&words::array(a)),
                words::tuple(&a.layout.strides),
                words::contiguity(&a.layout),
                escape(&words::place(a)),
            );
        }
        None => cells += "<td>–</td><td></td><td></td><td></td>",
    }
    let class = words::origin_class(&row.origin);
    let outcome = escape(&words::outcome(row));
    cells += &format!("<td><span class=\"ravel-origin ravel-{class}\">{outcome}</span></td>");
    if options.time {
        cells += &format!("<td>{}</td>", words::time(row.time));
    }
    format!("<tr>{cells}</tr>")
}
