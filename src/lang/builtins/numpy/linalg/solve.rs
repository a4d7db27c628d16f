//! `solve`, `inv`, `det`, `slogdet`, `cholesky`, `matrix_power`, `tensorsolve`, `tensorinv`.

use super::common::{Matrices, computed, failure, finished, finished_array, result_type};
use super::products::matmul;
use crate::engine::kernels::linalg::{factor, items};
use crate::engine::layout::Layout;
use crate::engine::mem::access::{fill_from_slice, write};
use crate::engine::{DType, View};
use crate::lang::builtins::numpy::args::{ArrayLike, integers};
use crate::lang::builtins::numpy::convert;
use crate::lang::builtins::numpy::named as results;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::with_field;
use num_complex::Complex64;

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["solve"],
            "a, b",
            "The `x` with `a @ x = b`.\n\n>>> np.linalg.solve([[2, 0], [0, 4]], [2, 2])\narray([1. , 0.5])\n",
            solve,
        ),
        py(
            &["inv"],
            "a",
            "The inverse.\n\n>>> np.linalg.inv([[2, 0], [0, 4]])\narray([[0.5 , 0.  ],\n       [0.  , 0.25]])\n",
            inv,
        ),
        py(&["det"], "a", "The determinant.\n\n>>> round(float(np.linalg.det([[2, 0], [0, 4]])), 6)\n8.0\n", det),
        py(
            &["slogdet"],
            "a",
            "The sign and the logarithm of the determinant.\n\n>>> np.linalg.slogdet([[1, 0], [0, 1]]).sign\nnp.float64(1.0)\n",
            slogdet,
        ),
        py(
            &["cholesky"],
            "a, /, *, upper=False",
            "The triangle `L` with `L @ L.T = a`.\n\n>>> np.linalg.cholesky([[4, 0], [0, 9]])\n\
             array([[2., 0.],\n       [0., 3.]])\n",
            cholesky,
        ),
        py(
            &["matrix_power"],
            "a, n",
            "The `n`-th power of a square matrix.\n\n>>> np.linalg.matrix_power([[1, 1], [0, 1]], 3)\n\
             array([[1, 3],\n       [0, 1]])\n",
            matrix_power,
        ),
        py(&["tensorsolve"], "a, b, axes=None", "The `x` with `np.tensordot(a, x, x.ndim) = b`.", tensorsolve),
        py(&["tensorinv"], "a, ind=2", "The inverse of a tensor's product.", tensorinv),
    ]
}

fn solve(interp: &mut Interp, a: Value, b: Value) -> Result<Value> {
    let a = Matrices::square(interp, &a, "solve")?;
    let right = convert::view(interp, &b)?;
    let result = result_type(&[a.result, right.dtype()], "solve")?;
    let dtype = computed(result);
    let (left, right) = (convert::cast_to(&a.view, dtype)?, convert::cast_to(&right, dtype)?);
    let n = a.size().0;
    let vector = right.rank() == 1;
    let signature = if vector { "(m,m),(m)->(m)" } else { "(m,m),(m,n)->(m,n)" };
    if right.rank() == 0 {
        return Err(Raise::value_error(
            "solve: Input operand 1 does not have enough dimensions (has 0, gufunc core with signature (m,m),(m,n)->(m,n) requires 2)",
        ));
    }
    let rows = right.shape()[if vector { 0 } else { right.rank() - 2 }];
    if rows != n {
        return Err(Raise::value_error(format!(
            "solve{}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature {signature} (size \
             {rows} is different from {n})",
            if vector { "1" } else { "" }
        )));
    }
    let core = if vector { 1 } else { 2 };
    let stack = crate::engine::broadcast::broadcast_shapes(&[
        &left.shape()[..left.rank() - 2],
        &right.shape()[..right.rank() - core],
    ])?;
    let stretch = |v: &View, core: usize| {
        let shape = [&stack[..], &v.shape()[v.rank() - core..]].concat();
        v.broadcast_to(&shape).unwrap_or_else(|| v.clone())
    };
    let shape = [&stack[..], &right.shape()[right.rank() - core..]].concat();
    let out = View::empty(dtype, &shape)?;
    let column = |v: &View| {
        let mut layout = v.layout().clone();
        if vector {
            layout.insert_axis(1);
        }
        v.derive(layout)
    };
    let (lefts, rights, outs) = (items(&stretch(&left, 2), 2), items(&stretch(&right, core), core), items(&out, core));
    for ((m, b), x) in lefts.iter().zip(&rights).zip(&outs) {
        crate::engine::interrupt::check()?;
        with_field!(dtype, T => factor::solve::<T>(m, &column(b), &column(x))?);
    }
    finished_array(out, result)
}

/// The inverses of a stack; singular matrices give nans if they may.
///
/// # Errors
/// `LinAlgError: Singular matrix`.
pub fn inverse(a: &Matrices, nans: bool) -> Result<View> {
    let (n, dtype) = (a.size().0, a.view.dtype());
    let out = a.room(dtype, &[n, n])?;
    let identity = View::zeros(dtype, &[n, n])?;
    for i in 0..n {
        let at = identity.layout().offset_of(&[i, i]) as usize;
        if a.complex() { write(&identity, at, Complex64::new(1.0, 0.0)) } else { write(&identity, at, 1.0f64) }
    }
    for (m, x) in a.each().iter().zip(&items(&out, 2)) {
        crate::engine::interrupt::check()?;
        let found = with_field!(dtype, T => factor::solve::<T>(m, &identity, x));
        match found {
            Err(_) if nans => {
                let nan = convert::cast_to(&View::from_slice(&[f64::NAN])?, dtype)?.first();
                x.offsets().for_each(|at| crate::engine::mem::access::store(x, at, &nan));
            }
            other => other?,
        }
    }
    Ok(out)
}

fn inv(interp: &mut Interp, a: Value) -> Result<Value> {
    let a = Matrices::square(interp, &a, "inv")?;
    finished_array(inverse(&a, false)?, a.result)
}

/// Sign and logarithm of each determinant.
fn logarithms(a: &Matrices) -> Result<Vec<(Complex64, f64)>> {
    let real = |m: &View| {
        Ok(match factor::pivoted_diagonal::<f64>(m)? {
            None => (Complex64::new(0.0, 0.0), f64::NEG_INFINITY),
            Some((diagonal, odd)) => {
                let mut sign = if odd { -1.0 } else { 1.0 };
                let mut sum = 0.0;
                for x in diagonal {
                    if x < 0.0 {
                        sign = -sign;
                    }
                    sum += x.abs().ln();
                }
                (Complex64::new(sign, 0.0), sum)
            }
        })
    };
    let complex = |m: &View| {
        Ok(match factor::pivoted_diagonal::<Complex64>(m)? {
            None => (Complex64::new(0.0, 0.0), f64::NEG_INFINITY),
            Some((diagonal, odd)) => {
                let mut sign = Complex64::new(if odd { -1.0 } else { 1.0 }, 0.0);
                let mut sum = 0.0;
                for z in diagonal {
                    let size = z.norm();
                    sign *= z / size;
                    sum += size.ln();
                }
                (sign, sum)
            }
        })
    };
    a.each().iter().map(|m| if a.complex() { complex(m) } else { real(m) }).collect()
}

fn signs(a: &Matrices, values: &[Complex64]) -> Result<View> {
    let out = a.room(a.view.dtype(), &[])?;
    if a.complex() {
        fill_from_slice(&out, values);
    } else {
        fill_from_slice(&out, &values.iter().map(|z| z.re).collect::<Vec<f64>>());
    }
    Ok(out)
}

fn det(interp: &mut Interp, a: Value) -> Result<Value> {
    let a = Matrices::square(interp, &a, "det")?;
    let values: Vec<Complex64> = logarithms(&a)?.into_iter().map(|(sign, log)| sign * log.exp()).collect();
    finished(signs(&a, &values)?, a.result)
}

fn slogdet(interp: &mut Interp, a: Value) -> Result<Value> {
    let a = Matrices::square(interp, &a, "slogdet")?;
    let (sign, log): (Vec<Complex64>, Vec<f64>) = logarithms(&a)?.into_iter().unzip();
    let out = a.room(DType::Float64, &[])?;
    fill_from_slice(&out, &log);
    let items = vec![finished(signs(&a, &sign)?, a.result)?, finished(out, a.real())?];
    Ok(results::named(&results::SLOGDET, &["sign", "logabsdet"], items))
}

fn cholesky(interp: &mut Interp, a: Value, upper: Option<bool>) -> Result<Value> {
    let a = Matrices::square(interp, &a, if upper == Some(true) { "cholesky_up" } else { "cholesky_lo" })?;
    let n = a.size().0;
    let out = a.room(a.view.dtype(), &[n, n])?;
    for (m, x) in a.each().iter().zip(&items(&out, 2)) {
        with_field!(a.view.dtype(), T => {
            factor::set_columns(x, &factor::cholesky::<T>(m, upper.unwrap_or(false))?)
        });
    }
    finished_array(out, a.result)
}

fn matrix_power(interp: &mut Interp, a: ArrayLike, n: Value) -> Result<Value> {
    let view = a.view();
    if view.rank() < 2 {
        let text = format!("{}-dimensional array given. Array must be at least two-dimensional", view.rank());
        return Err(failure(text));
    }
    if view.shape()[view.rank() - 2] != view.shape()[view.rank() - 1] {
        return Err(failure("Last 2 dimensions of the array must be square"));
    }
    let n = interp.index(&n).map_err(|_| Raise::type_error("exponent must be an integer"))?;
    let a = Value::Array(a.0);
    if n == 0 {
        let out = View::zeros(view.dtype(), view.shape())?;
        let one = convert::cast_to(&View::from_slice(&[1i64])?, view.dtype())?.first();
        for m in items(&out, 2) {
            for i in 0..m.shape()[0] {
                crate::engine::mem::access::store(&m, m.layout().offset_of(&[i, i]) as usize, &one);
            }
        }
        return Ok(super::common::array(out));
    }
    let mut base = if n < 0 { inv(interp, a)? } else { a };
    let mut left = n.unsigned_abs();
    let mut result: Option<Value> = None;
    loop {
        if left & 1 == 1 {
            result = Some(match &result {
                None => base.clone(),
                Some(r) => matmul(interp, r, &base, None)?,
            });
        }
        left >>= 1;
        if left == 0 {
            break;
        }
        base = matmul(interp, &base, &base, None)?;
    }
    let found = result.unwrap_or(base);
    match (&found, n) {
        // A new array, also of the first power.
        (Value::Array(x), 1) => {
            let copy = x.view().copy(crate::engine::Order::C, crate::engine::observe::CopyReason::Requested)?;
            Ok(super::common::array(copy))
        }
        _ => Ok(found),
    }
}

fn tensorsolve(interp: &mut Interp, a: Value, b: Value, axes: Option<Value>) -> Result<Value> {
    let (mut x, y) = (convert::view(interp, &a)?, convert::view(interp, &b)?);
    if let Some(axes) = axes {
        let mut order: Vec<usize> = (0..x.rank()).collect();
        for axis in integers(interp, &axes)? {
            let axis = crate::engine::layout::normalize_axis(axis, x.rank())?;
            order.retain(|&i| i != axis);
            order.push(axis);
        }
        x = x.derive(x.layout().transpose(&order));
    }
    let rest = x.shape()[y.rank().min(x.rank())..].to_vec();
    let n: usize = rest.iter().product();
    if x.size() != n * n {
        return Err(failure(
            "Input arrays must satisfy the requirement             prod(a.shape[b.ndim:]) == prod(a.shape[:b.ndim])",
        ));
    }
    let square = super::tensor::flattened(&x, y.rank())?;
    let side = super::products::raveled(&y, crate::engine::Order::C)?;
    match solve(interp, super::common::array(square), super::common::array(side))? {
        Value::Array(found) => {
            let view = found.view().clone();
            Ok(super::common::array(view.derive(Layout::c(view.dtype(), &rest))))
        }
        other => Ok(other),
    }
}

fn tensorinv(interp: &mut Interp, a: Value, ind: Option<i64>) -> Result<Value> {
    let x = convert::view(interp, &a)?;
    let ind = ind.unwrap_or(2);
    if ind <= 0 {
        return Err(Raise::value_error("Invalid ind argument."));
    }
    let split = (ind as usize).min(x.rank());
    let shape = [&x.shape()[split..], &x.shape()[..split]].concat();
    let flat = super::tensor::flattened(&x, split)?;
    match inv(interp, super::common::array(flat))? {
        Value::Array(found) => {
            let view = found.view().clone();
            Ok(super::common::array(view.derive(Layout::c(view.dtype(), &shape))))
        }
        other => Ok(other),
    }
}
