//! What it cost to lend arrays to native code.

use super::Rendered;
use super::html::{escape, frame};
use super::text::{self, Line};

/// An array that was lent.
pub struct Row {
    /// Its variable.
    pub name: String,
    /// `float64 (3, 4)`
    pub array: String,
    /// `96 bytes`
    pub bytes: String,
    /// `#1`
    pub buffer: String,
    /// In place, or a copy and why.
    pub how: String,
    /// Whether bytes were copied.
    pub copied: bool,
}

/// The table.
pub fn table(to: &str, rows: &[Row]) -> Rendered {
    let head = [&format!("lent to {to}"), "array", "bytes", "buffer", "how"].map(|h| h.to_string());
    let columns = |r: &Row| vec![r.name.clone(), r.array.clone(), r.bytes.clone(), r.buffer.clone(), r.how.clone()];
    let lines: Vec<Line> = rows.iter().map(|r| Line { columns: columns(r), note: None }).collect();
    let cells = |r: &Row| {
        let class = if r.copied { "ravel-copy" } else { "ravel-view" };
        let how = format!("<td><div class=\"{class}\">{}</div></td>", escape(&r.how));
        let rest: String = columns(r)[1..4].iter().map(|c| format!("<td>{}</td>", escape(c))).collect();
        format!("<tr><td><code>{}</code></td>{how}{rest}</tr>", escape(&r.name))
    };
    let body: String = rows.iter().map(cells).collect();
    let heads: String =
        [0, 4, 1, 2, 3].map(|n| &head[n]).iter().map(|h| format!("<th scope=\"col\">{}</th>", escape(h))).collect();
    let inner = format!("<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>");
    Rendered { text: text::table(&head, &lines), html: frame("ravel-report", &inner) }
}
