//! `gradient`.

use crate::engine::layout::normalize_axis;
use crate::engine::{DType, Layout, Order, View};
use crate::lang::builtins::numpy::args::{ArrayLike, AxisArg};
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Rest, py};
use crate::lang::value::Value;
use crate::syntax::ast::{CmpOp, UnaryOp};

/// One axis on the way: the array, where the result goes, the distances.
struct Axis<'a> {
    f: &'a Value,
    out: &'a Value,
    axis: usize,
    rank: usize,
    /// A number, or an array of distances.
    dx: &'a Value,
    uniform: bool,
}

impl Axis<'_> {
    fn at(&self, interp: &mut Interp, entry: Value) -> Result<Value> {
        np::item(interp, self.f, &np::at_axis(self.axis, entry))
    }

    fn put(&self, interp: &mut Interp, entry: Value, value: Value) -> Result<()> {
        interp.set_item(self.out, &np::at_axis(self.axis, entry), value)
    }

    fn distance(&self, interp: &mut Interp, at: i64) -> Result<Value> {
        if self.uniform { Ok(self.dx.clone()) } else { np::item(interp, self.dx, &Value::Int(at)) }
    }

    /// `a * f[i] + b * f[j] + c * f[k]`
    fn weighted(&self, interp: &mut Interp, factors: [Value; 3], entries: [Value; 3]) -> Result<Value> {
        let mut total: Option<Value> = None;
        for (factor, entry) in factors.into_iter().zip(entries) {
            let part = self.at(interp, entry)?;
            let part = np::mul(interp, &factor, &part)?;
            total = Some(match total {
                Some(t) => np::add(interp, &t, &part)?,
                None => part,
            });
        }
        Ok(total.unwrap_or(Value::None))
    }

    /// Central differences within.
    fn interior(&self, interp: &mut Interp) -> Result<()> {
        let (before, here, after) =
            (np::slice(None, Some(-2), None), np::slice(Some(1), Some(-1), None), np::slice(Some(2), None, None));
        let value = if self.uniform {
            let (high, low) = (self.at(interp, after)?, self.at(interp, before)?);
            let rise = np::sub(interp, &high, &low)?;
            let run = np::mul(interp, &Value::Float(2.0), self.dx)?;
            np::div(interp, &rise, &run)?
        } else {
            let d1 = np::item(interp, self.dx, &np::slice(Some(0), Some(-1), None))?;
            let d2 = np::item(interp, self.dx, &np::slice(Some(1), None, None))?;
            let sum = np::add(interp, &d1, &d2)?;
            let first = np::mul(interp, &d1, &sum)?;
            let minus = interp.unary(UnaryOp::Neg, &d2)?;
            let a = np::div(interp, &minus, &first)?;
            let apart = np::sub(interp, &d2, &d1)?;
            let product = np::mul(interp, &d1, &d2)?;
            let b = np::div(interp, &apart, &product)?;
            let last = np::mul(interp, &d2, &sum)?;
            let c = np::div(interp, &d1, &last)?;
            let shape = (0..self.rank).map(|i| Value::Int(if i == self.axis { -1 } else { 1 })).collect();
            let shape = Value::tuple(shape);
            let mut shaped = |v: Value| np::call(interp, "reshape", &[v, shape.clone()]);
            let factors = [shaped(a)?, shaped(b)?, shaped(c)?];
            self.weighted(interp, factors, [before, here.clone(), after])?
        };
        self.put(interp, here, value)
    }

    /// First differences at both ends.
    fn plain_ends(&self, interp: &mut Interp) -> Result<()> {
        for (place, high, low) in [(0, 1, 0), (-1, -1, -2)] {
            let (high, low) = (self.at(interp, Value::Int(high))?, self.at(interp, Value::Int(low))?);
            let rise = np::sub(interp, &high, &low)?;
            let run = self.distance(interp, place)?;
            let value = np::div(interp, &rise, &run)?;
            self.put(interp, Value::Int(place), value)?;
        }
        Ok(())
    }

    /// Second-order differences at both ends.
    fn smooth_ends(&self, interp: &mut Interp) -> Result<()> {
        for (place, entries) in [(0, [0, 1, 2]), (-1, [-3, -2, -1])] {
            let factors = if self.uniform {
                let list = if place == 0 { [-1.5, 2.0, -0.5] } else { [0.5, -2.0, 1.5] };
                let mut over = |x: f64| np::div(interp, &Value::Float(x), self.dx);
                [over(list[0])?, over(list[1])?, over(list[2])?]
            } else {
                self.end_factors(interp, place)?
            };
            let value = self.weighted(interp, factors, entries.map(Value::Int))?;
            self.put(interp, Value::Int(place), value)?;
        }
        Ok(())
    }

    fn end_factors(&self, interp: &mut Interp, place: i64) -> Result<[Value; 3]> {
        let two = Value::Float(2.0);
        let (i, j) = if place == 0 { (0, 1) } else { (-2, -1) };
        let d1 = np::item(interp, self.dx, &Value::Int(i))?;
        let d2 = np::item(interp, self.dx, &Value::Int(j))?;
        let sum = np::add(interp, &d1, &d2)?;
        let (first, both, last) =
            (np::mul(interp, &d1, &sum)?, np::mul(interp, &d1, &d2)?, np::mul(interp, &d2, &sum)?);
        if place == 0 {
            let a = np::mul(interp, &two, &d1)?;
            let a = np::add(interp, &a, &d2)?;
            let a = interp.unary(UnaryOp::Neg, &a)?;
            let c = interp.unary(UnaryOp::Neg, &d1)?;
            return Ok([np::div(interp, &a, &first)?, np::div(interp, &sum, &both)?, np::div(interp, &c, &last)?]);
        }
        let b = np::add(interp, &d2, &d1)?;
        let b = interp.unary(UnaryOp::Neg, &b)?;
        let c = np::mul(interp, &two, &d2)?;
        let c = np::add(interp, &c, &d1)?;
        Ok([np::div(interp, &d2, &first)?, np::div(interp, &b, &both)?, np::div(interp, &c, &last)?])
    }
}

/// The distances of each axis.
fn distances(interp: &mut Interp, given: &[Value], shape: &[usize], axes: &[usize]) -> Result<Vec<Value>> {
    if given.is_empty() {
        return Ok(vec![Value::Float(1.0); axes.len()]);
    }
    if given.len() == 1 && np::view(interp, &given[0])?.rank() == 0 {
        return Ok(vec![given[0].clone(); axes.len()]);
    }
    if given.len() != axes.len() {
        return Err(Raise::type_error("invalid number of arguments"));
    }
    given.iter().zip(axes).map(|(v, &axis)| distance(interp, v, shape[axis])).collect()
}

fn distance(interp: &mut Interp, v: &Value, len: usize) -> Result<Value> {
    let view = np::view(interp, v)?;
    match view.rank() {
        0 => return Ok(v.clone()),
        1 => {}
        _ => return Err(Raise::value_error("distances must be either scalars or 1d")),
    }
    if view.size() != len {
        return Err(Raise::value_error("when 1d, distances must match the length of the corresponding dimension"));
    }
    let v = match view.dtype().is_integral() {
        true => np::as_dtype(interp, v, DType::Float64)?,
        false => np::as_array(interp, v)?,
    };
    let steps = np::call(interp, "diff", &[v])?;
    let first = np::item(interp, &steps, &Value::Int(0))?;
    let same = np::cmp(interp, CmpOp::Eq, &steps, &first)?;
    let same = np::call(interp, "all", &[same])?;
    if interp.truth(&same)? { Ok(first) } else { Ok(steps) }
}

fn gradient(
    interp: &mut Interp,
    f: ArrayLike,
    varargs: Rest,
    axis: Option<AxisArg>,
    edge_order: Given,
) -> Result<Value> {
    let own = f.view();
    let rank = own.rank();
    let axes: Vec<usize> = match axis {
        None => (0..rank).collect(),
        Some(AxisArg::One(n)) => vec![normalize_axis(n, rank)?],
        Some(many) => many.normalize(rank)?.to_vec(),
    };
    let dx = distances(interp, &varargs.0, own.shape(), &axes)?;
    let order = edge_order.0.map_or(Ok(1), |v| interp.index(&v))?;
    if order > 2 {
        return Err(Raise::value_error("'edge_order' greater than 2 not supported"));
    }
    let dtype = if own.dtype().is_inexact() { own.dtype() } else { DType::Float64 };
    let f = match own.dtype() {
        // Only integers are converted: bools stay what they are, and can't be subtracted.
        DType::Bool => Value::Array(f.0),
        _ => Value::Array(convert::array_of(interp, &Value::Array(f.0), Some(dtype))?),
    };
    let mut results = Vec::new();
    for (&axis, dx) in axes.iter().zip(&dx) {
        if (own.shape()[axis] as i64) < order + 1 {
            return Err(Raise::value_error(
                "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.",
            ));
        }
        let layout: Layout = own.layout().like(Order::K, dtype);
        let out = np::array(View::alloc(layout, crate::engine::mem::buffer::Init::Uninit)?);
        let uniform = !matches!(dx, Value::Array(a) if a.view().rank() > 0);
        let way = Axis { f: &f, out: &out, axis, rank, dx, uniform };
        way.interior(interp)?;
        if order == 1 {
            way.plain_ends(interp)?
        } else {
            way.smooth_ends(interp)?
        }
        results.push(out);
    }
    Ok(if results.len() == 1 { results.remove(0) } else { Value::tuple(results) })
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![py(
        &["gradient"],
        "f, *varargs, axis=None, edge_order=1",
        "Central differences.\n\n>>> np.gradient([1, 2, 4, 7])\narray([1. , 1.5, 2.5, 3. ])",
        gradient,
    )]
}
