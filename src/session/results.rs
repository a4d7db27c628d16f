//! Running code for a magic, and what becomes of results: shown, and remembered as `_`, `__`, `_n` and `Out[n]`.

use super::event::Event;
use super::shell::State;
use super::{display, traceback};
use crate::lang::dict::Key;
use crate::lang::error::Result;
use crate::lang::eval;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::{self, Source};
use std::rc::Rc;

/// The last results, as IPython names them.
pub const UNDERS: [&str; 3] = ["_", "__", "___"];

/// Runs a text as a cell within the cell: the value of its last expression is shown.
///
/// # Errors
/// What it raises.
pub fn run_cell(state: &State, interp: &mut Interp, name: &str, text: &str) -> Result<()> {
    let source = Rc::new(Source { name: name.into(), text: super::automagic::rewritten(state, interp, text) });
    let module = syntax::parse(&source.text).map_err(|e| traceback::syntax_error(&e, &source))?;
    match eval::exec_module(interp, &source, &module)? {
        Some(value) => show(state, interp, &value),
        None => Ok(()),
    }
}

/// Shows the value of a cell's last expression and remembers it. Within a capture it is an output like any other.
///
/// # Errors
/// What a `repr` of the program raises.
pub fn show(state: &State, interp: &mut Interp, value: &Value) -> Result<()> {
    let was = std::mem::replace(&mut interp.trace.on, false);
    let data = display::value(interp, value);
    interp.trace.on = was;
    let data = data?;
    if state.captures() {
        state.emit(Event::Display { data, id: None, update: false });
        return Ok(());
    }
    if interp.globals.get("Out").is_some_and(|out| out.is(value)) {
        // It can't hold itself.
        state.emit(Event::Result { count: state.count.get(), data });
        return Ok(());
    }
    let count = state.count.get();
    let text = data.get("text/plain").and_then(|t| t.as_str()).unwrap_or_default().to_string();
    if let Some(history) = &*state.history.borrow() {
        history.add_output(count as i64, &text);
    }
    remember(state, interp, value);
    state.emit(Event::Result { count, data });
    Ok(())
}

/// `_`, `__`, `___`, `_n` and `Out[n]`. The program's own `_` (of a loop, say) is left alone.
fn remember(state: &State, interp: &mut Interp, value: &Value) {
    let count = state.count.get();
    let globals = &mut interp.globals;
    let mut last = state.last.borrow_mut();
    let is_ours = |(name, ours): (&&str, &Value)| globals.get(*name).is_none_or(|v| v.is(ours));
    let all_ours = UNDERS.iter().zip(&*last).all(is_ours);
    last.rotate_right(1);
    last[0] = value.clone();
    if all_ours {
        for (name, value) in UNDERS.iter().zip(&*last) {
            globals.insert((*name).into(), value.clone());
        }
    }
    globals.insert(format!("_{count}").into(), value.clone());
    if let (Some(Value::Dict(out)), Some(key)) = (globals.get("Out"), Key::new(Value::Int(count as i64))) {
        out.0.borrow_mut().insert(key, value.clone());
    }
}
