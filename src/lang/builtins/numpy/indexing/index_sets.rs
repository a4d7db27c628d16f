//! Indices of diagonals and triangles.

use crate::engine::interrupt::watched;
use crate::engine::mem::watch;
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::ArrayLike;
use crate::lang::builtins::numpy::creation::matrices;
use crate::lang::builtins::numpy::{call, call_with, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["diag_indices"],
            "n, ndim=2",
            "Indices of the main diagonal.\n\n>>> np.diag_indices(2)\n(array([0, 1]), array([0, 1]))",
            |interp: &mut Interp, n: Value, ndim: Option<i64>| {
                // NumPy's tuple holds the same array several times.
                let line = call(interp, "arange", &[n])?;
                Ok(Value::tuple(watch::filled(line, ndim.unwrap_or(2).max(0) as usize)))
            },
        ),
        py(
            &["diag_indices_from"],
            "arr",
            "Indices of the main diagonal of an array.\n\n\
             >>> np.diag_indices_from(np.eye(2))\n(array([0, 1]), array([0, 1]))",
            |_: &mut Interp, arr: ArrayLike| {
                let view = arr.view();
                if view.rank() < 2 {
                    return Err(Raise::value_error("input array must be at least 2-d"));
                }
                if view.shape().windows(2).any(|w| w[0] != w[1]) {
                    return Err(Raise::value_error("All dimensions of input must be of equal length"));
                }
                diag_indices(view.shape()[0] as i64, view.rank() as i64)
            },
        ),
        py(
            &["tril_indices"],
            "n, k=0, m=None",
            "Indices of the lower triangle.\n\n>>> np.tril_indices(2)\n(array([0, 1, 1]), array([0, 0, 1]))",
            |interp: &mut Interp, n: Value, k: Option<Value>, m: Option<Value>| triangle_of(interp, n, k, m, false),
        ),
        py(
            &["triu_indices"],
            "n, k=0, m=None",
            "Indices of the upper triangle.\n\n>>> np.triu_indices(2)\n(array([0, 0, 1]), array([0, 1, 1]))",
            |interp: &mut Interp, n: Value, k: Option<Value>, m: Option<Value>| triangle_of(interp, n, k, m, true),
        ),
        py(
            &["tril_indices_from"],
            "arr, k=0",
            "Indices of an array's lower triangle.\n\n\
             >>> np.tril_indices_from(np.eye(2))\n(array([0, 1, 1]), array([0, 0, 1]))",
            |_: &mut Interp, arr: ArrayLike, k: Option<i64>| of_matrix(&arr, k.unwrap_or(0), false),
        ),
        py(
            &["triu_indices_from"],
            "arr, k=0",
            "Indices of an array's upper triangle.\n\n\
             >>> np.triu_indices_from(np.eye(2))\n(array([0, 0, 1]), array([0, 1, 1]))",
            |_: &mut Interp, arr: ArrayLike, k: Option<i64>| of_matrix(&arr, k.unwrap_or(0), true),
        ),
        py(
            &["mask_indices"],
            "n, mask_func, k=0",
            "Indices of a matrix where a function such as `np.triu` leaves ones.\n\n\
             >>> np.mask_indices(2, np.triu)\n(array([0, 0, 1]), array([0, 1, 1]))",
            |interp: &mut Interp, n: i64, function: Value, k: Option<Value>| {
                let n = Value::Int(n);
                let ones = call_with(
                    interp,
                    "ones",
                    &[Value::tuple(vec![n.clone(), n])],
                    &[("dtype".into(), Value::DType(DType::Int64))],
                )?;
                let masked = interp.call(&function, &[ones, k.unwrap_or(Value::Int(0))], &[])?;
                call(interp, "nonzero", &[masked])
            },
        ),
        py(
            &["fill_diagonal"],
            "a, val, wrap=False",
            "Writes the main diagonal of an array.\n\n\
             >>> a = np.zeros((2, 2))\n>>> np.fill_diagonal(a, 3)\n>>> a\narray([[3., 0.],\n       [0., 3.]])",
            fill_diagonal,
        ),
    ]
}

fn pair(rows: &[i64], columns: &[i64]) -> Result<Value> {
    let array = |v: &[i64]| -> Result<Value> { Ok(Value::Array(Array::new(View::from_slice(v)?))) };
    Ok(Value::tuple(vec![array(rows)?, array(columns)?]))
}

fn diag_indices(n: i64, ndim: i64) -> Result<Value> {
    let line: Vec<i64> = (0..n.max(0)).collect();
    // NumPy's tuple holds the same array several times.
    let one = Value::Array(Array::new(View::from_slice(&line)?));
    Ok(Value::tuple(watch::filled(one, ndim.max(0) as usize)))
}

/// The triangle of an `n` × `m` matrix, whose lengths may be any real numbers.
fn triangle_of(interp: &mut Interp, n: Value, k: Option<Value>, m: Option<Value>, upper: bool) -> Result<Value> {
    let rows = matrices::steps(interp, &n)? as i64;
    let columns = m.map_or(Ok(rows), |m| matrices::steps(interp, &m).map(|n| n as i64))?;
    let k = k.map_or(Ok(0), |k| matrices::diagonal_number(interp, &k))?;
    triangle(rows, columns, k, upper)
}

fn triangle(n: i64, m: i64, k: i64, upper: bool) -> Result<Value> {
    if n < 0 || m < 0 {
        return Err(Raise::value_error("negative dimensions are not allowed"));
    }
    // As NumPy, which makes a mask of so many bools.
    watch::demand((n as usize).saturating_mul(m as usize));
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    for i in watched(0..n) {
        let edge = i.saturating_add(k);
        let (from, to) = if upper { (edge.clamp(0, m), m) } else { (0, edge.saturating_add(1).clamp(0, m)) };
        for j in watched(from..to) {
            rows.push(i);
            columns.push(j);
        }
    }
    pair(&rows, &columns)
}

fn of_matrix(arr: &ArrayLike, k: i64, upper: bool) -> Result<Value> {
    match *arr.view().shape() {
        [n, m] => triangle(n as i64, m as i64, k, upper),
        _ => Err(Raise::value_error("input array must be 2-d")),
    }
}

fn fill_diagonal(interp: &mut Interp, a: Value, val: Value, wrap: Option<bool>) -> Result<()> {
    let Value::Array(array) = &a else {
        let name = interp.type_name(&a);
        return Err(Raise::attribute_error(format!("'{name}' object has no attribute 'ndim'")));
    };
    let view = array.view().clone();
    if view.rank() < 2 {
        return Err(Raise::value_error("array must be at least 2-d"));
    }
    let mut end = None;
    let step;
    if view.rank() == 2 {
        step = view.shape()[1] + 1;
        if !wrap.unwrap_or(false) {
            end = Some(view.shape()[1] * view.shape()[1]);
        }
    } else {
        if view.shape().windows(2).any(|w| w[0] != w[1]) {
            return Err(Raise::value_error("All dimensions of input must be of equal length"));
        }
        step = 1 + view.shape()[..view.rank() - 1]
            .iter()
            .scan(1, |p, &n| {
                *p *= n;
                Some(*p)
            })
            .sum::<usize>();
    }
    if !array.writeable() {
        return Err(Raise::value_error("underlying array is read-only"));
    }
    let values = convert::view_of(interp, &val, Some(view.dtype()))?;
    let elements: Vec<crate::engine::Scalar> = values.scalars().collect();
    if elements.is_empty() {
        return Ok(());
    }
    let stop = end.unwrap_or(view.size()).min(view.size());
    for (k, at) in view.offsets().take(stop).step_by(step).enumerate() {
        crate::engine::mem::access::store(&view, at, &elements[k % elements.len()]);
    }
    use crate::engine::observe::{MemEvent, note};
    note(MemEvent::Write { id: view.id(), bytes: stop.div_ceil(step) * view.layout().itemsize() });
    Ok(())
}
