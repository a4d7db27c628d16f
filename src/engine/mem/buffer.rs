//! Bytes with a number, an address and a writeable flag.

use super::arena::{self, Block, OutOfMemory};
use crate::engine::observe::{self, BufferId, MemEvent};
use std::cell::Cell;
use std::marker::PhantomData;

/// What a new buffer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Init {
    /// Zeros.
    Zeroed,
    /// Whatever the memory held.
    Uninit,
}

/// A block of the arena with a number. Stays on its thread.
#[derive(Debug)]
pub struct Buffer {
    id: BufferId,
    block: Block,
    len: usize,
    writeable: bool,
    /// Whether the engine made it for an array (and so counts it), not for a value of the language.
    counted: bool,
    not_sync: PhantomData<*const ()>,
}

/// The number of every scratch buffer.
const SCRATCH: BufferId = BufferId(0);

thread_local! {
    static NEXT: Cell<u64> = const { Cell::new(1) };
}

impl Buffer {
    /// A new buffer of `len` bytes.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub fn new(len: usize, init: Init) -> Result<Buffer, OutOfMemory> {
        let buffer = Buffer::take(len, init, true)?;
        observe::note(MemEvent::Alloc { id: buffer.id, bytes: len });
        Ok(buffer)
    }

    /// A read-only buffer that stands for a `bytes` object of the language (what `np.frombuffer` shows). It has a number
    /// and an address like any other, but is no allocation of an array.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub fn of_bytes(bytes: &[u8]) -> Result<Buffer, OutOfMemory> {
        let mut buffer = Buffer::take(bytes.len(), Init::Uninit, false)?;
        // SAFETY: the buffer is new and has as many bytes.
        unsafe { buffer.ptr().copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) }
        buffer.writeable = false;
        Ok(buffer)
    }

    fn take(len: usize, init: Init, counted: bool) -> Result<Buffer, OutOfMemory> {
        let block = arena::allocate(len, init == Init::Zeroed)?;
        let id = BufferId(NEXT.with(|n| n.replace(n.get() + 1)));
        Ok(Buffer { id, block, len, writeable: true, counted, not_sync: PhantomData })
    }

    /// A buffer of `len` bytes that no program sees: it has no number and is not observed.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub fn scratch(len: usize) -> Result<Buffer, OutOfMemory> {
        let block = arena::allocate(len, false)?;
        Ok(Buffer { id: SCRATCH, block, len, writeable: true, counted: false, not_sync: PhantomData })
    }

    /// The number.
    pub fn id(&self) -> BufferId {
        self.id
    }

    /// The address of the first byte.
    pub fn address(&self) -> usize {
        self.block.address
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether writing is ever allowed (bytes of a `bytes` object are not for writing). An array's own
    /// `flags.writeable` can only restrict it further.
    pub fn writeable(&self) -> bool {
        self.writeable
    }

    /// The number that the next buffer will get: whatever is at or above it is new.
    pub fn next_id() -> BufferId {
        BufferId(NEXT.get())
    }

    /// Counts from 1 again, for a new program on this thread (see also [`arena::reset`]).
    pub fn reset_ids() {
        NEXT.set(1);
    }

    pub(super) fn ptr(&self) -> *mut u8 {
        self.block.address as *mut u8
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        arena::release(&self.block);
        if self.counted {
            observe::note(MemEvent::Free { id: self.id, bytes: self.len });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::mem::access;
    use crate::engine::{DType, Layout, View};
    use std::rc::Rc;

    #[test]
    fn numbers_and_sums() {
        Buffer::reset_ids();
        let before = observe::totals();
        let a = Buffer::new(1000, Init::Zeroed).unwrap();
        let b = Buffer::new(24, Init::Uninit).unwrap();
        assert_eq!((a.id(), b.id(), Buffer::next_id()), (BufferId(1), BufferId(2), BufferId(3)));
        assert!(a.address().is_multiple_of(64) && a.writeable() && a.len() == 1000);
        assert_eq!(observe::totals().live - before.live, 1024);
        drop((a, b));
        let after = observe::totals();
        assert_eq!((after.live, after.allocated - before.allocated), (before.live, 1024));
    }

    #[test]
    fn bytes_are_read_only_and_not_counted() {
        let before = observe::totals();
        let buffer = Buffer::of_bytes(b"abcdefgh").unwrap();
        assert!(!buffer.writeable());
        let view = View::new(Rc::new(buffer), Layout::c(DType::UInt8, &[8])).unwrap();
        assert_eq!(access::to_vec::<u8>(&view), b"abcdefgh");
        drop(view);
        assert_eq!(observe::totals(), before);
    }
}
