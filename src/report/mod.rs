//! Reports: what a trace or an array looks like, as text for terminals and as HTML for notebooks. Nothing in them differs
//! from run to run unless times are asked for.

use crate::engine::View;
use crate::lang::Interp;
use crate::lang::trace::Trace;
use crate::syntax::Source;

/// How much of a cell's memory is shown (`%layout off|compact|full`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Nothing.
    Off,
    /// A row for each statement; sub-expressions folded away.
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
pub fn cell(_trace: &Trace, _source: &Source, _options: Options) -> Option<Rendered> {
    None
}

/// An array's values as an HTML table, foldable, large ones summarised.
pub fn value(_view: &View) -> String {
    String::new()
}

/// `%layout NAME …`: the named arrays drawn, with the index grid beside the flat buffer.
pub fn arrays(_named: &[(String, View)]) -> Rendered {
    Rendered { text: String::new(), html: String::new() }
}

/// `%memory`: every live buffer, its size, who holds it, and what is kept alive for nothing.
pub fn memory(_interp: &Interp) -> Rendered {
    Rendered { text: String::new(), html: String::new() }
}
