//! Elements by whole numbers, `a[i]` and `a[i, j]`: the index stays what it is, without a tuple or a list of entries.
//! Whatever is not that simple is left to the general way.

use super::expr::operand;
use super::frame::Frame;
use crate::engine::mem::access;
use crate::engine::observe::{self, MemEvent};
use crate::engine::{DType, Scalar, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::records::rec;
use crate::lang::dict::Key;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::protocol::slices::position;
use crate::lang::value::Value;
use crate::syntax::ast::{Expr, ExprKind};

/// What stands between the brackets.
pub enum Index {
    /// One value.
    One(Value),
    /// Two, of an array.
    Two(Value, Value),
}

/// Evaluates the index of `object`.
#[inline(always)]
pub fn index(interp: &mut Interp, frame: &mut Frame, object: &Value, e: &Expr) -> Result<Index> {
    if let (Value::Array(_), ExprKind::Tuple(items)) = (object, &e.kind)
        && let [i, j] = &items[..]
        && !matches!(i.kind, ExprKind::Starred(_))
        && !matches!(j.kind, ExprKind::Starred(_))
    {
        return Ok(Index::Two(operand(interp, frame, i)?, operand(interp, frame, j)?));
    }
    operand(interp, frame, e).map(Index::One)
}

impl Index {
    /// As a value of the language.
    pub fn into_value(self) -> Value {
        match self {
            Index::One(v) => v,
            Index::Two(i, j) => Value::tuple(vec![i, j]),
        }
    }
}

/// `object[at]` of a list, a tuple, a dict or an array, if it is one element that is there.
#[inline]
pub fn get(object: &Value, at: &Index) -> Option<Value> {
    match at {
        Index::One(i) => one(object, i),
        Index::Two(i, j) => two(object, i, j),
    }
}

/// `object[i]`, likewise.
#[inline]
pub fn one(object: &Value, i: &Value) -> Option<Value> {
    match (object, i) {
        (Value::List(list), Value::Int(i)) => {
            let items = list.0.borrow();
            items.get(position(*i, items.len())?).cloned()
        }
        (Value::Tuple(items), Value::Int(i)) => items.get(position(*i, items.len())?).cloned(),
        (Value::Dict(dict), Value::Int(_) | Value::Str(_)) => dict.0.borrow().get(&Key::new(i.clone())?).cloned(),
        (Value::Array(a), _) => element(a, &[i]),
        _ => None,
    }
}

/// `object[i, j]`, likewise.
#[inline]
pub fn two(object: &Value, i: &Value, j: &Value) -> Option<Value> {
    let Value::Array(a) = object else { return None };
    element(a, &[i, j])
}

#[inline(never)]
fn element(a: &Array, at: &[&Value]) -> Option<Value> {
    let view = a.view();
    Some(rec::kept(a, Value::scalar(view.get_at(offset(&view, at)?))))
}

/// The byte offset of the one element that an index for each axis picks.
#[inline]
fn offset(view: &View, at: &[&Value]) -> Option<usize> {
    let layout = view.layout();
    if layout.rank() != at.len() {
        return None;
    }
    let mut sum = layout.offset as isize;
    for (i, (&length, &stride)) in at.iter().zip(layout.shape.iter().zip(&layout.strides)) {
        sum += position(whole(i)?, length)? as isize * stride;
    }
    Some(sum as usize)
}

fn whole(v: &Value) -> Option<i64> {
    match v {
        Value::Int(i) => Some(*i),
        Value::Scalar(s) => match **s {
            Scalar::Int64(i) => Some(i),
            _ => None,
        },
        _ => None,
    }
}

/// `object[at] = value` of a list, a dict or an array, if it is one element in range and the value fits as it is.
#[inline]
pub fn set(object: &Value, at: &Index, value: &Value) -> bool {
    match at {
        Index::One(i) => set_one(object, i, value),
        Index::Two(i, j) => set_two(object, i, j, value),
    }
}

/// `object[i, j] = value`, likewise.
#[inline]
pub fn set_two(object: &Value, i: &Value, j: &Value, value: &Value) -> bool {
    let Value::Array(a) = object else { return false };
    put(a, &[i, j], value).is_some()
}

/// `object[i] = value`, likewise.
#[inline]
pub fn set_one(object: &Value, i: &Value, value: &Value) -> bool {
    match (object, i) {
        (Value::List(list), Value::Int(i)) => {
            let mut items = list.0.borrow_mut();
            let Some(at) = position(*i, items.len()) else { return false };
            let old = std::mem::replace(&mut items[at], value.clone());
            drop(items);
            drop(old);
            true
        }
        (Value::Dict(dict), Value::Int(_) | Value::Str(_)) => {
            let Some(key) = Key::new(i.clone()) else { return false };
            let old = dict.0.borrow_mut().insert(key, value.clone());
            drop(old);
            true
        }
        (Value::Array(a), _) => put(a, &[i], value).is_some(),
        _ => false,
    }
}

#[inline(never)]
fn put(a: &Array, at: &[&Value], value: &Value) -> Option<()> {
    let view = a.view();
    let element = fitting(value, view.dtype())?;
    let at = offset(&view, at)?;
    if !a.writeable() || !view.buffer().writeable() {
        return None;
    }
    access::store(&view, at, &element);
    observe::note(MemEvent::Write { id: view.id(), bytes: view.layout().itemsize() });
    Some(())
}

/// The value as an element, where neither a rounding nor a warning can come of it.
fn fitting(value: &Value, dtype: DType) -> Option<Scalar> {
    const EXACT: u64 = 1 << 53;
    Some(match (dtype, value) {
        (DType::Float64, Value::Float(x)) => Scalar::Float64(*x),
        (DType::Float64, Value::Int(n)) if n.unsigned_abs() <= EXACT => Scalar::Float64(*n as f64),
        (DType::Int64, Value::Int(n)) => Scalar::Int64(*n),
        (DType::UInt8, Value::Int(n)) => Scalar::UInt8(u8::try_from(*n).ok()?),
        (DType::Int32, Value::Int(n)) => Scalar::Int32(i32::try_from(*n).ok()?),
        (DType::Bool, Value::Bool(b)) => Scalar::Bool(*b),
        (_, Value::Scalar(s)) => match (dtype, &**s) {
            (DType::Float64, Scalar::Float64(x)) => Scalar::Float64(*x),
            (DType::Int64, Scalar::Int64(n)) => Scalar::Int64(*n),
            (DType::Bool, Scalar::Bool(b)) => Scalar::Bool(*b),
            _ => return None,
        },
        _ => return None,
    })
}
