//! `np.arange` of times.

use crate::engine::datetime;
use crate::engine::kernels::promote;
use crate::engine::mem::access;
use crate::engine::timeunit::{NAT, TimeUnit};
use crate::engine::{DType, Scalar, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::value::Value;

fn time(v: &Value) -> Option<(bool, i64, TimeUnit)> {
    match v {
        Value::Scalar(s) => match &**s {
            Scalar::DateTime(n, unit) => Some((true, *n, *unit)),
            Scalar::TimeDelta(n, unit) => Some((false, *n, *unit)),
            _ => None,
        },
        Value::Array(a) if a.view().rank() == 0 => time(&Value::scalar(a.view().first())),
        _ => None,
    }
}

/// Whether a range is one of times.
pub fn applies(values: [&Value; 3], dtype: Option<DType>) -> bool {
    values.iter().any(|v| time(v).is_some())
        || dtype.is_some_and(|d| matches!(d, DType::DateTime(_) | DType::TimeDelta(_)))
}

/// One end or the step: as a date, as a number of steps, or not given.
#[derive(Clone, Copy)]
enum End {
    Date(i64, TimeUnit),
    Delta(i64, TimeUnit),
    Count(i64),
}

fn end(v: &Value, date: bool) -> Result<End> {
    if let Some((is_date, n, unit)) = time(v) {
        return Ok(if is_date { End::Date(n, unit) } else { End::Delta(n, unit) });
    }
    if let Some(text) = v.as_str() {
        if !date {
            return Err(Raise::value_error("Could not convert object to NumPy timedelta"));
        }
        let parsed = datetime::parse(text)?;
        let unit = parsed.unit();
        return Ok(End::Date(parsed.value(unit)?, unit));
    }
    match v {
        Value::Int(n) => Ok(End::Count(*n)),
        Value::Bool(b) => Ok(End::Count(*b as i64)),
        Value::Scalar(s) if s.as_integer().is_some() => Ok(End::Count(s.as_integer().unwrap_or(0) as i64)),
        _ => Err(Raise::value_error(if date {
            "Could not convert object to NumPy datetime"
        } else {
            "Could not convert object to NumPy timedelta"
        })),
    }
}

/// `np.arange(start, stop, step, dtype)` of times. `start` is absent where there is only one bound.
///
/// # Errors
/// `ValueError`, `TypeError` in NumPy's words.
pub fn arange(start: Option<&Value>, stop: &Value, step: Option<&Value>, dtype: Option<DType>) -> Result<Value> {
    let is_date = |v: &Value| time(v).is_some_and(|(date, ..)| date);
    let date = match dtype {
        Some(d) => matches!(d, DType::DateTime(_)),
        None => start.is_some_and(is_date) || is_date(stop),
    };
    if start.is_none() && date {
        return Err(Raise::value_error("arange requires both a start and a stop for NumPy datetime64 ranges"));
    }
    let start = start.map(|v| end(v, date)).transpose()?.unwrap_or(End::Count(0));
    let (stop, step) = (end(stop, date)?, step.filter(|v| !v.is_none()).map(|v| end(v, false)).transpose()?);
    if let Some(End::Date(..)) = step {
        return Err(Raise::value_error("Could not convert object to NumPy timedelta"));
    }
    let mut unit = match dtype {
        Some(DType::DateTime(u) | DType::TimeDelta(u)) => u,
        _ => TimeUnit::GENERIC,
    };
    if unit.is_generic() {
        for e in [Some(start), Some(stop), step].into_iter().flatten() {
            unit = match e {
                End::Date(_, u) => promote::common_unit(unit, u, !date, false)?,
                End::Delta(_, u) => promote::common_unit(unit, u, !date, true)?,
                End::Count(_) => unit,
            };
        }
    }
    let reckoned = |e: End| -> Result<i64> {
        Ok(match e {
            End::Date(n, u) => datetime::cast_date(n, u, unit)?,
            End::Delta(n, u) => datetime::cast_delta(n, u, unit),
            End::Count(n) => n,
        })
    };
    let first = reckoned(start)?;
    let last = match stop {
        // A bound that is no date is counted from the start.
        End::Count(_) | End::Delta(..) if date => first.wrapping_add(reckoned(stop)?),
        other => reckoned(other)?,
    };
    let by = step.map_or(Ok(1), reckoned)?;
    if [first, last, by].contains(&NAT) {
        return Err(Raise::value_error("arange: cannot use NaT (not-a-time) datetime values"));
    }
    if by == 0 {
        return Err(Raise::value_error("arange: step cannot be zero"));
    }
    let len = crate::lang::value::Range { start: first, stop: last, step: by }.len();
    let dtype = if date { DType::DateTime(unit) } else { DType::TimeDelta(unit) };
    let out = View::empty(dtype, &[len])?;
    for (k, at) in out.offsets().enumerate() {
        access::write_bytes(&out, at, &(first + k as i64 * by).to_le_bytes());
    }
    Ok(Value::Array(Array::new(out)))
}
