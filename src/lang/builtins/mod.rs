//! The library, as tables of rows.
