//! The bins of `histogram`: given edges, a number, or what an estimator finds.

use crate::engine::DType;
use crate::engine::kernels::promote::{promote_types, result_type_of};
use crate::engine::mem::access::to_vec;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;

/// The bins: their edges, and first edge, last edge and number where all are equally wide.
pub struct Bins {
    /// The edges, rising.
    pub edges: Value,
    /// First edge, last edge, number.
    pub uniform: Option<(Value, Value, i64)>,
}

/// The first and the last edge: of `range=`, else of the data.
pub fn outer_edges(interp: &mut Interp, a: &Value, range: &Option<Value>) -> Result<(Value, Value)> {
    let (first, last) = match range {
        Some(range) => {
            let items = interp.collect(range)?;
            let [first, last] = &items[..] else {
                let text = match items.len() {
                    0 | 1 => format!("not enough values to unpack (expected 2, got {})", items.len()),
                    _ => "too many values to unpack (expected 2)".to_string(),
                };
                return Err(Raise::value_error(text));
            };
            let wrong = np::cmp(interp, CmpOp::Gt, first, last)?;
            if interp.truth(&wrong)? {
                return Err(Raise::value_error("max must be larger than min in range parameter."));
            }
            (first.clone(), last.clone())
        }
        None if np::view(interp, a)?.size() == 0 => (Value::Int(0), Value::Int(1)),
        None => (np::call(interp, "min", std::slice::from_ref(a))?, np::call(interp, "max", std::slice::from_ref(a))?),
    };
    if !(finite(interp, &first)? && finite(interp, &last)?) {
        let (first, last) = (interp.str(&first)?, interp.str(&last)?);
        let what = if range.is_some() { "supplied" } else { "autodetected" };
        return Err(Raise::value_error(format!("{what} range of [{first}, {last}] is not finite")));
    }
    let same = np::cmp(interp, CmpOp::Eq, &first, &last)?;
    if interp.truth(&same)? {
        let half = Value::Float(0.5);
        return Ok((np::sub(interp, &first, &half)?, np::add(interp, &last, &half)?));
    }
    Ok((first, last))
}

fn finite(interp: &mut Interp, x: &Value) -> Result<bool> {
    let found = np::call(interp, "isfinite", std::slice::from_ref(x))?;
    interp.truth(&found)
}

/// The bins that `bins=` and `range=` ask for.
pub fn bins_of(
    interp: &mut Interp,
    a: &Value,
    bins: Option<Value>,
    range: &Option<Value>,
    weighted: bool,
) -> Result<Bins> {
    let bins = bins.unwrap_or(Value::Int(10));
    let (number, first, last) = if let Some(name) = bins.as_str() {
        if !ESTIMATORS.contains(&name) {
            return Err(Raise::value_error(format!("'{name}' is not a valid estimator for `bins`")));
        }
        if weighted {
            let text = "Automated estimation of the number of bins is not supported for weighted data";
            return Err(Raise::type_error(text));
        }
        let (first, last) = outer_edges(interp, a, range)?;
        (estimated(interp, a, name, range, &first, &last)?, first, last)
    } else {
        let view = np::view(interp, &bins)?;
        match view.rank() {
            0 => {
                let text = "`bins` must be an integer, a string, or an array";
                let number = interp.index(&bins).map_err(|_| Raise::type_error(text))?;
                if number < 1 {
                    return Err(Raise::value_error("`bins` must be positive, when an integer"));
                }
                let (first, last) = outer_edges(interp, a, range)?;
                (number, first, last)
            }
            1 => {
                let edges = np::as_array(interp, &bins)?;
                if !rising(interp, &edges, CmpOp::Gt)? {
                    return Err(Raise::value_error("`bins` must increase monotonically, when an array"));
                }
                return Ok(Bins { edges, uniform: None });
            }
            _ => return Err(Raise::value_error("`bins` must be 1d, when an array")),
        }
    };
    let operands = [&first, &last, a].map(|v| convert::operand(interp, v));
    let [x, y, z] = operands;
    let mut dtype = result_type_of(&[x?, y?, z?])?;
    if dtype.is_integral() {
        dtype = promote_types(dtype, DType::Float64);
    }
    let kwargs = [("endpoint", Value::Bool(true)), ("dtype", Value::DType(dtype))];
    let edges = np::call_kw(interp, "linspace", &[first.clone(), last.clone(), Value::Int(number + 1)], &kwargs)?;
    if !rising(interp, &edges, CmpOp::Ge)? {
        let text = format!("Too many bins for data range. Cannot create {number} finite-sized bins.");
        return Err(Raise::value_error(text));
    }
    Ok(Bins { edges, uniform: Some((first, last, number)) })
}

/// Whether no edge stands `wrong` to the next.
pub fn rising(interp: &mut Interp, edges: &Value, wrong: CmpOp) -> Result<bool> {
    let low = np::item(interp, edges, &np::slice(None, Some(-1), None))?;
    let high = np::item(interp, edges, &np::slice(Some(1), None, None))?;
    let bad = np::cmp(interp, wrong, &low, &high)?;
    let any = np::call(interp, "any", &[bad])?;
    Ok(!interp.truth(&any)?)
}

const ESTIMATORS: [&str; 8] = ["stone", "auto", "doane", "fd", "rice", "scott", "sqrt", "sturges"];

/// The number of bins that an estimator wants.
fn estimated(
    interp: &mut Interp,
    a: &Value,
    name: &str,
    range: &Option<Value>,
    first: &Value,
    last: &Value,
) -> Result<i64> {
    let mut a = a.clone();
    if range.is_some() {
        let low = np::cmp(interp, CmpOp::Ge, &a, first)?;
        let high = np::cmp(interp, CmpOp::Le, &a, last)?;
        let keep = np::call(interp, "logical_and", &[low, high])?;
        a = np::item(interp, &a, &keep)?;
    }
    let view = np::view(interp, &a)?;
    if view.size() == 0 {
        return Ok(1);
    }
    let mut width = width(interp, &a, name)?;
    if width == 0.0 || width.is_nan() {
        return Ok(1);
    }
    if view.dtype().is_integral() && width < 1.0 {
        width = 1.0;
    }
    let apart = interp.float(last)? - interp.float(first)?;
    Ok((apart / width).ceil() as i64)
}

fn width(interp: &mut Interp, a: &Value, name: &str) -> Result<f64> {
    let n = np::view(interp, a)?.size() as f64;
    let spread = np::call(interp, "ptp", std::slice::from_ref(a))?;
    let spread = interp.float(&spread)?;
    let mut number = |f: &str| {
        let v = np::call(interp, f, std::slice::from_ref(a))?;
        interp.float(&v)
    };
    Ok(match name {
        "sqrt" => spread / n.sqrt(),
        "sturges" => spread / (n.log2() + 1.0),
        "rice" => spread / (2.0 * n.powf(1.0 / 3.0)),
        "scott" => (24.0 * std::f64::consts::PI.powf(0.5) / n).powf(1.0 / 3.0) * number("std")?,
        "fd" => quartiles(interp, a, n)?,
        "auto" => {
            let (fd, sturges, sqrt) = (quartiles(interp, a, n)?, spread / (n.log2() + 1.0), spread / n.sqrt());
            fd.max(sqrt / 2.0).min(sturges)
        }
        "doane" => doane(interp, a, n, spread)?,
        "stone" => stone(interp, a, n, spread)?,
        _ => return Err(Raise::unsupported(format!("Ravel has no bin estimator '{name}'"))),
    })
}

fn quartiles(interp: &mut Interp, a: &Value, n: f64) -> Result<f64> {
    let q = Value::list(vec![Value::Int(75), Value::Int(25)]);
    let pair = np::call(interp, "percentile", &[a.clone(), q])?;
    let pair = to_vec::<f64>(&convert::cast_to(&np::view(interp, &pair)?, DType::Float64)?);
    Ok(2.0 * (pair[0] - pair[1]) * n.powf(-1.0 / 3.0))
}

fn doane(interp: &mut Interp, a: &Value, n: f64, spread: f64) -> Result<f64> {
    let sigma = np::call(interp, "std", std::slice::from_ref(a))?;
    if n <= 2.0 || interp.float(&sigma)? <= 0.0 {
        return Ok(0.0);
    }
    let mean = np::call(interp, "mean", std::slice::from_ref(a))?;
    let temp = np::sub(interp, a, &mean)?;
    let temp = np::div(interp, &temp, &sigma)?;
    let temp = np::call(interp, "power", &[temp, Value::Int(3)])?;
    let skew = np::call(interp, "mean", &[temp])?;
    let skew = interp.float(&skew)?.abs();
    let sg1 = (6.0 * (n - 2.0) / ((n + 1.0) * (n + 3.0))).sqrt();
    Ok(spread / (1.0 + n.log2() + (1.0 + skew / sg1).log2()))
}

/// The number of bins with the least estimated loss.
fn stone(interp: &mut Interp, a: &Value, n: f64, spread: f64) -> Result<f64> {
    if n <= 1.0 || spread == 0.0 {
        return Ok(0.0);
    }
    let most = (n.sqrt() as i64).max(100);
    let mut best = (f64::INFINITY, 1);
    for bins in 1..=most {
        let pair = np::call(interp, "histogram", &[a.clone(), Value::Int(bins)])?;
        let counts = interp.collect(&pair)?[0].clone();
        let shares = to_vec::<i64>(&np::view(interp, &counts)?).into_iter().map(|c| c as f64 / n);
        let squares: f64 = shares.map(|p| p * p).sum();
        let loss = (2.0 - (n + 1.0) * squares) / (spread / bins as f64);
        if loss < best.0 {
            best = (loss, bins);
        }
    }
    if best.1 == most {
        interp.warn(&exc::RUNTIME_WARNING, "The number of bins estimated may be suboptimal.")?;
    }
    Ok(spread / best.1 as f64)
}
