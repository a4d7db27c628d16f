//! Expressions.

use super::frame::Frame;
use super::probe::{Operation, Probe};
use super::{call, comprehension, element, fstring, function, locate, name, sites};
use crate::engine::mem::packed::Packed;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::fast;
use crate::lang::protocol::{iterate, types};
use crate::lang::set::Items;
use crate::lang::value::{Slice, Value};
use crate::syntax::Span;
use crate::syntax::ast::{BinOp, CmpOp, Expr, ExprKind, Ident, Literal, NameRef, Slot, UnaryOp};
use num_bigint::BigInt;
use std::mem::forget;
use std::rc::Rc;

/// What a node yields, on its way through registers.
type Yield = Packed<Result<Value>>;

/// The value of an expression.
#[inline(always)]
pub fn expr(interp: &mut Interp, frame: &mut Frame, e: &Expr) -> Result<Value> {
    node(interp, frame, e).open()
}

/// The value of an expression that is often a number at hand.
#[inline(always)]
pub fn operand(interp: &mut Interp, frame: &mut Frame, e: &Expr) -> Result<Value> {
    match &e.kind {
        ExprKind::Literal(Literal::Int(n)) => return Ok(Value::Int(*n)),
        ExprKind::Name(NameRef { slot: Slot::Local(i), .. }) => {
            if let Some(v) = &frame.locals[*i as usize] {
                return Ok(v.clone());
            }
        }
        _ => {}
    }
    expr(interp, frame, e)
}

fn node(interp: &mut Interp, frame: &mut Frame, e: &Expr) -> Yield {
    match &e.kind {
        ExprKind::Literal(l) => Packed::new(Ok(literal(interp, l))),
        ExprKind::Name(n) => variable(interp, frame, n, e.span),
        ExprKind::Binary { op, left, right } => binary(interp, frame, e, *op, left, right),
        ExprKind::Compare { left, rest } => match &rest[..] {
            [(op, right)] => compare_two(interp, frame, e, left, *op, right),
            _ => Packed::new(compare(interp, frame, e, left, rest)),
        },
        ExprKind::Call { func, args } => call::call(interp, frame, e, func, args),
        ExprKind::Subscript { value, index } => subscript(interp, frame, e, value, index),
        _ => rarer(interp, frame, e),
    }
}

fn variable(interp: &mut Interp, frame: &Frame, n: &NameRef, span: Span) -> Yield {
    Packed::of(|| name::load(interp, frame, n).map_err(|r| locate(interp, frame, span, r)))
}

fn rarer(interp: &mut Interp, frame: &mut Frame, e: &Expr) -> Yield {
    Packed::new(compound(interp, frame, e).map_err(|r| locate(interp, frame, e.span, r)))
}

fn compound(interp: &mut Interp, frame: &mut Frame, e: &Expr) -> Result<Value> {
    match &e.kind {
        ExprKind::Attribute { value, attr } => attribute(interp, frame, e, value, attr),
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
        _ => expr(interp, frame, e),
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

#[inline(always)]
fn literal(interp: &mut Interp, l: &Literal) -> Value {
    match l {
        Literal::Int(n) => Value::Int(*n),
        Literal::Float(x) => Value::Float(*x),
        Literal::Str(s) => sites::text(interp, s).open(),
        _ => constant_of(l),
    }
}

fn constant_of(l: &Literal) -> Value {
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
#[inline(always)]
pub fn test_of(interp: &mut Interp, frame: &mut Frame, e: &Expr) -> Result<bool> {
    match expr(interp, frame, e)? {
        Value::Bool(b) => Ok(b),
        value => truth_of(interp, frame, e, value),
    }
}

#[inline(never)]
fn truth_of(interp: &mut Interp, frame: &mut Frame, e: &Expr, value: Value) -> Result<bool> {
    interp.truth(&value).map_err(|r| locate(interp, frame, e.span, r))
}

fn binary(interp: &mut Interp, frame: &mut Frame, e: &Expr, op: BinOp, left: &Expr, right: &Expr) -> Yield {
    Packed::of(|| {
        let probe = Probe::start(interp);
        let a = operand(interp, frame, left)?;
        let b = operand(interp, frame, right)?;
        if let Some(v) = fast::binary(op, &a, &b) {
            // Both are numbers: there is nothing to drop.
            forget((a, b));
            return Ok(v);
        }
        let probe = probe.operands(interp);
        operated(interp, frame, e.span, op, [a, b], probe).open()
    })
}

/// `a op b` of operands of any kind.
#[inline(never)]
pub fn operated(
    interp: &mut Interp,
    frame: &Frame,
    span: Span,
    op: BinOp,
    operands: [Value; 2],
    probe: Operation,
) -> Yield {
    Packed::of(|| {
        let result = interp.binary(op, &operands[0], &operands[1]).map_err(|r| locate(interp, frame, span, r))?;
        probe.end_through(interp, frame, span, &result, &operands);
        Ok(result)
    })
}

fn compare_two(interp: &mut Interp, frame: &mut Frame, e: &Expr, left: &Expr, op: CmpOp, right: &Expr) -> Yield {
    Packed::of(|| {
        let probe = Probe::start(interp);
        let a = operand(interp, frame, left)?;
        let b = operand(interp, frame, right)?;
        if let Some(truth) = fast::compare(op, &a, &b) {
            return Ok(Value::Bool(truth));
        }
        let probe = probe.operands(interp);
        compared(interp, frame, e.span, op, [a, b], probe).open()
    })
}

/// `a op b` for one comparison of operands of any kind.
#[inline(never)]
pub fn compared(
    interp: &mut Interp,
    frame: &Frame,
    span: Span,
    op: CmpOp,
    operands: [Value; 2],
    probe: Operation,
) -> Yield {
    Packed::of(|| {
        let result = interp.compare(op, &operands[0], &operands[1]).map_err(|r| locate(interp, frame, span, r))?;
        probe.end(interp, frame, span, &result);
        Ok(result)
    })
}

fn compare(interp: &mut Interp, frame: &mut Frame, e: &Expr, left: &Expr, rest: &[(CmpOp, Expr)]) -> Result<Value> {
    let probe = Probe::start(interp);
    let mut a = expr(interp, frame, left)?;
    let mut probe = Some(probe);
    for (at, (op, right)) in rest.iter().enumerate() {
        let b = expr(interp, frame, right)?;
        let result = match fast::compare(*op, &a, &b) {
            Some(truth) => Value::Bool(truth),
            None => {
                let marks = probe.take().unwrap_or_else(|| Probe::start(interp)).operands(interp);
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
    let probe = probe.operands(interp);
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

fn attribute(interp: &mut Interp, frame: &mut Frame, e: &Expr, value: &Expr, attr: &Ident) -> Result<Value> {
    let probe = Probe::start(interp);
    let v = operand(interp, frame, value)?;
    let probe = probe.operands(interp);
    let result = member(interp, &v, attr)?;
    probe.end_through(interp, frame, e.span, &result, std::slice::from_ref(&v));
    Ok(result)
}

/// `v.attr`.
pub fn member(interp: &mut Interp, v: &Value, attr: &Ident) -> Result<Value> {
    let Value::Module(m) = v else { return interp.get_attr(v, attr) };
    if let Some(found) = sites::member(interp, m, attr) {
        return Ok(found);
    }
    let found = interp.get_attr(v, attr)?;
    sites::keep_member(interp, m, attr, &found);
    Ok(found)
}

fn subscript(interp: &mut Interp, frame: &mut Frame, e: &Expr, value: &Expr, index: &Expr) -> Yield {
    Packed::of(|| {
        let probe = Probe::start(interp);
        let v = operand(interp, frame, value)?;
        let i = element::index(interp, frame, &v, index)?;
        if let Some(item) = element::get(&v, &i) {
            return Ok(item);
        }
        let i = i.into_value();
        let probe = probe.operands(interp);
        item(interp, frame, e.span, v, i, probe)
    })
}

/// `object[index]` of any kind.
pub fn item(
    interp: &mut Interp,
    frame: &Frame,
    span: Span,
    object: Value,
    index: Value,
    probe: Operation,
) -> Result<Value> {
    let result = interp.get_item(&object, &index).map_err(|r| locate(interp, frame, span, r))?;
    probe.end_through(interp, frame, span, &result, std::slice::from_ref(&object));
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
