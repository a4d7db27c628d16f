//! Looking for places and counting: `searchsorted`, `digitize`, `bincount`.

use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::interrupt::{self, watched};
use crate::engine::kernels::index::integers;
use crate::engine::kernels::reduce;
use crate::engine::kernels::sort::objects::less;
use crate::engine::kernels::sort::{Sortable, text_key};
use crate::engine::layout::Layout;
use crate::engine::mem::access::to_vec;
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops::update_lanes;
use crate::engine::mem::watch;
use crate::engine::objects::{all, pending};
use crate::engine::view::View;
use crate::with_numeric;

/// Which of several equal places a search gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before equal elements.
    Left,
    /// Behind equal elements.
    Right,
}

/// `np.searchsorted`: where each of `values` would go in the sorted 1-d `sorted`; both have the same dtype. `sorter` are
/// the indices that sort it.
///
/// # Errors
/// `ValueError` for arguments that do not fit, `IndexError` for a sorter out of range.
pub fn searchsorted(sorted: &View, values: &View, side: Side, sorter: Option<&View>) -> Result<View> {
    if sorted.rank() != 1 {
        let what = if sorted.rank() == 0 {
            "object of too small depth for desired array"
        } else {
            "object too deep for desired array"
        };
        return Err(Error::value(what));
    }
    let order = sorter.map(|s| checked_sorter(s, sorted.size())).transpose()?;
    let out = View::alloc(Layout::c(DType::Int64, values.shape()), Init::Uninit)?;
    if sorted.dtype() == DType::Object {
        let (haystack, keys) = (ordered(all(sorted), order.as_deref()), all(values));
        each(&out, places(&haystack, &keys, |a, b| if side == Side::Left { less(a, b) } else { !less(b, a) }))?;
        return pending().map(|()| out);
    }
    with_numeric!(sorted.dtype(), T => {
        let haystack = ordered(to_vec::<T>(sorted), order.as_deref());
        let keys = to_vec::<T>(values);
        let before = |a: &T, b: &T| if side == Side::Left { a.below(*b) } else { !b.below(*a) };
        each(&out, places(&haystack, &keys, before))?;
    }, _ => {
        let haystack = ordered(sorted.scalars().map(|s| text_key(&s)).collect(), order.as_deref());
        let keys: Vec<Vec<u32>> = values.scalars().map(|s| text_key(&s)).collect();
        each(&out, places(&haystack, &keys, |a, b| if side == Side::Left { a < b } else { a <= b }))?;
    });
    Ok(out)
}

/// The place of each key by bisection. A key begins where the last one ended, so that the place in what is not sorted
/// is NumPy's too.
fn places<'a, T>(
    sorted: &'a [T],
    keys: &'a [T],
    before: impl Fn(&T, &T) -> bool + 'a,
) -> impl Iterator<Item = usize> + 'a {
    let (n, mut low, mut high) = (sorted.len(), 0, sorted.len());
    keys.iter().enumerate().map(move |(i, key)| {
        if before(&keys[i.saturating_sub(1)], key) {
            high = n;
        } else {
            (low, high) = (0, if high < n { high + 1 } else { n });
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if before(&sorted[middle], key) { low = middle + 1 } else { high = middle }
        }
        low
    })
}

fn each(out: &View, found: impl Iterator<Item = usize>) -> Result<()> {
    let mut found = found;
    crate::engine::mem::loops::fill::<i64>(out, || found.next().unwrap_or_default() as i64)
}

fn ordered<T: Clone>(values: Vec<T>, order: Option<&[usize]>) -> Vec<T> {
    match order {
        Some(order) => order.iter().map(|&i| values[i].clone()).collect(),
        None => values,
    }
}

fn checked_sorter(sorter: &View, n: usize) -> Result<Vec<usize>> {
    if sorter.rank() != 1 {
        return Err(Error::value("object too deep for desired array"));
    }
    if !sorter.dtype().is_integral() {
        return Err(Error::type_("sorter must only contain integers"));
    }
    let order = integers(sorter)?;
    if order.len() != n {
        return Err(Error::value("sorter.size must equal a.size"));
    }
    let inside = |i: i64| usize::try_from(i).ok().filter(|&i| i < n);
    order.into_iter().map(|i| inside(i).ok_or_else(|| Error::value("Sorter index out of range."))).collect()
}

/// `np.digitize`: the bin of each value; `bins` are of the values' dtype and go this [`direction`].
///
/// # Errors
/// `ValueError` if `bins` are not monotonic.
pub fn digitize(values: &View, bins: &View, direction: i8, right: bool) -> Result<View> {
    let side = if right { Side::Left } else { Side::Right };
    match direction {
        0 => Err(Error::value("bins must be monotonically increasing or decreasing")),
        -1 => {
            let mut reversed = bins.layout().clone();
            let n = bins.size();
            reversed.slice_axis(0, n.saturating_sub(1), -1, n);
            let found = searchsorted(&bins.derive(reversed), values, side, None)?;
            let out = View::alloc(found.layout().clone(), Init::Uninit)?;
            crate::engine::mem::loops::map1::<i64, i64>(&found, &out, |i| n as i64 - i)?;
            Ok(out)
        }
        _ => searchsorted(bins, values, side, None),
    }
}

/// 1 for increasing (or constant), -1 for decreasing, 0 for neither: by the first pair that differs.
pub fn direction(bins: &[f64]) -> i8 {
    let Some(first) = (1..bins.len()).find(|&i| bins[i] != bins[0]) else { return 1 };
    let rest = &bins[first..];
    if bins[0] < bins[first] {
        i8::from(!rest.windows(2).any(|w| w[0] > w[1]))
    } else {
        -i8::from(!rest.windows(2).any(|w| w[0] < w[1]))
    }
}

/// What `bincount` asks of its numbers.
///
/// # Errors
/// `ValueError`.
pub fn check_counts(values: &View, minlength: i64) -> Result<()> {
    if minlength < 0 {
        return Err(Error::value("'minlength' must not be negative"));
    }
    if values.size() > 0 && reduce::min(values, &Default::default())?.first().as_integer().is_none_or(|n| n < 0) {
        return Err(Error::value("'list' argument must have no negative elements"));
    }
    Ok(())
}

/// `np.bincount`: how often each number comes, or the sum of its weights (`float64`); see [`check_counts`].
///
/// # Errors
/// `ValueError` for arguments that do not fit.
pub fn bincount(values: &View, weights: Option<&View>, minlength: i64) -> Result<View> {
    let numbers = integers(values)?;
    let top = if numbers.is_empty() { None } else { reduce::max(values, &Default::default())?.first().as_integer() };
    let len = top.map_or(0, |n| n as usize + 1).max(minlength as usize);
    let Some(weights) = weights else {
        let out = View::zeros(DType::Int64, &[len])?;
        update_lanes::<i64>(&out, |mut lane| {
            let counts = lane.as_mut_slice().unwrap_or_default();
            interrupt::pieces(&numbers).for_each(|part| part.iter().for_each(|&n| counts[n as usize] += 1));
        })?;
        return Ok(out);
    };
    if weights.size() != numbers.len() {
        return Err(Error::value("The weights and list don't have the same length."));
    }
    let weights = crate::engine::kernels::index::as_dtype(weights, DType::Float64)?;
    let out = View::zeros(DType::Float64, &[len])?;
    let mut sums = watch::filled(0f64, len);
    watched(numbers.iter().zip(to_vec::<f64>(&weights))).for_each(|(&n, w)| sums[n as usize] += w);
    crate::engine::mem::access::fill_from_slice(&out, &sums);
    Ok(out)
}
