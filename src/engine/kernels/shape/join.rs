//! `concatenate`, which all of NumPy's joining functions come down to.

use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::kernels::cast;
use crate::engine::layout::{self, Layout, Shape};
use crate::engine::mem::buffer::Init;
use crate::engine::observe::{self, CopyReason, MemEvent};
use crate::engine::view::{View, note_copy};

/// `np.concatenate` in `dtype`: along `axis`, or of the flattened arrays if it is `None`. The result keeps the order of
/// axes that the arrays agree on.
///
/// # Errors
/// For shapes that do not fit, in NumPy's words.
pub fn concatenate(views: &[View], axis: Option<i64>, dtype: DType, out: Option<&View>) -> Result<View> {
    let Some(first) = views.first() else {
        return Err(Error::value("need at least one array to concatenate"));
    };
    let Some(axis) = axis else {
        return flattened(views, dtype, out);
    };
    if first.rank() == 0 {
        return Err(Error::value("zero-dimensional arrays cannot be concatenated"));
    }
    let axis = layout::normalize_axis(axis, first.rank())?;
    let shape = joined_shape(views, axis)?;
    let result = match out {
        Some(out) if out.shape() != shape.as_slice() => return Err(Error::value("Output array is the wrong shape")),
        Some(out) => out.clone(),
        None => View::alloc(joined_layout(views, &shape, dtype), Init::Uninit)?,
    };
    let mut at = 0;
    for view in views {
        let n = view.shape()[axis];
        let mut part = result.layout().clone();
        part.slice_axis(axis, at, 1, n);
        at += n;
        copy_part(view, &result.derive(part))?;
    }
    note_out(out);
    Ok(result)
}

fn copy_part(from: &View, to: &View) -> Result<()> {
    if from.may_share_memory(to) {
        let apart = from.copy(crate::engine::Order::K, CopyReason::Overlap)?;
        cast::convert_all(&apart, to)?;
    } else {
        cast::convert_all(from, to)?;
    }
    if from.size() > 0 {
        note_copy(from, to, CopyReason::Join);
    }
    Ok(())
}

fn note_out(out: Option<&View>) {
    if let Some(out) = out {
        observe::note(MemEvent::Write { id: out.id(), bytes: out.nbytes() });
    }
}

/// The elements of all, each in C order, one after the other.
fn flattened(views: &[View], dtype: DType, out: Option<&View>) -> Result<View> {
    let size = views.iter().map(View::size).sum();
    let result = match out {
        Some(out) if out.rank() != 1 => return Err(Error::value("Output array must be 1D")),
        Some(out) if out.size() != size => return Err(Error::value("Output array is the wrong size")),
        Some(out) => out.clone(),
        None => View::alloc(Layout::c(dtype, &[size]), Init::Uninit)?,
    };
    let mut at = 0;
    for view in views {
        let mut part = result.layout().clone();
        part.slice_axis(0, at, 1, view.size());
        at += view.size();
        if let Ok(part) = result.derive(part).try_reshape(view.shape(), false) {
            copy_part(view, &part)?;
        }
    }
    note_out(out);
    Ok(result)
}

fn joined_shape(views: &[View], axis: usize) -> Result<Shape> {
    let mut shape: Shape = views[0].shape().into();
    for (k, view) in views.iter().enumerate().skip(1) {
        if view.rank() != shape.len() {
            return Err(Error::value(format!(
                "all the input arrays must have same number of dimensions, but the array at index 0 has {} dimension(s) and the array at index {k} has {} dimension(s)",
                shape.len(),
                view.rank()
            )));
        }
        let wrong = (0..shape.len()).find(|&i| i != axis && view.shape()[i] != shape[i]);
        if let Some(i) = wrong {
            return Err(Error::value(format!(
                "all the input array dimensions except for the concatenation axis must match exactly, but along dimension \
                 {i}, the array at index 0 has size {} and the array at index {k} has size {}",
                shape[i],
                view.shape()[i]
            )));
        }
        shape[axis] += view.shape()[axis];
    }
    Ok(shape)
}

/// The layout of the new array that joins these.
pub fn joined_layout(views: &[View], shape: &[usize], dtype: DType) -> Layout {
    Layout::c(dtype, shape).packed(&shared_order(views), dtype)
}

/// The order of axes, outermost first, that all arrays agree on; C order where they do not. NumPy's
/// `PyArray_CreateMultiSortedStridePerm`: axes of length 1 have no say.
fn shared_order(views: &[View]) -> Shape {
    let mut axes: Shape = (0..views[0].rank()).collect();
    for i in 1..axes.len() {
        let axis = axes[i];
        let mut at = i;
        for j in (0..i).rev() {
            match goes_outside(views, axis, axes[j]) {
                Some(true) => at = j,
                Some(false) => break,
                None => {}
            }
        }
        axes[at..=i].rotate_right(1);
    }
    axes
}

/// Whether `axis` should stand before `other`; `None` if no array can tell.
fn goes_outside(views: &[View], axis: usize, other: usize) -> Option<bool> {
    let mut verdict = None;
    for view in views.iter().filter(|v| v.shape()[axis] != 1 && v.shape()[other] != 1) {
        let larger = view.strides()[axis].unsigned_abs() > view.strides()[other].unsigned_abs();
        verdict = Some(larger && verdict.unwrap_or(true));
    }
    verdict
}
