//! `take`, `put`, `take_along_axis`, `compress`, `extract`, `place`, `putmask`, `nonzero`, `where`.

use crate::engine::kernels::index::{self, Index, Indexed};
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::{cast, promote, ufunc};
use crate::engine::layout::{Order, normalize_axis};
use crate::engine::mem::buffer::Init;
use crate::engine::observe::{self, CopyReason, MemEvent};
use crate::engine::view::note_copy;
use crate::engine::{DType, Layout, View, broadcast};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, OutArg};
use crate::lang::builtins::numpy::{call, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c, numpy, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["take"],
            "a, indices, axis=None, out=None, mode='raise'",
            "The elements at indices along an axis; a copy.\n\n>>> np.take([4, 5, 6], [2, 0])\narray([6, 4])",
            take,
        ),
        py(
            &["put"],
            "a, ind, v, mode='raise'",
            "Writes values at positions of the flattened array.\n\n\
             >>> a = np.zeros(3)\n>>> np.put(a, [0, 2], [7, 9])\n>>> a\narray([7., 0., 9.])",
            put,
        ),
        py(
            &["compress"],
            "condition, a, axis=None, out=None",
            "The slices along an axis where a condition is true.\n\n\
             >>> np.compress([True, False, True], [1, 2, 3])\narray([1, 3])",
            compress,
        ),
        py(
            &["extract"],
            "condition, arr",
            "The elements where a condition is true.\n\n>>> np.extract([1, 0, 1], [1, 2, 3])\narray([1, 3])",
            extract,
        ),
        py(
            &["place"],
            "arr, mask, vals",
            "Writes values, in turn, where a mask is true.\n\n\
             >>> a = np.arange(4)\n>>> np.place(a, a > 1, [7, 8])\n>>> a\narray([0, 1, 7, 8])",
            place,
        ),
        py(
            &["putmask"],
            "a, /, mask, values",
            "Writes the values at the same positions, where a mask is true.\n\n\
             >>> a = np.arange(4)\n>>> np.putmask(a, a > 1, a * 10)\n>>> a\narray([ 0,  1, 20, 30])",
            putmask,
        ),
        py(
            &["nonzero"],
            "a",
            "The indices of elements that are not zero, one array per axis.\n\n\
             >>> np.nonzero([0, 3, 0, 4])\n(array([1, 3]),)",
            nonzero,
        ),
        py(
            &["flatnonzero"],
            "a",
            "Positions in the flattened array of elements that are not zero.\n\n\
             >>> np.flatnonzero([0, 3, 0, 4])\narray([1, 3])",
            |interp: &mut Interp, a: ArrayLike| {
                let flat = call(interp, "ravel", &[Value::Array(a.0)])?;
                let found = convert::array(interp, &flat)?;
                let view = truths(&found.view())?;
                Ok(Value::Array(Array::new(View::from_slice(&index::nonzero_indices(&view)?[0])?)))
            },
        ),
        py(
            &["argwhere"],
            "a",
            "The indices of elements that are not zero, one row each.\n\n\
             >>> np.argwhere([[0, 1], [1, 0]])\narray([[0, 1],\n       [1, 0]])",
            argwhere,
        ),
        py(
            &["where"],
            "condition, x=None, y=None, /",
            "Elements of `x` where the condition is true, else of `y`; alone, the indices where it is true.\n\n\
             >>> np.where([True, False], [1, 2], [3, 4])\narray([1, 4])",
            where_,
        ),
        py(
            &["take_along_axis"],
            "arr, indices, axis=-1",
            "Elements at indices that `argsort` and kin give.\n\n\
             >>> a = np.array([[3, 1, 2]])\n>>> np.take_along_axis(a, np.array([[1, 2, 0]]), axis=1)\narray([[1, 2, 3]])",
            take_along_axis,
        ),
        py(
            &["put_along_axis"],
            "arr, indices, values, axis",
            "Writes at indices that `argmax` and kin give.\n\n\
             >>> a = np.array([[3, 1, 2]])\n>>> np.put_along_axis(a, np.array([[0]]), 9, axis=1)\n>>> a\narray([[9, 1, 2]])",
            put_along_axis,
        ),
    ]
}

/// The methods of arrays.
pub fn methods() -> Vec<Builtin> {
    vec![
        numpy(
            &["take"],
            "self, indices, /, axis=None, out=None, mode='raise'",
            "The elements at indices along an axis.",
            take,
        ),
        c(
            &["put"],
            "self, indices, values, /, mode='raise'",
            "Writes values at positions of the flattened array.",
            put,
        ),
        c(
            &["compress"],
            "self, /, condition, axis=None, out=None",
            "The slices along an axis where a condition is true.",
            |interp: &mut Interp, a: ArrayLike, condition: Value, axis: Option<i64>, out: Option<OutArg>| {
                compress(interp, condition, a, axis, out)
            },
        ),
        c(&["nonzero"], "self, /", "The indices of elements that are not zero.", nonzero),
    ]
}

/// The elements as truth values.
fn truths(view: &View) -> Result<View> {
    if view.dtype() == DType::Bool {
        return Ok(view.clone());
    }
    let out = View::scratch(Layout::c(DType::Bool, view.shape()))?;
    if view.dtype().is_numeric() {
        cast::convert_all(view, &out)?;
    } else {
        for (from, to) in view.offsets().zip(out.offsets()) {
            crate::engine::mem::access::store(&out, to, &crate::engine::Scalar::Bool(view.get_at(from).truth()));
        }
    }
    Ok(out)
}

/// `mode='wrap'` and `'clip'` as indices in range.
fn in_range(interp: &mut Interp, indices: &Value, mode: Option<String>, n: usize) -> Result<View> {
    let mut view = convert::view(interp, indices)?;
    if view.size() == 0 && !view.dtype().is_integral() {
        view = View::empty(DType::Int64, view.shape())?;
    }
    if !view.dtype().is_integral() {
        cast::check(view.dtype(), DType::Int64, promote::Casting::SameKind)
            .and_then(|()| cast::check(view.dtype(), DType::Int64, promote::Casting::Safe))?;
    }
    let ints = convert::cast_to(&view, DType::Int64)?;
    let mode = mode.unwrap_or("raise".into());
    let place: fn(i64, i64) -> i64 = match mode.as_str() {
        "raise" => return Ok(ints),
        "wrap" => |i, n| i.rem_euclid(n.max(1)),
        "clip" => |i, n| i.clamp(0, (n - 1).max(0)),
        other => {
            return Err(Raise::value_error(format!(
                "clipmode must be one of 'clip', 'raise', or 'wrap' (got '{other}')"
            )));
        }
    };
    let placed: Vec<i64> = index::integers(&ints)?.into_iter().map(|i| place(i, n as i64)).collect();
    let flat = View::from_slice(&placed)?;
    Ok(flat.derive(Layout::c(DType::Int64, ints.shape())))
}

fn take(
    interp: &mut Interp,
    a: ArrayLike,
    indices: Value,
    axis: Option<i64>,
    out: Option<OutArg>,
    mode: Option<String>,
) -> Result<Value> {
    let (source, axis) = match axis {
        None => {
            let flat = call(interp, "ravel", &[Value::Array(a.0.clone())])?;
            (convert::view(interp, &flat)?, 0)
        }
        Some(axis) => {
            let view = a.view();
            let axis = normalize_axis(axis, view.rank())?;
            (view, axis)
        }
    };
    let n = source.shape()[axis];
    let picked = in_range(interp, &indices, mode, n)?;
    if n == 0 && picked.size() > 0 {
        return Err(Raise::index_error("cannot do a non-empty take from an empty axes."));
    }
    let mut at: Vec<Index> = vec![Index::Slice { start: None, stop: None, step: None }; axis];
    at.push(Index::Array(picked.clone()));
    let found = index::get(&source, &at).map_err(|mut e| {
        // `take` names no axis of a flattened array; the words are those of an index without one.
        if let Some(cut) = e.message.find(" is out of bounds for axis") {
            let rest = e.message[cut..].to_string();
            let size = rest.rsplit(' ').next().unwrap_or("").to_string();
            e.message = format!("{} is out of bounds for axis {axis} with size {size}", &e.message[..cut]);
        }
        e
    })?;
    let view = match found {
        Indexed::Element(s) => View::from_scalar(&s)?,
        Indexed::View(v) => v.copy(crate::engine::Order::C, CopyReason::FancyIndex)?,
        Indexed::Copy { view, .. } if view.layout().is_c_contiguous() => view,
        Indexed::Copy { view, .. } => {
            let packed = View::empty(view.dtype(), view.shape())?;
            crate::engine::mem::access::copy_same_dtype(&view, &packed)?;
            packed
        }
    };
    finish(interp, view, out)
}

/// A result: into `out`, or new (0-d ones as scalars).
fn finish(interp: &mut Interp, view: View, out: Option<OutArg>) -> Result<Value> {
    let Some(out) = out else { return Ok(convert::result(view)) };
    let target = out.0.view().clone();
    if target.shape() != view.shape() {
        return Err(Raise::value_error("output array does not match result of ndarray.take"));
    }
    let done = cast::assign(&target, &Operand::Array(view));
    convert::flush_warnings(interp)?;
    done?;
    Ok(Value::Array(out.0))
}

fn put(interp: &mut Interp, a: Value, ind: Value, v: Value, mode: Option<String>) -> Result<()> {
    let Value::Array(a) = &a else {
        let name = interp.type_name(&a);
        return Err(Raise::type_error(format!("argument 1 must be numpy.ndarray, not {name}")));
    };
    if !a.writeable() {
        return Err(Raise::value_error("put: output array is read-only"));
    }
    let view = a.view().clone();
    let n = view.size();
    let at = index::integers(&in_range(interp, &ind, mode, n)?)?;
    let values = convert::view_of(interp, &v, Some(view.dtype()))?;
    if at.is_empty() || values.size() == 0 {
        return Ok(());
    }
    let elements: Vec<crate::engine::Scalar> = values.scalars().collect();
    let offsets: Vec<usize> = view.offsets().collect();
    for (k, &i) in at.iter().enumerate() {
        let place = if i < 0 { i + n as i64 } else { i };
        if place < 0 || place >= n as i64 {
            return Err(Raise::index_error(format!("index {i} is out of bounds for axis 0 with size {n}")));
        }
        crate::engine::mem::access::store(&view, offsets[place as usize], &elements[k % elements.len()]);
    }
    observe::note(MemEvent::Write { id: view.id(), bytes: at.len() * view.layout().itemsize() });
    Ok(())
}

fn compress(
    interp: &mut Interp,
    condition: Value,
    a: ArrayLike,
    axis: Option<i64>,
    out: Option<OutArg>,
) -> Result<Value> {
    let mask = convert::view(interp, &condition)?;
    if mask.rank() != 1 {
        return Err(Raise::value_error("condition must be a 1-d array"));
    }
    let found = index::nonzero_indices(&truths(&mask)?)?;
    let indices = Value::Array(Array::new(View::from_slice(&found[0])?));
    take(interp, a, indices, axis, out, None)
}

fn extract(interp: &mut Interp, condition: Value, arr: ArrayLike) -> Result<Value> {
    let flat = call(interp, "ravel", &[condition])?;
    let mask = truths(&convert::view(interp, &flat)?)?;
    let found = index::nonzero_indices(&mask)?;
    let indices = Value::Array(Array::new(View::from_slice(&found[0])?));
    take(interp, arr, indices, None, None, None)
}

/// The array that a function writes to.
fn written(interp: &mut Interp, v: &Value, name: &str) -> Result<Rc<Array>> {
    match v {
        Value::Array(a) if a.writeable() => Ok(a.clone()),
        Value::Array(_) => Err(Raise::value_error(format!("{name}: output array is read-only"))),
        other => {
            let kind = interp.type_name(other);
            Err(Raise::type_error(format!("argument 1 must be numpy.ndarray, not {kind}")))
        }
    }
}

fn place(interp: &mut Interp, arr: Value, mask: Value, vals: Value) -> Result<()> {
    let a = written(interp, &arr, "place")?;
    let view = a.view().clone();
    let mask = truths(&convert::view(interp, &mask)?)?;
    if mask.size() != view.size() {
        return Err(Raise::value_error("place: mask and data must be the same size"));
    }
    let values = convert::view_of(interp, &vals, Some(view.dtype()))?;
    let elements: Vec<crate::engine::Scalar> = values.scalars().collect();
    let mut k = 0;
    for (at, on) in view.offsets().zip(mask.scalars()) {
        if on.truth() {
            if elements.is_empty() {
                return Err(Raise::value_error("Cannot insert from an empty array!"));
            }
            crate::engine::mem::access::store(&view, at, &elements[k % elements.len()]);
            k += 1;
        }
    }
    observe::note(MemEvent::Write { id: view.id(), bytes: k * view.layout().itemsize() });
    Ok(())
}

fn putmask(interp: &mut Interp, a: Value, mask: Value, values: Value) -> Result<()> {
    let a = written(interp, &a, "putmask")?;
    let view = a.view().clone();
    let mask = truths(&convert::view(interp, &mask)?)?;
    if mask.size() != view.size() {
        return Err(Raise::value_error("putmask: mask and data must be the same size"));
    }
    let values = convert::view_of(interp, &values, Some(view.dtype()))?;
    let elements: Vec<crate::engine::Scalar> = values.scalars().collect();
    if elements.is_empty() {
        return Ok(());
    }
    let mut written = 0;
    for (k, (at, on)) in view.offsets().zip(mask.scalars()).enumerate() {
        if on.truth() {
            crate::engine::mem::access::store(&view, at, &elements[k % elements.len()]);
            written += 1;
        }
    }
    observe::note(MemEvent::Write { id: view.id(), bytes: written * view.layout().itemsize() });
    Ok(())
}

fn nonzero(_: &mut Interp, a: ArrayLike) -> Result<Value> {
    let view = a.view();
    if view.rank() == 0 {
        return Err(Raise::value_error(
            "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the context of \
             this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.",
        ));
    }
    indices_of(&view)
}

fn indices_of(view: &View) -> Result<Value> {
    let mut out = Vec::new();
    for axis in index::nonzero_indices(&truths(view)?)? {
        out.push(Value::Array(Array::new(View::from_slice(&axis)?)));
    }
    Ok(Value::tuple(out))
}

fn argwhere(_: &mut Interp, a: ArrayLike) -> Result<Value> {
    let view = a.view();
    if view.rank() == 0 {
        let found = truths(&view)?.first().truth();
        return Ok(Value::Array(Array::new(View::empty(DType::Int64, &[found as usize, 0])?)));
    }
    // NumPy transposes the stacked indices: rows of one index lie apart.
    let found = index::nonzero_indices(&truths(&view)?)?;
    let (rank, n) = (found.len(), found.first().map_or(0, Vec::len));
    let flat: Vec<i64> = found.into_iter().flatten().collect();
    let stacked = View::from_slice(&flat)?;
    let stacked = stacked.derive(Layout::c(DType::Int64, &[rank, n]));
    let base = Array::new(stacked.clone());
    Ok(Value::Array(Array::view_of(&base, stacked.derive(stacked.layout().reversed_axes()))))
}

fn where_(interp: &mut Interp, condition: Value, x: Given, y: Given) -> Result<Value> {
    let mask = convert::view(interp, &condition)?;
    let (x, y) = match (x.0, y.0) {
        (None, None) => {
            let condition = convert::array(interp, &condition)?;
            return nonzero(interp, ArrayLike(condition));
        }
        (Some(x), Some(y)) => (x, y),
        _ => return Err(Raise::value_error("either both or neither of x and y should be given")),
    };
    let mask = truths(&mask)?;
    let (a, b) = (convert::operand(interp, &x)?, convert::operand(interp, &y)?);
    let dtype = promote::result_type(&[a.type_(), b.type_()])?;
    let shape = broadcast::broadcast_shapes(&[mask.shape(), a.shape(), b.shape()])?;
    let source = |interp: &mut Interp, v: &Value, o: &Operand| -> Result<View> {
        let view = match o {
            Operand::Array(v) => convert::cast_to(v, dtype)?,
            number if dtype.is_numeric() => View::from_scalar(&number.to_scalar(dtype)?)?,
            _ => convert::view_of(interp, v, Some(dtype))?,
        };
        Ok(view.broadcast_to(&shape).unwrap_or(view))
    };
    let (a, b) = (source(interp, &x, &a)?, source(interp, &y, &b)?);
    let mask = mask.broadcast_to(&shape).unwrap_or(mask);
    let layout = ufunc::output_layout(&shape, &[&mask, &a, &b], Order::K, dtype);
    let out = View::alloc(layout, Init::Uninit)?;
    choose_between(&mask, &a, &b, &out)?;
    convert::flush_warnings(interp)?;
    note_copy(&a, &out, CopyReason::Join);
    Ok(Value::Array(Array::new(out)))
}

/// `out = mask ? a : b`, all of one shape and dtype (`a`, `b`, `out`).
fn choose_between(mask: &View, a: &View, b: &View, out: &View) -> Result<()> {
    use crate::engine::mem::access::{gather_items, read};
    gather_items(b, b.offsets(), out)?;
    let on: Vec<bool> = mask.offsets().map(|at| read::<crate::engine::dtype::B8>(mask, at).get()).collect();
    let from = a.offsets().zip(&on).filter(|(_, on)| **on).map(|(at, _)| at);
    let to: Vec<(usize, usize)> = from.zip(out.offsets().zip(&on).filter(|(_, on)| **on).map(|(at, _)| at)).collect();
    Ok(crate::engine::kernels::select::gather::copy_elements(a, out, to.into_iter())?)
}

/// Indices for all axes: those given along `axis`, running numbers along the others.
fn along(interp: &mut Interp, arr: &View, indices: &Value, axis: i64) -> Result<(Vec<Index>, usize)> {
    let axis = normalize_axis(axis, arr.rank())?;
    let view = convert::view(interp, indices)?;
    if !view.dtype().is_integral() || view.dtype() == DType::Bool {
        return Err(Raise::index_error("`indices` must be an integer array"));
    }
    if view.rank() != arr.rank() {
        return Err(Raise::value_error("`indices` and `arr` must have the same number of dimensions"));
    }
    let mut out = Vec::with_capacity(arr.rank());
    for i in 0..arr.rank() {
        if i == axis {
            out.push(Index::Array(view.clone()));
            continue;
        }
        let n = arr.shape()[i];
        let line = View::from_slice(&(0..n as i64).collect::<Vec<i64>>())?;
        let mut layout = line.layout().clone();
        for _ in 0..i {
            layout.insert_axis(0);
        }
        for _ in i + 1..arr.rank() {
            let rank = layout.rank();
            layout.insert_axis(rank);
        }
        out.push(Index::Array(line.derive(layout)));
    }
    Ok((out, axis))
}

fn take_along_axis(interp: &mut Interp, arr: ArrayLike, indices: Value, axis: Given) -> Result<Value> {
    let (view, axis) = flat_or_axis(interp, &arr, axis)?;
    let (at, _) = along(interp, &view, &indices, axis)?;
    Ok(match index::get(&view, &at)? {
        Indexed::Copy { view, .. } | Indexed::View(view) => Value::Array(Array::new(view)),
        Indexed::Element(s) => Value::scalar(s),
    })
}

fn flat_or_axis(interp: &mut Interp, arr: &ArrayLike, axis: Given) -> Result<(View, i64)> {
    match axis.0 {
        Some(Value::None) => {
            let flat = call(interp, "ravel", &[Value::Array(arr.0.clone())])?;
            Ok((convert::view(interp, &flat)?, 0))
        }
        Some(v) => Ok((arr.view(), interp.index(&v)?)),
        None => Ok((arr.view(), -1)),
    }
}

fn put_along_axis(interp: &mut Interp, arr: Value, indices: Value, values: Value, axis: Given) -> Result<()> {
    let a = written(interp, &arr, "put_along_axis")?;
    let like = ArrayLike(a);
    let (view, axis) = flat_or_axis(interp, &like, axis)?;
    let (at, _) = along(interp, &view, &indices, axis)?;
    let values = convert::view_of(interp, &values, Some(view.dtype()))?;
    Ok(index::set(&view, &at, &values)?)
}
