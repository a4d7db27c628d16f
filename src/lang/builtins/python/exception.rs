//! What every exception has.

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::registry::{Table, c};
use crate::lang::value::Value;

/// The table of `BaseException`.
pub fn table() -> Table {
    let with_traceback = |_: &mut Interp, e: Value, _tb: Value| -> Result<Value> { Ok(e) };
    let methods = vec![c(
        &["with_traceback"],
        "self, tb, /",
        "Return the exception itself.\n\n>>> ValueError('x').with_traceback(None)\nValueError('x')",
        with_traceback,
    )];
    Table { doc: "The base of all exceptions.", methods, ..Table::default() }
}
