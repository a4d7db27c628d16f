//! `datetime64` and `timedelta64`: their constructors, ranges of them, business days, text, and Python's own times.

mod busday;
mod item;
mod range;
mod scalar;

pub use busday::CALENDAR;
pub use item::{element, python};
pub use range::{applies, arange};
pub use scalar::construct;

use super::args::ArrayLike;
use super::convert;
use crate::engine::datetime;
use crate::engine::timeunit::{Base, TimeUnit};
use crate::engine::{DType, Kind, Scalar, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::arrays;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    let mut rows = vec![
        c(
            &["datetime_as_string"],
            "arr, unit=None, timezone='naive', casting='same_kind'",
            "Dates as ISO 8601, with the precision of a unit.\n\n\
             >>> np.datetime_as_string(np.datetime64('2005-02-25T03:30'), unit='D')\nnp.str_('2005-02-25')",
            as_string,
        ),
        c(
            &["datetime_data"],
            "dtype, /",
            "The unit of a type of times, and how many of it make one.\n\n\
             >>> np.datetime_data(np.dtype('timedelta64[25s]'))\n('s', 25)",
            |interp: &mut Interp, dtype: Value| match convert::dtype(interp, &dtype)?.native() {
                DType::DateTime(unit) | DType::TimeDelta(unit) => {
                    Ok(Value::tuple(vec![Value::str(unit.base.name()), Value::Int(unit.count as i64)]))
                }
                _ => Err(Raise::type_error("cannot get datetime metadata from non-datetime type")),
            },
        ),
    ];
    rows.extend(busday::rows());
    rows
}

fn as_string(
    interp: &mut Interp,
    arr: ArrayLike,
    unit: Option<Value>,
    timezone: Option<Value>,
    _casting: Option<Value>,
) -> Result<Value> {
    let view = arr.view();
    let DType::DateTime(own) = view.dtype().native() else {
        return Err(Raise::type_error("input must have type NumPy datetime"));
    };
    let wanted = match unit.as_ref().filter(|v| !v.is_none()) {
        None => own,
        Some(v) if v.as_str() == Some("auto") => own,
        Some(v) => scalar::unit_of(interp, v)?,
    };
    let zulu = match timezone.as_ref().and_then(|t| t.as_str()) {
        None | Some("naive") => false,
        Some("UTC") => true,
        Some("local") => return Err(Raise::unsupported("Ravel knows no local time zone; use timezone='UTC'")),
        Some(_) => return Err(Raise::value_error("Unsupported timezone input string")),
    };
    let precision = if own.is_generic() { TimeUnit::one(Base::Second) } else { wanted };
    let ends = if zulu && precision.base >= Base::Hour { "Z" } else { "" };
    let word = |n: i64| -> Result<String> {
        let n = datetime::cast_date(n, own, precision)?;
        let text = datetime::iso(n, precision);
        Ok(if text == "NaT" { text } else { text + ends })
    };
    let mut words = Vec::with_capacity(view.size());
    for s in view.scalars() {
        if let Scalar::DateTime(n, _) = s {
            words.push(word(n)?);
        }
    }
    let out = View::zeros(DType::Str(datetime::text_len(precision)), view.shape())?;
    for (at, word) in out.offsets().zip(words) {
        crate::engine::mem::access::store(&out, at, &Scalar::Str(word.into()));
    }
    Ok(arrays::wrap(out))
}

/// An array of dates as days; of texts too.
fn days(interp: &mut Interp, v: &Value) -> Result<View> {
    let day = DType::DateTime(TimeUnit::one(Base::Day));
    let view = convert::view(interp, v)?;
    match view.dtype().kind() {
        Kind::DateTime | Kind::Str => convert::cast_to(&view, day),
        _ => Err(Raise::type_error(
            "Iterator operand 0 dtype could not be cast to dtype('<M8[D]') according to the rule 'safe'",
        )),
    }
}

/// An array as a value; without axes its element.
fn wrap(view: View) -> Value {
    if view.rank() == 0 { Value::scalar(view.first()) } else { Value::Array(Array::new(view)) }
}
