//! Who shares memory with whom; index numbers of a flat buffer.

use crate::engine::interrupt::watched;
use crate::engine::mem::watch;
use crate::engine::overlap::{self, Overlap};
use crate::engine::{DType, Layout, Order, Shape, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{self, ArrayLike, ClipMode, OrderArg};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::FromValue;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["shares_memory"],
            "a, b, /, max_work=-1",
            "Whether two arrays have an element's byte in common; exact.\n\n\
             >>> a = np.arange(6)\n>>> np.shares_memory(a[::2], a[1::2])\nFalse",
            shares_memory,
        ),
        py(
            &["may_share_memory"],
            "a, b, /, max_work=0",
            "Whether the byte ranges of two arrays meet; says True too often.\n\n\
             >>> a = np.arange(6)\n>>> np.may_share_memory(a[::2], a[1::2])\nTrue",
            may_share_memory,
        ),
        py(
            &["unravel_index"],
            "indices, shape, order='C'",
            "Indices along the axes, of positions in the flattened array.\n\n\
             >>> np.unravel_index(5, (2, 3))\n(np.int64(1), np.int64(2))",
            unravel_index,
        ),
        py(
            &["ravel_multi_index"],
            "multi_index, dims, mode='raise', order='C'",
            "Positions in the flattened array, of indices along the axes.\n\n\
             >>> np.ravel_multi_index((1, 2), (2, 3))\nnp.int64(5)",
            ravel_multi_index,
        ),
    ]
}

fn shares_memory(_: &mut Interp, a: ArrayLike, b: ArrayLike, max_work: Option<i64>) -> Result<bool> {
    let work = max_work.filter(|&n| n >= 0).map(|n| n as usize);
    shared(&a.view(), &b.view(), work)
}

fn may_share_memory(_: &mut Interp, a: ArrayLike, b: ArrayLike, max_work: Option<i64>) -> Result<bool> {
    match max_work.unwrap_or(0) {
        0 => Ok(a.view().may_share_memory(&b.view())),
        n => Ok(shared(&a.view(), &b.view(), (n > 0).then_some(n as usize)).unwrap_or(true)),
    }
}

fn shared(a: &View, b: &View, work: Option<usize>) -> Result<bool> {
    if !Rc::ptr_eq(a.buffer(), b.buffer()) {
        return Ok(false);
    }
    match overlap::share(a.layout(), b.layout(), work) {
        Overlap::No => Ok(false),
        Overlap::Yes => Ok(true),
        _ => Err(Raise::new(&crate::lang::exceptions::TOO_HARD_ERROR, "Exceeded max_work")),
    }
}

/// Index numbers: integers, and a truth counts as one.
///
/// # Errors
/// `TypeError` of anything else.
fn index_numbers(interp: &mut Interp, value: &Value) -> Result<View> {
    let view = convert::view(interp, value)?;
    if view.size() == 0 && !view.dtype().is_integral() && !matches!(value, Value::Array(_) | Value::Scalar(_)) {
        return Err(Raise::type_error(
            "indices must be integral: the provided empty sequence was inferred as float. Wrap it with \
             'np.array(indices, dtype=np.intp)'",
        ));
    }
    match view.dtype() {
        DType::Bool => convert::cast_to(&view, DType::Int64),
        dtype if dtype.is_integral() => Ok(view),
        _ => Err(Raise::type_error("only int indices permitted")),
    }
}

/// Whether the first axis is the fastest; only `C` and `F` are orders of index numbers.
fn is_fortran(order: Option<OrderArg>) -> Result<bool> {
    match order.map(|o| o.0) {
        None | Some(Order::C) => Ok(false),
        Some(Order::F) => Ok(true),
        Some(_) => Err(Raise::value_error("only 'C' or 'F' order is permitted")),
    }
}

fn unravel_index(interp: &mut Interp, indices: Value, shape: Value, order: Option<OrderArg>) -> Result<Value> {
    let view = index_numbers(interp, &indices)?;
    let dims: Vec<i64> = args::lengths(interp, &shape)?;
    let negative = dims.iter().any(|&n| n < 0);
    let sized = |n: i64, &d: &i64| n.checked_mul(d);
    let Some(total) = dims.iter().try_fold(1i64, sized) else {
        return Err(Raise::value_error(
            "dimensions are too large; arrays and shapes with a total size greater than 'intp' are not supported.",
        ));
    };
    let fortran = is_fortran(order)?;
    let flat = crate::engine::kernels::index::integers(&view)?;
    if dims.is_empty() && view.rank() > 0 {
        return Err(Raise::value_error("multiple indices are not supported for 0d arrays"));
    }
    if let Some(n) = watched(flat.iter()).find(|&&n| n < 0 || n >= total || negative) {
        return Err(Raise::value_error(format!("index {n} is out of bounds for array with size {total}")));
    }
    let dims: Shape = dims.iter().map(|&n| n as usize).collect();
    // NumPy's results are the columns of one array.
    let rank = dims.len();
    let mut table = watch::filled(0i64, flat.len() * rank);
    let axes: Vec<usize> = if fortran { (0..rank).collect() } else { (0..rank).rev().collect() };
    for (k, &n) in watched(flat.iter().enumerate()) {
        let mut rest = n as usize;
        for &axis in &axes {
            table[k * rank + axis] = (rest % dims[axis]) as i64;
            rest /= dims[axis];
        }
    }
    let mut whole: Shape = view.shape().into();
    whole.push(rank);
    let made = View::from_slice(&table)?;
    let made = made.derive(Layout::c(DType::Int64, &whole));
    let base = Array::new(made.clone());
    let columns = (0..rank).map(|axis| {
        let mut layout = made.layout().clone();
        layout.index_axis(view.rank(), axis);
        let column = made.derive(layout);
        if view.rank() == 0 { Value::scalar(column.first()) } else { Value::Array(Array::view_of(&base, column)) }
    });
    Ok(Value::tuple(columns.collect()))
}

/// The mode of each axis: one for all, or one for each.
fn modes(interp: &mut Interp, mode: Option<Value>, n: usize) -> Result<Vec<ClipMode>> {
    match mode {
        None => Ok(vec![ClipMode::Raise; n]),
        Some(v @ (Value::Tuple(_) | Value::List(_))) => {
            let given = interp.collect(&v)?;
            if given.len() != n {
                let text = format!("list of clipmodes has wrong length ({} instead of {n})", given.len());
                return Err(Raise::value_error(text));
            }
            given.into_iter().map(|v| ClipMode::from_value(interp, v)).collect()
        }
        Some(v) => Ok(vec![ClipMode::from_value(interp, v)?; n]),
    }
}

fn ravel_multi_index(
    interp: &mut Interp,
    multi_index: Value,
    dims: Value,
    mode: Option<Value>,
    order: Option<OrderArg>,
) -> Result<Value> {
    if interp.iter(&multi_index).is_err() {
        return Err(Raise::type_error("dispatcher for __array_function__ did not return an iterable"));
    }
    let fortran = is_fortran(order)?;
    let dims = args::lengths(interp, &dims)?;
    let modes = modes(interp, mode, dims.len())?;
    let mut step = 1i64;
    let axes: Vec<usize> = if fortran { (0..dims.len()).collect() } else { (0..dims.len()).rev().collect() };
    let mut steps = vec![1i64; dims.len()];
    for &axis in &axes {
        steps[axis] = step;
        step = step.checked_mul(dims[axis]).ok_or_else(|| {
            Raise::value_error("invalid dims: array size defined by dims is larger than the maximum possible size.")
        })?;
    }
    let parts = interp.collect(&multi_index)?;
    if parts.len() != dims.len() {
        return Err(Raise::value_error(format!("parameter multi_index must be a sequence of length {}", dims.len())));
    }
    let mut views = Vec::new();
    for p in &parts {
        views.push(index_numbers(interp, p)?);
    }
    let shapes: Vec<&[usize]> = views.iter().map(|v| v.shape()).collect();
    let shape = crate::engine::broadcast::broadcast_shapes(&shapes)?;
    let count: usize = shape.iter().product();
    let mut flat = watch::filled(0i64, count);
    if count > 0 && dims.contains(&0) {
        return Err(Raise::value_error("cannot unravel if shape has zero entries (is empty)."));
    }
    for axis in axes {
        let stretched = views[axis].broadcast_to(&shape).unwrap_or_else(|| views[axis].clone());
        let n = dims[axis];
        for (k, s) in stretched.scalars().enumerate() {
            let i = s.as_integer().unwrap_or(0) as i64;
            flat[k] += steps[axis] * {
                let mode = modes.get(axis).copied().unwrap_or(ClipMode::Raise);
                mode.place(i, n).ok_or_else(|| Raise::value_error("invalid entry in coordinates array"))?
            };
        }
    }
    let made = View::from_slice(&flat)?;
    let made = made.derive(Layout::c(DType::Int64, &shape));
    Ok(if shape.is_empty() { Value::scalar(made.first()) } else { Value::Array(Array::new(made)) })
}
