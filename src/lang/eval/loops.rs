//! `for` and `while`.

use super::assign;
use super::expr::test_of;
use super::frame::Frame;
use super::{Flow, locate, name, probe, stmt};
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::Span;
use crate::syntax::ast::{Expr, ExprKind, Stmt};

/// Runs `f` for each item until it returns false. Ranges and lists need no iterator object.
pub fn each(
    interp: &mut Interp,
    frame: &mut Frame,
    iterable: &Value,
    span: Span,
    mut f: impl FnMut(&mut Interp, &mut Frame, Value) -> Result<bool>,
) -> Result<()> {
    let floor = probe::Floor::new(interp);
    match iterable {
        Value::Range(r) => {
            let (mut at, step, len) = (r.start, r.step, r.len());
            for _ in 0..len {
                floor.sweep(interp);
                interp.breathe()?;
                if !f(interp, frame, Value::Int(at))? {
                    break;
                }
                at = at.wrapping_add(step);
            }
        }
        Value::List(list) => {
            let mut i = 0;
            loop {
                floor.sweep(interp);
                interp.breathe()?;
                let Some(item) = list.0.borrow().get(i).cloned() else { break };
                if !f(interp, frame, item)? {
                    break;
                }
                i += 1;
            }
        }
        _ => {
            let it = interp.iter(iterable).map_err(|r| locate(interp, frame, span, r))?;
            while let Some(item) = interp.next(&it).map_err(|r| locate(interp, frame, span, r))? {
                floor.sweep(interp);
                interp.breathe()?;
                if !f(interp, frame, item)? {
                    break;
                }
            }
        }
    }
    Ok(())
}

/// `for target in iter: body else: orelse`.
pub fn for_loop(
    interp: &mut Interp,
    frame: &mut Frame,
    target: &Expr,
    iter: &Expr,
    body: &[Stmt],
    orelse: &[Stmt],
) -> Result<Flow> {
    let iterable = super::expr::iterable(interp, frame, iter)?;
    let mut flow = Flow::Next;
    let mut broke = false;
    each(interp, frame, &iterable, iter.span, |interp, frame, item| {
        match &target.kind {
            ExprKind::Name(n) => name::store(interp, frame, n, item),
            _ => assign::assign(interp, frame, target, item)?,
        }
        match stmt::block(interp, frame, body)? {
            Flow::Next | Flow::Continue => return Ok(true),
            Flow::Break => broke = true,
            Flow::Return(v) => flow = Flow::Return(v),
        }
        Ok(false)
    })?;
    if broke || matches!(flow, Flow::Return(_)) { Ok(flow) } else { stmt::block(interp, frame, orelse) }
}

/// `while test: body else: orelse`.
pub fn while_loop(interp: &mut Interp, frame: &mut Frame, test: &Expr, body: &[Stmt], orelse: &[Stmt]) -> Result<Flow> {
    let floor = probe::Floor::new(interp);
    while test_of(interp, frame, test)? {
        floor.sweep(interp);
        interp.breathe()?;
        match stmt::block(interp, frame, body)? {
            Flow::Next | Flow::Continue => {}
            Flow::Break => return Ok(Flow::Next),
            Flow::Return(v) => return Ok(Flow::Return(v)),
        }
    }
    stmt::block(interp, frame, orelse)
}
