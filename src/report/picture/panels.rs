//! The index grid: the last axis across, the one before it down, every further axis as panels side by side. Grids are
//! tables, so that they are read where styles and drawings are taken away.

use super::super::html::escape;
use super::{Drawn, comma, shown};
use unicode_width::UnicodeWidthStr;

/// The most panels that are drawn.
const MOST: usize = 16;
/// The most indices above a panel.
const MOST_INDICES: usize = 4;
/// Longer texts are cut.
const MOST_CHARS: usize = 12;

/// The grid with a caption that says what a step along each axis is.
pub fn grid(d: &Drawn) -> String {
    if d.facts.layout.size() == 0 {
        return "<p class=\"ravel-note\">no elements</p>".into();
    }
    let rank = d.facts.layout.rank();
    let leads = shown::leading(&d.facts.layout.shape[..rank.saturating_sub(2)]);
    let mut panels = String::new();
    for lead in leads.iter().take(MOST) {
        panels += &lead.as_ref().map_or_else(gap, |lead| panel(d, lead));
    }
    if leads.len() > MOST {
        panels += &gap();
    }
    let panels = if leads.len() > 1 { format!("<div class=\"ravel-panels\">{panels}</div>") } else { panels };
    format!("{panels}<p class=\"ravel-note\">{}</p>", escape(&steps(d)))
}

fn gap() -> String {
    "<div class=\"ravel-gap\">⋯</div>".to_string()
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

fn panel(d: &Drawn, lead: &[usize]) -> String {
    let rank = d.facts.layout.rank();
    let (n_rows, n_columns) = extent(d);
    let columns = shown::shown(n_columns);
    let caption = if lead.is_empty() { String::new() } else { caption(lead) };
    let mut body = head(rank, &columns, n_columns);
    for row in shown::shown(n_rows) {
        let label = row.map_or("⋮".to_string(), |r| shown::label(r, n_rows));
        body += "<tr>";
        if rank > 1 {
            body += &format!("<th scope=\"row\">{label}</th>");
        }
        for column in &columns {
            body += &match (row, *column) {
                (Some(row), Some(column)) => cell(d, &index(rank, lead, row, column)),
                _ => "<th></th>".to_string(),
            };
        }
        body += "</tr>";
    }
    let place = if lead.is_empty() { d.name.clone() } else { format!("{}[{}]", d.name, comma(lead)) };
    format!("<table class=\"ravel-grid\" aria-label=\"{}, by index\">{caption}{body}</table>", escape(&place))
}

/// Where a panel is: of many axes the last ones, which change from panel to panel.
fn caption(lead: &[usize]) -> String {
    match lead.len().checked_sub(MOST_INDICES) {
        None | Some(0) => format!("<caption>[{}]</caption>", comma(lead)),
        Some(from) => format!("<caption title=\"[{}]\">[…, {}]</caption>", comma(lead), comma(&lead[from..])),
    }
}

/// The last axis's indices; nothing for an array without axes.
fn head(rank: usize, columns: &[Option<usize>], n_columns: usize) -> String {
    if rank == 0 {
        return String::new();
    }
    let label = |c: &Option<usize>| c.map_or("⋯".to_string(), |c| shown::label(c, n_columns));
    let labels: String = columns.iter().map(|c| format!("<th scope=\"col\">{}</th>", label(c))).collect();
    format!("<tr>{}{labels}</tr>", if rank > 1 { "<th></th>" } else { "" })
}

fn cell(d: &Drawn, index: &[usize]) -> String {
    let at = d.facts.layout.offset_of(index);
    format!("<td{} title=\"{}\">{}</td>", d.shade(at), escape(&d.walk(index)), d.framed(at, index))
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
