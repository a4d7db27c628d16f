//! `is_busday`, `busday_offset`, `busday_count` and `busdaycalendar`.

use super::wrap;
use crate::engine::datetime::{self, Roll, WeekMask};
use crate::engine::kernels::cast;
use crate::engine::kernels::promote::{self, Casting};
use crate::engine::mem::access;
use crate::engine::timeunit::{Base, TimeUnit};
use crate::engine::{DType, Scalar, Shape, View, broadcast};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Args, Builtin, FromArg, OBJECT, Table, Type, attribute, c};
use crate::lang::value::Value;
use std::any::Any;
use std::rc::Rc;

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
            |interp: &mut Interp, weekmask: Given, holidays: Given| {
                Ok(Value::object(Calendar(mask(interp, weekmask.0, holidays.0)?)))
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
                Ok(Value::Array(Array::new(view.reinterpreted(DAY))))
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

/// The mask of the days that count.
fn mask(interp: &mut Interp, weekmask: Option<Value>, holidays: Option<Value>) -> Result<WeekMask> {
    let days = match weekmask {
        Some(v) if v.is_none() => {
            return Err(Raise::value_error("Couldn't convert object into a business day weekmask"));
        }
        Some(v) => week(interp, &v)?,
        None => [true, true, true, true, true, false, false],
    };
    let free = holidays.map_or(Ok(Vec::new()), |v| free_days(interp, &v))?;
    Ok(WeekMask::new(days, free))
}

/// What the functions count in.
const DAY: DType = DType::DateTime(TimeUnit::one(Base::Day));

/// The numbers of the holidays.
fn free_days(interp: &mut Interp, holidays: &Value) -> Result<Vec<i64>> {
    let view = dates(interp, holidays)?;
    if view.rank() != 1 {
        return Err(Raise::value_error("holidays must be a provided as a one-dimensional array"));
    }
    if view.size() > 0 && !promote::can_cast(view.dtype(), DAY, Casting::Safe) {
        return Err(Raise::value_error("Cannot safely convert provided holidays input into an array of dates"));
    }
    Ok(convert::cast_to(&view, DAY)?.scalars().map(number).collect())
}

/// An array as it is, anything else as dates of the unit that its texts have.
fn dates(interp: &mut Interp, v: &Value) -> Result<View> {
    match v {
        Value::Array(a) => Ok(a.view().clone()),
        Value::Scalar(_) => convert::view(interp, v),
        _ => convert::view_of(interp, v, Some(DType::DateTime(TimeUnit::GENERIC))),
    }
}

/// An argument as days; `operand` counts the arguments, from 0.
fn days(interp: &mut Interp, v: &Value, operand: usize) -> Result<View> {
    let view = dates(interp, v)?;
    if !promote::can_cast(view.dtype(), DAY, Casting::Safe) {
        return Err(Raise::type_error(format!(
            "Iterator operand {operand} dtype could not be cast from {} to {} according to the rule 'safe'",
            promote::dtype_repr(view.dtype()),
            promote::dtype_repr(DAY)
        )));
    }
    convert::cast_to(&view, DAY)
}

fn number(s: Scalar) -> i64 {
    match s {
        Scalar::DateTime(n, _) => n,
        other => other.as_integer().unwrap_or(0) as i64,
    }
}

/// The last arguments of each function: `weekmask`, `holidays` and `busdaycal` as the days that count, and `out`.
struct Rules {
    mask: WeekMask,
    out: Given,
}

impl FromArg for Rules {
    fn from_arg(interp: &mut Interp, args: &mut Args, at: usize) -> Result<Rules> {
        let [weekmask, holidays, calendar, out] = [0, 1, 2, 3].map(|k| args.slots[at + k].take());
        // The functions differ in how many arguments come before.
        let name = ["is_busday", "busday_count", "busday_offset"][at - 1];
        let given = weekmask.is_some() || holidays.is_some();
        let own = mask(interp, weekmask, holidays)?;
        let Some(calendar) = calendar else { return Ok(Rules { mask: own, out: Given(out) }) };
        let Some(Calendar(mask)) = calendar.downcast::<Calendar>() else {
            let is = if calendar.is_none() { "None".into() } else { interp.type_name(&calendar) };
            let place = at + 3;
            return Err(Raise::type_error(format!("{name}() argument {place} must be numpy.busdaycalendar, not {is}")));
        };
        if given {
            return Err(Raise::value_error(format!(
                "Cannot supply both the weekmask/holidays and the busdaycal parameters to {name}()"
            )));
        }
        Ok(Rules { mask: mask.clone(), out: Given(out) })
    }
}

/// Where the results go, and the shape to which the arguments are stretched.
struct Target {
    given: Option<Rc<Array>>,
    shape: Shape,
}

impl Target {
    /// As the iterator of NumPy has it: `out` takes part in broadcasting, and holds the results without loss.
    fn new(out: Given, inputs: &[&View], dtype: DType) -> Result<Target> {
        let mut shapes: Vec<&[usize]> = inputs.iter().map(|v| v.shape()).collect();
        let Some(out) = out.0 else {
            return Ok(Target { given: None, shape: broadcast::broadcast_shapes(&shapes)? });
        };
        let Value::Array(out) = out else {
            // The name that NumPy gives in all three functions.
            return Err(Raise::value_error("busday_offset: must provide a NumPy array for 'out'"));
        };
        if !out.writeable() {
            return Err(Raise::value_error("operand array with iterator write flag set is read-only"));
        }
        let view = out.view();
        shapes.push(view.shape());
        let shape = broadcast::broadcast_shapes(&shapes)?;
        if let Some(axis) = stretched(view.shape(), &shape) {
            return Err(Raise::value_error(format!(
                "output operand requires a reduction along dimension {axis}, but the reduction is not enabled. The \
                 dimension size of 1 does not match the expected output shape."
            )));
        }
        if !promote::can_cast(dtype, view.dtype(), Casting::Safe) {
            return Err(Raise::type_error(format!(
                "Iterator requested dtype could not be cast from {} to {}, the operand {} dtype, according to the rule 'safe'",
                promote::dtype_repr(dtype),
                promote::dtype_repr(view.dtype()),
                inputs.len()
            )));
        }
        Ok(Target { shape, given: Some(out.clone()) })
    }

    /// The numbers of an argument, stretched.
    fn numbers(&self, view: &View) -> Vec<i64> {
        view.broadcast_to(&self.shape).map_or(Vec::new(), |v| v.scalars().map(number).collect())
    }

    /// The results as a value: `out` itself, or a new array.
    fn deliver(self, results: View) -> Result<Value> {
        match self.given {
            None => Ok(wrap(results)),
            Some(out) => {
                cast::assign(&out.view(), &results.into())?;
                Ok(Value::Array(out))
            }
        }
    }
}

/// The axis, counted from the last, along which an `out` is stretched with the arguments.
fn stretched(own: &[usize], all: &[usize]) -> Option<usize> {
    let sizes = own.iter().rev().chain(std::iter::repeat(&1));
    all.iter().rev().zip(sizes).position(|(n, own)| n != own)
}

fn is_busday(interp: &mut Interp, dates: Value, rules: Rules) -> Result<Value> {
    let view = days(interp, &dates, 0)?;
    let target = Target::new(rules.out, &[&view], DType::Bool)?;
    let results = View::zeros(DType::Bool, &target.shape)?;
    for (at, date) in results.offsets().zip(target.numbers(&view)) {
        access::store(&results, at, &Scalar::Bool(datetime::is_busday(date, &rules.mask)));
    }
    target.deliver(results)
}

fn offset(interp: &mut Interp, dates: Value, offsets: Value, roll: Given, rules: Rules) -> Result<Value> {
    let name = match &roll.0 {
        None => "raise".to_string(),
        Some(Value::Bytes(b)) => String::from_utf8_lossy(b).into_owned(),
        Some(v) => {
            let text = v.as_str().ok_or_else(|| Raise::type_error("bad argument type for built-in operation"))?;
            text.to_string()
        }
    };
    let roll = Roll::from_name(&name)
        .ok_or_else(|| Raise::value_error(format!("Invalid business day roll parameter \"{name}\"")))?;
    let dates = days(interp, &dates, 0)?;
    let by = convert::cast_to(&convert::view(interp, &offsets)?, DType::Int64)?;
    let target = Target::new(rules.out, &[&dates, &by], DAY)?;
    let results = View::zeros(DType::Int64, &target.shape)?;
    for (at, (date, by)) in results.offsets().zip(target.numbers(&dates).into_iter().zip(target.numbers(&by))) {
        access::write(&results, at, datetime::busday_offset(date, by, roll, &rules.mask)?);
    }
    target.deliver(results.reinterpreted(DAY))
}

fn count(interp: &mut Interp, begin: Value, end: Value, rules: Rules) -> Result<Value> {
    let (begin, end) = (days(interp, &begin, 0)?, days(interp, &end, 1)?);
    let target = Target::new(rules.out, &[&begin, &end], DType::Int64)?;
    let results = View::zeros(DType::Int64, &target.shape)?;
    for (at, (a, b)) in results.offsets().zip(target.numbers(&begin).into_iter().zip(target.numbers(&end))) {
        access::write(&results, at, datetime::busday_count(a, b, &rules.mask)?);
    }
    target.deliver(results)
}
