//! The frames of a traceback: the line that raised, an arrow, what stands around it, a caret line.

use crate::lang::error::Frame;
use crate::syntax;
use crate::syntax::ast::{Function, ParamKind, Stmt, StmtKind};
use std::rc::Rc;
use unicode_width::UnicodeWidthStr;

/// The width of line numbers with their arrow.
const NUMBERS: usize = 7;

/// The colour of exceptions.
pub const RED: &str = "\x1b[31m";
/// Of places.
pub const GREEN: &str = "\x1b[32m";
/// Of names.
pub const CYAN: &str = "\x1b[36m";
/// Back to none.
pub const RESET: &str = "\x1b[0m";

/// A frame with the lines around the one that raised, `context` in all, as far as they belong to the same function.
pub fn in_context(f: &Frame, context: usize) -> String {
    let (line, _) = f.source.line_col(f.span.start);
    let function = function_of(f);
    let within = match &function {
        Some(code) => format!(", in {CYAN}{}{RESET}{}", f.function, parameters(code)),
        None if &*f.function == "<module>" => String::new(),
        None => format!(", in {CYAN}{}{RESET}", f.function),
    };
    let mut out = format!("{GREEN}{}{RESET}, line {GREEN}{line}{RESET}{within}", f.source.name);
    for n in window(f, function.as_deref(), line, context) {
        let text = f.source.line(n);
        if n == line {
            out += &format!("\n{GREEN}{}{n}{RESET} {text}", arrow(NUMBERS.saturating_sub(n.to_string().len())));
            let carets = caret_line(f, line);
            if !carets.is_empty() {
                out += &format!("\n{}{carets}", " ".repeat(NUMBERS + 1));
            }
        } else {
            out += &format!("\n{CYAN}{n:>NUMBERS$}{RESET} {text}");
        }
    }
    out
}

/// A frame as `%xmode Plain` shows it.
pub fn plain(f: &Frame) -> String {
    let (line, _) = f.source.line_col(f.span.start);
    let within = if &*f.function == "<module>" { String::new() } else { format!(" in {}", f.function) };
    format!("\n  {}, line {line}{within}\n    {}", f.source.name, f.source.line(line).trim())
}

/// The lines to show: those around `line`, and more on one side where the other has too few.
fn window(f: &Frame, function: Option<&Function>, line: usize, context: usize) -> std::ops::RangeInclusive<usize> {
    let (first, last) = match function {
        None if &*f.function == "<lambda>" => (line, line),
        Some(code) => (f.source.line_col(code.span.start).0, f.source.line_col(code.span.end.saturating_sub(1)).0),
        None => (1, f.source.text.lines().count().max(1)),
    };
    let start = line.saturating_sub(context / 2).min((last + 1).saturating_sub(context)).max(first);
    start..=(start + context - 1).min(last)
}

/// `----> `, this wide.
fn arrow(width: usize) -> String {
    match width {
        0 => String::new(),
        1 => ">".into(),
        n => format!("{}> ", "-".repeat(n - 2)),
    }
}

/// The code of the function that a frame runs, found in its text.
fn function_of(f: &Frame) -> Option<Rc<Function>> {
    if &*f.function == "<module>" {
        return None;
    }
    let module = syntax::parse(&f.source.text).ok()?;
    innermost(&module.body, f)
}

fn innermost(body: &[Stmt], f: &Frame) -> Option<Rc<Function>> {
    let holds = |s: &&Stmt| s.span.start <= f.span.start && f.span.end <= s.span.end;
    let stmt = body.iter().find(holds)?;
    match &stmt.kind {
        StmtKind::FunctionDef(code) => {
            let own = (*code.name == *f.function).then(|| code.clone());
            innermost(&code.body, f).or(own)
        }
        StmtKind::If { body, orelse, .. }
        | StmtKind::While { body, orelse, .. }
        | StmtKind::For { body, orelse, .. } => innermost(body, f).or_else(|| innermost(orelse, f)),
        StmtKind::With { body, .. } => innermost(body, f),
        StmtKind::Try { body, handlers, orelse, finalbody } => {
            let handlers = handlers.iter().map(|h| &h.body[..]);
            let mut blocks = [&body[..], &orelse[..], &finalbody[..]].into_iter().chain(handlers);
            blocks.find_map(|b| innermost(b, f))
        }
        _ => None,
    }
}

/// `(a, *args, **kwargs)`
fn parameters(code: &Function) -> String {
    let names = code.params.iter().map(|p| match p.kind {
        ParamKind::VarArgs => format!("*{}", p.name),
        ParamKind::VarKeywords => format!("**{}", p.name),
        _ => p.name.to_string(),
    });
    format!("({})", names.collect::<Vec<_>>().join(", "))
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
pub fn caret(f: &Frame, line: usize) -> String {
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
