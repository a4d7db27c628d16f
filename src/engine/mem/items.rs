//! Elements picked by their byte offsets, in bulk: what indexing with arrays needs.

use super::buffer::Buffer;
use super::pick;
use super::tile::Tile;
use super::walk::{Sequence, Walk};
use crate::engine::dtype::DType;
use crate::engine::error::Result;
use crate::engine::interrupt;
use crate::engine::layout::Layout;
use crate::engine::view::View;
use std::sync::atomic::{AtomicUsize, Ordering};

/// `out[k] = the element of src's buffer at byte offsets(k)`, where `k` counts the elements of `out` in C order. In any
/// order and on several threads, if `out` is C-contiguous and in another buffer.
///
/// # Errors
/// `KeyboardInterrupt`.
///
/// # Panics
/// If the element sizes differ or an offset is outside the buffer.
pub fn gather(src: &View, offsets: impl Fn(usize) -> usize + Sync, out: &View) -> Result<()> {
    if !out.layout().is_c_contiguous() || std::rc::Rc::ptr_eq(src.buffer(), out.buffer()) {
        return gather_items(src, (0..out.size()).map(offsets), out);
    }
    let item = same_itemsize(src, out);
    if out.size() == 0 || item == 0 {
        return Ok(());
    }
    let (from, start) = (Source::of(src.buffer()), out.address());
    Walk::new([out], Sequence::Any).run_direct(&move |tile: &Tile<1>| {
        let first = (tile.at[0] as usize - start) / item;
        let pick = |i: usize| offsets(first + i);
        match item {
            1 => from.gather_run::<u8, 1>(tile, pick),
            2 => from.gather_run::<u16, 1>(tile, pick),
            4 => from.gather_run::<u32, 1>(tile, pick),
            8 => from.gather_run::<u64, 1>(tile, pick),
            16 => from.gather_run::<u128, 1>(tile, pick),
            n => {
                let to = tile.run::<u8>(0, 0);
                for i in 0..tile.len {
                    // SAFETY: `at` checks the offset; the tile lies in `out`, another buffer.
                    unsafe { to.start(i).copy_from_nonoverlapping(from.at(pick(i), n), n) }
                }
            }
        }
    })
}

/// `out[k] = the element of src's buffer at the k-th byte offset`, in C order of `out` on this thread. Stops at the end
/// of the shorter.
///
/// # Errors
/// `KeyboardInterrupt`.
///
/// # Panics
/// If the element sizes differ or an offset is outside the buffer.
pub fn gather_items(src: &View, offsets: impl Iterator<Item = usize>, out: &View) -> Result<()> {
    let item = same_itemsize(src, out);
    move_items(Source::of(src.buffer()), Source::of(out.buffer()), offsets.zip(out.offsets()), item)
}

/// `the element of out's buffer at the k-th byte offset = src[k]`, in C order of `src` on this thread; where an offset
/// comes twice, the later wins. Stops at the end of the shorter.
///
/// # Errors
/// `KeyboardInterrupt`.
///
/// # Panics
/// If the element sizes differ or an offset is outside the buffer.
pub fn scatter_items(src: &View, offsets: impl Iterator<Item = usize>, out: &View) -> Result<()> {
    let item = same_itemsize(src, out);
    move_items(Source::of(src.buffer()), Source::of(out.buffer()), src.offsets().zip(offsets), item)
}

/// `out[k] = src[place(indices[k])]` for a `src` of one axis, `int64` indices and an `out` in C order and in another buffer. The first
/// `k` whose index has no place, if there is one (an empty `src` has none); `out` is then of no use.
///
/// # Errors
/// `KeyboardInterrupt`.
///
/// # Panics
/// If the arguments are not so, or a place is outside `src`.
pub fn gather_at(
    src: &View,
    indices: &View,
    out: &View,
    place: impl Fn(i64) -> Option<usize> + Sync,
) -> Result<Option<usize>> {
    let item = same_itemsize(src, out);
    assert!(src.rank() == 1 && indices.dtype() == DType::Int64 && indices.shape() == out.shape());
    assert!(out.layout().is_c_contiguous() && !std::rc::Rc::ptr_eq(src.buffer(), out.buffer()));
    if out.size() == 0 || item == 0 {
        return Ok(None);
    }
    if src.size() == 0 {
        return Ok(Some(0));
    }
    let (from, first, step) = (Source::of(src.buffer()), src.layout().offset as isize, src.strides()[0]);
    let (len, start, bad) = (src.size(), out.address(), AtomicUsize::new(usize::MAX));
    let flat = [pick::in_one_piece(indices)?, out.clone()]
        .map(|v| v.derive(Layout { offset: v.layout().offset, ..Layout::c(v.dtype(), &[v.size()]) }));
    Walk::new([&flat[1], &flat[0]], Sequence::Any).run_direct(&|tile: &Tile<2>| {
        let (to, wanted) = (tile.run::<u8>(0, 0), tile.run::<i64>(1, 0));
        let at = |i: usize| {
            // SAFETY: the tile lies in `indices`.
            match place(unsafe { wanted.get(i) }) {
                Some(p) => {
                    assert!(p < len, "a place in the source");
                    (first + p as isize * step) as usize
                }
                None => {
                    bad.fetch_min((tile.at[0] as usize - start) / item + i, Ordering::Relaxed);
                    first as usize
                }
            }
        };
        match item {
            1 => from.gather_run::<u8, 2>(tile, at),
            2 => from.gather_run::<u16, 2>(tile, at),
            4 => from.gather_run::<u32, 2>(tile, at),
            8 => from.gather_run::<u64, 2>(tile, at),
            16 => from.gather_run::<u128, 2>(tile, at),
            n => {
                for i in 0..tile.len {
                    // SAFETY: `at` checks the offset; the tile lies in `out`, another buffer.
                    unsafe { to.start(i).copy_from_nonoverlapping(from.at(at(i), n), n) }
                }
            }
        }
    })?;
    let bad = bad.into_inner();
    Ok((bad < usize::MAX).then_some(bad))
}

pub(super) fn same_itemsize(a: &View, out: &View) -> usize {
    assert!(out.buffer().writeable(), "a buffer to write to");
    assert_eq!(a.layout().itemsize(), out.layout().itemsize(), "element sizes");
    a.layout().itemsize()
}

fn move_items(from: Source, to: Source, pairs: impl Iterator<Item = (usize, usize)>, item: usize) -> Result<()> {
    match item {
        1 => move_as::<u8>(from, to, pairs),
        2 => move_as::<u16>(from, to, pairs),
        4 => move_as::<u32>(from, to, pairs),
        8 => move_as::<u64>(from, to, pairs),
        16 => move_as::<u128>(from, to, pairs),
        n => polled(pairs, |a, b| {
            let (a, b) = (from.at(a, n), to.at(b, n));
            // SAFETY: `at` checks the offsets; the two may overlap.
            unsafe { b.copy_from(a, n) }
        }),
    }
}

fn move_as<T: Copy>(from: Source, to: Source, pairs: impl Iterator<Item = (usize, usize)>) -> Result<()> {
    polled(pairs, |a, b| {
        let (a, b) = (from.at(a, size_of::<T>()), to.at(b, size_of::<T>()));
        // SAFETY: `at` checks the offsets.
        unsafe { b.cast::<T>().write_unaligned(a.cast::<T>().read_unaligned()) }
    })
}

fn polled(pairs: impl Iterator<Item = (usize, usize)>, mut f: impl FnMut(usize, usize)) -> Result<()> {
    let mut left = 1usize;
    for (a, b) in pairs {
        left -= 1;
        if left == 0 {
            interrupt::check()?;
            left = 65_536;
        }
        f(a, b);
    }
    Ok(())
}

/// The bytes of a buffer that is alive as long as this is used.
#[derive(Clone, Copy)]
struct Source {
    start: *mut u8,
    len: usize,
}

// SAFETY: shared with helper threads only while the caller, who holds the buffer, waits for them; they only read.
unsafe impl Sync for Source {}
// SAFETY: as above.
unsafe impl Send for Source {}

impl Source {
    fn of(buffer: &Buffer) -> Source {
        Source { start: buffer.ptr(), len: buffer.len() }
    }

    /// Address of `item` bytes at an offset.
    #[inline(always)]
    fn at(&self, offset: usize, item: usize) -> *mut u8 {
        assert!(offset < self.len && item <= self.len - offset, "byte offset inside the buffer");
        self.start.wrapping_add(offset)
    }

    #[inline(always)]
    fn gather_run<T: Copy, const N: usize>(&self, tile: &Tile<N>, pick: impl Fn(usize) -> usize) {
        let to = tile.run::<T>(0, 0);
        for i in 0..tile.len {
            let from = self.at(pick(i), size_of::<T>());
            // SAFETY: `at` checks the offset; the tile lies in `out`.
            unsafe { to.put(i, from.cast::<T>().read_unaligned()) }
        }
    }
}
