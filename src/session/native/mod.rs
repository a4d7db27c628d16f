//! Native code in cells: `%%c` compiles with the system's C compiler, `%%rust` through the helper `ravel-rust`, and
//! `%%race` lets them compete with the language. It runs in processes of its own, so that a crash is an error of the cell
//! and no more; arrays get there through shared memory.

pub mod cache;
pub mod compile;
pub mod contender;
pub mod ended;
pub mod helper;
pub mod lend;
pub mod program;
pub mod race;
pub mod rust;
pub mod served;
pub mod split;
pub mod statements;
pub mod values;

use super::magics::Row;

/// The magics of this room.
pub static ROWS: &[Row] = &[program::ROW, rust::ROW, race::ROW];
