//! The memory limit for all that is no array too: while a program runs, a thread looks every few milliseconds how much the
//! process holds, and makes the running operation end in a `MemoryError` before the system would end the process.

use super::{arena, limit};
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::interrupt;
use std::sync::{Condvar, LazyLock, Mutex, PoisonError};
use std::time::Duration;

/// How often the thread looks: growth between two looks is some tens of megabytes at most.
const LOOK: Duration = Duration::from_millis(10);
/// How much more a program that is over the limit may take before it is told again, as a part of the limit: the room in
/// which it can clean up.
const GRACE: usize = 32;

/// How many programs run now, and what tells the thread.
static RUNNING: LazyLock<(Mutex<usize>, Condvar)> = LazyLock::new(|| {
    let thread = std::thread::Builder::new().name("memory".into()).stack_size(256 << 10);
    // Without the thread the limit holds for arrays alone.
    let _ = thread.spawn(look);
    Default::default()
});

/// A program runs, as long as this lives.
#[derive(Debug)]
pub struct Watched(());

/// Watches the memory of a program from here on.
pub fn begin() -> Watched {
    let (running, changed) = &*RUNNING;
    *running.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    changed.notify_one();
    Watched(())
}

impl Drop for Watched {
    fn drop(&mut self) {
        *RUNNING.0.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
    }
}

/// Bytes that can still be had: within the limit, by what arrays claim and by what the process holds.
pub fn spare() -> usize {
    arena::limit().saturating_sub(arena::in_use().max(limit::held()))
}

/// Whether there is room for a value of so many bytes. Small ones are not asked for: the thread sees them.
pub fn has_room(bytes: usize) -> bool {
    const SMALL: usize = 1 << 20;
    bytes < SMALL || bytes <= spare()
}

/// Makes sure that there is room for so many bytes; where there is not, leaves the innermost stoppable operation with a
/// `MemoryError` (see [`interrupt::poll`]). For stores that can't fail: a failed allocation would end the process.
#[inline]
pub fn demand(bytes: usize) {
    if !has_room(bytes) {
        interrupt::request_memory();
        interrupt::poll();
    }
}

/// An empty vector with room for `n` items; see [`demand`].
pub fn room_for<T>(n: usize) -> Vec<T> {
    demand(n.saturating_mul(size_of::<T>()));
    Vec::with_capacity(n)
}

/// `n` times the same item; see [`demand`].
pub fn filled<T: Clone>(item: T, n: usize) -> Vec<T> {
    demand(n.saturating_mul(size_of::<T>()));
    vec![item; n]
}

/// Checks that there is room for a string of so many bytes.
///
/// # Errors
/// `MemoryError` without a text, as CPython's.
pub fn room_for_text(bytes: usize) -> Result<()> {
    if has_room(bytes) { Ok(()) } else { Err(Error::new(ErrorKind::Full, "")) }
}

fn look() {
    let (running, changed) = &*RUNNING;
    loop {
        let mut count = running.lock().unwrap_or_else(PoisonError::into_inner);
        while *count == 0 {
            count = changed.wait(count).unwrap_or_else(PoisonError::into_inner);
        }
        drop(count);
        while_running(running);
    }
}

/// Looks until no program runs any more.
fn while_running(running: &Mutex<usize>) {
    let most = arena::limit();
    // A program may begin over the limit, to clean up what the last one left.
    let mut bound = most.max(limit::held().saturating_add(most / GRACE));
    loop {
        std::thread::sleep(LOOK);
        if *running.lock().unwrap_or_else(PoisonError::into_inner) == 0 {
            return;
        }
        if limit::held() <= bound {
            continue;
        }
        arena::trim();
        limit::trim();
        let held = limit::held();
        if held > bound {
            interrupt::request_memory();
            bound = held.saturating_add(most / GRACE);
        }
    }
}
