//! Transforms of any length as a convolution, which is made by transforms of a good length.

use super::Part;
use super::complex::{Mixed, turned};
use super::factors::good_length;
use super::twiddle::Roots;
use num_complex::Complex;

/// A transform of `n` numbers by transforms of at least `2 n - 1`.
pub struct Bluestein<T> {
    plan: Mixed<T>,
    chirp: Vec<Complex<T>>,
    transformed: Vec<Complex<T>>,
    length: usize,
}

impl<T: Part> Bluestein<T> {
    /// For `n` numbers.
    pub fn new(n: usize) -> Bluestein<T> {
        let length = good_length(2 * n - 1);
        let plan = Mixed::new(length);
        let roots = Roots::new(2 * n);
        let mut chirp = vec![Complex::new(T::one(), T::zero())];
        let mut square = 0;
        for m in 1..n {
            square += 2 * m - 1;
            if square >= 2 * n {
                square -= 2 * n;
            }
            chirp.push(roots.get(square));
        }
        let norm = T::one() / T::of(length as f64);
        let mut padded = vec![Complex::new(T::zero(), T::zero()); length];
        for (m, &z) in chirp.iter().enumerate() {
            let z = Complex::new(z.re * norm, z.im * norm);
            padded[m] = z;
            if m > 0 {
                padded[length - m] = z;
            }
        }
        plan.run(&mut padded, T::one(), true);
        padded.truncate(length / 2 + 1);
        Bluestein { plan, chirp, transformed: padded, length }
    }

    /// Transforms in place and multiplies by `by`.
    pub fn run(&self, c: &mut [Complex<T>], by: T, forward: bool) {
        let mut a: Vec<Complex<T>> = c.iter().zip(&self.chirp).map(|(&z, &w)| turned(z, w, forward)).collect();
        let zero = Complex::new(a[0].re * T::zero(), a[0].im * T::zero());
        a.resize(self.length, zero);
        self.plan.run(&mut a, T::one(), true);
        for (m, z) in a.iter_mut().enumerate() {
            let mirrored = m.min(self.length - m);
            *z = turned(*z, self.transformed[mirrored], !forward);
        }
        self.plan.run(&mut a, T::one(), false);
        for ((c, &z), &w) in c.iter_mut().zip(&a).zip(&self.chirp) {
            let z = turned(z, w, forward);
            *c = Complex::new(z.re * by, z.im * by);
        }
    }
}
