//! `round`, `fix`, `clip`, `nan_to_num`.

use crate::engine::kernels::ufunc;
use crate::engine::mem::buffer::Init;
use crate::engine::{DType, Kind, Order, View};
use crate::lang::builtins::numpy::args::{ArrayLike, OutArg};
use crate::lang::builtins::numpy::{compose as np, ufuncs};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Kwargs, c, py};
use crate::lang::value::Value;

fn round(interp: &mut Interp, a: ArrayLike, decimals: Option<i64>, out: Option<OutArg>) -> Result<Value> {
    let decimals = decimals.unwrap_or(0);
    let (dtype, rank) = (a.view().dtype(), a.view().rank());
    let own = Value::Array(a.0);
    let out = out.map(|o| Value::Array(o.0));
    match dtype.kind() {
        Kind::Complex => rounded_parts(interp, own, decimals, out),
        Kind::Int | Kind::UInt if decimals >= 0 => match out {
            Some(out) => {
                np::call(interp, "copyto", &[out.clone(), own])?;
                Ok(out)
            }
            None if rank == 0 => np::item(interp, &own, &Value::tuple(vec![])),
            None => np::call(interp, "array", &[own]),
        },
        _ => rounded(interp, own, decimals, out, dtype),
    }
}

/// Scaled by a power of ten, rounded to integers, and scaled back.
fn rounded(interp: &mut Interp, own: Value, decimals: i64, out: Option<Value>, dtype: DType) -> Result<Value> {
    let into = |v: &Value| if matches!(v, Value::Array(_)) { vec![("out", v.clone())] } else { vec![] };
    let target: Vec<(&str, Value)> = out.iter().map(|o| ("out", o.clone())).collect();
    if decimals == 0 {
        return np::call_kw(interp, "rint", &[own], &target);
    }
    let (before, after) = if decimals > 0 { ("multiply", "divide") } else { ("divide", "multiply") };
    let power = Value::Float(power_of_ten(decimals.unsigned_abs()));
    if !dtype.is_inexact() && (out.is_some() || dtype == DType::Bool) {
        // All steps write to `out`, or to bools, which hold no quotient.
        let into = match out {
            Some(out) => out,
            None => np::call(interp, "empty_like", std::slice::from_ref(&own))?,
        };
        let steps = [("out", into.clone())];
        np::call_kw(interp, before, &[own, power.clone()], &steps)?;
        np::call_kw(interp, "rint", std::slice::from_ref(&into), &steps)?;
        return np::call_kw(interp, after, &[into, power], &steps);
    }
    let target = match target.is_empty() {
        // A new array has the argument's byte order, and its order of axes only if that is Fortran's.
        true if dtype.is_inexact() => {
            let view = np::view(interp, &own)?;
            let fortran = view.layout().is_f_contiguous() && !view.layout().is_c_contiguous();
            let order = if fortran { Order::F } else { Order::C };
            vec![("out", np::array(View::alloc(view.layout().like(order, dtype), Init::Uninit)?))]
        }
        _ => target,
    };
    let scaled = np::call_kw(interp, before, &[own, power.clone()], if dtype.is_inexact() { &target } else { &[] })?;
    let whole = np::call_kw(interp, "rint", std::slice::from_ref(&scaled), &into(&scaled))?;
    let back = np::call_kw(interp, after, &[whole.clone(), power], &into(&whole))?;
    if dtype.is_inexact() {
        return if out.is_some() { Ok(back) } else { np::item(interp, &back, &Value::tuple(vec![])) };
    }
    let back = np::as_dtype(interp, &back, dtype)?;
    np::item(interp, &back, &Value::tuple(vec![]))
}

fn power_of_ten(n: u64) -> f64 {
    const EXACT: [f64; 9] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
    EXACT.get(n as usize).copied().unwrap_or_else(|| 10f64.powf(n as f64))
}

fn rounded_parts(interp: &mut Interp, own: Value, decimals: i64, out: Option<Value>) -> Result<Value> {
    let result = match out {
        Some(out) => {
            np::call(interp, "copyto", &[out.clone(), own])?;
            out
        }
        None => np::call(interp, "array", &[own])?,
    };
    for part in ["real", "imag"] {
        let view = interp.get_attr(&result, part)?;
        np::call(interp, "round", &[view.clone(), Value::Int(decimals), view])?;
    }
    np::item(interp, &result, &Value::tuple(vec![])).or(Ok(result))
}

fn fix(interp: &mut Interp, x: Value, out: Option<OutArg>) -> Result<Value> {
    let out: Vec<(&str, Value)> = out.into_iter().map(|o| ("out", Value::Array(o.0))).collect();
    np::call_kw(interp, "trunc", &[x], &out)
}

#[allow(clippy::too_many_arguments)]
fn clip(
    interp: &mut Interp,
    a: Value,
    a_min: Given,
    a_max: Given,
    out: Option<OutArg>,
    min: Given,
    max: Given,
    kwargs: Kwargs,
) -> Result<Value> {
    let (low, high) = match (a_min.0, a_max.0, min.0, max.0) {
        (None, None, low, high) => (low, high),
        (Some(_), None, ..) => {
            return Err(Raise::type_error("clip() missing 1 required positional argument: 'a_max'"));
        }
        (None, Some(_), ..) => {
            return Err(Raise::type_error("clip() missing 1 required positional argument: 'a_min'"));
        }
        (low, high, None, None) => (low, high),
        _ => {
            let text = "Passing `min` or `max` keyword argument when `a_min` and `a_max` are provided is forbidden.";
            return Err(Raise::value_error(text));
        }
    };
    let a = np::as_array(interp, &a)?;
    clipped(interp, a, low, high, out, kwargs)
}

fn clip_method(
    interp: &mut Interp,
    a: ArrayLike,
    min: Given,
    max: Given,
    out: Option<OutArg>,
    kwargs: Kwargs,
) -> Result<Value> {
    clipped(interp, Value::Array(a.0), min.0, max.0, out, kwargs)
}

fn clipped(
    interp: &mut Interp,
    a: Value,
    low: Option<Value>,
    high: Option<Value>,
    out: Option<OutArg>,
    kwargs: Kwargs,
) -> Result<Value> {
    let view = np::view(interp, &a)?;
    let low = low.filter(|v| !v.is_none() && !beyond(view.dtype(), v, true));
    let high = high.filter(|v| !v.is_none() && !beyond(view.dtype(), v, false));
    let mut kwargs = kwargs.0;
    kwargs.push(("out".into(), out.map_or(Value::None, |o| Value::Array(o.0))));
    let (found, args) = match (low, high) {
        (None, None) => (&ufunc::POSITIVE, vec![a]),
        (Some(low), None) => (&ufunc::MAXIMUM, vec![a, low]),
        (None, Some(high)) => (&ufunc::MINIMUM, vec![a, high]),
        (Some(low), Some(high)) => (&ufunc::CLIP, vec![a, low, high]),
    };
    ufuncs::call(interp, found, &args, &kwargs)
}

/// Whether a Python integer lies at or beyond the end of the dtype's range, so that nothing is clipped there.
fn beyond(dtype: DType, bound: &Value, low: bool) -> bool {
    if !matches!(dtype.kind(), Kind::Int | Kind::UInt) {
        return false;
    }
    let bits = dtype.itemsize() as u32 * 8;
    let signed = dtype.kind() == Kind::Int;
    let (least, most) =
        if signed { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
    match bound {
        Value::Int(n) if low => (*n as i128) <= least,
        Value::Int(n) => (*n as i128) >= most,
        Value::BigInt(n) => low == (n.sign() == num_bigint::Sign::Minus),
        _ => false,
    }
}

fn nan_to_num(
    interp: &mut Interp,
    x: Value,
    copy: Given,
    nan: Given,
    posinf: Option<Value>,
    neginf: Option<Value>,
) -> Result<Value> {
    let copy = copy.0.unwrap_or(Value::Bool(true));
    let copy = if interp.truth(&copy)? { Value::Bool(true) } else { Value::None };
    let nan = nan.0.unwrap_or(Value::Float(0.0));
    let result = np::call_kw(interp, "array", &[x], &[("copy", copy)])?;
    let view = np::view(interp, &result)?;
    if view.dtype().is_inexact() {
        let most = match view.dtype().real_part() {
            DType::Float16 => 65504.0,
            DType::Float32 => f32::MAX as f64,
            _ => f64::MAX,
        };
        let high = posinf.unwrap_or(Value::Float(most));
        let low = neginf.unwrap_or(Value::Float(-most));
        let parts = match view.dtype().kind() {
            Kind::Complex => vec![interp.get_attr(&result, "real")?, interp.get_attr(&result, "imag")?],
            _ => vec![result.clone()],
        };
        for part in parts {
            let tests = [("isnan", &nan), ("isposinf", &high), ("isneginf", &low)];
            let masks = tests
                .iter()
                .map(|(f, _)| np::call(interp, f, std::slice::from_ref(&part)))
                .collect::<Result<Vec<_>>>()?;
            for (mask, (_, value)) in masks.into_iter().zip(tests) {
                np::call_kw(interp, "copyto", &[part.clone(), value.clone()], &[("where", mask)])?;
            }
        }
    }
    if view.rank() == 0 { np::item(interp, &result, &Value::tuple(vec![])) } else { Ok(result) }
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["round", "around"],
            "a, decimals=0, out=None",
            "Rounded to decimals, halves to even.\n\n>>> np.round([1.25, 2.5], 1)\narray([1.2, 2.5])",
            round,
        ),
        py(&["fix"], "x, out=None", "Rounded towards zero.\n\n>>> np.fix([1.7, -1.7])\narray([ 1., -1.])", fix),
        py(
            &["clip"],
            "a, a_min=<no value>, a_max=<no value>, out=None, *, min=<no value>, max=<no value>, **kwargs",
            "Brought between two bounds.\n\n>>> np.clip([1, 5, 9], 2, 8)\narray([2, 5, 8])",
            clip,
        ),
        py(
            &["nan_to_num"],
            "x, copy=True, nan=0.0, posinf=None, neginf=None",
            "Finite numbers in the place of nan and infinities.\n\n>>> np.nan_to_num([1.0, np.nan])\narray([1., 0.])",
            nan_to_num,
        ),
    ]
}

/// The methods.
pub fn methods() -> Vec<Builtin> {
    vec![
        c(
            &["round", "__round__"],
            "self, /, decimals=0, out=None",
            "Rounded to decimals, halves to even.\n\n>>> np.array([1.25]).round(1)\narray([1.2])",
            round,
        ),
        c(
            &["clip"],
            "self, /, min=None, max=None, out=None, **kwargs",
            "Brought between two bounds.\n\n>>> np.array([1, 9]).clip(2, 8)\narray([2, 8])",
            clip_method,
        ),
    ]
}
