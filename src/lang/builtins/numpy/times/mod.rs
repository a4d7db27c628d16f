//! `datetime64` and `timedelta64`: their constructors, ranges of them, business days, text, and Python's own times.

mod busday;
mod range;
mod scalar;

pub use crate::lang::builtins::datetime::{element, python};
pub use busday::CALENDAR;
pub use range::{applies, arange};
pub use scalar::construct;

use super::args::{ArrayLike, CastingArg};
use super::convert;
use crate::engine::datetime;
use crate::engine::kernels::promote::{self, Casting};
use crate::engine::mem::watch;
use crate::engine::timeunit::{Base, TimeUnit};
use crate::engine::{DType, Scalar, View};
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
    casting: Option<CastingArg>,
) -> Result<Value> {
    let view = arr.view();
    let DType::DateTime(own) = view.dtype().native() else {
        return Err(Raise::type_error("input must have type NumPy datetime"));
    };
    let zulu = match timezone.as_ref().and_then(|t| t.as_str()) {
        None | Some("naive") => false,
        Some("UTC") => true,
        Some("local") => return Err(Raise::unsupported("Ravel knows no local time zone; use timezone='UTC'")),
        Some(_) => return Err(Raise::value_error("Unsupported timezone input string")),
    };
    let auto = unit.as_ref().is_some_and(|v| v.as_str() == Some("auto"));
    let wanted = match unit.as_ref().filter(|v| !v.is_none() && !auto) {
        None => own,
        Some(v) => scalar::unit_of(interp, v)?,
    };
    let casting = casting.map_or(Casting::SameKind, |c| c.0);
    if !auto && !promote::can_cast(DType::DateTime(own), DType::DateTime(wanted), casting) {
        return Err(Raise::type_error(format!(
            "Cannot create a datetime string as units '{}' from a NumPy datetime with units '{}' according to the rule \
             '{}'",
            wanted.name(),
            own.name(),
            casting.name()
        )));
    }
    let precision = if own.is_generic() { TimeUnit::one(Base::Second) } else { wanted };
    let word = |n: i64| -> Result<String> {
        let unit = if auto { datetime::lossless(n, own) } else { precision };
        let text = datetime::iso(datetime::cast_date(n, own, unit)?, unit);
        let ends = if zulu && unit.base >= Base::Hour { "Z" } else { "" };
        Ok(if text == "NaT" { text } else { text + ends })
    };
    let mut words = watch::room_for(view.size());
    for s in view.scalars() {
        if let Scalar::DateTime(n, _) = s {
            words.push(word(n)?);
        }
    }
    // With `auto` NumPy leaves room for every text of a date.
    let len = if auto { 62 } else { datetime::text_len(precision) };
    let out = View::zeros(DType::Str(len), view.shape())?;
    for (at, word) in out.offsets().zip(words) {
        crate::engine::mem::access::store(&out, at, &Scalar::Str(word.into()));
    }
    Ok(arrays::wrap(out))
}

/// An array as a value; without axes its element.
fn wrap(view: View) -> Value {
    if view.rank() == 0 { Value::scalar(view.first()) } else { Value::Array(Array::new(view)) }
}
