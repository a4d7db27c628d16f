//! `%%race`: several ways to compute the same thing, timed in turn and compared.

mod sections;
mod verdict;

use crate::engine::interrupt;
use crate::engine::mem::buffer::Buffer;
use crate::engine::mem::speed;
use crate::engine::observe;
use crate::lang::error::{Raise, Result};
use crate::lang::eval;
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::report::race::{self as chart, Lane};
use crate::session::display;
use crate::session::event::Event;
use crate::session::magics::timeit::format_time;
use crate::session::magics::{Row, options, usage};
use crate::session::native::contender::{Contender, Used};
use crate::session::shell::State;
use crate::session::traceback;
use crate::syntax::ast::Magic;
use crate::syntax::{self, Source};
use sections::Sections;
use std::rc::Rc;
use verdict::Tolerance;

/// `%%race`.
pub const ROW: Row = Row {
    name: "race",
    line: false,
    cell: true,
    doc: "%%race [-r<R>] [-n<N>] [--close[=rtol]] set-up code\nstatement\nstatement\n…\n\n\
          Times each statement in turn, R rounds (7) of N runs each (found automatically), and shows a chart with medians, \
          spreads, bytes allocated and copied, and GB/s beside this machine's speed of copying. The results must be equal to \
          the first one's, bit for bit, or near to it (--close, rtol 1e-9): what gives another result is out of the race. \
          Longer contenders stand below lines such as `--- name`; what stands before the first is set-up. A section that \
          begins with %%c is C: statements on the session's variables (-i), the result being what -o names, or a \
          whole program whose last line is its result. The set-up runs once, and its variables stay.",
    run: race,
};

/// Rounds unless the line says otherwise.
const ROUNDS: i64 = 7;
/// Runs of a round take at least so many seconds together.
const ROUND_SECONDS: f64 = 0.1;
const MOST_RUNS: u64 = 1_000_000;

/// What stands on the magic's line.
struct Line {
    rounds: usize,
    runs: Option<u64>,
    tolerance: Tolerance,
    setup: String,
}

impl Line {
    fn read(line: &str) -> Result<Line> {
        let mut tolerance = Tolerance::default();
        let mut rest = Vec::new();
        for word in line.split_inclusive(' ') {
            match word.trim().strip_prefix("--close") {
                Some("") => tolerance.relative = Some(1e-9),
                Some(text) => match text.strip_prefix('=').and_then(|t| t.parse().ok()) {
                    Some(rtol) => tolerance.relative = Some(rtol),
                    None => return usage(format!("--close takes a relative tolerance, as --close=1e-9, not '{text}'")),
                },
                None => rest.push(word),
            }
        }
        let found = options::parse(&rest.concat(), "r:n:")?;
        let rounds = found.int('r', ROUNDS)?.clamp(1, 10_000) as usize;
        let runs = found.int('n', 0)?;
        Ok(Line { rounds, runs: u64::try_from(runs).ok().filter(|&n| n > 0), tolerance, setup: found.rest })
    }
}

/// A contender with what it did so far.
struct Entry {
    name: String,
    contender: Contender,
    result: Value,
    out: Option<String>,
    runs: u64,
    times: Vec<f64>,
    used: Used,
}

fn race(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let line = Line::read(&magic.line)?;
    let found = Sections::read(magic.body.as_deref().unwrap_or_default(), &interp.source)?;
    let was = std::mem::replace(&mut interp.trace.on, false);
    let logging = observe::record(false);
    let ran = run(state, interp, &line, &found);
    observe::record(logging);
    interp.trace.on = was;
    let data = display::rendered(chart::chart(&ran?, |seconds| format_time(seconds, 3)));
    state.emit(Event::Display { data, id: None, update: false });
    Ok(Value::None)
}

fn run(state: &State, interp: &mut Interp, line: &Line, found: &Sections) -> Result<chart::Race> {
    for setup in [&line.setup, &found.setup] {
        set_up(interp, setup)?;
    }
    let (first, live) = (Buffer::next_id(), observe::totals().live);
    let ran = compete(state, interp, line, found);
    if observe::totals().live == live {
        // How many runs there were differs from time to time; the numbers of the buffers after them must not.
        Buffer::rewind_ids(first);
    }
    ran
}

fn compete(state: &State, interp: &mut Interp, line: &Line, found: &Sections) -> Result<chart::Race> {
    let (mut entries, mut absent) = line_up(state, interp, found)?;
    compare(interp, &mut entries, line.tolerance)?;
    let mut notes = Vec::new();
    if entries.iter().all(|e| matches!(e.result, Value::None)) {
        notes.push("no contender has a result: nothing was compared".into());
    }
    for e in entries.iter_mut().filter(|e| e.out.is_none()) {
        e.runs = match line.runs {
            Some(n) => n,
            None => enough(state, interp, &mut e.contender)?,
        };
    }
    for _ in 0..line.rounds {
        for e in entries.iter_mut().filter(|e| e.out.is_none()) {
            breathe()?;
            let (seconds, used) = e.contender.time(state, interp, e.runs)?;
            e.times.push(seconds / e.runs as f64);
            e.used = used.each(e.runs);
        }
    }
    if !steady(state, interp, &mut entries)? {
        notes.push(format!(
            "{} gives another result now: a contender has changed what the set-up made",
            entries[0].name
        ));
    }
    let mut lanes: Vec<Lane> = entries.into_iter().map(lane).collect();
    lanes.append(&mut absent);
    Ok(chart::Race { lanes, rounds: line.rounds, copying: speed::copy_gb_per_s(), notes })
}

/// Runs the set-up among the session's variables.
fn set_up(interp: &mut Interp, text: &str) -> Result<()> {
    let source = Rc::new(Source { name: "<set-up>".into(), text: text.to_string() });
    let module = syntax::parse(text).map_err(|e| traceback::syntax_error(&e, &source))?;
    eval::exec_module(interp, &source, &module).map(drop)
}

/// Makes the contenders ready and lets each run once, for its result. Those that can't run here are lanes of their own.
fn line_up(state: &State, interp: &mut Interp, found: &Sections) -> Result<(Vec<Entry>, Vec<Lane>)> {
    let (mut entries, mut absent) = (Vec::new(), Vec::new());
    for section in &found.contenders {
        breathe()?;
        let mut contender = match Contender::new(state, interp, section)? {
            Ok(contender) => contender,
            Err(why) => {
                absent.push(no_show(&section.name, why));
                continue;
            }
        };
        let result = contender.result(state, interp)?;
        let used = Used::default();
        let name = section.name.clone();
        entries.push(Entry { name, contender, result, out: None, runs: 1, times: Vec::new(), used });
    }
    if entries.is_empty() {
        return usage("%%race has no contender: write one statement in each line, or sections below `--- name`");
    }
    Ok((entries, absent))
}

fn no_show(name: &str, why: String) -> Lane {
    Lane { name: name.into(), seconds: (0.0, 0.0, 0.0), memory: None, moved: 0, timed: String::new(), out: Some(why) }
}

fn compare(interp: &mut Interp, entries: &mut [Entry], tolerance: Tolerance) -> Result<()> {
    let Some((first, others)) = entries.split_first_mut() else { return Ok(()) };
    for e in others {
        e.out = verdict::difference(interp, &first.result, &e.result, tolerance)?
            .map(|what| format!("{what}, unlike {}", first.name));
    }
    Ok(())
}

/// Whether the first contender still gives the result that it gave.
fn steady(state: &State, interp: &mut Interp, entries: &mut [Entry]) -> Result<bool> {
    let Some(first) = entries.first_mut() else { return Ok(true) };
    let again = first.contender.result(state, interp)?;
    Ok(verdict::difference(interp, &first.result, &again, Tolerance::default())?.is_none())
}

/// How many runs make a round.
fn enough(state: &State, interp: &mut Interp, contender: &mut Contender) -> Result<u64> {
    let mut runs = 1;
    loop {
        breathe()?;
        let (seconds, _) = contender.time(state, interp, runs)?;
        if seconds >= ROUND_SECONDS || runs >= MOST_RUNS {
            return Ok(runs);
        }
        let more = (ROUND_SECONDS / seconds.max(1e-9) * runs as f64).ceil() as u64;
        runs = more.clamp(runs + 1, runs * 10).min(MOST_RUNS);
    }
}

fn lane(e: Entry) -> Lane {
    let mut times = e.times;
    times.sort_by(f64::total_cmp);
    let middle = times.len() / 2;
    let median = match times.len() {
        0 => 0.0,
        n if n.is_multiple_of(2) => f64::midpoint(times[middle - 1], times[middle]),
        _ => times[middle],
    };
    let ends = (times.first().copied().unwrap_or(0.0), times.last().copied().unwrap_or(0.0));
    Lane {
        name: e.name,
        seconds: (median, ends.0, ends.1),
        memory: e.contender.observed().then_some((e.used.allocated, e.used.copied)),
        moved: e.used.moved,
        timed: e.contender.timed().into(),
        out: e.out,
    }
}

fn breathe() -> Result<()> {
    if interrupt::requested() {
        interrupt::clear();
        return Err(Raise::with_args(&exc::KEYBOARD_INTERRUPT, vec![]));
    }
    Ok(())
}
