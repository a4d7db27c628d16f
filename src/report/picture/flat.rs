//! The flat buffer with the views into it stacked above each other, to one scale: element by element while it is small,
//! else as strips.

use super::super::html::escape;
use super::super::words;
use super::panels::{cut, step};
use super::strip::{self, coverage};
use super::{Cell, Drawn, comma, open, width_of};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

/// The most units of a buffer that are drawn one by one.
const MOST_UNITS: usize = 48;
/// The most indices that are looked at for such a picture.
const MOST_WALKED: usize = 4096;
/// The most axes whose steps are drawn.
const MOST_AXES: usize = 4;
const RULER: f64 = 16.0;
const ROW: f64 = 34.0;
const ARROW: f64 = 14.0;
/// Width and height of a strip to scale.
const BAR: (f64, f64) = (640.0, 14.0);

/// An element of a view: all indices that reach it.
pub struct Place {
    /// The first of them; `None` on an axis along which all reach it (its stride is zero).
    pub first: Vec<Option<usize>>,
    /// How many others there are.
    pub more: usize,
}

impl Place {
    /// `0,*`
    pub fn label(&self) -> String {
        let part = |i: &Option<usize>| i.map_or("*".to_string(), |i| i.to_string());
        let label = self.first.iter().map(part).collect::<Vec<_>>().join(",");
        if self.more > 0 { format!("{label} +{}", self.more) } else { label }
    }

    /// One index that reaches it.
    pub fn index(&self) -> Vec<usize> {
        self.first.iter().map(|i| i.unwrap_or(0)).collect()
    }
}

/// Views of one buffer, cut into units so that each element covers whole ones.
pub struct Units<'a> {
    /// The views.
    pub views: &'a [Drawn],
    /// Length of the buffer in units.
    pub count: usize,
    /// Bytes of a unit.
    pub bytes: usize,
}

impl<'a> Units<'a> {
    /// `None` if the buffer is too large, or cut too finely, to be drawn unit by unit.
    pub fn new(views: &'a [Drawn]) -> Option<Units<'a>> {
        let len = views.first()?.facts.buffer_len;
        let mut bytes = len;
        for l in views.iter().map(|d| &d.facts.layout) {
            bytes = gcd(gcd(bytes, l.itemsize()), l.offset);
            bytes = l.strides.iter().fold(bytes, |b, s| gcd(b, s.unsigned_abs()));
        }
        let count = len.checked_div(bytes)?;
        (count <= MOST_UNITS).then_some(Units { views, count, bytes })
    }

    /// The elements of a view by the unit where they begin.
    pub fn places(&self, d: &Drawn) -> BTreeMap<usize, Place> {
        let l = &d.facts.layout;
        let mut found: BTreeMap<usize, Place> = BTreeMap::new();
        if l.size() == 0 {
            return found;
        }
        let moving: Vec<usize> = l.shape.iter().zip(&l.strides).map(|(n, s)| if *s == 0 { 1 } else { *n }).collect();
        let mut index = vec![0; l.rank()];
        for _ in 0..MOST_WALKED {
            let at = l.offset_of(&index) as usize / self.bytes.max(1);
            let first = || {
                index.iter().zip(l.strides.iter().zip(&l.shape)).map(|(i, (s, n))| (*s != 0 || *n == 1).then_some(*i))
            };
            found.entry(at).and_modify(|p| p.more += 1).or_insert_with(|| Place { first: first().collect(), more: 0 });
            if !advance(&mut index, &moving) {
                break;
            }
        }
        found
    }

    /// How many units an element covers.
    pub fn span(&self, d: &Drawn) -> usize {
        (d.facts.layout.itemsize() / self.bytes.max(1)).max(1)
    }
}

/// The next index in C order; false after the last.
fn advance(index: &mut [usize], shape: &[usize]) -> bool {
    for (i, n) in index.iter_mut().zip(shape).rev() {
        *i += 1;
        if *i < *n {
            return true;
        }
        *i = 0;
    }
    false
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The picture of views of one buffer.
pub fn flat(views: &[Drawn]) -> String {
    match Units::new(views) {
        Some(units) if units.count > 0 => in_units(&units),
        _ => to_scale(views),
    }
}

fn in_units(units: &Units) -> String {
    let places: Vec<BTreeMap<usize, Place>> = units.views.iter().map(|d| units.places(d)).collect();
    let mut unit = 18.0_f64;
    for (d, places) in units.views.iter().zip(&places) {
        let texts = places.values().map(|p| cut(&d.text(&p.index())).width().max(p.label().width()));
        unit = unit.max(width_of(texts.max().unwrap_or(0)) / units.span(d) as f64);
    }
    let label = label_width(units.views);
    let mut w = label + unit * units.count as f64;
    let mut body = ruler(units, label, unit);
    let mut y = RULER;
    for (d, places) in units.views.iter().zip(&places) {
        body += &row(units, d, places, (label, unit, y));
        y += ROW;
        let (drawn, right, below) = arrows(units, d, (label, unit, y));
        body += &drawn;
        w = w.max(right);
        y = below + 6.0;
    }
    let name = format!("buffer {} and the elements that each array reaches", units.views[0].facts.buffer);
    format!("{}{body}</svg>", open(w, y, &name))
}

fn label_width(views: &[Drawn]) -> f64 {
    let most = views.iter().map(|d| d.name.width()).max().unwrap_or(0);
    width_of(most.clamp(4, 20))
}

/// Byte offsets above the units.
fn ruler(units: &Units, label: f64, unit: f64) -> String {
    let every = (width_of((units.count * units.bytes).to_string().len()) / unit).ceil().max(1.0) as usize;
    let text = |k: usize| {
        let x = label + (k as f64 + 0.5) * unit;
        format!("<text class=\"ravel-axis\" x=\"{x}\" y=\"11\">{}</text>", k * units.bytes)
    };
    let head = format!("<text class=\"ravel-axis\" x=\"{}\" y=\"11\">byte</text>", label / 2.0);
    head + &(0..units.count).step_by(every).map(text).collect::<String>()
}

fn row(units: &Units, d: &Drawn, places: &BTreeMap<usize, Place>, (label, unit, y): (f64, f64, f64)) -> String {
    let w = unit * units.count as f64;
    let name = escape(&cut(&d.name));
    let mut out = format!(
        "<text class=\"ravel-name\" x=\"{}\" y=\"{}\">{name}</text>\
         <rect class=\"ravel-buffer\" fill=\"none\" stroke=\"#8888\" x=\"{label}\" y=\"{y}\" width=\"{w}\" height=\"{ROW}\"/>",
        label / 2.0,
        y + 20.0
    );
    for (&at, place) in places {
        let index = place.index();
        let offset = d.facts.layout.offset_of(&index);
        let cell = Cell {
            x: label + at as f64 * unit,
            y,
            w: unit * units.span(d) as f64,
            h: ROW,
            fill: d.colour(offset),
            changed: d.changed.contains(&offset),
        };
        out += &format!(
            "<g><title>{}</title>{}<text x=\"{3}\" y=\"{4}\">{2}</text><text class=\"ravel-axis\" x=\"{3}\" y=\"{5}\">{6}</text></g>",
            escape(&title(d, place, &index)),
            cell.rect(),
            escape(&cut(&d.text(&index))),
            cell.middle(),
            y + 15.0,
            y + 28.0,
            place.label()
        );
    }
    out
}

fn title(d: &Drawn, place: &Place, index: &[usize]) -> String {
    let shared: usize =
        place.first.iter().zip(&d.facts.layout.shape).filter(|(i, _)| i.is_none()).map(|(_, n)| *n).product();
    let walk = d.walk(index);
    match (shared > 1, place.more) {
        (true, _) => format!("{walk}; {shared} indices reach it"),
        (false, 0) => walk,
        (false, n) => format!("{walk}; {n} more indices reach it"),
    }
}

/// From the first element to its neighbour along each axis; how far to the right and down that reaches.
fn arrows(units: &Units, d: &Drawn, (label, unit, mut y): (f64, f64, f64)) -> (String, f64, f64) {
    let l = &d.facts.layout;
    let start = l.offset as f64 / units.bytes as f64;
    let half = units.span(d) as f64 / 2.0;
    let x = |at: f64| label + (at + half) * unit;
    let (mut out, mut reached) = (String::new(), 0.0_f64);
    let walked = (0..l.rank()).rev().filter(|&axis| l.shape[axis] > 1).take(MOST_AXES);
    for axis in walked.filter(|_| l.size() > 0) {
        let stride = l.strides[axis] as f64 / units.bytes as f64;
        let (from, to) = (x(start), x(start + stride));
        let middle = y + 8.0;
        let words = escape(&format!("axis {axis}: {}", step(l.strides[axis])));
        let head = 5.0 * stride.signum();
        let shape = match stride == 0.0 {
            true => format!("M{from} {middle}m-4 0a4 4 0 1 1 8 0a4 4 0 1 1 -8 0"),
            false => format!("M{from} {middle}H{to}m{} -4l{head} 4l{} 4", -head, -head),
        };
        // Where the words would leave the picture, they stand on the other side.
        let words_w = width_of(words.len());
        let (left, right) = (from.min(to) - 8.0, from.max(to) + 8.0);
        let leaves = right + words_w > label + unit * units.count as f64;
        let (at, anchor) = if leaves && left - words_w > label { (left, "end") } else { (right, "start") };
        if anchor == "start" {
            reached = reached.max(right + words_w);
        }
        out += &format!(
            "<path class=\"ravel-step\" fill=\"none\" stroke=\"currentColor\" d=\"{shape}\"/>\
             <text class=\"ravel-axis\" style=\"text-anchor:{anchor}\" text-anchor=\"{anchor}\" x=\"{at}\" y=\"{}\">{words}</text>",
            middle + 4.0
        );
        y += ARROW;
    }
    (out, reached, y)
}

/// Strips to scale, one for each view, under one of the whole buffer.
fn to_scale(views: &[Drawn]) -> String {
    let Some(first) = views.first() else { return String::new() };
    if first.facts.buffer_len == 0 {
        return "<p class=\"ravel-note\">the buffer is empty</p>".into();
    }
    let (label, (width, height)) = (label_width(views), BAR);
    let mut body = String::new();
    let mut y = 0.0;
    for d in views {
        let marks = strip::marks(&coverage(&d.facts.layout, d.facts.buffer_len), (label, y), (width, height), None);
        body += &format!(
            "<g><title>{}</title><text class=\"ravel-name\" x=\"{}\" y=\"{}\">{}</text>\
             <rect class=\"ravel-buffer\" fill=\"none\" stroke=\"#8888\" x=\"{label}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>{marks}</g>",
            escape(&strip::words_of(&d.facts)),
            label / 2.0,
            y + 11.0,
            escape(&cut(&d.name)),
        );
        y += height + 4.0;
    }
    let end = words::bytes(first.facts.buffer_len as u64);
    body += &format!(
        "<text class=\"ravel-axis\" style=\"text-anchor:start\" text-anchor=\"start\" x=\"{label}\" y=\"{0}\">byte 0</text>\
         <text class=\"ravel-axis\" style=\"text-anchor:end\" text-anchor=\"end\" x=\"{1}\" y=\"{0}\">{end}</text>",
        y + 10.0,
        label + width
    );
    let name = format!("buffer {} to scale, with what each array reaches", first.facts.buffer);
    format!("{}{body}</svg>", open(label + width + 2.0, y + 14.0, &name))
}

/// What a zero-stride place's index list says, for the text form.
pub fn index_text(place: &Place) -> String {
    match place.first.is_empty() {
        true => "()".into(),
        false => place.label(),
    }
}

/// `b[0, 2]`
pub fn name_of(d: &Drawn, index: &[usize]) -> String {
    format!("{}[{}]", d.name, comma(index))
}

#[cfg(test)]
mod tests {
    use super::super::Values;
    use super::*;
    use crate::engine::{DType, Layout};

    fn drawn(layout: Layout, buffer_len: usize) -> Drawn {
        let view = crate::engine::View::zeros(DType::Int64, &[1]).expect("a buffer");
        let facts =
            crate::lang::trace::ArrayFacts { layout, buffer_len, ..super::super::super::memory::facts_of(&view) };
        Drawn { name: "a".into(), facts, values: Values::Unknown, changed: Vec::new() }
    }

    #[test]
    fn units_fit_every_view() {
        let mut odd = Layout::c(DType::Int16, &[3]);
        odd.offset = 6;
        let views = [drawn(Layout::c(DType::Int64, &[3]), 24), drawn(odd, 24)];
        let units = Units::new(&views).expect("few units");
        assert_eq!((units.bytes, units.count), (2, 12));
        assert_eq!((units.span(&views[0]), units.span(&views[1])), (4, 1));
        assert_eq!(units.places(&views[1]).into_keys().collect::<Vec<_>>(), [3, 4, 5]);
    }

    #[test]
    fn a_zero_stride_is_a_star_and_windows_overlap() {
        let mut repeated = Layout::c(DType::Int64, &[1_000_000_000, 2]);
        repeated.strides = [0, 8].into_iter().collect();
        let mut windows = Layout::c(DType::Int64, &[3, 2]);
        windows.strides = [8, 8].into_iter().collect();
        let views = [drawn(repeated, 32), drawn(windows, 32)];
        let units = Units::new(&views).expect("few units");
        let labels = |d| units.places(d).values().map(Place::label).collect::<Vec<_>>();
        assert_eq!(labels(&views[0]), ["*,0", "*,1"]);
        assert_eq!(labels(&views[1]), ["0,0", "0,1 +1", "1,1 +1", "2,1"]);
    }

    #[test]
    fn a_large_buffer_has_no_units() {
        assert!(Units::new(&[drawn(Layout::c(DType::Int64, &[1000]), 8000)]).is_none());
    }
}
