//! Order: sorting, partitioning, indirect sorts.
//!
//! NumPy's default `argsort` leaves the order of equal elements to the processor's vector width; here every indirect
//! sort is stable, which is what `kind='stable'` promises.

mod order;

pub use order::{Sortable, text_key};

use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::layout::{self, Layout, Order, Shape};
use crate::engine::mem::access::{read, store, write};
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops::{self, LaneMut};
use crate::engine::observe::{self, CopyReason, MemEvent};
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use crate::with_numeric;
use rayon::slice::ParallelSliceMut;
use std::cmp::Ordering;

/// Lanes longer than this are sorted by all cores.
const PARALLEL: usize = 1 << 16;

/// `np.sort`: a sorted copy, laid out as the source.
///
/// # Errors
/// `AxisError`, `KeyboardInterrupt`.
pub fn sort(view: &View, axis: i64) -> Result<View> {
    layout::normalize_axis(axis, view.rank())?;
    let out = view.copy(Order::K, CopyReason::Requested)?;
    sort_lanes(&out, axis)?;
    Ok(out)
}

/// `ndarray.sort`: in place.
///
/// # Errors
/// `AxisError`, `ValueError` if the array can't be written, `KeyboardInterrupt`.
pub fn sort_in_place(view: &View, axis: i64) -> Result<()> {
    layout::normalize_axis(axis, view.rank())?;
    if !view.buffer().writeable() {
        return Err(Error::value("sort array is read-only"));
    }
    sort_lanes(view, axis)?;
    observe::note(MemEvent::Write { id: view.id(), bytes: view.nbytes() });
    Ok(())
}

fn sort_lanes(view: &View, axis: i64) -> Result<()> {
    let lanes = axis_last(view, axis)?;
    if lanes.size() == 0 {
        return Ok(());
    }
    with_numeric!(view.dtype(), T => loops::update_lanes::<T>(&lanes, sort_lane::<T>), _ => sort_text(&lanes))
}

fn sort_lane<T: Sortable>(mut lane: LaneMut<'_, T>) {
    if let Some(values) = lane.as_mut_slice() {
        return sort_slice(values);
    }
    let mut values: Vec<T> = lane.lane().iter().collect();
    sort_slice(&mut values);
    for (i, x) in values.into_iter().enumerate() {
        lane.set(i, x);
    }
}

/// Sorts in NumPy's order: nan last.
pub fn sort_slice<T: Sortable>(values: &mut [T]) {
    if values.len() > PARALLEL {
        values.par_sort_unstable_by(|&a, &b| compare(a, b));
    } else {
        values.sort_unstable_by(|&a, &b| compare(a, b));
    }
}

/// NumPy's order as an [`Ordering`].
#[inline]
pub fn compare<T: Sortable>(a: T, b: T) -> Ordering {
    if a.below(b) {
        Ordering::Less
    } else if b.below(a) {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

fn sort_text(lanes: &View) -> Result<()> {
    let len = lanes.shape()[lanes.rank() - 1];
    let places: Vec<usize> = lanes.offsets().collect();
    for lane in places.chunks(len) {
        let mut values: Vec<Scalar> = lane.iter().map(|&at| lanes.get_at(at)).collect();
        values.sort_by_cached_key(text_key);
        for (&at, value) in lane.iter().zip(&values) {
            store(lanes, at, value);
        }
    }
    Ok(())
}

/// `view` with `axis` moved to the end.
///
/// # Errors
/// `AxisError`.
pub fn axis_last(view: &View, axis: i64) -> Result<View> {
    let axis = layout::normalize_axis(axis, view.rank())?;
    let axes: Shape = (0..view.rank()).filter(|&i| i != axis).chain([axis]).collect();
    Ok(view.derive(view.layout().transpose(&axes)))
}

/// `np.argsort`: the indices that would sort, stable; C-contiguous `int64`.
///
/// # Errors
/// `AxisError`, `KeyboardInterrupt`.
pub fn argsort(view: &View, axis: i64) -> Result<View> {
    let lanes = axis_last(view, axis)?;
    let out = View::alloc(Layout::c(DType::Int64, view.shape()), Init::Uninit)?;
    let into = axis_last(&out, axis)?;
    if view.size() == 0 {
        return Ok(out);
    }
    with_numeric!(view.dtype(), T => loops::map_lanes::<T, i64>(&lanes, &into, |from, mut to| {
        for (i, place) in order_of(&from.iter().collect::<Vec<T>>()).into_iter().enumerate() {
            to.set(i, place);
        }
    })?, _ => argsort_text(&lanes, &into));
    Ok(out)
}

/// The indices that sort `values`, stable.
pub fn order_of<T: Sortable>(values: &[T]) -> Vec<i64> {
    let mut order: Vec<i64> = (0..values.len() as i64).collect();
    let by = |&a: &i64, &b: &i64| compare(values[a as usize], values[b as usize]);
    if values.len() > PARALLEL {
        order.par_sort_by(by);
    } else {
        order.sort_by(by);
    }
    order
}

fn argsort_text(lanes: &View, into: &View) {
    let len = lanes.shape()[lanes.rank() - 1];
    let (from, to): (Vec<usize>, Vec<usize>) = (lanes.offsets().collect(), into.offsets().collect());
    for (from, to) in from.chunks(len).zip(to.chunks(len)) {
        let keys: Vec<Vec<u32>> = from.iter().map(|&at| text_key(&lanes.get_at(at))).collect();
        let mut order: Vec<usize> = (0..len).collect();
        order.sort_by_key(|&i| &keys[i]);
        for (&at, i) in to.iter().zip(order) {
            write(into, at, i as i64);
        }
    }
}

/// Checks the `kth` of a partition along an axis of `len` elements.
///
/// # Errors
/// `ValueError`: `kth(=9) out of bounds (5)`.
pub fn check_kth(kth: &[i64], len: usize) -> Result<()> {
    let n = len as i64;
    match kth.iter().find(|&&k| k < -n || k >= n) {
        Some(&k) => {
            let shown = if k < 0 { k + n } else { k };
            Err(Error::value(format!("kth(={shown}) out of bounds ({n})")))
        }
        None => Ok(()),
    }
}

/// `np.partition`: a copy with the `kth` elements in place. All others are sorted too.
///
/// # Errors
/// `AxisError`, `ValueError` for a `kth` out of bounds.
pub fn partition(view: &View, kth: &[i64], axis: i64) -> Result<View> {
    let at = layout::normalize_axis(axis, view.rank())?;
    check_kth(kth, view.shape()[at])?;
    sort(view, axis)
}

/// `np.argpartition`.
///
/// # Errors
/// As [`partition`].
pub fn argpartition(view: &View, kth: &[i64], axis: i64) -> Result<View> {
    let at = layout::normalize_axis(axis, view.rank())?;
    check_kth(kth, view.shape()[at])?;
    argsort(view, axis)
}

/// `np.lexsort`: the order by several keys of the same shape along `axis`; the last key counts most.
///
/// # Errors
/// `TypeError` without keys, `ValueError` for keys of different shapes, `AxisError`.
pub fn lexsort(keys: &[View], axis: i64) -> Result<View> {
    let Some(first) = keys.first() else {
        return Err(Error::type_("need sequence of keys with len > 0 in lexsort"));
    };
    if keys.iter().any(|k| k.shape() != first.shape()) {
        return Err(Error::value("all keys need to be the same shape"));
    }
    if first.rank() == 0 {
        return View::from_scalar(&Scalar::Int64(0));
    }
    layout::normalize_axis(axis, first.rank())?;
    let out = View::alloc(Layout::c(DType::Int64, first.shape()), Init::Uninit)?;
    let into = axis_last(&out, axis)?;
    let len = into.shape()[into.rank() - 1];
    if out.size() == 0 {
        return Ok(out);
    }
    let places: Vec<usize> = into.offsets().collect();
    let mut order: Vec<i64> = (0..places.len()).map(|i| (i % len) as i64).collect();
    for key in keys {
        let lanes = axis_last(key, axis)?;
        let ranks = ranks(&lanes, len)?;
        for (lane, ranks) in order.chunks_mut(len).zip(ranks.chunks(len)) {
            lane.sort_by_key(|&i| ranks[i as usize]);
        }
    }
    for (at, i) in places.into_iter().zip(order) {
        write(&out, at, i);
    }
    Ok(out)
}

/// For each element the number of its place among the distinct values of its lane, in C order.
fn ranks(lanes: &View, len: usize) -> Result<Vec<u32>> {
    fn of<T: Sortable>(lanes: &View, len: usize) -> Vec<u32> {
        let values: Vec<T> = lanes.offsets().map(|at| read::<T>(lanes, at)).collect();
        let mut ranks = vec![0; values.len()];
        for (values, ranks) in values.chunks(len).zip(ranks.chunks_mut(len)) {
            let mut rank = 0;
            let order = order_of(values);
            for pair in order.windows(2) {
                rank += values[pair[0] as usize].below(values[pair[1] as usize]) as u32;
                ranks[pair[1] as usize] = rank;
            }
        }
        ranks
    }
    Ok(with_numeric!(lanes.dtype(), T => of::<T>(lanes, len), _ => {
        let keys: Vec<Vec<u32>> = lanes.scalars().map(|s| text_key(&s)).collect();
        let mut ranks = vec![0; keys.len()];
        for (keys, ranks) in keys.chunks(len).zip(ranks.chunks_mut(len)) {
            let mut order: Vec<usize> = (0..len).collect();
            order.sort_by_key(|&i| &keys[i]);
            let mut rank = 0;
            for pair in order.windows(2) {
                rank += (keys[pair[0]] < keys[pair[1]]) as u32;
                ranks[pair[1]] = rank;
            }
        }
        ranks
    }))
}
