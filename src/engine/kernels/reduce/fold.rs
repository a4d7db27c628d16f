//! Running a fold through its [`Plan`].

use super::plan::{self, Axis, Operands, Plan};
use super::target::Target;
use crate::engine::dtype::{B8, Element};
use crate::engine::error::Result;
use crate::engine::interrupt;
use crate::engine::layout::Layout;
use crate::engine::mem::access::{read, to_vec, write};
use crate::engine::mem::loops::{self, Lane};
use crate::engine::view::{Offsets, View};

/// How elements are folded into a result.
pub trait Fold: Sync {
    /// Elements of the source.
    type In: Element;
    /// Elements of the result.
    type Acc: Element;
    /// What a call of the inner loop makes of its elements.
    type Part: Element;
    /// Whether the elements must be taken one after the other, so that there are no parts (a floating-point product).
    const SEQUENTIAL: bool = false;
    /// Whether any grouping gives the same result.
    const FREE: bool = false;
    /// Folds a run of elements.
    fn run(&self, lane: Lane<'_, Self::In>) -> Self::Part;
    /// Folds adjacent elements.
    fn run_slice(&self, values: &[Self::In]) -> Self::Part;
    /// All of a result's elements at once, from the first value on.
    fn whole(&self, lane: Lane<'_, Self::In>) -> Self::Acc;
    /// Takes a run into the result.
    fn join(&self, acc: Self::Acc, part: Self::Part) -> Self::Acc;
    /// Takes one element into the result.
    fn step(&self, acc: Self::Acc, x: Self::In) -> Self::Acc;
    /// Takes one element into the result, where NumPy's inner loop stays with one result.
    fn step_within(&self, acc: Self::Acc, x: Self::In) -> Self::Acc {
        self.step(acc, x)
    }
}

/// Folds `source` into the target, whose elements have been given their first value. `original` is the layout that the
/// source had before it was converted.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn fold<F: Fold>(f: &F, source: &View, original: &Layout, cast: bool, target: &Target) -> Result<()> {
    if source.size() == 0 {
        return Ok(());
    }
    let operands = Operands {
        source: original,
        result: &target.strides,
        mask: target.mask.as_ref().map(View::strides),
        cast: cast && !F::FREE,
    };
    let mut plan = plan::plan(&operands, &target.order);
    let same = source.strides() == original.strides.as_slice();
    if !same {
        // The converted source has other strides; walk them in the same order.
        plan = retrace(&plan, source, original, target);
    }
    let run = Run { source, target };
    if target.mask.is_some() {
        run.masked(f, &plan)
    } else if plan.reduces_blocks() && plan.block.len() == 1 && plan.is_single_call() {
        run.whole_lanes(f, &plan)
    } else if F::SEQUENTIAL || !plan.reduces_blocks() {
        run.stepwise(f, &plan)
    } else if plan.block.len() == 1 {
        run.lanes(f, &plan)
    } else {
        run.gathered(f, &plan)
    }
}

/// The plan with the strides of `source`, which is packed in the order of iteration.
fn retrace(plan: &Plan, source: &View, original: &Layout, target: &Target) -> Plan {
    debug_assert_eq!(source.shape(), original.shape.as_slice());
    let mut step = source.layout().itemsize() as isize;
    let mut plan = plan.clone();
    for axis in plan.outer.iter_mut().chain(plan.block.iter_mut()).rev() {
        axis.source = step;
        step *= axis.len as isize;
    }
    debug_assert!(source.layout() == &source.layout().packed(&target.order, source.dtype()) || source.size() <= 1);
    plan
}

struct Run<'a> {
    source: &'a View,
    target: &'a Target,
}

impl Run<'_> {
    fn layout(&self, view: &View, axes: &[Axis], stride: impl Fn(&Axis) -> isize) -> Layout {
        Layout {
            dtype: view.dtype(),
            shape: axes.iter().map(|a| a.len).collect(),
            strides: axes.iter().map(stride).collect(),
            offset: view.layout().offset,
        }
    }

    fn source_over(&self, axes: &[Axis]) -> View {
        self.source.derive(self.layout(self.source, axes, |a| a.source))
    }

    fn result_over(&self, axes: &[Axis]) -> View {
        let result = &self.target.result;
        result.derive(self.layout(result, axes, |a| a.result))
    }

    /// One element after the other into the result.
    fn stepwise<F: Fold>(&self, f: &F, plan: &Plan) -> Result<()> {
        let axes: Vec<Axis> = plan.outer.iter().chain(&plan.block).copied().collect();
        let (into, from) = (self.result_over(&axes), self.source_over(&axes));
        if plan.reduces_blocks() {
            return loops::update::<F::In, F::Acc>(&into, &from, |acc, x| f.step_within(acc, x));
        }
        loops::update::<F::In, F::Acc>(&into, &from, |acc, x| f.step(acc, x))
    }

    /// Blocks of one axis, each a result.
    fn whole_lanes<F: Fold>(&self, f: &F, plan: &Plan) -> Result<()> {
        let axes: Vec<Axis> = plan.outer.iter().chain(&plan.block).copied().collect();
        let into = self.result_over(&plan.outer);
        loops::fold_lanes::<F::In, F::Acc>(&self.source_over(&axes), &into, |lane| f.whole(lane))?;
        interrupt::check()
    }

    /// Blocks of one axis: each call is a lane.
    fn lanes<F: Fold>(&self, f: &F, plan: &Plan) -> Result<()> {
        let block = plan.block[0];
        let calls = block.len.div_ceil(plan.call);
        let shape: Vec<usize> = plan.outer.iter().map(|a| a.len).chain([calls]).collect();
        let parts = View::empty(F::Part::DTYPE, &shape)?;
        let full = block.len / plan.call;
        let outer = self.layout(self.source, &plan.outer, |a| a.source);
        let lanes = |first: usize, count: usize, len: usize| {
            let mut lanes = outer.clone();
            lanes.offset = (lanes.offset as isize + first as isize * plan.call as isize * block.source) as usize;
            lanes.shape.extend([count, len]);
            lanes.strides.extend([plan.call as isize * block.source, block.source]);
            let mut into = parts.layout().clone();
            into.slice_axis(shape.len() - 1, first, 1, count);
            loops::fold_lanes::<F::In, F::Part>(&self.source.derive(lanes), &parts.derive(into), |lane| f.run(lane))
        };
        lanes(0, full, plan.call)?;
        if full < calls {
            lanes(full, 1, block.len - full * plan.call)?;
        }
        interrupt::check()?;
        let mut into = self.layout(&self.target.result, &plan.outer, |a| a.result);
        into.shape.push(calls);
        into.strides.push(0);
        loops::update::<F::Part, F::Acc>(&self.target.result.derive(into), &parts, |acc, part| f.join(acc, part))
    }

    /// Blocks of several axes, which NumPy copies to a buffer.
    fn gathered<F: Fold>(&self, f: &F, plan: &Plan) -> Result<()> {
        let result = &self.target.result;
        let block = self.layout(self.source, &plan.block, |a| a.source);
        let starts = Offsets::new(&self.layout(self.source, &plan.outer, |a| a.source));
        for (from, to) in starts.zip(self.result_over(&plan.outer).offsets()) {
            let mut waiting: Vec<F::In> = Vec::new();
            let mut take = |call: &[F::In]| write(result, to, f.join(read(result, to), f.run_slice(call)));
            for piece in pieces(Layout { offset: from, ..block.clone() }) {
                interrupt::check()?;
                waiting.extend(to_vec::<F::In>(&self.source.derive(piece)));
                let whole = waiting.len() / plan.call * plan.call;
                waiting[..whole].chunks(plan.call).for_each(&mut take);
                waiting.drain(..whole);
            }
            if !waiting.is_empty() {
                take(&waiting);
            }
        }
        Ok(())
    }

    /// With a mask: each run of true elements within a call is a call of its own.
    fn masked<F: Fold>(&self, f: &F, plan: &Plan) -> Result<()> {
        let Some(mask) = &self.target.mask else { return Ok(()) };
        let result = &self.target.result;
        let mut run: Vec<F::In> = Vec::new();
        self.blocks(plan, |from, to, masks| {
            let single = plan.reduces_blocks() && !F::SEQUENTIAL;
            let flush = |run: &mut Vec<F::In>| {
                if !run.is_empty() {
                    let at = to.layout().offset;
                    write(result, at, f.join(read(result, at), f.run_slice(run)));
                    run.clear();
                }
            };
            for (k, ((at, m), to)) in from.zip(Offsets::new(&masks)).zip(to.offsets()).enumerate() {
                if single && k % plan.call == 0 {
                    flush(&mut run);
                }
                match (read::<B8>(mask, m).get(), single) {
                    (true, true) => run.push(read(self.source, at)),
                    (true, false) if plan.reduces_blocks() => {
                        write(result, to, f.step_within(read(result, to), read(self.source, at)));
                    }
                    (true, false) => write(result, to, f.step(read(result, to), read(self.source, at))),
                    (false, _) => flush(&mut run),
                }
            }
            flush(&mut run);
            interrupt::check()
        })
    }

    /// Calls `each` for every block with the offsets of its elements, and the result and the mask over it.
    fn blocks(&self, plan: &Plan, mut each: impl FnMut(Offsets, View, Layout) -> Result<()>) -> Result<()> {
        let sources = Offsets::new(&self.layout(self.source, &plan.outer, |a| a.source));
        let results = self.result_over(&plan.outer).offsets();
        let mask_of = |axes: &[Axis]| match &self.target.mask {
            Some(mask) => self.layout(mask, axes, |a| a.mask),
            None => self.layout(self.source, axes, |_| 0),
        };
        let masks = Offsets::new(&mask_of(&plan.outer));
        let block = self.layout(self.source, &plan.block, |a| a.source);
        let into = self.layout(&self.target.result, &plan.block, |a| a.result);
        let masked = mask_of(&plan.block);
        for ((from, to), mask) in sources.zip(results).zip(masks) {
            let to = self.target.result.derive(Layout { offset: to, ..into.clone() });
            each(
                Offsets::new(&Layout { offset: from, ..block.clone() }),
                to,
                Layout { offset: mask, ..masked.clone() },
            )?;
        }
        Ok(())
    }
}

/// The layout cut along its axes into parts of at most [`PIECE`] elements, in C order.
fn pieces(layout: Layout) -> Vec<Layout> {
    let Some(axis) = (0..layout.rank()).find(|&axis| layout.shape[axis] > 1) else { return vec![layout] };
    let (len, within) = (layout.shape[axis], layout.shape[axis + 1..].iter().product::<usize>());
    let part = |from: usize, to: usize| {
        let mut part = layout.clone();
        part.slice_axis(axis, from, 1, to - from);
        part
    };
    if within > PIECE {
        return (0..len).flat_map(|i| pieces(part(i, i + 1))).collect();
    }
    let step = PIECE / within.max(1);
    (0..len).step_by(step).map(|from| part(from, len.min(from + step))).collect()
}

/// Elements that are gathered at once.
const PIECE: usize = 1 << 15;
