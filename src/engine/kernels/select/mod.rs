//! Picking and placing elements by position or condition.

mod diagonal;
pub mod gather;
mod multi;
pub mod place;
mod take;

pub use diagonal::{diagonal, fill_diagonal, tri};
pub use multi::{ravel_multi_index, unravel_index};
pub use place::{argwhere, choose, copy_where, nonzero, place, putmask, where3};
pub use take::{compress, extract, put, put_along_axis, take, take_along_axis};

use crate::engine::error::{Error, ErrorKind, Result};

/// What becomes of an index out of bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// An error.
    #[default]
    Raise,
    /// It is taken modulo the length.
    Wrap,
    /// It is taken as the nearest that is in bounds (negative ones as 0).
    Clip,
}

impl Mode {
    /// `raise`, `wrap` or `clip`.
    pub fn from_name(name: &str) -> Option<Mode> {
        match name {
            "raise" => Some(Mode::Raise),
            "wrap" => Some(Mode::Wrap),
            "clip" => Some(Mode::Clip),
            _ => None,
        }
    }

    /// The index in bounds; `None` if it is out of bounds and shall raise. `len` is not 0.
    #[inline]
    pub fn apply(self, index: i64, len: usize) -> Option<usize> {
        let n = len as i64;
        match self {
            Mode::Raise => {
                let from_start = if index < 0 { index.wrapping_add(n) } else { index };
                ((from_start as usize) < len).then_some(from_start as usize)
            }
            Mode::Wrap if (0..n).contains(&index) => Some(index as usize),
            Mode::Wrap => Some(index.rem_euclid(n) as usize),
            Mode::Clip => Some(index.clamp(0, n - 1) as usize),
        }
    }
}

fn out_of_bounds(index: i64, axis: usize, len: usize) -> Error {
    Error::new(ErrorKind::Index, format!("index {index} is out of bounds for axis {axis} with size {len}"))
}

/// All indices in bounds.
fn in_bounds(indices: &[i64], mode: Mode, axis: usize, len: usize) -> Result<Vec<usize>> {
    indices.iter().map(|&i| mode.apply(i, len).ok_or_else(|| out_of_bounds(i, axis, len))).collect()
}
