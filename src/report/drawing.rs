//! `%layout a b`: each array drawn, its index grid above the flat buffer. Every cell carries a title that says how its
//! place comes about: `offset + Σ index × stride`.

use super::html::{escape, frame};
use super::text::{Line, table};
use super::{Rendered, grid, value, words};
use crate::engine::View;
use crate::engine::broadcast::shape_repr;

const CELL_W: f64 = 56.0;
const CELL_H: f64 = 26.0;
const LABEL: f64 = 34.0;
/// Colours of the rows of a grid, the same in the buffer beside it; written out so that they show without the style.
const HUES: [&str; 6] = ["#3b7ddd", "#e6a117", "#2a9d5c", "#b455c8", "#d9534f", "#5bc0de"];
/// Text of the drawings, where the style is taken away.
const TEXT: &str = "fill=\"currentColor\" text-anchor=\"middle\" font-size=\"11\" font-family=\"monospace\"";
/// The most elements of a buffer that are drawn one by one.
const MOST_CELLS: usize = 40;

/// Draws each named array.
pub fn arrays(named: &[(String, View)]) -> Rendered {
    let mut html = String::new();
    let mut text = String::new();
    for (name, view) in named {
        html += &format!(
            "<section>{}<div class=\"ravel-pair\">{}<div>{}</div></div></section>",
            facts(name, view),
            index_grid(name, view),
            flat(name, view)
        );
        text += &in_text(name, view);
    }
    Rendered { text, html: frame("ravel-layout", &html) }
}

fn headline(view: &View) -> String {
    let l = view.layout();
    format!(
        "{} {}, strides {} bytes, offset {} bytes in buffer {} of {}, first element at {:#x}, order {}",
        l.dtype,
        shape_repr(&l.shape),
        words::tuple(&l.strides),
        l.offset,
        view.id(),
        words::bytes(view.buffer().len() as u64),
        view.address(),
        words::contiguity(l)
    )
}

fn facts(name: &str, view: &View) -> String {
    format!("<p><code>{}</code>: {}</p>", escape(name), escape(&headline(view)))
}

/// `offset 0 + 1×32 + 2×8 = 48`
fn walk(view: &View, index: &[usize]) -> String {
    let l = view.layout();
    let steps: String = index.iter().zip(&l.strides).map(|(i, s)| format!(" + {i}×{s}")).collect();
    format!("byte {}{steps} = {}", l.offset, l.offset_of(index))
}

fn index_grid(name: &str, view: &View) -> String {
    if view.size() == 0 {
        return "<p class=\"ravel-note\">no elements</p>".into();
    }
    let (rows, columns) = (grid::rows(view), grid::columns(view));
    let (w, h) = (LABEL + CELL_W * columns.len() as f64, LABEL + CELL_H * rows.len() as f64);
    let mut cells = String::new();
    for (j, c) in columns.iter().enumerate() {
        let x = LABEL + (j as f64 + 0.5) * CELL_W;
        let label = c.map_or("…".to_string(), |c| grid::label(c, view.shape().last().copied().unwrap_or(1)));
        cells += &format!("<text class=\"ravel-axis\" x=\"{x}\" y=\"{}\">{label}</text>", LABEL - 8.0);
    }
    for (i, row) in rows.iter().enumerate() {
        let y = LABEL + i as f64 * CELL_H;
        let Some(row) = row else {
            cells += &format!("<text class=\"ravel-axis\" x=\"{}\" y=\"{}\">⋮</text>", LABEL / 2.0, y + 17.0);
            continue;
        };
        let label = row.iter().zip(view.shape()).map(|(&i, &n)| grid::label(i, n)).collect::<Vec<_>>().join(",");
        cells += &format!("<text class=\"ravel-axis\" x=\"{}\" y=\"{}\">{label}</text>", LABEL / 2.0, y + 17.0);
        for (j, c) in columns.iter().enumerate() {
            let Some(c) = c else { continue };
            cells += &grid_cell(name, view, &grid::index(view, row, *c), (LABEL + j as f64 * CELL_W, y), i);
        }
    }
    let title = format!("{} as a grid of indices", escape(name));
    format!(
        "<svg {TEXT} width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" aria-label=\"{title}\">{cells}</svg>"
    )
}

fn grid_cell(name: &str, view: &View, index: &[usize], (x, y): (f64, f64), row: usize) -> String {
    let list = index.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
    let title = escape(&format!("{name}[{list}] lies at {}", walk(view, index)));
    let text = escape(&value::element(view, index));
    format!(
        "<g><title>{title}</title><rect fill=\"{}\" fill-opacity=\".35\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\
         <text x=\"{}\" y=\"{}\">{text}</text></g>",
        HUES[row % HUES.len()],
        x + 1.0,
        y + 1.0,
        CELL_W - 2.0,
        CELL_H - 2.0,
        x + CELL_W / 2.0,
        y + 17.0
    )
}

/// The buffer, element by element while it is small, with the indices that reach each.
fn flat(name: &str, view: &View) -> String {
    let item = view.layout().itemsize().max(1);
    let n = view.buffer().len() / item;
    if n == 0 || n > MOST_CELLS || !view.layout().offset.is_multiple_of(item) {
        return super::strip::strip(&super::memory::facts_of(view), "view");
    }
    let owners = owners(view, n, item);
    let (w, h) = (CELL_W * n as f64, CELL_H * 2.0);
    let mut cells = String::new();
    for (k, indices) in owners.iter().enumerate() {
        let x = k as f64 * CELL_W;
        let (fill, title, label) = match indices.first() {
            None => ("none", format!("byte {}: not reached by {name}", k * item), "·".to_string()),
            Some((index, row)) => {
                let list = index.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
                let more = if indices.len() > 1 { format!(" and {} more", indices.len() - 1) } else { String::new() };
                (
                    HUES[row % HUES.len()],
                    format!("byte {}: {name}[{list}]{more}", k * item),
                    value::element(view, index),
                )
            }
        };
        cells += &format!(
            "<g><title>{}</title><rect fill=\"{fill}\" fill-opacity=\".35\" x=\"{}\" y=\"1\" width=\"{}\" height=\"{}\"/><text x=\"{}\" y=\"17\">{}</text>\
             <text class=\"ravel-axis\" x=\"{}\" y=\"{}\">{}</text></g>",
            escape(&title),
            x + 1.0,
            CELL_W - 2.0,
            CELL_H - 2.0,
            x + CELL_W / 2.0,
            escape(&label),
            x + CELL_W / 2.0,
            CELL_H + 14.0,
            k * item
        );
    }
    let title = format!("the buffer {} with the elements of {} marked", view.id(), escape(name));
    format!(
        "<svg {TEXT} width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" aria-label=\"{title}\">{cells}</svg><p class=\"ravel-note\">{title}; below each its byte offset</p>"
    )
}

/// For each element of the buffer, the shown indices that reach it, each with its row in the grid.
fn owners(view: &View, n: usize, item: usize) -> Vec<Vec<(Vec<usize>, usize)>> {
    let mut owners = vec![Vec::new(); n];
    for (i, row) in grid::rows(view).into_iter().enumerate() {
        let Some(row) = row else { continue };
        for c in grid::columns(view).into_iter().flatten() {
            let index = grid::index(view, &row, c);
            if view.size() > 0 {
                let at = view.layout().offset_of(&index) as usize / item;
                owners[at].push((index, i));
            }
        }
    }
    owners
}

fn in_text(name: &str, view: &View) -> String {
    let mut lines = Vec::new();
    for row in grid::rows(view).into_iter().flatten() {
        for c in grid::columns(view).into_iter().flatten().filter(|_| view.size() > 0) {
            let index = grid::index(view, &row, c);
            let list = index.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
            lines.push(Line {
                columns: vec![format!("{name}[{list}]"), walk(view, &index), value::element(view, &index)],
                note: None,
            });
        }
    }
    let head = ["element", "place", "value"].map(String::from);
    format!("{name}: {}\n{}", headline(view), table(&head, &lines))
}
