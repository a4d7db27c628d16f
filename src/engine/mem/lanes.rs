//! Lanes: the elements along one axis, for kernels that reduce, scan or sort it.

use super::copy::copy_same_dtype;
use super::loops::{apart, expect, expect_out};
use super::simd;
use super::tile::Tile;
use super::walk::Walk;
use crate::engine::dtype::Element;
use crate::engine::error::Result;
use crate::engine::interrupt;
use crate::engine::overlap;
use crate::engine::view::View;
use std::marker::PhantomData;

/// `out[i] = f(lane i of a)`: reduces the **last** axis of `a`; `out` has the shape of `a` without it. Lanes come in any order and on several threads. In a lane longer than a few million elements `f` looks at
/// [`interrupt::requested`](crate::engine::interrupt::requested) itself and may then return anything.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn fold_lanes<A: Element, O: Element>(a: &View, out: &View, f: impl Fn(Lane<'_, A>) -> O + Sync) -> Result<()> {
    expect::<A>(a);
    expect_out::<O>(out);
    if out.size() == 0 {
        return Ok(());
    }
    if out.may_share_memory(a) || overlap::may_overlap_itself(out.layout()) {
        return apart(out, |fresh| fold_lanes(a, fresh, f));
    }
    let (len, stride) = last_axis(a);
    Walk::elements_and_lanes([out, a])
        .run_direct(&|tile| simd::dispatch(Fold { tile, stride, len, f: &f, types: PhantomData::<fn(A) -> O> }))
}

struct Fold<'a, F, T> {
    tile: &'a Tile<2>,
    stride: isize,
    len: usize,
    f: &'a F,
    types: PhantomData<T>,
}

impl<A: Element, O: Element, F: Fn(Lane<'_, A>) -> O> simd::Body for Fold<'_, F, fn(A) -> O> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for row in 0..self.tile.rows {
            let (to, from) = (self.tile.run::<O>(0, row), self.tile.run::<A>(1, row));
            for i in 0..self.tile.len {
                // SAFETY: the walk gives elements of `out` and starts of lanes of `a`.
                unsafe { to.set(i, (self.f)(Lane::new(from.start(i), self.stride, self.len))) }
            }
        }
    }
}

/// `f(lane i of a, lane i of out)`: transforms the **last** axis (scans, sorts). The lengths of the last axes may
/// differ; the other axes agree. Lanes come in any order and on several threads; long ones as in [`fold_lanes`].
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn map_lanes<A: Element, O: Element>(
    a: &View,
    out: &View,
    f: impl Fn(Lane<'_, A>, LaneMut<'_, O>) + Sync,
) -> Result<()> {
    expect::<A>(a);
    expect_out::<O>(out);
    if out.may_share_memory(a) || overlap::may_overlap_itself(out.layout()) {
        return apart(out, |fresh| {
            copy_same_dtype(out, fresh)?;
            map_lanes(a, fresh, f)
        });
    }
    let ((len_a, stride_a), (len_o, stride_o)) = (last_axis(a), last_axis(out));
    let walk = Walk::lanes([out, a]);
    if walk.size() == 0 {
        return Ok(());
    }
    walk.run_direct(&|tile| {
        for row in 0..tile.rows {
            let (to, from) = (tile.run::<O>(0, row), tile.run::<A>(1, row));
            for i in 0..tile.len {
                // SAFETY: the walk gives starts of lanes of both, each of `out` once.
                unsafe {
                    f(Lane::new(from.start(i), stride_a, len_a), LaneMut(Lane::new(to.start(i), stride_o, len_o)));
                }
            }
        }
    })
}

/// `f(lane i of out)`: changes the lanes of the **last** axis in place, in any order and on several threads.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn update_lanes<O: Element>(out: &View, f: impl Fn(LaneMut<'_, O>) + Sync) -> Result<()> {
    expect_out::<O>(out);
    if overlap::may_overlap_itself(out.layout()) {
        return apart(out, |fresh| {
            copy_same_dtype(out, fresh)?;
            update_lanes(fresh, f)
        });
    }
    let (len, stride) = last_axis(out);
    let walk = Walk::lanes([out]);
    if walk.size() == 0 {
        return Ok(());
    }
    walk.run_direct(&|tile| {
        for row in 0..tile.rows {
            let to = tile.run::<O>(0, row);
            for i in 0..tile.len {
                // SAFETY: the walk gives the start of each lane once.
                f(LaneMut(unsafe { Lane::new(to.start(i), stride, len) }));
            }
        }
    })
}

fn last_axis(view: &View) -> (usize, isize) {
    let last = view.rank().checked_sub(1).expect("lanes need an axis");
    (view.shape()[last], view.strides()[last])
}

/// A run of elements at equal byte steps, to read.
#[derive(Debug, Clone, Copy)]
pub struct Lane<'a, T> {
    start: *const u8,
    stride: isize,
    len: usize,
    element: PhantomData<&'a T>,
}

// SAFETY: a lane is a shared borrow of plain elements that nothing writes while it lives, as `&[T]` is.
unsafe impl<T: Sync> Send for Lane<'_, T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Lane<'_, T> {}

impl<'a, T: Element> Lane<'a, T> {
    /// # Safety
    /// All `len` elements can be read, and nobody writes them, as long as `'a` lasts.
    unsafe fn new(start: *const u8, stride: isize, len: usize) -> Lane<'a, T> {
        Lane { start, stride, len, element: PhantomData }
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

    /// Bytes from an element to the next.
    #[inline]
    pub fn stride(&self) -> isize {
        self.stride
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

    /// Copies the first elements.
    ///
    /// # Panics
    /// If the lane has fewer.
    #[inline]
    pub fn read(&self, into: &mut [T]) {
        assert!(into.len() <= self.len);
        for (i, x) in into.iter_mut().enumerate() {
            // SAFETY: as in `get`.
            *x = unsafe { self.start.offset(i as isize * self.stride).cast::<T>().read_unaligned() };
        }
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

    /// The lane in pieces of some milliseconds at most, until an interrupt is asked for; each with the index where it begins.
    #[inline]
    pub fn pieces(self) -> impl Iterator<Item = (usize, Lane<'a, T>)> {
        const PIECE: usize = 1 << 17;
        let starts = (0..self.len).step_by(PIECE).take_while(|_| !interrupt::requested());
        starts.map(move |from| (from, self.part(from, (from + PIECE).min(self.len))))
    }

    /// The elements as a slice, if they are adjacent and aligned.
    #[inline]
    pub fn as_slice(&self) -> Option<&'a [T]> {
        if self.len == 0 {
            return Some(&[]);
        }
        let adjacent = self.stride == size_of::<T>() as isize && (self.start as usize).is_multiple_of(align_of::<T>());
        // SAFETY: `len` adjacent aligned elements in a view that outlives the slice; nothing writes to them meanwhile,
        // since the closure that holds the lane is `Sync` and so holds no view, and the drivers build results apart
        // where they would overlap.
        adjacent.then(|| unsafe { std::slice::from_raw_parts(self.start.cast::<T>(), self.len) })
    }
}

/// A run of elements at equal byte steps, to read and write.
#[derive(Debug)]
pub struct LaneMut<'a, T>(Lane<'a, T>);

impl<T: Element> LaneMut<'_, T> {
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
        if self.0.len == 0 {
            return Some(&mut []);
        }
        let adjacent =
            self.0.stride == size_of::<T>() as isize && (self.0.start as usize).is_multiple_of(align_of::<T>());
        // SAFETY: as in `Lane::as_slice`, and no two elements of `out` overlap (the drivers see to it).
        adjacent.then(|| unsafe { std::slice::from_raw_parts_mut(self.0.start.cast::<T>().cast_mut(), self.0.len) })
    }
}
