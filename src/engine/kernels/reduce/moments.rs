//! `mean`, `var` and `std`, with the operations of NumPy's own in their order.

use super::sum::sum;
use super::target::{Options, reduced_axes};
use crate::engine::dtype::{DType, Kind};
use crate::engine::error::{Error, Result};
use crate::engine::kernels::cast::{self, Number, convert};
use crate::engine::kernels::index::as_dtype;
use crate::engine::kernels::promote;
use crate::engine::kernels::shape::order::like_operands;
use crate::engine::kernels::warnings;
use crate::engine::mem::buffer::Init;
use crate::engine::mem::{fpstatus, loops};
use crate::engine::view::View;
use crate::with_numeric;
use half::f16;
use num_complex::{Complex32, Complex64};

/// A mean or a variance.
#[derive(Debug)]
pub struct Averaged {
    /// The result.
    pub view: View,
    /// Whether some result had too few elements: NumPy warns `Mean of empty slice` or `Degrees of freedom <= 0 for
    /// slice`.
    pub degenerate: bool,
}

/// How many elements each result is made of.
enum Counts {
    Same(usize),
    Each(View),
}

impl Counts {
    fn of(source: &View, options: &Options<'_>, keepdims: bool) -> Result<Counts> {
        let marked = reduced_axes(options.axis, source.rank())?;
        let Some(mask) = options.mask else {
            return Ok(Counts::Same(
                source.shape().iter().zip(&marked).filter(|&(_, &m)| m).map(|(&n, _)| n).product(),
            ));
        };
        let mask = mask
            .broadcast_to(source.shape())
            .ok_or_else(|| Error::value("operands could not be broadcast together with the mask of 'where'"))?;
        let options = Options { axis: options.axis, keepdims, dtype: Some(DType::Int64), ..Options::default() };
        Ok(Counts::Each(sum(&mask, &options)?))
    }

    fn any_at_most(&self, limit: f64) -> bool {
        match self {
            Counts::Same(n) => *n as f64 <= limit,
            Counts::Each(view) => view.scalars().any(|n| n.as_f64().is_some_and(|n| n <= limit)),
        }
    }

    /// `view /= max(count - ddof, 0)`, as a division by doubles that is rounded to the dtype of `view`.
    fn divide(&self, view: &View, ddof: f64) -> Result<()> {
        let each = match self {
            Counts::Same(n) => View::from_scalar(&((*n as f64 - ddof).max(0.0)).into())?,
            Counts::Each(counts) => {
                let out = View::alloc(like_operands(counts.shape(), &[counts.layout()], DType::Float64), Init::Uninit)?;
                loops::map1::<i64, f64>(counts, &out, |n| (n as f64 - ddof).max(0.0))?;
                out
            }
        };
        let shape = view.shape();
        let by = each
            .broadcast_to(shape)
            .or_else(|| each.try_reshape(shape, false).ok())
            .ok_or_else(|| Error::value("counts do not fit the result"))?;
        // A count and a single result of another precision are divided as arrays are.
        let double = matches!(view.dtype(), DType::Float64 | DType::Complex128);
        let name = if view.rank() == 0 && double { "scalar divide" } else { "divide" };
        let (done, status) = fpstatus::observed(|| divide(view, &by));
        warnings::note_fp(fpstatus::FpStatus { underflow: false, ..status }, name);
        done
    }
}

fn divide(view: &View, by: &View) -> Result<()> {
    match view.dtype() {
        DType::Complex64 => loops::map2::<Complex32, f64, Complex32>(view, by, view, |z, n| {
            let q = quotient(Complex64::new(z.re as f64, z.im as f64), n);
            Complex32::new(q.re as f32, q.im as f32)
        }),
        DType::Complex128 => loops::map2::<Complex64, f64, Complex64>(view, by, view, quotient),
        dtype => with_numeric!(dtype, T => loops::map2::<T, f64, T>(view, by, view, |x, n| {
            convert::<f64, T>(convert::<T, f64>(x) / n)
        }), _ => Ok(())),
    }
}

/// A complex number over a real one, as NumPy's complex division does it.
fn quotient(z: Complex64, n: f64) -> Complex64 {
    if n == 0.0 {
        return Complex64::new(z.re / n, z.im / n);
    }
    let ratio = 0.0 / n;
    let scale = 1.0 / (n + 0.0 * ratio);
    Complex64::new((z.re + z.im * ratio) * scale, (z.im - z.re * ratio) * scale)
}

/// The sum, with the warnings of a reduction.
fn observed_sum(source: &View, options: &Options<'_>) -> Result<View> {
    let (total, status) = warnings::casts_within("reduce", || fpstatus::observed(|| sum(source, options)));
    warnings::note_fp(status, "reduce");
    total
}

/// `np.mean`.
///
/// # Errors
/// For arguments that do not fit, in NumPy's words.
pub fn mean(source: &View, options: &Options<'_>) -> Result<Averaged> {
    let source = &cast::native(source)?;
    let counts = Counts::of(source, options, options.keepdims)?;
    let halves = source.dtype() == DType::Float16 && options.dtype.is_none();
    let dtype = options.dtype.or(match source.dtype().kind() {
        Kind::Bool | Kind::Int | Kind::UInt => Some(DType::Float64),
        _ if halves => Some(DType::Float32),
        _ => None,
    });
    let total = observed_sum(source, &Options { dtype, ..options.clone() })?;
    let degenerate = counts.any_at_most(0.0);
    if halves && options.out.is_none() {
        // A single result is divided as a double and rounded once; an array is rounded to floats on the way.
        let total = if total.rank() == 0 { as_dtype(&total, DType::Float64)? } else { total };
        counts.divide(&total, 0.0)?;
        return Ok(Averaged { view: as_dtype(&total, DType::Float16)?, degenerate });
    }
    counts.divide(&total, 0.0)?;
    Ok(Averaged { view: total, degenerate })
}

/// `np.var`.
///
/// # Errors
/// For arguments that do not fit, in NumPy's words.
pub fn var(source: &View, options: &Options<'_>, ddof: f64) -> Result<Averaged> {
    let source = &cast::native(source)?;
    let counts = Counts::of(source, options, options.keepdims)?;
    let degenerate = counts.any_at_most(ddof);
    let integral = source.dtype().is_integral();
    let dtype = if integral { options.dtype.or(Some(DType::Float64)) } else { options.dtype };
    let centre = Options { dtype, keepdims: true, out: None, initial: None, ..options.clone() };
    let mean = observed_sum(source, &centre)?;
    Counts::of(source, options, true)?.divide(&mean, 0.0)?;
    let squares = squared_deviations(source, &mean)?;
    let dtype = match options.dtype {
        Some(d) if d.kind() == Kind::Complex => options.dtype,
        Some(_) => dtype,
        None => integral.then_some(DType::Float64),
    };
    let total = observed_sum(&squares, &Options { dtype, ..options.clone() })?;
    counts.divide(&total, ddof)?;
    Ok(Averaged { view: total, degenerate })
}

/// `np.std`.
///
/// # Errors
/// As [`var`].
pub fn std(source: &View, options: &Options<'_>, ddof: f64) -> Result<Averaged> {
    let var = var(source, options, ddof)?;
    let view = &var.view;
    match view.dtype() {
        DType::Float16 => loops::map1::<f16, f16>(view, view, |x| cast::float_to_half(x.to_f32().sqrt()))?,
        DType::Float32 => loops::map1::<f32, f32>(view, view, f32::sqrt)?,
        DType::Float64 => loops::map1::<f64, f64>(view, view, f64::sqrt)?,
        DType::Complex64 => loops::map1::<Complex32, Complex32>(view, view, |z| z.sqrt())?,
        DType::Complex128 => loops::map1::<Complex64, Complex64>(view, view, |z| z.sqrt())?,
        dtype => return Err(Error::unsupported(format!("a standard deviation in {dtype}"))),
    }
    Ok(var)
}

/// `|source - mean|²` as real numbers, laid out as NumPy lays out the difference.
fn squared_deviations(source: &View, mean: &View) -> Result<View> {
    let dtype = promote::promote_types(source.dtype(), mean.dtype());
    let mean = as_dtype(mean, dtype)?;
    let mean = mean.broadcast_to(source.shape()).unwrap_or(mean);
    let layout = like_operands(source.shape(), &[source.layout(), mean.layout()], dtype.real_part());
    let out = View::alloc(layout, Init::Uninit)?;
    let source = &as_dtype(source, dtype)?;
    let (done, status) = fpstatus::observed(|| deviate(source, &mean, &out));
    let none = fpstatus::FpStatus::default();
    warnings::note_fp(fpstatus::FpStatus { invalid: status.invalid, ..none }, "subtract");
    warnings::note_fp(fpstatus::FpStatus { overflow: status.overflow, ..none }, "square");
    done.map(|()| out)
}

/// Fills `out` with `|source - mean|²`, all of them of dtypes that fit one another.
fn deviate(source: &View, mean: &View, out: &View) -> Result<()> {
    match source.dtype() {
        DType::Float16 => deviations::<f16>(source, mean, out),
        DType::Float32 => deviations::<f32>(source, mean, out),
        DType::Float64 => deviations::<f64>(source, mean, out),
        DType::Complex64 => loops::map2::<Complex32, Complex32, f32>(source, mean, out, |z, m| {
            let d = z - m;
            d.re * d.re + d.im * d.im
        }),
        DType::Complex128 => loops::map2::<Complex64, Complex64, f64>(source, mean, out, |z, m| {
            let d = z - m;
            d.re * d.re + d.im * d.im
        }),
        dtype => Err(Error::unsupported(format!("a variance about a mean in {dtype}"))),
    }
}

fn deviations<X>(source: &View, mean: &View, out: &View) -> Result<()>
where
    X: Number + std::ops::Sub<Output = X> + std::ops::Mul<Output = X>,
{
    loops::map2::<X, X, X>(source, mean, out, |a, m| {
        let d = a - m;
        d * d
    })
}
