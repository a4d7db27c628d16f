//! `any`, `all` and `count_nonzero`.

use super::fold::{Fold, fold};
use super::into_out;
use super::sum::{element, start};
use super::target::Options;
use crate::engine::dtype::{B8, DType};
use crate::engine::error::Result;
use crate::engine::kernels::cast::Number;
use crate::engine::layout::Order;
use crate::engine::mem::access::write;
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops::{self, Lane};
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use crate::with_numeric;
use std::marker::PhantomData;

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
        with_numeric!(source.dtype(), A => {
            fold(&Truth::<A, ANY>(first.get(), PhantomData), source, source.layout(), false, target)
        }, _ => Ok(()))
    })
}

/// `np.count_nonzero`: how many elements are not zero, `int64`.
///
/// # Errors
/// For axes that do not fit, in NumPy's words.
pub fn count_nonzero(source: &View, axis: Option<&[i64]>, keepdims: bool) -> Result<View> {
    let source = &truths_of_text(source)?;
    let options = Options { axis, keepdims, ..Options::default() };
    into_out(source, &options, DType::Int64, "add", |target| {
        loops::fill::<i64>(&target.result, || 0)?;
        with_numeric!(source.dtype(), A => {
            fold(&Count::<A>(PhantomData), source, source.layout(), false, target)
        }, _ => Ok(()))
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

struct Truth<A, const ANY: bool>(bool, PhantomData<fn(A)>);

impl<A: Number, const ANY: bool> Fold for Truth<A, ANY> {
    type In = A;
    type Acc = B8;
    type Part = B8;
    const FREE: bool = true;
    fn run(&self, lane: Lane<'_, A>) -> B8 {
        match lane.as_slice() {
            Some(values) => self.run_slice(values),
            None if ANY => lane.iter().any(|x| x.truth()).into(),
            None => lane.iter().all(|x| x.truth()).into(),
        }
    }
    fn run_slice(&self, values: &[A]) -> B8 {
        if ANY { values.iter().any(|x| x.truth()).into() } else { values.iter().all(|x| x.truth()).into() }
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
        match lane.as_slice() {
            Some(values) => self.run_slice(values),
            None => lane.iter().map(|x| x.truth() as i64).sum(),
        }
    }
    fn run_slice(&self, values: &[A]) -> i64 {
        values.iter().map(|x| x.truth() as i64).sum()
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
