//! The lanes that order statistics are taken of: the axes to reduce brought together, and put back into the result.

use crate::lang::builtins::numpy::args::{ArrayLike, AxisArg};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// The array with the axes to reduce as its axis 0, and how the result gets them back as axes of length 1.
pub struct Lanes {
    /// The lanes, along axis 0.
    pub array: Value,
    /// By axis of the source: whether it is reduced.
    pub marked: Vec<bool>,
    /// Whether there was an `axis` at all.
    named: bool,
}

impl Lanes {
    /// Of an array along its axes.
    ///
    /// # Errors
    /// Of an axis that the array does not have, or that comes twice.
    pub fn new(interp: &mut Interp, a: &ArrayLike, axis: Option<&AxisArg>) -> Result<Lanes> {
        let rank = a.view().rank();
        let marked = match axis {
            None => vec![true; rank],
            Some(axis) => marked(axis, rank)?,
        };
        let array = brought(interp, &Value::Array(a.0.clone()), &marked, axis.is_some())?;
        Ok(Lanes { array, marked, named: axis.is_some() })
    }

    /// Another array of the same shape, in the same lanes.
    ///
    /// # Errors
    /// Of memory.
    pub fn beside(&self, interp: &mut Interp, other: &Value) -> Result<Value> {
        brought(interp, other, &self.marked, self.named)
    }

    /// The part of `out` that the result without reduced axes is written to.
    ///
    /// # Errors
    /// `IndexError` where `out` has too few axes.
    pub fn target(&self, interp: &mut Interp, out: Option<&Value>, keepdims: bool) -> Result<Option<Value>> {
        match out {
            Some(out) if keepdims => {
                let entry = |&m: &bool| if m { Value::Int(0) } else { np::slice(None, None, None) };
                let index = std::iter::once(Value::Ellipsis).chain(self.marked.iter().map(entry)).collect();
                np::item(interp, out, &Value::tuple(index)).map(Some)
            }
            other => Ok(other.cloned()),
        }
    }

    /// The result with `keepdims`, or `out`.
    ///
    /// # Errors
    /// Of memory.
    pub fn finish(&self, interp: &mut Interp, result: Value, keepdims: bool, out: Option<&Value>) -> Result<Value> {
        if let Some(out) = out {
            return Ok(out.clone());
        }
        if !keepdims {
            return Ok(result);
        }
        let entry = |&m: &bool| if m { Value::None } else { np::slice(None, None, None) };
        let index = std::iter::once(Value::Ellipsis).chain(self.marked.iter().map(entry)).collect();
        let array = np::as_array(interp, &result)?;
        np::item(interp, &array, &Value::tuple(index))
    }
}

/// The axes that are reduced.
fn marked(axis: &AxisArg, rank: usize) -> Result<Vec<bool>> {
    let axes: &[i64] = match axis {
        AxisArg::One(one) => std::slice::from_ref(one),
        AxisArg::Many(many) => many,
    };
    let mut marked = vec![false; rank];
    let places = axes.iter().map(|&i| crate::engine::layout::normalize_axis(i, rank));
    for place in places.collect::<crate::engine::Result<Vec<_>>>()? {
        if std::mem::replace(&mut marked[place], true) {
            return Err(Raise::value_error("repeated axis"));
        }
    }
    Ok(marked)
}

/// The marked axes as axis 0: one as a view, several merged.
fn brought(interp: &mut Interp, source: &Value, marked: &[bool], named: bool) -> Result<Value> {
    if !named {
        return np::ravel(interp, source);
    }
    let view = np::view(interp, source)?;
    let axes: Vec<usize> = (0..marked.len()).filter(|&i| marked[i]).collect();
    if let [one] = axes[..] {
        return np::call(interp, "moveaxis", &[source.clone(), Value::Int(one as i64), Value::Int(0)]);
    }
    let kept: Vec<usize> = (0..marked.len()).filter(|&i| !marked[i]).collect();
    let order = kept.iter().chain(&axes).map(|&i| Value::Int(i as i64)).collect();
    let moved = np::call(interp, "transpose", &[source.clone(), Value::tuple(order)])?;
    let count: usize = axes.iter().map(|&i| view.shape()[i]).product();
    let shape = kept.iter().map(|&i| view.shape()[i]).chain([count]).map(|n| Value::Int(n as i64)).collect();
    let flat = np::call(interp, "reshape", &[moved, Value::tuple(shape)])?;
    np::call(interp, "moveaxis", &[flat, Value::Int(-1), Value::Int(0)])
}
