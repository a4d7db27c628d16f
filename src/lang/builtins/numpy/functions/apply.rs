//! Functions that apply the program's functions: `vectorize`, `apply_along_axis`, `apply_over_axes`, `piecewise`.

use crate::engine::broadcast::broadcast_shapes;
use crate::engine::layout::{Shape, normalize_axis};
use crate::engine::{DType, View};
use crate::lang::builtins::numpy::args::{ArrayLike, AxisArg};
use crate::lang::builtins::numpy::ufuncs::python::frompyfunc;
use crate::lang::builtins::numpy::{compose as np, convert, nested};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::ops::arrays::python_item;
use crate::lang::protocol::call::is_callable;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Kwargs, OBJECT, Rest, Table, Type, c, py};
use crate::lang::value::Value;
use std::any::Any;

/// `np.vectorize`
pub static VECTORIZE: Type = Type::new("vectorize", "numpy", &[&OBJECT], table);

struct Vectorized {
    function: Value,
    otypes: Option<Vec<DType>>,
    excluded: Vec<Value>,
    cache: bool,
}

impl Object for Vectorized {
    fn type_(&self) -> &'static Type {
        &VECTORIZE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok("<numpy.vectorize object>".into())
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "pyfunc" => Some(self.function.clone()),
            "__name__" | "__doc__" => Some(interp.get_attr(&self.function, name)?),
            _ => None,
        })
    }

    fn call(&self, interp: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Option<Result<Value>> {
        Some(self.run(interp, args, kwargs))
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }
}

impl Vectorized {
    fn is_excluded(&self, interp: &mut Interp, key: &Value) -> Result<bool> {
        for e in &self.excluded {
            if interp.equal(e, key)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Calls the function for each element of the arguments, broadcast.
    fn run(&self, interp: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
        let (mut places, mut names) = (Vec::new(), Vec::new());
        let mut views = Vec::new();
        for (i, v) in args.iter().enumerate() {
            if !self.is_excluded(interp, &Value::Int(i as i64))? {
                places.push(i);
                views.push(np::view(interp, v)?);
            }
        }
        for (i, (k, v)) in kwargs.iter().enumerate() {
            if !self.is_excluded(interp, &Value::str(k.as_str()))? {
                names.push(i);
                views.push(np::view(interp, v)?);
            }
        }
        if views.is_empty() {
            return interp.call(&self.function, args, kwargs);
        }
        let call = |interp: &mut Interp, items: Vec<Value>| {
            let (mut args, mut kwargs) = (args.to_vec(), kwargs.to_vec());
            let mut items = items.into_iter();
            places.iter().zip(items.by_ref()).for_each(|(&i, v)| args[i] = v);
            names.iter().zip(items).for_each(|(&i, v)| kwargs[i].1 = v);
            interp.call(&self.function, &args, &kwargs)
        };
        let shapes: Vec<&[usize]> = views.iter().map(View::shape).collect();
        let shape = broadcast_shapes(&shapes)?;
        let first = self.first(interp, &views, &call)?;
        let otypes = match (&self.otypes, &first) {
            (Some(types), _) => types.clone(),
            (None, Some(Value::Tuple(items))) => items.iter().map(|v| otype(interp, v)).collect::<Result<_>>()?,
            (None, Some(v)) => vec![otype(interp, v)?],
            (None, None) => Vec::new(),
        };
        let mut cached = first.filter(|_| self.cache);
        let wide: Vec<View> = views.iter().map(|v| v.broadcast_to(&shape).unwrap_or_else(|| v.clone())).collect();
        let mut columns: Vec<Vec<Value>> = vec![Vec::new(); otypes.len()];
        let places: Vec<Vec<usize>> = wide.iter().map(|v| v.offsets().collect()).collect();
        for k in 0..shape.iter().product() {
            let items = wide.iter().zip(&places).map(|(v, at)| python_item(&v.get_at(at[k]))).collect();
            let result = match cached.take() {
                Some(result) => result,
                None => call(interp, items)?,
            };
            scatter(result, &mut columns)?;
        }
        let mut results = Vec::new();
        for (column, dtype) in columns.into_iter().zip(&otypes) {
            let flat = flat(interp, column, *dtype)?;
            results.push(np::array(flat.try_reshape(&shape, false).unwrap_or(flat)));
        }
        Ok(if results.len() == 1 { results.remove(0) } else { Value::tuple(results) })
    }

    /// What the function gives for the first elements, to learn the result's types; none if they are known.
    fn first(
        &self,
        interp: &mut Interp,
        views: &[View],
        call: &impl Fn(&mut Interp, Vec<Value>) -> Result<Value>,
    ) -> Result<Option<Value>> {
        if self.otypes.is_some() {
            return Ok(None);
        }
        if views.iter().any(|v| v.size() == 0) {
            let text = "cannot call `vectorize` on size 0 inputs unless `otypes` is set";
            return Err(Raise::value_error(text));
        }
        call(interp, views.iter().map(|v| convert::scalar(v.first())).collect()).map(Some)
    }
}

/// Results as elements of a 1-d array; those that are sequences are so as objects.
fn flat(interp: &mut Interp, column: Vec<Value>, dtype: DType) -> Result<View> {
    let sequence = |v: &Value| matches!(v, Value::List(_) | Value::Tuple(_) | Value::Array(_));
    if dtype == DType::Object || column.iter().any(sequence) {
        let objects = nested::objects(interp, &Value::list(column), 1)?;
        return convert::cast_to(&objects, dtype);
    }
    let flat = np::call_kw(interp, "array", &[Value::list(column)], &[("dtype", Value::DType(dtype))])?;
    np::view(interp, &flat)
}

/// The dtype that a result asks for: of strings the one without a length.
fn otype(interp: &mut Interp, v: &Value) -> Result<DType> {
    Ok(match np::view(interp, v)?.dtype() {
        DType::Str(_) => DType::Str(0),
        DType::Bytes(_) => DType::Bytes(0),
        d => d,
    })
}

fn scatter(result: Value, columns: &mut [Vec<Value>]) -> Result<()> {
    match (&result, columns) {
        (_, [one]) => one.push(result),
        (Value::Tuple(items), many) if items.len() == many.len() => {
            many.iter_mut().zip(items.iter()).for_each(|(c, v)| c.push(v.clone()));
        }
        _ => return Err(Raise::value_error("wrong number of outputs from pyfunc")),
    }
    Ok(())
}

fn table() -> Table {
    Table {
        doc: "A function of single values as a function of arrays.",
        new: Some(py(
            &["vectorize"],
            "pyfunc=<no value>, otypes=None, doc=None, excluded=None, cache=False, signature=None",
            "A function of single values as a function of arrays.\n\n>>> np.vectorize(lambda x: x + 1)([1, 2])\narray([2, 3])",
            vectorize,
        )),
        ..Table::default()
    }
}

fn vectorize(
    interp: &mut Interp,
    pyfunc: Given,
    otypes: Option<Value>,
    _doc: Option<Value>,
    excluded: Option<Value>,
    cache: Option<bool>,
    signature: Option<Value>,
) -> Result<Value> {
    if signature.is_some() {
        return Err(Raise::unsupported("Ravel has no signature= of np.vectorize; loop over the arrays instead"));
    }
    let Some(function) = pyfunc.0.filter(|f| is_callable(interp, f)) else {
        return Err(Raise::type_error("When used as a decorator, only accepts keyword arguments."));
    };
    let otypes = match otypes {
        None => None,
        Some(v) if v.as_str().is_some() => {
            let text = v.as_str().unwrap_or_default().to_string();
            let types = text.chars().map(|c| convert::dtype(interp, &Value::str(c.to_string())));
            Some(types.collect::<Result<Vec<_>>>()?)
        }
        Some(v) => {
            let items = interp.collect(&v)?;
            Some(items.iter().map(|t| convert::dtype(interp, t)).collect::<Result<Vec<_>>>()?)
        }
    };
    let excluded = excluded.map_or(Ok(Vec::new()), |v| interp.collect(&v))?;
    Ok(Value::object(Vectorized { function, otypes, excluded, cache: cache.unwrap_or(false) }))
}

fn apply_along_axis(
    interp: &mut Interp,
    func1d: Value,
    axis: i64,
    arr: ArrayLike,
    args: Rest,
    kwargs: Kwargs,
) -> Result<Value> {
    let own = arr.view();
    let axis = normalize_axis(axis, own.rank())?;
    let outer: Vec<usize> = (0..own.rank()).filter(|&i| i != axis).collect();
    let lens: Shape = outer.iter().map(|&i| own.shape()[i]).collect();
    if lens.contains(&0) {
        return Err(Raise::value_error("Cannot apply_along_axis when any iteration dimensions are 0"));
    }
    let (mut buffer, mut inner): (Option<Value>, Shape) = (None, Shape::new());
    for k in 0..lens.iter().product::<usize>() {
        let at = unravel(k, &lens);
        let mut index = vec![np::slice(None, None, None); own.rank()];
        outer.iter().zip(&at).for_each(|(&i, &n)| index[i] = Value::Int(n as i64));
        let lane = np::item(interp, &Value::Array(arr.0.clone()), &Value::tuple(index))?;
        let mut all = vec![lane];
        all.extend(args.0.iter().cloned());
        let result = interp.call(&func1d, &all, &kwargs.0)?;
        if buffer.is_none() {
            let view = np::view(interp, &result)?;
            inner = view.shape().into();
            let shape: Shape = lens.iter().chain(view.shape()).copied().collect();
            buffer = Some(np::array(View::zeros(view.dtype(), &shape)?));
        }
        let Some(buffer) = &buffer else { continue };
        let place = Value::tuple(at.iter().map(|&n| Value::Int(n as i64)).chain([Value::Ellipsis]).collect());
        interp.set_item(buffer, &place, result)?;
    }
    let Some(buffer) = buffer else { return Ok(Value::None) };
    let (rank, extra) = (lens.len(), inner.len());
    let axes = (0..axis).chain(rank..rank + extra).chain(axis..rank).map(|i| Value::Int(i as i64)).collect();
    if extra == 0 || axis == rank {
        return Ok(buffer);
    }
    np::call(interp, "transpose", &[buffer, Value::tuple(axes)])
}

/// The indices of flat index `k`.
fn unravel(mut k: usize, lens: &[usize]) -> Shape {
    let mut at: Shape = lens.into();
    for (place, &n) in at.iter_mut().zip(lens).rev() {
        *place = k % n;
        k /= n;
    }
    at
}

fn apply_over_axes(interp: &mut Interp, func: Value, a: ArrayLike, axes: AxisArg) -> Result<Value> {
    let rank = a.view().rank();
    let mut value = Value::Array(a.0);
    let axes = match axes {
        AxisArg::One(n) => vec![n],
        AxisArg::Many(list) => list,
    };
    for axis in axes {
        let axis = if axis < 0 { axis + rank as i64 } else { axis };
        let mut result = interp.call(&func, &[value.clone(), Value::Int(axis)], &[])?;
        let new_rank = np::view(interp, &result)?.rank();
        if new_rank != rank {
            result = np::call(interp, "expand_dims", &[result, Value::Int(axis)])?;
            if np::view(interp, &result)?.rank() != rank {
                return Err(Raise::value_error("function is not returning an array of the correct shape"));
            }
        }
        value = result;
    }
    Ok(value)
}

fn piecewise(
    interp: &mut Interp,
    x: ArrayLike,
    condlist: Value,
    funclist: Value,
    args: Rest,
    kw: Kwargs,
) -> Result<Value> {
    let x_value = Value::Array(x.0.clone());
    let functions = interp.collect(&funclist)?;
    let mut conditions = condlist;
    let single = match &conditions {
        Value::List(_) | Value::Tuple(_) => {
            let first = interp.collect(&conditions)?.into_iter().next();
            !matches!(first, Some(Value::List(_) | Value::Array(_))) && x.view().rank() != 0
        }
        Value::Array(a) => a.view().rank() <= 1 && x.view().rank() != 0,
        _ => true,
    };
    if single {
        conditions = Value::list(vec![conditions]);
    }
    let mut conditions = Value::Array(convert::array_of(interp, &conditions, Some(DType::Bool))?);
    let mut n = interp.len(&conditions)?;
    let wanted = functions.len();
    if n + 1 == wanted {
        let kwargs = [("axis", Value::Int(0)), ("keepdims", Value::Bool(true))];
        let any = np::call_kw(interp, "any", &[conditions.clone()], &kwargs)?;
        let rest = np::call(interp, "logical_not", &[any])?;
        conditions = np::call(interp, "concatenate", &[Value::list(vec![conditions, rest])])?;
        n += 1;
    }
    if n != wanted {
        let text = format!("with {n} condition(s), either {n} or {} functions are expected", n + 1);
        return Err(Raise::value_error(text));
    }
    let y = np::call(interp, "zeros_like", std::slice::from_ref(&x_value))?;
    for (i, function) in functions.iter().enumerate() {
        let condition = np::item(interp, &conditions, &Value::Int(i as i64))?;
        if !is_callable(interp, function) {
            interp.set_item(&y, &condition, function.clone())?;
            continue;
        }
        let values = np::item(interp, &x_value, &condition)?;
        if np::view(interp, &values)?.size() > 0 {
            let mut all = vec![values];
            all.extend(args.0.iter().cloned());
            let result = interp.call(function, &all, &kw.0)?;
            interp.set_item(&y, &condition, result)?;
        }
    }
    Ok(y)
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["apply_along_axis"],
            "func1d, axis, arr, *args, **kwargs",
            "A function of each lane along an axis.\n\n>>> np.apply_along_axis(max, 0, [[1, 5], [3, 2]])\narray([3, 5])",
            apply_along_axis,
        ),
        py(
            &["apply_over_axes"],
            "func, a, axes",
            "A function of array and axis, for several axes in turn.\n\n>>> np.apply_over_axes(np.sum, np.array([[1, 2], [3, 4]]), [0, 1])\narray([[10]])",
            apply_over_axes_any,
        ),
        py(
            &["piecewise"],
            "x, condlist, funclist, *args, **kw",
            "A function chosen by conditions.\n\n>>> x = np.array([-1.0, 2.0])\n>>> np.piecewise(x, [x < 0, x >= 0], [0, 1])\narray([0., 1.])",
            piecewise,
        ),
        c(
            &["frompyfunc"],
            "func, /, nin, nout, *, identity=None",
            "A function of single values as a ufunc whose results are objects.\n\n\
             >>> np.frompyfunc(oct, 1, 1)([8, 64])\narray(['0o10', '0o100'], dtype=object)",
            frompyfunc,
        ),
    ]
}

fn apply_over_axes_any(interp: &mut Interp, func: Value, a: Value, axes: Value) -> Result<Value> {
    interp.get_attr(&a, "ndim")?;
    let a = ArrayLike(convert::array(interp, &a)?);
    let list = match &axes {
        Value::Int(n) => vec![*n],
        other => interp.collect(other)?.iter().map(|v| interp.index(v)).collect::<Result<_>>()?,
    };
    apply_over_axes(interp, func, a, AxisArg::Many(list))
}

/// The type by name.
pub fn value(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "vectorize").then_some(Value::Type(&VECTORIZE))
}
