//! Sorting: `sort`, `argsort`, `lexsort`, `partition` and kin, as functions and as methods.

use super::args::{ArrayLike, This};
use super::records;
use super::{compose as np, convert};
use crate::engine::View;
use crate::engine::kernels::sort::{self as kernel, Kind};
use crate::engine::observe::CopyReason;
use crate::engine::{DType, Order};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c, py};
use crate::lang::value::Value;

/// `kind` and `stable` as the sort they name.
fn kind_of(interp: &mut Interp, kind: &Given, order: &Given, stable: &Given) -> Result<Kind> {
    let given = |g: &Given| g.0.as_ref().is_some_and(|v| !v.is_none());
    let mut found = Kind::Quick;
    if let Some(kind) = kind.0.as_ref().filter(|v| !v.is_none()) {
        let Some(text) = kind.as_str() else {
            let name = interp.type_name(kind);
            return Err(Raise::type_error(format!("sort kind must be str, not {name}")));
        };
        found = match text.chars().next().map(|c| c.to_ascii_lowercase()) {
            Some('q' | 'h') => Kind::Quick,
            Some('m' | 's') => Kind::Stable,
            _ => {
                let text = format!("sort kind must be one of 'quick', 'heap', or 'stable' (got '{text}')");
                return Err(Raise::value_error(text));
            }
        };
    }
    if given(kind) && given(stable) {
        return Err(Raise::value_error(
            "`kind` and keyword parameters can't be provided at the same time. Use only one of them.",
        ));
    }
    if let Some(stable) = stable.0.as_ref().filter(|v| !v.is_none()) {
        found = if interp.truth(stable)? { Kind::Stable } else { Kind::Quick };
    }
    let _ = order;
    Ok(found)
}

fn check_order(order: &Given) -> Result<()> {
    if order.0.as_ref().is_some_and(|v| !v.is_none()) {
        return Err(Raise::value_error("Cannot specify order when the array has no fields."));
    }
    Ok(())
}

/// The axis, -1 by default; `None` flattens.
fn lanes(interp: &mut Interp, a: &Value, axis: Given) -> Result<(View, i64)> {
    match axis.0 {
        Some(Value::None) => {
            let flat = np::ravel(interp, a)?;
            Ok((np::view(interp, &flat)?, -1))
        }
        Some(v) => Ok((np::view(interp, a)?, interp.index(&v)?)),
        None => Ok((np::view(interp, a)?, -1)),
    }
}

/// What a sort compares: the array, or with `order` its records with those fields first.
fn compared(interp: &mut Interp, view: View, order: &Given) -> Result<View> {
    let names = match order.0.as_ref().filter(|v| !v.is_none()) {
        None => return Ok(view),
        Some(one) if one.as_str().is_some() => vec![one.as_str().unwrap_or_default().to_string()],
        Some(many) => {
            let mut names = Vec::new();
            for item in interp.collect(many)? {
                names.push(interp.str(&item)?);
            }
            names
        }
    };
    records::value::ordered(&view, &names)
}

fn sort(interp: &mut Interp, a: ArrayLike, axis: Given, kind: Given, order: Given, stable: Given) -> Result<Value> {
    let (view, axis) = lanes(interp, &Value::Array(a.0), axis)?;
    kind_of(interp, &kind, &order, &stable)?;
    let dtype = view.dtype();
    let view = compared(interp, view, &order)?;
    Ok(np::array(kernel::sort(&view, axis)?.reinterpreted(dtype)))
}

fn argsort(interp: &mut Interp, a: ArrayLike, axis: Given, kind: Given, order: Given, stable: Given) -> Result<Value> {
    let (view, axis) = lanes(interp, &Value::Array(a.0), axis)?;
    let kind = kind_of(interp, &kind, &order, &stable)?;
    if view.rank() == 0 {
        crate::engine::layout::normalize_axis(axis, 1)?;
        return Ok(np::array(View::from_slice(&[0i64])?));
    }
    let view = compared(interp, view, &order)?;
    Ok(np::array(kernel::argsort(&view, axis, kind)?))
}

fn sort_method(
    interp: &mut Interp,
    a: This,
    axis: Option<i64>,
    kind: Given,
    order: Given,
    stable: Given,
) -> Result<()> {
    kind_of(interp, &kind, &order, &stable)?;
    if !a.0.writeable() {
        return Err(Raise::value_error("sort array is read-only"));
    }
    let view = a.0.view().clone();
    let view = compared(interp, view, &order)?;
    Ok(kernel::sort_in_place(&view, axis.unwrap_or(-1))?)
}

/// What `partition` and kin take: the array or its flattened copy, the axis and the `kth`.
struct Wanted {
    view: View,
    axis: i64,
    kth: Vec<i64>,
}

fn wanted(interp: &mut Interp, a: &Value, kth: &Value, axis: Given, kind: &Given, order: &Given) -> Result<Wanted> {
    let (view, axis) = lanes(interp, a, axis)?;
    match kind.0.as_ref() {
        None => (),
        Some(kind) => match kind.as_str() {
            Some("introselect") => (),
            Some(other) => {
                return Err(Raise::value_error(format!("select kind must be 'introselect' (got '{other}')")));
            }
            None => {
                let name = interp.type_name(kind);
                return Err(Raise::type_error(format!("select kind must be str, not {name}")));
            }
        },
    }
    check_order(order)?;
    let places = np::view(interp, kth)?;
    if places.rank() > 1 {
        return Err(Raise::value_error(match kth {
            Value::Array(_) => "object too deep for desired array",
            _ => {
                "setting an array element with a sequence. The requested array would exceed the maximum number of \
                 dimension of 1."
            }
        }));
    }
    crate::engine::layout::normalize_axis(axis, view.rank().max(1))?;
    match places.dtype() {
        DType::Bool => return Err(Raise::value_error("Booleans unacceptable as partition index")),
        other if !other.is_integral() => return Err(Raise::type_error("Partition index must be integer")),
        _ => (),
    }
    let kth = places.scalars().filter_map(|s| s.as_integer()).map(|k| k.clamp(-(1 << 62), 1 << 62) as i64).collect();
    Ok(Wanted { view, axis, kth })
}

fn partition(interp: &mut Interp, a: ArrayLike, kth: Value, axis: Given, kind: Given, order: Given) -> Result<Value> {
    let w = wanted(interp, &Value::Array(a.0), &kth, axis, &kind, &order)?;
    Ok(np::array(kernel::partition(&w.view, &w.kth, w.axis)?))
}

fn argpartition(
    interp: &mut Interp,
    a: ArrayLike,
    kth: Value,
    axis: Given,
    kind: Given,
    order: Given,
) -> Result<Value> {
    let w = wanted(interp, &Value::Array(a.0), &kth, axis, &kind, &order)?;
    if w.view.rank() == 0 {
        crate::engine::layout::normalize_axis(w.axis, 1)?;
        kernel::check_kth(&w.kth, 1)?;
        return Ok(np::array(View::from_slice(&[0i64])?));
    }
    Ok(np::array(kernel::argpartition(&w.view, &w.kth, w.axis)?))
}

fn partition_method(
    interp: &mut Interp,
    a: This,
    kth: Value,
    axis: Option<i64>,
    kind: Given,
    order: Given,
) -> Result<()> {
    let axis = Given(Some(Value::Int(axis.unwrap_or(-1))));
    let w = wanted(interp, &Value::Array(a.0.clone()), &kth, axis, &kind, &order)?;
    let at = crate::engine::layout::normalize_axis(w.axis, w.view.rank())?;
    if !a.0.writeable() {
        return Err(Raise::value_error("partition array is read-only"));
    }
    if w.view.size() > 0 {
        kernel::check_kth(&w.kth, w.view.shape()[at])?;
    }
    Ok(kernel::partition_in_place(&w.view, &w.kth, w.axis)?)
}

fn lexsort(interp: &mut Interp, keys: Value, axis: Option<i64>) -> Result<Value> {
    let keys = match &keys {
        Value::Array(a) if a.view().rank() == 0 => {
            return Err(Raise::type_error("need sequence of keys with len > 0 in lexsort"));
        }
        Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::None | Value::Set(_) | Value::Dict(_) => {
            return Err(Raise::type_error("need sequence of keys with len > 0 in lexsort"));
        }
        other => interp.collect(other)?,
    };
    let views = keys.iter().map(|k| np::view(interp, k)).collect::<Result<Vec<View>>>()?;
    let view = kernel::lexsort(&views, axis.unwrap_or(-1))?;
    Ok(convert::result(view))
}

fn sort_complex(_: &mut Interp, a: ArrayLike) -> Result<Value> {
    let source = a.view();
    let copy = source.copy(Order::K, CopyReason::Requested)?;
    kernel::sort_in_place(&copy, -1)?;
    let wide = match source.dtype() {
        DType::Complex64 | DType::Complex128 => return Ok(np::array(copy)),
        DType::Int8 | DType::Int16 | DType::UInt8 | DType::UInt16 => DType::Complex64,
        _ => DType::Complex128,
    };
    Ok(np::array(convert::cast_to(&copy, wide)?))
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let sorts = "a, axis=-1, kind=None, order=None, *, stable=None";
    let parts = "a, kth, axis=-1, kind='introselect', order=None";
    vec![
        py(&["sort"], sorts, "A sorted copy.\n\n>>> np.sort([3, 1, 2])\narray([1, 2, 3])", sort),
        py(
            &["argsort"],
            sorts,
            "The indices that would sort.\n\n>>> np.argsort([30, 10, 20])\narray([1, 2, 0])",
            argsort,
        ),
        py(
            &["partition"],
            parts,
            "A copy whose `kth` element is where sorting would put it.\n\n>>> np.partition([3, 1, 2], 1)[1]\nnp.int64(2)",
            partition,
        ),
        py(
            &["argpartition"],
            parts,
            "The indices of a partition.\n\n>>> np.argpartition([30, 10, 20], 1)[1]\nnp.int64(2)",
            argpartition,
        ),
        c(
            &["lexsort"],
            "keys, axis=-1",
            "The order by several keys; the last counts most.\n\n>>> np.lexsort(([1, 0, 1], [2, 2, 1]))\narray([2, 1, 0])",
            lexsort,
        ),
        py(
            &["sort_complex"],
            "a",
            "Sorted, as complex numbers.\n\n>>> np.sort_complex([2, 1])\narray([1.+0.j, 2.+0.j])",
            sort_complex,
        ),
    ]
}

/// The methods.
pub fn methods() -> Vec<Builtin> {
    let sorts = "self, /, axis=-1, kind=None, order=None, *, stable=None";
    let parts = "self, kth, /, axis=-1, kind='introselect', order=None";
    vec![
        py(
            &["sort"],
            sorts,
            "Sorts in place.\n\n>>> a = np.array([2, 1])\n>>> a.sort()\n>>> a\narray([1, 2])",
            sort_method,
        ),
        py(
            &["argsort"],
            sorts,
            "The indices that would sort.\n\n>>> np.array([2, 1]).argsort()\narray([1, 0])",
            argsort,
        ),
        py(&["partition"], parts, "Partitions in place.", partition_method),
        py(&["argpartition"], parts, "The indices of a partition.", argpartition),
    ]
}
