//! `set` and `frozenset`.

use crate::lang::registry::Table;

/// Its table.
pub fn table() -> Table {
    Table::default()
}

/// The table of `frozenset`.
pub fn frozen_table() -> Table {
    Table::default()
}
