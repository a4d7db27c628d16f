//! The gamma function, by Lanczos' approximation as CPython has it.

#![allow(clippy::excessive_precision)] // the digits as published

use std::f64::consts::PI;

const G: f64 = 6.02468004077673;
const G_MINUS_HALF: f64 = 5.52468004077673;
const LOG_PI: f64 = 1.1447298858494002;

const NUMERATOR: [f64; 13] = [
    23531376880.41076,
    42919803642.6491,
    35711959237.35567,
    17921034426.03721,
    6039542586.352028,
    1439720407.3117216,
    248874557.86205417,
    31426415.585400194,
    2876370.6289353725,
    186056.26539522348,
    8071.672002365816,
    210.82427775157936,
    2.5066282746310002,
];

const DENOMINATOR: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

fn lanczos_sum(x: f64) -> f64 {
    let (mut num, mut den) = (0.0, 0.0);
    // Small powers first for large arguments, so that nothing overflows.
    if x < 5.0 {
        for i in (0..13).rev() {
            num = num * x + NUMERATOR[i];
            den = den * x + DENOMINATOR[i];
        }
    } else {
        for i in 0..13 {
            num = num / x + NUMERATOR[i];
            den = den / x + DENOMINATOR[i];
        }
    }
    num / den
}

/// `sin(pi * x)`.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let r = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    r * 1f64.copysign(x)
}

/// `math.gamma`; `None` where it has a pole.
pub fn gamma(x: f64) -> Option<f64> {
    if !x.is_finite() {
        return if x.is_nan() || x > 0.0 { Some(x) } else { None };
    }
    if x == 0.0 {
        return None;
    }
    if x == x.floor() {
        if x < 0.0 {
            return None;
        }
        if x <= 23.0 {
            return Some((1..x as u64).fold(1.0, |acc, k| acc * k as f64));
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        return Some(1.0 / x);
    }
    if size > 200.0 {
        return Some(if x < 0.0 { 0.0 / sin_pi(x) } else { f64::INFINITY });
    }
    let y = size + G_MINUS_HALF;
    // The error of the sum, to be made up for in the end.
    let z = if size > G_MINUS_HALF { (y - size) - G_MINUS_HALF } else { (y - G_MINUS_HALF) - size } * G / y;
    let power = |r: f64, up: bool| {
        let apply = |r: f64, p: f64| if up { r * p } else { r / p };
        if size < 140.0 {
            apply(r, y.powf(size - 0.5))
        } else {
            let root = y.powf(size / 2.0 - 0.25);
            apply(apply(r, root), root)
        }
    };
    if x < 0.0 {
        let r = -PI / sin_pi(size) / size * y.exp() / lanczos_sum(size);
        Some(power(r - z * r, false))
    } else {
        let r = lanczos_sum(size) / y.exp();
        Some(power(r + z * r, true))
    }
}

/// `math.lgamma`; `None` where it has a pole.
pub fn lgamma(x: f64) -> Option<f64> {
    if !x.is_finite() {
        return Some(if x.is_nan() { x } else { f64::INFINITY });
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { None } else { Some(0.0) };
    }
    let size = x.abs();
    if size < 1e-20 {
        return Some(-size.ln());
    }
    let r = lanczos_sum(size).ln() - G + (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    Some(if x < 0.0 { LOG_PI - sin_pi(size).abs().ln() - size.ln() - r } else { r })
}
