//! NumPy's order of elements: nan last, complex numbers lexicographic, strings by code points.

use crate::engine::dtype::{B8, Element};
use crate::engine::scalar::Scalar;
use half::f16;
use num_complex::{Complex32, Complex64};

/// An element that sorts.
pub trait Sortable: Element {
    /// Whether it goes before `other`; a nan goes after all numbers.
    fn below(self, other: Self) -> bool;
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
}

macro_rules! plain {
    ($($t:ty),*) => { $( impl Sortable for $t {
        const VECTOR: bool = size_of::<$t>() >= 4;
        const SELECTED: bool = size_of::<$t>() >= 2;
        #[inline(always)]
        fn below(self, other: $t) -> bool { self < other }
    } )* };
}
plain! { i8, i16, i32, i64, u8, u16, u32, u64 }

impl Sortable for B8 {
    #[inline(always)]
    fn below(self, other: B8) -> bool {
        !self.get() & other.get()
    }
}

macro_rules! floats {
    ($($t:ty),*) => { $( impl Sortable for $t {
        const VECTOR: bool = size_of::<$t>() >= 4;
        const SELECTED: bool = true;
        const INEXACT: bool = size_of::<$t>() >= 4;
        #[inline(always)]
        fn below(self, other: $t) -> bool { self < other || (other.is_nan() && !self.is_nan()) }
        #[inline(always)]
        fn unordered(self) -> bool { self.is_nan() }
    } )* };
}
floats! { f16, f32, f64 }

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

/// A string's or byte string's code points, which compare as NumPy compares the strings.
pub fn text_key(scalar: &Scalar) -> Vec<u32> {
    match scalar {
        Scalar::Str(s) => s.chars().map(|c| c as u32).collect(),
        Scalar::Bytes(b) => b.iter().map(|&b| b as u32).collect(),
        _ => Vec::new(),
    }
}
