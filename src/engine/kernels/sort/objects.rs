//! The order of objects: Python's `<`. An error is put away while the sort runs to its end.

use super::Kind;
use super::indirect::{SMALL, insertion, introsort};
use crate::engine::error::Result;
use crate::engine::interrupt;
use crate::engine::mem::access::{self, write};
use crate::engine::objects::{self, Held, all, hooks};
use crate::engine::view::View;

/// Whether `a op b` of two objects, by the name of the ufunc; false where one has failed before.
fn holds(op: &'static str, a: &Held, b: &Held) -> bool {
    let ask = || -> Result<bool> {
        let hooks = hooks()?;
        (hooks.truth)(&(hooks.apply)(op, &[a.clone(), b.clone()])?)
    };
    if objects::failed() {
        return false;
    }
    interrupt::poll();
    ask().map_err(objects::postpone).unwrap_or(false)
}

/// Whether `a < b`.
pub fn less(a: &Held, b: &Held) -> bool {
    holds("less", a, b)
}

/// Whether `a > b`.
pub fn greater(a: &Held, b: &Held) -> bool {
    holds("greater", a, b)
}

/// Whether `a != b`.
pub fn differ(a: &Held, b: &Held) -> bool {
    holds("not_equal", a, b)
}

/// The indices that sort `keys`.
pub fn order(keys: &[Held], kind: Kind) -> Vec<i64> {
    let mut order: Vec<i64> = (0..keys.len() as i64).collect();
    let less = |i: i64, j: i64| less(&keys[i as usize], &keys[j as usize]);
    match kind {
        Kind::Quick => introsort(&mut order, less),
        Kind::Stable => {
            // A merge sort begins by looking whether they ascend; the first that can't be compared is told of.
            if (1..order.len()).any(|i| objects::failed() || greater_first(&keys[i - 1], &keys[i])) && objects::failed()
            {
                return order;
            }
            merge_sort(&mut order, &less)
        }
    }
    order
}

/// Whether the first of two is the larger: it is asked whether it is the smaller, then whether the other is.
fn greater_first(a: &Held, b: &Held) -> bool {
    !less(a, b) && !objects::failed() && less(b, a)
}

/// A stable sort that any answers of `less` leave alive.
fn merge_sort(order: &mut [i64], less: &impl Fn(i64, i64) -> bool) {
    let n = order.len();
    if n <= SMALL {
        return insertion(order, less);
    }
    let (left, right) = order.split_at_mut(n / 2);
    merge_sort(left, less);
    merge_sort(right, less);
    let (left, mut j) = (left.to_vec(), n / 2);
    let mut at = 0;
    for i in left {
        while j < n && less(order[j], i) {
            order[at] = order[j];
            (at, j) = (at + 1, j + 1);
        }
        order[at] = i;
        at += 1;
    }
}

/// Sorts each lane along the last axis.
///
/// # Errors
/// Of comparisons.
pub fn sort_lanes(lanes: &View, kind: Kind) -> Result<()> {
    let len = lanes.shape()[lanes.rank() - 1];
    let places: Vec<usize> = lanes.offsets().collect();
    for lane in places.chunks(len) {
        let keys: Vec<Held> = lane.iter().map(|&at| objects::get(lanes, at)).collect();
        let sorted = order(&keys, kind);
        objects::pending()?;
        let apart = View::scratch(crate::engine::Layout::c(lanes.dtype(), &[len]))?;
        access::gather_items(lanes, sorted.into_iter().map(|i| lane[i as usize]), &apart)?;
        access::scatter_items(&apart, lane.iter().copied(), lanes)?;
    }
    Ok(())
}

/// Writes the indices that sort each lane.
///
/// # Errors
/// Of comparisons.
pub fn order_lanes(lanes: &View, into: &View, kind: Kind) -> Result<()> {
    let len = lanes.shape()[lanes.rank() - 1];
    let (keys, places) = (all(lanes), into.offsets().collect::<Vec<usize>>());
    for (keys, to) in keys.chunks(len).zip(places.chunks(len)) {
        to.iter().zip(order(keys, kind)).for_each(|(&at, i)| write(into, at, i));
        objects::pending()?;
    }
    Ok(())
}
