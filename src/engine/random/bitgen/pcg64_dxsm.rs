//! PCG64DXSM: PCG with a cheap multiplier and a stronger output function.

use super::pcg64::{JUMP, Pcg64, advanced};
use super::{BitGenerator, HalfDraw};
use crate::engine::random::SeedSequence;

const MULTIPLIER: u64 = 0xda94_2042_e4dd_58b5;

/// NumPy's `PCG64DXSM`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pcg64Dxsm {
    /// The 128-bit state.
    pub state: u128,
    /// The increment, odd: it selects the stream.
    pub inc: u128,
    /// What `next_u32` has left over.
    pub half: HalfDraw,
}

impl Pcg64Dxsm {
    /// Seeded as `PCG64DXSM(seed_sequence)`.
    pub fn new(seed: &SeedSequence) -> Pcg64Dxsm {
        // NumPy seeds both variants by the steps of the older one.
        let Pcg64 { state, inc, half } = Pcg64::new(seed);
        Pcg64Dxsm { state, inc, half }
    }

    fn step(&mut self) {
        self.state = self.state.wrapping_mul(u128::from(MULTIPLIER)).wrapping_add(self.inc);
    }

    /// Moves on by `delta` draws of 64 bits in logarithmic time.
    pub fn advance(&mut self, delta: u128) {
        self.state = advanced(self.state, delta, u128::from(MULTIPLIER), self.inc);
        self.half = HalfDraw::default();
    }

    /// A generator moved far ahead: `PCG64DXSM.jumped(jumps)`.
    pub fn jumped(&self, jumps: u128) -> Pcg64Dxsm {
        let mut pcg = self.clone();
        pcg.advance(JUMP.wrapping_mul(jumps));
        pcg
    }
}

impl BitGenerator for Pcg64Dxsm {
    fn next_u64(&mut self) -> u64 {
        let mut hi = (self.state >> 64) as u64;
        let lo = self.state as u64 | 1;
        hi ^= hi >> 32;
        hi = hi.wrapping_mul(MULTIPLIER);
        hi ^= hi >> 48;
        self.step();
        hi.wrapping_mul(lo)
    }

    fn next_u32(&mut self) -> u32 {
        if let Some(bits) = self.half.take() {
            return bits;
        }
        let draw = self.next_u64();
        self.half.split(draw)
    }
}
