//! Reductions that pass over nans.

use super::{Request, ddof, given_bool};
use crate::engine::kernels::reduce as kernel;
use crate::engine::{DType, Scalar};
use crate::lang::builtins::numpy::args::{ArrayLike, AxisArg, DTypeArg, OutArg};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::{Interp, OnFloatError};
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;

/// The array with its nans replaced (a copy), and where they were; the array itself and no mask if it can have none.
fn replaced(interp: &mut Interp, a: &ArrayLike, value: Value) -> Result<(ArrayLike, Option<Value>)> {
    let own = Value::Array(a.0.clone());
    if !a.view().dtype().is_inexact() {
        return Ok((ArrayLike(a.0.clone()), None));
    }
    let mask = np::call(interp, "isnan", std::slice::from_ref(&own))?;
    let copy = np::call_kw(interp, "array", &[own], &[("copy", Value::Bool(true))])?;
    let where_ = [("where", mask.clone())];
    np::call_kw(interp, "copyto", &[copy.clone(), value], &where_)?;
    let copy = super::super::convert::array(interp, &copy)?;
    Ok((ArrayLike(copy), Some(mask)))
}

fn quietly<T>(interp: &mut Interp, f: impl FnOnce(&mut Interp) -> Result<T>) -> Result<T> {
    let before = interp.errstate;
    interp.errstate.invalid = OnFloatError::Ignore;
    interp.errstate.divide = OnFloatError::Ignore;
    let result = f(interp);
    interp.errstate = before;
    result
}

macro_rules! folds {
    ($name:ident, $f:path, $start:literal) => {
        #[allow(clippy::too_many_arguments)]
        fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            axis: Option<AxisArg>,
            dtype: Option<DTypeArg>,
            out: Option<OutArg>,
            keepdims: Given,
            initial: Given,
            where_: Given,
        ) -> Result<Value> {
            let (a, _) = replaced(interp, &a, Value::Int($start))?;
            $f(interp, a, axis, dtype, out, keepdims, initial, where_)
        }
    };
}
folds!(nansum, super::basic::sum, 0);
folds!(nanprod, super::basic::prod, 1);

macro_rules! scans {
    ($name:ident, $f:path, $start:literal) => {
        fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            axis: Option<i64>,
            dtype: Option<DTypeArg>,
            out: Option<OutArg>,
        ) -> Result<Value> {
            let (a, _) = replaced(interp, &a, Value::Int($start))?;
            $f(interp, a, axis, dtype, out)
        }
    };
}
scans!(nancumsum, super::cumulative::cumsum, 0);
scans!(nancumprod, super::cumulative::cumprod, 1);

macro_rules! extremes {
    ($name:ident, $ufunc:literal, $plain:literal) => {
        fn $name(
            interp: &mut Interp,
            a: Value,
            axis: Option<AxisArg>,
            out: Option<OutArg>,
            keepdims: Given,
            initial: Given,
            where_: Given,
        ) -> Result<Value> {
            // NumPy takes another way for what is no array yet, with words of its own.
            let is_array = matches!(a, Value::Array(_));
            let a = ArrayLike(super::super::convert::array(interp, &a)?);
            let ufunc = if is_array || a.view().size() > 0 { $ufunc } else { $plain };
            let ufunc = np::call_method_of(interp, ufunc, "reduce")?;
            let axis = match axis {
                None => Value::None,
                Some(AxisArg::One(n)) => Value::Int(n),
                Some(AxisArg::Many(list)) => Value::tuple(list.into_iter().map(Value::Int).collect()),
            };
            let mut kwargs = vec![("axis".to_string(), axis)];
            kwargs.extend(out.map(|o| ("out".to_string(), Value::Array(o.0))));
            kwargs.extend(keepdims.0.map(|v| ("keepdims".to_string(), v)));
            kwargs.extend(initial.0.map(|v| ("initial".to_string(), v)));
            kwargs.extend(where_.0.map(|v| ("where".to_string(), v)));
            let result = interp.call(&ufunc, &[Value::Array(a.0.clone())], &kwargs)?;
            let empty = np::call(interp, "isnan", std::slice::from_ref(&result))?;
            let empty = np::call(interp, "any", &[empty])?;
            if interp.truth(&empty)? {
                let what = if is_array { "slice" } else { "axis" };
                interp.warn(&exc::RUNTIME_WARNING, &format!("All-NaN {what} encountered"))?;
            }
            Ok(result)
        }
    };
}
extremes!(nanmin, "fmin", "minimum");
extremes!(nanmax, "fmax", "maximum");

macro_rules! args {
    ($name:ident, $f:path, $fill:expr) => {
        fn $name(
            interp: &mut Interp,
            a: ArrayLike,
            axis: Option<i64>,
            out: Option<OutArg>,
            keepdims: Given,
        ) -> Result<Value> {
            let (filled, mask) = replaced(interp, &a, Value::Float($fill))?;
            if let Some(mask) = mask
                && filled.view().size() > 0
            {
                let axis = axis.map_or(Value::None, Value::Int);
                let all = np::call_kw(interp, "all", &[mask], &[("axis", axis)])?;
                let any = np::call(interp, "any", &[all])?;
                if interp.truth(&any)? {
                    return Err(Raise::value_error("All-NaN slice encountered"));
                }
            }
            $f(interp, filled, axis, out, keepdims)
        }
    };
}
args!(nanargmin, super::basic::argmin, f64::INFINITY);
args!(nanargmax, super::basic::argmax, f64::NEG_INFINITY);

#[allow(clippy::too_many_arguments)]
fn nanmean(
    interp: &mut Interp,
    a: ArrayLike,
    axis: Option<AxisArg>,
    dtype: Option<DTypeArg>,
    out: Option<OutArg>,
    keepdims: Given,
    where_: Given,
) -> Result<Value> {
    let (filled, mask) = replaced(interp, &a, Value::Int(0))?;
    let Some(mask) = mask else { return super::basic::mean(interp, a, axis, dtype, out, keepdims, where_) };
    let keep = Given(keepdims.0.clone());
    let picked = Given(where_.0.clone());
    let count = counted(interp, &mask, axis.clone(), keep, picked)?;
    let total = Request::with(interp, filled.view(), axis, dtype, out, keepdims, where_)?.run(interp, kernel::sum)?;
    let mean = quietly(interp, |interp| divided(interp, total, count.clone()))?;
    let empty = np::cmp(interp, CmpOp::Eq, &count, &Value::Int(0))?;
    let empty = np::call(interp, "any", &[empty])?;
    if interp.truth(&empty)? {
        interp.warn(&exc::RUNTIME_WARNING, "Mean of empty slice")?;
    }
    Ok(mean)
}

/// How many are no nans.
fn counted(interp: &mut Interp, mask: &Value, axis: Option<AxisArg>, keepdims: Given, where_: Given) -> Result<Value> {
    let numbers = np::call(interp, "logical_not", std::slice::from_ref(mask))?;
    let numbers = np::view(interp, &numbers)?;
    let dtype = Some(DTypeArg(DType::Int64));
    Request::with(interp, numbers, axis, dtype, None, keepdims, where_)?.run(interp, kernel::sum)
}

/// `a / b` in the dtype of `a`, in place where it is an array.
fn divided(interp: &mut Interp, a: Value, b: Value) -> Result<Value> {
    match &a {
        Value::Array(_) => {
            let kwargs = [("out", a.clone()), ("casting", Value::str("unsafe"))];
            np::call_kw(interp, "divide", &[a.clone(), b], &kwargs)
        }
        Value::Scalar(s) => {
            let dtype = Value::DType(s.dtype());
            let q = np::div(interp, &a, &b)?;
            let q = np::call(interp, "asarray", &[q, dtype])?;
            np::item(interp, &q, &Value::tuple(vec![]))
        }
        _ => np::div(interp, &a, &b),
    }
}

#[allow(clippy::too_many_arguments)]
fn nanvar(
    interp: &mut Interp,
    a: ArrayLike,
    axis: Option<AxisArg>,
    dtype: Option<DTypeArg>,
    out: Option<OutArg>,
    ddof_arg: Option<f64>,
    keepdims: Given,
    where_: Given,
    mean: Given,
    correction: Given,
) -> Result<Value> {
    let (filled, mask) = replaced(interp, &a, Value::Int(0))?;
    let Some(mask) = mask else {
        return super::basic::var(interp, a, axis, dtype, out, ddof_arg, keepdims, where_, mean, correction);
    };
    let free = ddof(interp, ddof_arg, correction)?;
    let yes = || Given(Some(Value::Bool(true)));
    let (keep, picked) = (keepdims.0.clone(), where_.0.clone());
    let count = counted(interp, &mask, axis.clone(), yes(), Given(picked.clone()))?;
    let average = match mean.0 {
        Some(mean) => mean,
        None => {
            let whole = Request::with(interp, filled.view(), axis.clone(), dtype, None, yes(), Given(picked.clone()))?;
            let total = whole.run(interp, kernel::sum)?;
            quietly(interp, |interp| divided(interp, total, count.clone()))?
        }
    };
    let deviations = Value::Array(filled.0.clone());
    let kwargs = [("out", deviations.clone()), ("casting", Value::str("unsafe"))];
    quietly(interp, |interp| np::call_kw(interp, "subtract", &[deviations.clone(), average], &kwargs))?;
    np::call_kw(interp, "copyto", &[deviations.clone(), Value::Int(0)], &[("where", mask.clone())])?;
    let squares = if filled.view().dtype().kind() == crate::engine::Kind::Complex {
        let conjugate = np::call(interp, "conjugate", std::slice::from_ref(&deviations))?;
        let product = np::mul(interp, &deviations, &conjugate)?;
        interp.get_attr(&product, "real")?
    } else {
        np::call_kw(interp, "multiply", &[deviations.clone(), deviations.clone()], &[("out", deviations.clone())])?
    };
    let squares = np::view(interp, &squares)?;
    let kept = given_bool(interp, Given(keep.clone()))?;
    let total = Request::with(interp, squares, axis.clone(), dtype, out, Given(keep), Given(picked.clone()))?
        .run(interp, kernel::sum)?;
    let count = if kept { count } else { counted(interp, &mask, axis, Given(None), Given(picked))? };
    let freedom = np::sub(interp, &count, &Value::Float(free))?;
    let var = quietly(interp, |interp| divided(interp, total, freedom.clone()))?;
    let bad = np::cmp(interp, CmpOp::Le, &freedom, &Value::Int(0))?;
    let any = np::call(interp, "any", std::slice::from_ref(&bad))?;
    if !interp.truth(&any)? {
        return Ok(var);
    }
    interp.warn(&exc::RUNTIME_WARNING, "Degrees of freedom <= 0 for slice.")?;
    match &var {
        Value::Array(_) => {
            np::call_kw(interp, "copyto", &[var.clone(), Value::Float(f64::NAN)], &[("where", bad)])?;
            Ok(var)
        }
        Value::Scalar(s) => {
            let nan = crate::engine::kernels::cast::scalar_cast(&Scalar::Float64(f64::NAN), s.dtype())?;
            Ok(Value::scalar(nan))
        }
        _ => Ok(var),
    }
}

#[allow(clippy::too_many_arguments)]
fn nanstd(
    interp: &mut Interp,
    a: ArrayLike,
    axis: Option<AxisArg>,
    dtype: Option<DTypeArg>,
    out: Option<OutArg>,
    ddof_arg: Option<f64>,
    keepdims: Given,
    where_: Given,
    mean: Given,
    correction: Given,
) -> Result<Value> {
    let var = nanvar(interp, a, axis, dtype, out, ddof_arg, keepdims, where_, mean, correction)?;
    match &var {
        Value::Array(_) => np::call_kw(interp, "sqrt", std::slice::from_ref(&var), &[("out", var.clone())]),
        _ => np::call(interp, "sqrt", &[var]),
    }
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let fold = "a, axis=None, dtype=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>";
    let scan = "a, axis=None, dtype=None, out=None";
    let extreme = "a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>";
    let arg = "a, axis=None, out=None, *, keepdims=<no value>";
    let spread = "a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, *, where=<no value>, \
                  mean=<no value>, correction=<no value>";
    vec![
        py(&["nansum"], fold, "The sum, nans counting as 0.\n\n>>> np.nansum([1, np.nan])\nnp.float64(1.0)", nansum),
        py(
            &["nanprod"],
            fold,
            "The product, nans counting as 1.\n\n>>> np.nanprod([2, np.nan])\nnp.float64(2.0)",
            nanprod,
        ),
        py(
            &["nancumsum"],
            scan,
            "The running sum, nans counting as 0.\n\n>>> np.nancumsum([1, np.nan])\narray([1., 1.])",
            nancumsum,
        ),
        py(
            &["nancumprod"],
            scan,
            "The running product, nans counting as 1.\n\n>>> np.nancumprod([2, np.nan])\narray([2., 2.])",
            nancumprod,
        ),
        py(
            &["nanmin"],
            extreme,
            "The smallest element that is no nan.\n\n>>> np.nanmin([2, np.nan])\nnp.float64(2.0)",
            nanmin,
        ),
        py(
            &["nanmax"],
            extreme,
            "The largest element that is no nan.\n\n>>> np.nanmax([2, np.nan])\nnp.float64(2.0)",
            nanmax,
        ),
        py(
            &["nanargmin"],
            arg,
            "The index of the smallest element that is no nan.\n\n>>> np.nanargmin([np.nan, 2])\nnp.int64(1)",
            nanargmin,
        ),
        py(
            &["nanargmax"],
            arg,
            "The index of the largest element that is no nan.\n\n>>> np.nanargmax([np.nan, 2])\nnp.int64(1)",
            nanargmax,
        ),
        py(
            &["nanmean"],
            "a, axis=None, dtype=None, out=None, keepdims=<no value>, *, where=<no value>",
            "The mean of what is no nan.\n\n>>> np.nanmean([1, np.nan, 3])\nnp.float64(2.0)",
            nanmean,
        ),
        py(
            &["nanvar"],
            spread,
            "The variance of what is no nan.\n\n>>> np.nanvar([1, np.nan, 3])\nnp.float64(1.0)",
            nanvar,
        ),
        py(
            &["nanstd"],
            spread,
            "The standard deviation of what is no nan.\n\n>>> np.nanstd([1, np.nan, 3])\nnp.float64(1.0)",
            nanstd,
        ),
    ]
}
