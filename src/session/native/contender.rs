//! Code that is run over and over: of the language, of C or of Rust. What `%%race` and `%%timeit` time.

use super::lend::{self, Argument};
use super::program::{self, Compiled, Line};
use super::rust;
use super::served::Served;
use super::statements::Running;
use crate::engine::observe;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::event::{Event, Stream};
use crate::session::shell::State;
use crate::session::timer::{self, Clock, Timer};
use crate::session::traceback;
use crate::syntax::ast::{ExprKind, Stmt, StmtKind};
use crate::syntax::{self, Source};
use std::path::PathBuf;
use std::rc::Rc;

/// A contender's text.
#[derive(Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is called.
    pub name: String,
    /// Its code; of native code the magic's line first.
    pub text: String,
    /// Lines of the cell before it.
    pub line: usize,
}

/// Code that can be run.
pub enum Contender {
    /// Statements of the language, and a function that returns their result.
    Code(Timer, Value),
    /// C statements in a process that waits, what they were lent, how many values they leave.
    Statements(Running, Vec<Argument>, usize),
    /// Rust that waits in the helper's process, and what it was lent.
    Rust(Served, Vec<Argument>),
    /// A C program.
    Whole(PathBuf, Vec<String>),
}

/// What some runs used, as far as it is observed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Used {
    /// Bytes allocated.
    pub allocated: u64,
    /// Bytes copied.
    pub copied: u64,
    /// Bytes read and written.
    pub moved: u64,
}

impl Used {
    /// What each of so many runs used.
    pub fn each(self, runs: u64) -> Used {
        let n = runs.max(1);
        Used { allocated: self.allocated / n, copied: self.copied / n, moved: self.moved / n }
    }
}

/// The magic of native code that a text begins with: its name, the rest of its line, and the lines below.
pub fn native(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim_start();
    let (head, body) = text.split_once('\n').unwrap_or((text, ""));
    let head = head.strip_prefix("%%")?;
    let (name, line) = head.split_once(char::is_whitespace).unwrap_or((head, ""));
    matches!(name.trim(), "c" | "rust").then_some((name.trim(), line, body))
}

impl Contender {
    /// Makes code ready to run; in words why it can't run here, where only something that it needs is missing.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(
        state: &State,
        interp: &mut Interp,
        section: &Section,
    ) -> Result<std::result::Result<Contender, String>> {
        match native(&section.text) {
            None => Contender::code(interp, &section.text).map(Ok),
            Some(("c", line, body)) => {
                let blank = section.text.len() - section.text.trim_start().len();
                let skipped = section.text[..blank].matches('\n').count();
                let mut line = Line::read(line)?;
                line.first = section.line + skipped + 2;
                absent(Contender::c(state, interp, line, body))
            }
            Some((_, line, body)) => {
                let line = rust::Line::read(line)?;
                absent(Contender::rust(state, interp, &line, (body, section.line + 2)))
            }
        }
    }

    fn code(interp: &mut Interp, text: &str) -> Result<Contender> {
        let function = function(interp, text)?;
        Ok(Contender::Code(Timer::new(interp, "", text, Clock::Wall)?, function))
    }

    fn c(state: &State, interp: &mut Interp, line: Line, body: &str) -> Result<Contender> {
        Ok(match program::compiled(state, interp, line, body)? {
            Compiled::Whole(program, arguments) => Contender::Whole(program.path, arguments),
            Compiled::Statements(program, arguments, outputs) => {
                let running = Running::start(state, &program, &arguments)?;
                Contender::Statements(running, arguments, outputs.len())
            }
        })
    }

    fn rust(state: &State, interp: &mut Interp, line: &rust::Line, body: (&str, usize)) -> Result<Contender> {
        let arguments = line.arguments(interp)?;
        let mut output = |stream, text: &str| state.emit(Event::Stream { stream, text: text.into() });
        Ok(Contender::Rust(Served::start(state, line, &arguments, body, &mut output)?, arguments))
    }

    /// Runs it once; its result.
    ///
    /// # Errors
    /// What it raises, or how it crashed.
    pub fn result(&mut self, state: &State, interp: &mut Interp) -> Result<Value> {
        match self {
            Contender::Code(_, function) => interp.call(function, &[], &[]),
            Contender::Statements(running, arguments, outputs) => {
                let (_, mut values) = running.run(1, &mut unseen)?;
                lend::bring_back(arguments)?;
                if values.len() < *outputs {
                    return Err(Raise::new(&exc::RUNTIME_ERROR, "the statements returned before their end"));
                }
                Ok(match values.len() {
                    0 => Value::None,
                    1 => values.remove(0),
                    _ => Value::Tuple(Rc::new(values)),
                })
            }
            Contender::Rust(served, arguments) => {
                let (_, value) = served.run(state, 1)?;
                lend::bring_back(arguments)?;
                Ok(value)
            }
            Contender::Whole(program, arguments) => {
                let mut printed = String::new();
                program::run_whole(state, program, arguments, &mut |stream, text| {
                    if stream == Stream::Stdout {
                        printed += text;
                    }
                })?;
                Ok(printed.lines().rfind(|l| !l.trim().is_empty()).map_or(Value::None, printed_value))
            }
        }
    }

    /// Runs it so many times; the seconds that they took together, and what they used.
    ///
    /// # Errors
    /// What it raises, or how it crashed.
    pub fn time(&mut self, state: &State, interp: &mut Interp, runs: u64) -> Result<(f64, Used)> {
        match self {
            Contender::Code(timer, _) => {
                let before = observe::totals();
                let seconds = timer.run(interp, runs)?;
                let after = observe::totals();
                let copied = after.copied - before.copied;
                let touched = after.read + after.written - before.read - before.written;
                // A copy reads and writes each of its bytes.
                let used = Used { allocated: after.allocated - before.allocated, copied, moved: touched + 2 * copied };
                Ok((seconds, used))
            }
            Contender::Statements(running, arguments, _) => {
                let (seconds, _) = running.run(runs, &mut unseen)?;
                lend::bring_back(arguments)?;
                Ok((seconds, gone_through(arguments, runs)))
            }
            Contender::Rust(served, arguments) => {
                let (seconds, _) = served.run(state, runs)?;
                lend::bring_back(arguments)?;
                Ok((seconds, gone_through(arguments, runs)))
            }
            Contender::Whole(program, arguments) => {
                let mut seconds = 0.0;
                for _ in 0..runs {
                    seconds += program::run_whole(state, program, arguments, &mut unseen)?;
                }
                Ok((seconds, Used::default()))
            }
        }
    }

    /// Whether what it allocates and copies is seen.
    pub fn observed(&self) -> bool {
        matches!(self, Contender::Code(..))
    }

    /// What is timed of it.
    pub fn timed(&self) -> &'static str {
        match self {
            Contender::Code(..) => "the statements",
            Contender::Statements(..) | Contender::Rust(..) => {
                "the statements alone, in a process of its own that maps the same memory; GB/s: its arrays, gone through once"
            }
            Contender::Whole(..) => "the whole program, its start included",
        }
    }
}

/// Native code is taken to go through its arrays once.
fn gone_through(arguments: &[Argument], runs: u64) -> Used {
    let moved: u64 = arguments.iter().map(|a| a.given.nbytes()).sum();
    Used { moved: moved * runs, ..Used::default() }
}

fn unseen(_: Stream, _: &str) {}

/// Takes a missing compiler for a reason not to run, and all else for an error.
fn absent(made: Result<Contender>) -> Result<std::result::Result<Contender, String>> {
    match made {
        Ok(contender) => Ok(Ok(contender)),
        Err(raise) if raise.is(&exc::FILE_NOT_FOUND_ERROR) => Ok(Err(words(&raise))),
        Err(raise) => Err(raise),
    }
}

fn words(raise: &Raise) -> String {
    raise.0.args.first().and_then(Value::as_str).unwrap_or_default().to_string()
}

/// What a program printed, as a value.
fn printed_value(line: &str) -> Value {
    let text = line.trim();
    match (text.parse::<i64>(), text.parse::<f64>()) {
        (Ok(n), _) => Value::Int(n),
        (_, Ok(x)) => Value::Float(x),
        _ => Value::str(text),
    }
}

/// A function of the statements that returns the last one's value, or what it assigns.
fn function(interp: &mut Interp, text: &str) -> Result<Value> {
    let source = Rc::new(Source { name: "<race>".into(), text: text.to_string() });
    let parse = |text: &str| syntax::parse(text).map_err(|e| traceback::syntax_error(&e, &source));
    let (body, mut module) = (parse(text)?.body, parse("def inner():\n    pass\n")?);
    if let Some(StmtKind::FunctionDef(f)) = module.body.first_mut().map(|s| &mut s.kind)
        && let Some(f) = Rc::get_mut(f)
        && !body.is_empty()
    {
        f.body = returning(body);
    }
    timer::define(interp, &source, module)
}

fn returning(mut body: Vec<Stmt>) -> Vec<Stmt> {
    let Some(last) = body.last_mut() else { return body };
    let span = last.span;
    match &last.kind {
        StmtKind::Expr(e) => last.kind = StmtKind::Return(Some(e.clone())),
        StmtKind::Assign { targets, .. } => {
            if let Some(target) = targets.first().filter(|t| matches!(t.kind, ExprKind::Name(_))) {
                let result = StmtKind::Return(Some(target.clone()));
                body.push(Stmt { kind: result, span });
            }
        }
        _ => {}
    }
    body
}
