//! Source text to syntax tree: `token` and `layout` find the logical lines and their indentation, `parse` reads each with
//! the pest grammar, `block` puts them together, `scope` says where each variable lives. When a line cannot be read,
//! `refuse` and `diagnose` find the words. pest's types stop at `parse`; nothing else here or above names them.

pub mod ast;
mod block;
mod complete;
mod diagnose;
mod layout;
mod number;
mod parse;
pub mod refuse;
pub mod scope;
pub mod span;
mod token;

pub use span::{Source, Span};

/// Why a text is not a program: Python's exception name and words, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct SyntaxError {
    /// `SyntaxError`, `IndentationError`, `TabError`.
    pub kind: &'static str,
    /// As Python words it; for a construct outside the language, a sentence that names it.
    pub message: String,
    /// Where the caret goes.
    pub span: Span,
    /// Whether the text only stops too early.
    pub incomplete: bool,
}

impl SyntaxError {
    /// An error at a place.
    pub fn new(kind: &'static str, message: impl Into<String>, span: Span) -> SyntaxError {
        SyntaxError { kind, message: message.into(), span, incomplete: false }
    }

    /// As IPython words it, which takes a cell that stops too early for one that is still being typed.
    pub fn in_cell(self, source: &str) -> SyntaxError {
        if !self.incomplete {
            return self;
        }
        let end = source.trim_end_matches('\n').len();
        let span = if self.message.starts_with("unterminated") { self.span } else { Span::new(end, end) };
        SyntaxError::new("SyntaxError", "incomplete input", span)
    }
}

/// Whether a text that is being typed is a whole program (`is_complete_request`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completeness {
    /// It can run.
    Complete,
    /// More must follow; the indent that the next line should have.
    Incomplete(String),
    /// No continuation can mend it.
    Invalid,
}

/// Parses a cell or file and resolves its scopes.
///
/// # Errors
/// The first [`SyntaxError`] of the text.
pub fn parse(source: &str) -> Result<ast::Module, SyntaxError> {
    // Deep nesting is bounded, but the bound is beyond a small stack.
    stacker::maybe_grow(STACK, STACK, || block::module(source))
}

const STACK: usize = 64 << 20;

/// Whether `source` is complete; the answer to `is_complete_request`.
pub fn is_complete(source: &str) -> Completeness {
    complete::check(source)
}
