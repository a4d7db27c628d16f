//! Whether a reshape or a ravel can be a view, and if not, why not. Follows NumPy's `_attempt_nocopy_reshape` and
//! `PyArray_Ravel`.

use super::layout::{Layout, Order, Strides};
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

/// An axis whose step leaves a gap or runs backwards: the reason why a ravel, which promises adjacent elements, must copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAdjacent {
    /// The axis of the source.
    pub axis: usize,
    /// Its byte stride.
    pub stride: isize,
    /// The byte stride that would put the elements side by side.
    pub needed: isize,
}

impl fmt::Display for NotAdjacent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NotAdjacent { axis, stride, needed } = self;
        write!(
            f,
            "a step in axis {axis} is {stride} bytes, but elements side by side in the order asked for need {needed}"
        )
    }
}

/// Whether `ravel(order)` is a view of `layout`: the elements must lie side by side in that order (for `K`, in the order
/// in which they lie in memory). A reshape to one axis asks for less: any equal step will do.
///
/// # Errors
/// The axis that stands in the way.
pub fn check_ravel(layout: &Layout, order: Order) -> Result<(), NotAdjacent> {
    if layout.size() == 0 || (order == Order::K && (layout.is_c_contiguous() || layout.is_f_contiguous())) {
        return Ok(());
    }
    let slowest_first: SmallVec<[usize; 4]> = match order {
        Order::K => layout.axes_by_stride(),
        _ if layout.counts_as_fortran(order) => (0..layout.rank()).rev().collect(),
        _ => (0..layout.rank()).collect(),
    };
    let mut needed = layout.itemsize() as isize;
    for &axis in slowest_first.iter().rev().filter(|&&axis| layout.shape[axis] != 1) {
        let stride = layout.strides[axis];
        if stride != needed {
            return Err(NotAdjacent { axis, stride, needed });
        }
        needed *= layout.shape[axis] as isize;
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{DType, Order, View};

    fn numbers<T: std::str::FromStr>(text: &str) -> Vec<T> {
        text.split(',').filter(|n| *n != "-").filter_map(|n| n.parse().ok()).collect()
    }

    /// The cases of a file that NumPy wrote.
    #[test]
    fn agrees_with_numpy() {
        let base = View::zeros(DType::Int8, &[100_000]).unwrap();
        let mut counts = [0, 0];
        for line in include_str!("../../tests/data/reshape.txt").lines().filter(|l| !l.starts_with('#')) {
            let [item, shape, strides, new, order, expected] = line.split(' ').collect::<Vec<_>>()[..] else {
                panic!("six fields: {line}");
            };
            let view = base
                .with_layout(Layout {
                    dtype: if item == "1" { DType::Int8 } else { DType::Float64 },
                    shape: numbers(shape).into(),
                    strides: numbers(strides).into(),
                    offset: 50_000,
                })
                .unwrap();
            let order = match order {
                "C" => Order::C,
                "F" => Order::F,
                _ => Order::A,
            };
            let result = view.try_reshape(&numbers::<usize>(new), view.layout().counts_as_fortran(order));
            let found = result.map(|v| v.strides().to_vec()).ok();
            assert_eq!(found, (expected != "copy").then(|| numbers(expected)), "{line}");
            counts[(expected == "copy") as usize] += 1;
        }
        assert!(counts.iter().all(|&n| n > 100), "both kinds: {counts:?}");
    }

    /// The cases of a file that NumPy wrote.
    #[test]
    fn ravels_agree_with_numpy() {
        let base = View::zeros(DType::Int8, &[100_000]).unwrap();
        for line in include_str!("../../tests/data/ravel.txt").lines().filter(|l| !l.starts_with('#')) {
            let [shape, strides, order, expected] = line.split(' ').collect::<Vec<_>>()[..] else {
                panic!("four fields: {line}");
            };
            let (shape, strides) = (numbers(shape).into(), numbers(strides).into());
            let view = base.with_layout(Layout { dtype: DType::Float64, shape, strides, offset: 48_000 }).unwrap();
            let order = match order {
                "C" => Order::C,
                "F" => Order::F,
                "A" => Order::A,
                _ => Order::K,
            };
            let found = view.try_ravel(order).map(|v| v.strides().to_vec()).ok();
            assert_eq!(found, (expected != "copy").then(|| numbers(expected)), "{line}");
        }
    }

    #[test]
    fn the_reason_names_the_axes() {
        let a = View::zeros(DType::Float64, &[3, 4]).unwrap();
        let t = a.derive(a.layout().reversed_axes());
        let why = t.try_reshape(&[12], false).unwrap_err();
        assert_eq!(
            why.to_string(),
            "axes 0 and 1 can't become one: a step in axis 0 is 8 bytes, but 3 steps of axis 1 are 96 bytes"
        );
        assert_eq!(t.try_reshape(&[12], true).unwrap().strides(), [8]);
    }
}
