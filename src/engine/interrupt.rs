//! The flags that a long loop looks at: every loop at least every few milliseconds whether it is to stop, and the evaluator,
//! where it may, whether somebody wants a turn. Any thread may set them.

use super::error::{Error, ErrorKind, Result};
use super::mem::{arena, limit};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

const STOP: u8 = 1;
const TURN: u8 = 2;
/// Bytes of a mapped file were asked for that the file has no more.
const CUT: u8 = 8;
/// The process has used up its memory: the running operation must give up.
const FULL: u8 = 4;

static WANTED: AtomicU8 = AtomicU8::new(0);
/// How often a stop was asked for.
static REQUESTS: AtomicU64 = AtomicU64::new(0);

/// Asks the running operation to stop. Safe to call from a signal handler.
pub fn request() {
    REQUESTS.fetch_add(1, Ordering::Relaxed);
    WANTED.fetch_or(STOP, Ordering::Release);
}

/// Asks once more for the stop that an operation within has used up.
pub fn again() {
    WANTED.fetch_or(STOP, Ordering::Relaxed);
}

/// How often a stop was asked for so far: whoever works in the midst of something else can tell by it whether a stop that
/// it may have used up was meant for that, too.
pub fn requests() -> u64 {
    REQUESTS.load(Ordering::Relaxed)
}

/// Makes the running operation end in a `MemoryError`.
pub fn request_memory() {
    WANTED.fetch_or(FULL, Ordering::Relaxed);
}

/// Forgets a request to stop. For whoever waits for work, before it says that it begins: what comes after that must count.
pub fn clear() {
    WANTED.fetch_and(!(STOP | FULL), Ordering::Relaxed);
}

/// Forgets that memory was used up, at the start of a cell.
pub fn clear_memory() {
    WANTED.fetch_and(!FULL, Ordering::Relaxed);
}

/// Whether a stop is wanted.
#[inline]
pub fn requested() -> bool {
    WANTED.load(Ordering::Relaxed) & (STOP | FULL) != 0
}

/// # Errors
/// `KeyboardInterrupt` if a stop is wanted, `MemoryError` if memory is used up; the request is then used up.
#[inline]
pub fn check() -> Result<()> {
    if requested() { Err(used_up()) } else { Ok(()) }
}

#[cold]
fn used_up() -> Error {
    let was = WANTED.fetch_and(!(STOP | FULL), Ordering::Relaxed);
    if was & FULL == 0 {
        return Error::new(ErrorKind::Interrupt, "");
    }
    let most = limit::size_words(arena::limit());
    Error::new(ErrorKind::Full, format!("the program's values would take more than the memory limit of {most}"))
}

/// What [`poll`] unwinds with.
struct Stop;

thread_local! {
    /// Whether the thread is within a [`stoppable`] operation.
    static WITHIN: Cell<bool> = const { Cell::new(false) };
}

/// As [`check`] where an error can't be returned (in the comparisons of a sort, in an iterator): leaves the innermost
/// [`stoppable`] operation, and does nothing outside of one.
#[inline]
pub fn poll() {
    if requested() {
        leave();
    }
}

#[cold]
fn leave() {
    // Helper threads hand on what they are left with to the operation that they work for.
    let within = WITHIN.get() || rayon::current_thread_index().is_some();
    if within && !std::thread::panicking() {
        // Not a panic: no hook sees it.
        resume_unwind(Box::new(Stop));
    }
}

/// Bytes of a piece of a long copy: a fraction of a millisecond.
const PIECE: usize = 1 << 20;

/// The elements of a slice in pieces, with a [`poll`] before each.
pub fn pieces<T>(all: &[T]) -> impl Iterator<Item = &[T]> {
    all.chunks(PIECE / size_of::<T>().max(1)).inspect(|_| poll())
}

/// Appends a slice piece by piece.
pub fn extend<T: Copy>(to: &mut Vec<T>, from: &[T]) {
    to.reserve(from.len());
    pieces(from).for_each(|piece| to.extend_from_slice(piece));
}

/// The text in pieces, with a [`poll`] before each.
pub fn texts(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        poll();
        let end = (PIECE.min(text.len())..=text.len()).find(|&i| text.is_char_boundary(i))?;
        let (piece, rest) = text.split_at(end);
        text = rest;
        (!piece.is_empty()).then_some(piece)
    })
}

/// How many code points.
pub fn count_chars(text: &str) -> usize {
    texts(text).map(|piece| if piece.is_ascii() { piece.len() } else { piece.chars().count() }).sum()
}

/// As `to_vec`, piece by piece.
pub fn copied<T: Copy>(from: &[T]) -> Vec<T> {
    let mut all = Vec::new();
    extend(&mut all, from);
    all
}

/// Items of an iterator, with a [`poll`] every few thousand.
pub fn watched<I: Iterator>(items: I) -> impl Iterator<Item = I::Item> {
    let mut n = 0u16;
    items.inspect(move |_| {
        n = n.wrapping_add(8);
        if n == 0 {
            poll();
        }
    })
}

/// Runs an operation that may [`poll`].
///
/// # Errors
/// As [`check`], if it was left.
pub fn stoppable<T>(f: impl FnOnce() -> T) -> Result<T> {
    let before = WITHIN.replace(true);
    let ended = catch_unwind(AssertUnwindSafe(f));
    WITHIN.set(before);
    ended.map_err(|left| {
        if left.is::<Stop>() {
            return used_up();
        }
        resume_unwind(left)
    })
}

/// Runs the program's own code within an operation: it ends where it finds out itself that a stop is wanted, so that its
/// handlers run, and [`poll`] leaves no more than the operations that it calls.
#[inline]
pub fn heeded<T>(f: impl FnOnce() -> T) -> T {
    let before = WITHIN.replace(false);
    let result = f();
    WITHIN.set(before);
    result
}

/// Notes that bytes of a mapped file were asked for that the file has no more. Safe to call from a signal handler.
pub fn note_cut() {
    WANTED.fetch_or(CUT, Ordering::Relaxed);
}

/// Whether that was noted; it is then used up.
pub fn take_cut() -> bool {
    WANTED.fetch_and(!CUT, Ordering::Relaxed) & CUT != 0
}

/// Asks the running program to let others have a turn where it next may.
pub fn request_turn() {
    WANTED.fetch_or(TURN, Ordering::Release);
}

/// Whether a turn is wanted; it is then used up.
pub fn take_turn() -> bool {
    WANTED.fetch_and(!TURN, Ordering::Acquire) & TURN != 0
}

/// Whether anything is wanted: the one look that costs nothing.
#[inline]
pub fn wanted() -> bool {
    WANTED.load(Ordering::Relaxed) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_without_a_request_runs_to_its_end() {
        assert_eq!(stoppable(|| watched(0..100_000).sum::<u64>()).unwrap(), 4_999_950_000);
    }
}
