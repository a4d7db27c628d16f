//! The index grid: the last axis across, the one before it down, every further axis as panels side by side.

use super::super::html::escape;
use super::{Cell, Drawn, comma, open, shown, width_of};
use unicode_width::UnicodeWidthStr;

const HEIGHT: f64 = 24.0;
const HEAD: f64 = 18.0;
/// The most panels that are drawn.
const MOST: usize = 16;
/// Longer texts are cut.
const MOST_CHARS: usize = 12;

/// The grid with a caption that says what a step along each axis is.
pub fn grid(d: &Drawn) -> String {
    if d.facts.layout.size() == 0 {
        return "<p class=\"ravel-note\">no elements</p>".into();
    }
    let widest = widest(d);
    let rank = d.facts.layout.rank();
    let leads = shown::leading(&d.facts.layout.shape[..rank.saturating_sub(2)]);
    let mut panels = String::new();
    for lead in leads.iter().take(MOST) {
        panels += &match lead {
            Some(lead) => panel(d, lead, widest),
            None => "<div class=\"ravel-gap\">⋯</div>".to_string(),
        };
    }
    if leads.len() > MOST {
        panels += "<div class=\"ravel-gap\">⋯</div>";
    }
    format!("<div class=\"ravel-panels\">{panels}</div><p class=\"ravel-note\">{}</p>", escape(&steps(d)))
}

/// `→ axis 1: +8 bytes a step, ↓ axis 0: +32 bytes a step`
pub fn steps(d: &Drawn) -> String {
    let l = &d.facts.layout;
    let rank = l.rank();
    let arrow = |axis: usize| match rank - axis {
        1 => "→ ",
        2 => "↓ ",
        _ => "",
    };
    let words = |axis: usize| format!("{}axis {axis}: {}", arrow(axis), step(l.strides[axis]));
    (0..rank).rev().map(words).collect::<Vec<_>>().join(", ")
}

/// A stride in words.
pub fn step(stride: isize) -> String {
    match stride {
        0 => "0 bytes, the same element again".into(),
        s => format!("{s:+} bytes"),
    }
}

/// The index of an element, of its panel, row and column.
fn index(rank: usize, lead: &[usize], row: usize, column: usize) -> Vec<usize> {
    let mut index = lead.to_vec();
    if rank > 1 {
        index.push(row);
    }
    if rank > 0 {
        index.push(column);
    }
    index
}

/// How many rows and columns a panel has.
fn extent(d: &Drawn) -> (usize, usize) {
    let shape = &d.facts.layout.shape;
    let from_end = |k: usize| shape.len().checked_sub(k).map_or(1, |axis| shape[axis]);
    (from_end(2), from_end(1))
}

/// Width of the widest text in the cells that are drawn first.
fn widest(d: &Drawn) -> f64 {
    let (rows, columns) = extent(d);
    let lead = vec![0; d.facts.layout.rank().saturating_sub(2)];
    let mut most = 2;
    for row in shown::shown(rows).into_iter().flatten() {
        for column in shown::shown(columns).into_iter().flatten() {
            most = most.max(d.text(&index(d.facts.layout.rank(), &lead, row, column)).width());
        }
    }
    width_of(most.min(MOST_CHARS))
}

fn panel(d: &Drawn, lead: &[usize], width: f64) -> String {
    let rank = d.facts.layout.rank();
    let (n_rows, n_columns) = extent(d);
    let (rows, columns) = (shown::shown(n_rows), shown::shown(n_columns));
    let label = if rank > 1 { width_of(shown::label(n_rows.saturating_sub(1), n_rows).len()) } else { 0.0 };
    let (w, h) = (label + width * columns.len() as f64, HEAD + HEIGHT * rows.len() as f64);
    let mut body = String::new();
    for (j, column) in columns.iter().enumerate().filter(|_| rank > 0) {
        let text = column.map_or("⋯".to_string(), |c| shown::label(c, n_columns));
        body += &axis_text(label + (j as f64 + 0.5) * width, HEAD - 5.0, &text);
    }
    for (i, row) in rows.iter().enumerate() {
        let y = HEAD + i as f64 * HEIGHT;
        let Some(row) = *row else {
            body += &axis_text(label / 2.0, y + 16.0, "⋮");
            continue;
        };
        if rank > 1 {
            body += &axis_text(label / 2.0, y + 16.0, &shown::label(row, n_rows));
        }
        for (j, column) in columns.iter().enumerate() {
            let Some(column) = *column else { continue };
            body += &cell(d, &index(rank, lead, row, column), (label + j as f64 * width, y), width);
        }
    }
    let place = if lead.is_empty() { d.name.clone() } else { format!("{}[{}]", d.name, comma(lead)) };
    let svg = open(w, h, &format!("{place} as a grid of indices"));
    let head = if lead.is_empty() { String::new() } else { format!("<code>[{}]</code>", comma(lead)) };
    format!("<div class=\"ravel-panel\">{head}{svg}{body}</svg></div>")
}

fn axis_text(x: f64, y: f64, text: &str) -> String {
    format!("<text class=\"ravel-axis\" x=\"{x}\" y=\"{y}\">{text}</text>")
}

fn cell(d: &Drawn, index: &[usize], (x, y): (f64, f64), w: f64) -> String {
    let at = d.facts.layout.offset_of(index);
    let cell = Cell { x, y, w, h: HEIGHT, fill: d.colour(at), changed: d.changed.contains(&at) };
    let (title, text) = (escape(&d.walk(index)), escape(&cut(&d.text(index))));
    format!(
        "<g><title>{title}</title>{}<text x=\"{}\" y=\"{}\">{text}</text></g>",
        cell.rect(),
        cell.middle(),
        y + 16.0
    )
}

/// A text no longer than a cell.
pub fn cut(text: &str) -> String {
    if text.width() <= MOST_CHARS {
        return text.to_string();
    }
    let mut out = String::new();
    for ch in text.chars() {
        if out.width() + 2 > MOST_CHARS {
            break;
        }
        out.push(ch);
    }
    out + "…"
}
