//! The streams of Python's own `random` module (CPython 3.11): seeding, bits, integers, sequences.

use super::{BitGenerator, Mt19937, words_of};
use crate::engine::interrupt;
use crate::engine::mem::watch;
use num_bigint::BigUint;
use num_traits::Zero;
use sha2::{Digest, Sha512};
use std::collections::HashSet;

/// CPython's `random.Random`.
#[derive(Debug, Clone, PartialEq)]
pub struct PyRandom {
    /// The generator.
    pub bits: Mt19937,
    /// The second of a pair of normals, kept by `gauss` for the next call.
    pub gauss_next: Option<f64>,
}

impl PyRandom {
    /// `seed(int)`, by the integer's magnitude.
    pub fn from_int(magnitude: &BigUint) -> PyRandom {
        PyRandom { bits: Mt19937::from_words(&words_of(magnitude)), gauss_next: None }
    }

    /// `seed(str)` by its UTF-8, or `seed(bytes)`: the bytes and their SHA-512 as one integer.
    pub fn from_bytes(bytes: &[u8]) -> PyRandom {
        let mut all = bytes.to_vec();
        all.extend_from_slice(&Sha512::digest(bytes));
        PyRandom::from_int(&BigUint::from_bytes_be(&all))
    }

    /// `seed(float)`: by its hash.
    pub fn from_float(value: f64) -> PyRandom {
        PyRandom::from_hash(hash_float(value))
    }

    /// By a hash, as anything that is neither an integer nor text is seeded.
    pub fn from_hash(hash: i64) -> PyRandom {
        PyRandom::from_int(&BigUint::from(hash as u64))
    }

    /// `random`.
    pub fn random(&mut self) -> f64 {
        self.bits.next_f64()
    }

    /// `getrandbits`.
    pub fn getrandbits(&mut self, k: u64) -> BigUint {
        let mut words = watch::room_for(k.div_ceil(32) as usize);
        let mut left = k;
        while left > 0 {
            interrupt::poll();
            words.push(self.bits.next_u32() >> (32 - left.min(32)));
            left = left.saturating_sub(32);
        }
        BigUint::new(words)
    }

    /// `randbytes`.
    pub fn randbytes(&mut self, n: usize) -> Vec<u8> {
        watch::demand(n);
        let mut bytes = self.getrandbits(n as u64 * 8).to_bytes_le();
        bytes.resize(n, 0);
        bytes
    }

    /// An integer in [0, n), n > 0: `randrange(n)`, and what `randint`, `choice` and the rest draw.
    pub fn randbelow_big(&mut self, n: &BigUint) -> BigUint {
        if n.is_zero() {
            return BigUint::zero();
        }
        loop {
            let r = self.getrandbits(n.bits());
            if r < *n {
                return r;
            }
        }
    }

    /// [`randbelow_big`](Self::randbelow_big) of a small number: the same stream.
    pub fn randbelow(&mut self, n: u64) -> u64 {
        if n == 0 {
            return 0;
        }
        let k = 64 - n.leading_zeros();
        loop {
            let r = if k <= 32 {
                u64::from(self.bits.next_u32() >> (32 - k))
            } else {
                let low = u64::from(self.bits.next_u32());
                low | (u64::from(self.bits.next_u32() >> (64 - k)) << 32)
            };
            if r < n {
                return r;
            }
        }
    }

    /// `shuffle` of `n` items: the pairs to swap.
    pub fn shuffle(&mut self, n: usize, mut swap: impl FnMut(usize, usize)) {
        for i in (1..n).rev() {
            swap(i, self.randbelow(i as u64 + 1) as usize);
        }
    }

    /// `sample`: `k` distinct indices below `n`, which is at least `k`.
    pub fn sample(&mut self, n: usize, k: usize) -> Vec<usize> {
        // CPython's estimate of when a set of what is taken needs less room than a list of what is left.
        let exponent = ((3.0 * k as f64).ln() / 4f64.ln()).ceil();
        let set_size = 21.0 + if k > 5 { 4f64.powf(exponent) } else { 0.0 };
        if n as f64 <= set_size { self.sample_from_pool(n, k) } else { self.sample_by_set(n, k) }
    }

    fn sample_from_pool(&mut self, n: usize, k: usize) -> Vec<usize> {
        watch::demand(n.saturating_mul(size_of::<usize>()));
        let mut pool: Vec<usize> = (0..n).collect();
        let pick = |i| {
            interrupt::poll();
            let j = self.randbelow((n - i) as u64) as usize;
            let picked = pool[j];
            pool[j] = pool[n - i - 1];
            picked
        };
        (0..k.min(n)).map(pick).collect()
    }

    fn sample_by_set(&mut self, n: usize, k: usize) -> Vec<usize> {
        let mut result = watch::room_for(k);
        watch::demand(k.saturating_mul(2 * size_of::<usize>()));
        let mut taken = HashSet::with_capacity(k);
        while result.len() < k.min(n) {
            interrupt::poll();
            let j = self.randbelow(n as u64) as usize;
            if taken.insert(j) {
                result.push(j);
            }
        }
        result
    }

    /// `choices` without weights: one index below `n`.
    pub fn choices(&mut self, n: usize) -> usize {
        (self.random() * n as f64).floor() as usize
    }

    /// `choices` with cumulative weights, the last of which is above 0: one index.
    pub fn choices_weighted(&mut self, cumulative: &[f64]) -> usize {
        let Some((&total, rest)) = cumulative.split_last() else { return 0 };
        let x = self.random() * (total + 0.0);
        rest.partition_point(|&c| c <= x)
    }
}

/// `hash(float)`: the value modulo 2^61 − 1.
pub fn hash_float(value: f64) -> i64 {
    const BITS: i32 = 61;
    const MODULUS: u64 = (1 << BITS) - 1;
    if value.is_infinite() {
        return if value > 0.0 { 314_159 } else { -314_159 };
    }
    if value.is_nan() || value == 0.0 {
        return 0;
    }
    let (mantissa, exponent) = integer_parts(value.abs());
    // 2^61 is 1 modulo 2^61 − 1, so a shift is a rotation of 61 bits.
    let shift = exponent.rem_euclid(BITS);
    let rotated = ((mantissa << shift) & MODULUS) | (mantissa >> (BITS - shift));
    let hash = if rotated == MODULUS { 0 } else { rotated } as i64;
    let signed = if value < 0.0 { -hash } else { hash };
    if signed == -1 { -2 } else { signed }
}

/// A positive double as an integer times a power of two.
fn integer_parts(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let exponent = (bits >> 52) as i32;
    let fraction = bits & ((1 << 52) - 1);
    if exponent == 0 { (fraction, -1074) } else { (fraction | (1 << 52), exponent - 1075) }
}
