//! The discrete distributions of a `Generator`.

use super::BitGenerator;
use super::continuous::gamma;
use super::special::{log_gamma, truncate};
use super::ziggurat::standard_exponential;

/// 2^63: the least double beyond `i64`.
const TWO_63: f64 = 9.223372036854776e18;

/// `poisson`: products of uniforms below a mean of 10, Hörmann's transformed rejection above.
pub fn poisson<R: BitGenerator + ?Sized>(rng: &mut R, lam: f64) -> i64 {
    if lam >= 10.0 {
        large_poisson(rng, lam)
    } else if lam == 0.0 {
        0
    } else {
        small_poisson(rng, lam)
    }
}

fn small_poisson<R: BitGenerator + ?Sized>(rng: &mut R, lam: f64) -> i64 {
    let limit = (-lam).exp();
    let (mut count, mut product) = (0, 1.0);
    loop {
        product *= rng.next_f64();
        if product > limit {
            count += 1;
        } else {
            return count;
        }
    }
}

fn large_poisson<R: BitGenerator + ?Sized>(rng: &mut R, lam: f64) -> i64 {
    let log_lam = lam.ln();
    let b = 0.931 + 2.53 * lam.sqrt();
    let a = -0.059 + 0.02483 * b;
    let inv_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let vr = 0.9277 - 3.6224 / (b - 2.0);
    loop {
        let u = rng.next_f64() - 0.5;
        let v = rng.next_f64();
        let us = 0.5 - u.abs();
        let k = truncate(((2.0 * a / us + b) * u + lam + 0.43).floor());
        if us >= 0.07 && v <= vr {
            return k;
        }
        if k < 0 || (us < 0.013 && v > us) {
            continue;
        }
        let x = k as f64;
        if v.ln() + inv_alpha.ln() - (a / (us * us) + b).ln() <= -lam + x * log_lam - log_gamma(x + 1.0) {
            return k;
        }
    }
}

/// `negative_binomial`: a Poisson of a gamma mean.
pub fn negative_binomial<R: BitGenerator + ?Sized>(rng: &mut R, n: f64, p: f64) -> i64 {
    let mean = gamma(rng, n, (1.0 - p) / p);
    poisson(rng, mean)
}

/// `binomial` for fixed parameters, set up once.
#[derive(Debug, Clone)]
pub struct Binomial {
    n: i64,
    /// Whether p was above one half, so that failures are counted.
    flipped: bool,
    method: Method,
}

#[derive(Debug, Clone)]
enum Method {
    Zero,
    Inversion(Inversion),
    Btpe(Btpe),
}

impl Binomial {
    /// A sampler of the successes in `n` trials of probability `p`.
    pub fn new(n: i64, p: f64) -> Binomial {
        if n == 0 || p == 0.0 {
            return Binomial { n, flipped: false, method: Method::Zero };
        }
        Binomial::without_shortcut(n, p)
    }

    /// As the legacy streams have it: a draw is spent even where the result is surely 0.
    pub(super) fn without_shortcut(n: i64, p: f64) -> Binomial {
        let flipped = p > 0.5;
        let p = if flipped { 1.0 - p } else { p };
        let small = p * n as f64 <= 30.0;
        let method = if small { Method::Inversion(Inversion::new(n, p)) } else { Method::Btpe(Btpe::new(n, p)) };
        Binomial { n, flipped, method }
    }

    /// One draw.
    pub fn draw<R: BitGenerator + ?Sized>(&self, rng: &mut R) -> i64 {
        let y = match &self.method {
            Method::Zero => 0,
            Method::Inversion(inversion) => inversion.draw(rng),
            Method::Btpe(btpe) => btpe.draw(rng),
        };
        if self.flipped { self.n - y } else { y }
    }
}

/// Inversion by sequential search, for small means.
#[derive(Debug, Clone)]
struct Inversion {
    n: i64,
    p: f64,
    q: f64,
    /// The probability of 0.
    at_zero: f64,
    bound: i64,
}

impl Inversion {
    fn new(n: i64, p: f64) -> Inversion {
        let q = 1.0 - p;
        let mean = n as f64 * p;
        let reach = mean + 10.0 * (mean * q + 1.0).sqrt();
        let bound = truncate(if (n as f64) < reach { n as f64 } else { reach });
        Inversion { n, p, q, at_zero: (n as f64 * q.ln()).exp(), bound }
    }

    fn draw<R: BitGenerator + ?Sized>(&self, rng: &mut R) -> i64 {
        let (mut x, mut px) = (0, self.at_zero);
        let mut u = rng.next_f64();
        while u > px {
            x += 1;
            if x > self.bound {
                x = 0;
                px = self.at_zero;
                u = rng.next_f64();
            } else {
                u -= px;
                px = ((self.n - x + 1) as f64 * self.p * px) / (x as f64 * self.q);
            }
        }
        x
    }
}

/// Kachitvichyanukul and Schmeiser's BTPE: rejection from a triangle, a parallelogram and two exponential tails.
#[derive(Debug, Clone)]
struct Btpe {
    n: i64,
    r: f64,
    q: f64,
    /// The mode.
    m: i64,
    xm: f64,
    xl: f64,
    xr: f64,
    c: f64,
    left: f64,
    right: f64,
    /// Cumulative areas of the four regions.
    p: [f64; 4],
}

impl Btpe {
    /// For p of at most one half.
    fn new(n: i64, p: f64) -> Btpe {
        let (r, q) = (p, 1.0 - p);
        let count = n as f64;
        let fm = count * r + r;
        let m = truncate(fm.floor());
        let p1 = (2.195 * (count * r * q).sqrt() - 4.6 * q).floor() + 0.5;
        let xm = m as f64 + 0.5;
        let (xl, xr) = (xm - p1, xm + p1);
        let c = 0.134 + 20.5 / (15.3 + m as f64);
        let a = (fm - xl) / (fm - xl * r);
        let left = a * (1.0 + a / 2.0);
        let a = (xr - fm) / (xr * q);
        let right = a * (1.0 + a / 2.0);
        let p2 = p1 * (1.0 + 2.0 * c);
        let p3 = p2 + c / left;
        let p4 = p3 + c / right;
        Btpe { n, r, q, m, xm, xl, xr, c, left, right, p: [p1, p2, p3, p4] }
    }

    fn draw<R: BitGenerator + ?Sized>(&self, rng: &mut R) -> i64 {
        loop {
            let u = rng.next_f64() * self.p[3];
            let v = rng.next_f64();
            if u <= self.p[0] {
                return truncate((self.xm - self.p[0] * v + u).floor());
            }
            match self.propose(u, v) {
                Some((y, v)) if self.accepts(y, v) => return y,
                _ => {}
            }
        }
    }

    /// A candidate outside the triangle and the height to accept it at.
    fn propose(&self, u: f64, v: f64) -> Option<(i64, f64)> {
        let [p1, p2, p3, _] = self.p;
        if u <= p2 {
            let x = self.xl + (u - p1) / self.c;
            let v = v * self.c + 1.0 - (self.m as f64 - x + 0.5).abs() / p1;
            (v <= 1.0).then(|| (truncate(x.floor()), v))
        } else if u <= p3 {
            let y = truncate((self.xl + v.ln() / self.left).floor());
            (y >= 0 && v != 0.0).then_some((y, v * (u - p2) * self.left))
        } else {
            let y = truncate((self.xr - v.ln() / self.right).floor());
            (y <= self.n && v != 0.0).then_some((y, v * (u - p3) * self.right))
        }
    }

    fn accepts(&self, y: i64, v: f64) -> bool {
        let k = y.wrapping_sub(self.m).unsigned_abs();
        let spread = self.n as f64 * self.r * self.q;
        if k > 20 && (k as f64) < spread / 2.0 - 1.0 {
            return self.accepts_far(y, k as f64, v, spread);
        }
        let s = self.r / self.q;
        let a = s * self.n.wrapping_add(1) as f64;
        let mut ratio = 1.0;
        for i in self.m + 1..=y {
            ratio *= a / i as f64 - s;
        }
        for i in y + 1..=self.m {
            ratio /= a / i as f64 - s;
        }
        v <= ratio || v.is_nan()
    }

    /// By squeezes, then Stirling's formula.
    fn accepts_far(&self, y: i64, k: f64, v: f64, spread: f64) -> bool {
        let rho = (k / spread) * ((k * (k / 3.0 + 0.625) + 0.16666666666666666) / spread + 0.5);
        let t = -k * k / (2.0 * spread);
        let log_v = v.ln();
        if log_v < t - rho {
            return true;
        }
        if log_v > t + rho {
            return false;
        }
        let (x1, f1) = ((y + 1) as f64, (self.m + 1) as f64);
        let (z, w) = ((self.n - self.m + 1) as f64, (self.n - y + 1) as f64);
        let bound = self.xm * (f1 / x1).ln()
            + ((self.n - self.m) as f64 + 0.5) * (z / w).ln()
            + (y - self.m) as f64 * (w * self.r / (x1 * self.q)).ln()
            + stirling(f1)
            + stirling(z)
            + stirling(x1)
            + stirling(w);
        log_v <= bound
    }
}

/// The correction term of Stirling's formula.
fn stirling(x: f64) -> f64 {
    let x2 = x * x;
    (13680.0 - (462.0 - (132.0 - (99.0 - 140.0 / x2) / x2) / x2) / x2) / x / 166320.0
}

/// `binomial`, once.
pub fn binomial<R: BitGenerator + ?Sized>(rng: &mut R, n: i64, p: f64) -> i64 {
    Binomial::new(n, p).draw(rng)
}

/// `geometric`: search for likely successes, inversion for rare ones.
pub fn geometric<R: BitGenerator + ?Sized>(rng: &mut R, p: f64) -> i64 {
    if p >= 1.0 / 3.0 {
        return geometric_search(rng, p);
    }
    let z = (-standard_exponential(rng) / (-p).ln_1p()).ceil();
    if z >= TWO_63 { i64::MAX } else { truncate(z) }
}

/// Geometric by adding up probabilities.
pub(super) fn geometric_search<R: BitGenerator + ?Sized>(rng: &mut R, p: f64) -> i64 {
    let q = 1.0 - p;
    let (mut x, mut sum, mut term) = (1, p, p);
    let u = rng.next_f64();
    while u > sum {
        term *= q;
        sum += term;
        x += 1;
    }
    x
}

/// `zipf`.
pub fn zipf<R: BitGenerator + ?Sized>(rng: &mut R, a: f64) -> i64 {
    // So steep that only 1 is ever drawn.
    if a >= 1025.0 {
        return 1;
    }
    let am1 = a - 1.0;
    let b = 2f64.powf(am1);
    let least = TWO_63.powf(-am1);
    loop {
        let unit = rng.next_f64();
        let u = unit * least + (1.0 - unit);
        let v = rng.next_f64();
        let x = u.powf(-1.0 / am1).floor();
        if !(1.0..=TWO_63).contains(&x) {
            continue;
        }
        let t = (1.0 + 1.0 / x).powf(am1);
        if v * x * (t - 1.0) / (b - 1.0) <= t / b {
            return truncate(x);
        }
    }
}

/// `logseries`.
pub fn logseries<R: BitGenerator + ?Sized>(rng: &mut R, p: f64) -> i64 {
    let r = (-p).ln_1p();
    logseries_with(rng, p, |u| -(r * u).exp_m1())
}

/// Kemp's second method, with `q` as the modern or the legacy stream computes it.
pub(super) fn logseries_with<R: BitGenerator + ?Sized>(rng: &mut R, p: f64, q_of: impl Fn(f64) -> f64) -> i64 {
    loop {
        let v = rng.next_f64();
        if v >= p {
            return 1;
        }
        let q = q_of(rng.next_f64());
        if v <= q * q {
            let result = truncate((1.0 + v.ln() / q.ln()).floor());
            if result < 1 || v == 0.0 {
                continue;
            }
            return result;
        }
        return if v >= q { 1 } else { 2 };
    }
}
