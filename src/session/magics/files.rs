//! Magics that touch files and the environment: `%%writefile`, `%load`, `%run`, `%pwd`, `%env`.

use super::{Row, options, usage};
use crate::lang::dict::Key;
use crate::lang::error::{Raise, Result};
use crate::lang::eval;
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::event::Event;
use crate::session::shell::State;
use crate::session::traceback;
use crate::syntax::ast::Magic;
use crate::syntax::{self, Source};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    Row {
        name: "writefile",
        line: false,
        cell: true,
        doc: "%%writefile [-a] file\n\nWrites the cell to a file; -a appends.",
        run: writefile,
    },
    line_row("load", "%load file\n\nPuts the text of a file in place of the cell.", load),
    line_row("run", "%run file\n\nRuns a Python file among the session's variables.", run),
    line_row("pwd", "%pwd\n\nThe working directory.", pwd),
    line_row("env", "%env [name]\n\nOne environment variable, or all.", env),
];

const fn line_row(name: &'static str, doc: &'static str, run: fn(&State, &mut Interp, &Magic) -> Result<Value>) -> Row {
    Row { name, line: true, cell: false, doc, run }
}

fn writefile(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, "a")?;
    let name = o.rest.trim();
    if name.is_empty() {
        return usage("the following arguments are required: filename");
    }
    let (append, existed) = (o.has('a'), Path::new(name).exists());
    let file = fs::OpenOptions::new().create(true).write(true).append(append).truncate(!append).open(name);
    let text = magic.body.as_deref().unwrap_or_default();
    file.and_then(|mut f| f.write_all(text.as_bytes())).map_err(|e| os_error(&e, name))?;
    state.print(match (existed, append) {
        (true, true) => format!("Appending to {name}\n"),
        (true, false) => format!("Overwriting {name}\n"),
        (false, _) => format!("Writing {name}\n"),
    });
    Ok(Value::None)
}

/// The file that the line names, and its text if it can be read.
fn read(magic: &Magic) -> Result<(String, Option<String>)> {
    let line = magic.line.trim();
    let quoted = line.strip_prefix(['"', '\'']).and_then(|rest| rest.split(['"', '\'']).next());
    let name = quoted.unwrap_or_else(|| line.split_whitespace().next().unwrap_or_default()).to_string();
    if name.is_empty() {
        return usage(format!("%{} wants the name of a file", magic.name));
    }
    let text = fs::read_to_string(&name).ok();
    Ok((name, text))
}

fn load(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let (name, text) = read(magic)?;
    let text = text.ok_or_else(|| {
        Raise::value_error(format!("'{name}' was not found in history, as a file, url, nor in the user namespace."))
    })?;
    state.emit(Event::NextInput { text: format!("# %load {name}\n{text}"), replace: true });
    Ok(Value::None)
}

fn run(_: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let (name, text) = read(magic)?;
    let text = text.ok_or_else(|| Raise::new(&exc::EXCEPTION, format!("File `'{name}'` not found.")))?;
    let source = Rc::new(Source { name, text });
    let module = syntax::parse(&source.text).map_err(|e| traceback::syntax_error(&e, &source))?;
    eval::exec_module(interp, &source, &module)?;
    Ok(Value::None)
}

fn pwd(_: &State, _: &mut Interp, _: &Magic) -> Result<Value> {
    let here = std::env::current_dir().map_err(|e| os_error(&e, "."))?;
    Ok(Value::str(here.to_string_lossy()))
}

fn env(_: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let name = magic.line.trim();
    if !name.is_empty() {
        return match std::env::var(name) {
            Ok(v) => Ok(Value::str(v)),
            Err(_) => usage(format!("Environment does not have key: {name}")),
        };
    }
    let dict = crate::lang::dict::Dict::default();
    for (k, v) in std::env::vars() {
        dict.0.borrow_mut().insert(Key::str(&k), Value::str(v));
    }
    Ok(Value::Dict(Rc::new(dict)))
}

/// An error of the operating system as Python words it.
pub fn os_error(e: &std::io::Error, name: &str) -> Raise {
    use std::io::ErrorKind;
    let kind = match e.kind() {
        ErrorKind::NotFound => &exc::FILE_NOT_FOUND_ERROR,
        ErrorKind::PermissionDenied => &exc::PERMISSION_ERROR,
        ErrorKind::IsADirectory => &exc::IS_A_DIRECTORY_ERROR,
        ErrorKind::AlreadyExists => &exc::FILE_EXISTS_ERROR,
        _ => &exc::OS_ERROR,
    };
    let code = e.raw_os_error().unwrap_or(0);
    let text = e.to_string();
    let words = text.split(" (os error").next().unwrap_or_default();
    Raise::new(kind, format!("[Errno {code}] {words}: '{name}'"))
}
