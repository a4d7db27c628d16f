//! Rounding, and questions about one number.

use super::super::Loop;
use super::{driven, unary, unary_each, unary_floats};
use crate::engine::dtype::B8;
use half::f16;
use num_complex::{Complex32, Complex64};

pub static RINT: &[Loop] = unary_floats!(inline | a | a.round_ties_even());
pub static FLOOR: &[Loop] = unary_floats!(inline | a | a.floor());
pub static CEIL: &[Loop] = unary_floats!(inline | a | a.ceil());
pub static TRUNC: &[Loop] = unary_floats!(inline | a | a.trunc());
pub static NEVER: &[Loop] = unary_each!(call [B8 i8 u8 i16 u16 i32 u32 i64 u64] => B8, |_a| B8(0));
pub static ALWAYS: &[Loop] = unary_each!(call [B8 i8 u8 i16 u16 i32 u32 i64 u64] => B8, |_a| B8(1));
pub static ISNAN: &[Loop] = unary_each!(inline [f16 f32 f64 Complex32 Complex64] => B8, |a| B8::from(a.is_nan()));
pub static ISINF: &[Loop] = &[
    unary!(inline f16 => B8, |a| B8::from(a.is_infinite())),
    unary!(inline f32 => B8, |a| B8::from(a.is_infinite())),
    unary!(inline f64 => B8, |a| B8::from(a.is_infinite())),
    unary!(inline Complex32 => B8, |a| B8::from(a.re.is_infinite() || a.im.is_infinite())),
    unary!(inline Complex64 => B8, |a| B8::from(a.re.is_infinite() || a.im.is_infinite())),
];
pub static ISFINITE: &[Loop] = unary_each!(inline [f16 f32 f64 Complex32 Complex64] => B8, |a| B8::from(a.is_finite()));
