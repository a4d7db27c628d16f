//! `str`.

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, c};

/// Its table.
pub fn table() -> Table {
    Table { new: Some(c(&["str"], "object='', /", "", str_new)), ..Table::default() }
}

fn str_new(interp: &mut Interp, x: Given) -> Result<String> {
    x.0.map_or(Ok(String::new()), |x| interp.str(&x))
}
