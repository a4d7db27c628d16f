//! `matmul`, `dot` and their kin.

use super::common::{array, pair};
use crate::engine::kernels::linalg::{self, items};
use crate::engine::kernels::ufunc::{self, CallOptions};
use crate::engine::kernels::{Operand, reduce};
use crate::engine::layout::{Order, normalize_axis};
use crate::engine::observe::CopyReason;
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, DTypeArg, OutArg, This};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::arrays;
use crate::lang::registry::{Builtin, c, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// The functions of `numpy`.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["dot"],
            "a, b, out=None",
            "The product of vectors or matrices: the last axis of `a` with the last but one of `b`.\n\n\
             >>> np.dot([1, 2], [3, 4])\nnp.int64(11)\n",
            |i: &mut Interp, a: Value, b: Value, out: Option<OutArg>| dot(i, &a, &b, out.map(|o| o.0)),
        ),
        c(
            &["vdot"],
            "a, b, /",
            "The product of two vectors (arrays are raveled), with the conjugates of the first.\n\n\
             >>> np.vdot([1, 2], [3, 4])\nnp.int64(11)\n",
            vdot,
        ),
        c(
            &["inner"],
            "a, b, /",
            "The product over the last axes.\n\n>>> np.inner([1, 2], [[3, 4], [5, 6]])\narray([11, 17])\n",
            inner,
        ),
        py(
            &["outer"],
            "a, b, out=None",
            "Every element of `a` times every element of `b`.\n\n>>> np.outer([1, 2], [3, 4])\n\
             array([[3, 4],\n       [6, 8]])\n",
            outer,
        ),
        py(
            &["trace"],
            "a, offset=0, axis1=0, axis2=1, dtype=None, out=None",
            "The sum along a diagonal.\n\n>>> np.trace([[1, 2], [3, 4]])\nnp.int64(5)\n",
            trace,
        ),
    ]
}

/// The functions of `numpy.linalg` that are products.
pub fn linalg_rows() -> Vec<Builtin> {
    vec![
        py(&["matmul"], "x1, x2, /", "The matrix product.", |i: &mut Interp, a: Value, b: Value| {
            matmul(i, &a, &b, None)
        }),
        py(
            &["outer"],
            "x1, x2, /",
            "Every element of one vector times every element of the other.",
            |i: &mut Interp, a: ArrayLike, b: ArrayLike| {
                let (p, q) = (a.view().rank(), b.view().rank());
                if p != 1 || q != 1 {
                    let text =
                        format!("Input arrays must be one-dimensional, but they are x1.ndim={p} and x2.ndim={q}.");
                    return Err(Raise::value_error(text));
                }
                outer(i, Value::Array(a.0), Value::Array(b.0), None)
            },
        ),
        py(&["vecdot"], "x1, x2, /, *, axis=-1", "The product of vectors.", |i: &mut Interp, a, b, axis| {
            vecdot(i, a, b, None, axis)
        }),
        py(
            &["trace"],
            "x, /, *, offset=0, dtype=None",
            "The sum along a diagonal of the last two axes.",
            |i: &mut Interp, a: ArrayLike, offset: Option<i64>, dtype: Option<DTypeArg>| {
                trace(i, a, offset, Some(-2), Some(-1), dtype, None)
            },
        ),
        py(
            &["diagonal"],
            "x, /, *, offset=0",
            "Diagonals of the last two axes, as a view.",
            |_: &mut Interp, a: ArrayLike, offset: Option<i64>| {
                let view = a.view();
                let part = diagonal(&view, offset.unwrap_or(0), -2, -1)?;
                let shown = Array::view_of(&a.0, part);
                shown.set_writeable(false);
                Ok(Value::Array(shown))
            },
        ),
        py(&["matrix_transpose"], "x, /", "The last two axes exchanged, as a view.", |_: &mut Interp, a: ArrayLike| {
            let view = a.view();
            if view.rank() < 2 {
                let text = format!("Input array must be at least 2-dimensional, but it is {}", view.rank());
                return Err(Raise::value_error(text));
            }
            Ok(a.derive(linalg::transposed(&view)))
        }),
    ]
}

/// The methods of arrays.
pub fn methods() -> Vec<Builtin> {
    vec![
        c(
            &["dot"],
            "self, b, /, out=None",
            "As `np.dot`.\n\n>>> np.array([1, 2]).dot([3, 4])\nnp.int64(11)\n",
            |i: &mut Interp, a: Value, b: Value, out: Option<OutArg>| dot(i, &a, &b, out.map(|o| o.0)),
        ),
        c(
            &["trace"],
            "self, offset=0, axis1=0, axis2=1, dtype=None, out=None",
            "As `np.trace`.\n\n>>> np.array([[1, 2], [3, 4]]).trace()\nnp.int64(5)\n",
            |i: &mut Interp,
             a: This,
             offset: Option<i64>,
             axis1: Option<i64>,
             axis2: Option<i64>,
             dtype: Option<DTypeArg>,
             out: Option<OutArg>| { trace(i, ArrayLike(a.0), offset, axis1, axis2, dtype, out) },
        ),
    ]
}

/// `a @ b`; `out` is the array of `a @= b`.
///
/// # Errors
/// NumPy's.
pub fn matmul(interp: &mut Interp, a: &Value, b: &Value, out: Option<&Rc<Array>>) -> Result<Value> {
    let (x, y) = pair(interp, a, b)?;
    for (i, v) in [&x, &y].into_iter().enumerate() {
        if v.rank() == 0 {
            return Err(Raise::value_error(format!(
                "matmul: Input operand {i} does not have enough dimensions (has 0, gufunc core with signature \
                 (n?,k),(k,m?)->(n?,m?) requires 1)"
            )));
        }
    }
    if !x.dtype().is_numeric() && x.dtype() != DType::Object {
        return Err(crate::engine::Error::new(
            crate::engine::ErrorKind::UFuncType,
            "ufunc 'matmul' did not contain a loop with signature matching types (dtype('<U1'), dtype('<U1')) -> None",
        )
        .into());
    }
    match out {
        Some(out) if out.view().dtype() == x.dtype() => {
            let view = out.view().clone();
            linalg::matmul(&x, &y, Some(&view))?;
            Ok(Value::Array(out.clone()))
        }
        Some(out) => {
            let fresh = linalg::matmul(&x, &y, None)?;
            store(out, &fresh)?;
            Ok(Value::Array(out.clone()))
        }
        None => Ok(convert::result(linalg::matmul(&x, &y, None)?)),
    }
}

fn store(out: &Rc<Array>, from: &View) -> Result<()> {
    let view = out.view().clone();
    if view.shape() != from.shape() {
        return Err(Raise::value_error(
            "output array is not acceptable (must have the right datatype, number of dimensions, and be a C-Array)",
        ));
    }
    crate::engine::kernels::cast::check(from.dtype(), view.dtype(), crate::engine::kernels::Casting::SameKind)?;
    Ok(crate::engine::kernels::cast::assign(&view, &Operand::Array(from.clone()))?)
}

/// `np.dot(a, b, out)`.
///
/// # Errors
/// NumPy's.
pub fn dot(interp: &mut Interp, a: &Value, b: &Value, out: Option<Rc<Array>>) -> Result<Value> {
    let (x, y) = pair(interp, a, b)?;
    let result = if x.rank() == 0 || y.rank() == 0 {
        let product = arrays::call_views(
            interp,
            &ufunc::MULTIPLY,
            &[x.into_operand(), y.into_operand()],
            &CallOptions::default(),
        )?;
        product.into_iter().next().ok_or_else(|| Raise::type_error("no product"))?
    } else {
        linalg::dot_axes(&x, &y, None)?
    };
    match out {
        Some(out) => {
            if out.view().dtype() != result.dtype() || !out.view().layout().is_c_contiguous() {
                return Err(Raise::value_error(
                    "output array is not acceptable (must have the right datatype, number of dimensions, and be a C-Array)",
                ));
            }
            store(&out, &result)?;
            Ok(Value::Array(out))
        }
        None => Ok(convert::result(result)),
    }
}

trait IntoOperand {
    fn into_operand(self) -> Operand;
}

impl IntoOperand for View {
    fn into_operand(self) -> Operand {
        Operand::Array(self)
    }
}

/// The elements side by side, copied where they must be.
///
/// # Errors
/// `MemoryError`.
pub fn raveled(view: &View, order: Order) -> Result<View> {
    Ok(match view.try_ravel(order) {
        Ok(flat) => flat,
        Err(why) => {
            let copy = view.copy(order, CopyReason::Ravel(why))?;
            copy.derive(crate::engine::Layout::c(copy.dtype(), &[copy.size()]))
        }
    })
}

fn vdot(interp: &mut Interp, a: Value, b: Value) -> Result<Value> {
    let (x, y) = pair(interp, &a, &b)?;
    let (x, y) = (raveled(&x, Order::C)?, raveled(&y, Order::C)?);
    if x.size() != y.size() {
        return Err(Raise::value_error(format!(
            "cannot reshape array of size {} into shape ({},)",
            y.size(),
            x.size()
        )));
    }
    let out = View::zeros(x.dtype(), &[])?;
    linalg::dot(&x, &y, true, &out)?;
    Ok(convert::result(out))
}

fn inner(interp: &mut Interp, a: Value, b: Value) -> Result<Value> {
    let (x, y) = pair(interp, &a, &b)?;
    if x.rank() == 0 || y.rank() == 0 {
        return dot(interp, &array(x), &array(y), None);
    }
    let (p, q) = (x.rank(), y.rank());
    let (k, other) = (x.shape()[p - 1], y.shape()[q - 1]);
    if k != other {
        use crate::engine::broadcast::shape_text;
        // NumPy says it of the second with its last two axes exchanged.
        let swapped = if q == 1 { y.clone() } else { linalg::transposed(&y) };
        return Err(Raise::value_error(format!(
            "shapes {} and {} not aligned: {k} (dim {}) != {other} (dim {})",
            shape_text(x.shape()),
            shape_text(swapped.shape()),
            p - 1,
            q.saturating_sub(2)
        )));
    }
    if q == 1 {
        return Ok(convert::result(linalg::dot_axes(&x, &y, None)?));
    }
    let mut shape = x.shape()[..p - 1].to_vec();
    shape.extend_from_slice(&y.shape()[..q - 1]);
    let (left, right) = (super::tensor::flattened(&x, p - 1)?, super::tensor::flattened(&y, q - 1)?);
    let flat = linalg::dot_axes(&left, &linalg::transposed(&right), None)?;
    Ok(convert::result(flat.derive(crate::engine::Layout::c(flat.dtype(), &shape))))
}

fn outer(interp: &mut Interp, a: Value, b: Value, out: Option<OutArg>) -> Result<Value> {
    let (x, y) = (convert::view(interp, &a)?, convert::view(interp, &b)?);
    let (x, y) = (raveled(&x, Order::C)?, raveled(&y, Order::C)?);
    let mut column = x.layout().clone();
    column.insert_axis(1);
    let mut row = y.layout().clone();
    row.insert_axis(0);
    let inputs = [x.derive(column).into_operand(), y.derive(row).into_operand()];
    let mut options = CallOptions::default();
    if let Some(out) = &out {
        options.out.push(Some(out.0.view().clone()));
    }
    let result = arrays::call(interp, &ufunc::MULTIPLY, &inputs, &options)?;
    Ok(out.map_or(result, |o| Value::Array(o.0)))
}

fn vecdot(interp: &mut Interp, a: Value, b: Value, out: Option<OutArg>, axis: Option<i64>) -> Result<Value> {
    let (x, y) = pair(interp, &a, &b)?;
    let axis = axis.unwrap_or(-1);
    let last = |v: &View| -> Result<View> {
        let axis = normalize_axis(axis, v.rank())?;
        let mut axes: Vec<usize> = (0..v.rank()).filter(|&i| i != axis).collect();
        axes.push(axis);
        Ok(v.derive(v.layout().transpose(&axes)))
    };
    let (x, y) = (last(&x)?, last(&y)?);
    let (k, other) = (x.shape()[x.rank() - 1], y.shape()[y.rank() - 1]);
    if k != other {
        return Err(Raise::value_error(format!(
            "vecdot: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n),(n)->() (size \
             {other} is different from {k})"
        )));
    }
    let shape = crate::engine::broadcast::broadcast_shapes(&[x.shape(), y.shape()])?;
    let stretch = |v: &View| v.broadcast_to(&shape).unwrap_or_else(|| v.clone());
    let result = View::empty(x.dtype(), &shape[..shape.len() - 1])?;
    for ((p, q), o) in items(&stretch(&x), 1).iter().zip(&items(&stretch(&y), 1)).zip(&items(&result, 0)) {
        linalg::dot(p, q, true, o)?;
    }
    match out {
        Some(out) => {
            store(&out.0, &result)?;
            Ok(Value::Array(out.0))
        }
        None => Ok(convert::result(result)),
    }
}

/// The diagonal of two axes as the last axis.
///
/// # Errors
/// `ValueError`, `AxisError`.
pub fn diagonal(view: &View, offset: i64, axis1: i64, axis2: i64) -> Result<View> {
    if view.rank() < 2 {
        return Err(Raise::value_error("diag requires an array of at least two dimensions"));
    }
    let named = |axis: i64, name: &str| {
        normalize_axis(axis, view.rank())
            .map_err(|e| crate::engine::Error::new(e.kind, format!("{name}: {}", e.message)))
    };
    let (i, j) = (named(axis1, "axis1")?, named(axis2, "axis2")?);
    if i == j {
        return Err(Raise::value_error("axis1 and axis2 cannot be the same"));
    }
    let (rows, columns) = (view.shape()[i] as i64, view.shape()[j] as i64);
    let (down, right) = ((-offset).max(0), offset.max(0));
    let n = (rows - down).min(columns - right).max(0) as usize;
    let (step_i, step_j) = (view.strides()[i], view.strides()[j]);
    let mut layout = view.layout().clone();
    if n > 0 {
        layout.offset = (layout.offset as isize + down as isize * step_i + right as isize * step_j) as usize;
    }
    for axis in [i.max(j), i.min(j)] {
        layout.shape.remove(axis);
        layout.strides.remove(axis);
    }
    layout.shape.push(n);
    layout.strides.push(step_i + step_j);
    Ok(view.derive(layout))
}

fn trace(
    interp: &mut Interp,
    a: ArrayLike,
    offset: Option<i64>,
    axis1: Option<i64>,
    axis2: Option<i64>,
    dtype: Option<DTypeArg>,
    out: Option<OutArg>,
) -> Result<Value> {
    let part = diagonal(&a.view(), offset.unwrap_or(0), axis1.unwrap_or(0), axis2.unwrap_or(1))?;
    let target = out.as_ref().map(|o| o.0.view().clone());
    let options =
        reduce::Options { axis: Some(&[-1]), dtype: dtype.map(|d| d.0), out: target.as_ref(), ..Default::default() };
    let sum = reduce::sum(&part, &options);
    convert::flush_warnings(interp)?;
    let sum = sum?;
    Ok(out.map_or_else(|| convert::result(sum), |o| Value::Array(o.0)))
}

/// Whether elements are complex.
pub fn is_complex(dtype: DType) -> bool {
    matches!(dtype, DType::Complex64 | DType::Complex128)
}
