//! `np.nditer`: elements of several broadcast arrays, in memory order.

use super::convert;
use super::shape::broadcasting::shape_value;
use crate::engine::kernels::promote;
use crate::engine::{Layout, Shape, View, broadcast};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::iter::Iter;
use crate::lang::object::Object;
use crate::lang::registry::{Attribute, Builtin, OBJECT, Table, Type, attribute, c};
use crate::lang::value::Value;
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

/// `np.nditer`
pub static NDITER: Type = Type::new("nditer", "numpy", &[&OBJECT], table);

/// One operand, stretched to the common shape.
#[derive(Clone)]
struct Operand {
    array: Rc<Array>,
    view: View,
    writeable: bool,
}

/// NumPy's buffer, in elements: a loop within it takes all at once.
const BUFFER: usize = 8192;

/// The order of a walk: axes from the slowest to the fastest; those walked backwards are marked.
#[derive(Clone)]
struct Plan {
    shape: Shape,
    axes: Vec<(usize, bool)>,
    /// How many of the fastest axes one step takes at once (`external_loop`).
    inner: usize,
}

struct NdIter {
    operands: Vec<Operand>,
    plan: Plan,
    at: Rc<Cell<usize>>,
    multi_index: bool,
    index: Option<bool>,
}

impl Plan {
    fn new(shape: Shape, views: &[View], order: &str) -> Plan {
        let rank = shape.len();
        let mut axes: Vec<(usize, bool)> = match order {
            "F" => (0..rank).rev().map(|i| (i, false)).collect(),
            "C" => (0..rank).map(|i| (i, false)).collect(),
            _ => {
                let strides: Vec<&[isize]> = views.iter().map(View::strides).collect();
                let backwards =
                    |i: usize| shape[i] > 1 && strides.iter().all(|s| s[i] <= 0) && strides.iter().any(|s| s[i] < 0);
                let order = crate::engine::kernels::shape::order::iteration_order(rank, &strides);
                order.iter().map(|&i| (i, backwards(i))).collect()
            }
        };
        if order == "A" && !views.iter().all(|v| v.layout().is_f_contiguous()) {
            axes = (0..rank).map(|i| (i, false)).collect();
        }
        Plan { shape, axes, inner: 0 }
    }

    /// How many of the fastest axes lie side by side for every operand.
    fn with_external_loop(mut self, views: &[View]) -> Plan {
        self.inner = usize::from(!self.axes.is_empty());
        while self.inner < self.axes.len() {
            let (fast, slow) =
                (self.axes[self.axes.len() - self.inner].0, self.axes[self.axes.len() - self.inner - 1].0);
            let joins =
                |v: &View| self.shape[slow] == 1 || v.strides()[slow] == v.strides()[fast] * self.shape[fast] as isize;
            if !views.iter().all(joins) {
                break;
            }
            self.inner += 1;
        }
        self
    }

    fn outer(&self) -> &[(usize, bool)] {
        &self.axes[..self.axes.len() - self.inner]
    }

    fn steps(&self) -> usize {
        if self.shape.contains(&0) { 0 } else { self.outer().iter().map(|(i, _)| self.shape[*i]).product() }
    }

    /// The index of a step along every axis; the fastest axes begin at their start.
    fn index(&self, step: usize) -> Vec<usize> {
        let mut index = vec![0; self.shape.len()];
        let mut rest = step;
        for &(axis, backwards) in self.outer().iter().rev() {
            let n = self.shape[axis].max(1);
            let k = rest % n;
            index[axis] = if backwards { n - 1 - k } else { k };
            rest /= n;
        }
        for &(axis, backwards) in &self.axes[self.axes.len() - self.inner..] {
            index[axis] = if backwards { self.shape[axis].saturating_sub(1) } else { 0 };
        }
        index
    }

    /// The elements of an operand at a step: 0-d, or 1-d of the fastest axes.
    fn part(&self, view: &View, step: usize) -> View {
        let mut layout = Layout::c(view.dtype(), &[]);
        layout.offset = view.layout().offset_of(&self.index(step)) as usize;
        if let Some(&(fast, backwards)) = self.axes.last().filter(|_| self.inner > 0) {
            let fastest = &self.axes[self.axes.len() - self.inner..];
            layout.shape.push(fastest.iter().map(|(i, _)| self.shape[*i]).product());
            layout.strides.push(if backwards { -view.strides()[fast] } else { view.strides()[fast] });
        }
        view.derive(layout)
    }
}

impl NdIter {
    fn value(&self, step: usize) -> Value {
        let mut parts: Vec<Value> = self
            .operands
            .iter()
            .map(|o| {
                let made = Array::view_of(&o.array, self.plan.part(&o.view, step));
                made.set_writeable(o.writeable);
                Value::Array(made)
            })
            .collect();
        if parts.len() == 1 { parts.remove(0) } else { Value::tuple(parts) }
    }

    fn clone_state(&self) -> NdIter {
        NdIter {
            operands: self.operands.clone(),
            plan: self.plan.clone(),
            at: self.at.clone(),
            multi_index: self.multi_index,
            index: self.index,
        }
    }

    fn ended(&self) -> bool {
        self.at.get() >= self.plan.steps()
    }

    fn here(&self) -> Result<usize> {
        if self.ended() { Err(Raise::value_error("Iterator is past the end")) } else { Ok(self.at.get()) }
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
        let mut started = false;
        let step = move |_: &mut Interp| {
            if started {
                walker.at.set(walker.at.get() + 1);
            }
            started = true;
            Ok((!walker.ended()).then(|| walker.value(walker.at.get())))
        };
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

    fn arrays(&self) -> Vec<Rc<Array>> {
        self.operands.iter().map(|o| o.array.clone()).collect()
    }
}

/// The texts of a list of flags.
fn words(interp: &mut Interp, v: &Value) -> Result<Vec<String>> {
    match v {
        Value::None => Ok(Vec::new()),
        other => interp.collect(other)?.iter().map(|w| interp.str(w)).collect(),
    }
}

/// The flags of each operand.
fn operand_flags(interp: &mut Interp, v: &Value, n: usize) -> Result<Vec<Vec<String>>> {
    if v.is_none() {
        return Ok(vec![Vec::new(); n]);
    }
    let items = interp.collect(v)?;
    if items.iter().all(|i| i.as_str().is_some()) {
        let one = words(interp, v)?;
        return Ok(vec![one; n]);
    }
    items.iter().map(|i| words(interp, i)).collect()
}

fn check_flags(flags: &[String]) -> Result<()> {
    for flag in flags {
        match flag.as_str() {
            "multi_index" | "c_index" | "f_index" | "external_loop" | "zerosize_ok" | "refs_ok" | "buffered"
            | "grow_inner" | "copy_if_overlap" | "common_dtype" | "delay_bufalloc" => {}
            "ranged" | "reduce_ok" => {
                return Err(Raise::unsupported(format!("Ravel's nditer has no flag '{flag}'")));
            }
            other => return Err(Raise::value_error(format!("Unexpected iterator global flag \"{other}\""))),
        }
    }
    Ok(())
}

fn new(
    interp: &mut Interp,
    op: Value,
    flags: Value,
    op_flags: Value,
    op_dtypes: Value,
    order: Option<String>,
) -> Result<Value> {
    let flags = words(interp, &flags)?;
    check_flags(&flags)?;
    if !op_dtypes.is_none() {
        return Err(Raise::unsupported("Ravel's nditer has no op_dtypes: convert the array first"));
    }
    let values = match &op {
        Value::List(_) | Value::Tuple(_) => interp.collect(&op)?,
        one => vec![one.clone()],
    };
    if values.is_empty() {
        return Err(Raise::value_error("Must provide at least one operand"));
    }
    if values.iter().all(Value::is_none) {
        return Err(Raise::type_error("no arrays or types available to calculate result type"));
    }
    let per_operand = operand_flags(interp, &op_flags, values.len())?;
    for flag in per_operand.iter().flatten() {
        let known = [
            "readonly",
            "readwrite",
            "writeonly",
            "allocate",
            "no_broadcast",
            "copy",
            "updateifcopy",
            "nbo",
            "aligned",
            "contig",
            "no_subtype",
            "overlap_assume_elementwise",
        ];
        if !known.contains(&flag.as_str()) {
            return Err(Raise::value_error(format!("Unexpected per-op iterator flag \"{flag}\"")));
        }
    }
    let mut arrays: Vec<Option<Rc<Array>>> = Vec::new();
    for v in &values {
        arrays.push(if v.is_none() { None } else { Some(convert::array(interp, v)?) });
    }
    let views: Vec<View> = arrays.iter().flatten().map(|a| a.view().clone()).collect();
    if views.iter().any(|v| v.dtype().has_objects()) && !flags.iter().any(|f| f == "refs_ok") {
        let text =
            "Iterator operand or requested dtype holds references, but the NPY_ITER_REFS_OK flag was not enabled";
        return Err(Raise::type_error(text));
    }
    let shapes: Vec<&[usize]> = views.iter().map(View::shape).collect();
    let shape = broadcast::broadcast_shapes(&shapes)?;
    let stretched: Vec<View> = views.iter().map(|v| v.broadcast_to(&shape).unwrap_or_else(|| v.clone())).collect();
    let order = order.unwrap_or("K".into());
    let plan = Plan::new(shape.clone(), &stretched, &order);
    if plan.steps() == 0 && !flags.iter().any(|f| f == "zerosize_ok") && !shape.is_empty() {
        return Err(Raise::value_error("Iteration of zero-sized operands is not enabled"));
    }
    let operands = operands(&arrays, &stretched, &per_operand, &plan)?;
    let all: Vec<View> = operands.iter().map(|o| o.view.clone()).collect();
    let external = flags.iter().any(|f| f == "external_loop");
    let plan = if external { plan.with_external_loop(&all) } else { plan };
    if external
        && flags.iter().any(|f| f == "buffered")
        && (plan.steps() > 1 || shape.iter().product::<usize>() > BUFFER)
    {
        return Err(Raise::unsupported("Ravel's nditer has no buffer: use 'external_loop' without 'buffered'"));
    }
    let index = flags.iter().find(|f| f.ends_with("_index") && *f != "multi_index").map(|f| f == "f_index");
    let multi_index = flags.iter().any(|f| f == "multi_index");
    if external && (multi_index || index.is_some()) {
        return Err(Raise::value_error(
            "Iterator flag EXTERNAL_LOOP cannot be used if an index or multi-index is being tracked",
        ));
    }
    Ok(Value::object(NdIter { operands, plan, at: Rc::new(Cell::new(0)), multi_index, index }))
}

fn operands(
    arrays: &[Option<Rc<Array>>],
    stretched: &[View],
    flags: &[Vec<String>],
    plan: &Plan,
) -> Result<Vec<Operand>> {
    let mut given = stretched.iter();
    let mut out = Vec::new();
    for (array, flags) in arrays.iter().zip(flags) {
        let writes = flags.iter().any(|f| f == "readwrite" || f == "writeonly");
        match array {
            Some(a) => {
                let view = given.next().cloned().unwrap_or_else(|| a.view().clone());
                if writes && !a.writeable() {
                    return Err(Raise::value_error("output array is read-only"));
                }
                if writes && view.shape() != a.view().shape() {
                    return Err(Raise::value_error(format!(
                        "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
                        broadcast::shape_text(a.view().shape()),
                        broadcast::shape_text(view.shape())
                    )));
                }
                out.push(Operand { array: a.clone(), view, writeable: writes });
            }
            None => {
                let mut dtypes = stretched.iter().map(View::dtype);
                let first = dtypes.next().unwrap_or(crate::engine::DType::Float64);
                let dtype = dtypes.fold(first, promote::promote_types);
                let like = Layout::c(dtype, &plan.shape);
                let axes: Vec<usize> = plan.axes.iter().map(|(i, _)| *i).collect();
                let view = View::alloc(like.packed(&axes, dtype), crate::engine::mem::buffer::Init::Zeroed)?;
                out.push(Operand { array: Array::new(view.clone()), view, writeable: true });
            }
        }
    }
    Ok(out)
}

fn with<T>(v: &Value, f: impl Fn(&NdIter) -> Result<T>) -> Result<T> {
    f(v.downcast::<NdIter>().ok_or_else(|| Raise::type_error("a numpy.nditer is required"))?)
}

/// `it.iterindex = n`
fn go_to(interp: &mut Interp, v: &Value, n: Value) -> Result<()> {
    let n = interp.index(&n)?;
    with(v, |it| match usize::try_from(n).ok().filter(|&n| n < it.plan.steps()) {
        Some(n) => {
            it.at.set(n);
            Ok(())
        }
        None => Err(Raise::index_error("Iterator GotoIterIndex called with an iterindex outside the iteration range.")),
    })
}

fn methods() -> Vec<Builtin> {
    vec![
        c(&["iternext"], "self, /", "Goes on; whether there is an element.", |_: &mut Interp, v: Value| {
            with(&v, |it| {
                it.at.set(it.at.get() + 1);
                Ok(!it.ended())
            })
        }),
        c(&["reset"], "self, /", "Begins again.", |_: &mut Interp, v: Value| {
            with(&v, |it| {
                it.at.set(0);
                Ok(())
            })
        }),
        c(&["copy"], "self, /", "An iterator of its own at the same element.", |_: &mut Interp, v: Value| {
            with(&v, |it| {
                let own = NdIter { at: Rc::new(Cell::new(it.at.get())), ..it.clone_state() };
                Ok(Value::object(own))
            })
        }),
        c(&["close"], "self, /", "Ends the iteration.", |_: &mut Interp, _v: Value| Ok(())),
        c(&["__next__"], "self, /", "The next element.", |_: &mut Interp, v: Value| {
            with(&v, |it| {
                if it.ended() {
                    return Err(Raise::with_args(&crate::lang::exceptions::STOP_ITERATION, vec![]));
                }
                let value = it.value(it.at.get());
                it.at.set(it.at.get() + 1);
                Ok(value)
            })
        }),
    ]
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
             _casting: Value,
             op_axes: Value,
             itershape: Value| {
                if !op_axes.is_none() || !itershape.is_none() {
                    let text =
                        "Ravel's nditer has no op_axes and no itershape: give arrays with axes added, as a[:, None]";
                    return Err(Raise::unsupported(text));
                }
                new(interp, op, flags, op_flags, op_dtypes, order)
            },
        )),
        methods: methods(),
        attributes: vec![
            attribute("finished", "Whether it has ended.", |_, v| with(v, |it| Ok(Value::Bool(it.ended())))),
            Attribute {
                set: Some(go_to),
                ..attribute("iterindex", "The number of the element.", |_, v| {
                    with(v, |it| Ok(Value::Int(it.at.get() as i64)))
                })
            },
            attribute("iterrange", "The first number and the one after the last.", |_, v| {
                with(v, |it| {
                    Ok(Value::tuple(vec![Value::Int(0), Value::Int(it.plan.shape.iter().product::<usize>() as i64)]))
                })
            }),
            attribute("dtypes", "The types of the elements.", |_, v| {
                with(v, |it| Ok(Value::tuple(it.operands.iter().map(|o| Value::DType(o.view.dtype())).collect())))
            }),
            attribute("has_delayed_bufalloc", "Always False here: there are no buffers.", |_, v| {
                with(v, |_| Ok(Value::Bool(false)))
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
