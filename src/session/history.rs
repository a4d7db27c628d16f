//! The history of cells: this session's in memory, earlier ones in a file.

use super::event::{HistoryEntry, HistoryQuery};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

/// Cells of this and earlier sessions.
pub struct History {
    session: i64,
    entries: Vec<HistoryEntry>,
    file: Option<PathBuf>,
}

impl History {
    /// A history in memory only.
    pub fn in_memory() -> History {
        History { session: 1, entries: Vec::new(), file: None }
    }

    /// A history kept in a file of one JSON array `[session, line, source]` for each line; what can't be read is left
    /// out, and where nothing can be written the history stays in memory.
    pub fn in_file(file: PathBuf) -> History {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let parse = |line: &str| {
            let (session, line, input) = serde_json::from_str::<(i64, i64, String)>(line).ok()?;
            Some(HistoryEntry { session, line, input, output: None })
        };
        let entries: Vec<HistoryEntry> = text.lines().filter_map(parse).collect();
        let session = entries.iter().map(|e| e.session).max().unwrap_or(0) + 1;
        History { session, entries, file: Some(file) }
    }

    /// This session's number.
    pub fn session(&self) -> i64 {
        self.session
    }

    /// Adds a cell.
    pub fn add_input(&mut self, line: i64, input: &str) {
        self.entries.push(HistoryEntry { session: self.session, line, input: input.to_string(), output: None });
        let Some(file) = &self.file else { return };
        let record = serde_json::json!([self.session, line, input]).to_string() + "\n";
        let written =
            OpenOptions::new().create(true).append(true).open(file).and_then(|mut f| f.write_all(record.as_bytes()));
        if written.is_err() {
            self.file = None;
        }
    }

    /// The user's history, where IPython would keep its own kind: under `$XDG_DATA_HOME` or `~/.local/share`.
    pub fn of_user() -> History {
        let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from);
        let folder = data.or_else(|| std::env::var_os("HOME").map(|h| PathBuf::from(h).join(".local/share")));
        match folder.map(|f| f.join("ravel")) {
            Some(folder) if std::fs::create_dir_all(&folder).is_ok() => History::in_file(folder.join("history.jsonl")),
            _ => History::in_memory(),
        }
    }

    /// All entries, oldest first.
    pub fn entries(&self) -> &[HistoryEntry] {
        &self.entries
    }

    /// The entries that a query asks for, oldest first.
    pub fn query(&self, query: &HistoryQuery) -> Vec<HistoryEntry> {
        History::select(&self.entries, self.session, query)
    }

    /// Those of `entries` that a query asks for; `current` is the running session's number.
    pub fn select(entries: &[HistoryEntry], current: i64, query: &HistoryQuery) -> Vec<HistoryEntry> {
        let last = |mut found: Vec<HistoryEntry>, n: usize| found.split_off(found.len().saturating_sub(n));
        match query {
            HistoryQuery::Tail { n } => last(entries.to_vec(), *n),
            HistoryQuery::Range { session, start, stop } => {
                let session = if *session > 0 { *session } else { current + session };
                let within = |e: &&HistoryEntry| {
                    e.session == session && e.line >= *start && stop.is_none_or(|stop| e.line < stop)
                };
                entries.iter().filter(within).cloned().collect()
            }
            HistoryQuery::Search { pattern, n, unique } => {
                let mut found: Vec<HistoryEntry> =
                    entries.iter().filter(|e| glob(pattern, &e.input)).cloned().collect();
                if *unique {
                    let mut seen = std::collections::HashSet::new();
                    found.reverse();
                    found.retain(|e| seen.insert(e.input.clone()));
                    found.reverse();
                }
                last(found, n.unwrap_or(usize::MAX))
            }
        }
    }
}

/// SQLite's GLOB as far as IPython's clients use it: `*` and `?`.
pub fn glob(pattern: &str, text: &str) -> bool {
    let (p, t): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut i, mut j, mut star) = (0, 0, None);
    while j < t.len() {
        match p.get(i) {
            Some('*') => {
                star = Some((i, j));
                i += 1;
            }
            Some(&c) if c == '?' || c == t[j] => {
                i += 1;
                j += 1;
            }
            _ => match star {
                Some((si, sj)) => {
                    star = Some((si, sj + 1));
                    (i, j) = (si + 1, sj + 1);
                }
                None => return false,
            },
        }
    }
    p[i..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs() {
        for (pattern, text, want) in
            [("*", "", true), ("1?2*", "1+2", true), ("1?2*", "12", false), ("*x*", "a = x", true), ("x", "xy", false)]
        {
            assert_eq!(glob(pattern, text), want, "{pattern} {text}");
        }
    }

    #[test]
    fn searches_unique_and_last() {
        let mut h = History::in_memory();
        for (i, s) in ["a", "b", "a", "ab"].iter().enumerate() {
            h.add_input(i as i64 + 1, s);
        }
        let found = h.query(&HistoryQuery::Search { pattern: "a*".into(), n: Some(2), unique: true });
        assert_eq!(found.iter().map(|e| e.input.as_str()).collect::<Vec<_>>(), ["a", "ab"]);
    }
}
