//! `bool`.

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, c};

const DOC: &str = "True or False.\n\n>>> bool([]), bool('a'), True + True\n(False, True, 2)";

/// Its table.
pub fn table() -> Table {
    Table { doc: DOC, new: Some(c(&["bool"], "x=False, /", DOC, bool_new)), ..Table::default() }
}

fn bool_new(interp: &mut Interp, x: Given) -> Result<bool> {
    x.0.map_or(Ok(false), |x| interp.truth(&x))
}
