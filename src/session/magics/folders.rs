//! `%pwd`, `%cd`, `%dhist`: the working folder.

use super::files::os_error;
use super::{Row, line_row, options, usage};
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::shell::State;
use crate::syntax::ast::Magic;
use std::path::{Path, PathBuf};

/// The magics of this file.
pub static ROWS: &[Row] = &[
    line_row("pwd", "%pwd\n\nThe working directory.", pwd),
    line_row(
        "cd",
        "%cd [-q] [folder]\n\nChanges the working directory: without a folder to the home, with - back. -q does not say where.",
        cd,
    ),
    line_row(
        "pushd",
        "%pushd [folder]\n\nPuts the working directory aside and changes to another; %popd goes back.",
        pushd,
    ),
    line_row("popd", "%popd\n\nGoes back to the folder that %pushd put aside last.", popd),
    line_row("dirs", "%dirs\n\nThe folders that %pushd put aside.", dirs),
    line_row("dhist", "%dhist [n]\n\nThe folders that %cd went through.", dhist),
];

fn here() -> Result<PathBuf> {
    std::env::current_dir().map_err(|e| os_error(&e, "."))
}

fn pwd(_: &State, _: &mut Interp, _: &Magic) -> Result<Value> {
    Ok(Value::str(here()?.to_string_lossy()))
}

fn cd(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = magic.line.trim();
    let (quiet, target) = match line {
        "-" => (false, line.to_string()),
        _ => {
            let o = options::parse(line, "qb")?;
            if o.has('b') {
                let name = &o.rest;
                return usage(format!("Bookmark '{name}' not found.  Use '%bookmark -l' to see your bookmarks."));
            }
            (o.has('q'), o.rest.trim().trim_matches(['"', '\'']).to_string())
        }
    };
    let Some(folder) = destination(state, &target)? else { return Ok(Value::None) };
    if let Err(e) = std::env::set_current_dir(&folder) {
        state.print(format!("{}\n", os_error(&e, &target).0.args[0].as_str().unwrap_or_default()));
    } else {
        state.folders.borrow_mut().push(here()?);
    }
    if !quiet {
        state.print(format!("{}\n", here()?.display()));
    }
    Ok(Value::None)
}

fn pushd(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let here = here()?.to_string_lossy().into_owned();
    let home = std::env::var("HOME").unwrap_or_default();
    let short = if home.is_empty() { here } else { here.replace(&home, "~") };
    if !magic.line.trim().is_empty() {
        cd(state, interp, magic)?;
    }
    state.pushed.borrow_mut().insert(0, short);
    dirs(state, interp, magic)
}

fn popd(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    if state.pushed.borrow().is_empty() {
        return usage("%popd on empty stack");
    }
    let top = state.pushed.borrow_mut().remove(0);
    cd(state, interp, &Magic { line: top.clone(), ..magic.clone() })?;
    state.print(format!("popd -> {top}\n"));
    Ok(Value::None)
}

fn dirs(state: &State, _: &mut Interp, _: &Magic) -> Result<Value> {
    Ok(Value::list(state.pushed.borrow().iter().map(Value::str).collect()))
}

/// The folder that a word means: `-`, `-3`, `~/x`, a name.
fn destination(state: &State, target: &str) -> Result<Option<PathBuf>> {
    let folders = state.folders.borrow();
    if target == "-" {
        return match folders.len().checked_sub(2) {
            Some(at) => Ok(Some(folders[at].clone())),
            None => usage("No previous directory to change to."),
        };
    }
    if let Some(n) = target.strip_prefix('-').and_then(|n| n.parse::<usize>().ok()) {
        return match folders.get(n) {
            Some(folder) => Ok(Some(folder.clone())),
            None => {
                state.print("Requested directory not present in directory history.\n");
                Ok(None)
            }
        };
    }
    Ok(Some(home(if target.is_empty() { "~" } else { target })))
}

/// A name whose `~` is the home folder.
pub fn home(name: &str) -> PathBuf {
    match (name.strip_prefix('~'), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => {
            Path::new(&home).join(rest.trim_start_matches('/'))
        }
        _ => PathBuf::from(name),
    }
}

fn dhist(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let folders = state.folders.borrow();
    let first = match magic.line.trim().parse::<usize>() {
        Ok(n) => folders.len().saturating_sub(n),
        Err(_) => 0,
    };
    let lines = folders.iter().enumerate().skip(first).map(|(i, f)| format!("{i}: {}\n", f.display()));
    state.print(format!("Directory history (kept in _dh)\n{}", lines.collect::<String>()));
    Ok(Value::None)
}
