//! Operators of strings, lists, tuples, sets and dicts.

use crate::engine::interrupt;
use crate::engine::mem::watch::room_for_text;
use crate::lang::builtins::python::dict::add_all;
use crate::lang::dict::{Dict, copied};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::protocol::iterate::room;
use crate::lang::protocol::types;
use crate::lang::remains::Gathered;
use crate::lang::set::Items;
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;
use std::rc::Rc;

/// `a op b`; `None` if no rule knows it.
pub fn binary(interp: &mut Interp, op: BinOp, a: &Value, b: &Value) -> Option<Result<Value>> {
    let (plain_a, plain_b) = (plain_text(a), plain_text(b));
    if plain_a.is_some() || plain_b.is_some() {
        return binary(interp, op, plain_a.as_ref().unwrap_or(a), plain_b.as_ref().unwrap_or(b));
    }
    match (op, a, b) {
        (BinOp::Add, ..) => add(interp, a, b),
        (BinOp::Mul, ..) if is_sequence(a) => Some(repeat(interp, a, b)),
        (BinOp::Mul, ..) if is_sequence(b) => Some(repeat(interp, b, a)),
        (BinOp::BitOr, Value::Dict(x), Value::Dict(y)) => {
            let all = Dict(copied(&x.0.borrow()).into());
            add_all(&mut all.0.borrow_mut(), &y.0.borrow());
            Some(Ok(Value::Dict(Rc::new(all))))
        }
        (_, Value::Set(x), Value::Set(y)) => {
            set_operation(op, &x.items.borrow(), &y.items.borrow()).map(|keys| Ok(types::set(keys, x.frozen)))
        }
        _ => None,
    }
}

/// `np.str_` and `np.bytes_` as the Python text that they are.
pub fn plain_text(v: &Value) -> Option<Value> {
    match v {
        Value::Scalar(s) => match &**s {
            crate::engine::Scalar::Str(text) => Some(Value::str(text.to_string())),
            crate::engine::Scalar::Bytes(bytes) => Some(Value::Bytes(Rc::new(bytes.to_vec()))),
            _ => None,
        },
        _ => None,
    }
}

/// Whether `v * n` repeats.
pub fn is_sequence(v: &Value) -> bool {
    matches!(v, Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_))
}

fn add(interp: &mut Interp, a: &Value, b: &Value) -> Option<Result<Value>> {
    let kind = match (a, b) {
        (Value::Str(x), _) => match b.as_str() {
            Some(y) => return Some(Ok(Value::Str(Rc::new(x.with(y))))),
            None => "str",
        },
        (Value::List(x), Value::List(y)) => {
            let (x, y) = (x.0.borrow(), y.0.borrow());
            return Some(Ok(Value::list(chained(&x, &y))));
        }
        (Value::Tuple(x), Value::Tuple(y)) => {
            return Some(Ok(Value::tuple(chained(x, y))));
        }
        (Value::Bytes(x), Value::Bytes(y)) => {
            let mut all = Vec::with_capacity(x.len() + y.len());
            [x, y].into_iter().for_each(|part| interrupt::extend(&mut all, part));
            return Some(Ok(Value::Bytes(Rc::new(all))));
        }
        (Value::Bytes(_), _) => {
            return Some(Err(Raise::type_error(format!("can't concat {} to bytes", interp.type_name(b)))));
        }
        (Value::List(_), _) => "list",
        (Value::Tuple(_), _) => "tuple",
        _ => return None,
    };
    let name = interp.type_name(b);
    Some(Err(Raise::type_error(format!("can only concatenate {kind} (not \"{name}\") to {kind}"))))
}

fn chained(x: &[Value], y: &[Value]) -> Vec<Value> {
    let mut all = Gathered::from(Vec::with_capacity(x.len() + y.len()));
    [x, y].into_iter().for_each(|part| all.extend(interrupt::watched(part.iter()).cloned()));
    all.done()
}

fn repeat(interp: &mut Interp, v: &Value, times: &Value) -> Result<Value> {
    let name = interp.type_name(times);
    let n = match interp.index(times) {
        Ok(n) => n.max(0) as usize,
        Err(e) if e.is(&exc::OVERFLOW_ERROR) => {
            let text = format!("cannot fit '{name}' into an index-sized integer");
            return Err(Raise::new(&exc::OVERFLOW_ERROR, text));
        }
        Err(_) => return Err(Raise::type_error(format!("can't multiply sequence by non-int of type '{name}'"))),
    };
    let len = interp.len(v)?.saturating_mul(n);
    Ok(match v {
        Value::Str(s) => Value::str(String::from_utf8(repeated(s.as_str().as_bytes(), n)?).expect("whole characters")),
        Value::Bytes(b) => Value::Bytes(Rc::new(repeated(b, n)?)),
        Value::List(l) => Value::list(cycled(&l.0.borrow(), len)?),
        Value::Tuple(t) => Value::tuple(cycled(t, len)?),
        _ => Value::None,
    })
}

/// The bytes `n` times.
fn repeated(bytes: &[u8], n: usize) -> Result<Vec<u8>> {
    const PIECE: usize = 1 << 20;
    let len = bytes.len().saturating_mul(n);
    room_for_text(len)?;
    if len <= PIECE {
        return Ok(bytes.repeat(n));
    }
    // Whole copies, so that any number of pieces fits together.
    let piece = bytes.repeat((PIECE / bytes.len()).clamp(1, n));
    let mut all = Vec::new();
    all.try_reserve_exact(len).map_err(|_| Raise::with_args(&exc::MEMORY_ERROR, vec![]))?;
    while all.len() < len {
        interrupt::check()?;
        all.extend_from_slice(&piece[..piece.len().min(len - all.len())]);
    }
    Ok(all)
}

/// The first `len` of the items over and over.
fn cycled(items: &[Value], len: usize) -> Result<Vec<Value>> {
    const LOOK: usize = 1 << 16;
    let mut all = Gathered::from(room(len)?);
    let mut cycle = items.iter().cycle().cloned();
    while all.len() < len {
        interrupt::check()?;
        let more = LOOK.min(len - all.len());
        all.extend(cycle.by_ref().take(more));
    }
    Ok(all.done())
}

fn set_operation(op: BinOp, x: &Items, y: &Items) -> Option<Items> {
    Some(match op {
        BinOp::BitAnd => x.intersection_of(y),
        BinOp::BitOr => {
            let mut all = x.copied();
            all.merge(y);
            all
        }
        BinOp::BitXor => {
            let mut either = y.copied();
            either.toggle(x);
            either
        }
        BinOp::Sub => x.difference_of(y),
        _ => return None,
    })
}

/// `x op= y`; whether the operator is one of sets.
fn set_in_place(op: BinOp, x: &mut Items, y: &Items) -> bool {
    match op {
        BinOp::BitAnd => *x = x.intersection_of(y),
        BinOp::BitOr => x.merge(y),
        BinOp::BitXor => x.toggle(y),
        BinOp::Sub => x.subtract(y),
        _ => return false,
    }
    true
}

/// `a op= b` where `a` changes; `None` if it does not and `a op b` decides.
pub fn in_place(interp: &mut Interp, op: BinOp, a: &Value, b: &Value) -> Option<Result<Value>> {
    match (op, a, b) {
        (BinOp::Add, Value::List(list), _) => Some(interp.collect(b).map(|items| {
            list.0.borrow_mut().extend(items);
            a.clone()
        })),
        (BinOp::Mul, Value::List(list), _) => Some(repeat(interp, a, b).map(|all| {
            if let Value::List(all) = all {
                list.0.swap(&all.0);
            }
            a.clone()
        })),
        // A list of a kind of its own stays of that kind.
        (_, Value::Object(o), _) => match o.plain()? {
            list @ Value::List(_) => in_place(interp, op, &list, b).map(|done| done.map(|_| a.clone())),
            _ => None,
        },
        (_, Value::Set(x), Value::Set(y)) if !x.frozen => {
            let other = y.items.borrow().clone();
            set_in_place(op, &mut x.items.borrow_mut(), &other).then(|| Ok(a.clone()))
        }
        (BinOp::BitOr, Value::Dict(x), Value::Dict(y)) => {
            if !Rc::ptr_eq(x, y) {
                add_all(&mut x.0.borrow_mut(), &y.0.borrow());
            }
            Some(Ok(a.clone()))
        }
        _ => None,
    }
}
