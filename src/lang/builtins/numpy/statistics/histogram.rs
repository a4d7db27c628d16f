//! `histogram`, `histogram_bin_edges`, `histogram2d`, `histogramdd`.

use super::bins::{Bins, bins_of, outer_edges, rising};
use crate::engine::mem::access::to_vec;
use crate::engine::{DType, Kind, View};
use crate::lang::builtins::numpy::args::ArrayLike;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;

/// The array flat, bools as `uint8`, and its weights.
fn flat_with_weights(interp: &mut Interp, a: ArrayLike, weights: Option<ArrayLike>) -> Result<(Value, Option<Value>)> {
    let shape = a.view().shape().to_vec();
    let mut a = Value::Array(a.0);
    if np::view(interp, &a)?.dtype() == DType::Bool {
        let text = "Converting input from bool to <class 'numpy.uint8'> for compatibility.";
        interp.warn(&exc::RUNTIME_WARNING, text)?;
        a = np::as_dtype(interp, &a, DType::UInt8)?;
    }
    let weights = match weights {
        Some(w) if w.view().shape() != shape => {
            return Err(Raise::value_error("weights should have the same shape as a."));
        }
        Some(w) => Some(np::ravel(interp, &Value::Array(w.0))?),
        None => None,
    };
    Ok((np::ravel(interp, &a)?, weights))
}

/// Counts (or weights) in bins of one width, with NumPy's corrections at the edges.
fn count_uniform(
    interp: &mut Interp,
    a: &Value,
    weights: &Option<Value>,
    bins: &Bins,
    ends: &(Value, Value, i64),
) -> Result<Value> {
    let (first, last, number) = ends;
    let edges = to_vec::<f64>(&convert::cast_to(&np::view(interp, &bins.edges)?, DType::Float64)?);
    let narrow = np::view(interp, &bins.edges)?.dtype();
    let (low, high) = (interp.float(first)?, interp.float(last)?);
    let single = narrow == DType::Float32;
    let values = to_vec::<f64>(&convert::cast_to(&np::view(interp, a)?, DType::Float64)?);
    let mut places = Vec::with_capacity(values.len());
    let mut kept = Vec::with_capacity(values.len());
    for x in values {
        let keep = x >= low && x <= high;
        kept.push(keep);
        if !keep {
            continue;
        }
        let at = if single {
            ((x as f32 - low as f32) / (high as f32 - low as f32) * *number as f32) as f64
        } else {
            (x - low) / (high - low) * *number as f64
        };
        let mut at = (at as i64).min(*number - 1).max(0);
        if x < edges[at as usize] && at > 0 {
            at -= 1;
        }
        if x >= edges[at as usize + 1] && at != *number - 1 {
            at += 1;
        }
        places.push(at);
    }
    let places = np::array(View::from_slice(&places)?);
    let mut args = vec![places];
    if let Some(w) = weights {
        let kept: Vec<crate::engine::dtype::B8> = kept.into_iter().map(Into::into).collect();
        args.push(np::item(interp, w, &np::array(View::from_slice(&kept)?))?);
    }
    np::call_kw(interp, "bincount", &args, &[("minlength", Value::Int(*number))])
}

/// Counts (or weights) in bins of any widths.
fn count_sorted(interp: &mut Interp, a: &Value, weights: &Option<Value>, bins: &Bins) -> Result<Value> {
    let order = np::call(interp, "argsort", std::slice::from_ref(a))?;
    let sorted = np::item(interp, a, &order)?;
    let inner = np::item(interp, &bins.edges, &np::slice(None, Some(-1), None))?;
    let end = np::item(interp, &bins.edges, &np::slice(Some(-1), None, None))?;
    let low = np::call(interp, "searchsorted", &[sorted.clone(), inner, Value::str("left")])?;
    let high = np::call(interp, "searchsorted", &[sorted, end, Value::str("right")])?;
    let mut total = np::call(interp, "concatenate", &[Value::tuple(vec![low, high])])?;
    if let Some(w) = weights {
        let dtype = np::view(interp, w)?.dtype();
        let zero = np::call(interp, "zeros", &[Value::Int(1), Value::DType(dtype)])?;
        let sorted = np::item(interp, w, &order)?;
        let running = np::call(interp, "cumsum", &[sorted])?;
        let running = np::call(interp, "concatenate", &[Value::tuple(vec![zero, running])])?;
        total = np::item(interp, &running, &total)?;
        if dtype.is_integral() {
            let sum = np::view(interp, &total)?;
            if dtype == DType::Bool {
                let text =
                    "Cannot cast ufunc 'add' output from dtype('int64') to dtype('bool') with casting rule 'same_kind'";
                return Err(crate::engine::Error::new(crate::engine::ErrorKind::UFuncType, text).into());
            }
            total = np::array(convert::cast_to(&sum, dtype)?);
        }
    }
    np::call(interp, "diff", &[total])
}

fn histogram(
    interp: &mut Interp,
    a: ArrayLike,
    bins: Option<Value>,
    range: Option<Value>,
    density: Option<bool>,
    weights: Option<ArrayLike>,
) -> Result<Value> {
    let (a, weights) = flat_with_weights(interp, a, weights)?;
    let bins = bins_of(interp, &a, bins, &range, weights.is_some())?;
    let mut complex = np::view(interp, &a)?.dtype().kind() == Kind::Complex;
    if let Some(w) = &weights {
        complex |= np::view(interp, w)?.dtype().kind() == Kind::Complex;
    }
    let n = match &bins.uniform {
        Some(ends) if !complex => {
            let n = count_uniform(interp, &a, &weights, &bins, ends)?;
            let dtype = match &weights {
                Some(w) => np::view(interp, w)?.dtype(),
                None => DType::Int64,
            };
            np::as_dtype(interp, &n, dtype)?
        }
        _ => count_sorted(interp, &a, &weights, &bins)?,
    };
    if !density.unwrap_or(false) {
        return Ok(Value::tuple(vec![n, bins.edges]));
    }
    let widths = np::call(interp, "diff", std::slice::from_ref(&bins.edges))?;
    let widths = np::as_dtype(interp, &widths, DType::Float64)?;
    let total = np::call(interp, "sum", std::slice::from_ref(&n))?;
    let share = np::div(interp, &n, &widths)?;
    Ok(Value::tuple(vec![np::div(interp, &share, &total)?, bins.edges]))
}

fn histogram_bin_edges(
    interp: &mut Interp,
    a: ArrayLike,
    bins: Option<Value>,
    range: Option<Value>,
    weights: Option<ArrayLike>,
) -> Result<Value> {
    let (a, weights) = flat_with_weights(interp, a, weights)?;
    Ok(bins_of(interp, &a, bins, &range, weights.is_some())?.edges)
}

/// The samples as columns: an array of two axes, or a sequence of coordinates.
fn columns(interp: &mut Interp, sample: &Value) -> Result<Vec<Value>> {
    let table = match sample {
        Value::Array(a) if a.view().rank() == 2 => sample.clone(),
        _ => {
            let rows = np::call(interp, "atleast_2d", std::slice::from_ref(sample))?;
            np::call(interp, "transpose", &[rows])?
        }
    };
    let d = np::view(interp, &table)?.shape()[1] as i64;
    (0..d).map(|i| np::item(interp, &table, &Value::tuple(vec![np::slice(None, None, None), Value::Int(i)]))).collect()
}

fn axis_edges(interp: &mut Interp, column: &Value, bins: &Value, range: &Value, i: usize) -> Result<Value> {
    match np::view(interp, bins)?.rank() {
        0 => {
            let n = interp
                .index(bins)
                .map_err(|_| Raise::type_error(format!("`bins[{i}]` must be an integer, when a scalar")))?;
            if n < 1 {
                return Err(Raise::value_error(format!("`bins[{i}]` must be positive, when an integer")));
            }
            let range = if range.is_none() { None } else { Some(range.clone()) };
            let (first, last) = outer_edges(interp, column, &range)?;
            np::call(interp, "linspace", &[first, last, Value::Int(n + 1)])
        }
        1 => {
            let edges = np::as_array(interp, bins)?;
            if !rising(interp, &edges, CmpOp::Gt)? {
                let text = format!("`bins[{i}]` must be monotonically increasing, when an array");
                return Err(Raise::value_error(text));
            }
            Ok(edges)
        }
        _ => Err(Raise::value_error(format!("`bins[{i}]` must be a scalar or 1d array"))),
    }
}

fn histogramdd(
    interp: &mut Interp,
    sample: Value,
    bins: Option<Value>,
    range: Option<Value>,
    density: Option<bool>,
    weights: Option<Value>,
) -> Result<Value> {
    let columns = columns(interp, &sample)?;
    let d = columns.len();
    let bins = bins.unwrap_or(Value::Int(10));
    let bins = match &bins {
        Value::List(_) | Value::Tuple(_) | Value::Array(_) => {
            let list = interp.collect(&bins)?;
            if list.len() != d {
                return Err(Raise::value_error(
                    "The dimension of bins must be equal to the dimension of the sample x.",
                ));
            }
            list
        }
        _ => vec![bins; d],
    };
    let ranges = match &range {
        Some(range) => interp.collect(range)?,
        None => vec![Value::None; d],
    };
    if ranges.len() != d {
        return Err(Raise::value_error("range argument must have one entry per dimension"));
    }
    let (mut edges, mut places, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
    for (i, column) in columns.iter().enumerate() {
        let own = axis_edges(interp, column, &bins[i], &ranges[i], i)?;
        let place = np::call(interp, "searchsorted", &[own.clone(), column.clone(), Value::str("right")])?;
        let end = np::item(interp, &own, &Value::Int(-1))?;
        let on_end = np::cmp(interp, CmpOp::Eq, column, &end)?;
        let place = np::call(interp, "subtract", &[place, on_end])?;
        sizes.push(Value::Int(np::view(interp, &own)?.size() as i64 + 1));
        places.push(place);
        edges.push(own);
    }
    let total = sizes.iter().map(|v| if let Value::Int(n) = v { *n } else { 1 }).product();
    let shape = Value::tuple(sizes);
    let flat = np::call(interp, "ravel_multi_index", &[Value::tuple(places), shape.clone()])?;
    let args = [flat, weights.unwrap_or(Value::None)];
    let hist = np::call_kw(interp, "bincount", &args, &[("minlength", Value::Int(total))])?;
    let hist = np::call(interp, "reshape", &[hist, shape])?;
    let hist = np::as_dtype(interp, &hist, DType::Float64)?;
    let core = Value::tuple(vec![np::slice(Some(1), Some(-1), None); d]);
    let mut hist = np::item(interp, &hist, &core)?;
    if density.unwrap_or(false) {
        let sum = np::call(interp, "sum", &[hist.clone()])?;
        for (i, own) in edges.iter().enumerate() {
            let widths = np::call(interp, "diff", std::slice::from_ref(own))?;
            let shape = (0..d).map(|k| Value::Int(if k == i { -1 } else { 1 })).collect();
            let widths = np::call(interp, "reshape", &[widths, Value::tuple(shape)])?;
            hist = np::div(interp, &hist, &widths)?;
        }
        hist = np::div(interp, &hist, &sum)?;
    }
    Ok(Value::tuple(vec![hist, Value::list(edges)]))
}

fn histogram2d(
    interp: &mut Interp,
    x: Value,
    y: Value,
    bins: Option<Value>,
    range: Option<Value>,
    density: Option<bool>,
    weights: Option<Value>,
) -> Result<Value> {
    if interp.len(&x)? != interp.len(&y)? {
        return Err(Raise::value_error("x and y must have the same length."));
    }
    let bins = match bins {
        Some(bins) if np::view(interp, &bins).is_ok_and(|v| v.rank() == 1 && v.size() > 2) => {
            Some(Value::list(vec![bins.clone(), bins]))
        }
        other => other,
    };
    let result = histogramdd(interp, Value::list(vec![x, y]), bins, range, density, weights)?;
    let parts = interp.collect(&result)?;
    let edges = interp.collect(&parts[1])?;
    Ok(Value::tuple(vec![parts[0].clone(), edges[0].clone(), edges[1].clone()]))
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let several = "sample, bins=10, range=None, density=None, weights=None";
    vec![
        py(
            &["histogram"],
            "a, bins=10, range=None, density=None, weights=None",
            "How many elements lie in each bin, and the edges.\n\n>>> np.histogram([1, 2, 2, 3], bins=2)\n(array([1, 3]), array([1., 2., 3.]))",
            histogram,
        ),
        py(
            &["histogram_bin_edges"],
            "a, bins=10, range=None, weights=None",
            "The edges that `histogram` uses.\n\n>>> np.histogram_bin_edges([0, 4], bins=2)\narray([0., 2., 4.])",
            histogram_bin_edges,
        ),
        py(
            &["histogram2d"],
            "x, y, bins=10, range=None, density=None, weights=None",
            "How many points lie in each rectangle.\n\n>>> np.histogram2d([0, 1], [0, 1], bins=2)[0]\narray([[1., 0.],\n       [0., 1.]])",
            histogram2d,
        ),
        py(
            &["histogramdd"],
            several,
            "How many points lie in each box.\n\n>>> np.histogramdd([[0, 0], [1, 1]], bins=1)[0]\narray([[2.]])",
            histogramdd,
        ),
    ]
}
