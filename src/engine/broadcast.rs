//! Broadcasting: shapes stretched to a common one by strides of zero.

use super::error::{Error, Result};
use super::layout::{Layout, Shape, Strides};
use smallvec::SmallVec;

/// The shape that all of `shapes` broadcast to.
///
/// # Errors
/// `ValueError`, in the words of NumPy's ufuncs: `operands could not be broadcast together with shapes (2,) (3,) `.
pub fn broadcast_shapes(shapes: &[&[usize]]) -> Result<Shape> {
    let rank = shapes.iter().map(|s| s.len()).max().unwrap_or(0);
    let mut out: Shape = SmallVec::from_elem(1, rank);
    for shape in shapes {
        for (o, &n) in out.iter_mut().rev().zip(shape.iter().rev()) {
            if *o == 1 {
                *o = n;
            } else if n != 1 && n != *o {
                let words: String = shapes.iter().map(|s| format!("{} ", shape_text(s))).collect();
                return Err(Error::value(format!("operands could not be broadcast together with shapes {words}")));
            }
        }
    }
    if !is_countable(&out) {
        return Err(Error::value("iterator is too large"));
    }
    Ok(out)
}

/// Whether the elements of a shape can be counted. Strides of zero cost nothing, so memory does not bound a stretched one.
pub fn is_countable(shape: &[usize]) -> bool {
    let count = |total: usize, &n: &usize| total.checked_mul(n).filter(|&total| total <= isize::MAX as usize);
    shape.contains(&0) || shape.iter().try_fold(1, count).is_some()
}

/// A shape as Python writes the tuple, without spaces: `(2,3)`, `(2,)`, `()`; NumPy's C code words shapes so.
pub fn shape_text(shape: &[usize]) -> String {
    match shape {
        [n] => format!("({n},)"),
        _ => format!("({})", shape.iter().map(usize::to_string).collect::<Vec<_>>().join(",")),
    }
}

/// A shape as Python prints the tuple: `(2, 3)`, `(2,)`, `()`.
pub fn shape_repr(shape: &[usize]) -> String {
    match shape {
        [n] => format!("({n},)"),
        _ => format!("({})", shape.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// `layout` stretched to `shape`; `None` where it does not broadcast to it.
pub fn broadcast_to(layout: &Layout, shape: &[usize]) -> Option<Layout> {
    let lead = shape.len().checked_sub(layout.rank())?;
    let mut strides: Strides = SmallVec::from_elem(0, shape.len());
    for axis in 0..layout.rank() {
        let (n, want) = (layout.shape[axis], shape[lead + axis]);
        if n == want {
            // A length of 1 never steps; NumPy shows its stride as 0 here.
            strides[lead + axis] = if n == 1 { 0 } else { layout.strides[axis] };
        } else if n != 1 {
            return None;
        }
    }
    Some(Layout { dtype: layout.dtype, shape: shape.into(), strides, offset: layout.offset })
}
