//! Views and shapes: `reshape`, `ravel`, `transpose` and their kin, as functions and as methods.

pub mod axes;
pub mod broadcasting;
pub mod flips;
pub mod memory;
mod permute;
pub mod split;
pub mod stride_tricks;

pub use permute::exchanged;

use super::args::{self, ArrayLike, AxisArg, OrderArg, integers};
use crate::engine::observe::CopyReason;
use crate::engine::{Layout, Order, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::FromValue;
use crate::lang::registry::args::{Given, Rest};
use crate::lang::registry::{Builtin, c, numpy, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["reshape"],
            "a, /, shape, order='C', *, copy=None",
            "The same elements in another shape: a view where strides can express it, else of a copy.\n\n\
             >>> np.reshape(np.arange(6), (2, -1))\narray([[0, 1, 2],\n       [3, 4, 5]])",
            |interp: &mut Interp, a: ArrayLike, shape: Value, order: Option<OrderArg>, copy: Given| {
                if shape.is_none() {
                    return Ok(a.derive(a.view()));
                }
                let wanted = args::lengths(interp, &shape)?;
                reshape(interp, &a.0, &wanted, order, copy)
            },
        ),
        py(
            &["ravel"],
            "a, order='C'",
            "The elements as one axis: a view where they lie side by side, else a copy.\n\n\
             >>> np.ravel([[1, 2], [3, 4]])\narray([1, 2, 3, 4])",
            |interp: &mut Interp, a: ArrayLike, order: Option<OrderArg>| ravel(interp, a, order),
        ),
        py(
            &["transpose", "permute_dims"],
            "a, axes=None",
            "A view with the axes in another order; reversed if none is given.\n\n\
             >>> np.transpose(np.ones((2, 3))).shape\n(3, 2)",
            |interp: &mut Interp, a: ArrayLike, axes: Option<Value>| match axes {
                None => permute::transpose(&a, None),
                Some(v) => args::lengths(interp, &v).and_then(|axes| permute::transpose(&a, Some(&axes))),
            },
        ),
        py(
            &["swapaxes"],
            "a, axis1, axis2",
            "A view with two axes exchanged.\n\n>>> np.swapaxes(np.ones((1, 2, 3)), 0, 2).shape\n(3, 2, 1)",
            permute::swapaxes,
        ),
        py(
            &["moveaxis"],
            "a, source, destination",
            "A view with axes moved to other places.\n\n>>> np.moveaxis(np.ones((1, 2, 3)), 0, -1).shape\n(2, 3, 1)",
            permute::moveaxis,
        ),
        py(
            &["rollaxis"],
            "a, axis, start=0",
            "A view with an axis moved to before another.\n\n>>> np.rollaxis(np.ones((1, 2, 3)), 2).shape\n(3, 1, 2)",
            permute::rollaxis,
        ),
        py(
            &["squeeze"],
            "a, axis=None",
            "A view without axes of length 1.\n\n>>> np.squeeze(np.ones((1, 2, 1))).shape\n(2,)",
            squeeze,
        ),
        py(
            &["expand_dims"],
            "a, axis",
            "A view with a new axis of length 1.\n\n>>> np.expand_dims([1, 2], 0)\narray([[1, 2]])",
            expand_dims,
        ),
        py(
            &["atleast_1d"],
            "*arys",
            "Arrays with at least one axis.\n\n>>> np.atleast_1d(3)\narray([3])",
            |interp: &mut Interp, arys: Rest| atleast(interp, arys, 1),
        ),
        py(
            &["atleast_2d"],
            "*arys",
            "Arrays with at least two axes.\n\n>>> np.atleast_2d([1, 2])\narray([[1, 2]])",
            |interp: &mut Interp, arys: Rest| atleast(interp, arys, 2),
        ),
        py(
            &["atleast_3d"],
            "*arys",
            "Arrays with at least three axes.\n\n>>> np.atleast_3d([1, 2]).shape\n(1, 2, 1)",
            |interp: &mut Interp, arys: Rest| atleast(interp, arys, 3),
        ),
        py(
            &["diagonal"],
            "a, offset=0, axis1=0, axis2=1",
            "A read-only view of a diagonal.\n\n>>> np.diagonal([[1, 2], [3, 4]])\narray([1, 4])",
            diagonal,
        ),
        py(
            &["matrix_transpose"],
            "x, /",
            "A view with the last two axes exchanged.\n\n>>> np.matrix_transpose([[1, 2]])\narray([[1],\n       [2]])",
            permute::matrix_transpose,
        ),
        py(
            &["resize"],
            "a, new_shape",
            "A new array of another size; the elements repeat.\n\n>>> np.resize([1, 2], 5)\narray([1, 2, 1, 2, 1])",
            resize,
        ),
    ]
}

/// The same methods of arrays.
pub fn methods() -> Vec<Builtin> {
    vec![
        c(
            &["reshape"],
            "self, /, *shape, order='C', copy=None",
            "The same elements in another shape: a view where strides can express it, else of a copy.",
            |interp: &mut Interp, a: ArrayLike, shape: Rest, order: Option<OrderArg>, copy: Given| {
                if shape.0.is_empty() {
                    return Err(Raise::type_error("reshape() takes exactly 1 argument (0 given)"));
                }
                if let [Value::None] = &shape.0[..] {
                    return Ok(a.derive(a.view()));
                }
                let wanted = lengths(interp, &shape.0)?;
                reshape(interp, &a.0, &wanted, order, copy)
            },
        ),
        numpy(
            &["ravel"],
            "self, /, order='C'",
            "The elements as one axis: a view where they lie side by side, else a copy.",
            |interp: &mut Interp, a: ArrayLike, order: Option<OrderArg>| ravel(interp, a, order),
        ),
        numpy(
            &["flatten"],
            "self, /, order='C'",
            "A copy of the elements as one axis.",
            |_: &mut Interp, a: ArrayLike, order: Option<OrderArg>| {
                let copied = flat_copy(&a.view(), order.map_or(Order::C, |o| o.0), CopyReason::Requested)?;
                Ok(Value::Array(Array::new(copied)))
            },
        ),
        c(
            &["transpose"],
            "self, /, *axes",
            "A view with the axes in another order; reversed if none is given.",
            |interp: &mut Interp, a: ArrayLike, axes: Rest| match &axes.0[..] {
                [] | [Value::None] => permute::transpose(&a, None),
                [one] => args::lengths(interp, one).and_then(|axes| permute::transpose(&a, Some(&axes))),
                many => {
                    let axes = lengths(interp, many)?;
                    permute::transpose(&a, Some(&axes))
                }
            },
        ),
        c(&["swapaxes"], "self, axis1, axis2, /", "A view with two axes exchanged.", permute::swapaxes),
        numpy(&["squeeze"], "self, /, axis=None", "A view without axes of length 1.", squeeze),
        c(&["diagonal"], "self, /, offset=0, axis1=0, axis2=1", "A read-only view of a diagonal.", diagonal),
    ]
}

/// `*shape`: several integers or one sequence.
fn lengths(interp: &mut Interp, shape: &[Value]) -> Result<Vec<i64>> {
    match shape {
        [one] => args::lengths(interp, one),
        many => many.iter().map(|v| args::length(interp, v)).collect(),
    }
}

fn reshape(_: &mut Interp, a: &Rc<Array>, wanted: &[i64], order: Option<OrderArg>, copy: Given) -> Result<Value> {
    let view = a.view().clone();
    let order = order.map_or(Order::C, |o| o.0);
    if order == Order::K {
        return Err(Raise::value_error("order 'K' is not permitted for reshaping"));
    }
    let shape = axes::resolve(view.size(), wanted)?;
    if shape.len() > crate::engine::layout::MAX_RANK {
        return Err(Raise::value_error(format!(
            "maximum supported dimension for an ndarray is currently 64, found {}",
            shape.len()
        )));
    }
    let fortran = view.layout().counts_as_fortran(order);
    if matches!(&copy.0, Some(v) if v.as_str().is_some()) {
        return Err(Raise::value_error("strings are not allowed for 'copy' keyword. Use True/False/None instead."));
    }
    let always = matches!(copy.0, Some(Value::Bool(true)));
    let never = matches!(copy.0, Some(Value::Bool(false)));
    if !always {
        match view.try_reshape(&shape, fortran) {
            Ok(reshaped) => return Ok(Value::Array(Array::view_of(a, reshaped))),
            Err(_) if never => {
                return Err(Raise::value_error("Unable to avoid creating a copy while reshaping."));
            }
            Err(why) => return reshaped_copy(&view, &shape, fortran, CopyReason::Reshape(why)),
        }
    }
    reshaped_copy(&view, &shape, fortran, CopyReason::Requested)
}

/// A view of a copy that nothing else sees: NumPy's result has that copy as its base.
fn reshaped_copy(view: &View, shape: &[usize], fortran: bool, reason: CopyReason) -> Result<Value> {
    let copy = view.copy(if fortran { Order::F } else { Order::C }, reason)?;
    let layout = if fortran { Layout::f(view.dtype(), shape) } else { Layout::c(view.dtype(), shape) };
    let base = Array::new(copy.clone());
    Ok(Value::Array(Array::view_of(&base, copy.derive(layout))))
}

fn ravel(_: &mut Interp, a: ArrayLike, order: Option<OrderArg>) -> Result<Value> {
    let order = order.map_or(Order::C, |o| o.0);
    let view = a.view();
    match view.try_ravel(order) {
        Ok(flat) => Ok(a.derive(flat)),
        Err(why) => Ok(Value::Array(Array::new(flat_copy(&view, order, CopyReason::Ravel(why))?))),
    }
}

/// A new 1-d array of the elements in `order`.
fn flat_copy(view: &View, order: Order, reason: CopyReason) -> Result<View> {
    let source = match order {
        Order::K => view.derive(view.layout().transpose(&view.layout().axes_by_stride())),
        _ if view.layout().counts_as_fortran(order) => view.derive(view.layout().reversed_axes()),
        _ => view.clone(),
    };
    let copy = source.copy(Order::C, reason)?;
    let mut flat = Layout::c(view.dtype(), &[view.size()]);
    if view.size() == 0 {
        // As any new array without elements.
        flat.strides.fill(0);
    }
    Ok(copy.derive(flat))
}

fn squeeze(interp: &mut Interp, a: Value, axis: Option<AxisArg>) -> Result<Value> {
    if matches!(a, Value::Scalar(_)) {
        return Ok(a);
    }
    let a = ArrayLike::from_value(interp, a)?;
    let view = a.view();
    let gone: axes::Axes = match axis {
        None => (0..view.rank()).filter(|&i| view.shape()[i] == 1).collect(),
        // A 0-d array takes one axis more.
        Some(AxisArg::One(0 | -1)) if view.rank() == 0 => axes::Axes::new(),
        Some(axis) => {
            let gone = axis.normalize(view.rank())?;
            if gone.iter().any(|&i| view.shape()[i] != 1) {
                return Err(Raise::value_error("cannot select an axis to squeeze out which has size not equal to one"));
            }
            gone.iter().copied().collect()
        }
    };
    if gone.is_empty() {
        return Ok(Value::Array(a.0));
    }
    Ok(a.derive(view.derive(axes::without(view.layout(), &gone))))
}

fn expand_dims(interp: &mut Interp, a: ArrayLike, axis: Value) -> Result<Value> {
    let axis = match &axis {
        Value::Tuple(_) | Value::List(_) => AxisArg::Many(integers(interp, &axis)?),
        Value::Float(_) => return Err(Raise::type_error("integer argument expected, got float")),
        one => AxisArg::One(interp.index(one)?),
    };
    let view = a.view();
    let count = match &axis {
        AxisArg::One(_) => 1,
        AxisArg::Many(many) => many.len(),
    };
    let rank = view.rank() + count;
    let new = axis.normalize(rank).map_err(|e| {
        if e.is(&crate::lang::exceptions::AXIS_ERROR) { e } else { Raise::value_error("repeated axis") }
    })?;
    let mut own = 0;
    let mut wanted = Vec::with_capacity(rank);
    for i in 0..rank {
        if new.contains(&i) {
            wanted.push(1);
        } else {
            wanted.push(view.shape()[own]);
            own += 1;
        }
    }
    match view.try_reshape(&wanted, false) {
        Ok(v) => Ok(a.derive(v)),
        Err(why) => reshaped_copy(&view, &wanted, false, CopyReason::Reshape(why)),
    }
}

fn atleast(interp: &mut Interp, arys: Rest, least: usize) -> Result<Value> {
    let mut out = Vec::with_capacity(arys.0.len());
    for v in &arys.0 {
        let a = ArrayLike(super::convert::array(interp, v)?);
        let view = a.view();
        let shape = view.shape();
        let wanted: Vec<usize> = match (least, shape) {
            (1, []) => vec![1],
            (2, []) => vec![1, 1],
            (2, [n]) => vec![1, *n],
            (3, []) => vec![1, 1, 1],
            (3, [n]) => vec![1, *n, 1],
            (3, [m, n]) => vec![*m, *n, 1],
            _ => {
                out.push(Value::Array(a.0));
                continue;
            }
        };
        let mut layout = view.layout().clone();
        while layout.rank() < wanted.len() {
            let at =
                if least == 3 && layout.rank() == 2 || least < 3 && layout.rank() == 0 { layout.rank() } else { 0 };
            layout.insert_axis(at);
        }
        layout.shape = wanted.into();
        let made = match view.rank() {
            0 => view.try_reshape(&layout.shape, false).unwrap_or_else(|_| view.clone()),
            _ => view.derive(layout),
        };
        out.push(a.derive(made));
    }
    Ok(if out.len() == 1 { out.remove(0) } else { Value::tuple(out) })
}

fn diagonal(
    _: &mut Interp,
    a: ArrayLike,
    offset: Option<i64>,
    axis1: Option<i64>,
    axis2: Option<i64>,
) -> Result<Value> {
    let view = a.view();
    if view.rank() < 2 {
        return Err(Raise::value_error("diag requires an array of at least two dimensions"));
    }
    let named = |axis: i64, name: &str| {
        crate::engine::layout::normalize_axis(axis, view.rank()).map_err(|mut e| {
            e.message = format!("{name}: {}", e.message);
            e
        })
    };
    let (i, j) = (named(axis1.unwrap_or(0), "axis1")?, named(axis2.unwrap_or(1), "axis2")?);
    if i == j {
        return Err(Raise::value_error("axis1 and axis2 cannot be the same"));
    }
    let made = Array::view_of(&a.0, view.derive(axes::diagonal(view.layout(), offset.unwrap_or(0), i, j)));
    made.set_writeable(false);
    Ok(Value::Array(made))
}

fn resize(interp: &mut Interp, a: ArrayLike, new_shape: Value) -> Result<Value> {
    let wanted = integers(interp, &new_shape)?;
    if wanted.iter().any(|&n| n < 0) {
        return Err(Raise::value_error("all elements of `new_shape` must be non-negative"));
    }
    let shape: crate::engine::Shape = wanted.iter().map(|&n| n as usize).collect();
    let view = a.view();
    let out = View::zeros(view.dtype(), &shape)?;
    if view.size() > 0 && out.size() > 0 {
        let flat = view.offsets().cycle();
        crate::engine::mem::access::gather_items(&view, flat.take(out.size()), &out)?;
        crate::engine::view::note_copy(&view, &out, CopyReason::Join);
    }
    if view.size() == 0 {
        return Ok(Value::Array(Array::new(out)));
    }
    Ok(super::creation::make::reshaped_result(out))
}
