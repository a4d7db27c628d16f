//! Magics that list and clear variables: `%who`, `%whos`, `%reset`, and those that speak of the session itself.

use super::{Row, options, rows};
use crate::engine::interrupt;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::event::Event;
use crate::session::inspect;
use crate::session::shell::State;
use crate::syntax::ast::Magic;
use std::rc::Rc;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    row("who", "%who [type …]\n\nThe names of your variables.", who),
    row("who_ls", "%who_ls [type …]\n\nThe names of your variables, as a sorted list.", who_ls),
    row("whos", "%whos [type …]\n\nYour variables with their types and values; arrays with shape and bytes.", whos),
    row("reset", "%reset [-f]\n\nForgets all variables; -f without asking.", reset),
    row("lsmagic", "%lsmagic\n\nEvery magic.", lsmagic),
    row("pinfo", "%pinfo name\n\nThe same as name?", pinfo),
    row("pinfo2", "%pinfo2 name\n\nThe same as name??", pinfo2),
    row("history", "%history [-n] [range]\n\nThe cells so far; -n with their numbers.", history),
];

const fn row(name: &'static str, doc: &'static str, run: fn(&State, &mut Interp, &Magic) -> Result<Value>) -> Row {
    Row { name, line: true, cell: false, doc, run }
}

/// The user's own variables: not `In`, `Out`, nor what begins with `_`.
pub fn variables(interp: &Interp) -> Vec<(Rc<str>, Value)> {
    let own = |name: &str| !name.starts_with('_') && !matches!(name, "In" | "Out");
    interp.globals.iter().filter(|(n, _)| own(n)).map(|(n, v)| (n.clone(), v.clone())).collect()
}

/// The variables of the types named on the line, sorted by name as IPython lists them.
fn selected(interp: &Interp, line: &str) -> Vec<(Rc<str>, Value)> {
    let types: Vec<&str> = line.split_whitespace().collect();
    let mut found = variables(interp);
    found.retain(|(_, v)| match v {
        Value::Module(_) if types.is_empty() => true,
        _ => types.is_empty() || types.contains(&interp.type_of(v).name),
    });
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn who_ls(_: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    Ok(Value::list(selected(interp, &magic.line).iter().map(|(n, _)| Value::str(&**n)).collect()))
}

fn who(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let found = selected(interp, &magic.line);
    if found.is_empty() {
        state.print(nothing(&magic.line));
        return Ok(Value::None);
    }
    let mut text = String::new();
    for (i, (name, _)) in found.iter().enumerate() {
        text += &format!("{name}\t ");
        if (i + 1).is_multiple_of(9) {
            text.push('\n');
        }
    }
    state.print(format!("{text}\n"));
    Ok(Value::None)
}

fn nothing(line: &str) -> &'static str {
    if line.trim().is_empty() {
        "Interactive namespace is empty.\n"
    } else {
        "No variables match your requested type.\n"
    }
}

fn whos(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let found = selected(interp, &magic.line);
    if found.is_empty() {
        state.print(nothing(&magic.line));
        return Ok(Value::None);
    }
    let mut lines = Vec::new();
    for (name, value) in &found {
        lines.push((name.to_string(), interp.type_of(value).name.to_string(), summary(interp, value)?));
    }
    let width = |f: fn(&(String, String, String)) -> &str, least: usize| {
        lines.iter().map(|l| f(l).chars().count()).max().unwrap_or(0).max(least)
    };
    let (w0, w1) = (width(|l| &l.0, "Variable".len()), width(|l| &l.1, "Type".len()));
    let mut text = format!("{:w0$}   {:w1$}    Data/Info\n", "Variable", "Type");
    text += &format!("{}\n", "-".repeat(w0 + w1 + 7 + "Data/Info".len()));
    for (name, kind, info) in lines {
        text += &format!("{name:w0$}   {kind:w1$}    {info}\n");
    }
    state.print(text);
    Ok(Value::None)
}

/// IPython's last column: shape and bytes of an array, length of a container, else the text, shortened.
fn summary(interp: &mut Interp, value: &Value) -> Result<String> {
    const KIB: usize = 1024;
    Ok(match value {
        Value::Array(a) => {
            let view = a.view();
            let shape: Vec<String> = view.shape().iter().map(usize::to_string).collect();
            let (shape, n, bytes) = (shape.join("x"), view.size(), view.nbytes());
            let head = format!("{shape}: {n} elems, type `{}`, {bytes} bytes", view.dtype());
            match bytes {
                _ if bytes < 100_000 => head,
                _ if bytes < KIB * KIB => format!("{head} ({:?} kb)", bytes as f64 / KIB as f64),
                _ => format!("{head} ({:?} Mb)", bytes as f64 / (KIB * KIB) as f64),
            }
        }
        Value::List(_) | Value::Tuple(_) | Value::Dict(_) => format!("n={}", interp.len(value)?),
        _ => {
            let text = interp.str(value)?.replace('\n', "\\n");
            let chars: Vec<char> = text.chars().collect();
            match chars.len() {
                0..50 => text,
                n => {
                    let (head, tail): (String, String) =
                        (chars[..25].iter().collect(), chars[n - 25..].iter().collect());
                    format!("{head}<...>{tail}")
                }
            }
        }
    })
}

fn reset(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, "sf")?;
    if !o.has('f') {
        let question = "Once deleted, variables cannot be recovered. Proceed (y/[n])? ";
        let answer = interp.host.input(question, false)?;
        if !matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
            state.print("Nothing done.\n");
            return Ok(Value::None);
        }
    }
    for (name, _) in variables(interp) {
        interp.globals.shift_remove(&name);
    }
    interp.globals.retain(|name, _| !name.starts_with('_'));
    if let Some(Value::Dict(out)) = interp.globals.get("Out") {
        out.0.borrow_mut().clear();
    }
    interrupt::clear();
    Ok(Value::None)
}

fn lsmagic(state: &State, _: &mut Interp, _: &Magic) -> Result<Value> {
    let names = |prefix: &str, keep: fn(&Row) -> bool| {
        let mut names: Vec<String> =
            rows().filter(|r| r.name != "!" && keep(r)).map(|r| format!("{prefix}{}", r.name)).collect();
        names.sort();
        names.join("  ")
    };
    let (lines, cells) = (names("%", |r| r.line), names("%%", |r| r.cell));
    state.print(format!(
        "Available line magics:\n{lines}\n\nAvailable cell magics:\n{cells}\n\nAutomagic is OFF, % prefix IS needed for line magics.\n"
    ));
    Ok(Value::None)
}

fn pinfo(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    page(state, interp, &magic.line, 1)
}

fn pinfo2(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    page(state, interp, &magic.line, 2)
}

fn page(state: &State, interp: &mut Interp, target: &str, level: u8) -> Result<Value> {
    let data = inspect::page(interp, target.trim(), level)?;
    state.emit(Event::Page { data });
    Ok(Value::None)
}

fn history(state: &State, _: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, "n")?;
    let inputs = state.inputs.borrow();
    // As IPython: what is no range of cells shows none.
    let Some((from, to)) = line_range(o.rest.trim(), inputs.len()) else { return Ok(Value::None) };
    for (n, input) in inputs.iter().enumerate().take(to + 1).skip(from) {
        let gap = if input.contains('\n') { '\n' } else { ' ' };
        state.print(if o.has('n') { format!("{n:>4}:{gap}{input}\n") } else { format!("{input}\n") });
    }
    Ok(Value::None)
}

/// `4`, `1-3` or nothing for all; inclusive.
fn line_range(text: &str, len: usize) -> Option<(usize, usize)> {
    if text.is_empty() {
        return Some((1, len.saturating_sub(1)));
    }
    match text.split_once('-') {
        Some((a, b)) => Some((a.trim().parse().ok()?, b.trim().parse().ok()?)),
        None => text.parse().ok().map(|n| (n, n)),
    }
}
