//! `ufunc.reduce` and its kin, and the attributes of ufuncs.

use super::call::{self, hand_out};
use super::{UfuncObject, docs};
use crate::engine::kernels::Operand;
use crate::engine::kernels::ufunc::{Axes, Identity, ReduceOptions, Ufunc};
use crate::engine::layout::Shape;
use crate::engine::{Layout, View};
use crate::lang::builtins::numpy::args::{ArrayLike, AxisArg, DTypeArg, OutArg, integers};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::{arrays, index};
use crate::lang::registry::args::{FromValue, Given};
use crate::lang::registry::{Builtin, Kwargs, Table, attribute, py};
use crate::lang::value::Value;

/// `self` of a ufunc's method.
struct Me(&'static Ufunc);

impl FromValue for Me {
    fn from_value(interp: &mut Interp, value: Value) -> Result<Me> {
        match value.downcast::<UfuncObject>() {
            Some(o) => Ok(Me(o.ufunc)),
            None => Err(Raise::type_error(format!("a ufunc is required, not '{}'", interp.type_name(&value)))),
        }
    }
}

/// The table of `np.ufunc`.
pub fn table() -> Table {
    Table {
        doc: "Functions that work element by element on whole arrays.",
        methods: methods(),
        attributes: vec![
            attribute("__name__", "The name.", |_, v| me(v).map(|u| Value::str(u.name))),
            attribute("__qualname__", "The name.", |_, v| me(v).map(|u| Value::str(u.name))),
            attribute("__doc__", "What it computes.", |_, v| me(v).map(|u| Value::str(docs::doc(u)))),
            attribute("nin", "The number of inputs.", |_, v| me(v).map(|u| Value::Int(u.nin as i64))),
            attribute("nout", "The number of outputs.", |_, v| me(v).map(|u| Value::Int(u.nout as i64))),
            attribute("nargs", "Inputs and outputs.", |_, v| me(v).map(|u| Value::Int((u.nin + u.nout) as i64))),
            attribute("ntypes", "The number of loops.", |_, v| me(v).map(|u| Value::Int(u.types().len() as i64))),
            attribute("types", "The loops' types.", |_, v| {
                me(v).map(|u| Value::list(u.types().into_iter().map(Value::str).collect()))
            }),
            attribute("identity", "What a reduction starts with.", |_, v| me(v).map(identity)),
            attribute("signature", "None: the loops take single elements.", |_, v| me(v).map(|_| Value::None)),
        ],
        ..Table::default()
    }
}

fn me(v: &Value) -> Result<&'static Ufunc> {
    v.downcast::<UfuncObject>().map(|o| o.ufunc).ok_or_else(|| Raise::type_error("a ufunc is required"))
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
        py(
            &["reduce"],
            "self, /, array, axis=0, dtype=None, out=None, keepdims=False, initial=<no value>, where=True",
            "Applies the ufunc between all elements along an axis.\n\n>>> np.multiply.reduce([2, 3, 5])\nnp.int64(30)",
            reduce,
        ),
        py(
            &["accumulate"],
            "self, /, array, axis=0, dtype=None, out=None",
            "As `reduce`, with all partial results.\n\n>>> np.add.accumulate([2, 3, 5])\narray([ 2,  5, 10])",
            accumulate,
        ),
        py(
            &["reduceat"],
            "self, /, array, indices, axis=0, dtype=None, out=None",
            "`reduce` over stretches of an axis.\n\n>>> np.add.reduceat([1, 2, 3, 4], [0, 2])\narray([3, 7])",
            reduceat,
        ),
        py(
            &["outer"],
            "self, A, B, /, **kwargs",
            "The ufunc of all pairs.\n\n>>> np.multiply.outer([1, 2], [3, 4])\narray([[3, 4],\n       [6, 8]])",
            outer,
        ),
        py(
            &["at"],
            "self, a, indices, b=None, /",
            "In place at the indices, one after another.\n\n>>> a = np.array([1, 2])\n>>> np.add.at(a, [0, 0], 1)\n>>> a\narray([3, 2])",
            at,
        ),
    ]
}

#[allow(clippy::too_many_arguments)]
fn reduce(
    interp: &mut Interp,
    me: Me,
    array: ArrayLike,
    axis: Given,
    dtype: Option<DTypeArg>,
    out: Option<OutArg>,
    keepdims: Option<bool>,
    initial: Given,
    where_: Given,
) -> Result<Value> {
    let out = out.map(|o| o.0);
    let axis = match axis.0 {
        None => Axes::default(),
        Some(Value::None) => Axes::All,
        Some(v) => match AxisArg::from_value(interp, v)? {
            AxisArg::One(n) => Axes::These([n].into_iter().collect()),
            AxisArg::Many(list) => Axes::These(list.into_iter().collect()),
        },
    };
    let initial = match initial.0 {
        None => None,
        Some(Value::None) => Some(None),
        Some(v) => Some(Some(convert::operand(interp, &v)?)),
    };
    let where_ = match where_.0 {
        None | Some(Value::Bool(true)) => None,
        Some(v) => Some(call::where_mask(interp, &v)?),
    };
    let options = ReduceOptions {
        axis,
        dtype: dtype.map(|d| d.0),
        out: out.as_ref().map(|a| a.view().clone()),
        keepdims: keepdims.unwrap_or(false),
        initial,
        where_,
    };
    let result = me.0.reduce(&array.view(), &options);
    arrays::float_warnings(interp, false)?;
    Ok(hand_out(out, result?))
}

fn accumulate(
    interp: &mut Interp,
    me: Me,
    array: ArrayLike,
    axis: Option<i64>,
    dtype: Option<DTypeArg>,
    out: Option<OutArg>,
) -> Result<Value> {
    let out = out.map(|o| o.0);
    let target = out.as_ref().map(|a| a.view().clone());
    let result = me.0.accumulate(&array.view(), axis.unwrap_or(0), dtype.map(|d| d.0), target.as_ref());
    arrays::float_warnings(interp, false)?;
    Ok(hand_out(out, result?))
}

fn reduceat(
    interp: &mut Interp,
    me: Me,
    array: ArrayLike,
    indices: Value,
    axis: Option<i64>,
    dtype: Option<DTypeArg>,
    out: Option<OutArg>,
) -> Result<Value> {
    let out = out.map(|o| o.0);
    let target = out.as_ref().map(|a| a.view().clone());
    let indices = integers(interp, &indices)?;
    let result = me.0.reduceat(&array.view(), &indices, axis.unwrap_or(0), dtype.map(|d| d.0), target.as_ref());
    arrays::float_warnings(interp, false)?;
    Ok(hand_out(out, result?))
}

fn outer(interp: &mut Interp, me: Me, a: Value, b: Value, kwargs: Kwargs) -> Result<Value> {
    if me.0.nin != 2 {
        return Err(Raise::value_error("outer product only supported for binary functions"));
    }
    let keywords = call::keywords(interp, me.0, &kwargs.0)?;
    let mut inputs = call::inputs(interp, me.0, &[a, b])?;
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
    call::run(interp, me.0, &inputs, keywords)
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

fn at(interp: &mut Interp, me: Me, a: Value, indices: Value, b: Given) -> Result<()> {
    let Value::Array(a) = a else { return Err(Raise::type_error("first operand must be array")) };
    if !a.writeable() {
        return Err(Raise::value_error("array is read-only"));
    }
    let indices = index::indices(interp, &indices)?;
    let b = b.0.map(|v| convert::operand(interp, &v)).transpose()?;
    let view = a.view().clone();
    let result = me.0.at(&view, &indices, b.as_ref());
    arrays::float_warnings(interp, false)?;
    Ok(result?)
}
