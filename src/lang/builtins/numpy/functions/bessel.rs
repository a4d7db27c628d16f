//! `i0`: the modified Bessel function of the first kind, by Chebyshev series.

use crate::engine::{DType, Kind};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;

/// The coefficients of `exp(-x) i0(x)` for x up to 8.
const NEAR: [f64; 30] = [
    -4.4153416464793395e-18,
    3.3307945188222384e-17,
    -2.431279846547955e-16,
    1.715391285555133e-15,
    -1.1685332877993451e-14,
    7.676185498604936e-14,
    -4.856446783111929e-13,
    2.95505266312964e-12,
    -1.726826291441556e-11,
    9.675809035373237e-11,
    -5.189795601635263e-10,
    2.6598237246823866e-9,
    -1.300025009986248e-8,
    6.046995022541919e-8,
    -2.670793853940612e-7,
    1.1173875391201037e-6,
    -4.4167383584587505e-6,
    1.6448448070728896e-5,
    -5.754195010082104e-5,
    0.00018850288509584165,
    -0.0005763755745385824,
    0.0016394756169413357,
    -0.004324309995050576,
    0.010546460394594998,
    -0.02373741480589947,
    0.04930528423967071,
    -0.09490109704804764,
    0.17162090152220877,
    -0.3046826723431984,
    0.6767952744094761,
];

/// The coefficients of `exp(-x) sqrt(x) i0(x)` for x beyond 8.
const FAR: [f64; 25] = [
    -7.233180487874754e-18,
    -4.830504485944182e-18,
    4.46562142029676e-17,
    3.461222867697461e-17,
    -2.8276239805165836e-16,
    -3.425485619677219e-16,
    1.7725601330565263e-15,
    3.8116806693526224e-15,
    -9.554846698828307e-15,
    -4.150569347287222e-14,
    1.54008621752141e-14,
    3.8527783827421426e-13,
    7.180124451383666e-13,
    -1.7941785315068062e-12,
    -1.3215811840447713e-11,
    -3.1499165279632416e-11,
    1.1889147107846439e-11,
    4.94060238822497e-10,
    3.3962320257083865e-9,
    2.266668990498178e-8,
    2.0489185894690638e-7,
    2.8913705208347567e-6,
    6.889758346916825e-5,
    0.0033691164782556943,
    0.8044904110141088,
];

/// A Chebyshev series, after Clenshaw, in the dtype of `x`.
fn series(interp: &mut Interp, x: &Value, coefficients: &[f64]) -> Result<Value> {
    let mut before = Value::Float(0.0);
    let mut last = Value::Float(coefficients[0]);
    let mut two_before = before.clone();
    for &c in &coefficients[1..] {
        two_before = std::mem::replace(&mut before, last);
        let product = np::mul(interp, x, &before)?;
        let difference = np::sub(interp, &product, &two_before)?;
        last = np::add(interp, &difference, &Value::Float(c))?;
    }
    let rest = np::sub(interp, &last, &two_before)?;
    np::mul(interp, &Value::Float(0.5), &rest)
}

fn near(interp: &mut Interp, x: &Value) -> Result<Value> {
    let half = np::div(interp, x, &Value::Float(2.0))?;
    let at = np::sub(interp, &half, &Value::Int(2))?;
    let sum = series(interp, &at, &NEAR)?;
    let growth = np::call(interp, "exp", std::slice::from_ref(x))?;
    np::mul(interp, &growth, &sum)
}

fn far(interp: &mut Interp, x: &Value) -> Result<Value> {
    let inverse = np::div(interp, &Value::Float(32.0), x)?;
    let at = np::sub(interp, &inverse, &Value::Float(2.0))?;
    let sum = series(interp, &at, &FAR)?;
    let growth = np::call(interp, "exp", std::slice::from_ref(x))?;
    let product = np::mul(interp, &growth, &sum)?;
    let root = np::call(interp, "sqrt", std::slice::from_ref(x))?;
    np::div(interp, &product, &root)
}

fn i0(interp: &mut Interp, x: Value) -> Result<Value> {
    let mut x = np::as_array(interp, &x)?;
    match np::view(interp, &x)?.dtype().kind() {
        Kind::Complex => return Err(Raise::type_error("i0 not supported for complex values")),
        Kind::Float => {}
        _ => x = np::as_dtype(interp, &x, DType::Float64)?,
    }
    let x = np::call(interp, "abs", &[x])?;
    let x = np::as_array(interp, &x)?;
    let result = np::call(interp, "zeros_like", std::slice::from_ref(&x))?;
    let small = np::cmp(interp, CmpOp::Le, &x, &Value::Float(8.0))?;
    let large = np::call(interp, "logical_not", std::slice::from_ref(&small))?;
    for (mask, f) in [(small, near as fn(&mut Interp, &Value) -> Result<Value>), (large, far)] {
        let values = np::item(interp, &x, &mask)?;
        if np::view(interp, &values)?.size() > 0 {
            let values = f(interp, &values)?;
            interp.set_item(&result, &mask, values)?;
        }
    }
    Ok(result)
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let doc = "The modified Bessel function of the first kind, of order 0.\n\n>>> np.i0(0.0)\narray(1.)";
    vec![py(&["i0"], "x", doc, i0)]
}
