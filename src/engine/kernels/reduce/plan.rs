//! The order in which NumPy's buffered iterator feeds a reduction: which elements make one call of the inner loop, and
//! in which order the calls come. The bits of a floating-point sum depend on it.
//!
//! Follows NumPy's axis ordering, coalescing and buffering setup for two operands (result and source) and an optional
//! mask. Pure arithmetic.

use crate::engine::kernels::shape::order::{iteration_order, iterator_strides};
use crate::engine::layout::{Layout, Strides};
use smallvec::SmallVec;

/// Elements that a buffer of NumPy's iterator holds.
const BUFFER: usize = 8192;

/// One axis of the iteration. Byte strides; 0 where an operand does not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// Length.
    pub len: usize,
    /// Stride of the result.
    pub result: isize,
    /// Stride of the source.
    pub source: isize,
    /// Stride of the mask.
    pub mask: isize,
}

/// A reduction as a sequence of inner loops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Outer axes, outermost first.
    pub outer: SmallVec<[Axis; 4]>,
    /// The axes of a block, outermost first; at least one.
    pub block: SmallVec<[Axis; 4]>,
    /// A block is worked off in calls of this many elements (the last may be shorter).
    pub call: usize,
}

impl Plan {
    /// Elements of a block.
    pub fn block_len(&self) -> usize {
        self.block.iter().map(|a| a.len).product()
    }

    /// Whether all elements of a call go to one element of the result.
    pub fn reduces_blocks(&self) -> bool {
        self.block.iter().all(|a| a.result == 0)
    }

    /// Whether each result gets a single call.
    pub fn is_single_call(&self) -> bool {
        self.call >= self.block_len() && self.outer.iter().all(|a| a.result != 0 || a.len == 1)
    }
}

/// What the iterator is given.
#[derive(Debug)]
pub struct Operands<'a> {
    /// The source's layout.
    pub source: &'a Layout,
    /// The result's strides over the source's axes: 0 on the axes reduced.
    pub result: &'a [isize],
    /// The mask's strides over the source's axes.
    pub mask: Option<&'a [isize]>,
    /// Whether the source is converted on the way.
    pub cast: bool,
}

/// The order of the axes, outermost first, that a reduction of `source` walks, before there is a result.
pub fn source_order(source: &Layout, mask: Option<&[isize]>) -> SmallVec<[usize; 4]> {
    let own = iterator_strides(source);
    match mask {
        Some(mask) => iteration_order(source.rank(), &[&own, mask]),
        None => iteration_order(source.rank(), &[&own]),
    }
}

/// The plan of a reduction.
pub fn plan(operands: &Operands<'_>, order: &[usize]) -> Plan {
    let own: Strides = iterator_strides(operands.source);
    let axis = |&i: &usize| Axis {
        len: operands.source.shape[i],
        result: operands.result[i],
        source: own[i],
        mask: operands.mask.map_or(0, |m| m[i]),
    };
    // Innermost first from here on, as NumPy counts.
    let mut axes: SmallVec<[Axis; 4]> = order.iter().rev().map(axis).collect();
    if axes.is_empty() {
        axes.push(Axis { len: 1, result: 0, source: 0, mask: 0 });
    }
    coalesce(&mut axes);
    let (dim, core, by_core, size) = buffering(&axes, operands.cast);
    let (inside, call) = if by_core { (dim, core) } else { (dim + 1, size) };
    Plan {
        outer: axes[inside..].iter().rev().copied().collect(),
        block: axes[..inside].iter().rev().copied().collect(),
        call,
    }
}

/// Makes neighbours one axis where every operand's strides allow it.
fn coalesce(axes: &mut SmallVec<[Axis; 4]>) {
    let mut at = 0;
    while at + 1 < axes.len() {
        let (a, b) = (axes[at], axes[at + 1]);
        let fits = |s: isize, t: isize| (a.len == 1 && s == 0) || (b.len == 1 && t == 0) || s * a.len as isize == t;
        if fits(a.result, b.result) && fits(a.source, b.source) && fits(a.mask, b.mask) {
            let keep = |s: isize, t: isize| if s == 0 { t } else { s };
            axes[at] = Axis {
                len: a.len * b.len,
                result: keep(a.result, b.result),
                source: keep(a.source, b.source),
                mask: keep(a.mask, b.mask),
            };
            axes.remove(at + 1);
        } else {
            at += 1;
        }
    }
}

/// The dimension that a buffer ends in, the elements below it, whether the calls are of that many elements (the result
/// changes between them), and the elements of a buffer.
fn buffering(axes: &[Axis], cast: bool) -> (usize, usize, bool, usize) {
    let reduces = axes.iter().any(|a| a.result == 0 && a.len != 1);
    let mut cost = 1 + cast as usize;
    // How many inner dimensions are one stride to each operand.
    let mut single = [1usize; 3];
    let mut reduce_dim = 0;
    let mut size = axes[0].len;
    let (mut best, mut best_cost, mut best_size, mut core) = (0, cost, size, 1);
    for dim in 1..axes.len() {
        if reduce_dim != 0 || (size >= BUFFER && cost > 1) {
            break;
        }
        let strides = |a: &Axis| [a.result, a.source, a.mask];
        let (before, now) = (strides(&axes[dim - 1]), strides(&axes[dim]));
        for op in 0..3 {
            if single[op] == dim {
                if before[op] * axes[dim - 1].len as isize == now[op] {
                    single[op] += 1;
                    continue;
                }
                if !(op == 1 && cast) {
                    cost += 1;
                }
            }
            if op == 0 && reduces && (now[0] == 0 || before[0] == 0) {
                reduce_dim = dim;
            }
        }
        let below = size;
        size *= axes[dim].len;
        let buffered = if size > BUFFER && cost > 1 { BUFFER } else { size };
        if cost as f64 * best_size as f64 <= best_cost as f64 * buffered as f64 {
            (best, best_cost, best_size, core) = (dim, cost, size, below);
        }
    }
    let by_core = reduce_dim != 0 && best == reduce_dim;
    let must_buffer = cast || (0..3).any(|op| single[op] + usize::from(by_core && op != 2) <= best);
    if must_buffer && best_size > BUFFER {
        best_size = core * (BUFFER / core);
    }
    (best, core, by_core, best_size)
}
