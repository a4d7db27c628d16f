//! Completion: names, attributes, keyword arguments, keys of dicts, magics and their options, modules, paths, symbols.

mod known;
mod names;
mod strings;
mod symbols;

pub use names::{attributes, names};

use super::cursor::masked;
use super::event::{Completion, Completions};
use super::guess;
use super::magics;
use crate::lang::interp::Interp;
use names::{keyword_arguments, module_names, modules};

/// What may stand at `cursor` (in code points). Nothing of the program is run.
pub fn complete(interp: &mut Interp, code: &str, cursor: usize) -> Completions {
    let at = code.char_indices().nth(cursor).map_or(code.len(), |(i, _)| i);
    let (before, after) = code.split_at(at);
    let line = before.rsplit('\n').next().unwrap_or("");
    let (typed, matches) = at_place(interp, before, line, after);
    finish(matches, before.chars().count(), typed.chars().count())
}

/// The text that is replaced, and what may stand instead.
fn at_place<'a>(interp: &mut Interp, before: &'a str, line: &'a str, after: &str) -> (&'a str, Vec<Completion>) {
    let magic = of_magic(interp, before, line).or_else(|| known::prediction(before, line));
    if let Some(found) = magic.or_else(|| symbols::complete(line)) {
        return found;
    }
    let (cover, open) = masked(before);
    if let Some(open) = open {
        if let Some(field) = strings::field(before, open) {
            return at_place(interp, field, field.rsplit('\n').next().unwrap_or(""), after);
        }
        return strings::complete(interp, before, open, after);
    }
    if let Some(found) = strings::keys_without_quotes(interp, before) {
        return found;
    }
    let start = line.rfind(|c: char| !is_name(c)).map_or(0, |i| i + line[i..].chars().next().map_or(1, char::len_utf8));
    let (lead, word) = line.split_at(start);
    if let Some(found) = of_import(interp, lead, word) {
        return (word, found);
    }
    if let Some(object) = before[..before.len() - word.len()].strip_suffix('.') {
        return (word, attributes(interp, object, word));
    }
    let mut found = keyword_arguments(interp, &before[..before.len() - word.len()], &cover, word);
    found.extend(names(interp, word));
    if lead.trim().is_empty() && !word.is_empty() {
        found.extend(magic_names(word, !before.contains('\n')));
    }
    (word, found)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn finish(mut matches: Vec<Completion>, cursor: usize, typed: usize) -> Completions {
    let mut seen = std::collections::HashSet::new();
    matches.retain(|m| seen.insert(m.text.clone()));
    Completions { matches, start: cursor - typed, end: cursor }
}

fn plain(text: impl Into<String>, kind: &'static str) -> Completion {
    Completion { text: text.into(), kind, signature: String::new() }
}

/// The name of a magic behind `%`, its options, or the file that it wants.
fn of_magic<'a>(interp: &mut Interp, before: &str, line: &'a str) -> Option<(&'a str, Vec<Completion>)> {
    let start = line.find(['%', '!'])?;
    let lead = line[..start].trim_end();
    if !(lead.is_empty() || lead.ends_with('=') && !lead.ends_with("==")) {
        return None;
    }
    let last = &line[line.rfind(char::is_whitespace).map_or(0, |i| i + 1)..];
    let text = &line[start..];
    if text.starts_with('!') {
        return Some((strings::file_part(last), strings::paths(last.trim_start_matches('!'), "")));
    }
    let name = text.trim_start_matches('%');
    if !name.contains(char::is_whitespace) {
        let cell_only = text.starts_with("%%");
        let first = !before.contains('\n') && lead.is_empty();
        let found = magic_names(name, first).into_iter().filter(|m| !cell_only || m.text.starts_with("%%"));
        return name.chars().all(is_name).then(|| (text, found.collect()));
    }
    let row = magics::find(name.split_whitespace().next()?)?;
    if last.starts_with('-') {
        return Some((last, options(row).into_iter().filter(|o| o.text.starts_with(last)).collect()));
    }
    let ending = match row.name {
        "run" | "load" | "loadpy" => ".py",
        "cd" | "mkdir" | "rmdir" => "/",
        "ls" | "ll" | "cat" | "cp" | "mv" | "rm" | "writefile" | "file" => "",
        "layout" => return layout_modes(interp, lead, text, last),
        _ => return known::of_magic(interp, row, last).map(|found| (last, found)),
    };
    Some((strings::file_part(last), strings::paths(last, ending)))
}

/// The words that `%layout` knows and the arrays; what else may follow it are expressions.
fn layout_modes<'a>(interp: &mut Interp, lead: &str, text: &str, last: &'a str) -> Option<(&'a str, Vec<Completion>)> {
    const MODES: [&str; 5] = ["off", "compact", "full", "time", "notime"];
    let first = lead.is_empty() && text.split_whitespace().count() <= 1 + usize::from(!last.is_empty());
    let mut found: Vec<Completion> =
        MODES.iter().filter(|m| m.starts_with(last)).map(|m| plain(*m, "keyword")).collect();
    if !first || found.is_empty() {
        return None;
    }
    found.extend(names(interp, last).into_iter().filter(|c| c.kind == "instance"));
    Some((last, found))
}

/// The magics whose names begin with `stem`; cell magics where the cell begins.
fn magic_names(stem: &str, first_line: bool) -> Vec<Completion> {
    let mut found = Vec::new();
    for row in magics::rows().filter(|r| r.name.starts_with(stem)) {
        if row.line {
            found.push(plain(format!("%{}", row.name), "magic"));
        }
        if row.cell && first_line {
            found.push(plain(format!("%%{}", row.name), "magic"));
        }
    }
    found.sort_by(|a, b| a.text.trim_start_matches('%').cmp(b.text.trim_start_matches('%')));
    found
}

/// The options that the first lines of a magic's help name.
fn options(row: &magics::Row) -> Vec<Completion> {
    let usage = row.doc.split("\n\n").next().unwrap_or_default();
    let words = usage.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    let wanted = words.filter(|w| w.starts_with('-') && w.len() > 1);
    let name = |w: &str| if w.starts_with("--") { w.to_string() } else { w[..2].to_string() };
    wanted.map(|w| plain(name(w), "param")).collect()
}

/// Modules after `import` and `from`, their names after `from … import`.
fn of_import(interp: &mut Interp, lead: &str, word: &str) -> Option<Vec<Completion>> {
    let statement = lead.rsplit(';').next().unwrap_or(lead).trim_start();
    if let Some(rest) = statement.strip_prefix("from ") {
        return Some(match rest.split_once(" import") {
            Some((module, _)) => module_names(interp, module.trim(), word),
            None if rest.trim_end().ends_with(char::is_alphanumeric) && rest.ends_with(' ') => {
                vec![plain("import", "keyword")]
            }
            None => modules(rest, word),
        });
    }
    let rest = statement.strip_prefix("import ")?;
    let path = rest.rsplit(',').next().unwrap_or(rest).trim_start();
    match path.ends_with(' ') {
        true => Some(vec![plain("as", "keyword")]),
        false => Some(modules(path, word)),
    }
}

/// The object whose attribute is being typed.
fn owner(interp: &mut Interp, before_dot: &str) -> Option<guess::Guess> {
    guess::before(interp, before_dot)
}
