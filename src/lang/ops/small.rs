//! Operators of a few numbers side by side, `a + b` of three floats: computed in one go, without the machinery of ufuncs,
//! whose steps cost more than such an operation. What could raise a floating-point warning, and what is not as simple as
//! two contiguous `float64` or `int64` arrays of one shape (or one of them and a number), is left to the ufunc.

use crate::engine::dtype::{B8, Element};
use crate::engine::mem::access;
use crate::engine::observe::{self, MemEvent};
use crate::engine::{DType, Scalar, View};
use crate::lang::array::Array;
use crate::lang::error::Result;
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp};
use std::cell::Ref;

/// The most elements.
const MOST: usize = 32;
/// Up to so many are computed with less to fill: points in space and 2 × 2 matrices take a tenth less time.
const FEW: usize = 4;

/// One operand.
enum Side<'a> {
    Array(Ref<'a, View>),
    Int(i64),
    Float(f64),
}

impl<'a> Side<'a> {
    fn of(v: &'a Value) -> Option<Side<'a>> {
        Some(match v {
            Value::Array(a) => Side::Array(simple(a)?),
            Value::Int(n) => Side::Int(*n),
            Value::Float(x) => Side::Float(*x),
            Value::Scalar(s) => match **s {
                Scalar::Float64(x) => Side::Float(x),
                Scalar::Int64(n) => Side::Int(n),
                _ => return None,
            },
            _ => return None,
        })
    }

    fn view(&self) -> Option<&View> {
        match self {
            Side::Array(view) => Some(view),
            _ => None,
        }
    }

    fn is_whole(&self) -> bool {
        match self {
            Side::Array(view) => view.dtype() == DType::Int64,
            Side::Int(_) => true,
            Side::Float(_) => false,
        }
    }

    fn ints<const N: usize>(&self, n: usize) -> [i64; N] {
        match self {
            Side::Array(view) => elements(view, n),
            Side::Int(x) => [*x; N],
            Side::Float(_) => [0; N],
        }
    }

    /// `None` where an int is not exact as a double.
    fn floats<const N: usize>(&self, n: usize) -> Option<[f64; N]> {
        match self {
            Side::Array(view) if view.dtype() == DType::Float64 => Some(elements(view, n)),
            Side::Int(x) if x.unsigned_abs() <= 1 << 53 => Some([*x as f64; N]),
            Side::Float(x) => Some([*x; N]),
            _ => None,
        }
    }
}

/// The view of an array whose elements lie side by side in only one order, so that a result has no choice of strides.
fn simple(a: &Array) -> Option<Ref<'_, View>> {
    let view = a.view();
    let layout = view.layout();
    let known = matches!(layout.dtype, DType::Float64 | DType::Int64);
    let plain = layout.rank() == 1 || (layout.rank() > 1 && layout.shape.iter().all(|&n| n > 1));
    (known && plain && (1..=MOST).contains(&layout.size()) && layout.is_c_contiguous()).then_some(view)
}

fn elements<T: Element + Default, const N: usize>(view: &View, n: usize) -> [T; N] {
    let mut all = [T::default(); N];
    access::copy_to_slice(view, &mut all[..n]);
    all
}

/// Both operands, and the one whose shape the result has.
fn sides<'a>(a: &'a Value, b: &'a Value) -> Option<(Side<'a>, Side<'a>)> {
    if !matches!(a, Value::Array(_)) && !matches!(b, Value::Array(_)) {
        return None;
    }
    let (x, y) = (Side::of(a)?, Side::of(b)?);
    match (x.view(), y.view()) {
        (Some(p), Some(q)) if p.shape() != q.shape() => None,
        _ => Some((x, y)),
    }
}

/// A new array of the operands' shape with these elements; what happened to memory is noted as by a ufunc.
fn result<T: Element>(x: &Side, y: &Side, elements: &[T]) -> Result<Option<Value>> {
    let Some(shaped) = x.view().or(y.view()) else { return Ok(None) };
    let out = View::like_contiguous(shaped.layout(), T::DTYPE)?;
    observe::note_reads(x.view().into_iter().chain(y.view()));
    access::fill_from_slice(&out, elements);
    observe::note(MemEvent::Write { id: out.id(), bytes: out.nbytes() });
    Ok(Some(Value::Array(Array::new(out))))
}

/// `a op b`; `quiet` says that nobody asks for underflows.
///
/// # Errors
/// `MemoryError`.
pub fn binary(op: BinOp, a: &Value, b: &Value, quiet: bool) -> Result<Option<Value>> {
    let Some((x, y)) = sides(a, b) else { return Ok(None) };
    let n = x.view().or(y.view()).map_or(0, View::size);
    if n <= FEW { computed::<FEW>(op, &x, &y, n, quiet) } else { computed::<MOST>(op, &x, &y, n, quiet) }
}

fn computed<const N: usize>(op: BinOp, x: &Side, y: &Side, n: usize, quiet: bool) -> Result<Option<Value>> {
    if x.is_whole() && y.is_whole() && op != BinOp::Div {
        let f: fn(i64, i64) -> i64 = match op {
            BinOp::Add => i64::wrapping_add,
            BinOp::Sub => i64::wrapping_sub,
            BinOp::Mul => i64::wrapping_mul,
            _ => return Ok(None),
        };
        let (p, q) = (x.ints::<N>(n), y.ints::<N>(n));
        let all: [i64; N] = std::array::from_fn(|i| if i < n { f(p[i], q[i]) } else { 0 });
        return result(x, y, &all[..n]);
    }
    if !quiet {
        return Ok(None);
    }
    let (Some(p), Some(q)) = (x.floats::<N>(n), y.floats::<N>(n)) else { return Ok(None) };
    let mut all = [0.0; N];
    match op {
        BinOp::Add => (0..n).for_each(|i| all[i] = p[i] + q[i]),
        BinOp::Sub => (0..n).for_each(|i| all[i] = p[i] - q[i]),
        BinOp::Mul => (0..n).for_each(|i| all[i] = p[i] * q[i]),
        BinOp::Div => (0..n).for_each(|i| all[i] = p[i] / q[i]),
        _ => return Ok(None),
    }
    // What is finite raised no flag that is looked at.
    if all[..n].iter().all(|z| z.is_finite()) { result(x, y, &all[..n]) } else { Ok(None) }
}

/// `a op b` for the six comparisons.
///
/// # Errors
/// `MemoryError`.
pub fn compare(op: CmpOp, a: &Value, b: &Value) -> Result<Option<Value>> {
    let Some((x, y)) = sides(a, b) else { return Ok(None) };
    let n = x.view().or(y.view()).map_or(0, View::size);
    let truths = if x.is_whole() && y.is_whole() {
        truths(op, &x.ints(n), &y.ints(n))
    } else {
        let (Some(p), Some(q)) = (x.floats(n), y.floats(n)) else { return Ok(None) };
        truths(op, &p, &q)
    };
    match truths {
        Some(truths) => result(&x, &y, &truths[..n]),
        None => Ok(None),
    }
}

fn truths<T: PartialOrd>(op: CmpOp, p: &[T; MOST], q: &[T; MOST]) -> Option<[B8; MOST]> {
    let f: fn(&T, &T) -> bool = match op {
        CmpOp::Eq => T::eq,
        CmpOp::Ne => T::ne,
        CmpOp::Lt => T::lt,
        CmpOp::Le => T::le,
        CmpOp::Gt => T::gt,
        CmpOp::Ge => T::ge,
        _ => return None,
    };
    Some(std::array::from_fn(|i| B8::from(f(&p[i], &q[i]))))
}
