//! `take`, `put`, `take_along_axis`, `compress`, `extract`, `place`, `putmask`, `nonzero`, `where`.

use crate::engine::kernels::index::{self, Index, Indexed};
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::{cast, promote, select};
use crate::engine::layout::{Order, normalize_axis};
use crate::engine::observe::CopyReason;
use crate::engine::view::note_copy;
use crate::engine::{DType, Layout, View, broadcast};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, ClipMode, OutArray};
use crate::lang::builtins::numpy::{call, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c, numpy, py};
use crate::lang::value::Value;

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
                let flat = indices_of(&view)?;
                interp.get_item(&flat, &Value::Int(0))
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
            &["compress"],
            "self, /, condition, axis=None, out=None",
            "The slices along an axis where a condition is true.",
            |interp: &mut Interp, a: ArrayLike, condition: Value, axis: Option<i64>, out: Option<OutArray>| {
                compress(interp, condition, a, axis, out)
            },
        ),
        c(&["nonzero"], "self, /", "The indices of elements that are not zero.", nonzero),
    ]
}

/// The elements as truth values.
pub(super) fn truths(view: &View) -> crate::engine::error::Result<View> {
    if view.dtype() == DType::Bool {
        return Ok(view.clone());
    }
    let out = View::scratch(view.layout().like(Order::K, DType::Bool))?;
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
pub(super) fn in_range(interp: &mut Interp, indices: &Value, mode: Option<ClipMode>, n: usize) -> Result<View> {
    let given = matches!(indices, Value::Array(_) | Value::Scalar(_));
    let mut view = convert::view_of(interp, indices, if given { None } else { Some(DType::Int64) })?;
    if view.size() == 0 && !view.dtype().is_integral() {
        view = View::empty(DType::Int64, view.shape())?;
    }
    if !view.dtype().is_integral() {
        cast::check(view.dtype(), DType::Int64, promote::Casting::SameKind)?;
    }
    let ints = convert::cast_to(&view, DType::Int64)?;
    let Some(mode) = mode.filter(|m| *m != ClipMode::Raise) else { return Ok(ints) };
    let placed: Vec<i64> = index::integers(&ints)?.into_iter().map(|i| mode.place(i, n as i64).unwrap_or(i)).collect();
    let flat = View::from_slice(&placed)?;
    Ok(flat.derive(Layout::c(DType::Int64, ints.shape())))
}

fn take(
    interp: &mut Interp,
    a: ArrayLike,
    indices: Value,
    axis: Option<i64>,
    out: Option<OutArray>,
    mode: Option<ClipMode>,
) -> Result<Value> {
    let (source, axis) = match axis {
        None => {
            let flat = call(interp, "ravel", &[Value::Array(a.0.clone())])?;
            (convert::view(interp, &flat)?, 0)
        }
        Some(axis) => {
            let view = a.view();
            let axis = normalize_axis(axis, view.rank().max(1))?;
            let line = (view.rank() == 0).then(|| view.try_reshape(&[1], false).ok()).flatten();
            (line.unwrap_or(view), axis)
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
        Indexed::Copy { view, .. } if view.layout().is_c_contiguous() && view.size() > 0 => {
            let packed = Layout { offset: view.layout().offset, ..Layout::c(view.dtype(), view.shape()) };
            view.derive(packed)
        }
        Indexed::Copy { view, .. } => {
            let packed = View::empty(view.dtype(), view.shape())?;
            crate::engine::mem::access::copy_same_dtype(&view, &packed)?;
            note_copy(&source, &packed, CopyReason::FancyIndex);
            packed
        }
    };
    finish(interp, view, out)
}

/// A result: into `out`, or new (0-d ones as scalars).
fn finish(interp: &mut Interp, view: View, out: Option<OutArray>) -> Result<Value> {
    let Some(out) = out else { return Ok(convert::result(view)) };
    let target = out.0.view().clone();
    if target.shape() != view.shape() {
        return Err(Raise::value_error("output array does not match result of ndarray.take"));
    }
    if !out.0.writeable() {
        return Err(Raise::value_error("WRITEBACKIFCOPY base is read-only"));
    }
    // NumPy writes to a copy of `out` that it copies back.
    cast::check(target.dtype(), view.dtype(), promote::Casting::Safe)?;
    let done = cast::assign(&target, &Operand::Array(view));
    convert::flush_warnings(interp)?;
    done?;
    Ok(Value::Array(out.0))
}

fn compress(
    interp: &mut Interp,
    condition: Value,
    a: ArrayLike,
    axis: Option<i64>,
    out: Option<OutArray>,
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

fn nonzero(_: &mut Interp, a: ArrayLike) -> Result<Value> {
    let view = a.view();
    if view.rank() == 0 {
        return Err(Raise::value_error(
            "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.",
        ));
    }
    indices_of(&view)
}

fn indices_of(view: &View) -> Result<Value> {
    let table = select::nonzero(&truths(view)?)?;
    // As NumPy's, the results are the columns of one array.
    let base = Array::new(table.clone());
    let columns = (0..table.shape()[1]).map(|axis| {
        let mut layout = table.layout().clone();
        layout.index_axis(1, axis);
        Value::Array(Array::view_of(&base, table.derive(layout)))
    });
    Ok(Value::tuple(columns.collect()))
}

fn argwhere(_: &mut Interp, a: ArrayLike) -> Result<Value> {
    let view = a.view();
    if view.rank() == 0 {
        let found = truths(&view)?.first().truth();
        let base = Array::new(View::zeros(DType::Int64, &[found as usize, 1])?);
        let mut layout = base.view().layout().clone();
        layout.slice_axis(1, 0, 1, 0);
        let none = base.view().derive(layout);
        return Ok(Value::Array(Array::view_of(&base, none)));
    }
    // NumPy transposes the stacked indices: rows of one index lie apart.
    let found = index::nonzero_indices(&truths(&view)?)?;
    let (rank, n) = (found.len(), found.first().map_or(0, Vec::len));
    let flat: Vec<i64> = found.into_iter().flatten().collect();
    let stacked = View::from_slice(&flat)?;
    let stacked = if n == 0 {
        View::empty(DType::Int64, &[rank, 0])?
    } else {
        stacked.derive(Layout::c(DType::Int64, &[rank, n]))
    };
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
    let mask = cast::repeating(&mask, truths)?;
    let (a, b) = (convert::operand(interp, &x)?, convert::operand(interp, &y)?);
    let dtype = promote::result_type(&[a.type_(), b.type_()])?;
    let shape = broadcast::broadcast_shapes(&[mask.shape(), a.shape(), b.shape()])?;
    let source = |interp: &mut Interp, v: &Value, o: &Operand| -> Result<View> {
        let view = match o {
            Operand::Array(v) => convert::cast_to(v, dtype)?,
            // A Python integer wraps around.
            Operand::Int(n) if dtype.is_integral() && dtype != DType::Bool && i64::try_from(*n).is_ok() => {
                convert::cast_to(
                    &View::from_slice(&[*n as i64])?.try_reshape(&[], false).unwrap_or(View::from_slice(&[*n as i64])?),
                    dtype,
                )?
            }
            number if dtype.is_numeric() => View::from_scalar(&number.to_scalar(dtype)?)?,
            _ => convert::view_of(interp, v, Some(dtype))?,
        };
        Ok(view.broadcast_to(&shape).unwrap_or(view))
    };
    let (a, b) = (source(interp, &x, &a)?, source(interp, &y, &b)?);
    let out = select::where3(&mask, &a, &b)?;
    convert::flush_warnings(interp)?;
    note_copy(&a, &out, CopyReason::Join);
    Ok(Value::Array(Array::new(out)))
}

/// Indices for all axes: those given along `axis`, running numbers along the others.
pub(super) fn along(interp: &mut Interp, arr: &View, indices: &Value, axis: i64) -> Result<(Vec<Index>, usize)> {
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

pub(super) fn flat_or_axis(interp: &mut Interp, arr: &ArrayLike, axis: Given) -> Result<(View, i64)> {
    match axis.0 {
        Some(Value::None) => {
            let flat = call(interp, "ravel", &[Value::Array(arr.0.clone())])?;
            Ok((convert::view(interp, &flat)?, 0))
        }
        Some(v) => Ok((arr.view(), interp.index(&v)?)),
        None => Ok((arr.view(), -1)),
    }
}
