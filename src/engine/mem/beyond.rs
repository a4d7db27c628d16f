//! What happens where a mapped file has become shorter than its map: the system sends a signal that would end the process.
//! Instead the page that was touched becomes plain memory of zeros, and the program is told as soon as it may be.

use super::pages;
use crate::engine::interrupt;
use nix::libc::{c_int, c_void, siginfo_t};
use nix::sys::signal::{SaFlags, SigAction, SigHandler, SigSet, Signal, sigaction};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The addresses in which files may be mapped.
static START: AtomicUsize = AtomicUsize::new(0);
static END: AtomicUsize = AtomicUsize::new(0);
static PAGE: AtomicUsize = AtomicUsize::new(4096);
static ONCE: Once = Once::new();

/// From now on no map of a file in these addresses ends the process.
pub(super) fn guard(start: usize, len: usize) {
    START.store(start, Ordering::Relaxed);
    END.store(start + len, Ordering::Relaxed);
    PAGE.store(rustix::param::page_size(), Ordering::Relaxed);
    ONCE.call_once(|| {
        let action = SigAction::new(SigHandler::SigAction(touched), SaFlags::SA_SIGINFO, SigSet::empty());
        // SAFETY: the handler does only what a handler may: it reads and writes atomics and calls mmap and sigaction.
        // Where it can't be set, all stays as it was.
        let _ = unsafe { sigaction(Signal::SIGBUS, &action) };
    });
}

extern "C" fn touched(_: c_int, info: *mut siginfo_t, _: *mut c_void) {
    // SAFETY: the system gives a handler that asks for it a valid record, which has an address for this signal.
    let at = unsafe { (*info).si_addr() } as usize;
    let page = PAGE.load(Ordering::Relaxed);
    let inside = (START.load(Ordering::Relaxed)..END.load(Ordering::Relaxed)).contains(&at);
    if inside && pages::unmap_file(at & !(page - 1), page) {
        interrupt::note_cut();
        return;
    }
    let default = SigAction::new(SigHandler::SigDfl, SaFlags::empty(), SigSet::empty());
    // SAFETY: as if no handler had been set: the instruction runs again and ends the process.
    let _ = unsafe { sigaction(Signal::SIGBUS, &default) };
}
