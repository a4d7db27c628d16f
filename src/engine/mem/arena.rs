//! Where buffers get their bytes: one reservation of address space at a fixed address, placed deterministically. An
//! address depends on nothing but the sequence of allocations and releases before it, so a program that runs on one
//! thread sees the same addresses at every run.
//!
//! Freed blocks are reused, since fresh pages cost more than most computations.

use super::limit;
use super::pages::{self, Access, Reservation};
use super::part::{HUGE_PAGE, LARGE, Part, SMALL, size_class};
use super::poison;
use super::ranges::Taken;
use std::fs::File;
use std::sync::{LazyLock, Mutex, MutexGuard};

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
    poison::open(taken.start, bytes);
    if zeroed && !taken.clean && !(taken.len >= LARGE && pages::discard(taken.start, taken.len)) {
        // SAFETY: the block was just taken: committed, and nobody else's.
        unsafe { pages::zero(taken.start, bytes) }
    }
    Ok(Block { address: taken.start, len: bytes })
}

/// Gives a block back.
pub fn release(block: &Block) {
    poison::close(block.address, block.len);
    arena().give(block.address, block.len);
}

/// Whether blocks for so many bytes have their pages to themselves.
pub(super) fn owns_its_pages(bytes: usize) -> bool {
    bytes > SMALL
}

/// The length of a block for so many bytes that has its pages to itself.
pub(super) fn placed(bytes: usize) -> usize {
    arena().rounded(bytes).expect(TAKEN)
}

/// Lays a file that holds the same bytes over a block.
pub(super) fn lay_over(start: usize, len: usize, file: &File) -> std::io::Result<()> {
    pages::map_file(start, len, file, 0, Access::Write)
}

/// Gives a block back over which a file was laid.
pub(super) fn release_laid_over(block: &Block) {
    poison::close(block.address, block.len);
    arena().give_laid_over(block.address, block.len);
}

/// Whole pages of addresses with a file behind them, which count for no memory. `offset` is a multiple of the page size.
pub(super) fn map_file(file: &File, offset: u64, len: usize, access: Access) -> std::io::Result<Block> {
    let taken = arena().take_space(len).ok_or(std::io::ErrorKind::OutOfMemory)?;
    poison::open(taken.start, len);
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
    poison::close(block.address, block.len);
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

/// Takes blocks from addresses of their own from now on, or no longer: what is asked in the midst of a program or between
/// its cells (a completion, a variable's text) leaves the addresses of the program's own blocks as they would be without
/// it. Returns what was set before.
pub fn set_aside(aside: bool) -> bool {
    std::mem::replace(&mut arena().aside, aside)
}

/// Bytes of the blocks in use, rounded up as they were placed.
pub fn in_use() -> usize {
    arena().live
}

/// Gives the memory of freed blocks back to the system.
pub(super) fn trim() {
    arena().trim();
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
    /// The program's addresses, and those of what is asked beside it.
    parts: [Part; 2],
    /// Where the second part begins.
    border: usize,
    /// Whether blocks come from the second part.
    aside: bool,
}

impl Arena {
    fn new() -> Arena {
        let space = limit::address_space();
        let reservation = pages::reserve(space).unwrap_or(Reservation { start: HUGE_PAGE, len: 0, fixed: false });
        let start = reservation.start.next_multiple_of(HUGE_PAGE);
        let unit = |len: usize| (len / 8) & !(HUGE_PAGE - 1);
        let eighth = unit(reservation.len.saturating_sub(HUGE_PAGE));
        let border = start + 7 * eighth;
        Arena {
            reservation,
            limit: limit::available(),
            live: 0,
            parts: [Part::new(start, eighth, border), Part::new(border, unit(eighth), border + eighth)],
            border,
            aside: false,
        }
    }

    fn take(&mut self, bytes: usize) -> Option<Taken> {
        if bytes <= SMALL {
            return self.take_small(bytes);
        }
        let len = self.rounded(bytes)?;
        self.make_room(len)?;
        let taken = self.take_space(bytes)?;
        self.live += len;
        Some(taken)
    }

    /// The part that blocks are taken from now.
    fn current(&mut self) -> &mut Part {
        &mut self.parts[usize::from(self.aside)]
    }

    /// The part that an address lies in.
    fn part(&mut self, address: usize) -> &mut Part {
        &mut self.parts[usize::from(address >= self.border)]
    }

    /// The length of a block that has its pages to itself.
    fn rounded(&self, bytes: usize) -> Option<usize> {
        self.parts[0].zone_ref(bytes).rounded(bytes)
    }

    /// Pages of the zone for blocks of this size, whatever the limit.
    fn take_space(&mut self, bytes: usize) -> Option<Taken> {
        self.current().take_space(bytes)
    }

    fn give_space(&mut self, start: usize, bytes: usize) {
        let len = self.rounded(bytes).expect(TAKEN);
        if pages::unmap_file(start, len) {
            self.part(start).zone(bytes).give(start, len, false);
        }
    }

    fn give_laid_over(&mut self, start: usize, bytes: usize) {
        let len = self.rounded(bytes).expect(TAKEN);
        if pages::unmap_file(start, len) && pages::commit(start, len, bytes >= LARGE) {
            self.part(start).zone(bytes).give(start, len, false);
        }
        self.live -= len;
    }

    fn take_small(&mut self, bytes: usize) -> Option<Taken> {
        let (class, len) = size_class(bytes);
        self.make_room(len)?;
        let taken = self.current().take_small(class, len)?;
        self.live += len;
        Some(taken)
    }

    fn give(&mut self, start: usize, bytes: usize) {
        if bytes <= SMALL {
            let (class, len) = size_class(bytes);
            self.live -= len;
            return self.part(start).classes[class].push(start);
        }
        let cached = self.dirty();
        let len = self.rounded(bytes).expect(TAKEN);
        let dirty = cached + len <= CACHE || !pages::discard(start, len);
        self.part(start).zone(bytes).give(start, len, dirty);
        self.live -= len;
    }

    /// Bytes of freed blocks whose memory is kept.
    fn dirty(&self) -> usize {
        self.parts.iter().map(|p| p.medium.dirty() + p.large.dirty()).sum()
    }

    fn trim(&mut self) {
        for part in &mut self.parts {
            part.medium.trim(pages::discard);
            part.large.trim(pages::discard);
        }
    }

    /// Checks the limit, and gives cached memory back where it would stand in the way.
    fn make_room(&mut self, len: usize) -> Option<()> {
        let wanted = self.live.checked_add(len).filter(|&n| n <= self.limit)?;
        if wanted.saturating_add(self.dirty()) > self.limit {
            self.trim();
        }
        Some(())
    }

    fn reset(&mut self) -> bool {
        if self.live > 0 {
            return false;
        }
        self.parts.iter_mut().for_each(Part::reset);
        true
    }
}

/// Why a length that is given back can be rounded up.
const TAKEN: &str = "the length it was taken with";

#[cfg(test)]
mod tests {
    use super::super::part::{ALIGN, PAGE};
    use super::*;

    /// A part of the process's reservation to itself, so that other tests do not move its tops.
    fn lone() -> Arena {
        Arena::new()
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
        assert_eq!((arena.live, arena.parts[0].large.dirty()), (0, 6 << 20));
        // What is cached gives way.
        assert!(arena.take(8 << 20).is_some());
        assert_eq!(arena.parts[0].large.dirty(), 0);
        assert!(!arena.reset());
    }

    #[test]
    fn what_is_asked_beside_moves_nothing() {
        let sizes = [100, 5000, 300_000, 9_000_000];
        let run = |asides: bool| {
            let mut arena = lone();
            let start = arena.reservation.start;
            let mut seen = Vec::new();
            for round in 0..20 {
                for n in sizes {
                    arena.aside = asides;
                    let beside = (asides && round % 3 > 0).then(|| arena.take(n).unwrap().start);
                    arena.aside = false;
                    let own = arena.take(n).unwrap().start;
                    seen.push(own - start);
                    // Freed whichever is set.
                    arena.aside = round % 2 == 0;
                    beside.into_iter().for_each(|at| arena.give(at, n));
                    if round % 4 == 0 {
                        arena.give(own, n);
                    }
                }
            }
            seen
        };
        assert_eq!(run(false), run(true));
    }
}
