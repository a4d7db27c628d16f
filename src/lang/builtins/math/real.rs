//! Functions of real numbers.

use super::super::python::int::truncate;
use super::gamma;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::protocol::number::Number;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};
use std::borrow::Cow;

/// `ValueError: math domain error`.
pub fn domain() -> Raise {
    Raise::value_error("math domain error")
}

/// `OverflowError: math range error`.
pub fn range() -> Raise {
    Raise::new(&exc::OVERFLOW_ERROR, "math range error")
}

/// A function of one number, with CPython's rules for errors: no number from a number, or an infinity from a finite one.
fn one(name: &'static [&'static str], doc: &'static str, f: fn(f64) -> f64, overflows: bool) -> Builtin {
    c(name, "x, /", doc, move |_: &mut Interp, x: f64| {
        let r = f(x);
        if r.is_nan() && !x.is_nan() {
            return Err(domain());
        }
        if r.is_infinite() && x.is_finite() {
            return Err(if overflows { range() } else { domain() });
        }
        Ok(r)
    })
}

/// The rows.
pub fn rows() -> Vec<Builtin> {
    let mut rows = elementary();
    rows.extend(special());
    rows
}

fn elementary() -> Vec<Builtin> {
    vec![
        one(&["acos"], "Return the arc cosine, in radians.\n\n>>> math.acos(1)\n0.0", f64::acos, false),
        one(&["acosh"], "Return the inverse hyperbolic cosine.\n\n>>> math.acosh(1)\n0.0", libm::acosh, false),
        one(&["asin"], "Return the arc sine, in radians.\n\n>>> math.asin(1) == math.pi / 2\nTrue", f64::asin, false),
        one(&["asinh"], "Return the inverse hyperbolic sine.\n\n>>> math.asinh(0)\n0.0", libm::asinh, false),
        one(&["atan"], "Return the arc tangent, in radians.\n\n>>> math.atan(0)\n0.0", f64::atan, false),
        one(&["atanh"], "Return the inverse hyperbolic tangent.\n\n>>> math.atanh(0)\n0.0", libm::atanh, false),
        one(&["cbrt"], "Return the cube root.\n\n>>> math.cbrt(8)\n2.0", f64::cbrt, false),
        one(&["cos"], "Return the cosine of an angle in radians.\n\n>>> math.cos(0)\n1.0", f64::cos, false),
        one(&["cosh"], "Return the hyperbolic cosine.\n\n>>> math.cosh(0)\n1.0", f64::cosh, true),
        one(&["erf"], "Return the error function.\n\n>>> math.erf(0)\n0.0", libm::erf, false),
        one(&["erfc"], "Return the complementary error function.\n\n>>> math.erfc(0)\n1.0", libm::erfc, false),
        one(&["exp"], "Return e to a power.\n\n>>> math.exp(0)\n1.0", f64::exp, true),
        one(&["exp2"], "Return 2 to a power.\n\n>>> math.exp2(10)\n1024.0", f64::exp2, true),
        one(
            &["expm1"],
            "Return e to a power, less 1, without loss of precision.\n\n>>> math.expm1(1e-10)\n1.00000000005e-10",
            f64::exp_m1,
            true,
        ),
        one(&["fabs"], "Return the absolute value as a float.\n\n>>> math.fabs(-3)\n3.0", f64::abs, false),
        one(
            &["log1p"],
            "Return the natural logarithm of 1 + x, without loss of precision.\n\n>>> math.log1p(0)\n0.0",
            f64::ln_1p,
            false,
        ),
        one(&["sin"], "Return the sine of an angle in radians.\n\n>>> math.sin(0)\n0.0", f64::sin, false),
        one(&["sinh"], "Return the hyperbolic sine.\n\n>>> math.sinh(0)\n0.0", f64::sinh, true),
        one(&["sqrt"], "Return the square root.\n\n>>> math.sqrt(2)\n1.4142135623730951", f64::sqrt, false),
        one(&["tan"], "Return the tangent of an angle in radians.\n\n>>> math.tan(0)\n0.0", f64::tan, false),
        one(&["tanh"], "Return the hyperbolic tangent.\n\n>>> math.tanh(0)\n0.0", f64::tanh, false),
        c(
            &["degrees"],
            "x, /",
            "Return an angle in degrees.\n\n>>> math.degrees(math.pi)\n180.0",
            |_: &mut Interp, x: f64| Ok(x * (180.0 / std::f64::consts::PI)),
        ),
        c(
            &["radians"],
            "x, /",
            "Return an angle in radians.\n\n>>> math.radians(180)\n3.141592653589793",
            |_: &mut Interp, x: f64| Ok(x * (std::f64::consts::PI / 180.0)),
        ),
    ]
}

fn special() -> Vec<Builtin> {
    vec![
        c(
            &["atan2"],
            "y, x, /",
            "Return the angle of a point, in radians.\n\n>>> math.atan2(0, -1)\n3.141592653589793",
            |_: &mut Interp, y: f64, x: f64| Ok(y.atan2(x)),
        ),
        c(
            &["copysign"],
            "x, y, /",
            "Return the magnitude of one number with the sign of another.\n\n>>> math.copysign(3, -0.0)\n-3.0",
            |_: &mut Interp, x: f64, y: f64| Ok(x.copysign(y)),
        ),
        c(&["fmod"], "x, y, /", "Return the remainder with the sign of the first.\n\n>>> math.fmod(-7, 3)\n-1.0", fmod),
        c(
            &["remainder"],
            "x, y, /",
            "Return the difference from the nearest multiple.\n\n>>> math.remainder(7, 4)\n-1.0",
            remainder,
        ),
        c(&["pow"], "x, y, /", "Return a power as a float.\n\n>>> math.pow(2, 3)\n8.0", pow),
        c(
            &["frexp"],
            "x, /",
            "Return a mantissa from 0.5 to 1 and an exponent of 2.\n\n>>> math.frexp(10)\n(0.625, 4)",
            |_: &mut Interp, x: f64| {
                let (m, e) = libm::frexp(x);
                Ok(Value::tuple(vec![Value::Float(m), Value::Int(if x.is_finite() { e as i64 } else { 0 })]))
            },
        ),
        c(&["ldexp"], "x, i, /", "Return x * 2**i.\n\n>>> math.ldexp(0.625, 4)\n10.0", ldexp),
        c(
            &["modf"],
            "x, /",
            "Return the fraction and the whole part, both with the sign.\n\n>>> math.modf(-2.5)\n(-0.5, -2.0)",
            |_: &mut Interp, x: f64| {
                let fraction = if x.is_infinite() { 0f64.copysign(x) } else { x.fract().copysign(x) };
                Ok(Value::tuple(vec![Value::Float(if x.is_nan() { x } else { fraction }), Value::Float(x.trunc())]))
            },
        ),
        c(
            &["nextafter"],
            "x, y, /",
            "Return the next float towards another.\n\n>>> math.nextafter(1, 2)\n1.0000000000000002",
            |_: &mut Interp, x: f64, y: f64| Ok(libm::nextafter(x, y)),
        ),
        c(
            &["ulp"],
            "x, /",
            "Return the value of the last bit.\n\n>>> math.ulp(1)\n2.220446049250313e-16",
            |_: &mut Interp, x: f64| Ok(ulp(x)),
        ),
        c(
            &["isfinite"],
            "x, /",
            "Whether it is neither infinite nor NaN.\n\n>>> math.isfinite(1e308)\nTrue",
            |_: &mut Interp, x: f64| Ok(x.is_finite()),
        ),
        c(
            &["isinf"],
            "x, /",
            "Whether it is infinite.\n\n>>> math.isinf(-math.inf)\nTrue",
            |_: &mut Interp, x: f64| Ok(x.is_infinite()),
        ),
        c(&["isnan"], "x, /", "Whether it is NaN.\n\n>>> math.isnan(math.nan)\nTrue", |_: &mut Interp, x: f64| {
            Ok(x.is_nan())
        }),
        c(
            &["isclose"],
            "a, b, *, rel_tol=1e-09, abs_tol=0.0",
            "Whether two numbers are close.\n\n>>> math.isclose(0.1 + 0.2, 0.3), math.isclose(1e-12, 0)\n(True, False)",
            isclose,
        ),
        c(
            &["log"],
            "x, base=None, /",
            "Return the natural logarithm, or that to a base.\n\n>>> math.log(1), math.log(8, 2), math.log(10**400) > 921\n(0.0, 3.0, True)",
            log,
        ),
        c(
            &["log2"],
            "x, /",
            "Return the logarithm to base 2.\n\n>>> math.log2(2**2000)\n2000.0",
            |interp: &mut Interp, x: Value| logarithm(interp, &x, f64::log2),
        ),
        c(
            &["log10"],
            "x, /",
            "Return the logarithm to base 10.\n\n>>> math.log10(1000)\n3.0",
            |interp: &mut Interp, x: Value| logarithm(interp, &x, f64::log10),
        ),
        c(&["gamma"], "x, /", "Return the gamma function.\n\n>>> math.gamma(5)\n24.0", |_: &mut Interp, x: f64| {
            poles(x, gamma::gamma(x))
        }),
        c(
            &["lgamma"],
            "x, /",
            "Return the logarithm of the gamma function's magnitude.\n\n>>> math.lgamma(2)\n0.0",
            |_: &mut Interp, x: f64| poles(x, gamma::lgamma(x)),
        ),
        c(
            &["floor"],
            "x, /",
            "Return the largest int that is not above.\n\n>>> math.floor(-2.5)\n-3",
            |interp: &mut Interp, x: Value| whole(interp, x, f64::floor),
        ),
        c(
            &["ceil"],
            "x, /",
            "Return the smallest int that is not below.\n\n>>> math.ceil(-2.5)\n-2",
            |interp: &mut Interp, x: Value| whole(interp, x, f64::ceil),
        ),
        c(&["trunc"], "x, /", "Return the int without the fraction.\n\n>>> math.trunc(-2.5)\n-2", trunc),
    ]
}

fn poles(x: f64, r: Option<f64>) -> Result<f64> {
    match r {
        None => Err(domain()),
        Some(r) if r.is_infinite() && x.is_finite() => Err(range()),
        Some(r) => Ok(r),
    }
}

fn whole(interp: &mut Interp, x: Value, f: fn(f64) -> f64) -> Result<Value> {
    match Number::of(&x) {
        Some(Number::Int(n)) => Ok(Value::Int(n)),
        Some(Number::Big(n)) => Ok(Value::BigInt(n)),
        _ => truncate(f(interp.float(&x)?)),
    }
}

fn trunc(interp: &mut Interp, x: Value) -> Result<Value> {
    // Of NumPy's scalars only `float64` is a number of Python's too.
    let foreign = matches!(&x, Value::Scalar(s) if s.dtype() != crate::engine::DType::Float64);
    match Number::of_any(&x).filter(|_| !foreign) {
        Some(Number::Int(_) | Number::Big(_) | Number::Float(_)) => whole(interp, x, f64::trunc),
        _ => {
            let t = interp.type_of(&x).qualified_name();
            Err(Raise::type_error(format!("type {t} doesn't define __trunc__ method")))
        }
    }
}

fn ulp(x: f64) -> f64 {
    if !x.is_finite() {
        return x.abs();
    }
    let x = x.abs();
    let next = libm::nextafter(x, f64::INFINITY);
    if next.is_infinite() { x - libm::nextafter(x, 0.0) } else { next - x }
}

fn fmod(_: &mut Interp, x: f64, y: f64) -> Result<f64> {
    let r = x % y;
    if r.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain()) } else { Ok(r) }
}

fn remainder(_: &mut Interp, x: f64, y: f64) -> Result<f64> {
    let r = libm::remainder(x, y);
    if r.is_nan() && !x.is_nan() && !y.is_nan() { Err(domain()) } else { Ok(r) }
}

fn pow(_: &mut Interp, x: f64, y: f64) -> Result<f64> {
    let r = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if r.is_nan() || r.is_infinite() && x == 0.0 {
            return Err(domain());
        }
        if r.is_infinite() {
            return Err(range());
        }
    }
    Ok(r)
}

fn ldexp(interp: &mut Interp, x: f64, i: Value) -> Result<f64> {
    let not_int = || Raise::type_error("Expected an int as second argument to ldexp.");
    let n = Number::of(&i)
        .and_then(|n| n.to_big().map(Cow::into_owned))
        .or_else(|| interp.big_index(&i).ok())
        .ok_or_else(not_int)?;
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    let far = if n.is_negative() { -10_000 } else { 10_000 };
    let r = libm::ldexp(x, n.to_i32().unwrap_or(far).clamp(-10_000, 10_000));
    if r.is_infinite() { Err(range()) } else { Ok(r) }
}

fn isclose(_: &mut Interp, a: f64, b: f64, rel_tol: Option<f64>, abs_tol: Option<f64>) -> Result<bool> {
    let (rel, abs) = (rel_tol.unwrap_or(1e-9), abs_tol.unwrap_or(0.0));
    if rel < 0.0 || abs < 0.0 {
        return Err(Raise::value_error("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let diff = (b - a).abs();
    Ok(diff <= (rel * b).abs() || diff <= (rel * a).abs() || diff <= abs)
}

/// A logarithm; ints beyond floats by their parts.
fn logarithm(interp: &mut Interp, x: &Value, f: fn(f64) -> f64) -> Result<f64> {
    if let Some(Number::Big(n)) = Number::of(x) {
        if n.is_negative() {
            return Err(domain());
        }
        if let Ok(x) = interp.float(x) {
            return Ok(f(x));
        }
        let bits = n.bits();
        let top: BigInt = &*n >> (bits - 64);
        let mantissa = top.to_f64().unwrap_or(0.0) * 2f64.powi(-64);
        return Ok(f(mantissa) + f(2.0) * bits as f64);
    }
    let x = interp.float(x)?;
    if x <= 0.0 { Err(domain()) } else { Ok(f(x)) }
}

fn log(interp: &mut Interp, x: Value, base: Given) -> Result<f64> {
    let top = logarithm(interp, &x, f64::ln)?;
    let Some(base) = base.0 else { return Ok(top) };
    let bottom = logarithm(interp, &base, f64::ln)?;
    if bottom == 0.0 {
        return Err(crate::lang::ops::integer::zero_division("float division by zero"));
    }
    Ok(top / bottom)
}
