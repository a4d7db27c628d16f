//! `%` and `%%` magics: one row each, in a table for each family.

mod absent;
pub mod alias;
pub mod arguments;
pub mod capture;
pub mod commands;
pub mod environment;
pub mod expand;
pub mod files;
pub mod folders;
pub mod help;
pub mod macros;
pub mod memory;
pub mod namespace;
pub mod notebook;
pub mod options;
pub mod pager;
pub mod past;
pub mod process;
pub mod rich;
pub mod settings;
pub mod teach;
pub mod time;
pub mod timeit;

use super::native;
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

/// A magic of a line only.
pub const fn line_row(
    name: &'static str,
    doc: &'static str,
    run: fn(&State, &mut Interp, &Magic) -> Result<Value>,
) -> Row {
    Row { name, line: true, cell: false, doc, run }
}

/// Every magic, by family.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    let families = [
        timeit::ROWS,
        time::ROWS,
        memory::ROWS,
        teach::ROWS,
        namespace::ROWS,
        past::ROWS,
        notebook::ROWS,
        help::ROWS,
        settings::ROWS,
        files::ROWS,
        folders::ROWS,
        environment::ROWS,
        commands::ROWS,
        alias::ROWS,
        macros::ROWS,
        pager::ROWS,
        capture::ROWS,
        rich::ROWS,
        native::ROWS,
    ];
    families.into_iter().flatten()
}

/// Magics whose line is code: nothing is put in for `{…}` and `$name`.
const OF_CODE: &[&str] = &[
    "timeit",
    "time",
    "memit",
    "layout",
    "trace",
    "predict",
    "precision",
    "history",
    "hist",
    "reset_selective",
    "race",
];

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
    if let (None, Some(why)) = (row, absent::why(&magic.name)) {
        return Err(Raise::unsupported(why));
    }
    if let (None, None, Some(done)) = (row, &magic.body, alias::run(state, interp, magic)) {
        return done;
    }
    match (row, &magic.body) {
        (Some(row), None) if row.line => with_values(state, interp, row, magic),
        (Some(row), Some(body)) if row.cell && body.is_empty() => {
            let hint = format!(" Did you mean the line magic %{} (single %)?", row.name);
            let hint = if row.line { hint.as_str() } else { "" };
            usage(format!("%%{} is a cell magic, but the cell body is empty.{hint}", row.name))
        }
        (Some(row), Some(_)) if row.cell => with_values(state, interp, row, magic),
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

/// Runs a row, values put into its line first where it is not code.
fn with_values(state: &State, interp: &mut Interp, row: &Row, magic: &Magic) -> Result<Value> {
    if OF_CODE.contains(&row.name) || !magic.line.contains(['{', '$']) {
        return (row.run)(state, interp, magic);
    }
    let line = expand::expand(interp, &magic.line);
    (row.run)(state, interp, &Magic { line, ..magic.clone() })
}

/// # Errors
/// Always: a `UsageError`.
pub fn usage<T>(message: impl Into<String>) -> Result<T> {
    Err(Raise::new(&exc::USAGE_ERROR, message))
}
