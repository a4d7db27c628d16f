//! Products of matrices over views, and the factorizations of LAPACK.

pub mod factor;
mod ring;

use crate::engine::broadcast::{broadcast_to, shape_text};
use crate::engine::dtype::DType;
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use crate::engine::kernels::operand::Operand;
use crate::engine::kernels::ufunc::{CONJUGATE, CallOptions};
use crate::engine::layout::{Layout, Order, Shape};
use crate::engine::mem::access::write;
use crate::engine::mem::blas::{self, BlasElement, Unwalkable};
use crate::engine::mem::{access, loops};
use crate::engine::observe::CopyReason;
use crate::engine::view::View;
use num_complex::{Complex32, Complex64};

/// The matrices of a stack `(…, m, n)`, or the vectors of `(…, n)`: the last `core` axes at each index of the others.
pub fn items(view: &View, core: usize) -> Vec<View> {
    let split = view.rank() - core;
    let outer = Layout {
        dtype: view.dtype(),
        shape: view.shape()[..split].into(),
        strides: view.strides()[..split].into(),
        offset: view.layout().offset,
    };
    let inner = |at: usize| Layout {
        dtype: view.dtype(),
        shape: view.shape()[split..].into(),
        strides: view.strides()[split..].into(),
        offset: at,
    };
    crate::engine::view::Offsets::new(&outer).map(|at| view.derive(inner(at))).collect()
}

/// The view with its last two axes exchanged.
pub fn transposed(view: &View) -> View {
    let mut axes: Vec<usize> = (0..view.rank()).collect();
    let n = axes.len();
    axes.swap(n - 1, n - 2);
    view.derive(view.layout().transpose(&axes))
}

/// `out = a @ b` for matrices `(m, k)`, `(k, n)`, `(m, n)` of one element type.
///
/// # Errors
/// `MemoryError` of copies that BLAS needs, `KeyboardInterrupt`.
pub fn multiply(a: &View, b: &View, out: &View) -> Result<()> {
    if out.size() == 0 {
        return Ok(());
    }
    if out.may_share_memory(a) || out.may_share_memory(b) {
        let fresh = View::empty(out.dtype(), out.shape())?;
        multiply(a, b, &fresh)?;
        return access::copy_same_dtype(&fresh, out);
    }
    match a.dtype() {
        DType::Float64 => product::<f64>(a, b, out),
        DType::Float32 => product::<f32>(a, b, out),
        DType::Complex128 => product::<Complex64>(a, b, out),
        DType::Complex64 => product::<Complex32>(a, b, out),
        _ => ring::multiply(a, b, out),
    }
}

fn product<T: BlasElement>(a: &View, b: &View, out: &View) -> Result<()> {
    if a.shape()[1] == 0 {
        return loops::fill_value(out, T::default());
    }
    let (mut a, mut b) = (a.clone(), b.clone());
    loop {
        match by_blas::<T>(&a, &b, out) {
            // A large product stops where an interrupt is wanted.
            Ok(()) => return interrupt::check(),
            Err(Unwalkable::Left) => a = a.copy(Order::C, CopyReason::Blas)?,
            Err(Unwalkable::Right) => b = b.copy(Order::C, CopyReason::Blas)?,
            Err(Unwalkable::Out) => {
                let fresh = View::empty(out.dtype(), out.shape())?;
                by_blas::<T>(&a, &b, &fresh).map_err(|_| Error::value("matrix is too large for BLAS"))?;
                interrupt::check()?;
                return access::copy_same_dtype(&fresh, out);
            }
        }
    }
}

/// As NumPy: a matrix and a vector by `gemv`, two vectors by `dot`, the rest by `gemm`.
fn by_blas<T: BlasElement>(a: &View, b: &View, out: &View) -> std::result::Result<(), Unwalkable> {
    let (m, n) = (out.shape()[0], out.shape()[1]);
    match (m, n) {
        (1, 1) => {
            let sum = blas::dot::<T>(&line(a, 1), &line(b, 0), false)?;
            write(out, out.layout().offset, sum);
            Ok(())
        }
        (_, 1) => blas::gemv::<T>(a, &line(b, 0), &line(out, 0)),
        (1, _) => blas::gemv::<T>(&transposed(b), &line(a, 1), &line(out, 1)).map_err(|e| match e {
            Unwalkable::Left => Unwalkable::Right,
            Unwalkable::Right => Unwalkable::Left,
            Unwalkable::Out => e,
        }),
        _ => blas::gemm::<T>(a, b, out),
    }
}

/// The vector along `axis` of a matrix whose other axis has one index.
fn line(view: &View, axis: usize) -> View {
    let mut layout = view.layout().clone();
    layout.index_axis(1 - axis, 0);
    view.derive(layout)
}

/// `Σ xᵢ yᵢ` of two vectors of one type into a 0-d view, with the conjugates of `x` if asked.
///
/// # Errors
/// As [`multiply`].
pub fn dot(x: &View, y: &View, conjugate: bool, out: &View) -> Result<()> {
    let n = x.size();
    let x = if conjugate { conjugated(x)? } else { x.clone() };
    let reshape = |v: &View, rows: bool| {
        let mut layout = v.layout().clone();
        layout.insert_axis(if rows { 0 } else { 1 });
        v.derive(layout)
    };
    debug_assert_eq!(n, y.size());
    let mut layout = out.layout().clone();
    layout.insert_axis(0);
    layout.insert_axis(0);
    multiply(&reshape(&x, true), &reshape(y, false), &out.derive(layout))
}

/// A copy with the conjugates; numbers that are real are their own.
///
/// # Errors
/// `MemoryError`.
pub fn conjugated(x: &View) -> Result<View> {
    let out = View::empty(x.dtype(), x.shape())?;
    match x.dtype() {
        DType::Complex128 => loops::map1(x, &out, |z: Complex64| z.conj())?,
        DType::Complex64 => loops::map1(x, &out, |z: Complex32| z.conj())?,
        DType::Object => {
            let results = CONJUGATE.call(&[Operand::Array(x.clone())], &CallOptions::default())?;
            return Ok(results[0].clone());
        }
        _ => return Ok(x.clone()),
    }
    Ok(out)
}

/// `a @ b` as `np.matmul` has it, of one element type and at least one axis each: vectors are rows and columns, stacks are
/// broadcast. Into `out` if given.
///
/// # Errors
/// `ValueError` in NumPy's words.
pub fn matmul(a: &View, b: &View, out: Option<&View>) -> Result<View> {
    let (row, column) = (a.rank() == 1, b.rank() == 1);
    let as_matrix = |v: &View, axis: usize| {
        let mut layout = v.layout().clone();
        layout.insert_axis(axis);
        v.derive(layout)
    };
    let x = if row { as_matrix(a, 0) } else { a.clone() };
    let y = if column { as_matrix(b, 1) } else { b.clone() };
    let (p, q) = (x.rank(), y.rank());
    let (m, k, n) = (x.shape()[p - 2], x.shape()[p - 1], y.shape()[q - 1]);
    if y.shape()[q - 2] != k {
        return Err(Error::value(format!(
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature \
             (n?,k),(k,m?)->(n?,m?) (size {} is different from {k})",
            y.shape()[q - 2]
        )));
    }
    let stack = stack_shape(&x, &y)?;
    let mut full = stack.clone();
    full.extend([m, n]);
    let shown: Shape = {
        let mut s = stack.clone();
        s.extend((!row).then_some(m));
        s.extend((!column).then_some(n));
        s
    };
    let result = match out {
        Some(out) => out.clone(),
        None => View::empty(a.dtype(), &shown)?,
    };
    if result.shape() != &shown[..] {
        return Err(mismatched_out(&result, &shown));
    }
    let mut layout = result.layout().clone();
    if row {
        layout.insert_axis(stack.len());
    }
    if column {
        layout.insert_axis(layout.rank());
    }
    multiply_stacks(&x, &y, &result.derive(layout), &stack)?;
    Ok(result)
}

fn mismatched_out(out: &View, shown: &[usize]) -> Error {
    use crate::engine::broadcast::shape_repr;
    let short = out.rank() < shown.len();
    if short {
        return Error::value(format!(
            "matmul: Output operand 0 does not have enough dimensions (has {}, gufunc core with signature \
             (n?,k),(k,m?)->(n?,m?) requires {})",
            out.rank(),
            shown.len().min(2)
        ));
    }
    let at = shown.len().min(2);
    let tail = |s: &[usize]| s[s.len() - at..].to_vec();
    match tail(out.shape()).iter().zip(tail(shown)).enumerate().find(|(_, (a, b))| *a != b) {
        Some((i, (have, want))) => Error::value(format!(
            "matmul: Output operand 0 has a mismatch in its core dimension {i}, with gufunc signature \
             (n?,k),(k,m?)->(n?,m?) (size {have} is different from {want})"
        )),
        None => Error::value(format!(
            "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
            shape_repr(out.shape()),
            shape_repr(shown)
        )),
    }
}

fn multiply_stacks(x: &View, y: &View, out: &View, stack: &[usize]) -> Result<()> {
    let stretch = |v: &View| -> View {
        let rank = v.rank();
        let mut shape: Shape = stack.into();
        shape.extend_from_slice(&v.shape()[rank - 2..]);
        broadcast_to(v.layout(), &shape).map_or_else(|| v.clone(), |l| v.derive(l))
    };
    let (x, y) = (stretch(x), stretch(y));
    for ((a, b), o) in items(&x, 2).iter().zip(&items(&y, 2)).zip(&items(out, 2)) {
        interrupt::check()?;
        multiply(a, b, o)?;
    }
    Ok(())
}

/// The shape of the stacks of both, broadcast.
fn stack_shape(x: &View, y: &View) -> Result<Shape> {
    let (p, q) = (x.rank(), y.rank());
    let (left, right) = (&x.shape()[..p - 2], &y.shape()[..q - 2]);
    crate::engine::broadcast::broadcast_shapes(&[left, right]).map_err(|_| {
        let mapped = |v: &View| {
            let rank = v.rank();
            let lengths: Vec<String> = v.shape()[..rank - 2].iter().map(usize::to_string).collect();
            format!("({},newaxis,newaxis)", lengths.join(","))
        };
        Error::value(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {}->{} {}->{}  and \
             requested shape ({},{})",
            shape_text(x.shape()),
            mapped(x),
            shape_text(y.shape()),
            mapped(y),
            x.shape()[p - 2],
            y.shape()[q - 1]
        ))
    })
}

/// `np.dot` of arrays with at least one axis each and one element type: the last axis of `a` with the last but one of `b`.
///
/// # Errors
/// `ValueError: shapes … not aligned`.
pub fn dot_axes(a: &View, b: &View, out: Option<&View>) -> Result<View> {
    let (p, q) = (a.rank(), b.rank());
    let axis = if q == 1 { 0 } else { q - 2 };
    let (k, other) = (a.shape()[p - 1], b.shape()[axis]);
    if k != other {
        let (left, right) = (shape_text(a.shape()), shape_text(b.shape()));
        let text = format!("shapes {left} and {right} not aligned: {k} (dim {}) != {other} (dim {axis})", p - 1);
        return Err(Error::value(text));
    }
    let mut shape: Shape = a.shape()[..p - 1].into();
    shape.extend(b.shape().iter().enumerate().filter(|(i, _)| *i != axis).map(|(_, &n)| n));
    let result = match out {
        Some(out) => out.clone(),
        None => View::empty(a.dtype(), &shape)?,
    };
    if result.size() == 0 {
        return Ok(result);
    }
    let rows: usize = a.shape()[..p - 1].iter().product();
    let flat = match a.try_reshape(&[rows, k], false) {
        Ok(v) => v,
        Err(why) => a.copy(Order::C, CopyReason::Reshape(why))?.derive(Layout::c(a.dtype(), &[rows, k])),
    };
    let columns = if q == 1 { 1 } else { b.shape()[q - 1] };
    let matrices = if q == 1 {
        let mut layout = b.layout().clone();
        layout.insert_axis(1);
        vec![b.derive(layout)]
    } else {
        items(b, 2)
    };
    let item = result.dtype().itemsize() as isize;
    let row_step = (columns * matrices.len()) as isize * item;
    for (i, m) in matrices.iter().enumerate() {
        let mut part = Layout::c(result.dtype(), &[rows, columns]);
        part.strides[0] = row_step;
        part.offset = result.layout().offset + i * columns * item as usize;
        multiply(&flat, m, &result.derive(part))?;
    }
    Ok(result)
}
