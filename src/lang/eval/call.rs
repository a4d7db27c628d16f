//! Calls: the arguments, and methods without an object for the binding.

use super::expr::{expr, member, operand};
use super::frame::Frame;
use super::probe::{Operation, Probe};
use super::{function, locals, locate, sites};
use crate::engine::mem::packed::Packed;
use crate::lang::error::{Raise, Result};
use crate::lang::function::Function;
use crate::lang::interp::Interp;
use crate::lang::protocol::iterate;
use crate::lang::registry::Builtin;
use crate::lang::value::Value;
use crate::syntax::Span;
use crate::syntax::ast::{Arg, Expr, ExprKind};
use smallvec::SmallVec;
use std::rc::Rc;

/// Evaluated arguments.
#[derive(Default)]
struct Given {
    positional: SmallVec<[Value; 6]>,
    keywords: Vec<(String, Value)>,
}

enum Callee {
    Value(Value),
    /// A method of a type's table; the receiver is the first argument.
    Method(&'static Builtin),
}

/// `func(args)`.
pub fn call(interp: &mut Interp, frame: &mut Frame, e: &Expr, func: &Expr, args: &[Arg]) -> Packed<Result<Value>> {
    if !matches!(func.kind, ExprKind::Name(_)) {
        let probe = Probe::start(interp);
        return general(interp, frame, e, func, args, probe);
    }
    Packed::of(|| {
        let probe = Probe::start(interp);
        match operand(interp, frame, func)? {
            Value::Function(f) if f.plain && args.iter().all(|a| matches!(a, Arg::Positional(_))) => {
                plain(interp, frame, e, f, args, probe)
            }
            callee => given_to(interp, frame, e, Callee::Value(callee), Given::default(), args, probe),
        }
        .open()
    })
}

/// Calls a function whose arguments go straight into its slots.
fn plain(
    interp: &mut Interp,
    frame: &mut Frame,
    e: &Expr,
    f: Rc<Function>,
    args: &[Arg],
    probe: Probe,
) -> Packed<Result<Value>> {
    Packed::of(|| {
        let mut own = Frame::of_call(Some(f.clone()), Vec::with_capacity(f.code.scope.locals.len()));
        for arg in args {
            let (Arg::Positional(e) | Arg::Keyword(_, e) | Arg::Star(e) | Arg::DoubleStar(e)) = arg;
            let value = operand(interp, frame, e)?;
            own.locals.push(Some(value));
        }
        let probe = probe.operands(interp);
        let result = function::call_plain(interp, &f, &mut own).map_err(|r| locate(interp, frame, e.span, r))?;
        probe.end(interp, frame, e.span, &result);
        Ok(result)
    })
}

/// The call of anything: of `value.method` the receiver is the first argument.
fn general(
    interp: &mut Interp,
    frame: &mut Frame,
    e: &Expr,
    func: &Expr,
    args: &[Arg],
    probe: Probe,
) -> Packed<Result<Value>> {
    Packed::of(|| {
        let mut given = Given::default();
        let callee = callee(interp, frame, func, &mut given).map_err(|r| locate(interp, frame, e.span, r))?;
        given_to(interp, frame, e, callee, given, args, probe).open()
    })
}

fn given_to(
    interp: &mut Interp,
    frame: &mut Frame,
    e: &Expr,
    callee: Callee,
    given: Given,
    args: &[Arg],
    probe: Probe,
) -> Packed<Result<Value>> {
    Packed::of(|| apply(interp, frame, e, callee, given, args, probe).map_err(|r| locate(interp, frame, e.span, r)))
}

#[inline(always)]
fn apply(
    interp: &mut Interp,
    frame: &mut Frame,
    e: &Expr,
    callee: Callee,
    mut given: Given,
    args: &[Arg],
    probe: Probe,
) -> Result<Value> {
    for arg in args {
        argument(interp, frame, &callee, arg, &mut given)?;
    }
    let probe = probe.operands(interp);
    with(interp, frame, e.span, callee, given, probe)
}

/// Calls a value with arguments in order.
pub fn values(
    interp: &mut Interp,
    frame: &Frame,
    span: Span,
    callee: Value,
    positional: SmallVec<[Value; 6]>,
    keywords: Vec<(String, Value)>,
    probe: Operation,
) -> Result<Value> {
    let given = Given { positional, keywords };
    with(interp, frame, span, Callee::Value(callee), given, probe).map_err(|r| locate(interp, frame, span, r))
}

#[inline(always)]
fn with(
    interp: &mut Interp,
    frame: &Frame,
    span: Span,
    callee: Callee,
    given: Given,
    probe: Operation,
) -> Result<Value> {
    if let Callee::Value(Value::Builtin(b)) = &callee
        && given.positional.is_empty()
        && given.keywords.is_empty()
        && let Some(found) = locals::asked(frame, b)
    {
        return Ok(found);
    }
    let result = match &callee {
        Callee::Method(m) => m.call(interp, &given.positional, &given.keywords)?,
        Callee::Value(Value::Function(f)) => {
            let f = f.clone();
            let result = function::call_with(interp, &f, given.positional, given.keywords)?;
            probe.end(interp, frame, span, &result);
            return Ok(result);
        }
        Callee::Value(f) => interp.call(f, &given.positional, &given.keywords)?,
    };
    if probe.saw(interp, &result) {
        let mut through = given.positional;
        through.extend(given.keywords.into_iter().map(|k| k.1));
        probe.end_through(interp, frame, span, &result, &through);
    }
    Ok(result)
}

/// The callee; of `value.method` the method, with the receiver put before the arguments.
fn callee(interp: &mut Interp, frame: &mut Frame, func: &Expr, given: &mut Given) -> Result<Callee> {
    let ExprKind::Attribute { value, attr } = &func.kind else {
        return expr(interp, frame, func).map(Callee::Value);
    };
    let receiver = operand(interp, frame, value)?;
    if let Some(method) = sites::method(interp, &receiver, attr) {
        given.positional.push(receiver);
        return Ok(Callee::Method(method));
    }
    member(interp, &receiver, attr).map(Callee::Value).map_err(|r| locate(interp, frame, func.span, r))
}

fn argument(interp: &mut Interp, frame: &mut Frame, callee: &Callee, arg: &Arg, given: &mut Given) -> Result<()> {
    match arg {
        Arg::Positional(e) => given.positional.push(operand(interp, frame, e)?),
        Arg::Keyword(key, e) => {
            let value = expr(interp, frame, e)?;
            given.keywords.push((key.to_string(), value));
        }
        Arg::Star(e) => {
            let value = expr(interp, frame, e)?;
            // An array without axes has its own error.
            if !matches!(value, Value::Array(_)) && !iterate::is_iterable(interp, &value) {
                let (f, t) = (called_name(callee), interp.type_name(&value));
                return Err(Raise::type_error(format!("{f} argument after * must be an iterable, not {t}")));
            }
            given.positional.extend(interp.collect(&value)?);
        }
        Arg::DoubleStar(e) => {
            let value = expr(interp, frame, e)?;
            double_star(interp, callee, &value, given)?;
        }
    }
    Ok(())
}

fn double_star(interp: &mut Interp, callee: &Callee, value: &Value, given: &mut Given) -> Result<()> {
    let Value::Dict(dict) = value else {
        let (f, t) = (called_name(callee), interp.type_name(value));
        return Err(Raise::type_error(format!("{f} argument after ** must be a mapping, not {t}")));
    };
    for (key, value) in dict.0.borrow().iter() {
        let Some(key) = key.value().as_str() else { return Err(Raise::type_error("keywords must be strings")) };
        if given.keywords.iter().any(|(k, _)| k == key) {
            let f = called_name(callee);
            return Err(Raise::type_error(format!("{f} got multiple values for keyword argument '{key}'")));
        }
        given.keywords.push((key.to_string(), value.clone()));
    }
    Ok(())
}

/// The callee as CPython's messages about `*` and `**` name it.
fn called_name(callee: &Callee) -> String {
    match callee {
        Callee::Method(m) => format!("{}()", m.name()),
        Callee::Value(Value::Function(f)) => format!("__main__.{}()", f.qualname),
        Callee::Value(Value::Builtin(b)) => format!("{}()", b.name()),
        Callee::Value(Value::Type(t)) => format!("{}()", t.name),
        Callee::Value(_) => "function".to_string(),
    }
}
