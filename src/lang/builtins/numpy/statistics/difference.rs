//! `diff`, `ediff1d`, `trapezoid`.

use crate::engine::kernels::promote::{Casting, can_cast};
use crate::engine::layout::normalize_axis;
use crate::engine::{DType, View};
use crate::lang::builtins::numpy::args::ArrayLike;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

fn diff(
    interp: &mut Interp,
    a: Value,
    n: Option<i64>,
    axis: Option<i64>,
    prepend: Given,
    append: Given,
) -> Result<Value> {
    let n = n.unwrap_or(1);
    if n == 0 {
        return Ok(a);
    }
    if n < 0 {
        return Err(Raise::value_error(format!("order must be non-negative but got {n}")));
    }
    let mut a = np::as_array(interp, &a)?;
    let view = np::view(interp, &a)?;
    if view.rank() == 0 {
        return Err(Raise::value_error("diff requires input that is at least one dimensional"));
    }
    let axis = normalize_axis(axis.unwrap_or(-1), view.rank())?;
    let mut parts = Vec::new();
    for (given, own) in [(prepend.0, true), (append.0, false)] {
        if let Some(edge) = given {
            parts.push(edge_of(interp, &edge, &view, axis)?);
        }
        if own {
            parts.push(a.clone());
        }
    }
    if parts.len() > 1 {
        a = np::call(interp, "concatenate", &[Value::list(parts), Value::Int(axis as i64)])?;
    }
    let name = if np::view(interp, &a)?.dtype() == DType::Bool { "not_equal" } else { "subtract" };
    for _ in 0..n {
        let next = np::item(interp, &a, &np::at_axis(axis, np::slice(Some(1), None, None)))?;
        let last = np::item(interp, &a, &np::at_axis(axis, np::slice(None, Some(-1), None)))?;
        a = np::call(interp, name, &[next, last])?;
    }
    Ok(a)
}

/// What is put before or behind: a single value is repeated.
fn edge_of(interp: &mut Interp, edge: &Value, view: &View, axis: usize) -> Result<Value> {
    let edge = np::as_array(interp, edge)?;
    if np::view(interp, &edge)?.rank() > 0 {
        return Ok(edge);
    }
    let shape = view.shape().iter().enumerate().map(|(i, &n)| Value::Int(if i == axis { 1 } else { n as i64 }));
    let shape = Value::tuple(shape.collect());
    np::call(interp, "broadcast_to", &[edge, shape])
}

fn ediff1d(
    interp: &mut Interp,
    ary: ArrayLike,
    to_end: Option<ArrayLike>,
    to_begin: Option<ArrayLike>,
) -> Result<Value> {
    let flat = np::ravel(interp, &Value::Array(ary.0))?;
    let dtype = np::view(interp, &flat)?.dtype();
    for (edge, name) in [(&to_begin, "to_begin"), (&to_end, "to_end")] {
        if edge.as_ref().is_some_and(|edge| !can_cast(edge.view().dtype(), dtype, Casting::SameKind)) {
            return Err(Raise::type_error(format!(
                "dtype of `{name}` must be compatible with input `ary` under the `same_kind` rule."
            )));
        }
    }
    let next = np::item(interp, &flat, &np::slice(Some(1), None, None))?;
    let last = np::item(interp, &flat, &np::slice(None, Some(-1), None))?;
    let middle = np::sub(interp, &next, &last)?;
    let mut parts = vec![middle.clone()];
    for (edge, name) in [(to_begin, "to_begin"), (to_end, "to_end")] {
        let Some(edge) = edge else { continue };
        let edge = np::ravel(interp, &Value::Array(edge.0))?;
        let edge = np::as_dtype(interp, &edge, dtype)?;
        if name == "to_begin" { parts.insert(0, edge) } else { parts.push(edge) }
    }
    if parts.len() == 1 {
        return Ok(middle);
    }
    np::call(interp, "concatenate", &[Value::list(parts)])
}

fn trapezoid(
    interp: &mut Interp,
    y: ArrayLike,
    x: Option<ArrayLike>,
    dx: Option<Value>,
    axis: Option<i64>,
) -> Result<Value> {
    let view = y.view();
    let y = Value::Array(y.0);
    let axis = normalize_axis(axis.unwrap_or(-1), view.rank())
        .map_err(|_| Raise::new(&exc::INDEX_ERROR, "list assignment index out of range"))?;
    let d = match x {
        None => dx.unwrap_or(Value::Float(1.0)),
        Some(x) if x.view().rank() == 1 => {
            let d = np::call(interp, "diff", &[Value::Array(x.0)])?;
            let n = np::view(interp, &d)?.size() as i64;
            let shape = (0..view.rank()).map(|i| Value::Int(if i == axis { n } else { 1 })).collect();
            np::call(interp, "reshape", &[d, Value::tuple(shape)])?
        }
        Some(x) => np::call_kw(interp, "diff", &[Value::Array(x.0)], &[("axis", Value::Int(axis as i64))])?,
    };
    let next = np::item(interp, &y, &np::at_axis(axis, np::slice(Some(1), None, None)))?;
    let last = np::item(interp, &y, &np::at_axis(axis, np::slice(None, Some(-1), None)))?;
    let both = np::add(interp, &next, &last)?;
    let areas = np::mul(interp, &d, &both)?;
    let areas = np::div(interp, &areas, &Value::Float(2.0))?;
    let areas = Value::Array(convert::array(interp, &areas)?);
    np::call_kw(interp, "sum", &[areas], &[("axis", Value::Int(axis as i64))])
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["diff"],
            "a, n=1, axis=-1, prepend=<no value>, append=<no value>",
            "The differences of neighbours.\n\n>>> np.diff([1, 4, 9])\narray([3, 5])",
            diff,
        ),
        py(
            &["ediff1d"],
            "ary, to_end=None, to_begin=None",
            "The differences of neighbours of the flattened array.\n\n>>> np.ediff1d([1, 4, 9], to_begin=0)\narray([0, 3, 5])",
            ediff1d,
        ),
        py(
            &["trapezoid"],
            "y, x=None, dx=1.0, axis=-1",
            "The integral by the trapezoidal rule.\n\n>>> np.trapezoid([1, 2, 3])\nnp.float64(4.0)",
            trapezoid,
        ),
    ]
}
