//! What the samplers compute beside libm: log-gamma, log-factorial, C's conversion to an integer.

use super::tables::log_factorial::LOG_FACTORIAL;

/// Coefficients of Stirling's series.
const SERIES: [f64; 10] = [
    8.333333333333333e-02,
    -2.777777777777778e-03,
    7.936507936507937e-04,
    -5.952380952380952e-04,
    8.417508417508418e-04,
    -1.917526917526918e-03,
    6.41025641025641e-03,
    -2.955065359477124e-02,
    1.796443723688307e-01,
    -1.39243221690590e+00,
];
/// log(2π).
const LOG_2PI: f64 = 1.8378770664093453;
/// log(2π) / 2.
const HALF_LOG_2PI: f64 = 0.9189385332046728;

/// log Γ(x), by the method (and with the rounding) that the samplers are defined by.
pub fn log_gamma(x: f64) -> f64 {
    if x == 1.0 || x == 2.0 {
        return 0.0;
    }
    let steps = if x < 7.0 { (7.0 - x) as i64 } else { 0 };
    let mut shifted = x + steps as f64;
    let inverse_square = (1.0 / shifted) * (1.0 / shifted);
    let series = SERIES[..9].iter().rev().fold(SERIES[9], |sum, &a| sum * inverse_square + a);
    let mut result = series / shifted + 0.5 * LOG_2PI + (shifted - 0.5) * shifted.ln() - shifted;
    for _ in 0..steps {
        result -= (shifted - 1.0).ln();
        shifted -= 1.0;
    }
    result
}

/// log(k!), from a table or Stirling's series.
pub fn log_factorial(k: i64) -> f64 {
    match usize::try_from(k).ok().and_then(|k| LOG_FACTORIAL.get(k)) {
        Some(&bits) => f64::from_bits(bits),
        None => {
            let k = k as f64;
            (k + 0.5) * k.ln() - k + (HALF_LOG_2PI + (1.0 / k) * (1.0 / 12.0 - 1.0 / (360.0 * k * k)))
        }
    }
}

/// A double cut to an integer as the x86-64 instruction does: out of range is the least integer.
pub fn truncate(x: f64) -> i64 {
    if (-9.223372036854776e18..9.223372036854776e18).contains(&x) { x as i64 } else { i64::MIN }
}
