//! What a session tells its front, and what it asks of it.

use serde_json::{Map, Value as Json};

/// One output in several formats, by mime type; JSON types hold objects, the others strings.
pub type MimeBundle = Map<String, Json>;

/// What happens while a cell runs, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// Text of the program on one of its two streams. May end anywhere in a line.
    Stream {
        /// Which stream.
        stream: Stream,
        /// The text.
        text: String,
    },
    /// A rich output.
    Display {
        /// The formats.
        data: MimeBundle,
        /// The id under which it may be updated.
        id: Option<String>,
        /// Whether it replaces the earlier output of that id.
        update: bool,
    },
    /// The value of the cell's last expression.
    Result {
        /// The cell's number.
        count: u64,
        /// The formats.
        data: MimeBundle,
    },
    /// The cell's output so far is to be cleared; with `wait`, only when the next output comes.
    ClearOutput {
        /// Whether to wait.
        wait: bool,
    },
    /// The cell ended with an exception.
    Error(ErrorReport),
    /// A text for the pager (`thing?`).
    Page {
        /// The formats.
        data: MimeBundle,
    },
    /// The code to put in a new cell below (`%load`, `%recall`), or instead of this one.
    NextInput {
        /// The code.
        text: String,
        /// Whether it replaces the cell that ran.
        replace: bool,
    },
}

/// One of the program's two text streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// `sys.stdout`
    Stdout,
    /// `sys.stderr`
    Stderr,
}

/// An exception as a front shows it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ErrorReport {
    /// The exception's name.
    pub ename: String,
    /// `str(exception)`.
    pub evalue: String,
    /// Lines with ANSI colours.
    pub traceback: Vec<String>,
}

/// Where events go, and where input comes from. A front implements it; it is called on the interpreter's thread.
pub trait Sink {
    /// Takes an event.
    fn event(&mut self, event: Event);

    /// Asks the user for a line.
    ///
    /// # Errors
    /// See [`NoInput`].
    fn input(&mut self, prompt: &str, password: bool) -> Result<String, NoInput>;

    /// Hands on what was gathered, where a front gathers text.
    fn flush(&mut self) {}
}

/// Why no input came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoInput {
    /// The front has nobody to ask.
    Unsupported,
    /// The input ended.
    Eof,
    /// The user interrupted.
    Interrupted,
}

/// How a cell is to run (the fields of `execute_request`).
#[derive(Debug, Clone)]
pub struct ExecuteOptions {
    /// No result, no report, no history, no new number.
    pub silent: bool,
    /// Whether the cell goes into the history and takes a number.
    pub store_history: bool,
    /// Whether `input()` may ask.
    pub allow_stdin: bool,
    /// Expressions to evaluate afterwards, by key.
    pub user_expressions: Vec<(String, String)>,
}

impl Default for ExecuteOptions {
    fn default() -> ExecuteOptions {
        ExecuteOptions { silent: false, store_history: true, allow_stdin: true, user_expressions: Vec::new() }
    }
}

/// How a cell ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The cell's number.
    pub count: u64,
    /// The exception, if one ended it. `KeyboardInterrupt` for an interrupt.
    pub error: Option<ErrorReport>,
    /// The `user_expressions`, each with its formats or its exception.
    pub user_expressions: Vec<(String, Result<MimeBundle, ErrorReport>)>,
}

/// The answer to a completion request. Positions count Unicode code points.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Completions {
    /// What may stand there.
    pub matches: Vec<Completion>,
    /// Where the replaced text begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// One completion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The text to put.
    pub text: String,
    /// `function`, `module`, `class`, `instance`, `magic`, `param`, `keyword`, `path`, `statement`.
    pub kind: &'static str,
    /// Beside the text in a menu: `(a, axis=None)`, `float64 (3, 4)`.
    pub signature: String,
}

/// One entry of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// The session's number.
    pub session: i64,
    /// The cell's number in it.
    pub line: i64,
    /// The source.
    pub input: String,
    /// The text of its result, if asked for.
    pub output: Option<String>,
}

/// Which entries of the history (the fields of `history_request`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryQuery {
    /// The last `n`.
    Tail {
        /// How many.
        n: usize,
    },
    /// Lines `start..stop` of a session; 0 and below count back from this one.
    Range {
        /// Which session.
        session: i64,
        /// First line.
        start: i64,
        /// One past the last; `None` for all.
        stop: Option<i64>,
    },
    /// Those whose source matches a glob pattern, the last `n`.
    Search {
        /// The pattern.
        pattern: String,
        /// How many.
        n: Option<usize>,
        /// Each source only once.
        unique: bool,
    },
}
