//! Calling a ufunc: find the loop, broadcast, cast, run, and put the results where they belong.

use super::loops::{text, times};
use super::resolve::Signature;
use super::{Identity, Loop, Resolver, Ufunc, layout, resolve};
use crate::engine::broadcast::{broadcast_shapes, shape_text};
use crate::engine::dtype::{B8, DType, Kind};
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::kernels::cast;
use crate::engine::kernels::operand::{Operand, OperandType};
use crate::engine::kernels::promote::{self, Casting};
use crate::engine::kernels::warnings;
use crate::engine::layout::{Layout, Order, Shape};
use crate::engine::mem::access::{self, read};
use crate::engine::mem::buffer::Init;
use crate::engine::mem::fpstatus::{self, FpStatus};
use crate::engine::observe::{self, CopyReason, MemEvent};
use crate::engine::overlap;
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use smallvec::SmallVec;
use std::rc::Rc;

/// The views of a call.
pub type Views = SmallVec<[View; 2]>;

/// The keyword arguments of a ufunc.
#[derive(Debug, Clone, Default)]
pub struct CallOptions {
    /// `out`: for each output a place, or none; empty if not given.
    pub out: SmallVec<[Option<View>; 2]>,
    /// `where`
    pub where_: Option<View>,
    /// `signature`, or what `dtype` says of it.
    pub signature: Signature,
    /// `casting`
    pub casting: Casting,
    /// `order`; the default is `K`.
    pub order: Option<Order>,
}

impl Ufunc {
    /// Calls the ufunc. Floating-point warnings are left for [`warnings::take`].
    ///
    /// # Errors
    /// NumPy's: no loop for the types, a cast that is not allowed, shapes that do not broadcast, a negative integer power.
    pub fn call(&self, inputs: &[Operand], options: &CallOptions) -> Result<Views> {
        if inputs.len() != self.nin || options.out.len() > self.nout {
            let (least, most, given) = (self.nin, self.nin + self.nout, inputs.len() + options.out.len());
            return Err(Error::type_(format!(
                "{}() takes from {least} to {most} positional arguments but {given} were given",
                self.name
            )));
        }
        if let Some(mask) = &options.where_ {
            cast::check(mask.dtype(), DType::Bool, Casting::Safe)?;
        }
        if inputs.iter().any(|o| o.view().is_some_and(|v| !v.dtype().is_native())) {
            return self.call(&native(inputs)?, options);
        }
        if times::applies(self, inputs) {
            return times::call(self, inputs, options);
        }
        if text::applies(self, inputs) {
            return text::call(self, inputs, options);
        }
        let types: SmallVec<[OperandType; 2]> = inputs.iter().map(Operand::type_).collect();
        let found = resolve::resolve(self, &types, &options.signature)?;
        self.check_casts(found, &types, options)?;
        if let Some(answer) = super::compare::out_of_bounds(self, inputs, found)? {
            return answer.finish(self, inputs, options);
        }
        let shape = result_shape(inputs, options)?;
        let sources = self.sources(found, inputs, &shape)?;
        self.run(found, inputs, sources, &shape, options)
    }

    /// [`Ufunc::call`] without keyword arguments, for the first output. The common case hands no large values around.
    ///
    /// # Errors
    /// As [`Ufunc::call`].
    pub fn call_plain(&self, inputs: &[Operand]) -> Result<View> {
        let native = |o: &Operand| o.view().is_none_or(|v| v.dtype().is_native());
        let simple = inputs.len() == self.nin && self.nout == 1 && inputs.iter().all(native);
        let options = CallOptions::default();
        if !simple || times::applies(self, inputs) || text::applies(self, inputs) {
            return Ok(self.call(inputs, &options)?.swap_remove(0));
        }
        let types: SmallVec<[OperandType; 2]> = inputs.iter().map(Operand::type_).collect();
        let found = resolve::resolve(self, &types, &options.signature)?;
        self.check_casts(found, &types, &options)?;
        if super::compare::out_of_bounds(self, inputs, found)?.is_some() {
            return Ok(self.call(inputs, &options)?.swap_remove(0));
        }
        let shape = result_shape(inputs, &options)?;
        let sources = self.sources(found, inputs, &shape)?;
        let beside: SmallVec<[&View; 2]> = sources.iter().filter(|v| v.shape() == shape.as_slice()).collect();
        let order = if is_trivial(found, inputs, &shape) { layout::trivial_order(&beside) } else { Order::K };
        let target = View::alloc(layout::output(&shape, &beside, order, found.outs[0]), Init::Uninit)?;
        observe::note_reads(inputs.iter().filter_map(Operand::view));
        let (done, status) = fpstatus::observed(|| (found.views)(&sources, std::slice::from_ref(&target)));
        done?;
        warnings::note_fp(self.visible(found, status), self.name);
        observe::note(MemEvent::Write { id: target.id(), bytes: target.nbytes() });
        Ok(target)
    }

    /// The loop for these inputs and keywords, if all casts are allowed.
    ///
    /// # Errors
    /// As [`Ufunc::call`].
    pub fn found(&self, inputs: &[Operand], options: &CallOptions) -> Result<&'static Loop> {
        let types: SmallVec<[OperandType; 2]> = inputs.iter().map(Operand::type_).collect();
        let found = resolve::resolve(self, &types, &options.signature)?;
        self.check_casts(found, &types, options)?;
        Ok(found)
    }

    fn check_casts(&self, found: &Loop, types: &[OperandType], options: &CallOptions) -> Result<()> {
        self.check_equivalent(found, types, options.casting)?;
        for (i, (&t, &to)) in types.iter().zip(found.ins).enumerate() {
            let allowed = match t {
                OperandType::Strong(from) => self.is_logical() || promote::can_cast(from, to, options.casting),
                // A single Python number is what it is alone; beside others it takes their dtype.
                _ if self.is_logical() => true,
                weak if self.nin == 1 => promote::can_cast(weak.alone(), to, options.casting),
                weak => promote::with_weak(to, weak) == Some(to) || options.casting == Casting::Unsafe,
            };
            if !allowed {
                return Err(self.cannot_cast("input", (self.nin > 1).then_some(i), t.alone(), to, options.casting));
            }
        }
        for (i, out) in options.out.iter().enumerate() {
            let Some(out) = out else { continue };
            let from = found.outs[i];
            if !promote::can_cast(from, out.dtype(), options.casting) {
                return Err(self.cannot_cast(
                    "output",
                    (self.nout > 1).then_some(self.nin + i),
                    from,
                    out.dtype(),
                    options.casting,
                ));
            }
        }
        Ok(())
    }

    /// Python numbers beside others are not to change their type under `casting='equiv'`.
    fn check_equivalent(&self, found: &Loop, types: &[OperandType], casting: Casting) -> Result<()> {
        if self.nin == 1 || casting != Casting::Equiv {
            return Ok(());
        }
        match types.iter().zip(found.ins).find(|(t, to)| t.strong().is_none() && t.alone() != **to) {
            Some((t, to)) => {
                let kind = t.python_name();
                Err(Error::type_(format!("cannot cast Python {kind} to {to} under the casting rule 'equiv'")))
            }
            None => Ok(()),
        }
    }

    pub(super) fn is_logical(&self) -> bool {
        self.resolver == super::Resolver::Logical
    }

    fn cannot_cast(&self, side: &str, index: Option<usize>, from: DType, to: DType, casting: Casting) -> Error {
        let index = index.map_or(String::new(), |i| format!(" {i}"));
        let (from, to) = (promote::dtype_repr(from), promote::dtype_repr(to));
        let text = format!(
            "Cannot cast ufunc '{}' {side}{index} from {from} to {to} with casting rule '{}'",
            self.name,
            casting.name()
        );
        Error::new(ErrorKind::UFuncType, text)
    }

    /// The inputs as views of the loop's dtypes, broadcast.
    fn sources(&self, found: &Loop, inputs: &[Operand], shape: &[usize]) -> Result<Views> {
        let mut sources = Views::new();
        for (operand, &dtype) in inputs.iter().zip(found.ins) {
            let view = match operand {
                Operand::Array(v) if v.dtype() == dtype => v.clone(),
                Operand::Array(v) => cast::repeating(v, |v| {
                    let temp = View::scratch(v.layout().like(Order::K, dtype))?;
                    warnings::casts_within(self.name, || cast::convert_all(v, &temp))?;
                    Ok(temp)
                })?,
                number => scratch_scalar(&python_element(number, dtype)?)?,
            };
            sources.push(broadcast(view, shape)?);
        }
        Ok(sources)
    }

    fn run(
        &self,
        found: &Loop,
        inputs: &[Operand],
        sources: Views,
        shape: &[usize],
        options: &CallOptions,
    ) -> Result<Views> {
        let mut sources = sources;
        let targets = self.targets(found, inputs, &sources, shape, options)?;
        observe::note_reads(inputs.iter().filter_map(Operand::view));
        for source in &mut sources {
            // A second output is computed after the first is written.
            let several = self.nout > 1;
            let clash = options.out.iter().flatten().any(|out| clashes(source, out, several));
            if clash {
                *source = broadcast(source.copy(Order::K, CopyReason::Overlap)?, shape)?;
            }
        }
        let (done, status) = fpstatus::observed(|| match &options.where_ {
            None => (found.views)(&sources, &targets),
            Some(mask) => masked(found, &sources, &targets, &broadcast(mask.clone(), shape)?),
        });
        done?;
        warnings::note_fp(self.visible(found, status), self.name);
        self.deliver(targets, options)
    }

    /// The flags that count: questions raise none (but comparisons of complex numbers), nor does picking one of the operands.
    pub(super) fn visible(&self, found: &Loop, status: FpStatus) -> FpStatus {
        let ordered_complex = self.resolver == Resolver::Compare && found.ins[0].kind() == Kind::Complex;
        let question = found.outs[0] == DType::Bool && !ordered_complex;
        let picks = self.identity == Identity::Reorderable;
        if question || picks { FpStatus::default() } else { status }
    }

    /// Where the loop writes: `out` where its dtype and shape allow, else new arrays.
    fn targets(
        &self,
        found: &Loop,
        inputs: &[Operand],
        sources: &[View],
        shape: &[usize],
        options: &CallOptions,
    ) -> Result<Views> {
        let trivial = self.nout == 1 && options.where_.is_none() && is_trivial(found, inputs, shape);
        let given = options.out.iter().flatten();
        let beside: SmallVec<[&View; 4]> = sources.iter().chain(given).filter(|v| v.shape() == shape).collect();
        let mut targets = Views::new();
        for (i, &dtype) in found.outs.iter().enumerate() {
            targets.push(match options.out.get(i) {
                Some(Some(out)) if out.dtype() == dtype => out.clone(),
                Some(Some(out)) if options.where_.is_some() => {
                    let temp = View::scratch(out.layout().like(Order::K, dtype))?;
                    cast::convert_all(out, &temp)?;
                    temp
                }
                Some(Some(_)) => View::scratch(layout::output(shape, &beside, Order::K, dtype))?,
                _ => {
                    let order = match options.order {
                        None if trivial => layout::trivial_order(&beside),
                        Some(Order::A) if trivial && layout::are_c_contiguous(&beside) => Order::C,
                        order => order.unwrap_or(Order::K),
                    };
                    View::alloc(layout::output(shape, &beside, order, dtype), Init::Uninit)?
                }
            });
        }
        Ok(targets)
    }

    /// Casts results to `out` where they could not be written straight, and notes the writes.
    fn deliver(&self, targets: Views, options: &CallOptions) -> Result<Views> {
        let mut results = Views::new();
        for (i, target) in targets.into_iter().enumerate() {
            let result = match options.out.get(i) {
                Some(Some(out)) => {
                    if out.dtype() != target.dtype() {
                        warnings::casts_within(self.name, || cast_back(&target, out, options.where_.as_ref()))?;
                    }
                    out.clone()
                }
                _ => target,
            };
            observe::note(MemEvent::Write { id: result.id(), bytes: result.nbytes() });
            results.push(result);
        }
        Ok(results)
    }
}

/// Whether NumPy runs such a call without an iterator: no operand is cast or stretched.
fn is_trivial(found: &Loop, inputs: &[Operand], shape: &[usize]) -> bool {
    let is_cast = |(operand, &dtype): (&Operand, &DType)| operand.view().is_some_and(|v| v.dtype() != dtype);
    let as_it_is = |operand: &Operand| operand.view().is_none_or(|v| v.rank() == 0 || v.shape() == shape);
    !inputs.iter().zip(found.ins).any(is_cast) && inputs.iter().all(as_it_is)
}

/// The operands with their bytes in this machine's order.
fn native(inputs: &[Operand]) -> Result<SmallVec<[Operand; 2]>> {
    let native = |o: &Operand| match o {
        Operand::Array(v) => cast::repeating(v, cast::native).map(Operand::Array),
        number => Ok(number.clone()),
    };
    inputs.iter().map(native).collect()
}

/// Casts results to `out`; under a mask only those that it picks.
fn cast_back(target: &View, out: &View, mask: Option<&View>) -> Result<()> {
    let Some(mask) = mask else { return cast::convert_all(target, out) };
    let mask = broadcast(mask.clone(), out.shape())?;
    let picked = |v: &View| -> Vec<usize> {
        let truths = mask.offsets().map(|at| read::<B8>(&mask, at).get());
        v.offsets().zip(truths).filter(|(_, t)| *t).map(|(at, _)| at).collect()
    };
    let temporary = |dtype: DType, n: usize| View::scratch(Layout::c(dtype, &[n]));
    let (from, to) = (picked(target), picked(out));
    let (narrow, converted) = (temporary(target.dtype(), from.len())?, temporary(out.dtype(), to.len())?);
    access::gather_items(target, from.into_iter(), &narrow)?;
    cast::convert_all(&narrow, &converted)?;
    access::scatter_items(&converted, to.into_iter(), out)
}

/// A 0-d view of one element that lives only for a call.
fn scratch_scalar(value: &Scalar) -> Result<View> {
    let view = View::scratch(Layout::c(value.dtype(), &[]))?;
    access::store(&view, 0, value);
    Ok(view)
}

/// Whether writing `out` may change elements of `source` that are read later.
fn clashes(source: &View, out: &View, several: bool) -> bool {
    Rc::ptr_eq(source.buffer(), out.buffer())
        && (several || source.layout() != out.layout())
        && overlap::bounds_overlap(source.layout(), out.layout())
}

/// A Python number as an element; warnings are those of a cast.
pub fn python_element(number: &Operand, dtype: DType) -> Result<Scalar> {
    let (scalar, status) = fpstatus::observed(|| number.to_scalar(dtype));
    warnings::note_fp(FpStatus { underflow: false, invalid: false, ..status }, "cast");
    scalar
}

fn broadcast(view: View, shape: &[usize]) -> Result<View> {
    if view.shape() == shape {
        return Ok(view);
    }
    view.broadcast_to(shape).ok_or_else(|| Error::value("operands could not be broadcast together"))
}

/// The shape of the result; checks that every `out` has it.
///
/// # Errors
/// `ValueError` in NumPy's words.
pub fn result_shape(inputs: &[Operand], options: &CallOptions) -> Result<Shape> {
    let mut shapes: SmallVec<[&[usize]; 4]> = inputs.iter().map(Operand::shape).collect();
    if let Some(mask) = &options.where_ {
        shapes.push(mask.shape());
    }
    let outs: SmallVec<[&View; 2]> = options.out.iter().flatten().collect();
    if let [one] = shapes[..]
        && outs.is_empty()
    {
        return Ok(one.into());
    }
    let ins = broadcast_shapes(&shapes);
    for (i, out) in outs.iter().enumerate() {
        shapes.insert(inputs.len() + i, out.shape());
    }
    let all = broadcast_shapes(&shapes)?;
    let ins = ins?;
    for out in outs {
        if out.shape() != all.as_slice() {
            return Err(Error::value(format!(
                "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
                shape_text(out.shape()),
                shape_text(if all.len() >= ins.len() { &all } else { &ins })
            )));
        }
        if !out.buffer().writeable() {
            return Err(Error::value("output array is read-only"));
        }
    }
    Ok(all)
}

/// Runs the loop on the elements that the mask picks, gathered, so that the others raise no warnings.
fn masked(found: &Loop, sources: &[View], targets: &[View], mask: &View) -> Result<()> {
    let truths: Vec<bool> = mask.offsets().map(|at| read::<B8>(mask, at).get()).collect();
    let count = truths.iter().filter(|&&t| t).count();
    let picked = |v: &View| v.offsets().zip(&truths).filter(|(_, t)| **t).map(|(at, _)| at).collect::<Vec<usize>>();
    let temporary = |v: &View| View::scratch(Layout::c(v.dtype(), &[count]));
    let ins = sources.iter().map(temporary).collect::<Result<Views>>()?;
    let outs = targets.iter().map(temporary).collect::<Result<Views>>()?;
    for (source, narrow) in sources.iter().zip(&ins) {
        access::gather_items(source, picked(source).into_iter(), narrow)?;
    }
    (found.views)(&ins, &outs)?;
    for (target, narrow) in targets.iter().zip(&outs) {
        access::scatter_items(narrow, picked(target).into_iter(), target)?;
    }
    Ok(())
}
