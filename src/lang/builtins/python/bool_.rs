//! `bool`.

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, c};

/// Its table.
pub fn table() -> Table {
    Table { new: Some(c(&["bool"], "x=False, /", "", bool_new)), ..Table::default() }
}

fn bool_new(interp: &mut Interp, x: Given) -> Result<bool> {
    x.0.map_or(Ok(false), |x| interp.truth(&x))
}
