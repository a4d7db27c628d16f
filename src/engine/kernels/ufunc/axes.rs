//! The axes that a reduction works along.

use crate::engine::error::{Error, Result};
use crate::engine::layout::normalize_axis;
use smallvec::SmallVec;

/// The `axis` argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Axes {
    /// `None`: all of them.
    All,
    /// These; one for an integer.
    These(SmallVec<[i64; 4]>),
}

impl Default for Axes {
    fn default() -> Axes {
        Axes::These(SmallVec::from_slice(&[0]))
    }
}

impl Axes {
    /// The axes as a mask over `rank` axes. A 0-d array may be reduced along axis 0 or −1.
    ///
    /// # Errors
    /// `AxisError`, or `ValueError` for an axis that comes twice.
    pub fn mask(&self, rank: usize) -> Result<SmallVec<[bool; 4]>> {
        let mut mask: SmallVec<[bool; 4]> = SmallVec::from_elem(matches!(self, Axes::All), rank);
        let Axes::These(list) = self else { return Ok(mask) };
        for &axis in list {
            if rank == 0 && list.len() == 1 && (axis == 0 || axis == -1) {
                continue;
            }
            let at = normalize_axis(axis, rank)?;
            if std::mem::replace(&mut mask[at], true) {
                return Err(Error::value("duplicate value in 'axis'"));
            }
        }
        Ok(mask)
    }
}
