//! Ufuncs of `datetime64` and `timedelta64`: promotion of units, and `NaT`, which is in no order and spoils every sum.

use super::super::call::{CallOptions, Views, result_shape};
use super::super::{ReduceOptions, Resolver, Ufunc};
use crate::engine::dtype::{B8, DType, Kind};
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::kernels::operand::{Operand, OperandType};
use crate::engine::kernels::{cast, promote};
use crate::engine::layout::Order;
use crate::engine::mem::access;
use crate::engine::mem::buffer::Init;
use crate::engine::observe::{self, MemEvent};
use crate::engine::scalar::Scalar;
use crate::engine::timeunit::{NAT, TimeUnit};
use crate::engine::view::View;
use smallvec::SmallVec;

use DType::{DateTime, TimeDelta};

/// Whether an input is a time, of a ufunc that has loops for times.
pub fn applies(ufunc: &Ufunc, inputs: &[Operand]) -> bool {
    let time = |o: &Operand| o.view().is_some_and(|v| matches!(v.dtype(), DateTime(_) | TimeDelta(_)));
    inputs.iter().any(time) && ufunc.resolver != Resolver::Logical && ufunc.core.is_none() && {
        let text = |o: &Operand| o.view().is_some_and(|v| !v.dtype().is_numeric() && !time(o));
        !inputs.iter().any(text)
    }
}

/// What is to be done: the dtypes of the operands, of the results, and the step for each element.
struct Plan {
    ins: SmallVec<[DType; 2]>,
    outs: SmallVec<[DType; 2]>,
    step: Step,
}

/// What is done to each element.
#[derive(Clone, Copy)]
enum Step {
    /// Integers to an integer; `NaT` stays.
    Ints(fn(i64, i64) -> i64),
    /// Integers to an integer, `NaT` as any other.
    Raw(fn(i64, i64) -> i64),
    /// A time and a float.
    Float(fn(i64, f64) -> i64),
    /// A float times a time.
    Scaled,
    /// Two times to a float.
    Ratio(fn(f64, f64) -> f64),
    /// A truth.
    Truth(fn(i64, i64) -> bool),
    /// Quotient and remainder.
    Both,
}

/// Calls the ufunc on times.
///
/// # Errors
/// As [`Ufunc::call`].
pub fn call(ufunc: &Ufunc, inputs: &[Operand], options: &CallOptions) -> Result<Views> {
    if let ("clip", [x, low, high]) = (ufunc.name, inputs) {
        let raised = super::super::MAXIMUM.call(&[x.clone(), low.clone()], &CallOptions::default())?;
        return super::super::MINIMUM.call(&[Operand::Array(raised[0].clone()), high.clone()], options);
    }
    let types: SmallVec<[OperandType; 2]> = inputs.iter().map(Operand::type_).collect();
    let Some(plan) = plan(ufunc, &types)? else { return Err(no_loop(ufunc, &types)) };
    let shape = result_shape(inputs, options)?;
    let mut sources = Views::new();
    for (k, (operand, &dtype)) in inputs.iter().zip(&plan.ins).enumerate() {
        check_input(ufunc, operand.type_(), dtype, k, inputs.len())?;
        let view = as_dtype(operand, dtype)?;
        sources
            .push(view.broadcast_to(&shape).ok_or_else(|| Error::value("operands could not be broadcast together"))?);
    }
    let mut results = Views::new();
    for (k, &dtype) in plan.outs.iter().enumerate() {
        results.push(match options.out.get(k) {
            Some(Some(out)) if out.dtype() == dtype => out.clone(),
            _ => {
                let beside: Vec<&View> = sources.iter().collect();
                let order = options.order.unwrap_or(Order::K);
                View::alloc(super::super::layout::output(&shape, &beside, order, dtype), Init::Uninit)?
            }
        });
    }
    let mask: Option<Vec<bool>> = match &options.where_ {
        None => None,
        Some(m) => m.broadcast_to(&shape).map(|m| m.scalars().map(|s| s.truth()).collect()),
    };
    run(plan.step, &sources, &results, mask.as_deref());
    for (k, result) in results.iter_mut().enumerate() {
        observe::note(MemEvent::Write { id: result.id(), bytes: result.nbytes() });
        if let Some(Some(out)) = options.out.get(k)
            && out.dtype() != result.dtype()
        {
            if !promote::can_cast(result.dtype(), out.dtype(), options.casting) {
                let (from, to) = (promote::dtype_repr(result.dtype()), promote::dtype_repr(out.dtype()));
                let text = format!(
                    "Cannot cast ufunc '{}' output from {from} to {to} with casting rule '{}'",
                    ufunc.name,
                    options.casting.name()
                );
                return Err(Error::new(ErrorKind::UFuncType, text));
            }
            cast::convert_all(result, out)?;
            *result = out.clone();
        }
    }
    Ok(results)
}

fn check_input(ufunc: &Ufunc, t: OperandType, to: DType, k: usize, n: usize) -> Result<()> {
    let OperandType::Strong(from) = t else { return Ok(()) };
    if promote::can_cast(from, to, promote::Casting::SameKind) {
        return Ok(());
    }
    let (from, to) = (promote::dtype_repr(from), promote::dtype_repr(to));
    let index = if n > 1 { format!(" {k}") } else { String::new() };
    let text =
        format!("Cannot cast ufunc '{}' input{index} from {from} to {to} with casting rule 'same_kind'", ufunc.name);
    Err(Error::new(ErrorKind::UFuncType, text))
}

/// The operand as a view of a dtype.
fn as_dtype(operand: &Operand, dtype: DType) -> Result<View> {
    let view = match operand {
        Operand::Array(v) if v.dtype() == dtype => return Ok(v.clone()),
        Operand::Array(v) => v.clone(),
        number => View::from_scalar(&number.to_scalar(number.type_().alone())?)?,
    };
    let out = View::scratch(view.layout().like(Order::K, dtype))?;
    cast::convert_all(&view, &out)?;
    Ok(out)
}

fn int(view: &View, at: usize) -> i64 {
    match view.get_at(at) {
        Scalar::DateTime(n, _) | Scalar::TimeDelta(n, _) | Scalar::Int64(n) => n,
        _ => NAT,
    }
}

fn float(view: &View, at: usize) -> f64 {
    match view.get_at(at) {
        Scalar::DateTime(NAT, _) | Scalar::TimeDelta(NAT, _) => f64::NAN,
        Scalar::DateTime(n, _) | Scalar::TimeDelta(n, _) => n as f64,
        other => other.as_f64().unwrap_or(f64::NAN),
    }
}

fn run(step: Step, sources: &[View], results: &[View], mask: Option<&[bool]>) {
    let (a, b) = (&sources[0], sources.last().unwrap_or(&sources[0]));
    let put = |k: usize, at: usize, n: i64| access::write_bytes(&results[k], at, &n.to_le_bytes());
    let mut second = results.last().map(|r| r.offsets());
    for (i, ((x, y), o)) in a.offsets().zip(b.offsets()).zip(results[0].offsets()).enumerate() {
        let o2 = second.as_mut().and_then(Iterator::next).unwrap_or(o);
        if mask.is_some_and(|m| !m[i]) {
            continue;
        }
        match step {
            Step::Raw(f) => put(0, o, f(int(a, x), int(b, y))),
            Step::Ints(f) => {
                let (m, n) = (int(a, x), int(b, y));
                put(0, o, if m == NAT || n == NAT { NAT } else { f(m, n) });
            }
            Step::Float(f) => {
                let m = int(a, x);
                put(0, o, if m == NAT { NAT } else { f(m, float(b, y)) });
            }
            Step::Scaled => {
                let n = int(b, y);
                put(0, o, if n == NAT { NAT } else { of_float(float(a, x) * n as f64) });
            }
            Step::Ratio(f) => access::write(&results[0], o, f(float(a, x), float(b, y))),
            Step::Truth(f) => access::write(&results[0], o, B8::from(f(int(a, x), int(b, y)))),
            Step::Both => {
                let (m, n) = (int(a, x), int(b, y));
                let nat = m == NAT || n == NAT || n == 0;
                access::write(&results[0], o, if nat { 0 } else { floor(m, n) });
                put(1, o2, if nat { NAT } else { modulo(m, n) });
            }
        }
    }
}

/// The remainder with the divisor's sign.
fn modulo(a: i64, b: i64) -> i64 {
    if b == 0 {
        return NAT;
    }
    let r = a.wrapping_rem(b);
    if r != 0 && (r < 0) != (b < 0) { r + b } else { r }
}

fn floor(a: i64, b: i64) -> i64 {
    if b == 0 {
        return 0;
    }
    let q = a.wrapping_div(b);
    if a % b != 0 && (a < 0) != (b < 0) { q - 1 } else { q }
}

fn of_float(x: f64) -> i64 {
    if x.is_finite() { x as i64 } else { NAT }
}

fn is_int(t: OperandType) -> bool {
    matches!(t.alone().kind(), Kind::Int | Kind::UInt | Kind::Bool)
}

/// The dtypes and the step; `None` where the ufunc has no such loop.
fn plan(ufunc: &Ufunc, types: &[OperandType]) -> Result<Option<Plan>> {
    let of = |ins: &[DType], outs: &[DType], step: Step| {
        Ok(Some(Plan { ins: ins.iter().copied().collect(), outs: outs.iter().copied().collect(), step }))
    };
    if let [one] = types {
        let d = one.alone();
        return match (ufunc.name, d) {
            ("isnat", _) | ("isnan", _) => of(&[d], &[DType::Bool], Step::Truth(|a, _| a == NAT)),
            ("isfinite", _) => of(&[d], &[DType::Bool], Step::Truth(|a, _| a != NAT)),
            ("isinf", _) => of(&[d], &[DType::Bool], Step::Truth(|_, _| false)),
            ("negative", TimeDelta(_)) => of(&[d], &[d], Step::Ints(|a, _| -a)),
            ("positive", TimeDelta(_)) => of(&[d], &[d], Step::Ints(|a, _| a)),
            ("absolute", TimeDelta(_)) => of(&[d], &[d], Step::Ints(|a, _| a.abs())),
            ("sign", TimeDelta(_)) => of(&[d], &[d], Step::Ints(|a, _| a.signum())),
            _ => Ok(None),
        };
    }
    let [a, b] = types else { return Ok(None) };
    let (x, y) = (a.alone(), b.alone());
    if let Some(step) = comparison(ufunc.name).or_else(|| extreme(ufunc.name)) {
        let alike = x.kind() == y.kind();
        let counted = matches!(x, TimeDelta(_)) && is_int(*b) || matches!(y, TimeDelta(_)) && is_int(*a);
        if !alike && !counted {
            return Ok(None);
        }
        let common = promote::common(x, y)?;
        let out = if matches!(step, Step::Truth(_)) { DType::Bool } else { common };
        return of(&[common, common], &[out], step);
    }
    match ufunc.name {
        "add" | "subtract" => sum(ufunc.name == "add", (*a, x), (*b, y)),
        "multiply" | "divide" | "floor_divide" | "remainder" | "divmod" => product(ufunc.name, (*a, x), (*b, y)),
        _ => Ok(None),
    }
}

fn comparison(name: &str) -> Option<Step> {
    Some(Step::Truth(match name {
        "equal" => |a, b| a != NAT && a == b,
        "not_equal" => |a, b| a == NAT || a != b,
        "less" => |a, b| a != NAT && b != NAT && a < b,
        "less_equal" => |a, b| a != NAT && b != NAT && a <= b,
        "greater" => |a, b| a != NAT && b != NAT && a > b,
        "greater_equal" => |a, b| a != NAT && b != NAT && a >= b,
        _ => return None,
    }))
}

fn extreme(name: &str) -> Option<Step> {
    Some(match name {
        "maximum" => Step::Ints(i64::max),
        "minimum" => Step::Ints(i64::min),
        "fmax" => Step::Raw(i64::max),
        "fmin" => Step::Raw(|a, b| {
            if a == NAT {
                b
            } else if b == NAT {
                a
            } else {
                a.min(b)
            }
        }),
        _ => return None,
    })
}

fn sum(adds: bool, (a, x): (OperandType, DType), (b, y): (OperandType, DType)) -> Result<Option<Plan>> {
    let step = if adds { Step::Ints(i64::wrapping_add) } else { Step::Ints(i64::wrapping_sub) };
    let of = |p: DType, q: DType, out: DType| {
        Ok(Some(Plan { ins: [p, q].into_iter().collect(), outs: [out].into_iter().collect(), step }))
    };
    let unit = |d: DType| match d {
        DateTime(u) | TimeDelta(u) => u,
        _ => TimeUnit::GENERIC,
    };
    match (x, y) {
        (TimeDelta(_), TimeDelta(_)) => {
            let d = promote::common(x, y)?;
            of(d, d, d)
        }
        (DateTime(_), DateTime(_)) if !adds => {
            let u = unit(promote::common(x, y)?);
            of(DateTime(u), DateTime(u), TimeDelta(u))
        }
        (DateTime(_), TimeDelta(_)) => {
            let u = promote::common_unit(unit(x), unit(y), false, false)?;
            of(DateTime(u), TimeDelta(u), DateTime(u))
        }
        (TimeDelta(_), DateTime(_)) if adds => {
            let u = promote::common_unit(unit(x), unit(y), false, false)?;
            of(TimeDelta(u), DateTime(u), DateTime(u))
        }
        (DateTime(u) | TimeDelta(u), _) if is_int(b) => of(x, TimeDelta(u), x),
        (_, TimeDelta(u)) if is_int(a) => of(TimeDelta(u), y, y),
        (_, DateTime(u)) if is_int(a) && adds => of(TimeDelta(u), y, y),
        _ => Ok(None),
    }
}

fn product(name: &str, (a, x): (OperandType, DType), (b, y): (OperandType, DType)) -> Result<Option<Plan>> {
    let of = |p: DType, q: DType, outs: &[DType], step: Step| {
        Ok(Some(Plan { ins: [p, q].into_iter().collect(), outs: outs.iter().copied().collect(), step }))
    };
    let is_float = |t: OperandType| t.alone().kind() == Kind::Float;
    match (name, x, y) {
        ("multiply", TimeDelta(_), _) if is_int(b) => of(x, DType::Int64, &[x], Step::Ints(i64::wrapping_mul)),
        ("multiply", _, TimeDelta(_)) if is_int(a) => of(DType::Int64, y, &[y], Step::Ints(i64::wrapping_mul)),
        ("multiply", TimeDelta(_), _) if is_float(b) => {
            of(x, DType::Float64, &[x], Step::Float(|a, b| of_float(a as f64 * b)))
        }
        ("multiply", _, TimeDelta(_)) if is_float(a) => of(DType::Float64, y, &[y], Step::Scaled),
        ("divide", TimeDelta(_), TimeDelta(_)) => {
            let d = promote::common(x, y)?;
            of(d, d, &[DType::Float64], Step::Ratio(|a, b| a / b))
        }
        ("divide" | "floor_divide", TimeDelta(_), _) if is_float(b) => {
            of(x, DType::Float64, &[x], Step::Float(|a, b| of_float(a as f64 / b)))
        }
        ("divide", TimeDelta(_), _) if is_int(b) => {
            of(x, DType::Int64, &[x], Step::Ints(|a, b| if b == 0 { NAT } else { a.wrapping_div(b) }))
        }
        ("floor_divide", TimeDelta(_), _) if is_int(b) => {
            of(x, DType::Int64, &[x], Step::Ints(|a, b| if b == 0 { NAT } else { floor(a, b) }))
        }
        (_, TimeDelta(_), TimeDelta(_)) => {
            let d = promote::common(x, y)?;
            match name {
                "floor_divide" => {
                    of(d, d, &[DType::Int64], Step::Raw(|a, b| if a == NAT || b == NAT { 0 } else { floor(a, b) }))
                }
                "remainder" => of(d, d, &[d], Step::Ints(modulo)),
                "divmod" => of(d, d, &[DType::Int64, d], Step::Both),
                _ => Ok(None),
            }
        }
        _ => Ok(None),
    }
}

fn no_loop(ufunc: &Ufunc, types: &[OperandType]) -> Error {
    let reprs: Vec<String> = types.iter().map(|t| promote::dtype_repr(t.alone())).collect();
    let arithmetic =
        ["add", "subtract", "multiply", "divide", "floor_divide", "remainder", "divmod"].contains(&ufunc.name);
    if let ([a, b], true) = (&reprs[..], arithmetic) {
        let text = format!("ufunc '{}' cannot use operands with types {a} and {b}", ufunc.name);
        return Error::new(ErrorKind::UFuncType, text);
    }
    if ufunc.resolver == Resolver::Linear {
        return Error::type_(format!(
            "ufunc '{}' not supported for the input types, and the inputs could not be safely coerced to any supported \
             types according to the casting rule ''safe''",
            ufunc.name
        ));
    }
    let names: Vec<String> = types.iter().map(|t| promote::class_name(*t)).collect();
    let names = if let [one] = &names[..] { one.clone() } else { format!("({})", names.join(", ")) };
    let text = format!("ufunc '{}' did not contain a loop with signature matching types {names} -> None", ufunc.name);
    Error::new(ErrorKind::UFuncType, text)
}

/// `ufunc.reduce` of times: as integers, `NaT` kept apart.
///
/// # Errors
/// As [`Ufunc::reduce`].
pub fn reduce(ufunc: &Ufunc, a: &View, options: &ReduceOptions) -> Result<View> {
    let dtype = a.dtype();
    let ints = |v: &View| v.reinterpreted(DType::Int64);
    let allowed = match ufunc.name {
        "add" => matches!(dtype, TimeDelta(_)),
        "maximum" | "minimum" | "fmax" | "fmin" => true,
        _ => false,
    };
    if !allowed {
        let t = OperandType::Strong(dtype);
        return Err(no_loop(ufunc, &[t, t]));
    }
    let nat_is_top = matches!(ufunc.name, "maximum" | "fmin");
    let swap = |n: i64| {
        if n == NAT {
            i64::MAX
        } else if n == i64::MAX {
            NAT
        } else {
            n
        }
    };
    let source = if nat_is_top { mapped(a, swap)? } else { ints(a) };
    let plain = ReduceOptions { out: options.out.as_ref().map(ints), dtype: None, ..options.clone() };
    let result = ufunc.reduce(&source, &plain)?;
    if nat_is_top {
        each(&result, swap);
    } else if ufunc.name == "add" {
        let nats = super::super::ISNAN.call(&[Operand::Array(a.clone())], &CallOptions::default())?;
        let any = ReduceOptions { out: None, initial: None, dtype: None, ..options.clone() };
        let any = super::super::LOGICAL_OR.reduce(&nats[0], &any)?;
        let marks: Vec<bool> = any.scalars().map(|s| s.truth()).collect();
        for (at, nat) in result.offsets().zip(marks) {
            if nat {
                access::write(&result, at, NAT);
            }
        }
    }
    Ok(result.reinterpreted(dtype))
}

/// A copy with each integer changed.
fn mapped(a: &View, f: impl Fn(i64) -> i64) -> Result<View> {
    let out = View::scratch(a.layout().like(Order::K, DType::Int64))?;
    cast::convert_all(&a.reinterpreted(DType::Int64), &out)?;
    each(&out, f);
    Ok(out)
}

fn each(view: &View, f: impl Fn(i64) -> i64) {
    for at in view.offsets() {
        let n = access::read::<i64>(view, at);
        access::write(view, at, f(n));
    }
}

/// `ufunc.accumulate` of durations.
///
/// # Errors
/// As [`Ufunc::accumulate`].
pub fn accumulate(a: &View, axis: usize) -> Result<View> {
    let out = View::alloc(a.layout().like(Order::K, a.dtype()), Init::Uninit)?;
    cast::convert_all(a, &out)?;
    let (ints, step, len) = (out.reinterpreted(DType::Int64), out.strides()[axis], out.shape()[axis]);
    let mut starts = ints.layout().clone();
    starts.slice_axis(axis, 0, 1, len.min(1));
    for at in ints.derive(starts).offsets() {
        for k in 1..len {
            let place = |k: usize| (at as isize + k as isize * step) as usize;
            let (before, own) = (access::read::<i64>(&ints, place(k - 1)), access::read::<i64>(&ints, place(k)));
            let sum = if before == NAT || own == NAT { NAT } else { before.wrapping_add(own) };
            access::write(&ints, place(k), sum);
        }
    }
    Ok(out)
}
