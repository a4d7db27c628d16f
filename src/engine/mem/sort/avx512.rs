//! Registers of 64 bytes.

use super::network::{self, MOST, Vector, upper};
use super::quick::Steps;
use std::arch::x86_64::*;

/// The first `n` lanes.
#[inline(always)]
fn first(n: usize) -> u32 {
    (1 << n) - 1
}

macro_rules! level {
    ($steps:ident, $register:ident, $key:ty, $lanes:literal, $int:ty, $mask:ty; $splat:ident $min:ident $max:ident
     $permute:ident $blend:ident $less:ident $compress:ident $load:ident $store:ident $shift:ident) => {
        #[derive(Clone, Copy)]
        struct $register(__m512i);

        impl Vector for $register {
            type Key = $key;
            const LANES: usize = $lanes;
            const ROOM: usize = 1;
            #[inline(always)]
            unsafe fn load(from: *const $key) -> Self {
                // SAFETY: by the caller's promise.
                Self(unsafe { _mm512_loadu_si512(from.cast()) })
            }
            #[inline(always)]
            unsafe fn store(self, to: *mut $key) {
                // SAFETY: by the caller's promise.
                unsafe { _mm512_storeu_si512(to.cast(), self.0) }
            }
            #[inline(always)]
            unsafe fn load_some(from: *const $key, n: usize) -> Self {
                // SAFETY: by the caller's promise; lanes outside the mask are not read.
                Self(unsafe { $load($splat(<$key>::MAX), first(n) as $mask, from) })
            }
            #[inline(always)]
            unsafe fn store_some(self, to: *mut $key, n: usize) {
                // SAFETY: by the caller's promise; lanes outside the mask are not written.
                unsafe { $store(to, first(n) as $mask, self.0) }
            }
            #[inline(always)]
            unsafe fn first(self) -> $key {
                // SAFETY: by the caller's promise.
                unsafe { _mm_cvtsi128_si64(_mm512_castsi512_si128(self.0)) as $key }
            }
            #[inline(always)]
            unsafe fn float_bits(self) -> Self {
                // SAFETY: by the caller's promise.
                Self(unsafe {
                    let signs = $shift::<{ <$key>::BITS - 1 }>(self.0);
                    _mm512_xor_si512(self.0, _mm512_and_si512(signs, $splat(<$key>::MAX)))
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
                Self(unsafe { $min(self.0, other.0) })
            }
            #[inline(always)]
            unsafe fn max(self, other: Self) -> Self {
                // SAFETY: by the caller's promise.
                Self(unsafe { $max(self.0, other.0) })
            }
            #[inline(always)]
            unsafe fn exchange<const X: usize>(self) -> Self {
                let lanes: [$int; $lanes] = const {
                    let (mut lanes, mut i) = ([0; $lanes], 0);
                    while i < $lanes {
                        lanes[i] = (i ^ X) as $int;
                        i += 1;
                    }
                    lanes
                };
                // SAFETY: by the caller's promise; `lanes` fills a register.
                Self(unsafe { $permute(_mm512_loadu_si512(lanes.as_ptr().cast()), self.0) })
            }
            #[inline(always)]
            unsafe fn choose<const X: usize>(low: Self, high: Self) -> Self {
                // SAFETY: by the caller's promise.
                Self(unsafe { $blend(const { upper($lanes, X) as $mask }, low.0, high.0) })
            }
            #[inline(always)]
            unsafe fn part(self, pivot: Self, left: *mut $key, right: *mut $key) -> usize {
                // SAFETY: by the caller's promise.
                unsafe {
                    let below: $mask = $less(self.0, pivot.0);
                    let count = below.count_ones() as usize;
                    _mm512_storeu_si512(left.cast(), $compress(below, self.0));
                    let others = $lanes - count;
                    $store(right.sub(others), first(others) as $mask, $compress(!below, self.0));
                    count
                }
            }
        }

        pub(super) struct $steps;

        impl Steps<$key> for $steps {
            const LEAF: usize = MOST * $lanes;
            fn leaf(keys: &mut [$key], floats: bool) {
                #[target_feature(enable = "avx512f,bmi1,bmi2,lzcnt,popcnt")]
                fn run<const FLOATS: bool>(keys: &mut [$key]) {
                    // SAFETY: the level was detected.
                    unsafe { network::leaf::<$register, FLOATS>(keys) }
                }
                // SAFETY: `Key::run` comes here where the processor has AVX-512.
                unsafe { if floats { run::<true>(keys) } else { run::<false>(keys) } }
            }
            fn pivot(keys: &[$key]) -> $key {
                #[target_feature(enable = "avx512f,bmi1,bmi2,lzcnt,popcnt")]
                fn run(keys: &[$key]) -> $key {
                    // SAFETY: the level was detected.
                    unsafe { network::pivot::<$register>(keys) }
                }
                // SAFETY: as above.
                unsafe { run(keys) }
            }
            fn divide(keys: &mut [$key], pivot: $key) -> usize {
                #[target_feature(enable = "avx512f,bmi1,bmi2,lzcnt,popcnt")]
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

level! { Wide, Eight, i64, 8, i64, u8; _mm512_set1_epi64 _mm512_min_epi64 _mm512_max_epi64 _mm512_permutexvar_epi64
_mm512_mask_blend_epi64 _mm512_cmplt_epi64_mask _mm512_maskz_compress_epi64 _mm512_mask_loadu_epi64
_mm512_mask_storeu_epi64 _mm512_srai_epi64 }
level! { Narrow, Sixteen, i32, 16, i32, u16; _mm512_set1_epi32 _mm512_min_epi32 _mm512_max_epi32 _mm512_permutexvar_epi32
_mm512_mask_blend_epi32 _mm512_cmplt_epi32_mask _mm512_maskz_compress_epi32 _mm512_mask_loadu_epi32
_mm512_mask_storeu_epi32 _mm512_srai_epi32 }
