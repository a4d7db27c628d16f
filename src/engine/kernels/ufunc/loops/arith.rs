//! Addition to power: bools, integers and floats (complex numbers have a file of their own).

use super::super::Loop;
use super::float::{divmod, pow, remainder};
use super::{binary, binary_each, binary_floats, binary_pair, binary_same, driven, unary, unary_each, unary_floats};
use crate::engine::dtype::B8;
use crate::engine::error::{Error, Result};
use crate::engine::kernels::warnings::{raise_divide, raise_overflow};
use crate::engine::mem::loops::{map2, visit};
use crate::engine::view::View;

pub static ADD_BOOL: &[Loop] = &[binary_same!(inline B8, |a, b| B8::from(a.get() | b.get()))];
pub static ADD_INT: &[Loop] = binary_each!(inline [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| a.wrapping_add(b));
pub static ADD_FLOAT: &[Loop] = binary_floats!(inline | a, b | a + b);
pub static SUBTRACT_INT: &[Loop] = binary_each!(inline [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| a.wrapping_sub(b));
pub static SUBTRACT_FLOAT: &[Loop] = binary_floats!(inline | a, b | a - b);
pub static MULTIPLY_BOOL: &[Loop] = &[binary_same!(inline B8, |a, b| B8::from(a.get() & b.get()))];
pub static MULTIPLY_INT: &[Loop] = binary_each!(inline [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| a.wrapping_mul(b));
pub static MULTIPLY_FLOAT: &[Loop] = binary_floats!(inline | a, b | a * b);
pub static DIVIDE_FLOAT: &[Loop] = binary_floats!(inline | a, b | a / b);
pub static FLOOR_DIVIDE_INT: &[Loop] = binary_each!(call [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| a.floor_divmod(b).0);
pub static FLOOR_DIVIDE_FLOAT: &[Loop] = binary_floats!(call | a, b | if b == 0.0 { a / b } else { divmod(a, b).0 });
pub static REMAINDER_INT: &[Loop] = binary_each!(call [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| a.floor_mod(b));
pub static REMAINDER_FLOAT: &[Loop] = binary_floats!(call | a, b | remainder(a, b));
pub static FMOD_INT: &[Loop] = binary_each!(call [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| a.c_mod(b));
pub static FMOD_FLOAT: &[Loop] = binary_floats!(call | a, b | a % b);
pub static DIVMOD_INT: &[Loop] = &[
    binary_pair!(i8, |a, b| a.floor_divmod(b)),
    binary_pair!(u8, |a, b| a.floor_divmod(b)),
    binary_pair!(i16, |a, b| a.floor_divmod(b)),
    binary_pair!(u16, |a, b| a.floor_divmod(b)),
    binary_pair!(i32, |a, b| a.floor_divmod(b)),
    binary_pair!(u32, |a, b| a.floor_divmod(b)),
    binary_pair!(i64, |a, b| a.floor_divmod(b)),
    binary_pair!(u64, |a, b| a.floor_divmod(b)),
];
pub static DIVMOD_FLOAT: &[Loop] = &[
    binary_pair!(half::f16, |a, b| {
        let (div, rest) = divmod(a.to_f32_const(), b.to_f32_const());
        (crate::engine::kernels::cast::float_to_half(div), crate::engine::kernels::cast::float_to_half(rest))
    }),
    binary_pair!(f32, |a, b| divmod(a, b)),
    binary_pair!(f64, |a, b| divmod(a, b)),
];

/// Loops of integer powers: a negative exponent anywhere is an error.
macro_rules! powers {
    ($($T:ty)*) => { &[$({
        let mut row = binary_same!(call $T, |a, b| a.power(b));
        row.views = |i, o| int_powers::<$T>(&i[0], &i[1], &o[0]);
        row
    }),*] };
}
pub static POWER_INT: &[Loop] = powers!(i8 u8 i16 u16 i32 u32 i64 u64);
pub static POWER_FLOAT: &[Loop] = binary_floats!(call | a, b | pow(a, b));
pub static FLOAT_POWER: &[Loop] = &[binary_same!(call f64, |a, b| pow(a, b))];

pub static NEGATIVE_INT: &[Loop] = unary_each!(inline [i8 u8 i16 u16 i32 u32 i64 u64], |a| a.wrapping_neg());
pub static NEGATIVE_FLOAT: &[Loop] = unary_floats!(inline | a | -a);
pub static SAME_INT: &[Loop] = unary_each!(inline [i8 u8 i16 u16 i32 u32 i64 u64], |a| a);
pub static SAME_BOOL: &[Loop] = unary_each!(call[B8], |a| a);
pub static SAME_FLOAT: &[Loop] = unary_each!(inline [half::f16 f32 f64], |a| a);
pub static ABSOLUTE_INT: &[Loop] = unary_each!(inline [i8 u8 i16 u16 i32 u32 i64 u64], |a| a.magnitude());
pub static ABSOLUTE_FLOAT: &[Loop] = unary_floats!(inline | a | a.abs());
pub static SIGN_INT: &[Loop] = unary_each!(call [i8 u8 i16 u16 i32 u32 i64 u64], |a| a.sign());
pub static SIGN_FLOAT: &[Loop] = unary_floats!(
    call | a
        | if a > 0.0 {
            1.0
        } else if a < 0.0 {
            -1.0
        } else if a == 0.0 {
            0.0
        } else {
            a
        }
);
pub static SQUARE_INT: &[Loop] = unary_each!(inline [i8 u8 i16 u16 i32 u32 i64 u64], |a| a.wrapping_mul(a));
pub static SQUARE_FLOAT: &[Loop] = unary_floats!(inline | a | a * a);
pub static RECIPROCAL_INT: &[Loop] =
    unary_each!(call [i8 u8 i16 u16 i32 u32 i64 u64], |a| crate::engine::kernels::cast::convert(1.0 / a as f64));
pub static RECIPROCAL_FLOAT: &[Loop] = unary_floats!(inline | a | 1.0 / a);
pub static GCD: &[Loop] = binary_each!(call [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| a.gcd(b));
pub static LCM: &[Loop] = binary_each!(call [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| a.lcm(b));

/// NumPy's integer operations, with its answers to division by zero and to overflow.
pub trait Integer: crate::engine::dtype::Element + std::ops::Rem<Output = Self> {
    /// Python's `//` and `%`.
    fn floor_divmod(self, b: Self) -> (Self, Self);
    /// Python's `%`.
    fn floor_mod(self, b: Self) -> Self;
    /// C's `%`.
    fn c_mod(self, b: Self) -> Self;
    /// By squaring, wrapping.
    fn power(self, exponent: Self) -> Self;
    /// The absolute value, wrapping.
    fn magnitude(self) -> Self;
    /// −1, 0 or 1.
    fn sign(self) -> Self;
    /// The greatest common divisor.
    fn gcd(self, b: Self) -> Self;
    /// The least common multiple, wrapping.
    fn lcm(self, b: Self) -> Self;
    /// Whether it is below zero.
    fn is_below_zero(self) -> bool;
}

macro_rules! integer {
    ($($T:ty, $U:ty, |$x:ident| $magnitude:expr, $sign:expr, $below:expr);* $(;)?) => { $(
        impl Integer for $T {
            #[inline]
            fn floor_divmod(self, b: $T) -> ($T, $T) {
                if b == 0 {
                    raise_divide();
                    return (0, 0);
                }
                let Some(div) = self.checked_div(b) else {
                    raise_overflow();
                    return (self, 0);
                };
                let rest = self.wrapping_rem(b);
                #[allow(unused_comparisons)]
                let apart = (rest < 0) != (b < 0);
                if rest != 0 && apart { (div.wrapping_sub(1), rest.wrapping_add(b)) } else { (div, rest) }
            }
            #[inline]
            fn floor_mod(self, b: $T) -> $T {
                if b == 0 {
                    raise_divide();
                    return 0;
                }
                let rest = self.wrapping_rem(b);
                #[allow(unused_comparisons)]
                let apart = (rest < 0) != (b < 0);
                if rest != 0 && apart { rest.wrapping_add(b) } else { rest }
            }
            #[inline]
            fn c_mod(self, b: $T) -> $T {
                if b == 0 {
                    raise_divide();
                    return 0;
                }
                self.wrapping_rem(b)
            }
            #[inline]
            fn power(self, exponent: $T) -> $T {
                let (mut base, mut left, mut out) = (self, exponent, 1 as $T);
                while left > 0 {
                    if left & 1 == 1 {
                        out = out.wrapping_mul(base);
                    }
                    base = base.wrapping_mul(base);
                    left >>= 1;
                }
                out
            }
            #[inline]
            fn magnitude(self) -> $T { let $x = self; $magnitude }
            #[inline]
            fn sign(self) -> $T { let $x = self; $sign }
            #[inline]
            fn gcd(self, b: $T) -> $T {
                let (mut x, mut y) = (self.magnitude() as $U, b.magnitude() as $U);
                while x != 0 {
                    (x, y) = (y % x, x);
                }
                y as $T
            }
            #[inline]
            fn lcm(self, b: $T) -> $T {
                let gcd = self.gcd(b) as $U;
                if gcd == 0 { 0 } else { (self.magnitude() as $U / gcd).wrapping_mul(b.magnitude() as $U) as $T }
            }
            #[inline]
            #[allow(unused_variables)]
            fn is_below_zero(self) -> bool { let $x = self; $below }
        }
    )* };
}

integer! {
    i8, u8, |x| x.wrapping_abs(), x.signum(), x < 0;
    i16, u16, |x| x.wrapping_abs(), x.signum(), x < 0;
    i32, u32, |x| x.wrapping_abs(), x.signum(), x < 0;
    i64, u64, |x| x.wrapping_abs(), x.signum(), x < 0;
    u8, u8, |x| x, (x > 0) as u8, false;
    u16, u16, |x| x, (x > 0) as u16, false;
    u32, u32, |x| x, (x > 0) as u32, false;
    u64, u64, |x| x, (x > 0) as u64, false;
}

fn int_powers<T: Integer>(a: &View, b: &View, out: &View) -> Result<()> {
    let mut negative = false;
    visit::<T>(b, |x| {
        negative = x.is_below_zero();
        !negative
    })?;
    if negative {
        return Err(negative_power());
    }
    map2::<T, T, T>(a, b, out, T::power)
}

/// NumPy's error for `2 ** -1` of integers.
pub fn negative_power() -> Error {
    Error::value("Integers to negative integer powers are not allowed.")
}
