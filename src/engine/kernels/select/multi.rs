//! Indices of several axes as one flat index, and back.

use super::Mode;
use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::kernels::index::integers;
use crate::engine::layout::Layout;
use crate::engine::mem::access::fill_from_slice;
use crate::engine::mem::watch;
use crate::engine::view::View;

/// `np.ravel_multi_index`: `indices` (an array for each axis, broadcast to one shape) as flat indices into `shape`; a mode
/// for each axis.
///
/// # Errors
/// `ValueError` for an index out of bounds.
pub fn ravel_multi_index(indices: &[View], shape: &[usize], modes: &[Mode], fortran: bool) -> Result<View> {
    if indices.len() != shape.len() {
        return Err(Error::value(format!("parameter multi_index must be a sequence of length {}", shape.len())));
    }
    let shapes: Vec<&[usize]> = indices.iter().map(View::shape).collect();
    let full = crate::engine::broadcast::broadcast_shapes(&shapes)?;
    let mut flat = watch::filled(0i64, full.iter().product());
    let mut step = 1i64;
    let axes: Vec<usize> = if fortran { (0..shape.len()).collect() } else { (0..shape.len()).rev().collect() };
    for axis in axes {
        let view = indices[axis].broadcast_to(&full).unwrap_or_else(|| indices[axis].clone());
        let mode = modes.get(axis).or(modes.first()).copied().unwrap_or_default();
        for (total, i) in flat.iter_mut().zip(integers(&view)?) {
            // Here, unlike in indexing, a negative index is out of bounds.
            let at = if mode == Mode::Raise && i < 0 { None } else { mode.apply(i, shape[axis].max(1)) };
            *total += at.ok_or_else(|| Error::value("invalid entry in coordinates array"))? as i64 * step;
        }
        step = step.checked_mul(shape[axis] as i64).ok_or_else(|| {
            Error::value("invalid dims: array size defined by dims is larger than the maximum possible size.")
        })?;
    }
    let out = View::empty(DType::Int64, &full)?;
    fill_from_slice(&out, &flat);
    Ok(out)
}

/// `np.unravel_index`: an array of indices for each axis of `shape`: views of one new array.
///
/// # Errors
/// `ValueError` for an index out of bounds.
pub fn unravel_index(indices: &View, shape: &[usize], fortran: bool) -> Result<Vec<View>> {
    let size: usize = shape.iter().product();
    let flat = integers(indices)?;
    if let Some(&i) = flat.iter().find(|&&i| i < 0 || i >= size as i64) {
        return Err(Error::value(format!("index {i} is out of bounds for array with size {size}")));
    }
    let mut lists: Vec<Vec<i64>> = vec![Vec::with_capacity(flat.len()); shape.len()];
    for mut i in flat {
        let mut digit = |axis: usize| {
            lists[axis].push(i % shape[axis] as i64);
            i /= shape[axis] as i64;
        };
        if fortran {
            (0..shape.len()).for_each(&mut digit);
        } else {
            (0..shape.len()).rev().for_each(&mut digit);
        }
    }
    let list = |list: &Vec<i64>| {
        let view = View::from_slice(list)?;
        Ok(view.derive(Layout::c(DType::Int64, indices.shape())))
    };
    lists.iter().map(list).collect()
}
