//! The real-valued distributions of Python's `random` module.
//!
//! Where Python would raise (a division by zero, an overflowing power), the result here is an infinity or no number:
//! the caller tells them apart by the parameters.

use super::cpython::PyRandom;
use std::f64::consts::{E, PI, TAU};

/// 4·exp(−1/2) / √2.
const NORMAL_MAGIC: f64 = 1.7155277699214135;
/// log 4.
const LOG_4: f64 = 1.3862943611198906;
/// 1 + log 4.5.
const GAMMA_MAGIC: f64 = 2.504077396776274;

impl PyRandom {
    /// `uniform`.
    pub fn uniform(&mut self, a: f64, b: f64) -> f64 {
        a + (b - a) * self.random()
    }

    /// `triangular`.
    pub fn triangular(&mut self, low: f64, high: f64, mode: Option<f64>) -> f64 {
        let u = self.random();
        let c = match mode {
            None => 0.5,
            Some(_) if high == low => return low,
            Some(mode) => (mode - low) / (high - low),
        };
        let (u, c, low, high) = if u > c { (1.0 - u, 1.0 - c, high, low) } else { (u, c, low, high) };
        low + (high - low) * (u * c).sqrt()
    }

    /// `normalvariate`: Kinderman and Monahan's ratio of uniforms.
    pub fn normalvariate(&mut self, mu: f64, sigma: f64) -> f64 {
        loop {
            let u1 = self.random();
            let u2 = 1.0 - self.random();
            let z = NORMAL_MAGIC * (u1 - 0.5) / u2;
            if z * z / 4.0 <= -u2.ln() {
                return mu + z * sigma;
            }
        }
    }

    /// `gauss`: Box and Muller's method, two at a time.
    pub fn gauss(&mut self, mu: f64, sigma: f64) -> f64 {
        let z = self.gauss_next.take().unwrap_or_else(|| {
            let angle = self.random() * TAU;
            let radius = (-2.0 * (1.0 - self.random()).ln()).sqrt();
            self.gauss_next = Some(angle.sin() * radius);
            angle.cos() * radius
        });
        mu + z * sigma
    }

    /// `lognormvariate`.
    pub fn lognormvariate(&mut self, mu: f64, sigma: f64) -> f64 {
        self.normalvariate(mu, sigma).exp()
    }

    /// `expovariate`.
    pub fn expovariate(&mut self, lambd: f64) -> f64 {
        -(1.0 - self.random()).ln() / lambd
    }

    /// `vonmisesvariate`.
    pub fn vonmisesvariate(&mut self, mu: f64, kappa: f64) -> f64 {
        if kappa <= 1e-6 {
            return TAU * self.random();
        }
        let s = 0.5 / kappa;
        let r = s + (1.0 + s * s).sqrt();
        let z = loop {
            let z = (PI * self.random()).cos();
            let d = z / (r + z);
            let u = self.random();
            if u < 1.0 - d * d || u <= (1.0 - d) * d.exp() || d.is_nan() {
                break z;
            }
        };
        let q = 1.0 / r;
        let angle = ((q + z) / (1.0 + q * z)).acos();
        modulo(if self.random() > 0.5 { mu + angle } else { mu - angle }, TAU)
    }

    /// `gammavariate`, of parameters above 0.
    pub fn gammavariate(&mut self, alpha: f64, beta: f64) -> f64 {
        if alpha > 1.0 {
            self.large_gamma(alpha) * beta
        } else if alpha == 1.0 {
            -(1.0 - self.random()).ln() * beta
        } else {
            self.small_gamma(alpha) * beta
        }
    }

    fn large_gamma(&mut self, alpha: f64) -> f64 {
        let ainv = (2.0 * alpha - 1.0).sqrt();
        let b = alpha - LOG_4;
        let c = alpha + ainv;
        loop {
            let u1 = self.random();
            if !(1e-7 < u1 && u1 < 0.9999999) {
                continue;
            }
            let u2 = 1.0 - self.random();
            let v = (u1 / (1.0 - u1)).ln() / ainv;
            let x = alpha * v.exp();
            let z = u1 * u1 * u2;
            let r = b + c * v - x;
            if r + GAMMA_MAGIC - 4.5 * z >= 0.0 || r >= z.ln() || r.is_nan() {
                return x;
            }
        }
    }

    fn small_gamma(&mut self, alpha: f64) -> f64 {
        loop {
            let b = (E + alpha) / E;
            let p = b * self.random();
            let x = if p <= 1.0 { p.powf(1.0 / alpha) } else { -((b - p) / alpha).ln() };
            let u1 = self.random();
            if p > 1.0 {
                if u1 <= x.powf(alpha - 1.0) {
                    return x;
                }
            } else if u1 <= (-x).exp() || x.is_nan() {
                return x;
            }
        }
    }

    /// `betavariate`.
    pub fn betavariate(&mut self, alpha: f64, beta: f64) -> f64 {
        let y = self.gammavariate(alpha, 1.0);
        if y == 0.0 { 0.0 } else { y / (y + self.gammavariate(beta, 1.0)) }
    }

    /// `paretovariate`.
    pub fn paretovariate(&mut self, alpha: f64) -> f64 {
        (1.0 - self.random()).powf(-1.0 / alpha)
    }

    /// `weibullvariate`.
    pub fn weibullvariate(&mut self, alpha: f64, beta: f64) -> f64 {
        alpha * (-(1.0 - self.random()).ln()).powf(1.0 / beta)
    }
}

/// Python's `%` of doubles: the sign of the divisor.
fn modulo(x: f64, y: f64) -> f64 {
    let r = x % y;
    if r != 0.0 && (r < 0.0) != (y < 0.0) {
        r + y
    } else if r == 0.0 {
        0f64.copysign(y)
    } else {
        r
    }
}
