//! `mean`, `std` and `var`: NumPy's operations in their order; a kernel does the usual case in one go.

use super::request::{Average, Gathered, Request, Spread, some};
use crate::engine::kernels::cast::scalar_cast;
use crate::engine::kernels::reduce::{self as kernel, Averaged, Options};
use crate::engine::kernels::ufunc::{self, Axes};
use crate::engine::{self, DType, Kind, View};
use crate::lang::builtins::numpy::args::ArrayLike;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::ops::arrays;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;

/// `np.mean`
pub(super) fn mean(interp: &mut Interp, a: ArrayLike, Gathered(request, _): Gathered<Average>) -> Result<Value> {
    averaged(interp, a, &request)
}

/// `np.var`
pub(super) fn var(interp: &mut Interp, a: ArrayLike, Gathered(request, _): Gathered<Spread>) -> Result<Value> {
    let request = with_correction(interp, request)?;
    spread(interp, a, &request, false)
}

/// `np.std`
pub(super) fn std(interp: &mut Interp, a: ArrayLike, Gathered(request, _): Gathered<Spread>) -> Result<Value> {
    let request = with_correction(interp, request)?;
    spread(interp, a, &request, true)
}

/// `a.var()`, which knows no `correction`.
pub(super) fn var_method(interp: &mut Interp, a: ArrayLike, Gathered(request, _): Gathered<Spread>) -> Result<Value> {
    spread(interp, a, &request, false)
}

/// `a.std()`
pub(super) fn std_method(interp: &mut Interp, a: ArrayLike, Gathered(request, _): Gathered<Spread>) -> Result<Value> {
    spread(interp, a, &request, true)
}

/// `correction` in the place of `ddof`.
///
/// # Errors
/// `ValueError` for both.
pub fn with_correction(interp: &mut Interp, mut request: Request) -> Result<Request> {
    if let Some(correction) = request.correction.take() {
        if let Some(ddof) = &request.ddof
            && !interp.equal(ddof, &Value::Int(0))?
        {
            return Err(Raise::value_error("ddof and correction can't be provided simultaneously."));
        }
        request.ddof = Some(correction);
    }
    Ok(request)
}

/// Whether a kernel knows this case: nothing but axes, and a dtype in which means are.
fn is_usual(interp: &mut Interp, view: &View, request: &Request) -> Result<Option<(Option<Vec<i64>>, bool)>> {
    let plain = request.picks_all() && some(&request.out).is_none() && some(&request.mean).is_none();
    let dtype = some(&request.dtype).is_none();
    if !plain || !dtype || !view.dtype().is_numeric() {
        return Ok(None);
    }
    let keepdims = request.keepdims(interp)?;
    let axis = request.axis.clone().unwrap_or(Value::None);
    Ok(Some(match super::request::axes(interp, &axis)? {
        Axes::All => (None, keepdims),
        Axes::These(list) => {
            // The elements are counted first, and to count a 0-d array has no axis.
            for &i in &list {
                engine::layout::normalize_axis(i, view.rank())?;
            }
            (Some(list.to_vec()), keepdims)
        }
    }))
}

/// Runs the kernel of a usual case.
fn by_kernel(
    interp: &mut Interp,
    warning: &str,
    (axis, keepdims): (Option<Vec<i64>>, bool),
    kernel: impl FnOnce(&Options<'_>) -> engine::Result<Averaged>,
) -> Result<Value> {
    let result = kernel(&Options { axis: axis.as_deref(), keepdims, ..Options::default() });
    if matches!(&result, Ok(r) if r.degenerate) {
        interp.warn(&exc::RUNTIME_WARNING, warning)?;
    }
    arrays::float_warnings(interp, false)?;
    Ok(arrays::wrap(result?.view))
}

/// How many elements each result is made of.
fn count(interp: &mut Interp, view: &View, request: &Request) -> Result<Value> {
    if request.picks_all() {
        let axis = request.axis.clone().unwrap_or(Value::None);
        let axes: Vec<usize> = match super::request::axes(interp, &axis)? {
            Axes::All => (0..view.rank()).collect(),
            Axes::These(list) => {
                list.iter().map(|&i| engine::layout::normalize_axis(i, view.rank())).collect::<engine::Result<_>>()?
            }
        };
        let n: usize = axes.iter().map(|&i| view.shape()[i]).product();
        return Ok(Value::scalar(engine::Scalar::Int64(n as i64)));
    }
    let mask = request.where_.clone().unwrap_or(Value::None);
    let mask = np::call(interp, "broadcast_to", &[mask, np::shape(view)])?;
    let mask = np::view(interp, &mask)?;
    let counted = Request {
        dtype: Some(Value::DType(DType::Int64)),
        keepdims: request.keepdims.clone(),
        ..Request::along(request.axis.clone())
    };
    counted.reduce(interp, &ufunc::ADD, &mask, Axes::All)
}

/// Whether one of the counts compares so to a number.
fn any_count(interp: &mut Interp, count: &Value, op: CmpOp, limit: &Value) -> Result<bool> {
    let found = np::cmp(interp, op, count, limit)?;
    let any = np::call(interp, "any", &[found])?;
    interp.truth(&any)
}

/// `a / b` in the dtype of `a`: in place if it is an array.
///
/// # Errors
/// Of the division.
pub fn divided(interp: &mut Interp, a: Value, b: &Value) -> Result<Value> {
    match &a {
        Value::Array(_) => {
            let kwargs = [("out", a.clone()), ("casting", Value::str("unsafe"))];
            np::call_kw(interp, "true_divide", &[a.clone(), b.clone()], &kwargs)
        }
        Value::Scalar(s) => {
            let quotient = np::div(interp, &a, b)?;
            cast_scalar(interp, quotient, s.dtype())
        }
        _ => np::div(interp, &a, b),
    }
}

/// `dtype.type(value)`
fn cast_scalar(interp: &mut Interp, value: Value, dtype: DType) -> Result<Value> {
    match &value {
        Value::Scalar(s) if s.dtype() == dtype => Ok(value),
        Value::Scalar(s) => {
            let cast = scalar_cast(s, dtype);
            arrays::float_warnings(interp, false)?;
            Ok(Value::scalar(cast?))
        }
        _ => {
            let cast = np::as_dtype(interp, &value, dtype)?;
            np::item(interp, &cast, &Value::tuple(vec![]))
        }
    }
}

fn averaged(interp: &mut Interp, a: ArrayLike, request: &Request) -> Result<Value> {
    let view = a.view();
    let warning = "Mean of empty slice";
    if let Some(usual) = is_usual(interp, &view, request)? {
        return by_kernel(interp, warning, usual, |options| kernel::mean(&view, options));
    }
    let count = count(interp, &view, request)?;
    if any_count(interp, &count, CmpOp::Eq, &Value::Int(0))? {
        interp.warn(&exc::RUNTIME_WARNING, warning)?;
    }
    let dtype = match (some(&request.dtype), view.dtype()) {
        (Some(given), _) => Some(given.clone()),
        (None, DType::Float16) => Some(Value::DType(DType::Float32)),
        (None, d) => d.is_integral().then_some(Value::DType(DType::Float64)),
    };
    let halves = some(&request.dtype).is_none() && view.dtype() == DType::Float16;
    let total = Request { dtype, ..request.clone() }.reduce(interp, &ufunc::ADD, &view, Axes::All)?;
    match (&total, halves) {
        (Value::Scalar(_), true) => {
            let quotient = np::div(interp, &total, &count)?;
            cast_scalar(interp, quotient, DType::Float16)
        }
        (_, true) if some(&request.out).is_none() => {
            let quotient = divided(interp, total, &count)?;
            np::as_dtype(interp, &quotient, DType::Float16)
        }
        _ => divided(interp, total, &count),
    }
}

fn spread(interp: &mut Interp, a: ArrayLike, request: &Request, rooted: bool) -> Result<Value> {
    let view = a.view();
    let warning = "Degrees of freedom <= 0 for slice";
    let ddof = request.ddof.clone().unwrap_or(Value::Int(0));
    if let (Some(usual), Value::Int(_) | Value::Float(_)) = (is_usual(interp, &view, request)?, &ddof) {
        let free = interp.float(&ddof)?;
        return by_kernel(interp, warning, usual, |options| {
            if rooted { kernel::std(&view, options, free) } else { kernel::var(&view, options, free) }
        });
    }
    let count = count(interp, &view, request)?;
    if any_count(interp, &count, CmpOp::Le, &ddof)? {
        interp.warn(&exc::RUNTIME_WARNING, warning)?;
    }
    let request = match some(&request.dtype) {
        None if view.dtype().is_integral() => Request { dtype: Some(Value::DType(DType::Float64)), ..request.clone() },
        _ => request.clone(),
    };
    let centre = match some(&request.mean) {
        Some(mean) => mean.clone(),
        None => centre(interp, &view, &request, &count)?,
    };
    let squares = squared_deviations(interp, a, centre)?;
    let total = request.reduce(interp, &ufunc::ADD, &squares, Axes::All)?;
    let free = np::sub(interp, &count, &ddof)?;
    let free = np::call(interp, "maximum", &[free, Value::Int(0)])?;
    let var = divided(interp, total, &free)?;
    if rooted { root(interp, var) } else { Ok(var) }
}

/// The means, in a shape that broadcasts to the array's.
fn centre(interp: &mut Interp, view: &View, request: &Request, count: &Value) -> Result<Value> {
    let whole = Request { keepdims: Some(Value::Bool(true)), out: None, ..request.clone() };
    let total = whole.reduce(interp, &ufunc::ADD, view, Axes::All)?;
    let by = match (count, &total) {
        (Value::Array(_), Value::Array(t)) => {
            let shape = np::shape(&t.view());
            np::call(interp, "reshape", &[count.clone(), shape])?
        }
        _ => count.clone(),
    };
    divided(interp, total, &by)
}

/// `|a - centre|²`
fn squared_deviations(interp: &mut Interp, a: ArrayLike, centre: Value) -> Result<View> {
    let kind = a.view().dtype().kind();
    let deviations = np::call(interp, "subtract", &[Value::Array(a.0), centre])?;
    let x = np::as_array(interp, &deviations)?;
    let own = np::view(interp, &x)?;
    if matches!(kind, Kind::Float | Kind::Int | Kind::UInt) {
        np::call_kw(interp, "square", std::slice::from_ref(&x), &[("out", x.clone())])?;
        return Ok(own);
    }
    if own.dtype().kind() == Kind::Complex {
        let (re, im) = (interp.get_attr(&x, "real")?, interp.get_attr(&x, "imag")?);
        for part in [&re, &im] {
            np::call_kw(interp, "square", std::slice::from_ref(part), &[("out", part.clone())])?;
        }
        let sum = np::call_kw(interp, "add", &[re.clone(), im], &[("out", re.clone())])?;
        return np::view(interp, &sum);
    }
    np::call_kw(interp, "multiply", &[x.clone(), x.clone()], &[("out", x.clone())])?;
    Ok(own)
}

/// The square root, in place if it is an array.
///
/// # Errors
/// Where the dtype has none.
pub fn root(interp: &mut Interp, var: Value) -> Result<Value> {
    match &var {
        Value::Array(_) => np::call_kw(interp, "sqrt", std::slice::from_ref(&var), &[("out", var.clone())]),
        Value::Scalar(s) => {
            let root = np::call(interp, "sqrt", std::slice::from_ref(&var))?;
            cast_scalar(interp, root, s.dtype())
        }
        _ => np::call(interp, "sqrt", &[var]),
    }
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let spread = "a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, *, where=<no value>, \
                  mean=<no value>, correction=<no value>";
    vec![
        py(
            &["mean"],
            "a, axis=None, dtype=None, out=None, keepdims=<no value>, *, where=<no value>",
            "The arithmetic mean.\n\n>>> np.mean([1, 2, 6])\nnp.float64(3.0)",
            mean,
        ),
        py(
            &["std"],
            spread,
            "The standard deviation.\n\n>>> np.std([1, 3])\nnp.float64(1.0)\n>>> np.std([1, 2, 3], ddof=1)\nnp.float64(1.0)",
            std,
        ),
        py(&["var"], spread, "The variance.\n\n>>> np.var([1, 3])\nnp.float64(1.0)", var),
    ]
}
