//! Assignment: elements converted and stretched into a destination (`a[...] = value`).

use super::{convert_all, element, number_to, quiet_cast};
use crate::engine::broadcast::shape_text;
use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::warnings;
use crate::engine::layout::Order;
use crate::engine::mem::{access, fpstatus, loops};
use crate::engine::observe::{self, CopyReason, MemEvent};
use crate::engine::overlap;
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use crate::with_numeric;

/// `dst[...] = source`, with any cast; the write is noted. A source that overlaps the destination is copied first.
///
/// # Errors
/// `ValueError` if the source does not broadcast to the destination or the destination is read-only; errors of the cast.
pub fn assign(dst: &View, source: &Operand) -> Result<()> {
    if !dst.buffer().writeable() {
        return Err(Error::value("assignment destination is read-only"));
    }
    match source {
        Operand::Array(src) => assign_view(dst, src)?,
        number if matches!(dst.dtype(), DType::DateTime(_) | DType::TimeDelta(_)) => {
            assign_view(dst, &View::from_scalar(&number.to_scalar(number.type_().alone())?)?)?;
        }
        number => assign_scalar(dst, &python_scalar(number, dst.dtype())?)?,
    }
    observe::note(MemEvent::Write { id: dst.id(), bytes: dst.nbytes() });
    Ok(())
}

/// A Python number as an element to be stored; text for strings.
fn python_scalar(number: &Operand, dtype: DType) -> Result<Scalar> {
    if dtype.is_numeric() {
        let (scalar, status) = fpstatus::observed(|| match number {
            // An int goes through a double, and overflows as one does.
            Operand::Int(_) | Operand::BigInt(_) if dtype.is_inexact() => {
                quiet_cast(&number.to_scalar(DType::Float64)?, dtype)
            }
            _ => number.to_scalar(dtype),
        });
        warnings::note_fp(fpstatus::FpStatus { underflow: false, invalid: false, ..status }, "cast");
        return scalar;
    }
    if dtype == DType::Object {
        return number.to_scalar(dtype);
    }
    let value = match number {
        other if !dtype.is_text() => other.to_scalar(other.type_().alone())?,
        Operand::BigInt(b) => Scalar::Str(b.to_string().into()),
        Operand::Int(i) => Scalar::Str(i.to_string().into()),
        other => other.to_scalar(other.type_().alone())?,
    };
    element(&value, dtype)
}

fn assign_scalar(dst: &View, value: &Scalar) -> Result<()> {
    with_numeric!(dst.dtype(), T => {
        let x = <T as crate::engine::kernels::operand::FromScalar>::from_scalar(&number_to(value, <T as crate::engine::dtype::Element>::DTYPE))
            .unwrap_or_default();
        loops::fill::<T>(dst, || x)
    }, _ => {
        for at in dst.offsets() {
            access::store(dst, at, value);
        }
        Ok(())
    })
}

fn assign_view(dst: &View, src: &View) -> Result<()> {
    let stretched = stretch(src, dst.shape()).ok_or_else(|| {
        Error::value(format!(
            "could not broadcast input array from shape {} into shape {}",
            shape_text(src.shape()),
            shape_text(dst.shape())
        ))
    })?;
    let shared = std::rc::Rc::ptr_eq(dst.buffer(), src.buffer());
    if shared && stretched.layout() == dst.layout() {
        return Ok(());
    }
    if shared && overlap::bounds_overlap(stretched.layout(), dst.layout()) {
        let copy = src.copy(Order::K, CopyReason::Overlap)?;
        let stretched = stretch(&copy, dst.shape()).unwrap_or(copy);
        return convert_all(&stretched, dst);
    }
    convert_all(&stretched, dst)
}

/// Broadcast to `shape`; as NumPy's assignment, leading axes of length 1 may go.
fn stretch(src: &View, shape: &[usize]) -> Option<View> {
    let mut layout = src.layout().clone();
    while layout.rank() > shape.len() && layout.shape[0] == 1 {
        layout.index_axis(0, 0);
    }
    src.derive(layout).broadcast_to(shape)
}
