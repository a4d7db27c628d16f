//! The vector code that both widths share: bitonic networks over registers, and the division at a pivot.
//!
//! Everything here is inlined into functions that are compiled for their level, and is only called from them.

#![allow(clippy::needless_range_loop)]

use super::Key;
use std::mem::MaybeUninit;

/// Registers that are loaded ahead by the division.
const AHEAD: usize = 8;
/// Registers of the largest network: what two divisions load ahead.
pub(super) const MOST: usize = 2 * AHEAD;

/// A register of keys.
///
/// # Safety
/// Of all methods: the processor has the level; pointers are valid for what is said.
pub(super) trait Vector: Copy {
    type Key: Key;
    const LANES: usize;
    /// Reads `LANES` keys.
    unsafe fn load(from: *const Self::Key) -> Self;
    /// Writes `LANES` keys.
    unsafe fn store(self, to: *mut Self::Key);
    /// Reads `n` of `LANES` keys, and takes the largest for the others.
    unsafe fn load_some(from: *const Self::Key, n: usize) -> Self;
    /// Writes the first `n` of `LANES` keys.
    unsafe fn store_some(self, to: *mut Self::Key, n: usize);
    /// The first key.
    unsafe fn first(self) -> Self::Key;
    /// As [`Key::float_bits`].
    unsafe fn float_bits(self) -> Self;
    unsafe fn splat(key: Self::Key) -> Self;
    unsafe fn min(self, other: Self) -> Self;
    unsafe fn max(self, other: Self) -> Self;
    /// Lane `i` gets lane `i ^ X`.
    unsafe fn exchange<const X: usize>(self) -> Self;
    /// The lower lane of each pair `i`, `i ^ X` from `low`, the upper from `high`.
    unsafe fn choose<const X: usize>(low: Self, high: Self) -> Self;
    /// The registers that must fit between the pointers of `part`.
    const ROOM: usize;
    /// Writes the keys below the pivot from `left` on and the others before `right`; how many are below. All `LANES`
    /// places behind `left` and before `right` may be written.
    unsafe fn part(self, pivot: Self, left: *mut Self::Key, right: *mut Self::Key) -> usize;
}

/// The lanes `i` of pairs `i`, `i ^ x` that are the upper ones, as bits.
pub(super) const fn upper(lanes: usize, x: usize) -> u32 {
    let (mut bits, mut i) = (0, 0);
    while i < lanes {
        if i ^ x < i {
            bits |= 1 << i;
        }
        i += 1;
    }
    bits
}

/// One step of a network within a register.
#[inline(always)]
unsafe fn step<V: Vector, const X: usize>(v: V) -> V {
    // SAFETY: by the caller's promise.
    unsafe {
        let w = v.exchange::<X>();
        V::choose::<X>(v.min(w), v.max(w))
    }
}

#[inline(always)]
unsafe fn sort_lanes<V: Vector>(mut v: V) -> V {
    // SAFETY: by the caller's promise.
    unsafe {
        v = step::<V, 1>(v);
        v = step::<V, 1>(step::<V, 3>(v));
        if V::LANES >= 8 {
            v = step::<V, 1>(step::<V, 2>(step::<V, 7>(v)));
        }
        if V::LANES >= 16 {
            v = step::<V, 1>(step::<V, 2>(step::<V, 4>(step::<V, 15>(v))));
        }
        v
    }
}

/// Sorts a register whose keys rise and then fall.
#[inline(always)]
unsafe fn merge_lanes<V: Vector>(mut v: V) -> V {
    // SAFETY: by the caller's promise.
    unsafe {
        if V::LANES >= 16 {
            v = step::<V, 8>(v);
        }
        if V::LANES >= 8 {
            v = step::<V, 4>(v);
        }
        step::<V, 1>(step::<V, 2>(v))
    }
}

#[inline(always)]
unsafe fn reversed<V: Vector>(v: V) -> V {
    // SAFETY: by the caller's promise.
    unsafe {
        match V::LANES {
            4 => v.exchange::<3>(),
            8 => v.exchange::<7>(),
            _ => v.exchange::<15>(),
        }
    }
}

#[inline(always)]
unsafe fn swap_if<V: Vector, const R: usize>(v: &mut [V; R], i: usize, j: usize) {
    // Behind the registers stand, in thought, the largest keys, which stay there.
    if j < R {
        // SAFETY: by the caller's promise.
        unsafe { (v[i], v[j]) = (v[i].min(v[j]), v[i].max(v[j])) }
    }
}

/// Sorts the keys of some registers, which are as many as a loop that is unrolled wants.
#[inline(always)]
unsafe fn sort_registers<V: Vector, const R: usize>(v: &mut [V; R]) {
    // SAFETY: by the caller's promise.
    unsafe {
        for i in 0..R {
            v[i] = sort_lanes(v[i]);
        }
        let mut run = 1;
        while run < R {
            for start in (0..R).step_by(2 * run) {
                for i in 0..run {
                    let (low, high) = (start + i, start + 2 * run - 1 - i);
                    if high < R {
                        v[high] = reversed(v[high]);
                    }
                    swap_if(v, low, high);
                }
                let mut distance = run / 2;
                while distance > 0 {
                    for pair in (start..R.min(start + 2 * run)).step_by(2 * distance) {
                        for i in pair..R.min(pair + distance) {
                            swap_if(v, i, i + distance);
                        }
                    }
                    distance /= 2;
                }
            }
            for i in 0..R {
                v[i] = merge_lanes(v[i]);
            }
            run *= 2;
        }
    }
}

/// Sorts the keys of `R` registers, the last of which may be in part beyond the end.
#[inline(always)]
unsafe fn sort_some<V: Vector, const R: usize, const FLOATS: bool>(keys: &mut [V::Key]) {
    let (at, last) = (keys.as_mut_ptr(), (R - 1) * V::LANES);
    let count = keys.len() - last;
    // SAFETY: `R - 1` whole registers and a part of one are the keys.
    unsafe {
        let mut v = [V::load_some(at.add(last), count); R];
        for i in 0..R - 1 {
            v[i] = V::load(at.add(i * V::LANES));
        }
        sort_registers(&mut v);
        if FLOATS {
            for i in 0..R {
                v[i] = v[i].float_bits();
            }
        }
        for i in 0..R - 1 {
            v[i].store(at.add(i * V::LANES));
        }
        v[R - 1].store_some(at.add(last), count);
    }
}

/// Sorts at most `MOST` registers of keys, and turns them into floats if asked.
///
/// # Safety
/// The processor has the level.
#[inline(always)]
pub(super) unsafe fn leaf<V: Vector, const FLOATS: bool>(keys: &mut [V::Key]) {
    // SAFETY: by the caller's promise; the number of registers is that of the keys.
    unsafe {
        match keys.len().div_ceil(V::LANES) {
            0 => {}
            1 => sort_some::<V, 1, FLOATS>(keys),
            2 => sort_some::<V, 2, FLOATS>(keys),
            3 => sort_some::<V, 3, FLOATS>(keys),
            4 => sort_some::<V, 4, FLOATS>(keys),
            5 => sort_some::<V, 5, FLOATS>(keys),
            6 => sort_some::<V, 6, FLOATS>(keys),
            7 => sort_some::<V, 7, FLOATS>(keys),
            8 => sort_some::<V, 8, FLOATS>(keys),
            9 => sort_some::<V, 9, FLOATS>(keys),
            10 => sort_some::<V, 10, FLOATS>(keys),
            11 => sort_some::<V, 11, FLOATS>(keys),
            12 => sort_some::<V, 12, FLOATS>(keys),
            13 => sort_some::<V, 13, FLOATS>(keys),
            14 => sort_some::<V, 14, FLOATS>(keys),
            15 => sort_some::<V, 15, FLOATS>(keys),
            _ => sort_some::<V, 16, FLOATS>(keys),
        }
    }
}

/// The median of some registers at equal distances.
///
/// # Safety
/// The processor has the level.
#[inline(always)]
pub(super) unsafe fn pivot<V: Vector>(keys: &[V::Key]) -> V::Key {
    // SAFETY: by the caller's promise.
    unsafe { if keys.len() < 1 << 14 { median::<V, 4>(keys) } else { median::<V, MOST>(keys) } }
}

#[inline(always)]
unsafe fn median<V: Vector, const R: usize>(keys: &[V::Key]) -> V::Key {
    let distance = keys.len() / R;
    assert!(distance >= V::LANES, "registers that do not overlap");
    let first = keys[(distance - V::LANES) / 2..].as_ptr();
    // SAFETY: `R` registers at this distance lie in the keys.
    unsafe {
        let mut v = [V::load(first); R];
        for i in 1..R {
            v[i] = V::load(first.add(i * distance));
        }
        sort_registers(&mut v);
        v[R / 2].first()
    }
}

/// Brings the keys below the pivot to the front; how many there are. More than `MOST` registers of keys.
///
/// The keys at both ends are put aside, which leaves room to write at either; then the next ones are always read at the
/// end that has less room. So a register can be written whole at both ends: what it overwrites has been read.
///
/// # Safety
/// The processor has the level.
#[inline(always)]
pub(super) unsafe fn divide<V: Vector>(keys: &mut [V::Key], pivot: V::Key) -> usize {
    let (n, block) = (keys.len(), AHEAD * V::LANES);
    assert!(n >= 2 * block, "keys at both ends");
    let rest = n % block;
    let mut aside = [MaybeUninit::<V::Key>::uninit(); 3 * AHEAD * 16];
    let start = keys.as_mut_ptr();
    // SAFETY: all pointers stay within `keys`. `aside` takes one block from the left and at most two from the right. In
    // the loop both ends have room for a block after a block was read at the end that had less, since there is room for
    // two in all; the last registers and keys fill exactly the room that is left.
    unsafe {
        let kept = aside.as_mut_ptr().cast::<V::Key>();
        kept.copy_from_nonoverlapping(start, block);
        kept.add(block).copy_from_nonoverlapping(start.add(n - block - rest), block + rest);
        let (mut left, mut right) = (start, start.add(n));
        let (mut next, mut end) = (start.add(block), start.add(n - block - rest));
        let bound = V::splat(pivot);
        while next < end {
            let from = if next.offset_from(left) <= right.offset_from(end) {
                next = next.add(block);
                next.sub(block)
            } else {
                end = end.sub(block);
                end
            };
            let mut loaded = [bound; AHEAD];
            for i in 0..AHEAD {
                loaded[i] = V::load(from.add(i * V::LANES));
            }
            for i in 0..AHEAD {
                let below = loaded[i].part(bound, left, right);
                left = left.add(below);
                right = right.sub(V::LANES - below);
            }
        }
        let total = 2 * block + rest;
        let whole = (total / V::LANES + 1 - V::ROOM) * V::LANES;
        for i in (0..whole).step_by(V::LANES) {
            let below = V::load(kept.add(i)).part(bound, left, right);
            left = left.add(below);
            right = right.sub(V::LANES - below);
        }
        for i in whole..total {
            let key = kept.add(i).read();
            if key < pivot {
                left.write(key);
                left = left.add(1);
            } else {
                right = right.sub(1);
                right.write(key);
            }
        }
        left.offset_from(start) as usize
    }
}
