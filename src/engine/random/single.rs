//! The distributions of a `Generator` that have a single-precision variant of their own.

use super::BitGenerator;
use super::ziggurat::{standard_exponential_f32, standard_normal_f32};

/// `standard_gamma(dtype=np.float32)`.
pub fn standard_gamma<R: BitGenerator + ?Sized>(rng: &mut R, shape: f32) -> f32 {
    if shape == 1.0 {
        standard_exponential_f32(rng)
    } else if shape == 0.0 {
        0.0
    } else if shape < 1.0 {
        small_gamma(rng, shape)
    } else {
        large_gamma(rng, shape)
    }
}

fn small_gamma<R: BitGenerator + ?Sized>(rng: &mut R, shape: f32) -> f32 {
    loop {
        let u = rng.next_f32();
        let v = standard_exponential_f32(rng);
        if u <= 1.0 - shape {
            let x = u.powf(1.0 / shape);
            if x <= v {
                return x;
            }
        } else {
            let y = -((1.0 - u) / shape).ln();
            let x = (1.0 - shape + shape * y).powf(1.0 / shape);
            if x <= v + y {
                return x;
            }
        }
    }
}

fn large_gamma<R: BitGenerator + ?Sized>(rng: &mut R, shape: f32) -> f32 {
    let b = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * b).sqrt();
    loop {
        let (x, v) = loop {
            let x = standard_normal_f32(rng);
            let v = 1.0 + c * x;
            // A shape that is no number leaves this loop as well, and yields no number.
            if v > 0.0 || v.is_nan() {
                break (x, v);
            }
        };
        let v = v * v * v;
        let u = rng.next_f32();
        if u < 1.0 - 0.0331 * (x * x) * (x * x) || u.ln() < 0.5 * x * x + b * (1.0 - v + v.ln()) {
            return b * v;
        }
    }
}
