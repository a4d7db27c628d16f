//! Bits of integers, and logic.

use super::super::Loop;
use super::arith::Integer;
use super::{binary, binary_each, binary_same, driven, unary, unary_each};
use crate::engine::dtype::B8;
use crate::engine::kernels::cast::Number;
use half::f16;
use num_complex::{Complex32, Complex64};
use num_traits::ToPrimitive;

pub static AND_BOOL: &[Loop] = binary_each!(inline[B8], |a, b| B8::from(a.get() & b.get()));
pub static OR_BOOL: &[Loop] = binary_each!(inline[B8], |a, b| B8::from(a.get() | b.get()));
pub static XOR_BOOL: &[Loop] = binary_each!(inline[B8], |a, b| B8::from(a.get() ^ b.get()));
pub static NOT_BOOL: &[Loop] = unary_each!(inline[B8], |a| B8::from(!a.get()));
pub static AND: &[Loop] = binary_each!(inline [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| a & b);
pub static OR: &[Loop] = binary_each!(inline [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| a | b);
pub static XOR: &[Loop] = binary_each!(inline [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| a ^ b);
pub static INVERT: &[Loop] = unary_each!(inline [i8 u8 i16 u16 i32 u32 i64 u64], |a| !a);
pub static LEFT_SHIFT: &[Loop] =
    binary_each!(call [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| b.to_u32().and_then(|n| a.checked_shl(n)).unwrap_or(0));
pub static RIGHT_SHIFT: &[Loop] = binary_each!(call [i8 u8 i16 u16 i32 u32 i64 u64], |a, b| {
    // A shift by all bits or more leaves the sign alone.
    a.checked_shr(b.to_u32().unwrap_or(u32::MAX)).unwrap_or(if a.is_below_zero() { !0 } else { 0 })
});
pub static BITWISE_COUNT: &[Loop] = &[
    unary!(call i8 => u8, |a| a.unsigned_abs().count_ones() as u8),
    unary!(call u8 => u8, |a| a.count_ones() as u8),
    unary!(call i16 => u8, |a| a.unsigned_abs().count_ones() as u8),
    unary!(call u16 => u8, |a| a.count_ones() as u8),
    unary!(call i32 => u8, |a| a.unsigned_abs().count_ones() as u8),
    unary!(call u32 => u8, |a| a.count_ones() as u8),
    unary!(call i64 => u8, |a| a.unsigned_abs().count_ones() as u8),
    unary!(call u64 => u8, |a| a.count_ones() as u8),
];
pub static LOGICAL_AND: &[Loop] = binary_each!(call [i8 u8 i16 u16 i32 u32 i64 u64 f16 f32 f64 Complex32 Complex64] => B8, |a, b| B8::from(a.truth() & b.truth()));
pub static LOGICAL_OR: &[Loop] = binary_each!(call [i8 u8 i16 u16 i32 u32 i64 u64 f16 f32 f64 Complex32 Complex64] => B8, |a, b| B8::from(a.truth() | b.truth()));
pub static LOGICAL_XOR: &[Loop] = binary_each!(call [i8 u8 i16 u16 i32 u32 i64 u64 f16 f32 f64 Complex32 Complex64] => B8, |a, b| B8::from(a.truth() ^ b.truth()));
pub static LOGICAL_NOT: &[Loop] = unary_each!(call [B8 i8 u8 i16 u16 i32 u32 i64 u64 f16 f32 f64 Complex32 Complex64] => B8, |a| B8::from(!a.truth()));
