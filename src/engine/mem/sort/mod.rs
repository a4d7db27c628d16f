//! Sorting of integers by the processor's vectors: quicksort that compares and moves whole registers, over sorting
//! networks. All other numbers are brought into this form by `kernels::sort`.
//!
//! The same algorithm runs at three levels (AVX-512, AVX2, none, where the standard library sorts), and since equal
//! integers are the same, so are the results.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod network;
mod quick;
#[cfg(test)]
mod tests;

use crate::engine::dtype::Element;
use crate::engine::interrupt;

/// An integer that sorts by vectors.
pub trait Key: Copy + Ord + Default + Send + Sync + 'static {
    /// The largest.
    const LARGEST: Self;
    /// The next larger; the largest itself has none.
    fn next(self) -> Option<Self>;
    /// The bits of a floating-point number from the integer that sorts as it does, and back.
    fn float_bits(self) -> Self;
    /// Runs `job` at the best level of this processor, or at most at `level`.
    #[doc(hidden)]
    fn run(job: Job<'_, Self>, level: u8);
}

/// What is to be done.
#[doc(hidden)]
pub enum Job<'a, K> {
    /// Sort; then, if asked, turn each key into the bits of the number that it stands for.
    Sort(&'a mut [K], bool),
    /// Bring the key of this rank to its place, smaller ones before it.
    Select(&'a mut [K], usize),
}

/// The levels, as [`Key::run`] takes them.
const PLAIN: u8 = 0;
const AVX2: u8 = 1;
const AVX512: u8 = 2;

macro_rules! keys {
    ($($t:ty: $avx2:ident, $avx512:ident;)*) => { $( impl Key for $t {
        const LARGEST: $t = <$t>::MAX;
        #[inline(always)]
        fn next(self) -> Option<$t> { self.checked_add(1) }
        #[inline(always)]
        fn float_bits(self) -> $t { self ^ ((self >> (<$t>::BITS - 1)) & <$t>::MAX) }
        fn run(job: Job<'_, $t>, level: u8) {
            #[cfg(target_arch = "x86_64")]
            match level.min(best()) {
                AVX512 => return quick::run::<$t, avx512::$avx512>(job),
                AVX2 => return quick::run::<$t, avx2::$avx2>(job),
                _ => {}
            }
            let _ = level;
            quick::run::<$t, quick::Plain>(job)
        }
    } )* };
}
keys! {
    i32: Narrow, Narrow;
    i64: Wide, Wide;
}

#[cfg(target_arch = "x86_64")]
fn best() -> u8 {
    if is_x86_feature_detected!("avx512f") {
        AVX512
    } else if is_x86_feature_detected!("avx2") {
        AVX2
    } else {
        PLAIN
    }
}

/// Sorts; on several threads above a size. An interrupt leaves the keys in any order.
pub fn sort<K: Key>(keys: &mut [K]) {
    K::run(Job::Sort(keys, false), AVX512);
}

/// Sorts keys of floating-point numbers and turns them into the bits of these.
pub fn sort_to_floats<K: Key>(keys: &mut [K]) {
    K::run(Job::Sort(keys, true), AVX512);
}

/// Brings the key of rank `kth` to its place, smaller ones before it and larger ones behind.
///
/// # Panics
/// If there are not as many keys.
pub fn select<K: Key>(keys: &mut [K], kth: usize) {
    assert!(kth < keys.len(), "a rank among the keys");
    K::run(Job::Select(keys, kth), AVX512);
}

/// The same bytes as elements of another type.
///
/// # Panics
/// If the types differ in size or alignment.
pub fn recast<A: Element, B: Element>(values: &mut [A]) -> &mut [B] {
    assert!(size_of::<A>() == size_of::<B>() && align_of::<A>() == align_of::<B>(), "types of one size");
    // SAFETY: as many elements of the same size and alignment; any bytes are a value of either type.
    unsafe { std::slice::from_raw_parts_mut(values.as_mut_ptr().cast(), values.len()) }
}

fn stopped() -> bool {
    interrupt::requested()
}
