//! `hypergeometric` of a `Generator`.

use super::BitGenerator;
use super::bounded::interval;
use super::special::{log_factorial, truncate};

/// 2·√(2/e), of the ratio of uniforms.
pub(super) const D1: f64 = 1.7155277699214135;
/// 3 − 2·√(3/e), of the ratio of uniforms.
pub(super) const D2: f64 = 0.8989161620588988;

/// `hypergeometric`: the ratio of uniforms, or one item after the other for small samples.
pub fn hypergeometric<R: BitGenerator + ?Sized>(rng: &mut R, good: i64, bad: i64, sample: i64) -> i64 {
    if sample >= 10 && sample <= good + bad - 10 {
        ratio_of_uniforms(rng, good, bad, sample)
    } else {
        one_by_one(rng, good, bad, sample)
    }
}

fn one_by_one<R: BitGenerator + ?Sized>(rng: &mut R, good: i64, bad: i64, sample: i64) -> i64 {
    let total = good + bad;
    // More than half: the rest is drawn instead.
    let complement = sample > total / 2;
    let mut to_draw = if complement { total - sample } else { sample };
    let (mut left, mut left_good) = (total, good);
    while to_draw > 0 && left_good > 0 && left > left_good {
        left -= 1;
        if (interval(rng, left as u64) as i64) < left_good {
            left_good -= 1;
        }
        to_draw -= 1;
    }
    if left == left_good {
        left_good -= to_draw;
    }
    if complement { left_good } else { good - left_good }
}

fn ratio_of_uniforms<R: BitGenerator + ?Sized>(rng: &mut R, good: i64, bad: i64, sample: i64) -> i64 {
    let total = good + bad;
    let drawn = sample.min(total - sample);
    let (less, more) = (good.min(bad), good.max(bad));
    let (p, q) = (less as f64 / total as f64, more as f64 / total as f64);
    let a = drawn as f64 * p + 0.5;
    let variance = (total - drawn) as f64 * drawn as f64 * p * q / (total - 1) as f64;
    let c = (variance + 0.5).sqrt();
    let h = D1 * c + D2;
    let mode = truncate(((drawn + 1) as f64 * (less + 1) as f64 / (total + 2) as f64).floor());
    let log_weight = |k: i64| {
        log_factorial(k) + log_factorial(less - k) + log_factorial(drawn - k) + log_factorial(more - drawn + k)
    };
    let g = log_weight(mode);
    let b = ((drawn.min(less) + 1) as f64).min((a + 16.0 * c).floor());
    let k = loop {
        let u = rng.next_f64();
        let v = rng.next_f64();
        let x = a + h * (v - 0.5) / u;
        if x < 0.0 || x >= b {
            continue;
        }
        let k = truncate(x.floor());
        let t = g - log_weight(k);
        if u * (4.0 - u) - 3.0 <= t {
            break k;
        }
        if u * (u - t) >= 1.0 {
            continue;
        }
        if 2.0 * u.ln() <= t {
            break k;
        }
    };
    let k = if good > bad { drawn - k } else { k };
    if drawn < sample { good - k } else { k }
}
