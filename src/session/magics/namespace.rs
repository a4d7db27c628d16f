//! Magics that list and clear variables: `%who`, `%whos`, `%reset`, and those that speak of the session itself.

use super::{Row, line_row, options};
use crate::engine::interrupt;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::shell::State;
use crate::syntax::ast::Magic;
use std::rc::Rc;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    line_row("who", "%who [type …]\n\nThe names of your variables.", who),
    line_row("who_ls", "%who_ls [type …]\n\nThe names of your variables, as a sorted list.", who_ls),
    line_row(
        "whos",
        "%whos [type …]\n\nYour variables with their types and values; arrays with shape and bytes.",
        whos,
    ),
    line_row(
        "reset",
        "%reset [-f] [-s] [in] [out] [dhist] [array]\n\nForgets all variables (-s: but not the results), or what is named; -f without asking.",
        reset,
    ),
    line_row(
        "reset_selective",
        "%reset_selective [-f] pattern\n\nForgets the variables whose names match a regular expression; -f without asking.",
        reset_selective,
    ),
    line_row("xdel", "%xdel name\n\nForgets a variable and every other name of its object.", xdel),
];

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

/// Whether the user agrees; where nobody can be asked, that is taken for a yes, as IPython does.
fn agreed(state: &State, interp: &mut Interp) -> Result<bool> {
    if !state.allow_stdin.get() {
        return Ok(true);
    }
    let answer = interp.host.input("Once deleted, variables cannot be recovered. Proceed (y/[n])? ", false)?;
    let yes = matches!(answer.trim().to_lowercase().as_str(), "y" | "yes");
    if !yes {
        state.print("Nothing done.\n");
    }
    Ok(yes)
}

fn reset(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, "sf").map_err(|e| aggressive(&e))?;
    if !o.has('f') && !agreed(state, interp)? {
        return Ok(Value::None);
    }
    let parts: Vec<&str> = o.rest.split_whitespace().collect();
    if parts.is_empty() {
        forget_variables(interp, o.has('s'));
    }
    for part in parts {
        reset_part(state, interp, part);
    }
    // What filled the memory may be gone.
    interrupt::clear_memory();
    Ok(Value::None)
}

/// IPython's wording of an unknown option here.
fn aggressive(e: &Raise) -> Raise {
    let text = e.0.args.first().and_then(Value::as_str).unwrap_or_default();
    Raise::new(&exc::USAGE_ERROR, text.replace("\"sf\")", "\"sf\" aggressive)"))
}

fn forget_variables(interp: &mut Interp, keep_results: bool) {
    for (name, _) in variables(interp) {
        interp.globals.shift_remove(&name);
    }
    if keep_results {
        return;
    }
    interp.globals.retain(|name, _| !name.starts_with('_') || matches!(&**name, "_ih" | "_oh"));
    if let Some(Value::Dict(out)) = interp.globals.get("Out") {
        out.0.borrow_mut().clear();
    }
}

fn reset_part(state: &State, interp: &mut Interp, part: &str) {
    match part {
        "out" => {
            let results = match interp.globals.get("Out") {
                Some(Value::Dict(out)) => std::mem::take(&mut *out.0.borrow_mut()).len(),
                _ => 0,
            };
            state.print(format!("Flushing output cache ({results} entries)\n"));
            let numbered = |name: &str| name[1..].chars().all(|c| c == '_' || c.is_ascii_digit());
            interp.globals.retain(|name, _| !(name.starts_with('_') && numbered(name)));
        }
        "in" => {
            state.print("Flushing input history\n");
            let numbered = |name: &str| name.strip_prefix("_i").is_some_and(|n| n.parse::<u64>().is_ok());
            interp.globals.retain(|name, _| !numbered(name));
            if let Some(Value::List(inputs)) = interp.globals.get("In") {
                inputs.0.borrow_mut().iter_mut().for_each(|input| *input = Value::str(""));
            }
        }
        "array" => {
            for (name, _) in variables(interp).into_iter().filter(|(_, v)| matches!(v, Value::Array(_))) {
                interp.globals.shift_remove(&name);
            }
        }
        "dhist" => {
            state.print("Flushing directory history\n");
            state.folders.borrow_mut().clear();
        }
        _ => state.print(format!("Don't know how to reset  {part}, please run `%reset?` for details\n")),
    }
}

fn reset_selective(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, "f")?;
    if !o.has('f') && !agreed(state, interp)? {
        return Ok(Value::None);
    }
    let pattern = o.rest.trim();
    if pattern.is_empty() {
        state.print("No regex pattern specified. Nothing done.\n");
        return Ok(Value::None);
    }
    let matcher = regex_lite::Regex::new(pattern)
        .map_err(|e| Raise::value_error(format!("{pattern} is no regular expression: {e}")))?;
    for (name, _) in variables(interp).into_iter().filter(|(name, _)| matcher.is_match(name)) {
        interp.globals.shift_remove(&name);
    }
    Ok(Value::None)
}

fn xdel(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, "n")?;
    let name = o.rest.trim();
    let Some(value) = interp.globals.get(name).cloned() else {
        state.print(format!("NameError: name '{name}' is not defined\n"));
        return Ok(Value::None);
    };
    match o.has('n') {
        true => drop(interp.globals.shift_remove(name)),
        false => interp.globals.retain(|_, v| !v.is(&value)),
    }
    if let Some(Value::Dict(out)) = interp.globals.get("Out") {
        out.0.borrow_mut().retain(|_, v| !v.is(&value));
    }
    Ok(Value::None)
}
