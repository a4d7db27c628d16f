//! The flat buffer and the views into it as aligned text.

use super::super::words;
use super::Drawn;
use super::flat::{Units, index_text};
use super::panels::{cut, steps};
use super::strip::coverage;
use unicode_width::UnicodeWidthStr;

/// The widest that a picture gets.
const MOST_WIDTH: usize = 118;
/// Width of a strip to scale.
const BAR: usize = 64;

/// Views of one buffer, stacked.
pub fn flat(views: &[Drawn]) -> String {
    let Some(first) = views.first() else { return String::new() };
    let names = views.iter().map(|d| cut(&d.name).width()).max().unwrap_or(0).max(4);
    let head = format!(
        "buffer {} of {} at {:#x}\n",
        first.facts.buffer,
        words::bytes(first.facts.buffer_len as u64),
        first.facts.base_address
    );
    let units = Units::new(views).filter(|u| u.count > 0);
    let drawn = units.and_then(|u| in_units(&u, names, true).or_else(|| in_units(&u, names, false)));
    head + &drawn.unwrap_or_else(|| to_scale(views, names))
}

/// Facts of one array: its headline, where each element lies, what a step along each axis is.
pub fn facts(d: &Drawn) -> String {
    let steps = steps(d);
    let steps = if steps.is_empty() { String::new() } else { format!("; {steps}") };
    let record = words::contents(d.facts.layout.dtype).map_or(String::new(), |line| format!("  {line}\n"));
    format!("{}: {}\n  {}{steps}\n{record}", d.name, d.headline(), d.formula())
}

/// A row of texts, each at a unit and so many units wide.
type Row = Vec<(usize, usize, String)>;

/// `None` where the texts are too wide; the indices below the values are left out first.
fn in_units(units: &Units, names: usize, indices: bool) -> Option<String> {
    let mut rows: Vec<(String, Row)> = Vec::new();
    rows.push(("byte".into(), (0..units.count).map(|k| (k, 1, (k * units.bytes).to_string())).collect()));
    for d in units.views {
        let (places, span) = (units.places(d), units.span(d));
        let values = places.iter().map(|(&at, p)| (at, span, cut(&d.text(&p.index())))).collect();
        rows.push((cut(&d.name), values));
        if !indices {
            continue;
        }
        rows.push((String::new(), places.iter().map(|(&at, p)| (at, span, index_text(p))).collect()));
    }
    // Texts that cover several units need no more than their share of each.
    let need = |(_, span, text): &(usize, usize, String)| (text.width() + 2).div_ceil(*span);
    let unit = rows.iter().flat_map(|(_, row)| row.iter().map(need)).max()?;
    (names + 4 + unit * units.count <= MOST_WIDTH)
        .then(|| rows.iter().map(|(name, row)| line(name, row, names, unit)).collect())
}

fn line(name: &str, row: &Row, names: usize, unit: usize) -> String {
    let mut out = format!("  {name}{}  ", " ".repeat(names - name.width()));
    let mut at = 0;
    let mut written = 0;
    for (unit_at, _, text) in row {
        at = at.max(unit_at * unit);
        out += &" ".repeat(at - written.min(at));
        out += text;
        written = at + text.width();
        at = written;
    }
    format!("{}\n", out.trim_end())
}

fn to_scale(views: &[Drawn], names: usize) -> String {
    views
        .iter()
        .map(|d| format!("  {0}{1}  {2}\n", cut(&d.name), " ".repeat(names - cut(&d.name).width()), bar(d)))
        .collect()
}

/// `████▒▒··`: what is reached wholly, partly, not at all.
fn bar(d: &Drawn) -> String {
    if d.facts.buffer_len == 0 {
        return "empty".into();
    }
    let cells = coverage(&d.facts.layout, d.facts.buffer_len);
    let mark = |share: f64| match share {
        s if s <= 0.0 => '·',
        s if s < 0.5 => '░',
        s if s < 0.99 => '▒',
        _ => '█',
    };
    (0..BAR).map(|k| mark(cells[k * cells.len() / BAR])).collect()
}
