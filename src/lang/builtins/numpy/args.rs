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
use num_bigint::BigInt;
use num_traits::ToPrimitive;
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

impl AxisArg {
    /// As [`AxisArg::normalize`]; a message about an axis out of bounds begins with the argument's name.
    ///
    /// # Errors
    /// `AxisError`; `ValueError` of an axis that is named twice.
    pub fn named(&self, rank: usize, name: &str) -> Result<SmallVec<[usize; 4]>> {
        let axes: &[i64] = match self {
            AxisArg::One(axis) => std::slice::from_ref(axis),
            AxisArg::Many(axes) => axes,
        };
        super::shape::axes::normalize(axes, rank, Some(name))
    }
}

impl FromValue for AxisArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<AxisArg> {
        match &value {
            Value::Tuple(items) => {
                items.iter().map(|v| interp.index(v)).collect::<Result<Vec<i64>>>().map(AxisArg::Many)
            }
            Value::List(_) => Err(Raise::type_error("'list' object cannot be interpreted as an integer")),
            other if is_bool(other) => Err(Raise::type_error("an integer is required for the axis")),
            other => interp.index(other).map(AxisArg::One),
        }
    }
}

/// `shape=…`: an integer or a sequence of integers, none negative.
#[derive(Debug, Clone)]
pub struct ShapeArg(pub Shape);

impl FromValue for ShapeArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<ShapeArg> {
        if value.is_none() {
            return Err(Raise::type_error("Use () not None as shape arguments"));
        }
        let lengths = lengths(interp, &value)?;
        if lengths.iter().any(|&n| n < 0) {
            return Err(Raise::value_error("negative dimensions are not allowed"));
        }
        Ok(ShapeArg(lengths.iter().map(|&n| n as usize).collect()))
    }
}

/// The lengths of a shape as NumPy's own functions take them: an integer or a sequence of integers, no bools, at most
/// 64; negative ones are the caller's to judge.
///
/// # Errors
/// `TypeError` and `ValueError` in NumPy's words.
pub fn lengths(interp: &mut Interp, value: &Value) -> Result<Vec<i64>> {
    let items = match value {
        Value::Tuple(_) | Value::List(_) | Value::Range(_) | Value::Str(_) | Value::Bytes(_) => {
            interp.collect(value)?
        }
        Value::Array(a) if a.view().rank() > 0 => interp.collect(value)?,
        one => return Ok(vec![one_length(interp, one)?]),
    };
    if items.len() > crate::engine::layout::MAX_RANK {
        return Err(Raise::value_error(format!(
            "maximum supported dimension for an ndarray is currently 64, found {}",
            items.len()
        )));
    }
    items.iter().map(|item| length(interp, item)).collect()
}

/// A length that stands alone; what is no integer is shown.
fn one_length(interp: &mut Interp, value: &Value) -> Result<i64> {
    if !is_bool(value)
        && let Ok(n) = interp.big_index(value)
    {
        return fitting(&n);
    }
    let shown = interp.repr(value)?;
    Err(Raise::type_error(format!("expected a sequence of integers or a single integer, got '{shown}'")))
}

/// One length of several.
///
/// # Errors
/// As [`lengths`].
pub fn length(interp: &mut Interp, value: &Value) -> Result<i64> {
    if is_bool(value) {
        return Err(Raise::type_error("an integer is required"));
    }
    fitting(&interp.big_index(value)?)
}

fn fitting(n: &BigInt) -> Result<i64> {
    n.to_i64().ok_or_else(|| Raise::value_error("Maximum allowed dimension exceeded"))
}

/// NumPy takes no bool for an integer where it reads lengths and axes.
fn is_bool(value: &Value) -> bool {
    match value {
        Value::Bool(_) => true,
        Value::Scalar(s) => s.dtype() == DType::Bool,
        _ => false,
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
        let text = text_of(interp, &value, "order")?;
        Ok(OrderArg(match &text[..] {
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

/// The text of an option; bytes are taken for one, too.
fn text_of(interp: &mut Interp, value: &Value, option: &str) -> Result<String> {
    match value {
        Value::Bytes(b) => Ok(String::from_utf8_lossy(b).into_owned()),
        other => other
            .as_str()
            .map(str::to_string)
            .ok_or_else(|| Raise::type_error(format!("{option} must be str, not {}", interp.type_name(other)))),
    }
}

/// `device=…`: there is none but the CPU.
pub struct Device;

impl FromValue for Device {
    fn from_value(interp: &mut Interp, value: Value) -> Result<Device> {
        if value.as_str() == Some("cpu") {
            return Ok(Device);
        }
        let shown = interp.str(&value)?;
        Err(Raise::value_error(format!("Device not understood. Only \"cpu\" is allowed, but received: {shown}")))
    }
}

/// `like=…`: an array, whose type is that of the result anyway.
pub struct Like;

impl FromValue for Like {
    fn from_value(_: &mut Interp, value: Value) -> Result<Like> {
        match value {
            Value::Array(_) => Ok(Like),
            _ => Err(Raise::type_error(
                "The `like` argument must be an array-like that implements the `__array_function__` protocol.",
            )),
        }
    }
}

/// `mode=…` of an index that is out of bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClipMode {
    /// It is an error.
    Raise,
    /// It counts on from the start.
    Wrap,
    /// It is the nearest one.
    Clip,
}

impl ClipMode {
    /// Where `i` stands among `n`; `None` if it is an error.
    pub fn place(self, i: i64, n: i64) -> Option<i64> {
        match self {
            ClipMode::Raise => (0..n).contains(&i).then_some(i),
            ClipMode::Wrap => Some(i.rem_euclid(n.max(1))),
            ClipMode::Clip => Some(i.clamp(0, (n - 1).max(0))),
        }
    }
}

impl FromValue for ClipMode {
    fn from_value(interp: &mut Interp, value: Value) -> Result<ClipMode> {
        if let Ok(n) = interp.index(&value) {
            return match n {
                0 => Ok(ClipMode::Clip),
                1 => Ok(ClipMode::Wrap),
                2 => Ok(ClipMode::Raise),
                _ => Err(Raise::value_error(
                    "integer clipmode must be RAISE, WRAP, or CLIP from 'numpy._core.multiarray'",
                )),
            };
        }
        let Ok(text) = text_of(interp, &value, "mode") else {
            return Err(Raise::type_error("clipmode not understood"));
        };
        match &text[..] {
            "raise" => Ok(ClipMode::Raise),
            "wrap" => Ok(ClipMode::Wrap),
            "clip" => Ok(ClipMode::Clip),
            other if other.starts_with(['r', 'R', 'w', 'W', 'c', 'C']) => {
                Err(Raise::value_error("Use one of 'clip', 'raise', or 'wrap' for clip mode"))
            }
            other => {
                Err(Raise::value_error(format!("clipmode must be one of 'clip', 'raise', or 'wrap' (got '{other}')")))
            }
        }
    }
}

/// `casting=…`
#[derive(Debug, Clone, Copy)]
pub struct CastingArg(pub Casting);

impl FromValue for CastingArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<CastingArg> {
        let text = text_of(interp, &value, "casting")?;
        Casting::from_name(&text).map(CastingArg).ok_or_else(|| {
            Raise::value_error(format!(
                "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got '{text}')"
            ))
        })
    }
}

/// `out=…` of a function that picks elements: an array.
pub struct OutArray(pub Rc<Array>);

impl FromValue for OutArray {
    fn from_value(_: &mut Interp, value: Value) -> Result<OutArray> {
        match value {
            Value::Array(a) => Ok(OutArray(a)),
            _ => Err(Raise::type_error("output must be an array")),
        }
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

/// `casting=…` of `astype`, which has one rule more.
#[derive(Debug, Clone, Copy)]
pub enum AstypeCasting {
    /// One that every cast knows.
    Rule(Casting),
    /// Any cast that changes no value.
    SameValue,
}

impl FromValue for AstypeCasting {
    fn from_value(interp: &mut Interp, value: Value) -> Result<AstypeCasting> {
        let text = text_of(interp, &value, "casting")?;
        match Casting::from_name(&text) {
            Some(rule) => Ok(AstypeCasting::Rule(rule)),
            None if text == "same_value" => Ok(AstypeCasting::SameValue),
            None => Err(Raise::value_error(format!(
                "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe', 'same_value' (got '{text}')"
            ))),
        }
    }
}
