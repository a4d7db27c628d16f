//! `RandomState`: the frozen streams of `np.random.seed`, `rand`, `randn` and the rest, as NumPy 1.16 had them.
//!
//! Where a distribution is not here, it is the `Generator`'s own: `uniform`, `laplace`, `gumbel`, `logistic`,
//! `triangular` of [`continuous`](super::continuous). Integers (`randint`) are those of [`bounded`](super::bounded) with
//! `Rejection::Masked`, shuffles and choices those of [`permute`](super::permute).

use super::continuous::{GammaSource, gamma_from, vonmises_by_rejection};
use super::discrete::poisson;
use super::{BitGenerator, Mt19937};

/// NumPy's `RandomState`.
#[derive(Debug, Clone, PartialEq)]
pub struct RandomState<R = Mt19937> {
    /// Where its bits come from.
    pub bits: R,
    /// The second of a pair of normals, kept for the next call.
    pub gauss: Option<f64>,
}

impl RandomState {
    /// `RandomState(seed)`, and what `np.random.seed(seed)` makes of the global one.
    pub fn from_u32(seed: u32) -> RandomState {
        RandomState::new(Mt19937::from_u32(seed))
    }

    /// `RandomState([…])`.
    pub fn from_words(words: &[u32]) -> RandomState {
        RandomState::new(Mt19937::from_words(words))
    }
}

impl<R: BitGenerator> GammaSource for RandomState<R> {
    fn unit(&mut self) -> f64 {
        self.bits.next_f64()
    }

    fn normal(&mut self) -> f64 {
        self.standard_normal()
    }

    fn exponential(&mut self) -> f64 {
        self.standard_exponential()
    }
}

impl<R: BitGenerator> RandomState<R> {
    /// Over any bit generator.
    pub fn new(bits: R) -> RandomState<R> {
        RandomState { bits, gauss: None }
    }

    /// `random_sample`, `rand`.
    pub fn random_sample(&mut self) -> f64 {
        self.bits.next_f64()
    }

    /// `standard_normal`, `randn`: Marsaglia's polar method, two at a time.
    pub fn standard_normal(&mut self) -> f64 {
        if let Some(kept) = self.gauss.take() {
            return kept;
        }
        loop {
            let x1 = 2.0 * self.bits.next_f64() - 1.0;
            let x2 = 2.0 * self.bits.next_f64() - 1.0;
            let r2 = x1 * x1 + x2 * x2;
            if r2 < 1.0 && r2 != 0.0 {
                let f = (-2.0 * r2.ln() / r2).sqrt();
                self.gauss = Some(f * x1);
                return f * x2;
            }
        }
    }

    /// `normal`.
    pub fn normal(&mut self, loc: f64, scale: f64) -> f64 {
        loc + scale * self.standard_normal()
    }

    /// `standard_exponential`.
    pub fn standard_exponential(&mut self) -> f64 {
        -(1.0 - self.bits.next_f64()).ln()
    }

    /// `exponential`.
    pub fn exponential(&mut self, scale: f64) -> f64 {
        scale * self.standard_exponential()
    }

    /// `standard_gamma`.
    pub fn standard_gamma(&mut self, shape: f64) -> f64 {
        gamma_from(self, shape)
    }

    /// `gamma`.
    pub fn gamma(&mut self, shape: f64, scale: f64) -> f64 {
        scale * self.standard_gamma(shape)
    }

    /// `chisquare`.
    pub fn chisquare(&mut self, df: f64) -> f64 {
        2.0 * self.standard_gamma(df / 2.0)
    }

    /// `noncentral_chisquare`.
    pub fn noncentral_chisquare(&mut self, df: f64, nonc: f64) -> f64 {
        if nonc == 0.0 {
            return self.chisquare(df);
        }
        if df > 1.0 {
            let chi2 = self.chisquare(df - 1.0);
            let n = self.standard_normal() + nonc.sqrt();
            return chi2 + n * n;
        }
        let i = poisson(&mut self.bits, nonc / 2.0);
        let out = self.chisquare(df + 2.0 * i as f64);
        if nonc.is_nan() { f64::NAN } else { out }
    }

    /// `noncentral_f`.
    pub fn noncentral_f(&mut self, dfnum: f64, dfden: f64, nonc: f64) -> f64 {
        let above = self.noncentral_chisquare(dfnum, nonc) * dfden;
        above / (self.chisquare(dfden) * dfnum)
    }

    /// `f`.
    pub fn f(&mut self, dfnum: f64, dfden: f64) -> f64 {
        let above = self.chisquare(dfnum) * dfden;
        above / (self.chisquare(dfden) * dfnum)
    }

    /// `beta`.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        if !(a <= 1.0 && b <= 1.0) {
            let x = self.standard_gamma(a);
            let y = self.standard_gamma(b);
            return x / (x + y);
        }
        loop {
            let (u, v) = (self.bits.next_f64(), self.bits.next_f64());
            let (x, y) = (u.powf(1.0 / a), v.powf(1.0 / b));
            if x + y > 1.0 {
                continue;
            }
            if x + y > 0.0 {
                return x / (x + y);
            }
            let (log_x, log_y) = (u.ln() / a, v.ln() / b);
            let log_m = if log_x > log_y { log_x } else { log_y };
            let (log_x, log_y) = (log_x - log_m, log_y - log_m);
            return (log_x - (log_x.exp() + log_y.exp()).ln()).exp();
        }
    }

    /// `standard_cauchy`.
    pub fn standard_cauchy(&mut self) -> f64 {
        let above = self.standard_normal();
        above / self.standard_normal()
    }

    /// `standard_t`.
    pub fn standard_t(&mut self, df: f64) -> f64 {
        let above = self.standard_normal();
        let below = self.standard_gamma(df / 2.0);
        (df / 2.0).sqrt() * above / below.sqrt()
    }

    /// `pareto`.
    pub fn pareto(&mut self, a: f64) -> f64 {
        (self.standard_exponential() / a).exp() - 1.0
    }

    /// `weibull`.
    pub fn weibull(&mut self, a: f64) -> f64 {
        if a == 0.0 { 0.0 } else { self.standard_exponential().powf(1.0 / a) }
    }

    /// `power`.
    pub fn power(&mut self, a: f64) -> f64 {
        (1.0 - (-self.standard_exponential()).exp()).powf(1.0 / a)
    }

    /// `lognormal`.
    pub fn lognormal(&mut self, mean: f64, sigma: f64) -> f64 {
        self.normal(mean, sigma).exp()
    }

    /// `rayleigh`.
    pub fn rayleigh(&mut self, mode: f64) -> f64 {
        mode * (-2.0 * (-self.bits.next_f64()).ln_1p()).sqrt()
    }

    /// `wald`.
    pub fn wald(&mut self, mean: f64, scale: f64) -> f64 {
        let mu_2l = mean / (2.0 * scale);
        let y = self.standard_normal();
        let y = mean * y * y;
        let x = mean + mu_2l * (y - (4.0 * scale * y + y * y).sqrt());
        if self.bits.next_f64() <= mean / (mean + x) { x } else { mean * mean / x }
    }

    /// `vonmises`.
    pub fn vonmises(&mut self, mu: f64, kappa: f64) -> f64 {
        vonmises_by_rejection(&mut self.bits, mu, kappa)
    }
}
