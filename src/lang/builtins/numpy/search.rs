//! Places in sorted arrays, and counts: `searchsorted`, `digitize`, `bincount`.

use super::args::{ArrayLike, This};
use super::{compose as np, convert};
use crate::engine::DType;
use crate::engine::View;
use crate::engine::kernels::search::{self as kernel, Side};
use crate::engine::kernels::{Casting, cast, promote};
use crate::engine::mem::access::to_vec;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c, py};
use crate::lang::value::Value;

fn side_of(interp: &mut Interp, side: Option<Value>) -> Result<Side> {
    let Some(side) = side else { return Ok(Side::Left) };
    match side.as_str() {
        Some("left") => Ok(Side::Left),
        Some("right") => Ok(Side::Right),
        Some("l" | "r") => Err(Raise::value_error("search side must be one of 'left' or 'right'")),
        Some(text) => Err(Raise::value_error(format!("search side must be 'left' or 'right' (got '{text}')"))),
        None => Err(Raise::type_error(format!("search side must be str, not {}", interp.type_name(&side)))),
    }
}

fn searchsorted(interp: &mut Interp, a: This, v: Value, side: Given, sorter: Option<Value>) -> Result<Value> {
    let side = side_of(interp, side.0)?;
    let own = a.0.view().clone();
    let values = np::view(interp, &v)?;
    // A Python number counts as an array of its own type: it may not fit the type of `a`.
    let dtype = promote::promote_types(own.dtype(), values.dtype());
    let (own, values) = (convert::cast_to(&own, dtype)?, convert::cast_to(&values, dtype)?);
    if own.rank() != 1 {
        return Err(one_axis(own.rank()));
    }
    let sorter = match sorter {
        None => None,
        Some(v) => Some(np::view(interp, &v)?),
    };
    if let Some(s) = &sorter {
        if s.rank() != 1 {
            return Err(Raise::type_error("could not parse sorter argument"));
        }
        if !s.dtype().is_integral() || s.dtype() == DType::Bool {
            return Err(Raise::type_error("sorter must only contain integers"));
        }
    }
    Ok(convert::result(kernel::searchsorted(&own, &values, side, sorter.as_ref())?))
}

fn one_axis(rank: usize) -> Raise {
    let what = if rank == 0 { "object of too small depth for" } else { "object too deep for" };
    Raise::value_error(format!("{what} desired array"))
}

fn digitize(interp: &mut Interp, x: ArrayLike, bins: ArrayLike, right: Option<bool>) -> Result<Value> {
    let (x, bins) = (x.view(), bins.view());
    if x.dtype().kind() == crate::engine::Kind::Complex {
        return Err(Raise::type_error("x may not be complex"));
    }
    cast::check(bins.dtype(), DType::Float64, Casting::Safe)?;
    if bins.rank() != 1 {
        return Err(one_axis(bins.rank()));
    }
    let direction = kernel::direction(&to_vec::<f64>(&convert::cast_to(&bins, DType::Float64)?));
    let dtype = promote::promote_types(x.dtype(), bins.dtype());
    let (x, bins) = (convert::cast_to(&x, dtype)?, convert::cast_to(&bins, dtype)?);
    convert::flush_warnings(interp)?;
    Ok(convert::result(kernel::digitize(&x, &bins, direction, right.unwrap_or(false))?))
}

/// An argument in a type that it casts to safely.
fn safely(interp: &mut Interp, v: &Value, dtype: DType) -> Result<View> {
    match v {
        Value::Array(_) | Value::Scalar(_) => {
            let view = np::view(interp, v)?;
            cast::check(view.dtype(), dtype, Casting::Safe)?;
            convert::cast_to(&view, dtype)
        }
        list => convert::view_of(interp, list, Some(dtype)),
    }
}

fn bincount(interp: &mut Interp, x: Value, weights: Option<Value>, minlength: Given) -> Result<Value> {
    let view = match &x {
        Value::Array(a) if a.view().dtype() == DType::UInt64 => convert::cast_to(&a.view().clone(), DType::Int64)?,
        other => safely(interp, other, DType::Int64)?,
    };
    if view.rank() > 1 && !matches!(x, Value::Array(_)) {
        return Err(Raise::value_error(
            "setting an array element with a sequence. The requested array would exceed the maximum number of dimension \
             of 1.",
        ));
    }
    if view.rank() != 1 {
        return Err(one_axis(view.rank()));
    }
    let least = match minlength.0 {
        Some(Value::None) => return Err(Raise::type_error("use 0 instead of None for minlength")),
        Some(v) => interp.index(&v)?,
        None => 0,
    };
    kernel::check_counts(&view, least)?;
    let weights = weights.filter(|_| view.size() > 0).map(|w| safely(interp, &w, DType::Float64)).transpose()?;
    if let Some(w) = weights.as_ref().filter(|w| w.rank() != 1) {
        return Err(one_axis(w.rank()));
    }
    Ok(np::array(kernel::bincount(&view, weights.as_ref(), least)?))
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["searchsorted"],
            "a, v, side='left', sorter=None",
            "Where values would go in a sorted array.\n\n>>> np.searchsorted([10, 20, 30], [15, 20])\narray([1, 1])",
            searchsorted,
        ),
        py(
            &["digitize"],
            "x, bins, right=False",
            "The bin of each value.\n\n>>> np.digitize([0.5, 2.5], [0, 1, 2])\narray([1, 3])",
            digitize,
        ),
        c(
            &["bincount"],
            "x, /, weights=None, minlength=0",
            "How often each number comes.\n\n>>> np.bincount([0, 2, 2])\narray([1, 0, 2])",
            bincount,
        ),
    ]
}

/// The methods.
pub fn methods() -> Vec<Builtin> {
    vec![py(
        &["searchsorted"],
        "self, v, /, side='left', sorter=None",
        "Where values would go.\n\n>>> np.array([10, 20]).searchsorted(15)\nnp.int64(1)",
        searchsorted,
    )]
}
