//! `partition` and `argpartition`: the `kth` elements where sorting would put them, the others as NumPy leaves them.

use super::indirect::{self, NETWORK};
use super::select::select;
use super::{Kind, Sortable, axis_last, fill_lanes, map_order, order_of, sort_in_place, text_lanes, text_order};
use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use crate::engine::layout::{self, Order};
use crate::engine::mem::loops::{self, LaneMut};
use crate::engine::observe::{self, CopyReason, MemEvent};
use crate::engine::view::View;
use crate::with_numeric;

/// The `kth` of a partition along an axis of `len` elements: not negative, in rising order.
///
/// # Errors
/// `ValueError`: `kth(=9) out of bounds (5)`.
pub fn check_kth(kth: &[i64], len: usize) -> Result<Vec<usize>> {
    let n = len as i64;
    let place = |&k: &i64| {
        let from_start = if k < 0 { k + n } else { k };
        let inside = (0..n).contains(&from_start).then_some(from_start as usize);
        inside.ok_or_else(|| Error::value(format!("kth(={from_start}) out of bounds ({n})")))
    };
    let mut places = kth.iter().map(place).collect::<Result<Vec<usize>>>()?;
    places.sort_unstable();
    Ok(places)
}

/// `np.partition`: a copy with the `kth` elements in place.
///
/// # Errors
/// `AxisError`, `ValueError` for a `kth` out of bounds.
pub fn partition(view: &View, kth: &[i64], axis: i64) -> Result<View> {
    let at = layout::normalize_axis(axis, view.rank())?;
    if view.size() > 0 {
        check_kth(kth, view.shape()[at])?;
    }
    let out = view.copy(Order::K, CopyReason::Requested)?;
    partition_lanes(&out, kth, axis)?;
    Ok(out)
}

/// `ndarray.partition`.
///
/// # Errors
/// As [`partition`], and `ValueError` if the array can't be written.
pub fn partition_in_place(view: &View, kth: &[i64], axis: i64) -> Result<()> {
    let at = layout::normalize_axis(axis, view.rank())?;
    if view.size() > 0 {
        check_kth(kth, view.shape()[at])?;
    }
    if !view.buffer().writeable() {
        return Err(Error::value("partition array is read-only"));
    }
    partition_lanes(view, kth, axis)?;
    observe::note(MemEvent::Write { id: view.id(), bytes: view.nbytes() });
    Ok(())
}

fn partition_lanes(view: &View, kth: &[i64], axis: i64) -> Result<()> {
    let lanes = axis_last(view, axis)?;
    if lanes.size() == 0 || kth.is_empty() {
        return Ok(());
    }
    let places = check_kth(kth, lanes.shape()[lanes.rank() - 1])?;
    if view.dtype() == DType::Object {
        return sort_in_place(view, axis);
    }
    interrupt::stoppable(|| {
        with_numeric!(view.dtype(), T => {
            loops::update_lanes::<T>(&lanes, |lane: LaneMut<'_, T>| partition_lane(lane, &places))
        }, _ => sort_in_place(view, axis))
    })?
}

fn partition_lane<T: Sortable>(mut lane: LaneMut<'_, T>, kth: &[usize]) {
    if let ([k], Some(values)) = (kth, lane.as_mut_slice())
        && T::SELECTED
    {
        return select_by_vectors(values, *k);
    }
    let mut values: Vec<T> = lane.lane().iter().collect();
    match kth {
        [k] if T::SELECTED => select_by_vectors(&mut values, *k),
        _ => values = selected(&values, kth).into_iter().map(|i| values[i as usize]).collect(),
    }
    for (i, x) in values.into_iter().enumerate() {
        lane.set(i, x);
    }
}

/// The vector selection: it sorts short lanes whole, without the nans, which go to the end first.
fn select_by_vectors<T: Sortable>(values: &mut [T], kth: usize) {
    let (mut from, mut end) = (0, values.len());
    while from < end {
        if values[from].unordered() {
            end -= 1;
            values.swap(from, end);
        } else {
            from += 1;
        }
    }
    if kth >= end {
        return;
    }
    if end <= 2 * NETWORK {
        T::sort(&mut values[..end]);
    } else {
        T::select(&mut values[..end], kth);
    }
}

/// The order after a selection of each `kth` in turn.
fn selected<T: Sortable>(values: &[T], kth: &[usize]) -> Vec<i64> {
    let less = |i: i64, j: i64| {
        interrupt::poll();
        values[i as usize].below(values[j as usize])
    };
    let mut order: Vec<i64> = (0..values.len() as i64).collect();
    let mut pivots = Some(Vec::new());
    for &k in kth {
        select(&mut order, k, &mut pivots, T::INEXACT, &less);
    }
    order
}

/// `np.argpartition`.
///
/// # Errors
/// As [`partition`].
pub fn argpartition(view: &View, kth: &[i64], axis: i64) -> Result<View> {
    let at = layout::normalize_axis(axis, view.rank())?;
    let places = if view.size() > 0 { check_kth(kth, view.shape()[at])? } else { Vec::new() };
    fill_lanes(view, axis, |lanes, into| {
        if lanes.dtype() == DType::Object {
            return super::objects::order_lanes(lanes, into, Kind::Quick);
        }
        with_numeric!(lanes.dtype(), T => map_order::<T>(lanes, into, |values| selected_order(values, &places)), _ => {
            let kind = if places.is_empty() { None } else { Some(Kind::Quick) };
            text_lanes(lanes, into, |keys| kind.map_or_else(|| (0..keys.len() as i64).collect(), |k| text_order(keys, k)))
        })
    })
}

fn selected_order<T: Sortable>(values: &[T], kth: &[usize]) -> Vec<i64> {
    let &[k] = kth else { return selected(values, kth) };
    if !T::VECTOR {
        return selected(values, kth);
    }
    let less = |i: i64, j: i64| {
        interrupt::poll();
        values[i as usize].below(values[j as usize])
    };
    let mut order: Vec<i64> = (0..values.len() as i64).collect();
    if values.iter().any(|x| x.unordered()) {
        indirect::standard_select(&mut order, k, less);
    } else if values.len() <= NETWORK {
        indirect::network(&mut order, less);
    } else {
        return order_of(values);
    }
    order
}
