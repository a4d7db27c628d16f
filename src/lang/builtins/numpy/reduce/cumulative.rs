//! Running sums and products.

use super::request::some;
use crate::engine::View;
use crate::engine::kernels::scan::flat;
use crate::engine::kernels::ufunc::{self, Axes, Ufunc};
use crate::engine::layout::normalize_axis;
use crate::lang::builtins::numpy::args::ArrayLike;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::builtins::numpy::convert;
use crate::lang::builtins::numpy::ufuncs::loop_dtype;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::arrays;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// `ufunc.accumulate(a, axis, dtype, out)`, as an array.
fn accumulated(
    interp: &mut Interp,
    ufunc: &Ufunc,
    a: &View,
    axis: i64,
    dtype: &Option<Value>,
    out: &Option<Value>,
) -> Result<Value> {
    let dtype = match some(dtype) {
        Some(v) => match convert::dtype(interp, v)? {
            // Only the kind counts here.
            d if d.native().is_numeric() => Some(d.native()),
            _ => Some(loop_dtype(interp, v)?),
        },
        None => None,
    };
    let out = super::basic::index_out(out)?;
    let target = out.as_ref().map(|o| o.view().clone());
    let result = ufunc.accumulate(a, &Axes::These([axis].into_iter().collect()), dtype, target.as_ref());
    arrays::float_warnings(interp, false)?;
    let view = result?;
    Ok(out.map_or_else(|| np::array(view), Value::Array))
}

/// Of the flattened array without an axis; a single element is an array of one.
fn along(view: &View, axis: Option<i64>) -> Result<(View, i64)> {
    Ok(match axis {
        Some(axis) if view.rank() > 0 => (view.clone(), axis),
        axis => (flat(view)?, axis.unwrap_or(0)),
    })
}

macro_rules! scans {
    ($($name:ident $whole:ident $ufunc:ident $first:literal;)*) => { $(
        pub(super) fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            axis: Option<i64>,
            dtype: Given,
            out: Given,
        ) -> Result<Value> {
            let (view, axis) = along(&a.view(), axis)?;
            accumulated(interp, &ufunc::$ufunc, &view, axis, &dtype.0, &out.0)
        }

        fn $whole(
            interp: &mut Interp,
            x: ArrayLike,
            axis: Option<i64>,
            dtype: Given,
            out: Given,
            include_initial: Option<bool>,
        ) -> Result<Value> {
            let with_first = include_initial.unwrap_or(false).then_some($first);
            inclusive(interp, &ufunc::$ufunc, &x.view(), axis, (dtype.0, out.0), with_first)
        }
    )* };
}
scans! {
    cumsum cumulative_sum ADD 0;
    cumprod cumulative_prod MULTIPLY 1;
}

/// As the array API standard has it: along one axis, and with the identity in front if that is asked for.
fn inclusive(
    interp: &mut Interp,
    ufunc: &Ufunc,
    x: &View,
    axis: Option<i64>,
    (dtype, out): (Option<Value>, Option<Value>),
    first: Option<i64>,
) -> Result<Value> {
    if axis.is_none() && x.rank() > 1 {
        let text = "For arrays which have more than one dimension ``axis`` argument is required.";
        return Err(Raise::value_error(text));
    }
    let view = if x.rank() == 0 { flat(x)? } else { x.clone() };
    let axis = axis.unwrap_or(0);
    let (Some(first), Some(whole)) = (first, some(&out)) else {
        let result = accumulated(interp, ufunc, &view, axis, &dtype, &out)?;
        return match first {
            Some(first) => preceded(interp, result, first, axis),
            None => Ok(result),
        };
    };
    let at = normalize_axis(axis, view.rank())
        .map_err(|_| Raise::new(&crate::lang::exceptions::INDEX_ERROR, "list assignment index out of range"))?;
    let tail = np::item(interp, whole, &np::at_axis(at, np::slice(Some(1), None, None)))?;
    accumulated(interp, ufunc, &view, axis, &dtype, &Some(tail))?;
    interp.set_item(whole, &np::at_axis(at, Value::Int(0)), Value::Int(first))?;
    Ok(whole.clone())
}

/// An array with a slice of one number in front.
fn preceded(interp: &mut Interp, scanned: Value, first: i64, axis: i64) -> Result<Value> {
    let view = np::view(interp, &scanned)?;
    let mut shape: crate::engine::layout::Shape = view.shape().into();
    shape[normalize_axis(axis, view.rank())?] = 1;
    let shape = Value::tuple(shape.iter().map(|&n| Value::Int(n as i64)).collect());
    let head = np::call_kw(interp, "full_like", &[scanned.clone(), Value::Int(first)], &[("shape", shape)])?;
    let parts = Value::tuple(vec![head, scanned]);
    np::call_kw(interp, "concatenate", &[parts], &[("axis", Value::Int(axis))])
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
