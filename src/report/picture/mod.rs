//! Pictures of arrays: the index grid beside the flat buffer. Both are tables, which need no script and can be read without
//! their style too; what hovering tells also stands in words below them or in the text form.
//!
//! Colour tells the place in the buffer: elements of the same colour are the same bytes, wherever they stand in a grid. So
//! zero strides and overlapping windows show at a glance, and a transposed array is its base's colours turned.

pub mod flat;
pub mod panels;
pub mod shown;
pub mod strip;
pub mod text;

use super::value;
use super::words;
use crate::engine::View;
use crate::lang::trace::ArrayFacts;
use std::rc::Rc;

/// An array as its pictures need it.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// As the program names it.
    pub name: String,
    /// Where it lies.
    pub facts: ArrayFacts,
    /// What its elements are.
    pub values: Values,
    /// Byte offsets of the elements that have changed since the picture before.
    pub changed: Vec<isize>,
}

/// The elements' texts.
#[derive(Debug, Clone)]
pub enum Values {
    /// They can be read.
    Live(View),
    /// They were read, all of them, in order of their indices.
    Kept(Rc<[String]>),
    /// They are not known.
    Unknown,
}

impl Drawn {
    /// A live array.
    pub fn live(name: &str, view: &View) -> Drawn {
        let facts = super::memory::facts_of(view);
        Drawn { name: name.to_string(), facts, values: Values::Live(view.clone()), changed: Vec::new() }
    }

    /// An element's text; empty where it is not known.
    pub fn text(&self, index: &[usize]) -> String {
        match &self.values {
            Values::Live(view) => value::element(view, index),
            Values::Kept(all) => {
                let at = index.iter().zip(&self.facts.layout.shape).fold(0, |at, (i, n)| at * n + i);
                all.get(at).map_or_else(String::new, |t| value::short(t))
            }
            Values::Unknown => String::new(),
        }
    }

    /// `b[0, 2] is at byte 16 + 0×32 + 2×8 = 32`
    pub fn walk(&self, index: &[usize]) -> String {
        let l = &self.facts.layout;
        let steps: String = index.iter().zip(&l.strides).map(|(i, s)| format!(" + {i}×{s}")).collect();
        format!("{}[{}] is at byte {}{steps} = {}", self.name, comma(index), l.offset, l.offset_of(index))
    }

    /// What [`Drawn::walk`] says of every element: `b[i, j] is at byte 16 + i×32 + j×8`.
    pub fn formula(&self) -> String {
        const LETTERS: [&str; 6] = ["i", "j", "k", "l", "m", "n"];
        let letter = |d: usize| LETTERS.get(d).map_or(format!("i{d}"), |l| l.to_string());
        let l = &self.facts.layout;
        let indices: Vec<String> = (0..l.rank()).map(letter).collect();
        let steps: String = l.strides.iter().enumerate().map(|(d, s)| format!(" + {}×{s}", letter(d))).collect();
        match indices.is_empty() {
            true => format!("its one element is at byte {}", l.offset),
            false => format!("{}[{}] is at byte {}{steps}", self.name, indices.join(", "), l.offset),
        }
    }

    /// `int64 (3, 4), strides (32, 8) bytes, offset 0 bytes in buffer #1 of 96 bytes, first element at 0x…, order C`
    pub fn headline(&self) -> String {
        let l = &self.facts.layout;
        format!(
            "{}, strides {} bytes, offset {} bytes in buffer {} of {}, first element at {}, order {}",
            words::array(&self.facts),
            words::tuple(&l.strides),
            l.offset,
            self.facts.buffer,
            words::bytes(self.facts.buffer_len as u64),
            words::address(&self.facts),
            words::contiguity(l)
        )
    }

    /// The attribute that gives a cell the colour of a byte offset.
    fn shade(&self, offset: isize) -> String {
        let colour = colour(offset as f64 / self.facts.buffer_len.max(1) as f64);
        let changed = if self.changed.contains(&offset) { " class=\"ravel-changed\"" } else { "" };
        format!("{changed} style=\"background:{colour}66\"")
    }

    /// An element's text, cut and escaped; bold where a write has changed it.
    fn framed(&self, offset: isize, index: &[usize]) -> String {
        let text = super::html::escape(&panels::cut(&self.text(index)));
        if self.changed.contains(&offset) { format!("<b>{text}</b>") } else { text }
    }
}

/// `0, 2`
pub fn comma(index: &[usize]) -> String {
    index.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}

/// From dark blue over green to gold, told apart by any eye (after matplotlib's viridis, its bright end dimmed so that light
/// text can be read on it); `at` is from 0 to 1.
pub fn colour(at: f64) -> String {
    const ANCHORS: [[f64; 3]; 6] = [
        [68.0, 57.0, 131.0],
        [49.0, 104.0, 142.0],
        [33.0, 145.0, 140.0],
        [53.0, 183.0, 121.0],
        [110.0, 180.0, 60.0],
        [190.0, 170.0, 30.0],
    ];
    let x = at.clamp(0.0, 1.0) * (ANCHORS.len() - 1) as f64;
    let k = (x as usize).min(ANCHORS.len() - 2);
    let mix = |c: usize| (ANCHORS[k][c] + (ANCHORS[k + 1][c] - ANCHORS[k][c]) * (x - k as f64)).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mix(0), mix(1), mix(2))
}

/// Width of a text of so many characters in a cell.
fn width_of(chars: usize) -> f64 {
    7.0 * chars as f64 + 10.0
}
