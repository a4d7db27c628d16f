//! Logical lines put together to blocks, by their indentation.

use super::ast::{
    Expr, Function, FunctionScope, Handler, Ident, Literal, Magic, Module, NameRef, Slot, Stmt, StmtKind,
};
use super::ast::{ExprKind, Param};
use super::layout::{Layout, Line, layout};
use super::parse::{Content, Failure, Head, HeadKind, MAX_DEPTH, line};
use super::span::Span;
use super::token::TokenKind;
use super::{SyntaxError, diagnose, refuse, scope};
use std::rc::Rc;

type Result<T> = std::result::Result<T, SyntaxError>;

/// A line of more tokens than this may have brackets only so deep.
const MAX_TOKENS: usize = 100_000;
const MAX_LEVEL: u16 = 60;

/// The tree of a cell or file, scopes resolved.
pub fn module(source: &str) -> Result<Module> {
    if let Some(module) = cell_magic(source) {
        return Ok(module);
    }
    let mut builder = Builder { source, layout: layout(source)?, at: 0, silent: false };
    let body = builder.block(0)?;
    let mut module = Module { body, scope: FunctionScope::default(), silent: builder.silent };
    scope::resolve(&mut module)?;
    Ok(module)
}

/// A cell that begins with `%%` is one magic with a body.
pub fn cell_magic(source: &str) -> Option<Module> {
    let blank: usize = source.split_inclusive('\n').take_while(|l| l.trim().is_empty()).map(str::len).sum();
    let text = source[blank..].strip_prefix("%%")?;
    let first = text.split_inclusive('\n').next()?;
    let head = first.trim_end();
    if head.ends_with('?') {
        return None;
    }
    let name = head.split_whitespace().next()?;
    if !head.starts_with(name) {
        return None;
    }
    let line = head[name.len()..].trim_start();
    let start = blank + 2;
    let body_start = start + first.len();
    let magic = Magic {
        name: name.into(),
        line: line.into(),
        line_start: (start + head.len() - line.len()) as u32,
        body: Some(source[body_start..].into()),
        body_start: body_start as u32,
    };
    let span = Span::new(blank, source.len());
    Some(Module { body: vec![Stmt { kind: StmtKind::Magic(magic), span }], ..Module::default() })
}

struct Builder<'s> {
    source: &'s str,
    layout: Layout,
    /// The next line.
    at: usize,
    silent: bool,
}

impl Builder<'_> {
    /// The lines that stand at `depth`, up to one that stands further out.
    fn block(&mut self, depth: usize) -> Result<Vec<Stmt>> {
        let mut body = Vec::new();
        while let Some(line) = self.layout.lines.get(self.at) {
            if line.depth < depth {
                break;
            }
            if line.depth > depth {
                let span = line.span();
                let span = Span { start: span.start.saturating_sub(1), ..span };
                return indentation_error(span, "unexpected indent".into());
            }
            let first = line.span();
            match self.content()? {
                Content::Simple(statements, silent) => {
                    body.extend(statements);
                    self.silent = silent && depth == 0;
                }
                Content::Head(head) => {
                    body.push(self.compound(head, depth, first)?);
                    self.silent = false;
                }
            }
        }
        Ok(body)
    }

    /// Reads the next line.
    fn content(&mut self) -> Result<Content> {
        let line_index = self.at;
        let current = &self.layout.lines[line_index];
        refuse::check(self.source, current)?;
        too_deep(self.source, current)?;
        let escape = current.tokens.first().is_some_and(|token| token.kind == TokenKind::Escape);
        self.at += 1;
        line(self.source, current.span(), escape).map_err(|failure| {
            let last = line_index + 1 == self.layout.lines.len();
            match (failure, self.layout.unclosed) {
                (Failure::Stopped(at), Some((bracket, span)))
                    if last && reaches_end(self.source, current, span, at) =>
                {
                    let incomplete = current.tokens.iter().all(|token| token.span.end as usize <= at);
                    SyntaxError { incomplete, ..syntax_error(span, format!("'{bracket}' was never closed")) }
                }
                (Failure::Stopped(at), _) => diagnose::line(self.source, current, at),
                (Failure::Error(error), _) => error,
            }
        })
    }

    /// The first token of the next line, or the end of the text.
    fn next_token(&self) -> Span {
        let end = self.source.trim_end().len();
        let line = self.layout.lines.get(self.at);
        line.and_then(|line| line.tokens.first()).map_or(Span::new(end, end), |token| token.span)
    }

    /// The statements under a head.
    fn suite(&mut self, head: &mut Head, what: &str, depth: usize) -> Result<Vec<Stmt>> {
        if !head.body.is_empty() {
            return Ok(std::mem::take(&mut head.body));
        }
        if self.layout.lines.get(self.at).is_none_or(|line| line.depth <= depth) {
            let number = 1 + self.source[..head.span.start as usize].matches('\n').count();
            let message = format!("expected an indented block after {what} on line {number}");
            let incomplete = self.layout.lines.get(self.at).is_none();
            return indentation_error(self.next_token(), message).map_err(|e| SyntaxError { incomplete, ..e });
        }
        self.block(depth + 1)
    }

    /// The next line's head, if it stands at `depth` and begins with one of these words.
    fn clause(&mut self, depth: usize, words: &[&str]) -> Result<Option<Head>> {
        let Some(line) = self.layout.lines.get(self.at) else { return Ok(None) };
        let word = line.tokens.first().map_or("", |token| token.span.text(self.source));
        if line.depth != depth || !words.contains(&word) {
            return Ok(None);
        }
        match self.content()? {
            Content::Head(head) => Ok(Some(head)),
            Content::Simple(..) => Ok(None),
        }
    }

    fn orelse(&mut self, depth: usize) -> Result<Vec<Stmt>> {
        match self.clause(depth, &["else"])? {
            Some(mut head) => self.suite(&mut head, "'else' statement", depth),
            None => Ok(Vec::new()),
        }
    }

    fn compound(&mut self, mut head: Head, depth: usize, first: Span) -> Result<Stmt> {
        let start = head.span.start;
        let kind = std::mem::replace(&mut head.kind, HeadKind::Else);
        let kind = match kind {
            HeadKind::If(test) => return self.conditional(test, head, depth),
            HeadKind::While(test) => {
                let body = self.suite(&mut head, "'while' statement", depth)?;
                StmtKind::While { test, body, orelse: self.orelse(depth)? }
            }
            HeadKind::For(target, iter) => {
                let body = self.suite(&mut head, "'for' statement", depth)?;
                StmtKind::For { target, iter, body, orelse: self.orelse(depth)? }
            }
            HeadKind::With(items) => {
                let body = self.suite(&mut head, "'with' statement", depth)?;
                StmtKind::With { items, body }
            }
            HeadKind::Try => self.try_statement(&mut head, depth)?,
            HeadKind::Def(name, params) => self.function(name, params, &mut head, depth)?,
            HeadKind::Elif(_) | HeadKind::Else | HeadKind::Except(..) | HeadKind::Finally => {
                let word = self.source[start as usize..].find(|c: char| !c.is_alphabetic()).unwrap_or(0);
                return Err(syntax_error(Span { start, end: start + word as u32 }, "invalid syntax".into()));
            }
        };
        let end = last_end(&kind).unwrap_or(first.end);
        Ok(Stmt { kind, span: Span { start, end } })
    }

    /// `if` with its `elif`s, which nest.
    fn conditional(&mut self, test: Expr, mut head: Head, depth: usize) -> Result<Stmt> {
        let body = self.suite(&mut head, "'if' statement", depth)?;
        let mut arms = vec![(head.span.start, test, body)];
        let mut orelse = Vec::new();
        while let Some(mut head) = self.clause(depth, &["elif", "else"])? {
            match std::mem::replace(&mut head.kind, HeadKind::Else) {
                HeadKind::Elif(test) => {
                    let body = self.suite(&mut head, "'elif' statement", depth)?;
                    arms.push((head.span.start, test, body));
                }
                _ => {
                    orelse = self.suite(&mut head, "'else' statement", depth)?;
                    break;
                }
            }
        }
        let mut inner: Option<Stmt> = None;
        for (start, test, body) in arms.into_iter().rev() {
            orelse.extend(inner.take());
            let end = orelse.last().or(body.last()).map_or(start, |stmt| stmt.span.end);
            let kind = StmtKind::If { test, body, orelse: std::mem::take(&mut orelse) };
            inner = Some(Stmt { kind, span: Span { start, end } });
        }
        inner.ok_or_else(|| syntax_error(head.span, "invalid syntax".into()))
    }

    fn try_statement(&mut self, head: &mut Head, depth: usize) -> Result<StmtKind> {
        let body = self.suite(head, "'try' statement", depth)?;
        let mut handlers: Vec<Handler> = Vec::new();
        while let Some(mut head) = self.clause(depth, &["except"])? {
            if let HeadKind::Except(kind, name) = std::mem::replace(&mut head.kind, HeadKind::Else) {
                let body = self.suite(&mut head, "'except' statement", depth)?;
                let end = body.last().map_or(head.span.end, |stmt| stmt.span.end);
                let name = name.map(|name| NameRef { name, slot: Slot::Global });
                handlers.push(Handler { kind, name, body, span: Span { start: head.span.start, end } });
            }
        }
        let orelse = if handlers.is_empty() { Vec::new() } else { self.orelse(depth)? };
        let finalbody = match self.clause(depth, &["finally"])? {
            Some(mut head) => self.suite(&mut head, "'finally' statement", depth)?,
            None => Vec::new(),
        };
        if handlers.is_empty() && finalbody.is_empty() {
            let incomplete = self.layout.lines.get(self.at).is_none();
            let error = syntax_error(self.next_token(), "expected 'except' or 'finally' block".into());
            return Err(SyntaxError { incomplete, ..error });
        }
        Ok(StmtKind::Try { body, handlers, orelse, finalbody })
    }

    fn function(&mut self, name: Ident, params: Vec<Param>, head: &mut Head, depth: usize) -> Result<StmtKind> {
        let body = self.suite(head, "function definition", depth)?;
        let end = body.last().map_or(head.span.end, |stmt| stmt.span.end);
        let span = Span { start: head.span.start, end };
        let bind = NameRef { name: name.clone(), slot: Slot::Global };
        let doc = docstring(&body);
        Ok(StmtKind::FunctionDef(Rc::new(Function {
            name,
            bind,
            params,
            body,
            doc,
            span,
            scope: FunctionScope::default(),
        })))
    }
}

/// Whether CPython reads so far that it notices the open bracket: to the end, or beyond the bracket's own line.
fn reaches_end(source: &str, line: &Line, bracket: Span, at: usize) -> bool {
    let last = line.tokens.last().map_or(0, |token| token.span.start as usize);
    let token =
        line.tokens.iter().find(|token| token.span.end as usize > at).map_or(at, |token| token.span.start as usize);
    token >= last || source.get(bracket.start as usize..token).is_some_and(|between| between.contains('\n'))
}

/// Lambdas nest without brackets, and long chains may stand within many brackets: the layout does not bound these.
fn too_deep(source: &str, line: &Line) -> Result<()> {
    let lambdas = line.tokens.iter().filter(|token| token.span.text(source) == "lambda").count();
    let level = line.tokens.iter().map(|token| token.level).max().unwrap_or_default();
    if lambdas <= MAX_DEPTH && (level <= MAX_LEVEL || line.tokens.len() <= MAX_TOKENS) {
        return Ok(());
    }
    let message = "maximum recursion depth exceeded during compilation";
    Err(SyntaxError::new("RecursionError", message, line.span()))
}

fn syntax_error(span: Span, message: String) -> SyntaxError {
    SyntaxError::new("SyntaxError", message, span)
}

fn indentation_error<T>(span: Span, message: String) -> Result<T> {
    Err(SyntaxError::new("IndentationError", message, span))
}

fn docstring(body: &[Stmt]) -> Option<String> {
    match &body.first()?.kind {
        StmtKind::Expr(Expr { kind: ExprKind::Literal(Literal::Str(text)), .. }) => Some(text.to_string()),
        _ => None,
    }
}

/// Where the last statement of a compound statement ends.
fn last_end(kind: &StmtKind) -> Option<u32> {
    let last = match kind {
        StmtKind::While { body, orelse, .. } | StmtKind::For { body, orelse, .. } => orelse.last().or(body.last()),
        StmtKind::With { body, .. } => body.last(),
        StmtKind::FunctionDef(function) => return Some(function.span.end),
        StmtKind::Try { body, handlers, orelse, finalbody } => {
            let handler = handlers.last().map(|handler| handler.span.end);
            let after = finalbody.last().or(orelse.last()).map(|stmt| stmt.span.end);
            return after.or(handler).or(body.last().map(|stmt| stmt.span.end));
        }
        _ => None,
    };
    last.map(|stmt| stmt.span.end)
}
