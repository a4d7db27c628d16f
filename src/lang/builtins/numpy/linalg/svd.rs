//! `svd`, `svdvals`, `lstsq`, `qr`.

use super::common::{Matrices, failure, finished_array};
use crate::engine::kernels::linalg::{factor, items};
use crate::engine::mem::access::fill_from_slice;
use crate::engine::{DType, View};
use crate::lang::builtins::numpy::convert;
use crate::lang::builtins::numpy::named as results;
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

/// `np.linalg.svd`.
///
/// # Errors
/// NumPy's.
pub fn svd(
    interp: &mut Interp,
    a: Value,
    full: Option<bool>,
    vectors: Option<bool>,
    hermitian: Option<bool>,
) -> Result<Value> {
    if hermitian.unwrap_or(false) {
        return super::rank::hermitian(interp, a, vectors.unwrap_or(true));
    }
    let a = Matrices::new(interp, &a, "svd")?;
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

fn lstsq(interp: &mut Interp, a: Value, b: Value, rcond: Option<Value>) -> Result<Value> {
    let (a, b) = (convert::view(interp, &a)?, convert::view(interp, &b)?);
    let vector = b.rank() == 1;
    for rank in [a.rank(), if vector { 2 } else { b.rank() }] {
        if rank != 2 {
            return Err(failure(format!("{rank}-dimensional array given. Array must be two-dimensional")));
        }
    }
    let sides = super::tensor::flattened(&b, 1)?;
    let ((m, n), count) = ((a.shape()[0], a.shape()[1]), sides.shape()[1]);
    if sides.shape()[0] != m {
        return Err(failure("Incompatible dimensions"));
    }
    let result = super::common::result_type(&[a.dtype(), b.dtype()], "lstsq")?;
    let dtype = super::common::computed(result);
    let (a, sides) = (convert::cast_to(&a, dtype)?, convert::cast_to(&sides, dtype)?);
    let cut = match rcond {
        Some(v) => interp.float(&v)?,
        None => f64::EPSILON * m.max(n) as f64,
    };
    let x = View::zeros(dtype, &[n, count])?;
    let (mut rank, mut s, mut residuals) = (0i32, vec![0.0; m.min(n)], Vec::<f64>::new());
    if m > 0 && n == 0 {
        // Nothing to fit with: all of the right side is left over.
        with_field!(dtype, T => {
            residuals = factor::columns::<T>(&sides).chunks(m).map(|c| c.iter().map(|&z| square(z)).sum()).collect();
        });
    }
    if m > 0 && n > 0 {
        // The driver takes no empty right side.
        let given = if count == 0 { View::zeros(dtype, &[m, 1])? } else { sides };
        with_field!(dtype, T => {
            let found = factor::least_squares::<T>(&a, &given, cut)?;
            (rank, s) = (found.rank, found.s);
            let long = m.max(n);
            let columns = || found.columns.chunks(long).take(count);
            factor::set_columns(&x, &columns().flat_map(|c| c[..n].to_vec()).collect::<Vec<T>>());
            if rank == n as i32 && m > n {
                residuals = columns().map(|c| c[n..].iter().map(|&z| square(z)).sum()).collect();
            }
        });
    }
    let shown = if vector { x.derive(crate::engine::Layout::c(dtype, &[n])) } else { x };
    let real = result.real_part();
    Ok(Value::tuple(vec![
        finished_array(shown, result)?,
        finished_array(View::from_slice(&residuals)?, real)?,
        Value::scalar(rank),
        finished_array(View::from_slice(&s)?, real)?,
    ]))
}

fn square<T: factor::Field>(z: T) -> f64 {
    z.square()
}

/// The mode by its present name.
fn qr_mode(interp: &mut Interp, mode: Option<String>) -> Result<&'static str> {
    let mode = mode.unwrap_or_else(|| "reduced".into());
    if let Some(known) = ["reduced", "complete", "r", "raw"].into_iter().find(|m| *m == mode) {
        return Ok(known);
    }
    let (text, known) = match mode.as_str() {
        "f" | "full" => (
            "The 'full' option is deprecated in favor of 'reduced'.\nFor backward compatibility let mode default.",
            "reduced",
        ),
        "e" | "economic" => ("The 'economic' option is deprecated.", "economic"),
        _ => return Err(Raise::value_error(format!("Unrecognized mode '{mode}'"))),
    };
    interp.warn(&crate::lang::exceptions::DEPRECATION_WARNING, text)?;
    Ok(known)
}

fn qr(interp: &mut Interp, a: Value, mode: Option<String>) -> Result<Value> {
    let mode = qr_mode(interp, mode)?;
    let a = Matrices::new(interp, &a, "qr")?;
    let (m, n) = a.size();
    let dtype = a.view.dtype();
    let k = m.min(n);
    let wanted = if mode == "complete" && m > n { m } else { k };
    let (q, r) = (a.room(dtype, &[m, wanted])?, a.room(dtype, &[wanted, n])?);
    let (factored, tau) = (a.room(dtype, &[m, n])?, a.room(dtype, &[k])?);
    let whole = items(&factored, 2);
    let (qs, rs, taus) = (items(&q, 2), items(&r, 2), items(&tau, 1));
    for (i, matrix) in a.each().iter().enumerate() {
        if k == 0 {
            break;
        }
        with_field!(dtype, T => {
            let (reflectors, factors) = factor::householder::<T>(matrix)?;
            match mode {
                "economic" => factor::set_columns(&whole[i], &reflectors),
                "raw" => {
                    factor::set_columns(&whole[i], &reflectors);
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
    match mode {
        "r" => finished_array(r, a.result),
        "economic" => finished_array(factored, a.result),
        "raw" => {
            let h = convert::cast_to(&factored, a.result)?;
            let h = {
                let mut axes: Vec<usize> = (0..h.rank()).collect();
                axes.swap(h.rank() - 2, h.rank() - 1);
                h.derive(h.layout().transpose(&axes))
            };
            Ok(Value::tuple(vec![super::common::array(h), finished_array(tau, a.result)?]))
        }
        _ => {
            let q = if k == 0 { identity(&q)? } else { q };
            let items = vec![finished_array(q, a.result)?, finished_array(r, a.result)?];
            Ok(results::named(&results::QR, &["Q", "R"], items))
        }
    }
}
