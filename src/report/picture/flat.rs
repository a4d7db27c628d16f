//! The flat buffer with the views into it stacked above each other, to one scale: element by element while it is small,
//! else as strips.

use super::super::html::escape;
use super::super::words;
use super::panels::cut;
use super::strip;
use super::{Drawn, comma, width_of};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

/// The most units of a buffer that are drawn one by one.
const MOST_UNITS: usize = 48;
/// The most indices that are looked at for such a picture.
const MOST_WALKED: usize = 4096;
/// The most axes whose steps are drawn.
const MOST_AXES: usize = 4;
/// Width and height of a strip to scale.
const BAR: (f64, f64) = (640.0, 14.0);
/// The narrowest unit, in pixels.
const NARROWEST: f64 = 18.0;

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
    let mut unit = NARROWEST;
    for (d, places) in units.views.iter().zip(&places) {
        let texts = places.values().map(|p| cut(&d.text(&p.index())).width().max(p.label().width()));
        unit = unit.max((width_of(texts.max().unwrap_or(0)) / units.span(d) as f64).ceil());
    }
    let mut body = ruler(units, unit);
    for (d, places) in units.views.iter().zip(&places) {
        for (n, lane) in lanes(places, units.span(d)).iter().enumerate() {
            body += &row(units, d, lane, n == 0);
        }
        body += &arrows(units, d, unit);
    }
    let name = format!("buffer {} and the elements that each array reaches", units.views[0].facts.buffer);
    format!("<table class=\"ravel-flat\" aria-label=\"{name}\" style=\"--ravel-unit:{unit}px\">{body}</table>")
}

/// Byte offsets above the units.
fn ruler(units: &Units, unit: f64) -> String {
    let every = (width_of((units.count * units.bytes).to_string().len()) / unit).ceil().max(1.0) as usize;
    let text = |k: usize| if k.is_multiple_of(every) { (k * units.bytes).to_string() } else { String::new() };
    let labels: String = (0..units.count).map(|k| format!("<th>{}</th>", text(k))).collect();
    format!("<tr><th>byte</th>{labels}</tr>")
}

/// Elements side by side: those that overlap the ones before them stand in a lane of their own.
fn lanes(places: &BTreeMap<usize, Place>, span: usize) -> Vec<Vec<(usize, &Place)>> {
    let mut lanes: Vec<Vec<(usize, &Place)>> = vec![Vec::new()];
    for (&at, place) in places {
        let free = |lane: &&mut Vec<(usize, &Place)>| lane.last().is_none_or(|(before, _)| before + span <= at);
        match lanes.iter_mut().find(free) {
            Some(lane) => lane.push((at, place)),
            None => lanes.push(vec![(at, place)]),
        }
    }
    lanes
}

fn row(units: &Units, d: &Drawn, lane: &[(usize, &Place)], first: bool) -> String {
    let name = if first { escape(&cut(&d.name)) } else { String::new() };
    let mut out = format!("<tr><th scope=\"row\">{name}</th>");
    let (span, mut reached) = (units.span(d), 0);
    for (at, place) in lane {
        let index = place.index();
        let offset = d.facts.layout.offset_of(&index);
        out += &blank(at - reached);
        out += &format!(
            "<td{}{} title=\"{}\">{}<br/><small>{}</small></td>",
            columns(span),
            d.shade(offset),
            escape(&title(d, place, &index)),
            d.framed(offset, &index),
            place.label()
        );
        reached = at + span;
    }
    out + &blank(units.count.saturating_sub(reached)) + "</tr>"
}

/// Units that no element of the row covers.
fn blank(units: usize) -> String {
    if units == 0 { String::new() } else { format!("<td{}></td>", columns(units)) }
}

fn columns(n: usize) -> String {
    if n == 1 { String::new() } else { format!(" colspan=\"{n}\"") }
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

/// For each axis a row with the step from the first element to its neighbour.
fn arrows(units: &Units, d: &Drawn, unit: f64) -> String {
    let l = &d.facts.layout;
    let (start, span) = (l.offset / units.bytes, units.span(d));
    let half = span as f64 * unit / 2.0;
    let walked = (0..l.rank()).rev().filter(|&axis| l.shape[axis] > 1 && l.size() > 0).take(MOST_AXES);
    let row = |axis: usize| {
        let steps = l.strides[axis].unsigned_abs() / units.bytes;
        let (from, wide, arrow) = match l.strides[axis] {
            0 => (start, span, "<i class=\"ravel-stay\">↻</i>".to_string()),
            1.. => (start, steps, format!("<i style=\"left:{half}px\">→</i>")),
            _ => (start.saturating_sub(steps), steps, format!("<i class=\"ravel-back\" style=\"left:{half}px\">←</i>")),
        };
        let rest = units.count.saturating_sub(from + wide);
        format!(
            "<tr class=\"ravel-step\"><th scope=\"row\">axis {axis}: {:+} bytes</th>{}<td{}>{arrow}</td>{}</tr>",
            l.strides[axis],
            blank(from),
            columns(wide),
            blank(rest)
        )
    };
    walked.map(row).collect()
}

/// Strips to scale, one for each view, under one of the whole buffer.
fn to_scale(views: &[Drawn]) -> String {
    let Some(first) = views.first() else { return String::new() };
    if first.facts.buffer_len == 0 {
        return "<p class=\"ravel-note\">the buffer is empty</p>".into();
    }
    let strip = |d: &Drawn| {
        let strip = strip::drawn(&d.facts, BAR, None);
        format!("<tr><th scope=\"row\">{}</th><td colspan=\"2\">{strip}</td></tr>", escape(&cut(&d.name)))
    };
    let strips: String = views.iter().map(strip).collect();
    let end = words::bytes(first.facts.buffer_len as u64);
    format!("<table class=\"ravel-scale\">{strips}<tr><th></th><th>byte 0</th><th>{end}</th></tr></table>")
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
    fn elements_that_overlap_stand_in_lanes() {
        let mut l = Layout::c(DType::Int32, &[4]);
        l.strides = [2].into_iter().collect();
        let views = [drawn(l, 12)];
        let units = Units::new(&views).expect("few units");
        let lanes = lanes_of(&units);
        assert_eq!(lanes, [vec![0, 2], vec![1, 3]]);
    }

    fn lanes_of(units: &Units) -> Vec<Vec<usize>> {
        let places = units.places(&units.views[0]);
        let lanes = lanes(&places, units.span(&units.views[0]));
        lanes.iter().map(|lane| lane.iter().map(|(at, _)| *at).collect()).collect()
    }

    #[test]
    fn a_large_buffer_has_no_units() {
        assert!(Units::new(&[drawn(Layout::c(DType::Int64, &[1000]), 8000)]).is_none());
    }
}
