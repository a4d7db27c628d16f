//! Quantiles of weighted elements, by the one method that knows weights: the inverse of the distribution function.

use super::covariance::{check_axis, fitting_weights};
use super::quantile::with_nans;
use crate::engine::{Kind, View};
use crate::lang::builtins::numpy::args::{ArrayLike, AxisArg};
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp};

/// The weights in the shape of the array.
///
/// # Errors
/// Of weights that do not fit, or are negative.
pub fn checked(interp: &mut Interp, weights: &Value, a: &ArrayLike, axis: &Option<AxisArg>) -> Result<Value> {
    check_axis(axis, a.view().rank())?;
    let weights = ArrayLike(convert::array(interp, weights)?);
    let weights = fitting_weights(interp, &weights, a, axis)?;
    let negative = np::cmp(interp, CmpOp::Lt, &weights, &Value::Int(0))?;
    let any = np::call(interp, "any", &[negative])?;
    if interp.truth(&any)? {
        return Err(Raise::value_error("Weights must be non-negative."));
    }
    np::call(interp, "broadcast_to", &[weights, np::shape(&a.view())])
}

/// The quantiles `q` of the lanes along axis 0, in `out` if there is one.
///
/// # Errors
/// `ValueError` of weights that have no sum, and of an `out` of another shape.
pub fn quantiles(interp: &mut Interp, lanes: &Value, weights: &Value, q: &View, out: Option<&Value>) -> Result<Value> {
    let along = [("axis", Value::Int(0))];
    let order = np::call_kw(interp, "argsort", std::slice::from_ref(lanes), &along)?;
    let sorted = np::call_kw(interp, "take_along_axis", &[lanes.clone(), order.clone()], &along)?;
    let weights = np::call_kw(interp, "take_along_axis", &[weights.clone(), order], &along)?;
    let cdf = distribution(interp, &weights, q)?;
    let view = np::view(interp, &sorted)?;
    let shape: Vec<usize> = q.shape().iter().chain(&view.shape()[1..]).copied().collect();
    let shape_value = Value::tuple(shape.iter().map(|&n| Value::Int(n as i64)).collect());
    let result = match out {
        Some(out) => {
            let own = np::shape(&np::view(interp, out)?);
            if !interp.equal(&own, &shape_value)? {
                let (wanted, got) = (interp.str(&shape_value)?, interp.str(&own)?);
                return Err(Raise::value_error(format!(
                    "Wrong shape of argument 'out', shape={wanted} is required; got shape={got}."
                )));
            }
            out.clone()
        }
        None => np::call_kw(interp, "empty_like", std::slice::from_ref(&sorted), &[("shape", shape_value)])?,
    };
    for lane in indices(&view.shape()[1..]) {
        let at = |first: Value| {
            Value::tuple(std::iter::once(first).chain(lane.iter().map(|&i| Value::Int(i as i64))).collect())
        };
        let all = at(np::slice(None, None, None));
        let (values, steps) = (np::item(interp, &sorted, &all)?, np::item(interp, &cdf, &all)?);
        let found = np::call(interp, "searchsorted", &[steps, np::array(q.clone())])?;
        let found = np::call(interp, "minimum", &[found, Value::Int(view.shape()[0] as i64 - 1)])?;
        let taken = np::call_kw(interp, "take", &[values, found], &along)?;
        interp.set_item(&result, &at(Value::Ellipsis), taken)?;
    }
    let result = if view.dtype().is_inexact() { with_nans(interp, &sorted, result, out.is_some())? } else { result };
    Ok(result)
}

/// The share of the weights up to each element, along axis 0.
fn distribution(interp: &mut Interp, weights: &Value, q: &View) -> Result<Value> {
    let kwargs = [("axis", Value::Int(0)), ("dtype", Value::DType(crate::engine::DType::Float64))];
    let cdf = np::call_kw(interp, "cumsum", std::slice::from_ref(weights), &kwargs)?;
    let last = np::item(interp, &cdf, &Value::tuple(vec![Value::Int(-1), Value::Ellipsis]))?;
    let cdf = interp.in_place(BinOp::Div, &cdf, &last)?;
    let last = np::item(interp, &cdf, &Value::Int(-1))?;
    let nans = np::call(interp, "isnan", &[last])?;
    let any = np::call(interp, "any", &[nans])?;
    if interp.truth(&any)? {
        return Err(Raise::value_error("Weights included NaN, inf or were all zero."));
    }
    let cdf = if q.dtype().kind() == Kind::Float { np::as_dtype(interp, &cdf, q.dtype())? } else { cdf };
    let first = np::item(interp, &cdf, &Value::tuple(vec![Value::Int(0), Value::Ellipsis]))?;
    let zero = np::cmp(interp, CmpOp::Eq, &first, &Value::Int(0))?;
    let any = np::call(interp, "any", &[zero])?;
    if interp.truth(&any)? {
        // No quantile may fall on elements without weight at the beginning.
        let none = np::cmp(interp, CmpOp::Eq, &cdf, &Value::Int(0))?;
        interp.set_item(&cdf, &none, Value::Int(-1))?;
    }
    Ok(cdf)
}

/// All indices of a shape, in C order.
fn indices(shape: &[usize]) -> Vec<Vec<usize>> {
    shape.iter().fold(vec![vec![]], |so_far, &n| {
        so_far.iter().flat_map(|index| (0..n).map(move |i| index.iter().copied().chain([i]).collect())).collect()
    })
}
