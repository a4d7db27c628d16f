//! Whether two layouts of one buffer reach the same bytes.

use super::layout::Layout;

/// NumPy's `may_share_memory`: whether the ranges of reachable bytes meet. Conservative: `a[::2]` and `a[1::2]` meet here
/// though they share no byte.
pub fn bounds_overlap(a: &Layout, b: &Layout) -> bool {
    let ((a0, a1), (b0, b1)) = (a.extent(), b.extent());
    a0 < a1 && b0 < b1 && a0 < b1 && b0 < a1
}
