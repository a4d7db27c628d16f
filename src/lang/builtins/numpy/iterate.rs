//! Iterators over indices and elements: `ndindex`, `ndenumerate`, `nditer`.

use super::args::integers;
use super::convert;
use super::shape::broadcasting::shape_value;
use crate::engine::{Shape, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::iter::Iter;
use crate::lang::object::Object;
use crate::lang::registry::args::Rest;
use crate::lang::registry::{OBJECT, Table, Type, c};
use crate::lang::value::Value;
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

/// `np.ndindex`
pub static NDINDEX: Type = Type::new("ndindex", "numpy", &[&OBJECT], ndindex);
/// `np.ndenumerate`
pub static NDENUMERATE: Type = Type::new("ndenumerate", "numpy", &[&OBJECT], ndenumerate);

/// The indices of a shape in C order.
#[derive(Clone)]
struct Indices {
    shape: Shape,
}

impl Indices {
    fn total(&self) -> usize {
        self.shape.iter().fold(1usize, |n, &d| n.saturating_mul(d))
    }

    fn at(&self, k: usize) -> Vec<usize> {
        let mut rest = k;
        let mut index: Vec<usize> = Vec::with_capacity(self.shape.len());
        for &n in self.shape.iter().rev() {
            index.push(rest % n.max(1));
            rest /= n.max(1);
        }
        index.reverse();
        index
    }
}

struct Walker {
    indices: Indices,
    next: Cell<usize>,
    /// Of `ndenumerate`: the elements too.
    view: Option<View>,
    array: Option<Rc<Array>>,
}

impl Walker {
    fn step(&self) -> Option<Value> {
        let k = self.next.get();
        if k >= self.indices.total() {
            return None;
        }
        self.next.set(k + 1);
        let index = self.indices.at(k);
        let shown = shape_value(&index);
        Some(match &self.view {
            Some(view) => Value::tuple(vec![shown, Value::scalar(view.get(&index))]),
            None => shown,
        })
    }
}

impl Object for Walker {
    fn type_(&self) -> &'static Type {
        if self.view.is_some() { &NDENUMERATE } else { &NDINDEX }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        let name = if self.view.is_some() { "ndenumerate" } else { "ndindex" };
        Ok(format!("<numpy.{name} object at {:#x}>", std::ptr::from_ref(self) as usize))
    }

    fn iter(&self, _: &mut Interp) -> Option<Result<Value>> {
        let walker = Walker {
            indices: self.indices.clone(),
            next: self.next.clone(),
            view: self.view.clone(),
            array: self.array.clone(),
        };
        Some(Ok(Value::Iter(Rc::new(Iter::new(self.type_().name, move |_: &mut Interp| Ok(walker.step()))))))
    }

    fn arrays(&self) -> Vec<Rc<Array>> {
        self.array.iter().cloned().collect()
    }
}

fn next_of(_: &mut Interp, v: Value) -> Result<Value> {
    let walker = v.downcast::<Walker>().ok_or_else(|| Raise::type_error("an iterator is required"))?;
    walker.step().ok_or_else(|| Raise::with_args(&crate::lang::exceptions::STOP_ITERATION, vec![]))
}

fn ndindex() -> Table {
    Table {
        doc: "The indices of a shape, in C order.",
        new: Some(c(
            &["ndindex"],
            "*shape",
            "The indices of a shape, in C order.\n\n>>> list(np.ndindex(2, 2))\n[(0, 0), (0, 1), (1, 0), (1, 1)]",
            |interp: &mut Interp, shape: Rest| {
                let lengths = match &shape.0[..] {
                    [one] => integers(interp, one)?,
                    many => many.iter().map(|v| interp.index(v)).collect::<Result<Vec<i64>>>()?,
                };
                if lengths.iter().any(|&n| n < 0) {
                    return Err(Raise::value_error("negative dimensions are not allowed"));
                }
                let shape = lengths.iter().map(|&n| n as usize).collect();
                let indices = Indices { shape };
                Ok(Value::object(Walker { indices, next: Cell::new(0), view: None, array: None }))
            },
        )),
        methods: vec![c(&["__next__"], "self, /", "The next index.", next_of)],
        ..Table::default()
    }
}

fn ndenumerate() -> Table {
    Table {
        doc: "Pairs of index and element, in C order.",
        new: Some(c(
            &["ndenumerate"],
            "arr",
            "Pairs of index and element, in C order.\n\n\
             >>> for index, x in np.ndenumerate(np.array([[1, 2]])):\n...     print(index, x)\n(0, 0) 1\n(0, 1) 2",
            |interp: &mut Interp, arr: Value| {
                let array = convert::array(interp, &arr)?;
                let view = array.view().clone();
                let indices = Indices { shape: view.shape().into() };
                Ok(Value::object(Walker { indices, next: Cell::new(0), view: Some(view), array: Some(array) }))
            },
        )),
        methods: vec![c(&["__next__"], "self, /", "The next pair.", next_of)],
        ..Table::default()
    }
}
