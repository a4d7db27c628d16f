//! Transforms of complex numbers by small factors.

use super::Part;
use super::factors::factors;
use super::twiddle::Roots;
use crate::engine::interrupt;
use num_complex::Complex;

/// One factor, and the roots that turn its results.
struct Step<T> {
    factor: usize,
    turns: Vec<Complex<T>>,
    /// The roots of the factor itself, if it is a large prime.
    own: Vec<Complex<T>>,
}

/// A transform by factors.
pub struct Mixed<T> {
    n: usize,
    steps: Vec<Step<T>>,
}

/// Where a pass reads and writes: `groups` transforms of `factor` numbers that lie `inner` apart.
#[derive(Clone, Copy)]
struct Frame {
    inner: usize,
    groups: usize,
    factor: usize,
    forward: bool,
}

impl Frame {
    /// The place of number `i` of part `j` of group `k` before the pass.
    fn from(&self, i: usize, j: usize, k: usize) -> usize {
        i + self.inner * (j + self.factor * k)
    }

    /// And after it.
    fn to(&self, i: usize, k: usize, j: usize) -> usize {
        i + self.inner * (k + self.groups * j)
    }

    /// The place of a turn among the step's.
    fn turn(&self, j: usize, i: usize) -> usize {
        i - 1 + (j - 1) * (self.inner - 1)
    }
}

/// `z` turned by a root: forward by its conjugate.
pub fn turned<T: Part>(z: Complex<T>, w: Complex<T>, forward: bool) -> Complex<T> {
    if forward {
        Complex::new(z.re * w.re + z.im * w.im, z.im * w.re - z.re * w.im)
    } else {
        Complex::new(z.re * w.re - z.im * w.im, z.re * w.im + z.im * w.re)
    }
}

fn quarter<T: Part>(z: Complex<T>, forward: bool) -> Complex<T> {
    if forward { Complex::new(z.im, -z.re) } else { Complex::new(-z.im, z.re) }
}

fn eighth<T: Part>(z: Complex<T>, forward: bool) -> Complex<T> {
    let h = T::FRAC_1_SQRT_2();
    if forward {
        Complex::new(h * (z.re + z.im), h * (z.im - z.re))
    } else {
        Complex::new(h * (z.re - z.im), h * (z.im + z.re))
    }
}

fn three_eighths<T: Part>(z: Complex<T>, forward: bool) -> Complex<T> {
    let h = T::FRAC_1_SQRT_2();
    if forward {
        Complex::new(h * (z.im - z.re), h * (-z.re - z.im))
    } else {
        Complex::new(h * (-z.re - z.im), h * (z.re - z.im))
    }
}

fn scaled<T: Part>(z: Complex<T>, by: T) -> Complex<T> {
    Complex::new(z.re * by, z.im * by)
}

/// Cosines and sines of the first half of the p-th roots of unity.
fn small_roots(p: usize) -> &'static [(f64, f64)] {
    match p {
        3 => &[(-0.5, 0.866_025_403_784_438_6)],
        5 => {
            &[(0.309_016_994_374_947_45, 0.951_056_516_295_153_5), (-0.809_016_994_374_947_5, 0.587_785_252_292_473_1)]
        }
        7 => &[
            (0.623_489_801_858_733_5, 0.781_831_482_468_029_8),
            (-0.222_520_933_956_314_4, 0.974_927_912_181_823_6),
            (-0.900_968_867_902_419_1, 0.433_883_739_117_558_1),
        ],
        _ => &[
            (0.841_253_532_831_181_2, 0.540_640_817_455_597_6),
            (0.415_415_013_001_886_44, 0.909_631_995_354_518_3),
            (-0.142_314_838_273_285_14, 0.989_821_441_880_932_7),
            (-0.654_860_733_945_285_1, 0.755_749_574_354_258_3),
            (-0.959_492_973_614_497_4, 0.281_732_556_841_429_67),
        ],
    }
}

impl<T: Part> Mixed<T> {
    /// For `n` numbers.
    pub fn new(n: usize) -> Mixed<T> {
        let roots = Roots::new(n);
        let mut groups = 1;
        let step = |factor: usize| {
            let inner = n / (groups * factor);
            let mut turns = Vec::with_capacity((factor - 1) * inner.saturating_sub(1));
            for j in 1..factor {
                turns.extend((1..inner).map(|i| roots.get(j * groups * i)));
            }
            let own =
                if factor > 11 { (0..factor).map(|j| roots.get(j * groups * inner)).collect() } else { Vec::new() };
            groups *= factor;
            Step { factor, turns, own }
        };
        Mixed { n, steps: factors(n, true).into_iter().map(step).collect() }
    }

    /// Transforms in place and multiplies by `by`.
    pub fn run(&self, c: &mut [Complex<T>], by: T, forward: bool) {
        let mut from = c.to_vec();
        let mut to = from.clone();
        let mut groups = 1;
        for step in &self.steps {
            let inner = self.n / (groups * step.factor);
            let f = Frame { inner, groups, factor: step.factor, forward };
            match step.factor {
                2 => pass2(f, &from, &mut to, &step.turns),
                4 => pass4(f, &from, &mut to, &step.turns),
                8 => pass8(f, &from, &mut to, &step.turns),
                3 | 5 | 7 | 11 => odd(f, &from, &mut to, &step.turns),
                _ => {
                    large(f, &mut from, &mut to, step);
                    std::mem::swap(&mut from, &mut to);
                }
            }
            std::mem::swap(&mut from, &mut to);
            groups *= step.factor;
        }
        let one = by == T::one() && self.n > 1;
        c.iter_mut().zip(from).for_each(|(c, z)| *c = if one { z } else { scaled(z, by) });
    }
}

/// Numbers between two looks at the interrupt flag: a power of two.
const LOOK: usize = 1 << 12;

/// Runs `f` for each number of each group.
fn each(f: Frame, mut body: impl FnMut(usize, usize)) {
    for k in 0..f.groups {
        for i in 0..f.inner {
            if i % LOOK == 0 {
                interrupt::poll();
            }
            body(i, k);
        }
    }
}

/// Stores result `j`, turned unless it is the first of its group.
fn put<T: Part>(
    f: Frame,
    to: &mut [Complex<T>],
    turns: &[Complex<T>],
    (i, k, j): (usize, usize, usize),
    z: Complex<T>,
) {
    to[f.to(i, k, j)] = if i == 0 || j == 0 { z } else { turned(z, turns[f.turn(j, i)], f.forward) };
}

fn pass2<T: Part>(f: Frame, from: &[Complex<T>], to: &mut [Complex<T>], turns: &[Complex<T>]) {
    each(f, |i, k| {
        let (a, b) = (from[f.from(i, 0, k)], from[f.from(i, 1, k)]);
        put(f, to, turns, (i, k, 0), a + b);
        put(f, to, turns, (i, k, 1), a - b);
    });
}

fn pass4<T: Part>(f: Frame, from: &[Complex<T>], to: &mut [Complex<T>], turns: &[Complex<T>]) {
    each(f, |i, k| {
        let c = |j: usize| from[f.from(i, j, k)];
        let (t2, t1) = (c(0) + c(2), c(0) - c(2));
        let (t3, t4) = (c(1) + c(3), quarter(c(1) - c(3), f.forward));
        for (j, z) in [t2 + t3, t1 + t4, t2 - t3, t1 - t4].into_iter().enumerate() {
            put(f, to, turns, (i, k, j), z);
        }
    });
}

fn pass8<T: Part>(f: Frame, from: &[Complex<T>], to: &mut [Complex<T>], turns: &[Complex<T>]) {
    each(f, |i, k| {
        let c = |j: usize| from[f.from(i, j, k)];
        let (a1, a5) = (c(1) + c(5), c(1) - c(5));
        let (a3, a7) = (c(3) + c(7), c(3) - c(7));
        let (a1, a3) = (a1 + a3, quarter(a1 - a3, f.forward));
        let a7 = quarter(a7, f.forward);
        let (a5, a7) = (eighth(a5 + a7, f.forward), three_eighths(a5 - a7, f.forward));
        let (a0, a4) = (c(0) + c(4), c(0) - c(4));
        let (a2, a6) = (c(2) + c(6), c(2) - c(6));
        let (a0, a2) = (a0 + a2, a0 - a2);
        let a6 = quarter(a6, f.forward);
        let (a4, a6) = (a4 + a6, a4 - a6);
        let all = [a0 + a1, a4 + a5, a2 + a3, a6 + a7, a0 - a1, a4 - a5, a2 - a3, a6 - a7];
        for (j, z) in all.into_iter().enumerate() {
            put(f, to, turns, (i, k, j), z);
        }
    });
}

/// The factors 3, 5, 7 and 11.
fn odd<T: Part>(f: Frame, from: &[Complex<T>], to: &mut [Complex<T>], turns: &[Complex<T>]) {
    let p = f.factor;
    let half = p / 2;
    let sign = if f.forward { -1.0 } else { 1.0 };
    let roots: Vec<(T, T)> = small_roots(p).iter().map(|&(c, s)| (T::of(c), T::of(sign * s))).collect();
    each(f, |i, k| {
        let c = |j: usize| from[f.from(i, j, k)];
        let first = c(0);
        let sums: Vec<Complex<T>> = (1..=half).map(|j| c(j) + c(p - j)).collect();
        let differences: Vec<Complex<T>> = (1..=half).map(|j| c(j) - c(p - j)).collect();
        put(f, to, turns, (i, k, 0), sums.iter().fold(first, |a, &s| a + s));
        for u in 1..=half {
            let (mut even, mut turn) = (first, Complex::new(T::zero(), T::zero()));
            for j in 1..=half {
                let at = u * j % p;
                let (cos, sin) = if at <= half {
                    roots[at - 1]
                } else {
                    let (c, s) = roots[p - at - 1];
                    (c, -s)
                };
                let (s, d) = (sums[j - 1], differences[j - 1]);
                even = Complex::new(even.re + cos * s.re, even.im + cos * s.im);
                let part = Complex::new(sin * d.im, sin * d.re);
                turn = if j == 1 { part } else { turn + part };
            }
            let turn = Complex::new(-turn.re, turn.im);
            put(f, to, turns, (i, k, u), even + turn);
            put(f, to, turns, (i, k, p - u), even - turn);
        }
    });
}

/// A prime factor above 11; the result is where the numbers came from.
fn large<T: Part>(f: Frame, from: &mut [Complex<T>], to: &mut [Complex<T>], step: &Step<T>) {
    let (p, half) = (f.factor, f.factor.div_ceil(2));
    let plane = f.inner * f.groups;
    let sign = if f.forward { -T::one() } else { T::one() };
    let own: Vec<Complex<T>> = step.own.iter().map(|w| Complex::new(w.re, sign * w.im)).collect();
    each(f, |i, k| {
        to[f.to(i, k, 0)] = from[f.from(i, 0, k)];
        for j in 1..half {
            let (a, b) = (from[f.from(i, j, k)], from[f.from(i, p - j, k)]);
            to[f.to(i, k, j)] = a + b;
            to[f.to(i, k, p - j)] = a - b;
        }
    });
    for at in 0..plane {
        from[at] = (1..half).fold(to[at], |sum, j| sum + to[at + plane * j]);
    }
    for l in 1..half {
        for at in 0..plane {
            let t = |j: usize| to[at + plane * j];
            let (w1, w2) = (own[l], own[2 * l]);
            let mut even =
                Complex::new(t(0).re + w1.re * t(1).re + w2.re * t(2).re, t(0).im + w1.re * t(1).im + w2.re * t(2).im);
            let mut turn =
                Complex::new(-(w1.im * t(p - 1).im + w2.im * t(p - 2).im), w1.im * t(p - 1).re + w2.im * t(p - 2).re);
            let mut j = 3;
            while j < half {
                let (a, b) = (own[l * j % p], own[l * (j + 1) % p]);
                let (u, v) = (t(j), t(p - j));
                if j + 1 < half {
                    let (u2, v2) = (t(j + 1), t(p - j - 1));
                    even += Complex::new(u.re * a.re + u2.re * b.re, u.im * a.re + u2.im * b.re);
                    turn += Complex::new(-(v.im * a.im + v2.im * b.im), v.re * a.im + v2.re * b.im);
                } else {
                    even += Complex::new(u.re * a.re, u.im * a.re);
                    turn += Complex::new(-(v.im * a.im), v.re * a.im);
                }
                j += 2;
            }
            from[at + plane * l] = even;
            from[at + plane * (p - l)] = turn;
        }
    }
    for j in 1..half {
        each(f, |i, k| {
            let (a, b) = (from[f.to(i, k, j)], from[f.to(i, k, p - j)]);
            put(f, from, &step.turns, (i, k, j), a + b);
            put(f, from, &step.turns, (i, k, p - j), a - b);
        });
    }
}
