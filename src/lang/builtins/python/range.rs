//! `range`.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, c};
use crate::lang::value::{Range, Value};
use std::rc::Rc;

/// Its table.
pub fn table() -> Table {
    Table { new: Some(c(&["range"], "start, stop=None, step=1, /", "", range_new)), ..Table::default() }
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
