//! The history's tables, as IPython has them, so that its tools can read the file.

use crate::session::event::{HistoryEntry, HistoryQuery};
use rusqlite::{Connection, ErrorCode, Params, Result, params};
use std::fs::{DirBuilder, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

/// How long a write waits for another kernel's.
const BUSY: Duration = Duration::from_secs(3);

const TABLES: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS sessions (
        session integer PRIMARY KEY AUTOINCREMENT, start timestamp, end timestamp, num_cmds integer, remark text);
    CREATE TABLE IF NOT EXISTS history (
        session integer, line integer, source text, source_raw text, PRIMARY KEY (session, line));
    CREATE TABLE IF NOT EXISTS output_history (
        session integer, line integer, output text, PRIMARY KEY (session, line));";

/// Every query's columns and tables.
const ENTRIES: &str =
    "SELECT session, line, source_raw, output FROM history LEFT JOIN output_history USING (session, line)";

/// One open database and this session's number in it.
pub struct Store {
    /// `None` where SQLite itself is out of order: nothing is kept.
    db: Option<Connection>,
    session: i64,
}

impl Store {
    /// Opens the file, or a database in memory: for `None`, and where the file can't be used.
    pub fn open(file: Option<&Path>) -> Store {
        let opened = match file {
            Some(file) => Store::on_disk(file).or_else(|e| match e.sqlite_error_code() {
                Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                    let _ = std::fs::rename(file, file.with_file_name("history-corrupt.sqlite"));
                    Store::on_disk(file)
                }
                _ => Err(e),
            }),
            None => Connection::open_in_memory().and_then(Store::begin),
        };
        opened
            .or_else(|_| Connection::open_in_memory().and_then(Store::begin))
            .unwrap_or(Store { db: None, session: 1 })
    }

    fn on_disk(file: &Path) -> Result<Store> {
        // What can't be made can't be opened either, and that says why.
        if let Some(folder) = file.parent() {
            let _ = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        }
        let _ = OpenOptions::new().append(true).create(true).mode(0o600).open(file);
        Store::begin(Connection::open(file)?)
    }

    /// Makes the tables where they are missing, and a new session.
    fn begin(db: Connection) -> Result<Store> {
        db.busy_timeout(BUSY)?;
        db.execute_batch(TABLES)?;
        db.execute("INSERT INTO sessions (start) VALUES (?1)", [now()])?;
        let session = db.last_insert_rowid();
        Ok(Store { db: Some(db), session })
    }

    /// This session's number.
    pub fn session(&self) -> i64 {
        self.session
    }

    /// Several writes as one.
    pub fn together(&self, write: impl FnOnce(&Store) -> Result<()>) -> Result<()> {
        let Some(db) = &self.db else { return Ok(()) };
        let transaction = db.unchecked_transaction()?;
        write(self)?;
        transaction.commit()
    }

    /// Adds a cell.
    pub fn add_input(&self, line: i64, source: &str) -> Result<()> {
        self.run("INSERT OR REPLACE INTO history VALUES (?1, ?2, ?3, ?3)", params![self.session, line, source])
    }

    /// Adds the text of a cell's result.
    pub fn add_output(&self, line: i64, text: &str) -> Result<()> {
        self.run("INSERT OR REPLACE INTO output_history VALUES (?1, ?2, ?3)", params![self.session, line, text])
    }

    /// Notes when this session ended, and how many cells it ran.
    pub fn close(&self) -> Result<()> {
        let count = "(SELECT count(*) FROM history WHERE session = ?1)";
        self.run(
            &format!("UPDATE sessions SET end = ?2, num_cmds = {count} WHERE session = ?1"),
            params![self.session, now()],
        )
    }

    fn run(&self, sql: &str, values: impl Params) -> Result<()> {
        let Some(db) = &self.db else { return Ok(()) };
        db.prepare_cached(sql)?.execute(values).map(|_| ())
    }

    fn entries(&self, clauses: &str, values: impl Params) -> Result<Vec<HistoryEntry>> {
        let Some(db) = &self.db else { return Ok(Vec::new()) };
        let mut statement = db.prepare_cached(&format!("{ENTRIES} {clauses}"))?;
        let entry = |row: &rusqlite::Row| {
            Ok(HistoryEntry { session: row.get(0)?, line: row.get(1)?, input: row.get(2)?, output: row.get(3)? })
        };
        statement.query_map(values, entry)?.collect()
    }

    /// The entries that a query asks for, oldest first; a tail has this session's last.
    pub fn query(&self, query: &HistoryQuery) -> Result<Vec<HistoryEntry>> {
        match query {
            HistoryQuery::Tail { n } => self.tail(limit(Some(*n))),
            HistoryQuery::Range { session, start, stop } => self.range(*session, *start, *stop),
            HistoryQuery::Search { pattern, n, unique } => {
                // With max(), SQLite takes the other columns from the row that has it.
                let group = if *unique { "GROUP BY source_raw HAVING max(session * 4294967296 + line)" } else { "" };
                let clauses = format!("WHERE source_raw GLOB ?1 {group} ORDER BY session DESC, line DESC LIMIT ?2");
                reversed(self.entries(&clauses, params![pattern, limit(*n)]))
            }
        }
    }

    fn tail(&self, n: i64) -> Result<Vec<HistoryEntry>> {
        let own = "WHERE session = ?1 ORDER BY line DESC LIMIT ?2";
        let mut found = self.entries(own, params![self.session, n])?;
        let others = "WHERE session != ?1 ORDER BY session DESC, line DESC LIMIT ?2";
        let left = if n < 0 { n } else { n - found.len() as i64 };
        found.extend(self.entries(others, params![self.session, left])?);
        reversed(Ok(found))
    }

    /// Of this session negative lines count from its end, as those of a list.
    fn range(&self, session: i64, mut start: i64, mut stop: Option<i64>) -> Result<Vec<HistoryEntry>> {
        let session = if session > 0 { session } else { self.session + session };
        if session == self.session && (start < 0 || stop.is_some_and(|s| s < 0)) {
            let last = self.entries("WHERE session = ?1 ORDER BY line DESC LIMIT 1", [session])?;
            let end = last.first().map_or(1, |e| e.line + 1);
            let counted = |n: i64| if n < 0 { (n + end).max(0) } else { n };
            (start, stop) = (counted(start), stop.map(counted));
        }
        let clauses = "WHERE session = ?1 AND line >= ?2 AND (?3 IS NULL OR line < ?3) ORDER BY line";
        self.entries(clauses, params![session, start, stop])
    }
}

fn reversed(found: Result<Vec<HistoryEntry>>) -> Result<Vec<HistoryEntry>> {
    found.map(|mut entries| {
        entries.reverse();
        entries
    })
}

/// SQLite's limit: -1 is none.
fn limit(n: Option<usize>) -> i64 {
    n.and_then(|n| i64::try_from(n).ok()).unwrap_or(-1)
}

/// The local time as IPython writes it.
fn now() -> String {
    chrono::Local::now().format("%Y-%m-%d %H:%M:%S%.6f").to_string()
}
