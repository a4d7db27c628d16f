//! `sum` and `prod`.

use super::fold::{Fold, fold};
use super::pairwise::{Summand, sum_lane, sum_slice};
use super::target::{Options, Target};
use super::{converted, into_out};
use crate::engine::dtype::{B8, DType, Element, Kind};
use crate::engine::error::{Error, Result};
use crate::engine::kernels::cast::{self, Number, convert, float_to_half};
use crate::engine::kernels::promote;
use crate::engine::mem::loops::{self, Lane};
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use crate::with_numeric;
use half::f16;
use num_complex::{Complex32, Complex64};
use std::marker::PhantomData;

/// `np.add.reduce`: the sum, with NumPy's own bits.
///
/// # Errors
/// For arguments that do not fit, in NumPy's words; `KeyboardInterrupt`.
pub fn sum(source: &View, options: &Options<'_>) -> Result<View> {
    let dtype = loop_dtype(source.dtype(), options);
    check_text(source.dtype(), dtype, "add")?;
    into_out(source, options, dtype, "add", |target| {
        let initial = start(options, dtype, Scalar::Int64(0))?;
        use DType as D;
        match dtype {
            D::Int64 if source.dtype().is_integral() => whole_sum::<i64>(source, target, &initial),
            D::UInt64 if source.dtype().is_integral() => whole_sum::<u64>(source, target, &initial),
            D::Float64 if source.dtype().kind() != Kind::Complex => real_sum(source, target, &initial),
            D::Float32 if source.dtype() == D::Float16 => float_sum::<f16, f32>(source, target, &initial),
            _ => same_sum(&converted(source, dtype, target)?, source, target, &initial),
        }
    })
}

/// `np.multiply.reduce`: the product.
///
/// # Errors
/// As [`sum`].
pub fn prod(source: &View, options: &Options<'_>) -> Result<View> {
    let dtype = loop_dtype(source.dtype(), options);
    check_text(source.dtype(), dtype, "multiply")?;
    into_out(source, options, dtype, "multiply", |target| {
        let initial = start(options, dtype, Scalar::Int64(1))?;
        let values = converted(source, dtype, target)?;
        let cast = source.dtype() != dtype;
        with_numeric!(dtype, T => {
            let init = cast::scalar_cast(&initial, dtype)?;
            loops::fill::<T>(&target.result, || element(&init))?;
            if T::DTYPE == DType::Float16 {
                fold(&HalfProduct(element(&init)), &values, source.layout(), cast, target)
            } else {
                fold(&Product::<T>(element(&init)), &values, source.layout(), cast, target)
            }
        }, _ => Ok(()))
    })
}

/// The dtype that a sum or product is computed in.
pub fn loop_dtype(source: DType, options: &Options<'_>) -> DType {
    if let Some(dtype) = options.dtype.or(options.out.map(View::dtype)) {
        return dtype;
    }
    match source.kind() {
        Kind::Bool | Kind::Int => DType::Int64,
        Kind::UInt => DType::UInt64,
        _ => source,
    }
}

fn check_text(source: DType, dtype: DType, name: &str) -> Result<()> {
    if source.is_numeric() && dtype.is_numeric() {
        return Ok(());
    }
    let one = promote::dtype_repr(source);
    let DType::Str(n) = source else {
        return Err(Error::type_(format!("ufunc '{name}' did not contain a loop with signature matching types {one}")));
    };
    Err(Error::type_(format!(
        "the resolved dtypes are not compatible with {name}.reduce. Resolved ({one}, {one}, {})",
        promote::dtype_repr(DType::Str(2 * n))
    )))
}

/// The first value: `initial` or the identity, in `dtype`.
pub(super) fn start(options: &Options<'_>, dtype: DType, identity: Scalar) -> Result<Scalar> {
    cast::scalar_cast(options.initial.as_ref().unwrap_or(&identity), dtype)
}

/// A scalar of the element's own dtype as the element.
pub(super) fn element<T: crate::engine::kernels::operand::FromScalar + Default>(scalar: &Scalar) -> T {
    T::from_scalar(scalar).unwrap_or_default()
}

/// Integers into 64 bits.
fn whole_sum<L: Whole>(source: &View, target: &Target, initial: &Scalar) -> Result<()> {
    loops::fill::<L>(&target.result, || element(initial))?;
    with_numeric!(source.dtype(), A => {
        fold(&WholeSum::<A, L>(element(initial), PhantomData), source, source.layout(), false, target)
    }, _ => Ok(()))
}

/// Real numbers into doubles.
fn real_sum(source: &View, target: &Target, initial: &Scalar) -> Result<()> {
    with_numeric!(source.dtype(), A => float_sum::<A, f64>(source, target, initial), _ => Ok(()))
}

fn float_sum<A, L>(source: &View, target: &Target, initial: &Scalar) -> Result<()>
where
    A: Number,
    L: Summand + Number + crate::engine::kernels::operand::FromScalar,
{
    loops::fill::<L>(&target.result, || element(initial))?;
    let f = FloatSum::<A, L>(element(initial), PhantomData);
    fold(&f, source, source.layout(), A::DTYPE != L::DTYPE, target)
}

/// Elements that are already of the dtype of the sum; `source` is what they were converted from.
fn same_sum(values: &View, source: &View, target: &Target, initial: &Scalar) -> Result<()> {
    let layout = source.layout();
    let cast = source.dtype() != values.dtype();
    macro_rules! run {
        ($fold:expr, $t:ty) => {{
            loops::fill::<$t>(&target.result, || element(initial))?;
            fold(&$fold, values, layout, cast, target)
        }};
    }
    use DType as D;
    match values.dtype() {
        D::Float16 => run!(HalfSum(element(initial)), f16),
        D::Float32 => run!(FloatSum::<f32, f32>(element(initial), PhantomData), f32),
        D::Float64 => run!(FloatSum::<f64, f64>(element(initial), PhantomData), f64),
        D::Complex64 => run!(FloatSum::<Complex32, Complex32>(element(initial), PhantomData), Complex32),
        D::Complex128 => run!(FloatSum::<Complex64, Complex64>(element(initial), PhantomData), Complex64),
        dtype => with_numeric!(dtype, T => run!(Plain::<T>(element(initial)), T), _ => Ok(())),
    }
}

/// A number with wrapping addition and multiplication; addition of bools is *or*.
pub trait Whole: Number + crate::engine::kernels::operand::FromScalar {
    /// The sum.
    fn add(self, other: Self) -> Self;
    /// The product.
    fn times(self, other: Self) -> Self;
    /// Whether the order of factors does not matter.
    const EXACT: bool;
}

macro_rules! whole {
    ($($t:ty),*) => { $( impl Whole for $t {
        #[inline(always)]
        fn add(self, other: $t) -> $t { self.wrapping_add(other) }
        #[inline(always)]
        fn times(self, other: $t) -> $t { self.wrapping_mul(other) }
        const EXACT: bool = true;
    } )* };
}
whole! { i8, i16, i32, i64, u8, u16, u32, u64 }

macro_rules! inexact {
    ($($t:ty),*) => { $( impl Whole for $t {
        #[inline(always)]
        fn add(self, other: $t) -> $t { self + other }
        #[inline(always)]
        fn times(self, other: $t) -> $t { self * other }
        const EXACT: bool = false;
    } )* };
}
inexact! { f16, f32, f64, Complex32, Complex64 }

impl Whole for B8 {
    #[inline(always)]
    fn add(self, other: B8) -> B8 {
        (self.get() | other.get()).into()
    }
    #[inline(always)]
    fn times(self, other: B8) -> B8 {
        (self.get() & other.get()).into()
    }
    const EXACT: bool = true;
}

struct WholeSum<A, L>(L, PhantomData<fn(A)>);

impl<A: Number, L: Whole> Fold for WholeSum<A, L> {
    type In = A;
    type Acc = L;
    type Part = L;
    const FREE: bool = true;
    fn run(&self, lane: Lane<'_, A>) -> L {
        match lane.as_slice() {
            Some(values) => self.run_slice(values),
            None => lane.iter().fold(L::default(), |sum, x| sum.add(convert(x))),
        }
    }
    fn run_slice(&self, values: &[A]) -> L {
        values.iter().fold(L::default(), |sum, &x| sum.add(convert(x)))
    }
    fn whole(&self, lane: Lane<'_, A>) -> L {
        self.0.add(self.run(lane))
    }
    fn join(&self, acc: L, part: L) -> L {
        acc.add(part)
    }
    fn step(&self, acc: L, x: A) -> L {
        acc.add(convert(x))
    }
}

/// The sum of whole numbers in their own type.
struct Plain<T>(T);

impl<T: Whole> Fold for Plain<T> {
    type In = T;
    type Acc = T;
    type Part = T;
    const FREE: bool = true;
    fn run(&self, lane: Lane<'_, T>) -> T {
        lane.iter().fold(T::default(), T::add)
    }
    fn run_slice(&self, values: &[T]) -> T {
        values.iter().fold(T::default(), |sum, &x| sum.add(x))
    }
    fn whole(&self, lane: Lane<'_, T>) -> T {
        self.0.add(self.run(lane))
    }
    fn join(&self, acc: T, part: T) -> T {
        acc.add(part)
    }
    fn step(&self, acc: T, x: T) -> T {
        acc.add(x)
    }
}

struct FloatSum<A, L>(L, PhantomData<fn(A)>);

impl<A: Number, L: Summand + Number> Fold for FloatSum<A, L> {
    type In = A;
    type Acc = L;
    type Part = L;
    fn run(&self, lane: Lane<'_, A>) -> L {
        sum_lane(lane, convert::<A, L>)
    }
    fn run_slice(&self, values: &[A]) -> L {
        sum_slice(values, convert::<A, L>)
    }
    fn whole(&self, lane: Lane<'_, A>) -> L {
        self.0.plus(self.run(lane))
    }
    fn join(&self, acc: L, part: L) -> L {
        acc.plus(part)
    }
    fn step(&self, acc: L, x: A) -> L {
        acc.plus(convert(x))
    }
}

/// Halves sum in floats.
struct HalfSum(f16);

impl Fold for HalfSum {
    type In = f16;
    type Acc = f16;
    type Part = f32;
    fn run(&self, lane: Lane<'_, f16>) -> f32 {
        sum_lane(lane, convert::<f16, f32>)
    }
    fn run_slice(&self, values: &[f16]) -> f32 {
        sum_slice(values, convert::<f16, f32>)
    }
    fn whole(&self, lane: Lane<'_, f16>) -> f16 {
        self.join(self.0, self.run(lane))
    }
    fn join(&self, acc: f16, part: f32) -> f16 {
        float_to_half(acc.to_f32() + part)
    }
    fn step(&self, acc: f16, x: f16) -> f16 {
        float_to_half(acc.to_f32() + x.to_f32())
    }
}

struct Product<T>(T);

impl<T: Whole> Fold for Product<T> {
    type In = T;
    type Acc = T;
    type Part = T;
    const SEQUENTIAL: bool = !T::EXACT;
    const FREE: bool = T::EXACT;
    fn run(&self, lane: Lane<'_, T>) -> T {
        let mut values = lane.iter();
        values.next().map_or(self.0, |first| values.fold(first, T::times))
    }
    fn run_slice(&self, values: &[T]) -> T {
        values.split_first().map_or(self.0, |(&first, rest)| rest.iter().fold(first, |p, &x| p.times(x)))
    }
    fn whole(&self, lane: Lane<'_, T>) -> T {
        lane.iter().fold(self.0, T::times)
    }
    fn join(&self, acc: T, part: T) -> T {
        acc.times(part)
    }
    fn step(&self, acc: T, x: T) -> T {
        acc.times(x)
    }
}

/// Halves multiply in floats.
struct HalfProduct(f16);

impl Fold for HalfProduct {
    type In = f16;
    type Acc = f16;
    type Part = f32;
    fn run(&self, lane: Lane<'_, f16>) -> f32 {
        lane.iter().fold(1.0, |p, x| p * x.to_f32())
    }
    fn run_slice(&self, values: &[f16]) -> f32 {
        values.iter().fold(1.0, |p, x| p * x.to_f32())
    }
    fn whole(&self, lane: Lane<'_, f16>) -> f16 {
        float_to_half(lane.iter().fold(self.0.to_f32(), |p, x| p * x.to_f32()))
    }
    fn join(&self, acc: f16, part: f32) -> f16 {
        float_to_half(acc.to_f32() * part)
    }
    fn step(&self, acc: f16, x: f16) -> f16 {
        float_to_half(acc.to_f32() * x.to_f32())
    }
}
