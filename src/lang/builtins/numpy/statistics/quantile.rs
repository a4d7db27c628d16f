//! `median`, `percentile`, `quantile`.

use crate::engine::View;
use crate::engine::kernels::sort as kernel;
use crate::engine::mem::access::to_vec;
use crate::engine::{DType, Kind};
use crate::lang::builtins::numpy::args::{ArrayLike, AxisArg, OutArg};
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;

/// The array with the axes to reduce as its axis 0, and how the result gets them back as axes of length 1.
pub(super) struct Lanes {
    pub array: Value,
    /// By axis of the source: whether it is reduced.
    pub marked: Vec<bool>,
}

impl Lanes {
    pub fn new(interp: &mut Interp, a: &ArrayLike, axis: Option<&AxisArg>) -> Result<Lanes> {
        let own = a.view();
        let source = Value::Array(a.0.clone());
        let Some(axis) = axis else {
            let array = np::ravel(interp, &source)?;
            return Ok(Lanes { array, marked: vec![true; own.rank()] });
        };
        let axes = axis.normalize(own.rank())?;
        let marked: Vec<bool> = (0..own.rank()).map(|i| axes.contains(&i)).collect();
        let array = match axes[..] {
            [one] => np::call(interp, "moveaxis", &[source, Value::Int(one as i64), Value::Int(0)])?,
            _ => {
                let kept: Vec<usize> = (0..own.rank()).filter(|&i| !marked[i]).collect();
                let order = kept.iter().copied().chain((0..own.rank()).filter(|&i| marked[i]));
                let order = Value::tuple(order.map(|i| Value::Int(i as i64)).collect());
                let moved = np::call(interp, "transpose", &[source, order])?;
                let shape = kept.iter().map(|&i| Value::Int(own.shape()[i] as i64)).chain([Value::Int(-1)]);
                let flat = np::call(interp, "reshape", &[moved, Value::tuple(shape.collect())])?;
                np::call(interp, "moveaxis", &[flat, Value::Int(-1), Value::Int(0)])?
            }
        };
        Ok(Lanes { array, marked })
    }

    /// The result with `keepdims`, or in `out`.
    pub fn finish(&self, interp: &mut Interp, result: Value, keepdims: bool, out: Option<OutArg>) -> Result<Value> {
        let result = if keepdims {
            let entry = |&m: &bool| if m { Value::None } else { np::slice(None, None, None) };
            let index = std::iter::once(Value::Ellipsis).chain(self.marked.iter().map(entry)).collect();
            let array = np::as_array(interp, &result)?;
            np::item(interp, &array, &Value::tuple(index))?
        } else {
            result
        };
        match out {
            Some(out) => {
                let out = Value::Array(out.0);
                np::call(interp, "copyto", &[out.clone(), result])?;
                Ok(out)
            }
            None => Ok(result),
        }
    }
}

fn sorted(interp: &mut Interp, lanes: &Lanes) -> Result<Value> {
    Ok(np::array(kernel::sort(&np::view(interp, &lanes.array)?, 0)?))
}

fn median(
    interp: &mut Interp,
    a: ArrayLike,
    axis: Option<AxisArg>,
    out: Option<OutArg>,
    _overwrite: Given,
    keepdims: Option<bool>,
) -> Result<Value> {
    let lanes = Lanes::new(interp, &a, axis.as_ref())?;
    let part = sorted(interp, &lanes)?;
    let view = np::view(interp, &part)?;
    let n = view.shape()[0] as i64;
    let middle = if n % 2 == 1 { (n / 2, n / 2 + 1) } else { (n / 2 - 1, n / 2 + 1) };
    let middle = np::item(interp, &part, &np::slice(Some(middle.0), Some(middle.1), None))?;
    let mut result = np::call_kw(interp, "mean", &[middle], &[("axis", Value::Int(0))])?;
    if view.dtype().is_inexact() && view.size() > 0 {
        result = with_nans(interp, &part, result)?;
    }
    lanes.finish(interp, result, keepdims.unwrap_or(false), out)
}

/// Nan where the lane has one: they sort to the end.
fn with_nans(interp: &mut Interp, sorted: &Value, result: Value) -> Result<Value> {
    let last = np::item(interp, sorted, &Value::Int(-1))?;
    let nans = np::call(interp, "isnan", std::slice::from_ref(&last))?;
    let any = np::call(interp, "any", std::slice::from_ref(&nans))?;
    if !interp.truth(&any)? {
        return Ok(result);
    }
    if !matches!(result, Value::Array(_)) {
        return Ok(last);
    }
    np::call_kw(interp, "copyto", &[result.clone(), last], &[("where", nans)])?;
    Ok(result)
}

const METHODS: [&str; 13] = [
    "inverted_cdf",
    "averaged_inverted_cdf",
    "closest_observation",
    "interpolated_inverted_cdf",
    "hazen",
    "weibull",
    "linear",
    "median_unbiased",
    "normal_unbiased",
    "lower",
    "higher",
    "midpoint",
    "nearest",
];

/// Where a quantile lies among `n` sorted elements: between two of them at `gamma`, or on one.
struct Place {
    previous: i64,
    next: i64,
    gamma: Option<f64>,
}

fn discrete(index: f64, stay: impl Fn(f64) -> bool) -> Place {
    let previous = index.floor();
    let at = if stay(index - previous) { previous } else { previous + 1.0 };
    let at = (at as i64).max(0);
    Place { previous: at, next: at, gamma: None }
}

/// NumPy's rule for each method.
fn place(method: &str, n: f64, q: f64) -> Place {
    let spread = |alpha: f64, beta: f64| n * q + (alpha + q * (1.0 - alpha - beta)) - 1.0;
    let exact = |at: f64| Place { previous: at as i64, next: at as i64, gamma: None };
    let index = match method {
        "inverted_cdf" => return discrete(n * q - 1.0, |gamma| gamma == 0.0),
        "closest_observation" => {
            let index = n * q - 1.0 - 0.5;
            return discrete(index, |gamma| gamma == 0.0 && index.floor().rem_euclid(2.0) == 1.0);
        }
        "lower" => return exact(((n - 1.0) * q).floor()),
        "higher" => return exact(((n - 1.0) * q).ceil()),
        "nearest" => return exact(((n - 1.0) * q).round_ties_even()),
        "averaged_inverted_cdf" => n * q - 1.0,
        "interpolated_inverted_cdf" => spread(0.0, 1.0),
        "hazen" => spread(0.5, 0.5),
        "weibull" => spread(0.0, 0.0),
        "median_unbiased" => spread(1.0 / 3.0, 1.0 / 3.0),
        "normal_unbiased" => spread(3.0 / 8.0, 3.0 / 8.0),
        "midpoint" => 0.5 * (((n - 1.0) * q).floor() + ((n - 1.0) * q).ceil()),
        _ => (n - 1.0) * q,
    };
    let (mut previous, mut next) = (index.floor(), index.floor() + 1.0);
    if index >= n - 1.0 {
        (previous, next) = (-1.0, -1.0);
    }
    if index < 0.0 {
        (previous, next) = (0.0, 0.0);
    }
    let gamma = index - previous;
    let gamma = match method {
        "averaged_inverted_cdf" => {
            if gamma == 0.0 {
                0.5
            } else {
                1.0
            }
        }
        "midpoint" => {
            if index % 1.0 == 0.0 {
                0.0
            } else {
                0.5
            }
        }
        _ => gamma,
    };
    Place { previous: previous as i64, next: next as i64, gamma: Some(gamma) }
}

/// Quantiles of the lanes along axis 0, for each of `q`; `weak` if it was a Python number.
pub(super) fn quantiles(interp: &mut Interp, lanes: &Value, q: &View, method: &str, weak: bool) -> Result<Value> {
    let part = np::array(kernel::sort(&np::view(interp, lanes)?, 0)?);
    let view = np::view(interp, &part)?;
    let n = view.shape()[0];
    if view.dtype().is_inexact() && n == 0 {
        np::item(interp, &part, &Value::Int(-1))?;
    }
    let wanted = to_vec::<f64>(&convert::cast_to(q, DType::Float64)?);
    let places: Vec<Place> = wanted.iter().map(|&q| place(method, n as f64, q)).collect();
    let mut pick = |f: fn(&Place) -> i64| -> Result<Value> {
        let list: Vec<i64> = places.iter().map(f).collect();
        if q.rank() == 0 {
            return np::item(interp, &part, &Value::Int(list[0]));
        }
        let index = View::from_slice(&list)?;
        let index = np::array(index.try_reshape(q.shape(), false).unwrap_or(index));
        np::item(interp, &part, &index)
    };
    let previous = pick(|p| p.previous)?;
    let result = if places.iter().all(|p| p.gamma.is_none()) {
        match (&previous, q.rank()) {
            (Value::Array(_), 0) => np::call(interp, "array", &[previous])?,
            _ => previous,
        }
    } else {
        let next = pick(|p| p.next)?;
        let gammas: Vec<f64> = places.iter().filter_map(|p| p.gamma).collect();
        let gamma = if weak {
            Value::Float(gammas[0])
        } else {
            let dtype = if q.dtype().kind() == Kind::Float { q.dtype() } else { DType::Float64 };
            let shape: Vec<usize> = q.shape().iter().copied().chain(vec![1; view.rank() - 1]).collect();
            let gammas = View::from_slice(&gammas)?;
            let gammas = gammas.try_reshape(&shape, false).unwrap_or(gammas);
            np::array(convert::cast_to(&gammas, dtype)?)
        };
        between(interp, &previous, &next, &gamma)?
    };
    if view.dtype().is_inexact() { with_nans(interp, &part, result) } else { Ok(result) }
}

/// `a + (b - a) * t`, from the nearer end.
fn between(interp: &mut Interp, a: &Value, b: &Value, t: &Value) -> Result<Value> {
    let apart = np::call(interp, "subtract", &[b.clone(), a.clone()])?;
    let step = np::call(interp, "multiply", &[apart.clone(), t.clone()])?;
    let up = np::call(interp, "add", &[a.clone(), step])?;
    let up = np::as_array(interp, &up)?;
    let rest = np::call(interp, "subtract", &[Value::Int(1), t.clone()])?;
    let rest = if matches!(t, Value::Float(_)) { Value::Float(interp.float(&rest)?) } else { rest };
    let back = np::call(interp, "multiply", &[apart, rest])?;
    let near_end = np::cmp(interp, CmpOp::Ge, t, &Value::Float(0.5))?;
    let kwargs = [("out", up.clone()), ("where", near_end), ("casting", Value::str("unsafe"))];
    np::call_kw(interp, "subtract", &[b.clone(), back], &kwargs)?;
    np::item(interp, &up, &Value::tuple(vec![]))
}

/// What `percentile` and `quantile` are asked for.
pub(super) struct Asked {
    pub q: View,
    pub weak: bool,
    pub method: String,
}

/// Checks `q` and `method`.
pub(super) fn asked(
    interp: &mut Interp,
    a: &ArrayLike,
    q: &Value,
    method: Option<String>,
    weights: &Option<Value>,
    percent: bool,
) -> Result<Asked> {
    if a.view().dtype().kind() == Kind::Complex {
        return Err(Raise::type_error("a must be an array of real numbers"));
    }
    let weak = matches!(q, Value::Int(_) | Value::Float(_));
    let scaled = if percent { np::call(interp, "true_divide", &[q.clone(), Value::Int(100)])? } else { q.clone() };
    let view = np::view(interp, &scaled)?;
    let inside = to_vec::<f64>(&convert::cast_to(&view, DType::Float64)?).iter().all(|q| (0.0..=1.0).contains(q));
    if !inside {
        let text =
            if percent { "Percentiles must be in the range [0, 100]" } else { "Quantiles must be in the range [0, 1]" };
        return Err(Raise::value_error(text));
    }
    let method = method.unwrap_or_else(|| "linear".into());
    if weights.is_some() {
        if method != "inverted_cdf" {
            let text = format!("Only method 'inverted_cdf' supports weights. Got: {method}.");
            return Err(Raise::value_error(text));
        }
        return Err(Raise::unsupported("Ravel has no weighted quantiles"));
    }
    if view.rank() > 2 {
        return Err(Raise::value_error("q must be a scalar or 1d"));
    }
    if !METHODS.contains(&method.as_str()) {
        let keys: Vec<String> = METHODS.iter().map(|m| format!("'{m}'")).collect();
        let text = format!("'{method}' is not a valid method. Use one of: dict_keys([{}])", keys.join(", "));
        return Err(Raise::value_error(text));
    }
    Ok(Asked { q: view, weak, method })
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
            let asked = asked(interp, &a, &q, method, &weights, $percent)?;
            let lanes = Lanes::new(interp, &a, axis.as_ref())?;
            let result = quantiles(interp, &lanes.array, &asked.q, &asked.method, asked.weak)?;
            lanes.finish(interp, result, keepdims.unwrap_or(false), out)
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
