//! Free ranges of addresses: the smallest that fits is taken, neighbours are joined. What is handed out depends on
//! nothing but the sequence of calls.

use std::collections::{BTreeMap, BTreeSet};

/// What is free below `top`, in units of `grain` bytes.
#[derive(Debug)]
pub(super) struct Ranges {
    start: usize,
    end: usize,
    grain: usize,
    /// Nothing at or above it was ever handed out.
    top: usize,
    by_address: BTreeMap<usize, Free>,
    by_len: BTreeSet<(usize, usize)>,
    /// Upper bound of the bytes of free ranges that are backed by memory.
    dirty: usize,
}

#[derive(Debug, Clone, Copy)]
struct Free {
    len: usize,
    /// Upper bound of its bytes that may hold something other than zeros.
    dirty: usize,
}

/// A range taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Taken {
    pub start: usize,
    pub len: usize,
    /// Whether all its bytes are zero.
    pub clean: bool,
}

impl Ranges {
    /// `start` and `end` are multiples of `grain`.
    pub fn new(start: usize, end: usize, grain: usize) -> Ranges {
        let (by_address, by_len) = (BTreeMap::new(), BTreeSet::new());
        Ranges { start, end, grain, top: start, by_address, by_len, dirty: 0 }
    }

    /// The length that is taken for `len` bytes.
    pub fn rounded(&self, len: usize) -> Option<usize> {
        len.max(1).checked_next_multiple_of(self.grain)
    }

    /// The end of what was ever handed out.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The end of all.
    pub fn end(&self) -> usize {
        self.end
    }

    /// Upper bound of the bytes that free ranges keep of the machine's memory.
    pub fn dirty(&self) -> usize {
        self.dirty
    }

    /// Takes a range of a rounded length.
    pub fn take(&mut self, len: usize) -> Option<Taken> {
        let Some(&(_, start)) = self.by_len.range((len, 0)..).next() else {
            let start = self.top;
            self.top = start.checked_add(len).filter(|&top| top <= self.end)?;
            return Some(Taken { start, len, clean: true });
        };
        let free = self.remove(start);
        if free.len > len {
            let rest = free.len - len;
            self.insert(start + len, Free { len: rest, dirty: free.dirty.min(rest) });
        }
        Some(Taken { start, len, clean: free.dirty == 0 })
    }

    /// Gives a range back, with or without memory behind it.
    pub fn give(&mut self, start: usize, len: usize, dirty: bool) {
        let mut free = Free { len, dirty: if dirty { len } else { 0 } };
        let mut start = start;
        let before = self.by_address.range(..start).next_back().map(|(&at, f)| (at, f.len));
        if let Some((at, n)) = before
            && at + n == start
        {
            let other = self.remove(at);
            free = Free { len: n + free.len, dirty: other.dirty + free.dirty };
            start = at;
        }
        if self.by_address.contains_key(&(start + free.len)) {
            let other = self.remove(start + free.len);
            free = Free { len: free.len + other.len, dirty: free.dirty + other.dirty };
        }
        self.insert(start, free);
    }

    /// Hands every range with memory behind it to `discard`, which gives the memory back (or returns false).
    pub fn trim(&mut self, mut discard: impl FnMut(usize, usize) -> bool) {
        for (&start, free) in &mut self.by_address {
            if free.dirty > 0 && discard(start, free.len) {
                self.dirty -= free.dirty;
                free.dirty = 0;
            }
        }
    }

    /// Forgets all ranges; nothing is in use. What was handed out is discarded, or the top stays where it is.
    pub fn reset(&mut self, mut discard: impl FnMut(usize, usize) -> bool) {
        if self.top == self.start || discard(self.start, self.top - self.start) {
            *self = Ranges::new(self.start, self.end, self.grain);
        }
    }

    fn insert(&mut self, start: usize, free: Free) {
        self.dirty += free.dirty;
        self.by_len.insert((free.len, start));
        self.by_address.insert(start, free);
    }

    fn remove(&mut self, start: usize) -> Free {
        let free = self.by_address.remove(&start).expect("a free range");
        self.by_len.remove(&(free.len, start));
        self.dirty -= free.dirty;
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn best_fit_and_joined_neighbours() {
        let mut r = Ranges::new(0, 1000, 10);
        let taken: Vec<usize> = [100, 50, 100, 50, 200].map(|n| r.take(n).unwrap().start).into();
        assert_eq!(taken, [0, 100, 150, 250, 300]);
        r.give(150, 100, true);
        r.give(100, 50, true);
        r.give(250, 50, false);
        assert_eq!(r.dirty(), 150);
        // One range of 200 now; a request of 200 fits exactly.
        assert_eq!(r.take(200), Some(Taken { start: 100, len: 200, clean: false }));
        assert_eq!(r.take(500), Some(Taken { start: 500, len: 500, clean: true }));
        assert_eq!(r.take(10), None);
        r.give(0, 100, true);
        r.give(300, 200, true);
        assert_eq!(r.take(90).unwrap().start, 0);
        r.trim(|_, _| true);
        assert_eq!(r.dirty(), 0);
        assert_eq!(r.take(200), Some(Taken { start: 300, len: 200, clean: true }));
    }

    #[test]
    fn never_hands_out_what_is_in_use() {
        let mut r = Ranges::new(0, 100_000, 1);
        let mut live: Vec<(usize, usize)> = Vec::new();
        let mut seed = 5u64;
        for _ in 0..5000 {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let n = (seed >> 40) as usize % 300 + 1;
            if seed >> 63 == 0 || live.is_empty() {
                if let Some(t) = r.take(n) {
                    assert!(live.iter().all(|&(s, l)| t.start + n <= s || s + l <= t.start));
                    live.push((t.start, n));
                }
            } else {
                let (start, len) = live.swap_remove(n % live.len());
                r.give(start, len, seed & 1 == 0);
            }
        }
        let total: usize = live.iter().map(|l| l.1).sum();
        let free: usize = r.by_address.values().map(|f| f.len).sum();
        assert_eq!(total + free, r.top());
        assert_eq!(r.by_address.len(), r.by_len.len());
    }
}
