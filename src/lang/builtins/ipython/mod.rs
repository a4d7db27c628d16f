//! `IPython.display`, and the small modules that notebooks import beside it.

mod rich;
mod shell;

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Kwargs, Rest, py};
use crate::lang::value::Value;

pub use shell::INTERACTIVESHELL;

/// `IPython`
pub static IPYTHON: Module = Module::new("IPython", "The notebook.", get_ipython, |_, _| None, &[]);

/// `IPython.display`
pub static DISPLAY: Module = Module::new("IPython.display", "Rich outputs.", table, rich::value, rich::NAMES);

/// `IPython.core.display`: an older name.
pub static CORE_DISPLAY: Module = Module::new("IPython.core.display", "Rich outputs.", table, rich::value, rich::NAMES);

/// `timeit`
pub static TIMEIT: Module = Module::new("timeit", "Timing of programs.", timeit, |_, _| None, &[]);

/// `getpass`
pub static GETPASS: Module = Module::new("getpass", "Passwords.", getpass, |_, _| None, &[]);

fn get_ipython() -> Vec<Builtin> {
    vec![py(&["get_ipython"], "", "Outside the language.", |_: &mut Interp| -> Result<Value> {
        Err(Raise::unsupported("get_ipython() is outside the language: write the magic itself, as %timeit"))
    })]
}

fn timeit() -> Vec<Builtin> {
    let refuse = |_: &mut Interp, _: Rest, _: Kwargs| -> Result<Value> {
        Err(Raise::unsupported("timeit.timeit() is outside the language: %timeit times a statement"))
    };
    vec![
        py(
            &["default_timer"],
            "",
            "Return the seconds of the finest clock.\n\n>>> timeit.default_timer() > 0\nTrue",
            |interp: &mut Interp| {
                super::time::TIME.get(interp, "perf_counter").map_or(Ok(Value::None), |f| interp.call(&f, &[], &[]))
            },
        ),
        py(&["timeit", "repeat", "Timer"], "*args, **kwargs", "Outside the language.", refuse),
    ]
}

fn getpass() -> Vec<Builtin> {
    vec![py(
        &["getpass"],
        "prompt='Password: ', stream=None",
        "Ask for a line without showing it.",
        |interp: &mut Interp, prompt: Option<String>, _stream: Value| {
            interp.host.input(prompt.as_deref().unwrap_or("Password: "), true)
        },
    )]
}

fn table() -> Vec<Builtin> {
    vec![
        py(
            &["display"],
            "*objs, display_id=None, **kwargs",
            "Show values.\n\n>>> from IPython.display import display\n>>> display(3)\n3",
            display,
        ),
        py(
            &["update_display"],
            "obj, *, display_id",
            "Show another value in the place of an earlier one.",
            |interp: &mut Interp, v: Value, id: String| show(interp, &v, Some(id), true),
        ),
        py(&["clear_output"], "wait=False", "Clear the output of the cell.", |interp: &mut Interp, wait: bool| {
            interp.host.clear_output(wait);
            Ok(())
        }),
    ]
}

/// Shows one value.
fn show(interp: &mut Interp, v: &Value, id: Option<String>, update: bool) -> Result<()> {
    let mut mime = vec![("text/plain".to_string(), interp.repr(v)?)];
    if let Value::Object(o) = v {
        mime.extend(o.clone().mime(interp));
    }
    interp.host.display(mime, id, update);
    Ok(())
}

fn display(interp: &mut Interp, Rest(values): Rest, display_id: Given, _kwargs: Kwargs) -> Result<Value> {
    let id = match &display_id.0 {
        None | Some(Value::None | Value::Bool(false)) => None,
        Some(Value::Bool(true)) => Some(rich::fresh_id(interp)),
        Some(v) => Some(interp.str(v)?),
    };
    for v in &values {
        show(interp, v, id.clone(), false)?;
    }
    Ok(id.map_or(Value::None, rich::handle))
}
