//! The recursion: it knows no vectors.

use super::{Job, Key, stopped};
use crate::engine::mem::threads;

/// Parts longer than this are sorted by another thread.
const PARALLEL: usize = 1 << 16;

/// The steps of the sort, at one level of vectors.
pub(super) trait Steps<K: Key> {
    /// At most so many keys are sorted by a network.
    const LEAF: usize;
    /// Sorts at most `LEAF` keys, and turns them into floats if asked.
    fn leaf(keys: &mut [K], floats: bool);
    /// A key near the median of more than `LEAF` keys.
    fn pivot(keys: &[K]) -> K;
    /// Brings the keys below the pivot before the others; how many there are. More than `LEAF` keys.
    fn divide(keys: &mut [K], pivot: K) -> usize;
}

/// Without vectors.
pub(super) struct Plain;

impl<K: Key> Steps<K> for Plain {
    const LEAF: usize = usize::MAX;
    fn leaf(keys: &mut [K], floats: bool) {
        keys.sort_unstable();
        finish(keys, floats);
    }
    fn pivot(keys: &[K]) -> K {
        keys[keys.len() / 2]
    }
    fn divide(_: &mut [K], _: K) -> usize {
        0
    }
}

pub(super) fn run<K: Key, S: Steps<K>>(job: Job<'_, K>) {
    match job {
        Job::Sort(keys, floats) => {
            let limit = limit(keys);
            sort::<K, S>(keys, None, limit, floats);
        }
        Job::Select(keys, kth) => select::<K, S>(keys, kth),
    }
}

/// Divisions after which the pivots have been so bad that the standard library takes over.
fn limit<K>(keys: &[K]) -> u32 {
    2 * keys.len().max(1).ilog2() + 8
}

/// `least` is a key that all others are known not to be below.
fn sort<K: Key, S: Steps<K>>(mut keys: &mut [K], mut least: Option<K>, mut limit: u32, floats: bool) {
    while keys.len() > S::LEAF && limit > 0 {
        if stopped() {
            return finish(keys, floats);
        }
        let pivot = S::pivot(keys);
        limit -= 1;
        if least == Some(pivot) {
            // Those that equal it are in place.
            let Some(next) = pivot.next() else { return finish(keys, floats) };
            let equal = S::divide(keys, next);
            finish(&mut keys[..equal], floats);
            keys = &mut keys[equal..];
            least = None;
            continue;
        }
        let below = S::divide(keys, pivot);
        let (left, right) = keys.split_at_mut(below);
        if left.len().min(right.len()) > PARALLEL {
            threads::join(
                || sort::<K, S>(left, least, limit, floats),
                || sort::<K, S>(right, Some(pivot), limit, floats),
            );
            return;
        }
        sort::<K, S>(left, least, limit, floats);
        (keys, least) = (right, Some(pivot));
    }
    if keys.len() <= S::LEAF {
        S::leaf(keys, floats);
    } else {
        keys.sort_unstable();
        finish(keys, floats);
    }
}

#[inline(always)]
fn finish<K: Key>(keys: &mut [K], floats: bool) {
    if floats {
        keys.iter_mut().for_each(|k| *k = k.float_bits());
    }
}

fn select<K: Key, S: Steps<K>>(mut keys: &mut [K], mut kth: usize) {
    let (mut least, mut limit) = (None, limit(keys));
    while keys.len() > S::LEAF.min(1 << 10) && limit > 0 {
        if stopped() {
            return;
        }
        let pivot = S::pivot(keys);
        limit -= 1;
        if S::LEAF == usize::MAX {
            break;
        }
        let bound = if least == Some(pivot) { pivot.next() } else { Some(pivot) };
        let Some(bound) = bound else { return };
        let below = S::divide(keys, bound);
        if kth < below {
            if least == Some(pivot) {
                return;
            }
            keys = &mut keys[..below];
        } else {
            keys = &mut keys[below..];
            kth -= below;
            least = (least != Some(pivot)).then_some(pivot);
        }
    }
    if keys.len() <= S::LEAF && S::LEAF < usize::MAX {
        S::leaf(keys, false);
    } else {
        keys.select_nth_unstable(kth);
    }
}
