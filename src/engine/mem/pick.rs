//! Elements under a mask: counted, packed, and written. The loops have no branch on an element, so a random mask costs no
//! more than a regular one.

use super::loops::expect_out;
use super::simd::{self, Body};
use super::threads::parallel;
use super::walk::PARALLEL_BYTES;
use crate::engine::dtype::{B8, DType};
use crate::engine::error::Result;
use crate::engine::interrupt;
use crate::engine::layout::Layout;
use crate::engine::view::View;

/// Elements that one task looks at.
const PART: usize = 1 << 16;

/// A mask in one piece, and how many of its elements are true before each part.
#[derive(Debug)]
pub struct Mask<'a> {
    view: &'a View,
    before: Vec<usize>,
}

/// Memory that several tasks read or write in different places while its owner waits.
#[derive(Clone, Copy)]
struct Start(*mut u8);

// SAFETY: the address alone is shared; each task has places of its own, or only reads.
unsafe impl Sync for Start {}

impl Start {
    fn of(view: &View) -> Start {
        Start(view.buffer().ptr().wrapping_add(view.layout().offset))
    }

    #[inline(always)]
    fn get<T>(&self) -> *mut T {
        self.0.cast()
    }
}

impl<'a> Mask<'a> {
    /// Counts a mask of bools.
    ///
    /// # Errors
    /// `KeyboardInterrupt`.
    ///
    /// # Panics
    /// If it is not of bools, or not C-contiguous.
    pub fn new(view: &'a View) -> Result<Mask<'a>> {
        assert!(view.dtype() == DType::Bool && view.layout().is_c_contiguous(), "a mask in one piece");
        let mut mask = Mask { view, before: vec![0; view.size().div_ceil(PART) + 1] };
        let counts: Vec<std::sync::atomic::AtomicUsize> = mask.before.iter().map(|_| Default::default()).collect();
        mask.parts(|k, truths, _| {
            counts[k + 1].store(simd::dispatch(Count(truths)), std::sync::atomic::Ordering::Relaxed)
        })?;
        let mut total = 0;
        for (before, count) in mask.before.iter_mut().zip(counts) {
            total += count.into_inner();
            *before = total;
        }
        Ok(mask)
    }

    /// How many are true.
    pub fn count(&self) -> usize {
        self.before.last().copied().unwrap_or(0)
    }

    /// Calls `f(k, truths of part k, its first element)`, on several threads if there is enough to do.
    fn parts(&self, f: impl Fn(usize, &[B8], usize) + Sync) -> Result<()> {
        let (n, start) = (self.view.size(), Start::of(self.view));
        let go = |from: usize, to: usize| {
            for k in (from..to).take_while(|_| !interrupt::requested()) {
                let first = k * PART;
                // SAFETY: the mask is C-contiguous, and nothing writes to it meanwhile.
                let truths = unsafe { std::slice::from_raw_parts(start.get::<B8>().add(first), PART.min(n - first)) };
                f(k, truths, first);
            }
        };
        let count = n.div_ceil(PART);
        if 8 * n >= PARALLEL_BYTES {
            parallel(count, go)
        } else {
            go(0, count)
        }
        interrupt::check()
    }

    /// A new array with the elements of `view`, which is of the mask's shape and C-contiguous, where the mask is true.
    ///
    /// # Errors
    /// `MemoryError`, `KeyboardInterrupt`.
    ///
    /// # Panics
    /// If `view` is not so, or its elements have another size than 1, 2, 4, 8 or 16 bytes.
    pub fn pack(&self, view: &View, out: &View) -> Result<()> {
        assert!(view.size() == self.view.size() && view.layout().is_c_contiguous(), "elements beside the mask");
        assert!(out.size() == self.count() && out.layout().is_c_contiguous() && view.dtype() == out.dtype());
        assert!(!out.may_share_memory(view) && !out.may_share_memory(self.view) && out.buffer().writeable());
        let (from, to) = (Start::of(view), Start::of(out));
        let item = view.layout().itemsize();
        assert!(is_word(item), "elements that are words");
        let before = &self.before;
        self.parts(|k, truths, first| {
            let count = before[k + 1] - before[k];
            let (from, to) =
                (from.get::<u8>().wrapping_add(first * item), to.get::<u8>().wrapping_add(before[k] * item));
            // SAFETY: the part's elements of `view`, and the places of `out` for those that are picked.
            unsafe {
                match item {
                    1 => pack(truths, count, |i| from.add(i).read(), to),
                    2 => pack(truths, count, |i| from.cast::<u16>().add(i).read_unaligned(), to.cast()),
                    4 => pack(truths, count, |i| from.cast::<u32>().add(i).read_unaligned(), to.cast()),
                    8 => pack(truths, count, |i| from.cast::<u64>().add(i).read_unaligned(), to.cast()),
                    _ => pack(truths, count, |i| from.cast::<u128>().add(i).read_unaligned(), to.cast()),
                }
            }
        })
    }

    /// The places of the true elements, counted in C order, into `out`.
    ///
    /// # Errors
    /// `KeyboardInterrupt`.
    ///
    /// # Panics
    /// If `out` is not a C-contiguous `int64` array of as many elements.
    pub fn places(&self, out: &View) -> Result<()> {
        expect_out::<i64>(out);
        assert!(out.size() == self.count() && out.layout().is_c_contiguous() && !out.may_share_memory(self.view));
        let (to, before) = (Start::of(out), &self.before);
        self.parts(|k, truths, first| {
            let count = before[k + 1] - before[k];
            let to = to.get::<i64>().wrapping_add(before[k]);
            // SAFETY: the places of `out` for those of this part.
            unsafe { pack(truths, count, |i| (first + i) as i64, to) }
        })
    }

    /// Writes the elements of `values`, in order, where the mask is true in `out`, which is of its shape; both are
    /// C-contiguous.
    ///
    /// # Errors
    /// `KeyboardInterrupt`.
    ///
    /// # Panics
    /// As [`Mask::pack`].
    pub fn unpack(&self, values: &View, out: &View) -> Result<()> {
        assert!(out.size() == self.view.size() && out.layout().is_c_contiguous() && values.dtype() == out.dtype());
        assert!(values.size() == self.count() && values.layout().is_c_contiguous() && out.buffer().writeable());
        assert!(!out.may_share_memory(values) && !out.may_share_memory(self.view));
        let (from, to) = (Start::of(values), Start::of(out));
        let item = out.layout().itemsize();
        assert!(is_word(item), "elements that are words");
        let before = &self.before;
        self.parts(|k, truths, first| {
            let count = before[k + 1] - before[k];
            let (from, to) =
                (from.get::<u8>().wrapping_add(before[k] * item), to.get::<u8>().wrapping_add(first * item));
            // SAFETY: the values for this part, and its elements of `out`.
            unsafe {
                match item {
                    1 => unpack(truths, count, from, to),
                    2 => unpack::<u16>(truths, count, from.cast(), to.cast()),
                    4 => unpack::<u32>(truths, count, from.cast(), to.cast()),
                    8 => unpack::<u64>(truths, count, from.cast(), to.cast()),
                    _ => unpack::<u128>(truths, count, from.cast(), to.cast()),
                }
            }
        })
    }
}

/// Whether elements of so many bytes are moved as one word.
pub fn is_word(itemsize: usize) -> bool {
    matches!(itemsize, 1 | 2 | 4 | 8 | 16)
}

/// The view's elements in C order and in one piece: itself, or a copy.
///
/// # Errors
/// `MemoryError`, `KeyboardInterrupt`.
pub fn in_one_piece(view: &View) -> Result<View> {
    if view.layout().is_c_contiguous() {
        return Ok(view.clone());
    }
    let copy = View::scratch(Layout::c(view.dtype(), view.shape()))?;
    super::copy::copy_same_dtype(view, &copy)?;
    Ok(copy)
}

/// How many are true: in bytes, which are added up before they are full.
struct Count<'a>(&'a [B8]);

impl Body for Count<'_> {
    type Output = usize;

    #[inline(always)]
    fn run(self) -> usize {
        let (blocks, rest) = self.0.as_chunks::<128>();
        let mut total = rest.iter().filter(|b| b.get()).count();
        for block in blocks {
            total += block.iter().fold(0u8, |n, b| n + u8::from(b.get())) as usize;
        }
        total
    }
}

/// Whether the eight elements from `i` on are all false.
#[inline(always)]
fn none(truths: &[B8], i: usize) -> bool {
    truths.get(i..i + 8).is_some_and(|eight| !eight.iter().fold(false, |any, b| any | b.get()))
}

/// Calls `at(i, done, truth)` for each element up to the last of `count` true ones, `done` of which come before it;
/// passes over eight false ones at once.
#[inline(always)]
fn each(truths: &[B8], count: usize, mut at: impl FnMut(usize, usize, bool)) {
    let (mut i, mut done) = (0, 0);
    while done < count {
        if none(truths, i) {
            i += 8;
            continue;
        }
        let end = (i + 8).min(truths.len());
        while i < end && done < count {
            let truth = truths[i].get();
            at(i, done, truth);
            done += truth as usize;
            i += 1;
        }
    }
}

/// # Safety
/// `to` has room for `count` elements, which is how many are true.
#[inline(always)]
unsafe fn pack<T: Copy>(truths: &[B8], count: usize, get: impl Fn(usize) -> T, to: *mut T) {
    // SAFETY: the place is before the end.
    each(truths, count, |i, done, _| unsafe { to.add(done).write_unaligned(get(i)) });
}

/// # Safety
/// `from` holds `count` elements, which is how many are true; `to` holds one for each truth.
#[inline(always)]
unsafe fn unpack<T: Copy>(truths: &[B8], count: usize, from: *const T, to: *mut T) {
    // SAFETY: both places are before their ends.
    each(truths, count, |i, done, truth| unsafe {
        let old = to.add(i).read_unaligned();
        let new = from.add(done).read_unaligned();
        to.add(i).write_unaligned(if truth { new } else { old });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::mem::access::to_vec;

    #[test]
    fn masks_pack_and_unpack() {
        for n in [0usize, 1, 7, 8, 9, 100, PART - 1, PART + 3, 3 * PART] {
            for step in [1, 2, 3, 50, usize::MAX] {
                let truths: Vec<B8> = (0..n).map(|i| (i % step == 0 && (i / 7) % 3 != 1).into()).collect();
                let places: Vec<i64> = (0..n as i64).filter(|&i| truths[i as usize].get()).collect();
                let view = View::from_slice(&truths).unwrap();
                let mask = Mask::new(&view).unwrap();
                assert_eq!(mask.count(), places.len());
                let out = View::empty(DType::Int64, &[places.len()]).unwrap();
                mask.places(&out).unwrap();
                assert_eq!(to_vec::<i64>(&out), places);
                let numbers = View::from_slice(&(0..n).map(|i| i as u16 ^ 77).collect::<Vec<u16>>()).unwrap();
                let picked = View::empty(DType::UInt16, &[places.len()]).unwrap();
                mask.pack(&numbers, &picked).unwrap();
                assert_eq!(to_vec::<u16>(&picked), places.iter().map(|&i| i as u16 ^ 77).collect::<Vec<_>>());
                let back = View::zeros(DType::UInt16, &[n]).unwrap();
                mask.unpack(&picked, &back).unwrap();
                let wanted = (0..n).map(|i| if truths[i].get() { i as u16 ^ 77 } else { 0 });
                assert_eq!(to_vec::<u16>(&back), wanted.collect::<Vec<_>>());
            }
        }
    }
}
