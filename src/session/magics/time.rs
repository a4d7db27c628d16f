//! `%time`, `%%time` and `%memit`.

use super::Row;
use super::timeit::{format_bytes, format_time};
use super::usage;
use crate::engine::observe;
use crate::lang::error::Result;
use crate::lang::eval;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::session::shell::State;
use crate::session::traceback;
use crate::syntax::ast::{Magic, Module};
use crate::syntax::{self, Source};
use std::rc::Rc;
use std::time::Instant;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    Row {
        name: "time",
        line: true,
        cell: true,
        doc: "%time statement\n%%time\ncode\n\nRuns it once and shows CPU and wall time. Its variables stay.",
        run: time,
    },
    Row {
        name: "memit",
        line: true,
        cell: true,
        doc: "%memit statement\n\nRuns it once and shows the most array memory that was alive meanwhile.",
        run: memit,
    },
];

/// With it an exception is not raised, and not shown either.
const SWALLOW: &str = "--no-raise-error";

fn time(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    if let Some(rest) = magic.line.trim_start().strip_prefix(SWALLOW) {
        let line = rest.trim_start().to_string();
        let line_start = magic.line_start + (magic.line.len() - line.len()) as u32;
        let value = time(state, interp, &Magic { line, line_start, ..magic.clone() });
        return Ok(value.unwrap_or(Value::None));
    }
    if magic.body.is_some() && !magic.line.trim().is_empty() {
        return usage("Can't use statement directly after '%%time'!");
    }
    let parsed = parse(interp, magic)?;
    let (wall, cpu) = (Instant::now(), cpu_times());
    let value = run_here(interp, &parsed);
    let (wall, now) = (wall.elapsed().as_secs_f64(), cpu_times());
    let (user, sys) = (now.0 - cpu.0, now.1 - cpu.1);
    let (u, s, t) = (format_time(user, 3), format_time(sys, 3), format_time(user + sys, 3));
    state.print(format!("CPU times: user {u}, sys: {s}, total: {t}\nWall time: {}\n", format_time(wall, 3)));
    value
}

/// The code of a magic, and where it begins in its cell.
fn code_of(magic: &Magic) -> (&str, u32) {
    match &magic.body {
        Some(body) => (body, magic.body_start),
        None => {
            let indent = magic.line.len() - magic.line.trim_start().len();
            (magic.line.trim(), magic.line_start + indent as u32)
        }
    }
}

fn memit(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let parsed = parse(interp, magic)?;
    observe::reset_peak();
    let before = observe::totals().live;
    let ran = run_here(interp, &parsed);
    let peak = observe::totals().peak;
    let more = format_bytes(peak.saturating_sub(before));
    state.print(format!("peak memory of arrays: {}, increment: {more}\n", format_bytes(peak)));
    ran.map(|_| Value::None)
}

/// The code as the part of its cell where it stands, so that the memory report and tracebacks show it there. Parsing is
/// not part of what is timed.
pub fn parse(interp: &Interp, magic: &Magic) -> Result<(Rc<Source>, Module)> {
    let (code, start) = code_of(magic);
    let (source, text) = in_place(&interp.source, code, start as usize)
        .unwrap_or_else(|| (Rc::new(Source { name: "<timed exec>".into(), text: code.to_string() }), code.to_string()));
    let module = syntax::parse(&text).map_err(|e| traceback::syntax_error(&e, &source))?;
    Ok((source, module))
}

/// Runs code among the session's variables; the value of its last expression.
pub fn run_here(interp: &mut Interp, (source, module): &(Rc<Source>, Module)) -> Result<Value> {
    Ok(eval::exec_module(interp, source, module)?.unwrap_or(Value::None))
}

/// The cell, and its text with a comment instead of all that stands before the code: every span stays what it was.
fn in_place(cell: &Rc<Source>, code: &str, start: usize) -> Option<(Rc<Source>, String)> {
    let stands_there = start > 0 && cell.text.get(start..)?.starts_with(code);
    // Before a magic of its own only blank lines may stand.
    let filler = if code.trim_start().starts_with("%%") { " " } else { "#" };
    stands_there.then(|| (cell.clone(), format!("{}\n{code}", filler.repeat(start - 1))))
}

/// User and system seconds of this process.
pub fn cpu_times() -> (f64, f64) {
    use nix::sys::resource::{UsageWho, getrusage};
    let seconds = |t: nix::sys::time::TimeVal| t.tv_sec() as f64 + t.tv_usec() as f64 * 1e-6;
    getrusage(UsageWho::RUSAGE_SELF).map_or((0.0, 0.0), |u| (seconds(u.user_time()), seconds(u.system_time())))
}
