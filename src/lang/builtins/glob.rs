//! `glob`: the files whose names fit a pattern.

use super::io;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use std::path::Path;

/// The module.
pub static GLOB: Module = Module::new("glob", "Files by pattern.", table, |_, _| None, &[]);

fn table() -> Vec<Builtin> {
    vec![
        py(
            &["glob"],
            "pathname, *, recursive=False",
            "Return the names that fit a pattern: `*` is any text, `?` a character, `[ab]` one of some, and `**` any \
             folders where recursive is true.\n\n>>> glob.glob('no such folder/*.csv')\n[]",
            |interp: &mut Interp, pathname: Value, recursive: Option<bool>| {
                let names = found(&io::path_of(interp, &pathname)?, recursive.unwrap_or(false));
                Ok(Value::list(names.into_iter().map(Value::str).collect()))
            },
        ),
        py(
            &["iglob"],
            "pathname, *, recursive=False",
            "Return an iterator over the names that fit a pattern.",
            |interp: &mut Interp, pathname: Value, recursive: Option<bool>| -> Result<Value> {
                let names = found(&io::path_of(interp, &pathname)?, recursive.unwrap_or(false));
                interp.iter(&Value::list(names.into_iter().map(Value::str).collect()))
            },
        ),
        py(
            &["escape"],
            "pathname",
            "Return the pattern that fits a name alone.\n\n>>> glob.escape('a*.csv')\n'a[*].csv'",
            |interp: &mut Interp, pathname: Value| {
                let name = io::path_of(interp, &pathname)?;
                let special = |c: char| if "*?[".contains(c) { format!("[{c}]") } else { c.to_string() };
                Ok(name.chars().map(special).collect::<String>())
            },
        ),
    ]
}

fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

/// The names that fit, folder by folder.
fn found(pattern: &str, recursive: bool) -> Vec<String> {
    let root = if pattern.starts_with('/') { "/" } else { "" };
    let mut names = vec![root.to_string()];
    let parts: Vec<&str> = pattern.split('/').filter(|p| !p.is_empty()).collect();
    for (i, part) in parts.iter().enumerate() {
        let last = i + 1 == parts.len();
        names = names.iter().flat_map(|base| step(base, part, recursive, last)).collect();
    }
    names.retain(|name| !name.is_empty());
    names
}

fn joined(base: &str, name: &str) -> String {
    match base {
        "" => name.to_string(),
        base if base.ends_with('/') => format!("{base}{name}"),
        base => format!("{base}/{name}"),
    }
}

/// One part of a pattern below one folder.
fn step(base: &str, part: &str, recursive: bool, last: bool) -> Vec<String> {
    if recursive && part == "**" {
        let mut all = vec![base.to_string()];
        below(base, last, &mut all);
        return all;
    }
    if !is_pattern(part) {
        let name = joined(base, part);
        return if Path::new(&name).exists() { vec![name] } else { Vec::new() };
    }
    let hidden = part.starts_with('.');
    let pattern: Vec<char> = part.chars().collect();
    let fits = |name: &String| (hidden || !name.starts_with('.')) && fits(&pattern, &name.chars().collect::<Vec<_>>());
    entries(base).into_iter().filter(fits).map(|name| joined(base, &name)).collect()
}

fn entries(base: &str) -> Vec<String> {
    let folder = if base.is_empty() { "." } else { base };
    let read = std::fs::read_dir(folder).into_iter().flatten().flatten();
    read.map(|e| e.file_name().to_string_lossy().into_owned()).collect()
}

/// All folders below, and files too where the pattern ends.
fn below(base: &str, files: bool, out: &mut Vec<String>) {
    for name in entries(base).into_iter().filter(|n| !n.starts_with('.')) {
        let path = joined(base, &name);
        let folder = std::fs::symlink_metadata(&path).is_ok_and(|m| m.is_dir());
        if folder || files {
            out.push(path.clone());
        }
        if folder {
            below(&path, files, out);
        }
    }
}

/// Whether a name fits.
fn fits(pattern: &[char], name: &[char]) -> bool {
    match (pattern, name) {
        ([], rest) => rest.is_empty(),
        (['*', more @ ..], rest) => (0..=rest.len()).any(|n| fits(more, &rest[n..])),
        (['?', more @ ..], [_, rest @ ..]) => fits(more, rest),
        (['[', more @ ..], [c, rest @ ..]) => match class(more) {
            Some((wanted, behind)) => wanted(*c) && fits(behind, rest),
            None => *c == '[' && fits(more, rest),
        },
        ([p, more @ ..], [c, rest @ ..]) => p == c && fits(more, rest),
        _ => false,
    }
}

/// What stands between brackets, and what follows them.
fn class(pattern: &[char]) -> Option<(impl Fn(char) -> bool + '_, &[char])> {
    let not = pattern.first() == Some(&'!');
    let inner = &pattern[not as usize..];
    let end = inner.iter().skip(1).position(|c| *c == ']')? + 1;
    let set = &inner[..end];
    let within = move |c: char| {
        let mut at = 0;
        while at < set.len() {
            let range = set.get(at + 1) == Some(&'-') && at + 2 < set.len();
            let (first, last) = (set[at], if range { set[at + 2] } else { set[at] });
            if (first..=last).contains(&c) {
                return true;
            }
            at += if range { 3 } else { 1 };
        }
        false
    };
    Some((move |c| within(c) != not, &inner[end + 1..]))
}
