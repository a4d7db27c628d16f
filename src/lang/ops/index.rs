//! `a[index]` and `a[index] = value` of arrays.

use super::arrays::float_warnings;
use crate::engine::kernels::cast;
use crate::engine::kernels::index::{self, Index, Indexed};
use crate::engine::layout::MAX_RANK;
use crate::engine::{DType, Kind, Scalar, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::{convert, nested, records};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::objects;
use crate::lang::protocol::{number, slices};
use crate::lang::value::{Slice, Value};
use num_bigint::Sign;
use num_traits::ToPrimitive;
use std::rc::Rc;

const WRONG_INDEX: &str = "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean \
                           arrays are valid indices";

/// `a[index]`.
///
/// # Errors
/// `IndexError` in NumPy's words.
pub fn get_item(interp: &mut Interp, a: &Rc<Array>, value: &Value) -> Result<Value> {
    if let Some(result) = at_int(a, value) {
        return Ok(result);
    }
    let view = a.view().clone();
    if let Some(part) = records::get(&view, value)? {
        return Ok(Value::Array(Array::view_of(a, part)));
    }
    let indices = indices(interp, value)?;
    Ok(match index::get(&view, &indices)? {
        Indexed::View(v) => Value::Array(Array::view_of(a, v)),
        Indexed::Element(s) => Value::scalar(s),
        Indexed::Copy { view, base_is_transposed: false, .. } => Value::Array(Array::new(view)),
        // The base is an array that nothing else sees: the one that NumPy transposed.
        Indexed::Copy { view, .. } => Value::Array(Array::view_of(&Array::new(view.clone()), view)),
    })
}

/// `a[i]` for an int in range.
fn at_int(a: &Rc<Array>, index: &Value) -> Option<Value> {
    let Value::Int(i) = index else { return None };
    let view = a.view();
    let at = slices::position(*i, *view.shape().first()?)?;
    drop(view);
    Some(crate::lang::protocol::iterate::item(a, at))
}

/// `scalar[index]`, which knows only `()`, `...` and `None`.
///
/// # Errors
/// `IndexError`.
pub fn scalar_item(interp: &mut Interp, v: &Value, index: &Value) -> Result<Value> {
    let Value::Scalar(s) = v else { return Ok(Value::None) };
    if let Scalar::Void(item) = &**s {
        return match records::get_scalar(interp, item, index)? {
            Some(found) => Ok(found),
            None => get_item(interp, &Array::new((*item.0).clone()), index),
        };
    }
    let whole = |v: &Value| matches!(v, Value::Ellipsis | Value::None);
    let known = match index {
        Value::Tuple(items) => items.iter().all(whole),
        other => whole(other),
    };
    if !known {
        return Err(Raise::index_error("invalid index to scalar variable."));
    }
    get_item(interp, &Array::new(View::from_scalar(s)?), index)
}

/// `a[index] = value`.
///
/// # Errors
/// `IndexError` and `ValueError` in NumPy's words.
pub fn set_item(interp: &mut Interp, a: &Rc<Array>, at: &Value, value: &Value) -> Result<()> {
    if !a.writeable() {
        return Err(Raise::value_error("assignment destination is read-only"));
    }
    if records::set(interp, a, at, value)? {
        return Ok(());
    }
    let view = a.view().clone();
    let indices = indices(interp, at)?;
    if view.dtype() == DType::Object {
        return set_objects(interp, &view, &indices, value);
    }
    let structured = view.dtype().record().is_some();
    let sequence = matches!(value, Value::List(_) | Value::Range(_)) || matches!(value, Value::Tuple(_)) && !structured;
    if sequence && is_element(&indices, view.rank()) {
        index::get(&view, &indices)?;
        return set_element(interp, &view, &indices, value);
    }
    // What is picked is looked up before the value is made: of two errors NumPy tells that of the index.
    let rank = basic_rank(&indices, view.rank());
    let source = match source(interp, value, view.dtype(), if sequence { rank } else { None }) {
        Ok(source) => source,
        Err(e) => {
            if !indices.iter().any(|i| matches!(i, Index::Array(_))) {
                index::get(&view, &indices)?;
            }
            return Err(e);
        }
    };
    if let Some(rank) = rank
        && sequence
        && source.rank() > rank
    {
        index::get(&view, &indices)?;
        return Err(Raise::value_error(format!(
            "setting an array element with a sequence. The requested array would exceed the maximum number of dimension of {rank}."
        )));
    }
    let result = index::set(&view, &indices, &source);
    float_warnings(interp, false)?;
    Ok(result?)
}

/// `a[index] = value` of objects: at a single place the value itself, else its items, as many axes deep as there are.
fn set_objects(interp: &mut Interp, view: &View, indices: &[Index], value: &Value) -> Result<()> {
    let source = match (value, basic_rank(indices, view.rank())) {
        _ if !indices.is_empty() && is_element(indices, view.rank()) => objects::alone(value)?,
        (Value::Array(a), _) => a.view().clone(),
        // What is picked is an array of its own first, which takes the items as any array does.
        (_, None) if !matches!(indices, [Index::Mask(_)]) => {
            let picked = match index::get(view, indices)? {
                Indexed::Copy { view, .. } | Indexed::View(view) => view,
                Indexed::Element(s) => View::from_scalar(&s)?,
            };
            let items = nested::objects(interp, value, picked.rank())?;
            let into = View::empty(DType::Object, picked.shape())?;
            cast::assign(&into, &items.into())?;
            into
        }
        (_, rank) => nested::objects(interp, value, rank.unwrap_or(MAX_RANK))?,
    };
    Ok(index::set(view, indices, &convert::cast_to(&source, DType::Object)?)?)
}

/// Whether the indices pick one element, not a view of one.
fn is_element(indices: &[Index], rank: usize) -> bool {
    let one = |i: &Index| match i {
        Index::Int(_) => true,
        Index::Array(at) => at.rank() == 0,
        _ => false,
    };
    indices.len() == rank && indices.iter().all(one)
}

/// How many axes a basic index leaves; `None` for other indices and for too many.
fn basic_rank(indices: &[Index], rank: usize) -> Option<usize> {
    indices.iter().try_fold(rank, |left, i| match i {
        Index::Int(_) => left.checked_sub(1),
        Index::NewAxis => Some(left + 1),
        Index::Slice { .. } | Index::Ellipsis => Some(left),
        _ => None,
    })
}

/// `a[i] = [...]`: as a truth value a sequence is an element, as a number it is none.
fn set_element(interp: &mut Interp, view: &View, indices: &[Index], value: &Value) -> Result<()> {
    let kind = interp.type_name(value);
    Err(match view.dtype().kind() {
        Kind::Bool => {
            let truth = Scalar::Bool(interp.truth(value)?);
            return Ok(index::set(view, indices, &View::from_scalar(&truth)?)?);
        }
        Kind::Int | Kind::UInt => Raise::type_error(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{kind}'"
        )),
        Kind::Float => Raise::value_error("setting an array element with a sequence."),
        Kind::Complex => Raise::type_error(format!("must be real number, not {kind}")),
        Kind::Void => Raise::value_error("setting an array element with a sequence."),
        _ => Raise::value_error("setting an array element with a sequence"),
    })
}

/// The value to write, in the array's dtype.
///
/// # Errors
/// Of the conversion, of a sequence deeper than `rank`.
fn source(interp: &mut Interp, value: &Value, dtype: DType, rank: Option<usize>) -> Result<View> {
    if let Some(rank) = rank
        && rank <= 1
        && dtype.record().is_none()
    {
        nested::check_depth(interp, value, rank)?;
    }
    match value {
        Value::Tuple(_) if dtype.record().is_some() => Ok(View::from_scalar(&nested::element(interp, value, dtype)?)?),
        Value::Array(_) | Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            convert::view_of(interp, value, Some(dtype)).and_then(|v| resized(v, dtype))
        }
        Value::Object(_) => convert::view_of(interp, value, Some(dtype)),
        _ => {
            let element = nested::element(interp, value, dtype);
            float_warnings(interp, false)?;
            Ok(View::from_scalar(&fitted(element?, dtype))?).and_then(|v| resized(v, dtype))
        }
    }
}

/// A string of the length that the array holds.
fn resized(v: View, dtype: DType) -> Result<View> {
    if v.dtype() == dtype {
        return Ok(v);
    }
    let out = View::alloc(v.layout().like(crate::engine::Order::C, dtype), crate::engine::mem::buffer::Init::Zeroed)?;
    crate::engine::kernels::cast::convert_all(&v, &out)?;
    Ok(out)
}

fn fitted(s: Scalar, dtype: DType) -> Scalar {
    match (s, dtype.native()) {
        (Scalar::Str(s), DType::Str(n)) => Scalar::Str(s.chars().take(n as usize).collect::<String>().into()),
        (Scalar::Bytes(b), DType::Bytes(n)) => Scalar::Bytes(b[..b.len().min(n as usize)].into()),
        (s, _) => s,
    }
}

/// What stands between the brackets, as the kernels take it.
///
/// # Errors
/// `IndexError` for what is no index.
pub fn indices(interp: &mut Interp, value: &Value) -> Result<Vec<Index>> {
    match value {
        Value::Tuple(items) => items.iter().map(|v| entry(interp, v)).collect(),
        other => Ok(vec![entry(interp, other)?]),
    }
}

fn entry(interp: &mut Interp, v: &Value) -> Result<Index> {
    Ok(match v {
        Value::Int(i) => Index::Int(*i),
        Value::Slice(s) => slice(interp, s)?,
        Value::None => Index::NewAxis,
        Value::Ellipsis => Index::Ellipsis,
        Value::Bool(b) => Index::Bool(*b),
        Value::Scalar(s) => match (&**s, s.as_integer()) {
            (Scalar::Bool(b), _) => Index::Bool(*b),
            (_, Some(n)) => Index::Int(n.to_i64().ok_or_else(beyond)?),
            _ => return Err(Raise::index_error(WRONG_INDEX)),
        },
        Value::Array(a) => array(a.view().clone())?,
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            let view = convert::view_of(interp, v, None)?;
            if view.size() == 0 && view.dtype() == DType::Float64 {
                Index::Array(View::empty(DType::Int64, view.shape())?)
            } else if view.dtype().is_integral() {
                array(view)?
            } else {
                return Err(Raise::index_error(WRONG_INDEX));
            }
        }
        Value::BigInt(_) => return Err(beyond()),
        _ => return Err(Raise::index_error(WRONG_INDEX)),
    })
}

fn beyond() -> Raise {
    Raise::index_error("cannot fit 'int' into an index-sized integer")
}

fn array(view: View) -> Result<Index> {
    match view.dtype() {
        DType::Bool => Ok(Index::Mask(view)),
        d if d.is_integral() => Ok(Index::Array(cast::native(&view)?)),
        _ if view.rank() == 0 => Err(Raise::index_error(WRONG_INDEX)),
        _ => Err(Raise::index_error("arrays used as indices must be of integer (or boolean) type")),
    }
}

fn slice(interp: &mut Interp, s: &Slice) -> Result<Index> {
    let mut bound = |v: &Value| -> Result<Option<i64>> {
        match v {
            Value::None => Ok(None),
            Value::Int(n) => Ok(Some(*n)),
            _ => {
                let n = number::big_index(interp, v).map_err(|_| {
                    Raise::type_error("slice indices must be integers or None or have an __index__ method")
                })?;
                Ok(Some(n.to_i64().unwrap_or(if n.sign() == Sign::Minus { i64::MIN } else { i64::MAX })))
            }
        }
    };
    Ok(Index::Slice { start: bound(&s.start)?, stop: bound(&s.stop)?, step: bound(&s.step)? })
}
