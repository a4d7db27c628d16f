//! What completion and inspection can answer without the interpreter, while a cell runs: the names as they were before.

use super::event::{Completion, Completions, MimeBundle};
use super::explore::{self, Entry, Place};
use super::{complete, display, inspect};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// The session's names, with what is known of each. Plain data: it may go to other threads.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    names: Vec<Completion>,
    /// By variable; variables of one type share theirs.
    members: HashMap<String, Arc<Vec<Completion>>>,
    pages: HashMap<String, MimeBundle>,
    /// The lines of a variable explorer.
    pub variables: Vec<Entry>,
    parts: HashMap<String, Vec<Entry>>,
}

impl Snapshot {
    /// The names that the program has now. Builtins are left out: they do not change.
    pub fn take(interp: &mut Interp) -> Snapshot {
        let names = complete::names(interp, "");
        let variables: Vec<String> =
            super::magics::namespace::variables(interp).into_iter().map(|(n, _)| n.to_string()).collect();
        let mut snapshot = Snapshot { names, variables: explore::all(interp), ..Snapshot::default() };
        let mut by_type: HashMap<String, Arc<Vec<Completion>>> = HashMap::new();
        for name in variables {
            let Some(value) = interp.globals.get(name.as_str()).cloned() else { continue };
            let kind = match &value {
                // Each has attributes of its own.
                Value::Module(_) | Value::Type(_) | Value::Function(_) | Value::Object(_) => name.clone(),
                _ => interp.type_of(&value).qualified_name(),
            };
            let members = by_type.entry(kind).or_insert_with(|| Arc::new(complete::attributes(interp, &name, "")));
            snapshot.members.insert(name.clone(), members.clone());
            if matches!(value, Value::Array(_)) {
                let place = Place { name: name.clone(), items: Vec::new() };
                snapshot.parts.insert(name.clone(), explore::parts(interp, &place));
            }
            let large = explore::is_large(&value) || is_shown_whole(interp, &value);
            let page = match large {
                true => Ok(Some((explore::brief(interp, &value), None))),
                false => inspect::text(interp, &name, 1),
            };
            if let Ok(Some((text, _))) = page {
                let page = display::bundle(vec![("text/plain".into(), text)]);
                snapshot.pages.insert(name, page);
            }
        }
        snapshot
    }

    /// The parts of the value at a place, as far as they were looked at: those of arrays.
    pub fn parts(&self, place: &Place) -> Vec<Entry> {
        self.parts.get(&place.name).filter(|_| place.items.is_empty()).cloned().unwrap_or_default()
    }

    /// What was known of a variable.
    pub fn page(&self, name: &str) -> Option<MimeBundle> {
        self.pages.get(name).cloned()
    }

    /// As [`complete`](super::complete::complete), of the names before the cell.
    pub fn complete(&self, code: &str, cursor: usize) -> Completions {
        let before: String = code.chars().take(cursor).collect();
        let word_start = before
            .rfind(|c: char| !(c.is_alphanumeric() || c == '_'))
            .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
        let (lead, word) = before.split_at(word_start);
        let pool = match lead.strip_suffix('.') {
            Some(object) => inspect::names_at(object, object.chars().count())
                .first()
                .and_then(|n| self.members.get(n))
                .map(|m| &**m),
            None => Some(&self.names),
        };
        let matches = pool.into_iter().flatten().filter(|c| c.text.starts_with(word)).cloned().collect();
        Completions { matches, start: cursor - word.chars().count(), end: cursor }
    }

    /// As inspection, of the values before the cell.
    pub fn inspect(&self, code: &str, cursor: usize) -> Option<MimeBundle> {
        inspect::names_at(code, cursor).iter().find_map(|name| self.pages.get(name)).cloned()
    }
}

/// Whether it is an array of many elements that is printed without leaving any out.
fn is_shown_whole(interp: &Interp, value: &Value) -> bool {
    const MANY: usize = 10_000;
    let Value::Array(a) = value else { return false };
    let size = a.view().size();
    size > MANY && !interp.print_options.threshold.is_exceeded_by(size)
}
