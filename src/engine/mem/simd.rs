//! The widest vectors that the processor has, for loops that the compiler vectorises.
//!
//! A loop is compiled once for each level and the best one is chosen at run time. No level fuses or reorders
//! floating-point operations that are not written so: the bits are the same at each.

/// A loop to be compiled for each level. Mark `run` and what it calls in its loop `#[inline(always)]`, or the callee
/// keeps the baseline instructions.
pub trait Body {
    /// What comes out.
    type Output;
    /// Runs the loop.
    fn run(self) -> Self::Output;
    /// The same in less code, for processors that have none of the levels.
    #[inline(always)]
    fn run_compact(self) -> Self::Output
    where
        Self: Sized,
    {
        self.run()
    }
}

/// Runs `body` with the best instructions that this processor has.
#[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
#[inline]
pub fn dispatch<B: Body>(body: B) -> B::Output {
    match level() {
        // SAFETY: `level` has seen the features.
        2 => unsafe { avx512(body) },
        // SAFETY: as above.
        1 => unsafe { avx2(body) },
        _ => body.run_compact(),
    }
}

/// Runs `body`.
#[cfg(not(all(target_arch = "x86_64", not(debug_assertions))))]
#[inline]
pub fn dispatch<B: Body>(body: B) -> B::Output {
    body.run()
}

/// 0: the target's baseline, 1: AVX2, 2: AVX-512. A development build has the baseline alone.
#[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
#[inline]
fn level() -> u8 {
    use std::sync::atomic::{AtomicU8, Ordering};
    static LEVEL: AtomicU8 = AtomicU8::new(u8::MAX);
    let known = LEVEL.load(Ordering::Relaxed);
    if known != u8::MAX {
        return known;
    }
    let wide = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("fma")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512bw");
    let narrow = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
    let found = if wide { 2 } else { u8::from(narrow) };
    LEVEL.store(found, Ordering::Relaxed);
    found
}

#[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
#[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
fn avx2<B: Body>(body: B) -> B::Output {
    body.run()
}

#[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
#[target_feature(enable = "avx512f,avx512vl,avx512dq,avx512bw,fma,bmi1,bmi2,lzcnt,popcnt")]
fn avx512<B: Body>(body: B) -> B::Output {
    body.run()
}
