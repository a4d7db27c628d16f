//! Arrays made from values, and arrays of one value.

pub mod buffers;
pub mod functions;
pub mod grids;
pub mod make;
pub mod matrices;
pub mod numbers;
pub mod ranges;
mod rows;

use super::args::{ArrayLike, DTypeArg, Device, Like, OrderArg, ShapeArg};
use crate::engine::mem::buffer::Init;
use crate::engine::{DType, Layout, Order, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, numpy, py};
use crate::lang::value::Value;
use make::Copy;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        numpy(
            &["array"],
            "object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, ndmax=0, like=None",
            "Makes an array of nested sequences, numbers or another array; always a copy unless `copy=None`.\n\n\
             >>> np.array([[1, 2], [3, 4]])\narray([[1, 2],\n       [3, 4]])",
            array,
        ),
        numpy(
            &["asarray"],
            "a, dtype=None, order=None, *, device=None, copy=None, like=None",
            "The value as an array; an array that already fits is returned itself.\n\n\
             >>> a = np.arange(3)\n>>> np.asarray(a) is a\nTrue",
            asarray,
        ),
        numpy(
            &["asanyarray"],
            "a, dtype=None, order=None, *, device=None, copy=None, like=None",
            "As `asarray`: there are no subclasses here.\n\n>>> np.asanyarray([1, 2])\narray([1, 2])",
            asarray,
        ),
        numpy(
            &["ascontiguousarray"],
            "a, dtype=None, *, like=None",
            "The value as a C-contiguous array of at least one axis; a copy only if it is not one yet.\n\n\
             >>> np.ascontiguousarray(np.ones((2, 3)).T).flags.c_contiguous\nTrue",
            ascontiguousarray,
        ),
        numpy(
            &["asfortranarray"],
            "a, dtype=None, *, like=None",
            "The value as a Fortran-contiguous array of at least one axis; a copy only if it is not one yet.\n\n\
             >>> np.asfortranarray(np.ones((2, 3))).strides\n(8, 16)",
            asfortranarray,
        ),
        py(
            &["copy"],
            "a, order='K', subok=False",
            "A copy of the array.\n\n>>> a = np.arange(3)\n>>> np.copy(a) is a\nFalse",
            copy,
        ),
        numpy(
            &["zeros"],
            "shape, dtype=None, order='C', *, device=None, like=None",
            "A new array of zeros.\n\n>>> np.zeros(3)\narray([0., 0., 0.])",
            zeros,
        ),
        numpy(
            &["empty"],
            "shape, dtype=None, order='C', *, device=None, like=None",
            "A new array whose elements are not set (here: zero).\n\n>>> np.empty((2, 3)).shape\n(2, 3)",
            empty,
        ),
        py(
            &["ones"],
            "shape, dtype=None, order='C', *, device=None, like=None",
            "A new array of ones.\n\n>>> np.ones(2, dtype=int)\narray([1, 1])",
            ones,
        ),
        py(
            &["full"],
            "shape, fill_value, dtype=None, order='C', *, device=None, like=None",
            "A new array of one value.\n\n>>> np.full(3, 7)\narray([7, 7, 7])",
            full,
        ),
        py(
            &["zeros_like"],
            "a, dtype=None, order='K', subok=True, shape=None, *, device=None",
            "Zeros in the shape and dtype of another array.\n\n>>> np.zeros_like([1, 2])\narray([0, 0])",
            zeros_like,
        ),
        py(
            &["empty_like"],
            "prototype, /, dtype=None, order='K', subok=True, shape=None, *, device=None",
            "An array in the shape and dtype of another, elements not set (here: zero).\n\n\
             >>> np.empty_like([1, 2]).shape\n(2,)",
            empty_like,
        ),
        py(
            &["ones_like"],
            "a, dtype=None, order='K', subok=True, shape=None, *, device=None",
            "Ones in the shape and dtype of another array.\n\n>>> np.ones_like([1., 2.])\narray([1., 1.])",
            ones_like,
        ),
        py(
            &["full_like"],
            "a, fill_value, dtype=None, order='K', subok=True, shape=None, *, device=None",
            "One value in the shape and dtype of another array.\n\n>>> np.full_like([1, 2], 9)\narray([9, 9])",
            full_like,
        ),
        py(
            &["copyto"],
            "dst, src, casting='same_kind', where=True",
            "Writes the elements of `src` into `dst`, where `where` is true.\n\n\
             >>> a = np.zeros(3)\n>>> np.copyto(a, [1, 2, 3])\n>>> a\narray([1., 2., 3.])",
            functions::copyto,
        ),
    ]
}

type Opt<T> = Option<T>;

#[allow(clippy::too_many_arguments)]
fn array(
    interp: &mut Interp,
    object: Value,
    dtype: Opt<DTypeArg>,
    copy: Given,
    order: Opt<OrderArg>,
    _subok: Opt<bool>,
    ndmin: Opt<i64>,
    ndmax: Opt<i64>,
    _like: Option<Like>,
) -> Result<Value> {
    let copy = Copy::parse(interp, copy, Copy::Always)?;
    let most = crate::engine::layout::MAX_RANK as i64;
    let (ndmin, limit) = (ndmin.unwrap_or(0), ndmax.unwrap_or(most));
    if !(0..=most).contains(&limit) {
        return Err(Raise::value_error(format!("ndmax must be in the range [0, NPY_MAXDIMS ({most})] ")));
    }
    if ndmin > limit {
        return Err(Raise::value_error(format!("ndmin must be <= ndmax ({limit})")));
    }
    let objects = dtype.as_ref().is_some_and(|d| d.0 == DType::Object) && !matches!(object, Value::Array(_));
    if objects && limit < most {
        let view = super::nested::objects(interp, &object, limit as usize)?;
        return Ok(Value::Array(make::with_ndmin(Array::new(view), ndmin.max(0) as usize)));
    }
    if limit < most {
        super::nested::check_depth(interp, &object, limit as usize)?;
    }
    let made = make::array(interp, &object, dtype.map(|d| d.0), copy, order.map(|o| o.0))?;
    Ok(Value::Array(make::with_ndmin(made, ndmin.max(0) as usize)))
}

fn asarray(
    interp: &mut Interp,
    a: Value,
    dtype: Opt<DTypeArg>,
    order: Opt<OrderArg>,
    _device: Option<Device>,
    copy: Given,
    _like: Option<Like>,
) -> Result<Value> {
    let copy = Copy::parse(interp, copy, Copy::IfNeeded)?;
    Ok(Value::Array(make::array(interp, &a, dtype.map(|d| d.0), copy, order.map(|o| o.0))?))
}

fn ascontiguousarray(interp: &mut Interp, a: Value, dtype: Opt<DTypeArg>, _like: Option<Like>) -> Result<Value> {
    let made = make::array(interp, &a, dtype.map(|d| d.0), Copy::IfNeeded, Some(Order::C))?;
    Ok(Value::Array(make::with_ndmin(made, 1)))
}

fn asfortranarray(interp: &mut Interp, a: Value, dtype: Opt<DTypeArg>, _like: Option<Like>) -> Result<Value> {
    let made = make::array(interp, &a, dtype.map(|d| d.0), Copy::IfNeeded, Some(Order::F))?;
    Ok(Value::Array(make::with_ndmin(made, 1)))
}

fn copy(interp: &mut Interp, a: Value, order: Opt<OrderArg>, _subok: Opt<bool>) -> Result<Value> {
    Ok(Value::Array(make::array(interp, &a, None, Copy::Always, order.map(|o| o.0))?))
}

/// A string dtype without a length holds one character.
fn element_type(dtype: Opt<DTypeArg>) -> DType {
    match dtype.map_or(DType::Float64, |d| d.0) {
        DType::Str(0) => DType::Str(1),
        DType::Bytes(0) => DType::Bytes(1),
        d => d,
    }
}

fn new_layout(dtype: DType, shape: &[usize], order: Opt<OrderArg>) -> Result<Layout> {
    match order.map(|o| o.0) {
        None | Some(Order::C) => Ok(Layout::c(dtype, shape)),
        Some(Order::F) => Ok(Layout::f(dtype, shape)),
        Some(_) => Err(Raise::value_error("only 'C' or 'F' order is permitted")),
    }
}

fn zeros(
    _: &mut Interp,
    shape: ShapeArg,
    dtype: Opt<DTypeArg>,
    order: Opt<OrderArg>,
    _device: Option<Device>,
    _like: Option<Like>,
) -> Result<Value> {
    let layout = new_layout(element_type(dtype), &shape.0, order)?;
    Ok(Value::Array(Array::new(View::zeros_in(layout)?)))
}

fn empty(
    _: &mut Interp,
    shape: ShapeArg,
    dtype: Opt<DTypeArg>,
    order: Opt<OrderArg>,
    _device: Option<Device>,
    _like: Option<Like>,
) -> Result<Value> {
    let layout = new_layout(element_type(dtype), &shape.0, order)?;
    Ok(Value::Array(Array::new(View::alloc(layout, Init::Zeroed)?)))
}

fn ones(
    interp: &mut Interp,
    shape: ShapeArg,
    dtype: Opt<DTypeArg>,
    order: Opt<OrderArg>,
    _device: Option<Device>,
    _like: Option<Like>,
) -> Result<Value> {
    let layout = new_layout(element_type(dtype), &shape.0, order)?;
    make::filled(interp, layout, &Value::Int(1)).map(Value::Array)
}

fn full(
    interp: &mut Interp,
    shape: ShapeArg,
    fill_value: Value,
    dtype: Opt<DTypeArg>,
    order: Opt<OrderArg>,
    _device: Option<Device>,
    _like: Option<Like>,
) -> Result<Value> {
    let dtype = match dtype {
        Some(d) => element_type(Some(d)),
        None => super::convert::array(interp, &fill_value)?.view().dtype(),
    };
    let layout = new_layout(dtype, &shape.0, order)?;
    make::filled(interp, layout, &fill_value).map(Value::Array)
}

fn layout_like(a: &View, dtype: Opt<DTypeArg>, order: Opt<OrderArg>, shape: Opt<ShapeArg>) -> Layout {
    let dtype = dtype.map_or(a.dtype(), |d| element_type(Some(d)));
    let order = order.map_or(Order::K, |o| o.0);
    match shape {
        None => a.layout().like(order, dtype),
        Some(shape) if shape.0.len() == a.rank() && order == Order::K => {
            let other = Layout { shape: shape.0.clone(), ..a.layout().clone() };
            if a.layout().is_c_contiguous() {
                Layout::c(dtype, &shape.0)
            } else if a.layout().is_f_contiguous() {
                Layout::f(dtype, &shape.0)
            } else {
                other.packed(&a.layout().axes_by_stride(), dtype)
            }
        }
        Some(shape) if order == Order::F || (order == Order::A && a.layout().counts_as_fortran(order)) => {
            Layout::f(dtype, &shape.0)
        }
        Some(shape) => Layout::c(dtype, &shape.0),
    }
}

fn zeros_like(
    _: &mut Interp,
    a: ArrayLike,
    dtype: Opt<DTypeArg>,
    order: Opt<OrderArg>,
    _subok: Opt<bool>,
    shape: Opt<ShapeArg>,
    _device: Option<Device>,
) -> Result<Value> {
    Ok(Value::Array(Array::new(View::zeros_in(layout_like(&a.view(), dtype, order, shape))?)))
}

fn empty_like(
    _: &mut Interp,
    a: ArrayLike,
    dtype: Opt<DTypeArg>,
    order: Opt<OrderArg>,
    _subok: Opt<bool>,
    shape: Opt<ShapeArg>,
    _device: Option<Device>,
) -> Result<Value> {
    Ok(Value::Array(Array::new(View::alloc(layout_like(&a.view(), dtype, order, shape), Init::Zeroed)?)))
}

fn ones_like(
    interp: &mut Interp,
    a: ArrayLike,
    dtype: Opt<DTypeArg>,
    order: Opt<OrderArg>,
    _subok: Opt<bool>,
    shape: Opt<ShapeArg>,
    _device: Option<Device>,
) -> Result<Value> {
    make::filled(interp, layout_like(&a.view(), dtype, order, shape), &Value::Int(1)).map(Value::Array)
}

#[allow(clippy::too_many_arguments)]
fn full_like(
    interp: &mut Interp,
    a: ArrayLike,
    fill_value: Value,
    dtype: Opt<DTypeArg>,
    order: Opt<OrderArg>,
    _subok: Opt<bool>,
    shape: Opt<ShapeArg>,
    _device: Option<Device>,
) -> Result<Value> {
    make::filled(interp, layout_like(&a.view(), dtype, order, shape), &fill_value).map(Value::Array)
}
