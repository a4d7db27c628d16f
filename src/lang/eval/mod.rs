//! The evaluator: one small function for each node of the syntax tree, which the scope analysis has resolved: a variable is
//! a slot of its frame, a cell, or a global whose place is remembered.
//!
//! What keeps it quick:
//! - Functions and loops are compiled once to compact code (`code`), which hands back here whatever it does not know.
//! - A node's value comes back in registers ([`Packed`](crate::engine::mem::packed::Packed)), and numbers at hand are
//!   taken without a call (`expr::operand`).
//! - Ints and floats are added, compared and stored ahead of the general ways (`ops::fast`), which know all the rest.
//! - Positional arguments go straight into the slots of the function called (`call::plain`).
//! - `a[i]` and `a[i, j]` need no index object (`element`).
//! - What a place in the text found, a method or a function of a module, is found there again (`sites`).
//! - An expression that begins takes no snapshot of memory where nothing has happened since the last (`probe`).
//!
//! Inner code raises without a position; [`locate`] adds one level for each frame that an exception passes. Program calls
//! nest on the thread's own stack: the thread that runs an interpreter needs 512 MB of reserved stack for the default
//! recursion limit of 1000 calls.

mod assign;
mod call;
pub(super) mod code;
mod comprehension;
mod element;
mod expr;
mod frame;
mod fstring;
mod function;
mod import;
mod locals;
mod loops;
mod name;
mod origin;
pub(super) mod probe;
mod raise;
pub(super) mod sites;
mod steps;
mod stmt;

pub use frame::Frame;
pub use function::call_function;
pub use name::HINTS;

use super::error::{self, Raise, Result};
use super::interp::{Interactivity, Interp};
use super::value::Value;
use crate::engine::interrupt;
use crate::engine::objects;
use crate::syntax::ast::{self, StmtKind};
use crate::syntax::{Source, Span};
use std::rc::Rc;

/// What happens after a statement.
pub enum Flow {
    /// The next one runs.
    Next,
    /// The loop ends.
    Break,
    /// The loop goes on with its next item.
    Continue,
    /// The function returns.
    Return(Value),
}

/// Runs a cell or file. The value of a last expression statement, unless it is `None` or hidden by `;`.
///
/// # Errors
/// What the program raises, with its traceback.
pub fn exec_module(interp: &mut Interp, source: &Rc<Source>, module: &ast::Module) -> Result<Option<Value>> {
    let mut frame = Frame::new(&module.scope, "<module>".into(), source.clone());
    let before = std::mem::replace(&mut interp.source, source.clone());
    let (statement, depth) = (interp.statement, interp.depth);
    interp.depth += 1;
    let result = interrupt::heeded(|| body(interp, &mut frame, module));
    interp.source = before;
    interp.statement = statement;
    interp.depth = depth;
    result
}

/// Evaluates one expression in the session's globals, as `eval` would (for `%timeit -o x = …`, `x?`, user expressions).
///
/// # Errors
/// What it raises.
pub fn eval_expr(interp: &mut Interp, source: &Rc<Source>, e: &ast::Expr, scope: &ast::FunctionScope) -> Result<Value> {
    let mut frame = Frame::new(scope, "<module>".into(), source.clone());
    let before = std::mem::replace(&mut interp.source, source.clone());
    interp.depth += 1;
    let result = interrupt::heeded(|| expr::expr(interp, &mut frame, e));
    interp.depth -= 1;
    interp.source = before;
    result
}

fn body(interp: &mut Interp, frame: &mut Frame, module: &ast::Module) -> Result<Option<Value>> {
    let Some((last, init)) = module.body.split_last() else { return Ok(None) };
    let mode = interp.interactivity;
    if interp.depth == 1 {
        interp.shows_all = mode == Interactivity::All && !module.silent;
    }
    for statement in init {
        interp.breathe()?;
        stmt::stmt(interp, frame, statement)?;
        objects::tidy();
    }
    interp.breathe()?;
    match (&last.kind, mode) {
        (StmtKind::Expr(e), _) => {
            let value = stmt::expression(interp, frame, last, e)?;
            Ok((mode != Interactivity::Nothing && !module.silent && !value.is_none()).then_some(value))
        }
        (StmtKind::Magic(m), _) => {
            interp.statement = last.span;
            let value = expr::magic(interp, m).map_err(|r| locate(interp, frame, last.span, r))?;
            Ok((!value.is_none()).then_some(value))
        }
        (StmtKind::Shell(line), _) => {
            let value = expr::command(interp, line).map_err(|r| locate(interp, frame, last.span, r))?;
            Ok((!value.is_none()).then_some(value))
        }
        (kind, Interactivity::LastExprOrAssign) if !module.silent => {
            stmt::stmt(interp, frame, last)?;
            assigned_name(kind).map(|target| expr::expr(interp, frame, target)).transpose()
        }
        _ => stmt::stmt(interp, frame, last).map(|_| None),
    }
}

/// The one name to which a statement assigns.
fn assigned_name(kind: &StmtKind) -> Option<&ast::Expr> {
    let target = match kind {
        StmtKind::Assign { targets, .. } if targets.len() == 1 => &targets[0],
        StmtKind::AugAssign { target, .. } | StmtKind::AnnAssign { target, .. } => target,
        _ => return None,
    };
    matches!(target.kind, ast::ExprKind::Name(_)).then_some(target)
}

/// Notes where an exception passes: once for each frame, at the innermost node.
#[cold]
pub fn locate(interp: &Interp, frame: &Frame, span: Span, raise: Raise) -> Raise {
    let located = raise.0.located.get();
    if located != 0 && located <= interp.depth {
        return raise;
    }
    raise.0.located.set(interp.depth);
    let function = frame.around();
    raise.within(error::Frame { source: frame.source().clone(), span, name: frame.name(), function })
}
