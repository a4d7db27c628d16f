//! `min` and `max`.

use super::fold::{Fold, fold};
use super::sum::element;
use super::target::Options;
use super::{converted, into_out};
use crate::engine::dtype::{B8, Element};
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::interrupt;
use crate::engine::kernels::cast;
use crate::engine::kernels::promote;
use crate::engine::mem::access::copy_same_dtype;
use crate::engine::mem::loops::{self, Lane};
use crate::engine::mem::simd;
use crate::engine::view::View;
use crate::with_numeric;
use half::f16;
use num_complex::{Complex32, Complex64};

/// Elements between two looks for an interrupt.
const PART: usize = 1 << 17;

/// `np.maximum.reduce`; a nan wins.
///
/// # Errors
/// Of an empty array without `initial`, and for arguments that do not fit, in NumPy's words.
pub fn max(source: &View, options: &Options<'_>) -> Result<View> {
    extreme::<true>(source, options, "maximum")
}

/// `np.minimum.reduce`; a nan wins.
///
/// # Errors
/// As [`max`].
pub fn min(source: &View, options: &Options<'_>) -> Result<View> {
    extreme::<false>(source, options, "minimum")
}

fn extreme<const MAX: bool>(source: &View, options: &Options<'_>, name: &'static str) -> Result<View> {
    if !source.dtype().is_numeric() {
        let one = promote::dtype_repr(source.dtype());
        let text =
            format!("ufunc '{name}' did not contain a loop with signature matching types ({one}, {one}) -> None");
        return Err(Error::new(ErrorKind::UFuncType, text));
    }
    let dtype = options.dtype.or(options.out.map(View::dtype)).unwrap_or(source.dtype());
    if options.mask.is_some() && options.initial.is_none() {
        return Err(Error::value(format!(
            "reduction operation '{name}' does not have an identity, so to use a where mask one has to specify 'initial'"
        )));
    }
    into_out(source, options, dtype, name, |target| {
        if target.count == 0 && options.initial.is_none() && target.result.size() > 0 {
            return Err(Error::value(format!("zero-size array to reduction operation {name} which has no identity")));
        }
        let values = converted(source, dtype, target)?;
        let initial = options.initial.as_ref().map(|i| cast::scalar_cast(i, dtype)).transpose()?;
        with_numeric!(dtype, T => {
            let first = initial.as_ref().map(element::<T>);
            match first {
                Some(x) => loops::fill::<T>(&target.result, || x)?,
                None if source.size() > 0 => {
                    let (from, to) = target.first(&values);
                    copy_same_dtype(&from, &to)?;
                }
                None => {}
            }
            fold(&Extreme::<T, MAX>(first), &values, source.layout(), false, target)
        }, _ => Ok(()))
    })
}

/// An element that has an order, with NumPy's rule for nan.
pub trait Ordered: Element {
    /// The larger; a nan if one is.
    fn larger(self, other: Self) -> Self;
    /// The smaller; a nan if one is.
    fn smaller(self, other: Self) -> Self;
}

macro_rules! ordered {
    ($($t:ty),*) => { $( impl Ordered for $t {
        #[inline(always)]
        fn larger(self, other: $t) -> $t { if self > other { self } else { other } }
        #[inline(always)]
        fn smaller(self, other: $t) -> $t { if self < other { self } else { other } }
    } )* };
}
ordered! { B8, i8, i16, i32, i64, u8, u16, u32, u64 }

macro_rules! ordered_floats {
    ($($t:ty),*) => { $( impl Ordered for $t {
        #[inline(always)]
        #[allow(clippy::eq_op)]
        fn larger(self, other: $t) -> $t { if self > other || self != self { self } else { other } }
        #[inline(always)]
        #[allow(clippy::eq_op)]
        fn smaller(self, other: $t) -> $t { if self < other || self != self { self } else { other } }
    } )* };
}
ordered_floats! { f32, f64 }

impl Ordered for f16 {
    fn larger(self, other: f16) -> f16 {
        if self >= other || self.is_nan() { self } else { other }
    }
    fn smaller(self, other: f16) -> f16 {
        if self <= other || self.is_nan() { self } else { other }
    }
}

macro_rules! ordered_complex {
    ($($t:ty),*) => { $( impl Ordered for $t {
        fn larger(self, other: $t) -> $t {
            if at_least(self.re, self.im, other.re, other.im) || self.is_nan() { self } else { other }
        }
        fn smaller(self, other: $t) -> $t {
            if at_least(other.re, other.im, self.re, self.im) || self.is_nan() { self } else { other }
        }
    } )* };
}
ordered_complex! { Complex32, Complex64 }

/// Lexicographic `a >= b`, as NumPy orders complex numbers.
fn at_least<R: PartialOrd>(a: R, ai: R, b: R, bi: R) -> bool {
    let number = |x: &R| x.partial_cmp(x).is_some();
    (a > b && number(&ai) && number(&bi)) || (a == b && ai >= bi)
}

struct Extreme<T, const MAX: bool>(Option<T>);

impl<T: Ordered, const MAX: bool> Extreme<T, MAX> {
    #[inline(always)]
    fn pick(a: T, b: T) -> T {
        if MAX { a.larger(b) } else { a.smaller(b) }
    }
}

impl<T: Ordered, const MAX: bool> Fold for Extreme<T, MAX> {
    type In = T;
    type Acc = T;
    type Part = T;
    const FREE: bool = true;
    fn run(&self, lane: Lane<'_, T>) -> T {
        match lane.as_slice() {
            Some(values) => self.run_slice(values),
            None => {
                let parts = lane.pieces().map(|(_, piece)| piece.iter().reduce(Self::pick));
                parts.flatten().reduce(Self::pick).unwrap_or_default()
            }
        }
    }
    fn run_slice(&self, values: &[T]) -> T {
        let parts = values.chunks(PART).take_while(|_| !interrupt::requested());
        parts.map(|part| simd::dispatch(Best::<T, MAX>(part))).reduce(Self::pick).unwrap_or_default()
    }
    fn whole(&self, lane: Lane<'_, T>) -> T {
        let part = self.run(lane);
        self.0.map_or(part, |first| Self::pick(first, part))
    }
    fn join(&self, acc: T, part: T) -> T {
        Self::pick(acc, part)
    }
    fn step(&self, acc: T, x: T) -> T {
        Self::pick(acc, x)
    }
}

/// The extreme of at least one element.
struct Best<'a, T, const MAX: bool>(&'a [T]);

impl<T: Ordered, const MAX: bool> Best<'_, T, MAX> {
    /// Of the elements `k`, `k + N`, `k + 2 N` … for each `k`, so that the compiler can use vectors, then of these; and
    /// the elements left over.
    #[inline(always)]
    fn by_groups<const N: usize>(values: &[T]) -> (Option<T>, &[T]) {
        let (groups, rest) = values.as_chunks::<N>();
        let Some((first, others)) = groups.split_first() else { return (None, rest) };
        let mut best = *first;
        for group in others {
            for k in 0..N {
                best[k] = Extreme::<T, MAX>::pick(best[k], group[k]);
            }
        }
        let mut n = N;
        while n > 1 {
            n /= 2;
            for k in 0..n {
                best[k] = Extreme::<T, MAX>::pick(best[k], best[k + n]);
            }
        }
        (Some(best[0]), rest)
    }
}

impl<T: Ordered, const MAX: bool> simd::Body for Best<'_, T, MAX> {
    type Output = T;

    /// In groups of 256 bytes: several vectors, since a comparison waits for the one before.
    #[inline(always)]
    fn run(self) -> T {
        let (wide, rest) = match size_of::<T>() {
            1 => Self::by_groups::<256>(self.0),
            2 => Self::by_groups::<128>(self.0),
            4 => Self::by_groups::<64>(self.0),
            _ => Self::by_groups::<32>(self.0),
        };
        let (narrow, rest) = Self::by_groups::<8>(rest);
        let found = wide.into_iter().chain(narrow).chain(rest.iter().copied());
        found.reduce(Extreme::<T, MAX>::pick).unwrap_or_default()
    }
}
