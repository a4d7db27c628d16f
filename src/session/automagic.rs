//! Automagic: a cell of one line that begins with the name of a magic is that magic, unless the name means something
//! else. As IPython decides it.

use super::magics::{self, alias, macros};
use super::shell::State;
use crate::lang::interp::Interp;

/// The code with its `%`, where that was left out; else as it is.
pub fn rewritten(state: &State, interp: &mut Interp, code: &str) -> String {
    if let Some(text) = interp.globals.get(code.trim()).and_then(macros::text_of) {
        return text.to_string();
    }
    match magic(state, interp, code) {
        Some((name, rest)) => format!("%{name} {rest}"),
        None => code.to_string(),
    }
}

/// The name of the magic that the code calls, and the rest of its line.
fn magic<'a>(state: &State, interp: &mut Interp, code: &'a str) -> Option<(&'a str, &'a str)> {
    let line = code.trim();
    if !state.automagic.get() || line.contains('\n') {
        return None;
    }
    let end = line.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '*'))).unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let rest = rest.trim_start();
    let means_another = rest.starts_with(['=', ',']) || rest.ends_with('?');
    let known = magics::find(name).is_some_and(|row| row.line) || alias::is_known(state, name);
    (known && !means_another && interp.lookup(name).is_none()).then_some((name, rest))
}
