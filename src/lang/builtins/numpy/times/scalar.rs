//! `np.datetime64(…)`, `np.timedelta64(…)`.

use crate::engine::datetime::{self, Parsed};
use crate::engine::kernels::promote::{Casting, can_cast};
use crate::engine::timeunit::{Base, NAT, TimeUnit};
use crate::engine::{DType, Scalar};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use std::time::{SystemTime, UNIX_EPOCH};

/// A unit by name, or as a pair of name and count.
///
/// # Errors
/// `TypeError` in NumPy's words.
pub fn unit_of(interp: &mut Interp, v: &Value) -> Result<TimeUnit> {
    match v {
        Value::Tuple(pair) if pair.len() == 2 => {
            let base = pair[0].as_str().unwrap_or_default();
            let unit = TimeUnit::parse(base, base)?;
            let count = u32::try_from(interp.index(&pair[1])?).unwrap_or(1);
            Ok(TimeUnit { count, ..unit })
        }
        other => match other.as_str() {
            Some(text) => Ok(TimeUnit::parse(text, text)?),
            None => Err(Raise::type_error("Invalid tuple for conversion to NumPy datetime metadata")),
        },
    }
}

/// A time from what its constructor was given.
///
/// # Errors
/// `ValueError`, `TypeError` in NumPy's words.
pub fn construct(interp: &mut Interp, date: bool, args: &[Value]) -> Result<Value> {
    let unit = args.get(1).filter(|v| !v.is_none()).map(|v| unit_of(interp, v)).transpose()?;
    let value = args.first().cloned().unwrap_or(Value::None);
    let made = if date { date_of(&value, unit)? } else { delta_of(interp, &value, unit)? };
    if let (None, Value::Array(_) | Value::List(_)) = (&made, &value) {
        let unit = unit.unwrap_or(TimeUnit::GENERIC);
        let dtype = if date { DType::DateTime(unit) } else { DType::TimeDelta(unit) };
        let array = convert::array_of(interp, &value, Some(dtype))?;
        let view = array.view().clone();
        return Ok(if view.rank() == 0 { Value::scalar(view.first()) } else { Value::Array(array) });
    }
    match made {
        Some(scalar) => Ok(Value::scalar(scalar)),
        None => {
            let what = if date { "datetime" } else { "timedelta" };
            Err(Raise::value_error(format!("Could not convert object to NumPy {what}")))
        }
    }
}

fn date_of(value: &Value, unit: Option<TimeUnit>) -> Result<Option<Scalar>> {
    let nat = || Scalar::DateTime(NAT, unit.unwrap_or(TimeUnit::GENERIC));
    if let Some(text) = value.as_str() {
        let parsed = match datetime::parse(text)? {
            Parsed::Clock { now } => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                let own = TimeUnit::one(if now { Base::Second } else { Base::Day });
                let n = datetime::cast_date(since.as_secs() as i64, TimeUnit::one(Base::Second), own)?;
                let unit = unit.unwrap_or(own);
                return Ok(Some(Scalar::DateTime(datetime::cast_date(n, own, unit)?, unit)));
            }
            Parsed::NotATime => return Ok(Some(nat())),
            parsed => parsed,
        };
        let unit = unit.filter(|u| !u.is_generic()).unwrap_or_else(|| parsed.unit());
        return Ok(Some(Scalar::DateTime(parsed.value(unit)?, unit)));
    }
    Ok(Some(match value {
        Value::None => nat(),
        Value::Scalar(s) if let_date(s).is_some() => {
            let (n, own) = let_date(s).unwrap_or((NAT, TimeUnit::GENERIC));
            let unit = unit.unwrap_or(own);
            Scalar::DateTime(datetime::cast_date(n, own, unit)?, unit)
        }
        Value::Int(_) | Value::Scalar(_) if integer(value).is_some() => match unit.filter(|u| !u.is_generic()) {
            Some(unit) => Scalar::DateTime(integer(value).unwrap_or(NAT), unit),
            None => {
                let text = "Converting an integer to a NumPy datetime requires a specified unit";
                return Err(Raise::value_error(text));
            }
        },
        other => match super::element(other) {
            Some(Scalar::DateTime(n, own)) => {
                let unit = unit.unwrap_or(own);
                Scalar::DateTime(datetime::cast_date(n, own, unit)?, unit)
            }
            _ => return Ok(None),
        },
    }))
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Int(n) => Some(*n),
        Value::Scalar(s) => s.as_integer().and_then(|n| i64::try_from(n).ok()),
        _ => None,
    }
}

fn let_date(s: &Scalar) -> Option<(i64, TimeUnit)> {
    if let Scalar::DateTime(n, unit) = s { Some((*n, *unit)) } else { None }
}

fn delta_of(interp: &mut Interp, value: &Value, unit: Option<TimeUnit>) -> Result<Option<Scalar>> {
    let own = unit.unwrap_or(TimeUnit::GENERIC);
    if let Some(text) = value.as_str() {
        if text.is_empty() || text.eq_ignore_ascii_case("nat") {
            return Ok(Some(Scalar::TimeDelta(NAT, own)));
        }
        return Ok(text.trim().parse().ok().map(|n| Scalar::TimeDelta(n, own)));
    }
    let _ = interp;
    Ok(Some(match value {
        Value::None => Scalar::TimeDelta(if unit.is_some() { NAT } else { 0 }, own),
        Value::Scalar(s) if matches!(**s, Scalar::TimeDelta(..)) => {
            let Scalar::TimeDelta(n, from) = **s else { return Ok(None) };
            let to = unit.unwrap_or(from);
            if !can_cast(DType::TimeDelta(from), DType::TimeDelta(to), Casting::SameKind) {
                return Err(Raise::type_error(format!(
                    "Cannot cast NumPy timedelta64 scalar from metadata {} to {} according to the rule 'same_kind'",
                    from.suffix(),
                    to.suffix()
                )));
            }
            Scalar::TimeDelta(datetime::cast_delta(n, from, to), to)
        }
        other => match integer(other) {
            Some(n) => Scalar::TimeDelta(n, own),
            None => match super::element(other) {
                Some(Scalar::TimeDelta(n, from)) => {
                    let to = unit.unwrap_or(from);
                    Scalar::TimeDelta(datetime::cast_delta(n, from, to), to)
                }
                _ => return Ok(None),
            },
        },
    }))
}
