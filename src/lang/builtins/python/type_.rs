//! `type`.

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::protocol::types::type_of;
use crate::lang::registry::{Table, c};
use crate::lang::value::Value;

/// Its table.
pub fn table() -> Table {
    Table { new: Some(c(&["type"], "object, /", "", type_new)), ..Table::default() }
}

fn type_new(_: &mut Interp, x: Value) -> Result<Value> {
    Ok(Value::Type(type_of(&x)))
}
