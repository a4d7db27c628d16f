//! Work split among the cores.
//!
//! The interpreter's own thread is one of those that work: it begins with its own half at once, while the caches hold it,
//! and another thread takes what it has not come to. Were it to wait outside, each operation would begin and end with a
//! change of core.

use super::fpstatus;
use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};

thread_local! {
    /// Whether the thread was made one of the pool's.
    static ADOPTED: Cell<bool> = const { Cell::new(false) };
}

/// Makes the calling thread one of those that work is split among. Once for a process; without it, and where there is one
/// core, all that follows works too.
pub fn adopt() {
    // A pool of this thread alone would leave nobody to help a thread that runs beside it.
    if wanted() > 1 && rayon::ThreadPoolBuilder::new().use_current_thread().build_global().is_ok() {
        ADOPTED.set(true);
    }
}

/// Threads that the pool will have: as its builder counts them.
fn wanted() -> usize {
    let set = std::env::var("RAYON_NUM_THREADS").ok().and_then(|n| n.parse().ok()).filter(|&n| n > 0);
    set.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, |n| n.get()))
}

/// How many threads work is split among.
pub fn count() -> usize {
    rayon::current_num_threads()
}

/// Whether the calling thread works for another one.
pub fn is_helper() -> bool {
    rayon::current_thread_index().is_some() && !ADOPTED.get()
}

/// Runs both, on two threads if one is free; the floating-point flags of both are raised here.
pub fn join<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    if count() == 1 {
        return (a(), b());
    }
    let ((x, f), (y, g)) = rayon::join(|| fpstatus::collected(a), || fpstatus::collected(b));
    fpstatus::raise(f | g);
    (x, y)
}

/// Calls `part` for consecutive ranges of `0..count` on all cores. The flags that the threads raise are raised here.
pub(super) fn parallel(count: usize, part: impl Fn(usize, usize) + Sync) {
    use rayon::prelude::*;
    let threads = self::count();
    if threads == 1 {
        return part(0, count);
    }
    let parts = count.min(4 * threads);
    let flags = AtomicU32::new(0);
    (0..parts).into_par_iter().with_max_len(1).for_each(|i| {
        let (from, to) = (count * i / parts, count * (i + 1) / parts);
        flags.fetch_or(fpstatus::collected(|| part(from, to)).1, Ordering::Relaxed);
    });
    fpstatus::raise(flags.into_inner());
}
