//! Comparisons, the larger and the smaller. Complex numbers compare by real, then by imaginary part.

use super::super::Loop;
use super::{binary, binary_each, binary_same, driven};
use crate::engine::dtype::{B8, Element};
use crate::engine::kernels::warnings::raise_invalid;
use half::f16;
use num_complex::{Complex, Complex32, Complex64};

/// An order in which a NaN is neither less, equal nor greater.
pub trait Compare: Element {
    /// `a == b`
    fn eq_(self, b: Self) -> bool;
    /// `a < b`
    fn lt(self, b: Self) -> bool;
    /// `a <= b`
    fn le(self, b: Self) -> bool;
    /// Whether it is, or has, a NaN.
    fn nan(self) -> bool;
}

macro_rules! compare {
    ($($T:ty, |$a:ident| $value:expr, $nan:expr);* $(;)?) => { $(
        impl Compare for $T {
            #[inline]
            fn eq_(self, b: $T) -> bool { (|$a: $T| $value)(self) == (|$a: $T| $value)(b) }
            #[inline]
            fn lt(self, b: $T) -> bool { (|$a: $T| $value)(self) < (|$a: $T| $value)(b) }
            #[inline]
            fn le(self, b: $T) -> bool { (|$a: $T| $value)(self) <= (|$a: $T| $value)(b) }
            #[inline]
            fn nan(self) -> bool { let $a = self; $nan }
        }
    )* };
}
compare! {
    i8, |_a| _a, false; u8, |_a| _a, false; i16, |_a| _a, false; u16, |_a| _a, false;
    i32, |_a| _a, false; u32, |_a| _a, false; i64, |_a| _a, false; u64, |_a| _a, false;
    B8, |_a| _a.get(), false; f16, |a| a.to_f32_const(), a.is_nan(); f32, |a| a, a.is_nan(); f64, |a| a, a.is_nan();
}

/// Raises *invalid* where an ordered comparison meets a NaN.
#[inline]
fn ordered<T: num_traits::Float>(a: Complex<T>, b: Complex<T>) {
    if a.re.is_nan() || b.re.is_nan() || a.re == b.re && (a.im.is_nan() || b.im.is_nan()) {
        raise_invalid();
    }
}

macro_rules! compare_complex {
    ($($T:ty)*) => { $(
        impl Compare for Complex<$T> {
            #[inline]
            fn eq_(self, b: Self) -> bool { self.re == b.re && self.im == b.im }
            #[inline]
            fn lt(self, b: Self) -> bool {
                ordered(self, b);
                self.re < b.re && !self.im.is_nan() && !b.im.is_nan() || self.re == b.re && self.im < b.im
            }
            #[inline]
            fn le(self, b: Self) -> bool {
                ordered(self, b);
                self.re < b.re && !self.im.is_nan() && !b.im.is_nan() || self.re == b.re && self.im <= b.im
            }
            #[inline]
            fn nan(self) -> bool { self.re.is_nan() || self.im.is_nan() }
        }
    )* };
}
compare_complex! { f32 f64 }

/// Comparison loops: of equal dtypes, and of `int64` with `uint64` by value.
macro_rules! comparisons {
    (|$a:ident, $b:ident| $e:expr) => {
        &[
            binary_each!(inline [B8 i8 u8 i16 u16 i32 u32 i64 u64 f16 f32 f64 Complex32 Complex64] => B8, |$a, $b| B8::from($e)),
            &[
                binary!(inline i64, u64 => B8, |x, y| { let ($a, $b) = (Mixed(x as i128), Mixed(y as i128)); B8::from($e) }),
                binary!(inline u64, i64 => B8, |x, y| { let ($a, $b) = (Mixed(x as i128), Mixed(y as i128)); B8::from($e) }),
            ],
        ]
    };
}

/// Two integers of different signedness, side by side.
#[derive(Clone, Copy)]
struct Mixed(i128);

impl Mixed {
    fn eq_(self, b: Mixed) -> bool {
        self.0 == b.0
    }
    fn lt(self, b: Mixed) -> bool {
        self.0 < b.0
    }
    fn le(self, b: Mixed) -> bool {
        self.0 <= b.0
    }
}

pub static EQUAL: &[&[Loop]] = comparisons!(|a, b| a.eq_(b));
pub static NOT_EQUAL: &[&[Loop]] = comparisons!(|a, b| !a.eq_(b));
pub static LESS: &[&[Loop]] = comparisons!(|a, b| a.lt(b));
pub static LESS_EQUAL: &[&[Loop]] = comparisons!(|a, b| a.le(b));
pub static GREATER: &[&[Loop]] = comparisons!(|a, b| b.lt(a));
pub static GREATER_EQUAL: &[&[Loop]] = comparisons!(|a, b| b.le(a));

/// Loops of `clip`: the larger of the first two, and of that and the third the smaller.
macro_rules! clips {
    ($($how:ident $T:ty),*) => { &[$({
        #[inline]
        fn f(x: $T, low: $T, high: $T) -> $T {
            let raised = if x.nan() || low.lt(x) { x } else { low };
            if raised.nan() || raised.lt(high) { raised } else { high }
        }
        Loop {
            ins: &[<$T as Element>::DTYPE; 3],
            outs: &[<$T as Element>::DTYPE],
            views: |i, o| {
                let f = driven!($how, f: fn($T, $T, $T) -> $T);
                crate::engine::mem::loops::map3::<$T, $T, $T, $T>(&i[0], &i[1], &i[2], &o[0], f)
            },
            scalars: |s| {
                use crate::engine::kernels::operand::FromScalar;
                let of = <$T>::from_scalar;
                Some((f(of(&s[0])?, of(&s[1])?, of(&s[2])?).into(), None))
            },
            fold: None,
        }
    }),*] };
}
pub static CLIP: &[Loop] = clips!(
    call B8, call i8, inline u8, call i16, call u16, inline i32, call u32, inline i64, call u64, call f16, inline f32, inline f64,
    call Complex32, call Complex64
);

pub static MAXIMUM: &[Loop] = binary_each!(inline [B8 i8 u8 i16 u16 i32 u32 i64 u64 f16 f32 f64 Complex32 Complex64], |a, b| if b.le(a) || a.nan() { a } else { b });
pub static MINIMUM: &[Loop] = binary_each!(inline [B8 i8 u8 i16 u16 i32 u32 i64 u64 f16 f32 f64 Complex32 Complex64], |a, b| if a.le(b) || a.nan() { a } else { b });
pub static FMAX: &[Loop] = binary_each!(call [B8 i8 u8 i16 u16 i32 u32 i64 u64 f16 f32 f64 Complex32 Complex64], |a, b| if b.le(a) || b.nan() { a } else { b });
pub static FMIN: &[Loop] = binary_each!(call [B8 i8 u8 i16 u16 i32 u32 i64 u64 f16 f32 f64 Complex32 Complex64], |a, b| if a.le(b) || b.nan() { a } else { b });
