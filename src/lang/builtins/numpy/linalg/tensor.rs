//! `tensordot`, `kron`, `cross`, `multi_dot`, `einsum`.

use super::common::{array, pair};
use super::products::matmul;
use crate::engine::View;
use crate::engine::kernels::Operand;
use crate::engine::kernels::linalg;
use crate::engine::kernels::ufunc::{self, CallOptions};
use crate::engine::layout::{Layout, Order, normalize_axis};
use crate::engine::observe::CopyReason;
use crate::lang::builtins::numpy::args::integers;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::arrays;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// The functions of `numpy`.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["tensordot"],
            "a, b, axes=2",
            "The product summed over axes: the last ones of `a` with the first ones of `b`, or pairs that are named.\n\n\
             >>> np.tensordot([[1, 2], [3, 4]], [1, 1], axes=1)\narray([3, 7])\n",
            tensordot,
        ),
        py(
            &["kron"],
            "a, b",
            "Copies of `b`, each times an element of `a`.\n\n>>> np.kron([1, 10], [1, 2])\n\
             array([ 1,  2, 10, 20])\n",
            kron,
        ),
        py(
            &["cross"],
            "a, b, axisa=-1, axisb=-1, axisc=-1, axis=None",
            "The cross product of vectors of three components.\n\n>>> np.cross([1, 0, 0], [0, 1, 0])\narray([0, 0, 1])\n",
            cross,
        ),
    ]
}

/// The functions of `numpy.linalg`.
pub fn linalg_rows() -> Vec<Builtin> {
    vec![
        py(
            &["multi_dot"],
            "arrays, *, out=None",
            "The product of several matrices in the cheapest order.\n\n\
             >>> np.linalg.multi_dot([[[1, 2]], [[3], [4]], [[5]]])\narray([[55]])\n",
            multi_dot,
        ),
        py(&["tensordot"], "x1, x2, /, *, axes=2", "The product summed over axes.", tensordot),
        py(
            &["cross"],
            "x1, x2, /, *, axis=-1",
            "The cross product.",
            |i: &mut Interp, a: Value, b: Value, axis: Option<i64>| {
                let (x, y) = (convert::view(i, &a)?, convert::view(i, &b)?);
                let axis_at = axis.unwrap_or(-1);
                let n = |v: &View| normalize_axis(axis_at, v.rank()).map(|k| v.shape()[k]);
                let (p, q) = (n(&x)?, n(&y)?);
                if p != 3 || q != 3 {
                    return Err(Raise::value_error(format!(
                        "Both input arrays must be (arrays of) 3-dimensional vectors, but they are {p} and {q} dimensional instead."
                    )));
                }
                cross(i, a, b, axis, axis, axis, None)
            },
        ),
    ]
}

/// The first `split` axes as one, and the others as one: without a copy where strides allow it.
///
/// # Errors
/// `MemoryError`.
pub fn flattened(view: &View, split: usize) -> Result<View> {
    let (rows, columns) = (view.shape()[..split].iter().product(), view.shape()[split..].iter().product());
    Ok(match view.try_reshape(&[rows, columns], false) {
        Ok(flat) => flat,
        Err(why) => {
            let copy = view.copy(Order::C, CopyReason::Reshape(why))?;
            copy.derive(Layout::c(copy.dtype(), &[rows, columns]))
        }
    })
}

fn tensordot(interp: &mut Interp, a: Value, b: Value, axes: Option<Value>) -> Result<Value> {
    let (x, y) = pair(interp, &a, &b)?;
    let (p, q) = (x.rank(), y.rank());
    let (left, right): (Vec<i64>, Vec<i64>) = match axes {
        None => ((-2..0).collect(), (0..2).collect()),
        Some(v @ (Value::Tuple(_) | Value::List(_) | Value::Array(_))) => {
            let both = interp.collect(&v)?;
            let [l, r] = &both[..] else {
                return Err(Raise::value_error(format!(
                    "not enough values to unpack (expected 2, got {})",
                    both.len()
                )));
            };
            (integers(interp, l)?, integers(interp, r)?)
        }
        Some(v) => {
            let n = interp.index(&v)?;
            ((-n..0).collect(), (0..n.max(0)).collect())
        }
    };
    let twice = |axes: &[i64]| axes.iter().enumerate().any(|(i, a)| axes[..i].contains(a));
    if twice(&left) || twice(&right) {
        return Err(Raise::value_error("duplicate axes are not allowed in tensordot"));
    }
    let mismatch = || Raise::value_error("shape-mismatch for sum");
    if left.len() != right.len() {
        return Err(mismatch());
    }
    let at = |axis: i64, rank: usize| {
        normalize_axis(axis, rank)
            .map_err(|_| Raise::new(&crate::lang::exceptions::INDEX_ERROR, "tuple index out of range"))
    };
    let mut pairs = Vec::new();
    for (&i, &j) in left.iter().zip(&right) {
        let (i, j) = (at(i, p)?, at(j, q)?);
        if x.shape()[i] != y.shape()[j] {
            return Err(mismatch());
        }
        pairs.push((i, j));
    }
    let (left, right): (Vec<usize>, Vec<usize>) = pairs.into_iter().unzip();
    let free = |axes: &[usize], rank: usize| (0..rank).filter(|i| !axes.contains(i)).collect::<Vec<usize>>();
    let (free_x, free_y) = (free(&left, p), free(&right, q));
    let order_x = [&free_x[..], &left].concat();
    let order_y = [&right[..], &free_y].concat();
    let m = flattened(&x.derive(x.layout().transpose(&order_x)), free_x.len())?;
    let n = flattened(&y.derive(y.layout().transpose(&order_y)), right.len())?;
    let flat = linalg::dot_axes(&m, &n, None)?;
    let mut shape: Vec<usize> = free_x.iter().map(|&i| x.shape()[i]).collect();
    shape.extend(free_y.iter().map(|&j| y.shape()[j]));
    // As `np.dot` of matrices reshaped: an array, of 0 dimensions too.
    Ok(array(flat.derive(Layout::c(flat.dtype(), &shape))))
}

fn multiply(interp: &mut Interp, a: View, b: View) -> Result<View> {
    let inputs = [Operand::Array(a), Operand::Array(b)];
    let found = arrays::call_views(interp, &ufunc::MULTIPLY, &inputs, &CallOptions::default())?;
    found.into_iter().next().ok_or_else(|| Raise::type_error("no product"))
}

fn kron(interp: &mut Interp, a: Value, b: Value) -> Result<Value> {
    let (x, y) = (convert::view(interp, &a)?, convert::view(interp, &b)?);
    let rank = x.rank().max(y.rank());
    let spread = |v: &View, second: usize| {
        let mut layout = v.layout().clone();
        while layout.rank() < rank {
            layout.insert_axis(0);
        }
        let lengths: Vec<usize> = layout.shape.to_vec();
        for axis in (0..rank).rev() {
            layout.insert_axis(axis + second);
        }
        (v.derive(layout), lengths)
    };
    let ((left, m), (right, n)) = (spread(&x, 1), spread(&y, 0));
    let product = multiply(interp, left, right)?;
    let shape: Vec<usize> = m.iter().zip(&n).map(|(a, b)| a * b).collect();
    let product = if product.layout().is_c_contiguous() {
        product
    } else {
        product.copy(Order::C, CopyReason::Order(Order::C))?
    };
    Ok(convert::result(product.derive(Layout::c(product.dtype(), &shape))))
}

#[allow(clippy::too_many_arguments)]
fn cross(
    interp: &mut Interp,
    a: Value,
    b: Value,
    axis_a: Option<i64>,
    axis_b: Option<i64>,
    axis_c: Option<i64>,
    axis: Option<i64>,
) -> Result<Value> {
    let (x, y) = (convert::view(interp, &a)?, convert::view(interp, &b)?);
    if x.rank() == 0 || y.rank() == 0 {
        return Err(Raise::value_error("At least one array has zero dimension"));
    }
    let named = |at: Option<i64>, rank: usize, name: &str| {
        normalize_axis(axis.or(at).unwrap_or(-1), rank)
            .map_err(|e| Raise::new(&crate::lang::exceptions::AXIS_ERROR, format!("{name}: {e}")))
    };
    let last = |v: &View, at: Option<i64>, name: &str| -> Result<View> {
        let k = named(at, v.rank(), name)?;
        let mut axes: Vec<usize> = (0..v.rank()).filter(|&i| i != k).collect();
        axes.push(k);
        Ok(v.derive(v.layout().transpose(&axes)))
    };
    let (x, y) = (last(&x, axis_a, "axisa")?, last(&y, axis_b, "axisb")?);
    let lengths = (x.shape()[x.rank() - 1], y.shape()[y.rank() - 1]);
    if !(2..=3).contains(&lengths.0) || !(2..=3).contains(&lengths.1) {
        return Err(Raise::value_error("incompatible dimensions for cross product\n(dimension must be 2 or 3)"));
    }
    if lengths != (3, 3) {
        let text = "Arrays of 2-dimensional vectors are deprecated. Use arrays of 3-dimensional vectors instead. \
                    (deprecated in NumPy 2.0)";
        interp.warn(&crate::lang::exceptions::DEPRECATION_WARNING, text)?;
    }
    let part = |v: &View, i: usize| {
        let n = v.shape()[v.rank() - 1];
        let mut layout = v.layout().clone();
        layout.index_axis(v.rank() - 1, i.min(n - 1));
        if i < n { Some(v.derive(layout)) } else { None }
    };
    let mut components = Vec::new();
    let wanted: &[usize] = if lengths == (2, 2) { &[2] } else { &[0, 1, 2] };
    for &i in wanted {
        let (j, k) = ((i + 1) % 3, (i + 2) % 3);
        let mut term = |j: usize, k: usize| -> Result<Option<View>> {
            match (part(&x, j), part(&y, k)) {
                (Some(p), Some(q)) => multiply(interp, p, q).map(Some),
                _ => Ok(None),
            }
        };
        components.push((term(j, k)?, term(k, j)?));
    }
    let mut made = Vec::new();
    for pair in components {
        let found = match pair {
            (Some(p), Some(q)) => {
                let inputs = [Operand::Array(p), Operand::Array(q)];
                arrays::call_views(interp, &ufunc::SUBTRACT, &inputs, &CallOptions::default())?.into_iter().next()
            }
            (Some(p), None) => Some(p),
            (None, Some(q)) => {
                arrays::call_views(interp, &ufunc::NEGATIVE, &[Operand::Array(q)], &CallOptions::default())?
                    .into_iter()
                    .next()
            }
            (None, None) => None,
        };
        made.extend(found);
    }
    if made.len() == 1 {
        return Ok(crate::lang::builtins::numpy::compose::array(made.remove(0)));
    }
    let mut shape = made[0].shape().to_vec();
    shape.push(3);
    let out = View::empty(made[0].dtype(), &shape)?;
    for (i, from) in made.iter().enumerate() {
        let mut layout = out.layout().clone();
        layout.index_axis(shape.len() - 1, i);
        crate::engine::mem::access::copy_same_dtype(from, &out.derive(layout))?;
    }
    let to = named(axis_c, shape.len(), "axisc")?;
    let mut axes: Vec<usize> = (0..shape.len() - 1).collect();
    axes.insert(to, shape.len() - 1);
    let moved = out.derive(out.layout().transpose(&axes));
    Ok(array(moved))
}

fn multi_dot(interp: &mut Interp, arrays: Value, out: Option<Value>) -> Result<Value> {
    let mut factors = interp.collect(&arrays)?;
    if factors.len() < 2 {
        return Err(Raise::value_error("Expecting at least two arrays."));
    }
    let mut lengths = Vec::new();
    for (i, f) in factors.iter().enumerate() {
        let view = convert::view(interp, f)?;
        let end = i == 0 || i + 1 == factors.len();
        if view.rank() != 2 && !(end && view.rank() == 1) {
            return Err(super::common::failure(format!(
                "{}-dimensional array given. Array must be two-dimensional",
                view.rank()
            )));
        }
        let vector = view.rank() == 1;
        if i == 0 {
            lengths.push(if vector { 1 } else { view.shape()[0] });
        }
        lengths.push(if vector && i > 0 { 1 } else { view.shape()[view.rank() - 1] });
    }
    let order = chain(&lengths);
    let result = multiply_chain(interp, &mut factors, &order, 0, lengths.len() - 2)?;
    match out {
        Some(Value::Array(to)) => {
            let view = convert::view(interp, &result)?;
            crate::engine::kernels::cast::assign(&to.view().clone(), &Operand::Array(view))?;
            Ok(Value::Array(to))
        }
        _ => Ok(result),
    }
}

/// Where to split each run of a chain of matrices so that the multiplications are fewest.
fn chain(lengths: &[usize]) -> Vec<Vec<usize>> {
    let n = lengths.len() - 1;
    let mut cost = vec![vec![0u128; n]; n];
    let mut split = vec![vec![0; n]; n];
    for span in 1..n {
        for i in 0..n - span {
            let j = i + span;
            cost[i][j] = u128::MAX;
            for k in i..j {
                let here = cost[i][k]
                    + cost[k + 1][j]
                    + (lengths[i] as u128) * (lengths[k + 1] as u128) * (lengths[j + 1] as u128);
                if here < cost[i][j] {
                    (cost[i][j], split[i][j]) = (here, k);
                }
            }
        }
    }
    split
}

fn multiply_chain(interp: &mut Interp, f: &mut [Value], split: &[Vec<usize>], i: usize, j: usize) -> Result<Value> {
    if i == j {
        return Ok(f[i].clone());
    }
    let k = split[i][j];
    let (left, right) = (multiply_chain(interp, f, split, i, k)?, multiply_chain(interp, f, split, k + 1, j)?);
    matmul(interp, &left, &right, None)
}
