//! Whether a reshape can be a view, and if not, why not. Follows NumPy's `_attempt_nocopy_reshape`.

use super::layout::{Layout, Strides};
use smallvec::SmallVec;
use std::fmt;

/// Two axes that no stride can make one: the reason why a reshape must copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMergeable {
    /// The outer axis of the source (counted in its own shape).
    pub outer: usize,
    /// The inner axis.
    pub inner: usize,
    /// The byte stride of the outer axis.
    pub outer_stride: isize,
    /// The byte stride that the outer axis would need: `inner_len × inner_stride`.
    pub needed: isize,
    /// Length of the inner axis.
    pub inner_len: usize,
    /// Byte stride of the inner axis.
    pub inner_stride: isize,
}

impl fmt::Display for NotMergeable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "axes {} and {} can't become one: a step in axis {} is {} bytes, but {} steps of axis {} are {} bytes",
            self.outer.min(self.inner),
            self.outer.max(self.inner),
            self.outer,
            self.outer_stride,
            self.inner_len,
            self.inner,
            self.needed
        )
    }
}

/// The strides that show `layout` as `shape` without a copy.
///
/// `shape` has as many elements as `layout`, and there is at least one. With `fortran` the elements are counted with
/// the first axis fastest.
///
/// # Errors
/// The pair of axes that stands in the way.
pub fn reshape_strides(layout: &Layout, shape: &[usize], fortran: bool) -> Result<Strides, NotMergeable> {
    let old: SmallVec<[usize; 4]> = (0..layout.rank()).filter(|&i| layout.shape[i] != 1).collect();
    let mut strides: Strides = SmallVec::from_elem(0, shape.len());
    let (mut oi, mut ni) = (0, 0);
    while oi < old.len() && ni < shape.len() {
        // Grow both sides until they hold the same number of elements.
        let (mut oj, mut nj) = (oi + 1, ni + 1);
        let (mut have, mut want) = (layout.shape[old[oi]], shape[ni]);
        while have != want {
            if want < have {
                want *= shape[nj];
                nj += 1;
            } else {
                have *= layout.shape[old[oj]];
                oj += 1;
            }
        }
        mergeable(layout, &old[oi..oj], fortran)?;
        if fortran {
            let mut step = layout.strides[old[oi]];
            for k in ni..nj {
                strides[k] = step;
                step *= shape[k] as isize;
            }
        } else {
            let mut step = layout.strides[old[oj - 1]];
            for k in (ni..nj).rev() {
                strides[k] = step;
                step *= shape[k] as isize;
            }
        }
        (oi, ni) = (oj, nj);
    }
    // Trailing axes of length 1 take the stride that continues the last.
    let last = match ni {
        0 => layout.itemsize() as isize,
        _ if fortran => strides[ni - 1] * shape[ni - 1] as isize,
        _ => strides[ni - 1],
    };
    for s in &mut strides[ni..] {
        *s = last;
    }
    Ok(strides)
}

fn mergeable(layout: &Layout, axes: &[usize], fortran: bool) -> Result<(), NotMergeable> {
    for pair in axes.windows(2) {
        let (outer, inner) = if fortran { (pair[1], pair[0]) } else { (pair[0], pair[1]) };
        let needed = layout.shape[inner] as isize * layout.strides[inner];
        if layout.strides[outer] != needed {
            return Err(NotMergeable {
                outer,
                inner,
                outer_stride: layout.strides[outer],
                needed,
                inner_len: layout.shape[inner],
                inner_stride: layout.strides[inner],
            });
        }
    }
    Ok(())
}
