//! Expressions.

use super::frame::Frame;
use super::probe::Probe;
use super::{call, comprehension, fstring, function, locate, name};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::fast;
use crate::lang::protocol::{iterate, types};
use crate::lang::set::Items;
use crate::lang::value::{Slice, Value};
use crate::syntax::ast::{BinOp, CmpOp, Expr, ExprKind, Literal, UnaryOp};
use num_bigint::BigInt;
use std::rc::Rc;

/// The value of an expression.
pub fn expr(interp: &mut Interp, frame: &mut Frame, e: &Expr) -> Result<Value> {
    match &e.kind {
        ExprKind::Literal(l) => Ok(literal(l)),
        ExprKind::Name(n) => name::load(interp, frame, n).map_err(|r| locate(interp, frame, e.span, r)),
        ExprKind::Binary { op, left, right } => binary(interp, frame, e, *op, left, right),
        ExprKind::Compare { left, rest } => compare(interp, frame, e, left, rest),
        _ => compound(interp, frame, e).map_err(|r| locate(interp, frame, e.span, r)),
    }
}

fn compound(interp: &mut Interp, frame: &mut Frame, e: &Expr) -> Result<Value> {
    match &e.kind {
        ExprKind::Call { func, args } => call::call(interp, frame, e, func, args),
        ExprKind::Attribute { value, attr } => attribute(interp, frame, e, value, attr),
        ExprKind::Subscript { value, index } => subscript(interp, frame, e, value, index),
        ExprKind::Unary { op, operand } => unary(interp, frame, e, *op, operand),
        ExprKind::Bool { and, values } => bool_op(interp, frame, *and, values),
        ExprKind::IfExp { test, body, orelse } => {
            let branch = if test_of(interp, frame, test)? { body } else { orelse };
            expr(interp, frame, branch)
        }
        ExprKind::Tuple(items) => Ok(Value::tuple(display(interp, frame, items)?)),
        ExprKind::List(items) => Ok(Value::list(display(interp, frame, items)?)),
        ExprKind::Set(items) => set_display(interp, frame, items),
        ExprKind::Dict(items) => dict_display(interp, frame, items),
        ExprKind::Slice { lower, upper, step } => slice(interp, frame, [lower, upper, step]),
        ExprKind::Walrus { target, value } => {
            let value = expr(interp, frame, value)?;
            name::store(interp, frame, target, value.clone());
            Ok(value)
        }
        ExprKind::FString(parts) => fstring::fstring(interp, frame, parts).map(Value::str),
        ExprKind::Lambda(code) => function::make(interp, frame, code),
        ExprKind::Comprehension(c) => comprehension::comprehension(interp, frame, c, e.span),
        ExprKind::Magic(m) => magic(interp, m),
        ExprKind::Starred(_) => Err(Raise::type_error("can't use starred expression here")),
        ExprKind::Literal(_) | ExprKind::Name(_) | ExprKind::Binary { .. } | ExprKind::Compare { .. } => {
            expr(interp, frame, e)
        }
    }
}

/// Runs a magic.
pub fn magic(interp: &mut Interp, m: &crate::syntax::ast::Magic) -> Result<Value> {
    match interp.shell.clone() {
        Some(shell) => shell.magic(interp, m),
        None => Err(Raise::unsupported(format!("%{} is a magic, which a plain script can't run", m.name))),
    }
}

/// Runs a shell command.
pub fn command(interp: &mut Interp, line: &str) -> Result<Value> {
    match interp.shell.clone() {
        Some(shell) => shell.command(interp, line),
        None => Err(Raise::unsupported(format!("!{line} is a shell command, which a plain script can't run"))),
    }
}

fn literal(l: &Literal) -> Value {
    match l {
        Literal::Int(n) => Value::Int(*n),
        Literal::Float(x) => Value::Float(*x),
        Literal::Str(s) => Value::str(&**s),
        Literal::Bool(b) => Value::Bool(*b),
        Literal::None => Value::None,
        Literal::Ellipsis => Value::Ellipsis,
        Literal::Imaginary(y) => Value::complex(0.0, *y),
        Literal::BigInt(digits) => digits.parse::<BigInt>().map_or(Value::None, Value::big),
        Literal::Bytes(b) => Value::Bytes(Rc::new(b.to_vec())),
    }
}

/// Whether an expression is true.
pub fn test_of(interp: &mut Interp, frame: &mut Frame, e: &Expr) -> Result<bool> {
    let value = expr(interp, frame, e)?;
    if let Value::Bool(b) = value {
        return Ok(b);
    }
    interp.truth(&value).map_err(|r| locate(interp, frame, e.span, r))
}

fn binary(interp: &mut Interp, frame: &mut Frame, e: &Expr, op: BinOp, left: &Expr, right: &Expr) -> Result<Value> {
    let probe = Probe::start(interp);
    let a = expr(interp, frame, left)?;
    let b = expr(interp, frame, right)?;
    if let Some(v) = fast::binary(op, &a, &b) {
        return Ok(v);
    }
    let probe = probe.operands();
    let operands = [a, b];
    let result = interp.binary(op, &operands[0], &operands[1]).map_err(|r| locate(interp, frame, e.span, r))?;
    probe.end_through(interp, frame, e.span, &result, &operands);
    Ok(result)
}

fn compare(interp: &mut Interp, frame: &mut Frame, e: &Expr, left: &Expr, rest: &[(CmpOp, Expr)]) -> Result<Value> {
    let probe = Probe::start(interp);
    let mut a = expr(interp, frame, left)?;
    let mut probe = Some(probe);
    for (at, (op, right)) in rest.iter().enumerate() {
        let b = expr(interp, frame, right)?;
        let result = match fast::compare(*op, &a, &b) {
            Some(r) => r,
            None => {
                let marks = probe.take().unwrap_or_else(|| Probe::start(interp)).operands();
                let r = interp.compare(*op, &a, &b).map_err(|r| locate(interp, frame, e.span, r))?;
                marks.end(interp, frame, e.span, &r);
                r
            }
        };
        if at + 1 == rest.len() || !interp.truth(&result).map_err(|r| locate(interp, frame, e.span, r))? {
            return Ok(result);
        }
        a = b;
    }
    Ok(a)
}

fn unary(interp: &mut Interp, frame: &mut Frame, e: &Expr, op: UnaryOp, operand: &Expr) -> Result<Value> {
    if op == UnaryOp::Not {
        return Ok(Value::Bool(!test_of(interp, frame, operand)?));
    }
    let probe = Probe::start(interp);
    let a = expr(interp, frame, operand)?;
    let probe = probe.operands();
    let result = interp.unary(op, &a)?;
    probe.end(interp, frame, e.span, &result);
    Ok(result)
}

fn bool_op(interp: &mut Interp, frame: &mut Frame, and: bool, values: &[Expr]) -> Result<Value> {
    let Some((last, init)) = values.split_last() else { return Ok(Value::Bool(and)) };
    for e in init {
        let value = expr(interp, frame, e)?;
        if interp.truth(&value).map_err(|r| locate(interp, frame, e.span, r))? != and {
            return Ok(value);
        }
    }
    expr(interp, frame, last)
}

fn attribute(interp: &mut Interp, frame: &mut Frame, e: &Expr, value: &Expr, attr: &str) -> Result<Value> {
    let probe = Probe::start(interp);
    let v = expr(interp, frame, value)?;
    let probe = probe.operands();
    let result = interp.get_attr(&v, attr)?;
    probe.end_through(interp, frame, e.span, &result, std::slice::from_ref(&v));
    Ok(result)
}

fn subscript(interp: &mut Interp, frame: &mut Frame, e: &Expr, value: &Expr, index: &Expr) -> Result<Value> {
    let probe = Probe::start(interp);
    let v = expr(interp, frame, value)?;
    let i = expr(interp, frame, index)?;
    if let (Value::List(list), Value::Int(at)) = (&v, &i)
        && let Some(item) = usize::try_from(*at).ok().and_then(|at| list.0.borrow().get(at).cloned())
    {
        return Ok(item);
    }
    let probe = probe.operands();
    let result = interp.get_item(&v, &i)?;
    probe.end_through(interp, frame, e.span, &result, std::slice::from_ref(&v));
    Ok(result)
}

fn slice(interp: &mut Interp, frame: &mut Frame, parts: [&Option<Box<Expr>>; 3]) -> Result<Value> {
    let [start, stop, step] = parts.map(|p| match p {
        Some(e) => expr(interp, frame, e),
        None => Ok(Value::None),
    });
    Ok(Value::Slice(Rc::new(Slice { start: start?, stop: stop?, step: step? })))
}

/// The items of a display, starred ones spread.
pub fn display(interp: &mut Interp, frame: &mut Frame, items: &[Expr]) -> Result<Vec<Value>> {
    let mut values = Vec::with_capacity(items.len());
    for item in items {
        match &item.kind {
            ExprKind::Starred(inner) => {
                let v = expr(interp, frame, inner)?;
                values.extend(spread(interp, &v)?);
            }
            _ => values.push(expr(interp, frame, item)?),
        }
    }
    Ok(values)
}

/// The items of `*v` in a display.
fn spread(interp: &mut Interp, v: &Value) -> Result<Vec<Value>> {
    if !iterate::is_iterable(interp, v) {
        let text = format!("Value after * must be an iterable, not {}", interp.type_name(v));
        return Err(Raise::type_error(text));
    }
    interp.collect(v)
}

fn set_display(interp: &mut Interp, frame: &mut Frame, items: &[Expr]) -> Result<Value> {
    let mut keys = Items::default();
    for v in display(interp, frame, items)? {
        keys.insert(interp.key(v)?);
    }
    // Of three constants and more CPython makes a frozenset when it compiles, of that another one where it merges equal
    // constants, and then adds all of it at once.
    if items.len() > 2 && items.iter().all(constant) {
        keys = keys.walk().into_iter().collect::<Items>().copied();
    }
    Ok(types::set(keys, false))
}

/// What a loop walks: a set of constants is a frozenset that CPython makes when it compiles.
pub fn iterable(interp: &mut Interp, frame: &mut Frame, e: &Expr) -> Result<Value> {
    let value = expr(interp, frame, e)?;
    match (&e.kind, &value) {
        (ExprKind::Set(items), Value::Set(_)) if items.iter().all(constant) => {
            let mut added = Items::default();
            for v in display(interp, frame, items)? {
                added.insert(interp.key(v)?);
            }
            Ok(types::set(added.walk().into_iter().collect::<Items>(), true))
        }
        _ => Ok(value),
    }
}

/// Whether the compiler knows the value.
fn constant(e: &Expr) -> bool {
    match &e.kind {
        ExprKind::Literal(_) => true,
        ExprKind::Unary { operand, .. } => constant(operand),
        ExprKind::Tuple(items) => items.iter().all(constant),
        ExprKind::Binary { left, right, .. } => constant(left) && constant(right),
        _ => false,
    }
}

fn dict_display(interp: &mut Interp, frame: &mut Frame, items: &[(Option<Expr>, Expr)]) -> Result<Value> {
    let dict = crate::lang::dict::Dict::default();
    for (key, value) in items {
        match key {
            Some(key) => {
                let k = expr(interp, frame, key)?;
                let v = expr(interp, frame, value)?;
                let k = interp.key(k)?;
                dict.0.borrow_mut().insert(k, v);
            }
            None => {
                let other = expr(interp, frame, value)?;
                let Value::Dict(other) = &other else {
                    let text = format!("'{}' object is not a mapping", interp.type_name(&other));
                    return Err(Raise::type_error(text));
                };
                let pairs: Vec<_> = other.0.borrow().iter().map(|(k, v)| (k.clone(), v.clone())).collect();
                dict.0.borrow_mut().extend(pairs);
            }
        }
    }
    Ok(Value::Dict(Rc::new(dict)))
}
