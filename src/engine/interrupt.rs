//! The flags that a long loop looks at: every loop at least every few milliseconds whether it is to stop, and the evaluator,
//! where it may, whether somebody wants a turn. Any thread may set them.

use super::error::{Error, ErrorKind, Result};
use std::sync::atomic::{AtomicU8, Ordering};

const STOP: u8 = 1;
const TURN: u8 = 2;
const CUT: u8 = 4;

static WANTED: AtomicU8 = AtomicU8::new(0);

/// Asks the running operation to stop. Safe to call from a signal handler.
pub fn request() {
    WANTED.fetch_or(STOP, Ordering::Relaxed);
}

/// Forgets a request, at the start of a cell.
pub fn clear() {
    WANTED.fetch_and(!STOP, Ordering::Relaxed);
}

/// Whether a stop is wanted.
#[inline]
pub fn requested() -> bool {
    WANTED.load(Ordering::Relaxed) & STOP != 0
}

/// # Errors
/// `KeyboardInterrupt` if a stop is wanted; the request is then used up.
#[inline]
pub fn check() -> Result<()> {
    if requested() {
        clear();
        return Err(Error::new(ErrorKind::Interrupt, ""));
    }
    Ok(())
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
