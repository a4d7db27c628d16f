//! `is_busday`, `busday_offset`, `busday_count` and `busdaycalendar`.

use super::{days, wrap};
use crate::engine::datetime::{self, Roll, WeekMask};
use crate::engine::mem::access;
use crate::engine::timeunit::{Base, TimeUnit};
use crate::engine::{DType, Scalar, View, broadcast};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Builtin, OBJECT, Table, Type, attribute, c};
use crate::lang::value::Value;
use std::any::Any;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["is_busday"],
            "dates, weekmask='1111100', holidays=None, busdaycal=None, out=None",
            "Which dates are business days.\n\n>>> np.is_busday(np.datetime64('2011-07-15'))\nnp.True_",
            is_busday,
        ),
        c(
            &["busday_offset"],
            "dates, offsets, roll='raise', weekmask='1111100', holidays=None, busdaycal=None, out=None",
            "The business day so many business days from a date.\n\n\
             >>> np.busday_offset('2011-06-23', 1)\nnp.datetime64('2011-06-24')",
            offset,
        ),
        c(
            &["busday_count"],
            "begindates, enddates, weekmask='1111100', holidays=[], busdaycal=None, out=None",
            "The business days from a date up to another.\n\n>>> np.busday_count('2011-07', '2011-08')\nnp.int64(21)",
            count,
        ),
    ]
}

/// `np.busdaycalendar`
pub static CALENDAR: Type = Type::new("busdaycalendar", "numpy", &[&OBJECT], table);

struct Calendar(WeekMask);

fn table() -> Table {
    Table {
        doc: "Which days of the week are business days, and the holidays among them.",
        new: Some(c(
            &["busdaycalendar"],
            "weekmask='1111100', holidays=None",
            "A calendar of business days.",
            |interp: &mut Interp, weekmask: Option<Value>, holidays: Option<Value>| {
                Ok(Value::object(Calendar(mask(interp, weekmask, holidays, None)?)))
            },
        )),
        attributes: vec![
            attribute("weekmask", "Monday to Sunday.", |_, v| {
                let days = v.downcast::<Calendar>().map_or([false; 7], |c| c.0.days);
                let view = View::zeros(DType::Bool, &[7])?;
                for (at, day) in view.offsets().zip(days) {
                    access::store(&view, at, &Scalar::Bool(day));
                }
                Ok(Value::Array(Array::new(view)))
            }),
            attribute("holidays", "Sorted.", |_, v| {
                let dates = v.downcast::<Calendar>().map_or(Vec::new(), |c| c.0.holidays.clone());
                let view = View::from_slice(&dates)?;
                Ok(Value::Array(Array::new(view.reinterpreted(DType::DateTime(TimeUnit::one(Base::Day))))))
            }),
        ],
        ..Table::default()
    }
}

impl Object for Calendar {
    fn type_(&self) -> &'static Type {
        &CALENDAR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<numpy.busdaycalendar object at {:#x}>", std::ptr::from_ref(self) as usize))
    }
}

const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

fn week(interp: &mut Interp, v: &Value) -> Result<[bool; 7]> {
    let mut days = [false; 7];
    let Some(text) = v.as_str() else {
        let items = interp.collect(v)?;
        if items.len() != 7 {
            return Err(Raise::value_error("A business day weekmask array must have length 7"));
        }
        for (day, item) in days.iter_mut().zip(&items) {
            *day = interp.truth(item)?;
        }
        return Ok(days);
    };
    let wrong = || Raise::value_error(format!("Invalid business day weekmask string \"{text}\""));
    if text.len() == 7 && text.bytes().all(|b| b == b'0' || b == b'1') {
        text.bytes().zip(&mut days).for_each(|(b, day)| *day = b == b'1');
    } else {
        let packed: String = text.split_whitespace().collect();
        for name in packed.as_bytes().chunks(3) {
            let at = NAMES.iter().position(|n| n.as_bytes() == name).ok_or_else(wrong)?;
            days[at] = true;
        }
    }
    if days == [false; 7] {
        return Err(Raise::value_error("Cannot construct a numpy.busdaycal with a weekmask of all zeros"));
    }
    Ok(days)
}

fn mask(
    interp: &mut Interp,
    weekmask: Option<Value>,
    holidays: Option<Value>,
    calendar: Option<Value>,
) -> Result<WeekMask> {
    let (weekmask, holidays) = (weekmask.filter(|v| !v.is_none()), holidays.filter(|v| !v.is_none()));
    if let Some(calendar) = calendar.filter(|v| !v.is_none()) {
        if weekmask.is_some() || holidays.is_some() {
            return Err(Raise::value_error(
                "Cannot supply both the weekmask/holidays and the busdaycal parameters to busday_offset()",
            ));
        }
        let own = calendar.downcast::<Calendar>().map(|c| c.0.clone());
        return own.ok_or_else(|| Raise::type_error("argument 6 must be numpy.busdaycalendar"));
    }
    let days_of_week = weekmask.map_or(Ok([true, true, true, true, true, false, false]), |v| week(interp, &v))?;
    let dates = match holidays {
        None => Vec::new(),
        Some(v) if matches!(&v, Value::List(l) if l.0.borrow().is_empty()) => Vec::new(),
        Some(v) => days(interp, &v)?.scalars().map(number).collect(),
    };
    Ok(WeekMask::new(days_of_week, dates))
}

fn number(s: Scalar) -> i64 {
    match s {
        Scalar::DateTime(n, _) => n,
        other => other.as_integer().unwrap_or(0) as i64,
    }
}

/// Both, stretched to a common shape, as numbers; and the shape.
fn pairs(a: &View, b: &View) -> Result<(Vec<(i64, i64)>, View)> {
    let shape = broadcast::broadcast_shapes(&[a.shape(), b.shape()])?;
    let numbers =
        |v: &View| -> Vec<i64> { v.broadcast_to(&shape).map_or(Vec::new(), |v| v.scalars().map(number).collect()) };
    let all = numbers(a).into_iter().zip(numbers(b)).collect();
    Ok((all, View::zeros(DType::Int64, &shape)?))
}

fn is_busday(
    interp: &mut Interp,
    dates: Value,
    weekmask: Option<Value>,
    holidays: Option<Value>,
    calendar: Option<Value>,
    _out: Option<Value>,
) -> Result<Value> {
    let mask = mask(interp, weekmask, holidays, calendar)?;
    let view = days(interp, &dates)?;
    let out = View::zeros(DType::Bool, view.shape())?;
    for (at, s) in out.offsets().zip(view.scalars()) {
        access::store(&out, at, &Scalar::Bool(datetime::is_busday(number(s), &mask)));
    }
    Ok(wrap(out))
}

#[allow(clippy::too_many_arguments)]
fn offset(
    interp: &mut Interp,
    dates: Value,
    offsets: Value,
    roll: Option<String>,
    weekmask: Option<Value>,
    holidays: Option<Value>,
    calendar: Option<Value>,
    _out: Option<Value>,
) -> Result<Value> {
    let mask = mask(interp, weekmask, holidays, calendar)?;
    let name = roll.unwrap_or("raise".into());
    let roll = Roll::from_name(&name)
        .ok_or_else(|| Raise::value_error(format!("Invalid business day roll parameter \"{name}\"")))?;
    let (dates, by) = (days(interp, &dates)?, convert::view(interp, &offsets)?);
    let (all, out) = pairs(&dates, &by)?;
    for (at, (date, by)) in out.offsets().zip(all) {
        access::write(&out, at, datetime::busday_offset(date, by, roll, &mask)?);
    }
    Ok(wrap(out.reinterpreted(DType::DateTime(TimeUnit::one(Base::Day)))))
}

fn count(
    interp: &mut Interp,
    begin: Value,
    end: Value,
    weekmask: Option<Value>,
    holidays: Option<Value>,
    calendar: Option<Value>,
    _out: Option<Value>,
) -> Result<Value> {
    let mask = mask(interp, weekmask, holidays, calendar)?;
    let (begin, end) = (days(interp, &begin)?, days(interp, &end)?);
    let (all, out) = pairs(&begin, &end)?;
    for (at, (a, b)) in out.offsets().zip(all) {
        access::write(&out, at, datetime::busday_count(a, b, &mask)?);
    }
    Ok(wrap(out))
}
