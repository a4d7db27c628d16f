//! `nanmedian`, `nanpercentile`, `nanquantile`.

use super::quantile::{Lanes, asked, quantiles};
use crate::engine::View;
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

/// Calls `f` with the numbers of each lane along axis 0 that are no nans; the results stand in place of the lanes, behind
/// their own axes.
fn by_lane(
    interp: &mut Interp,
    lanes: &Value,
    empty: &Value,
    mut f: impl FnMut(&mut Interp, Value) -> Result<Value>,
) -> Result<Value> {
    let view = np::view(interp, lanes)?;
    let outer: Vec<usize> = view.shape()[1..].to_vec();
    let count: usize = outer.iter().product();
    let width = Value::tuple(vec![Value::Int(view.shape()[0] as i64), Value::Int(count as i64)]);
    let table = np::call(interp, "reshape", &[lanes.clone(), width])?;
    let mut results = Vec::with_capacity(count);
    for k in 0..count {
        let index = Value::tuple(vec![np::slice(None, None, None), Value::Int(k as i64)]);
        let lane = np::item(interp, &table, &index)?;
        let nans = np::call(interp, "isnan", std::slice::from_ref(&lane))?;
        let numbers = np::call(interp, "logical_not", &[nans])?;
        let numbers = np::item(interp, &lane, &numbers)?;
        if np::view(interp, &numbers)?.size() == 0 {
            interp.warn(&exc::RUNTIME_WARNING, "All-NaN slice encountered")?;
            results.push(empty.clone());
        } else {
            results.push(f(interp, numbers)?);
        }
    }
    if outer.is_empty() {
        return Ok(results.pop().unwrap_or(Value::None));
    }
    let stacked = np::call_kw(interp, "stack", &[Value::list(results)], &[("axis", Value::Int(-1))])?;
    let own = np::view(interp, &stacked)?;
    let shape = own.shape()[..own.rank() - 1].iter().chain(&outer).map(|&n| Value::Int(n as i64)).collect();
    np::call(interp, "reshape", &[stacked, Value::tuple(shape)])
}

fn nanmedian(
    interp: &mut Interp,
    a: ArrayLike,
    axis: Option<AxisArg>,
    out: Option<OutArg>,
    _overwrite: Given,
    keepdims: Given,
) -> Result<Value> {
    let keep = given_bool(interp, keepdims)?;
    let lanes = Lanes::new(interp, &a, axis.as_ref())?;
    let nan = np::array(View::from_slice(&[f64::NAN])?);
    let nan = np::call_kw(interp, "max", &[nan], &[])?;
    let result = by_lane(interp, &lanes.array, &nan, |interp, lane| np::call(interp, "median", &[lane]))?;
    lanes.finish(interp, result, keep, out)
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
            let keep = given_bool(interp, keepdims)?;
            let asked = asked(interp, &a, &q, method, &weights, $percent)?;
            let lanes = Lanes::new(interp, &a, axis.as_ref())?;
            let shape = np::shape(&asked.q);
            let nan = np::call(interp, "full", &[shape, Value::Float(f64::NAN)])?;
            let nan = np::item(interp, &nan, &Value::tuple(vec![]))?;
            let result = by_lane(interp, &lanes.array, &nan, |interp, lane| {
                quantiles(interp, &lane, &asked.q, &asked.method, asked.weak)
            })?;
            lanes.finish(interp, result, keep, out)
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
