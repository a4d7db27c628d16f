//! Whole views in step: the drivers under every kernel. The kernel gives a closure over plain elements; the driver
//! walks the strides, splits the work among threads above a size, and looks at the interrupt flag.
//!
//! All views of a call have the shape of `out` (broadcast them first; stride 0 is fine for sources). Where a source
//! overlaps the destination other than element by element, the caller copies it first
//! (see [`overlap`](crate::engine::overlap)). The closures are `Sync`, so they can capture no view.

use crate::engine::dtype::Element;
use crate::engine::error::Result;
use crate::engine::interrupt;
use crate::engine::layout::Layout;
use crate::engine::mem::access::{read, write};
use crate::engine::view::View;
use std::marker::PhantomData;

/// `out[i] = f()`, in C order on one thread.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn fill<O: Element>(out: &View, mut f: impl FnMut() -> O) -> Result<()> {
    for (k, o) in out.offsets().enumerate() {
        poll(k)?;
        write(out, o, f());
    }
    Ok(())
}

/// `out[i] = f(a[i])`, in any order.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn map1<A: Element, O: Element>(a: &View, out: &View, f: impl Fn(A) -> O + Sync) -> Result<()> {
    for (k, (i, o)) in a.offsets().zip(out.offsets()).enumerate() {
        poll(k)?;
        write(out, o, f(read(a, i)));
    }
    Ok(())
}

/// `out[i] = f(a[i], b[i])`, in any order.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn map2<A: Element, B: Element, O: Element>(
    a: &View,
    b: &View,
    out: &View,
    f: impl Fn(A, B) -> O + Sync,
) -> Result<()> {
    for (k, ((i, j), o)) in a.offsets().zip(b.offsets()).zip(out.offsets()).enumerate() {
        poll(k)?;
        write(out, o, f(read(a, i), read(b, j)));
    }
    Ok(())
}

/// `out[i] = f(a[i], b[i], c[i])`, in any order.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn map3<A: Element, B: Element, C: Element, O: Element>(
    a: &View,
    b: &View,
    c: &View,
    out: &View,
    f: impl Fn(A, B, C) -> O + Sync,
) -> Result<()> {
    let sources = a.offsets().zip(b.offsets()).zip(c.offsets());
    for (k, (((i, j), l), o)) in sources.zip(out.offsets()).enumerate() {
        poll(k)?;
        write(out, o, f(read(a, i), read(b, j), read(c, l)));
    }
    Ok(())
}

/// `out[i] = f(out[i], a[i])` in C order of `a`, on one thread: `out` may have strides of 0 (a reduction that adds
/// rows), and any overlap with `a` is met element after element.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn update<A: Element, O: Element>(out: &View, a: &View, mut f: impl FnMut(O, A) -> O) -> Result<()> {
    for (k, (i, o)) in a.offsets().zip(out.offsets()).enumerate() {
        poll(k)?;
        write(out, o, f(read(out, o), read(a, i)));
    }
    Ok(())
}

/// Calls `f` for each element in C order on one thread, until it returns `false`.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn visit<A: Element>(a: &View, mut f: impl FnMut(A) -> bool) -> Result<()> {
    for (k, i) in a.offsets().enumerate() {
        poll(k)?;
        if !f(read(a, i)) {
            break;
        }
    }
    Ok(())
}

/// `out[i] = f(lane i of a)`: reduces the **last** axis of `a`; `out` has the shape of `a` without it.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn fold_lanes<A: Element, O: Element>(a: &View, out: &View, f: impl Fn(Lane<'_, A>) -> O + Sync) -> Result<()> {
    let (outer, len, stride) = split_last(a.layout());
    for (k, (i, o)) in super::super::view::Offsets::new(&outer).zip(out.offsets()).enumerate() {
        poll(k)?;
        write(out, o, f(Lane::new(a, i, stride, len)));
    }
    Ok(())
}

/// `f(lane i of a, lane i of out)`: transforms the **last** axis (scans, sorts). The lengths of the last axes may
/// differ; the other axes agree. `a` and `out` do not overlap, and no two elements of `out` do.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn map_lanes<A: Element, O: Element>(
    a: &View,
    out: &View,
    f: impl Fn(Lane<'_, A>, LaneMut<'_, O>) + Sync,
) -> Result<()> {
    let (outer_a, len_a, stride_a) = split_last(a.layout());
    let (outer_o, len_o, stride_o) = split_last(out.layout());
    let starts = super::super::view::Offsets::new(&outer_a).zip(super::super::view::Offsets::new(&outer_o));
    for (k, (i, o)) in starts.enumerate() {
        poll(k)?;
        f(Lane::new(a, i, stride_a, len_a), LaneMut(Lane::new(out, o, stride_o, len_o)));
    }
    Ok(())
}

fn split_last(layout: &Layout) -> (Layout, usize, isize) {
    let mut outer = layout.clone();
    let last = outer.rank() - 1;
    let (len, stride) = (outer.shape[last], outer.strides[last]);
    outer.shape.remove(last);
    outer.strides.remove(last);
    (outer, len, stride)
}

#[inline]
fn poll(k: usize) -> Result<()> {
    if k.is_multiple_of(16_384) { interrupt::check() } else { Ok(()) }
}

/// A run of elements at equal byte steps, to read.
#[derive(Debug, Clone, Copy)]
pub struct Lane<'a, T> {
    start: *const u8,
    stride: isize,
    len: usize,
    element: PhantomData<&'a T>,
}

impl<'a, T: Element> Lane<'a, T> {
    /// The caller has checked that all `len` elements from byte `offset` on are in the view.
    fn new(view: &'a View, offset: usize, stride: isize, len: usize) -> Lane<'a, T> {
        assert_eq!(view.dtype(), T::DTYPE, "element type of a lane");
        Lane { start: view.buffer().ptr().wrapping_add(offset), stride, len, element: PhantomData }
    }

    /// The number of elements.
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Element `i`.
    ///
    /// # Panics
    /// If `i` is out of range.
    #[inline]
    pub fn get(&self, i: usize) -> T {
        assert!(i < self.len);
        // SAFETY: a lane lies in its view, which outlives it, and `i` is in range; any bytes are a `T`.
        unsafe { self.start.offset(i as isize * self.stride).cast::<T>().read_unaligned() }
    }

    /// The elements in order.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = T> + 'a {
        (0..self.len).map(move |i| self.get(i))
    }

    /// The elements `from..to`.
    ///
    /// # Panics
    /// If the range is not within the lane.
    #[inline]
    pub fn part(self, from: usize, to: usize) -> Lane<'a, T> {
        assert!(from <= to && to <= self.len);
        Lane { start: self.start.wrapping_offset(from as isize * self.stride), len: to - from, ..self }
    }

    /// The elements as a slice, if they are adjacent and aligned.
    #[inline]
    pub fn as_slice(&self) -> Option<&'a [T]> {
        let adjacent = self.stride == size_of::<T>() as isize && (self.start as usize).is_multiple_of(align_of::<T>());
        // SAFETY: `len` adjacent aligned elements in a view that outlives the slice; nothing writes to them meanwhile,
        // since the closure that holds the lane is `Sync` and so holds no view, and destinations do not overlap.
        adjacent.then(|| unsafe { std::slice::from_raw_parts(self.start.cast::<T>(), self.len) })
    }
}

/// A run of elements at equal byte steps, to read and write.
#[derive(Debug)]
pub struct LaneMut<'a, T>(Lane<'a, T>);

impl<'a, T: Element> LaneMut<'a, T> {
    /// The elements, to read.
    #[inline]
    pub fn lane(&self) -> Lane<'_, T> {
        self.0
    }

    /// Writes element `i`.
    ///
    /// # Panics
    /// If `i` is out of range.
    #[inline]
    pub fn set(&mut self, i: usize, value: T) {
        assert!(i < self.0.len);
        // SAFETY: as in `Lane::get`; the driver lends each destination lane once.
        unsafe { self.0.start.cast_mut().offset(i as isize * self.0.stride).cast::<T>().write_unaligned(value) }
    }

    /// The elements as a slice, if they are adjacent and aligned.
    #[inline]
    pub fn as_mut_slice(&mut self) -> Option<&mut [T]> {
        let adjacent =
            self.0.stride == size_of::<T>() as isize && (self.0.start as usize).is_multiple_of(align_of::<T>());
        // SAFETY: as in `Lane::as_slice`, and the driver's callers promise that no two elements of `out` overlap.
        adjacent.then(|| unsafe { std::slice::from_raw_parts_mut(self.0.start.cast::<T>().cast_mut(), self.0.len) })
    }
}
