//! What CPython's compiler refuses although it is grammatical: statements that stand where they mean nothing.

use super::super::ast::{Function, Module, Stmt, StmtKind};
use super::{Result, fail};

/// What surrounds a statement.
#[derive(Clone, Copy)]
struct Place {
    function: bool,
    in_loop: bool,
    /// Loops, `with` and `try` around it.
    blocks: usize,
}

const MAX_BLOCKS: usize = 20;

/// Checks every statement.
pub fn module(module: &Module) -> Result<()> {
    body(&module.body, Place { function: false, in_loop: false, blocks: 0 })
}

fn body(statements: &[Stmt], place: Place) -> Result<()> {
    statements.iter().try_for_each(|stmt| statement(stmt, place))
}

fn statement(stmt: &Stmt, place: Place) -> Result<()> {
    match &stmt.kind {
        StmtKind::Return(_) if !place.function => fail(stmt.span, "'return' outside function"),
        StmtKind::Break if !place.in_loop => fail(stmt.span, "'break' outside loop"),
        StmtKind::Continue if !place.in_loop => fail(stmt.span, "'continue' not properly in loop"),
        StmtKind::If { body: inside, orelse, .. } => {
            body(inside, place)?;
            body(orelse, place)
        }
        StmtKind::While { body: inside, orelse, .. } | StmtKind::For { body: inside, orelse, .. } => {
            body(inside, Place { in_loop: true, ..deeper(stmt, place)? })?;
            body(orelse, place)
        }
        StmtKind::With { body: inside, .. } => body(inside, deeper(stmt, place)?),
        StmtKind::FunctionDef(made) => function(made),
        StmtKind::Try { .. } => try_statement(stmt, place),
        _ => Ok(()),
    }
}

fn deeper(stmt: &Stmt, place: Place) -> Result<Place> {
    if place.blocks >= MAX_BLOCKS {
        return fail(stmt.span, "too many statically nested blocks");
    }
    Ok(Place { blocks: place.blocks + 1, ..place })
}

fn function(made: &Function) -> Result<()> {
    body(&made.body, Place { function: true, in_loop: false, blocks: 0 })
}

fn try_statement(stmt: &Stmt, place: Place) -> Result<()> {
    let StmtKind::Try { body: inside, handlers, orelse, finalbody } = &stmt.kind else { return Ok(()) };
    body(inside, deeper(stmt, place)?)?;
    for (i, handler) in handlers.iter().enumerate() {
        if handler.kind.is_none() && i + 1 < handlers.len() {
            return fail(handler.span, "default 'except:' must be last");
        }
        body(&handler.body, place)?;
    }
    body(orelse, place)?;
    body(finalbody, place)
}
