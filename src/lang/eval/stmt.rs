//! Statements.

use super::expr::{command, expr, magic, test_of};
use super::frame::Frame;
use super::{Flow, assign, code, function, import, locate, loops, name, probe, raise};
use crate::engine::mem::packed::Packed;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::{Expr, Stmt, StmtKind};

/// Runs statements in order.
#[inline]
pub fn block(interp: &mut Interp, frame: &mut Frame, body: &[Stmt]) -> Result<Flow> {
    for s in body {
        match stmt(interp, frame, s)? {
            Flow::Next => {}
            other => return Ok(other),
        }
    }
    Ok(Flow::Next)
}

/// Runs the body of a function: what it returns.
pub fn returned(interp: &mut Interp, frame: &mut Frame, body: &[Stmt]) -> Result<Value> {
    match block(interp, frame, body)? {
        Flow::Return(value) => Ok(value),
        _ => Ok(Value::None),
    }
}

/// Runs one statement.
#[inline(always)]
pub fn stmt(interp: &mut Interp, frame: &mut Frame, s: &Stmt) -> Result<Flow> {
    node(interp, frame, s).open()
}

fn node(interp: &mut Interp, frame: &mut Frame, s: &Stmt) -> Packed<Result<Flow>> {
    interp.statement = s.span;
    Packed::of(|| run(interp, frame, s).map_err(|r| locate(interp, frame, s.span, r)))
}

#[inline(always)]
fn run(interp: &mut Interp, frame: &mut Frame, s: &Stmt) -> Result<Flow> {
    match &s.kind {
        StmtKind::Expr(e) => {
            let value = expression(interp, frame, s, e)?;
            if interp.shows_all {
                show(interp, frame, &value)?;
            }
            Ok(Flow::Next)
        }
        StmtKind::Assign { targets, value } => assignment(interp, frame, s, targets, value),
        StmtKind::AugAssign { target, op, value } => {
            let row = probe::Row::start(interp);
            assign::augmented(interp, frame, s.span, target, *op, value)?;
            row.end(interp, frame, s.span, None, &[]);
            Ok(Flow::Next)
        }
        StmtKind::If { test, body, orelse } => {
            let branch = if test_of(interp, frame, test)? { body } else { orelse };
            block(interp, frame, branch)
        }
        StmtKind::For { .. } | StmtKind::While { .. } if frame.function.is_none() => {
            match code::module_loop(interp, frame, s) {
                Some(done) => done.map(|()| Flow::Next),
                None => walked(interp, frame, s),
            }
        }
        _ => walked(interp, frame, s),
    }
}

/// Statements that other statements nest in, and all others, by the tree.
fn walked(interp: &mut Interp, frame: &mut Frame, s: &Stmt) -> Result<Flow> {
    match &s.kind {
        StmtKind::For { target, iter, body, orelse } => loops::for_loop(interp, frame, target, iter, body, orelse),
        StmtKind::While { test, body, orelse } => loops::while_loop(interp, frame, test, body, orelse),
        StmtKind::Return(value) => Ok(Flow::Return(match value {
            Some(e) => expression(interp, frame, s, e)?,
            None => Value::None,
        })),
        StmtKind::Break => Ok(Flow::Break),
        StmtKind::Continue => Ok(Flow::Continue),
        _ => rarer(interp, frame, s),
    }
}

#[inline(never)]
fn rarer(interp: &mut Interp, frame: &mut Frame, s: &Stmt) -> Result<Flow> {
    match &s.kind {
        StmtKind::AnnAssign { target, value: Some(value) } => {
            return assignment(interp, frame, s, std::slice::from_ref(target), value);
        }
        StmtKind::Delete(targets) => {
            let row = probe::Row::start(interp);
            targets.iter().try_for_each(|t| assign::delete(interp, frame, t))?;
            row.end(interp, frame, s.span, None, &[]);
        }
        StmtKind::FunctionDef(code) => {
            let f = function::make(interp, frame, code)?;
            name::store(interp, frame, &code.bind, f);
        }
        StmtKind::Try { body, handlers, orelse, finalbody } => {
            return raise::try_stmt(interp, frame, body, handlers, orelse, finalbody);
        }
        StmtKind::Raise { exc, cause } => return raise::raise_stmt(interp, frame, exc, cause),
        StmtKind::With { items, body } => return raise::with_stmt(interp, frame, items, body),
        StmtKind::Assert { test, msg } => return raise::assert_stmt(interp, frame, test, msg),
        StmtKind::Import(aliases) => import::import(interp, frame, aliases)?,
        StmtKind::ImportFrom { module, names } => import::import_from(interp, frame, module, names)?,
        StmtKind::Magic(m) => drop(magic(interp, m)?),
        StmtKind::Help { target, level } => help(interp, target, *level)?,
        StmtKind::Shell(line) => drop(command(interp, line)?),
        _ => {}
    }
    Ok(Flow::Next)
}

/// Shows the value of an expression statement of the cell itself, where every one is to be shown.
#[cold]
fn show(interp: &mut Interp, frame: &Frame, value: &Value) -> Result<()> {
    let of_cell = interp.depth == 1 && frame.function.is_none() && !value.is_none();
    match interp.shell.clone().filter(|_| of_cell) {
        Some(shell) => shell.result(interp, value),
        None => Ok(()),
    }
}

fn help(interp: &mut Interp, target: &str, level: u8) -> Result<()> {
    match interp.shell.clone() {
        Some(shell) => shell.help(interp, target, level),
        None => Err(Raise::unsupported(format!("{target}? asks for help, which a plain script can't show"))),
    }
}

/// An expression statement (or `return`'s value), as a row of its own.
pub fn expression(interp: &mut Interp, frame: &mut Frame, s: &Stmt, e: &Expr) -> Result<Value> {
    interp.statement = s.span;
    let row = probe::Row::start(interp);
    let value = expr(interp, frame, e)?;
    row.end(interp, frame, s.span, Some(&value), &[]);
    Ok(value)
}

fn assignment(interp: &mut Interp, frame: &mut Frame, s: &Stmt, targets: &[Expr], value: &Expr) -> Result<Flow> {
    let row = probe::Row::start(interp);
    let value = expr(interp, frame, value)?;
    if let [target] = targets
        && !row.on()
    {
        assign::assign(interp, frame, target, value)?;
        return Ok(Flow::Next);
    }
    for target in targets {
        assign::assign(interp, frame, target, value.clone())?;
    }
    row.end(interp, frame, s.span, Some(&value), targets);
    Ok(Flow::Next)
}
