//! `%env` and `%set_env`: the environment of the commands that cells start.

use super::{Row, line_row, usage};
use crate::lang::dict::{Dict, Key};
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::shell::State;
use crate::syntax::ast::Magic;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    line_row("env", "%env\n%env name\n%env name=value\n\nOne environment variable, or all; or sets one.", env),
    line_row("set_env", "%set_env name=value\n\nSets an environment variable.", set_env),
];

/// Part of a name that belongs to a secret.
const SECRETS: [&str; 3] = ["key", "token", "secret"];

/// The environment with what `%env` has set. The process's own is never changed: other threads may read it.
pub fn variables(state: &State) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = std::env::vars().collect();
    all.extend(state.environment.borrow().clone());
    all
}

fn env(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = magic.line.trim();
    if line.is_empty() {
        let hidden = |name: &str| SECRETS.iter().any(|s| name.to_lowercase().contains(s));
        let dict = Dict::default();
        for (name, value) in variables(state) {
            let shown = if hidden(&name) { "<hidden>".to_string() } else { value };
            dict.0.borrow_mut().insert(Key::str(&name), Value::str(shown));
        }
        return Ok(Value::Dict(Rc::new(dict)));
    }
    if line.contains(['=', ' ']) {
        return set_env(state, interp, magic);
    }
    match variables(state).remove(line) {
        Some(value) => Ok(Value::str(value)),
        None => usage(format!("Environment does not have key: {line}")),
    }
}

fn set_env(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = magic.line.trim();
    let split = if line.contains('=') { '=' } else { ' ' };
    let Some((name, value)) = line.split_once(split) else { return usage("usage is 'set_env var=val'") };
    let (name, value) = (name.trim(), value.trim());
    if name.contains(char::is_whitespace) {
        return usage(format!("refusing to set env var with whitespace: '{value}'"));
    }
    state.environment.borrow_mut().insert(name.to_string(), value.to_string());
    state.print(format!("env: {name}={value}\n"));
    Ok(Value::None)
}
