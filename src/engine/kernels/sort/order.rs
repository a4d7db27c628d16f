//! NumPy's order of elements: nan last, complex numbers lexicographic, strings by code points.

use super::keys;
use crate::engine::dtype::{B8, Element};
use crate::engine::mem::sort;
use crate::engine::scalar::{Item, Scalar};
use crate::engine::timeunit::NAT;
use half::f16;
use num_complex::{Complex32, Complex64};

/// An element that sorts.
pub trait Sortable: Element {
    /// Whether it goes before `other`; a nan goes after all numbers.
    fn below(self, other: Self) -> bool;
    /// Whether it is the smaller one; of a nan anything.
    #[inline(always)]
    fn less(self, other: Self) -> bool {
        self.below(other)
    }
    /// Whether NumPy sorts it with the processor's vectors: 32 and 64 bits.
    const VECTOR: bool = false;
    /// Whether NumPy selects it with the processor's vectors: 16 bits too.
    const SELECTED: bool = Self::VECTOR;
    /// Whether NumPy's selection looks for the largest directly.
    const INEXACT: bool = false;
    /// Whether it is a nan.
    fn unordered(self) -> bool {
        false
    }
    /// A number that orders as the element does, the same for those that are equal; `None` for a type that has none.
    fn rank(self) -> Option<u64> {
        None
    }
    /// Sorts; nans become the one that NumPy writes, and -0.0 goes before 0.0.
    fn sort(values: &mut [Self]) {
        values.sort_unstable_by(|&a, &b| super::compare_until_interrupted(a, b));
    }
    /// Brings the element of this rank to its place, smaller ones before it. There are no nans.
    fn select(values: &mut [Self], kth: usize) {
        values.select_nth_unstable_by(kth, |&a, &b| super::compare(a, b));
    }
}

macro_rules! integers {
    ($($t:ty: $rank:expr, $sort:path, $select:path;)*) => { $( impl Sortable for $t {
        const VECTOR: bool = size_of::<$t>() >= 4;
        const SELECTED: bool = size_of::<$t>() >= 2;
        #[inline(always)]
        fn below(self, other: $t) -> bool { self < other }
        #[inline(always)]
        fn rank(self) -> Option<u64> { Some($rank(self)) }
        fn sort(values: &mut [$t]) { $sort(values) }
        fn select(values: &mut [$t], kth: usize) { $select(values, kth) }
    } )* };
}
integers! {
    i8: |x| (x as u8 ^ 0x80) as u64, keys::sort_bytes, keys::select_any;
    i16: |x| (x as u16 ^ 0x8000) as u64, keys::sort_words, keys::select_any;
    i32: |x| (x as u32 ^ 1 << 31) as u64, sort::sort, sort::select;
    i64: |x| x as u64 ^ 1 << 63, sort::sort, sort::select;
    u8: |x| x as u64, keys::sort_bytes, keys::select_any;
    u16: |x| x as u64, keys::sort_words, keys::select_any;
    u32: |x| x as u64, keys::sort_unsigned::<u32, i32>, keys::select_unsigned::<u32, i32>;
    u64: |x| x, keys::sort_unsigned::<u64, i64>, keys::select_unsigned::<u64, i64>;
}

impl Sortable for B8 {
    #[inline(always)]
    fn below(self, other: B8) -> bool {
        !self.get() & other.get()
    }
    fn rank(self) -> Option<u64> {
        Some(self.get() as u64)
    }
    fn sort(values: &mut [B8]) {
        let n = values.iter().filter(|b| b.get()).count();
        let (no, yes) = values.split_at_mut(values.len() - n);
        no.fill(false.into());
        yes.fill(true.into());
    }
}

macro_rules! floats {
    ($($t:ty: $rank:expr, $sort:path, $select:path;)*) => { $( impl Sortable for $t {
        const VECTOR: bool = size_of::<$t>() >= 4;
        const SELECTED: bool = true;
        const INEXACT: bool = size_of::<$t>() >= 4;
        #[inline(always)]
        fn below(self, other: $t) -> bool { self < other || (other.is_nan() && !self.is_nan()) }
        #[inline(always)]
        fn less(self, other: $t) -> bool { self < other }
        #[inline(always)]
        fn unordered(self) -> bool { self.is_nan() }
        #[inline(always)]
        fn rank(self) -> Option<u64> { Some($rank(self)) }
        fn sort(values: &mut [$t]) { $sort(values) }
        fn select(values: &mut [$t], kth: usize) { $select(values, kth) }
    } )* };
}
floats! {
    f16: keys::half_rank, keys::sort_halves, keys::select_any;
    f32: keys::single_rank, keys::sort_floats::<f32, i32>, keys::select_floats::<f32, i32>;
    f64: keys::double_rank, keys::sort_floats::<f64, i64>, keys::select_floats::<f64, i64>;
}

macro_rules! complex {
    ($($t:ty),*) => { $( impl Sortable for $t {
        const INEXACT: bool = true;
        fn below(self, other: $t) -> bool {
            // As NumPy's `CLT`: by real part, then by imaginary part, the nans of each last.
            let (a, b) = (self, other);
            if a.re < b.re {
                a.im == a.im || b.im != b.im
            } else if a.re > b.re {
                b.im != b.im && a.im == a.im
            } else if a.re == b.re || (a.re != a.re && b.re != b.re) {
                a.im < b.im || (b.im != b.im && a.im == a.im)
            } else {
                b.re != b.re
            }
        }
        fn unordered(self) -> bool { self.is_nan() }
    } )* };
}
#[allow(clippy::eq_op)]
mod complex_order {
    use super::*;
    complex! { Complex32, Complex64 }
}

/// What compares as NumPy compares the elements: of a string its code points, of a record the keys of its fields.
pub fn text_key(scalar: &Scalar) -> Vec<u32> {
    match scalar {
        Scalar::Str(s) => s.chars().map(|c| c as u32).collect(),
        Scalar::Bytes(b) => b.iter().map(|&b| b as u32).collect(),
        other => {
            let mut key = Vec::new();
            push_key(other, &mut key);
            key
        }
    }
}

fn push_key(scalar: &Scalar, key: &mut Vec<u32>) {
    let mut wide = |n: u64| key.extend([(n >> 32) as u32, n as u32]);
    let signed = |n: i64| n as u64 ^ (1 << 63);
    match scalar {
        Scalar::DateTime(n, _) | Scalar::TimeDelta(n, _) => wide(if *n == NAT { u64::MAX } else { signed(*n) }),
        Scalar::UInt64(n) => wide(*n),
        Scalar::Void(item) => push_item(item, key),
        Scalar::Str(_) | Scalar::Bytes(_) => key.extend(text_key(scalar).into_iter().map(|c| c + 1)),
        other => match (other.as_integer(), other.as_complex()) {
            (Some(n), _) => wide(signed(n as i64)),
            (_, Some(z)) if other.as_f64().is_none() => {
                wide(float_key(z.re));
                wide(float_key(z.im));
            }
            (_, Some(z)) => wide(float_key(z.re)),
            _ => {}
        },
    }
}

fn push_item(item: &Item, key: &mut Vec<u32>) {
    match item.0.dtype().record() {
        None => key.extend(item.bytes().into_iter().map(u32::from)),
        Some(record) => {
            for field in &record.fields {
                for value in item.0.field(field).scalars() {
                    push_key(&value, key);
                    // A string that ends goes before one that goes on.
                    if matches!(value, Scalar::Str(_) | Scalar::Bytes(_)) {
                        key.push(0);
                    }
                }
            }
        }
    }
}

/// Floats in order as unsigned integers; nan last, zeros equal.
fn float_key(x: f64) -> u64 {
    let bits = if x == 0.0 { 0 } else { x.to_bits() };
    match x {
        _ if x.is_nan() => u64::MAX,
        _ if bits >> 63 == 1 => !bits,
        _ => bits | 1 << 63,
    }
}
