//! The flags that a long loop looks at: every loop at least every few milliseconds whether it is to stop, and the evaluator,
//! where it may, whether somebody wants a turn. Any thread may set them.

use super::error::{Error, ErrorKind, Result};
use super::mem::threads;
use super::mem::{arena, limit};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::Instant;

const STOP: u8 = 1;
const TURN: u8 = 2;
/// Bytes of a mapped file were asked for that the file has no more.
const CUT: u8 = 8;
/// The process has used up its memory: the running operation must give up.
const FULL: u8 = 4;

static WANTED: AtomicU8 = AtomicU8::new(0);
/// When the last one was heeded, in milliseconds of [`clock`].
static STOPPED: AtomicU64 = AtomicU64::new(u64::MAX);
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
    STOPPED.store(u64::MAX, Ordering::Relaxed);
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

/// For how long whoever asked for a stop waits for what ran to be put away.
const PATIENCE: u64 = 100;

/// Milliseconds since the first call.
fn clock() -> u64 {
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    BEGIN.elapsed().as_millis() as u64
}

/// Whether a stop is wanted, or was heeded just now: somebody waits, and what need not be done at once can wait.
pub fn stopping() -> bool {
    if WANTED.load(Ordering::Relaxed) & STOP != 0 {
        return true;
    }
    let stopped = STOPPED.load(Ordering::Relaxed);
    stopped != u64::MAX && clock().saturating_sub(stopped) < PATIENCE
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
        STOPPED.store(clock(), Ordering::Relaxed);
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
    let within = WITHIN.get() || threads::is_helper();
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
#[inline]
pub fn extend<T: Copy>(to: &mut Vec<T>, from: &[T]) {
    if size_of_val(from) <= PIECE {
        to.extend_from_slice(from);
    } else {
        to.reserve(from.len());
        pieces(from).for_each(|piece| to.extend_from_slice(piece));
    }
}

/// Appends an element so many times, piece by piece.
pub fn fill<T: Copy>(to: &mut Vec<T>, with: T, times: usize) {
    let end = to.len() + times;
    to.reserve(times);
    while to.len() < end {
        poll();
        to.resize(end.min(to.len() + PIECE / size_of::<T>().max(1)), with);
    }
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

/// Appends a text piece by piece.
#[inline]
pub fn push(to: &mut String, text: &str) {
    if text.len() <= PIECE {
        to.push_str(text);
    } else {
        to.reserve(text.len());
        texts(text).for_each(|piece| to.push_str(piece));
    }
}

/// Appends a character so many times, piece by piece.
pub fn push_times(to: &mut String, with: char, times: usize) {
    let size = with.len_utf8();
    let piece = with.to_string().repeat(times.min(PIECE / size));
    let mut left = times * size;
    to.reserve(left);
    while left > 0 {
        poll();
        let part = left.min(piece.len());
        to.push_str(&piece[..part]);
        left -= part;
    }
}

/// As `to_string`, piece by piece.
#[inline]
pub fn owned(text: &str) -> String {
    let mut all = String::new();
    push(&mut all, text);
    all
}

/// How many code points.
#[inline]
pub fn count_chars(text: &str) -> usize {
    let count = |piece: &str| if piece.is_ascii() { piece.len() } else { piece.chars().count() };
    if text.len() <= PIECE { count(text) } else { texts(text).map(count).sum() }
}

/// As `to_vec`, piece by piece.
#[inline]
pub fn copied<T: Copy>(from: &[T]) -> Vec<T> {
    let mut all = Vec::new();
    extend(&mut all, from);
    all
}

/// Whether two slices are equal, found piece by piece.
#[inline]
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && (std::ptr::eq(a, b) || pieces(a).zip(pieces(b)).all(|(a, b)| a == b))
}

/// The order of two slices, found piece by piece.
pub fn order(a: &[u8], b: &[u8]) -> std::cmp::Ordering {
    let differing = pieces(a).zip(pieces(b)).map(|(a, b)| a.cmp(b)).find(|order| order.is_ne());
    differing.unwrap_or_else(|| a.len().cmp(&b.len()))
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

    #[test]
    fn pieces_give_what_the_whole_gives() {
        let text = "aé漢".repeat(PIECE / 2);
        assert!(owned(&text) == text && copied(text.as_bytes()) == text.as_bytes());
        assert_eq!(count_chars(&text), 3 * (PIECE / 2));
        for (with, times) in [('a', 3), ('é', PIECE), ('漢', PIECE + 1), ('x', 0)] {
            let mut out = String::from("<");
            push_times(&mut out, with, times);
            assert!(out == format!("<{}", with.to_string().repeat(times)), "{with} {times}");
        }
        let mut out = vec![1u16];
        fill(&mut out, 7, 2 * PIECE);
        assert!(out[0] == 1 && out[1..].iter().all(|&n| n == 7) && out.len() == 1 + 2 * PIECE);
    }

    #[test]
    fn order_is_that_of_the_whole() {
        let a = vec![5u8; 3 * PIECE];
        let mut b = a.clone();
        assert!(same(&a, &b) && order(&a, &b).is_eq() && order(&a, &b[1..]).is_gt());
        b[2 * PIECE + 7] = 4;
        assert!(!same(&a, &b) && order(&a, &b).is_gt() && order(&b[..2 * PIECE], &a).is_lt());
    }
}
