//! `arange`, `linspace`, `logspace`, `geomspace`.

use crate::engine::dtype::Element;
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::{cast, promote};
use crate::engine::mem::buffer::Init;
use crate::engine::mem::loops;
use crate::engine::{DType, Kind, Layout, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{DTypeArg, Device, Like};
use crate::lang::builtins::numpy::{call, compose, convert, nested, times};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::First;
use crate::lang::registry::{Builtin, numpy, py};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        numpy(
            &["arange"],
            "start=None, stop=None, step=None, dtype=None, *, device=None, like=None",
            "Numbers from `start` in steps of `step`, before `stop`.\n\n>>> np.arange(2, 9, 3)\narray([2, 5, 8])",
            arange,
        ),
        py(
            &["linspace"],
            "start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None",
            "`num` numbers at equal distance from `start` to `stop`.\n\n\
             >>> np.linspace(0, 1, 5)\narray([0.  , 0.25, 0.5 , 0.75, 1.  ])",
            linspace,
        ),
        py(
            &["logspace"],
            "start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0",
            "`base` to the powers of `linspace(start, stop, num)`.\n\n\
             >>> np.logspace(0, 2, 3)\narray([  1.,  10., 100.])",
            logspace,
        ),
        py(
            &["geomspace"],
            "start, stop, num=50, endpoint=True, dtype=None, axis=0",
            "`num` numbers at equal ratio from `start` to `stop`.\n\n\
             >>> np.geomspace(1, 8, 4)\narray([1., 2., 4., 8.])",
            geomspace,
        ),
    ]
}

fn arange(
    interp: &mut Interp,
    First(start, named): First,
    stop: Option<Value>,
    step: Option<Value>,
    dtype: Option<DTypeArg>,
    _device: Option<Device>,
    _like: Option<Like>,
) -> Result<Value> {
    let (bounded, stepped) = (stop.is_some() && start.as_ref().is_some_and(|v| !v.is_none()), step.is_some());
    let step = step.unwrap_or(Value::Int(1));
    let (start, stop) = match (start.filter(|v| !v.is_none()), stop) {
        (None, None) => return Err(Raise::type_error("arange() requires stop to be specified.")),
        (Some(_), None) if named => return Err(Raise::type_error("arange() requires stop to be specified.")),
        (Some(stop), None) => (Value::Int(0), stop),
        (start, Some(stop)) => (start.unwrap_or(Value::Int(0)), stop),
    };
    if times::applies([&start, &stop, &step], dtype.as_ref().map(|d| d.0)) {
        let (start, step) = (if bounded { Some(&start) } else { None }, if stepped { Some(&step) } else { None });
        return times::arange(start, &stop, step, dtype.map(|d| d.0));
    }
    for v in [&start, &stop, &step] {
        if matches!(v, Value::Str(_)) {
            return Err(Raise::type_error(
                "arange() not supported for inputs with DType <class 'numpy.dtypes.StrDType'>.",
            ));
        }
    }
    let dtype = match dtype {
        Some(d) => d.0,
        None => natural(interp, &[&start, &stop, &step])?,
    };
    let words = match dtype.kind() {
        Kind::Str => Some("StrDType"),
        Kind::Bytes => Some("BytesDType"),
        _ => None,
    };
    if let Some(name) = words {
        let text = format!("arange() not supported for inputs with DType <class 'numpy.dtypes.{name}'>.");
        return Err(Raise::type_error(text));
    }
    let len = length(interp, &start, &stop, &step)?;
    let bound = len.min(2);
    if dtype == DType::Bool && len > 2 {
        return Err(Raise::type_error("arange() is only supported for booleans when the result has at most length 2."));
    }
    let mut ends = Vec::new();
    for k in 0..bound {
        let value = if k == 0 { start.clone() } else { interp.binary(BinOp::Add, &start, &step)? };
        ends.push(nested::element(interp, &value, dtype)?);
        convert::flush_warnings(interp)?;
    }
    let out = View::alloc(Layout::c(dtype, &[len]), Init::Uninit)?;
    if dtype.is_native() {
        ramp(&out, &ends)?;
    } else {
        let native = View::scratch(Layout::c(dtype.native(), &[len]))?;
        ramp(&native, &ends)?;
        cast::convert_all(&native, &out)?;
    }
    Ok(Value::Array(Array::new(out)))
}

fn natural(interp: &mut Interp, values: &[&Value]) -> Result<DType> {
    let mut dtype = DType::Int64;
    for v in values {
        let view = convert::view(interp, v)?;
        dtype = promote::promote_types(dtype, view.dtype());
    }
    Ok(dtype)
}

/// NumPy's `_calc_length`: the ceiling of (stop - start) / step, reckoned as Python objects.
fn length(interp: &mut Interp, start: &Value, stop: &Value, step: &Value) -> Result<usize> {
    if let (Value::Int(a), Value::Int(b), Value::Int(s)) = (start, stop, step)
        && *s != 0
    {
        let range = crate::lang::value::Range { start: *a, stop: *b, step: *s };
        return Ok(range.len());
    }
    let delta = interp.binary(BinOp::Sub, stop, start)?;
    let python = |v: &Value| !matches!(v, Value::Scalar(_) | Value::Array(_));
    let zero = interp.float(step).is_ok_and(|x| x == 0.0);
    if zero && python(step) && python(&delta) {
        return Err(Raise::new(
            &crate::lang::exceptions::ZERO_DIVISION_ERROR,
            match step {
                Value::Float(_) => "float division by zero",
                _ => "division by zero",
            },
        ));
    }
    let ratio = interp.binary(BinOp::Div, &delta, step)?;
    let n = match &ratio {
        Value::Complex(z) => z.re.ceil().min(z.im.ceil()),
        Value::Scalar(s) if s.dtype().kind() == Kind::Complex => {
            s.as_complex().map_or(0.0, |z| z.re.ceil().min(z.im.ceil()))
        }
        other => interp.float(other)?.ceil(),
    };
    if n.is_nan() {
        return Err(Raise::value_error("arange: cannot compute length"));
    }
    if n > isize::MAX as f64 {
        return Err(Raise::value_error("Maximum allowed size exceeded"));
    }
    Ok(n.max(0.0) as usize)
}

/// NumPy's `fill`: element k is `first + k * (second - first)`, in the dtype's own arithmetic.
fn ramp(out: &View, ends: &[crate::engine::Scalar]) -> Result<()> {
    use crate::engine::Scalar;
    use crate::engine::mem::access::store;
    use crate::engine::objects;
    let as_int = |s: &Scalar| s.as_integer().unwrap_or(0);
    match (ends, out.dtype().kind()) {
        ([], _) => {}
        (_, Kind::Int | Kind::UInt | Kind::Bool) => {
            let first = as_int(&ends[0]);
            let delta = ends.get(1).map_or(0, |s| as_int(s) - first);
            // What is beyond 64 bits wraps around, however it is reckoned.
            let (first, delta) = (first as i64, delta as i64);
            tabulated(out, |k| first.wrapping_add(delta.wrapping_mul(k as i64)))?;
        }
        ([Scalar::Object(first), second @ ..], _) => {
            let apply = objects::hooks()?.apply;
            let (mut next, mut step) = (first.clone(), None);
            if let Some(Scalar::Object(second)) = second.first() {
                step = apply("subtract", &[second.clone(), first.clone()])?;
            }
            objects::each(out.offsets().enumerate(), |(k, at)| {
                if k > 0 {
                    next = apply("add", &[next.clone(), step.clone()])?;
                }
                store(out, at, &Scalar::Object(next.clone()));
                Ok(())
            })?;
        }
        (_, Kind::Float) => {
            let first = ends[0].as_f64().unwrap_or(0.0);
            if let Scalar::Float32(a) = ends[0] {
                let b = ends.get(1).map_or(a, |s| s.as_f64().unwrap_or(0.0) as f32);
                let delta = b - a;
                return Ok(tabulated(out, |k| a + k as f32 * delta)?);
            }
            let delta = ends.get(1).map_or(0.0, |s| s.as_f64().unwrap_or(0.0) - first);
            let second = ends.get(1).map_or(first, |s| s.as_f64().unwrap_or(0.0));
            tabulated(out, |k| if k == 1 { second } else { first + k as f64 * delta })?;
        }
        _ => {
            let z = |s: &Scalar| s.as_complex().unwrap_or_default();
            let first = z(&ends[0]);
            let delta = ends.get(1).map_or_else(Default::default, |s| z(s) - first);
            tabulated(out, |k| first + delta * k as f64)?;
        }
    }
    Ok(())
}

/// Writes a function of the place to every element, by way of the function's own type.
fn tabulated<T: Element>(out: &View, f: impl Fn(usize) -> T + Sync) -> crate::engine::Result<()> {
    if out.dtype() == T::DTYPE {
        return loops::tabulate(out, f);
    }
    let source = View::scratch(Layout::c(T::DTYPE, out.shape()))?;
    loops::tabulate(&source, f)?;
    cast::convert_all(&source, out)
}

/// `operator.index(num)`, not negative.
fn samples(interp: &mut Interp, num: Option<Value>) -> Result<usize> {
    let n = match num {
        None => 50,
        Some(v) => interp.index(&v)?,
    };
    if n < 0 {
        return Err(Raise::value_error(format!("Number of samples, {n}, must be non-negative.")));
    }
    Ok(n as usize)
}

/// The samples and the distance between them.
pub(super) struct Line {
    /// The samples along the first axis, before they are of the dtype that was asked for.
    pub values: Value,
    step: Value,
}

#[allow(clippy::too_many_arguments)]
fn linspace(
    interp: &mut Interp,
    start: Value,
    stop: Value,
    num: Option<Value>,
    endpoint: Option<bool>,
    retstep: Option<bool>,
    dtype: Option<DTypeArg>,
    axis: Option<Value>,
    _device: Option<Device>,
) -> Result<Value> {
    let num = samples(interp, num)?;
    let line = line(interp, &start, &stop, num, endpoint.unwrap_or(true))?;
    let mut values = moved(interp, line.values, axis)?;
    if let Some(DTypeArg(dtype)) = dtype {
        if matches!(dtype.kind(), Kind::Int | Kind::UInt) {
            compose::call_kw(interp, "floor", &[values.clone()], &[("out", values.clone())])?;
        }
        values = Value::Array(convert::array_of(interp, &values, Some(dtype))?);
    }
    Ok(if retstep.unwrap_or(false) { Value::tuple(vec![values, line.step]) } else { values })
}

/// The samples' axis moved from the front to `axis`.
fn moved(interp: &mut Interp, values: Value, axis: Option<Value>) -> Result<Value> {
    match axis {
        None | Some(Value::Int(0)) => Ok(values),
        Some(axis) => call(interp, "moveaxis", &[values, Value::Int(0), axis]),
    }
}

/// `num` samples from `start` on, reckoned in place as NumPy does: running numbers times the step, plus the start.
pub(super) fn line(interp: &mut Interp, start: &Value, stop: &Value, num: usize, endpoint: bool) -> Result<Line> {
    let div = if endpoint { num as i64 - 1 } else { num as i64 };
    let (a, b) = (convert::operand(interp, start)?, convert::operand(interp, stop)?);
    let dtype = promote::result_type(&[a.type_(), b.type_(), Operand::Float(0.0).type_()])?;
    let (start, stop) = (as_array(interp, start)?, as_array(interp, stop)?);
    let of_type = ("dtype", Value::DType(dtype));
    let delta = compose::call_kw(interp, "subtract", &[stop.clone(), start.clone()], std::slice::from_ref(&of_type))?;
    let single = matches!(delta, Value::Scalar(_));
    let mut y = compose::call_kw(interp, "arange", &[Value::Int(0), Value::Int(num as i64)], &[of_type])?;
    let mut shape = vec![Value::Int(-1)];
    shape.resize(1 + convert::view(interp, &delta)?.rank(), Value::Int(1));
    y = if num > 0 { call(interp, "reshape", &[y, Value::tuple(shape)])? } else { emptied(interp, y, shape)? };
    let mut step = Value::Float(f64::NAN);
    if div > 0 {
        step = interp.binary(BinOp::Div, &delta, &Value::Int(div))?;
        let by_zero = any_zero(interp, &step)?;
        if by_zero {
            y = within(interp, "divide", &y, Value::Int(div))?;
        }
        let by = if by_zero { &delta } else { &step };
        y = if single { within(interp, "multiply", &y, by.clone())? } else { interp.binary(BinOp::Mul, &y, by)? };
    } else {
        y = interp.binary(BinOp::Mul, &y, &delta)?;
    }
    y = within(interp, "add", &y, start)?;
    if endpoint && num > 1 {
        interp.set_item(&y, &Value::tuple(vec![Value::Int(-1), Value::Ellipsis]), stop)?;
    }
    Ok(Line { values: y, step })
}

/// No samples, in the shape that those of arrays have.
fn emptied(interp: &mut Interp, y: Value, mut shape: Vec<Value>) -> Result<Value> {
    shape[0] = Value::Int(0);
    call(interp, "reshape", &[y, Value::tuple(shape)])
}

/// `a op= b`
fn within(interp: &mut Interp, name: &str, a: &Value, b: Value) -> Result<Value> {
    compose::call_kw(interp, name, &[a.clone(), b], &[("out", a.clone())])
}

fn as_array(interp: &mut Interp, v: &Value) -> Result<Value> {
    convert::array(interp, v).map(Value::Array)
}

fn any_zero(interp: &mut Interp, v: &Value) -> Result<bool> {
    let view = convert::view(interp, v)?;
    Ok(view.scalars().any(|s| !s.truth()))
}

#[allow(clippy::too_many_arguments)]
fn logspace(
    interp: &mut Interp,
    mut start: Value,
    mut stop: Value,
    num: Option<Value>,
    endpoint: Option<bool>,
    base: Option<Value>,
    dtype: Option<DTypeArg>,
    axis: Option<Value>,
) -> Result<Value> {
    let mut base = base.unwrap_or(Value::Float(10.0));
    if !matches!(base, Value::Float(_) | Value::Int(_)) && convert::view(interp, &base)?.rank() > 0 {
        let ends = call(interp, "broadcast", &[start.clone(), stop.clone(), base.clone()])?;
        let rank = interp.get_attr(&ends, "ndim")?;
        for v in [&mut start, &mut stop, &mut base] {
            let more = [("copy", Value::None), ("ndmin", rank.clone())];
            *v = compose::call_kw(interp, "array", std::slice::from_ref(v), &more)?;
        }
        base = call(interp, "expand_dims", &[base, axis.clone().unwrap_or(Value::Int(0))])?;
    }
    let num = samples(interp, num)?;
    let line = line(interp, &start, &stop, num, endpoint.unwrap_or(true))?;
    let values = moved(interp, line.values, axis)?;
    let power = call(interp, "power", &[base, values])?;
    cast_value(interp, power, dtype)
}

fn cast_value(interp: &mut Interp, v: Value, dtype: Option<DTypeArg>) -> Result<Value> {
    match dtype {
        None => Ok(v),
        Some(d) => convert::array_of(interp, &v, Some(d.0)).map(Value::Array),
    }
}

fn geomspace(
    interp: &mut Interp,
    start: Value,
    stop: Value,
    num: Option<Value>,
    endpoint: Option<bool>,
    dtype: Option<DTypeArg>,
    axis: Option<Value>,
) -> Result<Value> {
    let (mut start, mut stop) = (as_array(interp, &start)?, as_array(interp, &stop)?);
    if any_zero(interp, &start)? || any_zero(interp, &stop)? {
        return Err(Raise::value_error("Geometric sequence cannot include zero"));
    }
    let num = samples(interp, num)?;
    let (a, b) = (convert::view(interp, &start)?, convert::view(interp, &stop)?);
    let wanted = Operand::from(View::zeros(dtype.map_or(DType::Float64, |d| d.0), &[])?);
    let natural = promote::result_type(&[
        Operand::from(a).type_(),
        Operand::from(b).type_(),
        Operand::Float(num as f64).type_(),
        wanted.type_(),
    ])?;
    start = Value::Array(convert::array_of(interp, &start, Some(natural))?);
    stop = Value::Array(convert::array_of(interp, &stop, Some(natural))?);
    let sign = call(interp, "sign", std::slice::from_ref(&start))?;
    start = interp.binary(BinOp::Div, &start, &sign)?;
    stop = interp.binary(BinOp::Div, &stop, &sign)?;
    let log_start = call(interp, "log10", std::slice::from_ref(&start))?;
    let log_stop = call(interp, "log10", std::slice::from_ref(&stop))?;
    let endpoint = endpoint.unwrap_or(true);
    let line = line(interp, &log_start, &log_stop, num, endpoint)?;
    let result = call(interp, "power", &[Value::Float(10.0), line.values])?;
    let result = cast_value(interp, result, Some(DTypeArg(natural)))?;
    if num > 0 {
        interp.set_item(&result, &Value::Int(0), start)?;
        if num > 1 && endpoint {
            interp.set_item(&result, &Value::Int(-1), stop)?;
        }
    }
    let result = within(interp, "multiply", &result, sign)?;
    let result = moved(interp, result, axis)?;
    cast_value(interp, result, Some(dtype.unwrap_or(DTypeArg(natural))))
}
