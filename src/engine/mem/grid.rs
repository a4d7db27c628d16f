//! A walk cut into tiles.

use super::outlet::SCRATCH;
use super::tile::Tile;
use super::walk::{Sequence, Walk};
use crate::engine::interrupt;
use smallvec::SmallVec;

/// The most elements of a tile.
pub(super) const TILE: usize = 4096;
/// Side of a tile where two operands disagree about the fastest axis.
pub(super) const SQUARE: usize = 64;
/// Strides of at least a page.
const FAR: usize = 4096;
/// Rows of a tile that are reduced to one.
const STACK: usize = 16;

/// How the iteration space is cut into tiles.
pub(super) struct Grid {
    /// Elements and rows of a full tile.
    len: usize,
    rows: usize,
    /// Whether rows are so short that the tile is better walked down.
    sideways: bool,
    /// Tiles along the last axis, along the one before, and along each of the others.
    across: usize,
    down: usize,
    pub count: usize,
    /// Whether interrupts are not heeded.
    pub deaf: bool,
}

impl Grid {
    pub fn new<const N: usize>(walk: &Walk<N>) -> Grid {
        let rank = walk.rank();
        let n = if rank > 0 { walk.shape[rank - 1] } else { 1 };
        let m = if rank > 1 { walk.shape[rank - 2] } else { 1 };
        let square = walk.sequence == Sequence::Any
            && rank > 1
            && walk.weight == 1
            && n > SQUARE
            && (0..N).any(|k| walk.strides[rank - 2][k].unsigned_abs() < walk.strides[rank - 1][k].unsigned_abs());
        let most = if square { SQUARE } else { (TILE / walk.weight).min(SCRATCH / walk.itemsize[0].max(1)).max(1) };
        // Elements far from each other may each be the first of a page that the system has to clear.
        let reach = |k: usize| if rank > 0 { walk.strides[rank - 1][k].unsigned_abs() } else { 0 };
        let far = (0..N).any(|k| reach(k) > FAR) && walk.sequence != Sequence::Reduce;
        let len = n.min(most).min(if far { SQUARE } else { TILE }).max(1);
        let rows = if square {
            m.min(SQUARE)
        } else if walk.sequence == Sequence::Reduce && rank > 1 && walk.strides[rank - 2][0] == 0 {
            m.min(STACK)
        } else if len == n {
            m.min(most / len)
        } else {
            1
        };
        let rows = rows.max(1);
        let free = match walk.sequence {
            Sequence::Any => true,
            Sequence::C => false,
            // Two reduced axes keep their order.
            Sequence::Reduce => rank > 1 && walk.strides[rank - 2][0] | walk.strides[rank - 1][0] != 0,
        };
        let sideways = free && n < 8 && rows > n;
        let (across, down) = (n.div_ceil(len), m.div_ceil(rows));
        let outer: usize = walk.shape[..rank.saturating_sub(2)].iter().product();
        Grid { len, rows, sideways, across, down, count: outer * across * down, deaf: false }
    }

    /// Calls `body` for the tiles `from..to`, until it returns `false` or an interrupt is wanted.
    pub fn each<const N: usize>(&self, walk: &Walk<N>, from: usize, to: usize, body: &mut dyn FnMut(&Tile<N>) -> bool) {
        let rank = walk.rank();
        let n = if rank > 0 { walk.shape[rank - 1] } else { 1 };
        let m = if rank > 1 { walk.shape[rank - 2] } else { 1 };
        let step = if rank > 0 { walk.strides[rank - 1] } else { [0; N] };
        let row_step = if rank > 1 { walk.strides[rank - 2] } else { [0; N] };
        let mut outer = Odometer::new(walk, from / (self.across * self.down));
        let (mut row, mut col) = (from / self.across % self.down, from % self.across);
        for _ in from..to {
            if interrupt::requested() && !self.deaf {
                return;
            }
            let (i, j) = (row * self.rows, col * self.len);
            let at =
                std::array::from_fn(|k| outer.at[k].wrapping_offset(i as isize * row_step[k] + j as isize * step[k]));
            let tile = Tile { at, step, len: self.len.min(n - j), row_step, rows: self.rows.min(m - i) };
            if !body(&if self.sideways { tile.sideways() } else { tile }) {
                return;
            }
            col += 1;
            if col == self.across {
                (col, row) = (0, row + 1);
                if row == self.down {
                    row = 0;
                    outer.advance(walk);
                }
            }
        }
    }
}

/// The position along the axes outside the tiles.
struct Odometer<const N: usize> {
    index: SmallVec<[usize; 4]>,
    at: [*mut u8; N],
}

impl<const N: usize> Odometer<N> {
    fn new(walk: &Walk<N>, mut position: usize) -> Odometer<N> {
        let axes = walk.rank().saturating_sub(2);
        let mut this = Odometer { index: SmallVec::from_elem(0, axes), at: walk.at };
        for axis in (0..axes).rev() {
            let i = position % walk.shape[axis];
            position /= walk.shape[axis];
            this.index[axis] = i;
            this.shift(walk, axis, i as isize);
        }
        this
    }

    fn shift(&mut self, walk: &Walk<N>, axis: usize, by: isize) {
        for k in 0..N {
            self.at[k] = self.at[k].wrapping_offset(by * walk.strides[axis][k]);
        }
    }

    fn advance(&mut self, walk: &Walk<N>) {
        for axis in (0..self.index.len()).rev() {
            self.index[axis] += 1;
            self.shift(walk, axis, 1);
            if self.index[axis] < walk.shape[axis] {
                return;
            }
            self.shift(walk, axis, -(walk.shape[axis] as isize));
            self.index[axis] = 0;
        }
    }
}
