//! `slice`.

use super::receiver::SliceArg;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::slices;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, attribute, c};
use crate::lang::value::{Slice, Value};
use std::rc::Rc;

const DOC: &str = "What stands between brackets with colons.\n\n>>> slice(3), [0, 1, 2, 3][slice(1, None, 2)]\n(slice(None, 3, None), [1, 3])";

/// Its table.
pub fn table() -> Table {
    Table {
        doc: DOC,
        new: Some(c(&["slice"], "start, stop=None, step=None, /", DOC, new)),
        methods: vec![c(
            &["indices"],
            "self, len, /",
            "Return start, stop and step for a sequence of a length.\n\n>>> slice(None, None, -1).indices(5)\n(4, -1, -1)",
            indices,
        )],
        statics: Vec::new(),
        attributes: vec![
            attribute("start", "Before the first colon.", |_, v| Ok(field(v, |s| &s.start))),
            attribute("stop", "Behind the first colon.", |_, v| Ok(field(v, |s| &s.stop))),
            attribute("step", "Behind the second colon.", |_, v| Ok(field(v, |s| &s.step))),
        ],
    }
}

fn field(v: &Value, which: fn(&Slice) -> &Value) -> Value {
    match v {
        Value::Slice(s) => which(s).clone(),
        _ => Value::None,
    }
}

fn new(_: &mut Interp, a: Value, b: Given, c: Given) -> Result<Value> {
    let (start, stop) = match b.0 {
        Some(b) => (a, b),
        None => (Value::None, a),
    };
    Ok(Value::Slice(Rc::new(Slice { start, stop, step: c.0.unwrap_or(Value::None) })))
}

fn indices(interp: &mut Interp, s: SliceArg, len: i64) -> Result<Value> {
    let len = usize::try_from(len).map_err(|_| Raise::value_error("length should not be negative"))?;
    let span = slices::span(interp, &s.0, len)?;
    Ok(Value::tuple(vec![Value::Int(span.start), Value::Int(span.stop), Value::Int(span.step)]))
}
