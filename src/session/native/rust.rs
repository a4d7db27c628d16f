//! `%%rust`: Rust as a cell, on variables of the session; what it defines stays for the cells after it.

use super::helper::{self, Done};
use super::lend::{self, Access, Argument, Given};
use super::values;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::event::{Event, Stream};
use crate::session::magics::timeit::format_time;
use crate::session::magics::{Row, arguments, usage};
use crate::session::shell::State;
use crate::syntax::ast::Magic;
use rustix::fs::{MemfdFlags, memfd_create};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::os::fd::AsRawFd;

/// `%%rust`.
pub const ROW: Row = Row {
    name: "rust",
    line: false,
    cell: true,
    doc: "%%rust [-q] [-i names] [-o names] [--write names]\n…\n\n\
          Compiles and runs Rust (through evcxr, with -O3 for this processor) in a process of its own. Functions, types and \
          variables stay for the next %%rust cell, `:dep name = \"version\"` adds a crate, and the value of a last expression \
          is shown. -i gives variables of the session: arrays as slices with .shape() and .strides(), ints as i64, floats as \
          f64, bools and strings; --write arrays that the cell may write to. -o names variables of Rust whose values the \
          session gets: numbers, bools, strings, vectors and slices of numbers. Says how long compiling and running took; \
          -q does not. What the compiler finds wrong, a panic and a crash are errors of the cell; a crash also loses the \
          variables of earlier cells.",
    run: rust,
};

/// What stands on the magic's line.
pub struct Line {
    quiet: bool,
    reads: Option<String>,
    writes: Option<String>,
    outputs: Vec<String>,
}

impl Line {
    /// # Errors
    /// `UsageError`.
    pub fn read(line: &str) -> Result<Line> {
        let flags: &[arguments::Flag] = &[(&["-q"], false), (&["-i"], true), (&["-o"], true), (&["--write"], true)];
        let found = arguments::parse(line, flags)?;
        found.at_most(0)?;
        let text = |name| found.get(name).map(String::from);
        Ok(Line {
            quiet: found.has("-q"),
            reads: text("-i"),
            writes: text("--write"),
            outputs: lend::names(found.get("-o"))?,
        })
    }

    /// The variables that it gives.
    ///
    /// # Errors
    /// As [`lend::slices`].
    pub fn arguments(&self, interp: &mut Interp) -> Result<Vec<Argument>> {
        lend::slices(interp, self.reads.as_deref(), self.writes.as_deref())
    }

    /// The one variable of Rust that is its result, if it names one.
    ///
    /// # Errors
    /// `UsageError`: it names several.
    pub fn result(&self) -> Result<Option<&str>> {
        match &self.outputs[..] {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            _ => usage("%%rust that is timed has one result: name one variable with -o"),
        }
    }
}

fn rust(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = Line::read(&magic.line)?;
    let arguments = line.arguments(interp)?;
    let way_back = File::from(memfd_create("ravel", MemfdFlags::CLOEXEC).map_err(|e| broken(&e.into()))?);
    let code = code(&arguments, &line.outputs, &path_of(&way_back), magic.body.as_deref().unwrap_or_default());
    let mut mid_line = false;
    let ran = helper::with(state, |helper| {
        helper.run(&code, &mut |stream, text| {
            if stream == Stream::Stdout && !text.is_empty() {
                mid_line = !text.ends_with('\n');
            }
            state.emit(Event::Stream { stream, text: text.into() });
        })
    });
    lend::bring_back(&arguments)?;
    let done = ran?;
    let values = returned(way_back)?;
    for (name, value) in line.outputs.iter().zip(values) {
        interp.globals.insert(name.as_str().into(), value);
    }
    lend::report(state, "Rust", &arguments);
    show(state, &done, line.quiet, mid_line);
    Ok(Value::None)
}

fn show(state: &State, done: &Done, quiet: bool, mid_line: bool) {
    let mut text = String::from(if mid_line { "\n" } else { "" });
    if let Some(value) = &done.text {
        text += &format!("{value}\n");
    }
    if !quiet {
        text += &format!("compiled in {}, ran in {}\n", format_time(done.compile, 3), format_time(done.run, 3));
    }
    if !text.trim().is_empty() {
        state.print(text);
    }
}

/// The cell with its variables before it, on one line so that its own are counted as in the cell, and what it gives after.
fn code(arguments: &[Argument], outputs: &[String], way_back: &str, body: &str) -> String {
    let before: String = arguments.iter().map(declaration).collect();
    let body = body.trim_end();
    if outputs.is_empty() {
        return format!("{before}\n{body}");
    }
    let names: Vec<String> = outputs.iter().map(|o| format!("&{o}")).collect();
    format!("{before}\n{body}\n;ravel::give({way_back:?}, &[{}]);", names.join(", "))
}

/// The variable that an argument is in Rust.
pub fn declaration(a: &Argument) -> String {
    let name = &a.name;
    match &a.given {
        Given::Array(view, loan, Access { writes, offset }) => {
            let kind = rust_type(view.dtype().to_string().as_str());
            let (array, lent, mutable) = if *writes { ("ArrayMut", "lent_mut", "mut ") } else { ("Array", "lent", "") };
            let (path, len, shape) = (loan.path(), loan.len, view.shape());
            format!(
                "#[allow(unused_mut)] let {mutable}{name}: ravel::{array}<{kind}> = \
                 ravel::{lent}({path:?}, {len}, {offset}, &{shape:?}, {writes}); "
            )
        }
        Given::Int(n) => format!("let {name}: i64 = {n}; "),
        Given::Bool(b) => format!("let {name}: bool = {b}; "),
        Given::Float(x) => format!("let {name}: f64 = f64::from_bits({:#x}); ", x.to_bits()),
        Given::Text(s) => format!("let {name}: String = {s:?}.to_string(); "),
    }
}

/// The Rust type of an element: of a bool its byte, which in shared memory can be any.
fn rust_type(dtype: &str) -> String {
    match dtype {
        "bool" => "u8".into(),
        _ => dtype.replace("uint", "u").replace("float", "f").replace("int", "i"),
    }
}

fn path_of(file: &File) -> String {
    format!("/proc/{}/fd/{}", std::process::id(), file.as_raw_fd())
}

/// The values that came back.
fn returned(mut file: File) -> Result<Vec<Value>> {
    let mut bytes = Vec::new();
    file.rewind().and_then(|()| file.read_to_end(&mut bytes)).map_err(|e| broken(&e))?;
    values::read_all(&bytes)
}

fn broken(e: &io::Error) -> Raise {
    Raise::new(&exc::OS_ERROR, format!("%%rust: {e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_cell() {
        let given = [("n", Given::Int(3)), ("x", Given::Float(0.5)), ("s", Given::Text("a\"b".into()))];
        let arguments: Vec<_> = given.into_iter().map(|(name, given)| Argument { name: name.into(), given }).collect();
        let found = code(&arguments, &["y".into()], "/p", "let y = n;\n");
        let lines: Vec<&str> = found.lines().collect();
        assert!(
            lines[0].contains("let s: String = \"a\\\"b\".to_string();") && lines[0].contains("0x3fe0000000000000")
        );
        assert_eq!(lines[1..], ["let y = n;", ";ravel::give(\"/p\", &[&y]);"]);
        assert_eq!(rust_type("uint8") + &rust_type("int64") + &rust_type("float32"), "u8i64f32");
    }
}
