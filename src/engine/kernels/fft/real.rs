//! Transforms of real numbers by the factors 2, 3, 4 and 5: half the work of complex ones.

use super::Part;
use super::factors::factors;
use super::twiddle::Roots;
use crate::engine::interrupt;

/// A transform by factors.
pub struct RealMixed<T> {
    n: usize,
    steps: Vec<(usize, Vec<T>)>,
}

/// Where a pass reads and writes.
#[derive(Clone, Copy)]
struct Frame<'a, T> {
    inner: usize,
    groups: usize,
    factor: usize,
    turns: &'a [T],
}

/// Numbers between two looks at the interrupt flag: a power of two.
const LOOK: usize = 1 << 12;

impl<T: Part> Frame<'_, T> {
    /// The groups.
    fn all_groups(&self) -> impl Iterator<Item = usize> {
        (0..self.groups).inspect(|_| interrupt::poll())
    }

    /// Where the pairs of numbers behind the first of a group end.
    fn pairs(&self) -> impl Iterator<Item = usize> {
        (2..self.inner).step_by(2).inspect(|i| {
            if i % LOOK == 0 {
                interrupt::poll();
            }
        })
    }

    /// A place among numbers that are apart by part: number `a` of group `k` of part `j`.
    fn apart(&self, a: usize, k: usize, j: usize) -> usize {
        a + self.inner * (k + self.groups * j)
    }

    /// A place among numbers that are together by group: number `a` of part `j` of group `k`.
    fn together(&self, a: usize, j: usize, k: usize) -> usize {
        a + self.inner * (j + self.factor * k)
    }

    /// The root that turns part `j` at `i`.
    fn turn(&self, j: usize, i: usize) -> (T, T) {
        let at = i - 2 + (j - 1) * (self.inner - 1);
        (self.turns[at], self.turns[at + 1])
    }
}

/// `a * c + b * d` and `a * d - b * c`.
fn crossed<T: Part>((a, b): (T, T), c: T, d: T) -> (T, T) {
    (a * c + b * d, a * d - b * c)
}

/// Cosines and sines of fifths of the circle.
fn fifths<T: Part>() -> [T; 4] {
    [0.309_016_994_374_947_45, 0.951_056_516_295_153_5, -0.809_016_994_374_947_5, 0.587_785_252_292_473_1].map(T::of)
}

impl<T: Part> RealMixed<T> {
    /// For `n` numbers; none if another factor is needed.
    pub fn new(n: usize) -> Option<RealMixed<T>> {
        let all = factors(n, false);
        if all.iter().any(|&p| p > 5) {
            return None;
        }
        let roots = Roots::new(n);
        let mut groups = 1;
        let step = |factor: usize| {
            let inner = n / (groups * factor);
            let mut turns = vec![T::zero(); (factor - 1) * (inner - 1)];
            for j in 1..factor {
                for i in 1..=(inner - 1) / 2 {
                    let w = roots.get::<T>(j * groups * i);
                    let at = (j - 1) * (inner - 1) + 2 * i - 2;
                    (turns[at], turns[at + 1]) = (w.re, w.im);
                }
            }
            groups *= factor;
            (factor, turns)
        };
        Some(RealMixed { n, steps: all.into_iter().map(step).collect() })
    }

    /// Transforms in place, to half a complex transform or from it, and multiplies by `by`.
    pub fn run(&self, c: &mut [T], by: T, forward: bool) {
        let mut from = c.to_vec();
        let mut to = vec![T::zero(); self.n];
        let mut groups = if forward { self.n } else { 1 };
        let order: Vec<&(usize, Vec<T>)> =
            if forward { self.steps.iter().rev().collect() } else { self.steps.iter().collect() };
        for (factor, turns) in order {
            let inner = if forward { self.n / groups } else { self.n / (groups * factor) };
            if forward {
                groups /= factor;
            }
            let f = Frame { inner, groups, factor: *factor, turns };
            match (forward, factor) {
                (true, 2) => forward2(f, &from, &mut to),
                (true, 3) => forward3(f, &from, &mut to),
                (true, 4) => forward4(f, &from, &mut to),
                (true, _) => forward5(f, &from, &mut to),
                (false, 2) => backward2(f, &from, &mut to),
                (false, 3) => backward3(f, &from, &mut to),
                (false, 4) => backward4(f, &from, &mut to),
                (false, _) => backward5(f, &from, &mut to),
            }
            std::mem::swap(&mut from, &mut to);
            if !forward {
                groups *= factor;
            }
        }
        let one = by == T::one() && self.n > 1;
        c.iter_mut().zip(from).for_each(|(c, x)| *c = if one { x } else { x * by });
    }
}

fn forward2<T: Part>(f: Frame<'_, T>, cc: &[T], ch: &mut [T]) {
    let last = f.inner - 1;
    for k in f.all_groups() {
        let c = |a: usize, j: usize| cc[f.apart(a, k, j)];
        ch[f.together(0, 0, k)] = c(0, 0) + c(0, 1);
        ch[f.together(last, 1, k)] = c(0, 0) - c(0, 1);
        if f.inner.is_multiple_of(2) {
            ch[f.together(0, 1, k)] = -c(last, 1);
            ch[f.together(last, 0, k)] = c(last, 0);
        }
        for i in f.pairs() {
            let ic = f.inner - i;
            let (tr, ti) = crossed(f.turn(1, i), c(i - 1, 1), c(i, 1));
            ch[f.together(i - 1, 0, k)] = c(i - 1, 0) + tr;
            ch[f.together(ic - 1, 1, k)] = c(i - 1, 0) - tr;
            ch[f.together(i, 0, k)] = ti + c(i, 0);
            ch[f.together(ic, 1, k)] = ti - c(i, 0);
        }
    }
}

fn forward3<T: Part>(f: Frame<'_, T>, cc: &[T], ch: &mut [T]) {
    let (cos, sin) = (T::of(-0.5), T::of(0.866_025_403_784_438_6));
    for k in f.all_groups() {
        let c = |a: usize, j: usize| cc[f.apart(a, k, j)];
        let cr = c(0, 1) + c(0, 2);
        ch[f.together(0, 0, k)] = c(0, 0) + cr;
        ch[f.together(0, 2, k)] = sin * (c(0, 2) - c(0, 1));
        ch[f.together(f.inner - 1, 1, k)] = c(0, 0) + cos * cr;
        for i in f.pairs() {
            let ic = f.inner - i;
            let (dr2, di2) = crossed(f.turn(1, i), c(i - 1, 1), c(i, 1));
            let (dr3, di3) = crossed(f.turn(2, i), c(i - 1, 2), c(i, 2));
            let (cr, ci) = (dr2 + dr3, di2 + di3);
            ch[f.together(i - 1, 0, k)] = c(i - 1, 0) + cr;
            ch[f.together(i, 0, k)] = c(i, 0) + ci;
            let (tr2, ti2) = (c(i - 1, 0) + cos * cr, c(i, 0) + cos * ci);
            let (tr3, ti3) = (sin * (di2 - di3), sin * (dr3 - dr2));
            ch[f.together(i - 1, 2, k)] = tr2 + tr3;
            ch[f.together(ic - 1, 1, k)] = tr2 - tr3;
            ch[f.together(i, 2, k)] = ti3 + ti2;
            ch[f.together(ic, 1, k)] = ti3 - ti2;
        }
    }
}

fn forward4<T: Part>(f: Frame<'_, T>, cc: &[T], ch: &mut [T]) {
    let (last, h) = (f.inner - 1, T::FRAC_1_SQRT_2());
    for k in f.all_groups() {
        let c = |a: usize, j: usize| cc[f.apart(a, k, j)];
        let (tr1, tr2) = (c(0, 3) + c(0, 1), c(0, 0) + c(0, 2));
        ch[f.together(0, 2, k)] = c(0, 3) - c(0, 1);
        ch[f.together(last, 1, k)] = c(0, 0) - c(0, 2);
        ch[f.together(0, 0, k)] = tr2 + tr1;
        ch[f.together(last, 3, k)] = tr2 - tr1;
        if f.inner.is_multiple_of(2) {
            let ti = -h * (c(last, 1) + c(last, 3));
            let tr = h * (c(last, 1) - c(last, 3));
            ch[f.together(last, 0, k)] = c(last, 0) + tr;
            ch[f.together(last, 2, k)] = c(last, 0) - tr;
            ch[f.together(0, 3, k)] = ti + c(last, 2);
            ch[f.together(0, 1, k)] = ti - c(last, 2);
        }
        for i in f.pairs() {
            let ic = f.inner - i;
            let (cr2, ci2) = crossed(f.turn(1, i), c(i - 1, 1), c(i, 1));
            let (cr3, ci3) = crossed(f.turn(2, i), c(i - 1, 2), c(i, 2));
            let (cr4, ci4) = crossed(f.turn(3, i), c(i - 1, 3), c(i, 3));
            let (tr1, tr4) = (cr4 + cr2, cr4 - cr2);
            let (ti1, ti4) = (ci2 + ci4, ci2 - ci4);
            let (tr2, tr3) = (c(i - 1, 0) + cr3, c(i - 1, 0) - cr3);
            let (ti2, ti3) = (c(i, 0) + ci3, c(i, 0) - ci3);
            ch[f.together(i - 1, 0, k)] = tr2 + tr1;
            ch[f.together(ic - 1, 3, k)] = tr2 - tr1;
            ch[f.together(i, 0, k)] = ti1 + ti2;
            ch[f.together(ic, 3, k)] = ti1 - ti2;
            ch[f.together(i - 1, 2, k)] = tr3 + ti4;
            ch[f.together(ic - 1, 1, k)] = tr3 - ti4;
            ch[f.together(i, 2, k)] = tr4 + ti3;
            ch[f.together(ic, 1, k)] = tr4 - ti3;
        }
    }
}

fn forward5<T: Part>(f: Frame<'_, T>, cc: &[T], ch: &mut [T]) {
    let [c1, s1, c2, s2] = fifths::<T>();
    for k in f.all_groups() {
        let c = |a: usize, j: usize| cc[f.apart(a, k, j)];
        let (cr2, ci5) = (c(0, 4) + c(0, 1), c(0, 4) - c(0, 1));
        let (cr3, ci4) = (c(0, 3) + c(0, 2), c(0, 3) - c(0, 2));
        ch[f.together(0, 0, k)] = c(0, 0) + cr2 + cr3;
        ch[f.together(f.inner - 1, 1, k)] = c(0, 0) + c1 * cr2 + c2 * cr3;
        ch[f.together(0, 2, k)] = s1 * ci5 + s2 * ci4;
        ch[f.together(f.inner - 1, 3, k)] = c(0, 0) + c2 * cr2 + c1 * cr3;
        ch[f.together(0, 4, k)] = s2 * ci5 - s1 * ci4;
        for i in f.pairs() {
            let ic = f.inner - i;
            let d = |j: usize| crossed(f.turn(j, i), c(i - 1, j), c(i, j));
            let ((dr2, di2), (dr3, di3), (dr4, di4), (dr5, di5)) = (d(1), d(2), d(3), d(4));
            let (cr2, ci5) = (dr5 + dr2, dr5 - dr2);
            let (ci2, cr5) = (di2 + di5, di2 - di5);
            let (cr3, ci4) = (dr4 + dr3, dr4 - dr3);
            let (ci3, cr4) = (di3 + di4, di3 - di4);
            let (re, im) = (c(i - 1, 0), c(i, 0));
            ch[f.together(i - 1, 0, k)] = re + cr2 + cr3;
            ch[f.together(i, 0, k)] = im + ci2 + ci3;
            let (tr2, ti2) = (re + c1 * cr2 + c2 * cr3, im + c1 * ci2 + c2 * ci3);
            let (tr3, ti3) = (re + c2 * cr2 + c1 * cr3, im + c2 * ci2 + c1 * ci3);
            let (tr5, tr4) = crossed((cr5, cr4), s1, s2);
            let (ti5, ti4) = crossed((ci5, ci4), s1, s2);
            ch[f.together(i - 1, 2, k)] = tr2 + tr5;
            ch[f.together(ic - 1, 1, k)] = tr2 - tr5;
            ch[f.together(i, 2, k)] = ti5 + ti2;
            ch[f.together(ic, 1, k)] = ti5 - ti2;
            ch[f.together(i - 1, 4, k)] = tr3 + tr4;
            ch[f.together(ic - 1, 3, k)] = tr3 - tr4;
            ch[f.together(i, 4, k)] = ti4 + ti3;
            ch[f.together(ic, 3, k)] = ti4 - ti3;
        }
    }
}

/// Stores part `j`, turned.
fn put<T: Part>(f: Frame<'_, T>, ch: &mut [T], (i, k, j): (usize, usize, usize), (im, re): (T, T)) {
    let (a, b) = crossed(f.turn(j, i), im, re);
    ch[f.apart(i, k, j)] = a;
    ch[f.apart(i - 1, k, j)] = b;
}

fn backward2<T: Part>(f: Frame<'_, T>, cc: &[T], ch: &mut [T]) {
    let (last, two) = (f.inner - 1, T::of(2.0));
    for k in f.all_groups() {
        let c = |a: usize, j: usize| cc[f.together(a, j, k)];
        ch[f.apart(0, k, 0)] = c(0, 0) + c(last, 1);
        ch[f.apart(0, k, 1)] = c(0, 0) - c(last, 1);
        if f.inner.is_multiple_of(2) {
            ch[f.apart(last, k, 0)] = two * c(last, 0);
            ch[f.apart(last, k, 1)] = -two * c(0, 1);
        }
        for i in f.pairs() {
            let ic = f.inner - i;
            ch[f.apart(i - 1, k, 0)] = c(i - 1, 0) + c(ic - 1, 1);
            let tr = c(i - 1, 0) - c(ic - 1, 1);
            let ti = c(i, 0) + c(ic, 1);
            ch[f.apart(i, k, 0)] = c(i, 0) - c(ic, 1);
            put(f, ch, (i, k, 1), (ti, tr));
        }
    }
}

fn backward3<T: Part>(f: Frame<'_, T>, cc: &[T], ch: &mut [T]) {
    let (cos, sin, two) = (T::of(-0.5), T::of(0.866_025_403_784_438_6), T::of(2.0));
    for k in f.all_groups() {
        let c = |a: usize, j: usize| cc[f.together(a, j, k)];
        let tr = two * c(f.inner - 1, 1);
        let cr = c(0, 0) + cos * tr;
        ch[f.apart(0, k, 0)] = c(0, 0) + tr;
        let ci = two * sin * c(0, 2);
        ch[f.apart(0, k, 2)] = cr + ci;
        ch[f.apart(0, k, 1)] = cr - ci;
        for i in f.pairs() {
            let ic = f.inner - i;
            let (tr, ti) = (c(i - 1, 2) + c(ic - 1, 1), c(i, 2) - c(ic, 1));
            let (cr2, ci2) = (c(i - 1, 0) + cos * tr, c(i, 0) + cos * ti);
            ch[f.apart(i - 1, k, 0)] = c(i - 1, 0) + tr;
            ch[f.apart(i, k, 0)] = c(i, 0) + ti;
            let (cr3, ci3) = (sin * (c(i - 1, 2) - c(ic - 1, 1)), sin * (c(i, 2) + c(ic, 1)));
            put(f, ch, (i, k, 1), (ci2 + cr3, cr2 - ci3));
            put(f, ch, (i, k, 2), (ci2 - cr3, cr2 + ci3));
        }
    }
}

fn backward4<T: Part>(f: Frame<'_, T>, cc: &[T], ch: &mut [T]) {
    let (last, two, root) = (f.inner - 1, T::of(2.0), T::SQRT_2());
    for k in f.all_groups() {
        let c = |a: usize, j: usize| cc[f.together(a, j, k)];
        let (tr2, tr1) = (c(0, 0) + c(last, 3), c(0, 0) - c(last, 3));
        let (tr3, tr4) = (two * c(last, 1), two * c(0, 2));
        ch[f.apart(0, k, 0)] = tr2 + tr3;
        ch[f.apart(0, k, 2)] = tr2 - tr3;
        ch[f.apart(0, k, 3)] = tr1 + tr4;
        ch[f.apart(0, k, 1)] = tr1 - tr4;
        if f.inner.is_multiple_of(2) {
            let (ti1, ti2) = (c(0, 3) + c(0, 1), c(0, 3) - c(0, 1));
            let (tr2, tr1) = (c(last, 0) + c(last, 2), c(last, 0) - c(last, 2));
            ch[f.apart(last, k, 0)] = tr2 + tr2;
            ch[f.apart(last, k, 1)] = root * (tr1 - ti1);
            ch[f.apart(last, k, 2)] = ti2 + ti2;
            ch[f.apart(last, k, 3)] = -root * (tr1 + ti1);
        }
        for i in f.pairs() {
            let ic = f.inner - i;
            let (tr2, tr1) = (c(i - 1, 0) + c(ic - 1, 3), c(i - 1, 0) - c(ic - 1, 3));
            let (ti1, ti2) = (c(i, 0) + c(ic, 3), c(i, 0) - c(ic, 3));
            let (tr4, ti3) = (c(i, 2) + c(ic, 1), c(i, 2) - c(ic, 1));
            let (tr3, ti4) = (c(i - 1, 2) + c(ic - 1, 1), c(i - 1, 2) - c(ic - 1, 1));
            ch[f.apart(i - 1, k, 0)] = tr2 + tr3;
            ch[f.apart(i, k, 0)] = ti2 + ti3;
            put(f, ch, (i, k, 1), (ti1 + ti4, tr1 - tr4));
            put(f, ch, (i, k, 2), (ti2 - ti3, tr2 - tr3));
            put(f, ch, (i, k, 3), (ti1 - ti4, tr1 + tr4));
        }
    }
}

fn backward5<T: Part>(f: Frame<'_, T>, cc: &[T], ch: &mut [T]) {
    let [c1, s1, c2, s2] = fifths::<T>();
    for k in f.all_groups() {
        let c = |a: usize, j: usize| cc[f.together(a, j, k)];
        let (ti5, ti4) = (c(0, 2) + c(0, 2), c(0, 4) + c(0, 4));
        let (tr2, tr3) = (c(f.inner - 1, 1) + c(f.inner - 1, 1), c(f.inner - 1, 3) + c(f.inner - 1, 3));
        ch[f.apart(0, k, 0)] = c(0, 0) + tr2 + tr3;
        let (cr2, cr3) = (c(0, 0) + c1 * tr2 + c2 * tr3, c(0, 0) + c2 * tr2 + c1 * tr3);
        let (ci5, ci4) = crossed((ti5, ti4), s1, s2);
        ch[f.apart(0, k, 4)] = cr2 + ci5;
        ch[f.apart(0, k, 1)] = cr2 - ci5;
        ch[f.apart(0, k, 3)] = cr3 + ci4;
        ch[f.apart(0, k, 2)] = cr3 - ci4;
        for i in f.pairs() {
            let ic = f.inner - i;
            let (tr2, tr5) = (c(i - 1, 2) + c(ic - 1, 1), c(i - 1, 2) - c(ic - 1, 1));
            let (ti5, ti2) = (c(i, 2) + c(ic, 1), c(i, 2) - c(ic, 1));
            let (tr3, tr4) = (c(i - 1, 4) + c(ic - 1, 3), c(i - 1, 4) - c(ic - 1, 3));
            let (ti4, ti3) = (c(i, 4) + c(ic, 3), c(i, 4) - c(ic, 3));
            let (re, im) = (c(i - 1, 0), c(i, 0));
            ch[f.apart(i - 1, k, 0)] = re + tr2 + tr3;
            ch[f.apart(i, k, 0)] = im + ti2 + ti3;
            let (cr2, ci2) = (re + c1 * tr2 + c2 * tr3, im + c1 * ti2 + c2 * ti3);
            let (cr3, ci3) = (re + c2 * tr2 + c1 * tr3, im + c2 * ti2 + c1 * ti3);
            let (cr5, cr4) = crossed((tr5, tr4), s1, s2);
            let (ci5, ci4) = crossed((ti5, ti4), s1, s2);
            put(f, ch, (i, k, 1), (ci2 + cr5, cr2 - ci5));
            put(f, ch, (i, k, 2), (ci3 + cr4, cr3 - ci4));
            put(f, ch, (i, k, 3), (ci3 - cr4, cr3 + ci4));
            put(f, ch, (i, k, 4), (ci2 - cr5, cr2 + ci5));
        }
    }
}
