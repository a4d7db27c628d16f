//! Eigenvalues and eigenvectors.

use super::common::{Matrices, finished_array};
use crate::engine::kernels::linalg::{factor, items};
use crate::engine::mem::access::fill_from_slice;
use crate::engine::{DType, View};
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
            &["eig"],
            "a",
            "Eigenvalues and right eigenvectors, which are the columns.\n\n\
             >>> np.linalg.eig([[2, 0], [0, 3]]).eigenvalues\narray([2., 3.])\n",
            |i: &mut Interp, a: Value| {
                let a = square(i, &a, "eig")?;
                let (values, vectors) = general(&a, true)?;
                Ok(results::named(&results::EIG, &["eigenvalues", "eigenvectors"], vec![values, vectors]))
            },
        ),
        py(
            &["eigvals"],
            "a",
            "Eigenvalues.\n\n>>> np.linalg.eigvals([[2, 0], [0, 3]])\narray([2., 3.])\n",
            |i: &mut Interp, a: Value| {
                let a = square(i, &a, "eigvals")?;
                Ok(general(&a, false)?.0)
            },
        ),
        py(
            &["eigh"],
            "a, UPLO='L'",
            "Eigenvalues in rising order and eigenvectors of a symmetric or Hermitian matrix.\n\n\
             >>> np.linalg.eigh([[3, 0], [0, 2]]).eigenvalues\narray([2., 3.])\n",
            |i: &mut Interp, a: Value, part: Option<String>| {
                let (values, vectors) = hermitian(i, &a, part, true)?;
                Ok(results::named(&results::EIGH, &["eigenvalues", "eigenvectors"], vec![values, vectors]))
            },
        ),
        py(
            &["eigvalsh"],
            "a, UPLO='L'",
            "Eigenvalues of a symmetric or Hermitian matrix.\n\n>>> np.linalg.eigvalsh([[3, 0], [0, 2]])\narray([2., 3.])\n",
            |i: &mut Interp, a: Value, part: Option<String>| Ok(hermitian(i, &a, part, false)?.0),
        ),
    ]
}

fn square(interp: &mut Interp, a: &Value, name: &str) -> Result<Matrices> {
    let found = Matrices::square(interp, a, name)?;
    found.finite()?;
    Ok(found)
}

/// Values and vectors, real where every eigenvalue is and the matrix was.
fn general(a: &Matrices, with_vectors: bool) -> Result<(Value, Value)> {
    let n = a.size().0;
    let (values, vectors) = (a.room(DType::Complex128, &[n])?, a.room(DType::Complex128, &[n, n])?);
    let mut real = !a.complex();
    for ((m, w), v) in a.each().iter().zip(&items(&values, 1)).zip(&items(&vectors, 2)) {
        crate::engine::interrupt::check()?;
        let (found, columns) = with_field!(a.view.dtype(), T => factor::eig::<T>(m, with_vectors)?);
        real &= found.iter().all(|z| z.im == 0.0);
        fill_from_slice(w, &found);
        if with_vectors {
            factor::set_columns(v, &columns);
        }
    }
    let dtype = match (real, a.real()) {
        (true, d) => d,
        (false, DType::Float32) => DType::Complex64,
        (false, _) => DType::Complex128,
    };
    let part = |view: View| -> Result<Value> {
        if !real {
            return finished_array(view, dtype);
        }
        // The real parts of what was computed, where they are.
        let mut layout = view.layout().clone();
        layout.dtype = DType::Float64;
        finished_array(view.derive(layout), dtype)
    };
    Ok((part(values)?, if with_vectors { part(vectors)? } else { Value::None }))
}

/// Eigenvalues in rising order, and eigenvectors if asked.
///
/// # Errors
/// NumPy's.
pub fn hermitian(interp: &mut Interp, a: &Value, part: Option<String>, with_vectors: bool) -> Result<(Value, Value)> {
    let upper = match part.as_deref().map(str::to_uppercase).as_deref() {
        None | Some("L") => false,
        Some("U") => true,
        Some(_) => return Err(Raise::value_error("UPLO argument must be 'L' or 'U'")),
    };
    let a = Matrices::square(interp, a, if upper { "eigh_up" } else { "eigh_lo" })?;
    let n = a.size().0;
    let (values, vectors) = (a.room(DType::Float64, &[n])?, a.room(a.view.dtype(), &[n, n])?);
    for ((m, w), v) in a.each().iter().zip(&items(&values, 1)).zip(&items(&vectors, 2)) {
        crate::engine::interrupt::check()?;
        with_field!(a.view.dtype(), T => {
            let (found, columns) = factor::eigh::<T>(m, upper, with_vectors)?;
            fill_from_slice(w, &found);
            if with_vectors {
                factor::set_columns(v, &columns);
            }
        });
    }
    Ok((finished_array(values, a.real())?, finished_array(vectors, a.result)?))
}
