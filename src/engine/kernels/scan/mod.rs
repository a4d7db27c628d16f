//! Running sums and products.

use crate::engine::dtype::{B8, DType, Element};
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use crate::engine::kernels::cast::{self, float_to_half};
use crate::engine::kernels::index::as_dtype;
use crate::engine::kernels::reduce::{Options, loop_dtype};
use crate::engine::kernels::shape::order::like_operands;
use crate::engine::kernels::sort::axis_last;
use crate::engine::layout::Layout;
use crate::engine::mem::access::copy_same_dtype;
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops;
use crate::engine::observe::{self, CopyReason, MemEvent};
use crate::engine::view::View;
use half::f16;
use num_complex::{Complex32, Complex64};

/// `np.cumsum`: of the flattened array if `axis` is `None`.
///
/// # Errors
/// `AxisError`; `ValueError` for an `out` that does not fit.
pub fn cumsum(view: &View, axis: Option<i64>, dtype: Option<DType>, out: Option<&View>) -> Result<View> {
    scan::<true>(view, axis, dtype, out)
}

/// `np.cumprod`.
///
/// # Errors
/// As [`cumsum`].
pub fn cumprod(view: &View, axis: Option<i64>, dtype: Option<DType>, out: Option<&View>) -> Result<View> {
    scan::<false>(view, axis, dtype, out)
}

fn scan<const SUM: bool>(view: &View, axis: Option<i64>, dtype: Option<DType>, out: Option<&View>) -> Result<View> {
    let dtype = loop_dtype(view.dtype(), &Options { dtype, out, ..Options::default() });
    if !dtype.is_numeric() || !view.dtype().is_numeric() {
        return Err(Error::type_("strings can't be summed"));
    }
    let (source, axis) = match axis {
        Some(axis) if view.rank() > 0 => (view.clone(), axis),
        axis => (flat(view)?, axis.unwrap_or(0)),
    };
    let lanes = axis_last(&source, axis)?;
    let result = match out {
        Some(out) if out.shape() != source.shape() => {
            return Err(Error::value("provided out is the wrong size for the accumulation."));
        }
        Some(out) if out.dtype() == dtype && !out.may_share_memory(view) => out.clone(),
        _ => View::alloc(like_operands(source.shape(), &[source.layout()], dtype), Init::Uninit)?,
    };
    let into = axis_last(&result, axis)?;
    if result.size() > 0 {
        let lanes = as_dtype(&lanes, dtype)?;
        run::<SUM>(&lanes, &into, dtype)?;
    }
    observe::note(MemEvent::Read { id: view.id(), bytes: view.nbytes() });
    let Some(out) = out else { return Ok(result) };
    if result.id() != out.id() {
        cast::convert_all(&result, out)?;
    }
    observe::note(MemEvent::Write { id: out.id(), bytes: out.nbytes() });
    Ok(out.clone())
}

/// The elements in C order as one axis.
pub(crate) fn flat(view: &View) -> Result<View> {
    match view.try_reshape(&[view.size()], false) {
        Ok(flat) => Ok(flat),
        Err(why) => {
            let copy = View::alloc(Layout::c(view.dtype(), view.shape()), Init::Uninit)?;
            copy_same_dtype(view, &copy)?;
            crate::engine::view::note_copy(view, &copy, CopyReason::Reshape(why));
            Ok(copy.try_reshape(&[view.size()], false).unwrap_or(copy))
        }
    }
}

/// Elements between two looks for an interrupt.
const PART: usize = 1 << 17;

fn run<const SUM: bool>(lanes: &View, into: &View, dtype: DType) -> Result<()> {
    fn scan_lanes<T: Element>(lanes: &View, into: &View, f: impl Fn(T, T) -> T + Sync) -> Result<()> {
        loops::map_lanes::<T, T>(lanes, into, |from, mut to| {
            let n = from.len();
            let Some(mut total) = from.iter().next() else { return };
            to.set(0, total);
            for begin in (1..n).step_by(PART).take_while(|_| !interrupt::requested()) {
                for i in begin..(begin + PART).min(n) {
                    total = f(total, from.get(i));
                    to.set(i, total);
                }
            }
        })
    }
    macro_rules! by_type {
        ($($d:ident: $t:ty = $sum:expr, $product:expr;)*) => {
            match dtype {
                $( DType::$d if SUM => scan_lanes::<$t>(lanes, into, $sum),
                   DType::$d => scan_lanes::<$t>(lanes, into, $product), )*
                _ => Ok(()),
            }
        };
    }
    by_type! {
        Bool: B8 = |a, b| (a.get() | b.get()).into(), |a, b| (a.get() & b.get()).into();
        Int8: i8 = i8::wrapping_add, i8::wrapping_mul;
        Int16: i16 = i16::wrapping_add, i16::wrapping_mul;
        Int32: i32 = i32::wrapping_add, i32::wrapping_mul;
        Int64: i64 = i64::wrapping_add, i64::wrapping_mul;
        UInt8: u8 = u8::wrapping_add, u8::wrapping_mul;
        UInt16: u16 = u16::wrapping_add, u16::wrapping_mul;
        UInt32: u32 = u32::wrapping_add, u32::wrapping_mul;
        UInt64: u64 = u64::wrapping_add, u64::wrapping_mul;
        Float16: f16 = |a, b| float_to_half(a.to_f32() + b.to_f32()), |a, b| float_to_half(a.to_f32() * b.to_f32());
        Float32: f32 = |a, b| a + b, |a, b| a * b;
        Float64: f64 = |a, b| a + b, |a, b| a * b;
        Complex64: Complex32 = |a, b| a + b, |a, b| a * b;
        Complex128: Complex64 = |a, b| a + b, |a, b| a * b;
    }
}
