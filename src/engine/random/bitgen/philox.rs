//! Philox 4×64, ten rounds: a counter-based generator.

use super::{BitGenerator, HalfDraw};
use crate::engine::random::SeedSequence;

const MULTIPLIERS: [u64; 2] = [0xd2e7_470e_e14c_6c93, 0xca5a_8263_9512_1157];
const WEYL: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xbb67_ae85_84ca_a73b];
const ROUNDS: usize = 10;

/// NumPy's `Philox`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Philox {
    /// The 256-bit counter, low word first.
    pub counter: [u64; 4],
    /// The key.
    pub key: [u64; 2],
    /// The block made of the counter.
    pub buffer: [u64; 4],
    /// How much of the block is used.
    pub position: usize,
    /// What `next_u32` has left over.
    pub half: HalfDraw,
}

impl Philox {
    /// Seeded as `Philox(seed_sequence)`.
    pub fn new(seed: &SeedSequence) -> Philox {
        let words = seed.generate_u64(2);
        Philox::with_key([words[0], words[1]], [0; 4])
    }

    /// A given key and counter: `Philox(key=…, counter=…)`.
    pub fn with_key(key: [u64; 2], counter: [u64; 4]) -> Philox {
        Philox { counter, key, buffer: [0; 4], position: 4, half: HalfDraw::default() }
    }

    /// Adds to the 256-bit counter, given low word first, and drops the current block.
    pub fn advance(&mut self, delta: [u64; 4]) {
        let mut carry = false;
        for (word, add) in self.counter.iter_mut().zip(delta) {
            let (sum, over) = word.overflowing_add(add);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            *word = sum;
            carry = over || over_again;
        }
        self.position = 4;
        self.half = HalfDraw::default();
    }

    /// A generator 2^128 blocks ahead for each jump: `Philox.jumped(jumps)`.
    pub fn jumped(&self, jumps: u128) -> Philox {
        let mut philox = self.clone();
        philox.advance([0, 0, jumps as u64, (jumps >> 64) as u64]);
        philox
    }

    fn increment(&mut self) {
        for word in &mut self.counter {
            *word = word.wrapping_add(1);
            if *word != 0 {
                break;
            }
        }
    }
}

/// One block: ten rounds of multiply, swap and key.
fn block(mut c: [u64; 4], mut key: [u64; 2]) -> [u64; 4] {
    for _ in 0..ROUNDS {
        let left = u128::from(MULTIPLIERS[0]) * u128::from(c[0]);
        let right = u128::from(MULTIPLIERS[1]) * u128::from(c[2]);
        c = [(right >> 64) as u64 ^ c[1] ^ key[0], right as u64, (left >> 64) as u64 ^ c[3] ^ key[1], left as u64];
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    c
}

impl BitGenerator for Philox {
    fn next_u64(&mut self) -> u64 {
        if self.position >= 4 {
            self.increment();
            self.buffer = block(self.counter, self.key);
            self.position = 0;
        }
        self.position += 1;
        self.buffer[self.position - 1]
    }

    fn next_u32(&mut self) -> u32 {
        if let Some(bits) = self.half.take() {
            return bits;
        }
        let draw = self.next_u64();
        self.half.split(draw)
    }
}
