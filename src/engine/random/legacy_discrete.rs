//! The discrete distributions of [`RandomState`], and those of several numbers, where they differ from the
//! `Generator`'s.

use super::BitGenerator;
use super::discrete::{Binomial, geometric_search, logseries_with, poisson};
use super::hypergeometric::{D1, D2};
use super::legacy::RandomState;
use super::multivariate::{dirichlet_by, multinomial_by};
use super::special::{log_gamma, truncate};

impl<R: BitGenerator> RandomState<R> {
    /// `binomial`.
    pub fn binomial(&mut self, n: i64, p: f64) -> i64 {
        Binomial::without_shortcut(n, p).draw(&mut self.bits)
    }

    /// `poisson`.
    pub fn poisson(&mut self, lam: f64) -> i64 {
        poisson(&mut self.bits, lam)
    }

    /// `negative_binomial`.
    pub fn negative_binomial(&mut self, n: f64, p: f64) -> i64 {
        let mean = self.gamma(n, (1.0 - p) / p);
        poisson(&mut self.bits, mean)
    }

    /// `geometric`.
    pub fn geometric(&mut self, p: f64) -> i64 {
        if p >= 1.0 / 3.0 {
            return geometric_search(&mut self.bits, p);
        }
        truncate(((-self.bits.next_f64()).ln_1p() / (1.0 - p).ln()).ceil())
    }

    /// `zipf`.
    pub fn zipf(&mut self, a: f64) -> i64 {
        let am1 = a - 1.0;
        let b = 2f64.powf(am1);
        // So steep that the test below would never accept.
        if b.is_infinite() {
            return 1;
        }
        loop {
            let u = 1.0 - self.bits.next_f64();
            let v = self.bits.next_f64();
            let x = u.powf(-1.0 / am1).floor();
            if !(1.0..=i64::MAX as f64).contains(&x) {
                continue;
            }
            let t = (1.0 + 1.0 / x).powf(am1);
            if v * x * (t - 1.0) / (b - 1.0) <= t / b {
                return truncate(x);
            }
        }
    }

    /// `logseries`.
    pub fn logseries(&mut self, p: f64) -> i64 {
        let r = (1.0 - p).ln();
        logseries_with(&mut self.bits, p, |u| 1.0 - (r * u).exp())
    }

    /// `hypergeometric`.
    pub fn hypergeometric(&mut self, good: i64, bad: i64, sample: i64) -> i64 {
        if sample > 10 {
            self.hypergeometric_ratio(good, bad, sample)
        } else if sample > 0 {
            self.hypergeometric_one_by_one(good, bad, sample)
        } else {
            0
        }
    }

    fn hypergeometric_one_by_one(&mut self, good: i64, bad: i64, sample: i64) -> i64 {
        let rest = bad.wrapping_add(good).wrapping_sub(sample);
        let less = bad.min(good) as f64;
        let (mut y, mut k) = (less, sample);
        while y > 0.0 {
            let u = self.bits.next_f64();
            y -= (u + y / rest.wrapping_add(k) as f64).floor();
            k -= 1;
            if k == 0 {
                break;
            }
        }
        let z = truncate(less - y);
        if good > bad { sample - z } else { z }
    }

    fn hypergeometric_ratio(&mut self, good: i64, bad: i64, sample: i64) -> i64 {
        let (less, more) = (good.min(bad), good.max(bad));
        let total = good.wrapping_add(bad);
        let drawn = sample.min(total.wrapping_sub(sample));
        let p = less as f64 / total as f64;
        let a = drawn as f64 * p + 0.5;
        let variance = total.wrapping_sub(drawn) as f64 * sample as f64 * p * (1.0 - p) / total.wrapping_sub(1) as f64;
        let c = (variance + 0.5).sqrt();
        let h = D1 * c + D2;
        let mode = ((drawn + 1) as f64 * (less + 1) as f64 / total.wrapping_add(2) as f64).floor();
        let (lessf, moref, drawnf) = (less as f64, more as f64, drawn as f64);
        let log_weight = |k: f64| {
            let near = log_gamma(k + 1.0) + log_gamma(lessf - k + 1.0);
            near + log_gamma(drawnf - k + 1.0) + log_gamma(moref - drawnf + k + 1.0)
        };
        let g = log_weight(mode);
        let b = (drawnf.min(lessf) + 1.0).min((a + 16.0 * c).floor());
        let k = loop {
            let x = self.bits.next_f64();
            let y = self.bits.next_f64();
            let w = a + h * (y - 0.5) / x;
            if w < 0.0 || w >= b {
                continue;
            }
            let t = g - log_weight(w.floor());
            if x * (4.0 - x) - 3.0 <= t {
                break truncate(w.floor());
            }
            if x * (x - t) >= 1.0 {
                continue;
            }
            if 2.0 * x.ln() <= t {
                break truncate(w.floor());
            }
        };
        let k = if good > bad { drawn - k } else { k };
        if drawn < sample { good - k } else { k }
    }

    /// `multinomial`.
    pub fn multinomial(&mut self, n: i64, p: &[f64], out: &mut [i64]) {
        multinomial_by(n, p, out, |n, p| self.binomial(n, p));
    }

    /// `dirichlet`.
    pub fn dirichlet(&mut self, alpha: &[f64], out: &mut [f64]) {
        dirichlet_by(alpha, out, |a| self.standard_gamma(a));
    }
}
