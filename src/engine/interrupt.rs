//! The flag that stops a long loop. Any thread may set it; every loop looks at it at least every few milliseconds.

use super::error::{Error, ErrorKind, Result};
use std::sync::atomic::{AtomicBool, Ordering};

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// Asks the running operation to stop. Safe to call from a signal handler.
pub fn request() {
    REQUESTED.store(true, Ordering::Relaxed);
}

/// Forgets a request, at the start of a cell.
pub fn clear() {
    REQUESTED.store(false, Ordering::Relaxed);
}

/// Whether a stop is wanted.
#[inline]
pub fn requested() -> bool {
    REQUESTED.load(Ordering::Relaxed)
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
