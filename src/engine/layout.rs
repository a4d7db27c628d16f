//! Dtype, shape, byte strides and byte offset: pure arithmetic that never touches data.

use super::dtype::DType;
use super::error::{Error, ErrorKind, Result};
use smallvec::SmallVec;

/// Lengths of the axes, in elements. Inline up to rank 4.
pub type Shape = SmallVec<[usize; 4]>;
/// Steps along the axes, in **bytes**, signed.
pub type Strides = SmallVec<[isize; 4]>;

/// The most axes an array may have (NumPy's `NPY_MAXDIMS`).
pub const MAX_RANK: usize = 64;

/// NumPy's `order` argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Row-major: the last axis is the fastest.
    #[default]
    C,
    /// Column-major: the first axis is the fastest.
    F,
    /// Fortran if the source is Fortran- and not C-contiguous, else C.
    A,
    /// As close to the source's order of axes as possible.
    K,
}

/// Where the elements of an array lie in its buffer.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    /// Element type.
    pub dtype: DType,
    /// Lengths of the axes.
    pub shape: Shape,
    /// Byte steps of the axes.
    pub strides: Strides,
    /// Byte offset of element `[0, 0, …]` from the buffer's start.
    pub offset: usize,
}

impl Clone for Layout {
    /// As slices: `SmallVec`'s own clone goes from element to element, and every view clones a layout.
    #[inline]
    fn clone(&self) -> Layout {
        let (shape, strides) = (Shape::from_slice(&self.shape), Strides::from_slice(&self.strides));
        Layout { dtype: self.dtype, shape, strides, offset: self.offset }
    }
}

impl Layout {
    /// A C-contiguous layout at offset 0. The axes of a sub-array type are the array's last.
    pub fn c(dtype: DType, shape: &[usize]) -> Layout {
        if let (base, inner @ [_, ..]) = dtype.parts() {
            return Layout::c(base, &[shape, inner].concat());
        }
        Layout { dtype, shape: shape.into(), strides: c_strides(shape, dtype.itemsize()), offset: 0 }
    }

    /// A Fortran-contiguous layout at offset 0.
    pub fn f(dtype: DType, shape: &[usize]) -> Layout {
        if let (base, inner @ [_, ..]) = dtype.parts() {
            return Layout::f(base, &[shape, inner].concat());
        }
        Layout { dtype, shape: shape.into(), strides: f_strides(shape, dtype.itemsize()), offset: 0 }
    }

    /// A fresh contiguous layout for an array like this one in `order` and `dtype`. `K` keeps the order of the axes by
    /// descending absolute stride, as `PyArray_NewLikeArray` does.
    pub fn like(&self, order: Order, dtype: DType) -> Layout {
        match order {
            Order::C => Layout::c(dtype, &self.shape),
            Order::F => Layout::f(dtype, &self.shape),
            Order::A if self.counts_as_fortran(order) => Layout::f(dtype, &self.shape),
            Order::A => Layout::c(dtype, &self.shape),
            Order::K if self.is_c_contiguous() || self.rank() <= 1 => Layout::c(dtype, &self.shape),
            Order::K if self.is_f_contiguous() => Layout::f(dtype, &self.shape),
            Order::K => self.packed(&self.axes_by_stride(), dtype),
        }
    }

    /// Whether an operation with this `order` counts the elements with the first axis fastest, as `reshape` and `ravel`
    /// read `A` (`K` is the caller's to resolve).
    pub fn counts_as_fortran(&self, order: Order) -> bool {
        match order {
            Order::F => true,
            Order::A => self.is_f_contiguous() && !self.is_c_contiguous(),
            Order::C | Order::K => false,
        }
    }

    /// The axes from the largest absolute stride to the smallest; equal ones keep their order.
    pub fn axes_by_stride(&self) -> SmallVec<[usize; 4]> {
        let mut axes: SmallVec<[usize; 4]> = (0..self.rank()).collect();
        axes.sort_by_key(|&i| std::cmp::Reverse(self.strides[i].unsigned_abs()));
        axes
    }

    /// A contiguous layout of this shape whose axes are nested in the order `axes`, outermost first.
    pub fn packed(&self, axes: &[usize], dtype: DType) -> Layout {
        let mut strides: Strides = self.strides.clone();
        let mut step = dtype.itemsize() as isize;
        for &axis in axes.iter().rev() {
            strides[axis] = step;
            step *= self.shape[axis] as isize;
        }
        Layout { dtype, shape: self.shape.clone(), strides, offset: 0 }
    }

    /// The number of axes (NumPy's `ndim`).
    #[inline]
    pub fn rank(&self) -> usize {
        self.shape.len()
    }

    /// The number of elements (NumPy's `size`).
    #[inline]
    pub fn size(&self) -> usize {
        self.shape.iter().product()
    }

    /// Bytes of one element.
    #[inline]
    pub fn itemsize(&self) -> usize {
        self.dtype.itemsize()
    }

    /// `size × itemsize`, as NumPy's `nbytes` (not the bytes reached: strides may repeat).
    #[inline]
    pub fn nbytes(&self) -> usize {
        self.size() * self.itemsize()
    }

    /// NumPy's `flags.c_contiguous`: axes of length 1 and arrays without elements do not count.
    #[inline]
    pub fn is_c_contiguous(&self) -> bool {
        if let ([n], [stride]) = (&self.shape[..], &self.strides[..]) {
            return *n <= 1 || *stride == self.itemsize() as isize;
        }
        contiguous(self, (0..self.rank()).rev())
    }

    /// NumPy's `flags.f_contiguous`.
    pub fn is_f_contiguous(&self) -> bool {
        contiguous(self, 0..self.rank())
    }

    /// NumPy's `flags.aligned`, for a buffer that is itself aligned.
    pub fn is_aligned(&self) -> bool {
        let a = self.dtype.alignment();
        self.offset.is_multiple_of(a)
            && self.strides.iter().zip(&self.shape).all(|(s, &n)| n <= 1 || s.unsigned_abs().is_multiple_of(a))
    }

    /// The reachable bytes as a half-open range relative to the buffer's start; empty arrays reach nothing. `i128`, so
    /// that no stride overflows it.
    pub fn extent(&self) -> (i128, i128) {
        let at = self.offset as i128;
        if self.size() == 0 {
            return (at, at);
        }
        let (mut low, mut high) = (at, at);
        for (&n, &s) in self.shape.iter().zip(&self.strides) {
            let reach = (n as i128 - 1) * s as i128;
            if reach < 0 { low += reach } else { high += reach }
        }
        (low, high + self.itemsize() as i128)
    }

    /// The byte offset of an element.
    pub fn offset_of(&self, index: &[usize]) -> isize {
        self.offset as isize + index.iter().zip(&self.strides).map(|(&i, &s)| i as isize * s).sum::<isize>()
    }

    /// The axes in another order: `axes[k]` is the source axis of the new axis `k`. `axes` is a permutation.
    pub fn transpose(&self, axes: &[usize]) -> Layout {
        Layout {
            dtype: self.dtype,
            shape: axes.iter().map(|&i| self.shape[i]).collect(),
            strides: axes.iter().map(|&i| self.strides[i]).collect(),
            offset: self.offset,
        }
    }

    /// The axes reversed (NumPy's `.T`).
    pub fn reversed_axes(&self) -> Layout {
        let axes: SmallVec<[usize; 4]> = (0..self.rank()).rev().collect();
        self.transpose(&axes)
    }

    /// The part of `axis` that a slice takes: `start` is an index in range (or anything if `len` is 0).
    pub fn slice_axis(&mut self, axis: usize, start: usize, step: isize, len: usize) {
        if len > 0 {
            self.offset = (self.offset as isize + start as isize * self.strides[axis]) as usize;
        }
        self.strides[axis] = self.strides[axis].wrapping_mul(step);
        self.shape[axis] = len;
    }

    /// The layout without `axis`, at index `at` of it.
    pub fn index_axis(&mut self, axis: usize, at: usize) {
        self.offset = (self.offset as isize + at as isize * self.strides[axis]) as usize;
        self.shape.remove(axis);
        self.strides.remove(axis);
    }

    /// With one axis moved to the end.
    pub fn axis_last(&self, axis: usize) -> Layout {
        let mut moved = self.clone();
        moved.shape[axis..].rotate_left(1);
        moved.strides[axis..].rotate_left(1);
        moved
    }

    /// A new axis of length 1 and stride 0 before `axis`.
    pub fn insert_axis(&mut self, axis: usize) {
        self.shape.insert(axis, 1);
        self.strides.insert(axis, 0);
    }
}

fn contiguous(layout: &Layout, fastest_first: impl Iterator<Item = usize>) -> bool {
    if layout.size() == 0 {
        return true;
    }
    let mut step = layout.itemsize() as isize;
    for axis in fastest_first {
        let n = layout.shape[axis];
        if n == 1 {
            continue;
        }
        if layout.strides[axis] != step {
            return false;
        }
        step *= n as isize;
    }
    true
}

/// Byte strides of a C-contiguous array. As NumPy, an axis of length 0 counts as 1.
pub fn c_strides(shape: &[usize], itemsize: usize) -> Strides {
    let mut strides: Strides = SmallVec::from_elem(0, shape.len());
    let mut step = itemsize as isize;
    for (s, &n) in strides.iter_mut().zip(shape).rev() {
        *s = step;
        step = step.wrapping_mul(n.max(1) as isize);
    }
    strides
}

/// Byte strides of a Fortran-contiguous array.
pub fn f_strides(shape: &[usize], itemsize: usize) -> Strides {
    let mut strides: Strides = SmallVec::from_elem(0, shape.len());
    let mut step = itemsize as isize;
    for (s, &n) in strides.iter_mut().zip(shape) {
        *s = step;
        step = step.wrapping_mul(n.max(1) as isize);
    }
    strides
}

/// The number of elements of a shape.
///
/// # Errors
/// `ValueError` if the bytes of such an array do not fit an address, as NumPy words it.
pub fn checked_size(shape: &[usize], itemsize: usize) -> Result<usize> {
    let mut size = 1usize;
    let mut bytes = itemsize.max(1);
    for &n in shape.iter().filter(|&&n| n != 0) {
        size = size.saturating_mul(n);
        bytes = bytes.checked_mul(n).filter(|&b| b <= isize::MAX as usize).ok_or_else(|| {
            Error::value("array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.")
        })?;
    }
    Ok(if shape.contains(&0) { 0 } else { size })
}

/// A Python axis number as an index into `rank` axes.
///
/// # Errors
/// `AxisError`, as NumPy words it.
pub fn normalize_axis(axis: i64, rank: usize) -> Result<usize> {
    let n = rank as i64;
    if axis < -n || axis >= n {
        return Err(Error::new(ErrorKind::Axis, format!("axis {axis} is out of bounds for array of dimension {rank}")));
    }
    Ok((if axis < 0 { axis + n } else { axis }) as usize)
}
