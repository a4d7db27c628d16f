//! Single numbers as text: floats in decimal, integers in other bases.

use crate::engine::Scalar;
use crate::engine::repr::{self, FloatArgs, Real, Trim};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use num_bigint::BigInt;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["format_float_positional"],
            "x, precision=None, unique=True, fractional=True, trim='k', sign=False, pad_left=None, pad_right=None, \
             min_digits=None",
            "A float in decimal, without an exponent.\n\n>>> np.format_float_positional(1e-5)\n'0.00001'",
            format_float_positional,
        ),
        py(
            &["format_float_scientific"],
            "x, precision=None, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None, min_digits=None",
            "A float in decimal, with an exponent.\n\n>>> np.format_float_scientific(123.0)\n'1.23e+02'",
            format_float_scientific,
        ),
        py(
            &["base_repr"],
            "number, base=2, padding=0",
            "An integer in another base.\n\n>>> np.base_repr(10, base=3)\n'101'",
            |interp: &mut Interp, number: Value, base: Option<i64>, padding: Option<i64>| {
                let number = whole(interp, &number)?;
                if number == BigInt::ZERO && padding.is_some_and(|n| n < 0) {
                    return Ok(String::new());
                }
                Ok(repr::base_repr(&number, base.unwrap_or(2), padding.unwrap_or(0).max(0) as usize)?)
            },
        ),
        py(
            &["binary_repr"],
            "num, width=None",
            "An integer in base 2; two's complement if a width is given.\n\n>>> np.binary_repr(-3, width=4)\n'1101'",
            |_: &mut Interp, num: BigInt, width: Option<i64>| Ok(repr::binary_repr(&num, width)?),
        ),
    ]
}

/// `int(v)` of a number: a float is cut.
fn whole(interp: &mut Interp, v: &Value) -> Result<BigInt> {
    if v.as_str().is_some() {
        return Err(Raise::type_error("'<' not supported between instances of 'str' and 'int'"));
    }
    let int = Value::Type(&crate::lang::builtins::python::types::INT);
    let n = interp.call(&int, std::slice::from_ref(v), &[])?;
    interp.big_index(&n)
}

/// A number as the printing routines take it.
fn real(interp: &mut Interp, x: &Value) -> Result<Real> {
    if let Value::Scalar(s) = x
        && let Some((real, _)) = repr::float::parts(s)
    {
        return Ok(real);
    }
    if let Value::Scalar(s) = x
        && s.dtype().record().is_some()
    {
        return Err(Raise::type_error("float() argument must be a string or a real number, not 'tuple'"));
    }
    let x = interp.float(x)?;
    repr::float::parts(&Scalar::Float64(x))
        .map(|(real, _)| real)
        .ok_or_else(|| Raise::type_error("a float is required"))
}

/// A number of digits or characters.
fn count(interp: &mut Interp, v: &Value) -> Result<Option<i64>> {
    match v {
        Value::None => Ok(None),
        Value::Float(_) => Err(Raise::type_error("integer argument expected, got float")),
        v if v.as_str().is_some() => Err(Raise::type_error("'<' not supported between instances of 'str' and 'int'")),
        v => interp.index(v).map(Some),
    }
}

fn trim(interp: &mut Interp, given: Given) -> Result<Trim> {
    let text = match given.0 {
        None => "k".to_string(),
        Some(v) => match v.as_str() {
            Some(text) => text.to_string(),
            None => interp.repr(&v)?,
        },
    };
    Ok(Trim::parse(&text)?)
}

#[allow(clippy::too_many_arguments)]
fn format_float_positional(
    interp: &mut Interp,
    x: Value,
    precision: Value,
    unique: Option<bool>,
    fractional: Option<bool>,
    trim_: Given,
    sign: Option<bool>,
    pad_left: Value,
    pad_right: Value,
    min_digits: Value,
) -> Result<String> {
    let mut args = FloatArgs {
        precision: count(interp, &precision)?,
        pad_left: count(interp, &pad_left)?,
        pad_right: count(interp, &pad_right)?,
        min_digits: count(interp, &min_digits)?,
        unique: unique.unwrap_or(true),
        fractional: fractional.unwrap_or(true),
        sign: sign.unwrap_or(false),
        ..FloatArgs::default()
    };
    args.check()?;
    args.trim = trim(interp, trim_)?;
    Ok(repr::format_float_positional(real(interp, &x)?, &args)?)
}

#[allow(clippy::too_many_arguments)]
fn format_float_scientific(
    interp: &mut Interp,
    x: Value,
    precision: Value,
    unique: Option<bool>,
    trim_: Given,
    sign: Option<bool>,
    pad_left: Value,
    exp_digits: Value,
    min_digits: Value,
) -> Result<String> {
    let mut args = FloatArgs {
        precision: count(interp, &precision)?,
        pad_left: count(interp, &pad_left)?,
        exp_digits: count(interp, &exp_digits)?,
        min_digits: count(interp, &min_digits)?,
        unique: unique.unwrap_or(true),
        sign: sign.unwrap_or(false),
        ..FloatArgs::default()
    };
    args.check()?;
    args.trim = trim(interp, trim_)?;
    Ok(repr::format_float_scientific(real(interp, &x)?, &args)?)
}
