//! Elements by their index along an axis.

use super::{Mode, in_bounds};
use crate::engine::dtype::{B8, DType};
use crate::engine::error::{Error, Result};
use crate::engine::kernels::cast;
use crate::engine::kernels::index::{self, Index, Indexed, as_dtype, check_writeable, integers};
use crate::engine::kernels::scan::flat;
use crate::engine::kernels::select::gather::copy_elements;
use crate::engine::kernels::shape::pick_axis;
use crate::engine::layout::{self, Layout, Shape};
use crate::engine::mem::access::{gather_at, to_vec};
use crate::engine::mem::buffer::Init;
use crate::engine::observe::{self, CopyReason, MemEvent};
use crate::engine::view::{View, note_copy};

/// `np.take`: C-contiguous; of the flattened array if `axis` is `None`.
///
/// # Errors
/// `IndexError`, `AxisError`; `ValueError` for an `out` that does not fit.
pub fn take(view: &View, indices: &View, axis: Option<i64>, mode: Mode, out: Option<&View>) -> Result<View> {
    let (source, axis) = match axis {
        Some(axis) if view.rank() > 0 => (view.clone(), layout::normalize_axis(axis, view.rank())?),
        axis => (flat(view)?, layout::normalize_axis(axis.unwrap_or(0), 1)?),
    };
    let len = source.shape()[axis];
    if source.rank() == 1 && indices.dtype() == DType::Int64 && len > 0 && out.is_none() {
        return take_one_axis(&source, indices, mode, axis);
    }
    let wanted = integers(indices)?;
    if len == 0 && !wanted.is_empty() {
        return Err(Error::index("cannot do a non-empty take from an empty axes."));
    }
    let picks = in_bounds(&wanted, mode, axis, len.max(1))?;
    let taken = pick_axis(&source, axis, &picks, indices.shape())?;
    note_copy(&source, &taken, CopyReason::FancyIndex);
    let Some(out) = out else { return Ok(taken) };
    if out.shape() != taken.shape() {
        return Err(Error::value("output array does not match result of ndarray.take"));
    }
    cast::convert_all(&taken, out)?;
    observe::note(MemEvent::Write { id: out.id(), bytes: out.nbytes() });
    Ok(out.clone())
}

fn take_one_axis(source: &View, indices: &View, mode: Mode, axis: usize) -> Result<View> {
    let taken = View::alloc(Layout::c(source.dtype(), indices.shape()), Init::Uninit)?;
    let len = source.size();
    if let Some(k) = gather_at(source, indices, &taken, |i| mode.apply(i, len))? {
        return Err(super::out_of_bounds(to_vec::<i64>(indices)[k], axis, len));
    }
    note_copy(source, &taken, CopyReason::FancyIndex);
    Ok(taken)
}

/// `np.put`: sets the elements at flat indices, values repeated as needed.
///
/// # Errors
/// `IndexError`; `ValueError` if the array can't be written.
pub fn put(view: &View, indices: &View, values: &View, mode: Mode) -> Result<()> {
    check_writeable(view)?;
    let wanted = integers(indices)?;
    let values = flat(&as_dtype(values, view.dtype())?)?;
    if values.size() == 0 || wanted.is_empty() {
        return Ok(());
    }
    if view.size() == 0 {
        return Err(Error::index("cannot replace elements of an empty array"));
    }
    let places = in_bounds(&wanted, mode, 0, view.size())?;
    let from: Vec<usize> = values.offsets().collect();
    let offset = view.layout().offset;
    if view.layout().is_c_contiguous() {
        let item = view.layout().itemsize();
        copy_elements(&values, view, from.into_iter().cycle().zip(places.iter().map(|&i| offset + i * item)))?;
    } else {
        let all: Vec<usize> = view.offsets().collect();
        copy_elements(&values, view, from.into_iter().cycle().zip(places.iter().map(|&i| all[i])))?;
    }
    observe::note(MemEvent::Write { id: view.id(), bytes: places.len() * view.layout().itemsize() });
    Ok(())
}

/// The fancy index of `take_along_axis`.
fn along(view: &View, indices: &View, axis: i64) -> Result<Vec<Index>> {
    if !matches!(indices.dtype().kind(), crate::engine::Kind::Int | crate::engine::Kind::UInt) {
        return Err(Error::index("`indices` must be an integer array"));
    }
    if view.rank() != indices.rank() {
        return Err(Error::value("`indices` and `arr` must have the same number of dimensions"));
    }
    let axis = layout::normalize_axis(axis, view.rank())?;
    let other = |i: usize| -> Result<Index> {
        if i == axis {
            return Ok(Index::Array(indices.clone()));
        }
        let n = view.shape()[i];
        let range: Vec<i64> = (0..n as i64).collect();
        let mut shape = Shape::from_elem(1, view.rank());
        shape[i] = n;
        let range = View::from_slice(&range)?;
        Ok(Index::Array(range.derive(Layout::c(DType::Int64, &shape))))
    };
    (0..view.rank()).map(other).collect()
}

/// `np.take_along_axis`.
///
/// # Errors
/// `IndexError`, `ValueError` and `AxisError` in NumPy's words.
pub fn take_along_axis(view: &View, indices: &View, axis: i64) -> Result<View> {
    match index::get(view, &along(view, indices, axis)?)? {
        Indexed::View(view) | Indexed::Copy { view, .. } => Ok(view),
        Indexed::Element(scalar) => View::from_scalar(&scalar),
    }
}

/// `np.put_along_axis`.
///
/// # Errors
/// As [`take_along_axis`], and where the values do not fit.
pub fn put_along_axis(view: &View, indices: &View, values: &View, axis: i64) -> Result<()> {
    index::set(view, &along(view, indices, axis)?, values)
}

/// `np.compress`: the indices of `axis` where the 1-d condition is true.
///
/// # Errors
/// `ValueError` for a condition that is not 1-d, `IndexError` for one that is too long.
pub fn compress(condition: &View, view: &View, axis: Option<i64>, out: Option<&View>) -> Result<View> {
    if condition.rank() != 1 {
        return Err(Error::value("condition must be a 1-d array"));
    }
    let truths: Vec<B8> = to_vec(&as_dtype(condition, DType::Bool)?);
    let places: Vec<i64> = (0..).zip(&truths).filter(|(_, t)| t.get()).map(|(i, _)| i).collect();
    take(view, &View::from_slice(&places)?, axis, Mode::Raise, out)
}

/// `np.extract`: the elements of the flattened array where the flattened condition is true.
///
/// # Errors
/// `IndexError` for a condition that is too long.
pub fn extract(condition: &View, view: &View) -> Result<View> {
    compress(&flat(condition)?, view, None, None)
}
