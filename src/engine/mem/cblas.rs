//! The C functions of the system's BLAS, and the element types that they know.

use crate::engine::dtype::Element;
use num_complex::{Complex32, Complex64};
use std::ffi::{c_char, c_int};

extern crate openblas_src as _;

pub(super) const ROW_MAJOR: c_int = 101;
pub(super) const COL_MAJOR: c_int = 102;
pub(super) const NO_TRANS: c_int = 111;
pub(super) const TRANS: c_int = 112;
pub(super) const UPPER: c_int = 121;

/// An element type of the BLAS: `float32`, `float64`, `complex64`, `complex128`.
pub trait BlasElement: Element + Raw {}
impl<T: Element + Raw> BlasElement for T {}

/// The functions of one element type; all sums begin at zero and are not scaled.
pub trait Raw: Sized {
    /// The type of a norm.
    type Real;
    /// `c = a b`.
    ///
    /// # Safety
    /// As the C function's.
    unsafe fn gemm(modes: [c_int; 3], dims: [c_int; 3], a: Matrix<Self>, b: Matrix<Self>, c: Matrix<Self>);
    /// The upper triangle of `c = a aᵀ`, or of `aᵀ a`.
    ///
    /// # Safety
    /// As the C function's.
    unsafe fn syrk(modes: [c_int; 2], dims: [c_int; 2], a: Matrix<Self>, c: Matrix<Self>);
    /// `y = a x`.
    ///
    /// # Safety
    /// As the C function's.
    unsafe fn gemv(modes: [c_int; 2], dims: [c_int; 2], a: Matrix<Self>, x: Matrix<Self>, y: Matrix<Self>);
    /// `Σ xᵢ yᵢ`, with the conjugates of `x` if asked.
    ///
    /// # Safety
    /// As the C function's.
    unsafe fn dot(n: c_int, x: Matrix<Self>, y: Matrix<Self>, conjugate: bool) -> Self;
    /// `√ Σ |xᵢ|²`.
    ///
    /// # Safety
    /// As the C function's.
    unsafe fn nrm2(n: c_int, x: Matrix<Self>) -> Self::Real;
}

/// The first element, and the leading dimension of a matrix or the step of a vector, in elements.
#[derive(Debug, Clone, Copy)]
pub struct Matrix<T> {
    pub(super) at: *mut T,
    pub(super) step: c_int,
}

type I = c_int;

macro_rules! real {
    ($t:ty, $gemm:ident, $syrk:ident, $gemv:ident, $dot:ident, $nrm2:ident) => {
        unsafe extern "C" {
            fn $gemm(
                o: I,
                ta: I,
                tb: I,
                m: I,
                n: I,
                k: I,
                al: $t,
                a: *const $t,
                lda: I,
                b: *const $t,
                ldb: I,
                be: $t,
                c: *mut $t,
                ldc: I,
            );
            fn $syrk(o: I, u: I, t: I, n: I, k: I, al: $t, a: *const $t, lda: I, be: $t, c: *mut $t, ldc: I);
            fn $gemv(
                o: I,
                t: I,
                m: I,
                n: I,
                al: $t,
                a: *const $t,
                lda: I,
                x: *const $t,
                incx: I,
                be: $t,
                y: *mut $t,
                incy: I,
            );
            fn $dot(n: I, x: *const $t, incx: I, y: *const $t, incy: I) -> $t;
            fn $nrm2(n: I, x: *const $t, incx: I) -> $t;
        }
        impl Raw for $t {
            type Real = $t;

            unsafe fn gemm([o, ta, tb]: [I; 3], [m, n, k]: [I; 3], a: Matrix<$t>, b: Matrix<$t>, c: Matrix<$t>) {
                // SAFETY: by the caller's promise.
                unsafe { $gemm(o, ta, tb, m, n, k, 1.0, a.at, a.step, b.at, b.step, 0.0, c.at, c.step) }
            }

            unsafe fn syrk([o, t]: [I; 2], [n, k]: [I; 2], a: Matrix<$t>, c: Matrix<$t>) {
                // SAFETY: by the caller's promise.
                unsafe { $syrk(o, UPPER, t, n, k, 1.0, a.at, a.step, 0.0, c.at, c.step) }
            }

            unsafe fn gemv([o, t]: [I; 2], [m, n]: [I; 2], a: Matrix<$t>, x: Matrix<$t>, y: Matrix<$t>) {
                // SAFETY: by the caller's promise.
                unsafe { $gemv(o, t, m, n, 1.0, a.at, a.step, x.at, x.step, 0.0, y.at, y.step) }
            }

            unsafe fn dot(n: I, x: Matrix<$t>, y: Matrix<$t>, _conjugate: bool) -> $t {
                // SAFETY: by the caller's promise.
                unsafe { $dot(n, x.at, x.step, y.at, y.step) }
            }

            unsafe fn nrm2(n: I, x: Matrix<$t>) -> $t {
                // SAFETY: by the caller's promise.
                unsafe { $nrm2(n, x.at, x.step) }
            }
        }
    };
}

macro_rules! complex {
    ($t:ty, $r:ty, $gemm:ident, $syrk:ident, $gemv:ident, $dotu:ident, $dotc:ident, $nrm2:ident) => {
        unsafe extern "C" {
            fn $gemm(
                o: I,
                ta: I,
                tb: I,
                m: I,
                n: I,
                k: I,
                al: *const $t,
                a: *const $t,
                lda: I,
                b: *const $t,
                ldb: I,
                be: *const $t,
                c: *mut $t,
                ldc: I,
            );
            fn $syrk(
                o: I,
                u: I,
                t: I,
                n: I,
                k: I,
                al: *const $t,
                a: *const $t,
                lda: I,
                be: *const $t,
                c: *mut $t,
                ldc: I,
            );
            fn $gemv(
                o: I,
                t: I,
                m: I,
                n: I,
                al: *const $t,
                a: *const $t,
                lda: I,
                x: *const $t,
                incx: I,
                be: *const $t,
                y: *mut $t,
                incy: I,
            );
            fn $dotu(n: I, x: *const $t, incx: I, y: *const $t, incy: I, out: *mut $t);
            fn $dotc(n: I, x: *const $t, incx: I, y: *const $t, incy: I, out: *mut $t);
            fn $nrm2(n: I, x: *const $t, incx: I) -> $r;
        }
        impl Raw for $t {
            type Real = $r;

            unsafe fn gemm([o, ta, tb]: [I; 3], [m, n, k]: [I; 3], a: Matrix<$t>, b: Matrix<$t>, c: Matrix<$t>) {
                let (one, zero) = (<$t>::new(1.0, 0.0), <$t>::new(0.0, 0.0));
                // SAFETY: by the caller's promise.
                unsafe { $gemm(o, ta, tb, m, n, k, &one, a.at, a.step, b.at, b.step, &zero, c.at, c.step) }
            }

            unsafe fn syrk([o, t]: [I; 2], [n, k]: [I; 2], a: Matrix<$t>, c: Matrix<$t>) {
                let (one, zero) = (<$t>::new(1.0, 0.0), <$t>::new(0.0, 0.0));
                // SAFETY: by the caller's promise.
                unsafe { $syrk(o, UPPER, t, n, k, &one, a.at, a.step, &zero, c.at, c.step) }
            }

            unsafe fn gemv([o, t]: [I; 2], [m, n]: [I; 2], a: Matrix<$t>, x: Matrix<$t>, y: Matrix<$t>) {
                let (one, zero) = (<$t>::new(1.0, 0.0), <$t>::new(0.0, 0.0));
                // SAFETY: by the caller's promise.
                unsafe { $gemv(o, t, m, n, &one, a.at, a.step, x.at, x.step, &zero, y.at, y.step) }
            }

            unsafe fn dot(n: I, x: Matrix<$t>, y: Matrix<$t>, conjugate: bool) -> $t {
                let mut sum = <$t>::new(0.0, 0.0);
                let f = if conjugate { $dotc } else { $dotu };
                // SAFETY: by the caller's promise.
                unsafe { f(n, x.at, x.step, y.at, y.step, &mut sum) }
                sum
            }

            unsafe fn nrm2(n: I, x: Matrix<$t>) -> $r {
                // SAFETY: by the caller's promise.
                unsafe { $nrm2(n, x.at, x.step) }
            }
        }
    };
}

real!(f32, cblas_sgemm, cblas_ssyrk, cblas_sgemv, cblas_sdot, cblas_snrm2);
real!(f64, cblas_dgemm, cblas_dsyrk, cblas_dgemv, cblas_ddot, cblas_dnrm2);
complex!(Complex32, f32, cblas_cgemm, cblas_csyrk, cblas_cgemv, cblas_cdotu_sub, cblas_cdotc_sub, cblas_scnrm2);
complex!(Complex64, f64, cblas_zgemm, cblas_zsyrk, cblas_zgemv, cblas_zdotu_sub, cblas_zdotc_sub, cblas_dznrm2);

unsafe extern "C" {
    pub(super) fn openblas_get_config() -> *const c_char;
    pub(super) fn openblas_get_corename() -> *const c_char;
    pub(super) fn openblas_get_num_threads() -> c_int;
    pub(super) fn openblas_set_num_threads(n: c_int);
    pub(super) fn openblas_get_parallel() -> c_int;
}
