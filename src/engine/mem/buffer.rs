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
    writeable: Cell<bool>,
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
        let block = arena::allocate(len, init == Init::Zeroed)?;
        let id = BufferId(NEXT.with(|n| n.replace(n.get() + 1)));
        observe::note(MemEvent::Alloc { id, bytes: len });
        Ok(Buffer { id, block, len, writeable: Cell::new(true), not_sync: PhantomData })
    }

    /// A buffer of `len` bytes that no program sees: it has no number and is not observed.
    ///
    /// # Errors
    /// [`OutOfMemory`].
    pub fn scratch(len: usize) -> Result<Buffer, OutOfMemory> {
        let block = arena::allocate(len, false)?;
        Ok(Buffer { id: SCRATCH, block, len, writeable: Cell::new(true), not_sync: PhantomData })
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

    /// Whether writing is allowed (a read-only mapping is not).
    pub fn writeable(&self) -> bool {
        self.writeable.get()
    }

    /// The number that the next buffer will get: whatever is at or above it is new.
    pub fn next_id() -> BufferId {
        BufferId(NEXT.get())
    }

    pub(super) fn ptr(&self) -> *mut u8 {
        self.block.address as *mut u8
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        arena::release(&self.block);
        if self.id != SCRATCH {
            observe::note(MemEvent::Free { id: self.id, bytes: self.len });
        }
    }
}
