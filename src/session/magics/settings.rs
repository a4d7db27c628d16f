//! Magics that set how the session shows things, and those that are accepted because notebooks begin with them.

use super::{Row, expand, line_row, usage};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::{Interactivity, Interp};
use crate::lang::value::Value;
use crate::session::event::{Event, Stream};
use crate::session::pretty::{FLOAT_FORMAT, PRETTY_OFF};
use crate::session::shell::State;
use crate::session::traceback::{self, Mode};
use crate::syntax::ast::Magic;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    line_row(
        "precision",
        "%precision [digits|format]\n\nHow floats are shown, and arrays with a number of digits.",
        precision,
    ),
    line_row("xmode", "%xmode [Plain|Context|Verbose|Minimal]\n\nHow much of an exception is shown.", xmode),
    line_row("tb", "%tb [Plain|Context|Verbose|Minimal]\n\nShows the last exception again.", tb),
    line_row("pprint", "%pprint\n\nTurns the breaking of long results over several lines off, or on again.", pprint),
    line_row("automagic", "%automagic [on|off]\n\nWhether magics can be called without their %.", automagic),
    line_row("matplotlib", "%matplotlib [backend]\n\nAccepted and without effect: Ravel draws no plots.", nothing),
    line_row("colors", "%colors [scheme]\n\nAccepted and without effect.", nothing),
    line_row(
        "config",
        "%config Class.name = value\n\nSets InteractiveShell.ast_node_interactivity; InlineBackend's are without effect.",
        config,
    ),
    line_row(
        "load_ext",
        "%load_ext name\n\nAccepted for autoreload and memory_profiler, which need nothing here.",
        load_ext,
    ),
    line_row("autosave", "%autosave seconds\n\nAccepted and without effect: Jupyter's own setting decides.", nothing),
    line_row("reload_ext", "%reload_ext name\n\nThe same as %load_ext.", load_ext),
    line_row(
        "autoreload",
        "%autoreload [mode]\n\nAccepted and without effect: there are no modules to reload.",
        nothing,
    ),
];

fn pprint(state: &State, interp: &mut Interp, _: &Magic) -> Result<Value> {
    let off = interp.state.remove(PRETTY_OFF).is_none();
    if off {
        interp.state.insert(PRETTY_OFF, Box::new(()));
    }
    state.print(format!("Pretty printing has been turned {}\n", if off { "OFF" } else { "ON" }));
    Ok(Value::None)
}

/// NumPy's own number of digits.
const DIGITS: i64 = 8;

fn precision(_: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = magic.line.trim();
    let bad = || Raise::value_error(format!("Precision must be int or format string, not '{line}'"));
    let (format, digits) = if line.contains('%') {
        (line.to_string(), None)
    } else if line.is_empty() {
        ("%r".to_string(), Some(DIGITS))
    } else {
        let n: i64 = line.parse().map_err(|_| bad())?;
        if n < 0 {
            return Err(Raise::value_error(format!("int precision must be non-negative, not {n}")));
        }
        (format!("%.{n}f"), Some(n))
    };
    expand::formatted_with(interp, &format, &Value::Float(1.0)).map_err(|_| bad())?;
    if let Some(n) = digits {
        interp.print_options.precision = n;
    }
    match format.as_str() {
        "%r" => drop(interp.state.remove(FLOAT_FORMAT)),
        _ => drop(interp.state.insert(FLOAT_FORMAT, Box::new(format.clone()))),
    }
    Ok(Value::str(format))
}

fn xmode(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let mode = match magic.line.trim() {
        "" => state.exceptions.get().next(),
        "--show" | "--hide" => return Ok(Value::None),
        wanted => match mode(state, wanted) {
            Some(mode) => mode,
            None => return Ok(Value::None),
        },
    };
    state.exceptions.set(mode);
    state.print(format!("Exception reporting mode: {}\n", mode.name()));
    Ok(Value::None)
}

/// The mode of this name; where there is none, a warning says which there are.
fn mode(state: &State, wanted: &str) -> Option<Mode> {
    let found = Mode::ALL.into_iter().find(|m| m.name().eq_ignore_ascii_case(wanted));
    if found.is_none() {
        let names: Vec<String> = Mode::ALL.iter().map(|m| format!("'{}'", m.name())).collect();
        let text = format!(
            "UserWarning: Error changing user exception modes.\nUnrecognized mode in FormattedTB: <{wanted}>\nValid modes: [{}]\n",
            names.join(", ")
        );
        state.emit(Event::Stream { stream: Stream::Stderr, text });
    }
    found
}

fn tb(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let mode = match magic.line.trim() {
        "" => Some(state.exceptions.get()),
        wanted => mode(state, wanted),
    };
    let failed = state.failed.borrow().clone();
    match (mode, failed) {
        (Some(mode), Some(raise)) => state.emit(Event::Error(traceback::report(interp, &raise, mode))),
        (Some(_), None) => {
            let text = "No traceback has been produced, nothing to show.\n".into();
            state.emit(Event::Stream { stream: Stream::Stderr, text });
        }
        (None, _) => {}
    }
    Ok(Value::None)
}

fn automagic(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let on = match magic.line.trim().to_lowercase().as_str() {
        "on" | "1" | "true" => true,
        "off" | "0" | "false" => false,
        _ => !state.automagic.get(),
    };
    state.automagic.set(on);
    state.print(format!("\n{}\n", status(on)));
    Ok(Value::None)
}

/// The sentence on automagic that `%lsmagic` ends with.
pub fn status(on: bool) -> &'static str {
    match on {
        true => "Automagic is ON, % prefix IS NOT needed for line magics.",
        false => "Automagic is OFF, % prefix IS needed for line magics.",
    }
}

fn nothing(_: &State, _: &mut Interp, _: &Magic) -> Result<Value> {
    Ok(Value::None)
}

fn config(_: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = magic.line.trim();
    let statement = line.split_once('=').filter(|(name, _)| name.trim().contains('.'));
    match statement {
        // Notebooks set how sharp their plots are; there are none.
        Some((name, _)) if name.starts_with("InlineBackend.") => Ok(Value::None),
        Some((name, value)) if name.trim() == "InteractiveShell.ast_node_interactivity" => {
            let wanted = value.trim().trim_matches(['"', '\'']);
            interp.interactivity = Interactivity::parse(wanted).ok_or_else(|| {
                Raise::value_error(format!("ast_node_interactivity must be one of {}", Interactivity::NAMES))
            })?;
            Ok(Value::None)
        }
        Some((name, _)) => Err(Raise::unsupported(format!("Ravel has no setting {}", name.trim()))),
        None => usage(format!("Invalid config statement: '{line}', should be `Class.trait = value`.")),
    }
}

fn load_ext(_: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    match magic.line.trim() {
        "" => usage("Missing module name."),
        "autoreload" | "memory_profiler" => Ok(Value::None),
        name => Err(Raise::new(&exc::MODULE_NOT_FOUND_ERROR, format!("No module named '{name}'"))),
    }
}
