//! Exceptions as IPython shows them: the frames with their source lines, an arrow, the expression highlighted, the name
//! and the text.

mod mode;
mod pieces;

pub use mode::Mode;

use super::event::ErrorReport;
use crate::lang::error::{Exception, Frame, Raise};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::{Param, ParamKind};
use crate::syntax::{Source, SyntaxError};
use pieces::{Context, Row};
use std::collections::HashMap;
use std::rc::Rc;

const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const CYAN: &str = "\x1b[36m";
const RESET: &str = "\x1b[0m";
const MARK: &str = "\x1b[43m";
const UNMARK: &str = "\x1b[49m";
/// The width of a frame's line numbers.
const NUMBER: usize = 7;
/// The width of the rule above a traceback.
const WIDTH: usize = 75;
/// A frame that stands in a traceback more often than this is counted.
const SHOWN: usize = 3;

/// So many exceptions that led to each other are shown.
pub const MOST_CHAINED: usize = 16;

/// A parse error as an exception with its place.
pub fn syntax_error(e: &SyntaxError, source: &Rc<Source>) -> Raise {
    let kind = match e.kind {
        "IndentationError" => &exc::INDENTATION_ERROR,
        "TabError" => &exc::TAB_ERROR,
        "RecursionError" => &exc::RECURSION_ERROR,
        _ => &exc::SYNTAX_ERROR,
    };
    Raise::new(kind, e.message.clone()).at(source, e.span, &Rc::from("<module>"))
}

/// The exception as a front shows it.
pub fn report(interp: &mut Interp, raise: &Raise, mode: Mode) -> ErrorReport {
    let e = &raise.0;
    let evalue = interp.str(&Value::Exception(e.clone())).unwrap_or_default();
    let ename = e.kind.name.to_string();
    let place = e.traceback.borrow().first().filter(|_| raise.is(&exc::SYNTAX_ERROR)).cloned();
    if let Some(f) = place {
        let (line, _) = f.source.line_col(f.span.start);
        let traceback = vec![format!("{}{}\n", syntax_frame(&f, line), headline(e, &evalue))];
        return ErrorReport { ename, evalue: format!("{evalue} ({}, line {line})", f.source.name), traceback };
    }
    let traceback = match mode {
        Mode::Minimal => vec![format!("{}\n", headline(e, &evalue))],
        Mode::Plain => plain(e, &evalue),
        Mode::Context | Mode::Verbose => {
            let mut lines = vec![format!("{RED}{}{RESET}", "-".repeat(WIDTH))];
            chain(interp, e, &mut lines, 0);
            lines
        }
    };
    ErrorReport { ename, evalue, traceback }
}

/// The frames with one line each, without colours.
fn plain(e: &Exception, evalue: &str) -> Vec<String> {
    let mut lines = vec!["Traceback (most recent call last):\n".to_string()];
    for f in e.traceback.borrow().iter().rev() {
        let (line, _) = f.source.line_col(f.span.start);
        let within = if &*f.name == "<module>" { String::new() } else { format!(" in {}", f.name) };
        lines.push(format!("  {}, line {line}{within}\n    {}\n", f.source.name, f.source.line(line).trim()));
    }
    lines.push(format!("{}: {evalue}\n", e.kind.name));
    lines
}

/// What can be said of an exception without asking it.
pub fn bare(raise: &Raise) -> ErrorReport {
    let e = &raise.0;
    let evalue = e.args.first().and_then(Value::as_str).unwrap_or_default().to_string();
    ErrorReport { ename: e.kind.name.to_string(), traceback: vec![headline(e, &evalue)], evalue }
}

fn headline(e: &Exception, evalue: &str) -> String {
    format!("{RED}{}{RESET}: {evalue}", e.kind.name)
}

/// The line with a caret below its first wrong character.
fn syntax_frame(f: &Frame, line: usize) -> String {
    let text = f.source.line(line);
    let from = (f.span.start as usize).saturating_sub(line_start(&f.source.text, line)).min(text.len());
    let indent = text.len() - text.trim_start().len();
    let before = text.get(indent..from.max(indent)).unwrap_or("");
    let lead: String = before.chars().map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
    format!("  {CYAN}{}, line {line}{RESET}\n    {}\n    {lead}{RED}^{RESET}\n", f.source.name, text.trim())
}

/// The frames of an exception and its text, after those of what caused it.
fn chain(interp: &mut Interp, e: &Rc<Exception>, out: &mut Vec<String>, depth: usize) {
    if let Some((earlier, link)) = e.earlier().filter(|_| depth < MOST_CHAINED) {
        chain(interp, &earlier, out, depth + 1);
        out.push(format!("\n{link}\n"));
    }
    let name = e.kind.name;
    let head = "Traceback (most recent call last)";
    let pad = WIDTH.saturating_sub(name.len() + head.len());
    out.push(format!("{RED}{name}{RESET}{}{head}", " ".repeat(pad)));
    // Of an exception that led to another IPython shows fewer lines.
    let context = if depth == 0 { Context { before: 2, after: 2 } } else { Context { before: 1, after: 1 } };
    frames(&e.traceback.borrow(), context, out);
    let text = interp.str(&Value::Exception(e.clone())).unwrap_or_default();
    out.push(headline(e, &text));
    out.extend(e.notes(interp));
}

/// What tells whether two frames are the same place.
type Place = (usize, u32, Rc<str>, usize);

fn place(f: &Frame) -> Place {
    let code = f.function.as_ref().map_or(0, |g| Rc::as_ptr(&g.code) as usize);
    (Rc::as_ptr(&f.source) as usize, code as u32, f.name.clone(), f.source.line_col(f.span.start).0)
}

/// Outermost first. Of a frame that comes more than three times in a run (a recursion) the first two and the last are
/// shown, the others counted.
fn frames(frames: &[Frame], context: Context, out: &mut Vec<String>) {
    let frames: Vec<&Frame> = frames.iter().rev().collect();
    let places: Vec<Place> = frames.iter().map(|f| place(f)).collect();
    let mut counts: HashMap<&Place, usize> = HashMap::new();
    places.iter().for_each(|p| *counts.entry(p).or_default() += 1);
    let common: Vec<bool> = places.iter().map(|p| counts[p] > SHOWN).collect();
    let mut shown = vec![true; frames.len()];
    let mut start = 0;
    while start < frames.len() {
        let end = (start..frames.len()).find(|&i| common[i] != common[start]).unwrap_or(frames.len());
        if common[start] {
            hide(&places[start..end], &mut shown[start..end]);
        }
        start = end;
    }
    let mut i = 0;
    while i < frames.len() {
        let end = (i..frames.len()).find(|&j| shown[j] != shown[i]).unwrap_or(frames.len());
        match shown[i] {
            true => out.extend(frames[i..end].iter().map(|f| frame(f, context))),
            false => out.push(skipped(&frames[i..end], &places[i..end])),
        }
        i = end;
    }
}

/// Leaves of each place in a run the first two and the last.
fn hide(places: &[Place], shown: &mut [bool]) {
    for (i, p) in places.iter().enumerate() {
        let earlier = places[..i].iter().filter(|q| *q == p).take(2).count();
        shown[i] = earlier < 2 || !places[i + 1..].contains(p);
    }
}

fn skipped(frames: &[&Frame], places: &[Place]) -> String {
    let mut counts: Vec<(&Place, &Frame, usize)> = Vec::new();
    for (p, f) in places.iter().zip(frames) {
        match counts.iter_mut().find(|(q, ..)| *q == p) {
            Some((.., n)) => *n += 1,
            None => counts.push((p, f, 1)),
        }
    }
    counts.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.2.cmp(&b.0.2)));
    let words: Vec<String> =
        counts.iter().map(|(p, f, n)| format!("{} at line {} ({n} times)", f.qualname(), p.3)).collect();
    format!("    {RED}[... skipping similar frames: {}]{RESET}\n", words.join(", "))
}

fn frame(f: &Frame, context: Context) -> String {
    let (line, _) = f.source.line_col(f.span.start);
    let within = match &*f.name {
        "<module>" => String::new(),
        _ => format!(", in {CYAN}{}{}{RESET}", f.qualname(), parameters(f)),
    };
    let mut out = format!("{GREEN}{}{RESET}, line {GREEN}{line}{RESET}{within}\n", f.source.name);
    let rows = pieces::rows(&f.source.text, line, context);
    let indent = pieces::indent(&f.source, &rows);
    for row in rows {
        match row {
            Row::Gap => out += &format!("{GREEN}   (...){RESET}"),
            Row::Line(n) => {
                let text = marked(f, n, indent);
                out += &match n == line {
                    true => format!("{GREEN}{}> {n}{RESET} {text}\n", "-".repeat(NUMBER.saturating_sub(digits(n) + 2))),
                    false => format!("{CYAN}{n:>NUMBER$}{RESET} {text}\n"),
                }
            }
        }
    }
    out
}

/// `(a, *args)`, of a comprehension the iterator that it takes.
fn parameters(f: &Frame) -> String {
    let Some(g) = f.function.as_ref().filter(|g| *g.code.name == *f.name) else { return "(.0)".into() };
    let of = |kinds: &[ParamKind], stars: &str| -> Vec<String> {
        let wanted = g.code.params.iter().filter(|p: &&Param| kinds.contains(&p.kind));
        wanted.map(|p| format!("{stars}{}", p.name)).collect()
    };
    let mut names = of(&[ParamKind::PositionalOnly, ParamKind::Normal], "");
    names.extend(of(&[ParamKind::KeywordOnly], ""));
    names.extend(of(&[ParamKind::VarArgs], "*"));
    names.extend(of(&[ParamKind::VarKeywords], "**"));
    format!("({})", names.join(", "))
}

fn digits(n: usize) -> usize {
    n.to_string().len()
}

/// A line without the indent that all have in common, the frame's expression highlighted.
fn marked(f: &Frame, n: usize, indent: usize) -> String {
    let text = f.source.line(n);
    let start = line_start(&f.source.text, n);
    let code = text.len() - text.trim_start().len();
    let from = (f.span.start as usize).saturating_sub(start).clamp(code.min(text.len()), text.len());
    let to = (f.span.end as usize).saturating_sub(start).clamp(from, text.trim_end().len().max(from));
    let cut = |a: usize, b: usize| text.get(a.max(indent)..b.max(indent)).unwrap_or("");
    match from < to {
        true => format!("{}{MARK}{}{UNMARK}{}", cut(0, from), cut(from, to), cut(to, text.len())),
        false => cut(0, text.len()).to_string(),
    }
}

fn line_start(text: &str, line: usize) -> usize {
    text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum()
}
