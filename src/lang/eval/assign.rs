//! Binding: assignment, unpacking, augmented assignment, `del`.

use super::element::{self, Index};
use super::expr::{expr, operand};
use super::frame::Frame;
use super::probe::Probe;
use super::{locate, name};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::fast;
use crate::lang::protocol::iterate;
use crate::lang::value::Value;
use crate::syntax::Span;
use crate::syntax::ast::{BinOp, Expr, ExprKind, NameRef};
use std::mem::forget;
use std::rc::Rc;

/// Assigns a value to a target of any kind.
pub fn assign(interp: &mut Interp, frame: &mut Frame, target: &Expr, value: Value) -> Result<()> {
    match &target.kind {
        ExprKind::Name(n) => {
            name::store(interp, frame, n, value);
            Ok(())
        }
        ExprKind::Tuple(items) | ExprKind::List(items) => unpack(interp, frame, target.span, items, value),
        ExprKind::Subscript { value: object, index } => {
            let object = operand(interp, frame, object)?;
            let index = element::index(interp, frame, &object, index)?;
            set_item(interp, frame, target.span, &object, index, value)
        }
        ExprKind::Attribute { value: object, attr } => {
            let object = expr(interp, frame, object)?;
            let probe = Probe::start(interp).operands(interp);
            interp.set_attr(&object, attr, value).map_err(|r| locate(interp, frame, target.span, r))?;
            probe.end_through(interp, frame, target.span, &Value::None, std::slice::from_ref(&object));
            Ok(())
        }
        ExprKind::Starred(inner) => assign(interp, frame, inner, value),
        _ => Err(Raise::type_error("cannot assign to this expression")),
    }
}

fn set_item(
    interp: &mut Interp,
    frame: &mut Frame,
    span: Span,
    object: &Value,
    index: Index,
    value: Value,
) -> Result<()> {
    let probe = Probe::start(interp).operands(interp);
    if !element::set(object, &index, &value) {
        interp.set_item(object, &index.into_value(), value).map_err(|r| locate(interp, frame, span, r))?;
    }
    probe.end_through(interp, frame, span, &Value::None, std::slice::from_ref(object));
    Ok(())
}

fn unpack(interp: &mut Interp, frame: &mut Frame, span: Span, targets: &[Expr], value: Value) -> Result<()> {
    if let Value::Tuple(values) = &value
        && values.len() == targets.len()
        && !targets.iter().any(|t| matches!(t.kind, ExprKind::Starred(_)))
    {
        return targets.iter().zip(values.iter()).try_for_each(|(t, v)| assign(interp, frame, t, v.clone()));
    }
    let star = targets.iter().position(|t| matches!(t.kind, ExprKind::Starred(_)));
    let values = items(interp, &value, targets.len(), star).map_err(|r| locate(interp, frame, span, r))?;
    for (target, value) in targets.iter().zip(values) {
        assign(interp, frame, target, value)?;
    }
    Ok(())
}

/// As many values as there are targets; the starred one's is a list.
fn items(interp: &mut Interp, value: &Value, wanted: usize, star: Option<usize>) -> Result<Vec<Value>> {
    if let (Value::Tuple(t), None) = (value, star)
        && t.len() == wanted
    {
        return Ok(t.to_vec());
    }
    if !iterate::is_iterable(interp, value) && !matches!(value, Value::Array(_)) {
        let text = format!("cannot unpack non-iterable {} object", interp.type_name(value));
        return Err(Raise::type_error(text));
    }
    let it = interp.iter(value)?;
    let mut values = Vec::with_capacity(wanted);
    let limit = if star.is_some() { usize::MAX } else { wanted };
    while values.len() < limit {
        match interp.next(&it)? {
            Some(v) => values.push(v),
            None => break,
        }
    }
    let least = if star.is_some() { wanted - 1 } else { wanted };
    if values.len() < least {
        let at_least = if star.is_some() { "at least " } else { "" };
        let text = format!("not enough values to unpack (expected {at_least}{least}, got {})", values.len());
        return Err(Raise::value_error(text));
    }
    if let Some(at) = star {
        let rest: Vec<Value> = values.drain(at..at + values.len() - least).collect();
        values.insert(at, Value::list(rest));
    } else if interp.next(&it)?.is_some() {
        return Err(Raise::value_error(format!("too many values to unpack (expected {wanted})")));
    }
    Ok(values)
}

/// `name += text`: where nothing else holds the text that is there, it grows in place, as CPython's does.
fn append_text(interp: &mut Interp, frame: &mut Frame, name: &NameRef, old: Value, more: &Value) {
    // The name's own hold is let go, so that a text nobody else holds has one owner.
    name::store(interp, frame, name, Value::None);
    let (Value::Str(mut text), Some(more)) = (old, more.as_str()) else { return };
    match Rc::get_mut(&mut text) {
        Some(own) => own.push(more),
        None => text = Rc::new(text.with(more)),
    }
    name::store(interp, frame, name, Value::Str(text));
}

/// `target op= value`.
pub fn augmented(
    interp: &mut Interp,
    frame: &mut Frame,
    span: Span,
    target: &Expr,
    op: BinOp,
    value: &Expr,
) -> Result<()> {
    match &target.kind {
        ExprKind::Name(n) => {
            let old = operand(interp, frame, target)?;
            let new = operand(interp, frame, value)?;
            update_name(interp, frame, span, op, n, old, new)
        }
        ExprKind::Subscript { value: object, index } => {
            let object = operand(interp, frame, object)?;
            let index = element::index(interp, frame, &object, index)?;
            let (old, index) = match element::get(&object, &index) {
                Some(old) => (old, index),
                None => {
                    let index = index.into_value();
                    let old = interp.get_item(&object, &index).map_err(|r| locate(interp, frame, target.span, r))?;
                    (old, Index::One(index))
                }
            };
            let new = expr(interp, frame, value)?;
            let result = update(interp, frame, span, op, &old, &new)?;
            set_item(interp, frame, target.span, &object, index, result)
        }
        ExprKind::Attribute { value: object, attr } => {
            let object = expr(interp, frame, object)?;
            let old = interp.get_attr(&object, attr).map_err(|r| locate(interp, frame, target.span, r))?;
            let new = expr(interp, frame, value)?;
            let result = update(interp, frame, span, op, &old, &new)?;
            interp.set_attr(&object, attr, result).map_err(|r| locate(interp, frame, span, r))
        }
        _ => Err(Raise::type_error("illegal expression for augmented assignment")),
    }
}

/// `name op= new`, where the name's value was `old`.
pub fn update_name(
    interp: &mut Interp,
    frame: &mut Frame,
    span: Span,
    op: BinOp,
    n: &NameRef,
    old: Value,
    new: Value,
) -> Result<()> {
    if let Some(v) = fast::binary(op, &old, &new) {
        // Both are numbers: there is nothing to drop.
        forget((old, new));
        name::store(interp, frame, n, v);
        return Ok(());
    }
    if let (BinOp::Add, Value::Str(_), Value::Str(_)) = (op, &old, &new) {
        append_text(interp, frame, n, old, &new);
        return Ok(());
    }
    let result = update(interp, frame, span, op, &old, &new)?;
    drop(old);
    name::store(interp, frame, n, result);
    Ok(())
}

fn update(interp: &mut Interp, frame: &mut Frame, span: Span, op: BinOp, old: &Value, new: &Value) -> Result<Value> {
    if let Some(v) = fast::binary(op, old, new) {
        return Ok(v);
    }
    let probe = Probe::start(interp).operands(interp);
    let result = interp.in_place(op, old, new).map_err(|r| locate(interp, frame, span, r))?;
    probe.end_through(interp, frame, span, &result, std::slice::from_ref(old));
    Ok(result)
}

/// `del target`.
pub fn delete(interp: &mut Interp, frame: &mut Frame, target: &Expr) -> Result<()> {
    let result = match &target.kind {
        ExprKind::Name(n) => name::delete(interp, frame, n),
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().try_for_each(|t| delete(interp, frame, t)),
        ExprKind::Subscript { value, index } => {
            let object = expr(interp, frame, value)?;
            let index = expr(interp, frame, index)?;
            interp.del_item(&object, &index)
        }
        ExprKind::Attribute { value, attr } => {
            let object = expr(interp, frame, value)?;
            crate::lang::protocol::attribute::delete(interp, &object, attr)
        }
        _ => Err(Raise::type_error("cannot delete this expression")),
    };
    result.map_err(|r| locate(interp, frame, target.span, r))
}
