//! An array's values as an HTML table, foldable; large ones are summarised.

use super::html::{escape, frame};
use super::picture::shown as grid;
use super::words;
use crate::engine::objects::{Held, hooks};
use crate::engine::repr::{PrintOptions, array_repr};
use crate::engine::{Scalar, View};

/// The table of an `execute_result`.
pub fn value(view: &View) -> String {
    let head = format!("{} {}", view.dtype(), words::tuple(view.shape()));
    let size = words::bytes(view.nbytes() as u64);
    let summary = format!("<summary>array {} <small>{size}</small></summary>", escape(&head));
    let body = match view.rank() {
        1 | 2 if view.size() > 0 => table(view),
        _ => {
            let text = array_repr(view, &PrintOptions::default()).unwrap_or_default();
            format!("<pre>{}</pre>", escape(&text))
        }
    };
    frame("ravel-value", &format!("<details open=\"\">{summary}{body}</details>"))
}

fn table(view: &View) -> String {
    let columns = grid::columns(view);
    let mut head = String::from("<tr><th></th>");
    for c in &columns {
        head += &c.map_or("<th>…</th>".into(), |c| {
            let label = grid::label(c, view.shape().last().copied().unwrap_or(1));
            format!("<th scope=\"col\">{label}</th>")
        });
    }
    let mut body = String::new();
    for row in grid::rows(view) {
        let Some(row) = row else {
            body += &format!("<tr><th>…</th>{}</tr>", "<td>…</td>".repeat(columns.len()));
            continue;
        };
        let label = row.last().map_or(String::new(), usize::to_string);
        body += &format!("<tr><th scope=\"row\">{label}</th>");
        for c in &columns {
            body += &match c {
                None => "<td>…</td>".to_string(),
                Some(c) => format!("<td>{}</td>", escape(&element(view, &grid::index(view, &row, *c)))),
            };
        }
        body += "</tr>";
    }
    format!("<table><thead>{head}</tr></thead><tbody>{body}</tbody></table>")
}

/// One element as it stands within an array's text, alone.
pub fn element(view: &View, index: &[usize]) -> String {
    if let Scalar::Object(held) = view.get(index) {
        return object(&held);
    }
    short(&crate::engine::repr::scalar_str(&view.get(index)))
}

/// An object's own text, without the address that some have in theirs: it would be another on each run.
fn object(held: &Held) -> String {
    let text = hooks().and_then(|h| (h.text)(held)).unwrap_or_default();
    match text.find(" at 0x") {
        Some(at) => format!("{}>", &text[..at]),
        None => text,
    }
}

/// `2.` for `2.0`, as arrays print it.
pub fn short(text: &str) -> String {
    text.strip_suffix(".0").map_or(text.to_string(), |whole| format!("{whole}."))
}
