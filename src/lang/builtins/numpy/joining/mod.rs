//! Joining and repeating: `concatenate`, `stack` and kin.

mod block;
pub mod edit;
pub mod pad;
pub mod repeat;

use super::args::{CastingArg, DTypeArg};
use super::{call, convert};
use crate::engine::kernels::shape::joined_layout;
use crate::engine::kernels::{Casting, OperandType, cast, promote};
use crate::engine::layout::normalize_axis;
use crate::engine::mem::buffer::Init;
use crate::engine::observe::CopyReason;
use crate::engine::view::note_copy;
use crate::engine::{Layout, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::{FromValue, Given};
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    let mut rows = vec![
        py(
            &["concatenate", "concat"],
            "arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind'",
            "Arrays put together along an axis that they have.\n\n\
             >>> np.concatenate([[1, 2], [3]])\narray([1, 2, 3])",
            |interp: &mut Interp,
             arrays: Value,
             axis: Given,
             out: Option<JoinOut>,
             dtype: Option<DTypeArg>,
             casting: Option<CastingArg>| {
                let axis = match axis.0 {
                    None => Some(0),
                    Some(Value::None) => None,
                    Some(v) => Some(interp.index(&v)?),
                };
                let views = sequence(interp, &arrays)?;
                concatenate(interp, &views, axis, out, dtype, casting)
            },
        ),
        py(
            &["stack"],
            "arrays, axis=0, out=None, *, dtype=None, casting='same_kind'",
            "Arrays of one shape put together along a new axis.\n\n\
             >>> np.stack([[1, 2], [3, 4]], axis=1)\narray([[1, 3],\n       [2, 4]])",
            stack,
        ),
        py(
            &["vstack"],
            "tup, *, dtype=None, casting='same_kind'",
            "Arrays on top of each other.\n\n>>> np.vstack([[1, 2], [3, 4]])\narray([[1, 2],\n       [3, 4]])",
            |interp: &mut Interp, tup: Value, dtype: Option<DTypeArg>, casting: Option<CastingArg>| {
                let views = raised(interp, &tup, "atleast_2d")?;
                concatenate(interp, &views, Some(0), None, dtype, casting)
            },
        ),
        py(
            &["hstack"],
            "tup, *, dtype=None, casting='same_kind'",
            "Arrays side by side.\n\n>>> np.hstack([[1, 2], [3]])\narray([1, 2, 3])",
            |interp: &mut Interp, tup: Value, dtype: Option<DTypeArg>, casting: Option<CastingArg>| {
                let views = raised(interp, &tup, "atleast_1d")?;
                let axis = views.first().is_some_and(|v| v.rank() != 1) as i64;
                concatenate(interp, &views, Some(axis), None, dtype, casting)
            },
        ),
        py(
            &["dstack"],
            "tup",
            "Arrays behind each other, along the third axis.\n\n>>> np.dstack([[1, 2], [3, 4]])\narray([[[1, 3],\n        [2, 4]]])",
            |interp: &mut Interp, tup: Value| {
                let views = raised(interp, &tup, "atleast_3d")?;
                concatenate(interp, &views, Some(2), None, None, None)
            },
        ),
        py(
            &["column_stack"],
            "tup",
            "1-d arrays as columns.\n\n>>> np.column_stack([[1, 2], [3, 4]])\narray([[1, 3],\n       [2, 4]])",
            column_stack,
        ),
        py(
            &["block"],
            "arrays",
            "A matrix of nested lists of blocks.\n\n\
             >>> np.block([[np.eye(2), np.ones((2, 1))]])\narray([[1., 0., 1.],\n       [0., 1., 1.]])",
            block::block,
        ),
    ];
    rows.extend(edit::rows());
    rows.extend(repeat::rows());
    rows.extend(pad::rows());
    rows
}

/// `out=…` of a join: an array, no tuple of one.
pub struct JoinOut(Rc<Array>);

impl FromValue for JoinOut {
    fn from_value(_: &mut Interp, value: Value) -> Result<JoinOut> {
        match value {
            Value::Array(a) if a.writeable() => Ok(JoinOut(a)),
            Value::Array(_) => Err(Raise::value_error("assignment destination is read-only")),
            _ => Err(Raise::type_error("'out' must be an array")),
        }
    }
}

/// The views of a sequence of arrays.
fn sequence(interp: &mut Interp, arrays: &Value) -> Result<Vec<View>> {
    let wrong = "dispatcher for __array_function__ did not return an iterable";
    let items = match arrays {
        Value::Array(a) if a.view().rank() == 0 => return Err(Raise::type_error(wrong)),
        Value::List(_) | Value::Tuple(_) | Value::Array(_) | Value::Range(_) | Value::Str(_) => {
            interp.collect(arrays)?
        }
        Value::Iter(_) => {
            return Err(Raise::type_error("The first input argument needs to be a sequence"));
        }
        _ => return Err(Raise::type_error(wrong)),
    };
    items.iter().map(|v| convert::view(interp, v)).collect()
}

/// An axis as C code reads it: a float is named as such.
pub(super) fn axis_number(interp: &mut Interp, v: &Value) -> Result<i64> {
    match v {
        Value::Float(_) => Err(Raise::type_error("integer argument expected, got float")),
        other => interp.index(other),
    }
}

/// The items of what has items; an iterator has none to look up.
fn stackable(interp: &mut Interp, v: &Value) -> Result<Vec<Value>> {
    match v {
        Value::List(_)
        | Value::Tuple(_)
        | Value::Array(_)
        | Value::Range(_)
        | Value::Str(_)
        | Value::Bytes(_)
        | Value::Dict(_) => interp.collect(v),
        _ => Err(Raise::type_error("arrays to stack must be passed as a \"sequence\" type such as list or tuple.")),
    }
}

fn raised(interp: &mut Interp, tup: &Value, how: &str) -> Result<Vec<View>> {
    let items = stackable(interp, tup)?;
    let mut views = Vec::with_capacity(items.len());
    for v in &items {
        let raised = call(interp, how, std::slice::from_ref(v))?;
        views.push(convert::view(interp, &raised)?);
    }
    Ok(views)
}

/// `np.concatenate`; `axis` of `None` flattens first.
///
/// # Errors
/// `ValueError` in NumPy's words where the shapes do not fit.
pub fn concatenate(
    interp: &mut Interp,
    views: &[View],
    axis: Option<i64>,
    out: Option<JoinOut>,
    dtype: Option<DTypeArg>,
    casting: Option<CastingArg>,
) -> Result<Value> {
    let Some(first) = views.first() else {
        return Err(Raise::value_error("need at least one array to concatenate"));
    };
    if out.is_some() && dtype.is_some() {
        return Err(Raise::type_error(
            "concatenate() only takes `out` or `dtype` as an argument, but both were provided.",
        ));
    }
    let types: Vec<OperandType> = views.iter().map(|v| OperandType::Strong(v.dtype())).collect();
    let natural = match dtype {
        // What is asked for needs no common dtype.
        Some(_) => views.iter().skip(1).fold(first.dtype(), |d, v| promote::promote_types(d, v.dtype())),
        None => promote::result_type(&types)?,
    };
    let wanted = dtype.map_or(natural, |d| cast::sized(d.0, natural));
    let casting = casting.map_or(Casting::SameKind, |c| c.0);
    let flat: Vec<View>;
    let flatten = axis.is_none();
    let (parts, axis) = match axis {
        Some(axis) => {
            if first.rank() == 0 {
                return Err(Raise::value_error("zero-dimensional arrays cannot be concatenated"));
            }
            (views, normalize_axis(axis, first.rank())?)
        }
        None => {
            flat = views.iter().map(flattened).collect::<Result<_>>()?;
            (&flat[..], 0)
        }
    };
    let shape = joined_shape(parts, axis)?;
    let target = match &out {
        Some(out) => {
            let view = out.0.view().clone();
            check_out(&view, &shape, flatten)?;
            view
        }
        None => View::alloc(joined_layout(parts, &shape, wanted), Init::Uninit)?,
    };
    for part in parts {
        cast::check(part.dtype(), target.dtype(), casting)?;
    }
    fill(&target, parts, axis)?;
    convert::flush_warnings(interp)?;
    Ok(match out {
        Some(out) => Value::Array(out.0),
        None => Value::Array(Array::new(target)),
    })
}

/// Whether an output array fits.
fn check_out(out: &View, shape: &[usize], flatten: bool) -> Result<()> {
    let text = match (flatten, out.rank() == shape.len()) {
        (true, false) => "Output array must be 1D",
        (true, true) => "Output array is the wrong size",
        (false, false) => "Output array has wrong dimensionality",
        (false, true) => "Output array is the wrong shape",
    };
    if out.shape() == shape { Ok(()) } else { Err(Raise::value_error(text)) }
}

/// Writes the parts one after the other along an axis.
fn fill(target: &View, parts: &[View], axis: usize) -> Result<()> {
    let mut at = 0;
    for part in parts {
        let n = part.shape()[axis];
        let mut layout = target.layout().clone();
        layout.slice_axis(axis, at, 1, n);
        at += n;
        let to = target.derive(layout);
        let shared = std::rc::Rc::ptr_eq(part.buffer(), to.buffer());
        if part.dtype() == to.dtype() && !shared {
            crate::engine::mem::access::copy_same_dtype(part, &to)?;
        } else if shared {
            cast::assign(&to, &part.clone().into())?;
        } else {
            cast::convert_all(part, &to)?;
        }
        note_copy(part, &to, CopyReason::Join);
    }
    Ok(())
}

/// A 1-d view of the elements, copied where they do not lie side by side.
pub(super) fn flattened(view: &View) -> Result<View> {
    use crate::engine::Order;
    match view.try_ravel(Order::C) {
        Ok(flat) => Ok(flat),
        Err(why) => {
            let copy = view.copy(Order::C, CopyReason::Ravel(why))?;
            Ok(copy.derive(Layout::c(view.dtype(), &[view.size()])))
        }
    }
}

fn joined_shape(parts: &[View], axis: usize) -> Result<Vec<usize>> {
    let first = &parts[0];
    let mut shape = first.shape().to_vec();
    for (k, part) in parts.iter().enumerate().skip(1) {
        if part.rank() != first.rank() {
            return Err(Raise::value_error(format!(
                "all the input arrays must have same number of dimensions, but the array at index 0 has {} dimension(s) and \
                 the array at index {k} has {} dimension(s)",
                first.rank(),
                part.rank()
            )));
        }
        for (d, &n) in shape.iter().enumerate() {
            if d != axis && part.shape()[d] != n {
                return Err(Raise::value_error(format!(
                    "all the input array dimensions except for the concatenation axis must match exactly, but along \
                     dimension {d}, the array at index 0 has size {n} and the array at index {k} has size {}",
                    part.shape()[d]
                )));
            }
        }
        shape[axis] += part.shape()[axis];
    }
    Ok(shape)
}

fn stack(
    interp: &mut Interp,
    arrays: Value,
    axis: Given,
    out: Option<JoinOut>,
    dtype: Option<DTypeArg>,
    casting: Option<CastingArg>,
) -> Result<Value> {
    let items = stackable(interp, &arrays)?;
    let mut views = Vec::with_capacity(items.len());
    for v in &items {
        views.push(convert::view(interp, v)?);
    }
    let Some(first) = views.first() else { return Err(Raise::value_error("need at least one array to stack")) };
    if views.iter().any(|v| v.shape() != first.shape()) {
        return Err(Raise::value_error("all input arrays must have the same shape"));
    }
    let axis = axis.0.map_or(Ok(0), |v| axis_number(interp, &v))?;
    let axis = normalize_axis(axis, first.rank() + 1)?;
    let views: Vec<View> = views
        .iter()
        .map(|v| {
            let mut layout = v.layout().clone();
            layout.insert_axis(axis);
            v.derive(layout)
        })
        .collect();
    concatenate(interp, &views, Some(axis as i64), out, dtype, casting)
}

fn column_stack(interp: &mut Interp, tup: Value) -> Result<Value> {
    let mut views = Vec::new();
    for v in stackable(interp, &tup)? {
        let view = convert::view(interp, &v)?;
        let mut layout = view.layout().clone();
        while layout.rank() < 2 {
            let rank = layout.rank();
            layout.insert_axis(if view.rank() == 0 { 0 } else { rank });
        }
        views.push(view.derive(layout));
    }
    concatenate(interp, &views, Some(1), None, None, None)
}
