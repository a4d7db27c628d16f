//! `slice`.

use crate::lang::registry::Table;

/// Its table.
pub fn table() -> Table {
    Table::default()
}
