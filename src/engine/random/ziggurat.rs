//! The ziggurat samplers of the standard normal and exponential distributions.

use super::BitGenerator;
use super::tables::{exponential, normal};

const NORMAL_R: f64 = 3.654_152_885_361_009;
const NORMAL_INV_R: f64 = 0.273_661_237_329_758_3;
const EXPONENTIAL_R: f64 = 7.697_117_470_131_05;
const NORMAL_R_F32: f32 = 3.654_152_9;
const NORMAL_INV_R_F32: f32 = 0.273_661_23;
const EXPONENTIAL_R_F32: f32 = 7.697_117_3;

/// A standard normal double.
#[inline]
pub fn standard_normal<R: BitGenerator + ?Sized>(rng: &mut R) -> f64 {
    loop {
        let bits = rng.next_u64();
        let layer = (bits & 0xff) as usize;
        let sign = (bits >> 8) & 1;
        let candidate = (bits >> 9) & 0x000f_ffff_ffff_ffff;
        let magnitude = candidate as f64 * f64::from_bits(normal::W_F64[layer]);
        let x = if sign == 1 { -magnitude } else { magnitude };
        if candidate < normal::K_F64[layer] {
            return x;
        }
        if layer == 0 {
            return normal_tail(rng, (candidate >> 8) & 1 == 1);
        }
        let (upper, lower) = (f64::from_bits(normal::F_F64[layer - 1]), f64::from_bits(normal::F_F64[layer]));
        if (upper - lower) * rng.next_f64() + lower < (-0.5 * x * x).exp() {
            return x;
        }
    }
}

/// A draw beyond the last layer.
#[cold]
fn normal_tail<R: BitGenerator + ?Sized>(rng: &mut R, negative: bool) -> f64 {
    loop {
        let beyond = -NORMAL_INV_R * (-rng.next_f64()).ln_1p();
        let height = -(-rng.next_f64()).ln_1p();
        if height + height > beyond * beyond {
            return if negative { -(NORMAL_R + beyond) } else { NORMAL_R + beyond };
        }
    }
}

/// A standard normal float.
#[inline]
pub fn standard_normal_f32<R: BitGenerator + ?Sized>(rng: &mut R) -> f32 {
    loop {
        let bits = rng.next_u32();
        let layer = (bits & 0xff) as usize;
        let candidate = (bits >> 9) & 0x007f_ffff;
        let magnitude = candidate as f32 * f32::from_bits(normal::W_F32[layer]);
        let x = if (bits >> 8) & 1 == 1 { -magnitude } else { magnitude };
        if candidate < normal::K_F32[layer] {
            return x;
        }
        if layer == 0 {
            return normal_tail_f32(rng, (candidate >> 8) & 1 == 1);
        }
        let (upper, lower) = (f32::from_bits(normal::F_F32[layer - 1]), f32::from_bits(normal::F_F32[layer]));
        let height = (upper - lower) * rng.next_f32() + lower;
        if f64::from(height) < (-0.5 * f64::from(x) * f64::from(x)).exp() {
            return x;
        }
    }
}

/// A draw beyond the last layer.
#[cold]
fn normal_tail_f32<R: BitGenerator + ?Sized>(rng: &mut R, negative: bool) -> f32 {
    loop {
        let beyond = -NORMAL_INV_R_F32 * (-rng.next_f32()).ln_1p();
        let height = -(-rng.next_f32()).ln_1p();
        if height + height > beyond * beyond {
            return if negative { -(NORMAL_R_F32 + beyond) } else { NORMAL_R_F32 + beyond };
        }
    }
}

/// A standard exponential double.
#[inline]
pub fn standard_exponential<R: BitGenerator + ?Sized>(rng: &mut R) -> f64 {
    loop {
        let bits = rng.next_u64() >> 3;
        let layer = (bits & 0xff) as usize;
        let candidate = bits >> 8;
        let x = candidate as f64 * f64::from_bits(exponential::W_F64[layer]);
        if candidate < exponential::K_F64[layer] {
            return x;
        }
        if layer == 0 {
            return EXPONENTIAL_R - (-rng.next_f64()).ln_1p();
        }
        let upper = f64::from_bits(exponential::F_F64[layer - 1]);
        let lower = f64::from_bits(exponential::F_F64[layer]);
        if (upper - lower) * rng.next_f64() + lower < (-x).exp() {
            return x;
        }
    }
}

/// A standard exponential float.
#[inline]
pub fn standard_exponential_f32<R: BitGenerator + ?Sized>(rng: &mut R) -> f32 {
    loop {
        let bits = rng.next_u32() >> 1;
        let layer = (bits & 0xff) as usize;
        let candidate = bits >> 8;
        let x = candidate as f32 * f32::from_bits(exponential::W_F32[layer]);
        if candidate < exponential::K_F32[layer] {
            return x;
        }
        if layer == 0 {
            return EXPONENTIAL_R_F32 - (-rng.next_f32()).ln_1p();
        }
        let upper = f32::from_bits(exponential::F_F32[layer - 1]);
        let lower = f32::from_bits(exponential::F_F32[layer]);
        if (upper - lower) * rng.next_f32() + lower < (-x).exp() {
            return x;
        }
    }
}

/// A standard exponential double by inversion: `method='inv'`.
pub fn standard_exponential_inv<R: BitGenerator + ?Sized>(rng: &mut R) -> f64 {
    -(-rng.next_f64()).ln_1p()
}

/// A standard exponential float by inversion: `method='inv'`.
pub fn standard_exponential_inv_f32<R: BitGenerator + ?Sized>(rng: &mut R) -> f32 {
    -f64::from(-rng.next_f32()).ln_1p() as f32
}
