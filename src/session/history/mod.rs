//! The history of cells: a thread keeps it in SQLite, so that neither a slow disk nor another kernel that writes holds up
//! a cell. What is asked comes after what was added before.

mod store;

use super::event::{HistoryEntry, HistoryQuery};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;
use store::Store;

/// How long a question waits for its answer at most.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the end waits for what is still to be written.
const PARTING: Duration = Duration::from_millis(500);
/// Longer results are not kept.
const MOST_OUTPUT: usize = 1 << 16;

/// Cells of this and earlier sessions. Clones speak to the same history, from any thread.
#[derive(Clone)]
pub struct History {
    keeper: Sender<Note>,
}

/// What the keeper is told.
enum Note {
    Input { line: i64, source: String },
    Output { line: i64, text: String },
    Query(HistoryQuery, Sender<Vec<HistoryEntry>>),
    Session(Sender<i64>),
    Close(Sender<()>),
}

impl History {
    /// A history in memory only.
    pub fn in_memory() -> History {
        History::kept(None)
    }

    /// A history in an SQLite file with IPython's tables. Where it can't be written the history stays in memory.
    pub fn in_file(file: PathBuf) -> History {
        History::kept(Some(file))
    }

    /// The user's history, where IPython would keep its own kind: under `$XDG_DATA_HOME` or `~/.local/share`.
    pub fn of_user() -> History {
        History::kept(History::file())
    }

    /// The file of [`History::of_user`]; `None` where there is no place for one.
    pub fn file() -> Option<PathBuf> {
        let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|d| d.is_absolute());
        let folder = data.or_else(|| {
            std::env::var_os("HOME").filter(|h| !h.is_empty()).map(|h| PathBuf::from(h).join(".local/share"))
        });
        folder.map(|f| f.join("ravel/history.sqlite"))
    }

    fn kept(file: Option<PathBuf>) -> History {
        let (keeper, notes) = mpsc::channel();
        let keep = move || keep(&Store::open(file.as_deref()), &notes);
        // Without a thread nothing is kept, and nothing is answered.
        let _ = std::thread::Builder::new().name("history".into()).spawn(keep);
        History { keeper }
    }

    /// This session's number.
    pub fn session(&self) -> i64 {
        self.ask(Note::Session).unwrap_or(1)
    }

    /// Adds a cell.
    pub fn add_input(&self, line: i64, source: &str) {
        let _ = self.keeper.send(Note::Input { line, source: source.to_string() });
    }

    /// Adds the text of a cell's result.
    pub fn add_output(&self, line: i64, text: &str) {
        if text.len() <= MOST_OUTPUT {
            let _ = self.keeper.send(Note::Output { line, text: text.to_string() });
        }
    }

    /// The entries that a query asks for, oldest first.
    pub fn query(&self, query: &HistoryQuery) -> Vec<HistoryEntry> {
        self.ask(|answer| Note::Query(query.clone(), answer)).unwrap_or_default()
    }

    /// Ends the session: all is on disk when this returns, unless another kernel holds the file.
    pub fn close(&self) {
        self.ask_for(PARTING, Note::Close);
    }

    fn ask<T>(&self, note: impl FnOnce(Sender<T>) -> Note) -> Option<T> {
        self.ask_for(PATIENCE, note)
    }

    fn ask_for<T>(&self, patience: Duration, note: impl FnOnce(Sender<T>) -> Note) -> Option<T> {
        let (answer, answered) = mpsc::channel();
        self.keeper.send(note(answer)).ok()?;
        answered.recv_timeout(patience).ok()
    }
}

/// Serves the notes. Cells that came together are written together.
fn keep(store: &Store, notes: &Receiver<Note>) {
    let mut unwritten = Vec::new();
    while let Ok(first) = notes.recv() {
        for note in std::iter::once(first).chain(notes.try_iter()) {
            match note {
                Note::Input { .. } | Note::Output { .. } => unwritten.push(note),
                question => {
                    write(store, &mut unwritten);
                    answer(store, question);
                }
            }
        }
        write(store, &mut unwritten);
    }
}

/// What can't be written now (another kernel holds the file) is tried again with what comes next.
fn write(store: &Store, unwritten: &mut Vec<Note>) {
    let written = unwritten.is_empty()
        || store
            .together(|store| {
                unwritten.iter().try_for_each(|note| match note {
                    Note::Input { line, source } => store.add_input(*line, source),
                    Note::Output { line, text } => store.add_output(*line, text),
                    _ => Ok(()),
                })
            })
            .is_ok();
    if written {
        unwritten.clear();
    }
}

fn answer(store: &Store, question: Note) {
    match question {
        Note::Query(query, to) => drop(to.send(store.query(&query).unwrap_or_default())),
        Note::Session(to) => drop(to.send(store.session())),
        Note::Close(to) => {
            let _ = store.close();
            let _ = to.send(());
        }
        Note::Input { .. } | Note::Output { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn inputs(history: &History, query: &HistoryQuery) -> Vec<String> {
        history.query(query).into_iter().map(|e| e.input).collect()
    }

    fn search(pattern: &str, n: Option<usize>, unique: bool) -> HistoryQuery {
        HistoryQuery::Search { pattern: pattern.into(), n, unique }
    }

    #[test]
    fn searches_unique_and_last() {
        let h = History::in_memory();
        for (i, s) in ["a", "b", "a", "ab"].iter().enumerate() {
            h.add_input(i as i64 + 1, s);
        }
        assert_eq!(inputs(&h, &search("a*", None, false)), ["a", "a", "ab"]);
        assert_eq!(inputs(&h, &search("a*", Some(2), true)), ["a", "ab"]);
        assert_eq!(h.query(&search("a", None, true))[0].line, 3);
        assert_eq!(inputs(&h, &search("[ab]", Some(1), false)), ["a"]);
    }

    #[test]
    fn sessions_share_a_file_that_only_its_user_reads() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/history.sqlite");
        let first = History::in_file(file.clone());
        let one = first.session();
        let second = History::in_file(file.clone());
        let two = second.session();
        assert_eq!((one, two), (1, 2));
        first.add_input(1, "x = 1");
        second.add_input(1, "y = 2");
        first.add_input(2, "x");
        first.add_output(2, "1");
        first.close();
        second.close();
        let third = History::in_file(file.clone());
        assert_eq!(third.session(), 3);
        let range = |session, start, stop| HistoryQuery::Range { session, start, stop };
        assert_eq!(inputs(&third, &range(one, 1, None)), ["x = 1", "x"]);
        assert_eq!(inputs(&third, &range(one - 3, 2, Some(3))), ["x"]);
        assert_eq!(third.query(&range(one, 2, None))[0].output.as_deref(), Some("1"));
        assert_eq!(inputs(&third, &range(two, 1, None)), ["y = 2"]);
        third.add_input(1, "z");
        assert_eq!(inputs(&third, &range(0, 1, None)), ["z"]);
        assert_eq!(inputs(&third, &HistoryQuery::Tail { n: 2 }), ["y = 2", "z"]);
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_broken_file_is_put_aside() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("history.sqlite");
        std::fs::write(&file, "no database at all, and long enough to be looked at as one\n".repeat(40)).unwrap();
        let h = History::in_file(file.clone());
        h.add_input(1, "a");
        assert_eq!(inputs(&h, &HistoryQuery::Tail { n: 9 }), ["a"]);
        assert!(folder.path().join("history-corrupt.sqlite").exists());
    }
}
