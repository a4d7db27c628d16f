//! Windows by which signals are faded in and out.

use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp};
use std::f64::consts::PI;

/// Cosines and their weights, the constant first.
type Weights = &'static [f64];

/// The number of points as a double: NumPy reads it through an array.
fn points(interp: &mut Interp, m: &Value) -> Result<Value> {
    let both = np::call(interp, "array", &[Value::list(vec![Value::Float(0.0), m.clone()])])?;
    np::item(interp, &both, &Value::Int(1))
}

/// The short windows; none if there is more than one point.
fn short(interp: &mut Interp, m: &Value) -> Result<Option<Value>> {
    let few = np::cmp(interp, CmpOp::Lt, m, &Value::Int(1))?;
    let dtype = interp.get_attr(m, "dtype")?;
    if interp.truth(&few)? {
        return np::call(interp, "array", &[Value::list(Vec::new()), dtype]).map(Some);
    }
    let one = np::cmp(interp, CmpOp::Eq, m, &Value::Int(1))?;
    if interp.truth(&one)? {
        return np::call(interp, "ones", &[Value::Int(1), dtype]).map(Some);
    }
    Ok(None)
}

/// `arange(1 - m, m, 2)` and `m - 1`.
fn steps(interp: &mut Interp, m: &Value) -> Result<(Value, Value)> {
    let start = np::sub(interp, &Value::Int(1), m)?;
    let last = np::sub(interp, m, &Value::Int(1))?;
    Ok((np::call(interp, "arange", &[start, m.clone(), Value::Int(2)])?, last))
}

fn cosines(interp: &mut Interp, m: &Value, weights: Weights) -> Result<Value> {
    let m = points(interp, m)?;
    if let Some(window) = short(interp, &m)? {
        return Ok(window);
    }
    let (n, last) = steps(interp, &m)?;
    let mut sum = Value::Float(weights[0]);
    for (k, &weight) in weights.iter().enumerate().skip(1) {
        let angle = np::mul(interp, &Value::Float(k as f64 * PI), &n)?;
        let angle = np::div(interp, &angle, &last)?;
        let wave = np::call(interp, "cos", &[angle])?;
        let part = np::mul(interp, &Value::Float(weight), &wave)?;
        sum = np::add(interp, &sum, &part)?;
    }
    Ok(sum)
}

fn bartlett(interp: &mut Interp, m: Value) -> Result<Value> {
    let m = points(interp, &m)?;
    if let Some(window) = short(interp, &m)? {
        return Ok(window);
    }
    let (n, last) = steps(interp, &m)?;
    let slope = np::div(interp, &n, &last)?;
    let (up, down) = (np::add(interp, &Value::Int(1), &slope)?, np::sub(interp, &Value::Int(1), &slope)?);
    let rising = np::cmp(interp, CmpOp::Le, &n, &Value::Int(0))?;
    np::call(interp, "where", &[rising, up, down])
}

fn kaiser(interp: &mut Interp, m: Value, beta: Value) -> Result<Value> {
    let all = np::call(interp, "array", &[Value::list(vec![Value::Float(0.0), m, beta])])?;
    let (m, beta) = (np::item(interp, &all, &Value::Int(1))?, np::item(interp, &all, &Value::Int(2))?);
    let one = np::cmp(interp, CmpOp::Eq, &m, &Value::Int(1))?;
    if interp.truth(&one)? {
        return np::call(interp, "ones", &[Value::Int(1)]);
    }
    let n = np::call(interp, "arange", &[Value::Int(0), m.clone()])?;
    let last = np::sub(interp, &m, &Value::Int(1))?;
    let half = np::div(interp, &last, &Value::Float(2.0))?;
    let x = np::sub(interp, &n, &half)?;
    let x = np::div(interp, &x, &half)?;
    let square = interp.binary(BinOp::Pow, &x, &Value::Float(2.0))?;
    let rest = np::sub(interp, &Value::Int(1), &square)?;
    let root = np::call(interp, "sqrt", &[rest])?;
    let scaled = np::mul(interp, &beta, &root)?;
    let (upper, lower) = (np::call(interp, "i0", &[scaled])?, np::call(interp, "i0", &[beta])?);
    np::div(interp, &upper, &lower)
}

fn row(names: &'static [&'static str], doc: &'static str, weights: Weights) -> Builtin {
    py(names, "M", doc, move |interp: &mut Interp, m: Value| cosines(interp, &m, weights))
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        row(
            &["hanning"],
            "The Hann window: a raised cosine.\n\n>>> np.hanning(5)\narray([0. , 0.5, 1. , 0.5, 0. ])",
            &[0.5, 0.5],
        ),
        row(
            &["hamming"],
            "The Hamming window: a raised cosine that does not reach 0.\n\n>>> np.hamming(3)\narray([0.08, 1.  , 0.08])",
            &[0.54, 0.46],
        ),
        row(
            &["blackman"],
            "The Blackman window: a sum of two cosines.\n\n>>> np.blackman(3).round(3) + 0\narray([0., 1., 0.])",
            &[0.42, 0.5, 0.08],
        ),
        py(
            &["bartlett"],
            "M",
            "The Bartlett window: a triangle.\n\n>>> np.bartlett(5)\narray([0. , 0.5, 1. , 0.5, 0. ])",
            bartlett,
        ),
        py(
            &["kaiser"],
            "M, beta",
            "The Kaiser window, by a Bessel function.\n\n>>> np.kaiser(3, 0)\narray([1., 1., 1.])",
            kaiser,
        ),
    ]
}
