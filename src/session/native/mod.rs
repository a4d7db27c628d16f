//! Native code in cells: `%%c` compiles with the system's C compiler and runs what comes out, in a process of its own,
//! so that a crash of it is an error of the cell and no more.

pub mod cache;
pub mod compile;
pub mod ended;
pub mod lend;
pub mod program;
pub mod split;
pub mod statements;

use super::magics::Row;

/// The magics of this room.
pub static ROWS: &[Row] = &[program::ROW];
