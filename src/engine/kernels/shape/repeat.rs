//! `repeat`, `tile`, `roll` and `flip`.

use crate::engine::dtype::Element;
use crate::engine::error::{Error, Result};
use crate::engine::interrupt::watched;
use crate::engine::kernels::scan::flat;
use crate::engine::kernels::select::gather::copy_elements;
use crate::engine::layout::{self, Layout, Order, Shape};
use crate::engine::mem::access::copy_same_dtype;
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops::{Lane, map_lanes};
use crate::engine::observe::CopyReason;
use crate::engine::view::{Offsets, View, note_copy};
use num_complex::Complex64;

/// `np.repeat`: each index of `axis` (of the flattened array if `None`) as often as `repeats` says: one number for all or
/// one for each. C-contiguous.
///
/// # Errors
/// `ValueError` for counts that do not fit, `AxisError`.
pub fn repeat(view: &View, repeats: &[i64], axis: Option<i64>) -> Result<View> {
    let (source, axis) = match axis {
        Some(axis) => (view.clone(), layout::normalize_axis(axis, view.rank())?),
        None => (flat(view)?, 0),
    };
    let n = source.shape()[axis];
    if repeats.len() != 1 && repeats.len() != n {
        let text = format!("operands could not be broadcast together with shape ({n},) ({},)", repeats.len());
        return Err(Error::value(text));
    }
    if repeats.iter().any(|&r| r < 0) {
        let one = repeats.len() == 1;
        return Err(Error::value(if one {
            "negative dimensions are not allowed"
        } else {
            "repeats may not contain negative values."
        }));
    }
    let out = match *repeats {
        [times] => repeat_each(&source, axis, times as usize)?,
        _ => {
            let places = repeats.iter().enumerate().flat_map(|(i, &n)| std::iter::repeat_n(i, n as usize));
            let picks: Vec<usize> = watched(places).collect();
            pick_axis(&source, axis, &picks, &[picks.len()])?
        }
    };
    note_copy(&source, &out, CopyReason::Join);
    Ok(out)
}

/// Each index of `axis` so many times: the source is broadcast along an axis of repetitions behind it.
fn repeat_each(source: &View, axis: usize, times: usize) -> Result<View> {
    let mut full: Shape = source.shape().into();
    full[axis] = full[axis].saturating_mul(times);
    let out = View::alloc(Layout::c(source.dtype(), &full), Init::Uninit)?;
    let mut from = source.layout().clone();
    from.shape.insert(axis + 1, times);
    from.strides.insert(axis + 1, 0);
    if out.size() > 0 {
        let to = out.derive(Layout::c(source.dtype(), &from.shape));
        let from = source.derive(from);
        match source.layout().itemsize() {
            _ if axis + 1 < source.rank() => copy_same_dtype(&from, &to)?,
            1 => repeat_elements::<u8>(source, &out, times)?,
            2 => repeat_elements::<u16>(source, &out, times)?,
            4 => repeat_elements::<u32>(source, &out, times)?,
            8 => repeat_elements::<u64>(source, &out, times)?,
            16 => repeat_elements::<Complex64>(source, &out, times)?,
            _ => copy_same_dtype(&from, &to)?,
        }
    }
    Ok(out)
}

/// Elements that one task repeats.
const LANE: usize = 1 << 14;

/// Each element of the last axis so many times, whatever its type: one of this size.
fn repeat_elements<W: Element>(source: &View, out: &View, times: usize) -> Result<()> {
    let words = |view: &View, from: usize, lanes: usize, len: usize| {
        let mut layout = Layout { dtype: W::DTYPE, ..view.layout().clone() };
        let (axis, step) = (layout.rank() - 1, layout.strides[layout.rank() - 1]);
        layout.slice_axis(axis, from, 1, lanes * len);
        (layout.shape[axis], layout.strides[axis]) = (lanes, step * len as isize);
        layout.shape.push(len);
        layout.strides.push(step);
        view.derive(layout)
    };
    let n = source.shape()[source.rank() - 1];
    let (lanes, rest) = (n / LANE, n % LANE);
    for (from, lanes, len) in [(0, lanes, LANE), (lanes * LANE, 1, rest)] {
        if lanes * len > 0 {
            let (a, o) = (words(source, from, lanes, len), words(out, from * times, lanes, len * times));
            map_lanes::<W, W>(&a, &o, |a, mut o| match o.as_mut_slice() {
                Some(o) => spread(a, o, times),
                None => (0..o.lane().len()).for_each(|i| o.set(i, a.get(i / times))),
            })?;
        }
    }
    Ok(())
}

fn spread<W: Copy + Element>(from: Lane<'_, W>, to: &mut [W], times: usize) {
    fn each<W: Element, const N: usize>(from: Lane<'_, W>, to: &mut [W]) {
        let groups = to.as_chunks_mut::<N>().0.iter_mut();
        match from.as_slice() {
            Some(values) => groups.zip(values).for_each(|(group, &x)| *group = [x; N]),
            None => groups.zip(from.iter()).for_each(|(group, x)| *group = [x; N]),
        }
    }
    match times {
        2 => each::<W, 2>(from, to),
        3 => each::<W, 3>(from, to),
        4 => each::<W, 4>(from, to),
        5 => each::<W, 5>(from, to),
        8 => each::<W, 8>(from, to),
        _ => to.chunks_exact_mut(times).zip(from.iter()).for_each(|(group, x)| group.fill(x)),
    }
}

/// A new C-contiguous array with the indices `picks` of `axis`, whose place an index array of `shape` takes.
pub(crate) fn pick_axis(view: &View, axis: usize, picks: &[usize], shape: &[usize]) -> Result<View> {
    let layout = view.layout();
    let full: Shape = layout.shape[..axis].iter().chain(shape).chain(&layout.shape[axis + 1..]).copied().collect();
    let out = View::alloc(Layout::c(view.dtype(), &full), Init::Uninit)?;
    if out.size() == 0 {
        return Ok(out);
    }
    let (mut before, mut after) = (layout.clone(), layout.clone());
    before.shape.truncate(axis);
    before.strides.truncate(axis);
    after.shape.drain(..=axis);
    after.strides.drain(..=axis);
    let step = layout.strides[axis];
    let inner = after.size();
    if inner >= 32 {
        let mut to = out.layout().offset;
        for start in Offsets::new(&before) {
            for &i in picks {
                after.offset = (start as isize + i as isize * step) as usize;
                let row = Layout { offset: to, ..Layout::c(view.dtype(), &after.shape) };
                copy_same_dtype(&view.derive(after.clone()), &out.derive(row))?;
                to += inner * layout.itemsize();
            }
        }
        return Ok(out);
    }
    after.offset = 0;
    let within: Vec<isize> =
        Offsets::new(&Layout { offset: 1 << 40, ..after }).map(|at| at as isize - (1 << 40)).collect();
    let within = &within;
    let from = Offsets::new(&before).flat_map(|start| {
        picks.iter().flat_map(move |&i| {
            let base = start as isize + i as isize * step;
            within.iter().map(move |&w| (base + w) as usize)
        })
    });
    copy_elements(view, &out, from.zip(out.offsets()))?;
    Ok(out)
}

/// `np.tile`. The result is a reshaped view of a new array, as NumPy's, unless nothing repeats.
///
/// # Errors
/// `MemoryError`, `KeyboardInterrupt`.
pub fn tile(view: &View, reps: &[usize]) -> Result<View> {
    let rank = view.rank().max(reps.len());
    if reps.iter().all(|&r| r == 1) && reps.len() <= view.rank() {
        return view.copy(Order::K, CopyReason::Requested);
    }
    let pad = |n: usize, of: &[usize]| -> Shape { std::iter::repeat_n(1, n).chain(of.iter().copied()).collect() };
    let shape = pad(rank - view.rank(), view.shape());
    let reps = pad(rank - reps.len(), reps);
    let full: Shape = shape.iter().zip(&reps).map(|(&n, &r)| n * r).collect();
    let out = View::alloc(Layout::c(view.dtype(), &full), Init::Uninit)?;
    // Seen with an axis of repetitions before each own axis, the source is a broadcast.
    let twice: Shape = shape.iter().zip(&reps).flat_map(|(&n, &r)| [r, n]).collect();
    let lead = rank - view.rank();
    let own = |axis: usize| if axis < lead { 0 } else { view.strides()[axis - lead] };
    let strides = (0..rank).flat_map(|axis| [0, own(axis)]).collect();
    let from = Layout { dtype: view.dtype(), shape: twice.clone(), strides, offset: view.layout().offset };
    if out.size() > 0 {
        let to = out.derive(Layout::c(view.dtype(), &twice));
        copy_same_dtype(&view.derive(from), &to)?;
    }
    note_copy(view, &out, CopyReason::Join);
    Ok(out.derive(Layout::c(view.dtype(), &full)))
}

/// `np.roll` along axes: a new array laid out as the source.
///
/// # Errors
/// `AxisError`, `MemoryError`, `KeyboardInterrupt`.
pub fn roll(view: &View, shifts: &[(i64, i64)]) -> Result<View> {
    let out = View::alloc(view.layout().like(Order::K, view.dtype()), Init::Uninit)?;
    let mut total: Vec<i64> = vec![0; view.rank()];
    for &(shift, axis) in shifts {
        total[layout::normalize_axis(axis, view.rank())?] += shift;
    }
    let parts = |axis: usize| {
        let n = view.shape()[axis];
        let shift = total[axis].rem_euclid(n.max(1) as i64) as usize;
        // Source start, destination start, length.
        [(0, shift, n - shift.min(n)), (n - shift.min(n), 0, shift)]
    };
    for corner in 0..1usize << view.rank().min(20) {
        let (mut from, mut to) = (view.layout().clone(), out.layout().clone());
        for axis in 0..view.rank() {
            let (source, target, len) = parts(axis)[corner >> axis & 1];
            from.slice_axis(axis, source, 1, len);
            to.slice_axis(axis, target, 1, len);
        }
        if from.size() > 0 {
            copy_same_dtype(&view.derive(from), &out.derive(to))?;
        }
    }
    note_copy(view, &out, CopyReason::Join);
    Ok(out)
}

/// The layout with the given axes reversed.
pub fn flip(layout: &Layout, axes: &[usize]) -> Layout {
    let mut flipped = layout.clone();
    for &axis in axes {
        let n = layout.shape[axis];
        flipped.slice_axis(axis, n.saturating_sub(1), -1, n);
    }
    flipped
}
