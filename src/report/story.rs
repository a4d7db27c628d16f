//! `%%trace`: a cell step by step, in the order in which it ran, each step with its picture.

use super::html::{code, escape, frame};
use super::model::{Report, Row};
use super::picture::{Drawn, Values, flat, panels, text};
use super::{Rendered, words};
use crate::engine::observe::BufferId;
use crate::lang::trace::{Origin, Trace};
use crate::syntax::Source;
use std::collections::HashMap;

/// The texts that the bytes of each buffer had when they were last drawn.
type Known = HashMap<(BufferId, isize), String>;

/// The storyboard of a cell; `None` if it touched no array.
pub fn story(trace: &Trace, source: &Source) -> Option<Rendered> {
    let report = Report::new(trace, source)?;
    let mut known = Known::new();
    let mut number = 0;
    let (mut plain, mut html) = (String::new(), String::new());
    for row in &report.rows {
        let (t, h) = scene(row, 0, &mut number, &mut known);
        plain += &t;
        html += &h;
    }
    let totals = words::totals(report.allocated, report.copied, report.peak);
    let head = if number == 1 { "1 step".to_string() } else { format!("{number} steps") };
    let inner = format!("<p>{head}: {}</p>{html}", escape(&totals));
    Some(Rendered { text: format!("{plain}{head}: {totals}\n"), html: frame("ravel-story", &inner) })
}

/// A step after those that it is made of, as they ran.
fn scene(row: &Row, depth: usize, number: &mut usize, known: &mut Known) -> (String, String) {
    let (mut plain, mut html) = (String::new(), String::new());
    // The writing half of `a[0] += 1` would show what the statement shows.
    let again =
        |c: &&Row| !(matches!(c.origin, Origin::InPlace { .. }) && c.array == row.array && c.children.is_empty());
    for child in row.children.iter().filter(again) {
        let (t, h) = scene(child, depth + 1, number, known);
        plain += &t;
        html += &h;
    }
    *number += 1;
    let drawn = drawn(row, known);
    plain += &in_text(row, depth, *number, drawn.as_ref());
    html += &in_html(row, depth, *number, drawn.as_ref());
    (plain, html)
}

/// The picture of what a step yielded or wrote. Elements that a write has changed are marked.
fn drawn(row: &Row, known: &mut Known) -> Option<Drawn> {
    let facts = row.array.clone()?;
    let name = facts.names.first().cloned().unwrap_or_else(|| "result".into());
    let values = row.values.clone().map_or(Values::Unknown, Values::Kept);
    let mut drawn = Drawn { name, facts, values, changed: Vec::new() };
    let writes = matches!(row.origin, Origin::InPlace { .. });
    let Values::Kept(all) = &drawn.values else { return Some(drawn) };
    let layout = &drawn.facts.layout;
    for (at, text) in crate::engine::view::Offsets::new(layout).zip(all.iter()) {
        let before = known.insert((drawn.facts.buffer, at as isize), text.clone());
        if writes && before.is_some_and(|b| b != *text) {
            drawn.changed.push(at as isize);
        }
    }
    Some(drawn)
}

fn in_text(row: &Row, depth: usize, number: usize, drawn: Option<&Drawn>) -> String {
    let indent = "  ".repeat(depth);
    let times = words::times(row.count);
    let mut out =
        format!("{number}. {indent}line {}: {}{times} → {}\n", row.line, row.source.trim(), words::outcome(row));
    if let Some(reason) = words::reason(&row.origin) {
        out += &format!("   because {reason}\n");
    }
    if let Some(d) = drawn {
        let picture = format!("{}{}", text::facts(d), text::flat(std::slice::from_ref(d)));
        out += &picture.lines().map(|l| format!("   {l}\n")).collect::<String>();
    }
    out + "\n"
}

fn in_html(row: &Row, depth: usize, number: usize, drawn: Option<&Drawn>) -> String {
    let class = words::class(row);
    let why = words::reason(&row.origin).map(|r| format!("<p>because {}</p>", escape(&r.to_string())));
    let picture = drawn.map(|d| {
        let flat = flat::flat(std::slice::from_ref(d));
        let grid = panels::grid(d);
        let headline = escape(&d.headline());
        format!(
            "<p class=\"ravel-note\">{headline}</p><div class=\"ravel-side\"><div>{grid}</div><div>{flat}</div></div>"
        )
    });
    format!(
        "<details open=\"\" class=\"ravel-scene\" style=\"margin-left:{}em\"><summary>{number} · line {} · <code>{}</code>{} \
         <b>{}</b></summary><div class=\"ravel-{class}\">{}{}</div></details>",
        depth.min(8) * 2,
        row.line,
        code(row),
        words::times(row.count),
        escape(&words::outcome(row)),
        why.unwrap_or_default(),
        picture.unwrap_or_default()
    )
}
