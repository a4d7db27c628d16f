//! Boolean masks: where they are true, picking and assigning under them.

use super::fill;
use crate::engine::dtype::{B8, DType};
use crate::engine::error::{Error, Result};
use crate::engine::kernels::select::{gather, place};
use crate::engine::mem::access::{read, to_vec};
use crate::engine::mem::buffer::Init;
use crate::engine::mem::pick::{self, Mask};
use crate::engine::observe::CopyReason;
use crate::engine::view::View;
use crate::engine::{Layout, Order};

/// The indices of the true elements, a vector for each axis, in C order.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn nonzero_indices(mask: &View) -> Result<Vec<Vec<i64>>> {
    let whole = pick::in_one_piece(mask)?;
    let found = Mask::new(&whole)?;
    let places = View::scratch(Layout::c(DType::Int64, &[found.count()]))?;
    found.places(&places)?;
    let places = to_vec::<i64>(&places);
    if mask.rank() == 1 {
        return Ok(vec![places]);
    }
    let mut below = mask.size() as i64;
    let lists = mask.shape().iter().map(|&n| {
        below /= (n as i64).max(1);
        places.iter().map(|&k| k / below.max(1) % (n as i64).max(1)).collect()
    });
    Ok(lists.collect())
}

/// `view[mask]` for a mask of the same shape: a new 1-d array.
///
/// # Errors
/// `MemoryError`, `KeyboardInterrupt`.
pub fn pick_mask(view: &View, mask: &View) -> Result<View> {
    let whole = pick::in_one_piece(mask)?;
    let found = Mask::new(&whole)?;
    let out = View::alloc(Layout::c(view.dtype(), &[found.count()]), Init::Uninit)?;
    if pick::is_word(view.layout().itemsize()) {
        found.pack(&pick::in_one_piece(view)?, &out)?;
        return Ok(out);
    }
    let from = view.offsets().zip(mask.offsets()).filter(|&(_, m)| read::<B8>(mask, m).get()).map(|(at, _)| at);
    gather::copy_elements(view, &out, from.zip(out.offsets()))?;
    Ok(out)
}

/// `view[mask] = value` for a mask of the same shape; returns how many elements were written.
///
/// # Errors
/// `ValueError` and `TypeError` in NumPy's words.
pub fn assign_mask(view: &View, mask: &View, value: &View) -> Result<usize> {
    debug_assert_eq!(mask.dtype(), DType::Bool);
    if value.rank() > 1 {
        return Err(Error::type_(format!(
            "NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, input has {} dimensions",
            value.rank()
        )));
    }
    let whole = pick::in_one_piece(mask)?;
    let found = Mask::new(&whole)?;
    let n = found.count();
    if value.size() != 1 && value.size() != n {
        return Err(Error::value(format!(
            "NumPy boolean array indexing assignment cannot assign {} input values to the {n} output values where the \
             mask is true",
            value.size()
        )));
    }
    let value = fill::as_dtype(&super::apart(value, view)?, view.dtype())?;
    let mask = if mask.may_share_memory(view) { mask.copy(Order::K, CopyReason::Overlap)? } else { mask.clone() };
    if value.size() == 1 && place::select_into(&mask, &value, view)? {
        return Ok(n);
    }
    let words = pick::is_word(view.layout().itemsize()) && view.layout().is_c_contiguous();
    if words && value.size() == n && !whole.may_share_memory(view) {
        found.unpack(&pick::in_one_piece(&value)?, view)?;
        return Ok(n);
    }
    let from = value.broadcast_to(&[n]).expect("one value or n of them");
    let to = view.offsets().zip(mask.offsets()).filter(|&(_, m)| read::<B8>(&mask, m).get()).map(|(at, _)| at);
    gather::copy_elements(&from, view, from.offsets().zip(to))?;
    Ok(n)
}
