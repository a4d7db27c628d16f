//! `pad`, in every mode.

mod odd;

use crate::engine::Kind;
use crate::engine::mem::access;
use crate::engine::mem::buffer::Init;
use crate::engine::observe::CopyReason;
use crate::engine::view::note_copy;
use crate::engine::{Layout, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::ArrayLike;
use crate::lang::builtins::numpy::{call, call_with, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::{Given, Kwargs};
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![py(
        &["pad"],
        "array, pad_width, mode='constant', **kwargs",
        "A copy with a border: of constants, edges, mirrored or repeated elements.\n\n\
         >>> np.pad([1, 2, 3], 1)\narray([0, 1, 2, 3, 0])\n>>> np.pad([1, 2, 3], 2, mode='edge')\narray([1, 1, 1, 2, 3, 3, 3])",
        pad,
    )]
}

/// Elements before and after, for each axis.
type Widths = Vec<(usize, usize)>;

fn pad(interp: &mut Interp, array: ArrayLike, pad_width: Value, mode: Given, kwargs: Kwargs) -> Result<Value> {
    let view = array.view();
    let pad_width = by_axis(interp, pad_width, view.rank())?;
    let widths = widths(interp, &pad_width, view.rank().max(1))?;
    let widths = widths[..view.rank().min(widths.len())].to_vec();
    let mode = mode.0.unwrap_or_else(|| Value::str("constant"));
    if crate::lang::protocol::call::is_callable(interp, &mode) {
        return by_function(interp, &view, &widths, &mode, kwargs);
    }
    let name = &interp.str(&mode)?[..];
    let allowed: &[&str] = match name {
        "constant" => &["constant_values"],
        "linear_ramp" => &["end_values"],
        "maximum" | "mean" | "median" | "minimum" => &["stat_length"],
        "reflect" | "symmetric" => &["reflect_type"],
        "edge" | "wrap" | "empty" => &[],
        other => return Err(Raise::value_error(format!("mode '{other}' is not supported"))),
    };
    if let Some((wrong, _)) = kwargs.0.iter().find(|(k, _)| !allowed.contains(&k.as_str())) {
        return Err(Raise::value_error(format!("unsupported keyword arguments for mode '{name}': {{'{wrong}'}}")));
    }
    if view.size() == 0 && !matches!(name, "constant" | "empty") {
        let stretched = |(n, w): (&usize, &(usize, usize))| *n == 0 && w.0 + w.1 > 0;
        return match view.shape().iter().zip(&widths).position(stretched) {
            Some(axis) => Err(Raise::value_error(format!(
                "can't extend empty axis {axis} using modes other than 'constant' or 'empty'"
            ))),
            None => Ok(Value::Array(Array::new(new(&view, &widths)?))),
        };
    }
    match name {
        "reflect" | "symmetric" if matches!(kwargs.0.first(), Some((_, v)) if v.as_str() == Some("odd")) => {
            odd::reflected(interp, &view, &widths, name == "symmetric")
        }
        "edge" | "reflect" | "symmetric" | "wrap" => mapped(&view, &widths, name),
        _ => {
            let option = kwargs.0.into_iter().next().map(|(_, v)| v);
            filled(interp, &view, &widths, name, option)
        }
    }
}

/// `((before, after), …)` for every axis, from any of the shorter forms.
fn pairs(interp: &mut Interp, v: &Value, rank: usize) -> Result<Vec<(Value, Value)>> {
    let wrong = |shape: &[usize]| {
        Raise::value_error(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape \
             ({rank},2)",
            crate::engine::broadcast::shape_text(shape)
        ))
    };
    let a = convert::array(interp, v)?;
    let mut view = a.view().clone();
    if view.rank() < 3 && (view.size() == 1 || (view.size() == 2 && view.shape() != [2, 1])) {
        // One for all sides, or one for each side of every axis.
        view = super::flattened(&view)?;
    }
    let Some(stretched) = view.broadcast_to(&[rank, 2]) else {
        // One number for each axis stands for both sides only as a column.
        return Err(wrong(view.shape()));
    };
    let items: Vec<Value> = stretched.scalars().map(Value::scalar).collect();
    Ok(items.chunks(2).map(|p| (p[0].clone(), p[1].clone())).collect())
}

fn widths(interp: &mut Interp, v: &Value, rank: usize) -> Result<Widths> {
    let kind = convert::view(interp, v)?.dtype().kind();
    if kind != Kind::Int {
        return Err(Raise::type_error("`pad_width` must be of integral type."));
    }
    let mut out = Vec::new();
    for (before, after) in pairs(interp, v, rank)? {
        let (b, a) = (interp.index(&before)?, interp.index(&after)?);
        if b < 0 || a < 0 {
            return Err(Raise::value_error("index can't contain negative values"));
        }
        out.push((b as usize, a as usize));
    }
    Ok(out)
}

/// A dict of widths by axis as widths of all axes.
fn by_axis(interp: &mut Interp, v: Value, rank: usize) -> Result<Value> {
    let Value::Dict(_) = v else { return Ok(v) };
    let zero = Value::tuple(vec![Value::Int(0), Value::Int(0)]);
    let all = Value::list(vec![zero; rank]);
    for axis in interp.collect(&v)? {
        let width = interp.get_item(&v, &axis)?;
        let pair = match &width {
            Value::Int(_) | Value::Bool(_) => Value::tuple(vec![width.clone(), width.clone()]),
            Value::Tuple(two) if matches!(two[..], [Value::Int(_), Value::Int(_)]) => width.clone(),
            other => {
                let shown = interp.repr(other)?;
                let text = format!("Expected code to be unreachable, but got: {shown}");
                return Err(Raise::new(&crate::lang::exceptions::ASSERTION_ERROR, text));
            }
        };
        interp.set_item(&all, &axis, pair)?;
    }
    Ok(all)
}

/// Which source index stands at each place of a padded axis.
fn axis_map(n: usize, (before, after): (usize, usize), mode: &str) -> Option<Vec<usize>> {
    if n == 0 && before + after > 0 {
        return None;
    }
    let place = |i: i64| -> usize {
        let n = n as i64;
        (match mode {
            "edge" => i.clamp(0, n - 1),
            "wrap" => i.rem_euclid(n),
            "symmetric" => {
                let k = i.rem_euclid(2 * n);
                if k < n { k } else { 2 * n - 1 - k }
            }
            _ if n == 1 => 0,
            _ => {
                let k = i.rem_euclid(2 * n - 2);
                if k < n { k } else { 2 * n - 2 - k }
            }
        }) as usize
    };
    Some((-(before as i64)..(n + after) as i64).map(place).collect())
}

fn mapped(view: &View, widths: &Widths, mode: &str) -> Result<Value> {
    let out = new(view, widths)?;
    let mut maps = Vec::with_capacity(view.rank());
    for (axis, &w) in widths.iter().enumerate() {
        let map = axis_map(view.shape()[axis], w, mode).ok_or_else(|| {
            Raise::value_error(format!("can't extend empty axis {axis} using modes other than 'constant' or 'empty'"))
        })?;
        maps.push(map);
    }
    let mut index = vec![0usize; view.rank()];
    let layout = view.layout().clone();
    let total = out.size();
    let offsets = (0..total).map(|_| {
        let mut at = layout.offset as isize;
        for (axis, &i) in index.iter().enumerate() {
            at += maps[axis][i] as isize * layout.strides[axis];
        }
        for axis in (0..index.len()).rev() {
            index[axis] += 1;
            if index[axis] < maps[axis].len() {
                break;
            }
            index[axis] = 0;
        }
        at as usize
    });
    access::gather_items(view, offsets, &out)?;
    note_copy(view, &out, CopyReason::Join);
    Ok(Value::Array(Array::new(out)))
}

/// A new array of the padded shape, in the order of the source.
fn new(view: &View, widths: &Widths) -> Result<View> {
    let shape: Vec<usize> =
        view.shape().iter().zip(widths).map(|(&n, &(b, a))| n.saturating_add(b).saturating_add(a)).collect();
    crate::engine::layout::checked_size(&shape, view.layout().itemsize())?;
    let fortran = view.layout().is_f_contiguous() && !view.layout().is_c_contiguous();
    let layout = if fortran { Layout::f(view.dtype(), &shape) } else { Layout::c(view.dtype(), &shape) };
    Ok(View::alloc(layout, Init::Zeroed)?)
}

/// The part `from..from+len` of an axis.
fn slab(view: &View, axis: usize, from: usize, len: usize) -> View {
    let mut layout = view.layout().clone();
    layout.slice_axis(axis, from, 1, len);
    view.derive(layout)
}

/// A new array with the view in its middle; what is around it is not set yet.
fn framed(view: &View, widths: &Widths) -> Result<View> {
    let out = new(view, widths)?;
    let mut inner = out.clone();
    for (axis, &(before, _)) in widths.iter().enumerate() {
        inner = slab(&inner, axis, before, view.shape()[axis]);
    }
    access::copy_same_dtype(view, &inner)?;
    note_copy(view, &out, CopyReason::Join);
    Ok(out)
}

fn filled(interp: &mut Interp, view: &View, widths: &Widths, mode: &str, option: Option<Value>) -> Result<Value> {
    let out = framed(view, widths)?;
    let option =
        option.unwrap_or(if mode == "constant" || mode == "linear_ramp" { Value::Int(0) } else { Value::None });
    let options =
        if option.is_none() && mode != "constant" { None } else { Some(pairs(interp, &option, view.rank())?) };
    for axis in 0..view.rank() {
        // Axes after this one show the original area only, axes before it are padded already.
        let mut roi = out.clone();
        for (later, width) in widths.iter().enumerate().skip(axis + 1) {
            roi = slab(&roi, later, width.0, view.shape()[later]);
        }
        let (n, (before, after)) = (view.shape()[axis], widths[axis]);
        let own = options.as_ref().map(|o| o[axis].clone());
        let side = Side { roi: &roi, axis, before, n, after };
        side.fill(interp, mode, own)?;
    }
    Ok(Value::Array(Array::new(out)))
}

/// A length, to the nearest whole number.
fn whole(interp: &mut Interp, v: &Value) -> Result<i64> {
    match v {
        Value::Scalar(s) if s.dtype().kind() == Kind::Float => Ok(s.as_f64().unwrap_or(0.0).round_ties_even() as i64),
        other => interp.index(other),
    }
}

struct Side<'a> {
    roi: &'a View,
    axis: usize,
    before: usize,
    n: usize,
    after: usize,
}

impl Side<'_> {
    fn fill(&self, interp: &mut Interp, mode: &str, own: Option<(Value, Value)>) -> Result<()> {
        let low = slab(self.roi, self.axis, 0, self.before);
        let high = slab(self.roi, self.axis, self.before + self.n, self.after);
        match (mode, own) {
            ("empty", _) => Ok(()),
            ("constant", Some((a, b))) => {
                self.write(interp, &low, a)?;
                self.write(interp, &high, b)
            }
            ("linear_ramp", Some((a, b))) => {
                let ramp = self.ramp(interp, a, self.before, self.before)?;
                self.write(interp, &low, ramp)?;
                let ramp = self.ramp(interp, b, self.before + self.n - 1, self.after)?;
                let backwards = call(interp, "flip", &[ramp, Value::Int(self.axis as i64)])?;
                self.write(interp, &high, backwards)
            }
            (_, own) => {
                let lengths = match own {
                    None => (self.n, self.n),
                    Some((a, b)) => {
                        let (a, b) = (whole(interp, &a)?, whole(interp, &b)?);
                        if a < 0 || b < 0 {
                            return Err(Raise::value_error("index can't contain negative values"));
                        }
                        if (a == 0 || b == 0) && matches!(mode, "maximum" | "minimum") {
                            return Err(Raise::value_error("stat_length of 0 yields no value for padding"));
                        }
                        ((a as usize).min(self.n), (b as usize).min(self.n))
                    }
                };
                let first = self.statistic(interp, mode, self.before, lengths.0)?;
                let last = match lengths {
                    (a, b) if a == b && b == self.n => first.clone(),
                    (_, b) => self.statistic(interp, mode, self.before + self.n - b, b)?,
                };
                self.write(interp, &low, first)?;
                self.write(interp, &high, last)
            }
        }
    }

    fn write(&self, interp: &mut Interp, target: &View, value: Value) -> Result<()> {
        interp.set_item(&Value::Array(Array::new(target.clone())), &Value::Ellipsis, value)
    }

    /// From `end` towards the slice at `edge`, which it does not reach.
    fn ramp(&self, interp: &mut Interp, end: Value, edge: usize, num: usize) -> Result<Value> {
        let edge = Value::Array(Array::new(slab(self.roi, self.axis, edge, 1)));
        let edge = call(interp, "squeeze", &[edge, Value::Int(self.axis as i64)])?;
        let keywords = [
            ("num".into(), Value::Int(num as i64)),
            ("endpoint".into(), Value::Bool(false)),
            ("dtype".into(), Value::DType(self.roi.dtype())),
            ("axis".into(), Value::Int(self.axis as i64)),
        ];
        call_with(interp, "linspace", &[end, edge], &keywords)
    }

    fn statistic(&self, interp: &mut Interp, mode: &str, from: usize, len: usize) -> Result<Value> {
        let chunk = Value::Array(Array::new(slab(self.roi, self.axis, from, len)));
        let name = match mode {
            "maximum" => "max",
            "minimum" => "min",
            other => other,
        };
        let keywords = [("axis".into(), Value::Int(self.axis as i64)), ("keepdims".into(), Value::Bool(true))];
        let found = call_with(interp, name, &[chunk], &keywords)?;
        if matches!(mode, "mean" | "median") && matches!(self.roi.dtype().kind(), Kind::Int | Kind::UInt) {
            return call(interp, "round", &[found]);
        }
        Ok(found)
    }
}

/// `mode` is a function of (vector, widths, axis, kwargs) that writes the vector's ends.
fn by_function(interp: &mut Interp, view: &View, widths: &Widths, mode: &Value, kwargs: Kwargs) -> Result<Value> {
    let out = framed(view, widths)?;
    let whole = Array::new(out.clone());
    let options = crate::lang::builtins::numpy::dtype_object::dict(interp, kwargs.0)?;
    for (axis, &(before, after)) in widths.iter().enumerate() {
        let order = super::super::shape::axes::moved(out.rank(), &[axis], &[out.rank() - 1]);
        let last = out.derive(out.layout().transpose(&order));
        let outer: Vec<usize> = last.shape()[..last.rank() - 1].to_vec();
        let pair = Value::tuple(vec![Value::Int(before as i64), Value::Int(after as i64)]);
        let grid = last.derive(Layout {
            shape: outer.iter().copied().collect(),
            strides: last.strides()[..outer.len()].iter().copied().collect(),
            ..last.layout().clone()
        });
        for at in grid.offsets() {
            let line = Layout {
                dtype: out.dtype(),
                shape: [last.shape()[outer.len()]].into_iter().collect(),
                strides: [last.strides()[outer.len()]].into_iter().collect(),
                offset: at,
            };
            let vector = Value::Array(Array::view_of(&whole, out.derive(line)));
            interp.call(mode, &[vector, pair.clone(), Value::Int(axis as i64), options.clone()], &[])?;
        }
    }
    Ok(Value::Array(Rc::clone(&whole)))
}
