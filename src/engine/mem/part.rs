//! A part of the arena's addresses. Three zones: small blocks by size class, medium ones by pages, large ones by huge pages.

use super::pages;
use super::poison;
use super::ranges::{Ranges, Taken};

/// Every block begins at a multiple of it.
pub(super) const ALIGN: usize = 64;
/// Blocks up to this size come from size classes.
pub(super) const SMALL: usize = 32 << 10;
/// Blocks from this size on begin at a huge page.
pub(super) const LARGE: usize = 4 << 20;
pub(super) const PAGE: usize = 4 << 10;
pub(super) const HUGE_PAGE: usize = 2 << 20;
/// Size classes: 16 of 64 bytes each, then 4 for each doubling up to `SMALL`.
const CLASSES: usize = 16 + 4 * 5;
/// Pages are made usable in steps of this many bytes.
const COMMIT: usize = 64 << 20;

/// A part of the addresses, in three zones by the size of blocks.
pub(super) struct Part {
    /// Small blocks come from here in turn, and go back to the list of their class.
    small: Ranges,
    pub classes: [Vec<usize>; CLASSES],
    pub medium: Ranges,
    pub large: Ranges,
    /// Ends of the usable pages of each zone.
    usable: [usize; 3],
}

impl Part {
    /// From `start`, an eighth each for small and medium blocks, the rest up to `end` for large ones.
    pub fn new(start: usize, eighth: usize, end: usize) -> Part {
        let (medium, large) = (start + eighth, start + 2 * eighth);
        Part {
            small: Ranges::new(start, medium, ALIGN),
            classes: std::array::from_fn(|_| Vec::new()),
            medium: Ranges::new(medium, large, PAGE),
            large: Ranges::new(large, end, HUGE_PAGE),
            usable: [start, medium, large],
        }
    }

    pub fn zone(&mut self, bytes: usize) -> &mut Ranges {
        if bytes < LARGE { &mut self.medium } else { &mut self.large }
    }

    pub fn zone_ref(&self, bytes: usize) -> &Ranges {
        if bytes < LARGE { &self.medium } else { &self.large }
    }

    pub fn take_space(&mut self, bytes: usize) -> Option<Taken> {
        let len = self.zone(bytes).rounded(bytes)?;
        let taken = self.zone(bytes).take(len)?;
        if !self.commit(if bytes < LARGE { 1 } else { 2 }) {
            self.zone(bytes).give(taken.start, len, false);
            return None;
        }
        Some(taken)
    }

    pub fn take_small(&mut self, class: usize, len: usize) -> Option<Taken> {
        if let Some(start) = self.classes[class].pop() {
            return Some(Taken { start, len, clean: false });
        }
        let taken = self.small.take(len)?;
        if !self.commit(0) {
            self.small.give(taken.start, len, false);
            return None;
        }
        Some(taken)
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
            poison::close(usable, end - usable);
            self.usable[which] = end;
        }
        reached.is_some()
    }

    pub fn reset(&mut self) {
        self.small.reset(pages::discard);
        self.classes.iter_mut().for_each(Vec::clear);
        self.medium.reset(pages::discard);
        self.large.reset(pages::discard);
    }
}

/// The size class for at most `SMALL` bytes, and the length of its blocks.
pub(super) fn size_class(bytes: usize) -> (usize, usize) {
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
}
