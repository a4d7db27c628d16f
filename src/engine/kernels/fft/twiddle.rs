//! The n-th roots of unity, each as a product of two from short tables.

use super::Part;
use num_complex::{Complex, Complex64};

/// The roots for one length.
pub struct Roots {
    n: usize,
    shift: usize,
    low: Vec<Complex64>,
    high: Vec<Complex64>,
}

/// π beyond its double.
const PI_REST: f64 = 1.224_646_799_147_353_2e-16;

/// π/4n, as if divided with more bits than a double has.
fn eighth(n: usize) -> f64 {
    let n = n as f64;
    let quotient = std::f64::consts::FRAC_PI_4 / n;
    let rest = (-quotient).mul_add(n, std::f64::consts::FRAC_PI_4) + PI_REST / 4.0;
    quotient + rest / n
}

/// The x-th of n roots, by an angle within an eighth of the circle.
fn root(x: usize, n: usize, angle: f64) -> Complex64 {
    let (cos, sin) = (|k: usize| (k as f64 * angle).cos(), |k: usize| (k as f64 * angle).sin());
    let x = 8 * x;
    let (x, below) = if x < 4 * n { (x, false) } else { (8 * n - x, true) };
    let z = if x < n {
        Complex64::new(cos(x), sin(x))
    } else if x < 2 * n {
        Complex64::new(sin(2 * n - x), cos(2 * n - x))
    } else if x < 3 * n {
        Complex64::new(-sin(x - 2 * n), cos(x - 2 * n))
    } else {
        Complex64::new(-cos(4 * n - x), sin(4 * n - x))
    };
    if below { z.conj() } else { z }
}

impl Roots {
    /// For `n` of them.
    pub fn new(n: usize) -> Roots {
        let angle = eighth(n);
        let count = (n + 2) / 2;
        let mut shift = 1;
        while (1usize << shift) * (1usize << shift) < count {
            shift += 1;
        }
        let step = 1usize << shift;
        let table = |len: usize, by: usize| {
            let one = |i: usize| if i == 0 { Complex64::new(1.0, 0.0) } else { root(i * by, n, angle) };
            (0..len).map(one).collect()
        };
        Roots { n, shift, low: table(step, 1), high: table(count.div_ceil(step), step) }
    }

    /// The k-th.
    pub fn get<T: Part>(&self, k: usize) -> Complex<T> {
        let upper = 2 * k <= self.n;
        let at = if upper { k } else { self.n - k };
        let (a, b) = (self.low[at & ((1 << self.shift) - 1)], self.high[at >> self.shift]);
        let (re, im) = (a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
        Complex::new(T::of(re), T::of(if upper { im } else { -im }))
    }
}
