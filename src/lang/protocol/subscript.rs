//! Subscripts: `v[i]`, `v[i] = x`, `del v[i]`.

use super::number;
use super::slices::{self, position};
use crate::engine::interrupt::{self, watched};
use crate::lang::builtins::numpy::records;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::index as arrays;
use crate::lang::ops::texts;
use crate::lang::remains::Gathered;
use crate::lang::value::{List, Range, Slice, Value};
use std::rc::Rc;

/// `v[index]`.
///
/// # Errors
/// `IndexError`, `KeyError`, `TypeError`, as Python words them.
pub fn get(interp: &mut Interp, v: &Value, index: &Value) -> Result<Value> {
    match v {
        Value::Array(a) => arrays::get_item(interp, a, index).map(|found| records::rec::kept(a, found)),
        Value::Dict(d) => {
            let key = interp.key(index.clone())?;
            let found = d.0.borrow().get(&key).cloned();
            found.ok_or_else(|| Raise::key_error(index.clone()))
        }
        Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_) | Value::Range(_) => {
            sequence_get(interp, v, index)
        }
        Value::Scalar(s) => match &**s {
            crate::engine::Scalar::Str(s) => sequence_get(interp, &Value::str(&**s), index),
            crate::engine::Scalar::Bytes(b) => sequence_get(interp, &Value::Bytes(Rc::new(b.to_vec())), index),
            _ => arrays::scalar_item(interp, v, index),
        },
        Value::DType(d) => records::descr::subscript(interp, *d, index).map(Value::DType),
        Value::Object(o) => match o.clone().subscript(interp, index) {
            Some(result) => result,
            None => Err(not_subscriptable(interp, v)),
        },
        Value::Type(t) => crate::lang::builtins::python::alias::generic(t, index)
            .ok_or_else(|| Raise::type_error(format!("type '{}' is not subscriptable", t.qualified_name()))),
        _ => Err(not_subscriptable(interp, v)),
    }
}

/// Of a sequence CPython says it in other words.
fn not_deletable(interp: &Interp, v: &Value, index: &Value) -> Raise {
    let sequence = matches!(v, Value::Tuple(_) | Value::Str(_) | Value::Bytes(_) | Value::Range(_));
    let by_number = matches!(index, Value::Int(_) | Value::Bool(_) | Value::BigInt(_) | Value::Scalar(_));
    let not = if sequence && by_number { "doesn't" } else { "does not" };
    Raise::type_error(format!("'{}' object {not} support item deletion", interp.type_name(v)))
}

fn not_subscriptable(interp: &Interp, v: &Value) -> Raise {
    Raise::type_error(format!("'{}' object is not subscriptable", interp.type_name(v)))
}

fn sequence_get(interp: &mut Interp, v: &Value, index: &Value) -> Result<Value> {
    let len = interp.len(v)?;
    if let Value::Slice(s) = index {
        return sequence_slice(interp, v, s, len);
    }
    let i = sequence_index(interp, v, index)?;
    let at = position(i, len).ok_or_else(|| Raise::index_error(out_of_range(v, "")))?;
    Ok(match v {
        Value::List(l) => l.0.borrow()[at].clone(),
        Value::Tuple(t) => t[at].clone(),
        Value::Bytes(b) => Value::Int(b[at] as i64),
        Value::Range(r) => Value::Int(r.get(at)),
        Value::Str(s) if s.is_ascii() => Value::char(s.as_str().as_bytes()[at] as char),
        Value::Str(s) => s.as_str()[texts::byte_of(s, at)..].chars().next().map_or(Value::None, Value::char),
        _ => Value::None,
    })
}

fn out_of_range(v: &Value, doing: &str) -> String {
    match v {
        Value::List(_) => format!("list {doing}index out of range"),
        Value::Tuple(_) => "tuple index out of range".into(),
        Value::Str(_) => "string index out of range".into(),
        Value::Range(_) => "range object index out of range".into(),
        _ => "index out of range".into(),
    }
}

fn sequence_index(interp: &mut Interp, v: &Value, index: &Value) -> Result<i64> {
    if let Value::Int(i) = index {
        return Ok(*i);
    }
    let name = interp.type_name(index);
    match number::big_index(interp, index) {
        Ok(n) => i64::try_from(&n)
            .map_err(|_| Raise::index_error(format!("cannot fit '{name}' into an index-sized integer"))),
        Err(_) if matches!(index, Value::Array(_)) => {
            Err(Raise::type_error("only integer scalar arrays can be converted to a scalar index"))
        }
        Err(_) => Err(Raise::type_error(match v {
            Value::List(_) => format!("list indices must be integers or slices, not {name}"),
            Value::Tuple(_) => format!("tuple indices must be integers or slices, not {name}"),
            Value::Str(_) => format!("string indices must be integers, not '{name}'"),
            Value::Range(_) => format!("range indices must be integers or slices, not {name}"),
            _ => format!("byte indices must be integers or slices, not {name}"),
        })),
    }
}

fn picked(items: &[Value], at: impl Iterator<Item = usize>) -> Vec<Value> {
    let mut all = Gathered::default();
    all.extend(watched(at).map(|i| items[i].clone()));
    all.done()
}

fn sequence_slice(interp: &mut Interp, v: &Value, slice: &Slice, len: usize) -> Result<Value> {
    let span = slices::span(interp, slice, len)?;
    Ok(match v {
        Value::List(l) => {
            let items = l.0.borrow();
            Value::list(picked(&items, span.indices()))
        }
        Value::Tuple(t) => Value::tuple(picked(t, span.indices())),
        Value::Bytes(b) if span.step == 1 => {
            let start = span.start as usize;
            Value::Bytes(Rc::new(interrupt::copied(&b[start..start + span.len])))
        }
        Value::Bytes(b) => {
            let mut out = Vec::with_capacity(span.len);
            out.extend(watched(span.indices()).map(|i| b[i]));
            Value::Bytes(Rc::new(out))
        }
        Value::Str(s) if s.is_ascii() && span.step == 1 => {
            let start = span.start as usize;
            Value::str(&s.as_str()[start..start + span.len])
        }
        Value::Str(s) if span.step == 1 => {
            let ends = [span.start as usize, span.start as usize + span.len];
            let [from, to] = ends.map(|at| texts::byte_of(s, at));
            Value::str(&s.as_str()[from..to])
        }
        Value::Str(s) => {
            let chars: Vec<char> = watched(s.as_str().chars()).collect();
            Value::str(watched(span.indices()).map(|i| chars[i]).collect::<String>())
        }
        Value::Range(r) => {
            let at = |i: i64| r.start + i * r.step;
            let (start, stop, step) = (at(span.start), at(span.stop), r.step * span.step);
            Value::Range(Rc::new(Range { start, stop, step }))
        }
        _ => Value::None,
    })
}

/// `v[index] = value`.
///
/// # Errors
/// As [`get`].
pub fn set(interp: &mut Interp, v: &Value, index: &Value, value: Value) -> Result<()> {
    match v {
        Value::Array(a) => arrays::set_item(interp, a, index, &value),
        Value::Scalar(s) => match &**s {
            crate::engine::Scalar::Void(item) => records::set_scalar(interp, item, index, value),
            _ => Err(no_assignment(interp, v)),
        },
        Value::Dict(d) => {
            let key = interp.key(index.clone())?;
            let old = d.0.borrow_mut().insert(key, value);
            drop(old);
            Ok(())
        }
        Value::List(l) => match index {
            Value::Slice(s) => set_list_slice(interp, l, s, &value),
            _ => {
                let i = sequence_index(interp, v, index)?;
                let mut items = l.0.borrow_mut();
                let len = items.len();
                let at = position(i, len).ok_or_else(|| Raise::index_error(out_of_range(v, "assignment ")))?;
                let old = std::mem::replace(&mut items[at], value);
                drop(items);
                drop(old);
                Ok(())
            }
        },
        Value::Object(o) => match o.clone().set_subscript(interp, index, value) {
            Some(result) => result,
            None => Err(no_assignment(interp, v)),
        },
        _ => Err(no_assignment(interp, v)),
    }
}

fn no_assignment(interp: &Interp, v: &Value) -> Raise {
    Raise::type_error(format!("'{}' object does not support item assignment", interp.type_name(v)))
}

fn set_list_slice(interp: &mut Interp, list: &Rc<List>, slice: &Slice, value: &Value) -> Result<()> {
    if !super::iterate::is_iterable(interp, value) {
        return Err(Raise::type_error("can only assign an iterable"));
    }
    let new = interp.collect(value)?;
    let len = list.0.borrow().len();
    let span = slices::span(interp, slice, len)?;
    let mut items = list.0.borrow_mut();
    if slice.step.is_none() || span.step == 1 {
        let start = span.start as usize;
        items.splice(start..start + span.len, new);
        return Ok(());
    }
    if new.len() != span.len {
        return Err(Raise::value_error(format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            new.len(),
            span.len
        )));
    }
    for (i, item) in span.indices().zip(new) {
        items[i] = item;
    }
    Ok(())
}

/// `del v[index]`.
///
/// # Errors
/// As [`get`].
pub fn delete(interp: &mut Interp, v: &Value, index: &Value) -> Result<()> {
    match v {
        Value::Dict(d) => {
            let key = interp.key(index.clone())?;
            let gone = d.0.borrow_mut().shift_remove(&key);
            gone.map(drop).ok_or_else(|| Raise::key_error(index.clone()))
        }
        Value::List(l) => match index {
            Value::Slice(s) => {
                let len = l.0.borrow().len();
                let span = slices::span(interp, s, len)?;
                let gone: std::collections::HashSet<usize> = span.indices().collect();
                let mut at = 0;
                l.0.borrow_mut().retain(|_| {
                    at += 1;
                    !gone.contains(&(at - 1))
                });
                Ok(())
            }
            _ => {
                let i = sequence_index(interp, v, index)?;
                let mut items = l.0.borrow_mut();
                let len = items.len();
                let at = position(i, len).ok_or_else(|| Raise::index_error(out_of_range(v, "assignment ")))?;
                let old = items.remove(at);
                drop(items);
                drop(old);
                Ok(())
            }
        },
        Value::Array(_) => Err(Raise::value_error("cannot delete array elements")),
        Value::Object(o) => match o.clone().delete_subscript(interp, index) {
            Some(result) => result,
            None => Err(not_deletable(interp, v, index)),
        },
        _ => Err(not_deletable(interp, v, index)),
    }
}
