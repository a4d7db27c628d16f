//! Where buffers get their bytes: one reservation of address space at a fixed address, placed deterministically. An
//! address depends on nothing but the sequence of allocations and releases before it, so a program that runs on one
//! thread sees the same addresses at every run.
//!
//! Three zones: small blocks by size class, medium ones by pages, large ones by huge pages. Freed blocks are reused,
//! since fresh pages cost more than most computations.

use super::limit;
use super::pages::{self, Access, Reservation};
use super::ranges::{Ranges, Taken};
use std::fs::File;
use std::sync::{LazyLock, Mutex, MutexGuard};

/// Every block begins at a multiple of it.
const ALIGN: usize = 64;
/// Blocks up to this size come from size classes.
const SMALL: usize = 32 << 10;
/// Blocks from this size on begin at a huge page.
const LARGE: usize = 4 << 20;
const PAGE: usize = 4 << 10;
const HUGE_PAGE: usize = 2 << 20;
/// Size classes: 16 of 64 bytes each, then 4 for each doubling up to `SMALL`.
const CLASSES: usize = 16 + 4 * 5;
/// Pages are made usable in steps of this many bytes.
const COMMIT: usize = 64 << 20;
/// Freed memory beyond this much is given back at once.
const CACHE: usize = 4 << 30;

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
    let taken = arena().take(bytes).ok_or(OutOfMemory)?;
    if zeroed && !taken.clean && !(taken.len >= LARGE && pages::discard(taken.start, taken.len)) {
        // SAFETY: the block was just taken: committed, and nobody else's.
        unsafe { pages::zero(taken.start, bytes) }
    }
    Ok(Block { address: taken.start, len: bytes })
}

/// Gives a block back.
pub fn release(block: &Block) {
    arena().give(block.address, block.len);
}

/// Whether blocks for so many bytes have their pages to themselves.
pub(super) fn owns_its_pages(bytes: usize) -> bool {
    bytes > SMALL
}

/// The length of a block for so many bytes that has its pages to itself.
pub(super) fn placed(bytes: usize) -> usize {
    arena().zone(bytes).rounded(bytes).expect("the length it was taken with")
}

/// Lays a file that holds the same bytes over a block.
pub(super) fn lay_over(start: usize, len: usize, file: &File) -> std::io::Result<()> {
    pages::map_file(start, len, file, 0, Access::Write)
}

/// Gives a block back over which a file was laid.
pub(super) fn release_laid_over(block: &Block) {
    arena().give_laid_over(block.address, block.len);
}

/// Whole pages of addresses with a file behind them, which count for no memory. `offset` is a multiple of the page size.
pub(super) fn map_file(file: &File, offset: u64, len: usize, access: Access) -> std::io::Result<Block> {
    let taken = arena().take_space(len).ok_or(std::io::ErrorKind::OutOfMemory)?;
    let block = Block { address: taken.start, len };
    let space = arena().reservation;
    super::beyond::guard(space.start, space.len);
    if let Err(error) = pages::map_file(taken.start, len, file, offset, access) {
        unmap_file(&block);
        return Err(error);
    }
    Ok(block)
}

/// Gives a block of [`map_file`] back.
pub(super) fn unmap_file(block: &Block) {
    arena().give_space(block.address, block.len);
}

/// Whether addresses are those of every other run: the fixed range was free.
pub fn fixed() -> bool {
    arena().reservation.fixed
}

/// Bytes that blocks may take in all.
pub fn limit() -> usize {
    arena().limit
}

/// Sets how many bytes blocks may take in all; at first about nine tenths of what the machine, the control group and the
/// resource limits leave.
pub fn set_limit(bytes: usize) {
    arena().limit = bytes;
}

/// Bytes of the blocks in use, rounded up as they were placed.
pub fn in_use() -> usize {
    arena().live
}

/// Gives the memory of freed blocks back to the system.
pub(super) fn trim() {
    let mut arena = arena();
    arena.medium.trim(pages::discard);
    arena.large.trim(pages::discard);
}

/// Begins anew, as at the start of the process, so that the next program gets the addresses that it would get alone.
/// Does nothing and returns false while a block is in use.
pub fn reset() -> bool {
    arena().reset()
}

static ARENA: LazyLock<Mutex<Arena>> = LazyLock::new(|| Mutex::new(Arena::new()));

fn arena() -> MutexGuard<'static, Arena> {
    // No code panics half-way through a change, so a poisoned arena is a sound one.
    ARENA.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

struct Arena {
    reservation: Reservation,
    limit: usize,
    live: usize,
    /// Small blocks come from here in turn, and go back to the list of their class.
    small: Ranges,
    classes: [Vec<usize>; CLASSES],
    medium: Ranges,
    large: Ranges,
    /// Ends of the usable pages of each zone.
    usable: [usize; 3],
}

impl Arena {
    fn new() -> Arena {
        let space = limit::address_space();
        let reservation = pages::reserve(space).unwrap_or(Reservation { start: HUGE_PAGE, len: 0, fixed: false });
        let start = reservation.start.next_multiple_of(HUGE_PAGE);
        let part = (reservation.len.saturating_sub(HUGE_PAGE) / 8) & !(HUGE_PAGE - 1);
        let (medium, large) = (start + part, start + 2 * part);
        Arena {
            reservation,
            limit: limit::available(),
            live: 0,
            small: Ranges::new(start, medium, ALIGN),
            classes: std::array::from_fn(|_| Vec::new()),
            medium: Ranges::new(medium, large, PAGE),
            large: Ranges::new(large, start + 8 * part, HUGE_PAGE),
            usable: [start, medium, large],
        }
    }

    fn take(&mut self, bytes: usize) -> Option<Taken> {
        if bytes <= SMALL {
            return self.take_small(bytes);
        }
        let len = self.zone(bytes).rounded(bytes)?;
        self.make_room(len)?;
        let taken = self.take_space(bytes)?;
        self.live += len;
        Some(taken)
    }

    /// Pages of the zone for blocks of this size, whatever the limit.
    fn take_space(&mut self, bytes: usize) -> Option<Taken> {
        let len = self.zone(bytes).rounded(bytes)?;
        let taken = self.zone(bytes).take(len)?;
        if !self.commit(if bytes < LARGE { 1 } else { 2 }) {
            self.zone(bytes).give(taken.start, len, false);
            return None;
        }
        Some(taken)
    }

    fn give_space(&mut self, start: usize, bytes: usize) {
        let zone = self.zone(bytes);
        let len = zone.rounded(bytes).expect("the length it was taken with");
        if pages::unmap_file(start, len) {
            zone.give(start, len, false);
        }
    }

    fn give_laid_over(&mut self, start: usize, bytes: usize) {
        let zone = self.zone(bytes);
        let len = zone.rounded(bytes).expect("the length it was taken with");
        if pages::unmap_file(start, len) && pages::commit(start, len, bytes >= LARGE) {
            self.zone(bytes).give(start, len, false);
        }
        self.live -= len;
    }

    fn take_small(&mut self, bytes: usize) -> Option<Taken> {
        let (class, len) = size_class(bytes);
        self.make_room(len)?;
        let taken = match self.classes[class].pop() {
            Some(start) => Taken { start, len, clean: false },
            None => {
                let taken = self.small.take(len)?;
                if !self.commit(0) {
                    self.small.give(taken.start, len, false);
                    return None;
                }
                taken
            }
        };
        self.live += len;
        Some(taken)
    }

    fn give(&mut self, start: usize, bytes: usize) {
        if bytes <= SMALL {
            let (class, len) = size_class(bytes);
            self.live -= len;
            return self.classes[class].push(start);
        }
        let cached = self.medium.dirty() + self.large.dirty();
        let zone = self.zone(bytes);
        let len = zone.rounded(bytes).expect("the length it was taken with");
        let dirty = cached + len <= CACHE || !pages::discard(start, len);
        zone.give(start, len, dirty);
        self.live -= len;
    }

    fn zone(&mut self, bytes: usize) -> &mut Ranges {
        if bytes < LARGE { &mut self.medium } else { &mut self.large }
    }

    /// Checks the limit, and gives cached memory back where it would stand in the way.
    fn make_room(&mut self, len: usize) -> Option<()> {
        let wanted = self.live.checked_add(len).filter(|&n| n <= self.limit)?;
        if wanted.saturating_add(self.medium.dirty() + self.large.dirty()) > self.limit {
            self.medium.trim(pages::discard);
            self.large.trim(pages::discard);
        }
        Some(())
    }

    /// Makes the pages of a zone usable up to its top.
    fn commit(&mut self, which: usize) -> bool {
        let zone = [&self.small, &self.medium, &self.large][which];
        let usable = self.usable[which];
        if zone.top() <= usable {
            return true;
        }
        // In small steps if a large one is refused (a machine that counts every page).
        let ends = [COMMIT, HUGE_PAGE].map(|step| zone.top().next_multiple_of(step).min(zone.end()));
        let reached = ends.into_iter().find(|&end| pages::commit(usable, end - usable, which == 2));
        if let Some(end) = reached {
            self.usable[which] = end;
        }
        reached.is_some()
    }

    fn reset(&mut self) -> bool {
        if self.live > 0 {
            return false;
        }
        self.small.reset(pages::discard);
        self.classes.iter_mut().for_each(Vec::clear);
        self.medium.reset(pages::discard);
        self.large.reset(pages::discard);
        true
    }
}

/// The size class for at most `SMALL` bytes, and the length of its blocks.
fn size_class(bytes: usize) -> (usize, usize) {
    let units = bytes.max(1).div_ceil(ALIGN);
    if units <= 16 {
        return (units - 1, units * ALIGN);
    }
    // Between 2^k and 2^(k+1) units in four equal steps.
    let k = (units - 1).ilog2() as usize;
    let step = 1 << (k - 2);
    let above = (units - (1 << k)).div_ceil(step);
    (16 + 4 * (k - 4) + above - 1, ((1 << k) + above * step) * ALIGN)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A part of the process's reservation to itself, so that other tests do not move its tops.
    fn lone() -> Arena {
        Arena::new()
    }

    #[test]
    fn size_classes_are_tight_and_in_order() {
        let mut before = (0, 0);
        for bytes in 0..=SMALL {
            let (class, len) = size_class(bytes);
            assert!(len >= bytes && len % ALIGN == 0 && class < CLASSES);
            assert!(len <= bytes.max(1).next_multiple_of(ALIGN) * 5 / 4, "{bytes} in {len}");
            assert!((class, len) == before || (class > before.0 || before.1 == 0) && len > before.1);
            before = (class, len);
        }
        assert_eq!(before, (CLASSES - 1, SMALL));
    }

    #[test]
    fn placement_repeats() {
        let run = || {
            let mut arena = lone();
            let start = arena.reservation.start.next_multiple_of(HUGE_PAGE);
            let mut live: Vec<(usize, usize)> = Vec::new();
            let mut seen = Vec::new();
            let mut seed = 9u64;
            for _ in 0..400 {
                seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                let n = [100, 3000, 100_000, 9_000_000][(seed >> 60) as usize % 4] + (seed >> 40) as usize % 1000;
                if seed >> 63 == 0 || live.is_empty() {
                    let at = arena.take(n).unwrap().start;
                    assert!(at.is_multiple_of(if n < SMALL {
                        ALIGN
                    } else if n < LARGE {
                        PAGE
                    } else {
                        HUGE_PAGE
                    }));
                    assert!(live.iter().all(|&(s, l)| at + n <= s || s + l <= at));
                    seen.push(at - start);
                    live.push((at, n));
                } else {
                    let (at, n) = live.swap_remove((seed >> 45) as usize % live.len());
                    arena.give(at, n);
                }
            }
            seen
        };
        assert_eq!(run(), run());
    }

    #[test]
    fn zeroed_blocks_are_zero_and_blocks_are_reused() {
        for len in [1, 64, 5000, 40_000, 300_000, 5 << 20] {
            for _ in 0..3 {
                let block = allocate(len, true).unwrap();
                // SAFETY: the block is in use until it is released.
                let bytes = unsafe { std::slice::from_raw_parts_mut(block.address as *mut u8, block.len) };
                assert!(bytes.iter().all(|&b| b == 0), "{len}");
                bytes.fill(0xFF);
                release(&block);
            }
        }
        let mut arena = lone();
        let first = arena.take(100_000_000).unwrap();
        arena.give(first.start, 100_000_000);
        let again = arena.take(100_000_000).unwrap();
        assert!(first.start == again.start && first.clean && !again.clean);
    }

    #[test]
    fn the_limit_holds() {
        let mut arena = lone();
        arena.limit = 10 << 20;
        let taken = arena.take(6 << 20).unwrap();
        assert!(arena.take(6 << 20).is_none() && arena.take(usize::MAX).is_none());
        arena.give(taken.start, 6 << 20);
        assert_eq!((arena.live, arena.large.dirty()), (0, 6 << 20));
        // What is cached gives way.
        assert!(arena.take(8 << 20).is_some());
        assert_eq!(arena.large.dirty(), 0);
        assert!(!arena.reset());
    }
}
