//! Complex arithmetic as NumPy's loops do it.

use super::super::Loop;
use super::{binary, binary_each, binary_same, driven, unary, unary_each};
use super::{cmath, vectored};
use crate::engine::kernels::warnings::raise_invalid;
use crate::engine::mem::loops::map2;
use num_complex::{Complex, Complex32, Complex64};
use num_traits::Float;

/// Division after Smith.
pub fn divide<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    if b.re.abs() >= b.im.abs() {
        if b.re == T::zero() && b.im == T::zero() {
            let zero = b.re.abs();
            return Complex::new(a.re / zero, a.im / zero);
        }
        let ratio = b.im / b.re;
        let scale = T::one() / (b.re + b.im * ratio);
        Complex::new((a.re + a.im * ratio) * scale, (a.im - a.re * ratio) * scale)
    } else {
        let ratio = b.re / b.im;
        let scale = T::one() / (b.im + b.re * ratio);
        Complex::new((a.re * ratio + a.im) * scale, (a.im * ratio - a.re) * scale)
    }
}

/// Multiplication with two roundings in each part.
#[inline]
pub fn multiply<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    Complex::new(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
}

/// Multiplication with a fused first product, as NumPy's vector loops have it.
#[inline]
fn fused<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    Complex::new(a.re.mul_add(b.re, -(a.im * b.im)), a.re.mul_add(b.im, a.im * b.re))
}

fn squared<T: Float>(a: Complex<T>) -> Complex<T> {
    Complex::new(a.re.mul_add(a.re, -(a.im * a.im)), a.re * a.im + a.im * a.re)
}

fn reciprocal<T: Float>(a: Complex<T>) -> Complex<T> {
    if a.re.abs() >= a.im.abs() {
        let ratio = a.im / a.re;
        let d = a.re + a.im * ratio;
        Complex::new(T::one() / d, -ratio / d)
    } else {
        let ratio = a.re / a.im;
        let d = a.re * ratio + a.im;
        Complex::new(ratio / d, -T::one() / d)
    }
}

fn sign<T: Float>(a: Complex<T>) -> Complex<T> {
    let unit = |x: T| if x > T::zero() { T::one() } else { -T::one() };
    let size = a.re.hypot(a.im);
    if size.is_nan() || a.re.is_infinite() && a.im.is_infinite() {
        Complex::new(T::nan(), T::nan())
    } else if size.is_infinite() {
        if a.re.is_infinite() {
            Complex::new(unit(a.re), T::zero())
        } else if a.im.is_infinite() {
            Complex::new(T::zero(), unit(a.im))
        } else {
            Complex::new(a.re / size, a.im / size)
        }
    } else if size == T::zero() {
        Complex::new(T::zero(), T::zero())
    } else {
        Complex::new(a.re / size, a.im / size)
    }
}

/// Powers, as `npy_cpow`: whole exponents below 100 by squaring.
fn power<T: Float>(a: Complex<T>, b: Complex<T>) -> Complex<T> {
    let (zero, one) = (T::zero(), T::one());
    if b.re == zero && b.im == zero {
        return Complex::new(one, zero);
    }
    if a.re == zero && a.im == zero {
        if b.re > zero {
            return Complex::new(zero, zero);
        }
        raise_invalid();
        return Complex::new(T::nan(), T::nan());
    }
    let n = if b.im == zero { b.re.to_i32().filter(|n| n.abs() < 100 && T::from(*n) == Some(b.re)) } else { None };
    match n {
        Some(1) => a,
        Some(2) => multiply(a, a),
        Some(3) => multiply(a, multiply(a, a)),
        Some(n) => {
            let out = by_squaring(a, n.unsigned_abs());
            if n < 0 { divide(Complex::new(one, zero), out) } else { out }
        }
        None => through2(a, b, cmath::pow),
    }
}

fn by_squaring<T: Float>(a: Complex<T>, n: u32) -> Complex<T> {
    let (mut out, mut square, mut mask) = (Complex::new(T::one(), T::zero()), a, 1);
    loop {
        if n & mask != 0 {
            out = multiply(out, square);
        }
        mask <<= 1;
        if n < mask {
            return out;
        }
        square = multiply(square, square);
    }
}

/// A function of doubles applied to either precision; what overflows the narrower raises the flag as it is cast.
#[inline]
fn through<T: Float>(a: Complex<T>, f: fn(Complex64) -> Complex64) -> Complex<T> {
    let wide = |x: T| x.to_f64().unwrap_or(f64::NAN);
    let z = f(Complex64::new(wide(a.re), wide(a.im)));
    let narrow = |x: f64| T::from(x).unwrap_or_else(T::nan);
    Complex::new(narrow(z.re), narrow(z.im))
}

/// As [`through`], of two numbers.
fn through2<T: Float>(a: Complex<T>, b: Complex<T>, f: fn(Complex64, Complex64) -> Complex64) -> Complex<T> {
    let wide = |x: T| x.to_f64().unwrap_or(f64::NAN);
    let z = f(Complex64::new(wide(a.re), wide(a.im)), Complex64::new(wide(b.re), wide(b.im)));
    let narrow = |x: f64| T::from(x).unwrap_or_else(T::nan);
    Complex::new(narrow(z.re), narrow(z.im))
}

fn exp<T: Float>(a: Complex<T>) -> Complex<T> {
    through(a, cmath::exp)
}

fn log<T: Float>(a: Complex<T>) -> Complex<T> {
    through(a, cmath::log)
}

pub static ADD: &[Loop] = binary_each!(inline [Complex32 Complex64], |a, b| a + b);
pub static SUBTRACT: &[Loop] = binary_each!(inline [Complex32 Complex64], |a, b| a - b);
/// Over arrays NumPy fuses; single values and reductions it rounds twice.
pub static MULTIPLY: &[Loop] = &[
    Loop {
        views: |i, o| map2::<Complex32, Complex32, Complex32>(&i[0], &i[1], &o[0], fused),
        ..binary_same!(call Complex32, |a, b| multiply(a, b))
    },
    Loop {
        views: |i, o| map2::<Complex64, Complex64, Complex64>(&i[0], &i[1], &o[0], fused),
        ..binary_same!(call Complex64, |a, b| multiply(a, b))
    },
];
pub static DIVIDE: &[Loop] = binary_each!(call [Complex32 Complex64], |a, b| divide(a, b));
pub static POWER: &[Loop] = binary_each!(call [Complex32 Complex64], |a, b| power(a, b));
pub static FLOAT_POWER: &[Loop] = binary_each!(call[Complex64], |a, b| power(a, b));
pub static NEGATIVE: &[Loop] = unary_each!(call [Complex32 Complex64], |a| -a);
pub static SAME: &[Loop] = unary_each!(call [Complex32 Complex64], |a| a);
pub static CONJUGATE: &[Loop] = unary_each!(call [Complex32 Complex64], |a| a.conj());
pub static ABSOLUTE: &[Loop] = &[
    unary!(call Complex32 => f32, |a| a.re.hypot(a.im)),
    Loop { views: |i, o| vectored::sizes(&i[0], &o[0]), ..unary!(call Complex64 => f64, |a| a.re.hypot(a.im)) },
];
pub static SIGN: &[Loop] = unary_each!(call [Complex32 Complex64], |a| sign(a));
pub static SQUARE: &[Loop] = unary_each!(call [Complex32 Complex64], |a| squared(a));
pub static RECIPROCAL: &[Loop] = unary_each!(call [Complex32 Complex64], |a| reciprocal(a));
pub static RINT: &[Loop] =
    unary_each!(call [Complex32 Complex64], |a| Complex::new(a.re.round_ties_even(), a.im.round_ties_even()));
pub static EXP: &[Loop] = unary_each!(call [Complex32 Complex64], |a| exp(a));
pub static EXP2: &[Loop] =
    unary_each!(call [Complex32 Complex64], |a| through(a, |z| cmath::exp(z * std::f64::consts::LN_2)));
pub static EXPM1: &[Loop] = unary_each!(call [Complex32 Complex64], |a| expm1(a));
pub static LOG: &[Loop] = unary_each!(call [Complex32 Complex64], |a| log(a));
pub static LOG2: &[Loop] =
    unary_each!(call [Complex32 Complex64], |a| through(a, |z| cmath::log(z) * std::f64::consts::LOG2_E));
pub static LOG10: &[Loop] =
    unary_each!(call [Complex32 Complex64], |a| through(a, |z| cmath::log(z) * std::f64::consts::LOG10_E));
pub static LOG1P: &[Loop] = unary_each!(call [Complex32 Complex64], |a| log1p(a));
pub static SQRT: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::sqrt));
pub static SIN: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::sin));
pub static COS: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::cos));
pub static TAN: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::tan));
pub static ARCSIN: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::asin));
pub static ARCCOS: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::acos));
pub static ARCTAN: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::atan));
pub static SINH: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::sinh));
pub static COSH: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::cosh));
pub static TANH: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::tanh));
pub static ARCSINH: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::asinh));
pub static ARCCOSH: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::acosh));
pub static ARCTANH: &[Loop] = unary_each!(call [Complex32 Complex64], |a| through(a, cmath::atanh));

fn expm1<T: Float>(a: Complex<T>) -> Complex<T> {
    let half = (a.im / (T::one() + T::one())).sin();
    let re = a.re.exp_m1() * a.im.cos() - (half * half + half * half);
    Complex::new(re, a.re.exp() * a.im.sin())
}

fn log1p<T: Float>(a: Complex<T>) -> Complex<T> {
    let l = (a.re + T::one()).hypot(a.im);
    Complex::new(l.ln(), a.im.atan2(a.re + T::one()))
}
