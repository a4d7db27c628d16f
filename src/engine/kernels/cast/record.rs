//! Casts from and to records: field by field, by position.

use super::convert_all;
use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::kernels::promote::dtype_repr;
use crate::engine::layout::Layout;
use crate::engine::mem::access;
use crate::engine::scalar::{Item, Scalar};
use crate::engine::view::View;

/// Whether one of the dtypes is a record.
pub fn applies(a: DType, b: DType) -> bool {
    a.is_structured() || b.is_structured()
}

/// Writes the elements of `from`, converted, to `to`: same shape, no overlap.
///
/// # Errors
/// `TypeError` where the fields don't pair; errors of the casts between fields.
pub fn convert(from: &View, to: &View) -> Result<()> {
    match (from.dtype().record(), to.dtype().record()) {
        (Some(a), Some(b)) if a.fields.len() == b.fields.len() => {
            for (x, y) in a.fields.iter().zip(&b.fields) {
                stretched(&from.field(x), &to.field(y), from.rank())?;
            }
            Ok(())
        }
        (None, Some(b)) if !matches!(from.dtype(), DType::Void(_)) => {
            b.fields.iter().try_for_each(|y| stretched(from, &to.field(y), from.rank()))
        }
        (Some(a), None) if a.fields.len() == 1 && !matches!(to.dtype(), DType::Void(_)) => {
            stretched(&from.field(&a.fields[0]), to, from.rank())
        }
        _ if matches!(from.dtype(), DType::Void(_)) || matches!(to.dtype(), DType::Void(_)) => raw(from, to),
        _ => Err(impossible(from.dtype(), to.dtype())),
    }
}

/// The bytes as they are, cut or filled with zeros.
fn raw(from: &View, to: &View) -> Result<()> {
    let size = to.layout().itemsize();
    for (a, b) in from.offsets().zip(to.offsets()) {
        let mut bytes = access::read_bytes(from, a, from.layout().itemsize());
        bytes.resize(size, 0);
        access::write_bytes(to, b, &bytes);
    }
    Ok(())
}

/// Converts with the axes beyond the first `rank`, which are a field's own, stretched.
fn stretched(from: &View, to: &View, rank: usize) -> Result<()> {
    if from.shape() == to.shape() {
        return convert_all(from, to);
    }
    let (inner, wanted) = (from.rank() - rank, to.rank() - rank);
    let mut layout = from.layout().clone();
    for _ in inner..wanted {
        layout.insert_axis(rank);
    }
    match from.derive(layout).broadcast_to(to.shape()) {
        Some(same) => convert_all(&same, to),
        None => Err(Error::value(format!(
            "could not broadcast input array from shape {} into shape {}",
            crate::engine::broadcast::shape_text(&from.shape()[rank..]),
            crate::engine::broadcast::shape_text(&to.shape()[rank..])
        ))),
    }
}

/// No cast leads from the one to the other.
pub fn impossible(from: DType, to: DType) -> Error {
    Error::type_(format!(
        "Cannot cast array data from {} to {} according to the rule 'unsafe'",
        dtype_repr(from),
        dtype_repr(to)
    ))
}

/// A record or a void as an element of another dtype.
///
/// # Errors
/// As [`convert`].
pub fn element(item: &Item, dtype: DType) -> Result<Scalar> {
    if let (DType::Void(_), DType::Void(n)) = (item.0.dtype(), dtype) {
        let mut bytes = item.bytes();
        bytes.resize(n as usize, 0);
        return Ok(access::void(&bytes));
    }
    if !applies(item.0.dtype(), dtype) {
        return Err(impossible(item.0.dtype(), dtype));
    }
    let out = View::scratch(Layout::c(dtype, &[]))?;
    convert(&item.0, &out)?;
    Ok(out.first())
}

/// A record whose fields all hold one value.
///
/// # Errors
/// Of the casts.
pub fn filled(value: &Scalar, dtype: DType) -> Result<Scalar> {
    let out = blank(dtype)?;
    convert(&View::from_scalar(value)?, &out)?;
    Ok(out.first())
}

/// A zeroed element of its own.
///
/// # Errors
/// `MemoryError`.
pub fn blank(dtype: DType) -> Result<View> {
    let out = View::scratch(Layout::c(dtype, &[]))?;
    access::write_bytes(&out, 0, &vec![0; dtype.itemsize()]);
    Ok(out)
}

/// The bytes of a number.
pub fn bytes_of(value: &Scalar) -> Scalar {
    match View::from_scalar(value) {
        Ok(view) => access::void(&access::read_bytes(&view, 0, view.layout().itemsize())),
        Err(_) => access::void(&[]),
    }
}
