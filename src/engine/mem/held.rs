//! The buffers that may hold references to objects, and what they name.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    /// By address: the length, and whether references may stand at any byte (within packed records).
    static BUFFERS: RefCell<BTreeMap<usize, (usize, bool)>> = const { RefCell::new(BTreeMap::new()) };
}

/// Makes a buffer known, until [`forget`].
pub(super) fn register(address: usize, len: usize, scattered: bool) {
    BUFFERS.with_borrow_mut(|known| known.insert(address, (len, scattered)));
}

/// Forgets a buffer whose memory is about to go.
pub(super) fn forget(address: usize) {
    // At the end of a thread its buffers may outlive the list.
    let _ = BUFFERS.try_with(|known| known.borrow_mut().remove(&address));
}

/// Calls `f` with each word of every known buffer that may be a reference.
pub fn each_word(mut f: impl FnMut(u64)) {
    BUFFERS.with_borrow(|known| {
        for (&address, &(len, scattered)) in known {
            let step = if scattered { 1 } else { 8 };
            for at in (0..(len + 1).saturating_sub(8)).step_by(step) {
                // SAFETY: a known buffer's `len` bytes are alive until it is forgotten, on this thread; no alignment is
                // asked.
                f(unsafe { (address as *const u8).add(at).cast::<u64>().read_unaligned() });
            }
        }
    });
}
