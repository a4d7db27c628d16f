//! `choice`, `shuffle`, `permutation`, `permuted`.

use super::draw::size;
use super::integers::{Wanted, integers};
use super::row::{flag, given};
use super::source::source;
use crate::engine::kernels::cast;
use crate::engine::kernels::promote::Casting;
use crate::engine::kernels::select::{self, Mode};
use crate::engine::layout::{Layout, Order, normalize_axis};
use crate::engine::mem::access::{copy_same_dtype, fill_from_slice, gather_items, to_vec};
use crate::engine::mem::watch;
use crate::engine::observe::CopyReason;
use crate::engine::random::constraint::check_probabilities;
use crate::engine::random::permute;
use crate::engine::view::room_for_integers;
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// What `choice` chooses from.
enum Population {
    Count(usize),
    Of(View, usize),
}

impl Population {
    fn len(&self) -> usize {
        match self {
            Population::Count(n) => *n,
            Population::Of(view, axis) => view.shape()[*axis],
        }
    }
}

fn population(interp: &mut Interp, a: &Value, axis: i64, legacy: bool) -> Result<Population> {
    if let Value::Float(_) | Value::Str(_) | Value::Dict(_) | Value::Set(_) | Value::None = a {
        let t = interp.type_of(a).qualified_name();
        if legacy {
            return Err(Raise::value_error("a must be 1-dimensional or an integer"));
        }
        return Err(Raise::value_error(format!("a must be a sequence or an integer, not <class '{t}'>")));
    }
    let view = convert::view(interp, a)?;
    if view.rank() == 0 {
        let n = interp.index(a)?;
        return Ok(Population::Count(usize::try_from(n).unwrap_or(0)));
    }
    if legacy && view.rank() != 1 {
        return Err(Raise::value_error("a must be 1-dimensional"));
    }
    let rank = view.rank() as i64;
    if axis >= rank || axis < -rank {
        return Err(Raise::index_error("tuple index out of range"));
    }
    Ok(Population::Of(view, normalize_axis(axis, rank as usize)?))
}

/// `choice(a, size=None, replace=True, p=None[, axis=0, shuffle=True])`.
///
/// # Errors
/// NumPy's.
pub fn choice(interp: &mut Interp, this: &Value, args: &[Option<Value>], legacy: bool) -> Result<Value> {
    let a = args[0].clone().unwrap_or(Value::None);
    let axis = if legacy { 0 } else { given(args, 4).map_or(Ok(0), |v| interp.index(v))? };
    let from = population(interp, &a, axis, legacy)?;
    let shape = size(interp, given(args, 1))?;
    let count: usize = shape.as_ref().map_or(1, |s| s.iter().product());
    let n = from.len();
    if n == 0 && count > 0 {
        return Err(Raise::value_error(match (&from, legacy) {
            (Population::Count(_), true) => "a must be greater than 0 unless no samples are taken",
            (Population::Count(_), false) => "a must be a positive integer unless no samples are taken",
            (_, true) => "'a' cannot be empty unless no samples are taken",
            (_, false) => "a cannot be empty unless no samples are taken",
        }));
    }
    let p = given(args, 3).map(|p| probabilities(interp, p, n, legacy)).transpose()?;
    let replace = flag(interp, args, 2, true)?;
    let shuffled = legacy || flag(interp, args, 5, true)?;
    if !replace && count > n {
        return Err(Raise::value_error(if legacy {
            "Cannot take a larger sample than population when 'replace=False'"
        } else {
            "Cannot take a larger sample than population when replace is False"
        }));
    }
    let source = source(this)?;
    room_for_integers(count)?;
    let indices = match (replace, p) {
        (true, Some(p)) => source.with_bits(|r| permute::choice_weighted(r, &p, count))?,
        (true, None) => {
            let (high, count) = (Value::Int(n as i64), Value::Int(count as i64));
            let wanted = Wanted {
                low: &Value::Int(0),
                high: Some(&high),
                size: Some(&count),
                dtype: None,
                endpoint: false,
                legacy,
            };
            if n == 0 { Vec::new() } else { drawn(interp, source, &wanted)? }
        }
        (false, Some(p)) => {
            if p.iter().filter(|&&x| x > 0.0).count() < count {
                return Err(Raise::value_error("Fewer non-zero entries in p than size"));
            }
            source.with_bits(|r| permute::choice_weighted_distinct(r, &p, count))?
        }
        (false, None) if legacy => {
            room_for_integers(n)?;
            let mut all = source.with_bits(|r| permute::permutation(r, n))?;
            all.truncate(count);
            all
        }
        (false, None) => source.with_bits(|r| permute::choice_distinct(r, n, count, shuffled))?,
    };
    chosen(&from, &indices, shape.as_deref())
}

fn drawn(interp: &mut Interp, source: &super::source::Source, wanted: &Wanted) -> Result<Vec<i64>> {
    match integers(interp, source, wanted)? {
        Value::Array(a) => Ok(to_vec(&a.view())),
        _ => Ok(Vec::new()),
    }
}

fn probabilities(interp: &mut Interp, p: &Value, n: usize, legacy: bool) -> Result<Vec<f64>> {
    if !matches!(p, Value::Array(_)) {
        let text = p.as_str().is_some_and(|s| s.trim().parse::<f64>().is_err());
        if text {
            let shown = interp.repr(p)?;
            return Err(Raise::value_error(format!("could not convert string to float: {shown}")));
        }
    }
    let view = convert::view(interp, p)?;
    let epsilon = |d: DType| match d {
        DType::Float16 => 2f64.powi(-10),
        DType::Float32 => 2f64.powi(-23),
        _ => f64::EPSILON,
    };
    let tolerance = epsilon(view.dtype()).sqrt().max(f64::EPSILON.sqrt());
    let quoted = |words: &str| if legacy { format!("'p' {words}") } else { format!("p {words}") };
    if view.rank() != 1 {
        return Err(Raise::value_error(quoted("must be 1-dimensional")));
    }
    if view.size() != n {
        let text = if legacy { "'a' and 'p' must have same size" } else { "a and p must have same size" };
        return Err(Raise::value_error(text));
    }
    let p = to_vec::<f64>(&convert::cast_to(&view, DType::Float64)?);
    check_probabilities(&p, tolerance, legacy)?;
    Ok(p)
}

fn chosen(from: &Population, indices: &[i64], shape: Option<&[usize]>) -> Result<Value> {
    match from {
        Population::Count(_) => match shape {
            None => Ok(Value::Int(indices[0])),
            Some(shape) => {
                let flat = View::from_slice(indices)?;
                Ok(Value::Array(Array::new(flat.derive(Layout::c(DType::Int64, shape)))))
            }
        },
        Population::Of(view, axis) => {
            let mut full = view.layout().shape.clone();
            full.remove(*axis);
            for (i, &n) in shape.unwrap_or(&[]).iter().enumerate() {
                full.insert(axis + i, n);
            }
            let taken = take(view, *axis, indices)?;
            let found = taken.derive(Layout::c(view.dtype(), &full));
            // A shape that is asked for makes an array, also one of no axes.
            Ok(if shape.is_some() { Value::Array(Array::new(found)) } else { convert::result(found) })
        }
    }
}

/// `view.take(indices, axis)`, C-contiguous.
fn take(view: &View, axis: usize, indices: &[i64]) -> Result<View> {
    let places = View::scratch(Layout::c(DType::Int64, &[indices.len()]))?;
    fill_from_slice(&places, indices);
    Ok(select::take(view, &places, Some(axis as i64), Mode::Raise, None)?)
}

/// Exchanges two slices along an axis.
fn swap(view: &View, axis: usize, i: usize, j: usize, spare: &View) -> Result<()> {
    let at = |k: usize| {
        let mut layout = view.layout().clone();
        layout.index_axis(axis, k);
        view.derive(layout)
    };
    let (a, b) = (at(i), at(j));
    copy_same_dtype(&a, spare)?;
    copy_same_dtype(&b, &a)?;
    Ok(copy_same_dtype(spare, &b)?)
}

/// Shuffles slices of a view along an axis in place.
fn shuffle_view(this: &Value, view: &View, axis: usize) -> Result<()> {
    let n = view.shape()[axis];
    let mut order: Vec<i64> = (0..n as i64).collect();
    source(this)?.with_bits(|r| permute::shuffle(r, n, |i, j| order.swap(i, j)))?;
    if view.rank() == 1 || n < 64 {
        let taken = take(view, axis, &order)?;
        return Ok(copy_same_dtype(&taken, view)?);
    }
    let mut layout = view.layout().clone();
    layout.index_axis(axis, 0);
    let spare = View::scratch(layout.like(Order::C, view.dtype()))?;
    let mut seen = watch::filled(false, n);
    // Along each cycle of the permutation: the place `i` takes what stood at `order[i]`.
    for start in 0..n {
        let mut i = start;
        while !std::mem::replace(&mut seen[i], true) && order[i] as usize != start {
            swap(view, axis, i, order[i] as usize, &spare)?;
            i = order[i] as usize;
        }
        seen[i] = true;
    }
    Ok(())
}

/// `shuffle(x[, axis=0])`.
///
/// # Errors
/// NumPy's.
pub fn shuffle(interp: &mut Interp, this: &Value, args: &[Option<Value>]) -> Result<Value> {
    let x = args[0].clone().unwrap_or(Value::None);
    let axis = given(args, 1).map_or(Ok(0), |v| interp.index(v))?;
    if let Value::Array(a) = &x {
        let view = a.view().clone();
        if view.rank() == 0 {
            return Err(Raise::type_error("len() of unsized object"));
        }
        if !a.writeable() {
            return Err(Raise::value_error("array is read-only"));
        }
        shuffle_view(this, &view, normalize_axis(axis, view.rank())?)?;
        return Ok(Value::None);
    }
    if axis != 0 {
        return Err(Raise::new(
            &crate::lang::exceptions::NOT_IMPLEMENTED_ERROR,
            "Axis argument is only supported on ndarray objects",
        ));
    }
    let n = interp.len(&x)?;
    let mut swaps = Vec::new();
    source(this)?.with_bits(|r| permute::shuffle(r, n, |i, j| swaps.push((i, j))))?;
    for (i, j) in swaps {
        let (i, j) = (Value::Int(i as i64), Value::Int(j as i64));
        let (a, b) = (interp.get_item(&x, &i)?, interp.get_item(&x, &j)?);
        interp.set_item(&x, &i, b)?;
        interp.set_item(&x, &j, a)?;
    }
    Ok(Value::None)
}

/// `permutation(x[, axis=0])`.
///
/// # Errors
/// NumPy's.
pub fn permutation(interp: &mut Interp, this: &Value, args: &[Option<Value>]) -> Result<Value> {
    let x = args[0].clone().unwrap_or(Value::None);
    if matches!(x, Value::Int(_) | Value::Bool(_)) || matches!(&x, Value::Scalar(s) if s.as_integer().is_some()) {
        let n = interp.index(&x)?.max(0) as usize;
        room_for_integers(n)?;
        let order = source(this)?.with_bits(|r| permute::permutation(r, n))?;
        return Ok(Value::Array(Array::new(View::from_slice(&order)?)));
    }
    let axis = given(args, 1).map_or(Ok(0), |v| interp.index(v))?;
    let x = np::as_array(interp, &x)?;
    let view = np::view(interp, &x)?;
    if view.rank() == 0 && interp.type_name(this).ends_with("RandomState") {
        return Err(Raise::index_error("x must be an integer or at least 1-dimensional"));
    }
    let axis = normalize_axis(axis, view.rank())?;
    let n = view.shape()[axis];
    let order = source(this)?.with_bits(|r| permute::permutation(r, n))?;
    let order = Value::Array(Array::new(View::from_slice(&order)?));
    np::item(interp, &x, &np::at_axis(axis, order))
}

/// `Generator.permuted(x, axis=None, out=None)`.
///
/// # Errors
/// NumPy's.
pub fn permuted(interp: &mut Interp, this: &Value, args: &[Option<Value>]) -> Result<Value> {
    let x = convert::array(interp, &args[0].clone().unwrap_or(Value::None))?;
    let view = x.view().clone();
    let axis = given(args, 1).map(|v| interp.index(v)).transpose()?;
    match given(args, 2) {
        Some(Value::Array(out)) if out.view().shape() != view.shape() => {
            return Err(Raise::value_error("out must have the same shape as x"));
        }
        Some(Value::Array(out)) => cast::check(view.dtype(), out.view().dtype(), Casting::Safe)?,
        Some(Value::None) | None => {}
        Some(_) => return Err(Raise::type_error("out must be a numpy array")),
    }
    if axis.is_none() && view.rank() == 0 {
        return Err(Raise::type_error("len() of unsized object"));
    }
    let axis = axis.map(|a| normalize_axis(a, view.rank())).transpose()?;
    let out = match given(args, 2) {
        Some(Value::Array(out)) => {
            if out.view().shape() != view.shape() {
                return Err(Raise::value_error("out must have the same shape as x"));
            }
            cast::assign(&out.view().clone(), &crate::engine::kernels::Operand::Array(view.clone()))?;
            out.clone()
        }
        _ => Array::new(view.copy(if axis.is_none() { Order::C } else { Order::K }, CopyReason::Requested)?),
    };
    let to = out.view().clone();
    match axis {
        None => {
            let n = to.size();
            let mut order: Vec<usize> = (0..n).collect();
            source(this)?.with_bits(|r| permute::shuffle(r, n, |i, j| order.swap(i, j)))?;
            let places: Vec<usize> = to.offsets().collect();
            let fresh = View::empty(to.dtype(), to.shape())?;
            gather_items(&to, order.iter().map(|&i| places[i]), &fresh)?;
            copy_same_dtype(&fresh, &to)?;
        }
        Some(axis) => {
            let mut axes: Vec<usize> = (0..to.rank()).filter(|&i| i != axis).collect();
            axes.push(axis);
            let last = to.derive(to.layout().transpose(&axes));
            for lane in crate::engine::kernels::linalg::items(&last, 1) {
                shuffle_view(this, &lane, 0)?;
            }
        }
    }
    Ok(Value::Array(out))
}
