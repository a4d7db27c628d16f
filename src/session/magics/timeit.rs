//! `%timeit` and `%%timeit`, as IPython's, with a line on the memory that each loop used.

use super::Row;
use super::options;
use crate::engine::mem::buffer::Buffer;
use crate::engine::mem::speed;
use crate::engine::observe;
use crate::lang::Raise;
use crate::lang::error::Result;
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Table, Type, attribute};
use crate::lang::value::Value;
use crate::session::native::contender::{self, Contender, Section};
use crate::session::shell::State;
use crate::session::timer::{Clock, Timer};
use crate::syntax::ast::Magic;
use std::any::Any;
use std::time::Instant;

/// The getopt description.
const OPTIONS: &str = "n:r:tcp:qov:";
const DEFAULT_REPEAT: i64 = 7;
const DEFAULT_PRECISION: i64 = 3;

/// The magics of this file.
pub static ROWS: &[Row] = &[Row {
    name: "timeit",
    line: true,
    cell: true,
    doc: "%timeit [-n<N> -r<R> [-t|-c] -q -p<P> [-o|-v <V>]] statement\n\
          %%timeit [options] setup code\n\
          code to time\n\n\
          Times a statement: -n loops (found automatically if left out or 0), -r repeats (7), -t wall clock (the default), \
          -c CPU time, -p digits (3), -q prints nothing, -o returns a TimeitResult, -v stores it in a variable. \
          A second line tells what each loop allocated and copied, and how fast.",
    run: timeit,
}];

/// What `%timeit -o` returns.
pub struct TimeitResult {
    loops: u64,
    precision: usize,
    /// Seconds of each run of `loops` loops.
    runs: Vec<f64>,
    /// Seconds that reading the code took.
    compile_time: f64,
}

impl TimeitResult {
    fn timings(&self) -> Vec<f64> {
        self.runs.iter().map(|t| t / self.loops as f64).collect()
    }

    fn average(&self) -> f64 {
        let timings = self.timings();
        timings.iter().sum::<f64>() / timings.len() as f64
    }

    /// The population's standard deviation.
    fn stdev(&self) -> f64 {
        let (timings, mean) = (self.timings(), self.average());
        (timings.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / timings.len() as f64).sqrt()
    }

    fn best(&self) -> f64 {
        self.timings().into_iter().fold(f64::INFINITY, f64::min)
    }

    fn worst(&self) -> f64 {
        self.timings().into_iter().fold(0.0, f64::max)
    }

    /// `1.2 ms ± 3 μs per loop (mean ± std. dev. of 7 runs, 1,000 loops each)`
    pub fn text(&self) -> String {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        format!(
            "{} ± {} per loop (mean ± std. dev. of {} run{}, {} loop{} each)",
            format_time(self.average(), self.precision),
            format_time(self.stdev(), self.precision),
            self.runs.len(),
            plural(self.runs.len()),
            with_commas(self.loops),
            plural(self.loops as usize),
        )
    }
}

static TIMEIT_RESULT: Type =
    Type::new("TimeitResult", "IPython.core.magics.execution", &[&crate::lang::registry::OBJECT], timeit_result_table);

fn timeit_result_table() -> Table {
    fn of(v: &Value) -> Result<&TimeitResult> {
        v.downcast().ok_or_else(|| Raise::type_error("not a TimeitResult"))
    }
    Table {
        doc: "Object returned by the timeit magic with info about the run.",
        attributes: vec![
            attribute("loops", "Loops of each run.", |_, v| Ok(Value::Int(of(v)?.loops as i64))),
            attribute("repeat", "How many runs.", |_, v| Ok(Value::Int(of(v)?.runs.len() as i64))),
            attribute("average", "Mean seconds per loop.", |_, v| Ok(Value::Float(of(v)?.average()))),
            attribute("stdev", "Standard deviation, seconds per loop.", |_, v| Ok(Value::Float(of(v)?.stdev()))),
            attribute("compile_time", "Seconds that reading the code took.", |_, v| {
                Ok(Value::Float(of(v)?.compile_time))
            }),
            attribute("_precision", "Digits shown.", |_, v| Ok(Value::Int(of(v)?.precision as i64))),
            attribute("best", "Least seconds per loop.", |_, v| Ok(Value::Float(of(v)?.best()))),
            attribute("worst", "Most seconds per loop.", |_, v| Ok(Value::Float(of(v)?.worst()))),
            attribute("all_runs", "Seconds of each run.", |_, v| {
                Ok(Value::list(of(v)?.runs.iter().map(|&t| Value::Float(t)).collect()))
            }),
            attribute("timings", "Seconds per loop of each run.", |_, v| {
                Ok(Value::list(of(v)?.timings().into_iter().map(Value::Float).collect()))
            }),
        ],
        ..Table::default()
    }
}

impl Object for TimeitResult {
    fn type_(&self) -> &'static Type {
        &TIMEIT_RESULT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        let address = std::ptr::from_ref(self) as usize;
        Ok(format!("<IPython.core.magics.execution.TimeitResult object at {address:#x}>"))
    }

    fn str(&self, _: &mut Interp) -> Result<String> {
        Ok(self.text())
    }
}

fn timeit(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let o = options::parse(&magic.line, OPTIONS)?;
    let (setup, body) = match &magic.body {
        None => ("", o.rest.as_str()),
        Some(body) => (o.rest.as_str(), body.as_str()),
    };
    if body.trim().is_empty() && magic.body.is_none() {
        return Ok(Value::None);
    }
    let repeat = o.int('r', DEFAULT_REPEAT)?;
    if repeat < 1 {
        return Err(Raise::value_error("min() arg is an empty sequence"));
    }
    let (number, precision) = (o.int('n', 0)?, o.int('p', DEFAULT_PRECISION)?.max(1) as usize);
    let start = Instant::now();
    let mut timed = match contender::native(body) {
        Some((name, ..)) if o.has('c') || !setup.is_empty() => {
            return super::usage(format!("%%timeit over %%{name} takes no set-up code and reads no CPU time"));
        }
        Some(_) => Timed::Native(state, native(state, interp, body)?),
        None => Timed::Code(Timer::new(interp, setup, body, if o.has('c') { Clock::Cpu } else { Clock::Wall })?),
    };
    let compile_time = start.elapsed().as_secs_f64();
    let was = std::mem::replace(&mut interp.trace.on, false);
    let logging = observe::record(false);
    let (first, live) = (Buffer::next_id(), observe::totals().live);
    let measured = measure(interp, &mut timed, number, repeat, precision);
    if observe::totals().live == live {
        // How many loops ran differs from run to run; the numbers of the buffers after them must not.
        Buffer::rewind_ids(first);
    }
    observe::record(logging);
    interp.trace.on = was;
    let (mut result, used) = measured?;
    result.compile_time = compile_time;
    if !o.has('q') {
        print_result(state, &result, &used);
    }
    if let Some(name) = o.get('v') {
        interp.globals.insert(name.into(), Value::object(result));
        return Ok(Value::None);
    }
    Ok(if o.has('o') { Value::object(result) } else { Value::None })
}

/// What is timed.
enum Timed<'s> {
    Code(Timer),
    Native(&'s State, Contender),
}

impl Timed<'_> {
    fn run(&mut self, interp: &mut Interp, loops: u64) -> Result<f64> {
        match self {
            Timed::Code(timer) => timer.run(interp, loops),
            Timed::Native(state, contender) => Ok(contender.time(state, interp, loops)?.0),
        }
    }
}

/// Native code made ready: its compilation is not timed.
fn native(state: &State, interp: &mut Interp, body: &str) -> Result<Contender> {
    let section = Section { name: String::new(), text: body.to_string(), line: 1 };
    Contender::new(state, interp, &section)?.map_err(|why| Raise::new(&exc::FILE_NOT_FOUND_ERROR, why))
}

/// Bytes that one loop used.
struct Used {
    allocated: u64,
    copied: u64,
    moved: u64,
}

fn measure(
    interp: &mut Interp,
    timer: &mut Timed<'_>,
    number: i64,
    repeat: i64,
    precision: usize,
) -> Result<(TimeitResult, Used)> {
    let mut loops = number.max(0) as u64;
    if loops == 0 {
        for k in 0..10 {
            loops = 10u64.pow(k);
            if timer.run(interp, loops)? >= 0.2 {
                break;
            }
        }
    }
    let before = observe::totals();
    let runs = (0..repeat).map(|_| timer.run(interp, loops)).collect::<Result<Vec<f64>>>()?;
    let after = observe::totals();
    let each = |a: u64, b: u64| (b - a) / (loops * repeat as u64).max(1);
    let copied = each(before.copied, after.copied);
    let used = Used {
        allocated: each(before.allocated, after.allocated),
        copied,
        // A copy reads and writes each of its bytes.
        moved: each(before.read + before.written, after.read + after.written) + 2 * copied,
    };
    Ok((TimeitResult { loops, precision, runs, compile_time: 0.0 }, used))
}

fn print_result(state: &State, result: &TimeitResult, used: &Used) {
    let (best, worst) = (result.best(), result.worst());
    if worst > 4.0 * best && best > 0.0 && worst > 1e-6 {
        state.print(format!(
            "The slowest run took {:.2} times longer than the fastest. This could mean that an intermediate result is being cached.\n",
            worst / best
        ));
    }
    state.print(format!("{}\n", result.text()));
    if used.allocated + used.copied + used.moved > 0 {
        state.print(format!("{}\n", memory_line(used, result.average())));
    }
}

/// `allocated 800 MB, copied 800 MB per loop: 4.2 GB/s (copying on this machine: 11 GB/s)`
fn memory_line(used: &Used, seconds: f64) -> String {
    let mut text = format!("allocated {}, copied {} per loop", format_bytes(used.allocated), format_bytes(used.copied));
    if used.moved > 0 && seconds > 0.0 {
        let here = used.moved as f64 / seconds / 1e9;
        text += &format!(
            "; {} GB/s read and written (copying on this machine: {} GB/s)",
            digits(here, 3),
            digits(speed::copy_gb_per_s(), 3)
        );
    }
    text
}

/// A number of bytes with a decimal unit, as `nbytes / 10**6` has it.
pub fn format_bytes(n: u64) -> String {
    match n {
        0..1000 => format!("{n} bytes"),
        1000..1_000_000 => format!("{} kB", digits(n as f64 / 1e3, 3)),
        1_000_000..1_000_000_000 => format!("{} MB", digits(n as f64 / 1e6, 3)),
        _ => format!("{} GB", digits(n as f64 / 1e9, 3)),
    }
}

/// Seconds as IPython writes them: `1.6 s`, `63.2 μs`, `1h 1min 1s`.
pub fn format_time(seconds: f64, precision: usize) -> String {
    if seconds >= 60.0 {
        let mut left = seconds;
        let mut parts = Vec::new();
        for (suffix, length) in [("d", 86_400.0), ("h", 3600.0), ("min", 60.0), ("s", 1.0)] {
            let value = (left / length).trunc();
            if value > 0.0 {
                left %= length;
                parts.push(format!("{value:.0}{suffix}"));
            }
            if left < 1.0 {
                break;
            }
        }
        return parts.join(" ");
    }
    let order = if seconds > 0.0 { (-(seconds.log10().floor() as i64).div_euclid(3)).min(3) } else { 3 };
    let (unit, scale) = [("s", 1.0), ("ms", 1e3), ("μs", 1e6), ("ns", 1e9)][order.max(0) as usize];
    format!("{} {unit}", digits(seconds * scale, precision))
}

/// C's `%.*g`.
fn digits(x: f64, precision: usize) -> String {
    if x == 0.0 || !x.is_finite() {
        return format!("{x}");
    }
    let scientific = format!("{x:.*e}", precision.max(1) - 1);
    let exponent: i32 = scientific.split_once('e').and_then(|(_, e)| e.parse().ok()).unwrap_or(0);
    let trim =
        |s: &str| if s.contains('.') { s.trim_end_matches('0').trim_end_matches('.').to_string() } else { s.into() };
    if exponent < -4 || exponent >= precision as i32 {
        let mantissa = trim(scientific.split('e').next().unwrap_or(""));
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{mantissa}e{sign}{:02}", exponent.abs());
    }
    trim(&format!("{x:.*}", (precision as i32 - 1 - exponent).max(0) as usize))
}

fn with_commas(n: u64) -> String {
    let text = n.to_string();
    let mut out = String::new();
    for (i, ch) in text.chars().enumerate() {
        if i > 0 && (text.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(ch);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_ipython_writes_them() {
        // Recorded from IPython.core.magics.execution._format_time.
        for (seconds, text) in [
            (0.0, "0 ns"),
            (1.234e-9, "1.23 ns"),
            (4.5678e-7, "457 ns"),
            (1e-6, "1 μs"),
            (0.0123456, "12.3 ms"),
            (0.9999, "1e+03 ms"),
            (1.5, "1.5 s"),
            (59.99, "60 s"),
            (61.0, "1min 1s"),
            (3661.5, "1h 1min 1s"),
            (90061.0, "1d 1h 1min 1s"),
        ] {
            assert_eq!(format_time(seconds, 3), text, "{seconds}");
        }
    }
}
