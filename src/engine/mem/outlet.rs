//! How the results of a walk reach the destination.

use super::stream;
use super::tile::Tile;
use super::walk::Walk;

/// Bytes of the block that results pass through before they leave for memory.
pub(super) const SCRATCH: usize = 8 << 10;

/// How results reach the destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlet {
    /// The body writes them there.
    Direct,
    /// Through a small block, since a source is the destination: the body then sees no overlap and vectorises.
    Block,
    /// Through a small block, and from there past the cache.
    PastCache,
}

impl Outlet {
    pub fn choose<const N: usize>(walk: &Walk<N>) -> Outlet {
        let rank = walk.rank();
        let item = walk.itemsize[0];
        let adjacent = rank > 0 && walk.strides[rank - 1][0] == item as isize && walk.shape[rank - 1] >= 16;
        if N < 2 || !adjacent || item > 16 {
            Outlet::Direct
        } else if (1..N).any(|k| walk.meets(k)) {
            Outlet::Block
        } else if rank == 1 && walk.size() * item >= stream::PAST_CACHE {
            Outlet::PastCache
        } else {
            Outlet::Direct
        }
    }

    pub fn run<const N: usize>(self, body: &dyn Fn(&Tile<N>), walk: impl FnOnce(&mut dyn FnMut(&Tile<N>) -> bool)) {
        if self == Outlet::Direct {
            return walk(&mut |tile| {
                body(tile);
                true
            });
        }
        let mut block = std::mem::MaybeUninit::<[u128; SCRATCH / 16]>::uninit();
        let start = block.as_mut_ptr().cast::<u8>();
        walk(&mut |tile| {
            for row in 0..tile.rows {
                let mut run = *tile;
                for k in 0..N {
                    run.at[k] = tile.at[k].wrapping_offset(row as isize * tile.row_step[k]);
                }
                let (to, bytes) = (run.at[0], tile.len * tile.step[0] as usize);
                (run.at[0], run.rows) = (start, 1);
                body(&run);
                // SAFETY: a tile has at most `SCRATCH` bytes of adjacent elements (`Grid::new`), which the body has
                // written to the block; `to` are the elements of the destination that they belong to.
                unsafe {
                    if self == Outlet::PastCache {
                        stream::copy_past_cache(start, to, bytes);
                    } else {
                        to.copy_from_nonoverlapping(start, bytes);
                    }
                }
            }
            true
        });
    }
}
