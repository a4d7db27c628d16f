//! Functions of real numbers: roots, logarithms, trigonometry, and what a float is made of.

use super::super::Loop;
use super::vectored::{Exp, Log};
use super::{binary, binary_floats, binary_same, driven, unary, unary_floats, unary_pair, vectored_floats};
use crate::engine::dtype::{B8, Element};
use crate::engine::kernels::cast::float_to_half;
use crate::engine::kernels::warnings::{raise_invalid, raise_overflow};
use half::f16;

/// What `f32` and `f64` share, under one name each; what std has no C function for comes from `libm`.
pub trait Real: Element + num_traits::Float {
    /// The next value toward `b`.
    fn next_toward(self, b: Self) -> Self;
    /// `self × 2ⁿ`
    fn scale(self, n: i32) -> Self;
    /// Fraction in [½, 1) and exponent.
    fn split(self) -> (Self, i32);
    /// Inverse hyperbolic sine.
    fn arcsinh(self) -> Self;
    /// Inverse hyperbolic cosine.
    fn arccosh(self) -> Self;
    /// Inverse hyperbolic tangent.
    fn arctanh(self) -> Self;
    /// A constant.
    fn constant(x: f64) -> Self;
}

macro_rules! real {
    ($($T:ty, $next:ident $ldexp:ident $frexp:ident $asinh:ident $acosh:ident $atanh:ident);* $(;)?) => { $(
        impl Real for $T {
            #[inline]
            fn next_toward(self, b: $T) -> $T { libm::$next(self, b) }
            #[inline]
            fn scale(self, n: i32) -> $T { libm::$ldexp(self, n) }
            #[inline]
            fn split(self) -> ($T, i32) { libm::$frexp(self) }
            #[inline]
            fn arcsinh(self) -> $T { libm::$asinh(self) }
            #[inline]
            fn arccosh(self) -> $T { libm::$acosh(self) }
            #[inline]
            fn arctanh(self) -> $T { libm::$atanh(self) }
            #[inline]
            fn constant(x: f64) -> $T { x as $T }
        }
    )* };
}
real! {
    f32, nextafterf ldexpf frexpf asinhf acoshf atanhf;
    f64, nextafter ldexp frexp asinh acosh atanh;
}

/// Python's `//` and `%` of floats, as `npy_divmod`.
#[inline]
pub fn divmod<T: Real>(a: T, b: T) -> (T, T) {
    let zero = T::zero();
    let mut rest = a % b;
    if b == zero {
        return (a / b, rest);
    }
    let mut div = (a - rest) / b;
    if rest != zero {
        if (b < zero) != (rest < zero) {
            rest = rest + b;
            div = div - T::one();
        }
    } else {
        rest = zero.copysign(b);
    }
    if div == zero {
        return (zero.copysign(a / b), rest);
    }
    let floor = div.floor();
    (if div - floor > T::constant(0.5) { floor + T::one() } else { floor }, rest)
}

/// Python's `%` of floats, as `npy_remainder`.
#[inline]
pub fn remainder<T: Real>(a: T, b: T) -> T {
    let zero = T::zero();
    let rest = a % b;
    if b == zero {
        return rest;
    }
    if rest == zero {
        return zero.copysign(b);
    }
    if (b < zero) != (rest < zero) { rest + b } else { rest }
}

/// `a` to the power `b`.
#[inline]
pub fn pow<T: Real>(a: T, b: T) -> T {
    a.powf(b)
}

fn logaddexp<T: Real>(x: T, y: T) -> T {
    if x == y {
        return x + T::constant(std::f64::consts::LN_2);
    }
    let apart = x - y;
    if apart > T::zero() {
        x + (-apart).exp().ln_1p()
    } else if apart <= T::zero() {
        y + apart.exp().ln_1p()
    } else {
        raise_invalid();
        apart
    }
}

fn logaddexp2<T: Real>(x: T, y: T) -> T {
    if x == y {
        return x + T::one();
    }
    let log2_1p = |x: T| T::constant(std::f64::consts::LOG2_E) * x.ln_1p();
    let apart = x - y;
    if apart > T::zero() {
        x + log2_1p((-apart).exp2())
    } else if apart <= T::zero() {
        y + log2_1p(apart.exp2())
    } else {
        raise_invalid();
        apart
    }
}

fn heaviside<T: Real>(x: T, at_zero: T) -> T {
    if x.is_nan() {
        x
    } else if x == T::zero() {
        at_zero
    } else if x < T::zero() {
        T::zero()
    } else {
        T::one()
    }
}

/// The distance to the next value away from zero.
fn spacing<T: Real>(x: T) -> T {
    if x.is_infinite() {
        return T::nan();
    }
    let away = if x.is_sign_negative() && x != T::zero() { T::neg_infinity() } else { T::infinity() };
    let next = x.next_toward(away);
    if next.is_infinite() {
        raise_overflow();
    }
    next - x
}

/// The next half toward `b`.
fn half_next(a: f16, b: f16) -> f16 {
    let (bits, up) = (a.to_bits(), b > a);
    if a.is_nan() || b.is_nan() {
        return f16::NAN;
    }
    if a == b {
        return a;
    }
    if bits & 0x7fff == 0 {
        return f16::from_bits(if up { 1 } else { 0x8001 });
    }
    let next = f16::from_bits(if up == (bits & 0x8000 == 0) { bits + 1 } else { bits - 1 });
    if next.is_infinite() {
        raise_overflow();
    }
    next
}

/// The distance from a half to the next, as `npy_half_spacing`: always positive.
fn half_spacing(x: f16) -> f16 {
    let (exponent, fraction) = (x.to_bits() & 0x7c00, x.to_bits() & 0x03ff);
    if exponent == 0x7c00 {
        raise_invalid();
        return f16::NAN;
    }
    if x.to_bits() == 0x7bff {
        raise_overflow();
        return f16::INFINITY;
    }
    // Below a negative power of two the values lie closer.
    let closer = (x.is_sign_negative() && fraction == 0) as u16;
    let normal = 0x2800 + 0x0400 * closer;
    f16::from_bits(if exponent > normal {
        exponent - normal
    } else if exponent > 0x0400 {
        1 << ((exponent >> 10) - 1 - closer)
    } else {
        1
    })
}

fn modf<T: Real>(x: T) -> (T, T) {
    if x.is_infinite() {
        return (T::zero().copysign(x), x);
    }
    let whole = x.trunc();
    ((x - whole).copysign(x), whole)
}

/// Exponents beyond `i32` give what the largest that fit give.
fn clamped(n: i64) -> i32 {
    n.clamp(i32::MIN as i64, i32::MAX as i64) as i32
}

fn ldexp<T: Real>(x: T, n: i32) -> T {
    let out = x.scale(n);
    if out.is_infinite() && x.is_finite() {
        raise_overflow();
    }
    out
}

fn half_ldexp(x: f16, n: i32) -> f16 {
    float_to_half(ldexp(x.to_f32_const(), n))
}

pub static FABS: &[Loop] = unary_floats!(inline | a | a.abs());
pub static EXP: &[Loop] = vectored_floats!(Exp, |a| a.exp());
pub static EXP2: &[Loop] = unary_floats!(call | a | a.exp2());
pub static EXPM1: &[Loop] = unary_floats!(call | a | a.exp_m1());
pub static LOG: &[Loop] = vectored_floats!(Log, |a| a.ln());
pub static LOG2: &[Loop] = unary_floats!(call | a | a.log2());
pub static LOG10: &[Loop] = unary_floats!(call | a | a.log10());
pub static LOG1P: &[Loop] = unary_floats!(call | a | a.ln_1p());
pub static SQRT: &[Loop] = unary_floats!(inline | a | a.sqrt());
pub static CBRT: &[Loop] = unary_floats!(call | a | a.cbrt());
pub static SIN: &[Loop] = unary_floats!(call | a | a.sin());
pub static COS: &[Loop] = unary_floats!(call | a | a.cos());
pub static TAN: &[Loop] = unary_floats!(call | a | a.tan());
pub static ARCSIN: &[Loop] = unary_floats!(call | a | a.asin());
pub static ARCCOS: &[Loop] = unary_floats!(call | a | a.acos());
pub static ARCTAN: &[Loop] = unary_floats!(call | a | a.atan());
pub static SINH: &[Loop] = unary_floats!(call | a | a.sinh());
pub static COSH: &[Loop] = unary_floats!(call | a | a.cosh());
pub static TANH: &[Loop] = unary_floats!(call | a | a.tanh());
pub static ARCSINH: &[Loop] = unary_floats!(call | a | Real::arcsinh(a));
pub static ARCCOSH: &[Loop] = unary_floats!(call | a | Real::arccosh(a));
pub static ARCTANH: &[Loop] = unary_floats!(call | a | Real::arctanh(a));
pub static DEGREES: &[Loop] = unary_floats!(call | a | a * (half_turn(a).0 / half_turn(a).1));
pub static RADIANS: &[Loop] = unary_floats!(call | a | a * (half_turn(a).1 / half_turn(a).0));
pub static ARCTAN2: &[Loop] = binary_floats!(call | a, b | a.atan2(b));
pub static HYPOT: &[Loop] = binary_floats!(call | a, b | a.hypot(b));
pub static LOGADDEXP: &[Loop] = binary_floats!(call | a, b | logaddexp(a, b));
pub static LOGADDEXP2: &[Loop] = binary_floats!(call | a, b | logaddexp2(a, b));
pub static HEAVISIDE: &[Loop] = binary_floats!(call | a, b | heaviside(a, b));
pub static COPYSIGN: &[Loop] = binary_floats!(call | a, b | a.copysign(b));
pub static NEXTAFTER: &[Loop] = &[
    binary!(call f16, f16 => f16, |a, b| half_next(a, b)),
    binary!(call f32, f32 => f32, |a, b| a.next_toward(b)),
    binary_same!(call f64, |a, b| a.next_toward(b)),
];
pub static SPACING: &[Loop] = &[
    unary!(call f16 => f16, |a| half_spacing(a)),
    unary!(call f32 => f32, |a| spacing(a)),
    unary!(call f64 => f64, |a| spacing(a)),
];
pub static SIGNBIT: &[Loop] = &[
    unary!(call f16 => B8, |a| B8::from(a.is_sign_negative())),
    unary!(call f32 => B8, |a| B8::from(a.is_sign_negative())),
    unary!(call f64 => B8, |a| B8::from(a.is_sign_negative())),
];
pub static MODF: &[Loop] = &[
    unary_pair!(f16 => f16, f16, |a| {
        let (part, whole) = modf(a.to_f32_const());
        (f16::from_f32_const(part), f16::from_f32_const(whole))
    }),
    unary_pair!(f32 => f32, f32, |a| modf(a)),
    unary_pair!(f64 => f64, f64, |a| modf(a)),
];
pub static FREXP: &[Loop] = &[
    unary_pair!(f16 => f16, i32, |a| {
        let (fraction, exponent) = split(a.to_f32_const());
        (f16::from_f32_const(fraction), exponent)
    }),
    unary_pair!(f32 => f32, i32, |a| split(a)),
    unary_pair!(f64 => f64, i32, |a| split(a)),
];
pub static LDEXP: &[Loop] = &[
    binary!(call f16, i32 => f16, |a, n| half_ldexp(a, n)),
    binary!(call f32, i32 => f32, |a, n| ldexp(a, n)),
    binary!(call f16, i64 => f16, |a, n| half_ldexp(a, clamped(n))),
    binary!(call f32, i64 => f32, |a, n| ldexp(a, clamped(n))),
    binary!(call f64, i32 => f64, |a, n| ldexp(a, n)),
    binary!(call f64, i64 => f64, |a, n| ldexp(a, clamped(n))),
];

fn split<T: Real>(x: T) -> (T, i32) {
    if x.is_finite() { x.split() } else { (x, 0) }
}

/// Half a turn in degrees and in radians, in the type of `_like`.
#[inline]
fn half_turn<T: Real>(_like: T) -> (T, T) {
    (T::constant(180.0), T::constant(std::f64::consts::PI))
}
