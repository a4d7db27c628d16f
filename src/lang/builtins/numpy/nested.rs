//! Nested sequences as arrays: the shape and the dtype are found first, then every element is stored. Follows NumPy's
//! `PyArray_DiscoverDTypeAndShape`.

use super::convert::python_number;
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::{cast, promote};
use crate::engine::layout::MAX_RANK;
use crate::engine::mem::access;
use crate::engine::{DType, Layout, Order, Scalar, View, broadcast, observe::CopyReason};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use std::rc::Rc;

/// What one element is.
enum Leaf {
    Number(Operand),
    Scalar(Rc<Scalar>),
    Str(Value),
    Bytes(Rc<Vec<u8>>),
    /// A whole array below the sequences.
    Array(View),
}

struct Found {
    leaves: Vec<Leaf>,
    /// The shape of the sequences and, of arrays below them, theirs.
    shape: Vec<usize>,
    dtype: Option<DType>,
}

/// A fresh array of a value that is no array: nested lists, tuples, ranges, scalars, arrays within lists.
///
/// # Errors
/// `ValueError: setting an array element with a sequence. …` for ragged nesting; the errors of each element.
pub fn array(interp: &mut Interp, value: &Value, dtype: Option<DType>) -> Result<View> {
    let mut found = Found { leaves: Vec::new(), shape: Vec::new(), dtype: None };
    let mut depth_reached = None;
    discover(interp, value, 0, &mut found, &mut depth_reached)?;
    let natural = found.dtype.unwrap_or(DType::Float64);
    let dtype = dtype.map_or(natural, |d| sized_for(d, natural, &found.leaves));
    let out = View::empty(dtype, &found.shape)?;
    store(&out, found.leaves)?;
    Ok(out)
}

/// A string dtype without a length, as long as the elements need.
fn sized_for(dtype: DType, natural: DType, leaves: &[Leaf]) -> DType {
    match dtype {
        DType::Str(0) | DType::Bytes(0) => {
            let longest = leaves.iter().map(|l| text_len(l, natural)).max().unwrap_or(1).max(1);
            if matches!(dtype, DType::Str(_)) { DType::Str(longest) } else { DType::Bytes(longest) }
        }
        d => d,
    }
}

fn text_len(leaf: &Leaf, natural: DType) -> u32 {
    match leaf {
        Leaf::Str(s) => s.as_str().map_or(0, |t| t.chars().count() as u32),
        Leaf::Bytes(b) => b.len() as u32,
        Leaf::Number(n) => match n.to_scalar(n.type_().alone()) {
            Ok(s) => cast::to_text(&s).chars().count() as u32,
            Err(_) => promote::text_len(natural),
        },
        Leaf::Scalar(s) => cast::to_text(s).chars().count() as u32,
        Leaf::Array(v) => promote::text_len(v.dtype()),
    }
}

/// `leaf_depth` is the depth at which the first element stood; all others must stand there too.
fn discover(
    interp: &mut Interp,
    value: &Value,
    depth: usize,
    found: &mut Found,
    leaf_depth: &mut Option<usize>,
) -> Result<()> {
    let items = match value {
        Value::List(items) => items.0.borrow().clone(),
        Value::Tuple(items) => (**items).clone(),
        Value::Range(_) => interp.collect(value)?,
        _ => return leaf(interp, value, depth, found, leaf_depth),
    };
    if depth >= MAX_RANK {
        return Err(ragged(found, depth));
    }
    if depth < found.shape.len() && leaf_depth.is_none_or(|d| depth < d) {
        if found.shape[depth] != items.len() {
            return Err(ragged(found, depth));
        }
    } else if leaf_depth.is_none() {
        found.shape.push(items.len());
        if items.is_empty() {
            *leaf_depth = Some(depth + 1);
        }
    } else {
        return Err(ragged(found, depth));
    }
    if items.is_empty() && leaf_depth.is_some_and(|d| d != depth + 1) {
        return Err(ragged(found, depth + 1));
    }
    for item in &items {
        discover(interp, item, depth + 1, found, leaf_depth)?;
    }
    Ok(())
}

fn leaf(
    interp: &mut Interp,
    value: &Value,
    depth: usize,
    found: &mut Found,
    leaf_depth: &mut Option<usize>,
) -> Result<()> {
    let leaf = as_leaf(interp, value)?;
    let below: &[usize] = if let Leaf::Array(v) = &leaf { v.shape() } else { &[] };
    match *leaf_depth {
        None => {
            if found.shape.len() > depth {
                return Err(ragged(found, depth));
            }
            found.shape.extend(below);
            *leaf_depth = Some(depth);
        }
        Some(d) if d != depth => return Err(ragged(found, depth.min(d))),
        Some(_) if found.shape.get(depth..) != Some(below) => {
            let common = found.shape[depth..].iter().zip(below).take_while(|(a, b)| a == b).count();
            return Err(ragged(found, depth + common));
        }
        Some(_) => {}
    }
    let dtype = leaf_dtype(&leaf)?;
    found.dtype = Some(found.dtype.map_or(dtype, |d| if d == dtype { d } else { promote::promote_types(d, dtype) }));
    found.leaves.push(leaf);
    Ok(())
}

fn as_leaf(interp: &mut Interp, value: &Value) -> Result<Leaf> {
    if let Some(number) = python_number(value) {
        return Ok(Leaf::Number(number));
    }
    match value {
        Value::Array(a) => Ok(Leaf::Array(a.view().clone())),
        Value::Scalar(s) => Ok(Leaf::Scalar(s.clone())),
        Value::Str(_) => Ok(Leaf::Str(value.clone())),
        Value::Bytes(b) => Ok(Leaf::Bytes(b.clone())),
        other => {
            let kind = interp.type_name(other);
            Err(Raise::unsupported(format!(
                "Ravel has no object arrays, and a value of type '{kind}' would need one; convert it to a list or a number first"
            )))
        }
    }
}

fn leaf_dtype(leaf: &Leaf) -> Result<DType> {
    Ok(match leaf {
        Leaf::Number(Operand::Int(n)) if i64::try_from(*n).is_err() => {
            if u64::try_from(*n).is_ok() {
                DType::UInt64
            } else {
                return Err(too_large());
            }
        }
        Leaf::Number(Operand::BigInt(_)) => return Err(too_large()),
        Leaf::Number(n) => n.type_().alone(),
        Leaf::Scalar(s) => s.dtype(),
        Leaf::Str(s) => DType::Str(s.as_str().map_or(0, |t| t.chars().count() as u32).max(1)),
        Leaf::Bytes(b) => DType::Bytes((b.len() as u32).max(1)),
        Leaf::Array(v) => v.dtype(),
    })
}

fn too_large() -> Raise {
    Raise::unsupported("Ravel has no object arrays, and an integer beyond 64 bits would need one; use dtype=float")
}

fn ragged(found: &Found, agreed: usize) -> Raise {
    let agreed = agreed.min(found.shape.len());
    let shape = broadcast::shape_repr(&found.shape[..agreed]);
    Raise::value_error(format!(
        "setting an array element with a sequence. The requested array has an inhomogeneous shape after {agreed} dimensions. \
         The detected shape was {shape} + inhomogeneous part."
    ))
}

fn store(out: &View, leaves: Vec<Leaf>) -> Result<()> {
    if store_plain(out, &leaves) {
        return Ok(());
    }
    let size = out.layout().itemsize();
    let mut at = out.layout().offset;
    for leaf in leaves {
        let count = if let Leaf::Array(v) = &leaf { v.size() } else { 1 };
        let place = |shape: &[usize]| out.derive(Layout { offset: at, ..Layout::c(out.dtype(), shape) });
        match leaf {
            Leaf::Array(v) => cast::assign(&place(v.shape()), &Operand::Array(v))?,
            Leaf::Number(n) => cast::assign(&place(&[]), &n)?,
            Leaf::Scalar(s) => access::store(out, at, &cast::scalar_cast(&s, out.dtype())?),
            Leaf::Str(s) => {
                let s = Scalar::Str(s.as_str().unwrap_or_default().into());
                access::store(out, at, &cast::scalar_cast(&s, out.dtype())?);
            }
            Leaf::Bytes(b) => access::store(out, at, &cast::scalar_cast(&Scalar::Bytes(b[..].into()), out.dtype())?),
        }
        at += count * size;
    }
    Ok(())
}

/// Lists of plain ints or floats of the natural dtype, at once. Whether it was one.
fn store_plain(out: &View, leaves: &[Leaf]) -> bool {
    match out.dtype() {
        DType::Int64 => {
            let int = |l: &Leaf| match l {
                Leaf::Number(Operand::Int(n)) => i64::try_from(*n).ok(),
                _ => None,
            };
            leaves.iter().map(int).collect::<Option<Vec<i64>>>().map(|v| access::fill_from_slice(out, &v)).is_some()
        }
        DType::Float64 => {
            let float = |l: &Leaf| match l {
                Leaf::Number(Operand::Float(x)) => Some(*x),
                _ => None,
            };
            leaves.iter().map(float).collect::<Option<Vec<f64>>>().map(|v| access::fill_from_slice(out, &v)).is_some()
        }
        _ => false,
    }
}

/// A copy of `view` as `dtype` where it is of another.
///
/// # Errors
/// Errors of the cast.
pub fn cast_to(view: &View, dtype: DType) -> Result<View> {
    if view.dtype() == dtype {
        return Ok(view.clone());
    }
    let reason = CopyReason::Cast { from: view.dtype(), to: dtype };
    Ok(cast::cast(view, dtype, Order::K, promote::Casting::Unsafe, reason)?)
}
