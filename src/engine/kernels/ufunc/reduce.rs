//! `ufunc.reduce`: any binary ufunc folded along axes.

use super::{Axes, CallOptions, Identity, Loop, Ufunc, Views, layout, resolve};
use crate::engine::broadcast::shape_text;
use crate::engine::dtype::{B8, DType};
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::kernels::cast;
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::promote;
use crate::engine::kernels::reduce as fast;
use crate::engine::kernels::warnings;
use crate::engine::layout::{Layout, Order, Shape, Strides};
use crate::engine::mem::access::{self, read};
use crate::engine::mem::buffer::Init;
use crate::engine::mem::fpstatus;
use crate::engine::objects;
use crate::engine::observe::{self, MemEvent};
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use smallvec::SmallVec;

/// The keyword arguments of `reduce`.
#[derive(Debug, Clone, Default)]
pub struct ReduceOptions {
    /// `axis`; by default 0.
    pub axis: Axes,
    /// `dtype`
    pub dtype: Option<DType>,
    /// `out`
    pub out: Option<View>,
    /// `keepdims`
    pub keepdims: bool,
    /// `initial`: not given, `None`, or a value.
    pub initial: Option<Option<Operand>>,
    /// `where`
    pub where_: Option<View>,
}

impl Ufunc {
    /// That it can fold at all.
    ///
    /// # Errors
    /// `ValueError` unless the ufunc has two inputs and one output.
    pub fn expect_binary(&self, method: &str) -> Result<()> {
        if self.core.is_some() {
            return Err(Error::new(ErrorKind::Runtime, "Reduction not defined on ufunc with signature"));
        }
        if self.nin != 2 {
            return Err(Error::value(format!("{method} only supported for binary functions")));
        }
        if self.nout != 1 {
            return Err(Error::value(format!("{method} only supported for functions returning a single value")));
        }
        Ok(())
    }

    /// The loop that folds. Small integers add and multiply as `int64` and `uint64`, unless `out` decides.
    ///
    /// # Errors
    /// `TypeError` where no loop can.
    pub(super) fn folding_loop(
        &self,
        from: DType,
        out: Option<DType>,
        dtype: Option<DType>,
        method: &str,
    ) -> Result<&'static Loop> {
        let dtype = dtype.or_else(|| if out.is_none() { self.widened(from) } else { None });
        if from.is_text() && self.name == "add" && dtype.is_none() && out.is_none_or(|d| !d.is_numeric()) {
            return Err(self.unlike(method, [from, from, super::loops::text::joined(from, from)]));
        }
        let found = resolve::resolve_reduction(self, from, out, dtype)?;
        if found.ins[0] == DType::Object && found.outs[0] == DType::Bool {
            return Err(resolve::no_signature(self));
        }
        let types = [found.ins[0], found.ins[1], found.outs[0]];
        if types[0] != types[2] || (method != "reduce" && types[1] != types[2]) {
            return Err(self.unlike(method, types));
        }
        Ok(found)
    }

    /// The error of a loop whose dtypes don't fit one another.
    fn unlike(&self, method: &str, types: [DType; 3]) -> Error {
        let [a, b, c] = types.map(promote::dtype_repr);
        let name = self.name;
        Error::type_(format!("the resolved dtypes are not compatible with {name}.{method}. Resolved ({a}, {b}, {c})"))
    }

    /// The dtype that sums and products of `d` have, if not their own.
    fn widened(&self, d: DType) -> Option<DType> {
        use crate::engine::dtype::Kind;
        match (self.name, d.kind()) {
            ("add" | "multiply", Kind::Bool | Kind::Int) => Some(DType::Int64),
            ("add" | "multiply", Kind::UInt) => Some(DType::UInt64),
            _ => None,
        }
    }

    /// `ufunc.reduce(a, …)`.
    ///
    /// # Errors
    /// NumPy's, among them that an empty array has no identity to give.
    pub fn reduce(&self, a: &View, options: &ReduceOptions) -> Result<View> {
        self.expect_binary("reduce")?;
        if !a.dtype().is_native() {
            return self.reduce(&cast::native(a)?, options);
        }
        if matches!(a.dtype(), DType::DateTime(_) | DType::TimeDelta(_)) && !self.is_logical() {
            return super::loops::times::reduce(self, a, options);
        }
        let mask = options.axis.mask(a.rank())?;
        let found = self.folding_loop(a.dtype(), options.out.as_ref().map(View::dtype), options.dtype, "reduce")?;
        let reorderable = self.identity != Identity::None;
        if !reorderable && mask.iter().filter(|&&m| m).count() > 1 {
            return Err(Error::value(format!(
                "reduction operation '{}' is not reorderable, so at most one axis may be specified",
                self.name
            )));
        }
        if let Some(picked) = &options.where_ {
            cast::check(picked.dtype(), DType::Bool, promote::Casting::Safe)?;
        }
        // Objects are folded from the first on: 0 may be none that could be added to them.
        let from_first = found.outs[0] == DType::Object && options.initial.is_none() && a.size() > 0;
        let start = if from_first { None } else { self.start(found, options)? };
        note_lost(options.out.as_ref(), found);
        let picked = options.where_.as_ref().map(|m| fast::stretch_mask(m, a)).transpose()?;
        if let Some(result) = self.reduced_by_kernel(a, found, start.as_ref(), options) {
            return result;
        }
        let out = self.reduction_target(a, &mask, found.outs[0], options)?;
        self.check_start(start.as_ref(), a, &out, options)?;
        let source = warnings::casts_within("reduce", || converted(a, found.ins[1]))?;
        let (done, status) = fpstatus::observed(|| fold(found, &source, &out, &mask, start, picked.as_ref()));
        done?;
        warnings::note_fp(self.visible(found, status), "reduce");
        observe::note(MemEvent::Read { id: a.id(), bytes: a.nbytes() });
        let result = match &options.out {
            Some(given) => {
                cast::assign(given, &Operand::Array(without_axes(&out, &mask, options.keepdims)))?;
                return Ok(given.clone());
            }
            None => without_axes(&out, &mask, options.keepdims),
        };
        observe::note(MemEvent::Write { id: result.id(), bytes: result.nbytes() });
        Ok(result)
    }

    /// Without a value to start from there must be elements, and all of them must count.
    fn check_start(&self, start: Option<&Scalar>, a: &View, out: &View, options: &ReduceOptions) -> Result<()> {
        if start.is_none() && options.where_.is_some() {
            return Err(Error::value(format!(
                "reduction operation '{}' does not have an identity, so to use a where mask one has to specify 'initial'",
                self.name
            )));
        }
        if start.is_none() && a.size() == 0 && out.size() > 0 {
            let text = format!("zero-size array to reduction operation {} which has no identity", self.name);
            return Err(Error::value(text));
        }
        Ok(())
    }

    /// The reductions that have kernels of their own, whose sums have NumPy's bits.
    fn reduced_by_kernel(
        &self,
        a: &View,
        found: &Loop,
        start: Option<&Scalar>,
        options: &ReduceOptions,
    ) -> Option<Result<View>> {
        let extreme = matches!(self.name, "maximum" | "minimum");
        let kernel = match self.name {
            "add" => fast::sum,
            "multiply" => fast::prod,
            "maximum" => fast::max,
            "minimum" => fast::min,
            "logical_or" => fast::any,
            "logical_and" => fast::all,
            _ => return None,
        };
        if found.ins[1] == DType::Object || !extreme && (start.is_none() || !a.dtype().is_numeric()) {
            return None;
        }
        let axes = match &options.axis {
            Axes::All => None,
            Axes::These(list) => Some(&list[..]),
        };
        let options = fast::Options {
            axis: axes,
            keepdims: options.keepdims,
            dtype: Some(found.outs[0]),
            out: options.out.as_ref(),
            mask: options.where_.as_ref(),
            initial: start.cloned(),
        };
        let (result, status) = warnings::casts_within("reduce", || fpstatus::observed(|| kernel(a, &options)));
        warnings::note_fp(self.visible(found, status), "reduce");
        Some(result)
    }

    /// The value that a reduction starts from, if it does not start from the first elements.
    fn start(&self, found: &Loop, options: &ReduceOptions) -> Result<Option<Scalar>> {
        let dtype = found.outs[0];
        match &options.initial {
            Some(None) => Ok(None),
            Some(Some(Operand::Array(v))) => cast::scalar_cast(&v.first(), dtype).map(Some),
            Some(Some(number)) => number.to_scalar(dtype).map(Some),
            None => Ok(match self.identity {
                Identity::Int(i) => Some(cast::scalar_cast(&Scalar::Int64(i), dtype)?),
                Identity::Bool(b) => Some(cast::scalar_cast(&Scalar::Bool(b), dtype)?),
                Identity::NegInf => Some(cast::scalar_cast(&Scalar::Float64(f64::NEG_INFINITY), dtype)?),
                Identity::None | Identity::Reorderable => None,
            }),
        }
    }

    /// A new array whose reduced axes have length 1; checks `out` against it.
    fn reduction_target(&self, a: &View, mask: &[bool], dtype: DType, options: &ReduceOptions) -> Result<View> {
        let kept: Shape = a
            .shape()
            .iter()
            .zip(mask)
            .filter(|(_, m)| options.keepdims || !**m)
            .map(|(&n, m)| if *m { 1 } else { n })
            .collect();
        if let Some(out) = &options.out {
            if out.rank() != kept.len() {
                let hint = if options.keepdims { " (must match the operand's when keepdims=True)" } else { "" };
                return Err(Error::value(format!(
                    "output parameter for reduction operation {} has the wrong number of dimensions: Found {} but expected {}{hint}",
                    self.name,
                    out.rank(),
                    kept.len()
                )));
            }
            if out.shape() != kept.as_slice() {
                let bare = shape_text(out.shape()).replace(",)", ")");
                return Err(Error::value(format!(
                    "operands could not be broadcast together with remapped shapes [original->remapped]: {}->{bare} {} ",
                    shape_text(out.shape()),
                    shape_text(a.shape())
                )));
            }
        }
        let shape: Shape = a.shape().iter().zip(mask).map(|(&n, &m)| if m { 1 } else { n }).collect();
        let axes = layout::nesting(a.rank(), &[a]);
        let whole = Layout::c(dtype, &shape).packed(&axes, dtype);
        if options.out.is_some() { View::scratch(whole) } else { View::alloc(whole, Init::Uninit) }
    }

    /// `ufunc.outer(a, b)`.
    ///
    /// # Errors
    /// As [`Ufunc::call`].
    pub fn outer(&self, a: &Operand, b: &Operand, options: &CallOptions) -> Result<Views> {
        if self.nin != 2 {
            return Err(Error::value("outer product only supported for binary functions"));
        }
        let left = match a {
            Operand::Array(v) => {
                let mut layout = v.layout().clone();
                (0..b.shape().len()).for_each(|_| layout.insert_axis(layout.rank()));
                Operand::Array(v.derive(layout))
            }
            number => number.clone(),
        };
        self.call(&[left, b.clone()], options)
    }
}

/// Warns of an `out` that is read in the loop's dtype and loses its imaginary parts.
pub(super) fn note_lost(out: Option<&View>, found: &Loop) {
    if let Some(out) = out {
        cast::note_lost_imaginary(out.dtype(), found.ins[0]);
    }
}

/// `a` as `dtype`, in a scratch buffer if it must be cast.
pub(super) fn converted(a: &View, dtype: DType) -> Result<View> {
    if a.dtype() == dtype {
        return Ok(a.clone());
    }
    let temporary = View::scratch(a.layout().like(Order::K, dtype))?;
    cast::convert_all(a, &temporary)?;
    Ok(temporary)
}

/// The result without its reduced axes, which have length 1.
fn without_axes(out: &View, mask: &[bool], keepdims: bool) -> View {
    if keepdims {
        return out.clone();
    }
    let mut layout = out.layout().clone();
    for axis in (0..mask.len()).rev().filter(|&axis| mask[axis]) {
        layout.index_axis(axis, 0);
    }
    out.derive(layout)
}

/// Folds `source` into `out`, whose reduced axes have length 1.
fn fold(
    found: &Loop,
    source: &View,
    out: &View,
    mask: &[bool],
    start: Option<Scalar>,
    picked: Option<&View>,
) -> Result<()> {
    if let Some(value) = start {
        out.offsets().for_each(|at| access::store(out, at, &value));
        let wide = stretched(out, source.shape());
        return match picked {
            None => run_fold(found, &wide, source),
            Some(picked) => fold_picked(found, source, &wide, picked),
        };
    }
    let Some(axis) = mask.iter().position(|&m| m) else {
        return cast::convert_all(source, out);
    };
    if mask.iter().filter(|&&m| m).count() > 1 {
        return fold_by_axes(found, source, out, mask);
    }
    let (first, rest) = split(source, axis);
    cast::convert_all(&first, out)?;
    run_fold(found, &stretched(out, rest.shape()), &rest)
}

/// Folds `source` into `wide`, by the loop's own fold where it has one.
pub(super) fn run_fold(found: &Loop, wide: &View, source: &View) -> Result<()> {
    if let Some(run) = found.fold {
        return run(wide, source);
    }
    for (s, o) in source.offsets().zip(wide.offsets()) {
        step(found, source, s, wide, o)?;
    }
    Ok(())
}

/// `wide[o] = f(wide[o], source[s])`
fn step(found: &Loop, source: &View, s: usize, wide: &View, o: usize) -> Result<()> {
    match (found.scalars)(&[wide.get_at(o), source.get_at(s)]) {
        Some((value, _)) => access::store(wide, o, &value),
        None => objects::pending()?,
    }
    Ok(())
}

/// Several axes of an operation without identity (the larger, the smaller): one after the other.
fn fold_by_axes(found: &Loop, source: &View, out: &View, mask: &[bool]) -> Result<()> {
    let axis = mask.iter().rposition(|&m| m).unwrap_or(0);
    let mut shape = Shape::from(source.shape());
    shape[axis] = 1;
    let part = View::scratch(Layout::c(source.dtype(), &shape))?;
    let one: SmallVec<[bool; 4]> = (0..mask.len()).map(|i| i == axis).collect();
    fold(found, source, &part, &one, None, None)?;
    let left: SmallVec<[bool; 4]> = mask.iter().enumerate().map(|(i, &m)| m && i != axis).collect();
    fold(found, &part, out, &left, None, None)
}

/// Elements one by one, skipping those that the mask leaves out.
fn fold_picked(found: &Loop, source: &View, wide: &View, picked: &View) -> Result<()> {
    for ((s, o), m) in source.offsets().zip(wide.offsets()).zip(picked.offsets()) {
        if read::<B8>(picked, m).get() {
            step(found, source, s, wide, o)?;
        }
    }
    Ok(())
}

/// `out` with steps of 0 along its axes of length 1, in the shape of the source.
fn stretched(out: &View, shape: &[usize]) -> View {
    let steps = out.shape().iter().zip(out.strides());
    let strides: Strides = steps.zip(shape).map(|((&n, &s), &m)| if n == 1 && m != 1 { 0 } else { s }).collect();
    let empty = shape.contains(&0);
    let offset = out.layout().offset;
    let shape = Shape::from(shape);
    out.derive(Layout {
        dtype: out.dtype(),
        shape,
        strides: if empty { out.layout().strides.clone() } else { strides },
        offset,
    })
}

/// The first slice along an axis (of length 1), and all the others.
pub(super) fn split(source: &View, axis: usize) -> (View, View) {
    let n = source.shape()[axis];
    let (mut first, mut rest) = (source.layout().clone(), source.layout().clone());
    first.slice_axis(axis, 0, 1, 1.min(n));
    rest.slice_axis(axis, 1, 1, n.saturating_sub(1));
    (source.derive(first), source.derive(rest))
}
