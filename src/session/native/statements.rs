//! C statements on variables of the session: made into a function, compiled together with `harness.c`, and run in a
//! process of their own as often as they are asked to.

use super::compile::{self, Program, Unit};
use super::lend::{Access, Argument, Given};
use super::{ended, lend, split};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::value::Value;
use crate::session::event::Stream;
use crate::session::magics::process::Process;
use crate::session::shell::State;

/// What the statements see, and what their function calls: `harness.c` defines it.
const DECLARATIONS: &str = "\
#include <stdbool.h>
#include <stdint.h>
struct ravel_given {
    void *data;
    const char *text;
    long long integer;
    double number;
    long ndim, size, shape[64], strides[64];
};
struct ravel_given *ravel_given(int);
void ravel_begin(void), ravel_end(void), ravel_truth(int), ravel_number(double), ravel_text(const char *);
void ravel_integer(long long), ravel_natural(unsigned long long);
#define RAVEL_OUT(x) _Generic((x), bool: ravel_truth, float: ravel_number, double: ravel_number, \\
    char: ravel_integer, signed char: ravel_integer, short: ravel_integer, int: ravel_integer, long: ravel_integer, \\
    long long: ravel_integer, unsigned char: ravel_natural, unsigned short: ravel_natural, unsigned: ravel_natural, \\
    unsigned long: ravel_natural, unsigned long long: ravel_natural, char *: ravel_text, const char *: ravel_text)(x)
";

/// The text of a cell's statements, which begin on line `first`, as a C file.
pub fn text(arguments: &[Argument], outputs: &[String], (body, first): (&str, usize)) -> String {
    let (outside, inside): (Vec<_>, Vec<_>) = split::parts(body).into_iter().partition(|p| p.outside);
    let at = |p: &split::Part<'_>| format!("#line {} \"cell\"\n{}\n", p.line + first, p.text);
    let head = format!("#line {} \"cell\"\n", first - 1);
    let mut out = String::from(DECLARATIONS);
    out.extend(outside.iter().map(at));
    out += &format!("{head}void ravel_cell(void) {{\n");
    for (n, a) in arguments.iter().enumerate() {
        out += &declaration(n, a);
    }
    out += "    ravel_begin();\n";
    out.extend(inside.iter().map(at));
    out += &head;
    // What is asked for is there before the clock is read.
    out.extend(outputs.iter().map(|o| format!("__asm__ volatile(\"\" : : \"m\"({o}) : \"memory\");\n{head}")));
    out += "ravel_end();\n";
    out.extend(outputs.iter().map(|o| format!("{head}RAVEL_OUT({o});\n")));
    out + "}\n"
}

/// The variable that an argument is in C; of an array also its size, shape and strides.
fn declaration(n: usize, a: &Argument) -> String {
    let name = &a.name;
    let given = format!("ravel_given({n})");
    match &a.given {
        Given::Array(view, _, Access { writes, .. }) => {
            let (kind, constant) = (lend::c_type(view.dtype()).unwrap_or("void"), if *writes { "" } else { "const " });
            format!(
                "    {constant}{kind} *const {name} = {given}->data; (void) {name};\n    \
                 const long {name}_size = {given}->size, {name}_ndim = {given}->ndim; (void) {name}_size; (void) {name}_ndim;\n    \
                 const long *const {name}_shape = {given}->shape, *const {name}_strides = {given}->strides; \
                 (void) {name}_shape; (void) {name}_strides;\n"
            )
        }
        Given::Int(_) => format!("    const int64_t {name} = {given}->integer; (void) {name};\n"),
        Given::Bool(_) => format!("    const bool {name} = {given}->integer; (void) {name};\n"),
        Given::Float(_) => format!("    const double {name} = {given}->number; (void) {name};\n"),
        Given::Text(_) => format!("    const char *const {name} = {given}->text; (void) {name};\n"),
    }
}

/// Compiles the statements.
///
/// # Errors
/// As [`compile::compile`].
pub fn compile(
    state: &State,
    arguments: &[Argument],
    outputs: &[String],
    body: (&str, usize),
    options: &[String],
) -> Result<Program> {
    let text = text(arguments, outputs, body);
    compile::compile(state, &Unit { text: &text, options, companion: HARNESS })
}

/// What is linked with the statements.
const HARNESS: (&str, &str) = ("harness.c", include_str!("harness.c"));

/// Statements that were compiled, in a process that waits for requests.
pub struct Running {
    process: Option<Process>,
}

/// Takes output of the native code.
pub type Output<'o> = &'o mut dyn FnMut(Stream, &str);

impl Running {
    /// Starts the process and hands it its arguments.
    ///
    /// # Errors
    /// The system's.
    pub fn start(state: &State, program: &Program, arguments: &[Argument]) -> Result<Running> {
        let path = program.path.to_string_lossy();
        let started = Process::start_linked(state, &[&path]).and_then(|mut process| {
            let lines: String = arguments.iter().map(|a| wire(&a.given)).collect();
            process.send(&format!("{lines}go\n"))?;
            Ok(process)
        });
        let process = started.map_err(|e| Raise::new(&exc::OS_ERROR, format!("the program can't be started: {e}")))?;
        Ok(Running { process: Some(process) })
    }

    /// Runs the statements so many times; the seconds that they took, and the values after the last.
    ///
    /// # Errors
    /// How the process ended, if it did; an interrupt.
    pub fn run(&mut self, runs: u64, output: Output<'_>) -> Result<(f64, Vec<Value>)> {
        let reply = match &mut self.process {
            Some(process) => {
                // A process that is gone shows when it is attended to.
                let _ = process.send(&format!("{runs}\n"));
                process.attend(output)?
            }
            None => None,
        };
        match reply {
            Some(line) => read(&line).ok_or_else(|| Raise::new(&exc::RUNTIME_ERROR, format!("not an answer: {line}"))),
            None => {
                let code = self.process.take().map_or(-1, Process::code);
                Err(ended::error("the native code failed", "it", code))
            }
        }
    }

    /// Lets the process end by itself, and waits for the rest of its output.
    ///
    /// # Errors
    /// How it ended, if not well; an interrupt.
    pub fn finish(mut self, output: Output<'_>) -> Result<()> {
        let Some(mut process) = self.process.take() else { return Ok(()) };
        process.hang_up();
        while process.attend(output)?.is_some() {}
        match process.code() {
            0 => Ok(()),
            code => Err(ended::error("the native code failed", "it", code)),
        }
    }
}

/// An argument as `harness.c` reads it.
fn wire(given: &Given) -> String {
    match given {
        Given::Array(view, loan, Access { writes, offset }) => {
            let numbers: Vec<String> = view
                .shape()
                .iter()
                .map(ToString::to_string)
                .chain(view.strides().iter().map(ToString::to_string))
                .collect();
            let (rank, size) = (view.rank(), view.size());
            let path = loan.path();
            format!("a {path} {} {} {offset} {rank} {size} {}\n", loan.len, u8::from(*writes), numbers.join(" "))
        }
        Given::Int(n) => format!("i {n}\n"),
        Given::Bool(b) => format!("b {}\n", u8::from(*b)),
        // Rust writes the shortest digits that read back as the same float.
        Given::Float(x) => format!("f {x:?}\n"),
        Given::Text(s) => format!("s {}\n", s.bytes().map(|b| format!("{b:02x}")).collect::<String>()),
    }
}

/// An answer of `harness.c`.
fn read(line: &str) -> Option<(f64, Vec<Value>)> {
    let mut words = line.split(' ');
    let seconds = hex_float(words.next()?)?;
    let value = |word: &str| {
        let (kind, text) = word.split_once(':')?;
        Some(match kind {
            "d" => Value::Float(hex_float(text)?),
            "i" => Value::Int(text.parse().ok()?),
            "u" => Value::big(text.parse().ok()?),
            "b" => Value::Bool(text == "1"),
            _ => Value::str(String::from_utf8_lossy(&bytes(text)?)),
        })
    };
    Some((seconds, words.map(value).collect::<Option<_>>()?))
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
}

/// C's `%a`: `-0x1.8p+1`, `inf`, `nan`.
fn hex_float(text: &str) -> Option<f64> {
    let (sign, rest) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let Some(digits) = rest.strip_prefix("0x") else { return rest.parse::<f64>().ok().map(|x| sign * x) };
    let (mantissa, exponent) = digits.split_once('p')?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let bits = u64::from_str_radix(&format!("{whole}{fraction}"), 16).ok()?;
    let exponent: i32 = exponent.parse().ok()?;
    // At most 53 bits: exact. The scaling is in two steps, since a subnormal's factor is none by itself.
    let shift = exponent - 4 * fraction.len() as i32;
    let half = shift / 2;
    Some(sign * bits as f64 * 2f64.powi(half) * 2f64.powi(shift - half))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_as_c_writes_them() {
        for (text, value) in [
            ("0x1.8p+1", 3.0),
            ("-0x1p-3", -0.125),
            ("0x0p+0", 0.0),
            ("0x1.fffffffffffffp+1023", f64::MAX),
            ("0x0.0000000000001p-1022", 5e-324),
            ("0x1.999999999999ap-4", 0.1),
            ("inf", f64::INFINITY),
            ("-inf", f64::NEG_INFINITY),
        ] {
            assert_eq!(hex_float(text), Some(value), "{text}");
        }
        assert!(hex_float("-nan").is_some_and(f64::is_nan) && hex_float("0xz").is_none());
    }

    #[test]
    fn answers() {
        let (seconds, values) = read("0x1p-1 i:-5 b:1 s:c3a9 s:").unwrap_or_default();
        assert_eq!(seconds, 0.5);
        assert!(matches!(&values[..], [Value::Int(-5), Value::Bool(true), Value::Str(s), Value::Str(e)]
            if s.as_str() == "é" && e.as_str().is_empty()));
    }
}
