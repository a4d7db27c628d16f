//! `broadcast_to`, `broadcast_arrays`, `broadcast_shapes`, and the object `np.broadcast`.

use crate::engine::broadcast::{self, shape_repr};
use crate::engine::{Shape, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::args::{ArrayLike, ShapeArg, integers};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::iter::Iter;
use crate::lang::object::Object;
use crate::lang::registry::args::{FromValue, Rest};
use crate::lang::registry::{Builtin, OBJECT, Table, Type, attribute, c, py};
use crate::lang::value::Value;
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["broadcast_to"],
            "array, shape, subok=False",
            "A read-only view stretched to a shape.\n\n\
             >>> np.broadcast_to([1, 2], (2, 2))\narray([[1, 2],\n       [1, 2]])",
            broadcast_to,
        ),
        py(
            &["broadcast_arrays"],
            "*args, subok=False",
            "Views of several arrays, stretched to one shape.\n\n\
             >>> np.broadcast_arrays([1, 2], [[3], [4]])[1]\narray([[3, 3],\n       [4, 4]])",
            broadcast_arrays,
        ),
        py(
            &["broadcast_shapes"],
            "*args",
            "The shape that shapes broadcast to.\n\n>>> np.broadcast_shapes((3, 1), (2,))\n(3, 2)",
            broadcast_shapes,
        ),
    ]
}

fn broadcast_to(interp: &mut Interp, array: ArrayLike, shape: Value, _subok: Option<bool>) -> Result<Value> {
    let view = array.view();
    let shape = ShapeArg::from_value(interp, shape).map_err(|e| {
        let negative = e.is(&crate::lang::exceptions::VALUE_ERROR)
            && e.0.args.first().and_then(Value::as_str) == Some("negative dimensions are not allowed");
        if negative { Raise::value_error("all elements of broadcast shape must be non-negative") } else { e }
    })?;
    if !broadcast::is_countable(&shape.0) {
        return Err(Raise::value_error("iterator is too large"));
    }
    crate::engine::layout::checked_size(&shape.0, view.layout().itemsize())?;
    if shape.0.is_empty() && view.rank() > 0 {
        return Err(Raise::value_error("cannot broadcast a non-scalar to a scalar array"));
    }
    let Some(stretched) = view.broadcast_to(&shape.0) else {
        if view.rank() > shape.0.len() {
            return Err(Raise::value_error("input operand has more dimensions than allowed by the axis remapping"));
        }
        return Err(Raise::value_error(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {}  and requested shape {}",
            broadcast::shape_text(view.shape()),
            broadcast::shape_text(&shape.0)
        )));
    };
    let made = Array::view_of(&array.0, stretched);
    made.set_writeable(false);
    Ok(Value::Array(made))
}

/// Which two shapes do not fit, in NumPy's words.
pub fn mismatch(shapes: &[Shape]) -> Option<Raise> {
    let mut common: Vec<(usize, usize)> = Vec::new();
    for (arg, shape) in shapes.iter().enumerate() {
        for (k, &n) in shape.iter().rev().enumerate() {
            if k >= common.len() {
                common.push((1, 0));
            }
            let (have, first) = common[k];
            if have == 1 {
                if n != 1 {
                    common[k] = (n, arg);
                }
            } else if n != 1 && n != have {
                return Some(Raise::value_error(format!(
                    "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {first} with \
                     shape {} and arg {arg} with shape {}.",
                    shape_repr(&shapes[first]),
                    shape_repr(shape)
                )));
            }
        }
    }
    None
}

/// The common shape, or NumPy's words for which two do not fit.
fn common(shapes: &[Shape]) -> Result<Shape> {
    if let Some(error) = mismatch(shapes) {
        return Err(error);
    }
    let slices: Vec<&[usize]> = shapes.iter().map(|s| &s[..]).collect();
    broadcast::broadcast_shapes(&slices).map_err(|_| Raise::value_error("broadcast dimensions too large."))
}

fn broadcast_arrays(interp: &mut Interp, args: Rest, _subok: Option<bool>) -> Result<Value> {
    let arrays: Result<Vec<Rc<Array>>> = args.0.iter().map(|v| convert::array(interp, v)).collect();
    let arrays = arrays?;
    let shapes: Vec<Shape> = arrays.iter().map(|a| Shape::from(a.view().shape())).collect();
    let shape = common(&shapes)?;
    if shapes.iter().all(|s| *s == shape) {
        return Ok(Value::tuple(arrays.into_iter().map(Value::Array).collect()));
    }
    let stretched = arrays.iter().map(|a| {
        let view = a.view().clone();
        if view.shape() == &shape[..] {
            return Value::Array(a.clone());
        }
        let made = view.broadcast_to(&shape).unwrap_or(view);
        Value::Array(Array::view_of(a, made))
    });
    Ok(Value::tuple(stretched.collect()))
}

fn broadcast_shapes(interp: &mut Interp, args: Rest) -> Result<Value> {
    let mut shapes = Vec::new();
    for arg in &args.0 {
        let lengths = integers(interp, arg)?;
        if lengths.iter().any(|&n| n < 0) {
            return Err(Raise::value_error("negative dimensions are not allowed"));
        }
        shapes.push(lengths.iter().map(|&n| n as usize).collect());
    }
    Ok(shape_value(&common(&shapes)?))
}

/// A shape as a tuple.
pub fn shape_value(shape: &[usize]) -> Value {
    Value::tuple(shape.iter().map(|&n| Value::Int(n as i64)).collect())
}

/// `np.broadcast`
pub static BROADCAST: Type = Type::new("broadcast", "numpy", &[&OBJECT], table);

struct Broadcast {
    views: Vec<View>,
    shape: Shape,
    next: Rc<Cell<usize>>,
}

impl Object for Broadcast {
    fn type_(&self) -> &'static Type {
        &BROADCAST
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<numpy.broadcast object at {:#x}>", std::ptr::from_ref(self) as usize))
    }

    fn iter(&self, _: &mut Interp) -> Option<Result<Value>> {
        let (views, next) = (self.views.clone(), self.next.clone());
        let mut walks: Vec<_> = views.iter().map(|v| v.offsets().skip(next.get())).collect();
        let step = move |_: &mut Interp| {
            let mut row = Vec::with_capacity(views.len());
            for (view, walk) in views.iter().zip(&mut walks) {
                let Some(at) = walk.next() else { return Ok(None) };
                row.push(Value::scalar(view.get_at(at)));
            }
            next.set(next.get() + 1);
            Ok((!row.is_empty()).then(|| Value::tuple(row)))
        };
        Some(Ok(Value::Iter(Rc::new(Iter::new("broadcast", step)))))
    }
}

fn table() -> Table {
    Table {
        doc: "Several arrays stretched to one shape, without copying.",
        new: Some(c(
            &["broadcast"],
            "*arrays",
            "Several arrays stretched to one shape.\n\n>>> np.broadcast([1, 2], [[3], [4]]).shape\n(2, 2)",
            |interp: &mut Interp, arrays: Rest| {
                let views: Result<Vec<View>> = arrays.0.iter().map(|v| convert::view(interp, v)).collect();
                let views = views?;
                let shapes: Vec<Shape> = views.iter().map(|v| Shape::from(v.shape())).collect();
                let shape = common(&shapes)?;
                let views = views.into_iter().map(|v| v.broadcast_to(&shape).unwrap_or(v)).collect();
                Ok(Value::object(Broadcast { views, shape, next: Rc::default() }))
            },
        )),
        methods: vec![
            c(&["reset"], "self, /", "Begins again.", |_: &mut Interp, v: Value| {
                with(&v, |b| {
                    b.next.set(0);
                    Value::None
                })
            }),
            c(&["__next__"], "self, /", "The next elements.", |_: &mut Interp, v: Value| {
                let broadcast = v.downcast::<Broadcast>();
                let broadcast = broadcast.ok_or_else(|| Raise::type_error("a numpy.broadcast is required"))?;
                let at = broadcast.next.get();
                if at >= broadcast.shape.iter().product() {
                    return Err(Raise::with_args(&crate::lang::exceptions::STOP_ITERATION, vec![]));
                }
                broadcast.next.set(at + 1);
                let element =
                    |view: &View| view.offsets().nth(at).map_or(Value::None, |o| Value::scalar(view.get_at(o)));
                Ok(Value::tuple(broadcast.views.iter().map(element).collect()))
            }),
        ],
        attributes: vec![
            attribute("shape", "The common shape.", |_, v| with(v, |b| shape_value(&b.shape))),
            attribute("nd", "The number of axes.", |_, v| with(v, |b| Value::Int(b.shape.len() as i64))),
            attribute("ndim", "The number of axes.", |_, v| with(v, |b| Value::Int(b.shape.len() as i64))),
            attribute("size", "The number of elements.", |_, v| {
                with(v, |b| Value::Int(b.shape.iter().product::<usize>() as i64))
            }),
            attribute("numiter", "The number of arrays.", |_, v| with(v, |b| Value::Int(b.views.len() as i64))),
            attribute("index", "The number of the next element.", |_, v| with(v, |b| Value::Int(b.next.get() as i64))),
        ],
        ..Table::default()
    }
}

fn with(v: &Value, f: impl Fn(&Broadcast) -> Value) -> Result<Value> {
    v.downcast::<Broadcast>().map(f).ok_or_else(|| Raise::type_error("a numpy.broadcast is required"))
}
