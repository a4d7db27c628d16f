//! `average`, `cov`, `corrcoef`.

use crate::engine::kernels::promote::promote_types;
use crate::engine::observe::CopyReason;
use crate::engine::{DType, Kind, Order};
use crate::lang::builtins::numpy::args::{ArrayLike, AxisArg, DTypeArg};
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp};

fn axis_value(axis: &Option<AxisArg>) -> Value {
    match axis {
        None => Value::None,
        Some(AxisArg::One(n)) => Value::Int(*n),
        Some(AxisArg::Many(list)) => Value::tuple(list.iter().map(|&n| Value::Int(n)).collect()),
    }
}

fn average(
    interp: &mut Interp,
    a: ArrayLike,
    axis: Option<AxisArg>,
    weights: Option<ArrayLike>,
    returned: Option<bool>,
    keepdims: Given,
) -> Result<Value> {
    let view = a.view();
    check_axis(&axis, view.rank())?;
    let own = Value::Array(a.0.clone());
    let mut kwargs = vec![("axis", axis_value(&axis))];
    kwargs.extend(keepdims.0.map(|v| ("keepdims", v)));
    let (avg, scl) = match weights {
        None => {
            let avg = np::call_kw(interp, "mean", &[own], &kwargs)?;
            let result = np::view(interp, &avg)?;
            let n = view.size() as f64 / result.size() as f64;
            let scl = np::call(interp, "asarray", &[Value::Float(n), Value::DType(result.dtype())])?;
            (avg, np::item(interp, &scl, &Value::tuple(vec![]))?)
        }
        Some(weights) => {
            let w = fitting_weights(interp, &weights, &a, &axis)?;
            let mut dtype = promote_types(view.dtype(), np::view(interp, &w)?.dtype());
            if view.dtype().is_integral() {
                dtype = promote_types(dtype, DType::Float64);
            }
            let mut with_dtype = kwargs.clone();
            with_dtype.push(("dtype", Value::DType(dtype)));
            let scl = np::call_kw(interp, "sum", std::slice::from_ref(&w), &with_dtype)?;
            let zero = np::cmp(interp, CmpOp::Eq, &scl, &Value::Float(0.0))?;
            let any = np::call(interp, "any", &[zero])?;
            if interp.truth(&any)? {
                return Err(Raise::new(&exc::ZERO_DIVISION_ERROR, "Weights sum to zero, can't be normalized"));
            }
            let parts = np::call_kw(interp, "multiply", &[own, w], &[("dtype", Value::DType(dtype))])?;
            let total = np::call_kw(interp, "sum", &[parts], &kwargs)?;
            (np::div(interp, &total, &scl)?, scl)
        }
    };
    if !returned.unwrap_or(false) {
        return Ok(avg);
    }
    let shape = np::view(interp, &avg)?;
    let scl = if np::view(interp, &scl)?.shape() == shape.shape() {
        scl
    } else {
        let wide = np::call(interp, "broadcast_to", &[scl, np::shape(&shape)])?;
        np::array(np::view(interp, &wide)?.copy(Order::C, CopyReason::Requested)?)
    };
    Ok(Value::tuple(vec![avg, scl]))
}

/// That the axes are there, each once; the error names the argument.
pub(super) fn check_axis(axis: &Option<AxisArg>, rank: usize) -> Result<()> {
    let axes: &[i64] = match axis {
        None => &[],
        Some(AxisArg::One(one)) => std::slice::from_ref(one),
        Some(AxisArg::Many(many)) => many,
    };
    let mut found = Vec::new();
    for &i in axes {
        let at = crate::engine::layout::normalize_axis(i, rank)
            .map_err(|e| Raise::new(&exc::AXIS_ERROR, format!("axis: {e}")))?;
        if found.contains(&at) {
            return Err(Raise::value_error("repeated axis in `axis` argument"));
        }
        found.push(at);
    }
    Ok(())
}

/// Weights in a shape that broadcasts to the array's.
pub(super) fn fitting_weights(
    interp: &mut Interp,
    weights: &ArrayLike,
    a: &ArrayLike,
    axis: &Option<AxisArg>,
) -> Result<Value> {
    let (own, w) = (a.view(), weights.view());
    let value = Value::Array(weights.0.clone());
    if own.shape() == w.shape() {
        return Ok(value);
    }
    let Some(axis) = axis else {
        return Err(Raise::type_error("Axis must be specified when shapes of a and weights differ."));
    };
    let axes = axis.normalize(own.rank())?;
    let lens: Vec<usize> = axes.iter().map(|&i| own.shape()[i]).collect();
    if w.shape() != lens {
        let text = "Shape of weights must be consistent with shape of a along specified axis.";
        return Err(Raise::value_error(text));
    }
    let mut order: Vec<usize> = (0..axes.len()).collect();
    order.sort_by_key(|&i| axes[i]);
    let order = Value::tuple(order.into_iter().map(|i| Value::Int(i as i64)).collect());
    let turned = np::call(interp, "transpose", &[value, order])?;
    let len = |(i, &n): (usize, &usize)| Value::Int(if axes.contains(&i) { n as i64 } else { 1 });
    let shape = Value::tuple(own.shape().iter().enumerate().map(len).collect());
    np::call(interp, "reshape", &[turned, shape])
}

/// An array of at least two axes as a dtype.
fn table_of(interp: &mut Interp, a: &ArrayLike, dtype: DType, turn: bool) -> Result<Value> {
    let kwargs = [("ndmin", Value::Int(2)), ("dtype", Value::DType(dtype))];
    let x = np::call_kw(interp, "array", &[Value::Array(a.0.clone())], &kwargs)?;
    if turn { np::call(interp, "transpose", &[x]) } else { Ok(x) }
}

fn weights_of(interp: &mut Interp, w: &ArrayLike, n: usize, name: &str) -> Result<Value> {
    let w = convert::array_of(interp, &Value::Array(w.0.clone()), Some(DType::Float64))?;
    let view = w.view().clone();
    let value = Value::Array(w);
    if name == "fweights" && view.scalars().filter_map(|s| s.as_f64()).any(|x| x != x.round_ties_even()) {
        return Err(Raise::type_error("fweights must be integer"));
    }
    if view.rank() > 1 {
        return Err(Raise::new(&exc::RUNTIME_ERROR, format!("cannot handle multidimensional {name}")));
    }
    if view.shape() != [n] {
        return Err(Raise::new(&exc::RUNTIME_ERROR, format!("incompatible numbers of samples and {name}")));
    }
    if view.scalars().filter_map(|s| s.as_f64()).any(|x| x < 0.0) {
        return Err(Raise::value_error(format!("{name} cannot be negative")));
    }
    Ok(value)
}

#[allow(clippy::too_many_arguments)]
fn cov(
    interp: &mut Interp,
    m: ArrayLike,
    y: Option<ArrayLike>,
    rowvar: Given,
    bias: Given,
    ddof: Option<Value>,
    fweights: Option<ArrayLike>,
    aweights: Option<ArrayLike>,
    dtype: Option<DTypeArg>,
) -> Result<Value> {
    if let Some(ddof) = &ddof
        && interp.float(ddof)?.fract() != 0.0
    {
        return Err(Raise::value_error("ddof must be integer"));
    }
    let rowvar = rowvar.0.map_or(Ok(true), |v| interp.truth(&v))?;
    let bias = bias.0.map_or(Ok(false), |v| interp.truth(&v))?;
    if m.view().rank() > 2 {
        return Err(Raise::value_error("m has more than 2 dimensions"));
    }
    if y.as_ref().is_some_and(|y| y.view().rank() > 2) {
        return Err(Raise::value_error("y has more than 2 dimensions"));
    }
    let natural =
        y.iter().fold(promote_types(m.view().dtype(), DType::Float64), |d, y| promote_types(d, y.view().dtype()));
    let dtype = dtype.map_or(natural, |d| d.0);
    let mut x = table_of(interp, &m, dtype, !rowvar && m.view().rank() != 1)?;
    if np::view(interp, &x)?.shape()[0] == 0 {
        let empty = Value::tuple(vec![Value::Int(0), Value::Int(0)]);
        return np::call(interp, "zeros", &[empty]);
    }
    if let Some(y) = &y {
        let wide = y.view().rank() == 2 && y.view().shape()[0] != 1;
        let y = table_of(interp, y, dtype, !rowvar && wide)?;
        x = np::call_kw(interp, "concatenate", &[Value::tuple(vec![x, y])], &[("axis", Value::Int(0))])?;
    }
    let ddof = ddof.unwrap_or(Value::Int(!bias as i64));
    let n = np::view(interp, &x)?.shape()[1];
    let mut w = fweights.map(|f| weights_of(interp, &f, n, "fweights")).transpose()?;
    let aweights = aweights.map(|a| weights_of(interp, &a, n, "aweights")).transpose()?;
    if let Some(a) = &aweights {
        w = Some(match w {
            Some(f) => np::mul(interp, &f, a)?,
            None => a.clone(),
        });
    }
    centred_product(interp, x, w, aweights, ddof, n)
}

/// The product of the deviations with their conjugates, over the degrees of freedom.
fn centred_product(
    interp: &mut Interp,
    x: Value,
    w: Option<Value>,
    aweights: Option<Value>,
    ddof: Value,
    n: usize,
) -> Result<Value> {
    let kwargs =
        [("axis", Value::Int(1)), ("weights", w.clone().unwrap_or(Value::None)), ("returned", Value::Bool(true))];
    let pair = np::call_kw(interp, "average", std::slice::from_ref(&x), &kwargs)?;
    let pair = interp.collect(&pair)?;
    let total = np::item(interp, &pair[1], &Value::Int(0))?;
    let zero = matches!(ddof, Value::Int(0));
    let mut freedom = match (&w, &aweights) {
        (None, _) => np::sub(interp, &Value::Int(n as i64), &ddof)?,
        (Some(_), _) if zero => total,
        (Some(_), None) => np::sub(interp, &total, &ddof)?,
        (Some(w), Some(a)) => {
            let both = np::mul(interp, w, a)?;
            let both = python_sum(interp, &both)?;
            let share = np::mul(interp, &ddof, &both)?;
            let share = np::div(interp, &share, &total)?;
            np::sub(interp, &total, &share)?
        }
    };
    let low = np::cmp(interp, CmpOp::Le, &freedom, &Value::Int(0))?;
    if interp.truth(&low)? {
        interp.warn(&exc::RUNTIME_WARNING, "Degrees of freedom <= 0 for slice")?;
        freedom = Value::Float(0.0);
    }
    let column = Value::tuple(vec![np::slice(None, None, None), Value::None]);
    let mean = np::item(interp, &pair[0], &column)?;
    let x = interp.in_place(BinOp::Sub, &x, &mean)?;
    let turned = match &w {
        None => np::call(interp, "transpose", std::slice::from_ref(&x))?,
        Some(w) => {
            let weighted = np::mul(interp, &x, w)?;
            np::call(interp, "transpose", &[weighted])?
        }
    };
    let turned = np::method(interp, &turned, "conj", &[])?;
    let product = np::call(interp, "dot", &[x, turned])?;
    let factor = np::call(interp, "true_divide", &[Value::Int(1), freedom])?;
    let product = interp.in_place(BinOp::Mul, &product, &factor)?;
    np::call(interp, "squeeze", &[product])
}

fn corrcoef(interp: &mut Interp, x: Value, y: Option<Value>, rowvar: Given, dtype: Option<Value>) -> Result<Value> {
    let rowvar = rowvar.0.unwrap_or(Value::Bool(true));
    let args = [x, y.unwrap_or(Value::None), rowvar];
    let c = np::call_kw(interp, "cov", &args, &[("dtype", dtype.unwrap_or(Value::None))])?;
    let view = np::view(interp, &c)?;
    if view.rank() == 0 {
        return np::div(interp, &c, &c);
    }
    let d = np::call(interp, "diag", std::slice::from_ref(&c))?;
    let d = interp.get_attr(&d, "real")?;
    let spread = np::call(interp, "sqrt", &[d])?;
    let all = np::slice(None, None, None);
    for index in [vec![all.clone(), Value::None], vec![Value::None, all]] {
        let by = np::item(interp, &spread, &Value::tuple(index))?;
        interp.in_place(BinOp::Div, &c, &by)?;
    }
    let parts: &[&str] = if view.dtype().kind() == Kind::Complex { &["real", "imag"] } else { &["real"] };
    for part in parts {
        let part = interp.get_attr(&c, part)?;
        np::call_kw(interp, "clip", &[part.clone(), Value::Int(-1), Value::Int(1)], &[("out", part)])?;
    }
    Ok(c)
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["average"],
            "a, axis=None, weights=None, returned=False, *, keepdims=<no value>",
            "The weighted mean.\n\n>>> np.average([1, 3], weights=[3, 1])\nnp.float64(1.5)",
            average,
        ),
        py(
            &["cov"],
            "m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None",
            "The matrix of covariances.\n\n>>> np.cov([[1, 2, 3], [3, 2, 1]])\narray([[ 1., -1.],\n       [-1.,  1.]])",
            cov,
        ),
        py(
            &["corrcoef"],
            "x, y=None, rowvar=True, *, dtype=None",
            "The matrix of correlations.\n\n>>> np.corrcoef([1, 2, 3], [3, 2, 1])\narray([[ 1., -1.],\n       [-1.,  1.]])",
            corrcoef,
        ),
    ]
}

/// Python's `sum`: one after another.
fn python_sum(interp: &mut Interp, v: &Value) -> Result<Value> {
    let mut total = Value::Int(0);
    for item in interp.collect(v)? {
        total = np::add(interp, &total, &item)?;
    }
    Ok(total)
}
