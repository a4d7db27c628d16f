//! Exceptions as IPython shows them: the frames with their source lines, an arrow, a caret line, the name and the text.

use super::event::ErrorReport;
use super::frames::{self, CYAN, RED, RESET};
use crate::lang::error::{Exception, Frame, Raise};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::{Source, SyntaxError};
use std::rc::Rc;

/// Lines shown of each frame, as IPython: of the exception itself, and of those before it.
const CONTEXT: usize = 5;
const EARLIER_CONTEXT: usize = 3;

/// `%xmode`: how much of an exception is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Frames without their surroundings or colours.
    Plain,
    /// Each frame with the lines around it.
    #[default]
    Context,
    /// As `Context`.
    Verbose,
    /// The exception alone.
    Minimal,
}

impl Mode {
    /// In the order in which `%xmode` goes through them.
    pub const ALL: [Mode; 4] = [Mode::Plain, Mode::Context, Mode::Verbose, Mode::Minimal];

    /// The name that `%xmode` takes.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Plain => "Plain",
            Mode::Context => "Context",
            Mode::Verbose => "Verbose",
            Mode::Minimal => "Minimal",
        }
    }

    /// The next one, the first after the last.
    pub fn next(self) -> Mode {
        let at = Mode::ALL.iter().position(|m| *m == self).unwrap_or(0);
        Mode::ALL[(at + 1) % Mode::ALL.len()]
    }
}

/// A parse error as an exception with its place.
pub fn syntax_error(e: &SyntaxError, source: &Rc<Source>) -> Raise {
    let kind = match e.kind {
        "IndentationError" => &exc::INDENTATION_ERROR,
        "TabError" => &exc::TAB_ERROR,
        _ => &exc::SYNTAX_ERROR,
    };
    Raise::new(kind, e.message.clone()).at(source, e.span, &Rc::from("<module>"))
}

/// The exception as a front shows it.
pub fn report(interp: &mut Interp, raise: &Raise, mode: Mode) -> ErrorReport {
    let e = &raise.0;
    let evalue = interp.str(&Value::Exception(e.clone())).unwrap_or_default();
    let is_syntax = raise.is(&exc::SYNTAX_ERROR);
    let mut traceback = Vec::new();
    match mode {
        _ if is_syntax => traceback.push(syntax_frame(e)),
        Mode::Minimal => {}
        Mode::Plain => {
            traceback.push("Traceback (most recent call last):".into());
            traceback.extend(e.traceback.borrow().iter().rev().map(frames::plain));
        }
        Mode::Context | Mode::Verbose => chain(interp, e, &mut traceback, 0),
    }
    traceback.push(headline(e, &evalue));
    let evalue = if is_syntax { syntax_text(e, &evalue) } else { evalue };
    ErrorReport { ename: e.kind.name.to_string(), evalue, traceback }
}

/// What can be said of an exception without asking it.
pub fn bare(raise: &Raise) -> ErrorReport {
    let e = &raise.0;
    let evalue = e.args.first().and_then(Value::as_str).unwrap_or_default().to_string();
    ErrorReport { ename: e.kind.name.to_string(), traceback: vec![headline(e, &evalue)], evalue }
}

fn headline(e: &Exception, evalue: &str) -> String {
    let name = format!("{RED}{}{RESET}", e.kind.name);
    if evalue.is_empty() { name } else { format!("{name}: {evalue}") }
}

/// IPython's `evalue` of a syntax error names the place: `invalid syntax (<source>, line 1)`.
fn syntax_text(e: &Exception, evalue: &str) -> String {
    match e.traceback.borrow().first() {
        Some(f) => format!("{evalue} ({}, line {})", f.source.name, f.source.line_col(f.span.start).0),
        None => evalue.to_string(),
    }
}

fn syntax_frame(e: &Exception) -> String {
    match e.traceback.borrow().first() {
        Some(f) => {
            let (line, _) = f.source.line_col(f.span.start);
            let text = f.source.line(line);
            format!(
                "  {CYAN}{}, line {line}{RESET}\n    {}\n    {}",
                f.source.name,
                text.trim_start(),
                frames::caret(f, line)
            )
        }
        None => String::new(),
    }
}

/// The frames of an exception, after those of what caused it.
fn chain(interp: &mut Interp, e: &Rc<Exception>, out: &mut Vec<String>, depth: usize) {
    let cause = e.cause.borrow().clone();
    let (earlier, link) = match cause {
        Some(Value::Exception(c)) => (Some(c), "The above exception was the direct cause of the following exception:"),
        Some(_) => (None, ""),
        None => (e.context.borrow().clone(), "During handling of the above exception, another exception occurred:"),
    };
    if let Some(earlier) = earlier.filter(|_| depth < 16) {
        chain(interp, &earlier, out, depth + 1);
        let text = interp.str(&Value::Exception(earlier.clone())).unwrap_or_default();
        out.push(headline(&earlier, &text));
        out.push(format!("\n{link}\n"));
    } else {
        out.push(format!("{RED}{}{RESET}", "-".repeat(75)));
    }
    let context = if depth == 0 { CONTEXT } else { EARLIER_CONTEXT };
    let name = e.kind.name;
    let pad = 75usize.saturating_sub(name.len() + "Traceback (most recent call last)".len());
    out.push(format!("{RED}{name}{RESET}{}Traceback (most recent call last)", " ".repeat(pad)));
    let frames = e.traceback.borrow();
    for (f, repeats) in collapse(&frames) {
        out.push(format!("{}\n", frames::in_context(f, context)));
        if repeats > 0 {
            out.push(format!("    {CYAN}[... skipping similar frames: {repeats} times]{RESET}\n"));
        }
    }
}

/// Outermost first; runs of the same frame (a recursion) are shown once with a count.
fn collapse(frames: &[Frame]) -> Vec<(&Frame, usize)> {
    let mut out: Vec<(&Frame, usize)> = Vec::new();
    for f in frames.iter().rev() {
        match out.last_mut() {
            Some((last, n)) if last.span == f.span && Rc::ptr_eq(&last.source, &f.source) => *n += 1,
            _ => out.push((f, 0)),
        }
    }
    out
}
