//! `eye`, `identity`, `diag`, `tri`, `tril`, `triu`, `vander`.

use crate::engine::kernels::cast;
use crate::engine::mem::buffer::Init;
use crate::engine::{DType, Layout, Order, Scalar, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, DTypeArg, Device, Like, OrderArg};
use crate::lang::builtins::numpy::call;
use crate::lang::builtins::numpy::shape::axes;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["eye"],
            "N, M=None, k=0, dtype=<class 'float'>, order='C', *, device=None, like=None",
            "Ones on a diagonal, zeros elsewhere.\n\n>>> np.eye(2)\narray([[1., 0.],\n       [0., 1.]])",
            eye,
        ),
        py(
            &["identity"],
            "n, dtype=None, *, like=None",
            "The identity matrix.\n\n>>> np.identity(2)\narray([[1., 0.],\n       [0., 1.]])",
            identity,
        ),
        py(
            &["diag"],
            "v, k=0",
            "A matrix with `v` on a diagonal, or a view of the diagonal of a matrix.\n\n\
             >>> np.diag([1, 2])\narray([[1, 0],\n       [0, 2]])\n>>> np.diag(np.diag([1, 2]))\narray([1, 2])",
            diag,
        ),
        py(
            &["diagflat"],
            "v, k=0",
            "A matrix with the elements of `v` on a diagonal.\n\n\
             >>> np.diagflat([[1], [2]])\narray([[1, 0],\n       [0, 2]])",
            diagflat,
        ),
        py(
            &["tri"],
            "N, M=None, k=0, dtype=<class 'float'>, *, like=None",
            "Ones at and below a diagonal.\n\n>>> np.tri(2)\narray([[1., 0.],\n       [1., 1.]])",
            tri,
        ),
        py(
            &["tril"],
            "m, k=0",
            "A copy with zeros above a diagonal.\n\n>>> np.tril([[1, 2], [3, 4]])\narray([[1, 0],\n       [3, 4]])",
            tril,
        ),
        py(
            &["triu"],
            "m, k=0",
            "A copy with zeros below a diagonal.\n\n>>> np.triu([[1, 2], [3, 4]])\narray([[1, 2],\n       [0, 4]])",
            triu,
        ),
        py(
            &["vander"],
            "x, N=None, increasing=False",
            "Powers of `x` as columns.\n\n>>> np.vander([1, 2, 3], 2)\narray([[1, 1],\n       [2, 1],\n       [3, 1]])",
            vander,
        ),
    ]
}

fn size(interp: &mut Interp, v: &Value) -> Result<usize> {
    match interp.index(v)? {
        n if n < 0 => Err(Raise::value_error("negative dimensions are not allowed")),
        n => Ok(n as usize),
    }
}

/// How many numbers `arange(v)` has: `tri` takes any real number for a length.
pub(in crate::lang::builtins::numpy) fn steps(interp: &mut Interp, v: &Value) -> Result<usize> {
    match v {
        Value::Float(x) => Ok(x.ceil().max(0.0) as usize),
        Value::Scalar(s) if s.dtype().kind() == crate::engine::Kind::Float => {
            Ok(s.as_f64().unwrap_or(0.0).ceil().max(0.0) as usize)
        }
        other => Ok(interp.index(other)?.max(0) as usize),
    }
}

/// The number of a diagonal. Of a float the whole part counts; between 0 and 1, NumPy's steps of integers come out as
/// zero, and every element stands below it.
pub(in crate::lang::builtins::numpy) fn diagonal_number(interp: &mut Interp, k: &Value) -> Result<i64> {
    match k {
        Value::Float(x) if *x > 0.0 && *x < 1.0 => Ok(i64::MAX / 2),
        Value::Float(x) => Ok(*x as i64),
        other => interp.index(other),
    }
}

/// The view of the `k`-th diagonal of a rank-2 view.
fn diagonal_of(view: &View, k: i64) -> View {
    view.derive(axes::diagonal(view.layout(), k, 0, 1))
}

#[allow(clippy::too_many_arguments)]
fn eye(
    interp: &mut Interp,
    n: Value,
    m: Option<Value>,
    k: Option<Value>,
    dtype: Option<DTypeArg>,
    order: Option<OrderArg>,
    _device: Option<Device>,
    _like: Option<Like>,
) -> Result<Value> {
    let rows = size(interp, &n)?;
    let columns = m.map_or(Ok(rows), |m| size(interp, &m))?;
    let layout = super::new_layout(super::element_type(dtype), &[rows, columns], order)?;
    let out = View::zeros_in(layout)?;
    let k = match k {
        // Beyond the last column NumPy asks no more of it than an order.
        Some(Value::Float(k)) if k >= columns as f64 => return Ok(Value::Array(Array::new(out))),
        Some(k) => interp.index(&k)?,
        None => 0,
    };
    super::make::fill(interp, &diagonal_of(&out, k), &Value::Int(1))?;
    Ok(Value::Array(Array::new(out)))
}

fn identity(interp: &mut Interp, n: Value, dtype: Option<DTypeArg>, _like: Option<Like>) -> Result<Value> {
    eye(interp, n, None, None, dtype, None, None, None)
}

fn diag(interp: &mut Interp, v: ArrayLike, k: Option<i64>) -> Result<Value> {
    let (view, k) = (v.view(), k.unwrap_or(0));
    match view.rank() {
        1 => spread(interp, &view, k),
        2 => {
            let diagonal = v.derive(diagonal_of(&view, k));
            if let Value::Array(a) = &diagonal {
                a.set_writeable(false);
            }
            Ok(diagonal)
        }
        _ => Err(Raise::value_error("Input must be 1- or 2-d.")),
    }
}

/// A square matrix with these elements on a diagonal.
fn spread(_: &mut Interp, elements: &View, k: i64) -> Result<Value> {
    let n = elements.size() + k.unsigned_abs() as usize;
    let out = View::zeros(elements.dtype(), &[n, n])?;
    cast::assign(&diagonal_of(&out, k), &elements.clone().into())?;
    Ok(Value::Array(Array::new(out)))
}

fn diagflat(interp: &mut Interp, v: ArrayLike, k: Option<i64>) -> Result<Value> {
    let view = v.view();
    let flat = match view.try_ravel(Order::C) {
        Ok(flat) => flat,
        Err(why) => {
            let copy = view.copy(Order::C, crate::engine::observe::CopyReason::Ravel(why))?;
            copy.derive(Layout::c(view.dtype(), &[view.size()]))
        }
    };
    spread(interp, &flat, k.unwrap_or(0))
}

/// Whether element (i, j) is at or below the `k`-th diagonal, over a whole matrix of bools.
fn below(rows: usize, columns: usize, k: i64) -> Result<View> {
    let mask = View::zeros(DType::Bool, &[rows, columns])?;
    for i in 0..rows {
        let end = (i as i64).saturating_add(k).saturating_add(1).clamp(0, columns as i64) as usize;
        let mut layout = mask.layout().clone();
        layout.index_axis(0, i);
        layout.slice_axis(0, 0, 1, end);
        let row = mask.derive(layout);
        for at in row.offsets() {
            crate::engine::mem::access::store(&mask, at, &Scalar::Bool(true));
        }
    }
    Ok(mask)
}

fn tri(
    interp: &mut Interp,
    n: Value,
    m: Option<Value>,
    k: Option<Value>,
    dtype: Option<DTypeArg>,
    _like: Option<Like>,
) -> Result<Value> {
    let rows = steps(interp, &n)?;
    let columns = m.map_or(Ok(rows), |m| steps(interp, &m))?;
    let dtype = dtype.map_or(DType::Float64, |d| d.0);
    let k = k.map_or(Ok(0), |k| diagonal_number(interp, &k))?;
    let mask = below(rows, columns, k)?;
    if dtype == DType::Bool {
        return Ok(Value::Array(Array::new(mask)));
    }
    let out = View::empty(dtype, mask.shape())?;
    cast::convert_all(&mask, &out)?;
    Ok(Value::Array(Array::new(out)))
}

/// `where(mask, m, 0)` over the last two axes.
fn cut(interp: &mut Interp, m: &ArrayLike, k: i64, upper: bool) -> Result<Value> {
    let view = m.view();
    if view.rank() == 0 {
        return Err(Raise::type_error("tri() missing 1 required positional argument: 'N'"));
    }
    let (rows, columns) = match *view.shape() {
        [n] => (n, n),
        [.., r, c] => (r, c),
        [] => (0, 0),
    };
    let mask = Value::Array(Array::new(below(rows, columns, k)?));
    let zero = Value::Array(Array::new(View::zeros(view.dtype(), &[])?));
    let array = Value::Array(m.0.clone());
    let args = if upper { [mask, zero, array] } else { [mask, array, zero] };
    call(interp, "where", &args)
}

fn tril(interp: &mut Interp, m: ArrayLike, k: Option<Value>) -> Result<Value> {
    let k = k.map_or(Ok(0), |k| diagonal_number(interp, &k))?;
    cut(interp, &m, k, false)
}

fn triu(interp: &mut Interp, m: ArrayLike, k: Option<Value>) -> Result<Value> {
    let above = interp.binary(crate::syntax::ast::BinOp::Sub, &k.unwrap_or(Value::Int(0)), &Value::Int(1))?;
    let k = diagonal_number(interp, &above)?;
    cut(interp, &m, k, true)
}

fn vander(interp: &mut Interp, x: ArrayLike, n: Option<i64>, increasing: Option<bool>) -> Result<Value> {
    use crate::engine::kernels::promote::promote_types;
    use crate::syntax::ast::BinOp;
    let view = x.view();
    if view.rank() != 1 {
        return Err(Raise::value_error("x must be a one-dimensional array or sequence."));
    }
    let n = n.unwrap_or(view.size() as i64);
    if n < 0 {
        return Err(Raise::value_error("negative dimensions are not allowed"));
    }
    let dtype = promote_types(view.dtype(), DType::Int64);
    let out = Array::new(View::empty(dtype, &[view.size(), n as usize])?);
    let mut column = Value::Array(Array::new(View::alloc(Layout::c(dtype, view.shape()), Init::Uninit)?));
    let all =
        Value::Slice(crate::lang::value::Slice { start: Value::None, stop: Value::None, step: Value::None }.into());
    interp.set_item(&column, &Value::Ellipsis, Value::Int(1))?;
    for j in 0..n {
        let at = if increasing.unwrap_or(false) { j } else { n - 1 - j };
        interp.set_item(
            &Value::Array(out.clone()),
            &Value::tuple(vec![all.clone(), Value::Int(at)]),
            column.clone(),
        )?;
        if j + 1 < n {
            column = interp.binary(BinOp::Mul, &column, &Value::Array(x.0.clone()))?;
        }
    }
    Ok(Value::Array(out))
}
