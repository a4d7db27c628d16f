//! The continuous distributions of a `Generator`, in double precision.

use super::BitGenerator;
use super::discrete::poisson;
use super::ziggurat::{standard_exponential, standard_normal};
use std::f64::consts::PI;

/// `uniform`, by the low bound and the range.
pub fn uniform<R: BitGenerator + ?Sized>(rng: &mut R, low: f64, range: f64) -> f64 {
    low + range * rng.next_f64()
}

/// As [`uniform`], many at once.
pub fn fill_uniform<R: BitGenerator + ?Sized>(rng: &mut R, low: f64, range: f64, out: &mut [f64]) {
    rng.fill_f64(out);
    out.iter_mut().for_each(|x| *x = low + range * *x);
}

/// `normal`.
pub fn normal<R: BitGenerator + ?Sized>(rng: &mut R, loc: f64, scale: f64) -> f64 {
    loc + scale * standard_normal(rng)
}

/// `exponential`.
pub fn exponential<R: BitGenerator + ?Sized>(rng: &mut R, scale: f64) -> f64 {
    scale * standard_exponential(rng)
}

/// What the gamma sampler draws from: the modern and the legacy generator differ in these alone.
pub(super) trait GammaSource {
    fn unit(&mut self) -> f64;
    fn normal(&mut self) -> f64;
    fn exponential(&mut self) -> f64;
}

/// A bit generator with the ziggurat samplers.
pub(super) struct Ziggurat<'a, R: ?Sized>(pub &'a mut R);

impl<R: BitGenerator + ?Sized> GammaSource for Ziggurat<'_, R> {
    fn unit(&mut self) -> f64 {
        self.0.next_f64()
    }

    fn normal(&mut self) -> f64 {
        standard_normal(self.0)
    }

    fn exponential(&mut self) -> f64 {
        standard_exponential(self.0)
    }
}

/// Gamma of scale 1, from any source: Ahrens and Dieter below shape 1, Marsaglia and Tsang above.
pub(super) fn gamma_from(source: &mut impl GammaSource, shape: f64) -> f64 {
    if shape == 1.0 {
        source.exponential()
    } else if shape == 0.0 {
        0.0
    } else if shape < 1.0 {
        small_gamma(source, shape)
    } else {
        large_gamma(source, shape)
    }
}

fn small_gamma(source: &mut impl GammaSource, shape: f64) -> f64 {
    loop {
        let u = source.unit();
        let v = source.exponential();
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

fn large_gamma(source: &mut impl GammaSource, shape: f64) -> f64 {
    let b = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * b).sqrt();
    loop {
        let (x, v) = loop {
            let x = source.normal();
            let v = 1.0 + c * x;
            // A shape that is no number leaves this loop as well, and yields no number.
            if v > 0.0 || v.is_nan() {
                break (x, v);
            }
        };
        let v = v * v * v;
        let u = source.unit();
        if u < 1.0 - 0.0331 * (x * x) * (x * x) || u.ln() < 0.5 * x * x + b * (1.0 - v + v.ln()) {
            return b * v;
        }
    }
}

/// `standard_gamma`.
pub fn standard_gamma<R: BitGenerator + ?Sized>(rng: &mut R, shape: f64) -> f64 {
    gamma_from(&mut Ziggurat(rng), shape)
}

/// `gamma`.
pub fn gamma<R: BitGenerator + ?Sized>(rng: &mut R, shape: f64, scale: f64) -> f64 {
    scale * standard_gamma(rng, shape)
}

/// `chisquare`.
pub fn chisquare<R: BitGenerator + ?Sized>(rng: &mut R, df: f64) -> f64 {
    2.0 * standard_gamma(rng, df / 2.0)
}

/// `f`.
pub fn f<R: BitGenerator + ?Sized>(rng: &mut R, dfnum: f64, dfden: f64) -> f64 {
    let above = chisquare(rng, dfnum) * dfden;
    above / (chisquare(rng, dfden) * dfnum)
}

/// `noncentral_chisquare`.
pub fn noncentral_chisquare<R: BitGenerator + ?Sized>(rng: &mut R, df: f64, nonc: f64) -> f64 {
    if nonc.is_nan() {
        f64::NAN
    } else if nonc == 0.0 {
        chisquare(rng, df)
    } else if df > 1.0 {
        let chi2 = chisquare(rng, df - 1.0);
        let n = standard_normal(rng) + nonc.sqrt();
        chi2 + n * n
    } else {
        let i = poisson(rng, nonc / 2.0);
        chisquare(rng, df + 2.0 * i as f64)
    }
}

/// `noncentral_f`.
pub fn noncentral_f<R: BitGenerator + ?Sized>(rng: &mut R, dfnum: f64, dfden: f64, nonc: f64) -> f64 {
    let above = noncentral_chisquare(rng, dfnum, nonc) * dfden;
    above / (chisquare(rng, dfden) * dfnum)
}

/// `beta`: Jöhnk's method where both parameters are at most 1, else two gammas.
pub fn beta<R: BitGenerator + ?Sized>(rng: &mut R, a: f64, b: f64) -> f64 {
    if !(a <= 1.0 && b <= 1.0) {
        let x = standard_gamma(rng, a);
        let y = standard_gamma(rng, b);
        return x / (x + y);
    }
    if a < TINY_BETA && b < TINY_BETA {
        let u = rng.next_f64();
        return if (a + b) * u < a { 1.0 } else { 0.0 };
    }
    loop {
        let (u, v) = (rng.next_f64(), rng.next_f64());
        let (x, y) = (u.powf(1.0 / a), v.powf(1.0 / b));
        let sum = x + y;
        if sum <= 1.0 && u + v > 0.0 {
            return if x > 0.0 && y > 0.0 { x / sum } else { beta_of_logs(u.ln() / a - v.ln() / b) };
        }
    }
}

/// Below this, both parameters are as good as zero: the result is 0 or 1.
const TINY_BETA: f64 = 3e-103;

/// x / (x + y), where a power underflowed, from log x − log y.
fn beta_of_logs(delta: f64) -> f64 {
    if delta > 0.0 { (-(-delta).exp().ln_1p()).exp() } else { (delta - delta.exp().ln_1p()).exp() }
}

/// `standard_cauchy`.
pub fn standard_cauchy<R: BitGenerator + ?Sized>(rng: &mut R) -> f64 {
    let above = standard_normal(rng);
    above / standard_normal(rng)
}

/// `standard_t`.
pub fn standard_t<R: BitGenerator + ?Sized>(rng: &mut R, df: f64) -> f64 {
    let above = standard_normal(rng);
    let below = standard_gamma(rng, df / 2.0);
    (df / 2.0).sqrt() * above / below.sqrt()
}

/// `pareto`.
pub fn pareto<R: BitGenerator + ?Sized>(rng: &mut R, a: f64) -> f64 {
    (standard_exponential(rng) / a).exp_m1()
}

/// `weibull`.
pub fn weibull<R: BitGenerator + ?Sized>(rng: &mut R, a: f64) -> f64 {
    if a == 0.0 { 0.0 } else { standard_exponential(rng).powf(1.0 / a) }
}

/// `power`.
pub fn power<R: BitGenerator + ?Sized>(rng: &mut R, a: f64) -> f64 {
    (-(-standard_exponential(rng)).exp_m1()).powf(1.0 / a)
}

/// `laplace`.
pub fn laplace<R: BitGenerator + ?Sized>(rng: &mut R, loc: f64, scale: f64) -> f64 {
    loop {
        let u = rng.next_f64();
        if u >= 0.5 {
            return loc - scale * (2.0 - u - u).ln();
        }
        if u > 0.0 {
            return loc + scale * (u + u).ln();
        }
    }
}

/// `gumbel`.
pub fn gumbel<R: BitGenerator + ?Sized>(rng: &mut R, loc: f64, scale: f64) -> f64 {
    loop {
        let u = 1.0 - rng.next_f64();
        if u < 1.0 {
            return loc - scale * (-u.ln()).ln();
        }
    }
}

/// `logistic`.
pub fn logistic<R: BitGenerator + ?Sized>(rng: &mut R, loc: f64, scale: f64) -> f64 {
    loop {
        let u = rng.next_f64();
        if u > 0.0 {
            return loc + scale * (u / (1.0 - u)).ln();
        }
    }
}

/// `lognormal`.
pub fn lognormal<R: BitGenerator + ?Sized>(rng: &mut R, mean: f64, sigma: f64) -> f64 {
    normal(rng, mean, sigma).exp()
}

/// `rayleigh`.
pub fn rayleigh<R: BitGenerator + ?Sized>(rng: &mut R, mode: f64) -> f64 {
    mode * (2.0 * standard_exponential(rng)).sqrt()
}

/// `wald`.
pub fn wald<R: BitGenerator + ?Sized>(rng: &mut R, mean: f64, scale: f64) -> f64 {
    let y = standard_normal(rng);
    let y = mean * y * y;
    // This form of the smaller root loses no digits where mean is much larger than scale.
    let d = 1.0 + (1.0 + 4.0 * scale / y).sqrt();
    let x = mean * (1.0 - 2.0 / d);
    if rng.next_f64() <= mean / (mean + x) { x } else { mean * mean / x }
}

/// `triangular`.
pub fn triangular<R: BitGenerator + ?Sized>(rng: &mut R, left: f64, mode: f64, right: f64) -> f64 {
    let base = right - left;
    let left_base = mode - left;
    let u = rng.next_f64();
    if u <= left_base / base {
        left + (u * (left_base * base)).sqrt()
    } else {
        right - ((1.0 - u) * ((right - mode) * base)).sqrt()
    }
}

/// `vonmises`: a wrapped normal where κ is above a million.
pub fn vonmises<R: BitGenerator + ?Sized>(rng: &mut R, mu: f64, kappa: f64) -> f64 {
    if kappa <= 1e6 || kappa.is_nan() {
        return vonmises_by_rejection(rng, mu, kappa);
    }
    let angle = mu + (1.0 / kappa).sqrt() * standard_normal(rng);
    if angle < -PI {
        angle + 2.0 * PI
    } else if angle > PI {
        angle - 2.0 * PI
    } else {
        angle
    }
}

/// Von Mises by Best and Fisher's rejection: all of it in the legacy streams.
pub(super) fn vonmises_by_rejection<R: BitGenerator + ?Sized>(rng: &mut R, mu: f64, kappa: f64) -> f64 {
    if kappa.is_nan() {
        return f64::NAN;
    }
    if kappa < 1e-8 {
        return PI * (2.0 * rng.next_f64() - 1.0);
    }
    let s = if kappa < 1e-5 {
        1.0 / kappa + kappa
    } else {
        let r = 1.0 + (1.0 + 4.0 * kappa * kappa).sqrt();
        let rho = (r - (2.0 * r).sqrt()) / (2.0 * kappa);
        (1.0 + rho * rho) / (2.0 * rho)
    };
    let w = loop {
        let z = (PI * rng.next_f64()).cos();
        let w = (1.0 + s * z) / (s + z);
        let y = kappa * (s - w);
        let v = rng.next_f64();
        // Where κ is so large that y is no number, nothing would ever be accepted.
        if y * (2.0 - y) - v >= 0.0 || (y / v).ln() + 1.0 - y >= 0.0 || y.is_nan() {
            break w;
        }
    };
    let angle = w.acos();
    let angle = if rng.next_f64() < 0.5 { -angle } else { angle } + mu;
    let wrapped = (angle.abs() + PI) % (2.0 * PI) - PI;
    if angle < 0.0 { -wrapped } else { wrapped }
}
