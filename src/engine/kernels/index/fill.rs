//! Assigning one array to all elements of another.

use crate::engine::broadcast::{broadcast_to, shape_text};
use crate::engine::error::{Error, Result};
use crate::engine::kernels::cast;
use crate::engine::layout::Layout;
use crate::engine::mem::buffer::Init;
use crate::engine::observe::CopyReason;
use crate::engine::{DType, Kind, Order, View};

/// `target[...] = value`: broadcasts (leading axes of length 1 of the value are dropped), casts, and copies first what
/// overlaps.
///
/// # Errors
/// `ValueError`: `could not broadcast input array from shape (3,) into shape (2,)`.
pub fn assign(target: &View, value: &View) -> Result<()> {
    let layout = stretch(value.layout(), target.shape()).ok_or_else(|| {
        let extra = value.rank().saturating_sub(target.rank());
        let ones = value.shape().iter().take(extra).take_while(|&&n| n == 1).count();
        Error::value(format!(
            "could not broadcast input array from shape {} into shape {}",
            shape_text(&value.shape()[ones..]),
            shape_text(target.shape())
        ))
    })?;
    if value.may_share_memory(target) && value.layout() != target.layout() {
        let copy = value.copy(Order::K, CopyReason::Overlap)?;
        return assign(target, &copy);
    }
    cast::convert_all(&value.derive(layout), target)
}

/// A layout stretched to `shape`, after leading axes of length 1 beyond its rank are dropped.
pub fn stretch(layout: &Layout, shape: &[usize]) -> Option<Layout> {
    let mut layout = layout.clone();
    while layout.rank() > shape.len() && layout.shape[0] == 1 {
        layout.index_axis(0, 0);
    }
    broadcast_to(&layout, shape)
}

/// `value` in `dtype`: itself, or a converted copy.
///
/// # Errors
/// Where an element can't be converted.
pub fn as_dtype(value: &View, dtype: DType) -> Result<View> {
    if value.dtype() == dtype {
        return Ok(value.clone());
    }
    let out = View::alloc(value.layout().like(Order::K, dtype), Init::Uninit)?;
    cast::convert_all(value, &out)?;
    Ok(out)
}

/// # Errors
/// `ValueError` if the array can't be written.
pub fn check_writeable(target: &View) -> Result<()> {
    if target.buffer().writeable() { Ok(()) } else { Err(Error::value("assignment destination is read-only")) }
}

/// `value` as what a single element of `dtype` can be set to: a 0-d array. (A bool takes any array of one element.)
///
/// # Errors
/// In NumPy's words, which differ by dtype.
pub fn single(value: &View, dtype: DType) -> Result<View> {
    if value.rank() == 0 {
        return Ok(value.clone());
    }
    match dtype.kind() {
        Kind::Bool if value.size() == 1 => {
            Ok(value.derive(Layout { offset: value.layout().offset, ..Layout::c(value.dtype(), &[]) }))
        }
        Kind::Complex => Err(Error::type_("only 0-dimensional arrays can be converted to Python scalars")),
        Kind::Str | Kind::Bytes => Err(Error::value("setting an array element with a sequence")),
        _ => Err(Error::value("setting an array element with a sequence.")),
    }
}
