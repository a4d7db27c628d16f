//! Within quotes: keys of dicts and fields of arrays, else paths.

use super::{known, plain};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::event::Completion;
use crate::session::guess::{self, Guess};

/// What may stand in the string that is open at the end of `before`.
pub fn complete<'a>(interp: &mut Interp, before: &'a str, open: usize, after: &str) -> (&'a str, Vec<Completion>) {
    let (lead, string) = before.split_at(open);
    let quote = if string.starts_with("\"\"\"") || string.starts_with("'''") { &string[..3] } else { &string[..1] };
    let typed = &string[quote.len()..];
    let prefix = lead.trim_end_matches(|c: char| "rRuU".contains(c));
    if let Some(found) = prefix.trim_end().strip_suffix('[').and_then(|object| keys(interp, object)) {
        let end = if after.starts_with(quote) { "" } else { quote };
        let text = |key: &Value| key.as_str().filter(|k| k.starts_with(typed)).map(|k| k.to_string());
        return (
            typed,
            found.iter().filter_map(text).map(|k| plain(format!("{}{end}", escaped(&k, quote)), "dict key")).collect(),
        );
    }
    let end = if after.starts_with(quote) { "" } else { quote };
    if let Some(found) = [".get(", ".pop(", ".setdefault("].iter().find_map(|m| prefix.trim_end().strip_suffix(m))
        && let Some(keys) = keys(interp, found)
    {
        let matching = keys.iter().filter_map(Value::as_str).filter(|k| k.starts_with(typed));
        return (typed, matching.map(|k| plain(format!("{}{end}", escaped(k, quote)), "dict key")).collect());
    }
    if let Some(found) = known::argument(prefix, typed, end) {
        return (typed, found);
    }
    (file_part(typed), paths(typed, ""))
}

/// The code in the field of an f-string that is open at the end of `before`.
pub fn field(before: &str, open: usize) -> Option<&str> {
    let letters = before[..open].len() - before[..open].trim_end_matches(|c: char| "rRfF".contains(c)).len();
    if !before[open - letters..open].contains(['f', 'F']) {
        return None;
    }
    let mut depth = 0;
    let mut start = None;
    let mut rest = before[open..].char_indices().peekable();
    while let Some((i, c)) = rest.next() {
        match c {
            // Doubled braces are text.
            '{' | '}' if depth == 0 && rest.next_if(|(_, next)| *next == c).is_some() => {}
            '{' => {
                if depth == 0 {
                    start = Some(open + i + 1);
                }
                depth += 1;
            }
            '}' => depth = (depth - 1).max(0),
            _ => {}
        }
    }
    start.filter(|_| depth > 0).map(|at| &before[at..])
}

/// `d[` without a quote: all keys, as they are written.
pub fn keys_without_quotes<'a>(interp: &mut Interp, before: &'a str) -> Option<(&'a str, Vec<Completion>)> {
    let start = before.rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |i| i + 1);
    let (lead, word) = before.split_at_checked(start)?;
    let found = keys(interp, lead.strip_suffix('[')?)?;
    let mut matches = Vec::new();
    for key in found {
        let text = interp.repr(&key).ok()?;
        // A name may as well be meant.
        if text.starts_with(word) {
            matches.push(plain(text, "dict key"));
        }
    }
    (!matches.is_empty()).then_some((word, matches))
}

/// The keys of the dict, or the fields of the array, that a text ends with.
fn keys(interp: &mut Interp, object: &str) -> Option<Vec<Value>> {
    let Guess::Value(value) = guess::before(interp, object)? else { return None };
    match &value {
        Value::Dict(d) => Some(d.0.borrow().keys().map(|k| k.value().clone()).collect()),
        Value::Array(_) => {
            let dtype = interp.get_attr(&value, "dtype").ok()?;
            match interp.get_attr(&dtype, "names").ok()? {
                Value::Tuple(names) => Some(names.to_vec()),
                _ => None,
            }
        }
        _ => None,
    }
}

fn escaped(key: &str, quote: &str) -> String {
    key.replace('\\', "\\\\").replace('\n', "\\n").replace(quote, &format!("\\{quote}"))
}

/// The last part of a path: what is replaced.
pub fn file_part(typed: &str) -> &str {
    &typed[typed.rfind('/').map_or(0, |i| i + 1)..]
}

/// The files and folders whose paths begin with what was typed; folders, and files of this ending.
pub fn paths(typed: &str, ending: &str) -> Vec<Completion> {
    let (folder, stem) = typed.rsplit_once('/').map_or((".", typed), |(f, s)| (if f.is_empty() { "/" } else { f }, s));
    let folder = crate::session::magics::folders::home(folder);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<Completion> = entries
        .flatten()
        .filter_map(|e| {
            let name = e.file_name().to_string_lossy().to_string();
            let is_folder = e.path().is_dir();
            let wanted = name.starts_with(stem) && (!name.starts_with('.') || stem.starts_with('.'));
            let slash = if is_folder { "/" } else { "" };
            (wanted && (is_folder || name.ends_with(ending))).then(|| plain(format!("{name}{slash}"), "path"))
        })
        .collect();
    found.sort_by(|a, b| a.text.cmp(&b.text));
    found
}
