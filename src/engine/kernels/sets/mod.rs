//! Sets of elements: distinct values and where they come from.

mod hashed;

pub use hashed::hashed;

use crate::engine::dtype::{B8, DType, Kind as DKind};
use crate::engine::error::{Error, Result};
use crate::engine::interrupt::watched;
use crate::engine::kernels::select::gather::copy_elements;
use crate::engine::kernels::sort::objects::differ;
use crate::engine::kernels::sort::{Kind, Sortable, argsort, sort_in_place, text_key};
use crate::engine::layout::{Layout, Order};
use crate::engine::mem::access::{copy_same_dtype, fill_from_slice, read, to_vec};
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops::map1;
use crate::engine::mem::watch;
use crate::engine::objects;
use crate::engine::view::View;
use crate::with_numeric;

/// What `np.unique` gives: all of it, since it falls off together.
#[derive(Debug)]
pub struct Unique {
    /// The distinct values, sorted.
    pub values: View,
    /// For each the index of its first occurrence.
    pub index: View,
    /// For each element of the source the number of its value.
    pub inverse: View,
    /// How often each comes.
    pub counts: View,
}

/// The distinct elements of a 1-d array. All nans are one value, unless `equal_nan` is off.
///
/// # Errors
/// `ValueError` if it is not 1-d; `MemoryError`, `KeyboardInterrupt`.
pub fn unique(view: &View, equal_nan: bool) -> Result<Unique> {
    if view.rank() != 1 {
        return Err(Error::value("unique wants one axis"));
    }
    if view.dtype() == DType::Object {
        // Objects without an order are told of as NumPy's plain sort meets them.
        argsort(view, 0, Kind::Quick)?;
    }
    let order = to_vec::<i64>(&argsort(view, 0, Kind::Stable)?);
    let starts = starts(view, &order, equal_nan);
    objects::pending()?;
    let first: Vec<i64> = watched(order.iter().zip(&starts)).filter(|&(_, &s)| s).map(|(&i, _)| i).collect();
    let mut inverse = vec![0i64; order.len()];
    let mut counts = vec![0i64; first.len()];
    let mut number = 0;
    for (&i, &start) in watched(order.iter().zip(&starts)) {
        number += start as usize;
        inverse[i as usize] = number as i64 - 1;
        counts[number - 1] += 1;
    }
    let values = View::alloc(Layout::c(view.dtype(), &[first.len()]), Init::Uninit)?;
    let (base, step) = (view.layout().offset as isize, view.strides()[0]);
    let from = first.iter().map(|&i| (base + i as isize * step) as usize);
    copy_elements(view, &values, from.zip(values.offsets()))?;
    Ok(Unique { values, index: ints(&first)?, inverse: ints(&inverse)?, counts: ints(&counts)? })
}

/// The distinct elements alone, of a 1-d array of real numbers. `None` for other types.
///
/// # Errors
/// As [`unique`].
pub fn distinct(view: &View, equal_nan: bool) -> Result<Option<View>> {
    fn of<T: Sortable>(sorted: &View, equal_nan: bool) -> Result<View> {
        let mut values = to_vec::<T>(sorted);
        values.dedup_by(|b, a| match (a.unordered(), b.unordered()) {
            (false, false) => !a.below(*b),
            (x, y) => x && y && equal_nan,
        });
        View::from_slice(&values)
    }
    if view.rank() != 1 || !view.dtype().is_numeric() || view.dtype().kind() == DKind::Complex {
        return Ok(None);
    }
    let sorted = View::scratch(Layout::c(view.dtype(), view.shape()))?;
    copy_same_dtype(view, &sorted)?;
    sort_in_place(&sorted, 0)?;
    with_numeric!(view.dtype(), T => of::<T>(&sorted, equal_nan).map(Some), _ => Ok(None))
}

/// NumPy looks elements up in a table where it is at most so many times as long as both arrays together.
const TABLE: i128 = 6;

/// For each element whether it is among the `tests` (or is not, with `invert`), by a table of the tests' range; both are
/// `int64`. `None` where there are no tests, or the table would be too large.
///
/// # Errors
/// `MemoryError`, `KeyboardInterrupt`.
pub fn among(elements: &View, tests: &View, invert: bool) -> Result<Option<View>> {
    let numbers = to_vec::<i64>(tests);
    let (Some(&low), Some(&high)) = (numbers.iter().min(), numbers.iter().max()) else { return Ok(None) };
    let range = high as i128 - low as i128 + 1;
    if range > TABLE * (elements.size() as i128 + numbers.len() as i128) {
        return Ok(None);
    }
    let mut table = watch::filled(B8::from(invert), range as usize);
    watched(numbers.iter()).for_each(|&n| table[n.abs_diff(low) as usize] = B8::from(!invert));
    let out = View::alloc(elements.layout().like(Order::K, DType::Bool), Init::Uninit)?;
    let outside = B8::from(invert);
    let look = |n: i64| table.get(n.wrapping_sub(low) as u64 as usize).copied().unwrap_or(outside);
    map1::<i64, B8>(elements, &out, look)?;
    Ok(Some(out))
}

fn ints(values: &[i64]) -> Result<View> {
    let view = View::empty(DType::Int64, &[values.len()])?;
    fill_from_slice(&view, values);
    Ok(view)
}

/// Whether each element, in sorted order, differs from the one before.
fn starts(view: &View, order: &[i64], equal_nan: bool) -> Vec<bool> {
    fn of<T: Sortable>(view: &View, order: &[i64], equal_nan: bool) -> Vec<bool> {
        let (base, step) = (view.layout().offset as isize, view.strides()[0]);
        let at = |i: i64| read::<T>(view, (base + i as isize * step) as usize);
        let differ = |w: &[i64]| {
            let (a, b) = (at(w[0]), at(w[1]));
            if a.unordered() && b.unordered() { !equal_nan } else { a.below(b) || b.below(a) }
        };
        std::iter::once(true).take(order.len()).chain(watched(order.windows(2)).map(differ)).collect()
    }
    with_numeric!(view.dtype(), T => of::<T>(view, order, equal_nan), _ => {
        let at = |i: i64| view.get(&[i as usize]);
        if view.dtype() == DType::Object {
            let held = objects::all(view);
            let differ = |w: &[i64]| differ(&held[w[0] as usize], &held[w[1] as usize]);
            return std::iter::once(true).take(order.len()).chain(order.windows(2).map(differ)).collect();
        }
        let differ = |w: &[i64]| text_key(&at(w[0])) != text_key(&at(w[1]));
        std::iter::once(true).take(order.len()).chain(order.windows(2).map(differ)).collect()
    })
}
