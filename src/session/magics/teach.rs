//! `%%trace` and `%%predict`: a cell told step by step, and a learner's expectations beside what happens.

use super::time::{parse, run_here};
use super::{Row, usage};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::trace::Trace;
use crate::lang::value::Value;
use crate::report::predict::{CLAIMS, Claim, Verdict, verdicts};
use crate::report::{self, Rendered, model, words};
use crate::session::display;
use crate::session::event::Event;
use crate::session::shell::State;
use crate::syntax::ast::{Magic, Module};
use crate::syntax::{Source, Span};
use std::rc::Rc;

/// The magics of this file.
pub static ROWS: &[Row] = &[
    Row {
        name: "trace",
        line: false,
        cell: true,
        doc: "%%trace [N]\ncode\n\nRuns the cell and tells it step by step (the first N steps, 40 unless told): each \
              sub-expression in the order in which it ran, where its memory came from, and a picture of it.",
        run: trace,
    },
    Row {
        name: "predict",
        line: false,
        cell: true,
        doc: "%%predict [--lenient]\nb = a[:, ::2]   # view of a, strides (32, 16)\n\n\
              Runs the cell and compares what comments at the ends of statements predict with what is observed: \
              `view [of NAME]`, `copy [of NAME]`, `new`, `same object`, `in place`, `no array`, `shape (…)`, `strides (…)`, \
              `offset N`, `dtype NAME`, `N bytes`, `C-contiguous`, `F-contiguous`, `not contiguous`, `read-only`, `writeable`. \
              A wrong prediction is an AssertionError, unless the comment begins with `wrong:` or the line says `--lenient`.",
        run: predict,
    },
];

/// How many steps a story tells unless it is told otherwise.
const STEPS: usize = 40;

/// Runs the code with everything recorded; the finished trace, the cell, and how the code ended.
fn recorded(interp: &mut Interp, magic: &Magic, steps: usize) -> Result<(Trace, Rc<Source>, Module, Result<Value>)> {
    let (source, module) = parse(interp, magic)?;
    let depth = interp.depth + 1;
    interp.trace.begin(&source, depth);
    interp.trace.story = steps;
    let parsed = (source, module);
    let ran = run_here(interp, &parsed);
    interp.trace.finish();
    // The cell's own report would say it all again.
    let trace = std::mem::take(&mut interp.trace);
    Ok((trace, parsed.0, parsed.1, ran))
}

fn show(state: &State, rendered: Rendered) {
    state.emit(Event::Display { data: display::rendered(rendered), id: None, update: false });
}

fn trace(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let steps = match magic.line.trim() {
        "" => STEPS,
        text => match text.parse() {
            Ok(n) => n,
            Err(_) => return usage(format!("%%trace takes a number of steps, not '{text}'")),
        },
    };
    let (trace, source, _, ran) = recorded(interp, magic, steps)?;
    match report::story(&trace, &source) {
        Some(story) => show(state, story),
        None => state.print("no array was touched\n"),
    }
    ran
}

fn predict(state: &State, interp: &mut Interp, magic: &Magic) -> Result<Value> {
    let lenient = match magic.line.trim() {
        "" => false,
        "--lenient" => true,
        other => return usage(format!("%%predict knows only --lenient, not '{other}'")),
    };
    let (trace, source, module, ran) = recorded(interp, magic, 0)?;
    let value = ran?;
    let rows = model::Report::new(&trace, &source).map_or_else(Vec::new, |r| r.rows);
    let found = judged(&source, &module, &rows)?;
    if found.is_empty() {
        return usage(format!(
            "%%predict found no prediction: end a statement with a comment such as `# view of a, shape (3, 2)`; known: {CLAIMS}"
        ));
    }
    show(state, verdicts(&found));
    let wrong = found.iter().filter(|v| v.right == v.meant).count();
    if wrong > 0 && !lenient {
        let verb = if wrong == 1 { "is" } else { "are" };
        let text = format!("{wrong} of {} predictions {verb} not what was observed", found.len());
        return Err(Raise::new(&exc::ASSERTION_ERROR, text));
    }
    Ok(value)
}

/// A verdict on each claim of each statement that ends with a comment.
fn judged(source: &Source, module: &Module, rows: &[model::Row]) -> Result<Vec<Verdict>> {
    let mut spans: Vec<Span> = module.body.iter().map(|s| s.span).chain(rows.iter().map(|r| r.span)).collect();
    // Of a loop and its last statement, which end together, the comment is the statement's.
    spans.sort_by_key(|s| (s.end, s.start));
    spans.reverse();
    spans.dedup_by_key(|s| s.end);
    spans.reverse();
    let mut found = Vec::new();
    for span in spans {
        let Some(comment) = comment_after(&source.text, span) else { continue };
        let line = source.line_col(span.end).0;
        let (meant, claims) = match comment.strip_prefix("wrong:") {
            Some(rest) => (true, rest),
            None => (false, comment),
        };
        let claims = match Claim::parse_all(claims) {
            Ok(claims) => claims,
            Err(part) => return usage(format!("line {line}: '{part}' is no prediction; known: {CLAIMS}")),
        };
        let row = rows.iter().find(|r| r.span == span);
        for claim in claims {
            let (right, observed) = claim.check(row);
            let why = row.and_then(|r| words::reason(&r.origin)).map(ToString::to_string);
            let statement = span.text(&source.text).split_whitespace().collect::<Vec<_>>().join(" ");
            found.push(Verdict { source: statement, line, claim: claim.text, right, meant, observed, why });
        }
    }
    Ok(found)
}

/// The comment that ends the line on which a statement ends.
fn comment_after(text: &str, span: Span) -> Option<&str> {
    let rest = text.get(span.end as usize..)?.lines().next()?;
    let comment = rest.trim_start_matches([' ', '\t', ';']).strip_prefix('#')?;
    Some(comment.trim()).filter(|c| !c.is_empty())
}
