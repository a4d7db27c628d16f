//! A session turns code into events: it numbers cells, runs them, shows results and memory reports, answers completion
//! and inspection, keeps the history, and has the magics. It knows no protocol and no terminal.
//!
//! A session lives on one thread, which wants a large stack ([`STACK_BYTES`]); a front talks to it from there.

pub mod automagic;
pub mod complete;
pub mod cursor;
pub mod display;
pub mod event;
pub mod execute;
pub mod explore;
pub mod fault;
pub mod guess;
pub mod history;
pub mod inspect;
pub mod magics;
pub mod native;
pub mod plain_traceback;
pub mod pretty;
pub mod printer;
pub mod reference;
pub mod replace;
pub mod results;
pub mod shell;
pub mod slist;
pub mod snapshot;
pub mod timer;
pub mod traceback;

pub use event::{
    Completion, Completions, ErrorReport, Event, ExecuteOptions, MimeBundle, NoInput, Outcome, Sink, Stream,
};
pub use execute::Session;

/// Stack of the interpreter's thread, in bytes: enough for Python's limit of 1000 nested calls.
pub const STACK_BYTES: usize = 1 << 30;
