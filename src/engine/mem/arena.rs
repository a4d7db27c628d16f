//! Where buffers get their bytes: one reservation of address space at a fixed address, placed deterministically.

/// A block of the arena.
#[derive(Debug)]
pub struct Block {
    /// Address of the first byte.
    pub address: usize,
    /// Usable length in bytes.
    pub len: usize,
}

/// The block can't be had: over the memory limit, or the address space is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfMemory;

/// A block of at least `bytes` bytes, aligned to 64 bytes; zeroed if asked.
///
/// # Errors
/// [`OutOfMemory`].
pub fn allocate(bytes: usize, zeroed: bool) -> Result<Block, OutOfMemory> {
    let layout = std::alloc::Layout::from_size_align(bytes.max(1), 64).map_err(|_| OutOfMemory)?;
    // SAFETY: the size is not zero.
    let at = unsafe { if zeroed { std::alloc::alloc_zeroed(layout) } else { std::alloc::alloc(layout) } };
    if at.is_null() { Err(OutOfMemory) } else { Ok(Block { address: at as usize, len: bytes }) }
}

/// Gives a block back.
pub fn release(block: &Block) {
    let layout = std::alloc::Layout::from_size_align(block.len.max(1), 64).expect("the layout it was allocated with");
    // SAFETY: the block came from `allocate` with this layout, and its owner gives it back once, when it is dropped.
    unsafe { std::alloc::dealloc(block.address as *mut u8, layout) }
}
