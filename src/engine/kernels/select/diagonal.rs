//! Diagonals and triangles.

use super::gather::copy_elements;
use crate::engine::dtype::{B8, DType};
use crate::engine::error::{Error, Result};
use crate::engine::kernels::index::{as_dtype, check_writeable};
use crate::engine::kernels::scan::flat;
use crate::engine::layout::{self, Layout};
use crate::engine::mem::access::fill_from_slice;
use crate::engine::observe::{self, MemEvent};
use crate::engine::view::View;

/// `np.diagonal`: a view whose last axis is the diagonal of the two axes.
///
/// # Errors
/// `ValueError` for fewer than two axes, or one axis twice; `AxisError`.
pub fn diagonal(layout: &Layout, offset: i64, axis1: i64, axis2: i64) -> Result<Layout> {
    if layout.rank() < 2 {
        return Err(Error::value("diag requires an array of at least two dimensions"));
    }
    let named = |e: Error, name: &str| Error { message: format!("{name}: {}", e.message), ..e };
    let a = layout::normalize_axis(axis1, layout.rank()).map_err(|e| named(e, "axis1"))?;
    let b = layout::normalize_axis(axis2, layout.rank()).map_err(|e| named(e, "axis2"))?;
    if a == b {
        return Err(Error::value("axis1 and axis2 cannot be the same"));
    }
    let (mut n, mut m) = (layout.shape[a] as i64, layout.shape[b] as i64);
    let (axis, by) = if offset >= 0 { (b, offset) } else { (a, offset.saturating_neg()) };
    if offset >= 0 {
        m = m.saturating_sub(offset)
    } else {
        n = n.saturating_sub(by)
    }
    let len = n.min(m).max(0) as usize;
    let mut out = layout.clone();
    if len > 0 {
        out.offset = (out.offset as isize + by as isize * layout.strides[axis]) as usize;
    }
    for axis in [a.max(b), a.min(b)] {
        out.shape.remove(axis);
        out.strides.remove(axis);
    }
    out.shape.push(len);
    out.strides.push(layout.strides[a] + layout.strides[b]);
    Ok(out)
}

/// `np.fill_diagonal`: the values repeat.
///
/// # Errors
/// `ValueError` in NumPy's words.
pub fn fill_diagonal(view: &View, values: &View, wrap: bool) -> Result<()> {
    check_writeable(view)?;
    if view.rank() < 2 {
        return Err(Error::value("array must be at least 2-d"));
    }
    let shape = view.shape();
    if view.rank() > 2 && shape.iter().any(|&n| n != shape[0]) {
        return Err(Error::value("All dimensions of input must be of equal length"));
    }
    let (step, end) = match shape {
        [_, columns] if wrap => (columns + 1, view.size()),
        [_, columns] => (columns + 1, (columns * columns).min(view.size())),
        _ => (1 + (1..view.rank()).map(|k| shape[0].pow(k as u32)).sum::<usize>(), view.size()),
    };
    let values = flat(&as_dtype(values, view.dtype())?)?;
    let places: Vec<usize> = view.offsets().take(end).step_by(step).collect();
    let n = places.len();
    if values.size() > 0 {
        let from: Vec<usize> = values.offsets().collect();
        copy_elements(&values, view, from.into_iter().cycle().zip(places))?;
    }
    observe::note(MemEvent::Write { id: view.id(), bytes: n * view.layout().itemsize() });
    Ok(())
}

/// The mask of `np.tri`: true on and below the `k`-th diagonal of `rows × columns`.
///
/// # Errors
/// `MemoryError`.
pub fn tri(rows: usize, columns: usize, k: i64) -> Result<View> {
    let out = View::empty(DType::Bool, &[rows, columns])?;
    let row = |i: usize| (0..columns).map(move |j| B8::from(j as i64 <= (i as i64).saturating_add(k)));
    let bits: Vec<B8> = (0..rows).flat_map(row).collect();
    fill_from_slice(&out, &bits);
    Ok(out)
}
