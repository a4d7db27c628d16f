//! `try`, `raise`, `with`, `assert`.

use super::expr::{expr, test_of};
use super::frame::Frame;
use super::{Flow, assign, locate, name, stmt};
use crate::lang::error::{Exception, Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::{Expr, Handler, Stmt};
use std::rc::Rc;

/// `try: body except …: else: orelse finally: finalbody`.
pub fn try_stmt(
    interp: &mut Interp,
    frame: &mut Frame,
    body: &[Stmt],
    handlers: &[Handler],
    orelse: &[Stmt],
    finalbody: &[Stmt],
) -> Result<Flow> {
    let result = match stmt::block(interp, frame, body) {
        Ok(Flow::Next) => stmt::block(interp, frame, orelse),
        Err(raised) => handle(interp, frame, handlers, raised),
        other => other,
    };
    if finalbody.is_empty() {
        return result;
    }
    if let Err(raised) = &result {
        interp.handling.push(raised.clone());
    }
    let last = stmt::block(interp, frame, finalbody);
    let handled = if result.is_err() { interp.handling.pop() } else { None };
    match last.map_err(|r| in_context(r, handled.as_ref()))? {
        Flow::Next => result,
        other => Ok(other),
    }
}

fn handle(interp: &mut Interp, frame: &mut Frame, handlers: &[Handler], raised: Raise) -> Result<Flow> {
    let raised = in_context(raised, interp.handling.last());
    interp.handling.push(raised.clone());
    let mut result = None;
    for handler in handlers {
        match catches(interp, frame, handler, &raised) {
            Ok(false) => continue,
            Ok(true) => result = Some(run_handler(interp, frame, handler, &raised)),
            Err(r) => result = Some(Err(r)),
        }
        break;
    }
    interp.handling.pop();
    match result {
        None => Err(raised),
        Some(r) => r.map_err(|r| in_context(r, Some(&raised))),
    }
}

fn run_handler(interp: &mut Interp, frame: &mut Frame, handler: &Handler, raised: &Raise) -> Result<Flow> {
    if let Some(n) = &handler.name {
        name::store(interp, frame, n, Value::Exception(raised.0.clone()));
    }
    let result = stmt::block(interp, frame, &handler.body);
    if let Some(n) = &handler.name {
        // As Python, the name is gone after the clause (and may have been deleted within).
        let _ = name::delete(interp, frame, n);
    }
    result
}

fn catches(interp: &mut Interp, frame: &mut Frame, handler: &Handler, raised: &Raise) -> Result<bool> {
    let Some(kind) = &handler.kind else { return Ok(true) };
    let kinds = expr(interp, frame, kind)?;
    let kinds = match &kinds {
        Value::Tuple(items) => items.to_vec(),
        _ => vec![kinds],
    };
    for k in &kinds {
        match k {
            Value::Type(t) if t.is_subtype(&exc::BASE_EXCEPTION) => {
                if raised.is(t) {
                    return Ok(true);
                }
            }
            _ => {
                let text = "catching classes that do not inherit from BaseException is not allowed";
                return Err(locate(interp, frame, kind.span, Raise::type_error(text)));
            }
        }
    }
    Ok(false)
}

/// Notes what was being handled when `raise` came.
fn in_context(raise: Raise, handled: Option<&Raise>) -> Raise {
    if let Some(h) = handled
        && !Rc::ptr_eq(&h.0, &raise.0)
        && raise.0.context.borrow().is_none()
        && !reaches(&h.0, &raise.0)
    {
        *raise.0.context.borrow_mut() = Some(h.0.clone());
    }
    raise
}

/// Whether `target` is in the chain of contexts: a cycle must not arise.
fn reaches(from: &Rc<Exception>, target: &Rc<Exception>) -> bool {
    let mut at = Some(from.clone());
    while let Some(e) = at {
        if Rc::ptr_eq(&e, target) {
            return true;
        }
        at = e.context.borrow().clone();
    }
    false
}

/// `raise exc from cause`.
pub fn raise_stmt(interp: &mut Interp, frame: &mut Frame, what: &Option<Expr>, cause: &Option<Expr>) -> Result<Flow> {
    let Some(e) = what else {
        return match interp.handling.last() {
            Some(r) => Err(r.clone()),
            None => Err(Raise::new(&exc::RUNTIME_ERROR, "No active exception to reraise")),
        };
    };
    let value = expr(interp, frame, e)?;
    let raised =
        exception(interp, &value)?.ok_or_else(|| Raise::type_error("exceptions must derive from BaseException"))?;
    if let Some(c) = cause {
        let value = expr(interp, frame, c)?;
        let cause = match exception(interp, &value)? {
            Some(c) => Value::Exception(c),
            None if value.is_none() => Value::None,
            None => return Err(Raise::type_error("exception causes must derive from BaseException")),
        };
        *raised.cause.borrow_mut() = Some(cause);
    }
    raised.located.set(0);
    Err(Raise(raised))
}

/// The exception that an object or a type without arguments means.
fn exception(interp: &mut Interp, value: &Value) -> Result<Option<Rc<Exception>>> {
    Ok(match value {
        Value::Exception(e) => Some(e.clone()),
        Value::Type(t) if t.is_subtype(&exc::BASE_EXCEPTION) => match interp.call(value, &[], &[])? {
            Value::Exception(e) => Some(e),
            _ => None,
        },
        _ => None,
    })
}

/// `assert test, msg`.
pub fn assert_stmt(interp: &mut Interp, frame: &mut Frame, test: &Expr, msg: &Option<Expr>) -> Result<Flow> {
    if test_of(interp, frame, test)? {
        return Ok(Flow::Next);
    }
    let args = match msg {
        Some(e) => vec![expr(interp, frame, e)?],
        None => vec![],
    };
    Err(Raise::with_args(&exc::ASSERTION_ERROR, args))
}

/// `with a as b, …: body`.
pub fn with_stmt(
    interp: &mut Interp,
    frame: &mut Frame,
    items: &[(Expr, Option<Expr>)],
    body: &[Stmt],
) -> Result<Flow> {
    let Some(((manager, target), rest)) = items.split_first() else { return stmt::block(interp, frame, body) };
    let value = expr(interp, frame, manager)?;
    let Value::Object(object) = &value else {
        return Err(locate(interp, frame, manager.span, no_manager(interp, &value)));
    };
    let object = object.clone();
    let Some(entered) = object.enter(interp) else {
        return Err(locate(interp, frame, manager.span, no_manager(interp, &value)));
    };
    let entered = entered.map_err(|r| locate(interp, frame, manager.span, r))?;
    let mut result = Ok(());
    if let Some(t) = target {
        result = assign::assign(interp, frame, t, entered);
    }
    let result = result.and_then(|()| with_stmt(interp, frame, rest, body));
    object.exit(interp)?;
    result
}

fn no_manager(interp: &Interp, value: &Value) -> Raise {
    let name = interp.type_name(value);
    Raise::type_error(format!("'{name}' object does not support the context manager protocol"))
}
