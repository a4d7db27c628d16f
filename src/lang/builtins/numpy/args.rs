//! NumPy's usual arguments as Rust types: `a`, `dtype`, `axis`, `shape`, `order`, `out`, `casting`.

use super::convert;
use crate::engine::kernels::promote::Casting;
use crate::engine::layout::{Order, Shape, normalize_axis};
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::FromValue;
use crate::lang::value::Value;
use smallvec::SmallVec;
use std::rc::Rc;

/// Anything that `np.asarray` takes; an array stays the same object.
pub struct ArrayLike(pub Rc<Array>);

impl ArrayLike {
    /// The view now.
    pub fn view(&self) -> View {
        self.0.view().clone()
    }

    /// A result that shows the same buffer: its base is this array.
    pub fn derive(&self, view: View) -> Value {
        Value::Array(Array::view_of(&self.0, view))
    }
}

impl FromValue for ArrayLike {
    fn from_value(interp: &mut Interp, value: Value) -> Result<ArrayLike> {
        convert::array(interp, &value).map(ArrayLike)
    }
}

/// `self` of an array's method.
pub struct This(pub Rc<Array>);

impl FromValue for This {
    fn from_value(interp: &mut Interp, value: Value) -> Result<This> {
        match value {
            Value::Array(a) => Ok(This(a)),
            other => convert::array(interp, &other).map(This),
        }
    }
}

/// `dtype=…`
#[derive(Debug, Clone, Copy)]
pub struct DTypeArg(pub DType);

impl FromValue for DTypeArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<DTypeArg> {
        convert::dtype(interp, &value).map(DTypeArg)
    }
}

/// `axis=…` of a reduction: one axis or a tuple of axes (`None` is an absent argument).
#[derive(Debug, Clone)]
pub enum AxisArg {
    /// `axis=1`
    One(i64),
    /// `axis=(0, 1)`
    Many(Vec<i64>),
}

impl AxisArg {
    /// As indices of axes, in the order given.
    ///
    /// # Errors
    /// `AxisError`; `ValueError: duplicate value in 'axis'`.
    pub fn normalize(&self, rank: usize) -> Result<SmallVec<[usize; 4]>> {
        let axes: &[i64] = match self {
            AxisArg::One(axis) => std::slice::from_ref(axis),
            AxisArg::Many(axes) => axes,
        };
        let mut out = SmallVec::new();
        for &axis in axes {
            let axis = normalize_axis(axis, rank)?;
            if out.contains(&axis) {
                return Err(Raise::value_error("duplicate value in 'axis'"));
            }
            out.push(axis);
        }
        Ok(out)
    }
}

impl FromValue for AxisArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<AxisArg> {
        match &value {
            Value::Tuple(items) => {
                items.iter().map(|v| interp.index(v)).collect::<Result<Vec<i64>>>().map(AxisArg::Many)
            }
            Value::List(_) => Err(Raise::type_error("'list' object cannot be interpreted as an integer")),
            other => interp.index(other).map(AxisArg::One),
        }
    }
}

/// `shape=…`: an integer or a sequence of integers, none negative.
#[derive(Debug, Clone)]
pub struct ShapeArg(pub Shape);

impl FromValue for ShapeArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<ShapeArg> {
        let lengths = match &value {
            Value::Float(_) | Value::Dict(_) | Value::Set(_) => {
                let shown = interp.str(&value)?;
                return Err(Raise::type_error(format!(
                    "expected a sequence of integers or a single integer, got '{shown}'"
                )));
            }
            _ => integers(interp, &value)?,
        };
        if lengths.iter().any(|&n| n < 0) {
            return Err(Raise::value_error("negative dimensions are not allowed"));
        }
        if lengths.len() > crate::engine::layout::MAX_RANK {
            return Err(Raise::value_error(format!(
                "maximum supported dimension for an ndarray is currently 64, found {}",
                lengths.len()
            )));
        }
        Ok(ShapeArg(lengths.iter().map(|&n| n as usize).collect()))
    }
}

/// An integer, or the integers of a sequence or integer array.
///
/// # Errors
/// `TypeError` of an item that is no integer.
pub fn integers(interp: &mut Interp, value: &Value) -> Result<Vec<i64>> {
    match value {
        Value::Tuple(_) | Value::List(_) | Value::Range(_) => {
            interp.collect(value)?.iter().map(|v| interp.index(v)).collect()
        }
        Value::Array(a) if a.view().rank() > 0 => interp.collect(value)?.iter().map(|v| interp.index(v)).collect(),
        other => Ok(vec![interp.index(other)?]),
    }
}

/// `order=…`
#[derive(Debug, Clone, Copy)]
pub struct OrderArg(pub Order);

impl FromValue for OrderArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<OrderArg> {
        let Some(text) = value.as_str() else {
            return Err(Raise::type_error(format!("order must be str, not {}", interp.type_name(&value))));
        };
        Ok(OrderArg(match text {
            "C" | "c" => Order::C,
            "F" | "f" => Order::F,
            "A" | "a" => Order::A,
            "K" | "k" => Order::K,
            other => {
                return Err(Raise::value_error(format!("order must be one of 'C', 'F', 'A', or 'K' (got '{other}')")));
            }
        }))
    }
}

/// `casting=…`
#[derive(Debug, Clone, Copy)]
pub struct CastingArg(pub Casting);

impl FromValue for CastingArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<CastingArg> {
        let text = interp.str(&value)?;
        if text == "same_value" {
            return Err(Raise::unsupported("Ravel has no casting='same_value': compare the values after the cast"));
        }
        Casting::from_name(&text).map(CastingArg).ok_or_else(|| {
            Raise::value_error(format!(
                "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got '{text}')"
            ))
        })
    }
}

/// `out=…`: a writeable array (a tuple of one is that one).
pub struct OutArg(pub Rc<Array>);

impl FromValue for OutArg {
    fn from_value(_: &mut Interp, value: Value) -> Result<OutArg> {
        let array = match &value {
            Value::Array(a) => Some(a.clone()),
            Value::Tuple(items) if items.len() == 1 => items[0].as_array().cloned(),
            _ => None,
        };
        match array {
            Some(a) if a.writeable() => Ok(OutArg(a)),
            Some(_) => Err(Raise::value_error("output array is read-only")),
            None => Err(Raise::type_error("return arrays must be of ArrayType")),
        }
    }
}
