//! The arguments of reductions, gathered by name and converted once, and the reductions that ufuncs do.

use crate::engine::DType;
use crate::engine::View;
use crate::engine::kernels::Operand;
use crate::engine::kernels::ufunc::{Axes, ReduceOptions, Ufunc};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::OutArg;
use crate::lang::builtins::numpy::convert;
use crate::lang::builtins::numpy::ufuncs::{loop_dtype, where_mask};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::arrays;
use crate::lang::registry::args::{Args, FromArg, FromValue};
use crate::lang::value::Value;
use std::marker::PhantomData;
use std::rc::Rc;

/// What a reduction is asked for, as given; `None` is what was left out.
#[derive(Default, Clone)]
pub struct Request {
    /// `axis`
    pub axis: Option<Value>,
    /// `dtype`
    pub dtype: Option<Value>,
    /// `out`
    pub out: Option<Value>,
    /// `keepdims`
    pub keepdims: Option<Value>,
    /// `initial`
    pub initial: Option<Value>,
    /// `where`
    pub where_: Option<Value>,
    /// `ddof`
    pub ddof: Option<Value>,
    /// `mean`
    pub mean: Option<Value>,
    /// `correction`
    pub correction: Option<Value>,
}

/// The order in which a signature names the arguments of a [`Request`].
pub trait Order {
    /// The names.
    const NAMES: &'static [&'static str];
}

macro_rules! orders {
    ($($(#[$doc:meta])* $name:ident [$($arg:literal)*];)*) => { $(
        $(#[$doc])*
        pub struct $name;
        impl Order for $name {
            const NAMES: &'static [&'static str] = &[$($arg),*];
        }
    )* };
}
orders! {
    /// Of sums, and of `ufunc.reduce`.
    Fold ["axis" "dtype" "out" "keepdims" "initial" "where"];
    /// Of the larger and the smaller.
    Extreme ["axis" "out" "keepdims" "initial" "where"];
    /// Of `any` and `all` as functions, and of `ptp`.
    Logic ["axis" "out" "keepdims" "where"];
    /// Of means, and of `any` and `all` as methods.
    Average ["axis" "dtype" "out" "keepdims" "where"];
    /// Of variances.
    Spread ["axis" "dtype" "out" "ddof" "keepdims" "where" "mean" "correction"];
}

/// The arguments of a reduction from one parameter on to the last.
pub struct Gathered<O>(pub Request, pub PhantomData<fn(O)>);

impl<O: Order> FromArg for Gathered<O> {
    fn from_arg(_: &mut Interp, args: &mut Args, at: usize) -> Result<Gathered<O>> {
        let mut request = Request::default();
        for (slot, name) in args.slots[at..].iter_mut().zip(O::NAMES) {
            let place = match *name {
                "axis" => &mut request.axis,
                "dtype" => &mut request.dtype,
                "out" => &mut request.out,
                "keepdims" => &mut request.keepdims,
                "initial" => &mut request.initial,
                "where" => &mut request.where_,
                "ddof" => &mut request.ddof,
                "mean" => &mut request.mean,
                _ => &mut request.correction,
            };
            *place = slot.take();
        }
        Ok(Gathered(request, PhantomData))
    }
}

/// An argument that is neither left out nor `None`.
pub fn some(value: &Option<Value>) -> Option<&Value> {
    value.as_ref().filter(|v| !v.is_none())
}

/// `axis`: `None` for all, an integer, a tuple of them.
///
/// # Errors
/// `TypeError` for anything else.
pub fn axes(interp: &mut Interp, value: &Value) -> Result<Axes> {
    Ok(match value {
        Value::None => Axes::All,
        Value::Bool(_) => return Err(Raise::type_error("an integer is required")),
        Value::Tuple(items) => Axes::These(items.iter().map(|v| interp.index(v)).collect::<Result<_>>()?),
        other => Axes::These([interp.index(other)?].into_iter().collect()),
    })
}

/// `keepdims`, as NumPy's C code reads it: an integer.
///
/// # Errors
/// `TypeError` for anything else.
pub fn keepdims(interp: &mut Interp, value: &Option<Value>) -> Result<bool> {
    match value {
        None => Ok(false),
        Some(Value::Bool(b)) => Ok(*b),
        Some(Value::Float(_)) => Err(Raise::type_error("integer argument expected, got float")),
        Some(other) => Ok(interp.index(other)? != 0),
    }
}

impl Request {
    /// Along an axis, with nothing else.
    pub fn along(axis: Option<Value>) -> Request {
        Request { axis, ..Request::default() }
    }

    /// Whether the mask picks all elements.
    pub fn picks_all(&self) -> bool {
        matches!(self.where_, None | Some(Value::Bool(true)))
    }

    /// The array to write to.
    ///
    /// # Errors
    /// `TypeError` for anything else, `ValueError` where it is read-only.
    pub fn out(&self, interp: &mut Interp) -> Result<Option<Rc<Array>>> {
        some(&self.out).map(|v| OutArg::from_value(interp, v.clone()).map(|o| o.0)).transpose()
    }

    /// The dtype, if one is asked for.
    ///
    /// # Errors
    /// `TypeError`.
    pub fn dtype(&self, interp: &mut Interp) -> Result<Option<DType>> {
        some(&self.dtype).map(|v| convert::dtype(interp, v)).transpose()
    }

    /// `keepdims`.
    ///
    /// # Errors
    /// `TypeError`.
    pub fn keepdims(&self, interp: &mut Interp) -> Result<bool> {
        keepdims(interp, &self.keepdims)
    }

    /// The arguments as a ufunc's `reduce` takes them; without `axis` along `axis`.
    fn options(&self, interp: &mut Interp, axis: Axes) -> Result<(ReduceOptions, Option<Rc<Array>>)> {
        let out = self.out(interp)?;
        let dtype = some(&self.dtype).map(|v| loop_dtype(interp, v)).transpose()?;
        let where_ = match &self.where_ {
            None | Some(Value::Bool(true)) => None,
            Some(v) => Some(where_mask(interp, v)?),
        };
        let initial = match &self.initial {
            None => None,
            Some(Value::None) => Some(None),
            Some(v) => Some(Some(start(interp, v, dtype)?)),
        };
        let keepdims = self.keepdims(interp)?;
        let axis = self.axis.as_ref().map_or(Ok(axis), |v| axes(interp, v))?;
        let view = out.as_ref().map(|a| a.view().clone());
        Ok((ReduceOptions { axis, dtype, out: view, keepdims, initial, where_ }, out))
    }

    /// `ufunc.reduce(a, …)`; without `axis` along `axis`.
    ///
    /// # Errors
    /// NumPy's.
    pub fn reduce(&self, interp: &mut Interp, ufunc: &Ufunc, a: &View, axis: Axes) -> Result<Value> {
        let (options, out) = self.options(interp, axis)?;
        let result = ufunc.reduce(a, &options);
        arrays::float_warnings(interp, false)?;
        let view = result?;
        Ok(out.map_or_else(|| arrays::wrap(view), Value::Array))
    }
}

/// `initial` as an operand; a sequence is no number.
fn start(interp: &mut Interp, value: &Value, dtype: Option<DType>) -> Result<Operand> {
    if matches!(value, Value::List(_) | Value::Tuple(_)) {
        let kind = if dtype.is_some_and(|d| d.is_inexact()) { "float" } else { "int" };
        let (article, name) = (if kind == "int" { "a bytes-like object or a" } else { "a" }, interp.type_name(value));
        let text = format!("{kind}() argument must be a string, {article} real number, not '{name}'");
        return Err(Raise::type_error(text.replace("string, a real", "string or a real")));
    }
    convert::operand(interp, value)
}
