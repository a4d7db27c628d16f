//! Exceptions as IPython shows them: the frames with their source lines, an arrow, a caret line, the name and the text.

use super::event::ErrorReport;
use crate::lang::error::{Exception, Frame, Raise};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::{Source, SyntaxError};
use std::rc::Rc;
use unicode_width::UnicodeWidthStr;

const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const CYAN: &str = "\x1b[36m";
const RESET: &str = "\x1b[0m";
/// Lines shown before and after the one that raised.
const CONTEXT: usize = 2;

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
pub fn report(interp: &mut Interp, raise: &Raise) -> ErrorReport {
    let e = &raise.0;
    let evalue = interp.str(&Value::Exception(e.clone())).unwrap_or_default();
    let is_syntax = raise.is(&exc::SYNTAX_ERROR);
    let mut traceback = Vec::new();
    if is_syntax {
        traceback.push(syntax_frame(e));
    } else {
        chain(interp, e, &mut traceback, 0);
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
            format!("  {CYAN}{}, line {line}{RESET}\n    {}\n    {}", f.source.name, text.trim_start(), caret(f, line))
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
    }
    let name = e.kind.name;
    let pad = 75usize.saturating_sub(name.len() + "Traceback (most recent call last)".len());
    out.push(format!("{RED}{}{RESET}", "-".repeat(75)));
    out.push(format!("{RED}{name}{RESET}{}Traceback (most recent call last)", " ".repeat(pad)));
    let frames = e.traceback.borrow();
    for (f, repeats) in collapse(&frames) {
        out.push(frame(f));
        if repeats > 0 {
            out.push(format!("    {CYAN}[... skipping similar frames: {repeats} times]{RESET}"));
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

fn frame(f: &Frame) -> String {
    let (line, _) = f.source.line_col(f.span.start);
    let within = if &*f.function == "<module>" { String::new() } else { format!(", in {CYAN}{}{RESET}", f.function) };
    let mut out = format!("{GREEN}{}{RESET}, line {GREEN}{line}{RESET}{within}", f.source.name);
    let last = f.source.text.lines().count();
    for n in line.saturating_sub(CONTEXT).max(1)..=(line + CONTEXT).min(last) {
        let text = f.source.line(n);
        if n == line {
            out += &format!("\n{GREEN}----> {n}{RESET} {text}");
            let carets = caret_line(f, line);
            if !carets.is_empty() {
                out += &format!("\n{}{carets}", " ".repeat(7 + digits(n)));
            }
        } else {
            out += &format!("\n{CYAN}{n:>width$}{RESET} {text}", width = 6 + digits(line));
        }
    }
    out
}

fn digits(n: usize) -> usize {
    n.to_string().len()
}

/// `^^^^` under the expression, within its first line.
fn caret_line(f: &Frame, line: usize) -> String {
    let text = f.source.line(line);
    let start = line_start(&f.source.text, line);
    let from = (f.span.start as usize).saturating_sub(start).min(text.len());
    let to = (f.span.end as usize).saturating_sub(start).clamp(from, text.len());
    let (before, marked) = (text.get(..from).unwrap_or(""), text.get(from..to).unwrap_or(""));
    let covers_all = before.trim().is_empty() && text[to.min(text.len())..].trim().is_empty();
    if covers_all && f.span.end as usize <= start + text.len() {
        return String::new();
    }
    format!("{}{RED}{}{RESET}", " ".repeat(before.width()), "^".repeat(marked.width().max(1)))
}

/// The caret line below a source line whose indent was cut off.
fn caret(f: &Frame, line: usize) -> String {
    let text = f.source.line(line);
    let start = line_start(&f.source.text, line);
    let indent = text.len() - text.trim_start().len();
    let from = (f.span.start as usize).saturating_sub(start).min(text.len()).max(indent);
    let to = (f.span.end as usize).saturating_sub(start).clamp(from, text.len());
    let before = text.get(indent..from).unwrap_or("").width();
    format!("{}{RED}{}{RESET}", " ".repeat(before), "^".repeat(text.get(from..to).unwrap_or("").width().max(1)))
}

fn line_start(text: &str, line: usize) -> usize {
    text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum()
}
