//! Axes in another order: `transpose`, `swapaxes`, `moveaxis`, `rollaxis`, `matrix_transpose`.

use super::axes;
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, integers};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use std::rc::Rc;

/// The view with its axes in another order, reversed without one.
pub fn transpose(a: &ArrayLike, order: Option<&[i64]>) -> Result<Value> {
    let view = a.view();
    let layout = match order {
        None => view.layout().reversed_axes(),
        Some(order) => {
            if order.len() != view.rank() {
                return Err(Raise::value_error("axes don't match array"));
            }
            let order = axes::normalize(order, view.rank(), None).map_err(|e| {
                if e.is(&crate::lang::exceptions::AXIS_ERROR) {
                    e
                } else {
                    Raise::value_error("repeated axis in transpose")
                }
            })?;
            view.layout().transpose(&order)
        }
    };
    Ok(a.derive(view.derive(layout)))
}

/// The view with two axes exchanged.
pub fn swapaxes(_: &mut Interp, a: ArrayLike, axis1: i64, axis2: i64) -> Result<Value> {
    let view = a.view();
    let name = |mut e: crate::engine::Error, n: &str| {
        e.message = format!("{n}: {}", e.message);
        e
    };
    let i = crate::engine::layout::normalize_axis(axis1, view.rank()).map_err(|e| name(e, "axis1"))?;
    let j = crate::engine::layout::normalize_axis(axis2, view.rank()).map_err(|e| name(e, "axis2"))?;
    let mut order: axes::Axes = (0..view.rank()).collect();
    order.swap(i, j);
    Ok(a.derive(view.derive(view.layout().transpose(&order))))
}

/// One axis or several: what is no integer must be iterable.
fn several(interp: &mut Interp, v: &Value) -> Result<Vec<i64>> {
    match v {
        Value::None | Value::Float(_) | Value::Complex(_) => {
            Err(Raise::type_error(format!("'{}' object is not iterable", interp.type_name(v))))
        }
        other => integers(interp, other),
    }
}

/// The view with some axes moved to other places.
pub fn moveaxis(interp: &mut Interp, a: ArrayLike, source: Value, destination: Value) -> Result<Value> {
    let view = a.view();
    let (from, to) = (several(interp, &source)?, several(interp, &destination)?);
    let from = axes::normalize(&from, view.rank(), Some("source"))?;
    let to = axes::normalize(&to, view.rank(), Some("destination"))?;
    if from.len() != to.len() {
        return Err(Raise::value_error("`source` and `destination` arguments must have the same number of elements"));
    }
    Ok(a.derive(view.derive(view.layout().transpose(&axes::moved(view.rank(), &from, &to)))))
}

/// The view with an axis moved to before another.
pub fn rollaxis(_: &mut Interp, a: ArrayLike, axis: i64, start: Option<i64>) -> Result<Value> {
    let view = a.view();
    let n = view.rank() as i64;
    let axis = crate::engine::layout::normalize_axis(axis, view.rank())? as i64;
    let mut start = start.unwrap_or(0);
    if start < 0 {
        start += n;
    }
    if !(0..=n).contains(&start) {
        return Err(Raise::new(
            &crate::lang::exceptions::AXIS_ERROR,
            format!("'start' arg requires {} <= start < {}, but {start} was passed in", -n, n + 1),
        ));
    }
    if axis < start {
        start -= 1;
    }
    let mut order: axes::Axes = (0..view.rank()).filter(|&i| i != axis as usize).collect();
    order.insert(start as usize, axis as usize);
    Ok(a.derive(view.derive(view.layout().transpose(&order))))
}

/// The view with the last two axes exchanged, of what has two.
pub fn matrix_transpose(_: &mut Interp, x: ArrayLike) -> Result<Value> {
    let n = x.view().rank();
    if n < 2 {
        return Err(Raise::value_error(format!("Input array must be at least 2-dimensional, but it is {n}")));
    }
    exchanged(&x.0)
}

/// The view with the last two axes exchanged (`.mT`).
pub fn exchanged(a: &Rc<Array>) -> Result<Value> {
    let view = a.view().clone();
    let n = view.rank();
    if n < 2 {
        return Err(Raise::value_error("matrix transpose with ndim < 2 is undefined"));
    }
    let mut order: axes::Axes = (0..n).collect();
    order.swap(n - 1, n - 2);
    Ok(Value::Array(Array::view_of(a, view.derive(view.layout().transpose(&order)))))
}
