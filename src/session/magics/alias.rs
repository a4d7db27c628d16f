//! `%alias`, `%unalias`: commands of the system under names of one's own.

use super::{Row, commands, find, line_row, usage};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::shell::State;
use crate::syntax::ast::Magic;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    line_row(
        "alias",
        "%alias [name command]\n\nGives a command a name that is a magic from then on: %name words runs `command words`. %l in \
         the command stands for the words, each %s for one of them. Without a name: the names that there are.",
        alias,
    ),
    line_row("unalias", "%unalias name\n\nForgets a name that %alias gave.", unalias),
];

fn alias(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = magic.line.trim();
    if line.is_empty() {
        return Ok(listed(state));
    }
    let Some((name, command)) = line.split_once(char::is_whitespace) else {
        let known = command_of(state, line).map(|c| format!("{line} is {c}\n"));
        if let Some(text) = known {
            state.print(text);
            return Ok(Value::None);
        }
        return Err(Raise::value_error("not enough values to unpack (expected 2, got 1)"));
    };
    if find(name).is_some() {
        state.print(format!("The name {name} can't be aliased because it is another magic command.\n"));
    } else {
        state.aliases.borrow_mut().insert(name.into(), command.trim().into());
    }
    Ok(Value::None)
}

/// All names with their commands, as `%alias` returns them.
fn listed(state: &State) -> Value {
    let mut all: Vec<(String, String)> =
        commands::ALIASES.iter().map(|(name, command, _)| ((*name).into(), (*command).into())).collect();
    all.extend(state.aliases.borrow().iter().map(|(n, c)| (n.clone(), c.clone())));
    all.sort();
    state.print(format!("Total number of aliases: {}\n", all.len()));
    Value::list(all.iter().map(|(n, c)| Value::tuple(vec![Value::str(n), Value::str(c)])).collect())
}

fn command_of(state: &State, name: &str) -> Option<String> {
    let own = state.aliases.borrow().get(name).cloned();
    own.or_else(|| commands::ALIASES.iter().find(|(n, ..)| *n == name).map(|(_, c, _)| (*c).to_string()))
}

fn unalias(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let name = magic.line.trim();
    if state.aliases.borrow_mut().remove(name).is_none() {
        let why = if command_of(state, name).is_some() { "is not an alias of yours" } else { "is not an alias" };
        state.print(format!("{name} {why}\n"));
    }
    Ok(Value::None)
}

/// Whether `%alias` has given this name.
pub fn is_known(state: &State, name: &str) -> bool {
    state.aliases.borrow().contains_key(name)
}

/// Runs the command of a name that `%alias` gave; `None` if it gave none.
pub fn run(state: &State, interp: &mut Interp, magic: &Magic) -> Option<Result<Value>> {
    let command = state.aliases.borrow().get(&magic.name).cloned()?;
    let filled = filled(&magic.name, &command, magic.line.trim());
    Some(filled.and_then(|command| commands::shell(state, interp, &command)))
}

/// The command with the words put in.
///
/// # Errors
/// `UsageError`: fewer words than the command has places for.
pub fn filled(name: &str, command: &str, words: &str) -> Result<String> {
    if command.contains("%l") {
        return Ok(command.replacen("%l", words, 1));
    }
    // `%%s` is a `%s` of the command's own.
    const OWN: &str = "\0";
    let command = command.replace("%%s", OWN);
    let places = command.matches("%s").count();
    let mut given = words.splitn(places + 1, char::is_whitespace).filter(|w| !w.is_empty());
    let taken: Vec<&str> = given.by_ref().take(places).collect();
    if taken.len() < places {
        let text = format!("Alias <{name}> requires {places} arguments, {} given.", taken.len());
        return usage(text);
    }
    let with_words = taken.iter().fold(command, |c, word| c.replacen("%s", word, 1)).replace(OWN, "%s");
    Ok(format!("{with_words} {}", given.next().unwrap_or_default()))
}
