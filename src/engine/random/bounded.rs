//! Integers in a range, by Lemire's method (`Generator.integers`) or by masked rejection (`RandomState.randint`).
//!
//! A range is given as its low bound and its width: `high − low − 1`, or `high − low` with the endpoint. Bounds of
//! signed types are passed as their bits. Types of 8 and 16 bits and `bool` cut several values from one 32-bit draw;
//! what is left over is kept in a [`Leftover`] that lives for one call of `integers`, and no longer.

use super::BitGenerator;
use crate::engine::interrupt;

/// How values outside of the range are rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rejection {
    /// Lemire's multiplication: `Generator`.
    Lemire,
    /// The smallest mask of ones that covers the width: `RandomState`.
    Masked,
}

/// The unused part of a 32-bit draw.
#[derive(Debug, Clone, Copy, Default)]
pub struct Leftover {
    bits: u32,
    count: u32,
}

impl Leftover {
    /// The next `width` bits (in the low end, with others above).
    fn take<R: BitGenerator + ?Sized>(&mut self, rng: &mut R, width: u32) -> u32 {
        if self.count == 0 {
            self.bits = rng.next_u32();
            self.count = 32 / width - 1;
        } else {
            self.bits >>= width;
            self.count -= 1;
        }
        self.bits
    }
}

/// The smallest number of the form 2^k − 1 that is at least `max`.
pub fn mask_of(max: u64) -> u64 {
    if max == 0 { 0 } else { u64::MAX >> max.leading_zeros() }
}

/// An integer in [0, max], by masked rejection: how the legacy streams shuffle.
pub fn interval<R: BitGenerator + ?Sized>(rng: &mut R, max: u64) -> u64 {
    if max == 0 {
        return 0;
    }
    let mask = mask_of(max);
    loop {
        let wide = max > u64::from(u32::MAX);
        let value = mask & if wide { rng.next_u64() } else { u64::from(rng.next_u32()) };
        if value <= max {
            return value;
        }
    }
}

/// An `int64` or `uint64` in [low, low + width].
pub fn bounded_u64<R: BitGenerator + ?Sized>(rng: &mut R, low: u64, width: u64, how: Rejection) -> u64 {
    if let Ok(narrow) = u32::try_from(width) {
        return low.wrapping_add(u64::from(within_u32(rng, narrow, how)));
    }
    let offset = match how {
        _ if width == u64::MAX => rng.next_u64(),
        Rejection::Masked => interval(rng, width),
        Rejection::Lemire => lemire_u64(rng, width),
    };
    low.wrapping_add(offset)
}

fn lemire_u64<R: BitGenerator + ?Sized>(rng: &mut R, width: u64) -> u64 {
    let count = width + 1;
    let mut product = u128::from(rng.next_u64()) * u128::from(count);
    if (product as u64) < count {
        let threshold = (u64::MAX - width) % count;
        while (product as u64) < threshold {
            product = u128::from(rng.next_u64()) * u128::from(count);
        }
    }
    (product >> 64) as u64
}

/// An integer in [0, width] from 32-bit draws.
fn within_u32<R: BitGenerator + ?Sized>(rng: &mut R, width: u32, how: Rejection) -> u32 {
    match width {
        0 => 0,
        u32::MAX => rng.next_u32(),
        _ => within_narrow(width, 32, how, || rng.next_u32()),
    }
}

/// An integer in [0, width] of a type of `bits` bits, where the width is neither none nor all of it.
fn within_narrow(width: u32, bits: u32, how: Rejection, mut draw: impl FnMut() -> u32) -> u32 {
    let all = u32::MAX >> (32 - bits);
    if how == Rejection::Masked {
        let mask = mask_of(u64::from(width)) as u32;
        loop {
            let value = draw() & mask;
            if value <= width {
                return value;
            }
        }
    }
    let count = u64::from(width) + 1;
    let low = |product: u64| product & u64::from(all);
    let mut scaled = || u64::from(draw() & all) * count;
    let mut product = scaled();
    if low(product) < count {
        let threshold = u64::from(all - width) % count;
        while low(product) < threshold {
            product = scaled();
        }
    }
    (product >> bits) as u32
}

/// An `int32` or `uint32` in [low, low + width].
pub fn bounded_u32<R: BitGenerator + ?Sized>(rng: &mut R, low: u32, width: u32, how: Rejection) -> u32 {
    low.wrapping_add(within_u32(rng, width, how))
}

/// An `int16` or `uint16` in [low, low + width].
pub fn bounded_u16<R: BitGenerator + ?Sized>(
    rng: &mut R,
    low: u16,
    width: u16,
    how: Rejection,
    left: &mut Leftover,
) -> u16 {
    low.wrapping_add(match width {
        0 => 0,
        u16::MAX => left.take(rng, 16) as u16,
        _ => within_narrow(u32::from(width), 16, how, || left.take(rng, 16)) as u16,
    })
}

/// An `int8` or `uint8` in [low, low + width].
pub fn bounded_u8<R: BitGenerator + ?Sized>(
    rng: &mut R,
    low: u8,
    width: u8,
    how: Rejection,
    left: &mut Leftover,
) -> u8 {
    low.wrapping_add(match width {
        0 => 0,
        u8::MAX => left.take(rng, 8) as u8,
        _ => within_narrow(u32::from(width), 8, how, || left.take(rng, 8)) as u8,
    })
}

/// A `bool`: either where `open`, else `low`.
pub fn bounded_bool<R: BitGenerator + ?Sized>(rng: &mut R, low: bool, open: bool, left: &mut Leftover) -> bool {
    if open { left.take(rng, 1) & 1 == 1 } else { low }
}

/// Fills with [`bounded_u64`].
pub fn fill_u64<R: BitGenerator + ?Sized>(rng: &mut R, low: u64, width: u64, how: Rejection, out: &mut [u64]) {
    out.iter_mut().for_each(|x| *x = bounded_u64(rng, low, width, how));
}

/// Fills with [`bounded_u32`].
pub fn fill_u32<R: BitGenerator + ?Sized>(rng: &mut R, low: u32, width: u32, how: Rejection, out: &mut [u32]) {
    out.iter_mut().for_each(|x| *x = bounded_u32(rng, low, width, how));
}

/// Fills with [`bounded_u16`].
pub fn fill_u16<R: BitGenerator + ?Sized>(rng: &mut R, low: u16, width: u16, how: Rejection, out: &mut [u16]) {
    let mut left = Leftover::default();
    out.iter_mut().for_each(|x| *x = bounded_u16(rng, low, width, how, &mut left));
}

/// Fills with [`bounded_u8`].
pub fn fill_u8<R: BitGenerator + ?Sized>(rng: &mut R, low: u8, width: u8, how: Rejection, out: &mut [u8]) {
    let mut left = Leftover::default();
    out.iter_mut().for_each(|x| *x = bounded_u8(rng, low, width, how, &mut left));
}

/// Fills with [`bounded_bool`].
pub fn fill_bool<R: BitGenerator + ?Sized>(rng: &mut R, low: bool, open: bool, out: &mut [bool]) {
    let mut left = Leftover::default();
    out.iter_mut().for_each(|x| *x = bounded_bool(rng, low, open, &mut left));
}

/// Random bytes: `Generator.bytes` and `RandomState.bytes`.
pub fn fill_bytes<R: BitGenerator + ?Sized>(rng: &mut R, out: &mut [u8]) {
    for chunk in interrupt::watched(out.chunks_mut(4)) {
        chunk.copy_from_slice(&rng.next_u32().to_le_bytes()[..chunk.len()]);
    }
}
