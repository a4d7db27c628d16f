//! Whole views in step: the drivers under every kernel. The kernel gives a closure over plain elements; the driver
//! walks the strides, splits the work among threads above a size, and looks at the interrupt flag.
//!
//! All views of a call have the shape of `out` (broadcast them first; stride 0 is fine for sources). Where a source
//! overlaps the destination other than element by element, or elements of the destination overlap each other, the result
//! is built apart and then copied; a caller that wants to tell why copies the source first
//! (see [`overlap`](crate::engine::overlap)). The closures are `Sync`, so they can capture no view.

use super::bodies::{Map1, Map2, Map3, MapBlocks, Update, types};
use super::simd;
use super::threads;
use super::tile::Tile;
use super::walk::{self, Sequence, Walk};
use crate::engine::dtype::Element;
use crate::engine::error::Result;
use crate::engine::interrupt;
use crate::engine::layout::{Layout, Order};
use crate::engine::mem::copy::copy_same_dtype;
use crate::engine::overlap;
use crate::engine::view::View;

pub use super::lanes::{Lane, LaneMut, fold_lanes, map_lanes, update_lanes};

/// `out[i] = f()`, in C order on one thread.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn fill<O: Element>(out: &View, mut f: impl FnMut() -> O) -> Result<()> {
    expect_out::<O>(out);
    if out.size() == 0 {
        return Ok(());
    }
    Walk::new([out], Sequence::C).run_here(|tile| {
        for row in 0..tile.rows {
            let to = tile.run::<O>(0, row);
            for i in 0..tile.len {
                // SAFETY: a tile lies in its views (`Walk`).
                unsafe { to.set(i, f()) }
            }
        }
    })
}

/// `out[i] = value`.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn fill_value<O: Element>(out: &View, value: O) -> Result<()> {
    expect_out::<O>(out);
    if out.size() == 0 {
        return Ok(());
    }
    let body = move |tile: &Tile<1>| {
        for row in 0..tile.rows {
            let to = tile.run::<O>(0, row);
            for i in 0..tile.len {
                // SAFETY: a tile lies in its views (`Walk`).
                unsafe { if to.adjacent() { to.put(i, value) } else { to.set(i, value) } }
            }
        }
    };
    if overlap::may_overlap_itself(out.layout()) {
        Walk::new([out], Sequence::C).run_here(body)
    } else {
        Walk::new([out], Sequence::Any).run(&body)
    }
}

/// `out[i] = f(k)` where `k` counts the elements in C order; in any order.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn tabulate<O: Element>(out: &View, f: impl Fn(usize) -> O + Sync) -> Result<()> {
    if !out.layout().is_c_contiguous() {
        let mut k = 0;
        return fill(out, || {
            k += 1;
            f(k - 1)
        });
    }
    expect_out::<O>(out);
    if out.size() == 0 {
        return Ok(());
    }
    let start = out.address();
    Walk::new([out], Sequence::Any).run(&move |tile| {
        let first = (tile.at[0] as usize - start) / size_of::<O>();
        let to = tile.run::<O>(0, 0);
        for i in 0..tile.len {
            // SAFETY: a contiguous view is one run, of which this tile is a part.
            unsafe { to.set(i, f(first + i)) }
        }
    })
}

/// Fills `out` by slices of consecutive elements: `f(k, slice)` writes the elements from number `k` (in C order) on. In any
/// order and on several threads; the slices have `chunk` elements each, but for the last. What a slice holds before is
/// arbitrary.
///
/// # Errors
/// `KeyboardInterrupt`; `MemoryError` if `out` is not contiguous.
///
/// # Panics
/// If `chunk` is 0.
pub fn fill_slices<O: Element>(out: &View, chunk: usize, f: impl Fn(usize, &mut [O]) + Sync) -> Result<()> {
    expect_out::<O>(out);
    assert!(chunk > 0, "a slice has elements");
    let n = out.size();
    let start = Start(out.buffer().ptr().wrapping_add(out.layout().offset));
    if n == 0 {
        return Ok(());
    }
    if !out.layout().is_c_contiguous() || !(start.0 as usize).is_multiple_of(align_of::<O>()) {
        let flat = View::scratch(Layout::c(O::DTYPE, &[n]))?;
        fill_slices(&flat, chunk, f)?;
        return copy_same_dtype(&flat.derive(Layout::c(O::DTYPE, out.shape())), out);
    }
    let piece = |k: usize| {
        let (from, to) = (k * chunk, n.min((k + 1) * chunk));
        // SAFETY: elements `from..to` of a contiguous, aligned view, lent to this call alone.
        f(from, unsafe { std::slice::from_raw_parts_mut(start.get().cast::<O>().add(from), to - from) });
    };
    let go = |from: usize, to: usize| (from..to).take_while(|_| !interrupt::requested()).for_each(piece);
    let pieces = n.div_ceil(chunk);
    if pieces > 1 && n * size_of::<O>() >= walk::PARALLEL_BYTES / 4 {
        threads::parallel(pieces, go);
    } else {
        go(0, pieces);
    }
    interrupt::check()
}

/// The first byte of a view that is alive while threads are handed parts of it.
#[derive(Clone, Copy)]
struct Start(*mut u8);

impl Start {
    fn get(self) -> *mut u8 {
        self.0
    }
}

// SAFETY: the address alone is shared; what is read and written through it is the driver's to divide.
unsafe impl Sync for Start {}

/// `out[i] = f(a[i])`, in any order.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn map1<A: Element, O: Element>(a: &View, out: &View, f: impl Fn(A) -> O + Sync) -> Result<()> {
    expect::<A>(a);
    expect_out::<O>(out);
    map([out, a], &|tile| simd::dispatch(Map1 { tile, f: &f, types: types::<(A, O)>() }))
}

/// Elements that [`map_blocks`] hands over together.
pub const BLOCK: usize = 64;

/// A function of one element that is computed for many together. A trait, not a closure: its functions must become part
/// of the loops of each level of vectors, whatever their size.
pub trait Blockwise<A: Element, O: Element> {
    /// Of one element. Mark it `#[inline]` or leave it to be called.
    fn one(x: A) -> O;

    /// The same of a whole block. Mark it `#[inline(always)]`.
    fn block(a: &[A; BLOCK], out: &mut [O; BLOCK]);
}

/// `out[i] = f(a[i])`, in any order and in blocks, the last filled up with an element of its own.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn map_blocks<A: Element, O: Element, F: Blockwise<A, O>>(a: &View, out: &View) -> Result<()> {
    expect::<A>(a);
    expect_out::<O>(out);
    map([out, a], &|tile| simd::dispatch(MapBlocks { tile, types: types::<(A, O, F)>() }))
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
    expect::<A>(a);
    expect::<B>(b);
    expect_out::<O>(out);
    map([out, a, b], &|tile| simd::dispatch(Map2 { tile, f: &f, types: types::<(A, B, O)>() }))
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
    expect::<A>(a);
    expect::<B>(b);
    expect::<C>(c);
    expect_out::<O>(out);
    map([out, a, b, c], &|tile| simd::dispatch(Map3 { tile, f: &f, types: types::<(A, B, C, O)>() }))
}

/// `out[i] = f(out[i], a[i])` in C order of `a`, on one thread: `out` may have strides of 0 (a reduction that adds
/// rows), and any overlap with `a` is met element after element.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn update<A: Element, O: Element>(out: &View, a: &View, mut f: impl FnMut(O, A) -> O) -> Result<()> {
    expect::<A>(a);
    expect_out::<O>(out);
    if a.size() == 0 {
        return Ok(());
    }
    let walk = Walk::new([out, a], Sequence::C);
    let apart = !walk.meets(1);
    walk.run_here(|tile| simd::dispatch(Update { tile, apart, f: &mut f, types: types::<(A, O)>() }))
}

/// As [`update`], where the order matters only among the elements of `a` that fall on one element of `out` (those are
/// met in C order): other axes are free, and several threads may work.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn accumulate_into<A: Element, O: Element>(out: &View, a: &View, f: impl Fn(O, A) -> O + Sync) -> Result<()> {
    expect::<A>(a);
    expect_out::<O>(out);
    if a.size() == 0 {
        return Ok(());
    }
    if out.may_share_memory(a) || moving_axes_overlap(out) {
        return update(out, a, f);
    }
    Walk::new([out, a], Sequence::Reduce)
        .reduce(&|tile| simd::dispatch(Update { tile, apart: true, f: &mut &f, types: types::<(A, O)>() }))
}

/// Calls `f` for each element in C order on one thread, until it returns `false`.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn visit<A: Element>(a: &View, mut f: impl FnMut(A) -> bool) -> Result<()> {
    expect::<A>(a);
    if a.size() == 0 {
        return Ok(());
    }
    let mut on = true;
    Walk::new([a], Sequence::C).run_while(|tile| {
        for row in 0..tile.rows {
            let from = tile.run::<A>(0, row);
            // SAFETY: a tile lies in its views (`Walk`).
            on = on && (0..tile.len).all(|i| f(unsafe { from.get(i) }));
        }
        on
    })
}

/// # Panics
/// If `T` is not the view's element type.
#[inline]
pub(super) fn expect<T: Element>(view: &View) {
    assert_eq!(view.dtype(), T::DTYPE, "element type of a view");
}

/// # Panics
/// If `T` is not the view's element type, or its buffer is not for writing.
#[inline]
pub(super) fn expect_out<T: Element>(view: &View) {
    expect::<T>(view);
    assert!(view.buffer().writeable(), "a buffer to write to");
}

/// Whether elements may share a byte other than along axes with a stride of 0.
fn moving_axes_overlap(out: &View) -> bool {
    let mut layout = out.layout().clone();
    for axis in (0..layout.rank()).rev() {
        if layout.strides[axis] == 0 {
            layout.index_axis(axis, 0);
        }
    }
    overlap::may_overlap_itself(&layout)
}

/// Lets `run` fill a view like `out` in a buffer of its own, then copies it to `out`.
pub(super) fn apart(out: &View, run: impl FnOnce(&View) -> Result<()>) -> Result<()> {
    let fresh = View::scratch(out.layout().like(Order::K, out.dtype()))?;
    run(&fresh)?;
    copy_same_dtype(&fresh, out)
}

/// Runs an elementwise body: small or simple cases at once, others in tiles.
#[inline]
fn map<const N: usize>(views: [&View; N], body: &(dyn Fn(&Tile<N>) + Sync)) -> Result<()> {
    if views[0].size() == 0 {
        return Ok(());
    }
    let out = views[0];
    let meets =
        |v: &&View| std::rc::Rc::ptr_eq(v.buffer(), out.buffer()) && overlap::needs_copy(out.layout(), v.layout());
    if overlap::may_overlap_itself(out.layout()) || views[1..].iter().any(meets) {
        return apart(out, |fresh| map(std::array::from_fn(|k| if k == 0 { fresh } else { views[k] }), body));
    }
    let walk = Walk::new(views, Sequence::Any);
    if walk.rank() <= 1 && walk.size() < 1024 {
        body(&walk.whole());
        return interrupt::check();
    }
    walk.run(body)
}

#[cfg(test)]
#[path = "loops_tests.rs"]
mod tests;
