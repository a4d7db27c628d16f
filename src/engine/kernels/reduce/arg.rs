//! `argmin` and `argmax`: the index of the first extreme element; the first nan wins.

use crate::engine::dtype::{DType, Element, Kind};
use crate::engine::error::{Error, Result};
use crate::engine::kernels::cast;
use crate::engine::kernels::sort::Sortable;
use crate::engine::kernels::sort::objects::{greater, less};
use crate::engine::layout::{self, Layout, Order, Shape};
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops::{self, Lane};
use crate::engine::mem::simd::{self, Body};
use crate::engine::objects;
use crate::engine::observe::{self, CopyReason, MemEvent};
use crate::engine::reshape::NotMergeable;
use crate::engine::scalar::Scalar;
use crate::engine::timeunit::NAT;
use crate::engine::view::View;
use crate::with_numeric;

/// `np.argmax`: of the whole array in C order if `axis` is `None`.
///
/// # Errors
/// `ValueError` for an empty sequence, `AxisError`, and for an `out` that does not fit.
pub fn argmax(source: &View, axis: Option<i64>, keepdims: bool, out: Option<&View>) -> Result<View> {
    arg::<true>(source, axis, keepdims, out, "argmax")
}

/// `np.argmin`.
///
/// # Errors
/// As [`argmax`].
pub fn argmin(source: &View, axis: Option<i64>, keepdims: bool, out: Option<&View>) -> Result<View> {
    arg::<false>(source, axis, keepdims, out, "argmin")
}

fn arg<const MAX: bool>(
    source: &View,
    axis: Option<i64>,
    keepdims: bool,
    out: Option<&View>,
    name: &str,
) -> Result<View> {
    if source.dtype().kind() == Kind::Void {
        return Err(Error::type_("data type not ordered"));
    }
    let source = &cast::native(source)?;
    let (lanes, shape) = lanes_of(source, axis, keepdims)?;
    let len = lanes.shape()[lanes.rank() - 1];
    if len == 0 && !lanes.shape()[..lanes.rank() - 1].contains(&0) {
        return Err(Error::value(format!("attempt to get {name} of an empty sequence")));
    }
    if let Some(out) = out {
        check_out(out, &shape, name)?;
    }
    let result = View::alloc(Layout::c(DType::Int64, &shape), Init::Uninit)?;
    let flat: Shape = lanes.shape()[..lanes.rank() - 1].into();
    let into = result.derive(Layout::c(DType::Int64, &flat));
    if result.size() > 0 {
        if lanes.dtype() == DType::Object {
            objects_extremes::<MAX>(&lanes, &into)?;
        } else {
            with_numeric!(lanes.dtype(), T => {
            loops::fold_lanes::<T, i64>(&lanes, &into, |lane| first_extreme::<T, MAX>(lane) as i64)?;
        }, _ => text_extremes::<MAX>(&lanes, &into));
        }
    }
    observe::note(MemEvent::Read { id: source.id(), bytes: source.nbytes() });
    let Some(out) = out else { return Ok(result) };
    cast::convert_all(&result, out)?;
    observe::note(MemEvent::Write { id: out.id(), bytes: out.nbytes() });
    Ok(out.clone())
}

/// The source with the axis last (flat without one), and the shape of the result.
fn lanes_of(source: &View, axis: Option<i64>, keepdims: bool) -> Result<(View, Shape)> {
    let Some(axis) = axis else {
        let shape = if keepdims { Shape::from_elem(1, source.rank()) } else { Shape::new() };
        return Ok((flat(source)?, shape));
    };
    if source.rank() == 0 && matches!(axis, 0 | -1) {
        return Ok((flat(source)?, Shape::new()));
    }
    let axis = layout::normalize_axis(axis, source.rank().max(1))?;
    let axes: Shape = (0..source.rank()).filter(|&i| i != axis).chain([axis]).collect();
    let mut shape: Shape = source.shape().into();
    if keepdims {
        shape[axis] = 1;
    } else {
        shape.remove(axis);
    }
    Ok((source.derive(source.layout().transpose(&axes)), shape))
}

/// The elements in C order as one axis, copied where no stride can show them so.
fn flat(source: &View) -> Result<View> {
    let size = [source.size()];
    match source.try_reshape(&size, false) {
        Ok(view) => Ok(view),
        Err(why @ NotMergeable { .. }) => {
            let copy = source.copy(Order::C, CopyReason::Reshape(why))?;
            Ok(copy.try_reshape(&size, false).unwrap_or(copy))
        }
    }
}

fn check_out(out: &View, shape: &[usize], name: &str) -> Result<()> {
    if out.dtype() != DType::Int64 && !matches!(out.dtype(), DType::UInt64) {
        cast::check(out.dtype(), DType::Int64, crate::engine::kernels::Casting::Safe)?;
    }
    if out.shape() != shape {
        return Err(Error::value(format!("output array does not match result of np.{name}.")));
    }
    Ok(())
}

/// Elements among which the best is found by vectors, before it is looked for.
const BLOCK: usize = 1024;

fn first_extreme<T: Sortable + Element, const MAX: bool>(lane: Lane<'_, T>) -> usize {
    let better = |x: T, best: T| if MAX { best.below(x) } else { x.below(best) };
    let (mut best, mut at) = (lane.get(0), 0);
    if best.unordered() {
        return 0;
    }
    for (from, piece) in lane.pieces() {
        let Some(values) = piece.as_slice() else {
            for (i, x) in piece.iter().enumerate() {
                if x.unordered() {
                    return from + i;
                }
                if better(x, best) {
                    (best, at) = (x, from + i);
                }
            }
            continue;
        };
        for (k, block) in values.chunks(BLOCK).enumerate() {
            let (extreme, unordered) = simd::dispatch(Extreme::<T, MAX>(block));
            if unordered || better(extreme, best) {
                let wanted = |x: &T| if unordered { x.unordered() } else { !better(extreme, *x) };
                (best, at) = (extreme, from + k * BLOCK + block.iter().position(wanted).unwrap_or(0));
                if unordered {
                    return at;
                }
            }
        }
    }
    at
}

/// The extreme of some elements, and whether one of them is a nan.
struct Extreme<'a, T, const MAX: bool>(&'a [T]);

impl<T: Sortable, const MAX: bool> Body for Extreme<'_, T, MAX> {
    type Output = (T, bool);

    #[inline(always)]
    fn run(self) -> (T, bool) {
        // Nans are looked for apart, so that the comparison is the processor's own.
        let pick = |a: T, b: T| {
            if MAX {
                if a.less(b) { b } else { a }
            } else if b.less(a) {
                b
            } else {
                a
            }
        };
        let (groups, rest) = self.0.as_chunks::<16>();
        let mut best = [self.0[0]; 16];
        for group in groups {
            for k in 0..16 {
                best[k] = pick(best[k], group[k]);
            }
        }
        let best = best[1..].iter().chain(rest).fold(best[0], |a, &b| pick(a, b));
        (best, self.0.iter().fold(false, |found, x| found | x.unordered()))
    }
}

fn objects_extremes<const MAX: bool>(lanes: &View, into: &View) -> Result<()> {
    let len = lanes.shape()[lanes.rank() - 1];
    let values = objects::all(lanes);
    for (run, at) in values.chunks(len).zip(into.offsets()) {
        let better = |i: usize, best: usize| {
            if MAX { greater(&run[i], &run[best]) } else { less(&run[i], &run[best]) }
        };
        let pick = (1..len).fold(0, |best, i| if better(i, best) { i } else { best });
        objects::pending()?;
        crate::engine::mem::access::write(into, at, pick as i64);
    }
    Ok(())
}

fn text_extremes<const MAX: bool>(lanes: &View, into: &View) {
    let len = lanes.shape()[lanes.rank() - 1];
    let mut values = lanes.scalars();
    for at in into.offsets() {
        let items: Vec<Scalar> = values.by_ref().take(len).collect();
        let run: Vec<_> = items.iter().map(crate::engine::kernels::sort::text_key).collect();
        let never = |s: &Scalar| matches!(s, Scalar::DateTime(NAT, _) | Scalar::TimeDelta(NAT, _));
        // What is not a time is both the smallest and the largest.
        if let Some(at_nat) = items.iter().position(never) {
            crate::engine::mem::access::write(into, at, at_nat as i64);
            continue;
        }
        let pick = (1..len).fold(0, |best, i| {
            let better = if MAX { run[i] > run[best] } else { run[i] < run[best] };
            if better { i } else { best }
        });
        crate::engine::mem::access::write(into, at, pick as i64);
    }
}
