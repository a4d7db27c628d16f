//! `ufunc.accumulate` and `ufunc.reduceat`: every partial result, and the results of given stretches.

use super::reduce::{converted, note_lost, run_fold, split};
use super::{Axes, Loop, Ufunc, layout};
use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::kernels::cast;
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::scan;
use crate::engine::kernels::warnings;
use crate::engine::layout::{Layout, Order, Shape, Strides};
use crate::engine::mem::buffer::Init;
use crate::engine::mem::{access, fpstatus};
use crate::engine::objects;
use crate::engine::observe::{self, MemEvent};
use crate::engine::view::View;

impl Ufunc {
    /// The axis of a method that works along a single one.
    fn one_axis(&self, method: &str, a: &View, axis: &Axes) -> Result<usize> {
        self.expect_binary(method)?;
        let marked = axis.mask(a.rank())?;
        if a.rank() == 0 {
            return Err(Error::type_(format!("cannot {method} on a scalar")));
        }
        match (marked.iter().position(|&m| m), marked.iter().rposition(|&m| m)) {
            (Some(one), Some(last)) if one == last => Ok(one),
            _ => Err(Error::value(format!("{method} does not allow multiple axes"))),
        }
    }

    /// `ufunc.accumulate(a, axis, dtype, out)`.
    ///
    /// # Errors
    /// NumPy's.
    pub fn accumulate(&self, a: &View, axis: &Axes, dtype: Option<DType>, out: Option<&View>) -> Result<View> {
        if !a.dtype().is_native() {
            return self.accumulate(&cast::native(a)?, axis, dtype, out);
        }
        let axis = self.one_axis("accumulate", a, axis)?;
        if matches!(a.dtype(), DType::TimeDelta(_)) && self.name == "add" {
            return deliver(super::loops::times::accumulate(a, axis)?, out);
        }
        let found = self.folding_loop(a.dtype(), out.map(View::dtype), dtype, "accumulate")?;
        check_out(out, a.shape(), axis)?;
        note_lost(out, found);
        if a.dtype().is_numeric() && matches!(self.name, "add" | "multiply") {
            let kernel = if self.name == "add" { scan::cumsum } else { scan::cumprod };
            let run = || kernel(a, Some(axis as i64), Some(found.outs[0]), out);
            if a.size() == 0 {
                cast::note_lost_imaginary(a.dtype(), found.ins[1]);
            }
            let (result, status) = fpstatus::observed(run);
            warnings::note_fp(self.visible(found, status), "accumulate");
            return result;
        }
        let source = converted(a, found.ins[1])?;
        let result = View::alloc(layout::output(a.shape(), &[a], Order::K, found.outs[0]), Init::Uninit)?;
        let (done, status) = fpstatus::observed(|| scan(found, &source, &result, axis));
        done?;
        warnings::note_fp(self.visible(found, status), "accumulate");
        observe::note(MemEvent::Read { id: a.id(), bytes: a.nbytes() });
        deliver(result, out)
    }

    /// `ufunc.reduceat(a, indices, axis, dtype, out)`.
    ///
    /// # Errors
    /// NumPy's.
    pub fn reduceat(
        &self,
        a: &View,
        indices: &[i64],
        axis: &Axes,
        dtype: Option<DType>,
        out: Option<&View>,
    ) -> Result<View> {
        let axis = self.one_axis("reduceat", a, axis)?;
        let len = a.shape()[axis];
        if let Some(bad) = indices.iter().find(|&&i| i < 0 || i as usize >= len) {
            let text = format!("index {bad} out-of-bounds in {}.reduceat [0, {len})", self.name);
            return Err(Error::index(text));
        }
        let found = self.folding_loop(a.dtype(), out.map(View::dtype), dtype, "reduceat")?;
        let source = converted(a, found.ins[1])?;
        let mut shape = Shape::from(a.shape());
        shape[axis] = indices.len();
        check_out(out, &shape, axis)?;
        let result = View::alloc(stretches_layout(a, axis, &shape, found.outs[0]), Init::Uninit)?;
        let (done, status) = fpstatus::observed(|| {
            indices.iter().enumerate().try_for_each(|(k, &from)| {
                let from = from as usize;
                let to = indices.get(k + 1).map_or(len, |&i| i as usize).max(from + 1);
                stretch(found, &part(&source, axis, from, to), &part(&result, axis, k, k + 1), axis)
            })
        });
        done?;
        warnings::note_fp(self.visible(found, status), "reduceat");
        observe::note(MemEvent::Read { id: a.id(), bytes: a.nbytes() });
        deliver(result, out)
    }
}

/// Where NumPy's iterator puts the result of `reduceat`: it sees no step along the axis.
fn stretches_layout(a: &View, axis: usize, shape: &[usize], dtype: DType) -> Layout {
    let mut seen = a.layout().clone();
    seen.strides[axis] = 0;
    let nesting = layout::nesting(shape.len(), &[&a.derive(seen)]);
    Layout::c(dtype, shape).packed(&nesting, dtype)
}

fn check_out(out: Option<&View>, shape: &[usize], axis: usize) -> Result<()> {
    match out {
        Some(out) if out.rank() < shape.len() => {
            let at = (0..shape.len()).find(|&i| i >= out.rank()).unwrap_or(axis);
            Err(Error::value(format!(
                "Iterator input op_axes[0][{}] (=={at}) is not a valid axis of op[0], which has {} dimensions ",
                at - out.rank(),
                out.rank()
            )))
        }
        Some(out) if out.shape() != shape => Err(Error::value(format!(
            "operands could not be broadcast together with shapes {} {} ",
            crate::engine::broadcast::shape_text(out.shape()),
            crate::engine::broadcast::shape_text(shape)
        ))),
        _ => Ok(()),
    }
}

fn deliver(result: View, out: Option<&View>) -> Result<View> {
    match out {
        Some(out) => {
            cast::assign(out, &Operand::Array(result))?;
            Ok(out.clone())
        }
        None => {
            observe::note(MemEvent::Write { id: result.id(), bytes: result.nbytes() });
            Ok(result)
        }
    }
}

/// The elements `from..to` along an axis.
fn part(view: &View, axis: usize, from: usize, to: usize) -> View {
    let mut layout = view.layout().clone();
    layout.slice_axis(axis, from, 1, to - from);
    view.derive(layout)
}

/// One stretch folded to a slice of the result.
fn stretch(found: &Loop, source: &View, out: &View, axis: usize) -> Result<()> {
    let (first, rest) = split(source, axis);
    cast::convert_all(&first, out)?;
    let mut strides: Strides = out.layout().strides.clone();
    strides[axis] = 0;
    let shape = Shape::from(rest.shape());
    if rest.size() == 0 {
        return Ok(());
    }
    let wide = Layout { dtype: out.dtype(), shape, strides, offset: out.layout().offset };
    run_fold(found, &out.derive(wide), &rest)
}

/// Slices side by side are added as slices; long thin arrays go element by element.
fn scan(found: &Loop, source: &View, out: &View, axis: usize) -> Result<()> {
    let len = source.shape()[axis];
    if source.size() == 0 {
        return Ok(());
    }
    if source.size() / len < 8 {
        return scan_lanes(found, source, out, axis);
    }
    cast::convert_all(&part(source, axis, 0, 1), &part(out, axis, 0, 1))?;
    for k in 1..len {
        let ins = [part(out, axis, k - 1, k), part(source, axis, k, k + 1)];
        (found.views)(&ins, &[part(out, axis, k, k + 1)])?;
    }
    Ok(())
}

fn scan_lanes(found: &Loop, source: &View, out: &View, axis: usize) -> Result<()> {
    let (mut from, mut to) = (source.layout().clone(), out.layout().clone());
    from.index_axis(axis, 0);
    to.index_axis(axis, 0);
    let (step, next) = (source.strides()[axis], out.strides()[axis]);
    let starts = source.derive(from).offsets().zip(out.derive(to).offsets()).collect::<Vec<_>>();
    for (s, o) in starts {
        let mut so_far = source.get_at(s);
        access::store(out, o, &so_far);
        for k in 1..source.shape()[axis] as isize {
            if k % 4096 == 0 {
                crate::engine::interrupt::check()?;
            }
            let x = source.get_at((s as isize + k * step) as usize);
            if let Some((value, _)) = (found.scalars)(&[so_far.clone(), x]) {
                so_far = value;
            } else {
                objects::pending()?;
            }
            access::store(out, (o as isize + k * next) as usize, &so_far);
        }
    }
    Ok(())
}
