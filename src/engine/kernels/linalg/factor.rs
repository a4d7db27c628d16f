//! LAPACK on one matrix at a time, column by column as NumPy calls it. Elements are `f64` or complex doubles. Large matrices
//! are factored [apart](mod@apart), so that an interrupt does not wait for them.

use crate::engine::apart::apart;
use crate::engine::dtype::Element;
use crate::engine::error::{Error, ErrorKind, Result};
use crate::engine::mem::access::{fill_from_slice, to_vec};
use crate::engine::mem::lapack::{self, Driver, Size};
use crate::engine::view::View;
use lax::layout::MatrixLayout;
use lax::{JobSvd, Lapack, UPLO};

/// The element types of the factorizations.
pub trait Field: Driver + Lapack<Real = f64, Complex = num_complex::Complex64> + Send + 'static {}
impl Field for f64 {}
impl Field for num_complex::Complex64 {}

/// `numpy.linalg.LinAlgError`.
pub fn failure(words: &str) -> Error {
    Error::new(ErrorKind::LinAlg, words)
}

fn layout(rows: usize, columns: usize) -> MatrixLayout {
    MatrixLayout::F { col: columns as i32, lda: rows as i32 }
}

/// The elements of a matrix, column after column.
pub fn columns<T: Element>(matrix: &View) -> Vec<T> {
    to_vec(&matrix.derive(matrix.layout().reversed_axes()))
}

/// Writes elements that stand column after column.
pub fn set_columns<T: Element>(matrix: &View, elements: &[T]) {
    fill_from_slice(&matrix.derive(matrix.layout().reversed_axes()), elements);
}

/// About how many operations a factorization of `(m, n)` takes.
fn work(m: usize, n: usize) -> f64 {
    m as f64 * n as f64 * m.min(n) as f64
}

/// `L U = P A` in the place of `A`, and the pivots; `None` if it is singular.
fn lu<T: Field>(mut a: Vec<T>, n: usize) -> Result<Option<(Vec<T>, Vec<i32>)>> {
    apart(work(n, n), move || T::lu(layout(n, n), &mut a).ok().map(|pivots| (a, pivots)))
}

/// `x = a⁻¹ b` for a square `a` and a matrix of right sides.
///
/// # Errors
/// `LinAlgError: Singular matrix`.
pub fn solve<T: Field>(a: &View, b: &View, x: &View) -> Result<()> {
    let n = a.shape()[0];
    if n == 0 || x.size() == 0 {
        return Ok(());
    }
    let (mut m, mut sides) = (columns::<T>(a), columns::<T>(b));
    let count = sides.len() / n;
    let found = apart(work(n, n), move || lapack::solve(&mut m, &mut sides, n, count).then_some(sides))?;
    let sides = found.ok_or_else(|| failure("Singular matrix"))?;
    set_columns(x, &sides);
    Ok(())
}

/// The LU factorization's diagonal and whether an odd number of rows was exchanged; `None` if it is singular.
///
/// # Errors
/// `KeyboardInterrupt`.
pub fn pivoted_diagonal<T: Field>(a: &View) -> Result<Option<(Vec<T>, bool)>> {
    let n = a.shape()[0];
    if n == 0 {
        return Ok(Some((Vec::new(), false)));
    }
    let Some((m, pivots)) = lu(columns::<T>(a), n)? else { return Ok(None) };
    let odd = pivots.iter().enumerate().filter(|(i, p)| **p as usize != i + 1).count() % 2 == 1;
    Ok(Some(((0..n).map(|i| m[i * n + i]).collect(), odd)))
}

/// Singular values in falling order, with `u` and `vt` column after column if asked.
#[derive(Debug)]
pub struct Svd<T> {
    /// Singular values.
    pub s: Vec<f64>,
    /// `(m, m)` or `(m, k)`.
    pub u: Vec<T>,
    /// `(n, n)` or `(k, n)`.
    pub vt: Vec<T>,
}

/// The singular value decomposition of a matrix that is not empty. `full` is `None` for the values alone.
///
/// # Errors
/// `LinAlgError: SVD did not converge`.
pub fn svd<T: Field>(a: &View, full: Option<bool>) -> Result<Svd<T>> {
    let mut m = columns::<T>(a);
    let job = match full {
        None => JobSvd::None,
        Some(true) => JobSvd::All,
        Some(false) => JobSvd::Some,
    };
    let [rows, columns] = [a.shape()[0], a.shape()[1]];
    let found = apart(work(rows, columns), move || T::svddc(layout(rows, columns), job, &mut m))?;
    let found = found.map_err(|_| failure("SVD did not converge"))?;
    Ok(Svd { s: found.s, u: found.u.unwrap_or_default(), vt: found.vt.unwrap_or_default() })
}

/// Eigenvalues and eigenvectors (column after column) of any square matrix.
///
/// # Errors
/// `LinAlgError: Eigenvalues did not converge`.
#[allow(clippy::type_complexity)] // two vectors of the same kind: no name would say more
pub fn eig<T: Field>(a: &View, vectors: bool) -> Result<(Vec<T::Complex>, Vec<T::Complex>)> {
    let n = a.shape()[0];
    if n == 0 {
        return Ok(Default::default());
    }
    let mut m = columns::<T>(a);
    let found = apart(work(n, n), move || T::eig(vectors, layout(n, n), &mut m))?;
    found.map_err(|_| failure("Eigenvalues did not converge"))
}

/// Eigenvalues in rising order, and eigenvectors column after column, of a symmetric or Hermitian matrix.
///
/// # Errors
/// `LinAlgError: Eigenvalues did not converge`.
pub fn eigh<T: Field>(a: &View, upper: bool, vectors: bool) -> Result<(Vec<f64>, Vec<T>)> {
    let n = a.shape()[0];
    if n == 0 {
        return Ok(Default::default());
    }
    let mut m = columns::<T>(a);
    let found = apart(work(n, n), move || lapack::eigh(&mut m, n, upper, vectors).map(|values| (values, m)))?;
    found.ok_or_else(|| failure("Eigenvalues did not converge"))
}

/// What least squares gives for one matrix.
#[derive(Debug)]
pub struct LeastSquares<T> {
    /// Column after column, `max(m, n)` long: the solution and below it what is left over.
    pub columns: Vec<T>,
    /// Singular values.
    pub s: Vec<f64>,
    /// The effective rank.
    pub rank: i32,
}

/// Solves `a x = b` by least squares; singular values below `rcond` times the largest count as zero.
///
/// # Errors
/// `LinAlgError: SVD did not converge in Linear Least Squares`.
pub fn least_squares<T: Field>(a: &View, b: &View, rcond: f64) -> Result<LeastSquares<T>> {
    let size = Size { m: a.shape()[0], n: a.shape()[1], sides: b.shape()[1] };
    let (mut m, long) = (columns::<T>(a), size.m.max(size.n));
    let mut sides = Vec::with_capacity(long * size.sides);
    for column in columns::<T>(b).chunks(size.m.max(1)).take(size.sides) {
        sides.extend_from_slice(column);
        sides.resize(sides.len() + long - size.m, T::default());
    }
    sides.resize(long * size.sides, T::default());
    let found = apart(work(size.m, size.n), move || {
        lapack::least_squares(&mut m, &mut sides, size, rcond).map(|(s, rank)| LeastSquares { columns: sides, s, rank })
    })?;
    found.ok_or_else(|| failure("SVD did not converge in Linear Least Squares"))
}

/// The lower triangle `L` with `L Lᴴ = A`, or the upper one, the other half zero, column after column.
///
/// # Errors
/// `LinAlgError: Matrix is not positive definite`.
pub fn cholesky<T: Field>(a: &View, upper: bool) -> Result<Vec<T>> {
    let n = a.shape()[0];
    let mut m = columns::<T>(a);
    if n == 0 {
        return Ok(m);
    }
    let part = if upper { UPLO::Upper } else { UPLO::Lower };
    let found = apart(work(n, n), move || T::cholesky(layout(n, n), part, &mut m).map(|()| m))?;
    let mut m = found.map_err(|_| failure("Matrix is not positive definite"))?;
    for column in 0..n {
        let other = if upper { column + 1..n } else { 0..column };
        other.for_each(|row| m[column * n + row] = T::default());
    }
    Ok(m)
}

/// Householder's QR: `R` above and the reflectors below the diagonal, column after column, and their factors.
///
/// # Errors
/// Of LAPACK.
pub fn householder<T: Field>(a: &View) -> Result<(Vec<T>, Vec<T>)> {
    let mut m = columns::<T>(a);
    let [rows, columns] = [a.shape()[0], a.shape()[1]];
    let factored = move || T::householder(layout(rows, columns), &mut m).map(|tau| (m, tau));
    apart(work(rows, columns), factored)?.map_err(|e| failure(&e.to_string()))
}

/// The first `wanted` columns of `Q` from the reflectors of a matrix of `rows` rows.
///
/// # Errors
/// Of LAPACK.
pub fn reflected<T: Field>(reflectors: &[T], tau: &[T], rows: usize, wanted: usize) -> Result<Vec<T>> {
    let mut q = reflectors[..(rows * wanted).min(reflectors.len())].to_vec();
    q.resize(rows * wanted, T::default());
    // `orgqr` takes as many columns as the layout says, with the reflectors that there are.
    let mut factors = tau.to_vec();
    factors.resize(wanted.min(rows), T::default());
    let made = apart(work(rows, wanted), move || T::q(layout(rows, wanted), &mut q, &factors).map(|()| q))?;
    made.map_err(|e| failure(&e.to_string()))
}
