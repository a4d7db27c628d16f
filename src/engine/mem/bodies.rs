//! The inner loops of the elementwise drivers, compiled for each closure and each level of [`simd`](super::simd): one for
//! neighbours in memory, one for a constant operand, one for any steps.

use super::loops::{BLOCK, Blockwise};
use super::simd::Body;
use super::tile::Tile;
use crate::engine::dtype::Element;

/// The element types of a body.
pub(super) type Types<T> = std::marker::PhantomData<fn() -> T>;

pub(super) fn types<T>() -> Types<T> {
    std::marker::PhantomData
}

/// `out[i] = f(a[i])` on a tile.
pub(super) struct Map1<'a, F, T> {
    pub tile: &'a Tile<2>,
    pub f: &'a F,
    pub types: Types<T>,
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

    #[inline(always)]
    fn run_compact(self) {
        for row in 0..self.tile.rows {
            let (o, a) = (self.tile.run::<O>(0, row), self.tile.run::<A>(1, row));
            // SAFETY: a tile lies in its views (`Walk`).
            unsafe { each(self.tile.len, |i| o.set(i, (self.f)(a.get(i)))) }
        }
    }
}

/// `out[i] = f(a[i])` on a tile, by blocks or one by one.
pub(super) struct MapBlocks<'a, T> {
    pub tile: &'a Tile<2>,
    pub types: Types<T>,
}

impl<A: Element, O: Element, F: Blockwise<A, O>> Body for MapBlocks<'_, (A, O, F)> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let len = self.tile.len;
        for row in 0..self.tile.rows {
            let (o, a) = (self.tile.run::<O>(0, row), self.tile.run::<A>(1, row));
            for start in (0..len).step_by(BLOCK) {
                let n = BLOCK.min(len - start);
                if n < BLOCK / 4 {
                    // SAFETY: as below.
                    unsafe { each(n, |i| o.set(start + i, F::one(a.get(start + i)))) }
                    continue;
                }
                // SAFETY: a tile lies in its views (`Walk`).
                unsafe {
                    let mut from = [a.get(start); BLOCK];
                    let mut to = [O::default(); BLOCK];
                    if a.adjacent() {
                        each(n, |i| from[i] = a.at(start + i));
                    } else {
                        each(n, |i| from[i] = a.get(start + i));
                    }
                    F::block(&from, &mut to);
                    if o.adjacent() {
                        each(n, |i| o.put(start + i, to[i]));
                    } else {
                        each(n, |i| o.set(start + i, to[i]));
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn run_compact(self) {
        Map1 { tile: self.tile, f: &F::one, types: types::<(A, O)>() }.run_compact();
    }
}

/// `out[i] = f(a[i], b[i])` on a tile.
pub(super) struct Map2<'a, F, T> {
    pub tile: &'a Tile<3>,
    pub f: &'a F,
    pub types: Types<T>,
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

    #[inline(always)]
    fn run_compact(self) {
        for row in 0..self.tile.rows {
            let o = self.tile.run::<O>(0, row);
            let (a, b) = (self.tile.run::<A>(1, row), self.tile.run::<B>(2, row));
            // SAFETY: a tile lies in its views (`Walk`).
            unsafe { each(self.tile.len, |i| o.set(i, (self.f)(a.get(i), b.get(i)))) }
        }
    }
}

/// `out[i] = f(a[i], b[i], c[i])` on a tile.
pub(super) struct Map3<'a, F, T> {
    pub tile: &'a Tile<4>,
    pub f: &'a F,
    pub types: Types<T>,
}

impl<A: Element, B: Element, C: Element, O: Element, F: Fn(A, B, C) -> O> Body for Map3<'_, F, (A, B, C, O)> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let tile = self.tile;
        for row in 0..tile.rows {
            let (o, a) = (tile.run::<O>(0, row), tile.run::<A>(1, row));
            let (b, c) = (tile.run::<B>(2, row), tile.run::<C>(3, row));
            let f = self.f;
            // SAFETY: a tile lies in its views (`Walk`).
            unsafe {
                if o.adjacent() && a.adjacent() && b.adjacent() && c.adjacent() {
                    each(tile.len, |i| o.put(i, f(a.at(i), b.at(i), c.at(i))));
                } else if o.adjacent() && a.adjacent() && b.constant() && c.constant() {
                    let (y, z) = (b.at(0), c.at(0));
                    each(tile.len, |i| o.put(i, f(a.at(i), y, z)));
                } else {
                    each(tile.len, |i| o.set(i, f(a.get(i), b.get(i), c.get(i))));
                }
            }
        }
    }
}

/// `out[i] = f(out[i], a[i])` on a tile, in order.
pub(super) struct Update<'a, F, T> {
    pub tile: &'a Tile<2>,
    /// Whether `out` shares no byte with `a`.
    pub apart: bool,
    pub f: &'a mut F,
    pub types: Types<T>,
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
