//! Casts from and to `datetime64` and `timedelta64`.

use super::record::impossible;
use super::{convert_all, text};
use crate::engine::datetime::{self, Parsed};
use crate::engine::dtype::{DType, Kind};
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use crate::engine::layout::Layout;
use crate::engine::mem::access;
use crate::engine::scalar::Scalar;
use crate::engine::timeunit::{NAT, TimeUnit};
use crate::engine::view::View;

/// Whether one of the dtypes is a time.
pub fn applies(a: DType, b: DType) -> bool {
    let time = |d: DType| matches!(d, DType::DateTime(_) | DType::TimeDelta(_));
    time(a) || time(b)
}

/// Writes the elements of `from`, converted, to `to`: same shape, no overlap, both native.
///
/// # Errors
/// Of texts that are no times; `TypeError` between dates and what is no count of them.
pub fn convert(from: &View, to: &View) -> Result<()> {
    let (a, b) = (from.dtype(), to.dtype());
    match (a, b) {
        (DType::DateTime(_) | DType::TimeDelta(_), DType::DateTime(_) | DType::TimeDelta(_)) => between(from, to),
        (DType::DateTime(_) | DType::TimeDelta(_), d) if d.is_numeric() => {
            convert_all(&from.reinterpreted(DType::Int64), to)
        }
        (d, _) if d.is_numeric() && d.kind() != Kind::Complex && d.kind() != Kind::Float => {
            convert_all(from, &to.reinterpreted(DType::Int64))
        }
        (d, _) if matches!(d.kind(), Kind::Float | Kind::Complex) => of_floats(from, to),
        _ => by_elements(from, to),
    }
}

fn number(view: &View, at: usize) -> i64 {
    match view.get_at(at) {
        Scalar::DateTime(n, _) | Scalar::TimeDelta(n, _) => n,
        _ => NAT,
    }
}

fn between(from: &View, to: &View) -> Result<()> {
    let change: Box<dyn Fn(i64) -> Result<i64>> = match (from.dtype(), to.dtype()) {
        (DType::DateTime(a), DType::DateTime(b)) => Box::new(move |n| datetime::cast_date(n, a, b)),
        (DType::TimeDelta(a), DType::TimeDelta(b)) => Box::new(move |n| Ok(datetime::cast_delta(n, a, b))),
        // Dates and durations are the same counts, of whatever unit.
        _ => Box::new(Ok),
    };
    for (k, (a, b)) in from.offsets().zip(to.offsets()).enumerate() {
        if k % 4096 == 0 {
            interrupt::check()?;
        }
        access::write_bytes(to, b, &change(number(from, a))?.to_le_bytes());
    }
    Ok(())
}

/// A float that is not a number as a time is `NaT`.
fn of_floats(from: &View, to: &View) -> Result<()> {
    for (a, b) in from.offsets().zip(to.offsets()) {
        let x = from.get_at(a).as_complex().map_or(f64::NAN, |z| z.re);
        let n = if x.is_finite() { x as i64 } else { NAT };
        access::write_bytes(to, b, &n.to_le_bytes());
    }
    Ok(())
}

fn by_elements(from: &View, to: &View) -> Result<()> {
    for (k, (a, b)) in from.offsets().zip(to.offsets()).enumerate() {
        if k % 1024 == 0 {
            interrupt::check()?;
        }
        access::store(to, b, &super::element(&from.get_at(a), to.dtype())?);
    }
    Ok(())
}

/// One value as a time.
///
/// # Errors
/// As [`convert`].
pub fn element(value: &Scalar, dtype: DType) -> Result<Scalar> {
    match (value, dtype) {
        (Scalar::Str(s), _) => of_text(s, dtype),
        (Scalar::Bytes(b), _) => of_text(&String::from_utf8_lossy(b), dtype),
        (Scalar::DateTime(n, unit), DType::Str(_) | DType::Bytes(_)) => Ok(as_text(datetime::iso(*n, *unit), dtype)),
        (Scalar::TimeDelta(n, unit), DType::Str(_) | DType::Bytes(_)) => {
            Ok(as_text(datetime::delta_str(*n, *unit), dtype))
        }
        _ => {
            let out = View::scratch(Layout::c(dtype, &[]))?;
            convert(&View::from_scalar(value)?, &out)?;
            Ok(out.first())
        }
    }
}

fn as_text(text: String, dtype: DType) -> Scalar {
    if let DType::Bytes(_) = dtype { Scalar::Bytes(text.into_bytes().into()) } else { Scalar::Str(text.into()) }
}

fn of_text(text: &str, dtype: DType) -> Result<Scalar> {
    match dtype {
        DType::DateTime(unit) => {
            let parsed = datetime::parse(text)?;
            let unit = if unit.is_generic() { parsed.unit() } else { unit };
            Ok(Scalar::DateTime(parsed.value(unit)?, unit))
        }
        DType::TimeDelta(unit) if text.trim().eq_ignore_ascii_case("nat") || text.trim().is_empty() => {
            Ok(Scalar::TimeDelta(NAT, unit))
        }
        DType::TimeDelta(unit) => text::parse_int(text)
            .and_then(|n| i64::try_from(n).ok())
            .map(|n| Scalar::TimeDelta(n, unit))
            .ok_or_else(|| Error::value("Could not convert object to NumPy timedelta")),
        other => Err(impossible(DType::Str(text.chars().count() as u32), other)),
    }
}

/// `datetime64` with the unit that texts need.
///
/// # Errors
/// `ValueError` of a text that is no time.
pub fn unit_of_texts<'a>(texts: impl Iterator<Item = &'a str>) -> Result<TimeUnit> {
    let mut unit = TimeUnit::GENERIC;
    for text in texts {
        let own = match datetime::parse(text)? {
            Parsed::NotATime => continue,
            other => other.unit(),
        };
        if unit.is_generic() || own.base > unit.base {
            unit = own;
        }
    }
    Ok(unit)
}
