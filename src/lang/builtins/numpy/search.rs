//! Places in sorted arrays, and counts: `searchsorted`, `digitize`, `bincount`.

use super::args::{ArrayLike, This};
use super::{compose as np, convert};
use crate::engine::DType;
use crate::engine::kernels::search::{self as kernel, Side};
use crate::engine::kernels::{Casting, cast, promote};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, c, py};
use crate::lang::value::Value;

fn side_of(interp: &mut Interp, side: Option<Value>) -> Result<Side> {
    let Some(side) = side else { return Ok(Side::Left) };
    match side.as_str() {
        Some("left") => Ok(Side::Left),
        Some("right") => Ok(Side::Right),
        Some(text) => Err(Raise::value_error(format!("search side must be 'left' or 'right' (got '{text}')"))),
        None => Err(Raise::type_error(format!("search side must be str, not {}", interp.type_name(&side)))),
    }
}

fn searchsorted(
    interp: &mut Interp,
    a: This,
    v: Value,
    side: Option<Value>,
    sorter: Option<ArrayLike>,
) -> Result<Value> {
    let side = side_of(interp, side)?;
    let own = a.0.view().clone();
    let values = np::view(interp, &v)?;
    let dtype = match convert::python_number(&v) {
        Some(weak) => promote::result_type_of(&[own.clone().into(), weak])?,
        None => promote::promote_types(own.dtype(), values.dtype()),
    };
    let (own, values) = (convert::cast_to(&own, dtype)?, convert::cast_to(&values, dtype)?);
    let sorter = sorter.map(|s| s.view());
    if sorter.as_ref().is_some_and(|s| !s.dtype().is_integral()) {
        return Err(Raise::type_error("sorter must only contain integers"));
    }
    Ok(convert::result(kernel::searchsorted(&own, &values, side, sorter.as_ref())?))
}

fn digitize(interp: &mut Interp, x: ArrayLike, bins: ArrayLike, right: Option<bool>) -> Result<Value> {
    let (x, bins) = (x.view(), bins.view());
    if x.dtype().kind() == crate::engine::Kind::Complex {
        return Err(Raise::type_error("x may not be complex"));
    }
    let dtype = promote::promote_types(x.dtype(), bins.dtype());
    let (x, bins) = (convert::cast_to(&x, dtype)?, convert::cast_to(&bins, dtype)?);
    convert::flush_warnings(interp)?;
    Ok(convert::result(kernel::digitize(&x, &bins, right.unwrap_or(false))?))
}

fn bincount(interp: &mut Interp, x: Value, weights: Option<ArrayLike>, minlength: Option<i64>) -> Result<Value> {
    let x = match &x {
        Value::Array(a) => {
            let view = a.view().clone();
            cast::check(view.dtype(), DType::Int64, Casting::Safe)?;
            convert::cast_to(&view, DType::Int64)?
        }
        list => convert::view_of(interp, list, Some(DType::Int64))?,
    };
    let weights = weights.map(|w| convert::cast_to(&w.view(), DType::Float64)).transpose()?;
    Ok(np::array(kernel::bincount(&x, weights.as_ref(), minlength.unwrap_or(0))?))
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
