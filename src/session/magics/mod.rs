//! `%` and `%%` magics: one row each, in a table for each family.

pub mod files;
pub mod memory;
pub mod namespace;
pub mod options;
pub mod teach;
pub mod time;
pub mod timeit;

use super::shell::State;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::Magic;

/// A magic.
pub struct Row {
    /// Without `%`.
    pub name: &'static str,
    /// Whether `%name` exists.
    pub line: bool,
    /// Whether `%%name` exists.
    pub cell: bool,
    /// Usage and meaning, as `%name?` shows it.
    pub doc: &'static str,
    /// Runs it.
    pub run: fn(&State, &mut Interp, &Magic) -> Result<Value>,
}

/// Every magic, by family.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    [timeit::ROWS, time::ROWS, namespace::ROWS, memory::ROWS, teach::ROWS, files::ROWS].into_iter().flatten()
}

/// The magic of this name.
pub fn find(name: &str) -> Option<&'static Row> {
    rows().find(|r| r.name == name)
}

/// Runs a magic.
///
/// # Errors
/// `UsageError` where there is none of this name and kind, in IPython's words; what it raises.
pub fn run(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let row = find(&magic.name);
    match (row, &magic.body) {
        (Some(row), None) if row.line => (row.run)(state, interp, magic),
        (Some(row), Some(body)) if row.cell && body.is_empty() => {
            let hint = format!(" Did you mean the line magic %{} (single %)?", row.name);
            let hint = if row.line { hint.as_str() } else { "" };
            usage(format!("%%{} is a cell magic, but the cell body is empty.{hint}", row.name))
        }
        (Some(row), Some(_)) if row.cell => (row.run)(state, interp, magic),
        (Some(_), Some(_)) => usage(format!(
            "Cell magic `%%{0}` not found (But line magic `%{0}` exists, did you mean that instead?).",
            magic.name
        )),
        (Some(_), None) => usage(format!(
            "Line magic function `%{0}` not found (But cell magic `%%{0}` exists, did you mean that instead?).",
            magic.name
        )),
        (None, None) => usage(format!("Line magic function `%{}` not found.", magic.name)),
        (None, Some(_)) => usage(format!("Cell magic `%%{}` not found.", magic.name)),
    }
}

/// # Errors
/// Always: a `UsageError`.
pub fn usage<T>(message: impl Into<String>) -> Result<T> {
    Err(Raise::new(&exc::USAGE_ERROR, message))
}
