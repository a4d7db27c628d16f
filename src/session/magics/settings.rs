//! Magics that set how the session behaves, and those that ask for what Ravel has not and courses can do without:
//! `%matplotlib` and `%load_ext autoreload` say nothing, as in IPython.

use super::{Row, shell, usage};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::{Interactivity, Interp};
use crate::lang::value::Value;
use crate::session::display;
use crate::session::event::Event;
use crate::session::pretty::{self, FloatFormat};
use crate::session::shell::State;
use crate::syntax::ast::{BinOp, Magic};

/// The magics of this file.
pub static ROWS: &[Row] = &[
    row("matplotlib", "%matplotlib [backend]\n\nNothing: Ravel draws no plots.", |_, _, _| Ok(Value::None)),
    row("autoreload", "%autoreload [mode]\n\nNothing: no module of Ravel's changes.", |_, _, _| Ok(Value::None)),
    row("load_ext", "%load_ext name\n\nNothing, for the extensions whose magics Ravel has.", load_ext),
    row("reload_ext", "%reload_ext name\n\nNothing, for the extensions whose magics Ravel has.", load_ext),
    row("config", "%config Class.option = value\n\nSets an option of the session.", config),
    row("precision", "%precision [digits or format]\n\nHow floats are shown, in arrays too.", precision),
    row("xmode", "%xmode mode\n\nNames the style of tracebacks; Ravel's is always the same.", xmode),
    row("pip", "%pip\n\nNot there: Ravel has no packages.", |_, _, m| shell::packages(m)),
    row("conda", "%conda\n\nNot there: Ravel has no packages.", |_, _, m| shell::packages(m)),
    cell("html", "%%html\n\nShows the cell as HTML.", |s, _, m| show(s, m, "text/html")),
    cell("HTML", "%%HTML\n\nShows the cell as HTML.", |s, _, m| show(s, m, "text/html")),
    cell("markdown", "%%markdown\n\nShows the cell as Markdown.", |s, _, m| show(s, m, "text/markdown")),
    cell("latex", "%%latex\n\nShows the cell as LaTeX.", |s, _, m| show(s, m, "text/latex")),
    cell("svg", "%%svg\n\nShows the cell as a picture.", |s, _, m| show(s, m, "image/svg+xml")),
    cell("javascript", "%%javascript\n\nRuns the cell in the browser.", |s, _, m| show(s, m, "application/javascript")),
];

type Run = fn(&State, &mut Interp, &Magic) -> Result<Value>;

const fn row(name: &'static str, doc: &'static str, run: Run) -> Row {
    Row { name, line: true, cell: false, doc, run }
}

const fn cell(name: &'static str, doc: &'static str, run: Run) -> Row {
    Row { name, line: false, cell: true, doc, run }
}

/// Extensions that need no loading here.
const EXTENSIONS: &[&str] = &["autoreload", "memory_profiler", "storemagic"];

fn load_ext(_: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    match magic.line.trim() {
        "" => usage("Missing module name."),
        name if EXTENSIONS.contains(&name) => Ok(Value::None),
        name => Err(Raise::new(&exc::MODULE_NOT_FOUND_ERROR, format!("No module named '{name}'"))),
    }
}

/// `Class.option = value`. Options of what draws and of tracebacks change nothing that Ravel shows.
fn config(_: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = magic.line.trim();
    let (option, value) = line.split_once('=').map_or((line, None), |(o, v)| (o.trim(), Some(v.trim())));
    let (class, name) = option.split_once('.').unwrap_or((option, ""));
    match (class, name, value) {
        ("InteractiveShell", "ast_node_interactivity", Some(value)) => {
            let value = value.trim_matches(['"', '\'']);
            let Some(mode) = Interactivity::parse(value) else {
                return Err(Raise::value_error(format!("'{value}' is not one of {}", Interactivity::NAMES)));
            };
            interp.interactivity = mode;
            Ok(Value::None)
        }
        ("InlineBackend" | "InteractiveShell" | "IPCompleter" | "Completer" | "Application", _, Some(_)) => {
            Ok(Value::None)
        }
        _ => usage(format!("Invalid config statement: '{line}', should be `Class.trait = value`.")),
    }
}

/// As IPython's: a number of digits, a format with `%`, or nothing for the default; the format is the value.
fn precision(_: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = magic.line.trim();
    let refused = || Raise::value_error(format!("Precision must be int or format string, not '{line}'"));
    let format = if line.contains('%') {
        interp.binary(BinOp::Mod, &Value::str(line), &Value::Float(std::f64::consts::PI)).map_err(|_| refused())?;
        line.to_string()
    } else if line.is_empty() {
        interp.print_options.precision = crate::engine::repr::PrintOptions::default().precision;
        "%r".to_string()
    } else {
        let digits: i64 = line.parse().map_err(|_| refused())?;
        if digits < 0 {
            return Err(Raise::value_error(format!("int precision must be non-negative, not {digits}")));
        }
        interp.print_options.precision = digits;
        format!("%.{digits}f")
    };
    interp.state.insert(pretty::FLOAT_FORMAT, Box::new(FloatFormat(format.clone())));
    Ok(Value::str(format))
}

fn xmode(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let wanted = magic.line.trim().to_lowercase();
    let Some(mode) = ["Plain", "Context", "Verbose", "Minimal", "Docs"].iter().find(|m| m.to_lowercase() == wanted)
    else {
        return usage(format!("%xmode wants Plain, Context, Verbose, Minimal or Docs, not '{}'", magic.line.trim()));
    };
    state.print(format!("Exception reporting mode: {mode}\n"));
    Ok(Value::None)
}

fn show(state: &State, magic: &Magic, mime: &str) -> Result<Value> {
    let body = magic.body.clone().unwrap_or_default();
    state.emit(Event::Display { data: display::bundle(vec![(mime.into(), body)]), id: None, update: false });
    Ok(Value::None)
}
