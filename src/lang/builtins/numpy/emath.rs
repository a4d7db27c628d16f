//! `numpy.emath`: functions that leave the real line where they have to.

use super::compose as np;
use crate::engine::DType;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;

/// `numpy.lib.scimath`, which is `np.emath`.
pub static SCIMATH: Module = Module::new(
    "numpy.lib.scimath",
    "Functions whose results are complex where the real ones have none.",
    rows,
    |_, _| None,
    &[],
);

/// `np.emath`
pub fn value(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "emath").then_some(Value::Module(&SCIMATH))
}

/// Whether any real element of `x` is so compared with `bound`; of its size, where asked.
fn any(interp: &mut Interp, x: &Value, size: bool, op: CmpOp, bound: i64) -> Result<bool> {
    let real = np::call(interp, "isreal", std::slice::from_ref(x))?;
    let measured = if size { np::call(interp, "abs", std::slice::from_ref(x))? } else { x.clone() };
    let outside = np::cmp(interp, op, &measured, &Value::Int(bound))?;
    let both = np::call(interp, "logical_and", &[real, outside])?;
    let any = np::call(interp, "any", &[both])?;
    interp.truth(&any)
}

/// As complex numbers of the same precision.
fn complex(interp: &mut Interp, x: &Value) -> Result<Value> {
    let dtype = match np::view(interp, x)?.dtype() {
        DType::Float32 | DType::Int8 | DType::Int16 | DType::UInt8 | DType::UInt16 | DType::Complex64 => {
            DType::Complex64
        }
        _ => DType::Complex128,
    };
    np::method(interp, x, "astype", &[Value::DType(dtype)])
}

/// Complex where a real element is negative.
fn negative(interp: &mut Interp, x: &Value) -> Result<Value> {
    let x = np::as_array(interp, x)?;
    if any(interp, &x, false, CmpOp::Lt, 0)? { complex(interp, &x) } else { Ok(x) }
}

/// Complex where a real element is beyond -1 or 1.
fn beyond(interp: &mut Interp, x: &Value) -> Result<Value> {
    let x = np::as_array(interp, x)?;
    if any(interp, &x, true, CmpOp::Gt, 1)? { complex(interp, &x) } else { Ok(x) }
}

type Fix = fn(&mut Interp, &Value) -> Result<Value>;

fn one(names: &'static [&'static str], doc: &'static str, fix: Fix) -> Builtin {
    py(names, "x", doc, move |interp: &mut Interp, x: Value| {
        let x = fix(interp, &x)?;
        np::call(interp, names[0], &[x])
    })
}

fn rows() -> Vec<Builtin> {
    vec![
        one(&["sqrt"], "The square root.\n\n>>> np.emath.sqrt(-1)\nnp.complex128(1j)", negative),
        one(&["log"], "The natural logarithm.\n\n>>> np.emath.log(1)\nnp.float64(0.0)", negative),
        one(&["log2"], "The logarithm to base 2.\n\n>>> np.emath.log2(8)\nnp.float64(3.0)", negative),
        one(&["log10"], "The logarithm to base 10.\n\n>>> np.emath.log10(100)\nnp.float64(2.0)", negative),
        one(&["arccos"], "The inverse cosine.\n\n>>> np.emath.arccos(1)\nnp.float64(0.0)", beyond),
        one(&["arcsin"], "The inverse sine.\n\n>>> np.emath.arcsin(0)\nnp.float64(0.0)", beyond),
        one(&["arctanh"], "The inverse hyperbolic tangent.\n\n>>> np.emath.arctanh(0)\nnp.float64(0.0)", beyond),
        py(
            &["logn"],
            "n, x",
            "The logarithm to base n.\n\n>>> np.emath.logn(2, [4, 8])\narray([2., 3.])",
            |interp: &mut Interp, n: Value, x: Value| {
                let (x, n) = (negative(interp, &x)?, negative(interp, &n)?);
                let (x, n) = (np::call(interp, "log", &[x])?, np::call(interp, "log", &[n])?);
                np::div(interp, &x, &n)
            },
        ),
        py(
            &["power"],
            "x, p",
            "x to the power p.\n\n>>> np.emath.power([2, 4], -2)\narray([0.25  , 0.0625])",
            |interp: &mut Interp, x: Value, p: Value| {
                let x = negative(interp, &x)?;
                let mut p = np::as_array(interp, &p)?;
                if any(interp, &p, false, CmpOp::Lt, 0)? {
                    p = np::mul(interp, &p, &Value::Float(1.0))?;
                }
                np::call(interp, "power", &[x, p])
            },
        ),
    ]
}
