//! `ufunc.reduce` and its kin, and the attributes of ufuncs.

use super::call;
use super::python::PyUfunc;
use super::{UfuncObject, docs, loop_dtype};
use crate::engine::kernels::promote::Casting;
use crate::engine::kernels::ufunc::{Axes, Identity, Ufunc};
use crate::engine::kernels::{Operand, cast};
use crate::engine::layout::Shape;
use crate::engine::mem::access::to_vec;
use crate::engine::{self, DType, Layout, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::convert;
use crate::lang::builtins::numpy::reduce::request::{Fold, Gathered, Request, axes, some};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::{arrays, index};
use crate::lang::registry::args::{FromValue, Rest};
use crate::lang::registry::{Builtin, Kwargs, Table, attribute, c, numpy, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// `self` of a ufunc's method.
enum Me {
    /// One of NumPy's.
    Own(&'static Ufunc),
    /// One of `np.frompyfunc`.
    Python(Value),
}

impl FromValue for Me {
    fn from_value(interp: &mut Interp, value: Value) -> Result<Me> {
        match (value.downcast::<UfuncObject>(), value.downcast::<PyUfunc>()) {
            (Some(o), _) => Ok(Me::Own(o.ufunc)),
            (_, Some(_)) => Ok(Me::Python(value)),
            _ => Err(Raise::type_error(format!("a ufunc is required, not '{}'", interp.type_name(&value)))),
        }
    }
}

impl Me {
    /// NumPy's own ufunc, or what `other` does with one of `np.frompyfunc`.
    fn own<T>(self, other: impl FnOnce(&PyUfunc) -> Result<T>) -> std::result::Result<&'static Ufunc, Result<T>> {
        match self {
            Me::Own(ufunc) => Ok(ufunc),
            Me::Python(value) => Err(match value.downcast::<PyUfunc>() {
                Some(f) => other(f),
                None => Err(Raise::type_error("a ufunc is required")),
            }),
        }
    }
}

/// The table of `np.ufunc`.
pub fn table() -> Table {
    Table {
        doc: "Functions that work element by element on whole arrays.",
        methods: methods(),
        attributes: vec![
            attribute("__name__", "The name.", |_, v| either(v, |u| Value::str(u.name), |f| Value::str(&*f.name))),
            attribute("__qualname__", "The name.", |_, v| either(v, |u| Value::str(u.name), |f| Value::str(&*f.name))),
            attribute("__doc__", "What it computes.", |_, v| either(v, |u| Value::str(docs::doc(u)), python_doc)),
            attribute("nin", "The number of inputs.", |_, v| either(v, |u| count(u.nin), |f| count(f.nin))),
            attribute("nout", "The number of outputs.", |_, v| either(v, |u| count(u.nout), |f| count(f.nout))),
            attribute("nargs", "Inputs and outputs.", |_, v| {
                either(v, |u| count(u.nin + u.nout), |f| count(f.nin + f.nout))
            }),
            attribute("ntypes", "The number of loops.", |_, v| either(v, |u| count(u.types().len()), |_| count(1))),
            attribute("types", "The loops' types.", |_, v| {
                let list = |types: Vec<String>| Value::list(types.into_iter().map(Value::str).collect());
                let own = |u: &Ufunc| list(u.types().into_iter().map(str::to_string).collect());
                either(v, own, |f| list(vec![format!("{}->{}", "O".repeat(f.nin), "O".repeat(f.nout))]))
            }),
            attribute("identity", "What a reduction starts with.", |_, v| either(v, identity, PyUfunc::identity)),
            attribute(
                "signature",
                "The core dimensions of operands; None where loops take single elements.",
                |_, v| either(v, |u| u.core.map_or(Value::None, Value::str), |_| Value::None),
            ),
        ],
        ..Table::default()
    }
}

/// What is said of a ufunc, be it NumPy's or one of `np.frompyfunc`.
fn either(v: &Value, own: impl Fn(&Ufunc) -> Value, python: impl Fn(&PyUfunc) -> Value) -> Result<Value> {
    match (v.downcast::<UfuncObject>(), v.downcast::<PyUfunc>()) {
        (Some(o), _) => Ok(own(o.ufunc)),
        (_, Some(f)) => Ok(python(f)),
        _ => Err(Raise::type_error("a ufunc is required")),
    }
}

fn count(n: usize) -> Value {
    Value::Int(n as i64)
}

fn python_doc(f: &PyUfunc) -> Value {
    let ins: Vec<String> = if f.nin == 1 { vec!["x".into()] } else { (1..=f.nin).map(|i| format!("x{i}")).collect() };
    let out = if f.nout == 1 { "None".into() } else { format!("({})", vec!["None"; f.nout].join(", ")) };
    Value::str(format!(
        "{}({}, /, out={out}, *, where=True, casting='same_kind', order='K', dtype=None, subok=True[, signature])\n\n\
         dynamic ufunc based on a python function",
        f.name,
        ins.join(", ")
    ))
}

fn identity(ufunc: &Ufunc) -> Value {
    match ufunc.identity {
        Identity::None | Identity::Reorderable => Value::None,
        Identity::Int(n) => Value::Int(n),
        Identity::Bool(b) => Value::Bool(b),
        Identity::NegInf => Value::Float(f64::NEG_INFINITY),
    }
}

fn methods() -> Vec<Builtin> {
    vec![
        numpy(
            &["reduce"],
            "self, /, array, axis=0, dtype=None, out=None, keepdims=False, initial=<no value>, where=True",
            "Applies the ufunc between all elements along an axis.\n\n>>> np.multiply.reduce([2, 3, 5])\nnp.int64(30)",
            reduce,
        )
        .unfit(unfit),
        numpy(
            &["accumulate"],
            "self, /, array, axis=0, dtype=None, out=None",
            "As `reduce`, with all partial results.\n\n>>> np.add.accumulate([2, 3, 5])\narray([ 2,  5, 10])",
            accumulate,
        )
        .unfit(unfit),
        numpy(
            &["reduceat"],
            "self, /, array, indices, axis=0, dtype=None, out=None",
            "`reduce` over stretches of an axis.\n\n>>> np.add.reduceat([1, 2, 3, 4], [0, 2])\narray([3, 7])",
            reduceat,
        )
        .unfit(unfit),
        py(
            &["outer"],
            "self, /, *args, **kwargs",
            "The ufunc of all pairs.\n\n>>> np.multiply.outer([1, 2], [3, 4])\narray([[3, 4],\n       [6, 8]])",
            outer,
        ),
        c(
            &["at"],
            "self, /, *args",
            "In place at the indices, one after another.\n\n>>> a = np.array([1, 2])\n>>> np.add.at(a, [0, 0], 1)\n>>> a\narray([3, 2])",
            at,
        ),
    ]
}

fn reduce(interp: &mut Interp, me: Me, array: Value, Gathered(request, _): Gathered<Fold>) -> Result<Value> {
    let me = match me.own(|f| f.reduce(interp, &array, &request)) {
        Ok(ufunc) => ufunc,
        Err(result) => return result,
    };
    me.expect_binary("reduce")?;
    let out = request.out(interp)?.map(Value::Array);
    let view = convert::view(interp, &array)?;
    Request { out, ..request }.reduce(interp, me, &view, Axes::default())
}

/// The arguments that `accumulate` and `reduceat` share.
struct Along {
    view: View,
    axis: Axes,
    dtype: Option<DType>,
    out: Option<Rc<Array>>,
}

impl Along {
    fn new(interp: &mut Interp, me: &Ufunc, method: &str, array: &Value, request: &Request) -> Result<Along> {
        me.expect_binary(method)?;
        let out = request.out(interp)?;
        let dtype = some(&request.dtype).map(|v| loop_dtype(interp, v)).transpose()?;
        let view = convert::view(interp, array)?;
        let axis = request.axis.as_ref().map_or(Ok(Axes::default()), |v| axes(interp, v))?;
        Ok(Along { view, axis, dtype, out })
    }

    /// Runs the method, and hands out `out` or what it made.
    fn run(self, interp: &mut Interp, f: impl FnOnce(&Along, Option<&View>) -> engine::Result<View>) -> Result<Value> {
        let target = self.out.as_ref().map(|a| a.view().clone());
        let result = f(&self, target.as_ref());
        arrays::float_warnings(interp, false)?;
        let view = result?;
        Ok(self.out.map_or_else(|| arrays::wrap(view), Value::Array))
    }
}

fn accumulate(interp: &mut Interp, me: Me, array: Value, Gathered(request, _): Gathered<Fold>) -> Result<Value> {
    let me = match me.own(|f| f.accumulate(interp, &array, &request)) {
        Ok(ufunc) => ufunc,
        Err(result) => return result,
    };
    let along = Along::new(interp, me, "accumulate", &array, &request)?;
    along.run(interp, |a, out| me.accumulate(&a.view, &a.axis, a.dtype, out))
}

fn reduceat(
    interp: &mut Interp,
    me: Me,
    array: Value,
    indices: Value,
    Gathered(request, _): Gathered<Fold>,
) -> Result<Value> {
    let python = |f: &PyUfunc| {
        let indices = starts(interp, &indices)?;
        f.reduceat(interp, &array, &indices, &request)
    };
    let me = match me.own(python) {
        Ok(ufunc) => ufunc,
        Err(result) => return result,
    };
    me.expect_binary("reduceat")?;
    let indices = starts(interp, &indices)?;
    let along = Along::new(interp, me, "reduceat", &array, &request)?;
    along.run(interp, |a, out| me.reduceat(&a.view, &indices, &a.axis, a.dtype, out))
}

/// The indices of `reduceat`: a sequence of anything that can be cast to integers.
fn starts(interp: &mut Interp, indices: &Value) -> Result<Vec<i64>> {
    let view = convert::view(interp, indices)?;
    let deep = "setting an array element with a sequence. The requested array would exceed the maximum number of \
                dimension of 1.";
    match (view.rank(), indices) {
        (0, _) => return Err(Raise::value_error("object of too small depth for desired array")),
        (1, _) => {}
        (_, Value::Array(_)) => return Err(Raise::value_error("object too deep for desired array")),
        _ => return Err(Raise::value_error(deep)),
    }
    if matches!(indices, Value::Array(_)) {
        cast::check(view.dtype(), DType::Int64, Casting::Safe)?;
    }
    Ok(to_vec::<i64>(&convert::cast_to(&view, DType::Int64)?))
}

fn outer(interp: &mut Interp, me: Me, Rest(args): Rest, kwargs: Kwargs) -> Result<Value> {
    let me = match me.own(|f| f.outer(interp, &args, &kwargs.0)) {
        Ok(ufunc) => ufunc,
        Err(result) => return result,
    };
    if me.core.is_some() {
        return Err(Raise::type_error("method outer is not allowed in ufunc with non-trivial signature"));
    }
    if me.nin != 2 {
        return Err(Raise::value_error("outer product only supported for binary functions"));
    }
    let [a, b] = <[Value; 2]>::try_from(args).map_err(|_| Raise::type_error("exactly two arguments expected"))?;
    let keywords = call::keywords(interp, me, &kwargs.0)?;
    let mut inputs = call::inputs(interp, &[a, b])?;
    for input in &mut inputs {
        // Python numbers are not weak here.
        if input.view().is_none() {
            *input = Operand::Array(View::from_scalar(&input.to_scalar(input.type_().alone())?)?);
        }
    }
    let rank = inputs[1].shape().len();
    if let (Operand::Array(a), true) = (&inputs[0], rank > 0) {
        inputs[0] = Operand::Array(lengthened(a, rank));
    }
    call::run(interp, me, &inputs, keywords)
}

/// `view` with `n` axes of length 1 behind its own.
fn lengthened(view: &View, n: usize) -> View {
    let mut layout: Layout = view.layout().clone();
    let rank = layout.rank();
    for i in 0..n {
        layout.insert_axis(rank + i);
    }
    let shape: Shape = layout.shape.clone();
    debug_assert_eq!(shape.len(), rank + n);
    view.derive(layout)
}

fn at(interp: &mut Interp, me: Me, Rest(args): Rest) -> Result<()> {
    let me = match me.own(PyUfunc::at) {
        Ok(ufunc) => ufunc,
        Err(result) => return result,
    };
    let (limit, given) = (if args.len() < 2 { "at least 2" } else { "at most 3" }, args.len());
    if !(2..=3).contains(&given) {
        return Err(Raise::type_error(format!("at() takes {limit} arguments ({given} given)")));
    }
    let mut args = args.into_iter();
    let (a, indices, b) = (args.next().unwrap_or(Value::None), args.next().unwrap_or(Value::None), args.next());
    if let Some(core) = me.core {
        let name = me.name;
        return Err(Raise::type_error(format!(
            "{name}.at does not support ufunc with non-trivial signature: {name} has signature {core}."
        )));
    }
    let Value::Array(a) = a else { return Err(Raise::type_error("first operand must be array")) };
    if !a.writeable() {
        return Err(Raise::value_error("array is read-only"));
    }
    let indices = index::indices(interp, &indices)?;
    let b = b.map(|v| convert::operand(interp, &v)).transpose()?;
    let view = a.view().clone();
    let result = me.at(&view, &indices, b.as_ref());
    arrays::float_warnings(interp, false)?;
    Ok(result?)
}

/// Why a ufunc has no such method.
fn unfit(me: &Value, method: &str) -> Option<Raise> {
    let ufunc = me.downcast::<UfuncObject>()?.ufunc;
    (ufunc.nin != 2).then(|| Raise::value_error(format!("{method} only supported for binary functions")))
}
