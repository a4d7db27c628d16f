//! `np.nditer`: elements of several broadcast arrays, in memory order.

mod nested;
mod operand;
mod plan;
mod setup;

pub use nested::rows;

use super::args::CastingArg;
use super::shape::broadcasting::shape_value;
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::iter::Iter;
use crate::lang::object::Object;
use crate::lang::registry::{Attribute, Builtin, OBJECT, Rest, Table, Type, attribute, c};
use crate::lang::value::Value;
use operand::{Loop, Operand};
use plan::Plan;
use setup::Asked;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// `np.nditer`
pub static NDITER: Type = Type::new("nditer", "numpy", &[&OBJECT], table);

/// NumPy's buffer, in elements: a loop within it takes all at once.
const BUFFER: usize = 8192;

/// Where an iterator within stands, and whether its element was handed out.
type Inner = (Rc<Cell<usize>>, Rc<Cell<bool>>);

struct NdIter {
    operands: Vec<Operand>,
    plan: Plan,
    at: Rc<Cell<usize>>,
    /// Whether the element that `at` counts was handed out.
    started: Rc<Cell<bool>>,
    /// The first step and the one after the last.
    range: Rc<Cell<(usize, usize)>>,
    ranged: bool,
    /// Whether the buffers are not there before a reset.
    delayed: Rc<Cell<bool>>,
    multi_index: bool,
    index: Option<bool>,
    /// The buffers of a loop within.
    chunks: Option<Rc<Loop>>,
    /// The iterator within whose step this one walks.
    outer: Option<Rc<NdIter>>,
    /// Where the iterators within each step of this one are.
    inner: Rc<RefCell<Vec<Inner>>>,
}

const NESTED_OPTIONS: &str =
    "op, axes, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', buffersize=0";

impl NdIter {
    fn value(&self, step: usize) -> Value {
        let mut parts: Vec<Value> = match &self.chunks {
            Some(chunks) => chunks.parts(step, &self.operands).into_iter().map(Value::Array).collect(),
            None => (0..self.operands.len()).map(|i| self.part(i, step)).collect(),
        };
        if parts.len() == 1 { parts.remove(0) } else { Value::tuple(parts) }
    }

    /// The elements of one operand at a step.
    fn part(&self, i: usize, step: usize) -> Value {
        let operand = &self.operands[i];
        let mut view = self.plan.part(&operand.view, step);
        let shift = self.shift(i);
        if shift != 0 {
            let mut layout = view.layout().clone();
            layout.offset = layout.offset.wrapping_add_signed(shift);
            view = view.derive(layout);
        }
        let owner = operand.target.as_ref().map_or(&operand.array, |(_, copy)| copy);
        let made = Array::view_of(owner, view);
        made.set_writeable(operand.writeable);
        Value::Array(made)
    }

    /// How far the iterators around this one have gone, in bytes of an operand.
    fn shift(&self, i: usize) -> isize {
        let Some(outer) = &self.outer else { return 0 };
        if outer.ended() {
            return outer.shift(i);
        }
        let layout = outer.operands[i].view.layout();
        let here = layout.offset_of(&outer.plan.index(outer.at.get())) - layout.offset as isize;
        here + outer.shift(i)
    }

    fn clone_state(&self) -> NdIter {
        NdIter {
            operands: self.operands.clone(),
            plan: self.plan.clone(),
            at: self.at.clone(),
            started: self.started.clone(),
            range: self.range.clone(),
            ranged: self.ranged,
            delayed: self.delayed.clone(),
            multi_index: self.multi_index,
            index: self.index,
            chunks: self.chunks.clone(),
            outer: self.outer.clone(),
            inner: self.inner.clone(),
        }
    }

    fn ended(&self) -> bool {
        self.at.get() >= self.range.get().1
    }

    fn here(&self) -> Result<usize> {
        if self.ended() { Err(Raise::value_error("Iterator is past the end")) } else { Ok(self.at.get()) }
    }

    /// Goes to a step; the iterators within begin again, and at the end all is written back.
    fn go(&self, step: usize) -> Result<()> {
        self.at.set(step);
        for (at, started) in self.inner.borrow().iter() {
            at.set(0);
            started.set(false);
        }
        if self.ended() { self.flush() } else { Ok(()) }
    }

    /// The next element, the first one first.
    fn step(&self) -> Result<Option<Value>> {
        if self.started.replace(true) && !self.ended() {
            self.go(self.at.get() + 1)?;
        }
        Ok((!self.ended()).then(|| self.value(self.at.get())))
    }

    /// Writes what stands in buffers back to the operands.
    fn flush(&self) -> Result<()> {
        if let Some(chunks) = &self.chunks {
            chunks.flush(&self.operands);
        }
        self.operands.iter().try_for_each(Operand::flush)
    }
}

impl Object for NdIter {
    fn type_(&self) -> &'static Type {
        &NDITER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<numpy.nditer object at {:#x}>", std::ptr::from_ref(self) as usize))
    }

    fn len(&self) -> Option<usize> {
        Some(self.operands.len())
    }

    fn iter(&self, _: &mut Interp) -> Option<Result<Value>> {
        let walker = self.clone_state();
        let step = move |_: &mut Interp| walker.step();
        Some(Ok(Value::Iter(Rc::new(Iter::new("nditer", step)))))
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(self.here().and_then(|step| {
            let value = self.value(step);
            let all = match value {
                Value::Tuple(_) => value,
                one => Value::tuple(vec![one]),
            };
            interp.get_item(&all, index)
        }))
    }

    fn set_subscript(&self, interp: &mut Interp, index: &Value, value: Value) -> Option<Result<()>> {
        let which = interp.index(index).ok().and_then(|i| usize::try_from(i).ok()).unwrap_or(0);
        if self.operands.get(which).is_some_and(|o| !o.writeable) {
            let text = format!("Iterator operand {which} is not writeable");
            return Some(Err(Raise::new(&crate::lang::exceptions::RUNTIME_ERROR, text)));
        }
        let found = self.subscript(interp, index)?;
        Some(found.and_then(|part| interp.set_item(&part, &Value::Ellipsis, value)))
    }

    fn enter(&self, _: &mut Interp) -> Option<Result<Value>> {
        Some(Ok(Value::object(self.clone_state())))
    }

    fn exit(&self, _: &mut Interp) -> Result<()> {
        self.flush()
    }

    fn arrays(&self) -> Vec<Rc<Array>> {
        self.operands.iter().map(|o| o.array.clone()).collect()
    }
}

fn with<T>(v: &Value, f: impl Fn(&NdIter) -> Result<T>) -> Result<T> {
    f(v.downcast::<NdIter>().ok_or_else(|| Raise::type_error("a numpy.nditer is required"))?)
}

/// `it.iterindex = n`
fn go_to(interp: &mut Interp, v: &Value, n: Value) -> Result<()> {
    let n = interp.index(&n)?;
    with(v, |it| match usize::try_from(n).ok().filter(|&n| n < it.plan.steps()) {
        Some(n) => {
            it.started.set(false);
            it.go(n)
        }
        None => Err(Raise::index_error("Iterator GotoIterIndex called with an iterindex outside the iteration range.")),
    })
}

/// `it.iterrange = start, end`
fn set_range(interp: &mut Interp, v: &Value, range: Value) -> Result<()> {
    let ends = interp.collect(&range)?;
    let [start, end] = &ends[..] else { return Err(Raise::type_error("iterrange must be a tuple of two integers")) };
    let (start, end) = (interp.index(start)?, interp.index(end)?);
    with(v, |it| {
        if !it.ranged {
            return Err(Raise::value_error(
                "Cannot call ResetToIterIndexRange on an iterator without requesting ranged iteration support in the \
                 constructor",
            ));
        }
        if start < 0 || end as usize > it.plan.steps() || start > end {
            return Err(Raise::value_error(format!(
                "Out-of-bounds range [{start}, {end}) passed to ResetToIterIndexRange"
            )));
        }
        it.range.set((start as usize, end as usize));
        it.go(start as usize)
    })
}

fn methods() -> Vec<Builtin> {
    vec![
        c(&["iternext"], "self, /", "Goes on; whether there is an element.", |_: &mut Interp, v: Value| {
            with(&v, |it| {
                it.go(it.at.get() + 1)?;
                Ok(!it.ended())
            })
        }),
        c(&["reset"], "self, /", "Begins again.", |_: &mut Interp, v: Value| {
            with(&v, |it| {
                it.delayed.set(false);
                it.started.set(false);
                it.go(it.range.get().0)
            })
        }),
        c(&["copy"], "self, /", "An iterator of its own at the same element.", |_: &mut Interp, v: Value| {
            with(&v, |it| {
                let (at, started) = (Rc::new(Cell::new(it.at.get())), Rc::new(Cell::new(it.started.get())));
                let own = NdIter { at, started, ..it.clone_state() };
                Ok(Value::object(own))
            })
        }),
        refused(&["remove_axis"]),
        refused(&["remove_multi_index"]),
        refused(&["enable_external_loop"]),
        refused(&["debug_print"]),
        c(&["close"], "self, /", "Ends the iteration.", |_: &mut Interp, v: Value| with(&v, NdIter::flush)),
        c(&["__next__"], "self, /", "The next element.", |_: &mut Interp, v: Value| {
            with(&v, |it| {
                let next = it.step()?;
                next.ok_or_else(|| Raise::with_args(&crate::lang::exceptions::STOP_ITERATION, vec![]))
            })
        }),
    ]
}

/// A method that changes how an iterator walks.
fn refused(names: &'static [&'static str]) -> Builtin {
    let text = format!("Ravel's nditer has no {}: make a new one with the flags and axes that are wanted", names[0]);
    c(names, "self, /, *args", "Outside the language.", move |_: &mut Interp, _: Value, _: Rest| -> Result<Value> {
        Err(Raise::unsupported(text.clone()))
    })
}

fn table() -> Table {
    Table {
        doc: "Elements of several broadcast arrays, in memory order.",
        new: Some(c(
            &["nditer"],
            "op, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', op_axes=None, itershape=None, \
             buffersize=0",
            "Elements of several broadcast arrays, in memory order.\n\n\
             >>> [int(x) for x in np.nditer(np.array([[1, 2], [3, 4]]).T)]\n[1, 2, 3, 4]",
            |interp: &mut Interp,
             op: Value,
             flags: Value,
             op_flags: Value,
             op_dtypes: Value,
             order: Option<String>,
             casting: Option<CastingArg>,
             op_axes: Value,
             itershape: Value,
             size: Option<i64>| {
                let buffersize = size.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
                let asked = Asked { op, flags, op_flags, op_dtypes, order, casting, op_axes, itershape, buffersize };
                Ok(Value::object(setup::new(interp, asked)?))
            },
        )),
        methods: methods(),
        attributes: vec![
            attribute("itviews", "Outside the language.", |_, _| {
                Err(Raise::unsupported("Ravel's nditer has no itviews: it.operands are the arrays, it[i] the element"))
            }),
            attribute("finished", "Whether it has ended.", |_, v| with(v, |it| Ok(Value::Bool(it.ended())))),
            Attribute {
                set: Some(go_to),
                ..attribute("iterindex", "The number of the element.", |_, v| {
                    with(v, |it| Ok(Value::Int(it.at.get() as i64)))
                })
            },
            Attribute {
                set: Some(set_range),
                ..attribute("iterrange", "The first number and the one after the last.", |_, v| {
                    with(v, |it| {
                        let (start, end) = it.range.get();
                        let end = if it.ranged { end } else { it.plan.shape.iter().product() };
                        Ok(Value::tuple(vec![Value::Int(start as i64), Value::Int(end as i64)]))
                    })
                })
            },
            attribute("dtypes", "The types of the elements.", |_, v| {
                with(v, |it| Ok(Value::tuple(it.operands.iter().map(|o| Value::DType(o.view.dtype())).collect())))
            }),
            attribute("has_delayed_bufalloc", "Whether the buffers are not there before a reset.", |_, v| {
                with(v, |it| Ok(Value::Bool(it.delayed.get())))
            }),
            attribute("iterationneedsapi", "Always False here: there are no objects.", |_, v| {
                with(v, |_| Ok(Value::Bool(false)))
            }),
            attribute("multi_index", "The index of the element.", |_, v| {
                with(v, |it| {
                    if !it.multi_index {
                        return Err(Raise::value_error("Iterator is not tracking a multi-index"));
                    }
                    Ok(shape_value(&it.plan.index(it.here()?)))
                })
            }),
            attribute("index", "The number of the element in C or Fortran order.", |_, v| {
                with(v, |it| {
                    let Some(fortran) = it.index else {
                        return Err(Raise::value_error("Iterator does not have an index"));
                    };
                    let index = it.plan.index(it.here()?);
                    let pairs: Vec<(usize, usize)> = index.into_iter().zip(it.plan.shape.iter().copied()).collect();
                    let fold = |acc: usize, &(i, n): &(usize, usize)| acc * n + i;
                    let n = if fortran { pairs.iter().rev().fold(0, fold) } else { pairs.iter().fold(0, fold) };
                    Ok(Value::Int(n as i64))
                })
            }),
            attribute("operands", "The arrays.", |_, v| {
                with(v, |it| Ok(Value::tuple(it.operands.iter().map(|o| Value::Array(o.array.clone())).collect())))
            }),
            attribute("value", "The element.", |_, v| with(v, |it| Ok(it.value(it.here()?)))),
            attribute("shape", "The common shape.", |_, v| {
                with(v, |it| it.here().map(|_| shape_value(&it.plan.shape)))
            }),
            attribute("ndim", "The number of axes.", |_, v| with(v, |it| Ok(Value::Int(it.plan.shape.len() as i64)))),
            attribute("itersize", "The number of elements.", |_, v| {
                with(v, |it| Ok(Value::Int(it.plan.shape.iter().product::<usize>() as i64)))
            }),
            attribute("nop", "The number of arrays.", |_, v| with(v, |it| Ok(Value::Int(it.operands.len() as i64)))),
            attribute("has_index", "Whether it counts elements.", |_, v| {
                with(v, |it| Ok(Value::Bool(it.index.is_some())))
            }),
            attribute("has_multi_index", "Whether it keeps an index.", |_, v| {
                with(v, |it| Ok(Value::Bool(it.multi_index)))
            }),
        ],
        ..Table::default()
    }
}
