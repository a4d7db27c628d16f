//! Reports: what a trace or an array looks like, as text for terminals and as HTML for notebooks. Nothing in them differs
//! from run to run unless times are asked for.
//!
//! A report is first a target-neutral [`model`], then lowered: [`text`] and [`html`] show the same facts; a [`picture`]
//! needs no script and always has words beside it. Where a page takes away styles and drawings (GitHub, a notebook that is
//! not trusted) what is left still reads well: pictures are tables, and no word stands only in a drawing.

pub mod html;
pub mod layout;
pub mod lent;
pub mod memory;
pub mod model;
pub mod picture;
pub mod predict;
pub mod race;
pub mod story;
mod style;
pub mod text;
pub mod value;
pub mod words;

pub use html::escape;
pub use layout::arrays;
pub use memory::memory;
pub use story::story;
pub use value::value;

use crate::lang::trace::Trace;
use crate::syntax::Source;

/// How much of a cell's memory is shown (`%layout off|compact|full`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Nothing.
    Off,
    /// A row for each statement, and for what was copied within it; the other sub-expressions are folded away.
    #[default]
    Compact,
    /// Every sub-expression and temporary.
    Full,
}

/// What a report shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// How much.
    pub mode: Mode,
    /// Whether with times (`%layout time`).
    pub time: bool,
}

/// One report in both forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// An aligned table.
    pub text: String,
    /// The same and more, self-contained (its own style, no script), escaped.
    pub html: String,
}

/// The memory report of a cell; `None` if it touched no array.
pub fn cell(trace: &Trace, source: &Source, options: Options) -> Option<Rendered> {
    let report = model::Report::new(trace, source)?;
    Some(Rendered { text: text::cell(&report, options), html: html::cell(&report, options) })
}
