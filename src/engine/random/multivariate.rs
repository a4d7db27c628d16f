//! Draws of several numbers at once: multinomial, Dirichlet, multivariate hypergeometric.
//!
//! `multivariate_normal` is standard normals times a factor of the covariance, which is the caller's linear algebra.

use super::BitGenerator;
use super::bounded::interval;
use super::continuous::{beta, standard_gamma};
use super::discrete::Binomial;
use super::hypergeometric::hypergeometric;
use crate::engine::interrupt;
use crate::engine::interrupt::watched;
use crate::engine::mem::watch;

/// `multinomial`: `n` trials over the outcomes of probabilities `p`, counted into `out` of the same length.
pub fn multinomial<R: BitGenerator + ?Sized>(rng: &mut R, n: i64, p: &[f64], out: &mut [i64]) {
    multinomial_by(n, p, out, |n, p| Binomial::new(n, p).draw(rng));
}

/// Each outcome is a binomial of the trials that are left.
pub(super) fn multinomial_by(n: i64, p: &[f64], out: &mut [i64], mut binomial: impl FnMut(i64, f64) -> i64) {
    interrupt::poll();
    out.fill(0);
    let Some((last, counts)) = out.split_last_mut() else { return };
    let (mut left, mut left_p) = (n, 1.0);
    for (count, &p) in counts.iter_mut().zip(p) {
        *count = binomial(left, p / left_p);
        left = left.wrapping_sub(*count);
        if left <= 0 {
            return;
        }
        left_p -= p;
    }
    *last = left.max(0);
}

/// `dirichlet`: by gammas, or by breaking a stick where every parameter is so small that all gammas could be 0.
pub fn dirichlet<R: BitGenerator + ?Sized>(rng: &mut R, alpha: &[f64], out: &mut [f64]) {
    let small = !alpha.is_empty() && alpha.iter().all(|&a| a < 0.1);
    if small { break_stick(rng, alpha, out) } else { dirichlet_by(alpha, out, |a| standard_gamma(rng, a)) }
}

fn break_stick<R: BitGenerator + ?Sized>(rng: &mut R, alpha: &[f64], out: &mut [f64]) {
    out.fill(0.0);
    // Sums from the right: what each piece is weighed against.
    let mut sums = alpha.to_vec();
    let mut sum = 0.0;
    for s in sums.iter_mut().rev() {
        sum += *s;
        *s = sum;
    }
    if sum <= 0.0 {
        return;
    }
    let mut stick = 1.0;
    for j in 0..alpha.len() - 1 {
        let v = beta(rng, alpha[j], sums[j + 1]);
        out[j] = stick * v;
        stick *= 1.0 - v;
        if sums[j + 1] == 0.0 {
            break;
        }
    }
    out[alpha.len() - 1] = stick;
}

/// Gammas, scaled to the sum 1.
pub(super) fn dirichlet_by(alpha: &[f64], out: &mut [f64], mut gamma: impl FnMut(f64) -> f64) {
    let mut sum = 0.0;
    for (x, &a) in out.iter_mut().zip(alpha) {
        *x = gamma(a);
        sum += *x;
    }
    let inverse = 1.0 / sum;
    out.iter_mut().for_each(|x| *x *= inverse);
}

/// `multivariate_hypergeometric(method='marginals')`: one draw of `sample` items, by colour.
pub fn hypergeometric_marginals<R: BitGenerator + ?Sized>(rng: &mut R, colors: &[i64], sample: i64, out: &mut [i64]) {
    out.fill(0);
    let total: i64 = colors.iter().sum();
    let complement = sample > total / 2;
    let mut to_draw = if complement { total - sample } else { sample };
    let mut rest = total;
    if let Some((last, counts)) = out.split_last_mut() {
        for (count, &color) in counts.iter_mut().zip(colors) {
            if to_draw <= 0 {
                break;
            }
            rest -= color;
            *count = hypergeometric(rng, color, rest, to_draw);
            to_draw -= *count;
        }
        *last = to_draw.max(0);
    }
    if complement {
        out.iter_mut().zip(colors).for_each(|(count, &color)| *count = color - *count);
    }
}

/// `multivariate_hypergeometric(method='count')`: every item is held in memory, and shuffled on from draw to draw.
#[derive(Debug, Clone)]
pub struct HypergeometricCount {
    colors: Vec<i64>,
    items: Vec<usize>,
    to_draw: usize,
    complement: bool,
}

impl HypergeometricCount {
    /// For draws of `sample` items out of `colors`.
    pub fn new(colors: &[i64], sample: i64) -> HypergeometricCount {
        let total: i64 = colors.iter().fold(0, |sum, &n| sum.saturating_add(n));
        watch::demand((total as usize).saturating_mul(size_of::<usize>()));
        let items = colors
            .iter()
            .enumerate()
            .flat_map(|(i, &count)| std::iter::repeat_n(i, usize::try_from(count).unwrap_or(0)));
        let items: Vec<usize> = watched(items).collect();
        let sample = usize::try_from(sample).unwrap_or(0).min(items.len());
        let complement = sample > items.len() / 2;
        let to_draw = if complement { items.len() - sample } else { sample };
        HypergeometricCount { colors: colors.to_vec(), items, to_draw, complement }
    }

    /// One draw, by colour.
    pub fn draw<R: BitGenerator + ?Sized>(&mut self, rng: &mut R, out: &mut [i64]) {
        out.fill(0);
        for j in watched(0..self.to_draw) {
            let k = j + interval(rng, (self.items.len() - j - 1) as u64) as usize;
            self.items.swap(j, k);
            out[self.items[j]] += 1;
        }
        if self.complement {
            out.iter_mut().zip(&self.colors).for_each(|(count, &color)| *count = color - *count);
        }
    }
}
