//! Writing picked elements: `put`, `place`, `putmask`, `put_along_axis`.

use super::pick::{along, flat_or_axis, in_range, truths};
use crate::engine::kernels::index;
use crate::engine::observe::{self, MemEvent};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, ClipMode};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["put"],
            "a, ind, v, mode='raise'",
            "Writes values at positions of the flattened array.\n\n\
             >>> a = np.zeros(3)\n>>> np.put(a, [0, 2], [7, 9])\n>>> a\narray([7., 0., 9.])",
            put,
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
    vec![c(
        &["put"],
        "self, indices, values, /, mode='raise'",
        "Writes values at positions of the flattened array.",
        put,
    )]
}

fn put(interp: &mut Interp, a: Value, ind: Value, v: Value, mode: Option<ClipMode>) -> Result<()> {
    let Value::Array(a) = &a else {
        let name = interp.type_name(&a);
        return Err(Raise::type_error(format!("argument 1 must be numpy.ndarray, not <class '{name}'>")));
    };
    if !a.writeable() {
        return Err(Raise::value_error("put: output array is read-only"));
    }
    let view = a.view().clone();
    let n = view.size();
    let wanted = index::integers(&in_range(interp, &ind, None, n)?)?;
    if n == 0 && !wanted.is_empty() {
        return Err(Raise::index_error("cannot replace elements of an empty array"));
    }
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

/// The array that a function writes to.
fn written(interp: &mut Interp, v: &Value, name: &str) -> Result<Rc<Array>> {
    match v {
        Value::Array(a) if a.writeable() => Ok(a.clone()),
        Value::Array(_) if name == "put_along_axis" => Err(Raise::value_error("assignment destination is read-only")),
        Value::Array(_) => Err(Raise::value_error(format!("{name}: output array is read-only"))),
        _ if name == "putmask" => Err(Raise::type_error("putmask: first argument must be an array")),
        other if name == "put_along_axis" => {
            let kind = interp.type_name(other);
            Err(Raise::attribute_error(format!("'{kind}' object has no attribute 'ndim'")))
        }
        other => {
            let kind = if other.is_none() { "None".into() } else { interp.type_name(other) };
            Err(Raise::type_error(format!("{name}() argument 1 must be numpy.ndarray, not {kind}")))
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

fn put_along_axis(interp: &mut Interp, arr: Value, indices: Value, values: Value, axis: Given) -> Result<()> {
    let a = written(interp, &arr, "put_along_axis")?;
    let like = ArrayLike(a);
    let (view, axis) = flat_or_axis(interp, &like, axis)?;
    let (at, _) = along(interp, &view, &indices, axis)?;
    let values = convert::view_of(interp, &values, Some(view.dtype()))?;
    Ok(index::set(&view, &at, &values)?)
}
