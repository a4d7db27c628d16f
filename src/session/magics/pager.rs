//! `%page`, `%pycat`, `%less`, `%more`, `%man`: texts in the pager.

use super::process::{self, Job};
use super::{Row, expand, files, folders, help, line_row, options, usage};
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::pretty;
use crate::session::shell::State;
use crate::syntax::ast::Magic;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    line_row("page", "%page [-r] [name]\n\nA value (the last result) in the pager; -r as print shows it.", page),
    line_row("pycat", "%pycat file\n\nA file, or earlier cells (named as in %history), in the pager.", pycat),
    line_row("less", LESS, less),
    line_row("more", LESS, less),
    line_row("man", "%man command\n\nThe manual page of a command in the pager.", man),
];

const LESS: &str = "%less file\n\nA file in the pager.";

fn page(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, "r")?;
    let name = if o.rest.trim().is_empty() { "_" } else { o.rest.trim() };
    let Ok(value) = expand::evaluate(interp, name) else {
        state.print(format!("Object `{name}` not found\n"));
        return Ok(Value::None);
    };
    let text = if o.has('r') { interp.str(&value)? } else { pretty::pretty(interp, &value)? };
    help::page(state, text);
    Ok(Value::None)
}

fn pycat(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    match files::code_of(state, interp, magic.line.trim().trim_matches(['"', '\''])) {
        Ok(text) => help::page(state, text),
        Err(_) => state.print("Error: no such file, variable, URL, history range or macro\n"),
    }
    Ok(Value::None)
}

fn less(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let name = magic.line.trim().trim_matches(['"', '\'']);
    if name.is_empty() {
        return usage(format!("%{} wants the name of a file", magic.name));
    }
    let text = std::fs::read(folders::home(name)).map_err(|e| files::os_error(&e, name))?;
    help::page(state, String::from_utf8_lossy(&text).into_owned());
    Ok(Value::None)
}

fn man(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let words: Vec<&str> = ["man", "-P", "cat"].into_iter().chain(magic.line.split_whitespace()).collect();
    let mut text = String::new();
    let found = process::run(state, &Job { words: &words, input: "", one_stream: true }, |_, t| text += t)?;
    match found {
        None => state.print("There are no manual pages on this machine: it has no `man`.\n"),
        Some(0) => help::page(state, text),
        Some(_) => state.print(text),
    }
    Ok(Value::None)
}
