//! Reductions that pass over nans.

use super::moments::{divided, root, with_correction};
use super::request::{Average, Extreme, Fold, Gathered, Request, Spread, some};
use crate::engine::kernels::cast::scalar_cast;
use crate::engine::kernels::ufunc::{self, Axes};
use crate::engine::{DType, Kind, Scalar};
use crate::lang::builtins::numpy::args::ArrayLike;
use crate::lang::builtins::numpy::{compose as np, convert};
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
    let dtype = a.view().dtype();
    if !dtype.is_inexact() && dtype != DType::Object {
        return Ok((ArrayLike(a.0.clone()), None));
    }
    let mask = nans(interp, &own)?;
    let copy = np::call_kw(interp, "array", &[own], &[("copy", Value::Bool(true))])?;
    let where_ = [("where", mask.clone())];
    np::call_kw(interp, "copyto", &[copy.clone(), value], &where_)?;
    let copy = convert::array(interp, &copy)?;
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

/// `res` with `value` where the mask picks: in place, or as a new scalar.
fn copied(interp: &mut Interp, res: Value, value: f64, mask: Value) -> Result<Value> {
    match &res {
        Value::Array(_) => {
            let kwargs = [("where", mask), ("casting", Value::str("unsafe"))];
            np::call_kw(interp, "copyto", &[res.clone(), Value::Float(value)], &kwargs)?;
            Ok(res)
        }
        Value::Scalar(s) => Ok(Value::scalar(scalar_cast(&Scalar::Float64(value), s.dtype())?)),
        _ => Ok(res),
    }
}

fn any(interp: &mut Interp, v: &Value) -> Result<bool> {
    let any = np::call(interp, "any", std::slice::from_ref(v))?;
    interp.truth(&any)
}

macro_rules! folds {
    ($name:ident, $f:path, $start:literal) => {
        fn $name(interp: &mut Interp, a: ArrayLike, arguments: Gathered<Fold>) -> Result<Value> {
            let (a, _) = replaced(interp, &a, Value::Int($start))?;
            $f(interp, a, arguments)
        }
    };
}
/// Where the nans are: of objects those that do not equal themselves.
pub(in crate::lang::builtins::numpy) fn nans(interp: &mut Interp, a: &Value) -> Result<Value> {
    match np::view(interp, a)?.dtype() {
        DType::Object => {
            let bools = [("dtype", Value::DType(DType::Bool))];
            np::call_kw(interp, "not_equal", &[a.clone(), a.clone()], &bools)
        }
        _ => np::call(interp, "isnan", std::slice::from_ref(a)),
    }
}

folds!(nansum, super::basic::sum, 0);
folds!(nanprod, super::basic::prod, 1);

macro_rules! scans {
    ($name:ident, $f:path, $start:literal) => {
        fn $name(interp: &mut Interp, a: ArrayLike, axis: Option<i64>, dtype: Given, out: Given) -> Result<Value> {
            let (a, _) = replaced(interp, &a, Value::Int($start))?;
            $f(interp, a, axis, dtype, out)
        }
    };
}
scans!(nancumsum, super::cumulative::cumsum, 0);
scans!(nancumprod, super::cumulative::cumprod, 1);

macro_rules! extremes {
    ($name:ident, $skip:ident, $plain:ident, $fill:expr) => {
        fn $name(interp: &mut Interp, a: Value, Gathered(request, _): Gathered<Extreme>) -> Result<Value> {
            let whole = Axes::All;
            if let Value::Array(a) = &a
                && a.view().dtype() != DType::Object
            {
                let view = a.view().clone();
                let result = request.reduce(interp, &ufunc::$skip, &view, whole)?;
                let nans = np::call(interp, "isnan", std::slice::from_ref(&result))?;
                if any(interp, &nans)? {
                    interp.warn(&exc::RUNTIME_WARNING, "All-NaN slice encountered")?;
                }
                return Ok(result);
            }
            // What is no array yet goes another way, with words of its own.
            let a = ArrayLike(convert::array(interp, &a)?);
            let (filled, mask) = replaced(interp, &a, Value::Float($fill))?;
            let result = request.reduce(interp, &ufunc::$plain, &filled.view(), whole)?;
            let Some(mask) = mask else { return Ok(result) };
            let (keepdims, where_) = (request.keepdims, request.where_);
            let kwargs: Vec<(&str, Value)> = [("axis", request.axis), ("keepdims", keepdims), ("where", where_)]
                .into_iter()
                .filter_map(|(k, v)| Some((k, v?)))
                .collect();
            let all = np::call_kw(interp, "all", &[mask], &kwargs)?;
            if !any(interp, &all)? {
                return Ok(result);
            }
            let result = copied(interp, result, f64::NAN, all)?;
            interp.warn(&exc::RUNTIME_WARNING, "All-NaN axis encountered")?;
            Ok(result)
        }
    };
}
extremes!(nanmin, FMIN, MINIMUM, f64::INFINITY);
extremes!(nanmax, FMAX, MAXIMUM, f64::NEG_INFINITY);

macro_rules! args {
    ($name:ident, $f:path, $fill:expr) => {
        fn $name(interp: &mut Interp, a: ArrayLike, axis: Option<i64>, out: Given, keepdims: Given) -> Result<Value> {
            let (filled, mask) = replaced(interp, &a, Value::Float($fill))?;
            if let Some(mask) = mask
                && filled.view().size() > 0
            {
                let axis = axis.map_or(Value::None, Value::Int);
                let all = np::call_kw(interp, "all", &[mask], &[("axis", axis)])?;
                if any(interp, &all)? {
                    return Err(Raise::value_error("All-NaN slice encountered"));
                }
            }
            $f(interp, filled, axis, out, keepdims)
        }
    };
}
args!(nanargmin, super::basic::argmin, f64::INFINITY);
args!(nanargmax, super::basic::argmax, f64::NEG_INFINITY);

/// Of an array of floats `dtype` and `out` must hold such.
fn check_inexact(interp: &mut Interp, request: &Request) -> Result<()> {
    if let Some(dtype) = request.dtype(interp)?
        && !dtype.is_inexact()
    {
        return Err(Raise::type_error("If a is inexact, then dtype must be inexact"));
    }
    if let Some(Value::Array(out)) = some(&request.out)
        && !out.view().dtype().is_inexact()
    {
        return Err(Raise::type_error("If a is inexact, then out must be inexact"));
    }
    Ok(())
}

fn nanmean(interp: &mut Interp, a: ArrayLike, arguments: Gathered<Average>) -> Result<Value> {
    let (filled, mask) = replaced(interp, &a, Value::Int(0))?;
    let Some(mask) = mask else { return super::moments::mean(interp, a, arguments) };
    let request = arguments.0;
    check_inexact(interp, &request)?;
    let count = counted(interp, &mask, &request)?;
    let total = request.reduce(interp, &ufunc::ADD, &filled.view(), Axes::All)?;
    let mean = quietly(interp, |interp| divided(interp, total, &count))?;
    let empty = np::cmp(interp, CmpOp::Eq, &count, &Value::Int(0))?;
    if any(interp, &empty)? {
        interp.warn(&exc::RUNTIME_WARNING, "Mean of empty slice")?;
    }
    Ok(mean)
}

/// How many are no nans.
fn counted(interp: &mut Interp, mask: &Value, request: &Request) -> Result<Value> {
    let numbers = np::call(interp, "logical_not", std::slice::from_ref(mask))?;
    let numbers = np::view(interp, &numbers)?;
    let dtype = Some(Value::DType(DType::Int64));
    let counted = Request { dtype, out: None, ..request.clone() };
    counted.reduce(interp, &ufunc::ADD, &numbers, Axes::All)
}

fn nanvar(interp: &mut Interp, a: ArrayLike, arguments: Gathered<Spread>) -> Result<Value> {
    let (filled, mask) = replaced(interp, &a, Value::Int(0))?;
    let Some(mask) = mask else { return super::moments::var(interp, a, arguments) };
    check_inexact(interp, &arguments.0)?;
    let request = with_correction(interp, arguments.0)?;
    let ddof = request.ddof.clone().unwrap_or(Value::Int(0));
    let wide = Request { keepdims: Some(Value::Bool(true)), out: None, ..request.clone() };
    let count = counted(interp, &mask, &wide)?;
    let average = match &request.mean {
        Some(mean) => mean.clone(),
        None => {
            let total = wide.reduce(interp, &ufunc::ADD, &filled.view(), Axes::All)?;
            quietly(interp, |interp| divided(interp, total, &count))?
        }
    };
    let picked = request.where_.clone().unwrap_or(Value::Bool(true));
    let squares = squares_of(interp, &filled, average, &mask, picked)?;
    let squares = np::view(interp, &squares)?;
    let total = request.reduce(interp, &ufunc::ADD, &squares, Axes::All)?;
    let rank = |v: &Value| v.as_array().map_or(0, |a| a.view().rank());
    let count = if rank(&total) < rank(&count) {
        let axis = request.axis.clone().unwrap_or(Value::None);
        np::call(interp, "squeeze", &[count, axis])?
    } else {
        count
    };
    let free = np::sub(interp, &count, &ddof)?;
    let var = quietly(interp, |interp| divided(interp, total, &free))?;
    let bad = np::cmp(interp, CmpOp::Le, &free, &Value::Int(0))?;
    if !any(interp, &bad)? {
        return Ok(var);
    }
    interp.warn(&exc::RUNTIME_WARNING, "Degrees of freedom <= 0 for slice.")?;
    copied(interp, var, f64::NAN, bad)
}

/// The squares of the deviations from the average, 0 for what was nan.
fn squares_of(interp: &mut Interp, filled: &ArrayLike, average: Value, mask: &Value, picked: Value) -> Result<Value> {
    let deviations = Value::Array(filled.0.clone());
    let into = [("out", deviations.clone()), ("where", picked)];
    let kwargs = [into[0].clone(), into[1].clone(), ("casting", Value::str("unsafe"))];
    np::call_kw(interp, "subtract", &[deviations.clone(), average], &kwargs)?;
    let kwargs = [("where", mask.clone()), ("casting", Value::str("unsafe"))];
    np::call_kw(interp, "copyto", &[deviations.clone(), Value::Int(0)], &kwargs)?;
    if filled.view().dtype().kind() == Kind::Complex {
        let conjugate = np::call(interp, "conjugate", std::slice::from_ref(&deviations))?;
        let product = np::call_kw(interp, "multiply", &[deviations.clone(), conjugate], &into)?;
        return interp.get_attr(&product, "real");
    }
    np::call_kw(interp, "multiply", &[deviations.clone(), deviations.clone()], &into)
}

fn nanstd(interp: &mut Interp, a: ArrayLike, arguments: Gathered<Spread>) -> Result<Value> {
    let var = nanvar(interp, a, arguments)?;
    root(interp, var)
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
