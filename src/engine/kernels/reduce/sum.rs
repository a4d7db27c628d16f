//! `sum` and `prod`.

use super::fold::{Fold, fold};
use super::pairwise::{Summand, sum_lane, sum_slice};
use super::target::{Options, Target};
use super::{converted, into_out};
use crate::engine::dtype::{B8, DType, Element, Kind};
use crate::engine::error::{Error, Result};
use crate::engine::kernels::cast::{self, Number, convert, float_to_half};
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::ufunc::{ADD, Axes, MULTIPLY, ReduceOptions};
use crate::engine::layout::{Layout, Order};
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops::{self, Lane};
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use half::f16;
use num_complex::{Complex32, Complex64};
use std::marker::PhantomData;

/// `np.add.reduce`: the sum, with NumPy's own bits.
///
/// # Errors
/// For arguments that do not fit, in NumPy's words; `KeyboardInterrupt`.
pub fn sum(source: &View, options: &Options<'_>) -> Result<View> {
    let source = &cast::native(source)?;
    let dtype = loop_dtype(source.dtype(), options);
    if dtype == DType::Object {
        return ADD.reduce(source, &of_objects(options));
    }
    into_out(source, options, dtype, "add", |target| {
        let initial = start(options, dtype, Scalar::Int64(0))?;
        match dtype.kind() {
            Kind::Bool => {
                let values = converted(source, dtype, target)?;
                fill_first::<B8>(target, &initial)?;
                fold(&super::logic::Truth::<B8, true>::new(initial.truth()), &values, source.layout(), true, target)
            }
            Kind::Int | Kind::UInt => whole(source, dtype, target, |values, target| {
                let init = as_int64(&initial);
                loops::fill::<i64>(&target.result, || init)?;
                whole_sum(values, source, target, init)
            }),
            _ if dtype == DType::Float64 => double_sum(source, target, &initial),
            _ if dtype == DType::Float32 && source.dtype() == DType::Float16 => {
                float_sum::<f16, f32>(source, source, target, &initial)
            }
            _ => inexact_sum(&converted(source, dtype, target)?, source, target, &initial),
        }
    })
}

/// The same arguments for the loop of objects.
fn of_objects(options: &Options<'_>) -> ReduceOptions {
    let axis = options.axis.map_or(Axes::All, |axes| Axes::These(axes.iter().copied().collect()));
    ReduceOptions {
        axis,
        dtype: Some(DType::Object),
        out: options.out.cloned(),
        keepdims: options.keepdims,
        initial: None,
        where_: options.mask.cloned(),
    }
}

/// `np.multiply.reduce`: the product.
///
/// # Errors
/// As [`sum`].
pub fn prod(source: &View, options: &Options<'_>) -> Result<View> {
    let source = &cast::native(source)?;
    let dtype = loop_dtype(source.dtype(), options);
    if dtype == DType::Object {
        return MULTIPLY.reduce(source, &of_objects(options));
    }
    into_out(source, options, dtype, "multiply", |target| {
        let initial = start(options, dtype, Scalar::Int64(1))?;
        match dtype.kind() {
            Kind::Bool => {
                let values = converted(source, dtype, target)?;
                fill_first::<B8>(target, &initial)?;
                fold(&super::logic::Truth::<B8, false>::new(initial.truth()), &values, source.layout(), true, target)
            }
            Kind::Int | Kind::UInt => whole(source, dtype, target, |values, target| {
                let init = as_int64(&initial);
                loops::fill::<i64>(&target.result, || init)?;
                let wide = converted(values, DType::Int64, target)?;
                fold(&Product(init), &wide, source.layout(), true, target)
            }),
            _ => inexact_product(&converted(source, dtype, target)?, source, target, &initial),
        }
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

/// The first value: `initial` or the identity, in `dtype`.
pub(super) fn start(options: &Options<'_>, dtype: DType, identity: Scalar) -> Result<Scalar> {
    match options.initial.as_ref().unwrap_or(&identity) {
        Scalar::Int64(n) if dtype.is_integral() => Operand::Int(*n as i128).to_scalar(dtype),
        value => cast::scalar_cast(value, dtype),
    }
}

/// A scalar of the element's own dtype as the element.
pub(super) fn element<T: crate::engine::kernels::operand::FromScalar + Default>(scalar: &Scalar) -> T {
    T::from_scalar(scalar).unwrap_or_default()
}

fn fill_first<T: Element + crate::engine::kernels::operand::FromScalar>(
    target: &Target,
    initial: &Scalar,
) -> Result<()> {
    loops::fill::<T>(&target.result, || element(initial))
}

fn as_int64(scalar: &Scalar) -> i64 {
    scalar.as_integer().unwrap_or_default() as i64
}

/// Computes integers of any size in 64 bits, where they wrap alike, and cuts the result to `dtype`.
fn whole(source: &View, dtype: DType, target: &Target, run: impl FnOnce(&View, &Target) -> Result<()>) -> Result<()> {
    let values = if source.dtype().is_integral() { source.clone() } else { converted(source, dtype, target)? };
    if dtype.itemsize() == 8 {
        let layout = Layout { dtype: DType::Int64, ..target.result.layout().clone() };
        return run(&values, &Target { result: target.result.derive(layout), ..target.clone() });
    }
    let wide = View::alloc(target.result.layout().like(Order::K, DType::Int64), Init::Uninit)?;
    let keepdims = wide.rank() == target.marked.len();
    let strides = super::target::over_source(&wide, &target.marked, keepdims);
    run(&values, &Target { result: wide.clone(), strides, ..target.clone() })?;
    cast::convert_all(&wide, &target.result)
}

/// Integers into 64 bits.
fn whole_sum(values: &View, source: &View, target: &Target, init: i64) -> Result<()> {
    macro_rules! run {
        ($($d:ident: $t:ty),*) => {
            match values.dtype() {
                $( DType::$d => fold(&WholeSum::<$t>(init, PhantomData), values, source.layout(), true, target), )*
                dtype => Err(Error::unsupported(format!("a sum of {dtype} as integers"))),
            }
        };
    }
    run!(Bool: B8, Int8: i8, Int16: i16, Int32: i32, Int64: i64, UInt8: u8, UInt16: u16, UInt32: u32, UInt64: u64)
}

/// Real numbers into doubles; those of the commoner types are converted on the way.
fn double_sum(source: &View, target: &Target, initial: &Scalar) -> Result<()> {
    match source.dtype() {
        DType::Bool => float_sum::<B8, f64>(source, source, target, initial),
        DType::Int32 => float_sum::<i32, f64>(source, source, target, initial),
        DType::Int64 => float_sum::<i64, f64>(source, source, target, initial),
        DType::UInt8 => float_sum::<u8, f64>(source, source, target, initial),
        DType::Float32 => float_sum::<f32, f64>(source, source, target, initial),
        _ => float_sum::<f64, f64>(&converted(source, DType::Float64, target)?, source, target, initial),
    }
}

/// `values` are `source`, perhaps converted.
fn float_sum<A, L>(values: &View, source: &View, target: &Target, initial: &Scalar) -> Result<()>
where
    A: Number,
    L: Summand + Number + crate::engine::kernels::operand::FromScalar,
{
    fill_first::<L>(target, initial)?;
    let f = FloatSum::<A, L>(element(initial), PhantomData);
    fold(&f, values, source.layout(), source.dtype() != L::DTYPE, target)
}

/// Elements that are already of the dtype of the sum; `source` is what they were converted from.
fn inexact_sum(values: &View, source: &View, target: &Target, initial: &Scalar) -> Result<()> {
    match values.dtype() {
        DType::Float16 => {
            fill_first::<f16>(target, initial)?;
            fold(&HalfSum(element(initial)), values, source.layout(), source.dtype() != values.dtype(), target)
        }
        DType::Float32 => float_sum::<f32, f32>(values, source, target, initial),
        DType::Complex64 => float_sum::<Complex32, Complex32>(values, source, target, initial),
        DType::Complex128 => float_sum::<Complex64, Complex64>(values, source, target, initial),
        dtype => Err(Error::unsupported(format!("a sum in {dtype}"))),
    }
}

fn inexact_product(values: &View, source: &View, target: &Target, initial: &Scalar) -> Result<()> {
    let cast = source.dtype() != values.dtype();
    macro_rules! run {
        ($t:ty, $fold:expr) => {{
            fill_first::<$t>(target, initial)?;
            fold(&$fold, values, source.layout(), cast, target)
        }};
    }
    match values.dtype() {
        DType::Float16 => run!(f16, HalfProduct(element(initial))),
        DType::Float32 => run!(f32, Product::<f32>(element(initial))),
        DType::Float64 => run!(f64, Product::<f64>(element(initial))),
        DType::Complex64 => run!(Complex32, Product::<Complex32>(element(initial))),
        DType::Complex128 => run!(Complex64, Product::<Complex64>(element(initial))),
        dtype => Err(Error::unsupported(format!("a product in {dtype}"))),
    }
}

/// A number that is multiplied.
trait Factor: Element {
    /// The product.
    fn times(self, other: Self) -> Self;
    /// The product as NumPy's vector loops round it: complex numbers with fused operations.
    fn times_fused(self, other: Self) -> Self {
        self.times(other)
    }
    /// Whether the order of factors does not matter.
    const EXACT: bool = false;
}

impl Factor for i64 {
    #[inline(always)]
    fn times(self, other: i64) -> i64 {
        self.wrapping_mul(other)
    }
    const EXACT: bool = true;
}

macro_rules! real_factors {
    ($($t:ty),*) => { $( impl Factor for $t {
        #[inline(always)]
        fn times(self, other: $t) -> $t { self * other }
    } )* };
}
real_factors! { f32, f64 }

macro_rules! complex_factors {
    ($($t:ty),*) => { $( impl Factor for $t {
        #[inline(always)]
        fn times(self, other: $t) -> $t { self * other }
        fn times_fused(self, other: $t) -> $t {
            let re = self.re.mul_add(other.re, -(self.im * other.im));
            let im = self.re.mul_add(other.im, self.im * other.re);
            Self::new(re, im)
        }
    } )* };
}
complex_factors! { Complex32, Complex64 }

struct WholeSum<A>(i64, PhantomData<fn(A)>);

impl<A: Number> Fold for WholeSum<A> {
    type In = A;
    type Acc = i64;
    type Part = i64;
    const FREE: bool = true;
    fn run(&self, lane: Lane<'_, A>) -> i64 {
        let of = |piece: Lane<'_, A>| match piece.as_slice() {
            Some(values) => self.run_slice(values),
            None => piece.iter().fold(0, |sum: i64, x| sum.wrapping_add(convert(x))),
        };
        lane.pieces().fold(0, |sum: i64, (_, piece)| sum.wrapping_add(of(piece)))
    }
    fn run_slice(&self, values: &[A]) -> i64 {
        values.iter().fold(0, |sum: i64, &x| sum.wrapping_add(convert(x)))
    }
    fn whole(&self, lane: Lane<'_, A>) -> i64 {
        self.0.wrapping_add(self.run(lane))
    }
    fn join(&self, acc: i64, part: i64) -> i64 {
        acc.wrapping_add(part)
    }
    fn step(&self, acc: i64, x: A) -> i64 {
        acc.wrapping_add(convert(x))
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

/// The elements of a lane in order, until an interrupt is asked for.
fn elements<T: Element>(lane: Lane<'_, T>) -> impl Iterator<Item = T> {
    lane.pieces().flat_map(|(_, piece)| piece.iter())
}

struct Product<T>(T);

impl<T: Factor> Fold for Product<T> {
    type In = T;
    type Acc = T;
    type Part = T;
    const SEQUENTIAL: bool = !T::EXACT;
    const FREE: bool = T::EXACT;
    fn run(&self, lane: Lane<'_, T>) -> T {
        let mut values = elements(lane);
        values.next().map_or(self.0, |first| values.fold(first, T::times))
    }
    fn run_slice(&self, values: &[T]) -> T {
        values.split_first().map_or(self.0, |(&first, rest)| rest.iter().fold(first, |p, &x| p.times(x)))
    }
    fn whole(&self, lane: Lane<'_, T>) -> T {
        elements(lane).fold(self.0, T::times)
    }
    fn join(&self, acc: T, part: T) -> T {
        acc.times(part)
    }
    fn step(&self, acc: T, x: T) -> T {
        acc.times_fused(x)
    }
    fn step_within(&self, acc: T, x: T) -> T {
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
        elements(lane).fold(1.0, |p, x| p * x.to_f32())
    }
    fn run_slice(&self, values: &[f16]) -> f32 {
        values.iter().fold(1.0, |p, x| p * x.to_f32())
    }
    fn whole(&self, lane: Lane<'_, f16>) -> f16 {
        float_to_half(elements(lane).fold(self.0.to_f32(), |p, x| p * x.to_f32()))
    }
    fn join(&self, acc: f16, part: f32) -> f16 {
        float_to_half(acc.to_f32() * part)
    }
    fn step(&self, acc: f16, x: f16) -> f16 {
        float_to_half(acc.to_f32() * x.to_f32())
    }
}
