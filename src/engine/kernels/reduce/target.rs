//! What a reduction is asked for, and the array that takes its result.

use super::plan;
use crate::engine::broadcast::{broadcast_shapes, broadcast_to, shape_text};
use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::layout::{self, Layout, Shape, Strides};
use crate::engine::mem::buffer::Init;
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use smallvec::SmallVec;

/// The keyword arguments of a reduction.
#[derive(Debug, Clone, Default)]
pub struct Options<'a> {
    /// The axes, as given; all if `None`.
    pub axis: Option<&'a [i64]>,
    /// Whether the axes stay, with length 1.
    pub keepdims: bool,
    /// The dtype to compute in.
    pub dtype: Option<DType>,
    /// The array to write to.
    pub out: Option<&'a View>,
    /// Which elements count.
    pub mask: Option<&'a View>,
    /// What to start from.
    pub initial: Option<Scalar>,
}

/// The axes that `axis` names, each once, marked.
///
/// # Errors
/// `AxisError`; `ValueError` for an axis named twice.
pub fn reduced_axes(axis: Option<&[i64]>, rank: usize) -> Result<SmallVec<[bool; 4]>> {
    let Some(axis) = axis else {
        return Ok(SmallVec::from_elem(true, rank));
    };
    let mut marked: SmallVec<[bool; 4]> = SmallVec::from_elem(false, rank);
    for &i in axis {
        // NumPy takes the axes 0 and -1 of a 0-d array for all of its none.
        if rank == 0 && matches!(axis, [0 | -1]) {
            break;
        }
        let i = layout::normalize_axis(i, rank)?;
        if std::mem::replace(&mut marked[i], true) {
            return Err(Error::value("duplicate value in 'axis'"));
        }
    }
    Ok(marked)
}

/// The result of a reduction, before it is filled.
#[derive(Debug, Clone)]
pub struct Target {
    /// As the caller gets it.
    pub result: View,
    /// The same over the source's axes: stride 0 on those reduced.
    pub strides: Strides,
    /// The order in which the source's axes are walked, outermost first.
    pub order: SmallVec<[usize; 4]>,
    /// The mask, broadcast to the source.
    pub mask: Option<View>,
    /// Which axes are reduced.
    pub marked: SmallVec<[bool; 4]>,
    /// How many elements each result is made of.
    pub count: usize,
}

impl Target {
    /// A new result for `source`, or `out`.
    ///
    /// # Errors
    /// For axes and an `out` that do not fit, in NumPy's words; `name` is the ufunc's.
    pub fn new(source: &View, options: &Options<'_>, dtype: DType, name: &str) -> Result<Target> {
        let marked = reduced_axes(options.axis, source.rank())?;
        let mask = options.mask.map(|m| stretch_mask(m, source)).transpose()?;
        let order = plan::source_order(source.layout(), mask.as_ref().map(View::strides));
        let count = source.shape().iter().zip(&marked).filter(|&(_, &m)| m).map(|(&n, _)| n).product();
        let result = match options.out {
            Some(out) => {
                check_out(out, source, &marked, options.keepdims, name)?;
                out.clone()
            }
            None => {
                View::alloc(result_layout(source.layout(), &marked, &order, options.keepdims, dtype), Init::Uninit)?
            }
        };
        let strides = over_source(&result, &marked, options.keepdims);
        Ok(Target { result, strides, order, mask, marked, count })
    }

    /// The source's elements at index 0 of the axes reduced, and the result in the same shape.
    pub fn first(&self, source: &View) -> (View, View) {
        let shape: Shape = source.shape().iter().zip(&self.marked).map(|(&n, &m)| if m { 1 } else { n }).collect();
        let from = source.derive(Layout { shape: shape.clone(), ..source.layout().clone() });
        let offset = self.result.layout().offset;
        let strides = self.strides.clone();
        (from, self.result.derive(Layout { dtype: self.result.dtype(), shape, strides, offset }))
    }
}

/// The layout that NumPy's iterator gives the result: the axes kept nest in the order of iteration; an axis that stays
/// with length 1 takes the stride of its place.
fn result_layout(source: &Layout, marked: &[bool], order: &[usize], keepdims: bool, dtype: DType) -> Layout {
    let shape: Shape = source.shape.iter().zip(marked).map(|(&n, &m)| if m { 1 } else { n }).collect();
    let full = Layout::c(dtype, &shape).packed(order, dtype);
    if keepdims {
        return full;
    }
    let kept: Shape = (0..source.rank()).filter(|&i| !marked[i]).collect();
    full.transpose(&kept)
}

/// The result's strides over the source's axes: 0 on those reduced.
pub(super) fn over_source(result: &View, marked: &[bool], keepdims: bool) -> Strides {
    let mut own = result.layout().shape.iter().zip(result.strides());
    let mut next = || own.next().map_or(0, |(&n, &s)| if n == 1 { 0 } else { s });
    let strides = marked.iter().map(|&m| match (m, keepdims) {
        (true, true) => {
            next();
            0
        }
        (true, false) => 0,
        (false, _) => next(),
    });
    strides.collect()
}

fn check_out(out: &View, source: &View, marked: &[bool], keepdims: bool, name: &str) -> Result<()> {
    let kept = marked.iter().filter(|&&m| !m).count();
    let (rank, hint) =
        if keepdims { (source.rank(), " (must match the operand's when keepdims=True)") } else { (kept, "") };
    if out.rank() != rank {
        return Err(Error::value(format!(
            "output parameter for reduction operation {name} has the wrong number of dimensions: Found {} but expected \
             {rank}{hint}",
            out.rank()
        )));
    }
    let mut at = 0;
    for (axis, &m) in marked.iter().enumerate() {
        if m && keepdims {
            if out.shape()[at] != 1 {
                return Err(Error::value(format!(
                    "operand was set up as a reduction along axis {axis}, but the length of the axis is {} (it has to be 1)",
                    out.shape()[at]
                )));
            }
        } else if !m && out.shape()[at] != source.shape()[axis] {
            return Err(out_mismatch(out, source, marked, keepdims, at, axis));
        }
        at += (!m || keepdims) as usize;
    }
    Ok(())
}

fn out_mismatch(out: &View, source: &View, marked: &[bool], keepdims: bool, at: usize, axis: usize) -> Error {
    if out.shape()[at] == 1 {
        return Error::value(format!(
            "output operand requires a reduction along dimension {}, but the reduction is not enabled. The dimension size \
             of 1 does not match the expected output shape.",
            at.min(axis)
        ));
    }
    let mut own = out.shape().iter();
    let mapped: Vec<String> = marked
        .iter()
        .map(|&m| if m && !keepdims { "newaxis".into() } else { own.next().map_or(String::new(), usize::to_string) })
        .collect();
    let first = mapped.iter().position(|m| m != "newaxis").unwrap_or(0);
    Error::value(format!(
        "operands could not be broadcast together with remapped shapes [original->remapped]: {}->({}) {} ",
        shape_text(out.shape()),
        mapped[first..].join(","),
        shape_text(source.shape())
    ))
}

/// `where` over the source's axes.
///
/// # Errors
/// `ValueError` where it does not fit, in NumPy's words.
pub fn stretch_mask(mask: &View, source: &View) -> Result<View> {
    if mask.rank() > source.rank() {
        return Err(Error::value("input operand has more dimensions than allowed by the axis remapping"));
    }
    if let Some(layout) = broadcast_to(mask.layout(), source.shape()) {
        return Ok(mask.derive(layout));
    }
    let (own, shown) = (shape_text(source.shape()), shape_text(mask.shape()));
    Err(Error::value(match broadcast_shapes(&[source.shape(), mask.shape()]) {
        Ok(wide) => format!(
            "non-broadcastable operand with shape {own} doesn't match the broadcast shape {}",
            shape_text(&wide)
        ),
        Err(_) => {
            format!(
                "operands could not be broadcast together with remapped shapes [original->remapped]: {own} {shown} "
            )
        }
    }))
}
