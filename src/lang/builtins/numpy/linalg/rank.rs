//! What rests on singular values: `pinv`, `matrix_rank`, `cond`, and the decomposition of a Hermitian matrix.

use super::common::{Matrices, failure};
use super::eigen;
use super::svd::svd;
use crate::engine::DType;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::builtins::numpy::named::{SVD, named};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["pinv"],
            "a, rcond=None, hermitian=False, *, rtol=<no value>",
            "The pseudo-inverse.\n\n>>> np.linalg.pinv([[2, 0], [0, 0]]).tolist()\n[[0.5, 0.0], [0.0, 0.0]]\n",
            pinv,
        ),
        py(
            &["matrix_rank"],
            "A, tol=None, hermitian=False, *, rtol=None",
            "How many singular values are above the tolerance.\n\n>>> np.linalg.matrix_rank([[1, 2], [2, 4]])\nnp.int64(1)\n",
            matrix_rank,
        ),
        py(
            &["cond"],
            "x, p=None",
            "The condition number.\n\n>>> np.linalg.cond([[1, 0], [0, 2]])\nnp.float64(2.0)\n",
            cond,
        ),
    ]
}

fn last_row() -> Value {
    Value::tuple(vec![Value::Ellipsis, Value::None, np::slice(None, None, None)])
}

fn last_column() -> Value {
    Value::tuple(vec![Value::Ellipsis, np::slice(None, None, None), Value::None])
}

fn backwards() -> Value {
    Value::tuple(vec![Value::Ellipsis, np::slice(None, None, Some(-1))])
}

fn call(interp: &mut Interp, name: &str, args: &[&Value]) -> Result<Value> {
    let args: Vec<Value> = args.iter().map(|&v| v.clone()).collect();
    np::call(interp, name, &args)
}

/// `svd(a, hermitian=True)`, from eigenvalues: their sizes in falling order, their signs in the right vectors.
///
/// # Errors
/// NumPy's.
pub fn hermitian(interp: &mut Interp, a: Value, vectors: bool) -> Result<Value> {
    if !vectors {
        let s = eigen::hermitian(interp, &a, None, false)?.0;
        let s = call(interp, "abs", &[&s])?;
        let s = call(interp, "sort", &[&s])?;
        return np::item(interp, &s, &backwards());
    }
    let (s, u) = eigen::hermitian(interp, &a, None, true)?;
    let sign = call(interp, "sign", &[&s])?;
    let s = call(interp, "abs", &[&s])?;
    let order = call(interp, "argsort", &[&s])?;
    let order = np::item(interp, &order, &backwards())?;
    let last = Value::Int(-1);
    let sign = call(interp, "take_along_axis", &[&sign, &order, &last])?;
    let s = call(interp, "take_along_axis", &[&s, &order, &last])?;
    let order = np::item(interp, &order, &last_row())?;
    let u = call(interp, "take_along_axis", &[&u, &order, &last])?;
    let sign = np::item(interp, &sign, &last_row())?;
    let signed = np::mul(interp, &u, &sign)?;
    let vt = call(interp, "matrix_transpose", &[&signed])?;
    let vt = call(interp, "conjugate", &[&vt])?;
    Ok(named(&SVD, &["U", "S", "Vh"], vec![u, s, vt]))
}

fn singular_values(interp: &mut Interp, a: Value, hermitian: bool) -> Result<Value> {
    svd(interp, a, None, Some(false), Some(hermitian))
}

fn epsilon(dtype: DType) -> f64 {
    if dtype.real_part() == DType::Float32 { f64::from(f32::EPSILON) } else { f64::EPSILON }
}

/// Something times `epsilon`, in the type of the values that it is compared with.
fn tolerance(dtype: DType, longest: usize) -> Value {
    if dtype.real_part() == DType::Float32 {
        return Value::scalar(longest as f32 * f32::EPSILON);
    }
    Value::scalar(longest as f64 * epsilon(dtype))
}

fn pinv(interp: &mut Interp, a: Value, rcond: Option<Value>, hermitian: Option<bool>, rtol: Given) -> Result<Value> {
    let a = np::as_array(interp, &a)?;
    let view = np::view(interp, &a)?;
    let longest = view.shape().iter().rev().take(2).copied().max().unwrap_or(0);
    let cut = match (rcond, rtol.0) {
        (Some(_), Some(_)) => return Err(Raise::value_error("`rtol` and `rcond` can't be both set.")),
        (Some(r), None) => r,
        (None, None) => Value::Float(1e-15),
        (None, Some(Value::None)) => tolerance(view.dtype(), longest),
        (None, Some(r)) => r,
    };
    let cut = np::as_array(interp, &cut)?;
    if let [stack @ .., m, n] = view.shape()
        && view.size() == 0
        && m * n == 0
    {
        let shape: Vec<Value> = stack.iter().chain([n, m]).map(|&k| Value::Int(k as i64)).collect();
        return np::call(interp, "empty", &[Value::tuple(shape), Value::DType(view.dtype())]);
    }
    let conjugate = call(interp, "conjugate", &[&a])?;
    let parts = svd(interp, conjugate, Some(false), Some(true), hermitian)?;
    let parts = interp.collect(&parts)?;
    let [u, s, vt] = &parts[..] else { return Ok(Value::None) };
    let options = [("axis", Value::Int(-1)), ("keepdims", Value::Bool(true))];
    let largest = np::call_kw(interp, "amax", std::slice::from_ref(s), &options)?;
    let cut = np::item(interp, &cut, &Value::tuple(vec![Value::Ellipsis, Value::None]))?;
    let limit = np::mul(interp, &cut, &largest)?;
    let large = np::cmp(interp, CmpOp::Gt, s, &limit)?;
    let options = [("where", large.clone()), ("out", s.clone())];
    let s = np::call_kw(interp, "divide", &[Value::Int(1), s.clone()], &options)?;
    let small = call(interp, "logical_not", &[&large])?;
    interp.set_item(&s, &small, Value::Int(0))?;
    let (u, v) = (call(interp, "matrix_transpose", &[u])?, call(interp, "matrix_transpose", &[vt])?);
    let scale = np::item(interp, &s, &last_column())?;
    let scaled = np::mul(interp, &scale, &u)?;
    call(interp, "matmul", &[&v, &scaled])
}

fn matrix_rank(
    interp: &mut Interp,
    a: Value,
    tol: Option<Value>,
    hermitian: Option<bool>,
    rtol: Option<Value>,
) -> Result<Value> {
    if tol.is_some() && rtol.is_some() {
        return Err(Raise::value_error("`tol` and `rtol` can't be both set."));
    }
    let a = np::as_array(interp, &a)?;
    let view = np::view(interp, &a)?;
    if view.rank() < 2 {
        return Ok(Value::Int(i64::from(view.scalars().any(|s| s.truth()))));
    }
    let longest = view.shape().iter().rev().take(2).copied().max().unwrap_or(0);
    let s = singular_values(interp, a, hermitian.unwrap_or(false))?;
    let column = Value::tuple(vec![Value::Ellipsis, Value::None]);
    let limit = match tol {
        Some(tol) => {
            let tol = np::as_array(interp, &tol)?;
            np::item(interp, &tol, &column)?
        }
        None => {
            let share = match rtol {
                Some(r) => {
                    let r = np::as_array(interp, &r)?;
                    np::item(interp, &r, &column)?
                }
                None => tolerance(np::view(interp, &s)?.dtype(), longest),
            };
            let options = [("axis", Value::Int(-1)), ("keepdims", Value::Bool(true)), ("initial", Value::Int(0))];
            let largest = np::call_kw(interp, "max", std::slice::from_ref(&s), &options)?;
            np::mul(interp, &largest, &share)?
        }
    };
    let above = np::cmp(interp, CmpOp::Gt, &s, &limit)?;
    np::call_kw(interp, "count_nonzero", &[above], &[("axis", Value::Int(-1))])
}

fn cond(interp: &mut Interp, x: Value, p: Option<Value>) -> Result<Value> {
    let x = np::as_array(interp, &x)?;
    let view = np::view(interp, &x)?;
    if view.size() == 0 && view.shape().iter().rev().take(2).product::<usize>() == 0 {
        return Err(failure("cond is not defined on empty arrays"));
    }
    let two = match &p {
        None => Some(true),
        Some(v) if v.as_str().is_none() => match interp.float(v)? {
            2.0 => Some(true),
            -2.0 => Some(false),
            _ => None,
        },
        _ => None,
    };
    let ratio = match two {
        Some(largest) => {
            let s = singular_values(interp, x.clone(), false)?;
            let ends = [Value::Int(0), Value::Int(-1)].map(|at| Value::tuple(vec![Value::Ellipsis, at]));
            let (first, last) = (np::item(interp, &s, &ends[0])?, np::item(interp, &s, &ends[1])?);
            let (above, below) = if largest { (first, last) } else { (last, first) };
            super::common::quietly(interp, |i| np::div(i, &above, &below))?
        }
        None => by_inverse(interp, &x, p.unwrap_or(Value::None))?,
    };
    infinite(interp, &x, ratio)
}

/// The norm times that of the inverse, which is nan where there is none.
fn by_inverse(interp: &mut Interp, x: &Value, p: Value) -> Result<Value> {
    let a = Matrices::square(interp, x, "inv")?;
    let real = a.real();
    let inverse = super::common::array(super::solve::inverse(&a, true)?);
    let norm = interp.get_attr(&Value::Module(&super::LINALG), "norm")?;
    let options = [("axis".to_string(), Value::tuple(vec![Value::Int(-2), Value::Int(-1)]))];
    let own = interp.call(&norm, &[x.clone(), p.clone()], &options)?;
    let other = interp.call(&norm, &[inverse, p], &options)?;
    let product = super::common::quietly(interp, |i| np::mul(i, &own, &other))?;
    let view = np::view(interp, &product)?;
    super::common::finished(view, real)
}

/// A nan becomes infinite where the matrix itself had none.
fn infinite(interp: &mut Interp, x: &Value, ratio: Value) -> Result<Value> {
    let nans = call(interp, "isnan", &[&ratio])?;
    let any = call(interp, "any", &[&nans])?;
    if !interp.truth(&any)? {
        return Ok(ratio);
    }
    let own = call(interp, "isnan", &[x])?;
    let axes = Value::tuple(vec![Value::Int(-2), Value::Int(-1)]);
    let own = np::call_kw(interp, "any", &[own], &[("axis", axes)])?;
    let dtype = np::view(interp, &ratio)?.dtype();
    let sound = call(interp, "logical_not", &[&own])?;
    let replaced = call(interp, "logical_and", &[&nans, &sound])?;
    let found = call(interp, "where", &[&replaced, &Value::Float(f64::INFINITY), &ratio])?;
    super::common::finished(np::view(interp, &found)?, dtype)
}
