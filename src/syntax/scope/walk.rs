//! A walk over a tree in the order in which CPython's symbol tables see it: defaults and the outermost iterable before
//! the scope that they are for.

use super::super::ast::{
    Arg, CompKind, Comprehension, Expr, ExprKind, FPart, Function, FunctionScope, Ident, NameRef, Param, Stmt, StmtKind,
};
use super::super::parse::MAX_DEPTH;
use super::super::span::Span;
use super::Result;
use std::rc::Rc;

/// What opens a scope.
pub enum Opened<'a> {
    /// A `def` or a `lambda`.
    Function(&'a [Param]),
    /// A generator expression.
    Generator,
    /// Another comprehension.
    Comprehension,
}

/// What to do with the names that the walk meets.
pub trait Visitor {
    /// A use of a name.
    fn load(&mut self, name: &mut NameRef, span: Span) -> Result<()>;
    /// A binding of a name.
    fn store(&mut self, name: &mut NameRef, span: Span) -> Result<()>;
    /// A binding by `:=`, which reaches out of comprehensions.
    fn walrus(&mut self, name: &mut NameRef, span: Span) -> Result<()>;
    /// `global` or `nonlocal`.
    fn declare(&mut self, names: &[Ident], global: bool, span: Span) -> Result<()>;
    /// `from module import *`.
    fn import_all(&mut self, span: Span) -> Result<()>;
    /// A scope begins.
    fn enter(&mut self, opened: Opened<'_>);
    /// A scope ends; what is known of its frame, and the cells that a comprehension makes anew.
    fn leave(&mut self, scope: &mut FunctionScope, fresh_cells: &mut Vec<u16>);
    /// An iterable of a comprehension begins (`true`) or ends.
    fn iterable(&mut self, begins: bool);
    /// One level deeper or back; how deep it is now.
    fn deeper(&mut self, by: isize) -> usize;
}

/// The statement and the leaf that stand around a chain.
const BASE: usize = 5;

fn nested<V: Visitor>(v: &mut V, span: Span, inside: impl FnOnce(&mut V) -> Result<()>) -> Result<()> {
    if v.deeper(1) > MAX_DEPTH + BASE {
        let message = "maximum recursion depth exceeded during compilation";
        return Err(super::SyntaxError::new("RecursionError", message, span));
    }
    inside(v)?;
    v.deeper(-1);
    Ok(())
}

/// Statements.
pub fn body<V: Visitor>(v: &mut V, statements: &mut [Stmt]) -> Result<()> {
    statements.iter_mut().try_for_each(|stmt| nested(v, stmt.span, |v| statement(v, stmt)))
}

fn statement<V: Visitor>(v: &mut V, stmt: &mut Stmt) -> Result<()> {
    let span = stmt.span;
    match &mut stmt.kind {
        StmtKind::Expr(value) => expr(v, value),
        StmtKind::Assign { targets, value } => {
            expr(v, value)?;
            targets.iter_mut().try_for_each(|t| target(v, t))
        }
        StmtKind::AugAssign { target: t, value, .. } => {
            target(v, t)?;
            expr(v, value)
        }
        StmtKind::AnnAssign { target: t, value } => {
            target(v, t)?;
            value.iter_mut().try_for_each(|value| expr(v, value))
        }
        StmtKind::Delete(targets) => targets.iter_mut().try_for_each(|t| target(v, t)),
        StmtKind::Return(value) => value.iter_mut().try_for_each(|value| expr(v, value)),
        StmtKind::Raise { exc, cause } => exc.iter_mut().chain(cause).try_for_each(|value| expr(v, value)),
        StmtKind::Assert { test, msg } => {
            expr(v, test)?;
            msg.iter_mut().try_for_each(|value| expr(v, value))
        }
        StmtKind::Import(names) => names.iter_mut().try_for_each(|alias| v.store(&mut alias.bind, alias.span)),
        StmtKind::ImportFrom { names, .. } => names.iter_mut().try_for_each(|alias| match &*alias.name {
            "*" => v.import_all(alias.span),
            _ => v.store(&mut alias.bind, alias.span),
        }),
        StmtKind::Global(names) => v.declare(names, true, span),
        StmtKind::Nonlocal(names) => v.declare(names, false, span),
        StmtKind::FunctionDef(made) => function(v, made, true),
        _ => compound(v, stmt),
    }
}

fn compound<V: Visitor>(v: &mut V, stmt: &mut Stmt) -> Result<()> {
    match &mut stmt.kind {
        StmtKind::If { test, body: inside, orelse } | StmtKind::While { test, body: inside, orelse } => {
            expr(v, test)?;
            body(v, inside)?;
            body(v, orelse)
        }
        StmtKind::For { target: t, iter, body: inside, orelse } => {
            target(v, t)?;
            expr(v, iter)?;
            body(v, inside)?;
            body(v, orelse)
        }
        StmtKind::Try { body: inside, handlers, orelse, finalbody } => {
            body(v, inside)?;
            for handler in handlers {
                handler.kind.iter_mut().try_for_each(|kind| expr(v, kind))?;
                handler.name.iter_mut().try_for_each(|name| v.store(name, handler.span))?;
                body(v, &mut handler.body)?;
            }
            body(v, orelse)?;
            body(v, finalbody)
        }
        StmtKind::With { items, body: inside } => {
            for (value, t) in items {
                expr(v, value)?;
                t.iter_mut().try_for_each(|t| target(v, t))?;
            }
            body(v, inside)
        }
        _ => Ok(()),
    }
}

fn function<V: Visitor>(v: &mut V, made: &mut Rc<Function>, bind: bool) -> Result<()> {
    // The parser has just made it: nothing else holds it.
    let Some(made) = Rc::get_mut(made) else { return Ok(()) };
    for param in &mut made.params {
        param.default.iter_mut().try_for_each(|value| expr(v, value))?;
    }
    if bind {
        v.store(&mut made.bind, made.span)?;
    }
    v.enter(Opened::Function(&made.params));
    body(v, &mut made.body)?;
    v.leave(&mut made.scope, &mut Vec::new());
    Ok(())
}

/// An expression that is assigned to or deleted.
fn target<V: Visitor>(v: &mut V, e: &mut Expr) -> Result<()> {
    let span = e.span;
    match &mut e.kind {
        ExprKind::Name(name) => v.store(name, span),
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter_mut().try_for_each(|item| target(v, item)),
        ExprKind::Starred(inner) => target(v, inner),
        _ => expr(v, e),
    }
}

/// An expression.
pub fn expr<V: Visitor>(v: &mut V, e: &mut Expr) -> Result<()> {
    nested(v, e.span, |v| expression(v, e))
}

fn expression<V: Visitor>(v: &mut V, e: &mut Expr) -> Result<()> {
    let span = e.span;
    match &mut e.kind {
        ExprKind::Literal(_) | ExprKind::Magic(_) => Ok(()),
        ExprKind::Name(name) => v.load(name, span),
        ExprKind::FString(parts) => pieces(v, parts),
        ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => each(v, items),
        ExprKind::Bool { values, .. } => each(v, values),
        ExprKind::Dict(pairs) => pairs.iter_mut().try_for_each(|(key, value)| {
            key.iter_mut().try_for_each(|key| expr(v, key))?;
            expr(v, value)
        }),
        ExprKind::Starred(inner) | ExprKind::Unary { operand: inner, .. } => expr(v, inner),
        ExprKind::Binary { left, right, .. } => {
            expr(v, left)?;
            expr(v, right)
        }
        ExprKind::Compare { left, rest } => {
            expr(v, left)?;
            rest.iter_mut().try_for_each(|(_, right)| expr(v, right))
        }
        ExprKind::IfExp { test, body, orelse } => [test, body, orelse].into_iter().try_for_each(|part| expr(v, part)),
        ExprKind::Walrus { target, value } => {
            v.walrus(target, span)?;
            expr(v, value)
        }
        ExprKind::Call { func, args } => call(v, func, args),
        ExprKind::Attribute { value, .. } => expr(v, value),
        ExprKind::Subscript { value, index } => {
            expr(v, value)?;
            expr(v, index)
        }
        ExprKind::Slice { lower, upper, step } => {
            [lower, upper, step].into_iter().flatten().try_for_each(|part| expr(v, part))
        }
        ExprKind::Lambda(made) => function(v, made, false),
        ExprKind::Comprehension(made) => comprehension(v, made),
    }
}

fn each<V: Visitor>(v: &mut V, items: &mut [Expr]) -> Result<()> {
    items.iter_mut().try_for_each(|item| expr(v, item))
}

fn pieces<V: Visitor>(v: &mut V, parts: &mut [FPart]) -> Result<()> {
    parts.iter_mut().try_for_each(|part| match part {
        FPart::Text(_) => Ok(()),
        FPart::Field { value, spec, .. } => {
            expr(v, value)?;
            pieces(v, spec)
        }
    })
}

fn call<V: Visitor>(v: &mut V, func: &mut Expr, args: &mut [Arg]) -> Result<()> {
    expr(v, func)?;
    args.iter_mut().try_for_each(|arg| match arg {
        Arg::Positional(value) | Arg::Star(value) | Arg::DoubleStar(value) | Arg::Keyword(_, value) => expr(v, value),
    })
}

fn comprehension<V: Visitor>(v: &mut V, made: &mut Rc<Comprehension>) -> Result<()> {
    // The parser has just made it: nothing else holds it.
    let Some(made) = Rc::get_mut(made) else { return Ok(()) };
    let opened = if made.kind == CompKind::Generator { Opened::Generator } else { Opened::Comprehension };
    for (i, clause) in made.clauses.iter_mut().enumerate() {
        if i > 0 {
            target(v, &mut clause.target)?;
        }
        v.iterable(true);
        expr(v, &mut clause.iter)?;
        v.iterable(false);
        if i == 0 {
            match opened {
                Opened::Generator => v.enter(Opened::Generator),
                _ => v.enter(Opened::Comprehension),
            }
            target(v, &mut clause.target)?;
        }
        each(v, &mut clause.ifs)?;
    }
    made.value.iter_mut().try_for_each(|value| expr(v, value))?;
    expr(v, &mut made.element)?;
    v.leave(&mut made.scope, &mut made.fresh_cells);
    Ok(())
}
