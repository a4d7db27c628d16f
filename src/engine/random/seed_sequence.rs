//! `SeedSequence`: entropy of any size hashed to well-mixed seeds, and to independent children.

use crate::engine::interrupt;
use crate::engine::mem::watch;
use num_bigint::BigUint;

const POOL_SIZE: usize = 4;
const INIT_A: u32 = 0x43b0_d7e5;
const MULT_A: u32 = 0x931e_8875;
const INIT_B: u32 = 0x8b51_f9dd;
const MULT_B: u32 = 0x58f3_8ded;
const MIX_LEFT: u32 = 0xca01_f9dd;
const MIX_RIGHT: u32 = 0x4973_f715;

/// NumPy's `SeedSequence`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedSequence {
    /// The entropy, in words of 32 bits, low word first.
    pub entropy: Vec<u32>,
    /// Which child of which child this is.
    pub spawn_key: Vec<u32>,
    /// How many children it has had.
    pub children: u32,
    /// Words in the pool: 4 unless asked otherwise.
    pub pool_size: usize,
    pool: Vec<u32>,
}

/// An integer as words of 32 bits, low word first; zero is one word.
pub fn words_of(value: &BigUint) -> Vec<u32> {
    let words = value.to_u32_digits();
    if words.is_empty() { vec![0] } else { words }
}

impl SeedSequence {
    /// From words of entropy: an integer's [`words_of`], or those of several integers one after the other.
    pub fn new(entropy: Vec<u32>) -> SeedSequence {
        SeedSequence::with(entropy, Vec::new(), POOL_SIZE)
    }

    /// From one small integer.
    pub fn from_u64(seed: u64) -> SeedSequence {
        SeedSequence::new(words_of(&BigUint::from(seed)))
    }

    /// With a spawn key and a pool of another size (at least 4).
    pub fn with(entropy: Vec<u32>, spawn_key: Vec<u32>, pool_size: usize) -> SeedSequence {
        watch::demand(pool_size.saturating_mul(size_of::<u32>()));
        let mut words = entropy.clone();
        if !spawn_key.is_empty() && words.len() < pool_size {
            // So that a child's key is never mistaken for its parent's entropy.
            words.resize(pool_size, 0);
        }
        words.extend_from_slice(&spawn_key);
        let pool = mix_entropy(&words, pool_size);
        SeedSequence { entropy, spawn_key, children: 0, pool_size, pool }
    }

    /// The mixed pool.
    pub fn pool(&self) -> &[u32] {
        &self.pool
    }

    /// `n` words of 32 bits: `generate_state(n)`.
    pub fn generate_u32(&self, n: usize) -> Vec<u32> {
        watch::demand(n.saturating_mul(size_of::<u32>()));
        let mut hash = INIT_B;
        let source = self.pool.iter().cycle().take(n);
        source
            .map(|&word| {
                let mut value = word ^ hash;
                hash = hash.wrapping_mul(MULT_B);
                value = value.wrapping_mul(hash);
                value ^ (value >> 16)
            })
            .collect()
    }

    /// `n` words of 64 bits: `generate_state(n, np.uint64)`.
    pub fn generate_u64(&self, n: usize) -> Vec<u64> {
        let halves = self.generate_u32(n.saturating_mul(2));
        halves.chunks_exact(2).map(|pair| u64::from(pair[0]) | (u64::from(pair[1]) << 32)).collect()
    }

    /// The next `n` children: `spawn(n)`.
    pub fn spawn(&mut self, n: u32) -> Vec<SeedSequence> {
        let first = self.children;
        self.children = first.saturating_add(n);
        let child = |i| {
            let key = self.spawn_key.iter().copied().chain([i]).collect();
            SeedSequence::with(self.entropy.clone(), key, self.pool_size)
        };
        (first..self.children).map(child).collect()
    }
}

/// One word hashed, with a multiplier that moves on.
fn hash_mix(value: u32, hash: &mut u32) -> u32 {
    let mut value = value ^ *hash;
    *hash = hash.wrapping_mul(MULT_A);
    value = value.wrapping_mul(*hash);
    value ^ (value >> 16)
}

/// Two words to one.
fn mix(x: u32, y: u32) -> u32 {
    let result = MIX_LEFT.wrapping_mul(x).wrapping_sub(MIX_RIGHT.wrapping_mul(y));
    result ^ (result >> 16)
}

/// Every word of entropy into every word of the pool.
fn mix_entropy(words: &[u32], pool_size: usize) -> Vec<u32> {
    let mut hash = INIT_A;
    let padded = words.iter().copied().chain(std::iter::repeat(0)).take(pool_size);
    let mut pool: Vec<u32> = padded.map(|word| hash_mix(word, &mut hash)).collect();
    for source in 0..pool_size {
        interrupt::poll();
        for target in (0..pool_size).filter(|&t| t != source) {
            pool[target] = mix(pool[target], hash_mix(pool[source], &mut hash));
        }
    }
    for &word in words.iter().skip(pool_size) {
        for slot in &mut pool {
            *slot = mix(*slot, hash_mix(word, &mut hash));
        }
    }
    pool
}
