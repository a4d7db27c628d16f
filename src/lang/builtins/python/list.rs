//! `list`.

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, c};
use crate::lang::value::Value;

/// Its table.
pub fn table() -> Table {
    Table { new: Some(c(&["list"], "iterable=(), /", "", list_new)), ..Table::default() }
}

fn list_new(interp: &mut Interp, x: Given) -> Result<Vec<Value>> {
    x.0.map_or(Ok(Vec::new()), |x| interp.collect(&x))
}
