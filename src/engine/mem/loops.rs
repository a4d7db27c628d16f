//! Whole views in step: the drivers under every kernel. The kernel gives a closure over plain elements; the driver
//! walks the strides, splits the work among threads above a size, and looks at the interrupt flag.
//!
//! All views of a call have the shape of `out` (broadcast them first; stride 0 is fine for sources). Where a source
//! overlaps the destination other than element by element, or elements of the destination overlap each other, the result
//! is built apart and then copied; a caller that wants to tell why copies the source first
//! (see [`overlap`](crate::engine::overlap)). The closures are `Sync`, so they can capture no view.

use super::simd::{self, Body};
use super::tile::Tile;
use super::walk::{Sequence, Walk};
use crate::engine::dtype::Element;
use crate::engine::error::Result;
use crate::engine::interrupt;
use crate::engine::layout::Order;
use crate::engine::mem::buffer::Init;
use crate::engine::mem::copy::copy_same_dtype;
use crate::engine::overlap;
use crate::engine::view::View;

pub use super::lanes::{Lane, LaneMut, fold_lanes, map_lanes, update_lanes};

/// `out[i] = f()`, in C order on one thread.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn fill<O: Element>(out: &View, mut f: impl FnMut() -> O) -> Result<()> {
    expect::<O>(out);
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
    expect::<O>(out);
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
    expect::<O>(out);
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

/// `out[i] = f(a[i])`, in any order.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn map1<A: Element, O: Element>(a: &View, out: &View, f: impl Fn(A) -> O + Sync) -> Result<()> {
    expect::<A>(a);
    expect::<O>(out);
    map([out, a], &|tile| simd::dispatch(Map1 { tile, f: &f, types: types::<(A, O)>() }))
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
    expect::<O>(out);
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
    expect::<O>(out);
    map([out, a, b, c], &|tile| Map3 { tile, f: &f, types: types::<(A, B, C, O)>() }.run())
}

/// `out[i] = f(out[i], a[i])` in C order of `a`, on one thread: `out` may have strides of 0 (a reduction that adds
/// rows), and any overlap with `a` is met element after element.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn update<A: Element, O: Element>(out: &View, a: &View, mut f: impl FnMut(O, A) -> O) -> Result<()> {
    expect::<A>(a);
    expect::<O>(out);
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
    expect::<O>(out);
    if a.size() == 0 {
        return Ok(());
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

/// Runs both, on two threads if one is free; the floating-point flags of both are raised here.
pub fn join(a: impl FnOnce() + Send, b: impl FnOnce() + Send) {
    let (x, y) = rayon::join(|| super::fpstatus::collected(a), || super::fpstatus::collected(b));
    super::fpstatus::raise(x | y);
}

/// # Panics
/// If `T` is not the view's element type.
#[inline]
pub(super) fn expect<T: Element>(view: &View) {
    assert_eq!(view.dtype(), T::DTYPE, "element type of a view");
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
    let fresh = View::alloc(out.layout().like(Order::K, out.dtype()), Init::Uninit)?;
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

type Types<T> = std::marker::PhantomData<fn() -> T>;

fn types<T>() -> Types<T> {
    std::marker::PhantomData
}

struct Map1<'a, F, T> {
    tile: &'a Tile<2>,
    f: &'a F,
    types: Types<T>,
}

impl<A: Element, O: Element, F: Fn(A) -> O> Body for Map1<'_, F, (A, O)> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for row in 0..self.tile.rows {
            let (o, a) = (self.tile.run::<O>(0, row), self.tile.run::<A>(1, row));
            let f = self.f;
            // SAFETY: a tile lies in its views (`Walk`).
            unsafe {
                if o.adjacent() && a.adjacent() {
                    each(self.tile.len, |i| o.put(i, f(a.at(i))));
                } else {
                    each(self.tile.len, |i| o.set(i, f(a.get(i))));
                }
            }
        }
    }
}

struct Map2<'a, F, T> {
    tile: &'a Tile<3>,
    f: &'a F,
    types: Types<T>,
}

impl<A: Element, B: Element, O: Element, F: Fn(A, B) -> O> Body for Map2<'_, F, (A, B, O)> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let tile = self.tile;
        for row in 0..tile.rows {
            let (o, a, b) = (tile.run::<O>(0, row), tile.run::<A>(1, row), tile.run::<B>(2, row));
            let f = self.f;
            // SAFETY: a tile lies in its views (`Walk`).
            unsafe {
                if o.adjacent() && a.adjacent() && b.adjacent() {
                    each(tile.len, |i| o.put(i, f(a.at(i), b.at(i))));
                } else if o.adjacent() && a.adjacent() && b.constant() {
                    let y = b.at(0);
                    each(tile.len, |i| o.put(i, f(a.at(i), y)));
                } else if o.adjacent() && a.constant() && b.adjacent() {
                    let x = a.at(0);
                    each(tile.len, |i| o.put(i, f(x, b.at(i))));
                } else {
                    each(tile.len, |i| o.set(i, f(a.get(i), b.get(i))));
                }
            }
        }
    }
}

struct Map3<'a, F, T> {
    tile: &'a Tile<4>,
    f: &'a F,
    types: Types<T>,
}

impl<A: Element, B: Element, C: Element, O: Element, F: Fn(A, B, C) -> O> Body for Map3<'_, F, (A, B, C, O)> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let tile = self.tile;
        for row in 0..tile.rows {
            let (o, a) = (tile.run::<O>(0, row), tile.run::<A>(1, row));
            let (b, c) = (tile.run::<B>(2, row), tile.run::<C>(3, row));
            // SAFETY: a tile lies in its views (`Walk`).
            unsafe { each(tile.len, |i| o.set(i, (self.f)(a.get(i), b.get(i), c.get(i)))) }
        }
    }
}

struct Update<'a, F, T> {
    tile: &'a Tile<2>,
    apart: bool,
    f: &'a mut F,
    types: Types<T>,
}

impl<A: Element, O: Element, F: FnMut(O, A) -> O> Body for Update<'_, F, (A, O)> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let (tile, f) = (self.tile, self.f);
        let mut row = 0;
        if self.apart && tile.row_step[0] == 0 && tile.run::<O>(0, 0).adjacent() && tile.run::<A>(1, 0).adjacent() {
            // Four rows fall on one: each element of it is read and written once for the four.
            while row + 4 <= tile.rows {
                let o = tile.run::<O>(0, row);
                let a: [_; 4] = std::array::from_fn(|k| tile.run::<A>(1, row + k));
                // SAFETY: a tile lies in its views (`Walk`).
                unsafe { each(tile.len, |i| o.put(i, a.iter().fold(o.at(i), |sum, a| f(sum, a.at(i))))) }
                row += 4;
            }
        }
        for row in row..tile.rows {
            let (o, a) = (tile.run::<O>(0, row), tile.run::<A>(1, row));
            // SAFETY: a tile lies in its views (`Walk`).
            unsafe {
                if o.constant() && self.apart {
                    let mut sum = o.at(0);
                    each(tile.len, |i| sum = f(sum, a.get(i)));
                    o.put(0, sum);
                } else if o.adjacent() && a.adjacent() {
                    each(tile.len, |i| o.put(i, f(o.at(i), a.at(i))));
                } else {
                    each(tile.len, |i| o.set(i, f(o.get(i), a.get(i))));
                }
            }
        }
    }
}

#[inline(always)]
fn each(len: usize, mut f: impl FnMut(usize)) {
    for i in 0..len {
        f(i);
    }
}

#[cfg(test)]
#[path = "loops_tests.rs"]
mod tests;
