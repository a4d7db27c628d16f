//! Grids of indices: `meshgrid`, `indices`, `ix_`, and the objects `mgrid`, `ogrid`, `r_`, `c_`, `s_`, `index_exp`.

use super::rows::{Join, joined};
use crate::engine::observe::CopyReason;
use crate::engine::{DType, Layout, Order, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{DTypeArg, ShapeArg};
use crate::lang::builtins::numpy::{call, call_with, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions::OVERFLOW_ERROR;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::args::{FromValue, Rest};
use crate::lang::registry::{Builtin, OBJECT, Table, Type, py};
use crate::lang::value::{Slice, Value};
use crate::syntax::ast::BinOp;
use std::any::Any;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["meshgrid"],
            "*xi, copy=True, sparse=False, indexing='xy'",
            "Coordinate matrices of coordinate vectors.\n\n\
             >>> x, y = np.meshgrid([1, 2, 3], [4, 5])\n>>> y\narray([[4, 4, 4],\n       [5, 5, 5]])",
            meshgrid,
        ),
        py(
            &["indices"],
            "dimensions, dtype=<class 'int'>, sparse=False",
            "The indices of a grid, one array per axis.\n\n>>> np.indices((2, 2))[0]\narray([[0, 0],\n       [1, 1]])",
            indices,
        ),
        py(
            &["ix_"],
            "*args",
            "An open mesh that indexes the cross product of sequences.\n\n\
             >>> a = np.arange(9).reshape(3, 3)\n>>> a[np.ix_([0, 2], [1])]\narray([[1],\n       [7]])",
            ix_,
        ),
    ]
}

/// The objects by name.
pub fn value(_: &mut Interp, name: &str) -> Option<Value> {
    let kind = match name {
        "mgrid" => Kind::Dense,
        "ogrid" => Kind::Open,
        "r_" => Kind::Rows,
        "c_" => Kind::Columns,
        "s_" => Kind::Index,
        "index_exp" => Kind::IndexTuple,
        _ => return None,
    };
    Some(Value::object(Maker { kind }))
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Dense,
    Open,
    Rows,
    Columns,
    Index,
    IndexTuple,
}

struct Maker {
    kind: Kind,
}

macro_rules! maker_types {
    ($($id:ident $name:literal $doc:literal;)*) => {
        $(static $id: Type = Type::new($name, "numpy.lib._index_tricks_impl", &[&OBJECT],
            || Table { doc: $doc, ..Table::default() });)*
    };
}
maker_types! {
    MGRID "MGridClass" "A dense grid: `np.mgrid[0:2, 0:3]`.";
    OGRID "OGridClass" "An open grid: `np.ogrid[0:2, 0:3]`.";
    R_CLASS "RClass" "Joins along the first axis; slices are ranges: `np.r_[1:4, 0]`.";
    C_CLASS "CClass" "Joins as columns: `np.c_[a, b]`.";
    INDEX_EXPRESSION "IndexExpression" "The index itself: `np.s_[1:3]`.";
}

impl Object for Maker {
    fn type_(&self) -> &'static Type {
        match self.kind {
            Kind::Dense => &MGRID,
            Kind::Open => &OGRID,
            Kind::Rows => &R_CLASS,
            Kind::Columns => &C_CLASS,
            Kind::Index | Kind::IndexTuple => &INDEX_EXPRESSION,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<{} object>", self.type_().qualified_name()))
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(match self.kind {
            Kind::Dense => grid(interp, index, false),
            Kind::Open => grid(interp, index, true),
            Kind::Rows => joined(interp, index, Join::default()),
            Kind::Columns => joined(interp, index, Join { axis: -1, ndmin: 2, trans1d: 0, ..Join::default() }),
            Kind::Index => Ok(index.clone()),
            Kind::IndexTuple if matches!(index, Value::Tuple(_)) => Ok(index.clone()),
            Kind::IndexTuple => Ok(Value::tuple(vec![index.clone()])),
        })
    }
}

fn meshgrid(
    interp: &mut Interp,
    xi: Rest,
    copy: Option<bool>,
    sparse: Option<bool>,
    indexing: Option<Value>,
) -> Result<Value> {
    let indexing = indexing.map_or(Ok("xy".to_string()), |v| interp.str(&v))?;
    if indexing != "xy" && indexing != "ij" {
        return Err(Raise::value_error("Valid values for `indexing` are 'xy' and 'ij'."));
    }
    let n = xi.0.len();
    let mut made = Vec::with_capacity(n);
    for (i, x) in xi.0.iter().enumerate() {
        let a = convert::array(interp, x)?;
        let flat = call(interp, "ravel", &[Value::Array(a)])?;
        let Value::Array(flat) = flat else { continue };
        let axis = if indexing == "xy" && n > 1 && i < 2 { 1 - i } else { i };
        let view = flat.view().clone();
        let mut layout = Layout { offset: view.layout().offset, ..Layout::c(view.dtype(), &[view.size()]) };
        layout.strides = view.layout().strides.clone();
        for _ in 0..axis {
            layout.insert_axis(0);
        }
        for _ in axis + 1..n {
            let rank = layout.rank();
            layout.insert_axis(rank);
        }
        made.push(Array::view_of(&flat, view.derive(layout)));
    }
    let mut out: Vec<Value> = made.into_iter().map(Value::Array).collect();
    if !sparse.unwrap_or(false) {
        let stretched = call(interp, "broadcast_arrays", &out)?;
        out = interp.collect(&stretched)?;
    }
    if copy.unwrap_or(true) {
        for v in &mut out {
            if let Value::Array(a) = v {
                let copy = a.view().copy(Order::C, CopyReason::Requested)?;
                *v = Value::Array(Array::new(copy));
            }
        }
    }
    Ok(Value::tuple(out))
}

/// The index along `axis` everywhere in a grid.
fn index_along(interp: &mut Interp, shape: &[usize], axis: usize, dtype: DType, open: bool) -> Result<Value> {
    let mut ends = vec![1; shape.len()];
    ends[axis] = shape[axis];
    let line =
        call_with(interp, "arange", &[Value::Int(shape[axis] as i64)], &[("dtype".into(), Value::DType(dtype))])?;
    let wanted = Value::tuple(ends.iter().map(|&n| Value::Int(n as i64)).collect());
    let column = call(interp, "reshape", &[line, wanted])?;
    if open {
        return Ok(column);
    }
    let whole = Value::tuple(shape.iter().map(|&n| Value::Int(n as i64)).collect());
    call(interp, "broadcast_to", &[column, whole])
}

fn indices(interp: &mut Interp, dimensions: Value, dtype: Option<DTypeArg>, sparse: Option<bool>) -> Result<Value> {
    let dimensions = Value::tuple(interp.collect(&dimensions)?);
    let (shape, dtype) = (ShapeArg::from_value(interp, dimensions)?.0, dtype.map_or(DType::Int64, |d| d.0));
    if sparse.unwrap_or(false) {
        let parts: Result<Vec<Value>> =
            (0..shape.len()).map(|axis| index_along(interp, &shape, axis, dtype, true)).collect();
        return Ok(Value::tuple(parts?));
    }
    let mut whole = vec![shape.len()];
    whole.extend_from_slice(&shape);
    let out = Value::Array(Array::new(View::empty(dtype, &whole)?));
    for axis in 0..shape.len() {
        let part = index_along(interp, &shape, axis, dtype, true)?;
        interp.set_item(&out, &Value::Int(axis as i64), part)?;
    }
    Ok(out)
}

fn ix_(interp: &mut Interp, args: Rest) -> Result<Value> {
    let n = args.0.len();
    let mut out = Vec::with_capacity(n);
    for (k, arg) in args.0.iter().enumerate() {
        let mut a = convert::array(interp, arg)?;
        if a.view().size() == 0 && !matches!(arg, Value::Array(_)) {
            a = convert::array_of(interp, &Value::Array(a), Some(DType::Int64))?;
        }
        let view = a.view().clone();
        if view.rank() != 1 {
            return Err(Raise::value_error("Cross index must be 1 dimensional"));
        }
        if view.dtype() == DType::Bool {
            let found = crate::engine::kernels::index::nonzero_indices(&view)?;
            a = Array::new(View::from_slice(&found[0])?);
        }
        let view = a.view().clone();
        let mut shape = vec![1; n];
        shape[k] = view.size();
        let made = call(
            interp,
            "reshape",
            &[Value::Array(a.clone()), Value::tuple(shape.iter().map(|&n| Value::Int(n as i64)).collect())],
        )?;
        out.push(made);
    }
    Ok(Value::tuple(out))
}

/// A slice of a grid.
struct Span {
    start: Value,
    stop: Value,
    /// The step; of `numj` the number of points.
    step: Value,
    counted: bool,
}

impl Span {
    fn of(interp: &mut Interp, s: &Slice) -> Result<Span> {
        let or = |v: &Value, n: i64| if v.is_none() { Value::Int(n) } else { v.clone() };
        let step = or(&s.step, 1);
        let counted = match &step {
            Value::Complex(_) => true,
            Value::Scalar(s) => s.dtype().kind() == crate::engine::Kind::Complex,
            _ => false,
        };
        let step = if counted { call(interp, "absolute", &[step])? } else { step };
        let step = match step {
            Value::Scalar(s) if counted => Value::Float(s.as_f64().unwrap_or(0.0)),
            other => other,
        };
        Ok(Span { start: or(&s.start, 0), stop: s.stop.clone(), step, counted })
    }

    /// The number of points.
    fn len(&self, interp: &mut Interp) -> Result<i64> {
        if self.counted {
            return Ok(interp.float(&self.step)? as i64);
        }
        let span = interp.binary(BinOp::Sub, &self.stop, &self.start)?;
        let steps = interp.binary(BinOp::Div, &span, &self.step)?;
        let n = interp.float(&steps)?.ceil();
        match n.is_finite() {
            true => Ok(n as i64),
            false if n.is_nan() => Err(Raise::value_error("cannot convert float NaN to integer")),
            false => Err(Raise::new(&OVERFLOW_ERROR, "cannot convert float infinity to integer")),
        }
    }

    /// The points: running numbers times the step, plus the start.
    fn place(&self, interp: &mut Interp, numbers: &Value, n: i64) -> Result<Value> {
        let step = match (self.counted, n) {
            (true, 1) => Value::Int(1),
            (true, _) => {
                let span = interp.binary(BinOp::Sub, &self.stop, &self.start)?;
                interp.binary(BinOp::Div, &span, &Value::Float((n - 1) as f64))?
            }
            (false, _) => self.step.clone(),
        };
        let line = interp.binary(BinOp::Mul, numbers, &step)?;
        interp.binary(BinOp::Add, &line, &self.start)
    }
}

/// The dtype of the numbers of a grid; Python's numbers are weak, but as wide as `int64`.
fn grid_dtype(interp: &mut Interp, values: &[&Value]) -> Result<DType> {
    let mut types = Vec::new();
    for v in values {
        types.push(convert::operand(interp, v)?.type_());
    }
    Ok(crate::engine::kernels::promote::result_type(&types)?)
}

/// `arange(n, dtype)`
fn numbers(interp: &mut Interp, n: i64, dtype: DType) -> Result<Value> {
    call_with(interp, "arange", &[Value::Int(n)], &[("dtype".into(), Value::DType(dtype))])
}

/// The grid of one slice.
fn single(interp: &mut Interp, s: &Slice) -> Result<Value> {
    let span = Span::of(interp, s)?;
    if !span.counted {
        return call(interp, "arange", &[span.start, span.stop, span.step]);
    }
    let n = span.len(interp)?;
    let dtype = grid_dtype(interp, &[&span.start, &span.stop, &span.step])?;
    let line = numbers(interp, n, dtype)?;
    span.place(interp, &line, n)
}

fn grid(interp: &mut Interp, index: &Value, open: bool) -> Result<Value> {
    let slices: Vec<Value> = match index {
        Value::Tuple(items) => (**items).clone(),
        Value::Slice(s) => return single(interp, s),
        other => {
            let name = interp.type_name(other);
            return Err(Raise::attribute_error(format!("'{name}' object has no attribute 'step'")));
        }
    };
    let (mut spans, mut lens) = (Vec::new(), Vec::new());
    for s in &slices {
        let Value::Slice(s) = s else {
            let name = interp.type_name(s);
            return Err(Raise::attribute_error(format!("'{name}' object has no attribute 'step'")));
        };
        let span = Span::of(interp, s)?;
        lens.push(span.len(interp)?);
        spans.push(span);
    }
    let zero = Value::Int(0);
    let ends = spans.iter().flat_map(|s| [&s.start, &s.stop, &s.step]);
    let dtype = grid_dtype(interp, &ends.chain([&zero]).collect::<Vec<_>>())?;
    if open {
        let parts: Result<Vec<Value>> = spans
            .iter()
            .enumerate()
            .map(|(k, span)| open_line(interp, span, lens[k], dtype, (k, lens.len())))
            .collect();
        return Ok(Value::tuple(parts?));
    }
    let shape = Value::tuple(lens.iter().map(|&n| Value::Int(n)).collect());
    let out = call(interp, "indices", &[shape, Value::DType(dtype)])?;
    for (k, span) in spans.iter().enumerate() {
        let at = Value::Int(k as i64);
        let plane = interp.get_item(&out, &at)?;
        let placed = span.place(interp, &plane, lens[k])?;
        interp.set_item(&out, &at, placed)?;
    }
    Ok(out)
}

/// The points of axis `k` of `n`, in a shape that broadcasts with those of the others.
fn open_line(interp: &mut Interp, span: &Span, len: i64, dtype: DType, (k, n): (usize, usize)) -> Result<Value> {
    let line = numbers(interp, len, dtype)?;
    let placed = span.place(interp, &line, len)?;
    let whole = Slice { start: Value::None, stop: Value::None, step: Value::None };
    let mut at = vec![Value::None; n];
    at[k] = Value::Slice(whole.into());
    interp.get_item(&placed, &Value::tuple(at))
}
