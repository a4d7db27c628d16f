//! `tuple`.

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, c};
use crate::lang::value::Value;

/// Its table.
pub fn table() -> Table {
    Table { new: Some(c(&["tuple"], "iterable=(), /", "", tuple_new)), ..Table::default() }
}

fn tuple_new(interp: &mut Interp, x: Given) -> Result<Value> {
    x.0.map_or(Ok(Vec::new()), |x| interp.collect(&x)).map(Value::tuple)
}
