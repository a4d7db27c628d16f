//! `svd`, `svdvals`, `pinv`, `matrix_rank`, `cond`, `lstsq`, `qr`.

use super::common::{Matrices, failure, finished, finished_array};
use crate::lang::builtins::numpy::named as results;
use crate::engine::kernels::linalg::{factor, items, multiply};
use crate::engine::mem::access::{fill_from_slice, to_vec};
use crate::engine::{DType, View};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::with_field;

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["svd"],
            "a, full_matrices=True, compute_uv=True, hermitian=False",
            "The singular value decomposition `a = (U * S) @ Vh`.\n\n>>> np.linalg.svd([[3, 0], [0, 2]]).S\narray([3., 2.])\n",
            svd,
        ),
        py(
            &["svdvals"],
            "x, /",
            "The singular values.\n\n>>> np.linalg.svdvals([[3, 0], [0, 2]])\narray([3., 2.])\n",
            |i: &mut Interp, a: Value| svd(i, a, None, Some(false), None),
        ),
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
        py(
            &["lstsq"],
            "a, b, rcond=None",
            "The `x` with the least `|a @ x - b|`: with residuals, rank and singular values.\n\n\
             >>> np.linalg.lstsq([[1, 0], [0, 2]], [1, 2])[2]\nnp.int32(2)\n",
            lstsq,
        ),
        py(
            &["qr"],
            "a, mode='reduced'",
            "`a = Q @ R`, with `Q` orthonormal and `R` upper triangular.\n\n>>> np.linalg.qr([[1, 0], [0, 1]]).R.shape\n(2, 2)\n",
            qr,
        ),
    ]
}

/// The singular values of a stack, as doubles.
///
/// # Errors
/// `LinAlgError`.
pub fn values(a: &Matrices) -> Result<View> {
    let (m, n) = a.size();
    let k = m.min(n);
    let out = a.room(DType::Float64, &[k])?;
    if out.size() == 0 {
        return Ok(out);
    }
    for (matrix, s) in a.each().iter().zip(&items(&out, 1)) {
        let found = with_field!(a.view.dtype(), T => factor::svd::<T>(matrix, None)?.s);
        fill_from_slice(s, &found);
    }
    Ok(out)
}

fn svd(
    interp: &mut Interp,
    a: Value,
    full: Option<bool>,
    vectors: Option<bool>,
    _hermitian: Option<bool>,
) -> Result<Value> {
    let a = Matrices::new(interp, &a)?;
    if !vectors.unwrap_or(true) {
        return finished_array(values(&a)?, a.real());
    }
    let full = full.unwrap_or(true);
    let (u, s, vt) = decomposed(&a, full)?;
    let items = vec![finished_array(u, a.result)?, finished_array(s, a.real())?, finished_array(vt, a.result)?];
    Ok(results::named(&results::SVD, &["U", "S", "Vh"], items))
}

fn decomposed(a: &Matrices, full: bool) -> Result<(View, View, View)> {
    let (m, n) = a.size();
    let k = m.min(n);
    let dtype = a.view.dtype();
    let (rows, columns) = if full { (m, n) } else { (k, k) };
    let (u, s, vt) = (a.room(dtype, &[m, rows])?, a.room(DType::Float64, &[k])?, a.room(dtype, &[columns, n])?);
    if k == 0 {
        return Ok((identity(&u)?, s, identity(&vt)?));
    }
    for (((matrix, u), s), vt) in a.each().iter().zip(&items(&u, 2)).zip(&items(&s, 1)).zip(&items(&vt, 2)) {
        crate::engine::interrupt::check()?;
        with_field!(dtype, T => {
            let found = factor::svd::<T>(matrix, Some(full))?;
            factor::set_columns(u, &found.u[..m * rows]);
            fill_from_slice(s, &found.s);
            factor::set_columns(vt, &found.vt[..columns * n]);
        });
    }
    Ok((u, s, vt))
}

/// Ones on the diagonals, zeros elsewhere.
fn identity(view: &View) -> Result<View> {
    let zeros = View::zeros(view.dtype(), view.shape())?;
    let one = convert::cast_to(&View::from_slice(&[1i64])?, view.dtype())?.first();
    for m in items(&zeros, 2) {
        for i in 0..m.shape()[0].min(m.shape()[1]) {
            crate::engine::mem::access::store(&m, m.layout().offset_of(&[i, i]) as usize, &one);
        }
    }
    Ok(zeros)
}

fn pinv(
    interp: &mut Interp,
    a: Value,
    rcond: Option<f64>,
    _hermitian: Option<bool>,
    rtol: Option<Value>,
) -> Result<Value> {
    let a = Matrices::new(interp, &a)?;
    let (m, n) = a.size();
    let dtype = a.view.dtype();
    let rtol = rtol.map(|v| interp.float(&v)).transpose()?;
    let cut = rcond.or(rtol).unwrap_or(1e-15);
    let out = a.room(dtype, &[n, m])?;
    if out.size() == 0 {
        return finished_array(out, a.result);
    }
    let k = m.min(n);
    for (matrix, x) in a.each().iter().zip(&items(&out, 2)) {
        with_field!(dtype, T => {
            let found = factor::svd::<T>(matrix, Some(false))?;
            let limit = cut * found.s[0];
            let (v, ut) = (View::empty(dtype, &[n, k])?, View::empty(dtype, &[k, m])?);
            let scale = |s: f64| if s > limit { T::from(1.0 / s) } else { T::from(0.0) };
            // `vt` column after column is `v` row after row; so is `u` for `ut`.
            let vt: Vec<T> = found.vt.iter().map(conjugate).collect();
            let ut_rows: Vec<T> = found.u.iter().enumerate().map(|(i, z)| conjugate(z) * scale(found.s[i / m])).collect();
            fill_from_slice(&v, &vt);
            fill_from_slice(&ut, &ut_rows);
            multiply(&v, &ut, x)?;
        });
    }
    finished_array(out, a.result)
}

fn conjugate<T: factor::Field>(z: &T) -> T {
    z.conj()
}

fn matrix_rank(
    interp: &mut Interp,
    a: Value,
    tol: Option<f64>,
    _hermitian: Option<bool>,
    rtol: Option<f64>,
) -> Result<Value> {
    let view = convert::view(interp, &a)?;
    if view.rank() < 2 {
        let any = view.scalars().any(|s| s.truth());
        return Ok(Value::Int(i64::from(any)));
    }
    let stack = Matrices::of(view)?;
    let (m, n) = stack.size();
    let epsilon = if matches!(stack.real(), DType::Float32) { f64::from(f32::EPSILON) } else { f64::EPSILON };
    let found = values(&stack)?;
    let k = m.min(n);
    let all = to_vec::<f64>(&found);
    let ranks: Vec<i64> = all
        .chunks(k.max(1))
        .map(|s| {
            let largest = s.iter().copied().fold(0.0, f64::max);
            let limit = tol.unwrap_or_else(|| largest * rtol.unwrap_or(m.max(n) as f64 * epsilon));
            s.iter().filter(|&&x| x > limit).count() as i64
        })
        .collect();
    let out = stack.room(DType::Int64, &[])?;
    if ranks.len() == out.size() {
        fill_from_slice(&out, &ranks);
    } else {
        crate::engine::mem::loops::fill_value(&out, 0i64)?;
    }
    finished(out, DType::Int64)
}

fn cond(interp: &mut Interp, x: Value, p: Option<Value>) -> Result<Value> {
    let a = Matrices::new(interp, &x)?;
    if a.view.size() == 0 {
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
    let Some(largest) = two else {
        let inverse = interp.get_attr(&Value::Module(&super::LINALG), "inv")?;
        let norm = interp.get_attr(&Value::Module(&super::LINALG), "norm")?;
        let y = interp.call(&inverse, std::slice::from_ref(&x), &[])?;
        let options = [("axis".to_string(), Value::tuple(vec![Value::Int(-2), Value::Int(-1)]))];
        let p = p.unwrap_or(Value::None);
        let (m, n) = (interp.call(&norm, &[x, p.clone()], &options)?, interp.call(&norm, &[y, p], &options)?);
        return interp.binary(crate::syntax::ast::BinOp::Mul, &m, &n);
    };
    let found = to_vec::<f64>(&values(&a)?);
    let k = a.size().0.min(a.size().1);
    let ratio = |s: &[f64]| if largest { s[0] / s[k - 1] } else { s[k - 1] / s[0] };
    let ratios: Vec<f64> = found.chunks(k).map(ratio).map(|r| if r.is_nan() { f64::INFINITY } else { r }).collect();
    let out = a.room(DType::Float64, &[])?;
    fill_from_slice(&out, &ratios);
    finished(out, a.real())
}

fn lstsq(interp: &mut Interp, a: Value, b: Value, rcond: Option<f64>) -> Result<Value> {
    let a = Matrices::new(interp, &a)?;
    let right = convert::view(interp, &b)?;
    let vector = right.rank() == 1;
    if a.view.rank() != 2 || !(1..=2).contains(&right.rank()) {
        let rank = if a.view.rank() != 2 { a.view.rank() } else { right.rank() };
        return Err(failure(format!("{rank}-dimensional array given. Array must be two-dimensional")));
    }
    let result = super::common::result_type(&[a.result, right.dtype()])?;
    let dtype = super::common::computed(result);
    let (m, n) = a.size();
    if right.shape()[0] != m {
        return Err(failure("Incompatible dimensions"));
    }
    let matrix = convert::cast_to(&a.view, dtype)?;
    let sides = super::tensor::flattened(&convert::cast_to(&right, dtype)?, 1)?;
    let nrhs = sides.shape()[1];
    let epsilon = if result.real_part() == DType::Float32 { f64::from(f32::EPSILON) } else { f64::EPSILON };
    let cut = rcond.unwrap_or(epsilon * m.max(n) as f64);
    let cut = if cut < 0.0 { f64::EPSILON } else { cut };
    let x = View::zeros(dtype, &[n, nrhs])?;
    let (mut rank, mut s) = (0i64, Vec::new());
    let mut residuals: Vec<f64> = Vec::new();
    if m > 0 && n > 0 {
        with_field!(dtype, T => {
            let found = factor::svd::<T>(&matrix, Some(false))?;
            let k = m.min(n);
            let limit = cut * found.s[0];
            rank = found.s.iter().filter(|&&v| v > limit).count() as i64;
            let (v, ut, half) =
                (View::empty(dtype, &[n, k])?, View::empty(dtype, &[k, m])?, View::empty(dtype, &[k, nrhs])?);
            let scale = |s: f64| if s > limit { T::from(1.0 / s) } else { T::from(0.0) };
            fill_from_slice(&v, &found.vt.iter().map(conjugate).collect::<Vec<T>>());
            let rows: Vec<T> = found.u.iter().enumerate().map(|(i, z)| conjugate(z) * scale(found.s[i / m])).collect();
            fill_from_slice(&ut, &rows);
            multiply(&ut, &sides, &half)?;
            multiply(&v, &half, &x)?;
            s = found.s;
            if rank == n as i64 && m > n {
                let fit = View::empty(dtype, &[m, nrhs])?;
                multiply(&matrix, &x, &fit)?;
                let (have, want) = (to_vec::<T>(&fit), to_vec::<T>(&sides));
                residuals = (0..nrhs).map(|j| (0..m).map(|i| square(want[i * nrhs + j] - have[i * nrhs + j])).sum()).collect();
            }
        });
    }
    let shown = if vector { x.derive(crate::engine::Layout::c(dtype, &[n])) } else { x };
    let real = result.real_part();
    Ok(Value::tuple(vec![
        finished_array(shown, result)?,
        finished_array(View::from_slice(&residuals)?, real)?,
        Value::scalar(rank as i32),
        finished_array(View::from_slice(&s)?, real)?,
    ]))
}

fn square<T: factor::Field>(z: T) -> f64 {
    z.square()
}

fn qr(interp: &mut Interp, a: Value, mode: Option<String>) -> Result<Value> {
    let mode = mode.unwrap_or_else(|| "reduced".into());
    if !["reduced", "complete", "r", "raw"].contains(&mode.as_str()) {
        return Err(Raise::value_error(format!("Unrecognized mode '{mode}'")));
    }
    let a = Matrices::new(interp, &a)?;
    let (m, n) = a.size();
    let dtype = a.view.dtype();
    let k = m.min(n);
    let wanted = if mode == "complete" && m > n { m } else { k };
    let (q, r) = (a.room(dtype, &[m, wanted])?, a.room(dtype, &[wanted, n])?);
    let (h, tau) = (a.room(dtype, &[n, m])?, a.room(dtype, &[k])?);
    let (qs, rs, hs, taus) = (items(&q, 2), items(&r, 2), items(&h, 2), items(&tau, 1));
    for (i, matrix) in a.each().iter().enumerate() {
        if k == 0 {
            break;
        }
        with_field!(dtype, T => {
            let (reflectors, factors) = factor::householder::<T>(matrix)?;
            match mode.as_str() {
                "raw" => {
                    fill_from_slice(&hs[i], &reflectors);
                    fill_from_slice(&taus[i], &factors);
                }
                _ => {
                    let upper = |e: usize| {
                        let (row, column) = (e / n, e % n);
                        if row <= column && row < m { reflectors[column * m + row] } else { T::default() }
                    };
                    fill_from_slice(&rs[i], &(0..wanted * n).map(upper).collect::<Vec<T>>());
                    if mode != "r" {
                        factor::set_columns(&qs[i], &factor::reflected::<T>(&reflectors, &factors, m, wanted)?);
                    }
                }
            }
        });
    }
    match mode.as_str() {
        "r" => finished_array(r, a.result),
        "raw" => Ok(Value::tuple(vec![finished_array(h, a.result)?, finished_array(tau, a.result)?])),
        _ => {
            let q = if k == 0 { identity(&q)? } else { q };
            let items = vec![finished_array(q, a.result)?, finished_array(r, a.result)?];
            Ok(results::named(&results::QR, &["Q", "R"], items))
        }
    }
}
