//! `a.flat`: an iterator over the elements in C order, with subscripts.

use crate::engine::{DType, Kind, Layout, Order, Shape, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::shape::broadcasting::shape_value;
use crate::lang::builtins::numpy::{call, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions::INDEX_ERROR;
use crate::lang::interp::Interp;
use crate::lang::iter::Iter;
use crate::lang::object::Object;
use crate::lang::registry::{OBJECT, Table, Type, attribute, c};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

/// `np.flatiter`
pub static FLATITER: Type = Type::new("flatiter", "numpy", &[&OBJECT], table);

struct Flat {
    array: Rc<Array>,
    next: Rc<Cell<usize>>,
}

/// The attribute.
///
/// # Errors
/// None for arrays.
pub fn of(interp: &mut Interp, v: &Value) -> Result<Value> {
    Ok(Value::object(Flat { array: convert::array(interp, v)?, next: Rc::new(Cell::new(0)) }))
}

/// `a.flat = x`: the elements of `x` over and over.
///
/// # Errors
/// Of the conversion.
pub fn assign_all(interp: &mut Interp, v: &Value, x: Value) -> Result<()> {
    let flat = of(interp, v)?;
    if v.as_array().is_some_and(|a| !a.writeable()) {
        return Err(Raise::value_error("array is read-only"));
    }
    let all = crate::lang::value::Slice { start: Value::None, stop: Value::None, step: Value::None };
    interp.set_item(&flat, &Value::Slice(all.into()), x)
}

/// What an index picks.
struct Picked {
    positions: Vec<i64>,
    /// One element, no array of one.
    single: bool,
    shape: Shape,
}

/// The words for an iterator, which has no axes.
fn of_iterator(e: Raise) -> Raise {
    let text = e.0.args.first().and_then(Value::as_str).unwrap_or_default().to_string();
    if e.is(&INDEX_ERROR) && text.contains(" for axis 0 with size ") {
        return Raise::index_error(text.replace(" for axis 0 with size ", " for size "));
    }
    e
}

impl Flat {
    /// Positions 0, 1, … of the elements that an index picks.
    fn positions(&self, interp: &mut Interp, index: &Value) -> Result<Picked> {
        let n = self.array.view().size();
        self.next.set(0);
        if let Value::Tuple(items) = index {
            return match &items[..] {
                [] => self.positions(interp, &Value::Ellipsis),
                [one] => self.positions(interp, one),
                many => Err(Raise::index_error(format!(
                    "too many indices for flat iterator: flat iterator is 1-dimensional, but {} were indexed",
                    many.len()
                ))),
            };
        }
        let index = &self.plain_index(interp, index)?;
        let all = View::scratch(Layout::c(DType::Int64, &[n]))?;
        crate::engine::mem::access::fill_from_slice(&all, &(0..n as i64).collect::<Vec<i64>>());
        let picked = interp.get_item(&Value::Array(Array::new(all)), index).map_err(of_iterator)?;
        let single = matches!(picked, Value::Scalar(_));
        let view = convert::view(interp, &picked)?;
        let positions = crate::engine::kernels::index::integers(&view)?;
        Ok(Picked { positions, single, shape: view.shape().into() })
    }

    /// An index as one of an array with one axis: a bool picks the first element or none, other numbers are cut to
    /// integers.
    ///
    /// # Errors
    /// `IndexError` of what picks no elements.
    fn plain_index(&self, interp: &mut Interp, index: &Value) -> Result<Value> {
        let strange = "only integers, slices (`:`), ellipsis (`...`) and integer or boolean arrays are valid indices";
        match index {
            Value::Slice(_) | Value::Ellipsis | Value::Int(_) => return Ok(index.clone()),
            Value::None | Value::Str(_) | Value::Bytes(_) => return Err(Raise::index_error(strange)),
            Value::Bool(true) => return Ok(Value::Int(0)),
            Value::Bool(false) => return Ok(Value::list(vec![])),
            _ => {}
        }
        let view = convert::view(interp, index)?;
        match view.dtype().kind() {
            Kind::Bool if view.shape() == [self.array.view().size()] && matches!(index, Value::Array(_)) => {
                Ok(index.clone())
            }
            Kind::Bool => Err(Raise::index_error(
                "boolean indices for iterators are not supported because of previous behavior that was confusing (valid \
                 boolean indices are expected to work in the future)",
            )),
            Kind::Float => {
                let whole = convert::cast_to(&view, DType::Int64)?;
                Ok(if whole.rank() == 0 { Value::scalar(whole.first()) } else { Value::Array(Array::new(whole)) })
            }
            _ => Ok(index.clone()),
        }
    }

    /// `flat[index] = value`: the elements of `value` over and over, each read when its turn comes.
    fn assign(&self, interp: &mut Interp, index: &Value, value: &Value) -> Result<()> {
        if matches!(index, Value::Tuple(items) if items.is_empty()) {
            return Err(Raise::index_error("Assigning to a flat iterator with a 0-D index is not supported"));
        }
        if !self.array.writeable() {
            return Err(Raise::value_error("underlying array is read-only"));
        }
        let view = self.array.view().clone();
        if let Value::Tuple(items) = index
            && let [one] = &items[..]
        {
            return self.assign(interp, one, value);
        }
        let single = !matches!(index, Value::Slice(_) | Value::Ellipsis | Value::List(_) | Value::Array(_));
        if matches!(index, Value::Bool(false)) {
            return Ok(());
        }
        // One element of an array of truths or numbers: what is no number has a truth, and is no number.
        let whole = !single || matches!(index, Value::Bool(true));
        if matches!(index, Value::List(_)) {
            self.plain_index(interp, index)?;
        }
        let source = match convert::view_of(interp, value, Some(view.dtype())) {
            Ok(source) if whole || source.rank() == 0 => source,
            Err(e) if whole => return Err(e),
            _ => {
                self.positions(interp, index)?;
                return Err(Raise::value_error("Error setting single item of array."));
            }
        };
        let from: Vec<usize> = source.offsets().collect();
        if from.is_empty() {
            return Ok(());
        }
        let positions = self.positions(interp, index)?.positions;
        for (k, &p) in positions.iter().enumerate() {
            let element = source.get_at(from[k % from.len()]);
            crate::engine::mem::access::store(&view, self.offset(p), &element);
        }
        crate::engine::observe::note(crate::engine::observe::MemEvent::Write {
            id: view.id(),
            bytes: positions.len() * view.layout().itemsize(),
        });
        Ok(())
    }

    fn offset(&self, position: i64) -> usize {
        let view = self.array.view();
        let layout = view.layout();
        let (mut rest, mut at) = (position as usize, layout.offset as isize);
        for axis in (0..layout.rank()).rev() {
            let n = layout.shape[axis].max(1);
            at += (rest % n) as isize * layout.strides[axis];
            rest /= n;
        }
        at as usize
    }

    fn coords(&self) -> Value {
        let view = self.array.view();
        let mut rest = self.next.get();
        let mut index: Vec<usize> = Vec::new();
        for &n in view.shape().iter().rev() {
            index.push(rest % n.max(1));
            rest /= n.max(1);
        }
        index.reverse();
        shape_value(&index)
    }
}

impl Object for Flat {
    fn type_(&self) -> &'static Type {
        &FLATITER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<numpy.flatiter object at {:#x}>", std::ptr::from_ref(self) as usize))
    }

    fn len(&self) -> Option<usize> {
        Some(self.array.view().size())
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(self.positions(interp, index).and_then(|picked| {
            let view = self.array.view().clone();
            if picked.single {
                return Ok(Value::scalar(view.get_at(self.offset(picked.positions[0]))));
            }
            let out = View::empty(view.dtype(), &picked.shape)?;
            let offsets = picked.positions.iter().map(|&p| self.offset(p));
            crate::engine::mem::access::gather_items(&view, offsets, &out)?;
            crate::engine::view::note_copy(&view, &out, crate::engine::observe::CopyReason::FancyIndex);
            Ok(Value::Array(Array::new(out)))
        }))
    }

    fn set_subscript(&self, interp: &mut Interp, index: &Value, value: Value) -> Option<Result<()>> {
        Some(self.assign(interp, index, &value))
    }

    fn iter(&self, _: &mut Interp) -> Option<Result<Value>> {
        let view = self.array.view().clone();
        let (mut walk, next) = (view.offsets(), self.next.clone());
        if next.get() > 0 {
            walk.nth(next.get() - 1);
        }
        let step = move |_: &mut Interp| {
            let found = walk.next().map(|at| Value::scalar(view.get_at(at)));
            next.set(if found.is_some() { next.get() + 1 } else { next.get() });
            Ok(found)
        };
        Some(Ok(Value::Iter(Rc::new(Iter::new("flatiter", step)))))
    }

    fn order(&self, interp: &mut Interp, op: CmpOp, other: &Value) -> Option<Result<Value>> {
        let array = Value::Array(self.array.clone());
        Some(call(interp, "ravel", &[array]).and_then(|flat| interp.compare(op, &flat, other)))
    }

    fn orders_all(&self) -> bool {
        true
    }

    fn arrays(&self) -> Vec<Rc<Array>> {
        vec![self.array.clone()]
    }
}

fn with<T>(v: &Value, f: impl Fn(&Flat) -> T) -> Result<T> {
    v.downcast::<Flat>().map(f).ok_or_else(|| Raise::type_error("a numpy.flatiter is required"))
}

fn table() -> Table {
    Table {
        doc: "An iterator over an array's elements in C order.",
        methods: vec![
            c(&["__array__"], "self, /", "The elements as an array.", |interp: &mut Interp, v: Value| {
                let array = with(&v, |f| f.array.clone())?;
                call(interp, "ravel", &[Value::Array(array)])
            }),
            c(&["copy"], "self, /", "A copy of the elements as one axis.", |_: &mut Interp, v: Value| {
                let view = with(&v, |f| f.array.view().clone())?;
                let copy = view.copy(Order::C, crate::engine::observe::CopyReason::Requested)?;
                let flat = copy.derive(Layout::c(view.dtype(), &[view.size()]));
                Ok(Value::Array(Array::new(flat)))
            }),
            c(&["__next__"], "self, /", "The next element.", |_: &mut Interp, v: Value| {
                let flat = v.downcast::<Flat>().ok_or_else(|| Raise::type_error("a numpy.flatiter is required"))?;
                let at = flat.next.get();
                if at >= flat.array.view().size() {
                    return Err(Raise::with_args(&crate::lang::exceptions::STOP_ITERATION, vec![]));
                }
                flat.next.set(at + 1);
                let view = flat.array.view().clone();
                Ok(Value::scalar(view.get_at(flat.offset(at as i64))))
            }),
        ],
        attributes: vec![
            attribute("base", "The array.", |_, v| with(v, |f| Value::Array(f.array.clone()))),
            attribute("coords", "The index of the next element.", |_, v| with(v, Flat::coords)),
            attribute("index", "The number of the next element.", |_, v| with(v, |f| Value::Int(f.next.get() as i64))),
        ],
        ..Table::default()
    }
}
