//! Norms.

use super::common::Matrices;
use super::products::raveled;
use crate::engine::kernels::linalg;
use crate::engine::kernels::ufunc::{self, CallOptions, Ufunc};
use crate::engine::kernels::{Operand, reduce};
use crate::engine::layout::{Layout, Order, normalize_axis};
use crate::engine::mem::loops;
use crate::engine::{DType, View};
use crate::lang::builtins::numpy::args::AxisArg;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::arrays;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use num_complex::{Complex32, Complex64};

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["norm"],
            "x, ord=None, axis=None, keepdims=False",
            "The norm of a vector or matrix; without arguments that of all elements as one vector.\n\n\
             >>> np.linalg.norm([3, 4])\nnp.float64(5.0)\n>>> np.linalg.norm([3, -4], 1)\nnp.float64(7.0)\n",
            norm,
        ),
        py(
            &["vector_norm"],
            "x, /, *, axis=None, keepdims=False, ord=2",
            "The norm of vectors.\n\n>>> np.linalg.vector_norm([3, 4])\nnp.float64(5.0)\n",
            vector_norm,
        ),
        py(
            &["matrix_norm"],
            "x, /, *, keepdims=False, ord='fro'",
            "The norm of matrices.\n\n>>> np.linalg.matrix_norm([[3, 4]])\nnp.float64(5.0)\n",
            |i: &mut Interp, x: Value, keepdims: Option<bool>, ord: Option<Value>| {
                let ord = ord.unwrap_or(Value::str("fro"));
                norm(i, x, Some(ord), Some(Value::tuple(vec![Value::Int(-2), Value::Int(-1)])), keepdims)
            },
        ),
    ]
}

/// `ord=…`
#[derive(Clone, PartialEq)]
enum Kind {
    Default,
    Number(f64),
    Name(String),
}

fn kind(interp: &mut Interp, ord: Option<Value>) -> Result<Kind> {
    Ok(match ord {
        None => Kind::Default,
        Some(v) => match v.as_str() {
            Some(name) => Kind::Name(name.to_string()),
            None => Kind::Number(interp.float(&v)?),
        },
    })
}

/// One ufunc over views.
fn apply(interp: &mut Interp, f: &'static Ufunc, inputs: &[Operand]) -> Result<View> {
    let found = arrays::call_views(interp, f, inputs, &CallOptions::default())?;
    found.into_iter().next().ok_or_else(|| Raise::type_error("no result"))
}

fn one(interp: &mut Interp, f: &'static Ufunc, v: &View) -> Result<View> {
    apply(interp, f, &[Operand::Array(v.clone())])
}

fn sum(v: &View, axes: &[i64], keepdims: bool) -> Result<View> {
    Ok(reduce::sum(v, &reduce::Options { axis: Some(axes), keepdims, ..Default::default() })?)
}

fn extreme(v: &View, axes: &[i64], keepdims: bool, largest: bool) -> Result<View> {
    if largest && v.size() == 0 {
        // The norm of nothing is zero.
        return sum(v, axes, keepdims);
    }
    let options = reduce::Options { axis: Some(axes), keepdims, ..Default::default() };
    Ok(if largest { reduce::max(v, &options)? } else { reduce::min(v, &options)? })
}

/// `|x|²`, real.
fn squares(interp: &mut Interp, x: &View) -> Result<View> {
    let out = View::alloc(x.layout().like(Order::K, x.dtype().real_part()), crate::engine::mem::buffer::Init::Uninit)?;
    match x.dtype() {
        DType::Complex128 => loops::map1(x, &out, |z: Complex64| z.re * z.re + z.im * z.im)?,
        DType::Complex64 => loops::map1(x, &out, |z: Complex32| z.re * z.re + z.im * z.im)?,
        _ => return apply(interp, &ufunc::MULTIPLY, &[Operand::Array(x.clone()), Operand::Array(x.clone())]),
    }
    Ok(out)
}

/// `√ x·x` of all elements, as they lie in memory.
fn whole(interp: &mut Interp, x: &View, keepdims: bool) -> Result<Value> {
    let flat = raveled(x, Order::K)?;
    let total = if super::products::is_complex(x.dtype()) {
        let squared = squares(interp, &flat)?;
        sum(&squared, &[0], false)?
    } else {
        let out = View::zeros(x.dtype(), &[])?;
        linalg::dot(&flat, &flat, false, &out)?;
        out
    };
    let root = one(interp, &ufunc::SQRT, &total)?;
    let shape = vec![1; if keepdims { x.rank() } else { 0 }];
    Ok(convert::result(root.derive(Layout::c(root.dtype(), &shape))))
}

fn norm(
    interp: &mut Interp,
    x: Value,
    ord: Option<Value>,
    axis: Option<Value>,
    keepdims: Option<bool>,
) -> Result<Value> {
    let given = convert::view(interp, &x)?;
    let given = convert::cast_to(&given, given.dtype().native())?;
    let x = if given.dtype().is_inexact() { given } else { convert::cast_to(&given, DType::Float64)? };
    let ord = kind(interp, ord)?;
    let keepdims = keepdims.unwrap_or(false);
    let rank = x.rank();
    let frobenius = matches!(&ord, Kind::Name(n) if n == "fro" || n == "f");
    if axis.is_none() && (ord == Kind::Default || (frobenius && rank == 2) || (ord == Kind::Number(2.0) && rank == 1)) {
        return whole(interp, &x, keepdims);
    }
    let axes: Vec<i64> = match axis {
        None => (0..rank as i64).collect(),
        Some(Value::Tuple(many)) => many.iter().map(|a| interp.index(a)).collect::<Result<_>>()?,
        Some(Value::Float(x)) if x.is_finite() => vec![x as i64],
        Some(one) => {
            let text = "'axis' must be None, an integer or a tuple of integers";
            vec![interp.index(&one).map_err(|_| Raise::type_error(text))?]
        }
    };
    let result = match &axes[..] {
        [axis] => vectors(interp, &x, &ord, *axis, keepdims)?,
        [row, column] => {
            let (r, c) = (normalize_axis(*row, rank)?, normalize_axis(*column, rank)?);
            if r == c {
                return Err(Raise::value_error("Duplicate axes given."));
            }
            matrices(interp, &x, &ord, r, c, keepdims)?
        }
        _ => return Err(Raise::value_error("Improper number of dimensions to norm.")),
    };
    convert::flush_warnings(interp)?;
    Ok(convert::result(result))
}

fn vectors(interp: &mut Interp, x: &View, ord: &Kind, axis: i64, keepdims: bool) -> Result<View> {
    let axes = [axis];
    match ord {
        Kind::Number(p) if p.is_infinite() => {
            let size = one(interp, &ufunc::ABSOLUTE, x)?;
            extreme(&size, &axes, keepdims, *p > 0.0)
        }
        Kind::Number(0.0) => {
            let zero = Operand::Int(0);
            let other = apply(interp, &ufunc::NOT_EQUAL, &[Operand::Array(x.clone()), zero])?;
            sum(&convert::cast_to(&other, x.dtype().real_part())?, &axes, keepdims)
        }
        Kind::Number(1.0) => {
            let size = one(interp, &ufunc::ABSOLUTE, x)?;
            sum(&size, &axes, keepdims)
        }
        Kind::Default | Kind::Number(2.0) => {
            let squared = squares(interp, x)?;
            let total = sum(&squared, &axes, keepdims)?;
            one(interp, &ufunc::SQRT, &total)
        }
        Kind::Name(name) => Err(Raise::value_error(format!("Invalid norm order '{name}' for vectors"))),
        Kind::Number(p) => {
            let size = one(interp, &ufunc::ABSOLUTE, x)?;
            let powers = apply(interp, &ufunc::POWER, &[Operand::Array(size), Operand::Float(*p)])?;
            let total = sum(&powers, &axes, keepdims)?;
            let dtype = total.dtype();
            let root = apply(interp, &ufunc::POWER, &[Operand::Array(total), Operand::Float(1.0 / p)])?;
            convert::cast_to(&root, dtype)
        }
    }
}

fn matrices(interp: &mut Interp, x: &View, ord: &Kind, row: usize, column: usize, keepdims: bool) -> Result<View> {
    let both = [row as i64, column as i64];
    let in_turn = |interp: &mut Interp, first: usize, second: usize, largest: bool| -> Result<View> {
        let size = one(interp, &ufunc::ABSOLUTE, x)?;
        // Both reductions keep their axes, which then go together.
        let sums = sum(&size, &[first as i64], true)?;
        extreme(&sums, &[second as i64], true, largest)
    };
    let kept = match ord {
        Kind::Number(p) if p.abs() == 2.0 => return singular(x, row, column, keepdims, Some(*p > 0.0)),
        Kind::Name(n) if n == "nuc" => return singular(x, row, column, keepdims, None),
        Kind::Number(1.0) => in_turn(interp, row, column, true)?,
        Kind::Number(-1.0) => in_turn(interp, row, column, false)?,
        Kind::Number(p) if p.is_infinite() => in_turn(interp, column, row, *p > 0.0)?,
        Kind::Default => {
            let squared = squares(interp, x)?;
            let total = sum(&squared, &both, keepdims)?;
            return one(interp, &ufunc::SQRT, &total);
        }
        Kind::Name(n) if n == "fro" || n == "f" => {
            let squared = squares(interp, x)?;
            let total = sum(&squared, &both, keepdims)?;
            return one(interp, &ufunc::SQRT, &total);
        }
        _ => return Err(Raise::value_error("Invalid norm order for matrices.")),
    };
    Ok(if keepdims { kept } else { without(&kept, row, column) })
}

fn without(view: &View, row: usize, column: usize) -> View {
    let mut layout = view.layout().clone();
    for axis in [row.max(column), row.min(column)] {
        layout.index_axis(axis, 0);
    }
    view.derive(layout)
}

/// The largest or smallest singular value, or the sum of all.
fn singular(x: &View, row: usize, column: usize, keepdims: bool, largest: Option<bool>) -> Result<View> {
    let mut axes: Vec<usize> = (0..x.rank()).filter(|&i| i != row && i != column).collect();
    axes.extend([row, column]);
    let stack = Matrices::of(x.derive(x.layout().transpose(&axes)), "svd")?;
    let values = super::svd::values(&stack)?;
    let found = match largest {
        Some(largest) => extreme(&values, &[-1], false, largest)?,
        None => sum(&values, &[-1], false)?,
    };
    let found = convert::cast_to(&found, stack.real())?;
    if !keepdims {
        return Ok(found);
    }
    let mut shape = x.shape().to_vec();
    (shape[row], shape[column]) = (1, 1);
    Ok(found.derive(Layout::c(found.dtype(), &shape)))
}

fn vector_norm(
    interp: &mut Interp,
    x: Value,
    axis: Option<Value>,
    keepdims: Option<bool>,
    ord: Option<Value>,
) -> Result<Value> {
    let view = convert::view(interp, &x)?;
    let rank = view.rank();
    let ord = ord.unwrap_or(Value::Int(2));
    let keep = keepdims.unwrap_or(false);
    let axes = match &axis {
        Some(Value::Tuple(many)) => {
            let many = many.iter().map(|a| interp.index(a)).collect::<Result<Vec<i64>>>()?;
            AxisArg::Many(many).normalize(rank)?.to_vec()
        }
        Some(Value::Int(one)) if keep => vec![normalize_axis(*one, rank)?],
        Some(_) => return norm(interp, x, Some(ord), axis, keepdims),
        None => (0..rank).collect(),
    };
    let rest: Vec<usize> = (0..rank).filter(|i| !axes.contains(i)).collect();
    let order = [&axes[..], &rest].concat();
    // The first axis goes over a vector's elements.
    let lengths = std::iter::once(axes.iter().map(|&i| view.shape()[i]).product());
    let folded: Vec<Value> =
        lengths.chain(rest.iter().map(|&i| view.shape()[i])).map(|n: usize| Value::Int(n as i64)).collect();
    let moved = super::common::array(view.derive(view.layout().transpose(&order)));
    let flat = np::call(interp, "reshape", &[moved, Value::tuple(folded)])?;
    let found = norm(interp, flat, Some(ord), Some(Value::Int(0)), Some(false))?;
    if !keep {
        return Ok(found);
    }
    let shape: Vec<Value> =
        (0..rank).map(|i| Value::Int(if axes.contains(&i) { 1 } else { view.shape()[i] as i64 })).collect();
    np::call(interp, "reshape", &[found, Value::tuple(shape)])
}
