//! `append`, `insert`, `delete`, `trim_zeros`: copies with elements added or left out.

use crate::engine::DType;
use crate::engine::layout::normalize_axis;
use crate::engine::mem::watch;
use crate::engine::{Layout, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, AxisArg};
use crate::lang::builtins::numpy::creation::make;
use crate::lang::builtins::numpy::{call, compose, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::{Slice, Value};

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["append"],
            "arr, values, axis=None",
            "A new array with values after the old ones.\n\n>>> np.append([1, 2], 3)\narray([1, 2, 3])",
            append,
        ),
        py(
            &["insert"],
            "arr, obj, values, axis=None",
            "A new array with values before the given indices.\n\n>>> np.insert([1, 3], 1, 2)\narray([1, 2, 3])",
            insert,
        ),
        py(
            &["delete"],
            "arr, obj, axis=None",
            "A new array without the given indices.\n\n>>> np.delete([1, 2, 3], 1)\narray([1, 3])",
            delete,
        ),
        py(
            &["trim_zeros"],
            "filt, trim='fb', axis=None",
            "The part without zeros at the ends.\n\n>>> np.trim_zeros(np.array([0, 1, 2, 0]))\narray([1, 2])",
            trim_zeros,
        ),
    ]
}

fn append(interp: &mut Interp, arr: ArrayLike, values: Value, axis: Option<i64>) -> Result<Value> {
    let array = Value::Array(arr.0.clone());
    let axis = match axis {
        Some(axis) => axis,
        None => {
            let a = call(interp, "ravel", &[array])?;
            let b = call(interp, "ravel", &[values])?;
            return call(interp, "concatenate", &[Value::tuple(vec![a, b]), Value::Int(0)]);
        }
    };
    call(interp, "concatenate", &[Value::tuple(vec![array, values]), Value::Int(axis)])
}

/// The array and the axis to work along: flattened without one.
fn along(interp: &mut Interp, arr: &ArrayLike, axis: Given) -> Result<(View, usize)> {
    let view = arr.view();
    match axis.0 {
        None | Some(Value::None) => Ok((super::flattened(&view)?, 0)),
        Some(axis) => {
            let axis = normalize_axis(super::axis_number(interp, &axis)?, view.rank())?;
            Ok((view, axis))
        }
    }
}

/// The part `from..to` along an axis.
fn part(view: &View, axis: usize, from: usize, to: usize) -> View {
    let mut layout = view.layout().clone();
    layout.slice_axis(axis, from, 1, to - from);
    view.derive(layout)
}

/// The indices that `obj` names along an axis of length `n`, in order, not yet wrapped.
fn positions(interp: &mut Interp, obj: &Value, n: usize) -> Result<Vec<i64>> {
    match obj {
        Value::Slice(s) => {
            let s = Slice { start: s.start.clone(), stop: s.stop.clone(), step: s.step.clone() };
            let line = call(interp, "arange", &[Value::Int(n as i64)])?;
            let picked = interp.get_item(&line, &Value::Slice(s.into()))?;
            Ok(crate::engine::kernels::index::integers(&convert::view(interp, &picked)?)?)
        }
        other => {
            let view = convert::view(interp, other)?;
            if view.size() == 0 && !matches!(other, Value::Array(_)) {
                return Ok(Vec::new());
            }
            Ok(crate::engine::kernels::index::integers(&convert::cast_to(&view, DType::Int64)?)?)
        }
    }
}

fn delete(interp: &mut Interp, arr: ArrayLike, obj: Value, axis: Given) -> Result<Value> {
    let (view, axis) = along(interp, &arr, axis)?;
    let n = view.shape()[axis];
    let mut keep = watch::filled(true, n);
    let mut single = false;
    let mask = match &obj {
        Value::Slice(_) => None,
        other => Some(convert::view(interp, other)?).filter(|v| v.dtype() == DType::Bool),
    };
    if let Some(mask) = mask {
        if mask.shape() != [n] {
            return Err(Raise::value_error(format!(
                "boolean array argument obj to delete must be one dimensional and match the axis length of {n}"
            )));
        }
        for (k, s) in keep.iter_mut().zip(mask.scalars()) {
            *k = !s.truth();
        }
    } else {
        if !matches!(obj, Value::Slice(_)) {
            let view = convert::view(interp, &obj)?;
            single = view.size() == 1;
            if !view.dtype().is_integral() && view.size() > 0 {
                return Err(Raise::index_error("arrays used as indices must be of integer (or boolean) type"));
            }
        }
        for i in positions(interp, &obj, n)? {
            let at = if i < 0 { i + n as i64 } else { i };
            if at < 0 || at >= n as i64 {
                let axis = if single { axis } else { 0 };
                return Err(Raise::index_error(format!("index {i} is out of bounds for axis {axis} with size {n}")));
            }
            keep[at as usize] = false;
        }
    }
    if single || matches!(obj, Value::Slice(_)) { kept(interp, &view, axis, &keep) } else { masked(&view, axis, &keep) }
}

/// `view[:, keep]`, with the layout that indexing by a mask gives.
fn masked(view: &View, axis: usize, keep: &[bool]) -> Result<Value> {
    use crate::engine::kernels::index::{self, Index, Indexed};
    let mask = View::scratch(Layout::c(DType::Bool, &[keep.len()]))?;
    for (at, &on) in mask.offsets().zip(keep) {
        crate::engine::mem::access::store(&mask, at, &crate::engine::Scalar::Bool(on));
    }
    let mut at = vec![Index::Slice { start: None, stop: None, step: None }; axis];
    at.push(Index::Mask(mask));
    Ok(match index::get(view, &at)? {
        Indexed::Copy { view, base_is_transposed: true, .. } => make::reshaped_result(view),
        Indexed::Copy { view, .. } | Indexed::View(view) => Value::Array(Array::new(view)),
        Indexed::Element(s) => Value::scalar(s),
    })
}

/// The slices of an axis to keep, joined run by run.
fn kept(interp: &mut Interp, view: &View, axis: usize, keep: &[bool]) -> Result<Value> {
    let mut parts = Vec::new();
    let mut start = None;
    for (k, on) in keep.iter().copied().chain([false]).enumerate() {
        match (on, start) {
            (true, None) => start = Some(k),
            (false, Some(from)) => {
                parts.push(part(view, axis, from, k));
                start = None;
            }
            _ => {}
        }
    }
    if parts.is_empty() {
        parts.push(part(view, axis, 0, 0));
    }
    let fortran = view.layout().is_f_contiguous() && !view.layout().is_c_contiguous();
    let made = super::concatenate(interp, &parts, Some(axis as i64), None, None, None)?;
    in_order(interp, made, fortran)
}

/// Arrays that NumPy makes with `empty(shape, order)` are C- or Fortran-contiguous.
fn in_order(interp: &mut Interp, made: Value, fortran: bool) -> Result<Value> {
    let name = if fortran { "asfortranarray" } else { "ascontiguousarray" };
    call(interp, name, &[made])
}

fn insert(interp: &mut Interp, arr: ArrayLike, obj: Value, values: Value, axis: Given) -> Result<Value> {
    let (view, axis) = along(interp, &arr, axis)?;
    let n = view.shape()[axis] as i64;
    let scalar = !matches!(obj, Value::Slice(_)) && convert::view(interp, &obj)?.rank() == 0;
    let at = inserted_at(interp, &obj, n as usize)?;
    if let [index] = at[..] {
        let place = if index < 0 { index + n } else { index };
        if place < 0 || place > n {
            let shown = interp.str(&obj)?;
            return Err(Raise::index_error(format!("index {shown} is out of bounds for axis {axis} with size {n}")));
        }
        let values = convert::view_of(interp, &values, Some(view.dtype()))?;
        return insert_one(interp, &view, axis, place as usize, values, scalar);
    }
    let places = final_places(&at, n)?;
    let values = convert::view_of(interp, &values, Some(view.dtype()))?;
    insert_many(interp, &view, axis, &places, &values)
}

/// The indices before which to insert.
fn inserted_at(interp: &mut Interp, obj: &Value, n: usize) -> Result<Vec<i64>> {
    if let Value::Slice(_) = obj {
        return positions(interp, obj, n);
    }
    let view = convert::view(interp, obj)?;
    if view.dtype() == DType::Bool {
        let Value::Array(_) = obj else {
            let name = interp.type_name(obj);
            return Err(Raise::attribute_error(format!("'{name}' object has no attribute 'ndim'")));
        };
        if view.rank() != 1 {
            return Err(Raise::value_error("boolean array argument obj to insert must be one dimensional"));
        }
        return Ok(crate::engine::kernels::index::nonzero_indices(&view)?.remove(0));
    }
    if view.rank() > 1 {
        return Err(Raise::value_error("index array argument obj to insert must be one dimensional or scalar"));
    }
    if view.size() == 1 && !view.dtype().is_integral() {
        return Err(Raise::type_error(match view.dtype().kind() {
            crate::engine::Kind::Float => "slice indices must be integers or None or have an __index__ method".into(),
            _ => {
                let item = interp.type_name(&convert::python_value(&view.first()));
                format!("'<' not supported between instances of '{item}' and 'int'")
            }
        }));
    }
    if view.size() > 1 && !view.dtype().is_integral() {
        return Err(Raise::index_error("arrays used as indices must be of integer (or boolean) type"));
    }
    positions(interp, obj, n)
}

/// Where several insertions come to stand among the old elements: each is moved by those before it.
fn final_places(at: &[i64], n: i64) -> Result<Vec<usize>> {
    let total = n + at.len() as i64;
    let at: Vec<i64> = at.iter().map(|&i| if i < 0 { i + n } else { i }).collect();
    let mut order: Vec<usize> = (0..at.len()).collect();
    order.sort_by_key(|&k| at[k]);
    let mut places = vec![0; at.len()];
    for (before, &k) in order.iter().enumerate() {
        places[k] = at[k] + before as i64;
    }
    if let Some(wrong) = places.iter().find(|&&p| p < -total || p >= total) {
        return Err(Raise::index_error(format!("index {wrong} is out of bounds for axis 0 with size {total}")));
    }
    let wrapped: Vec<i64> = places.iter().map(|&p| if p < 0 { p + total } else { p }).collect();
    let mut sorted = wrapped.clone();
    sorted.sort_unstable();
    let before = |p: i64| sorted.partition_point(|&q| q < p) as i64;
    Ok(wrapped.iter().map(|&p| (p - before(p)) as usize).collect())
}

fn insert_one(
    interp: &mut Interp,
    view: &View,
    axis: usize,
    place: usize,
    values: View,
    scalar: bool,
) -> Result<Value> {
    let mut layout = values.layout().clone();
    while layout.rank() < view.rank() {
        layout.insert_axis(0);
    }
    let mut values = values.derive(layout);
    if scalar {
        // An index of no axis: the first axis of the values runs along `axis`.
        let order = super::super::shape::axes::moved(values.rank(), &[0], &[axis]);
        values = values.derive(values.layout().transpose(&order));
    }
    let count = values.shape()[axis];
    let mut shape = view.shape().to_vec();
    shape[axis] = count;
    let Some(values) = values.broadcast_to(&shape) else {
        return Err(Raise::value_error(format!(
            "could not broadcast input array from shape {} into shape {}",
            crate::engine::broadcast::shape_text(values.shape()),
            crate::engine::broadcast::shape_text(&shape)
        )));
    };
    let parts = [part(view, axis, 0, place), values, part(view, axis, place, view.shape()[axis])];
    let fortran = view.layout().is_f_contiguous() && !view.layout().is_c_contiguous();
    let made = super::concatenate(interp, &parts, Some(axis as i64), None, None, None)?;
    in_order(interp, made, fortran)
}

fn insert_many(interp: &mut Interp, view: &View, axis: usize, places: &[usize], values: &View) -> Result<Value> {
    let n = view.shape()[axis];
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&k| places[k]);
    let mut shape = view.shape().to_vec();
    shape[axis] = places.len();
    let Some(values) = values.broadcast_to(&shape) else {
        return Err(Raise::value_error(format!(
            "shape mismatch: value array of shape {} could not be broadcast to indexing result of shape {}",
            crate::engine::broadcast::shape_text(values.shape()),
            crate::engine::broadcast::shape_text(&shape)
        )));
    };
    let mut parts = Vec::new();
    let mut done = 0;
    for k in order {
        parts.push(part(view, axis, done, places[k]));
        parts.push(part(&values, axis, k, k + 1));
        done = places[k];
    }
    parts.push(part(view, axis, done, n));
    let fortran = view.layout().is_f_contiguous() && !view.layout().is_c_contiguous();
    let made = super::concatenate(interp, &parts, Some(axis as i64), None, None, None)?;
    in_order(interp, made, fortran)
}

fn trim_zeros(interp: &mut Interp, filt: Value, trim: Option<String>, axis: Option<AxisArg>) -> Result<Value> {
    let view = convert::view(interp, &filt)?;
    let trim = trim.unwrap_or("fb".into()).to_lowercase();
    if !matches!(trim.as_str(), "fb" | "bf" | "f" | "b") {
        return Err(Raise::value_error(format!("unexpected character(s) in `trim`: '{trim}'")));
    }
    let axes: Vec<usize> = match axis {
        None => (0..view.rank()).collect(),
        Some(axis) => axis.named(view.rank(), "axis")?.iter().copied().collect(),
    };
    if axes.is_empty() {
        return Ok(filt);
    }
    let extent = nonzero_extent(&view);
    let cut = |d: usize| match &extent {
        None => compose::slice(Some(0), Some(0), None),
        Some(ends) => {
            let (low, high) = (ends[d].0 as i64, ends[d].1 as i64);
            compose::slice(trim.contains('f').then_some(low), trim.contains('b').then_some(high), None)
        }
    };
    let whole = compose::slice(None, None, None);
    let mut index: Vec<Value> =
        (0..view.rank()).map(|d| if axes.contains(&d) { cut(d) } else { whole.clone() }).collect();
    // A list or a range is sliced as such.
    let index = if index.len() == 1 { index.remove(0) } else { Value::tuple(index) };
    interp.get_item(&filt, &index)
}

/// For each axis, the part that holds all elements that are not zero; `None` if there are none.
fn nonzero_extent(view: &View) -> Option<Vec<(usize, usize)>> {
    let mut ends: Option<Vec<(usize, usize)>> = None;
    let mut index = vec![0; view.rank()];
    for s in view.scalars() {
        if s.truth() {
            let ends = ends.get_or_insert_with(|| index.iter().map(|&i| (i, i + 1)).collect());
            for (end, &i) in ends.iter_mut().zip(&index) {
                *end = (end.0.min(i), end.1.max(i + 1));
            }
        }
        for d in (0..index.len()).rev() {
            index[d] += 1;
            if index[d] < view.shape()[d] {
                break;
            }
            index[d] = 0;
        }
    }
    ends
}
