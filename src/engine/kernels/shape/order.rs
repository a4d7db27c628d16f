//! The order in which NumPy's iterator walks the axes of several operands, and the layout of a result it allocates.

use crate::engine::DType;
use crate::engine::layout::{Layout, Strides};
use smallvec::SmallVec;

/// Axis numbers, outermost first.
pub type Axes = SmallVec<[usize; 4]>;

/// The axes from the outermost to the innermost, as NumPy's iterator orders them under `order='K'`: by the operands'
/// absolute strides, where strides of 0 have no say and C order wins a conflict.
///
/// `operands` are strides over the same axes; an operand that has no such axis, or a length of 1 there, has 0.
pub fn iteration_order(rank: usize, operands: &[&[isize]]) -> Axes {
    // Innermost first, as NumPy's own insertion sort, which the handling of ties relies on.
    let mut axes: Axes = (0..rank).rev().collect();
    for i in 1..rank {
        let axis = axes[i];
        let mut at = i;
        for j in (0..i).rev() {
            match compare(operands, axis, axes[j]) {
                Some(true) => at = j,
                Some(false) => break,
                None => {}
            }
        }
        axes[at..=i].rotate_right(1);
    }
    axes.reverse();
    axes
}

/// Whether `axis` should go inside of `other`; `None` if no operand can tell.
fn compare(operands: &[&[isize]], axis: usize, other: usize) -> Option<bool> {
    let mut verdict = None;
    for strides in operands {
        let (a, b) = (strides[axis].unsigned_abs(), strides[other].unsigned_abs());
        if a != 0 && b != 0 {
            let inside = b > a && verdict.unwrap_or(true);
            verdict = Some(inside);
        }
    }
    verdict
}

/// The strides of `layout` as the iterator sees them: 0 where the length is 1.
pub fn iterator_strides(layout: &Layout) -> Strides {
    layout.shape.iter().zip(&layout.strides).map(|(&n, &s)| if n == 1 { 0 } else { s }).collect()
}

/// The layout that an iterator over `operands` (of the same shape, broadcast) gives a result that it allocates.
pub fn like_operands(shape: &[usize], operands: &[&Layout], dtype: DType) -> Layout {
    let strides: Vec<Strides> = operands.iter().map(|l| iterator_strides(l)).collect();
    let refs: Vec<&[isize]> = strides.iter().map(|s| s.as_slice()).collect();
    let order = iteration_order(shape.len(), &refs);
    Layout::c(dtype, shape).packed(&order, dtype)
}
