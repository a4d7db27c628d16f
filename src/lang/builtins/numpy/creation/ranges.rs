//! `arange`, `linspace`, `logspace`, `geomspace`.

use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::{Casting, cast, promote};
use crate::engine::mem::buffer::Init;
use crate::engine::{DType, Kind, Layout, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::DTypeArg;
use crate::lang::builtins::numpy::{call, convert, nested};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
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
    start: Given,
    stop: Option<Value>,
    step: Option<Value>,
    dtype: Option<DTypeArg>,
    _device: Value,
    _like: Value,
) -> Result<Value> {
    let step = step.unwrap_or(Value::Int(1));
    let (start, stop) = match (start.0.filter(|v| !v.is_none()), stop) {
        (None, None) => return Err(Raise::type_error("arange() requires stop to be specified.")),
        (Some(stop), None) => (Value::Int(0), stop),
        (start, Some(stop)) => (start.unwrap_or(Value::Int(0)), stop),
    };
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
    ramp(&out, &ends)?;
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
    let zero = interp.float(step).is_ok_and(|x| x == 0.0);
    if zero {
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
    use crate::engine::mem::access::fill_from_slice;
    let n = out.size();
    let as_int = |s: &Scalar| s.as_integer().unwrap_or(0);
    match (ends, out.dtype().kind()) {
        ([], _) => {}
        (_, Kind::Int | Kind::UInt | Kind::Bool) => {
            let first = as_int(&ends[0]);
            let delta = ends.get(1).map_or(0, |s| as_int(s) - first);
            let values: Vec<i64> = (0..n as i128).map(|k| (first + k * delta) as i64).collect();
            if out.dtype() == DType::Int64 {
                fill_from_slice(out, &values);
            } else {
                cast::convert_all(&scratch(&values)?, out)?;
            }
        }
        (_, Kind::Float) => {
            let first = ends[0].as_f64().unwrap_or(0.0);
            if let Scalar::Float32(a) = ends[0] {
                let b = ends.get(1).map_or(a, |s| s.as_f64().unwrap_or(0.0) as f32);
                let delta = b - a;
                let values: Vec<f32> = (0..n).map(|k| a + k as f32 * delta).collect();
                fill_from_slice(out, &values);
                return Ok(());
            }
            let delta = ends.get(1).map_or(0.0, |s| s.as_f64().unwrap_or(0.0) - first);
            let values: Vec<f64> = (0..n)
                .map(|k| if k == 1 { ends[1].as_f64().unwrap_or(0.0) } else { first + k as f64 * delta })
                .collect();
            if out.dtype() == DType::Float64 {
                fill_from_slice(out, &values);
            } else {
                let source = View::scratch(Layout::c(DType::Float64, &[n]))?;
                fill_from_slice(&source, &values);
                cast::convert_all(&source, out)?;
            }
        }
        _ => {
            let z = |s: &Scalar| s.as_complex().unwrap_or_default();
            let first = z(&ends[0]);
            let delta = ends.get(1).map_or_else(Default::default, |s| z(s) - first);
            let values: Vec<num_complex::Complex64> = (0..n).map(|k| first + delta * k as f64).collect();
            let source = View::scratch(Layout::c(DType::Complex128, &[n]))?;
            fill_from_slice(&source, &values);
            cast::convert_all(&source, out)?;
        }
    }
    Ok(())
}

fn scratch(values: &[i64]) -> Result<View> {
    let source = View::scratch(Layout::c(DType::Int64, &[values.len()]))?;
    crate::engine::mem::access::fill_from_slice(&source, values);
    Ok(source)
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

/// Broadcast ends, step and samples: the body of `linspace`, as NumPy computes it.
pub(super) struct Line {
    /// The samples along the first axis.
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
    axis: Option<i64>,
    _device: Value,
) -> Result<Value> {
    let num = samples(interp, num)?;
    let line = line(interp, &start, &stop, num, endpoint.unwrap_or(true), dtype.map(|d| d.0))?;
    let values = moved(interp, line.values, axis)?;
    Ok(if retstep.unwrap_or(false) { Value::tuple(vec![values, line.step]) } else { values })
}

/// The samples' axis moved from the front to `axis`.
fn moved(interp: &mut Interp, values: Value, axis: Option<i64>) -> Result<Value> {
    match axis {
        None | Some(0) => Ok(values),
        Some(axis) => call(interp, "moveaxis", &[values, Value::Int(0), Value::Int(axis)]),
    }
}

pub(super) fn line(
    interp: &mut Interp,
    start: &Value,
    stop: &Value,
    num: usize,
    endpoint: bool,
    dtype: Option<DType>,
) -> Result<Line> {
    let div = if endpoint { num as i64 - 1 } else { num as i64 };
    let one = Value::Float(1.0);
    let (start, stop) = (as_array(interp, start)?, as_array(interp, stop)?);
    let (start, stop) = (interp.binary(BinOp::Mul, &start, &one)?, interp.binary(BinOp::Mul, &stop, &one)?);
    let (a, b) = (convert::view(interp, &start)?, convert::view(interp, &stop)?);
    let natural = promote::result_type(&[
        Operand::from(a).type_(),
        Operand::from(b).type_(),
        Operand::Float(num as f64).type_(),
    ])?;
    let (dtype, integer) = match dtype {
        None => (natural, false),
        Some(d) => (d, matches!(d.kind(), Kind::Int | Kind::UInt)),
    };
    let delta = interp.binary(BinOp::Sub, &stop, &start)?;
    let delta = as_array(interp, &delta)?;
    let shape = convert::view(interp, &delta)?.shape().to_vec();
    // Too many samples are a MemoryError before they are reckoned.
    drop(View::scratch(Layout::c(DType::Float64, &[num]))?);
    let ramp = View::from_slice(&(0..num as i64).map(|k| k as f64).collect::<Vec<f64>>())?;
    let ramp = if natural.is_inexact() { convert::cast_to(&ramp, natural)? } else { ramp };
    let mut layout = ramp.layout().clone();
    for _ in 0..shape.len() {
        let rank = layout.rank();
        layout.insert_axis(rank);
    }
    let ramp = Value::Array(Array::new(ramp.derive(layout)));
    let mut step = Value::Float(f64::NAN);
    let mut y;
    if div > 0 {
        step = interp.binary(BinOp::Div, &delta, &Value::Int(div))?;
        if any_zero(interp, &step)? {
            y = interp.binary(BinOp::Div, &ramp, &Value::Int(div))?;
            y = interp.binary(BinOp::Mul, &y, &delta)?;
        } else {
            y = interp.binary(BinOp::Mul, &ramp, &step)?;
        }
    } else {
        y = interp.binary(BinOp::Mul, &ramp, &delta)?;
    }
    y = interp.in_place_or_new(&y, &start)?;
    if endpoint && num > 1 {
        interp.set_item(&y, &Value::tuple(vec![Value::Int(-1), Value::Ellipsis]), stop)?;
    }
    if integer {
        let floor = Operand::Array(convert::view(interp, &y)?);
        let options = Default::default();
        let views =
            crate::lang::ops::arrays::call_views(interp, &crate::engine::kernels::ufunc::FLOOR, &[floor], &options)?;
        y = Value::Array(Array::new(views[0].clone()));
    }
    let view = convert::view(interp, &y)?;
    if view.dtype() != dtype {
        let reason = crate::engine::observe::CopyReason::Cast { from: view.dtype(), to: dtype };
        let out = cast::cast(&view, dtype, crate::engine::Order::K, Casting::Unsafe, reason);
        convert::flush_warnings(interp)?;
        y = Value::Array(Array::new(out?));
    } else if shape.is_empty() && div > 0 && !integer {
        // NumPy computes in place, in a view of the running numbers: the result has them as its base.
        y = Value::Array(Array::view_of(&Array::new(view.clone()), view));
    }
    Ok(Line { values: y, step })
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
    start: Value,
    stop: Value,
    num: Option<Value>,
    endpoint: Option<bool>,
    base: Option<Value>,
    dtype: Option<DTypeArg>,
    axis: Option<i64>,
) -> Result<Value> {
    let num = samples(interp, num)?;
    let base = base.unwrap_or(Value::Float(10.0));
    let line = line(interp, &start, &stop, num, endpoint.unwrap_or(true), None)?;
    let values = moved(interp, line.values, axis)?;
    let power = interp.binary(BinOp::Pow, &base, &values)?;
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
    axis: Option<i64>,
) -> Result<Value> {
    let num = samples(interp, num)?;
    let (mut start, mut stop) = (as_array(interp, &start)?, as_array(interp, &stop)?);
    if any_zero(interp, &start)? || any_zero(interp, &stop)? {
        return Err(Raise::value_error("Geometric sequence cannot include zero"));
    }
    let (a, b) = (convert::view(interp, &start)?, convert::view(interp, &stop)?);
    let natural = promote::result_type(&[
        Operand::from(a).type_(),
        Operand::from(b).type_(),
        Operand::Float(num as f64).type_(),
    ])?;
    start = Value::Array(convert::array_of(interp, &start, Some(natural))?);
    stop = Value::Array(convert::array_of(interp, &stop, Some(natural))?);
    let sign = call(interp, "sign", std::slice::from_ref(&start))?;
    start = interp.binary(BinOp::Div, &start, &sign)?;
    stop = interp.binary(BinOp::Div, &stop, &sign)?;
    let log_start = call(interp, "log10", std::slice::from_ref(&start))?;
    let log_stop = call(interp, "log10", std::slice::from_ref(&stop))?;
    let endpoint = endpoint.unwrap_or(true);
    let line = line(interp, &log_start, &log_stop, num, endpoint, None)?;
    let result = interp.binary(BinOp::Pow, &Value::Float(10.0), &line.values)?;
    let at = |k: i64| Value::tuple(vec![Value::Int(k), Value::Ellipsis]);
    if num > 0 {
        interp.set_item(&result, &at(0), start)?;
        if num > 1 && endpoint {
            interp.set_item(&result, &at(-1), stop)?;
        }
    }
    let result = interp.binary(BinOp::Mul, &result, &sign)?;
    let result = moved(interp, result, axis)?;
    cast_value(interp, result, Some(dtype.unwrap_or(DTypeArg(natural))))
}

/// Adds in place where the shapes and dtypes allow it, as NumPy's code does.
trait AddInto {
    fn in_place_or_new(&mut self, y: &Value, start: &Value) -> Result<Value>;
}

impl AddInto for Interp {
    fn in_place_or_new(&mut self, y: &Value, start: &Value) -> Result<Value> {
        let sum = self.binary(BinOp::Add, y, start)?;
        convert::array(self, &sum).map(Value::Array)
    }
}
