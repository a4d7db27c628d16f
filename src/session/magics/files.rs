//! Magics that read and write files: `%%writefile`, `%load`, `%run`.

use super::folders::home;
use super::{Row, arguments, expand, line_row, macros, options, past, time};
use crate::lang::builtins::sys::ARGV;
use crate::lang::error::{Raise, Result};
use crate::lang::eval;
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::event::Event;
use crate::session::replace::replace;
use crate::session::shell::State;
use crate::session::traceback;
use crate::syntax::ast::Magic;
use crate::syntax::{self, Source};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Instant;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    Row { name: "writefile", line: false, cell: true, doc: WRITE, run: writefile },
    Row { name: "file", line: false, cell: true, doc: WRITE, run: writefile },
    line_row(
        "load",
        "%load [-r lines] file, cells or variable\n\nPuts the text of a file, of earlier cells or of a string in place of the cell.",
        load,
    ),
    line_row("loadpy", "%loadpy file\n\nThe same as %load.", load),
    line_row(
        "run",
        "%run [-i] [-n] [-t] file [argument …]\n\nRuns a Python file; its variables stay. -i lets it see yours, -n leaves out `if __name__ == '__main__'`, -t tells how long it took.",
        run,
    ),
];

const WRITE: &str = "%%writefile [-a] file\n\nWrites the cell to a file; -a appends.";

fn writefile(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let given = arguments::parse(&magic.line, &[(&["-a", "--append"], false)])?;
    let name = given.required("filename")?;
    given.at_most(1)?;
    let path = home(name);
    let append = given.has("-a");
    state.print(match (path.exists(), append) {
        (true, true) => format!("Appending to {name}\n"),
        (true, false) => format!("Overwriting {name}\n"),
        (false, _) => format!("Writing {name}\n"),
    });
    let text = magic.body.as_deref().unwrap_or_default();
    let text = format!("{text}{}", if text.ends_with('\n') { "" } else { "\n" });
    let written = match append {
        true => {
            fs::OpenOptions::new().create(true).append(true).open(&path).and_then(|mut f| f.write_all(text.as_bytes()))
        }
        false => replace(&path, text.as_bytes()),
    };
    written.map_err(|e| os_error(&e, name))?;
    Ok(Value::None)
}

fn load(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, "yns:r:")?;
    if o.has('s') {
        return Err(Raise::unsupported("%load -s is outside the language: %load -r takes lines"));
    }
    let target = o.rest.trim().trim_matches(['"', '\'']);
    let mut text = code_of(state, interp, target)?;
    if let Some(ranges) = o.get('r') {
        text = lines_of(&text, ranges);
    }
    state.emit(Event::NextInput { text: format!("# %load {}\n{text}", magic.line), replace: true });
    Ok(Value::None)
}

/// The code that a word means: earlier cells, a file, a variable.
///
/// # Errors
/// None of them.
pub fn code_of(state: &State, interp: &mut Interp, target: &str) -> Result<String> {
    let cells = past::selected(state, target);
    if !cells.is_empty() {
        let cells = if target.is_empty() { &cells[..cells.len() - 1] } else { &cells[..] };
        return Ok(cells.iter().map(|e| e.input.as_str()).collect::<Vec<_>>().join("\n"));
    }
    if target.starts_with("http://") || target.starts_with("https://") {
        return Err(Raise::unsupported("%load reads files, not URLs: download it first"));
    }
    let path = home(target);
    let with_ending = PathBuf::from(format!("{}.py", path.display()));
    if let Some(text) = [path, with_ending].iter().find_map(|p| fs::read_to_string(p).ok()) {
        let cookie = |l: &&str| l.starts_with('#') && l.contains("coding:");
        return Ok(match text.split_once('\n').filter(|(first, _)| cookie(first)) {
            Some((_, rest)) => rest.to_string(),
            None => text,
        });
    }
    match expand::evaluate(interp, target) {
        Ok(Value::Str(text)) => Ok(text.as_str().to_string()),
        Ok(value) if macros::text_of(&value).is_some() => Ok(macros::text_of(&value).unwrap_or_default().to_string()),
        Ok(_) => Err(Raise::type_error(format!("{target} is neither a string nor a macro."))),
        Err(_) => Err(Raise::value_error(format!(
            "'{target}' was not found in history, as a file, url, nor in the user namespace."
        ))),
    }
}

/// `5-10,20` of a text.
fn lines_of(text: &str, ranges: &str) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut found: Vec<&str> = Vec::new();
    for range in ranges.split([',', ' ']).filter(|r| !r.is_empty()) {
        let number = |t: &str, empty: usize| if t.is_empty() { Some(empty) } else { t.parse().ok() };
        let (from, to) = match range.find(['-', ':']) {
            Some(at) => {
                let exclusive = usize::from(&range[at..=at] == ":");
                (
                    number(&range[..at], 1),
                    number(&range[at + 1..], lines.len() + exclusive).map(|n| n - exclusive.min(n)),
                )
            }
            None => (number(range, 1), number(range, 1)),
        };
        if let (Some(from), Some(to)) = (from, to) {
            found.extend(lines.iter().take(to).skip(from.max(1) - 1));
        }
    }
    let indent = |l: &&str| l.len() - l.trim_start().len();
    let margin = found.iter().filter(|l| !l.trim().is_empty()).map(indent).min().unwrap_or(0);
    found.iter().map(|l| l.get(margin..).unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn run(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, "nidtN:b:pD:l:rs:T:em:G")?;
    let words = arguments::words(&o.rest);
    let Some(name) = words.first() else {
        return Err(Raise::new(&exc::EXCEPTION, "you must provide at least a filename."));
    };
    let path = home(name);
    let candidates = [path.clone(), PathBuf::from(format!("{}.py", path.display()))];
    let Some((path, text)) = candidates.iter().find_map(|p| fs::read_to_string(p).ok().map(|t| (p, t))) else {
        let name = if name.ends_with(".py") { name.clone() } else { format!("{name}.py") };
        return Err(Raise::new(&exc::EXCEPTION, format!("File `'{name}'` not found.")));
    };
    let module_name = if o.has('n') {
        path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    } else {
        "__main__".into()
    };
    let source = Rc::new(Source { name: path.display().to_string(), text });
    let module = syntax::parse(&source.text).map_err(|e| traceback::syntax_error(&e, &source))?;
    let own = if o.has('i') { None } else { Some(std::mem::take(&mut interp.globals)) };
    interp.globals.insert("__name__".into(), Value::str(module_name));
    interp.globals.insert("__file__".into(), Value::str(&*source.name));
    let arguments = words.iter().map(Value::str).collect();
    let before = interp.state.insert(ARGV, Box::new(Value::list(arguments)));
    let (wall, cpu) = (Instant::now(), time::cpu_times());
    let ran = eval::exec_module(interp, &source, &module);
    let took = (time::cpu_times(), wall.elapsed().as_secs_f64());
    match before {
        Some(before) => interp.state.insert(ARGV, before),
        None => interp.state.remove(ARGV),
    };
    interp.globals.shift_remove("__name__");
    interp.globals.shift_remove("__file__");
    if let Some(own) = own {
        // What the file defined is put beside the session's variables, also where it failed half way.
        let made = std::mem::replace(&mut interp.globals, own);
        interp.globals.extend(made);
    }
    match ran {
        // Scripts end so; the session goes on.
        Err(raise) if raise.is(&exc::SYSTEM_EXIT) => {}
        ran => drop(ran?),
    }
    if o.has('t') {
        let ((user, sys), wall) = (took.0, took.1);
        state.print(format!(
            "\nIPython CPU timings (estimated):\n  User   : {:10.2} s.\n  System : {:10.2} s.\nWall time: {wall:10.2} s.\n",
            user - cpu.0,
            sys - cpu.1
        ));
    }
    Ok(Value::None)
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
