//! `numpy.lib.stride_tricks`: views with strides of one's own, and sliding windows.

use crate::engine::{Shape, Strides};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, integers};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    let mut rows = vec![
        py(
            &["as_strided"],
            "x, shape=None, strides=None, subok=False, writeable=True",
            "A view with any shape and strides that stay inside the buffer of `x`.\n\n\
             >>> np.lib.stride_tricks.as_strided(np.arange(4), (3, 2), (8, 8))\n\
             array([[0, 1],\n       [1, 2],\n       [2, 3]])",
            as_strided,
        ),
        py(
            &["sliding_window_view"],
            "x, window_shape, axis=None, *, subok=False, writeable=False",
            "A view of all windows of a shape.\n\n\
             >>> np.lib.stride_tricks.sliding_window_view(np.arange(4), 3)\narray([[0, 1, 2],\n       [1, 2, 3]])",
            sliding_window_view,
        ),
    ];
    rows.extend(super::broadcasting::rows().into_iter().filter(|r| r.name().starts_with("broadcast_")));
    rows
}

fn as_strided(
    interp: &mut Interp,
    x: ArrayLike,
    shape: Option<Value>,
    strides: Option<Value>,
    _subok: Option<bool>,
    writeable: Option<bool>,
) -> Result<Value> {
    let view = x.view();
    let mut layout = view.layout().clone();
    if let Some(shape) = shape {
        let lengths = integers(interp, &shape)?;
        if lengths.iter().any(|&n| n < 0) {
            return Err(Raise::value_error("negative dimensions are not allowed"));
        }
        layout.shape = lengths.iter().map(|&n| n as usize).collect::<Shape>();
    }
    if strides.is_none() && view.layout().is_c_contiguous() {
        layout.strides = crate::engine::layout::c_strides(&layout.shape, layout.itemsize());
    }
    if let Some(strides) = strides {
        layout.strides = integers(interp, &strides)?.iter().map(|&s| s as isize).collect::<Strides>();
    }
    if layout.shape.len() != layout.strides.len() {
        return Err(Raise::value_error("strides, if given, must be the same length as shape"));
    }
    crate::engine::layout::checked_size(&layout.shape, 1)?;
    let made = Array::view_of(&x.0, view.with_layout(layout)?);
    if !writeable.unwrap_or(true) {
        made.set_writeable(false);
    }
    Ok(Value::Array(made))
}

fn sliding_window_view(
    interp: &mut Interp,
    x: ArrayLike,
    window_shape: Value,
    axis: Option<Value>,
    _subok: Option<bool>,
    writeable: Option<bool>,
) -> Result<Value> {
    let view = x.view();
    let rank = view.rank();
    if axis.is_none() && rank != 1 && matches!(window_shape, Value::Float(_)) {
        return Err(too_few_windows(1, rank));
    }
    let window = integers(interp, &window_shape)?;
    if window.iter().any(|&n| n < 0) {
        return Err(Raise::value_error("`window_shape` cannot contain negative values"));
    }
    let axes: Vec<usize> = match axis {
        None => {
            if window.len() != rank {
                return Err(too_few_windows(window.len(), rank));
            }
            (0..rank).collect()
        }
        Some(axis) => {
            let many = integers(interp, &axis)?;
            let mut axes = Vec::new();
            for a in many {
                axes.push(crate::engine::layout::normalize_axis(a, rank)?);
            }
            if window.len() != axes.len() {
                return Err(Raise::value_error(format!(
                    "Must provide matching length window_shape and axis; got {} window_shape elements and {} axes \
                     elements.",
                    window.len(),
                    axes.len()
                )));
            }
            axes
        }
    };
    let mut layout = view.layout().clone();
    for (&axis, &n) in axes.iter().zip(&window) {
        let n = n as usize;
        if layout.shape[axis] < n {
            return Err(Raise::value_error("window shape cannot be larger than input array shape"));
        }
        layout.shape[axis] -= n.saturating_sub(1);
        if n == 0 {
            layout.shape[axis] += 1;
        }
    }
    for (&axis, &n) in axes.iter().zip(&window) {
        layout.shape.push(n as usize);
        layout.strides.push(view.strides()[axis]);
    }
    let made = Array::view_of(&x.0, view.with_layout(layout)?);
    made.set_writeable(writeable.unwrap_or(false) && made.writeable());
    Ok(Value::Array(made))
}

fn too_few_windows(given: usize, rank: usize) -> Raise {
    Raise::value_error(format!(
        "Since axis is `None`, must provide window_shape for all dimensions of `x`; got {given} window_shape elements and \
         `x.ndim` is {rank}."
    ))
}
