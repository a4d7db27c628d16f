//! Shuffling and choosing. What is shuffled stays with the caller: functions here name the pairs to swap, or indices.

use super::BitGenerator;
use super::bounded::{Rejection, bounded_u64, interval, mask_of};
use crate::engine::interrupt::{self, watched};
use crate::engine::mem::watch;

/// Swaps between two looks for an interrupt.
const LOOK: usize = 1 << 13;

/// `shuffle` of `n` items, in both APIs: Fisher and Yates from the end, by masked rejection. `swap` is told every pair,
/// also `(i, i)`. An array of several axes is shuffled along one by swapping whole slices; `Generator.permuted` does
/// this for each slice in turn.
pub fn shuffle<R: BitGenerator + ?Sized>(rng: &mut R, n: usize, mut swap: impl FnMut(usize, usize)) {
    for i in (1..n).rev() {
        if i % LOOK == 0 {
            interrupt::poll();
        }
        swap(i, interval(rng, i as u64) as usize);
    }
}

/// Shuffles only the places from `first` on, by Lemire's method: what `choice` does with its own indices.
fn shuffle_tail<R: BitGenerator + ?Sized>(rng: &mut R, first: usize, indices: &mut [i64]) {
    for i in watched((first..indices.len()).rev()) {
        indices.swap(i, bounded_u64(rng, 0, i as u64, Rejection::Lemire) as usize);
    }
}

/// `permutation(n)`, in both APIs: the indices 0 … n − 1 shuffled. Its head is `RandomState.choice(n, size,
/// replace=False)`.
pub fn permutation<R: BitGenerator + ?Sized>(rng: &mut R, n: usize) -> Vec<i64> {
    let mut indices: Vec<i64> = watched(0..n as i64).collect();
    shuffle(rng, n, |i, j| indices.swap(i, j));
    indices
}

/// `Generator.choice(replace=False)`: `size` distinct indices below `population`, which is at least `size`.
pub fn choice_distinct<R: BitGenerator + ?Sized>(
    rng: &mut R,
    population: usize,
    size: usize,
    shuffled: bool,
) -> Vec<i64> {
    let cutoff = if shuffled { 50 } else { 20 };
    if population > 10_000 && size > population / cutoff {
        let mut indices: Vec<i64> = watched(0..population as i64).collect();
        shuffle_tail(rng, (population - size).max(1), &mut indices);
        return indices.split_off(population - size);
    }
    let mut indices = floyd(rng, population, size);
    if shuffled {
        shuffle_tail(rng, 1, &mut indices);
    }
    indices
}

/// Floyd's sampling: each step draws one of a growing range, or takes its end if that is drawn already.
fn floyd<R: BitGenerator + ?Sized>(rng: &mut R, population: usize, size: usize) -> Vec<i64> {
    const FREE: u64 = u64::MAX;
    let mask = mask_of((1.2 * size as f64) as u64);
    let mut seen = watch::filled(FREE, mask as usize + 1);
    let mut indices = watch::room_for(size);
    for j in watched((population - size) as u64..population as u64) {
        let value = bounded_u64(rng, 0, j, Rejection::Lemire);
        let slot = probe(&seen, value, mask, |held| held != FREE && held != value);
        let (slot, value) =
            if seen[slot] == FREE { (slot, value) } else { (probe(&seen, j, mask, |held| held != FREE), j) };
        seen[slot] = value;
        indices.push(value as i64);
    }
    indices
}

/// The first slot from a value's own on that is not occupied.
fn probe(seen: &[u64], value: u64, mask: u64, occupied: impl Fn(u64) -> bool) -> usize {
    let mut slot = value & mask;
    while occupied(seen[slot as usize]) {
        slot = (slot + 1) & mask;
    }
    slot as usize
}

/// `choice(p=…)`: `size` indices drawn by their probabilities, with replacement; the same in both APIs.
pub fn choice_weighted<R: BitGenerator + ?Sized>(rng: &mut R, p: &[f64], size: usize) -> Vec<i64> {
    let cdf = cumulative(p);
    watched(0..size).map(|_| position(&cdf, rng.next_f64()) as i64).collect()
}

/// `choice(p=…, replace=False)`: rounds of draws, of which the first of each index is kept; the same in both APIs.
/// At least `size` of the probabilities are above 0.
pub fn choice_weighted_distinct<R: BitGenerator + ?Sized>(rng: &mut R, p: &[f64], size: usize) -> Vec<i64> {
    let mut p = p.to_vec();
    let mut found: Vec<i64> = watch::room_for(size);
    while found.len() < size {
        let draws: Vec<f64> = (found.len()..size).map(|_| rng.next_f64()).collect();
        found.iter().for_each(|&i| p[i as usize] = 0.0);
        let cdf = cumulative(&p);
        let mut seen = vec![false; p.len() + 1];
        for x in draws {
            let index = position(&cdf, x);
            if !std::mem::replace(&mut seen[index], true) {
                found.push(index as i64);
            }
        }
    }
    found
}

/// Cumulative sums, scaled to end at 1.
fn cumulative(p: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut cdf: Vec<f64> = p
        .iter()
        .map(|&p| {
            sum += p;
            sum
        })
        .collect();
    cdf.iter_mut().for_each(|c| *c /= sum);
    cdf
}

/// `searchsorted(side='right')`.
fn position(cdf: &[f64], x: f64) -> usize {
    cdf.partition_point(|&c| c <= x)
}
