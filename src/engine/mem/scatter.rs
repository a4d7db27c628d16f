//! Elements written to places that an index array names, in bulk and on several threads.

use super::items::same_itemsize;
use super::pick;

use super::threads::{self, parallel};
use super::walk::PARALLEL_BYTES;
use crate::engine::dtype::DType;
use crate::engine::error::Result;
use crate::engine::interrupt;
use crate::engine::view::View;
use std::ops::Range;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Writes to memory that is not at hand wait for one another: so many elements before its turn, one is asked for.
const AHEAD: usize = 32;

/// Asks for memory that is about to be written.
#[inline(always)]
fn prefetch<T>(at: *mut T) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a hint, whatever the address.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_ET0 }>(at as *const i8)
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = at;
}

/// Elements between two looks for an interrupt.
const BLOCK: usize = 1 << 16;

/// `out[place(indices[k])] = values[k]` for an `out` of one axis, `int64` indices of one axis, and as many values; of equal
/// places the last wins. The first `k` whose index has no place, if there is one: nothing is written then.
///
/// Each thread looks at all indices and writes to its own part of `out`, which keeps the order of equal places.
///
/// # Errors
/// `KeyboardInterrupt`.
///
/// # Panics
/// If the arguments are not so, or `out` lies in the same buffer as another.
pub fn scatter_at(
    values: &View,
    indices: &View,
    out: &View,
    place: impl Fn(i64) -> Option<usize> + Sync,
) -> Result<Option<usize>> {
    let item = same_itemsize(values, out);
    assert!(out.rank() == 1 && indices.dtype() == DType::Int64 && indices.rank() == 1);
    assert!(values.shape() == indices.shape() && pick::is_word(item), "a value for each index");
    assert!([values, indices].iter().all(|v| !Rc::ptr_eq(v.buffer(), out.buffer())), "buffers apart");
    let indices = pick::in_one_piece(indices)?;
    let count = indices.size();
    if count == 0 {
        return Ok(None);
    }
    let job = Job {
        indices: indices.address(),
        values: (values.address(), values.strides()[0]),
        out: (out.address(), out.strides()[0]),
        count,
    };
    let len = out.size();
    let large = count * item >= PARALLEL_BYTES;
    if let Some(k) = job.first_bad(|i| place(i).is_none_or(|p| p >= len), large)? {
        return Ok(Some(k));
    }
    let parts = if large { threads::count().min(8) } else { 1 };
    let each = len.div_ceil(parts);
    let write = |from: usize, to: usize| {
        for part in from..to {
            let mine = part * each..((part + 1) * each).min(len);
            match item {
                1 => job.write::<u8>(mine, &place),
                2 => job.write::<u16>(mine, &place),
                4 => job.write::<u32>(mine, &place),
                8 => job.write::<u64>(mine, &place),
                _ => job.write::<u128>(mine, &place),
            }
        }
    };
    if parts > 1 {
        parallel(parts, write)
    } else {
        write(0, 1)
    }
    interrupt::check()?;
    Ok(None)
}

/// Addresses of what takes part; with their steps in bytes where they have some.
struct Job {
    indices: usize,
    values: (usize, isize),
    out: (usize, isize),
    count: usize,
}

impl Job {
    #[inline(always)]
    fn index(&self, k: usize) -> i64 {
        debug_assert!(k < self.count);
        // SAFETY: the caller of `scatter_at` holds the indices, `count` of them in one piece; `k` is one of them.
        unsafe { (self.indices as *const i64).add(k).read_unaligned() }
    }

    fn block(&self, b: usize) -> Range<usize> {
        b * BLOCK..((b + 1) * BLOCK).min(self.count)
    }

    fn first_bad(&self, is_bad: impl Fn(i64) -> bool + Sync, large: bool) -> Result<Option<usize>> {
        let bad = AtomicUsize::new(usize::MAX);
        let look = |from: usize, to: usize| {
            for b in (from..to).take_while(|_| !interrupt::requested()) {
                // Without a way out of the loop it becomes vector code; the place is looked for only where there is one.
                if self.block(b).fold(false, |any, k| any | is_bad(self.index(k))) {
                    let k = self.block(b).find(|&k| is_bad(self.index(k)));
                    bad.fetch_min(k.unwrap_or(usize::MAX), Ordering::Relaxed);
                }
            }
        };
        let blocks = self.count.div_ceil(BLOCK);
        if large {
            parallel(blocks, look)
        } else {
            look(0, blocks)
        }
        interrupt::check()?;
        let bad = bad.into_inner();
        Ok((bad < usize::MAX).then_some(bad))
    }

    /// Writes the values whose place is one of `mine`.
    fn write<T: Copy>(&self, mine: Range<usize>, place: &impl Fn(i64) -> Option<usize>) {
        // What belongs to another thread goes here: to write always is cheaper than a branch that can't be foreseen.
        let mut elsewhere = std::mem::MaybeUninit::<T>::uninit();
        let elsewhere = elsewhere.as_mut_ptr();
        let to = |k: usize| {
            let p = place(self.index(k)).unwrap_or(usize::MAX);
            let at = self.out.0.wrapping_add_signed((p as isize).wrapping_mul(self.out.1)) as *mut T;
            if mine.contains(&p) { at } else { elsewhere }
        };
        for b in (0..self.count.div_ceil(BLOCK)).take_while(|_| !interrupt::requested()) {
            for k in self.block(b) {
                prefetch(to((k + AHEAD).min(self.count - 1)));
                let at = to(k);
                let from = self.values.0.wrapping_add_signed(k as isize * self.values.1) as *const T;
                // SAFETY: `from` is the k-th of the `count` values; `at` an element of `out`, of which `mine` are some
                // and no other thread's, or a variable of this function.
                unsafe { at.write_unaligned(from.read_unaligned()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::layout::Layout;
    use crate::engine::mem::access::to_vec;

    #[test]
    fn the_last_of_equal_places_wins() {
        for n in [1usize, 5, 1000, 300_000] {
            let indices: Vec<i64> = (0..n as i64).map(|k| (k * 7919) % (n as i64 / 2 + 1)).collect();
            let values: Vec<i32> = (0..n as i32).collect();
            let mut wanted = vec![-1; n];
            indices.iter().zip(&values).for_each(|(&i, &v)| wanted[i as usize] = v);
            let out = View::from_slice(&vec![-1; n]).unwrap();
            let (indices, values) = (View::from_slice(&indices).unwrap(), View::from_slice(&values).unwrap());
            assert_eq!(scatter_at(&values, &indices, &out, |i| usize::try_from(i).ok()).unwrap(), None);
            assert_eq!(to_vec::<i32>(&out), wanted);
        }
    }

    #[test]
    fn nothing_is_written_where_an_index_has_no_place() {
        let out = View::from_slice(&[0u8; 4]).unwrap();
        let back = out.derive(Layout {
            offset: out.layout().offset + 3,
            strides: [-1].into_iter().collect(),
            ..out.layout().clone()
        });
        let one = View::from_slice(&[9u8]).unwrap();
        let same = one.broadcast_to(&[3]).unwrap();
        let place = |i: i64| usize::try_from(i).ok();
        let wrong = View::from_slice(&[0i64, 4, -1]).unwrap();
        assert_eq!(scatter_at(&same, &wrong, &back, place).unwrap(), Some(1));
        assert_eq!(to_vec::<u8>(&out), [0; 4]);
        let right = View::from_slice(&[0i64, 3, 0]).unwrap();
        assert_eq!(scatter_at(&same, &right, &back, place).unwrap(), None);
        assert_eq!(to_vec::<u8>(&out), [9, 0, 0, 9]);
    }
}
