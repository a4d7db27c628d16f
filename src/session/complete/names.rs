//! Names that the interpreter knows: variables, builtins, attributes, keyword arguments, modules.

use super::{owner, plain};
use crate::lang::builtins;
use crate::lang::interp::Interp;
use crate::lang::registry::Type;
use crate::lang::value::Value;
use crate::session::cursor;
use crate::session::event::Completion;
use crate::session::guess::{self, Guess};
use crate::session::inspect::{is_callable, signature};
use crate::syntax::ast::ParamKind;
use std::collections::BTreeSet;

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "break", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
    "return", "try", "while", "with",
];

/// Whether a name is shown only to who types its underscore.
fn hidden(name: &str, word: &str) -> bool {
    name.starts_with('_') && !word.starts_with('_') || name.starts_with("__") && !word.starts_with("__") && word != "_"
}

/// The variables, then keywords and builtins; each by name.
pub fn names(interp: &mut Interp, word: &str) -> Vec<Completion> {
    let wanted = |name: &str| name.starts_with(word) && !hidden(name, word);
    let mut variables: Vec<(String, Value)> =
        interp.globals.iter().filter(|(n, _)| wanted(n)).map(|(n, v)| (n.to_string(), v.clone())).collect();
    variables.sort_by(|a, b| a.0.cmp(&b.0));
    let mut found: Vec<Completion> = variables.into_iter().map(|(n, v)| of_value(interp, n, &v)).collect();
    let keywords = KEYWORDS.iter().map(|k| k.to_string());
    let others: BTreeSet<String> = interp.builtin_names().into_iter().chain(keywords).filter(|n| wanted(n)).collect();
    for name in others {
        match KEYWORDS.contains(&name.as_str()) {
            true => found.push(plain(name, "keyword")),
            false => {
                if let Some(value) = interp.lookup(&name) {
                    found.push(of_value(interp, name, &value));
                }
            }
        }
    }
    found
}

fn of_value(interp: &mut Interp, text: String, value: &Value) -> Completion {
    let kind = match value {
        Value::Module(_) => "module",
        Value::Type(_) => "class",
        v if is_callable(v) => "function",
        _ => "instance",
    };
    let signature = match value {
        Value::Array(a) => {
            let view = a.view();
            format!("{} {}", view.dtype(), crate::engine::broadcast::shape_repr(view.shape()))
        }
        v if is_callable(v) => {
            let whole = signature(interp, v).ok().flatten();
            whole.and_then(|s| s.find('(').map(|i| s[i..].to_string())).unwrap_or_default()
        }
        _ => String::new(),
    };
    Completion { text, kind, signature }
}

/// The attributes of the object that a text ends with.
pub fn attributes(interp: &mut Interp, before_dot: &str, word: &str) -> Vec<Completion> {
    let Some(object) = owner(interp, before_dot) else { return Vec::new() };
    let names: Vec<String> = match &object {
        Guess::Value(v @ Value::Module(m)) => {
            let mut names = interp.dir(v);
            names.extend(modules(&format!("{}.", m.name), word).into_iter().map(|c| c.text));
            names.sort();
            names.dedup();
            names
        }
        Guess::Value(v) => interp.dir(v),
        Guess::Of(t) => of_type(t),
    };
    let names: Vec<String> = names.into_iter().filter(|n| n.starts_with(word) && !hidden(n, word)).collect();
    names.into_iter().map(|name| member(interp, &object, name)).collect()
}

fn of_type(t: &'static Type) -> Vec<String> {
    let mut names = BTreeSet::new();
    for t in t.mro() {
        names.extend(t.members().methods.keys().chain(t.members().attributes.keys()).map(|n| n.to_string()));
    }
    names.into_iter().collect()
}

/// Only what costs nothing is looked at: a table's method, or a module's member.
fn member(interp: &mut Interp, object: &Guess, name: String) -> Completion {
    if let Guess::Value(v @ (Value::Module(_) | Value::Type(_))) = object {
        return match interp.get_attr(v, &name) {
            Ok(value) => of_value(interp, name, &value),
            Err(_) => plain(name, "instance"),
        };
    }
    match object.type_(interp).method(&name) {
        Some(b) => Completion { text: name, kind: "function", signature: format!("({})", b.signature.text) },
        None => plain(name, "property"),
    }
}

/// The names of a module.
pub fn module_names(interp: &mut Interp, module: &str, word: &str) -> Vec<Completion> {
    let Some(module) = builtins::module(module) else { return Vec::new() };
    let object = Guess::Value(Value::Module(module));
    let names = interp.dir(&Value::Module(module));
    let wanted: Vec<String> = names.into_iter().filter(|n| n.starts_with(word) && !hidden(n, word)).collect();
    wanted.into_iter().map(|name| member(interp, &object, name)).collect()
}

/// The modules whose dotted names begin with what was typed; `lead` ends where `word` begins.
pub fn modules(lead: &str, word: &str) -> Vec<Completion> {
    let lead = lead.trim_start();
    let next = |m: &&crate::lang::module::Module| {
        let rest = m.name.strip_prefix(lead)?;
        Some(rest.split('.').next().unwrap_or(rest).to_string())
    };
    let found: BTreeSet<String> = builtins::modules().iter().filter_map(next).filter(|n| n.starts_with(word)).collect();
    found.into_iter().map(|n| plain(n, "module")).collect()
}

/// The parameters of the call that the cursor is in, but for those given already.
pub fn keyword_arguments(interp: &mut Interp, lead: &str, cover: &str, word: &str) -> Vec<Completion> {
    // A name is wanted only where an argument begins.
    if !lead.trim_end().ends_with(['(', ',']) {
        return Vec::new();
    }
    let Some(open) = cursor::open_call(&cover[..lead.len()]) else { return Vec::new() };
    let Some(Guess::Value(callee)) = guess::before(interp, &lead[..open]) else { return Vec::new() };
    let given = &cover[open + 1..lead.len()];
    let new = |p: &String| p.starts_with(word) && !given.contains(&format!("{p}=")) && p != "self";
    parameters(&callee).into_iter().filter(new).map(|p| plain(format!("{p}="), "param")).collect()
}

fn parameters(value: &Value) -> Vec<String> {
    let by_name = |k: ParamKind| matches!(k, ParamKind::Normal | ParamKind::KeywordOnly);
    match value {
        Value::Function(f) => f.code.params.iter().filter(|p| by_name(p.kind)).map(|p| p.name.to_string()).collect(),
        Value::Builtin(b) => {
            b.signature.params.iter().filter(|p| by_name(p.kind)).map(|p| p.name.to_string()).collect()
        }
        Value::Method(m) => parameters(&m.function),
        Value::Type(t) => t.members().new.as_ref().map_or_else(Vec::new, |b| {
            b.signature.params.iter().filter(|p| by_name(p.kind)).map(|p| p.name.to_string()).collect()
        }),
        _ => Vec::new(),
    }
}
