//! Sums and products of all beginnings.

use super::given_bool;
use crate::engine::kernels::scan;
use crate::engine::{self, DType, View};
use crate::lang::builtins::numpy::args::{ArrayLike, DTypeArg, OutArg};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::arrays;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

type Kernel = fn(&View, Option<i64>, Option<DType>, Option<&View>) -> engine::Result<View>;

fn scan_by(
    interp: &mut Interp,
    kernel: Kernel,
    a: &View,
    axis: Option<i64>,
    dtype: Option<DTypeArg>,
    out: Option<OutArg>,
) -> Result<Value> {
    let target = out.as_ref().map(|o| o.0.view().clone());
    let result = kernel(a, axis, dtype.map(|d| d.0), target.as_ref());
    arrays::float_warnings(interp, false)?;
    let view = result?;
    Ok(out.map_or_else(|| np::array(view), |o| Value::Array(o.0)))
}

macro_rules! scans {
    ($name:ident, $whole:ident, $kernel:path, $first:literal) => {
        pub(super) fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            axis: Option<i64>,
            dtype: Option<DTypeArg>,
            out: Option<OutArg>,
        ) -> Result<Value> {
            scan_by(interp, $kernel, &a.view(), axis, dtype, out)
        }

        fn $whole(
            interp: &mut Interp,
            x: ArrayLike,
            axis: Option<i64>,
            dtype: Option<DTypeArg>,
            out: Option<OutArg>,
            include_initial: Given,
        ) -> Result<Value> {
            let with_first = given_bool(interp, include_initial)?;
            inclusive(interp, ($kernel, $first), x, axis, dtype, out, with_first)
        }
    };
}
scans!(cumsum, cumulative_sum, scan::cumsum, 0);
scans!(cumprod, cumulative_prod, scan::cumprod, 1);

#[allow(clippy::too_many_arguments)]
fn inclusive(
    interp: &mut Interp,
    (kernel, first): (Kernel, i64),
    x: ArrayLike,
    axis: Option<i64>,
    dtype: Option<DTypeArg>,
    out: Option<OutArg>,
    with_first: bool,
) -> Result<Value> {
    let view = x.view();
    if view.rank() == 0 {
        return Err(Raise::value_error("``axis`` out of bounds for 0-d array"));
    }
    if axis.is_none() && view.rank() > 1 {
        let text = "For arrays which have more than one dimension ``axis`` argument is required.";
        return Err(Raise::value_error(text));
    }
    let axis = engine::layout::normalize_axis(axis.unwrap_or(0), view.rank())?;
    let out_value = out.as_ref().map(|o| Value::Array(o.0.clone()));
    let rest = match (&out_value, with_first) {
        (Some(out), true) => {
            let head = np::at_axis(axis, np::slice(None, Some(1), None));
            interp.set_item(out, &head, Value::Int(first))?;
            let tail = np::at_axis(axis, np::slice(Some(1), None, None));
            let tail = np::item(interp, out, &tail)?;
            tail.as_array().map(|a| OutArg(a.clone()))
        }
        _ => out,
    };
    let result = scan_by(interp, kernel, &view, Some(axis as i64), dtype, rest)?;
    match (out_value, with_first) {
        (Some(out), _) => Ok(out),
        (None, false) => Ok(result),
        (None, true) => {
            let scanned = np::view(interp, &result)?;
            let mut shape: engine::layout::Shape = scanned.shape().into();
            shape[axis] = 1;
            let shape = Value::tuple(shape.iter().map(|&n| Value::Int(n as i64)).collect());
            let dtype = Value::DType(scanned.dtype());
            let head = np::call(interp, "full", &[shape, Value::Int(first), dtype])?;
            let parts = Value::tuple(vec![head, result]);
            np::call_kw(interp, "concatenate", &[parts], &[("axis", Value::Int(axis as i64))])
        }
    }
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let plain = "a, axis=None, dtype=None, out=None";
    let standard = "x, /, *, axis=None, dtype=None, out=None, include_initial=False";
    vec![
        py(&["cumsum"], plain, "The running sum.\n\n>>> np.cumsum([1, 2, 3])\narray([1, 3, 6])", cumsum),
        py(&["cumprod"], plain, "The running product.\n\n>>> np.cumprod([2, 3, 4])\narray([ 2,  6, 24])", cumprod),
        py(
            &["cumulative_sum"],
            standard,
            "The running sum along an axis.\n\n>>> np.cumulative_sum([1, 2], include_initial=True)\narray([0, 1, 3])",
            cumulative_sum,
        ),
        py(
            &["cumulative_prod"],
            standard,
            "The running product along an axis.\n\n>>> np.cumulative_prod([2, 3])\narray([2, 6])",
            cumulative_prod,
        ),
    ]
}
