//! Casts: every dtype to every other, with NumPy's C semantics and its warnings.

mod assign;
mod number;
mod objects;
mod record;
#[cfg(test)]
mod tests;
mod text;
mod times;

pub use assign::assign;
pub use number::{Number, convert, double_to_half, float_to_half, half_to_float};
pub use record::blank;
pub use text::{parse_complex, parse_float, parse_int, to_text};
pub use times::unit_of_texts;

use super::operand::FromScalar;
use super::promote::{self, Casting};
use super::warnings::{self, Warning};
use crate::engine::dtype::{DType, Kind};
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::interrupt;
use crate::engine::layout::Order;
use crate::engine::mem::buffer::Init;
use crate::engine::mem::{access, fpstatus, loops};
use crate::engine::observe::CopyReason;
use crate::engine::repr::python::{bytes_repr, str_repr};
use crate::engine::scalar::Scalar;
use crate::engine::view::{View, note_copy};
use crate::with_numeric;

/// A copy of `view` as `dtype`, in `order`, noted with its reason (`astype`). A string dtype of length 0 becomes as long
/// as the values may need.
///
/// # Errors
/// `TypeError` if `casting` forbids it; `ValueError` and kin for strings that are no number; `MemoryError`.
pub fn cast(view: &View, dtype: DType, order: Order, casting: Casting, reason: CopyReason) -> Result<View> {
    let dtype = match sized(dtype, view.dtype()) {
        DType::DateTime(unit) if unit.is_generic() && view.dtype().kind() == Kind::Str => {
            let texts: Vec<String> = view.scalars().map(|s| text::to_text(&s)).collect();
            DType::DateTime(times::unit_of_texts(texts.iter().map(String::as_str))?)
        }
        d => objects::sized(view, d)?,
    };
    check(view.dtype(), dtype, casting)?;
    let out = View::alloc(view.layout().like(order, dtype), Init::Uninit)?;
    convert_all(view, &out)?;
    note_copy(view, &out, reason);
    Ok(out)
}

/// A string dtype without a length, with the length that values of `from` need.
pub fn sized(dtype: DType, from: DType) -> DType {
    match dtype {
        // Its values tell.
        text @ (DType::Str(0) | DType::Bytes(0)) if from == DType::Object => text,
        DType::Str(0) => DType::Str(promote::text_len(from).max(1)),
        DType::Bytes(0) => DType::Bytes(promote::text_len(from).max(1)),
        DType::DateTime(unit) if unit.is_generic() && matches!(from, DType::DateTime(_)) => from,
        DType::TimeDelta(unit) if unit.is_generic() && matches!(from, DType::TimeDelta(_)) => from,
        d => d,
    }
}

/// # Errors
/// `TypeError` if `casting` forbids the cast.
pub fn check(from: DType, to: DType, casting: Casting) -> Result<()> {
    if promote::can_cast(from, to, casting) {
        return Ok(());
    }
    Err(Error::type_(format!(
        "Cannot cast array data from {} to {} according to the rule '{}'",
        promote::dtype_repr(from),
        promote::dtype_repr(to),
        casting.name()
    )))
}

/// Writes the elements of `from`, converted, to `to`: same shape, no overlap. Notes no copy, only warnings.
///
/// # Errors
/// Of strings that are no number; `KeyboardInterrupt`.
pub fn convert_all(from: &View, to: &View) -> Result<()> {
    let (a, b) = (from.dtype(), to.dtype());
    // The bytes between the fields of a record belong to others.
    if a == b && a.record().is_none_or(|r| r.is_packed()) {
        return access::copy_same_dtype(from, to);
    }
    if objects::applies(a, b) {
        return objects::convert(from, to);
    }
    if record::applies(a, b) {
        return record::convert(from, to);
    }
    if !a.is_native() || !b.is_native() {
        return swapped(from, to);
    }
    if times::applies(a, b) {
        return times::convert(from, to);
    }
    note_lost_imaginary(a, b);
    let (done, status) = fpstatus::observed(|| {
        with_numeric!(a, A => with_numeric!(b, B => loops::map1::<A, B>(from, to, convert), _ => by_scalars(from, to)),
            _ => by_scalars(from, to))
    });
    done?;
    if a.is_numeric() && b.is_numeric() {
        warnings::note_fp(fpstatus::FpStatus { underflow: false, ..status }, "cast");
    }
    Ok(())
}

/// By way of this machine's byte order.
fn swapped(from: &View, to: &View) -> Result<()> {
    let reversed = |a: &View, b: &View| -> Result<()> {
        access::copy_same_dtype(&a.reinterpreted(b.dtype()), b)?;
        access::swap_all(b);
        Ok(())
    };
    let (a, b) = (from.dtype(), to.dtype());
    if a.native() == b.native() {
        return reversed(from, to);
    }
    let scratch = |view: &View| View::scratch(view.layout().like(Order::K, view.dtype().native()));
    let source = if a.is_native() {
        from.clone()
    } else {
        let copy = scratch(from)?;
        reversed(from, &copy)?;
        copy
    };
    if b.is_native() {
        return convert_all(&source, to);
    }
    let target = scratch(to)?;
    convert_all(&source, &target)?;
    reversed(&target, to)
}

/// A view with its bytes in this machine's order: itself, or a copy.
///
/// # Errors
/// `MemoryError`.
pub fn native(view: &View) -> Result<View> {
    if view.dtype().is_native() {
        return Ok(view.clone());
    }
    let out = View::scratch(view.layout().like(Order::K, view.dtype().native()))?;
    convert_all(view, &out)?;
    Ok(out)
}

/// Converts a view whose elements repeat along axes once for each element, so that the result repeats along the same
/// axes; nobody may write to it.
///
/// # Errors
/// Of the conversion.
pub fn repeating(view: &View, convert: impl FnOnce(&View) -> Result<View>) -> Result<View> {
    let mut layout = view.layout().clone();
    for axis in 0..layout.rank() {
        if layout.strides[axis] == 0 && layout.shape[axis] > 1 {
            layout.shape[axis] = 1;
        }
    }
    if layout.shape[..] == *view.shape() {
        return convert(view);
    }
    let once = convert(&view.derive(layout))?;
    Ok(once.broadcast_to(view.shape()).unwrap_or(once))
}

fn by_scalars(from: &View, to: &View) -> Result<()> {
    for (k, (a, b)) in from.offsets().zip(to.offsets()).enumerate() {
        if k % 1024 == 0 {
            interrupt::check()?;
        }
        access::store(to, b, &element(&from.get_at(a), to.dtype())?);
    }
    Ok(())
}

/// One element converted; strings too.
fn element(value: &Scalar, dtype: DType) -> Result<Scalar> {
    match value {
        _ if objects::applies(value.dtype(), dtype) => objects::element(value, dtype),
        Scalar::Void(item) => record::element(item, dtype),
        _ if dtype.is_structured() => record::filled(value, dtype),
        _ if !dtype.is_native() => element(value, dtype.native()),
        _ if times::applies(value.dtype(), dtype) => times::element(value, dtype),
        Scalar::Str(s) => text::from_text(s, &format!("np.str_({})", str_repr(s)), dtype),
        Scalar::Bytes(b) => from_bytes(b, dtype),
        number => match dtype {
            DType::Str(_) => Ok(Scalar::Str(text::to_text(number).into())),
            DType::Bytes(_) => Ok(Scalar::Bytes(text::to_text(number).into_bytes().into())),
            DType::Void(_) => Ok(record::bytes_of(number)),
            d => Ok(number_to(number, d)),
        },
    }
}

fn from_bytes(bytes: &[u8], dtype: DType) -> Result<Scalar> {
    if let DType::Bytes(_) = dtype {
        return Ok(Scalar::Bytes(bytes.into()));
    }
    if let (DType::Str(_), Some((at, b))) = (dtype, bytes.iter().enumerate().find(|(_, b)| !b.is_ascii())) {
        return Err(Error::new(
            ErrorKind::UnicodeDecode,
            format!("'ascii' codec can't decode byte 0x{b:02x} in position {at}: ordinal not in range(128)"),
        ));
    }
    let text: String = bytes.iter().map(|&b| b as char).collect();
    let repr = bytes_repr(bytes);
    let shown = if dtype.is_inexact() { format!("np.bytes_({repr})") } else { repr };
    text::from_text(&text, &shown, dtype)
}

/// A numeric scalar as another numeric dtype.
fn number_to(value: &Scalar, dtype: DType) -> Scalar {
    with_numeric!(value.dtype(), A => {
        let a = A::from_scalar(value).unwrap_or_default();
        with_numeric!(dtype, B => Scalar::from(convert::<A, B>(a)), _ => value.clone())
    }, _ => value.clone())
}

/// A scalar of another dtype, as `astype` of a 0-d array; notes warnings.
///
/// # Errors
/// Of strings that are no number.
pub fn scalar_cast(value: &Scalar, dtype: DType) -> Result<Scalar> {
    note_lost_imaginary(value.dtype(), dtype);
    let (out, status) = fpstatus::observed(|| quiet_cast(value, dtype));
    if value.dtype().is_numeric() && dtype.is_numeric() {
        warnings::note_fp(fpstatus::FpStatus { underflow: false, ..status }, "cast");
    }
    out
}

/// Notes the warning of a cast that drops imaginary parts.
pub fn note_lost_imaginary(from: DType, to: DType) {
    if from.kind() == Kind::Complex && !matches!(to.kind(), Kind::Complex | Kind::Bool | Kind::Str | Kind::Bytes) {
        warnings::note(Warning::DiscardsImaginary);
    }
}

/// A scalar of another dtype, without warnings.
///
/// # Errors
/// Of strings that are no number.
pub fn quiet_cast(value: &Scalar, dtype: DType) -> Result<Scalar> {
    if value.dtype() == dtype {
        return Ok(value.clone());
    }
    Ok(match (element(value, dtype)?, dtype) {
        (Scalar::Str(s), DType::Str(n)) if n > 0 => Scalar::Str(s.chars().take(n as usize).collect::<String>().into()),
        (Scalar::Bytes(b), DType::Bytes(n)) if n > 0 => Scalar::Bytes(b[..b.len().min(n as usize)].into()),
        (other, _) => other,
    })
}
