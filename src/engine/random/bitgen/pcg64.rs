//! PCG64: PCG XSL RR 128/64, the generator of `default_rng`.

use super::{BitGenerator, HalfDraw, unit_f64};
use crate::engine::mem::pcg;
use crate::engine::random::SeedSequence;
use rayon::prelude::*;

/// The multiplier of PCG's 128-bit congruential generator.
const MULTIPLIER: u128 = 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645;
/// The step of `jumped`: 2^128 divided by the golden ratio.
pub(super) const JUMP: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
/// Doubles that one task fills at a time.
const CHUNK: usize = 1 << 16;
/// Fills from this length on are worth setting up vectors.
const VECTORS_FROM: usize = 256;
/// Fills shorter than this are not worth another thread.
const PARALLEL_FROM: usize = 1 << 18;

/// NumPy's `PCG64`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pcg64 {
    /// The 128-bit state.
    pub state: u128,
    /// The increment, odd: it selects the stream.
    pub inc: u128,
    /// What `next_u32` has left over.
    pub half: HalfDraw,
}

impl Pcg64 {
    /// Seeded as `PCG64(seed_sequence)`.
    pub fn new(seed: &SeedSequence) -> Pcg64 {
        let words = seed.generate_u64(4);
        let join = |hi: u64, lo: u64| (u128::from(hi) << 64) | u128::from(lo);
        Pcg64::from_parts(join(words[0], words[1]), join(words[2], words[3]))
    }

    /// PCG's own seeding: a starting state and a stream number.
    pub fn from_parts(state: u128, stream: u128) -> Pcg64 {
        let mut pcg = Pcg64 { state: 0, inc: (stream << 1) | 1, half: HalfDraw::default() };
        pcg.step();
        pcg.state = pcg.state.wrapping_add(state);
        pcg.step();
        pcg
    }

    fn step(&mut self) {
        self.state = self.state.wrapping_mul(MULTIPLIER).wrapping_add(self.inc);
    }

    /// Moves on by `delta` draws of 64 bits in logarithmic time.
    pub fn advance(&mut self, delta: u128) {
        self.state = advanced(self.state, delta, MULTIPLIER, self.inc);
        self.half = HalfDraw::default();
    }

    /// A generator moved far ahead: `PCG64.jumped(jumps)`.
    pub fn jumped(&self, jumps: u128) -> Pcg64 {
        let mut pcg = self.clone();
        pcg.advance(JUMP.wrapping_mul(jumps));
        pcg
    }

    /// Fills with doubles in [0, 1) on all cores: the same stream as `fill_f64`.
    pub fn fill_doubles_parallel(&mut self, out: &mut [f64]) {
        if out.len() < PARALLEL_FROM {
            return self.fill_f64(out);
        }
        let (start, inc) = (self.state, self.inc);
        out.par_chunks_mut(CHUNK).enumerate().for_each(|(i, chunk)| {
            let state = advanced(start, (i * CHUNK) as u128, MULTIPLIER, inc);
            fill(state, inc, chunk);
        });
        self.state = advanced(start, out.len() as u128, MULTIPLIER, inc);
    }
}

/// The state after `delta` steps of `state · multiplier + inc`, by squaring.
pub(super) fn advanced(state: u128, mut delta: u128, multiplier: u128, inc: u128) -> u128 {
    let (mut mult, mut plus) = (multiplier, inc);
    let (mut acc_mult, mut acc_plus) = (1u128, 0u128);
    while delta > 0 {
        if delta & 1 == 1 {
            acc_mult = acc_mult.wrapping_mul(mult);
            acc_plus = acc_plus.wrapping_mul(mult).wrapping_add(plus);
        }
        plus = mult.wrapping_add(1).wrapping_mul(plus);
        mult = mult.wrapping_mul(mult);
        delta >>= 1;
    }
    acc_mult.wrapping_mul(state).wrapping_add(acc_plus)
}

/// XSL RR: the halves folded, rotated by the top six bits.
fn output(state: u128) -> u64 {
    ((state >> 64) as u64 ^ state as u64).rotate_right((state >> 122) as u32)
}

/// Fills from a state and returns the last one: most of it by vectors, where the processor has them.
fn fill(state: u128, inc: u128, out: &mut [f64]) -> u128 {
    if out.len() < VECTORS_FROM {
        return fill_by_four(state, inc, out);
    }
    let (mut lanes, mut lead) = ([0u128; pcg::STRIDE], state);
    for lane in &mut lanes {
        lead = lead.wrapping_mul(MULTIPLIER).wrapping_add(inc);
        *lane = lead;
    }
    let multiplier = MULTIPLIER.wrapping_pow(pcg::STRIDE as u32);
    let plus = advanced(0, pcg::STRIDE as u128, MULTIPLIER, inc);
    let done = pcg::fill(&lanes, multiplier, plus, out);
    fill_by_four(advanced(state, done as u128, MULTIPLIER, inc), inc, &mut out[done..])
}

/// As [`fill`], with four interleaved streams, since one step waits for the one before.
fn fill_by_four(mut state: u128, inc: u128, out: &mut [f64]) -> u128 {
    let mult4 = MULTIPLIER.wrapping_pow(4);
    let plus4 = advanced(0, 4, MULTIPLIER, inc);
    let mut lanes = [0u128; 4];
    let mut blocks = out.chunks_exact_mut(4);
    let mut lead = state;
    for lane in &mut lanes {
        lead = lead.wrapping_mul(MULTIPLIER).wrapping_add(inc);
        *lane = lead;
    }
    for block in &mut blocks {
        for (x, lane) in block.iter_mut().zip(&mut lanes) {
            *x = unit_f64(output(*lane));
            state = *lane;
            *lane = lane.wrapping_mul(mult4).wrapping_add(plus4);
        }
    }
    for x in blocks.into_remainder() {
        state = state.wrapping_mul(MULTIPLIER).wrapping_add(inc);
        *x = unit_f64(output(state));
    }
    state
}

impl BitGenerator for Pcg64 {
    fn next_u64(&mut self) -> u64 {
        self.step();
        output(self.state)
    }

    fn next_u32(&mut self) -> u32 {
        if let Some(bits) = self.half.take() {
            return bits;
        }
        let draw = self.next_u64();
        self.half.split(draw)
    }

    fn fill_f64(&mut self, out: &mut [f64]) {
        self.state = fill(self.state, self.inc, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_and_steps_give_one_stream() {
        let start = Pcg64::from_parts(0x0123_4567_89ab_cdef_0011_2233_4455_6677, u128::MAX / 7);
        for n in [0, 1, 31, 255, 256, 257, 288, 1000, 4096, 5003] {
            let (mut a, mut b) = (start.clone(), start.clone());
            let mut filled = vec![0.0; n];
            a.fill_f64(&mut filled);
            let drawn: Vec<f64> = (0..n).map(|_| b.next_f64()).collect();
            assert!(filled == drawn && a == b, "{n}");
        }
    }
}
