//! Pairwise summation, with NumPy's own tree: blocks of 128 numbers in 8 accumulators, halves rounded to a multiple of 8.
//! Large sums are split among threads at the nodes of that tree, so the bits do not depend on the threads.

use crate::engine::dtype::Element;
use crate::engine::interrupt;
use crate::engine::mem::loops::Lane;
use crate::engine::mem::simd::{self, Body};
use crate::engine::mem::threads;
use num_complex::{Complex32, Complex64};

/// Sums longer than this are split among threads.
const PARALLEL: usize = 1 << 17;

/// A number that sums pairwise. A complex number counts as two.
pub trait Summand: Element {
    /// `-0.0`, which changes no sum.
    const NOTHING: Self;
    /// Numbers of the element.
    const PARTS: usize;
    /// The sum.
    fn plus(self, other: Self) -> Self;
    /// The sum of at most 128 numbers.
    fn block<A: Element>(values: &[A], lift: impl Fn(A) -> Self) -> Self;
}

macro_rules! summands {
    ($($t:ty: $zero:expr, $parts:literal, $accumulators:literal;)*) => { $(
        impl Summand for $t {
            const NOTHING: $t = $zero;
            const PARTS: usize = $parts;
            #[inline(always)]
            fn plus(self, other: $t) -> $t { self + other }
            #[inline(always)]
            fn block<A: Element>(values: &[A], lift: impl Fn(A) -> $t) -> $t {
                block::<A, $t, $accumulators>(values, lift)
            }
        }
    )* };
}
summands! {
    f32: -0.0, 1, 8;
    f64: -0.0, 1, 8;
    Complex32: Complex32::new(-0.0, -0.0), 2, 4;
    Complex64: Complex64::new(-0.0, -0.0), 2, 4;
}

#[inline(always)]
fn block<A: Element, L: Summand, const N: usize>(values: &[A], lift: impl Fn(A) -> L) -> L {
    let (groups, rest) = values.as_chunks::<N>();
    let Some((first, others)) = groups.split_first() else {
        return values.iter().fold(L::NOTHING, |sum, &x| sum.plus(lift(x)));
    };
    let mut r: [L; N] = first.map(&lift);
    for group in others {
        for k in 0..N {
            r[k] = r[k].plus(lift(group[k]));
        }
    }
    let mut n = N;
    while n > 1 {
        for k in 0..n / 2 {
            r[k] = r[2 * k].plus(r[2 * k + 1]);
        }
        n /= 2;
    }
    rest.iter().fold(r[0], |sum, &x| sum.plus(lift(x)))
}

/// Where the tree parts `n` elements; `None` for a block.
#[inline(always)]
fn part<L: Summand>(n: usize) -> Option<usize> {
    let numbers = n * L::PARTS;
    (numbers > 128).then(|| {
        let half = numbers / 2;
        (half - half % 8) / L::PARTS
    })
}

/// Values up to this many are summed in one call of vector code.
const NEAR: usize = 1 << 13;

/// The tree over some values, without recursion, so that it is compiled for each level of vectors.
struct Tree<'a, A, F>(&'a [A], F);

impl<A: Element, L: Summand, F: Fn(A) -> L + Copy> Body for Tree<'_, A, F> {
    type Output = L;

    #[inline(always)]
    fn run(self) -> L {
        // Ends of the nodes that wait, nearest last; the sums of the parts before, with the depth that they belong to.
        let (mut ends, mut sums) = ([(0, 0); 16], [L::NOTHING; 16]);
        let (mut waiting, mut from, mut to, mut depth) = (0, 0, self.0.len(), 0);
        loop {
            while let Some(at) = part::<L>(to - from) {
                ends[waiting] = (to, depth);
                waiting += 1;
                depth += 1;
                to = from + at;
            }
            let mut sum = L::block(&self.0[from..to], self.1);
            // A right part completes its node, which may be a right part again.
            while waiting > 0 && ends[waiting - 1].0 == to {
                waiting -= 1;
                depth = ends[waiting].1;
                sum = sums[depth].plus(sum);
            }
            if waiting == 0 {
                return sum;
            }
            let (end, above) = ends[waiting - 1];
            sums[above] = sum;
            (from, to, depth) = (to, end, above + 1);
        }
    }
}

/// The pairwise sum of adjacent values.
pub fn sum_slice<A: Element, L: Summand>(values: &[A], lift: impl Fn(A) -> L + Copy + Sync) -> L {
    if values.len() <= NEAR {
        return simd::dispatch(Tree(values, lift));
    }
    let Some(at) = part::<L>(values.len()) else {
        return L::block(values, lift);
    };
    let (a, b) = values.split_at(at);
    if values.len() < PARALLEL {
        return sum_slice(a, lift).plus(sum_slice(b, lift));
    }
    if interrupt::requested() {
        return L::NOTHING;
    }
    let (x, y) = threads::join(|| sum_slice(a, lift), || sum_slice(b, lift));
    x.plus(y)
}

/// The pairwise sum of a lane.
pub fn sum_lane<A: Element, L: Summand>(lane: Lane<'_, A>, lift: impl Fn(A) -> L + Copy + Sync) -> L {
    if let Some(values) = lane.as_slice() {
        return sum_slice(values, lift);
    }
    if interrupt::requested() {
        return L::NOTHING;
    }
    match part::<L>(lane.len()) {
        Some(at) => sum_lane(lane.part(0, at), lift).plus(sum_lane(lane.part(at, lane.len()), lift)),
        None => {
            let mut buffer = [A::default(); 128];
            let buffer = &mut buffer[..lane.len()];
            lane.read(buffer);
            L::block(buffer, lift)
        }
    }
}
