//! MT19937, the Mersenne Twister: of `np.random.seed`, `np.random.MT19937` and Python's `random`.

use super::BitGenerator;
use crate::engine::mem::simd::{self, Body};
use crate::engine::mem::threads;
use crate::engine::random::SeedSequence;

const N: usize = 624;
const M: usize = 397;

/// NumPy's `MT19937`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mt19937 {
    /// The 624 words of state.
    pub key: Box<[u32; N]>,
    /// How many of them are used up.
    pub position: usize,
}

impl Mt19937 {
    /// Seeded by one word: `np.random.seed(int)`.
    pub fn from_u32(seed: u32) -> Mt19937 {
        let mut key = Box::new([0u32; N]);
        key[0] = seed;
        for i in 1..N {
            let last = key[i - 1];
            key[i] = 1_812_433_253u32.wrapping_mul(last ^ (last >> 30)).wrapping_add(i as u32);
        }
        Mt19937 { key, position: N }
    }

    /// Seeded by an array of words: `np.random.seed([…])`, and how Python's `random.seed` uses an integer. An empty
    /// array counts as a single zero.
    pub fn from_words(words: &[u32]) -> Mt19937 {
        let words = if words.is_empty() { &[0][..] } else { words };
        let mut mt = Mt19937::from_u32(19_650_218);
        let key = &mut mt.key;
        let mut i = 1;
        for j in 0..N.max(words.len()) {
            let j = j % words.len();
            let last = key[i - 1];
            let mixed = key[i] ^ (last ^ (last >> 30)).wrapping_mul(1_664_525);
            key[i] = mixed.wrapping_add(words[j]).wrapping_add(j as u32);
            i = next_index(key, i);
        }
        for _ in 1..N {
            let last = key[i - 1];
            key[i] = (key[i] ^ (last ^ (last >> 30)).wrapping_mul(1_566_083_941)).wrapping_sub(i as u32);
            i = next_index(key, i);
        }
        key[0] = 0x8000_0000;
        mt
    }

    /// Seeded as `np.random.MT19937(seed_sequence)`: the state itself, its top bit set. The position is the last
    /// index filled, so that the first draw is the last word of the seeded state.
    pub fn new(seed: &SeedSequence) -> Mt19937 {
        let words = seed.generate_u32(N);
        let mut key = Box::new([0u32; N]);
        key.copy_from_slice(&words);
        key[0] = 0x8000_0000;
        Mt19937 { key, position: N - 1 }
    }

    /// A new block of 624 words.
    fn twist(&mut self) {
        simd::dispatch(Twist(&mut self.key));
        self.position = 0;
    }
}

/// Blocks that are made while those before are turned into doubles.
const BATCH: usize = 64;

impl Mt19937 {
    /// Fills with doubles in [0, 1): the same stream as `fill_f64`. The state can't be jumped ahead, so one thread makes
    /// its blocks and another turns them into doubles; 1.6 times as fast as alone.
    pub fn fill_doubles_parallel(&mut self, out: &mut [f64]) {
        if out.len() < 4 * BATCH * N || !self.position.is_multiple_of(2) || threads::count() < 2 {
            return self.fill_f64(out);
        }
        let (left, rest) = out.split_at_mut((N - self.position) / 2);
        self.fill_f64(left);
        let (whole, rest) = rest.split_at_mut(rest.len() / (N / 2) * (N / 2));
        let mut parts = whole.chunks_mut(BATCH * N / 2);
        let (mut ready, mut next) = (vec![0; BATCH * N], vec![0; BATCH * N]);
        let mut part = parts.next();
        self.blocks(&mut ready[..part.as_ref().map_or(0, |p| 2 * p.len())]);
        while let Some(now) = part {
            let later = parts.next();
            let wanted = later.as_ref().map_or(0, |p| 2 * p.len());
            threads::join(|| self.blocks(&mut next[..wanted]), || simd::dispatch(Doubles(&ready, now)));
            std::mem::swap(&mut ready, &mut next);
            part = later;
        }
        self.fill_f64(rest);
    }

    /// The next blocks, whole ones. The state is then used up.
    fn blocks(&mut self, words: &mut [u32]) {
        for block in words.chunks_exact_mut(N) {
            self.twist();
            block.copy_from_slice(&self.key[..]);
        }
        self.position = N;
    }
}

/// The recurrence. A word is made of words so far apart that vectors can do it.
struct Twist<'a>(&'a mut [u32; N]);

impl Body for Twist<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let key = self.0;
        let mix = |upper: u32, lower: u32| {
            let y = (upper & 0x8000_0000) | (lower & 0x7fff_ffff);
            (y >> 1) ^ ((y & 1).wrapping_neg() & 0x9908_b0df)
        };
        for i in 0..N - M {
            key[i] = key[i + M] ^ mix(key[i], key[i + 1]);
        }
        for i in N - M..N - 1 {
            key[i] = key[i + M - N] ^ mix(key[i], key[i + 1]);
        }
        key[N - 1] = key[M - 1] ^ mix(key[N - 1], key[0]);
    }
}

/// Doubles from pairs of words.
struct Doubles<'a>(&'a [u32], &'a mut [f64]);

impl Body for Doubles<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for (x, pair) in self.1.iter_mut().zip(self.0.as_chunks::<2>().0) {
            *x = join(temper(pair[0]), temper(pair[1]));
        }
    }
}

/// The index after `i` in the seeding's round, which carries the last word over to the first.
fn next_index(key: &mut [u32; N], i: usize) -> usize {
    if i + 1 < N {
        return i + 1;
    }
    key[0] = key[N - 1];
    1
}

/// The output function of one word.
#[inline(always)]
fn temper(mut y: u32) -> u32 {
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c_5680;
    y ^= (y << 15) & 0xefc6_0000;
    y ^ (y >> 18)
}

/// A double in [0, 1) of 27 and 26 bits.
#[inline(always)]
fn join(a: u32, b: u32) -> f64 {
    (f64::from(a >> 5) * 67_108_864.0 + f64::from(b >> 6)) / 9_007_199_254_740_992.0
}

impl BitGenerator for Mt19937 {
    fn next_u64(&mut self) -> u64 {
        let high = u64::from(self.next_u32());
        (high << 32) | u64::from(self.next_u32())
    }

    fn next_u32(&mut self) -> u32 {
        if self.position >= N {
            self.twist();
        }
        self.position += 1;
        temper(self.key[self.position - 1])
    }

    fn next_f64(&mut self) -> f64 {
        let a = self.next_u32();
        join(a, self.next_u32())
    }

    fn fill_f64(&mut self, out: &mut [f64]) {
        let mut rest = out;
        while !rest.is_empty() {
            let pairs = (N.saturating_sub(self.position) / 2).min(rest.len());
            let (now, later) = rest.split_at_mut(pairs);
            simd::dispatch(Doubles(&self.key[self.position.min(N)..], now));
            self.position += 2 * pairs;
            rest = later;
            // A pair that straddles two blocks, or the first of a new one.
            if let Some((x, later)) = std::mem::take(&mut rest).split_first_mut() {
                *x = self.next_f64();
                rest = later;
            }
        }
    }
}
