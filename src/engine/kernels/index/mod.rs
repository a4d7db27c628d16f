//! Indexing: what `a[…]` reads and what `a[…] = value` writes, with NumPy's rules, layouts and error texts.
//!
//! [`prepare`] sorts the index out once; [`basic`](self::basic()) needs no data at all; [`fancy`] and [`mask`] copy.

mod fancy;
mod fill;
mod mask;
mod prepare;

use crate::engine::error::Result;
use crate::engine::kernels::select::Mode;
use crate::engine::layout::{Layout, Order};
use crate::engine::mem::access::{gather_at, scatter_at, to_vec};
use crate::engine::mem::buffer::Init;
use crate::engine::mem::pick::is_word;
use crate::engine::observe::{self, CopyReason, MemEvent};
use crate::engine::view::note_copy;
use crate::engine::{DType, Error, Scalar, View};
use prepare::Kind;
use std::rc::Rc;

pub use fill::{as_dtype, assign, check_writeable, stretch};
pub use mask::{assign_mask, nonzero_indices, pick_mask};
pub use prepare::integers;

/// One entry of the tuple between the brackets.
#[derive(Debug, Clone)]
pub enum Index {
    /// An integer.
    Int(i64),
    /// `start:stop:step`.
    Slice {
        /// First index.
        start: Option<i64>,
        /// Index to stop before.
        stop: Option<i64>,
        /// Step, 1 if left out.
        step: Option<i64>,
    },
    /// `None`: a new axis of length 1.
    NewAxis,
    /// `...`: as many full slices as there are axes left.
    Ellipsis,
    /// `True` or `False`, a mask without axes.
    Bool(bool),
    /// An array of integers.
    Array(View),
    /// An array of bools.
    Mask(View),
}

/// What indexing yields.
#[derive(Debug)]
pub enum Indexed {
    /// The same buffer through another layout.
    View(View),
    /// One element.
    Element(Scalar),
    /// A new array with copies of the elements picked.
    Copy {
        /// The new array.
        view: View,
        /// Why it is a copy.
        reason: CopyReason,
        /// Whether NumPy's result is the transpose of another new array, so that its `.base` is not `None`.
        base_is_transposed: bool,
    },
}

/// Whether each entry is an integer, a slice, a new axis or an ellipsis, so that no element is copied.
pub fn is_basic(indices: &[Index]) -> bool {
    let basic = |i: &Index| matches!(i, Index::Int(_) | Index::Slice { .. } | Index::NewAxis | Index::Ellipsis);
    indices.iter().all(basic)
}

/// The layout that basic indices show. Touches no data.
///
/// # Errors
/// `IndexError` in NumPy's words; `ValueError` for a step of zero.
pub fn basic(layout: &Layout, indices: &[Index]) -> Result<Layout> {
    let prepared = prepare::prepare(layout, indices)?;
    if matches!(prepared.kind, Kind::Mask(_) | Kind::Fancy) {
        return Err(Error::unsupported("an index array where only basic indices can stand"));
    }
    prepare::subspace(layout, &prepared.parts)
}

/// `view[indices]`.
///
/// # Errors
/// `IndexError` in NumPy's words, `MemoryError`, `KeyboardInterrupt`.
pub fn get(view: &View, indices: &[Index]) -> Result<Indexed> {
    if let [Index::Array(places)] = indices
        && is_plain(view, places)
    {
        let view = pick_places(view, places)?;
        return Ok(Indexed::Copy { view, reason: CopyReason::FancyIndex, base_is_transposed: false });
    }
    let prepared = prepare::prepare(view.layout(), indices)?;
    match prepared.kind {
        Kind::Element => {
            let layout = prepare::subspace(view.layout(), &prepared.parts)?;
            Ok(Indexed::Element(view.derive(layout).first()))
        }
        Kind::Basic => Ok(Indexed::View(view.derive(prepare::subspace(view.layout(), &prepared.parts)?))),
        Kind::ScalarArray => {
            let picked = view.derive(prepare::subspace(view.layout(), &prepared.parts)?);
            let copy = picked.copy(Order::K, CopyReason::FancyIndex)?;
            Ok(Indexed::Copy { view: copy, reason: CopyReason::FancyIndex, base_is_transposed: false })
        }
        Kind::Mask(mask) => {
            let picked = mask::pick_mask(view, &mask)?;
            note_copy(view, &picked, CopyReason::BooleanIndex);
            Ok(Indexed::Copy { view: picked, reason: CopyReason::BooleanIndex, base_is_transposed: false })
        }
        Kind::Fancy => {
            let reason = reason(indices);
            let map = fancy::Map::new(view.layout(), &prepared.parts)?;
            let out = map.gather(view)?;
            note_copy(view, &out, reason.clone());
            let base_is_transposed = map.transposed();
            Ok(Indexed::Copy { view: map.to_result(out), reason, base_is_transposed })
        }
    }
}

/// Whether this is an array of one axis and an index array of one axis: what needs no map.
fn is_plain(view: &View, places: &View) -> bool {
    view.rank() == 1 && places.rank() == 1 && places.dtype() == DType::Int64
}

/// `view[places]` for arrays of one axis.
fn pick_places(view: &View, places: &View) -> Result<View> {
    let out = View::alloc(Layout::c(view.dtype(), places.shape()), Init::Uninit)?;
    let len = view.size();
    if let Some(k) = gather_at(view, places, &out, |i| Mode::Raise.apply(i, len))? {
        prepare::in_bounds(to_vec::<i64>(places)[k], 0, len)?;
    }
    note_copy(view, &out, CopyReason::FancyIndex);
    Ok(out)
}

/// `view[indices] = value`: `value` is broadcast; it may share memory with `view` or the index arrays. Of repeated
/// indices the last wins.
///
/// # Errors
/// `IndexError` and `ValueError` in NumPy's words, `KeyboardInterrupt`.
pub fn set(view: &View, indices: &[Index], value: &View) -> Result<()> {
    fill::check_writeable(view)?;
    if let [Index::Array(places)] = indices
        && is_plain(view, places)
        && write_places(view, places, value)?
    {
        return Ok(());
    }
    let prepared = prepare::prepare(view.layout(), indices)?;
    let written = match prepared.kind {
        Kind::Element => {
            let target = view.derive(prepare::subspace(view.layout(), &prepared.parts)?);
            fill::assign(&target, &fill::single(value, view.dtype())?)?;
            target.nbytes()
        }
        Kind::Basic | Kind::ScalarArray => {
            let target = view.derive(prepare::subspace(view.layout(), &prepared.parts)?);
            fill::assign(&target, value)?;
            target.nbytes()
        }
        Kind::Mask(mask) => mask::assign_mask(view, &mask, value)? * view.layout().itemsize(),
        Kind::Fancy => {
            let value = apart(value, view)?;
            fancy::Map::new(view.layout(), &prepared.parts)?.scatter(view, &value)?
        }
    };
    observe::note(MemEvent::Write { id: view.id(), bytes: written });
    Ok(())
}

/// `view[places] = value` for arrays of one axis; nearly 4 times as fast as the general way. `false` where that is needed.
fn write_places(view: &View, places: &View, value: &View) -> Result<bool> {
    let fits = fill::stretch(value.layout(), places.shape()).is_some() && is_word(view.layout().itemsize());
    if !fits || Rc::ptr_eq(places.buffer(), view.buffer()) {
        return Ok(false);
    }
    let value = fill::as_dtype(&apart(value, view)?, view.dtype())?;
    let Some(layout) = fill::stretch(value.layout(), places.shape()) else { return Ok(false) };
    if Rc::ptr_eq(value.buffer(), view.buffer()) {
        return Ok(false);
    }
    let value = value.derive(layout);
    let len = view.size();
    if let Some(k) = scatter_at(&value, places, view, |i| Mode::Raise.apply(i, len))? {
        prepare::in_bounds(to_vec::<i64>(places)[k], 0, len)?;
    }
    observe::note(MemEvent::Write { id: view.id(), bytes: value.nbytes() });
    Ok(true)
}

/// `value`, or a copy of it if it may share memory with `target`.
fn apart(value: &View, target: &View) -> Result<View> {
    if value.may_share_memory(target) { value.copy(Order::A, CopyReason::Overlap) } else { Ok(value.clone()) }
}

fn reason(indices: &[Index]) -> CopyReason {
    let arrays = indices.iter().any(|i| matches!(i, Index::Array(_)));
    if arrays { CopyReason::FancyIndex } else { CopyReason::BooleanIndex }
}

#[cfg(test)]
mod tests;
