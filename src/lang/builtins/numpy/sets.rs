//! Arrays as sets: `unique`, `isin`, `intersect1d` and kin.

use super::args::ArrayLike;
use super::named::{UNIQUE_ALL, UNIQUE_COUNTS, UNIQUE_INVERSE, named};
use super::{compose as np, convert, nested};
use crate::engine::kernels::promote::result_type_of;
use crate::engine::kernels::sets as kernel;
use crate::engine::{DType, Kind, View};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Type, py};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp};

#[allow(clippy::too_many_arguments)]
fn unique(
    interp: &mut Interp,
    ar: ArrayLike,
    return_index: Option<bool>,
    return_inverse: Option<bool>,
    return_counts: Option<bool>,
    axis: Option<i64>,
    equal_nan: Given,
    sorted: Option<bool>,
) -> Result<Value> {
    let equal_nan = equal_nan.0.map_or(Ok(true), |v| interp.truth(&v))?;
    let wants = [return_index, return_inverse, return_counts].map(|w| w.unwrap_or(false));
    if axis.is_none_or(|_| ar.view().rank() == 1)
        && wants == [false; 3]
        && sorted == Some(false)
        && let Some(values) = unsorted(interp, &ar)?
    {
        return Ok(values);
    }
    if axis.is_none() && wants == [false; 3] {
        let flat = np::ravel(interp, &Value::Array(ar.0.clone()))?;
        if let Some(values) = kernel::distinct(&np::view(interp, &flat)?, equal_nan)? {
            return Ok(np::array(values));
        }
    }
    let parts = match axis {
        Some(axis) if ar.view().rank() > 1 => along(interp, &ar, axis)?,
        Some(axis) => {
            crate::engine::layout::normalize_axis(axis, ar.view().rank())?;
            whole(interp, &ar, equal_nan, axis == i64::MIN)?
        }
        None => whole(interp, &ar, equal_nan, true)?,
    };
    let [values, rest @ ..] = parts;
    let mut result = vec![values];
    result.extend(rest.into_iter().zip(wants).filter(|(_, w)| *w).map(|(v, _)| v));
    Ok(if result.len() == 1 { result.remove(0) } else { Value::tuple(result) })
}

/// The distinct values in the order of a hash table, where NumPy uses one.
fn unsorted(interp: &mut Interp, ar: &ArrayLike) -> Result<Option<Value>> {
    let flat = np::ravel(interp, &Value::Array(ar.0.clone()))?;
    match kernel::hashed(&np::view(interp, &flat)?) {
        Some(places) => Ok(Some(np::item(interp, &flat, &np::array(View::from_slice(&places)?))?)),
        None => Ok(None),
    }
}

/// Values, index, inverse and counts of the flattened array; the inverse has its shape.
fn whole(interp: &mut Interp, ar: &ArrayLike, equal_nan: bool, shaped: bool) -> Result<[Value; 4]> {
    let flat = np::ravel(interp, &Value::Array(ar.0.clone()))?;
    let found = kernel::unique(&np::view(interp, &flat)?, equal_nan)?;
    let shape = ar.view().shape().to_vec();
    let inverse =
        if shaped { found.inverse.try_reshape(&shape, false).unwrap_or(found.inverse) } else { found.inverse };
    Ok([found.values, found.index, inverse, found.counts].map(np::array))
}

/// The distinct slices along an axis, in lexicographic order.
fn along(interp: &mut Interp, ar: &ArrayLike, axis: i64) -> Result<[Value; 4]> {
    let own = ar.view();
    let at = crate::engine::layout::normalize_axis(axis, own.rank())?;
    if own.dtype().has_objects() {
        let text = format!("The axis argument to unique is not supported for dtype {}", own.dtype());
        return Err(Raise::type_error(text));
    }
    let moved = np::call(interp, "moveaxis", &[Value::Array(ar.0.clone()), Value::Int(at as i64), Value::Int(0)])?;
    let n = own.shape()[at] as i64;
    let width = if n == 0 { 0 } else { own.size() as i64 / n };
    let shape = Value::tuple(vec![Value::Int(n), Value::Int(width)]);
    let rows = np::call(interp, "reshape", &[moved.clone(), shape])?;
    let table = np::view(interp, &rows)?;
    let keys: Vec<View> = (0..width as usize).rev().map(|j| column(&table, j)).collect();
    let order = match keys.is_empty() {
        true => np::call(interp, "arange", &[Value::Int(n)])?,
        false => np::array(crate::engine::kernels::sort::lexsort(&keys, -1)?),
    };
    let sorted = np::item(interp, &rows, &order)?;
    let mut starts = vec![1i64; n.min(1) as usize];
    if n > 1 {
        let next = np::item(interp, &sorted, &np::slice(Some(1), None, None))?;
        let last = np::item(interp, &sorted, &np::slice(None, Some(-1), None))?;
        let differs = np::cmp(interp, CmpOp::Ne, &next, &last)?;
        let differs = np::call_kw(interp, "any", &[differs], &[("axis", Value::Int(1))])?;
        starts.extend(np::view(interp, &differs)?.scalars().map(|s| s.truth() as i64));
    }
    let order: Vec<i64> =
        np::view(interp, &order)?.scalars().filter_map(|s| s.as_integer()).map(|i| i as i64).collect();
    let (mut first, mut counts, mut inverse) = (Vec::new(), Vec::new(), vec![0i64; order.len()]);
    for (k, &row) in order.iter().enumerate() {
        if starts[k] == 1 {
            first.push(row);
            counts.push(0i64);
        }
        *counts.last_mut().unwrap_or(&mut 0) += 1;
        inverse[row as usize] = first.len() as i64 - 1;
    }
    let [first, inverse, counts] =
        [View::from_slice(&first)?, View::from_slice(&inverse)?, View::from_slice(&counts)?].map(np::array);
    let values = np::item(interp, &moved, &first)?;
    let values = np::call(interp, "moveaxis", &[values, Value::Int(0), Value::Int(at as i64)])?;
    Ok([values, first, inverse, counts])
}

fn column(table: &View, j: usize) -> View {
    let mut layout = table.layout().clone();
    layout.index_axis(1, j);
    table.derive(layout)
}

fn distinct(interp: &mut Interp, a: &Value) -> Result<Value> {
    np::call(interp, "unique", std::slice::from_ref(a))
}

fn isin(
    interp: &mut Interp,
    element: ArrayLike,
    test: Value,
    assume_unique: Option<bool>,
    invert: Option<bool>,
    kind: Option<Value>,
) -> Result<Value> {
    let shape = np::shape(&element.view());
    let elements = np::ravel(interp, &Value::Array(element.0))?;
    let tests = np::as_array(interp, &test)?;
    let tests = np::ravel(interp, &tests)?;
    let found = among(interp, elements, tests, assume_unique.unwrap_or(false), invert.unwrap_or(false), kind)?;
    np::call(interp, "reshape", &[found, shape])
}

/// Whether a table of the range of `tests` may be used.
fn check_kind(interp: &mut Interp, elements: &View, tests: &View, kind: Option<Value>) -> Result<()> {
    let name = match &kind {
        None => return Ok(()),
        Some(kind) => kind.as_str().filter(|k| ["sort", "table"].contains(k)),
    };
    let Some(name) = name else {
        let shown = interp.str(&kind.unwrap_or(Value::None))?;
        return Err(Raise::value_error(format!("Invalid kind: '{shown}'. Please use None, 'sort' or 'table'.")));
    };
    if name == "table" && !(elements.dtype().is_integral() && tests.dtype().is_integral()) {
        return Err(Raise::value_error(
            "The 'table' method is only supported for boolean or integer arrays. Please select 'sort' or None for kind.",
        ));
    }
    let numbers: Vec<i128> = tests.scalars().filter_map(|s| s.as_integer()).collect();
    let apart = numbers.iter().max().zip(numbers.iter().min()).map_or(0, |(a, b)| a - b);
    let bits = tests.dtype().itemsize() as u32 * 8 - u32::from(tests.dtype().kind() == Kind::Int);
    if name == "table" && apart > (1i128 << bits) - 1 {
        return Err(Raise::new(
            &crate::lang::exceptions::RUNTIME_ERROR,
            "You have specified kind='table', but the range of values in `ar2` or `ar1` exceed the maximum integer of \
             the datatype. Please set `kind` to None or 'sort'.",
        ));
    }
    Ok(())
}

/// Whether each of `elements` is among the `tests`, both of one axis.
fn among(
    interp: &mut Interp,
    elements: Value,
    tests: Value,
    unique: bool,
    invert: bool,
    kind: Option<Value>,
) -> Result<Value> {
    let (own, other) = (np::view(interp, &elements)?, np::view(interp, &tests)?);
    check_kind(interp, &own, &other, kind)?;
    let integral = own.dtype().is_integral() && other.dtype().is_integral();
    let objects = own.dtype().has_objects() || other.dtype().has_objects();
    if objects || !integral && (other.size() as f64) < 10.0 * (own.size() as f64).powf(0.145) {
        return one_by_one(interp, &elements, &tests, invert);
    }
    if other.size() == 0 {
        let name = if invert { "ones" } else { "zeros" };
        return np::call(interp, name, &[np::shape(&own), Value::DType(DType::Bool)]);
    }
    if integral && own.dtype() != DType::UInt64 && other.dtype() != DType::UInt64 {
        let [own, other] = [&own, &other].map(|v| convert::cast_to(v, DType::Int64));
        if let Some(found) = kernel::among(&own?, &other?, invert)? {
            return Ok(np::array(found));
        }
    }
    if integral || !unique {
        let tests = distinct(interp, &tests)?;
        let size = np::view(interp, &tests)?.size() as i64;
        let places = np::call(interp, "searchsorted", &[tests.clone(), elements.clone()])?;
        let places = np::call(interp, "minimum", &[places, Value::Int(size - 1)])?;
        let nearest = np::item(interp, &tests, &places)?;
        return np::cmp(interp, if invert { CmpOp::Ne } else { CmpOp::Eq }, &nearest, &elements);
    }
    let all = joined(interp, elements, tests)?;
    let order = np::call_kw(interp, "argsort", std::slice::from_ref(&all), &[("kind", Value::str("mergesort"))])?;
    let sorted = np::item(interp, &all, &order)?;
    let next = np::item(interp, &sorted, &np::slice(Some(1), None, None))?;
    let last = np::item(interp, &sorted, &np::slice(None, Some(-1), None))?;
    let same = np::cmp(interp, if invert { CmpOp::Ne } else { CmpOp::Eq }, &next, &last)?;
    let flag = np::call(interp, "append", &[same, Value::Bool(invert)])?;
    let back = np::call(interp, "argsort", &[order])?;
    let found = np::item(interp, &flag, &back)?;
    np::item(interp, &found, &np::slice(None, Some(own.size() as i64), None))
}

/// Few tests: each is compared with every element.
fn one_by_one(interp: &mut Interp, elements: &Value, tests: &Value, invert: bool) -> Result<Value> {
    let shape = np::shape(&np::view(interp, elements)?);
    let start = if invert { "ones" } else { "zeros" };
    let mut mask = np::call(interp, start, &[shape, Value::DType(DType::Bool)])?;
    // An object is compared as one, not as the array that it may be.
    let objects = np::view(interp, tests)?.dtype() == DType::Object;
    for test in interp.collect(tests)? {
        let test = if objects { np::array(nested::objects(interp, &Value::list(vec![test]), 1)?) } else { test };
        let same = np::cmp(interp, if invert { CmpOp::Ne } else { CmpOp::Eq }, elements, &test)?;
        mask = interp.binary(if invert { BinOp::BitAnd } else { BinOp::BitOr }, &mask, &same)?;
    }
    Ok(mask)
}

fn flat_pair(interp: &mut Interp, a: ArrayLike, b: ArrayLike) -> Result<(Value, Value)> {
    Ok((np::ravel(interp, &Value::Array(a.0))?, np::ravel(interp, &Value::Array(b.0))?))
}

fn joined(interp: &mut Interp, a: Value, b: Value) -> Result<Value> {
    np::call(interp, "concatenate", &[Value::tuple(vec![a, b])])
}

fn intersect1d(
    interp: &mut Interp,
    a: ArrayLike,
    b: ArrayLike,
    assume_unique: Option<bool>,
    return_indices: Option<bool>,
) -> Result<Value> {
    let (mut a, mut b) = flat_pair(interp, a, b)?;
    let indices = return_indices.unwrap_or(false);
    let mut firsts = None;
    if !assume_unique.unwrap_or(false) {
        if indices {
            let mut found = |v: &Value| -> Result<(Value, Value)> {
                let pair =
                    np::call_kw(interp, "unique", std::slice::from_ref(v), &[("return_index", Value::Bool(true))])?;
                let items = interp.collect(&pair)?;
                Ok((items[0].clone(), items[1].clone()))
            };
            let ((ua, ia), (ub, ib)) = (found(&a)?, found(&b)?);
            (a, b, firsts) = (ua, ub, Some((ia, ib)));
        } else {
            (a, b) = (distinct(interp, &a)?, distinct(interp, &b)?);
        }
    }
    let size = np::view(interp, &a)?.size() as i64;
    let all = joined(interp, a, b)?;
    let order = np::call_kw(interp, "argsort", std::slice::from_ref(&all), &[("kind", Value::str("mergesort"))])?;
    let sorted = np::item(interp, &all, &order)?;
    let (head, tail) = (np::slice(None, Some(-1), None), np::slice(Some(1), None, None));
    let (left, right) = (np::item(interp, &sorted, &head)?, np::item(interp, &sorted, &tail)?);
    let twice = np::cmp(interp, CmpOp::Eq, &right, &left)?;
    let common = np::item(interp, &left, &twice)?;
    if !indices {
        return Ok(common);
    }
    let (lower, upper) = (np::item(interp, &order, &head)?, np::item(interp, &order, &tail)?);
    let mut ia = np::item(interp, &lower, &twice)?;
    let ib = np::item(interp, &upper, &twice)?;
    let mut ib = np::sub(interp, &ib, &Value::Int(size))?;
    if let Some((fa, fb)) = firsts {
        (ia, ib) = (np::item(interp, &fa, &ia)?, np::item(interp, &fb, &ib)?);
    }
    Ok(Value::tuple(vec![common, ia, ib]))
}

fn union1d(interp: &mut Interp, a: Value, b: Value) -> Result<Value> {
    let all = flat_joined(interp, a, b)?;
    distinct(interp, &all)
}

fn setdiff1d(interp: &mut Interp, a: ArrayLike, b: ArrayLike, assume_unique: Option<bool>) -> Result<Value> {
    let (mut a, mut b) = flat_pair(interp, a, b)?;
    if !assume_unique.unwrap_or(false) {
        (a, b) = (distinct(interp, &a)?, distinct(interp, &b)?);
    }
    let left = among(interp, a.clone(), b, true, true, None)?;
    np::item(interp, &a, &left)
}

/// All elements of both, in the type that `concatenate` finds: a Python number takes that of the array.
fn flat_joined(interp: &mut Interp, a: Value, b: Value) -> Result<Value> {
    let dtype = result_type_of(&[convert::operand(interp, &a)?, convert::operand(interp, &b)?])?;
    let mut parts = Vec::new();
    for v in [a, b] {
        parts.push(if convert::python_number(&v).is_some() { np::as_dtype(interp, &v, dtype)? } else { v });
    }
    np::call_kw(interp, "concatenate", &[Value::tuple(parts)], &[("axis", Value::None)])
}

fn setxor1d(interp: &mut Interp, a: Value, b: Value, assume_unique: Option<bool>) -> Result<Value> {
    let (mut a, mut b) = (a, b);
    if !assume_unique.unwrap_or(false) {
        (a, b) = (distinct(interp, &a)?, distinct(interp, &b)?);
    }
    let all = flat_joined(interp, a, b)?;
    if np::view(interp, &all)?.size() == 0 {
        return Ok(all);
    }
    let sorted = np::call(interp, "sort", &[all])?;
    let next = np::item(interp, &sorted, &np::slice(Some(1), None, None))?;
    let last = np::item(interp, &sorted, &np::slice(None, Some(-1), None))?;
    let differs = np::cmp(interp, CmpOp::Ne, &next, &last)?;
    let edge = Value::list(vec![Value::Bool(true)]);
    let flags = np::call(interp, "concatenate", &[Value::tuple(vec![edge.clone(), differs, edge])])?;
    let after = np::item(interp, &flags, &np::slice(Some(1), None, None))?;
    let before = np::item(interp, &flags, &np::slice(None, Some(-1), None))?;
    let once = interp.binary(BinOp::BitAnd, &after, &before)?;
    np::item(interp, &sorted, &once)
}

fn unique_values(interp: &mut Interp, x: Value) -> Result<Value> {
    let options = [("equal_nan", Value::Bool(false)), ("sorted", Value::Bool(false))];
    np::call_kw(interp, "unique", &[x], &options)
}

/// What `unique` gives with some of its `return_…` options, as a named tuple.
fn unique_as(
    kind: &'static Type,
    options: &'static [&'static str],
    fields: &'static [&'static str],
) -> impl Fn(&mut Interp, Value) -> Result<Value> + Send + Sync + 'static {
    move |interp, x| {
        let mut keywords = vec![("equal_nan", Value::Bool(false))];
        keywords.extend(options.iter().map(|o| (*o, Value::Bool(true))));
        let found = np::call_kw(interp, "unique", &[x], &keywords)?;
        Ok(named(kind, fields, interp.collect(&found)?))
    }
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    let two = "ar1, ar2, assume_unique=False";
    vec![
        py(
            &["unique"],
            "ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True",
            "The distinct elements, sorted.\n\n>>> np.unique([3, 1, 3])\narray([1, 3])\n>>> np.unique([3, 1, 3], return_counts=True)\n(array([1, 3]), array([1, 2]))",
            unique,
        ),
        py(
            &["unique_values"],
            "x",
            "The distinct elements.\n\n>>> sorted(np.unique_values([2, 1, 2]).tolist())\n[1, 2]",
            unique_values,
        ),
        py(
            &["unique_all"],
            "x",
            "The distinct elements, where they come first, the number of each element's value, how often each comes.\n\n\
             >>> np.unique_all([2, 1, 2]).counts\narray([1, 2])",
            unique_as(
                &UNIQUE_ALL,
                &["return_index", "return_inverse", "return_counts"],
                &["values", "indices", "inverse_indices", "counts"],
            ),
        ),
        py(
            &["unique_counts"],
            "x",
            "The distinct elements and how often each comes.\n\n>>> np.unique_counts([2, 1, 2]).counts\narray([1, 2])",
            unique_as(&UNIQUE_COUNTS, &["return_counts"], &["values", "counts"]),
        ),
        py(
            &["unique_inverse"],
            "x",
            "The distinct elements and the number of each element's value.\n\n\
             >>> np.unique_inverse([2, 1, 2]).inverse_indices\narray([1, 0, 1])",
            unique_as(&UNIQUE_INVERSE, &["return_inverse"], &["values", "inverse_indices"]),
        ),
        py(
            &["isin"],
            "element, test_elements, assume_unique=False, invert=False, *, kind=None",
            "Whether each element is among the test elements.\n\n>>> np.isin([1, 2, 3], [2, 5])\narray([False,  True, False])",
            isin,
        ),
        py(
            &["intersect1d"],
            "ar1, ar2, assume_unique=False, return_indices=False",
            "What both have.\n\n>>> np.intersect1d([1, 2, 3], [2, 3, 4])\narray([2, 3])",
            intersect1d,
        ),
        py(&["union1d"], "ar1, ar2", "What either has.\n\n>>> np.union1d([1, 2], [2, 3])\narray([1, 2, 3])", union1d),
        py(
            &["setdiff1d"],
            two,
            "What the first has alone.\n\n>>> np.setdiff1d([1, 2, 3], [2])\narray([1, 3])",
            setdiff1d,
        ),
        py(&["setxor1d"], two, "What only one has.\n\n>>> np.setxor1d([1, 2], [2, 3])\narray([1, 3])", setxor1d),
    ]
}
