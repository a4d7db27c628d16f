//! What `np.r_` and `np.c_` do: arrays joined, slices among them as ranges.

use super::ranges;
use crate::engine::DType;
use crate::lang::array::Array;
use crate::lang::builtins::numpy::{call, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::{Slice, Value};

/// A slice as numbers: `start:stop:step`, or `start:stop:numj` for a number of points.
fn points(interp: &mut Interp, s: &Slice) -> Result<Value> {
    let start = if s.start.is_none() { Value::Int(0) } else { s.start.clone() };
    let step = if s.step.is_none() { Value::Int(1) } else { s.step.clone() };
    let count = match &step {
        Value::Complex(z) => Some(z.norm().trunc() as i64),
        Value::Scalar(s) if s.dtype().kind() == crate::engine::Kind::Complex => {
            s.as_complex().map(|z| z.norm().trunc() as i64)
        }
        _ => None,
    };
    match count {
        Some(n) => Ok(ranges::line(interp, &start, &s.stop, n.max(0) as usize, true)?.values),
        None => call(interp, "arange", &[start, s.stop.clone(), step]),
    }
}

/// The settings of `r_` and `c_`: `'axis,ndmin,trans1d'`.
#[derive(Clone, Copy)]
pub struct Join {
    /// The axis to join along.
    pub axis: i64,
    /// The least number of axes of each part.
    pub ndmin: i64,
    /// Where the own axes of a part with fewer stand.
    pub trans1d: i64,
    /// `'r'` and `'c'`: a matrix.
    pub matrix: bool,
}

impl Default for Join {
    fn default() -> Join {
        Join { axis: 0, ndmin: 1, trans1d: -1, matrix: false }
    }
}

impl Join {
    fn directive(&mut self, text: &str) -> Result<()> {
        if text == "r" || text == "c" {
            self.matrix = true;
            return Ok(());
        }
        let unknown = || match text.contains(',') {
            true => Raise::value_error(format!("unknown special directive '{text}'")),
            false => Raise::value_error("unknown special directive"),
        };
        let numbers: Option<Vec<i64>> = text.split(',').map(|p| p.trim().parse().ok()).collect();
        match numbers.ok_or_else(unknown)?[..] {
            [axis] => self.axis = axis,
            [axis, ndmin] => (self.axis, self.ndmin) = (axis, ndmin),
            [axis, ndmin, trans1d] => (self.axis, self.ndmin, self.trans1d) = (axis, ndmin, trans1d),
            _ => return Err(unknown()),
        }
        Ok(())
    }
}

/// The arrays, scalars and ranges of `index` joined.
pub fn joined(interp: &mut Interp, index: &Value, mut join: Join) -> Result<Value> {
    let items: Vec<Value> = match index {
        Value::Tuple(items) => (**items).clone(),
        other => vec![other.clone()],
    };
    let mut parts = Vec::new();
    for (k, item) in items.iter().enumerate() {
        let (part, rank) = match item {
            Value::Str(s) => {
                if k != 0 {
                    return Err(Raise::value_error("special directives must be the first entry."));
                }
                join.directive(s.as_str())?;
                if join.matrix {
                    return Err(Raise::unsupported("Ravel has no np.matrix"));
                }
                continue;
            }
            Value::Slice(s) => (points(interp, s)?, 1),
            other => {
                let scalar = convert::python_number(other);
                let a = convert::array(interp, other)?;
                let rank = a.view().rank();
                if scalar.is_some() {
                    parts.push((other.clone(), 0, true));
                    continue;
                }
                (Value::Array(a), rank)
            }
        };
        parts.push((part, rank, false));
    }
    let dtype = joined_dtype(interp, &parts)?;
    let mut arrays = Vec::with_capacity(parts.len());
    for (part, rank, _) in parts {
        let a = convert::array_of(interp, &part, Some(dtype))?;
        arrays.push(Value::Array(raised(a, rank, join)));
    }
    let axis = Value::Int(join.axis);
    call(interp, "concatenate", &[Value::tuple(arrays), axis])
}

fn joined_dtype(interp: &mut Interp, parts: &[(Value, usize, bool)]) -> Result<DType> {
    let mut types = Vec::new();
    for (part, _, weak) in parts {
        let operand = if *weak { convert::operand(interp, part)? } else { convert::view(interp, part)?.into() };
        types.push(operand.type_());
    }
    Ok(crate::engine::kernels::promote::result_type(&types)?)
}

/// The array with at least `ndmin` axes, its own axes placed as `trans1d` says.
fn raised(a: std::rc::Rc<Array>, rank: usize, join: Join) -> std::rc::Rc<Array> {
    let ndmin = join.ndmin.max(0) as usize;
    if ndmin <= 1 && rank >= ndmin {
        return a;
    }
    let raised = super::make::with_ndmin(a, ndmin.max(1));
    if rank >= ndmin || join.trans1d == -1 {
        return raised;
    }
    let view = raised.view().clone();
    let (total, missing) = (view.rank(), view.rank() - rank.min(view.rank()));
    let place = if join.trans1d < 0 { join.trans1d + missing as i64 + 1 } else { join.trans1d };
    let place = place.clamp(0, missing as i64) as usize;
    // The array's own axes go to `place`; the new ones fill the rest in order.
    let own: Vec<usize> = (missing..total).collect();
    let mut new: Vec<usize> = (0..missing).collect();
    let tail = new.split_off(place);
    let axes: Vec<usize> = new.into_iter().chain(own).chain(tail).collect();
    Array::view_of(&raised, view.derive(view.layout().transpose(&axes)))
}
