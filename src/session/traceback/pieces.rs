//! Which lines of a source a frame shows. A source is split into pieces (a simple statement with all its lines, or the
//! head of a compound one); shown are the one that runs and a few pieces of the same function before and after it.

use crate::syntax::ast::{Stmt, StmtKind};
use crate::syntax::{self, Source, Span};
use std::ops::Range;

/// A longer piece is shown without its middle.
const MAX_LINES: usize = 6;

/// How many pieces are shown around the one that runs.
#[derive(Clone, Copy)]
pub struct Context {
    /// Before it.
    pub before: usize,
    /// After it.
    pub after: usize,
}

/// What is shown in one row.
pub enum Row {
    /// This line.
    Line(usize),
    /// Some lines are left out.
    Gap,
}

/// The rows of the frame that runs `line`.
pub fn rows(text: &str, line: usize, context: Context) -> Vec<Row> {
    let (pieces, scope) = split(text, line);
    let pieces: Vec<Range<usize>> =
        pieces.into_iter().filter(|p| scope.start <= p.start && p.end <= scope.end).collect();
    let Some(at) = pieces.iter().position(|p| p.contains(&line)) else { return vec![Row::Line(line)] };
    let mut rows = Vec::new();
    for (i, piece) in pieces.iter().enumerate().take(at + context.after + 1).skip(at.saturating_sub(context.before)) {
        if i == at || piece.len() <= MAX_LINES {
            rows.extend(piece.clone().map(Row::Line));
        } else {
            rows.extend((piece.start..piece.start + 3).map(Row::Line));
            rows.push(Row::Gap);
            rows.extend((piece.end - 2..piece.end).map(Row::Line));
        }
    }
    rows
}

/// The indent that all shown lines have in common, in bytes.
pub fn indent(source: &Source, rows: &[Row]) -> usize {
    let lines = rows.iter().filter_map(|row| match row {
        Row::Line(n) => Some(source.line(*n)).filter(|text| !text.trim().is_empty()),
        Row::Gap => None,
    });
    let indents = lines.map(|text| &text[..text.len() - text.trim_start().len()]);
    let common = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    indents.reduce(|a, b| &a[..common(a, b)]).map_or(0, str::len)
}

/// The pieces of the source and the lines of the innermost function that runs `line`.
fn split(text: &str, line: usize) -> (Vec<Range<usize>>, Range<usize>) {
    let count = text.lines().count();
    let whole = 1..count + 1;
    let Ok(module) = syntax::parse(text) else { return (whole.clone().map(|n| n..n + 1).collect(), whole) };
    let lines = Lines::new(text);
    let mut found = Vec::new();
    raw(&lines, &[&module.body], whole.clone(), &mut found);
    let scope = scope(&lines, &module.body, line).unwrap_or(whole);
    (clean(text, found), scope)
}

/// Where lines begin.
struct Lines(Vec<u32>);

impl Lines {
    fn new(text: &str) -> Lines {
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1);
        Lines(std::iter::once(0).chain(ends).collect())
    }

    fn number(&self, at: u32) -> usize {
        self.0.partition_point(|&start| start <= at)
    }

    fn range(&self, span: Span) -> Range<usize> {
        self.number(span.start)..self.number(span.end.saturating_sub(1).max(span.start)) + 1
    }
}

/// A statement or an `except` clause: where it stands, and the statements within.
struct Block<'a> {
    span: Span,
    bodies: Vec<&'a [Stmt]>,
    handlers: &'a [crate::syntax::ast::Handler],
    after: Vec<&'a [Stmt]>,
}

fn block(stmt: &Stmt) -> Block<'_> {
    let (mut bodies, mut handlers, mut after): (Vec<&[Stmt]>, &[_], Vec<&[Stmt]>) = (Vec::new(), &[], Vec::new());
    match &stmt.kind {
        StmtKind::If { body, orelse, .. }
        | StmtKind::While { body, orelse, .. }
        | StmtKind::For { body, orelse, .. } => {
            bodies = vec![body, orelse];
        }
        StmtKind::With { body, .. } => bodies = vec![body],
        StmtKind::FunctionDef(f) => bodies = vec![&f.body],
        StmtKind::Try { body, handlers: clauses, orelse, finalbody } => {
            (bodies, handlers, after) = (vec![&body[..]], clauses, vec![&orelse[..], &finalbody[..]]);
        }
        _ => {}
    }
    Block { span: stmt.span, bodies, handlers, after }
}

fn raw(lines: &Lines, bodies: &[&[Stmt]], within: Range<usize>, out: &mut Vec<Range<usize>>) {
    let mut start = within.start;
    bodies.iter().for_each(|body| statements(lines, body, &mut start, out));
    out.push(start..within.end);
}

fn statements(lines: &Lines, body: &[Stmt], start: &mut usize, out: &mut Vec<Range<usize>>) {
    let mut last = None;
    for stmt in body {
        let range = lines.range(stmt.span);
        // Statements of one line are one piece.
        if last.replace(range.clone()) != Some(range.clone()) {
            inner(lines, &block(stmt), range, start, out);
        }
    }
}

fn inner(lines: &Lines, block: &Block<'_>, range: Range<usize>, start: &mut usize, out: &mut Vec<Range<usize>>) {
    if *start < range.start {
        out.push(*start..range.start);
    }
    let mut at = range.start;
    block.bodies.iter().for_each(|body| statements(lines, body, &mut at, out));
    for handler in block.handlers {
        let clause = Block { span: handler.span, bodies: vec![&handler.body], handlers: &[], after: Vec::new() };
        inner(lines, &clause, lines.range(clause.span), &mut at, out);
    }
    block.after.iter().for_each(|body| statements(lines, body, &mut at, out));
    if at < range.end {
        out.push(at..range.end);
    }
    *start = range.end;
}

/// Joins pieces that share a line, and cuts blank lines off.
fn clean(text: &str, found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for piece in found.into_iter().filter(|p| p.start < p.end) {
        match joined.last_mut() {
            Some(last) if piece.start < last.end => last.end = piece.end.max(last.end),
            _ => joined.push(piece),
        }
    }
    let lines: Vec<&str> = text.lines().collect();
    let blank = |n: usize| lines.get(n - 1).is_some_and(|line| line.trim().is_empty());
    let trim = |mut piece: Range<usize>| {
        while piece.start < piece.end && blank(piece.start) {
            piece.start += 1;
        }
        while piece.start < piece.end && blank(piece.end - 1) {
            piece.end -= 1;
        }
        piece
    };
    joined.into_iter().map(trim).filter(|piece| !piece.is_empty()).collect()
}

/// The lines of the innermost function around the statement that stands on `line`.
fn scope(lines: &Lines, body: &[Stmt], line: usize) -> Option<Range<usize>> {
    let stmt = body.iter().find(|stmt| lines.range(stmt.span).contains(&line))?;
    let own = block(stmt);
    let handlers = own.handlers.iter().map(|handler| &handler.body[..]);
    let mut bodies = own.bodies.iter().copied().chain(handlers).chain(own.after.iter().copied());
    let deeper = bodies.find_map(|body| scope(lines, body, line));
    let function = || match &stmt.kind {
        StmtKind::FunctionDef(f) => {
            let inside = f.body.iter().any(|s| lines.range(s.span).contains(&line));
            inside.then(|| lines.range(stmt.span))
        }
        _ => None,
    };
    deeper.or_else(function)
}
