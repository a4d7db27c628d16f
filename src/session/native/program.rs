//! `%%c`: C as a cell, a whole program or statements on variables of the session.

use super::compile::{self, Program, Unit};
use super::lend::{self, Argument};
use super::statements::{self, Running};
use super::{ended, split};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::event::{Event, Stream};
use crate::session::magics::process::{self, Job};
use crate::session::magics::timeit::format_time;
use crate::session::magics::{Row, arguments, usage};
use crate::session::shell::State;
use crate::syntax::ast::Magic;
use std::path::Path;
use std::time::Instant;

/// `%%c`.
pub const ROW: Row = Row {
    name: "c",
    line: false,
    cell: true,
    doc: "%%c [-q] [-i names] [-o names] [--write names] [compiler's option …] [-- argument …]\nint main(void) { … }\n\n\
          Compiles C with the system's compiler (cc, or what CC names; -O3 -march=native unless options say otherwise) and runs \
          it in a process of its own. Says how long both took; -q does not. What the compiler finds wrong, a crash and an exit \
          status other than 0 are errors of the cell. Without -i, -o and --write the cell is a whole program with a main, \
          which gets the arguments. With one of them it is statements on these variables: of an array a to read (-i) or also \
          to write (--write) they see a (its first element), a_size, a_ndim, a_shape and a_strides (in bytes); ints, floats, \
          bools and strings are what they are. -o names variables of C whose values the session gets.",
    run: c,
};

/// What stands on the magic's line.
pub struct Line {
    /// The line of the cell on which the text begins.
    pub first: usize,
    quiet: bool,
    reads: Option<String>,
    writes: Option<String>,
    /// Variables of C that the session gets.
    outputs: Vec<String>,
    options: Vec<String>,
    arguments: Vec<String>,
}

impl Line {
    /// # Errors
    /// `UsageError`.
    pub fn read(line: &str) -> Result<Line> {
        let mut words = arguments::words(line).into_iter();
        let mut found = Line {
            // The magic's own line is the first.
            first: 2,
            quiet: false,
            reads: None,
            writes: None,
            outputs: Vec::new(),
            options: Vec::new(),
            arguments: Vec::new(),
        };
        while let Some(word) = words.next() {
            let mut list = || words.next().map_or_else(|| usage(format!("argument {word}: expected one argument")), Ok);
            match word.as_str() {
                "--" => break,
                "-q" => found.quiet = true,
                "-i" => found.reads = Some(list()?),
                "--write" => found.writes = Some(list()?),
                "-o" => found.outputs = lend::names(Some(&list()?))?,
                "-c" | "-S" | "-E" | "-shared" => {
                    return usage(format!("%%c makes a program and runs it: the option {word} is none for a cell"));
                }
                _ => found.options.push(word),
            }
        }
        found.arguments = words.collect();
        Ok(found)
    }

    /// Whether the cell is statements rather than a program.
    fn has_variables(&self) -> bool {
        self.reads.is_some() || self.writes.is_some() || !self.outputs.is_empty()
    }
}

/// A cell that was compiled.
pub enum Compiled {
    /// A program with the arguments of its line.
    Whole(Program, Vec<String>),
    /// Statements with the variables that they see and the names that they leave.
    Statements(Program, Vec<Argument>, Vec<String>),
}

/// Compiles a cell.
///
/// # Errors
/// An error in its line or its text; no compiler; an interrupt.
pub fn compiled(state: &State, interp: &mut Interp, line: Line, body: &str) -> Result<Compiled> {
    if !line.has_variables() {
        let text = format!("#line {} \"cell\"\n{body}\n", line.first);
        let unit = Unit { text: &text, options: &line.options, companion: ("lines.c", include_str!("lines.c")) };
        return Ok(Compiled::Whole(compile::compile(state, &unit)?, line.arguments));
    }
    if split::parts(body).iter().any(|p| p.outside && p.defines("main")) {
        return usage("with -i, -o or --write a %%c cell is statements: it has no main");
    }
    let arguments = lend::arguments(interp, line.reads.as_deref(), line.writes.as_deref(), false)?;
    let program = statements::compile(state, &arguments, &line.outputs, (body, line.first), &line.options)?;
    Ok(Compiled::Statements(program, arguments, line.outputs))
}

fn c(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = Line::read(&magic.line)?;
    let quiet = line.quiet;
    let compiled = compiled(state, interp, line, magic.body.as_deref().unwrap_or_default())?;
    let mut shown = Shown { state, mid_line: false };
    let mut output = |stream, text: &str| shown.take(stream, text);
    let (program, ran) = match &compiled {
        Compiled::Whole(program, arguments) => (program, run_whole(state, &program.path, arguments, &mut output)?),
        Compiled::Statements(program, arguments, outputs) => {
            let mut running = Running::start(state, program, arguments)?;
            let ran = running.run(1, &mut output);
            let ran = ran.and_then(|ran| running.finish(&mut output).map(|()| ran));
            // What was written before a crash was written.
            lend::bring_back(arguments)?;
            let (seconds, values) = ran?;
            if values.len() < outputs.len() {
                return Err(returned(outputs));
            }
            for (name, value) in outputs.iter().zip(values) {
                interp.globals.insert(name.as_str().into(), value);
            }
            lend::report(state, "C", arguments);
            (program, seconds)
        }
    };
    if !quiet {
        let compiled = match program.seconds {
            Some(seconds) => format!("compiled in {}", format_time(seconds, 3)),
            None => "compiled before".into(),
        };
        let start = if shown.mid_line { "\n" } else { "" };
        state.print(format!("{start}{compiled}, ran in {}\n", format_time(ran, 3)));
    }
    Ok(Value::None)
}

/// The statements left their function.
fn returned(outputs: &[String]) -> Raise {
    let names = outputs.join(", ");
    Raise::new(&exc::RUNTIME_ERROR, format!("the statements returned before their end: {names} have no values"))
}

/// Runs a program to its end; the seconds that it took, its start included.
///
/// # Errors
/// How it ended, if not well; an interrupt.
pub fn run_whole(
    state: &State,
    program: &Path,
    arguments: &[String],
    output: &mut dyn FnMut(Stream, &str),
) -> Result<f64> {
    let path = program.to_string_lossy();
    let words: Vec<&str> = std::iter::once(&*path).chain(arguments.iter().map(String::as_str)).collect();
    let start = Instant::now();
    match process::run(state, &Job { words: &words, input: "", one_stream: false }, output)? {
        Some(0) => Ok(start.elapsed().as_secs_f64()),
        code => Err(ended::error("the program failed", "it", code.unwrap_or(127))),
    }
}

/// Output on its way to the front.
struct Shown<'s> {
    state: &'s State,
    /// Whether standard output is in the midst of a line.
    mid_line: bool,
}

impl Shown<'_> {
    fn take(&mut self, stream: Stream, text: &str) {
        if text.is_empty() {
            return;
        }
        if stream == Stream::Stdout {
            self.mid_line = !text.ends_with('\n');
        }
        self.state.emit(Event::Stream { stream, text: text.into() });
    }
}
