//! Completion: names, attributes of the value at hand, keyword arguments, dict keys, magics, paths.

use super::event::{Completion, Completions};
use super::inspect::{is_callable, look_up, name_at, signature};
use super::magics;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::ParamKind;

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "break", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
    "return", "try", "while", "with",
];

/// What may stand at `cursor` (in code points). Only dotted names are looked up: completing runs no code.
pub fn complete(interp: &mut Interp, code: &str, cursor: usize) -> Completions {
    let before: String = code.chars().take(cursor).collect();
    let line = before.rsplit('\n').next().unwrap_or("");
    let mut matches = if let Some(word) = magic_word(line) {
        return finish(magic_names(&before, line, word), cursor, word.chars().count());
    } else if let Some((word, found)) = path_in_string(line).or_else(|| dict_keys(interp, line)) {
        return finish(found, cursor, word);
    } else {
        Vec::new()
    };
    let word_start = line.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |i| i + char_len(line, i));
    let word = &line[word_start..];
    let lead = &line[..word_start];
    if let Some(object) = lead.strip_suffix('.') {
        matches = attributes(interp, object, word);
    } else if let Some(rest) = lead.trim_start().strip_prefix("from ")
        && rest.contains(" import ")
    {
        matches = module_names(interp, rest.split(' ').next().unwrap_or(""), word);
    } else {
        matches.extend(keyword_arguments(interp, &before, word));
        matches.extend(names(interp, word));
    }
    finish(matches, cursor, word.chars().count())
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

fn finish(mut matches: Vec<Completion>, cursor: usize, typed: usize) -> Completions {
    let mut seen = std::collections::HashSet::new();
    matches.retain(|m| seen.insert(m.text.clone()));
    Completions { matches, start: cursor - typed, end: cursor }
}

fn plain(text: impl Into<String>, kind: &'static str) -> Completion {
    Completion { text: text.into(), kind, signature: String::new() }
}

/// A word that begins with `%`, where a magic may stand.
fn magic_word(line: &str) -> Option<&str> {
    let start = line.find('%')?;
    let lead = line[..start].trim();
    let word = &line[start..];
    let alone = lead.is_empty() || lead.ends_with('=');
    let is_word = word.chars().all(|c| c == '%' || c == '_' || c.is_alphanumeric());
    (alone && is_word).then_some(word)
}

fn magic_names(before: &str, line: &str, word: &str) -> Vec<Completion> {
    let first_line = !before.contains('\n') && line.trim_start().starts_with(word);
    let stem = word.trim_start_matches('%');
    let cell_only = word.starts_with("%%");
    let mut found = Vec::new();
    for row in magics::rows().filter(|r| r.name.starts_with(stem)) {
        if row.line && !cell_only {
            found.push(plain(format!("%{}", row.name), "magic"));
        }
        if row.cell && first_line {
            found.push(plain(format!("%%{}", row.name), "magic"));
        }
    }
    found.sort_by(|a, b| a.text.cmp(&b.text));
    found
}

/// The variables, the builtins and the keywords.
pub fn names(interp: &mut Interp, word: &str) -> Vec<Completion> {
    let mut found = Vec::new();
    let hidden = |name: &str| name.starts_with('_') && !word.starts_with('_');
    let globals: Vec<(String, Value)> = interp.globals.iter().map(|(n, v)| (n.to_string(), v.clone())).collect();
    for (name, value) in globals.into_iter().filter(|(n, _)| n.starts_with(word) && !hidden(n)) {
        found.push(of_value(interp, name, &value));
    }
    found.extend(KEYWORDS.iter().filter(|k| k.starts_with(word)).map(|k| plain(*k, "keyword")));
    let builtins: Vec<String> =
        interp.builtin_names().into_iter().filter(|n| n.starts_with(word) && !hidden(n)).collect();
    for name in builtins {
        if let Some(value) = interp.lookup(&name) {
            found.push(of_value(interp, name, &value));
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
        v => signature(interp, v)
            .ok()
            .flatten()
            .and_then(|s| s.find('(').map(|i| s[i..].to_string()))
            .unwrap_or_default(),
    };
    Completion { text, kind, signature }
}

/// The attributes of the object that a text ends with.
pub fn attributes(interp: &mut Interp, before_dot: &str, word: &str) -> Vec<Completion> {
    let Some(object) = name_at(before_dot, before_dot.chars().count()) else { return Vec::new() };
    if !before_dot.ends_with(&object) {
        return Vec::new();
    }
    let Ok(Some(value)) = look_up(interp, &object) else { return Vec::new() };
    let hidden = |name: &str| name.starts_with('_') && !word.starts_with('_');
    let names: Vec<String> = interp.dir(&value).into_iter().filter(|n| n.starts_with(word) && !hidden(n)).collect();
    names.into_iter().map(|name| member(interp, &value, name)).collect()
}

fn member(interp: &mut Interp, value: &Value, name: String) -> Completion {
    // Only what costs nothing is looked at: a table's method, or a module's member.
    let method = interp.type_of(value).method(&name);
    match (value, method) {
        (Value::Module(_) | Value::Type(_), _) => match interp.get_attr(value, &name) {
            Ok(v) => of_value(interp, name, &v),
            Err(_) => plain(name, "instance"),
        },
        (_, Some(b)) => Completion { text: name, kind: "function", signature: format!("({})", b.signature.text) },
        (_, None) => plain(name, "property"),
    }
}

fn module_names(interp: &mut Interp, module: &str, word: &str) -> Vec<Completion> {
    let Some(module) = crate::lang::builtins::module(module) else { return Vec::new() };
    let value = Value::Module(module);
    let names: Vec<String> = interp.dir(&value).into_iter().filter(|n| n.starts_with(word)).collect();
    names.into_iter().map(|name| member(interp, &value, name)).collect()
}

/// The parameters of the call that the cursor is in.
fn keyword_arguments(interp: &mut Interp, before: &str, word: &str) -> Vec<Completion> {
    let stem = &before[..before.len() - word.len()];
    let Some(open) = innermost_call(stem) else { return Vec::new() };
    let callee = &stem[..open];
    let Some(name) = name_at(callee, callee.chars().count()).filter(|n| callee.ends_with(n.as_str())) else {
        return Vec::new();
    };
    let Ok(Some(value)) = look_up(interp, &name) else { return Vec::new() };
    let params = parameters(&value);
    params.into_iter().filter(|p| p.starts_with(word)).map(|p| plain(format!("{p}="), "param")).collect()
}

fn innermost_call(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in text.char_indices().rev() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' if depth == 0 => return Some(i),
            '(' | '[' | '{' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn parameters(value: &Value) -> Vec<String> {
    let by_name = |k: ParamKind| matches!(k, ParamKind::Normal | ParamKind::KeywordOnly);
    match value {
        Value::Function(f) => f.code.params.iter().filter(|p| by_name(p.kind)).map(|p| p.name.to_string()).collect(),
        Value::Builtin(b) => {
            b.signature.params.iter().filter(|p| by_name(p.kind)).map(|p| p.name.to_string()).collect()
        }
        Value::Method(m) => parameters(&m.function).into_iter().filter(|p| p != "self").collect(),
        Value::Type(t) => t.members().new.as_ref().map_or_else(Vec::new, |b| {
            b.signature.params.iter().filter(|p| by_name(p.kind)).map(|p| p.name.to_string()).collect()
        }),
        _ => Vec::new(),
    }
}

/// `d["ab` completes the keys of a dict.
fn dict_keys(interp: &mut Interp, line: &str) -> Option<(usize, Vec<Completion>)> {
    let quote_at = line.rfind(['"', '\''])?;
    let (head, quote) = (&line[..quote_at], &line[quote_at..quote_at + 1]);
    let object = head.strip_suffix('[')?;
    let word = &line[quote_at + 1..];
    let name = name_at(object, object.chars().count()).filter(|n| object.ends_with(n.as_str()))?;
    let Ok(Some(Value::Dict(dict))) = look_up(interp, &name) else { return None };
    let dict = dict.0.borrow();
    let keys = dict.keys().filter_map(|k| k.value().as_str()).filter(|k| k.starts_with(word));
    let found = keys.map(|k| plain(format!("{k}{quote}]"), "dict key")).collect();
    Some((word.chars().count(), found))
}

/// A path within an open string.
fn path_in_string(line: &str) -> Option<(usize, Vec<Completion>)> {
    let quote_at = line.rfind(['"', '\''])?;
    let quotes = line.matches(&line[quote_at..quote_at + 1]).count();
    let typed = &line[quote_at + 1..];
    if quotes.is_multiple_of(2) || line[..quote_at].ends_with('[') {
        return None;
    }
    let (folder, stem) = typed.rsplit_once('/').map_or((".", typed), |(f, s)| (if f.is_empty() { "/" } else { f }, s));
    let mut found: Vec<Completion> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .filter_map(|e| {
            let name = e.file_name().to_string_lossy().to_string();
            let slash = if e.path().is_dir() { "/" } else { "" };
            (name.starts_with(stem) && (!name.starts_with('.') || stem.starts_with('.')))
                .then(|| plain(format!("{name}{slash}"), "path"))
        })
        .collect();
    found.sort_by(|a, b| a.text.cmp(&b.text));
    Some((stem.chars().count(), found))
}
