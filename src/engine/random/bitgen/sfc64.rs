//! SFC64: the small fast chaotic generator.

use super::{BitGenerator, HalfDraw};
use crate::engine::random::SeedSequence;

/// NumPy's `SFC64`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sfc64 {
    /// Three words of state and the counter.
    pub state: [u64; 4],
    /// What `next_u32` has left over.
    pub half: HalfDraw,
}

impl Sfc64 {
    /// Seeded as `SFC64(seed_sequence)`.
    pub fn new(seed: &SeedSequence) -> Sfc64 {
        let words = seed.generate_u64(3);
        let mut sfc = Sfc64 { state: [words[0], words[1], words[2], 1], half: HalfDraw::default() };
        for _ in 0..12 {
            sfc.next_u64();
        }
        sfc
    }
}

impl BitGenerator for Sfc64 {
    fn next_u64(&mut self) -> u64 {
        let [a, b, c, count] = self.state;
        let out = a.wrapping_add(b).wrapping_add(count);
        self.state =
            [b ^ (b >> 11), c.wrapping_add(c << 3), c.rotate_left(24).wrapping_add(out), count.wrapping_add(1)];
        out
    }

    fn next_u32(&mut self) -> u32 {
        if let Some(bits) = self.half.take() {
            return bits;
        }
        let draw = self.next_u64();
        self.half.split(draw)
    }
}
