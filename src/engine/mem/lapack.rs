//! LAPACK's drivers that NumPy calls, where the signs and the order of the results hang on which one it is: divide and
//! conquer for symmetric matrices (`syevd`) and for least squares (`gelsd`), `gesv` for equations.

use crate::engine::dtype::Element;
use num_complex::Complex64;
use std::ffi::{c_char, c_int};

extern crate openblas_src as _;

type I = c_int;

unsafe extern "C" {
    fn dsyevd_(
        job: *const c_char,
        part: *const c_char,
        n: *const I,
        a: *mut f64,
        lda: *const I,
        w: *mut f64,
        work: *mut f64,
        lwork: *const I,
        iwork: *mut I,
        liwork: *const I,
        info: *mut I,
    );
    fn zheevd_(
        job: *const c_char,
        part: *const c_char,
        n: *const I,
        a: *mut Complex64,
        lda: *const I,
        w: *mut f64,
        work: *mut Complex64,
        lwork: *const I,
        rwork: *mut f64,
        lrwork: *const I,
        iwork: *mut I,
        liwork: *const I,
        info: *mut I,
    );
    fn dgelsd_(
        m: *const I,
        n: *const I,
        nrhs: *const I,
        a: *mut f64,
        lda: *const I,
        b: *mut f64,
        ldb: *const I,
        s: *mut f64,
        rcond: *const f64,
        rank: *mut I,
        work: *mut f64,
        lwork: *const I,
        iwork: *mut I,
        info: *mut I,
    );
    fn zgelsd_(
        m: *const I,
        n: *const I,
        nrhs: *const I,
        a: *mut Complex64,
        lda: *const I,
        b: *mut Complex64,
        ldb: *const I,
        s: *mut f64,
        rcond: *const f64,
        rank: *mut I,
        work: *mut Complex64,
        lwork: *const I,
        rwork: *mut f64,
        iwork: *mut I,
        info: *mut I,
    );
    fn dgesv_(
        n: *const I,
        nrhs: *const I,
        a: *mut f64,
        lda: *const I,
        p: *mut I,
        b: *mut f64,
        ldb: *const I,
        info: *mut I,
    );
    fn zgesv_(
        n: *const I,
        nrhs: *const I,
        a: *mut Complex64,
        lda: *const I,
        p: *mut I,
        b: *mut Complex64,
        ldb: *const I,
        info: *mut I,
    );
}

/// The work space of a driver: a first call with lengths of -1 tells how much it needs.
struct Work<T> {
    main: Vec<T>,
    real: Vec<f64>,
    ints: Vec<I>,
    asked: bool,
}

impl<T: Driver> Work<T> {
    fn new() -> Work<T> {
        Work { main: vec![T::default(); 1], real: vec![0.0], ints: vec![0], asked: false }
    }

    fn lengths(&self) -> [I; 3] {
        if self.asked { [self.main.len() as I, self.real.len() as I, self.ints.len() as I] } else { [-1; 3] }
    }

    /// Takes the room that the query asked for.
    fn grow(&mut self) {
        let (main, real, ints) = (self.main[0].length(), self.real[0] as usize, self.ints[0] as usize);
        self.main = vec![T::default(); main.max(1)];
        self.real = vec![0.0; real.max(1)];
        self.ints = vec![0; ints.max(1)];
        self.asked = true;
    }
}

/// The size of a matrix, and the number of right sides.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Rows.
    pub m: usize,
    /// Columns.
    pub n: usize,
    /// Columns of the right side.
    pub sides: usize,
}

/// An element type of the drivers: `float64` or `complex128`.
pub trait Driver: Element + Raw {}
impl<T: Element + Raw> Driver for T {}

/// The drivers of one element type.
pub trait Raw: Sized {
    /// A length that a query returned.
    fn length(&self) -> usize;
    #[doc(hidden)]
    unsafe fn raw_eigh(
        job: u8,
        part: u8,
        n: I,
        a: *mut Self,
        w: *mut f64,
        work: (*mut Self, *mut f64, *mut I),
        lengths: [I; 3],
    ) -> I;
    #[doc(hidden)]
    unsafe fn raw_lstsq(
        sizes: [I; 3],
        a: *mut Self,
        b: *mut Self,
        s: *mut f64,
        rcond: f64,
        work: (*mut Self, *mut f64, *mut I),
        length: I,
    ) -> (I, I);
    #[doc(hidden)]
    unsafe fn raw_solve(n: I, sides: I, a: *mut Self, pivots: *mut I, b: *mut Self) -> I;
}

impl Raw for f64 {
    fn length(&self) -> usize {
        *self as usize
    }

    unsafe fn raw_eigh(
        job: u8,
        part: u8,
        n: I,
        a: *mut f64,
        w: *mut f64,
        work: (*mut f64, *mut f64, *mut I),
        lengths: [I; 3],
    ) -> I {
        let (job, part, mut info) = (job as c_char, part as c_char, 0);
        // SAFETY: by the caller's promise.
        unsafe { dsyevd_(&job, &part, &n, a, &n.max(1), w, work.0, &lengths[0], work.2, &lengths[2], &mut info) }
        info
    }

    unsafe fn raw_lstsq(
        [m, n, sides]: [I; 3],
        a: *mut f64,
        b: *mut f64,
        s: *mut f64,
        rcond: f64,
        work: (*mut f64, *mut f64, *mut I),
        length: I,
    ) -> (I, I) {
        let (mut rank, mut info) = (0, 0);
        let (lda, ldb) = (m.max(1), m.max(n).max(1));
        // SAFETY: by the caller's promise.
        unsafe { dgelsd_(&m, &n, &sides, a, &lda, b, &ldb, s, &rcond, &mut rank, work.0, &length, work.2, &mut info) }
        (rank, info)
    }

    unsafe fn raw_solve(n: I, sides: I, a: *mut f64, pivots: *mut I, b: *mut f64) -> I {
        let mut info = 0;
        // SAFETY: by the caller's promise.
        unsafe { dgesv_(&n, &sides, a, &n.max(1), pivots, b, &n.max(1), &mut info) }
        info
    }
}

impl Raw for Complex64 {
    fn length(&self) -> usize {
        self.re as usize
    }

    unsafe fn raw_eigh(
        job: u8,
        part: u8,
        n: I,
        a: *mut Complex64,
        w: *mut f64,
        work: (*mut Complex64, *mut f64, *mut I),
        lengths: [I; 3],
    ) -> I {
        let (job, part, mut info) = (job as c_char, part as c_char, 0);
        let [main, real, ints] = lengths;
        // SAFETY: by the caller's promise.
        unsafe { zheevd_(&job, &part, &n, a, &n.max(1), w, work.0, &main, work.1, &real, work.2, &ints, &mut info) }
        info
    }

    unsafe fn raw_lstsq(
        [m, n, sides]: [I; 3],
        a: *mut Complex64,
        b: *mut Complex64,
        s: *mut f64,
        rcond: f64,
        work: (*mut Complex64, *mut f64, *mut I),
        length: I,
    ) -> (I, I) {
        let (mut rank, mut info) = (0, 0);
        let (lda, ldb) = (m.max(1), m.max(n).max(1));
        // SAFETY: by the caller's promise.
        unsafe {
            zgelsd_(&m, &n, &sides, a, &lda, b, &ldb, s, &rcond, &mut rank, work.0, &length, work.1, work.2, &mut info)
        }
        (rank, info)
    }

    unsafe fn raw_solve(n: I, sides: I, a: *mut Complex64, pivots: *mut I, b: *mut Complex64) -> I {
        let mut info = 0;
        // SAFETY: by the caller's promise.
        unsafe { zgesv_(&n, &sides, a, &n.max(1), pivots, b, &n.max(1), &mut info) }
        info
    }
}

/// Eigenvalues of a symmetric or Hermitian `n × n` matrix, column after column in `a`, which becomes the eigenvectors.
/// `None` if they did not converge.
///
/// # Panics
/// If `a` is no `n × n` matrix.
pub fn eigh<T: Driver>(a: &mut [T], n: usize, upper: bool, vectors: bool) -> Option<Vec<f64>> {
    assert_eq!(a.len(), n * n, "a square matrix");
    let mut values = vec![0.0; n.max(1)];
    let (job, part) = (if vectors { b'V' } else { b'N' }, if upper { b'U' } else { b'L' });
    let mut work = Work::<T>::new();
    for _ in 0..2 {
        let lengths = work.lengths();
        let space = (work.main.as_mut_ptr(), work.real.as_mut_ptr(), work.ints.as_mut_ptr());
        // SAFETY: matrix, values and work space are as long as the driver is told.
        if unsafe { T::raw_eigh(job, part, n as I, a.as_mut_ptr(), values.as_mut_ptr(), space, lengths) } != 0 {
            return None;
        }
        if !work.asked {
            work.grow();
        }
    }
    values.truncate(n);
    Some(values)
}

/// Singular values and rank of `a`, and in `b` (columns of `max(m, n)`) the solutions of `a x = b` by least squares.
/// `None` if they did not converge.
///
/// # Panics
/// If the slices are not of these sizes.
pub fn least_squares<T: Driver>(a: &mut [T], b: &mut [T], size: Size, rcond: f64) -> Option<(Vec<f64>, i32)> {
    let Size { m, n, sides } = size;
    assert!(a.len() == m * n && b.len() == m.max(n) * sides, "sizes of a least squares problem");
    let mut s = vec![0.0; m.min(n).max(1)];
    let mut work = Work::<T>::new();
    let sizes = [m as I, n as I, sides as I];
    let mut rank = 0;
    for _ in 0..2 {
        let length = work.lengths()[0];
        let space = (work.main.as_mut_ptr(), work.real.as_mut_ptr(), work.ints.as_mut_ptr());
        // SAFETY: matrices, values and work space are as long as the driver is told.
        let (found, info) =
            unsafe { T::raw_lstsq(sizes, a.as_mut_ptr(), b.as_mut_ptr(), s.as_mut_ptr(), rcond, space, length) };
        if info != 0 {
            return None;
        }
        rank = found;
        if !work.asked {
            work.grow();
        }
    }
    s.truncate(m.min(n));
    Some((s, rank))
}

/// Puts the solutions of `a x = b` in `b`; whether there are any.
///
/// # Panics
/// If the slices are not of these sizes.
pub fn solve<T: Driver>(a: &mut [T], b: &mut [T], n: usize, sides: usize) -> bool {
    assert!(a.len() == n * n && b.len() == n * sides, "sizes of equations");
    let mut pivots: Vec<I> = vec![0; n.max(1)];
    // SAFETY: the matrices and pivots are as long as the driver is told.
    unsafe { T::raw_solve(n as I, sides as I, a.as_mut_ptr(), pivots.as_mut_ptr(), b.as_mut_ptr()) == 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drivers_of_both_types() {
        let mut a = [2.0, 1.0, 1.0, 2.0];
        let w = eigh(&mut a, 2, false, true).unwrap();
        assert!((w[0] - 1.0).abs() < 1e-12 && (w[1] - 3.0).abs() < 1e-12);
        let mut z: Vec<Complex64> = [2.0, 1.0, 1.0, 2.0].map(|x| Complex64::new(x, 0.0)).to_vec();
        assert!((eigh(&mut z, 2, true, false).unwrap()[1] - 3.0).abs() < 1e-12);
        let mut b = [3.0, 3.0];
        assert!(solve(&mut [2.0, 1.0, 1.0, 2.0], &mut b, 2, 1) && (b[0] - 1.0).abs() < 1e-12);
        assert!(!solve(&mut [1.0, 1.0, 1.0, 1.0], &mut b, 2, 1));
        let mut side = [1.0, 2.0, 3.0];
        let (s, rank) = least_squares(&mut [1.0, 1.0, 1.0], &mut side, Size { m: 3, n: 1, sides: 1 }, -1.0).unwrap();
        assert!(rank == 1 && (side[0] - 2.0).abs() < 1e-12 && (s[0] - 3f64.sqrt()).abs() < 1e-12);
    }
}
