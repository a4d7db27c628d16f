//! `any`, `all` and `count_nonzero`.

use super::fold::{Fold, fold};
use super::into_out;
use super::sum::{element, start};
use super::target::Options;
use crate::engine::dtype::{B8, DType};
use crate::engine::error::Result;
use crate::engine::kernels::cast::Number;
use crate::engine::layout::{Layout, Order};
use crate::engine::mem::access::write;
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops::{self, Lane};
use crate::engine::mem::simd;
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use std::marker::PhantomData;

/// Calls `$body` with `$source` seen as a type that is zero where its own elements are: integers by their size alone.
macro_rules! with_zero {
    ($source:ident, $A:ident => $body:expr) => {{
        use crate::engine::dtype::DType as D;
        macro_rules! run {
            ($t:ty) => {{
                type $A = $t;
                let dtype = <$t as crate::engine::dtype::Element>::DTYPE;
                let $source = &$source.derive(Layout { dtype, ..$source.layout().clone() });
                $body
            }};
        }
        match $source.dtype() {
            D::Bool | D::Int8 | D::UInt8 => run!(u8),
            D::Int16 | D::UInt16 => run!(u16),
            D::Int32 | D::UInt32 => run!(u32),
            D::Int64 | D::UInt64 => run!(u64),
            D::Float16 => run!(half::f16),
            D::Float32 => run!(f32),
            D::Float64 => run!(f64),
            D::Complex64 => run!(num_complex::Complex32),
            D::Complex128 => run!(num_complex::Complex64),
            _ => Ok(()),
        }
    }};
}

/// `np.logical_or.reduce`.
///
/// # Errors
/// For arguments that do not fit, in NumPy's words.
pub fn any(source: &View, options: &Options<'_>) -> Result<View> {
    logic::<true>(source, options, "logical_or")
}

/// `np.logical_and.reduce`.
///
/// # Errors
/// As [`any`].
pub fn all(source: &View, options: &Options<'_>) -> Result<View> {
    logic::<false>(source, options, "logical_and")
}

fn logic<const ANY: bool>(source: &View, options: &Options<'_>, name: &str) -> Result<View> {
    let source = &truths_of_text(source)?;
    into_out(source, options, DType::Bool, name, |target| {
        let initial = start(options, DType::Bool, Scalar::Bool(!ANY))?;
        let first: B8 = element(&initial);
        loops::fill::<B8>(&target.result, || first)?;
        with_zero!(source, A => fold(&Truth::<A, ANY>::new(first.get()), source, source.layout(), false, target))
    })
}

/// `np.count_nonzero`: how many elements are not zero, `int64`.
///
/// # Errors
/// For axes that do not fit, in NumPy's words.
pub fn count_nonzero(source: &View, axis: Option<&[i64]>, keepdims: bool) -> Result<View> {
    let mut source = &truths_of_text(source)?;
    let empty;
    if source.size() == 0 {
        // NumPy makes an array of bools first; a new empty array has strides of 0.
        empty = View::zeros(DType::Bool, source.shape())?;
        source = &empty;
    }
    let options = Options { axis, keepdims, ..Options::default() };
    into_out(source, &options, DType::Int64, "add", |target| {
        loops::fill::<i64>(&target.result, || 0)?;
        with_zero!(source, A => fold(&Count::<A>(PhantomData), source, source.layout(), false, target))
    })
}

/// Strings as bools (a string is true if it is not empty); numbers as they are.
pub(super) fn truths_of_text(source: &View) -> Result<View> {
    if source.dtype().is_numeric() {
        return Ok(source.clone());
    }
    let out = View::alloc(source.layout().like(Order::K, DType::Bool), Init::Uninit)?;
    for (from, to) in source.offsets().zip(out.offsets()) {
        write(&out, to, B8::from(source.get_at(from).truth()));
    }
    Ok(out)
}

/// Whether any (or all) elements are true.
pub(super) struct Truth<A, const ANY: bool>(bool, PhantomData<fn(A)>);

impl<A, const ANY: bool> Truth<A, ANY> {
    pub(super) fn new(first: bool) -> Self {
        Truth(first, PhantomData)
    }
}

impl<A: Number, const ANY: bool> Fold for Truth<A, ANY> {
    type In = A;
    type Acc = B8;
    type Part = B8;
    const FREE: bool = true;
    fn run(&self, lane: Lane<'_, A>) -> B8 {
        let of = |piece: Lane<'_, A>| match piece.as_slice() {
            Some(values) => self.run_slice(values).get(),
            None if ANY => piece.iter().any(|x| x.truth()),
            None => piece.iter().all(|x| x.truth()),
        };
        let mut pieces = lane.pieces().map(|(_, piece)| of(piece));
        if ANY { pieces.any(|found| found).into() } else { pieces.all(|found| found).into() }
    }
    fn run_slice(&self, values: &[A]) -> B8 {
        simd::dispatch(Decide::<A, ANY>(values)).into()
    }
    fn whole(&self, lane: Lane<'_, A>) -> B8 {
        if self.0 == ANY { self.0.into() } else { self.run(lane) }
    }
    fn join(&self, acc: B8, part: B8) -> B8 {
        if ANY { (acc.get() | part.get()).into() } else { (acc.get() & part.get()).into() }
    }
    fn step(&self, acc: B8, x: A) -> B8 {
        self.join(acc, x.truth().into())
    }
}

struct Count<A>(PhantomData<fn(A)>);

impl<A: Number> Fold for Count<A> {
    type In = A;
    type Acc = i64;
    type Part = i64;
    const FREE: bool = true;
    fn run(&self, lane: Lane<'_, A>) -> i64 {
        let of = |piece: Lane<'_, A>| match piece.as_slice() {
            Some(values) => self.run_slice(values),
            None => piece.iter().map(|x| x.truth() as i64).sum(),
        };
        lane.pieces().map(|(_, piece)| of(piece)).sum()
    }
    fn run_slice(&self, values: &[A]) -> i64 {
        simd::dispatch(Tally(values))
    }
    fn whole(&self, lane: Lane<'_, A>) -> i64 {
        self.run(lane)
    }
    fn join(&self, acc: i64, part: i64) -> i64 {
        acc + part
    }
    fn step(&self, acc: i64, x: A) -> i64 {
        acc + x.truth() as i64
    }
}

/// Whether any (or all) of the values are true.
struct Decide<'a, A, const ANY: bool>(&'a [A]);

impl<A: Number, const ANY: bool> simd::Body for Decide<'_, A, ANY> {
    type Output = bool;

    #[inline(always)]
    fn run(self) -> bool {
        // A chunk is looked at as a whole, with vectors; the first one that decides ends it.
        let decides = |chunk: &[A]| chunk.iter().fold(false, |found, x| found | (x.truth() == ANY));
        self.0.chunks(1024).any(decides) == ANY
    }
}

/// How many of the values are true.
struct Tally<'a, A>(&'a [A]);

impl<A: Number> simd::Body for Tally<'_, A> {
    type Output = i64;

    #[inline(always)]
    fn run(self) -> i64 {
        if size_of::<A>() > 1 {
            return self.0.iter().map(|x| x.truth() as i64).sum();
        }
        // Counters as small as the elements, added up before one can overflow.
        const LANES: usize = 128;
        let mut total = 0;
        for part in self.0.chunks(LANES * u8::MAX as usize) {
            let (groups, rest) = part.as_chunks::<LANES>();
            let mut counts = [0u8; LANES];
            for group in groups {
                for k in 0..LANES {
                    counts[k] += group[k].truth() as u8;
                }
            }
            total += counts.iter().map(|&n| n as i64).sum::<i64>();
            total += rest.iter().map(|x| x.truth() as i64).sum::<i64>();
        }
        total
    }
}

/// Each element's truth as a `bool`; a view of bools is itself.
///
/// # Errors
/// `MemoryError`, `KeyboardInterrupt`.
pub fn as_truths(view: &View) -> Result<View> {
    if view.dtype() == DType::Bool {
        return Ok(view.clone());
    }
    let view = &truths_of_text(view)?;
    let out = View::alloc(view.layout().like(Order::K, DType::Bool), Init::Uninit)?;
    with_zero!(view, A => loops::map1::<A, B8>(view, &out, |x| x.truth().into()))?;
    if view.dtype() == DType::Bool { Ok(view.clone()) } else { Ok(out) }
}
