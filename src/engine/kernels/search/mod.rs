//! Looking for places and counting: `searchsorted`, `digitize`, `bincount`.

use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use crate::engine::kernels::index::integers;
use crate::engine::kernels::sort::{Sortable, text_key};
use crate::engine::layout::Layout;
use crate::engine::mem::access::{read, to_vec, write};
use crate::engine::mem::buffer::Init;
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
    with_numeric!(sorted.dtype(), T => {
        let haystack = ordered(to_vec::<T>(sorted), order.as_deref());
        each(values, &out, |at| place(&haystack, read::<T>(values, at), side))?;
    }, _ => {
        let haystack = ordered(sorted.scalars().map(|s| text_key(&s)).collect(), order.as_deref());
        each(values, &out, |at| {
            let key = text_key(&values.get_at(at));
            haystack.partition_point(|x| if side == Side::Left { *x < key } else { *x <= key })
        })?;
    });
    Ok(out)
}

fn each(values: &View, out: &View, find: impl Fn(usize) -> usize) -> Result<()> {
    for (k, (from, to)) in values.offsets().zip(out.offsets()).enumerate() {
        if k % 4096 == 0 {
            interrupt::check()?;
        }
        write(out, to, find(from) as i64);
    }
    Ok(())
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

/// The place of `x` in a sorted slice.
pub fn place<T: Sortable>(sorted: &[T], x: T, side: Side) -> usize {
    match side {
        Side::Left => sorted.partition_point(|&y| y.below(x)),
        Side::Right => sorted.partition_point(|&y| !x.below(y)),
    }
}

/// `np.digitize`: the bin of each value; `bins` are monotonic, of the values' dtype.
///
/// # Errors
/// `ValueError` if `bins` are not monotonic or not 1-d.
pub fn digitize(values: &View, bins: &View, right: bool) -> Result<View> {
    if bins.rank() != 1 {
        return Err(Error::value("object too deep for desired array"));
    }
    let side = if right { Side::Left } else { Side::Right };
    match direction(bins) {
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

/// 1 for increasing (or constant), -1 for decreasing, 0 for neither.
fn direction(bins: &View) -> i8 {
    fn of<T: Sortable>(bins: &View) -> i8 {
        let values: Vec<T> = to_vec(bins);
        let rises = values.windows(2).all(|w| !w[1].below(w[0]));
        let falls = values.windows(2).all(|w| !w[0].below(w[1]));
        if rises { 1 } else { -(falls as i8) }
    }
    with_numeric!(bins.dtype(), T => of::<T>(bins), _ => 0)
}

/// `np.bincount`: how often each number comes, or the sum of its weights (`float64`).
///
/// # Errors
/// `ValueError` for arguments that do not fit.
pub fn bincount(values: &View, weights: Option<&View>, minlength: i64) -> Result<View> {
    if values.rank() != 1 {
        let deep = "object too deep for desired array";
        return Err(Error::value(if values.rank() == 0 {
            "object of too small depth for desired array"
        } else {
            deep
        }));
    }
    if minlength < 0 {
        return Err(Error::value("'minlength' must not be negative"));
    }
    let numbers = integers(values)?;
    if numbers.iter().any(|&n| n < 0) {
        return Err(Error::value("'list' argument must have no negative elements"));
    }
    let len = numbers.iter().max().map_or(0, |&n| n as usize + 1).max(minlength as usize);
    let Some(weights) = weights else {
        let out = View::zeros(DType::Int64, &[len])?;
        let mut counts = vec![0i64; len];
        numbers.iter().for_each(|&n| counts[n as usize] += 1);
        crate::engine::mem::access::fill_from_slice(&out, &counts);
        return Ok(out);
    };
    if weights.size() != numbers.len() {
        return Err(Error::value("The weights and list don't have the same length."));
    }
    let weights = crate::engine::kernels::index::as_dtype(weights, DType::Float64)?;
    let out = View::zeros(DType::Float64, &[len])?;
    let mut sums = vec![0f64; len];
    numbers.iter().zip(to_vec::<f64>(&weights)).for_each(|(&n, w)| sums[n as usize] += w);
    crate::engine::mem::access::fill_from_slice(&out, &sums);
    Ok(out)
}
