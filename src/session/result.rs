//! What a cell's expression gives: shown, and remembered as `_`, `_n` and `Out[n]`.

use super::display;
use super::event::Event;
use super::shell::State;
use crate::lang::Value;
use crate::lang::dict::Key;
use crate::lang::error::Result;
use crate::lang::interp::Interp;

/// The last results, as IPython names them.
pub const UNDERS: [&str; 3] = ["_", "__", "___"];

/// Shows a result and remembers it.
///
/// # Errors
/// What a `repr` of the program raises.
pub fn show(state: &State, interp: &mut Interp, value: &Value) -> Result<()> {
    let was = std::mem::replace(&mut interp.trace.on, false);
    let data = display::value(interp, value);
    interp.trace.on = was;
    let data = data?;
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
