//! `choose`, `select`.

use crate::engine::kernels::{cast, promote};
use crate::engine::{DType, View, broadcast};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, ClipMode, OutArray};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c, py};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["choose"],
            "a, choices, out=None, mode='raise'",
            "Elements of one of several arrays, as numbers choose.\n\n\
             >>> np.choose([0, 1, 0], [[1, 2, 3], [10, 20, 30]])\narray([ 1, 20,  3])",
            choose,
        ),
        py(
            &["select"],
            "condlist, choicelist, default=0",
            "Elements of the first choice whose condition is true.\n\n\
             >>> x = np.arange(4)\n>>> np.select([x < 1, x > 2], [x, x * 10], 5)\narray([ 0,  5,  5, 30])",
            select,
        ),
    ]
}

/// The methods of arrays.
pub fn methods() -> Vec<Builtin> {
    vec![c(
        &["choose"],
        "self, /, choices, out=None, mode='raise'",
        "Elements of one of several arrays, as numbers choose.",
        choose,
    )]
}

fn choose(
    interp: &mut Interp,
    a: ArrayLike,
    choices: Value,
    out: Option<OutArray>,
    mode: Option<ClipMode>,
) -> Result<Value> {
    let mut views = Vec::new();
    let mut types = Vec::new();
    for choice in interp.collect(&choices)? {
        types.push(convert::operand(interp, &choice)?.type_());
        views.push(convert::view(interp, &choice)?);
    }
    let n = views.len() as i64;
    if n == 0 {
        return Err(Raise::value_error("0-length sequence."));
    }
    let dtype = promote::result_type(&types)?;
    let which = a.view();
    if !which.dtype().is_integral() {
        cast::check(which.dtype(), DType::Int64, promote::Casting::Safe)?;
    }
    let mut shapes: Vec<&[usize]> = vec![which.shape()];
    shapes.extend(views.iter().map(View::shape));
    let shape = broadcast::broadcast_shapes(&shapes).map_err(|_| mismatch(&shapes))?;
    let which = which.broadcast_to(&shape).unwrap_or(which);
    let mut sources = Vec::new();
    for v in &views {
        let v = convert::cast_to(v, dtype)?;
        let stretched = v.broadcast_to(&shape).unwrap_or(v);
        sources.push((stretched.offsets().collect::<Vec<usize>>(), stretched));
    }
    let made = View::empty(dtype, &shape)?;
    let mode = mode.unwrap_or(ClipMode::Raise);
    for ((k, to), s) in made.offsets().enumerate().zip(which.scalars()) {
        let i = s.as_integer().unwrap_or(0) as i64;
        let i = mode.place(i, n).ok_or_else(|| Raise::value_error("invalid entry in choice array"))?;
        let (offsets, source) = &sources[i as usize];
        crate::engine::mem::access::store(&made, to, &source.get_at(offsets[k]));
    }
    match out {
        Some(out) => {
            if out.0.view().shape() != made.shape() {
                return Err(Raise::type_error("choose: invalid shape for output array."));
            }
            if !out.0.writeable() {
                return Err(Raise::value_error("output array is read-only"));
            }
            cast::assign(&out.0.view().clone(), &made.into())?;
            convert::flush_warnings(interp)?;
            Ok(Value::Array(out.0))
        }
        None => Ok(convert::result(made)),
    }
}

fn mismatch(shapes: &[&[usize]]) -> Raise {
    let own: Vec<crate::engine::Shape> = shapes.iter().map(|s| (*s).into()).collect();
    crate::lang::builtins::numpy::shape::broadcasting::mismatch(&own)
        .unwrap_or_else(|| Raise::value_error("shape mismatch: objects cannot be broadcast to a single shape"))
}

fn select(interp: &mut Interp, condlist: Value, choicelist: Value, default: Given) -> Result<Value> {
    let conditions = interp.collect(&condlist)?;
    let choices = interp.collect(&choicelist)?;
    if conditions.len() != choices.len() {
        return Err(Raise::value_error("list of cases must be same length as list of conditions"));
    }
    if conditions.is_empty() {
        return Err(Raise::value_error("select with an empty condition list is not possible"));
    }
    let default = default.0.unwrap_or(Value::Int(0));
    let mut types = Vec::new();
    for choice in choices.iter().chain([&default]) {
        types.push(convert::operand(interp, choice)?.type_());
    }
    let dtype = promote::result_type(&types)?;
    let mut masks = Vec::new();
    for (i, condition) in conditions.iter().enumerate() {
        let mask = convert::view(interp, condition)?;
        if mask.dtype() != DType::Bool {
            return Err(Raise::type_error(format!("invalid entry {i} in condlist: should be boolean ndarray")));
        }
        masks.push(mask);
    }
    let mut values = Vec::new();
    for choice in choices.iter().chain([&default]) {
        // By a cast, not as elements: a default beyond the dtype wraps.
        values.push(convert::cast_to(&convert::view(interp, choice)?, dtype)?);
    }
    let shapes: Vec<&[usize]> = masks.iter().chain(&values).map(View::shape).collect();
    let shape = broadcast::broadcast_shapes(&shapes).map_err(|_| mismatch(&shapes))?;
    let out = View::empty(dtype, &shape)?;
    let stretch = |v: &View| v.broadcast_to(&shape).unwrap_or_else(|| v.clone());
    let last = values.len() - 1;
    cast::assign(&out, &stretch(&values[last]).into())?;
    for (mask, value) in masks.iter().zip(&values).rev() {
        let picked = crate::engine::kernels::index::pick_mask(&stretch(value), &stretch(mask))?;
        crate::engine::kernels::index::assign_mask(&out, &stretch(mask), &picked)?;
    }
    convert::flush_warnings(interp)?;
    Ok(Value::Array(Array::new(out)))
}
