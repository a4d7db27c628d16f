//! `float`.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, c};
use crate::lang::value::Value;

/// Its table.
pub fn table() -> Table {
    Table { new: Some(c(&["float"], "x=0.0, /", "", float_new)), ..Table::default() }
}

fn float_new(interp: &mut Interp, x: Given) -> Result<Value> {
    let Some(x) = x.0 else { return Ok(Value::Float(0.0)) };
    if let Some(s) = x.as_str() {
        return match s.trim().parse::<f64>() {
            Ok(x) => Ok(Value::Float(x)),
            Err(_) => Err(Raise::value_error(format!("could not convert string to float: {}", interp.repr(&x)?))),
        };
    }
    interp.float(&x).map(Value::Float)
}
