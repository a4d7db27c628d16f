//! Elements as integers that sort as they do, for the vector sort; small ones are counted instead.

use super::{Sortable, compare};
use crate::engine::dtype::Element;
use crate::engine::mem::simd::{self, Body};
use crate::engine::mem::sort::{self, Key, recast};
use half::f16;

/// Elements from which a table of all 16-bit values pays.
const COUNTED: usize = 1 << 13;

/// A floating-point type of the size of a key.
pub trait Float<K>: Element {
    /// The key that sorts as the number does; of every nan the largest that stands for one.
    fn key(self) -> K;
}

macro_rules! floats {
    ($($t:ty => $k:ty;)*) => { $( impl Float<$k> for $t {
        #[inline(always)]
        fn key(self) -> $k {
            let number = if self.is_nan() { <$t>::NAN.abs() } else { self };
            (number.to_bits() as $k).float_bits()
        }
    } )* };
}
floats! { f32 => i32; f64 => i64; }

/// Turns numbers into their keys, in place.
struct Keys<'a, T>(&'a mut [T]);

impl<T: Float<K>, K: Key + Element> Body for (Keys<'_, T>, std::marker::PhantomData<K>) {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for x in recast::<T, K>(self.0.0) {
            let mut one = [*x];
            let number: T = recast::<K, T>(&mut one)[0];
            *x = number.key();
        }
    }
}

/// Sorts floats; all nans become one and go last.
pub fn sort_floats<T: Float<K>, K: Key + Element>(values: &mut [T]) {
    simd::dispatch((Keys(values), std::marker::PhantomData::<K>));
    sort::sort_to_floats(recast::<T, K>(values));
}

/// Selects among floats without nans.
pub fn select_floats<T: Float<K>, K: Key + Element>(values: &mut [T], kth: usize) {
    simd::dispatch((Keys(values), std::marker::PhantomData::<K>));
    let keys = recast::<T, K>(values);
    sort::select(keys, kth);
    keys.iter_mut().for_each(|k| *k = k.float_bits());
}

/// An unsigned integer and the signed one that sorts as it does.
pub trait Unsigned<K>: Element {
    /// With the top bit changed.
    fn flipped(self) -> Self;
}

impl Unsigned<i32> for u32 {
    fn flipped(self) -> u32 {
        self ^ 1 << 31
    }
}

impl Unsigned<i64> for u64 {
    fn flipped(self) -> u64 {
        self ^ 1 << 63
    }
}

fn as_signed<T: Unsigned<K>, K: Key + Element>(values: &mut [T], run: impl FnOnce(&mut [K])) {
    values.iter_mut().for_each(|x| *x = x.flipped());
    run(recast::<T, K>(values));
    values.iter_mut().for_each(|x| *x = x.flipped());
}

/// Sorts unsigned integers.
pub fn sort_unsigned<T: Unsigned<K>, K: Key + Element>(values: &mut [T]) {
    as_signed(values, |keys| sort::sort::<K>(keys));
}

/// Selects among unsigned integers.
pub fn select_unsigned<T: Unsigned<K>, K: Key + Element>(values: &mut [T], kth: usize) {
    as_signed(values, |keys| sort::select::<K>(keys, kth));
}

/// Selects by comparisons.
pub fn select_any<T: Sortable>(values: &mut [T], kth: usize) {
    values.select_nth_unstable_by(kth, |&a, &b| compare(a, b));
}

/// A number of at most 16 bits that is counted.
pub trait Counted: Element {
    /// Its place among all of its type.
    fn place(self) -> usize;
    /// The number of a place.
    fn of(place: usize) -> Self;
}

macro_rules! counted {
    ($($t:ty, $u:ty, $flip:literal;)*) => { $( impl Counted for $t {
        #[inline(always)]
        fn place(self) -> usize { (self as $u ^ $flip) as usize }
        #[inline(always)]
        fn of(place: usize) -> $t { (place as $u ^ $flip) as $t }
    } )* };
}
counted! { u8, u8, 0; i8, u8, 0x80; u16, u16, 0; i16, u16, 0x8000; }

impl Counted for f16 {
    #[inline(always)]
    fn place(self) -> usize {
        half_rank_of(self.to_bits()) as usize
    }
    #[inline(always)]
    fn of(place: usize) -> f16 {
        let bits = place as u16;
        f16::from_bits(if bits >> 15 == 1 { bits ^ 0x8000 } else { !bits })
    }
}

fn count<T: Counted, const N: usize>(values: &mut [T]) {
    let mut counts = vec![0usize; N];
    values.iter().for_each(|x| counts[x.place()] += 1);
    let mut rest = values;
    for (place, n) in counts.into_iter().enumerate() {
        let (same, others) = rest.split_at_mut(n);
        same.fill(T::of(place));
        rest = others;
    }
}

/// Sorts 8-bit integers.
pub fn sort_bytes<T: Counted>(values: &mut [T]) {
    count::<T, 256>(values);
}

/// Sorts 16-bit numbers: many by counting, few as larger integers.
pub fn sort_words<T: Counted>(values: &mut [T]) {
    if values.len() >= COUNTED {
        return count::<T, 65_536>(values);
    }
    let mut keys: Vec<i32> = values.iter().map(|x| x.place() as i32).collect();
    sort::sort(&mut keys);
    values.iter_mut().zip(keys).for_each(|(x, k)| *x = T::of(k as usize));
}

/// Sorts halves; nans go last.
pub fn sort_halves(values: &mut [f16]) {
    values.iter_mut().filter(|x| x.is_nan()).for_each(|x| *x = f16::NAN);
    sort_words(values);
}

fn half_rank_of(bits: u16) -> u16 {
    if bits >> 15 == 1 { !bits } else { bits | 0x8000 }
}

/// [`Sortable::rank`] of a half.
#[inline]
pub fn half_rank(x: f16) -> u64 {
    let x = if x.is_nan() { f16::NAN } else { x };
    half_rank_of(if x == f16::ZERO { 0 } else { x.to_bits() }).into()
}

/// [`Sortable::rank`] of a single.
#[inline(always)]
pub fn single_rank(x: f32) -> u64 {
    ((x + 0.0).key() as u32 ^ 1 << 31).into()
}

/// [`Sortable::rank`] of a double.
#[inline(always)]
pub fn double_rank(x: f64) -> u64 {
    (x + 0.0).key() as u64 ^ 1 << 63
}
