//! Order: sorting, partitioning, indirect sorts.
//!
//! Where equal elements end up is NumPy's on a processor with AVX2 or AVX-512, for lanes of up to 256 elements: see
//! [`indirect`] and [`select`]. In longer lanes of 32 and 64 bits it depends on the width of the processor's vectors; there
//! every indirect sort is stable, and a partition selects.

pub mod indirect;
mod keys;
pub mod objects;
mod order;
mod packed;
mod partition;
pub mod select;

pub use order::{Sortable, text_key};
pub use partition::{argpartition, check_kth, partition, partition_in_place};

use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use crate::engine::layout::{self, Layout, Order, Shape};
use crate::engine::mem::access::{self, copy_same_dtype, to_vec, write};
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops::{self, LaneMut};
use crate::engine::objects::Held;
use crate::engine::observe::{self, CopyReason, MemEvent};
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use crate::with_numeric;
use rayon::slice::ParallelSliceMut;
use std::cmp::Ordering;

/// Lanes longer than this are sorted by all cores.
const PARALLEL: usize = 1 << 16;

/// More elements than this are copied before their lanes are sorted, if the lanes are not in one piece.
const SCATTERED: usize = 1 << 10;

/// Lanes longer than this take long enough for an interrupt to come.
const LONG: usize = 1 << 22;

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
    if view.dtype() == DType::Object {
        return objects::sort_lanes(&lanes, Kind::Quick);
    }
    if lanes.strides()[lanes.rank() - 1] != lanes.layout().itemsize() as isize && lanes.size() > SCATTERED {
        // Lanes across the memory are first brought together, all at once.
        let together = View::scratch(Layout::c(lanes.dtype(), lanes.shape()))?;
        copy_same_dtype(&lanes, &together)?;
        sort_lanes(&together, -1)?;
        return copy_same_dtype(&together, &lanes);
    }
    interrupt::stoppable(
        || with_numeric!(view.dtype(), T => loops::update_lanes::<T>(&lanes, sort_lane::<T>), _ => sort_text(&lanes)),
    )?
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
    T::sort(values);
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

/// [`compare`] for long lanes: leaves the sort once an interrupt is wanted.
#[inline]
fn compare_until_interrupted<T: Sortable>(a: T, b: T) -> Ordering {
    interrupt::poll();
    compare(a, b)
}

fn sort_text(lanes: &View) -> Result<()> {
    let len = lanes.shape()[lanes.rank() - 1];
    let places: Vec<usize> = lanes.offsets().collect();
    for lane in places.chunks(len) {
        let mut keys: Vec<(Vec<u32>, usize)> = lane.iter().map(|&at| (text_key(&lanes.get_at(at)), at)).collect();
        keys.sort_by(|a, b| {
            interrupt::poll();
            a.0.cmp(&b.0)
        });
        let order = keys.into_iter().map(|(_, at)| at);
        let apart = View::scratch(Layout::c(lanes.dtype(), &[len]))?;
        access::gather_items(lanes, order, &apart)?;
        access::scatter_items(&apart, lane.iter().copied(), lanes)?;
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

/// Which sort: all give the same values, but `argsort` shows how each leaves equal ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// What NumPy does unasked.
    #[default]
    Quick,
    /// Equal elements keep their order.
    Stable,
}

/// `np.argsort`: the indices that would sort; C-contiguous `int64`.
///
/// # Errors
/// `AxisError`, `KeyboardInterrupt`.
pub fn argsort(view: &View, axis: i64, kind: Kind) -> Result<View> {
    fill_lanes(view, axis, |lanes, into| {
        if lanes.dtype() == DType::Object {
            return objects::order_lanes(lanes, into, kind);
        }
        with_numeric!(lanes.dtype(), T => map_order::<T>(lanes, into, |values| sorted_order(values, kind)), _ => {
            text_lanes(lanes, into, |keys| text_order(keys, kind))
        })
    })
}

/// A new C-contiguous `int64` array of the view's shape, its lanes along `axis` filled by `fill`.
fn fill_lanes(view: &View, axis: i64, fill: impl Fn(&View, &View) -> Result<()>) -> Result<View> {
    let lanes = axis_last(view, axis)?;
    let out = View::alloc(Layout::c(DType::Int64, view.shape()), Init::Uninit)?;
    if view.size() > 0 {
        interrupt::stoppable(|| fill(&lanes, &axis_last(&out, axis)?))??;
    }
    Ok(out)
}

fn map_order<T: Sortable>(lanes: &View, into: &View, order: impl Fn(&[T]) -> Vec<i64> + Sync) -> Result<()> {
    loops::map_lanes::<T, i64>(lanes, into, |from, mut to| {
        let found = match from.as_slice() {
            Some(values) => order(values),
            None => order(&from.iter().collect::<Vec<T>>()),
        };
        match to.as_mut_slice() {
            Some(to) => to.copy_from_slice(&found),
            None => found.into_iter().enumerate().for_each(|(i, place)| to.set(i, place)),
        }
    })
}

/// The indices that sort `values`, equal ones as NumPy's sort of this kind leaves them.
pub fn sorted_order<T: Sortable>(values: &[T], kind: Kind) -> Vec<i64> {
    let less = |i: i64, j: i64| {
        interrupt::poll();
        values[i as usize].below(values[j as usize])
    };
    let mut order: Vec<i64> = (0..values.len() as i64).collect();
    match kind {
        Kind::Stable => return order_of(values),
        Kind::Quick if !T::VECTOR => indirect::introsort(&mut order, less),
        Kind::Quick if values.iter().any(|x| x.unordered()) => indirect::standard(&mut order, less),
        Kind::Quick if values.len() <= indirect::NETWORK => indirect::network(&mut order, less),
        Kind::Quick => return order_of(values),
    }
    order
}

fn text_order(keys: &[Vec<u32>], kind: Kind) -> Vec<i64> {
    let less = |i: i64, j: i64| {
        interrupt::poll();
        keys[i as usize] < keys[j as usize]
    };
    let mut order: Vec<i64> = (0..keys.len() as i64).collect();
    match kind {
        Kind::Stable => {
            order.sort_by(|&i, &j| if less(i, j) { Ordering::Less } else { keys[i as usize].cmp(&keys[j as usize]) })
        }
        Kind::Quick => indirect::introsort(&mut order, less),
    }
    order
}

/// The indices that sort `values`, stable.
pub fn order_of<T: Sortable>(values: &[T]) -> Vec<i64> {
    let ranked = values.first().is_some_and(|x| x.rank().is_some());
    if ranked && let Some(order) = packed::order(values.len(), |i| values[i].rank().unwrap_or(0)) {
        return order;
    }
    let mut order: Vec<i64> = (0..values.len() as i64).collect();
    let by = |&a: &i64, &b: &i64| compare(values[a as usize], values[b as usize]);
    if values.len() > LONG {
        order.par_sort_by(|&a, &b| compare_until_interrupted(values[a as usize], values[b as usize]));
    } else if values.len() > PARALLEL {
        order.par_sort_by(by);
    } else {
        order.sort_by(by);
    }
    order
}

fn text_lanes(lanes: &View, into: &View, order: impl Fn(&[Vec<u32>]) -> Vec<i64>) -> Result<()> {
    let len = lanes.shape()[lanes.rank() - 1];
    let (from, to): (Vec<usize>, Vec<usize>) = (lanes.offsets().collect(), into.offsets().collect());
    for (from, to) in from.chunks(len).zip(to.chunks(len)) {
        let keys: Vec<Vec<u32>> = from.iter().map(|&at| text_key(&lanes.get_at(at))).collect();
        for (&at, i) in to.iter().zip(order(&keys)) {
            write(into, at, i);
        }
    }
    Ok(())
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
            match packed::order(len, |i| ranks[lane[i] as usize]) {
                Some(next) => lane.copy_from_slice(&next.into_iter().map(|i| lane[i as usize]).collect::<Vec<_>>()),
                None => interrupt::stoppable(|| {
                    lane.sort_by_key(|&i| {
                        interrupt::poll();
                        ranks[i as usize]
                    })
                })?,
            }
        }
    }
    for (at, i) in places.into_iter().zip(order) {
        write(&out, at, i);
    }
    Ok(out)
}

/// For each element, in C order, a number that orders as it does within its lane.
fn ranks(lanes: &View, len: usize) -> Result<Vec<u64>> {
    fn of<T: Sortable>(lanes: &View, len: usize) -> Vec<u64> {
        let values: Vec<T> = to_vec(lanes);
        if let Some(ranks) = values.iter().map(|x| x.rank()).collect() {
            return ranks;
        }
        let by_place = |keys: &[T]| places(&order_of(keys), |a, b| keys[a].below(keys[b]));
        values.chunks(len).flat_map(by_place).collect()
    }
    if lanes.dtype() == DType::Object {
        let keys = crate::engine::objects::all(lanes);
        if let [first, second, ..] = &keys[..] {
            // NumPy's merge sort asks this first, and its error is the one that shows.
            objects::less(first, second);
        }
        let by_place =
            |keys: &[Held]| places(&objects::order(keys, Kind::Stable), |a, b| objects::less(&keys[a], &keys[b]));
        let ranks = keys.chunks(len).flat_map(by_place).collect();
        return crate::engine::objects::pending().map(|()| ranks);
    }
    interrupt::stoppable(|| {
        with_numeric!(lanes.dtype(), T => of::<T>(lanes, len), _ => {
            let keys: Vec<Vec<u32>> = lanes.scalars().map(|s| text_key(&s)).collect();
            let by_place = |keys: &[Vec<u32>]| places(&text_order(keys, Kind::Stable), |a, b| keys[a] < keys[b]);
            keys.chunks(len).flat_map(by_place).collect()
        })
    })
}

/// For each element the number of its place among the distinct ones; `order` sorts them.
fn places(order: &[i64], below: impl Fn(usize, usize) -> bool) -> Vec<u64> {
    let (mut ranks, mut rank) = (vec![0; order.len()], 0);
    for pair in order.windows(2) {
        rank += below(pair[0] as usize, pair[1] as usize) as u64;
        ranks[pair[1] as usize] = rank;
    }
    ranks
}
