//! Registers of 32 bytes. There is no instruction that packs the lanes of a mask: a table of permutations stands for it.

use super::network::{self, MOST, Vector, upper};
use super::quick::Steps;
use std::arch::x86_64::*;

/// For each mask of 8 lanes: the lanes in it, then the others.
static ORDER: [[i32; 8]; 256] = {
    let mut table = [[0; 8]; 256];
    let mut mask = 0;
    while mask < 256 {
        let (mut lane, mut first, mut other) = (0, 0, (mask as u8).count_ones() as usize);
        while lane < 8 {
            if mask >> lane & 1 == 1 {
                table[mask][first] = lane;
                first += 1;
            } else {
                table[mask][other] = lane;
                other += 1;
            }
            lane += 1;
        }
        mask += 1;
    }
    table
};

/// Each lane of 64 bits as two of 32.
const fn doubled(mask: usize) -> usize {
    let (mut wide, mut i) = (0, 0);
    while i < 4 {
        if mask >> i & 1 == 1 {
            wide |= 3 << (2 * i);
        }
        i += 1;
    }
    wide
}

static DOUBLED: [u8; 16] = {
    let (mut table, mut i) = ([0; 16], 0);
    while i < 16 {
        table[i] = doubled(i) as u8;
        i += 1;
    }
    table
};

/// The lanes `i ^ x` of 32 bits.
const fn exchanged(x: usize) -> [i32; 8] {
    let (mut lanes, mut i) = ([0; 8], 0);
    while i < 8 {
        lanes[i] = (i ^ x) as i32;
        i += 1;
    }
    lanes
}

macro_rules! level {
    ($steps:ident, $register:ident, $key:ty, $lanes:literal; $splat:ident $greater:ident $bits:ident $bits_of:expr,
     $scale:literal, $table:expr) => {
        #[derive(Clone, Copy)]
        struct $register(__m256i);

        impl Vector for $register {
            type Key = $key;
            const LANES: usize = $lanes;
            // Both stores write a whole register.
            const ROOM: usize = 2;
            #[inline(always)]
            unsafe fn load(from: *const $key) -> Self {
                // SAFETY: by the caller's promise.
                Self(unsafe { _mm256_loadu_si256(from.cast()) })
            }
            #[inline(always)]
            unsafe fn store(self, to: *mut $key) {
                // SAFETY: by the caller's promise.
                unsafe { _mm256_storeu_si256(to.cast(), self.0) }
            }
            #[inline(always)]
            unsafe fn load_some(from: *const $key, n: usize) -> Self {
                let mut keys = [<$key>::MAX; $lanes];
                // SAFETY: by the caller's promise; the array has room for all lanes.
                unsafe {
                    keys.as_mut_ptr().copy_from_nonoverlapping(from, n);
                    Self::load(keys.as_ptr())
                }
            }
            #[inline(always)]
            unsafe fn store_some(self, to: *mut $key, n: usize) {
                let mut keys = [0; $lanes];
                // SAFETY: as above.
                unsafe {
                    self.store(keys.as_mut_ptr());
                    to.copy_from_nonoverlapping(keys.as_ptr(), n);
                }
            }
            #[inline(always)]
            unsafe fn first(self) -> $key {
                // SAFETY: by the caller's promise.
                unsafe { _mm_cvtsi128_si64(_mm256_castsi256_si128(self.0)) as $key }
            }
            #[inline(always)]
            unsafe fn float_bits(self) -> Self {
                // SAFETY: by the caller's promise.
                Self(unsafe {
                    let signs = $greater(_mm256_setzero_si256(), self.0);
                    _mm256_xor_si256(self.0, _mm256_and_si256(signs, $splat(<$key>::MAX)))
                })
            }
            #[inline(always)]
            unsafe fn splat(key: $key) -> Self {
                // SAFETY: by the caller's promise.
                Self(unsafe { $splat(key) })
            }
            #[inline(always)]
            unsafe fn min(self, other: Self) -> Self {
                // SAFETY: by the caller's promise.
                Self(unsafe { _mm256_blendv_epi8(self.0, other.0, $greater(self.0, other.0)) })
            }
            #[inline(always)]
            unsafe fn max(self, other: Self) -> Self {
                // SAFETY: by the caller's promise.
                Self(unsafe { _mm256_blendv_epi8(other.0, self.0, $greater(self.0, other.0)) })
            }
            #[inline(always)]
            unsafe fn exchange<const X: usize>(self) -> Self {
                let lanes = const { exchanged(X * $scale) };
                // SAFETY: by the caller's promise; `lanes` fills a register.
                Self(unsafe { _mm256_permutevar8x32_epi32(self.0, _mm256_loadu_si256(lanes.as_ptr().cast())) })
            }
            #[inline(always)]
            unsafe fn choose<const X: usize>(low: Self, high: Self) -> Self {
                const {
                    assert!(X < 16);
                }
                let lanes: [$key; $lanes] = const {
                    let (mut lanes, mut i) = ([0; $lanes], 0);
                    while i < $lanes {
                        lanes[i] = -((upper($lanes, X) >> i & 1) as $key);
                        i += 1;
                    }
                    lanes
                };
                // SAFETY: by the caller's promise; `lanes` fills a register.
                Self(unsafe { _mm256_blendv_epi8(low.0, high.0, _mm256_loadu_si256(lanes.as_ptr().cast())) })
            }
            #[inline(always)]
            unsafe fn part(self, pivot: Self, left: *mut $key, right: *mut $key) -> usize {
                // SAFETY: by the caller's promise.
                unsafe {
                    let below = $bits($bits_of($greater(pivot.0, self.0))) as usize & ((1 << $lanes) - 1);
                    let order = _mm256_loadu_si256(ORDER[$table(below)].as_ptr().cast());
                    let parted = _mm256_permutevar8x32_epi32(self.0, order);
                    _mm256_storeu_si256(left.cast(), parted);
                    _mm256_storeu_si256(right.sub($lanes).cast(), parted);
                    below.count_ones() as usize
                }
            }
        }

        pub(super) struct $steps;

        impl Steps<$key> for $steps {
            const LEAF: usize = MOST * $lanes;
            fn leaf(keys: &mut [$key], floats: bool) {
                #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
                fn run<const FLOATS: bool>(keys: &mut [$key]) {
                    // SAFETY: the level was detected.
                    unsafe { network::leaf::<$register, FLOATS>(keys) }
                }
                // SAFETY: `Key::run` comes here where the processor has AVX2.
                unsafe { if floats { run::<true>(keys) } else { run::<false>(keys) } }
            }
            fn pivot(keys: &[$key]) -> $key {
                #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
                fn run(keys: &[$key]) -> $key {
                    // SAFETY: the level was detected.
                    unsafe { network::pivot::<$register>(keys) }
                }
                // SAFETY: as above.
                unsafe { run(keys) }
            }
            fn divide(keys: &mut [$key], pivot: $key) -> usize {
                #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
                fn run(keys: &mut [$key], pivot: $key) -> usize {
                    // SAFETY: the level was detected.
                    unsafe { network::divide::<$register>(keys, pivot) }
                }
                // SAFETY: as above.
                unsafe { run(keys, pivot) }
            }
        }
    };
}

level! { Wide, Four, i64, 4; _mm256_set1_epi64x _mm256_cmpgt_epi64 _mm256_movemask_pd _mm256_castsi256_pd, 2,
|below: usize| DOUBLED[below] as usize }
level! { Narrow, Eight, i32, 8; _mm256_set1_epi32 _mm256_cmpgt_epi32 _mm256_movemask_ps _mm256_castsi256_ps, 1,
|below: usize| below }
