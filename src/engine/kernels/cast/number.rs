//! One element from one numeric type to another, as NumPy's C loops do it on x86-64.

use crate::engine::dtype::{B8, Element};
use crate::engine::kernels::warnings::{raise_invalid, raise_overflow};
use half::f16;
use num_complex::{Complex32, Complex64};

/// An element type of numbers: what it is as each of a few intermediate types, and how it is made from any other.
pub trait Number: Element {
    /// As a C `int`: integers wrap, floats are truncated (out of range: `i32::MIN`, *invalid*).
    fn int32(self) -> i32;
    /// As a C `long`.
    fn int64(self) -> i64;
    /// As a C `unsigned long`.
    fn uint64(self) -> u64;
    /// As a half.
    fn half(self) -> f16;
    /// As a float.
    fn float(self) -> f32;
    /// As a double.
    fn double(self) -> f64;
    /// The imaginary part as a double.
    fn imag(self) -> f64 {
        0.0
    }
    /// Whether it is not zero.
    fn truth(self) -> bool;
    /// Converted from another number.
    fn of<A: Number>(a: A) -> Self;
}

/// `a` as another type of number.
#[inline]
pub fn convert<A: Number, O: Number>(a: A) -> O {
    O::of(a)
}

macro_rules! integers {
    ($($t:ty: $via:ident),* $(,)?) => { $(
        impl Number for $t {
            #[inline]
            fn int32(self) -> i32 { self as i32 }
            #[inline]
            fn int64(self) -> i64 { self as i64 }
            #[inline]
            fn uint64(self) -> u64 { self as u64 }
            #[inline]
            fn half(self) -> f16 { float_to_half(self as f32) }
            #[inline]
            fn float(self) -> f32 { self as f32 }
            #[inline]
            fn double(self) -> f64 { self as f64 }
            #[inline]
            fn truth(self) -> bool { self != 0 }
            #[inline]
            fn of<A: Number>(a: A) -> $t { a.$via() as $t }
        }
    )* };
}
integers! { i8: int32, i16: int32, i32: int32, i64: int64, u8: int32, u16: int32, u32: int64, u64: uint64 }

impl Number for B8 {
    #[inline]
    fn int32(self) -> i32 {
        self.get() as i32
    }
    #[inline]
    fn int64(self) -> i64 {
        self.get() as i64
    }
    #[inline]
    fn uint64(self) -> u64 {
        self.get() as u64
    }
    #[inline]
    fn half(self) -> f16 {
        if self.get() { f16::ONE } else { f16::ZERO }
    }
    #[inline]
    fn float(self) -> f32 {
        self.get() as u8 as f32
    }
    #[inline]
    fn double(self) -> f64 {
        self.get() as u8 as f64
    }
    #[inline]
    fn truth(self) -> bool {
        self.get()
    }
    #[inline]
    fn of<A: Number>(a: A) -> B8 {
        B8::from(a.truth())
    }
}

/// C's `(int)x`.
#[inline]
fn trunc32(x: f64) -> i32 {
    if x > -2_147_483_649.0 && x < 2_147_483_648.0 {
        x as i32
    } else {
        raise_invalid();
        i32::MIN
    }
}

/// C's `(long)x`.
#[inline]
fn trunc64(x: f64) -> i64 {
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&x) {
        x as i64
    } else {
        raise_invalid();
        i64::MIN
    }
}

/// C's `(unsigned long)x`, as compilers write it: below 2⁶³ through `long`, else less 2⁶³.
#[inline]
fn trunc_u64(x: f64) -> u64 {
    const HALF: f64 = 9_223_372_036_854_775_808.0;
    if x >= HALF { trunc64(x - HALF) as u64 ^ (1 << 63) } else { trunc64(x) as u64 }
}

macro_rules! floats {
    ($($t:ty, $a:ident => $half:expr, $float:expr, $double:expr, $of:ident);* $(;)?) => { $(
        impl Number for $t {
            #[inline]
            fn int32(self) -> i32 { trunc32(self.double()) }
            #[inline]
            fn int64(self) -> i64 { trunc64(self.double()) }
            #[inline]
            fn uint64(self) -> u64 { trunc_u64(self.double()) }
            #[inline]
            fn half(self) -> f16 { let $a = self; $half }
            #[inline]
            fn float(self) -> f32 { let $a = self; $float }
            #[inline]
            fn double(self) -> f64 { let $a = self; $double }
            #[inline]
            fn truth(self) -> bool { self.double() != 0.0 }
            #[inline]
            fn of<A: Number>(a: A) -> $t { a.$of() }
        }
    )* };
}
floats! {
    f16, a => a, half_to_float(a), a.to_f64_const(), half;
    f32, a => float_to_half(a), a, a as f64, float;
    f64, a => double_to_half(a), a as f32, a, double;
}

macro_rules! complexes {
    ($($t:ident, $part:ty, $get:ident);* $(;)?) => { $(
        impl Number for $t {
            #[inline]
            fn int32(self) -> i32 { self.re.int32() }
            #[inline]
            fn int64(self) -> i64 { self.re.int64() }
            #[inline]
            fn uint64(self) -> u64 { self.re.uint64() }
            #[inline]
            fn half(self) -> f16 { self.re.half() }
            #[inline]
            fn float(self) -> f32 { self.re.float() }
            #[inline]
            fn double(self) -> f64 { self.re.double() }
            #[inline]
            fn imag(self) -> f64 { self.im as f64 }
            #[inline]
            fn truth(self) -> bool { self.re != 0.0 || self.im != 0.0 }
            #[inline]
            fn of<A: Number>(a: A) -> $t { $t::new(a.$get(), a.imag() as $part) }
        }
    )* };
}
complexes! { Complex32, f32, float; Complex64, f64, double }

/// A half as a float. In software: an instruction on a whole register raises flags for what else is in it.
#[inline]
pub fn half_to_float(x: f16) -> f32 {
    x.to_f32_const()
}

/// A float as the nearest half; in software, as [`half_to_float`].
#[inline]
pub fn float_to_half(x: f32) -> f16 {
    let h = f16::from_f32_const(x);
    if h.is_infinite() && x.is_finite() {
        raise_overflow();
    }
    h
}

/// A double as the nearest half, rounded once: the step through `f32` rounds to odd, so the last one sees what was cut.
#[inline]
pub fn double_to_half(x: f64) -> f16 {
    let near = x as f32;
    if near as f64 == x || !near.is_finite() {
        return float_to_half(near);
    }
    let toward_zero = if (near as f64).abs() > x.abs() { f32::from_bits(near.to_bits() - 1) } else { near };
    float_to_half(f32::from_bits(toward_zero.to_bits() | 1))
}
