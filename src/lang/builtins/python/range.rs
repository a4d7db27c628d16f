//! `range`.

use super::receiver::RangeArg;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::number::Number;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, attribute, c};
use crate::lang::value::{Range, Value};
use num_traits::ToPrimitive;
use std::rc::Rc;

const DOC: &str = "A sequence of ints from a start to before a stop.\n\n>>> range(5), list(range(10, 0, -3))\n(range(0, 5), [10, 7, 4, 1])";

/// Its table.
pub fn table() -> Table {
    Table {
        doc: DOC,
        new: Some(c(&["range"], "start, stop=None, step=1, /", DOC, range_new)),
        methods: vec![
            c(&["index"], "self, value, /", "Return the index of a value.\n\n>>> range(0, 10, 3).index(6)\n2", index),
            c(
                &["count"],
                "self, value, /",
                "Return how many items equal a value.\n\n>>> range(5).count(2)\n1",
                |_: &mut Interp, r: RangeArg, v: Value| Ok(place(&r.0, &v).is_some() as i64),
            ),
            c(
                &["__len__"],
                "self, /",
                "Return the number of items.\n\n>>> range(3).__len__()\n3",
                |_: &mut Interp, r: RangeArg| Ok(r.0.len() as i64),
            ),
        ],
        statics: Vec::new(),
        attributes: vec![
            attribute("start", "The first item.", |_, v| Ok(field(v, |r| r.start))),
            attribute("stop", "The bound.", |_, v| Ok(field(v, |r| r.stop))),
            attribute("step", "The step.", |_, v| Ok(field(v, |r| r.step))),
        ],
    }
}

fn field(v: &Value, which: fn(&Range) -> i64) -> Value {
    match v {
        Value::Range(r) => Value::Int(which(r)),
        _ => Value::None,
    }
}

fn range_new(interp: &mut Interp, a: Value, b: Given, c: Given) -> Result<Value> {
    let (start, stop) = match b.0 {
        Some(b) => (interp.index(&a)?, interp.index(&b)?),
        None => (0, interp.index(&a)?),
    };
    let step = c.0.map_or(Ok(1), |c| interp.index(&c))?;
    if step == 0 {
        return Err(Raise::value_error("range() arg 3 must not be zero"));
    }
    Ok(Value::Range(Rc::new(Range { start, stop, step })))
}

/// The index of a number in a range.
fn place(r: &Range, v: &Value) -> Option<i64> {
    let n = match Number::of_any(v)? {
        Number::Int(n) => n as i128,
        Number::Float(x) if x.fract() == 0.0 => x.to_i128()?,
        _ => return None,
    };
    let (from, step) = (n - r.start as i128, r.step as i128);
    (from % step == 0 && (0..r.len() as i128).contains(&(from / step))).then(|| (from / step) as i64)
}

fn index(interp: &mut Interp, r: RangeArg, v: Value) -> Result<i64> {
    match place(&r.0, &v) {
        Some(i) => Ok(i),
        None if matches!(v, Value::Int(_) | Value::Bool(_) | Value::BigInt(_)) => {
            Err(Raise::value_error(format!("{} is not in range", interp.repr(&v)?)))
        }
        None => Err(Raise::value_error("sequence.index(x): x not in sequence")),
    }
}
