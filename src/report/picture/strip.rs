//! The flat buffer as a strip, with the bytes that a view reaches marked: drawn to scale, never more than a few dozen
//! rectangles.

use super::super::html::escape;
use super::super::words;
use crate::engine::Layout;
use crate::engine::view::Offsets;
use crate::lang::trace::ArrayFacts;
use std::collections::BTreeMap;

/// Width and height of a table's strip.
const SMALL: (f64, f64) = (72.0, 12.0);
/// Bins of a buffer that has more elements.
const BINS: usize = 48;
/// The most elements that are looked at one by one.
const MOST_WALKED: usize = 1 << 16;

/// The strip as small as a table's cell, in the colour of its row; its words show on hover.
pub fn small(a: &ArrayFacts) -> String {
    drawn(a, SMALL, Some("currentColor"))
}

/// A strip. Without a colour, each part has that of its place in the buffer.
pub fn drawn(a: &ArrayFacts, (width, height): (f64, f64), colour: Option<&str>) -> String {
    if a.buffer_len == 0 {
        return String::new();
    }
    let title = escape(&words_of(a));
    let marks = marks(&coverage(&a.layout, a.buffer_len), (width, height), colour);
    let (w, h) = (width - 1.0, height - 1.0);
    format!(
        "<svg class=\"ravel-strip\" width=\"{width}\" height=\"{height}\" role=\"img\"><title>{title}</title>\
         <rect x=\".5\" y=\".5\" width=\"{w}\" height=\"{h}\" fill=\"none\" stroke=\"#888\"/>{marks}</svg>"
    )
}

/// The marked parts of a strip: one path for each colour and shade; neighbours of one shade run together where they are
/// drawn without gaps. Without a colour, each part has that of its place.
fn marks(cells: &[f64], (width, height): (f64, f64), colour: Option<&str>) -> String {
    let step = width / cells.len() as f64;
    let gap = if step >= 5.0 { 1.0 } else { 0.0 };
    let shade = |share: f64| if share <= 0.0 { 0 } else { ((share * 4.0).round() as usize).clamp(1, 4) };
    let mut paths: BTreeMap<(String, usize), String> = BTreeMap::new();
    let mut at = 0;
    while at < cells.len() {
        let this = shade(cells[at]);
        let alike = |c: &&f64| gap == 0.0 && colour.is_some() && shade(**c) == this;
        let alike = cells[at..].iter().take_while(alike).count().max(1);
        if this > 0 {
            let (x, w) = (at as f64 * step + gap / 2.0, alike as f64 * step - gap);
            let own = || super::colour(at as f64 / cells.len() as f64);
            let key = (colour.map_or_else(own, String::from), this);
            *paths.entry(key).or_default() += &format!("M{} {}h{}", short(x), short(height / 2.0), short(w));
        }
        at += alike;
    }
    let opacity = |n: usize| 0.4 + 0.15 * n as f64;
    let path = |((colour, n), p): ((String, usize), String)| {
        let thick = height - 4.0;
        format!("<path d=\"{p}\" stroke=\"{colour}\" stroke-width=\"{thick}\" opacity=\"{:.1}\"/>", opacity(n))
    };
    paths.into_iter().map(path).collect()
}

/// A coordinate with one decimal at most.
fn short(x: f64) -> String {
    let text = format!("{x:.1}");
    text.strip_suffix(".0").map_or(text.clone(), String::from)
}

/// What the strip shows, in words.
pub fn words_of(a: &ArrayFacts) -> String {
    let (low, high) = a.layout.extent();
    let all = words::bytes(a.buffer_len as u64);
    let shown = words::bytes(a.layout.nbytes() as u64);
    if a.layout.size() == 0 {
        return format!("no element; the buffer {} has {all}", a.buffer);
    }
    let whole = low == 0 && high == a.buffer_len as i128;
    match whole && a.layout.nbytes() == a.buffer_len {
        true => format!("all {all} of buffer {}", a.buffer),
        false => format!("{shown} shown, within bytes {low} to {high} of the {all} of buffer {}", a.buffer),
    }
}

/// For each cell of the strip, the share of its bytes that the layout reaches: one cell for each element while there are
/// few, else [`BINS`] bins.
pub fn coverage(layout: &Layout, buffer_len: usize) -> Vec<f64> {
    let item = layout.itemsize().max(1);
    let elements = buffer_len.div_ceil(item);
    let n = if elements <= BINS { elements } else { BINS };
    let mut cells = vec![0.0; n];
    let per_cell = buffer_len as f64 / n as f64;
    if layout.size() <= MOST_WALKED {
        let mut reached: Vec<usize> = Offsets::new(layout).collect();
        reached.sort_unstable();
        reached.dedup();
        for at in reached {
            let cell = ((at as f64 / per_cell) as usize).min(n - 1);
            cells[cell] += item as f64 / per_cell;
        }
    } else {
        // Too many to walk: the range that is reached, as dense as its elements lie on the average.
        let (low, high) = layout.extent();
        let distinct: usize =
            layout.shape.iter().zip(&layout.strides).filter(|(_, s)| **s != 0).map(|(n, _)| n).product();
        let density = (distinct * item) as f64 / (high - low) as f64;
        for (i, cell) in cells.iter_mut().enumerate() {
            let (from, to) = (i as f64 * per_cell, (i + 1) as f64 * per_cell);
            let within = (to.min(high as f64) - from.max(low as f64)).max(0.0);
            *cell = within / per_cell * density;
        }
    }
    cells.iter_mut().for_each(|c| *c = c.min(1.0));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::DType;

    #[test]
    fn every_second_element() {
        let mut l = Layout::c(DType::Int64, &[6]);
        l.slice_axis(0, 0, 2, 3);
        assert_eq!(coverage(&l, 48), [1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
    }

    #[test]
    fn a_large_column_is_spread_thin() {
        let mut l = Layout::c(DType::Float64, &[1000, 1000]);
        l.slice_axis(1, 0, 1, 1);
        let cells = coverage(&l, 8_000_000);
        assert_eq!(cells.len(), BINS);
        assert!(cells.iter().all(|&c| c > 0.0 && c < 0.01));
    }

    #[test]
    fn zero_strides_reach_what_they_repeat() {
        let mut l = Layout::c(DType::Float64, &[5, 100_000_000_000]);
        l.strides = [8, 0].into_iter().collect();
        let cells = coverage(&l, 40);
        assert_eq!(cells.len(), 5);
        assert!(cells.iter().all(|&c| c > 0.99), "{cells:?}");
    }
}
