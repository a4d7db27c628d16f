//! `nanmedian`, `nanpercentile`, `nanquantile`.

use super::lanes::Lanes;
use super::quantile::{Arguments, Asked, asked, out_value, quantiles};
use super::weighted;
use crate::engine::{DType, View};
use crate::lang::builtins::numpy::args::{ArrayLike, AxisArg, OutArg};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::Result;
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// `keepdims` and kin: absent or `<no value>` is false.
fn given_bool(interp: &mut Interp, given: Given) -> Result<bool> {
    given.0.map_or(Ok(false), |v| interp.truth(&v))
}

/// Calls `f` with the numbers of each lane along axis 0 that are no nans (and their weights); the results stand in place
/// of the lanes, behind their own axes, `inner` of them.
fn by_lane(
    interp: &mut Interp,
    (lanes, weights): (&Value, Option<&Value>),
    inner: usize,
    empty: &Value,
    mut f: impl FnMut(&mut Interp, Value, Option<Value>) -> Result<Value>,
) -> Result<Value> {
    let view = np::view(interp, lanes)?;
    let outer: Vec<usize> = view.shape()[1..].to_vec();
    let count: usize = outer.iter().product();
    let width = Value::tuple(vec![Value::Int(view.shape()[0] as i64), Value::Int(count as i64)]);
    let table = np::call(interp, "reshape", &[lanes.clone(), width.clone()])?;
    let beside = weights.map(|w| np::call(interp, "reshape", &[w.clone(), width])).transpose()?;
    let mut results = Vec::with_capacity(count);
    for k in 0..count {
        let index = Value::tuple(vec![np::slice(None, None, None), Value::Int(k as i64)]);
        let lane = np::item(interp, &table, &index)?;
        let nans = crate::lang::builtins::numpy::reduce::nan::nans(interp, &lane)?;
        let numbers = np::call(interp, "logical_not", &[nans])?;
        let kept = np::item(interp, &lane, &numbers)?;
        if np::view(interp, &kept)?.size() == 0 {
            interp.warn(&exc::RUNTIME_WARNING, "All-NaN slice encountered")?;
            results.push(empty.clone());
            continue;
        }
        let weights = match &beside {
            Some(table) => {
                let lane = np::item(interp, table, &index)?;
                Some(np::item(interp, &lane, &numbers)?)
            }
            None => None,
        };
        results.push(f(interp, kept, weights)?);
    }
    if outer.is_empty() {
        return Ok(results.pop().unwrap_or(Value::None));
    }
    let stacked = np::call(interp, "stack", &[Value::list(results)])?;
    let own = np::view(interp, &stacked)?;
    let shape = outer.iter().chain(&own.shape()[1..]).map(|&n| Value::Int(n as i64)).collect();
    let shaped = np::call(interp, "reshape", &[stacked, Value::tuple(shape)])?;
    let axes = |from: usize| Value::tuple((from..from + inner).map(|i| Value::Int(i as i64)).collect());
    np::call(interp, "moveaxis", &[shaped, axes(outer.len()), axes(0)])
}

/// Of no elements at all: the mean, which warns.
fn mean_of_nothing(
    interp: &mut Interp,
    a: ArrayLike,
    axis: Option<AxisArg>,
    out: Option<Value>,
    keepdims: bool,
) -> Result<Value> {
    let axis = match axis {
        None => Value::None,
        Some(AxisArg::One(n)) => Value::Int(n),
        Some(AxisArg::Many(list)) => Value::tuple(list.into_iter().map(Value::Int).collect()),
    };
    let kwargs = [("axis", axis), ("out", out.unwrap_or(Value::None)), ("keepdims", Value::Bool(keepdims))];
    np::call_kw(interp, "nanmean", &[Value::Array(a.0)], &kwargs)
}

/// Writes a result to where it is asked for.
fn handed_out(
    interp: &mut Interp,
    lanes: &Lanes,
    result: Value,
    target: Option<Value>,
    keepdims: bool,
    out: Option<&Value>,
) -> Result<Value> {
    if let Some(target) = target {
        interp.set_item(&target, &Value::Ellipsis, result.clone())?;
    }
    lanes.finish(interp, result, keepdims, out)
}

fn nanmedian(
    interp: &mut Interp,
    a: ArrayLike,
    axis: Option<AxisArg>,
    out: Option<OutArg>,
    _overwrite: Given,
    keepdims: Given,
) -> Result<Value> {
    let (out, keep) = (out_value(out), given_bool(interp, keepdims)?);
    if a.view().size() == 0 {
        return mean_of_nothing(interp, a, axis, out, keep);
    }
    let lanes = Lanes::new(interp, &a, axis.as_ref())?;
    let target = lanes.target(interp, out.as_ref(), keep)?;
    let nan = np::array(View::from_slice(&[f64::NAN])?);
    let own = a.view().dtype();
    let nan = np::as_dtype(interp, &nan, if own.is_inexact() { own } else { DType::Float64 })?;
    let nan = np::call_kw(interp, "max", &[nan], &[])?;
    let median = |interp: &mut Interp, lane: Value, _: Option<Value>| np::call(interp, "median", &[lane]);
    let result = by_lane(interp, (&lanes.array, None), 0, &nan, median)?;
    handed_out(interp, &lanes, result, target, keep, out.as_ref())
}

/// The quantiles of each lane's numbers.
fn of_numbers(interp: &mut Interp, lanes: &Lanes, asked: &Asked) -> Result<Value> {
    let weights = asked.weights.as_ref().map(|w| lanes.beside(interp, w)).transpose()?;
    let dtype = Value::DType(np::view(interp, &lanes.array)?.dtype());
    let shape = np::shape(&asked.q);
    let is_inexact = np::view(interp, &lanes.array)?.dtype().is_inexact();
    let empty = match is_inexact {
        true => np::call(interp, "full", &[shape, Value::Float(f64::NAN), dtype])?,
        false => np::call(interp, "full", &[shape, Value::Float(f64::NAN)])?,
    };
    let empty = np::item(interp, &empty, &Value::tuple(vec![]))?;
    let inner = asked.q.rank();
    by_lane(interp, (&lanes.array, weights.as_ref()), inner, &empty, |interp, lane, weights| match weights {
        Some(weights) => weighted::quantiles(interp, &lane, &weights, &asked.q, None),
        None => quantiles(interp, &lane, asked, None),
    })
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
            keepdims: Given,
            weights: Option<Value>,
        ) -> Result<Value> {
            let (out, keep) = (out_value(out), given_bool(interp, keepdims)?);
            let asked = asked(interp, Arguments { a: &a, q: &q, axis: &axis, method, weights, percent: $percent })?;
            if a.view().size() == 0 {
                return mean_of_nothing(interp, a, axis, out, keep);
            }
            let lanes = Lanes::new(interp, &a, axis.as_ref())?;
            let target = lanes.target(interp, out.as_ref(), keep)?;
            let result = of_numbers(interp, &lanes, &asked)?;
            handed_out(interp, &lanes, result, target, keep, out.as_ref())
        }
    };
}
quantile_function!(nanpercentile, true);
quantile_function!(nanquantile, false);

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let signature =
        "a, q, axis=None, out=None, overwrite_input=False, method='linear', keepdims=<no value>, *, weights=None";
    vec![
        py(
            &["nanmedian"],
            "a, axis=None, out=None, overwrite_input=False, keepdims=<no value>",
            "The median of what is no nan.\n\n>>> np.nanmedian([1, np.nan, 3])\nnp.float64(2.0)",
            nanmedian,
        ),
        py(
            &["nanpercentile"],
            signature,
            "Percentiles of what is no nan.\n\n>>> np.nanpercentile([1, np.nan, 3], 50)\nnp.float64(2.0)",
            nanpercentile,
        ),
        py(
            &["nanquantile"],
            signature,
            "Quantiles of what is no nan.\n\n>>> np.nanquantile([1, np.nan, 3], 0.5)\nnp.float64(2.0)",
            nanquantile,
        ),
    ]
}
