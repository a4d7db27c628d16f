//! Copies of elements, whatever they are: what counts is their size in bytes.

use super::grid::SQUARE;
use super::stream;
use super::tile::{Run, Tile};
use super::walk::{Sequence, Walk};
use crate::engine::error::Result;
use crate::engine::interrupt;
use crate::engine::overlap;
use crate::engine::view::View;

/// Rows and columns that are exchanged at once: a cache line of 8-byte elements each way.
const MICRO: usize = 8;

/// Copies the elements of `from` to `to`: same shape, same dtype. Where they overlap, the result is as if `from` had
/// been copied away first; where elements of `to` overlap each other, the last in C order wins.
///
/// # Errors
/// `KeyboardInterrupt`; `MemoryError` if they overlap.
///
/// # Panics
/// If shape or dtype differ.
pub fn copy_same_dtype(from: &View, to: &View) -> Result<()> {
    assert!(from.dtype() == to.dtype() && from.shape() == to.shape(), "a copy keeps shape and dtype");
    assert!(to.buffer().writeable(), "a buffer to write to");
    if from.size() == 0 || from.layout().itemsize() == 0 {
        return Ok(());
    }
    if from.may_share_memory(to) {
        if from.layout() == to.layout() && !overlap::may_overlap_itself(to.layout()) {
            return Ok(());
        }
        let apart = View::scratch(from.layout().like(crate::engine::layout::Order::K, from.dtype()))?;
        copy_same_dtype(from, &apart)?;
        return copy_same_dtype(&apart, to);
    }
    let disjoint = !overlap::may_overlap_itself(to.layout());
    copy_walk(&Walk::new([to, from], if disjoint { Sequence::Any } else { Sequence::C }))
}

/// Runs a walk that copies operand 1 to operand 0; with [`Sequence::C`] on this thread.
fn copy_walk(walk: &Walk<2>) -> Result<()> {
    with_body(walk, |body| match walk.sequence() {
        Sequence::Any => walk.run_direct(body),
        _ => walk.run_here(body),
    })
}

/// Runs a walk that copies operand 1 to operand 0, to the end.
pub(super) fn copy_all(walk: &Walk<2>) {
    with_body(walk, |body| walk.run_to_the_end(body));
}

/// As [`copy_all`], but left by a [`poll`](interrupt::poll).
pub(super) fn copy_whole(walk: &Walk<2>) {
    with_body(walk, |body| walk.run_without_result(body));
    if interrupt::requested() {
        interrupt::poll();
        copy_all(walk);
    }
}

fn with_body<R>(walk: &Walk<2>, run: impl FnOnce(&(dyn Fn(&Tile<2>) + Sync)) -> R) -> R {
    let past_cache = walk.destination_bytes() >= stream::PAST_CACHE;
    let body = |tile: &Tile<2>| match walk.itemsize() {
        1 => copy_tile::<u8>(tile, past_cache),
        2 => copy_tile::<u16>(tile, past_cache),
        4 => copy_tile::<u32>(tile, past_cache),
        8 => copy_tile::<u64>(tile, past_cache),
        16 => copy_tile::<u128>(tile, past_cache),
        n => copy_items(tile, n),
    };
    run(&body)
}

fn copy_tile<T: Copy>(tile: &Tile<2>, past_cache: bool) {
    let across = tile.step[1].unsigned_abs() > tile.row_step[1].unsigned_abs();
    if tile.rows > 1 && across && tile.step[0] == size_of::<T>() as isize {
        let square = tile.len <= SQUARE && tile.rows <= SQUARE;
        return if past_cache && square { exchange_past_cache::<T>(tile) } else { exchange::<T>(tile) };
    }
    for row in 0..tile.rows {
        let (to, from) = (tile.run::<T>(0, row), tile.run::<T>(1, row));
        // SAFETY: a tile lies in its views, which do not overlap (`copy_same_dtype`).
        unsafe { copy_run(&to, &from, tile.len, past_cache) }
    }
}

/// # Safety
/// Both runs have `len` elements and do not overlap.
unsafe fn copy_run<T: Copy>(to: &Run<T>, from: &Run<T>, len: usize, past_cache: bool) {
    // SAFETY: by the caller's promise.
    unsafe {
        if to.adjacent() && from.adjacent() {
            let bytes = len * size_of::<T>();
            if past_cache {
                stream::copy_past_cache(from.start(0), to.start(0), bytes);
            } else {
                to.start(0).copy_from_nonoverlapping(from.start(0), bytes);
            }
        } else if to.adjacent() && from.constant() {
            let value = from.at(0);
            (0..len).for_each(|i| to.put(i, value));
        } else if to.adjacent() {
            (0..len).for_each(|i| to.put(i, from.get(i)));
        } else {
            (0..len).for_each(|i| to.set(i, from.get(i)));
        }
    }
}

/// A tile whose source is walked across its cache lines: in small squares, so that each line is read once.
fn exchange<T: Copy>(tile: &Tile<2>) {
    for top in (0..tile.rows).step_by(MICRO) {
        for left in (0..tile.len).step_by(MICRO) {
            let right = (left + MICRO).min(tile.len);
            for row in top..(top + MICRO).min(tile.rows) {
                let (to, from) = (tile.run::<T>(0, row), tile.run::<T>(1, row));
                // SAFETY: a tile lies in its views.
                (left..right).for_each(|i| unsafe { to.put(i, from.get(i)) });
            }
        }
    }
}

/// As [`exchange`], by way of a block from which whole rows leave for memory.
fn exchange_past_cache<T: Copy>(tile: &Tile<2>) {
    let mut block = std::mem::MaybeUninit::<[[T; SQUARE]; SQUARE]>::uninit();
    let start = block.as_mut_ptr().cast::<u8>();
    let (width, rows) = ((SQUARE * size_of::<T>()) as isize, tile.rows);
    assert!(tile.len <= SQUARE && rows <= SQUARE, "the tile fits the block");
    exchange::<T>(&Tile { at: [start, tile.at[1]], row_step: [width, tile.row_step[1]], ..*tile });
    for row in 0..rows {
        // SAFETY: the block has `rows` rows of `len` elements, now written, and `to` is a row of the destination.
        unsafe {
            let from = start.offset(row as isize * width);
            stream::copy_past_cache(from, tile.run::<T>(0, row).start(0), tile.len * size_of::<T>());
        }
    }
}

/// Elements of a size that is no machine type's (strings, records).
fn copy_items(tile: &Tile<2>, itemsize: usize) {
    for row in 0..tile.rows {
        let (to, from) = (tile.run::<u8>(0, row), tile.run::<u8>(1, row));
        // SAFETY: a tile lies in its views, which do not overlap.
        (0..tile.len).for_each(|i| unsafe { to.start(i).copy_from_nonoverlapping(from.start(i), itemsize) });
    }
}
