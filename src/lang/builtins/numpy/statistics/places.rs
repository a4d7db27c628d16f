//! Where a quantile lies among sorted elements, by each of NumPy's methods.

use crate::engine::mem::access::to_vec;
use crate::engine::{DType, Kind, View};
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// The names of the methods.
pub const METHODS: [&str; 13] = [
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

/// The places of several quantiles.
pub enum Places {
    /// Each on an element.
    On(Vec<i64>),
    /// Each between two elements, at a part of the way.
    Between {
        /// The elements before.
        previous: Vec<i64>,
        /// The elements behind.
        next: Vec<i64>,
        /// The part of the way, in the dtype of the quantiles.
        gamma: View,
    },
}

/// The index of each quantile among `n` elements, as a number that need not be whole: NumPy's arithmetic in the dtype
/// of `q`.
fn index(interp: &mut Interp, method: &str, n: i64, q: &Value) -> Result<Value> {
    let (alpha, beta) = match method {
        "interpolated_inverted_cdf" => (Value::Int(0), Value::Int(1)),
        "hazen" => (Value::Float(0.5), Value::Float(0.5)),
        "weibull" => (Value::Int(0), Value::Int(0)),
        "median_unbiased" => (Value::Float(1.0 / 3.0), Value::Float(1.0 / 3.0)),
        "normal_unbiased" => (Value::Float(3.0 / 8.0), Value::Float(3.0 / 8.0)),
        "inverted_cdf" | "averaged_inverted_cdf" | "closest_observation" => {
            let scaled = np::mul(interp, &Value::Int(n), q)?;
            let index = np::sub(interp, &scaled, &Value::Int(1))?;
            let half = Value::Float(0.5);
            return if method == "closest_observation" { np::sub(interp, &index, &half) } else { Ok(index) };
        }
        _ => return np::mul(interp, &Value::Int(n - 1), q),
    };
    let scaled = np::mul(interp, &Value::Int(n), q)?;
    let rest = np::sub(interp, &Value::Int(1), &alpha)?;
    let rest = np::sub(interp, &rest, &beta)?;
    let rest = np::mul(interp, q, &rest)?;
    let rest = np::add(interp, &alpha, &rest)?;
    let sum = np::add(interp, &scaled, &rest)?;
    np::sub(interp, &sum, &Value::Int(1))
}

/// The places of the quantiles `q` among `n` elements.
///
/// # Errors
/// Of the arithmetic.
pub fn places(interp: &mut Interp, method: &str, n: i64, q: &View) -> Result<Places> {
    let index = index(interp, method, n, &np::array(q.clone()))?;
    let view = np::view(interp, &index)?;
    let whole = matches!(view.dtype().kind(), Kind::Bool | Kind::Int | Kind::UInt);
    let list = to_vec::<f64>(&convert::cast_to(&view, DType::Float64)?);
    let on = |f: &dyn Fn(f64) -> f64| Places::On(list.iter().map(|&x| f(x) as i64).collect());
    let boundary = |x: f64, stay: bool| (if stay { x.floor() } else { x.floor() + 1.0 }).max(0.0);
    Ok(match method {
        "linear" if whole && view.dtype() != DType::Bool => on(&|x| x),
        "lower" => on(&f64::floor),
        "higher" => on(&f64::ceil),
        "nearest" => on(&f64::round_ties_even),
        "inverted_cdf" => on(&|x| boundary(x, x == x.floor())),
        "closest_observation" => on(&|x| boundary(x, x == x.floor() && x.floor().rem_euclid(2.0) == 1.0)),
        "midpoint" => {
            between(method, &list.iter().map(|x| 0.5 * (x.floor() + x.ceil())).collect::<Vec<_>>(), n, &view)?
        }
        _ => between(method, &list, n, &view)?,
    })
}

/// Places between elements; `like` has the dtype of the indices.
fn between(method: &str, indices: &[f64], n: i64, like: &View) -> Result<Places> {
    let neighbours = |&x: &f64| match x {
        x if x >= (n - 1) as f64 || x.is_nan() => (-1, -1),
        x if x < 0.0 => (0, 0),
        x => (x.floor() as i64, x.floor() as i64 + 1),
    };
    let (previous, next): (Vec<i64>, Vec<i64>) = indices.iter().map(neighbours).unzip();
    let gamma: Vec<f64> = indices
        .iter()
        .zip(&previous)
        .map(|(x, &p)| match method {
            "averaged_inverted_cdf" => 1.0 - 0.5 * f64::from(x - p as f64 == 0.0),
            "midpoint" => 0.5 * f64::from(x % 1.0 != 0.0),
            _ => x - p as f64,
        })
        .collect();
    let dtype = if like.dtype().is_inexact() || method != "midpoint" { like.dtype() } else { DType::Float64 };
    let gamma = convert::cast_to(&View::from_slice(&gamma)?, dtype)?;
    let gamma = gamma.try_reshape(like.shape(), false).unwrap_or(gamma);
    Ok(Places::Between { previous, next, gamma })
}
