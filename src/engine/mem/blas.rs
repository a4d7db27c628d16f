//! The system's BLAS over views, without copies: a routine that can't walk a view's strides says so, and the caller
//! copies (and notes why).

use super::cblas::{self, COL_MAJOR, Matrix, NO_TRANS, ROW_MAJOR, TRANS};
use super::loops::{expect, expect_out};
use crate::engine::interrupt;
use crate::engine::mem::access::{read, write};
use crate::engine::observe;
use crate::engine::view::View;
use std::ffi::{CStr, c_char, c_int};

pub use super::cblas::BlasElement;

/// The operand whose strides the routine can't walk: it needs a copy first (of the destination: a buffer of its own).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwalkable {
    /// The left factor.
    Left,
    /// The right factor.
    Right,
    /// The destination: its strides, or it overlaps a factor.
    Out,
}

/// How BLAS walks a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Walk {
    /// Whether the first axis is the fastest.
    transposed: bool,
    /// Elements from a row (or column) to the next.
    leading: c_int,
}

/// Whether the BLAS can walk a vector or matrix as it lies in memory. As NumPy's `is_blasable2d`: one axis in steps of one
/// element, the other in steps of whole elements, no shorter than a row, none of them negative.
pub fn walkable(view: &View) -> bool {
    match view.rank() {
        1 => vector_step(view).is_some(),
        2 => walk(view).is_some(),
        _ => false,
    }
}

fn walk(view: &View) -> Option<Walk> {
    let (shape, strides) = (view.shape(), view.strides());
    let leading = |outer: usize, inner: usize| {
        let item = view.layout().itemsize() as isize;
        let adjacent = strides[inner] == item || shape[inner] == 1;
        // A single row has any leading dimension.
        let row = shape[inner].max(1) as isize;
        let step = if shape[outer] <= 1 { row * item } else { strides[outer] };
        let whole = adjacent && step % item == 0 && step / item >= row && view.layout().is_aligned();
        whole.then(|| c_int::try_from(step / item).ok()).flatten()
    };
    let rows = leading(0, 1).map(|leading| Walk { transposed: false, leading });
    rows.or_else(|| leading(1, 0).map(|leading| Walk { transposed: true, leading }))
}

fn vector_step(view: &View) -> Option<c_int> {
    let item = view.layout().itemsize() as isize;
    let (n, step) = (view.shape()[0], view.strides()[0]);
    if n <= 1 {
        return Some(1);
    }
    let whole = step > 0 && step % item == 0 && view.layout().is_aligned();
    whole.then(|| c_int::try_from(step / item).ok()).flatten()
}

fn pointer<T>(view: &View) -> *mut T {
    view.buffer().ptr().wrapping_add(view.layout().offset).cast()
}

/// Notes that a routine reads these views.
fn reads(views: &[&View]) {
    observe::note_reads(views.iter().copied());
}

fn dims<const N: usize>(lengths: [usize; N]) -> Option<[c_int; N]> {
    let fits = lengths.iter().all(|&n| c_int::try_from(n).is_ok());
    fits.then(|| lengths.map(|n| n as c_int))
}

/// `out = a @ b` for matrices `(m, k)`, `(k, n)` and `(m, n)` that are not empty. As NumPy, `a @ a.T` is computed by half
/// (`syrk`) and mirrored. Where an interrupt is wanted `out` is left half done.
///
/// # Errors
/// Which operand needs a copy first; nothing has been written.
///
/// # Panics
/// If the types or shapes do not fit.
pub fn gemm<T: BlasElement>(a: &View, b: &View, out: &View) -> Result<(), Unwalkable> {
    [a, b].into_iter().for_each(expect::<T>);
    expect_out::<T>(out);
    let ([m, k], [n]) = ([a.shape()[0], a.shape()[1]], [b.shape()[1]]);
    assert!(b.shape()[0] == k && out.shape() == [m, n] && m * n * k > 0, "shapes of a matrix product");
    let left = walk(a).ok_or(Unwalkable::Left)?;
    let right = walk(b).ok_or(Unwalkable::Right)?;
    reads(&[a, b]);
    let to = walk(out).filter(|_| !out.may_share_memory(a) && !out.may_share_memory(b)).ok_or(Unwalkable::Out)?;
    let lengths = dims([m, n, k]).ok_or(Unwalkable::Out)?;
    let order = if to.transposed { COL_MAJOR } else { ROW_MAJOR };
    let trans = |w: Walk| if w.transposed == to.transposed { NO_TRANS } else { TRANS };
    let c = Matrix { at: pointer::<T>(out), step: to.leading };
    let (at_a, at_b) =
        (Matrix { at: pointer::<T>(a), step: left.leading }, Matrix { at: pointer::<T>(b), step: right.leading });
    let product = Product { modes: [order, trans(left), trans(right)], lengths, a: at_a, b: at_b, c };
    let by_half =
        a.layout().offset == b.layout().offset && is_own_transpose(a, b) && left.transposed != right.transposed;
    // SAFETY: `walk` has found that each matrix lies in its view with this leading dimension, `out` apart from both.
    unsafe { product.run(by_half) }
    if by_half && !interrupt::requested() {
        mirror::<T>(out);
    }
    Ok(())
}

/// Multiplications of doubles between two looks for an interrupt: some tens of milliseconds.
const TILE: usize = 3 << 30;

/// A product of matrices as the BLAS wants it told.
#[derive(Clone, Copy)]
struct Product<T> {
    modes: [c_int; 3],
    lengths: [c_int; 3],
    a: Matrix<T>,
    b: Matrix<T>,
    c: Matrix<T>,
}

impl<T: BlasElement> Product<T> {
    /// Computes the product, of a matrix with its own transpose the upper triangle alone; a large one tile by tile, until an
    /// interrupt is wanted. Each sum stays within one tile, so its order is that of the whole.
    ///
    /// # Safety
    /// The matrices lie in memory as told, the last apart from the others.
    unsafe fn run(&self, by_half: bool) {
        let [m, n, k] = self.lengths.map(|n| n as usize);
        let side = self.side();
        for top in (0..m).step_by(side) {
            for left in (if by_half { top } else { 0 }..n).step_by(side) {
                if interrupt::requested() && side < m.max(n) {
                    return;
                }
                let tile = self.tile([top, left], [side.min(m - top), side.min(n - left)]);
                let Product { modes: [order, ta, tb], lengths, a, b, c } = tile;
                if by_half && top == left {
                    // SAFETY: a tile lies within the whole.
                    unsafe { T::syrk([order, ta], [lengths[0], k as c_int], a, c) }
                } else {
                    // SAFETY: as above.
                    unsafe { T::gemm([order, ta, tb], lengths, a, b, c) }
                }
            }
        }
    }

    /// The length of a tile's sides.
    fn side(&self) -> usize {
        let [m, n, k] = self.lengths.map(|n| n as usize);
        let most = TILE / k * 8 / size_of::<T>();
        if m.saturating_mul(n) <= most { m.max(n) } else { most.isqrt().max(64) }
    }

    /// The part of the product that begins at a row and column and has so many of them.
    fn tile(&self, [top, left]: [usize; 2], [rows, columns]: [usize; 2]) -> Product<T> {
        let [order, ta, tb] = self.modes;
        let by_rows = |trans: c_int| (order == ROW_MAJOR) == (trans == NO_TRANS);
        let moved = |matrix: Matrix<T>, outer: usize, inner: usize| Matrix {
            at: matrix.at.wrapping_add(outer * matrix.step as usize + inner),
            ..matrix
        };
        Product {
            a: if by_rows(ta) { moved(self.a, top, 0) } else { moved(self.a, 0, top) },
            b: if by_rows(tb) { moved(self.b, 0, left) } else { moved(self.b, left, 0) },
            c: if order == ROW_MAJOR { moved(self.c, top, left) } else { moved(self.c, left, top) },
            lengths: [rows as c_int, columns as c_int, self.lengths[2]],
            ..*self
        }
    }
}

fn is_own_transpose(a: &View, b: &View) -> bool {
    let reversed = |x: &[isize]| [x[1], x[0]];
    std::rc::Rc::ptr_eq(a.buffer(), b.buffer())
        && b.shape() == [a.shape()[1], a.shape()[0]]
        && b.strides() == reversed(a.strides())
}

/// Copies the upper triangle, which `syrk` has written, to the lower one, in squares that stay in the cache.
fn mirror<T: BlasElement>(out: &View) {
    const SIDE: usize = 32;
    let n = out.shape()[0];
    let at = |i: usize, j: usize| out.layout().offset_of(&[i, j]) as usize;
    for top in (0..n).step_by(SIDE) {
        for left in (top..n).step_by(SIDE) {
            for i in top..(top + SIDE).min(n) {
                (left.max(i + 1)..(left + SIDE).min(n)).for_each(|j| write(out, at(j, i), read::<T>(out, at(i, j))));
            }
        }
    }
}

/// `out = a @ x` for a matrix `(m, n)` and vectors of `n` and `m` elements, none of them empty.
///
/// # Errors
/// Which operand needs a copy first; nothing has been written.
///
/// # Panics
/// If the types or shapes do not fit.
pub fn gemv<T: BlasElement>(a: &View, x: &View, out: &View) -> Result<(), Unwalkable> {
    [a, x].into_iter().for_each(expect::<T>);
    expect_out::<T>(out);
    let [m, n] = [a.shape()[0], a.shape()[1]];
    assert!(x.shape() == [n] && out.shape() == [m] && m * n > 0, "shapes of a matrix-vector product");
    let left = walk(a).ok_or(Unwalkable::Left)?;
    let step = vector_step(x).ok_or(Unwalkable::Right)?;
    reads(&[a, x]);
    let apart = !out.may_share_memory(a) && !out.may_share_memory(x);
    let to = vector_step(out).filter(|_| apart).ok_or(Unwalkable::Out)?;
    let lengths = dims([m, n]).ok_or(Unwalkable::Out)?;
    let order = if left.transposed { COL_MAJOR } else { ROW_MAJOR };
    let matrix = Matrix { at: pointer::<T>(a), step: left.leading };
    let (from, to) = (Matrix { at: pointer::<T>(x), step }, Matrix { at: pointer::<T>(out), step: to });
    // SAFETY: matrix and vectors lie in their views with these steps, `out` apart from both.
    unsafe { T::gemv([order, NO_TRANS], lengths, matrix, from, to) }
    Ok(())
}

/// `Σ xᵢ yᵢ`, with the conjugates of `x` if asked.
///
/// # Errors
/// Which operand needs a copy first.
///
/// # Panics
/// If the types or lengths differ.
pub fn dot<T: BlasElement>(x: &View, y: &View, conjugate: bool) -> Result<T, Unwalkable> {
    [x, y].into_iter().for_each(expect::<T>);
    assert!(x.rank() == 1 && x.shape() == y.shape(), "vectors of one length");
    let (a, b) = (vector_step(x).ok_or(Unwalkable::Left)?, vector_step(y).ok_or(Unwalkable::Right)?);
    let [n] = dims([x.size()]).ok_or(Unwalkable::Left)?;
    reads(&[x, y]);
    // SAFETY: `n` elements at these steps lie in the views.
    Ok(unsafe { T::dot(n, Matrix { at: pointer(x), step: a }, Matrix { at: pointer(y), step: b }, conjugate) })
}

/// `√ Σ |xᵢ|²`, scaled so that it does not overflow on the way.
///
/// # Errors
/// If the vector needs a copy first.
///
/// # Panics
/// If the type differs.
pub fn nrm2<T: BlasElement>(x: &View) -> Result<T::Real, Unwalkable> {
    expect::<T>(x);
    let step = vector_step(x).ok_or(Unwalkable::Left)?;
    let [n] = dims([x.size()]).ok_or(Unwalkable::Left)?;
    reads(&[x]);
    // SAFETY: `n` elements at this step lie in the view.
    Ok(unsafe { T::nrm2(n, Matrix { at: pointer(x), step }) })
}

/// What the BLAS says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// `OpenBLAS 0.3.21 DYNAMIC_ARCH …`
    pub config: String,
    /// The processor that its loops are written for: `SkylakeX`, `Haswell`, `Prescott` …
    pub core: String,
    /// How many threads it uses.
    pub threads: usize,
    /// `sequential`, `pthreads` or `openmp`.
    pub threading: &'static str,
}

/// What the BLAS says of itself.
pub fn info() -> Info {
    let text = |s: *const c_char| {
        // SAFETY: the library's own constant text, or null.
        if s.is_null() { String::new() } else { unsafe { CStr::from_ptr(s) }.to_string_lossy().trim().to_owned() }
    };
    // SAFETY: functions without arguments or conditions.
    let (config, core, threads, kind) = unsafe {
        let (config, core) = (cblas::openblas_get_config(), cblas::openblas_get_corename());
        (config, core, cblas::openblas_get_num_threads(), cblas::openblas_get_parallel())
    };
    let threading = ["sequential", "pthreads", "openmp"][kind.clamp(0, 2) as usize];
    Info { config: text(config), core: text(core), threads: threads.max(1) as usize, threading }
}

/// Sets how many threads the BLAS uses.
pub fn set_threads(n: usize) {
    // SAFETY: a function without conditions.
    unsafe { cblas::openblas_set_num_threads(n.clamp(1, 1024) as c_int) }
}

/// The value that the environment variable `OPENBLAS_CORETYPE` needs to have before the library is loaded, where the
/// library has not recognised the processor and uses much older instructions than there are; `None` if all is well or
/// the variable is set.
pub fn wanted_coretype() -> Option<&'static str> {
    if std::env::var_os("OPENBLAS_CORETYPE").is_some() {
        return None;
    }
    better_core(&info().core, best_core())
}

fn better_core(core: &str, best: Option<&'static str>) -> Option<&'static str> {
    let modern = ["Haswell", "Zen", "SkylakeX", "Cooperlake", "SapphireRapids"];
    best.filter(|_| !modern.iter().any(|m| m.eq_ignore_ascii_case(core)))
}

#[cfg(target_arch = "x86_64")]
fn best_core() -> Option<&'static str> {
    let wide = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512cd")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl");
    let haswell = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
    if wide { Some("SkylakeX") } else { haswell.then_some("Haswell") }
}

#[cfg(not(target_arch = "x86_64"))]
fn best_core() -> Option<&'static str> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::mem::access::to_vec;
    use crate::engine::mem::loops::tabulate;
    use crate::engine::{DType, Layout};
    use num_complex::Complex64;

    fn matrix(m: usize, n: usize, seed: usize) -> View {
        let view = View::empty(DType::Float64, &[m, n]).unwrap();
        tabulate(&view, |k| ((k * 7 + seed) % 11) as f64 - 4.0).unwrap();
        view
    }

    fn t(view: &View) -> View {
        view.derive(view.layout().reversed_axes())
    }

    fn part(view: &View, axis: usize, start: usize, step: isize, len: usize) -> View {
        let mut layout = view.layout().clone();
        layout.slice_axis(axis, start, step, len);
        view.derive(layout)
    }

    fn product(a: &View, b: &View) -> Vec<f64> {
        let (x, y) = (to_vec::<f64>(a), to_vec::<f64>(b));
        let (m, k, n) = (a.shape()[0], a.shape()[1], b.shape()[1]);
        let sum = |i: usize, j: usize| (0..k).map(|l| x[i * k + l] * y[l * n + j]).sum();
        (0..m * n).map(|e| sum(e / n, e % n)).collect()
    }

    #[test]
    fn products_of_views_in_any_order() {
        let (a, b) = (matrix(5, 4, 1), matrix(4, 6, 2));
        let wide = matrix(5, 9, 3);
        let lefts = [a.clone(), t(&matrix(4, 5, 5)), part(&wide, 1, 2, 1, 4), part(&matrix(10, 4, 6), 0, 1, 2, 5)];
        let rights = [b.clone(), t(&matrix(6, 4, 7)), part(&matrix(4, 8, 8), 1, 1, 1, 6)];
        for left in &lefts {
            for right in &rights {
                for fortran in [false, true] {
                    let layout = if fortran { Layout::f } else { Layout::c }(DType::Float64, &[5, 6]);
                    let out = View::alloc(layout, crate::engine::mem::buffer::Init::Uninit).unwrap();
                    gemm::<f64>(left, right, &out).unwrap();
                    assert_eq!(to_vec::<f64>(&out), product(left, right));
                }
            }
        }
        let out = View::zeros(DType::Float64, &[5, 6]).unwrap();
        assert_eq!(gemm::<f64>(&part(&wide, 1, 0, 2, 4), &b, &out), Err(Unwalkable::Left));
        assert_eq!(gemm::<f64>(&part(&a, 0, 4, -1, 5), &b, &out), Err(Unwalkable::Left));
        let square = matrix(4, 4, 3);
        assert_eq!(gemm::<f64>(&square, &t(&square), &square), Err(Unwalkable::Out));
    }

    #[test]
    fn a_matrix_by_its_own_transpose() {
        for a in [matrix(5, 3, 1), t(&matrix(3, 5, 1)), part(&matrix(5, 7, 2), 1, 2, 1, 3)] {
            for fortran in [false, true] {
                for (x, y) in [(a.clone(), t(&a)), (t(&a), a.clone())] {
                    let shape = [x.shape()[0], x.shape()[0]];
                    let layout = if fortran { Layout::f } else { Layout::c }(DType::Float64, &shape);
                    let out = View::alloc(layout, crate::engine::mem::buffer::Init::Uninit).unwrap();
                    gemm::<f64>(&x, &y, &out).unwrap();
                    assert_eq!(to_vec::<f64>(&out), product(&x, &y));
                }
            }
        }
    }

    #[test]
    fn vectors() {
        let a = matrix(5, 4, 1);
        let x = part(&matrix(1, 8, 2).try_reshape(&[8], false).unwrap(), 0, 1, 2, 4);
        let out = View::zeros(DType::Float64, &[5]).unwrap();
        for m in [a.clone(), t(&matrix(4, 5, 9))] {
            gemv::<f64>(&m, &x, &out).unwrap();
            assert_eq!(to_vec::<f64>(&out), product(&m, &x.try_reshape(&[4, 1], false).unwrap()));
        }
        let y = to_vec::<f64>(&x);
        assert_eq!(dot::<f64>(&x, &x, false), Ok(y.iter().map(|v| v * v).sum()));
        assert_eq!(dot::<f64>(&part(&x, 0, 3, -1, 4), &x, false), Err(Unwalkable::Left));
        let z = View::from_slice(&[Complex64::new(3.0, 4.0), Complex64::new(0.0, -1.0)]).unwrap();
        assert_eq!(dot::<Complex64>(&z, &z, true), Ok(Complex64::new(26.0, 0.0)));
        assert_eq!(dot::<Complex64>(&z, &z, false), Ok(Complex64::new(-8.0, 24.0)));
        assert_eq!(nrm2::<f64>(&View::from_slice(&[3.0, 4.0]).unwrap()), Ok(5.0));
    }

    #[test]
    fn the_core_is_known() {
        let info = info();
        assert!(info.config.contains("OpenBLAS") && !info.core.is_empty() && info.threads > 0, "{info:?}");
        assert_eq!(better_core("Prescott", Some("SkylakeX")), Some("SkylakeX"));
        assert_eq!(better_core("Zen", Some("SkylakeX")), None);
        assert_eq!(better_core("Nehalem", None), None);
    }
}
