//! Fourier transforms of one axis: mixed radix, and Bluestein's algorithm where the length has a large prime factor.
//! The order of operations is that of the library NumPy uses (pocketfft), so that the results are the same to the last
//! bit; only of real transforms whose length has a prime factor above 5 the last bits may differ.

mod bluestein;
mod complex;
mod factors;
mod real;
mod twiddle;

use bluestein::Bluestein;
use complex::Mixed;
use num_complex::Complex;
use num_traits::{Float, FloatConst, NumAssign};
use real::RealMixed;

/// A float that transforms are made of.
pub trait Part: Float + FloatConst + NumAssign + Send + Sync + 'static {
    /// The nearest to a double.
    fn of(x: f64) -> Self;
}

impl Part for f32 {
    fn of(x: f64) -> f32 {
        x as f32
    }
}

impl Part for f64 {
    fn of(x: f64) -> f64 {
        x
    }
}

/// A transform of complex numbers of one length.
pub enum Plan<T: Part> {
    /// By small factors.
    Mixed(Mixed<T>),
    /// As a convolution.
    Bluestein(Bluestein<T>),
}

impl<T: Part> Plan<T> {
    /// For `n` numbers, at least one.
    pub fn new(n: usize) -> Plan<T> {
        if factors::convolve(n, 1.0) { Plan::Bluestein(Bluestein::new(n)) } else { Plan::Mixed(Mixed::new(n)) }
    }

    /// Transforms in place and multiplies by `factor`.
    pub fn run(&self, c: &mut [Complex<T>], factor: T, forward: bool) {
        match self {
            Plan::Mixed(plan) => plan.run(c, factor, forward),
            Plan::Bluestein(plan) => plan.run(c, factor, forward),
        }
    }
}

/// A transform of real numbers of one length, to and from half of a complex one.
pub enum RealPlan<T: Part> {
    /// By the factors 2, 3, 4 and 5.
    Mixed(RealMixed<T>),
    /// As one of complex numbers.
    Complex(Plan<T>),
}

impl<T: Part> RealPlan<T> {
    /// For `n` numbers, at least one.
    pub fn new(n: usize) -> RealPlan<T> {
        match RealMixed::new(n) {
            Some(plan) if !factors::convolve(n, 0.5) => RealPlan::Mixed(plan),
            _ if factors::convolve(n, 0.5) => RealPlan::Complex(Plan::Bluestein(Bluestein::new(n))),
            _ => RealPlan::Complex(Plan::new(n)),
        }
    }

    /// The first half of the transform of `x`: `n / 2 + 1` numbers.
    pub fn forward(&self, x: &[T], factor: T) -> Vec<Complex<T>> {
        let n = x.len();
        let zero = T::zero();
        match self {
            RealPlan::Mixed(plan) => {
                let mut r = x.to_vec();
                plan.run(&mut r, factor, true);
                let at = |k: usize| match k {
                    0 => Complex::new(r[0], zero),
                    _ if 2 * k == n => Complex::new(r[n - 1], zero),
                    _ => Complex::new(r[2 * k - 1], r[2 * k]),
                };
                (0..n / 2 + 1).map(at).collect()
            }
            RealPlan::Complex(plan) => {
                let mut c: Vec<Complex<T>> = x.iter().map(|&x| Complex::new(x, zero * x)).collect();
                plan.run(&mut c, factor, true);
                c.truncate(n / 2 + 1);
                c[0].im = zero;
                if n.is_multiple_of(2) {
                    c[n / 2].im = zero;
                }
                c
            }
        }
    }

    /// The `n` real numbers whose transform begins with `half`; what is missing of it counts as 0.
    pub fn backward(&self, half: &[Complex<T>], n: usize, factor: T) -> Vec<T> {
        let zero = Complex::new(T::zero(), T::zero());
        let at = |k: usize| half.get(k).copied().unwrap_or(zero);
        match self {
            RealPlan::Mixed(plan) => {
                let mut r = vec![at(0).re];
                for k in 1..n.div_ceil(2) {
                    r.extend([at(k).re, at(k).im]);
                }
                if n.is_multiple_of(2) {
                    r.push(at(n / 2).re);
                }
                plan.run(&mut r, factor, false);
                r
            }
            RealPlan::Complex(plan) => {
                let mut c = vec![zero; n];
                c[0].re = at(0).re;
                for k in 1..n.div_ceil(2) {
                    c[k] = at(k);
                    c[n - k] = at(k).conj();
                }
                if n.is_multiple_of(2) {
                    c[n / 2].re = at(n / 2).re;
                }
                plan.run(&mut c, factor, false);
                c.into_iter().map(|z| z.re).collect()
            }
        }
    }
}
