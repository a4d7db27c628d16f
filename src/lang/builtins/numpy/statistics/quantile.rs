//! `median`, `percentile`, `quantile`.

use super::lanes::Lanes;
use super::places::{METHODS, Places, places};
use super::weighted;
use crate::engine::kernels::sort as kernel;
use crate::engine::mem::access::to_vec;
use crate::engine::{DType, Kind, View};
use crate::lang::builtins::numpy::args::{ArrayLike, AxisArg, OutArg};
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;

/// `out` as a value.
pub(super) fn out_value(out: Option<OutArg>) -> Option<Value> {
    out.map(|o| Value::Array(o.0))
}

fn median(
    interp: &mut Interp,
    a: ArrayLike,
    axis: Option<AxisArg>,
    out: Option<OutArg>,
    _overwrite: Given,
    keepdims: Option<bool>,
) -> Result<Value> {
    let (out, keep) = (out_value(out), keepdims.unwrap_or(false));
    let lanes = Lanes::new(interp, &a, axis.as_ref())?;
    let target = lanes.target(interp, out.as_ref(), keep)?;
    let part = np::array(kernel::sort(&np::view(interp, &lanes.array)?, 0)?);
    let view = np::view(interp, &part)?;
    let n = view.shape()[0] as i64;
    let middle = if n % 2 == 1 { (n / 2, n / 2 + 1) } else { (n / 2 - 1, n / 2 + 1) };
    let middle = np::item(interp, &part, &np::slice(Some(middle.0), Some(middle.1), None))?;
    let mut kwargs = vec![("axis", Value::Int(0))];
    kwargs.extend(target.clone().map(|t| ("out", t)));
    let mut result = np::call_kw(interp, "mean", &[middle], &kwargs)?;
    if view.dtype().is_inexact() && view.size() > 0 {
        result = with_nans(interp, &part, result, target.is_some())?;
    }
    lanes.finish(interp, result, keep, out.as_ref())
}

/// Nan where the lane has one: they sort to the end.
pub(super) fn with_nans(interp: &mut Interp, sorted: &Value, result: Value, in_out: bool) -> Result<Value> {
    let last = np::item(interp, sorted, &Value::Int(-1))?;
    let nans = np::call(interp, "isnan", std::slice::from_ref(&last))?;
    let any = np::call(interp, "any", std::slice::from_ref(&nans))?;
    if !interp.truth(&any)? {
        return Ok(result);
    }
    match &result {
        Value::Array(a) if in_out || a.view().rank() > 0 => {
            np::call_kw(interp, "copyto", &[result.clone(), last], &[("where", nans)])?;
            Ok(result)
        }
        _ => Ok(last),
    }
}

/// Quantiles of the lanes along axis 0, in `out` if there is one.
pub(super) fn quantiles(interp: &mut Interp, lanes: &Value, asked: &Asked, out: Option<&Value>) -> Result<Value> {
    let part = np::array(kernel::sort(&np::view(interp, lanes)?, 0)?);
    let view = np::view(interp, &part)?;
    if asked.q.rank() > 2 {
        return Err(Raise::value_error("q must be a scalar or 1d"));
    }
    if !METHODS.contains(&asked.method.as_str()) {
        let keys: Vec<String> = METHODS.iter().map(|m| format!("'{m}'")).collect();
        let text = format!("'{}' is not a valid method. Use one of: dict_keys([{}])", asked.method, keys.join(", "));
        return Err(Raise::value_error(text));
    }
    let n = view.shape()[0];
    if n == 0 {
        // NumPy looks for a nan at the end of numbers that have it.
        let at = if view.dtype().is_inexact() { -1 } else { 0 };
        np::item(interp, &part, &Value::Int(at))?;
    }
    let result = match places(interp, &asked.method, n as i64, &asked.q)? {
        Places::On(list) => {
            let index = shaped(&list, asked.q.shape())?;
            let mut kwargs = vec![("axis", Value::Int(0))];
            kwargs.extend(out.map(|o| ("out", o.clone())));
            np::call_kw(interp, "take", &[part.clone(), index], &kwargs)?
        }
        Places::Between { previous, next, gamma } => {
            let (previous, next) = (shaped(&previous, asked.q.shape())?, shaped(&next, asked.q.shape())?);
            let (low, high) = (picked(interp, &part, previous)?, picked(interp, &part, next)?);
            let gamma = match asked.weak {
                true => Value::Float(gamma.first().as_f64().unwrap_or_default()),
                false => {
                    let shape: Vec<usize> = asked.q.shape().iter().copied().chain(vec![1; view.rank() - 1]).collect();
                    np::array(gamma.try_reshape(&shape, false).unwrap_or(gamma))
                }
            };
            between(interp, &low, &high, &gamma, out)?
        }
    };
    if view.dtype().is_inexact() { with_nans(interp, &part, result, out.is_some()) } else { Ok(result) }
}

/// A list of indices in the shape of the quantiles.
fn shaped(list: &[i64], shape: &[usize]) -> Result<Value> {
    let index = View::from_slice(list)?;
    Ok(np::array(index.try_reshape(shape, false).unwrap_or(index)))
}

/// The elements at these indices of axis 0.
fn picked(interp: &mut Interp, part: &Value, index: Value) -> Result<Value> {
    match &index {
        Value::Array(a) if a.view().rank() == 0 => {
            let one = a.view().first().as_integer().unwrap_or_default() as i64;
            np::item(interp, part, &Value::Int(one))
        }
        _ => np::item(interp, part, &index),
    }
}

/// `a + (b - a) * t`, from the nearer end.
fn between(interp: &mut Interp, a: &Value, b: &Value, t: &Value, out: Option<&Value>) -> Result<Value> {
    let apart = np::sub(interp, b, a)?;
    let step = np::mul(interp, &apart, t)?;
    let up = match out {
        Some(out) => np::call_kw(interp, "add", &[a.clone(), step], &[("out", out.clone())])?,
        None => {
            let up = np::call(interp, "add", &[a.clone(), step])?;
            np::as_array(interp, &up)?
        }
    };
    let rest = np::sub(interp, &Value::Int(1), t)?;
    let back = np::mul(interp, &apart, &rest)?;
    let near_end = np::cmp(interp, CmpOp::Ge, t, &Value::Float(0.5))?;
    let dtype = Value::DType(np::view(interp, &up)?.dtype());
    let kwargs = [("out", up.clone()), ("where", near_end), ("casting", Value::str("unsafe")), ("dtype", dtype)];
    np::call_kw(interp, "subtract", &[b.clone(), back], &kwargs)?;
    if out.is_some() { Ok(up) } else { np::item(interp, &up, &Value::tuple(vec![])) }
}

/// What `percentile` and `quantile` are asked for.
pub(super) struct Asked {
    /// The quantiles, in [0, 1].
    pub q: View,
    /// Whether they were a Python number.
    pub weak: bool,
    /// The method's name.
    pub method: String,
    /// The weights, in the shape of the array.
    pub weights: Option<Value>,
}

/// The arguments that are read before the array is looked into.
pub(super) struct Arguments<'a> {
    /// The array.
    pub a: &'a ArrayLike,
    /// `q`
    pub q: &'a Value,
    /// `axis`
    pub axis: &'a Option<AxisArg>,
    /// `method`
    pub method: Option<String>,
    /// `weights`
    pub weights: Option<Value>,
    /// Whether `q` is in percent.
    pub percent: bool,
}

/// Checks the arguments.
pub(super) fn asked(interp: &mut Interp, given: Arguments<'_>) -> Result<Asked> {
    if given.a.view().dtype().kind() == Kind::Complex {
        return Err(Raise::type_error("a must be an array of real numbers"));
    }
    let weak = matches!(given.q, Value::Int(_) | Value::Float(_));
    let scaled = match given.percent {
        true => np::call(interp, "true_divide", &[given.q.clone(), Value::Int(100)])?,
        false => given.q.clone(),
    };
    let q = np::view(interp, &scaled)?;
    if !q.dtype().is_numeric() {
        np::call(interp, "min", &[np::array(q.clone())])?;
    }
    let inside = to_vec::<f64>(&convert::cast_to(&q, DType::Float64)?).iter().all(|q| (0.0..=1.0).contains(q));
    if !inside {
        let (what, most) = if given.percent { ("Percentiles", 100) } else { ("Quantiles", 1) };
        return Err(Raise::value_error(format!("{what} must be in the range [0, {most}]")));
    }
    let method = given.method.unwrap_or_else(|| "linear".into());
    let weights = match given.weights {
        Some(_) if method != "inverted_cdf" => {
            let text = format!("Only method 'inverted_cdf' supports weights. Got: {method}.");
            return Err(Raise::value_error(text));
        }
        Some(weights) => Some(weighted::checked(interp, &weights, given.a, given.axis)?),
        None => None,
    };
    Ok(Asked { q, weak, method, weights })
}

macro_rules! quantile_function {
    ($name:ident, $percent:literal) => {
        #[allow(clippy::too_many_arguments)]
        fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            q: Value,
            axis: Option<AxisArg>,
            out: Option<OutArg>,
            _overwrite: Given,
            method: Option<String>,
            keepdims: Option<bool>,
            weights: Option<Value>,
        ) -> Result<Value> {
            let (out, keep) = (out_value(out), keepdims.unwrap_or(false));
            let asked = asked(interp, Arguments { a: &a, q: &q, axis: &axis, method, weights, percent: $percent })?;
            let lanes = Lanes::new(interp, &a, axis.as_ref())?;
            let target = lanes.target(interp, out.as_ref(), keep)?;
            let result = match &asked.weights {
                None => quantiles(interp, &lanes.array, &asked, target.as_ref())?,
                Some(weights) => {
                    let weights = lanes.beside(interp, weights)?;
                    weighted::quantiles(interp, &lanes.array, &weights, &asked.q, target.as_ref())?
                }
            };
            lanes.finish(interp, result, keep, out.as_ref())
        }
    };
}
quantile_function!(percentile, true);
quantile_function!(quantile, false);

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let signature =
        "a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=False, *, weights=None";
    vec![
        py(
            &["median"],
            "a, axis=None, out=None, overwrite_input=False, keepdims=False",
            "The median.\n\n>>> np.median([1, 3, 10, 4])\nnp.float64(3.5)",
            median,
        ),
        py(
            &["percentile"],
            signature,
            "Percentiles.\n\n>>> np.percentile([1, 2, 3, 4], 25)\nnp.float64(1.75)",
            percentile,
        ),
        py(
            &["quantile"],
            signature,
            "Quantiles.\n\n>>> np.quantile([1, 2, 3, 4], [0.5, 1])\narray([2.5, 4. ])",
            quantile,
        ),
    ]
}
