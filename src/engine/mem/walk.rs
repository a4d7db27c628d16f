//! The walk over several views in step: axes dropped, ordered and merged, then tiles handed to a body, on one thread or
//! on all. Nothing here knows an element type; bodies are compiled in [`loops`](super::loops) and
//! [`copy`](super::copy).

use super::grid::Grid;
use super::outlet::Outlet;
use super::stream;
use super::threads::{self, parallel};
use super::tile::Tile;
use crate::engine::error::Result;
use crate::engine::interrupt;
use crate::engine::layout;
use crate::engine::view::View;
use smallvec::SmallVec;

/// Work of fewer bytes stays on one thread.
pub(super) const PARALLEL_BYTES: usize = 512 << 10;

/// The order in which elements may be met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sequence {
    /// Any: axes may be permuted and turned round, and several threads may work.
    Any,
    /// C order.
    C,
    /// Any among the elements of the destination; C order among the source's elements that fall on one of them
    /// (axes where operand 0 has a stride of 0).
    Reduce,
}

/// A prepared walk.
#[derive(Debug, Clone)]
pub(super) struct Walk<const N: usize> {
    pub(super) shape: SmallVec<[usize; 4]>,
    pub(super) strides: SmallVec<[[isize; N]; 4]>,
    pub(super) at: [*mut u8; N],
    pub(super) itemsize: [usize; N],
    pub(super) sequence: Sequence,
    /// How many elements the body works on for each position (a lane's length).
    pub(super) weight: usize,
}

// SAFETY: the pointers are shared with helper threads only while `run` or `reduce` blocks its caller, which keeps the
// views alive; the threads write disjoint parts of operand 0.
unsafe impl<const N: usize> Sync for Walk<N> {}

impl<const N: usize> Walk<N> {
    /// Over the elements. All views have the same shape.
    pub fn new(views: [&View; N], sequence: Sequence) -> Walk<N> {
        let shape = views[0].shape();
        assert!(views.iter().all(|v| v.shape() == shape), "views in step have one shape");
        Walk::prepare(views, shape, sequence, 1)
    }

    /// Over the elements of a view and of memory outside any buffer, `at` (C-contiguous, of the same shape and element
    /// size), which is operand `outside`.
    pub fn with_outside(view: &View, at: *mut u8, outside: usize, sequence: Sequence) -> Walk<N> {
        let strides = layout::c_strides(view.shape(), view.layout().itemsize());
        let inside = (view.buffer().ptr().wrapping_add(view.layout().offset), view.strides());
        let both: [(*mut u8, &[isize]); N] =
            std::array::from_fn(|k| if k == outside { (at, &strides[..]) } else { inside });
        Walk::arrange(both, [view.layout().itemsize(); N], view.shape(), sequence, 1)
    }

    /// Over the starts of the lanes along the last axes. The other axes agree.
    pub fn lanes(views: [&View; N]) -> Walk<N> {
        let outer = |v: &View| v.rank().checked_sub(1).expect("lanes need an axis");
        let shape = &views[0].shape()[..outer(views[0])];
        assert!(views.iter().all(|v| v.shape()[..outer(v)] == *shape), "lanes in step have one shape");
        let weight = views.iter().map(|v| v.shape()[shape.len()]).max().unwrap_or(1);
        Walk::prepare(views, shape, Sequence::Any, weight.max(1))
    }

    /// Over the elements of the first view and the starts of the lanes of the others.
    pub fn elements_and_lanes(views: [&View; N]) -> Walk<N> {
        let shape = views[0].shape();
        assert!(views[1..].iter().all(|v| v.rank() == shape.len() + 1 && v.shape()[..shape.len()] == *shape));
        let weight = views[N - 1].shape()[shape.len()];
        Walk::prepare(views, shape, Sequence::Any, weight.max(1))
    }

    fn prepare(views: [&View; N], shape: &[usize], sequence: Sequence, weight: usize) -> Walk<N> {
        let starts = views.map(|v| (v.buffer().ptr().wrapping_add(v.layout().offset), v.strides()));
        Walk::arrange(starts, views.map(|v| v.layout().itemsize()), shape, sequence, weight)
    }

    fn arrange(
        starts: [(*mut u8, &[isize]); N],
        itemsize: [usize; N],
        shape: &[usize],
        sequence: Sequence,
        weight: usize,
    ) -> Walk<N> {
        let mut walk = Walk {
            shape: SmallVec::new(),
            strides: SmallVec::new(),
            at: starts.map(|s| s.0),
            itemsize,
            sequence,
            weight,
        };
        for (axis, &n) in shape.iter().enumerate() {
            if n != 1 {
                walk.shape.push(n);
                walk.strides.push(starts.map(|s| s.1[axis]));
            }
        }
        if !walk.shape.contains(&0) {
            match sequence {
                Sequence::Any => {
                    walk.turn();
                    walk.sort();
                }
                Sequence::Reduce => walk.sort_for_reduction(),
                Sequence::C => {}
            }
        }
        walk.merge();
        walk
    }

    /// Walks axes forwards that the destination walks backwards.
    fn turn(&mut self) {
        for (strides, &n) in self.strides.iter_mut().zip(&self.shape) {
            let first = strides.iter().copied().find(|&s| s != 0).unwrap_or(0);
            if first < 0 {
                for (at, stride) in self.at.iter_mut().zip(strides) {
                    *at = at.wrapping_offset((n as isize - 1) * *stride);
                    *stride = -*stride;
                }
            }
        }
    }

    /// The axis with the smallest steps becomes the last.
    fn sort(&mut self) {
        let key = |s: &[isize; N]| s.map(|x| std::cmp::Reverse(x.unsigned_abs()));
        if self.strides.is_sorted_by_key(key) {
            return;
        }
        let mut axes: SmallVec<[(usize, [isize; N]); 4]> =
            self.shape.iter().copied().zip(self.strides.iter().copied()).collect();
        axes.sort_by_key(|(_, s)| key(s));
        self.shape = axes.iter().map(|a| a.0).collect();
        self.strides = axes.iter().map(|a| a.1).collect();
    }

    /// The source's smallest steps come last, but reduced axes keep their order among themselves.
    fn sort_for_reduction(&mut self) {
        let mut order: SmallVec<[usize; 4]> = (0..self.rank()).collect();
        order.sort_by_key(|&x| std::cmp::Reverse(self.strides[x][N - 1].unsigned_abs()));
        let mut reduced = (0..self.rank()).filter(|&x| self.strides[x][0] == 0);
        for x in &mut order {
            if self.strides[*x][0] == 0 {
                *x = reduced.next().expect("as many reduced axes as before");
            }
        }
        self.shape = order.iter().map(|&x| self.shape[x]).collect();
        self.strides = order.iter().map(|&x| self.strides[x]).collect();
    }

    /// Makes one axis of neighbours that every operand walks as one.
    fn merge(&mut self) {
        let mut axis = 1;
        while axis < self.shape.len() {
            let inner = self.shape[axis] as isize;
            let one = (0..N).all(|k| self.strides[axis][k].wrapping_mul(inner) == self.strides[axis - 1][k]);
            if one {
                self.shape[axis - 1] *= self.shape[axis];
                self.strides[axis - 1] = self.strides[axis];
                self.shape.remove(axis);
                self.strides.remove(axis);
            } else {
                axis += 1;
            }
        }
    }

    /// The number of elements.
    pub fn size(&self) -> usize {
        self.shape.iter().product()
    }

    /// Bytes of the elements of operand 0.
    pub fn destination_bytes(&self) -> usize {
        self.size() * self.itemsize[0]
    }

    /// Bytes of an element of operand 0.
    pub fn itemsize(&self) -> usize {
        self.itemsize[0]
    }

    /// The order in which elements may be met.
    pub fn sequence(&self) -> Sequence {
        self.sequence
    }

    /// The number of axes that remain.
    pub fn rank(&self) -> usize {
        self.shape.len()
    }

    /// The one tile of a walk of at most one axis.
    pub fn whole(&self) -> Tile<N> {
        let (len, step) = if self.rank() == 0 { (1, [0; N]) } else { (self.shape[0], self.strides[0]) };
        Tile { at: self.at, step, len, row_step: [0; N], rows: 1 }
    }

    /// Whether the reachable bytes of operands 0 and `k` meet.
    pub fn meets(&self, k: usize) -> bool {
        let range = |k: usize| {
            let (mut low, mut high) = (self.at[k] as isize, self.at[k] as isize + self.itemsize[k] as isize);
            for (&n, strides) in self.shape.iter().zip(&self.strides) {
                let reach = (n as isize - 1) * strides[k];
                if reach < 0 { low += reach } else { high += reach }
            }
            (low, high)
        };
        let ((a0, a1), (b0, b1)) = (range(0), range(k));
        a0 < b1 && b0 < a1
    }

    /// Hands tiles to `body` on this thread, in the order of the walk.
    ///
    /// # Errors
    /// `KeyboardInterrupt`.
    pub fn run_here(&self, mut body: impl FnMut(&Tile<N>)) -> Result<()> {
        self.run_while(|tile| {
            body(tile);
            true
        })
    }

    /// As [`Walk::run_here`], until `body` returns `false`.
    ///
    /// # Errors
    /// `KeyboardInterrupt`.
    pub fn run_while(&self, mut body: impl FnMut(&Tile<N>) -> bool) -> Result<()> {
        let grid = Grid::new(self);
        grid.each(self, 0, grid.count, &mut body);
        interrupt::check()
    }

    /// Hands tiles to `body`, on all cores if there is enough to do. The caller promises that no two elements of
    /// operand 0 share a byte, that a source meets operand 0 in the same element only, and that the body writes every
    /// element of operand 0 and reads none.
    ///
    /// # Errors
    /// `KeyboardInterrupt`.
    pub fn run(&self, body: &(dyn Fn(&Tile<N>) + Sync)) -> Result<()> {
        self.run_through(Outlet::choose(self), body)
    }

    /// As [`Walk::run`], but the body is always handed the destination itself, which it may read.
    ///
    /// # Errors
    /// `KeyboardInterrupt`.
    pub fn run_direct(&self, body: &(dyn Fn(&Tile<N>) + Sync)) -> Result<()> {
        self.run_through(Outlet::Direct, body)
    }

    /// As [`Walk::run_direct`] on this thread. Where a stop is wanted now, it has not run to its end.
    pub fn run_without_result(&self, body: &dyn Fn(&Tile<N>)) {
        let grid = Grid::new(self);
        grid.each(self, 0, grid.count, &mut |tile| {
            body(tile);
            true
        });
        stream::fence();
    }

    fn run_through(&self, out: Outlet, body: &(dyn Fn(&Tile<N>) + Sync)) -> Result<()> {
        let grid = Grid::new(self);
        let part = |from, to| {
            out.run(body, |emit| grid.each(self, from, to, emit));
            stream::fence();
        };
        if !self.is_large() || grid.count < 2 {
            part(0, grid.count);
        } else {
            parallel(grid.count, part);
        }
        interrupt::check()
    }

    /// As [`Walk::run_direct`] on this thread, deaf to interrupts.
    pub fn run_to_the_end(&self, body: &dyn Fn(&Tile<N>)) {
        let mut grid = Grid::new(self);
        grid.deaf = true;
        grid.each(self, 0, grid.count, &mut |tile| {
            body(tile);
            true
        });
        stream::fence();
    }

    /// Hands tiles of a reduction to `body`, on all cores if there is enough to do: the axes along which operand 0
    /// moves are split among them.
    ///
    /// # Errors
    /// `KeyboardInterrupt`.
    pub fn reduce(&self, body: &(dyn Fn(&Tile<N>) + Sync)) -> Result<()> {
        let free = (0..self.rank()).filter(|&x| self.strides[x][0] != 0).max_by_key(|&x| self.shape[x]);
        let Some(axis) = free.filter(|_| self.is_large()) else {
            return self.run_here(body);
        };
        let n = self.shape[axis];
        let threads = threads::count();
        let block = n.div_ceil(threads * n.div_ceil(threads * super::grid::TILE / 2));
        parallel(n.div_ceil(block), |from, to| {
            for k in from..to {
                let part = self.part(axis, k * block, n.min((k + 1) * block));
                let grid = Grid::new(&part);
                grid.each(&part, 0, grid.count, &mut |tile| {
                    body(tile);
                    true
                });
            }
        });
        interrupt::check()
    }

    fn part(&self, axis: usize, from: usize, to: usize) -> Walk<N> {
        let mut part = self.clone();
        part.shape[axis] = to - from;
        for k in 0..N {
            part.at[k] = part.at[k].wrapping_offset(from as isize * self.strides[axis][k]);
        }
        part
    }

    fn is_large(&self) -> bool {
        let bytes: usize = self.itemsize.iter().sum();
        self.size().saturating_mul(bytes).saturating_mul(self.weight) >= PARALLEL_BYTES
    }
}
