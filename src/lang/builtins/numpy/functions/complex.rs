//! Parts of complex numbers.

use crate::engine::Kind;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, c, py};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;

fn part(interp: &mut Interp, v: Value, name: &str) -> Result<Value> {
    match interp.get_attr(&v, name) {
        Ok(part) => Ok(part),
        Err(_) => {
            let a = np::as_array(interp, &v)?;
            interp.get_attr(&a, name)
        }
    }
}

fn real(interp: &mut Interp, val: Value) -> Result<Value> {
    part(interp, val, "real")
}

fn imag(interp: &mut Interp, val: Value) -> Result<Value> {
    part(interp, val, "imag")
}

fn is_complex(interp: &mut Interp, v: &Value) -> Result<bool> {
    Ok(np::view(interp, v)?.dtype().kind() == Kind::Complex)
}

fn angle(interp: &mut Interp, z: Value, deg: Option<bool>) -> Result<Value> {
    let z = np::as_array(interp, &z)?;
    let (y, x) = match is_complex(interp, &z)? {
        true => (interp.get_attr(&z, "imag")?, interp.get_attr(&z, "real")?),
        false => (Value::Int(0), z),
    };
    let a = np::call(interp, "arctan2", &[y, x])?;
    if !deg.unwrap_or(false) {
        return Ok(a);
    }
    interp.in_place(crate::syntax::ast::BinOp::Mul, &a, &Value::Float(180.0 / std::f64::consts::PI))
}

fn iscomplex(interp: &mut Interp, x: Value) -> Result<Value> {
    let a = np::as_array(interp, &x)?;
    let imag = if is_complex(interp, &a)? { interp.get_attr(&a, "imag")? } else { zeros_like(interp, &a)? };
    let found = np::cmp(interp, CmpOp::Ne, &imag, &Value::Int(0))?;
    np::item(interp, &found, &Value::tuple(vec![]))
}

/// As many falses.
fn zeros_like(interp: &mut Interp, a: &Value) -> Result<Value> {
    let shape = np::shape(&np::view(interp, a)?);
    np::call(interp, "zeros", &[shape, Value::DType(crate::engine::DType::Bool)])
}

fn isreal(interp: &mut Interp, x: Value) -> Result<Value> {
    let imag = part(interp, x, "imag")?;
    np::cmp(interp, CmpOp::Eq, &imag, &Value::Int(0))
}

fn iscomplexobj(interp: &mut Interp, x: Value) -> Result<bool> {
    is_complex(interp, &x)
}

fn isrealobj(interp: &mut Interp, x: Value) -> Result<bool> {
    Ok(!is_complex(interp, &x)?)
}

fn real_if_close(interp: &mut Interp, a: Value, tol: Option<f64>) -> Result<Value> {
    let a = np::as_array(interp, &a)?;
    let view = np::view(interp, &a)?;
    if view.dtype().kind() != Kind::Complex {
        return Ok(a);
    }
    let eps = if view.dtype().itemsize() == 8 { f32::EPSILON as f64 } else { f64::EPSILON };
    let tol = tol.unwrap_or(100.0);
    let tol = if tol > 1.0 { tol * eps } else { tol };
    let small = view.scalars().filter_map(|s| s.as_complex()).all(|z| z.im.abs() < tol);
    if small { interp.get_attr(&a, "real") } else { Ok(a) }
}

fn conjugate(interp: &mut Interp, a: Value) -> Result<Value> {
    if is_complex(interp, &a)? { np::call(interp, "conjugate", &[a]) } else { Ok(a) }
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(&["real"], "val", "The real part.\n\n>>> np.real([1+2j])\narray([1.])", real),
        py(&["imag"], "val", "The imaginary part.\n\n>>> np.imag([1+2j])\narray([2.])", imag),
        py(&["angle"], "z, deg=False", "The argument.\n\n>>> np.angle([1j], deg=True)\narray([90.])", angle),
        py(
            &["iscomplex"],
            "x",
            "Whether the imaginary part is not 0.\n\n>>> np.iscomplex([1, 1j])\narray([False,  True])",
            iscomplex,
        ),
        py(
            &["isreal"],
            "x",
            "Whether the imaginary part is 0.\n\n>>> np.isreal([1, 1j])\narray([ True, False])",
            isreal,
        ),
        py(&["iscomplexobj"], "x", "Whether the dtype is complex.\n\n>>> np.iscomplexobj([1, 1j])\nTrue", iscomplexobj),
        py(&["isrealobj"], "x", "Whether the dtype is not complex.\n\n>>> np.isrealobj([1, 2])\nTrue", isrealobj),
        py(
            &["real_if_close"],
            "a, tol=100",
            "The real part, if the imaginary parts are as good as 0.\n\n>>> np.real_if_close([1 + 1e-16j])\narray([1.])",
            real_if_close,
        ),
    ]
}

/// The methods.
pub fn methods() -> Vec<Builtin> {
    let doc = "The complex conjugate; a real array is itself.\n\n>>> np.array([1j]).conj()\narray([0.-1.j])";
    vec![c(&["conjugate", "conj"], "self, /", doc, conjugate)]
}
