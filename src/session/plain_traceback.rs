//! Tracebacks as CPython 3.11 prints them, without colours, for scripts.

use super::traceback::MOST_CHAINED;
use crate::lang::error::{Exception, Frame, Raise};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax;
use crate::syntax::ast::{Expr, ExprKind, StmtKind};
use std::rc::Rc;

/// How often the same frame is shown before the rest is counted.
const SHOWN: usize = 3;

/// The traceback of an exception, after those of what caused it.
pub fn of(interp: &mut Interp, raise: &Raise) -> String {
    let mut out = String::new();
    exception(interp, &raise.0, &mut out, 0);
    out.trim_end_matches('\n').to_string()
}

fn exception(interp: &mut Interp, e: &Rc<Exception>, out: &mut String, depth: usize) {
    if let Some((earlier, link)) = e.earlier().filter(|_| depth < MOST_CHAINED) {
        exception(interp, &earlier, out, depth + 1);
        *out += &format!("\n{link}\n\n");
    }
    let frames = e.traceback.borrow();
    if e.kind.is_subtype(&exc::SYNTAX_ERROR) {
        frames.first().into_iter().for_each(|f| syntax_place(f, out));
    } else if !frames.is_empty() {
        *out += "Traceback (most recent call last):\n";
        self::frames(&frames, out);
    }
    let text = interp.str(&Value::Exception(e.clone())).unwrap_or_default();
    let name = e.kind.qualified_name();
    *out += &if text.is_empty() { format!("{name}\n") } else { format!("{name}: {text}\n") };
    e.notes(interp).iter().for_each(|note| *out += &format!("{note}\n"));
}

fn syntax_place(f: &Frame, out: &mut String) {
    let line = f.source.line_col(f.span.start).0;
    let text = f.source.line(line);
    let (from, to) = columns(f, line);
    let indent = text.len() - text.trim_start().len();
    let lead = text.get(indent..from.max(indent)).map_or(0, |t| t.chars().count());
    let marks = "^".repeat(text.get(from..to).map_or(1, |t| t.chars().count()).max(1));
    *out +=
        &format!("  File \"{}\", line {line}\n    {}\n    {}{marks}\n", f.source.name, text.trim(), " ".repeat(lead));
}

/// Outermost first; of a recursion the first three and the number of the others.
fn frames(frames: &[Frame], out: &mut String) {
    let mut same = 0;
    let mut before: Option<&Frame> = None;
    for f in frames.iter().rev() {
        let repeated = |b: &Frame| {
            let line = |f: &Frame| f.source.line_col(f.span.start).0;
            Rc::ptr_eq(&b.source, &f.source) && b.name == f.name && line(b) == line(f)
        };
        same = if before.is_some_and(repeated) { same + 1 } else { end_of_run(same, out) };
        before = Some(f);
        if same < SHOWN {
            *out += &frame(f);
        }
    }
    end_of_run(same, out);
}

/// Counts what was left out of a run of equal frames; the next run's count.
fn end_of_run(same: usize, out: &mut String) -> usize {
    if same >= SHOWN {
        let n = same + 1 - SHOWN;
        *out += &format!("  [Previous line repeated {n} more time{}]\n", if n == 1 { "" } else { "s" });
    }
    0
}

fn frame(f: &Frame) -> String {
    let line = f.source.line_col(f.span.start).0;
    let text = f.source.line(line);
    let mut out = format!("  File \"{}\", line {line}, in {}\n", f.source.name, f.name);
    if !text.trim().is_empty() {
        out += &format!("    {}\n", text.trim());
        if let Some(marks) = marks(f, line) {
            out += &format!("    {marks}\n");
        }
    }
    out
}

/// The byte columns of the frame's expression within its first line.
fn columns(f: &Frame, line: usize) -> (usize, usize) {
    let text = f.source.line(line);
    let start: usize = f.source.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end_of_text = text.trim_end().len();
    let from = (f.span.start as usize).saturating_sub(start).min(end_of_text);
    let to = (f.span.end as usize).saturating_sub(start).min(end_of_text).max(from);
    (from, to)
}

/// `~~^~~` below the expression; `None` where that would only repeat the line.
fn marks(f: &Frame, line: usize) -> Option<String> {
    let text = f.source.line(line);
    let (from, to) = columns(f, line);
    let indent = text.len() - text.trim_start().len();
    let segment = text.get(from..to)?;
    let lead = text.get(indent..from.max(indent))?.chars().count();
    let anchors = anchors(segment);
    if anchors.is_none() && segment.trim() == text.trim() {
        return None;
    }
    let (left, right) = anchors.unwrap_or((0, segment.len()));
    let mark = |(i, _): (usize, char)| if (left..right).contains(&i) { '^' } else { '~' };
    Some(" ".repeat(lead) + &segment.char_indices().map(mark).collect::<String>())
}

/// Where the operator of a binary operation stands, or the brackets of a subscript.
fn anchors(segment: &str) -> Option<(usize, usize)> {
    let module = syntax::parse(segment).ok()?;
    let [statement] = &module.body[..] else { return None };
    let StmtKind::Expr(e) = &statement.kind else { return None };
    match &e.kind {
        ExprKind::Binary { left, right, .. } => operator(segment, left, right),
        ExprKind::Subscript { value, .. } => {
            let open = value.span.end as usize;
            Some((open + segment.get(open..)?.find('[')?, e.span.end as usize))
        }
        _ => None,
    }
}

fn operator(segment: &str, left: &Expr, right: &Expr) -> Option<(usize, usize)> {
    let between = segment.get(left.span.end as usize..right.span.start as usize)?;
    let at = between.find(|c: char| !c.is_whitespace() && c != ')')?;
    let from = left.span.end as usize + at;
    let double = between[at..].chars().nth(1).is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '\\'));
    Some((from, from + if double { 2 } else { 1 }))
}
