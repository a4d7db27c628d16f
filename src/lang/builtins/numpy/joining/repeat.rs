//! `tile`, `repeat`, `roll`.

use crate::engine::kernels::index::{self, Index, Indexed};
use crate::engine::kernels::shape as kernel;
use crate::engine::layout::normalize_axis;
use crate::engine::mem::access;
use crate::engine::observe::CopyReason;
use crate::engine::view::note_copy;
use crate::engine::{DType, Layout, Order, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, integers};
use crate::lang::builtins::numpy::creation::make;
use crate::lang::builtins::numpy::{convert, nested};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::number::Number;
use crate::lang::registry::{Builtin, c, py};
use crate::lang::value::Value;
use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["tile"],
            "A, reps",
            "The array repeated as a whole along its axes.\n\n>>> np.tile([1, 2], 2)\narray([1, 2, 1, 2])",
            tile,
        ),
        py(
            &["repeat"],
            "a, repeats, axis=None",
            "Each element repeated.\n\n>>> np.repeat([1, 2], 2)\narray([1, 1, 2, 2])",
            repeat,
        ),
        py(
            &["roll"],
            "a, shift, axis=None",
            "The elements moved along an axis; those that leave come back at the other end.\n\n\
             >>> np.roll([1, 2, 3], 1)\narray([3, 1, 2])",
            roll,
        ),
    ]
}

/// The methods of arrays.
pub fn methods() -> Vec<Builtin> {
    vec![c(&["repeat"], "self, repeats, /, axis=None", "Each element repeated.", repeat)]
}

fn tile(interp: &mut Interp, a: Value, reps: Value) -> Result<Value> {
    let mut reps = integers(interp, &reps)?;
    let a = convert::array(interp, &a)?;
    let mut view = a.view().clone();
    let rank = reps.len().max(view.rank());
    while reps.len() < rank {
        reps.insert(0, 1);
    }
    let mut layout = view.layout().clone();
    while layout.rank() < rank {
        layout.insert_axis(0);
    }
    view = view.derive(layout);
    if reps.iter().all(|&n| n == 1) {
        let copy = Array::new(a.view().copy(Order::K, CopyReason::Requested)?);
        return Ok(Value::Array(make::with_ndmin(copy, rank)));
    }
    if reps.iter().any(|&n| n < 0) {
        return Err(Raise::value_error("negative dimensions are not allowed"));
    }
    // Seen as pairs of axes (repetition, element), the result is one stretched copy.
    let shape: Vec<usize> = view.shape().iter().zip(&reps).map(|(&n, &r)| n.saturating_mul(r as usize)).collect();
    let out = View::empty(view.dtype(), &shape)?;
    let (mut from, mut to) = (view.layout().clone(), out.layout().clone());
    for axis in (0..rank).rev() {
        let (n, step) = (view.shape()[axis], to.strides[axis]);
        from.shape.insert(axis, reps[axis] as usize);
        from.strides.insert(axis, 0);
        to.shape[axis] = n;
        to.shape.insert(axis, reps[axis] as usize);
        to.strides.insert(axis, step * n as isize);
    }
    if out.size() > 0 {
        access::copy_same_dtype(&view.derive(from), &out.derive(to))?;
        note_copy(&view, &out, CopyReason::Join);
    }
    Ok(make::reshaped_result(out))
}

fn repeat(interp: &mut Interp, a: ArrayLike, repeats: Value, axis: Option<i64>) -> Result<Value> {
    let counts = counts(interp, &repeats)?;
    let (view, axis) = match axis {
        None => (super::flattened(&a.view())?, 0),
        Some(axis) => {
            let view = a.view();
            let view = if view.rank() == 0 { super::flattened(&view)? } else { view };
            let axis = normalize_axis(axis, view.rank())?;
            (view, axis)
        }
    };
    let many = counts.rank() > 0 && counts.size() != 1;
    let counts = index::integers(&convert::cast_to(&counts, DType::Int64)?)?;
    let n = view.shape()[axis];
    if many && counts.len() != n {
        return Err(Raise::value_error(format!(
            "operands could not be broadcast together with shape ({n},) ({},)",
            counts.len()
        )));
    }
    if counts.iter().any(|&c| c < 0) && n > 0 {
        let text =
            if many { "repeats may not contain negative values." } else { "negative dimensions are not allowed" };
        return Err(Raise::value_error(text));
    }
    if !many && n > 0 {
        return Ok(Value::Array(Array::new(kernel::repeat(&view, &counts, Some(axis as i64))?)));
    }
    let times = |k: usize| counts[if many { k } else { 0 }].max(0) as usize;
    let total = (0..n).fold(0usize, |sum, k| sum.saturating_add(times(k)));
    drop(View::scratch(Layout::c(DType::Int64, &[total]))?);
    let picked: Vec<i64> = (0..n).flat_map(|k| std::iter::repeat_n(k as i64, times(k))).collect();
    let mut at = vec![Index::Slice { start: None, stop: None, step: None }; axis];
    at.push(Index::Array(View::from_slice_scratch(&picked)?));
    let found = index::get(&view, &at)?;
    Ok(match found {
        Indexed::Copy { view, .. } | Indexed::View(view) => Value::Array(Array::new(packed(view)?)),
        Indexed::Element(s) => Value::scalar(s),
    })
}

/// How often: an array must hold integers, anything else is made to.
fn counts(interp: &mut Interp, repeats: &Value) -> Result<View> {
    use crate::engine::kernels::{Casting, cast};
    if !matches!(repeats, Value::Array(_) | Value::Scalar(_)) {
        nested::check_depth(interp, repeats, 1)?;
        return convert::view_of(interp, repeats, Some(DType::Int64));
    }
    let counts = convert::view(interp, repeats)?;
    if !counts.dtype().is_integral() {
        cast::check(counts.dtype(), DType::Int64, Casting::Safe)?;
    }
    if counts.rank() > 1 {
        return Err(Raise::value_error("object too deep for desired array"));
    }
    Ok(counts)
}

/// The view with the strides of a new array, or a C-contiguous copy that nothing reports.
fn packed(view: View) -> Result<View> {
    if view.layout().is_c_contiguous() {
        let mut layout = Layout { offset: view.layout().offset, ..Layout::c(view.dtype(), view.shape()) };
        if view.size() == 0 {
            layout.strides.fill(0);
        }
        return Ok(view.derive(layout));
    }
    let out = View::empty(view.dtype(), view.shape())?;
    access::copy_same_dtype(&view, &out)?;
    Ok(out)
}

/// Indices that no program sees.
trait Scratch: Sized {
    fn from_slice_scratch(elements: &[i64]) -> Result<Self>;
}

impl Scratch for View {
    fn from_slice_scratch(elements: &[i64]) -> Result<View> {
        let view = View::scratch(Layout::c(DType::Int64, &[elements.len()]))?;
        access::fill_from_slice(&view, elements);
        Ok(view)
    }
}

fn roll(interp: &mut Interp, a: ArrayLike, shift: Value, axis: Option<Value>) -> Result<Value> {
    let view = a.view();
    let shifts = shifts(interp, &shift)?;
    let Some(axis) = axis else {
        let flat = super::flattened(&view)?;
        let total = within(&shifts.iter().sum(), view.size());
        let out = View::alloc(Layout::c(view.dtype(), view.shape()), crate::engine::mem::buffer::Init::Uninit)?;
        turned(&flat, &out.derive(Layout::c(view.dtype(), &[view.size()])), &[total])?;
        note_copy(&view, &out, CopyReason::Join);
        return Ok(make::reshaped_result(out));
    };
    let mut axes = Vec::new();
    for axis in integers(interp, &axis)? {
        axes.push(normalize_axis(axis, view.rank())?);
    }
    // Broadcast against each other: a lone one against none gives none.
    let pairs = if shifts.is_empty() || axes.is_empty() { 0 } else { shifts.len().max(axes.len()) };
    if shifts.len() != axes.len() && shifts.len() != 1 && axes.len() != 1 {
        return Err(Raise::value_error("'shift' and 'axis' should be scalars or 1D sequences"));
    }
    let mut by = vec![BigInt::ZERO; view.rank()];
    for k in 0..pairs {
        by[axes[if axes.len() == 1 { 0 } else { k }]] += &shifts[if shifts.len() == 1 { 0 } else { k }];
    }
    let by: Vec<i64> = by.iter().zip(view.shape()).map(|(n, &len)| within(n, len)).collect();
    let out = View::alloc(view.layout().like(Order::K, view.dtype()), crate::engine::mem::buffer::Init::Uninit)?;
    turned(&view, &out, &by)?;
    note_copy(&view, &out, CopyReason::Join);
    Ok(Value::Array(Array::new(out)))
}

/// By how much: whole numbers of any size; of others the whole part.
fn shifts(interp: &mut Interp, v: &Value) -> Result<Vec<BigInt>> {
    let items = match v {
        Value::Tuple(_) | Value::List(_) | Value::Range(_) => interp.collect(v)?,
        Value::Array(a) if a.view().rank() > 0 => interp.collect(v)?,
        one => vec![one.clone()],
    };
    let whole = |interp: &mut Interp, v: &Value| match Number::of_any(v) {
        Some(Number::Float(x)) if x.is_finite() => Ok(BigInt::from_f64(x.trunc()).unwrap_or_default()),
        _ => interp.big_index(v),
    };
    items.iter().map(|v| whole(interp, v)).collect()
}

/// A shift as one of less than `len`.
fn within(shift: &BigInt, len: usize) -> i64 {
    let len = BigInt::from(len.max(1));
    (((shift % &len) + &len) % &len).to_i64().unwrap_or(0)
}

/// `out[(i + by) mod n] = view[i]`, block by block.
fn turned(view: &View, out: &View, by: &[i64]) -> Result<()> {
    let Some(axis) = by.iter().position(|&s| s != 0) else { return Ok(access::copy_same_dtype(view, out)?) };
    let n = view.shape()[axis];
    if n == 0 {
        return Ok(());
    }
    let mut rest = by.to_vec();
    rest[axis] = 0;
    let s = by[axis].rem_euclid(n as i64) as usize;
    let cut = |v: &View, from: usize, len: usize| {
        let mut layout = v.layout().clone();
        layout.slice_axis(axis, from, 1, len);
        v.derive(layout)
    };
    turned(&cut(view, 0, n - s), &cut(out, s, n - s), &rest)?;
    turned(&cut(view, n - s, s), &cut(out, 0, s), &rest)
}
