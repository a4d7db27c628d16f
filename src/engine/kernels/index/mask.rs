//! Boolean masks: where they are true, picking and assigning under them.

use super::fill;
use crate::engine::dtype::{B8, DType};
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use crate::engine::kernels::select::gather;
use crate::engine::mem::access::read;
use crate::engine::observe::CopyReason;
use crate::engine::view::View;
use crate::engine::{Layout, Order};

/// The indices of the true elements, a vector for each axis, in C order.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn nonzero_indices(mask: &View) -> Result<Vec<Vec<i64>>> {
    let rank = mask.rank();
    let mut found = vec![Vec::new(); rank];
    let mut index = vec![0i64; rank];
    for (k, at) in mask.offsets().enumerate() {
        if k % 65_536 == 0 {
            interrupt::check()?;
        }
        if read::<B8>(mask, at).get() {
            for (list, &i) in found.iter_mut().zip(&index) {
                list.push(i);
            }
        }
        for axis in (0..rank).rev() {
            index[axis] += 1;
            if (index[axis] as usize) < mask.shape()[axis] {
                break;
            }
            index[axis] = 0;
        }
    }
    Ok(found)
}

/// `view[mask]` for a mask of the same shape: a new 1-d array.
///
/// # Errors
/// `MemoryError`, `KeyboardInterrupt`.
pub fn pick_mask(view: &View, mask: &View) -> Result<View> {
    let n = count_true(mask)?;
    let out = View::alloc(Layout::c(view.dtype(), &[n]), crate::engine::mem::buffer::Init::Uninit)?;
    let from = view.offsets().zip(mask.offsets()).filter(|&(_, m)| read::<B8>(mask, m).get()).map(|(at, _)| at);
    gather::copy_elements(view, &out, from.zip(out.offsets()))?;
    Ok(out)
}

/// How many elements of a mask are true.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn count_true(mask: &View) -> Result<usize> {
    let mut n = 0;
    crate::engine::mem::loops::visit(mask, |b: B8| {
        n += b.get() as usize;
        true
    })?;
    Ok(n)
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
    let n = count_true(mask)?;
    if value.size() != 1 && value.size() != n {
        return Err(Error::value(format!(
            "NumPy boolean array indexing assignment cannot assign {} input values to the {n} output values where the \
             mask is true",
            value.size()
        )));
    }
    let value = fill::as_dtype(&super::apart(value, view)?, view.dtype())?;
    let mask = if mask.may_share_memory(view) { mask.copy(Order::K, CopyReason::Overlap)? } else { mask.clone() };
    let from = value.broadcast_to(&[n]).expect("one value or n of them");
    let to = view.offsets().zip(mask.offsets()).filter(|&(_, m)| read::<B8>(&mask, m).get()).map(|(at, _)| at);
    gather::copy_elements(&from, view, from.offsets().zip(to))?;
    Ok(n)
}
