//! `deque`.

use crate::engine::interrupt::watched;
use crate::engine::mem::watch;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::iter::Iter;
use crate::lang::object::{CallForm, Object};
use crate::lang::protocol::slices::position;
use crate::lang::registry::args::{FromValue, Given};
use crate::lang::registry::{Builtin, OBJECT, Table, Type, attribute, c, parse};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;
use std::any::Any;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// `collections.deque`
pub static DEQUE: Type = Type::new("deque", "collections", &[&OBJECT], table);

/// A queue with two ends.
#[derive(Clone)]
struct Deque {
    items: Rc<RefCell<VecDeque<Value>>>,
    most: Option<usize>,
}

impl FromValue for Deque {
    fn from_value(interp: &mut Interp, value: Value) -> Result<Deque> {
        match value.downcast::<Deque>() {
            Some(d) => Ok(d.clone()),
            None => {
                let t = interp.type_name(&value);
                Err(Raise::type_error(format!(
                    "descriptor for 'collections.deque' objects doesn't apply to a '{t}' object"
                )))
            }
        }
    }
}

impl Deque {
    fn push(&self, item: Value, left: bool) {
        let mut items = self.items.borrow_mut();
        if left {
            items.push_front(item)
        } else {
            items.push_back(item)
        }
        if self.most.is_some_and(|n| items.len() > n) {
            let _dropped = if left { items.pop_back() } else { items.pop_front() };
        }
    }

    fn list(&self) -> Vec<Value> {
        self.items.borrow().iter().cloned().collect()
    }

    fn place(&self, interp: &mut Interp, value: &Value) -> Result<Option<usize>> {
        for (i, item) in self.list().iter().enumerate() {
            if interp.equal(item, value)? {
                return Ok(Some(i));
            }
        }
        Ok(None)
    }
}

const DOC: &str = "A list with two ends.\n\n>>> collections.deque([1, 2, 3], maxlen=2)\ndeque([2, 3], maxlen=2)";

fn table() -> Table {
    Table {
        doc: DOC,
        new: Some(c(&["deque"], "iterable=(), maxlen=None", DOC, new)),
        methods: methods(),
        attributes: vec![attribute("maxlen", "The most items, or None.", |_, v| {
            let most = v.downcast::<Deque>().and_then(|d| d.most);
            Ok(most.map_or(Value::None, |n| Value::Int(n as i64)))
        })],
        ..Table::default()
    }
}

fn new(interp: &mut Interp, iterable: Given, maxlen: Option<i64>) -> Result<Value> {
    let most = match maxlen {
        Some(n) => Some(usize::try_from(n).map_err(|_| Raise::value_error("maxlen must be non-negative"))?),
        None => None,
    };
    let deque = Deque { items: Rc::default(), most };
    if let Some(v) = iterable.0 {
        extend(interp, deque.clone(), v)?;
    }
    Ok(Value::object(deque))
}

fn methods() -> Vec<Builtin> {
    vec![
        c(
            &["append"],
            "self, object, /",
            "Add an item at the right.\n\n>>> d = collections.deque([1]); d.append(2); d\ndeque([1, 2])",
            |_: &mut Interp, d: Deque, v: Value| {
                d.push(v, false);
                Ok(())
            },
        ),
        c(
            &["appendleft"],
            "self, object, /",
            "Add an item at the left.\n\n>>> d = collections.deque([1]); d.appendleft(2); d\ndeque([2, 1])",
            |_: &mut Interp, d: Deque, v: Value| {
                d.push(v, true);
                Ok(())
            },
        ),
        c(
            &["pop"],
            "self, /",
            "Remove an item at the right and return it.\n\n>>> collections.deque([1, 2]).pop()\n2",
            |_: &mut Interp, d: Deque| taken(d.items.borrow_mut().pop_back()),
        ),
        c(
            &["popleft"],
            "self, /",
            "Remove an item at the left and return it.\n\n>>> collections.deque([1, 2]).popleft()\n1",
            |_: &mut Interp, d: Deque| taken(d.items.borrow_mut().pop_front()),
        ),
        c(
            &["extend"],
            "self, iterable, /",
            "Add items at the right.\n\n>>> d = collections.deque([1]); d.extend([2, 3]); d\ndeque([1, 2, 3])",
            extend,
        ),
        c(
            &["extendleft"],
            "self, iterable, /",
            "Add items at the left, one by one.\n\n>>> d = collections.deque([1]); d.extendleft([2, 3]); d\ndeque([3, 2, 1])",
            |interp: &mut Interp, d: Deque, v: Value| {
                interp.collect(&v)?.into_iter().for_each(|item| d.push(item, true));
                Ok(())
            },
        ),
        c(
            &["rotate"],
            "self, n=1, /",
            "Move items from the right to the left.\n\n>>> d = collections.deque([1, 2, 3]); d.rotate(); d\ndeque([3, 1, 2])",
            |_: &mut Interp, d: Deque, n: Option<i64>| {
                let mut items = d.items.borrow_mut();
                if !items.is_empty() {
                    let by = n.unwrap_or(1).rem_euclid(items.len() as i64) as usize;
                    items.rotate_right(by);
                }
                Ok(())
            },
        ),
        c(&["clear"], "self, /", "Remove all items.", |_: &mut Interp, d: Deque| {
            let gone = d.items.take();
            drop(gone);
            Ok(())
        }),
        c(&["copy"], "self, /", "Return a shallow copy.", |_: &mut Interp, d: Deque| {
            let items = d.items.borrow().clone();
            Ok(Value::object(Deque { items: Rc::new(RefCell::new(items)), most: d.most }))
        }),
        c(
            &["count"],
            "self, value, /",
            "Return how many items equal a value.\n\n>>> collections.deque([1, 2, 1]).count(1)\n2",
            |interp: &mut Interp, d: Deque, v: Value| super::super::python::list::count_in(interp, &d.list(), &v),
        ),
        c(
            &["index"],
            "self, value, /",
            "Return the first index of a value.\n\n>>> collections.deque([1, 2]).index(2)\n1",
            |interp: &mut Interp, d: Deque, v: Value| match d.place(interp, &v)? {
                Some(i) => Ok(i as i64),
                None => Err(Raise::value_error(format!("{} is not in deque", interp.repr(&v)?))),
            },
        ),
        c(
            &["remove"],
            "self, value, /",
            "Remove the first item that equals a value.",
            |interp: &mut Interp, d: Deque, v: Value| match d.place(interp, &v)? {
                Some(i) => {
                    d.items.borrow_mut().remove(i);
                    Ok(())
                }
                None => Err(Raise::value_error(format!("{} is not in deque", interp.repr(&v)?))),
            },
        ),
        parse(
            &["insert"],
            "self, index, value, /",
            "Insert an item.\n\n>>> d = collections.deque([1, 3]); d.insert(1, 2); d\ndeque([1, 2, 3])",
            |_: &mut Interp, d: Deque, index: i64, v: Value| {
                let mut items = d.items.borrow_mut();
                let n = items.len();
                if d.most.is_some_and(|most| n >= most) {
                    return Err(Raise::index_error("deque already at its maximum size"));
                }
                let at = if index < 0 { (index + n as i64).max(0) } else { index.min(n as i64) };
                items.insert(at as usize, v);
                Ok(())
            },
        ),
        c(&["reverse"], "self, /", "Reverse in place.", |_: &mut Interp, d: Deque| {
            d.items.borrow_mut().make_contiguous().reverse();
            Ok(())
        }),
    ]
}

fn taken(item: Option<Value>) -> Result<Value> {
    item.ok_or_else(|| Raise::index_error("pop from an empty deque"))
}

fn extend(interp: &mut Interp, d: Deque, v: Value) -> Result<()> {
    interp.collect(&v)?.into_iter().for_each(|item| d.push(item, false));
    Ok(())
}

impl Object for Deque {
    fn type_(&self) -> &'static Type {
        &DEQUE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let items = interp.repr(&Value::list(self.list()))?;
        Ok(match self.most {
            Some(n) => format!("deque({items}, maxlen={n})"),
            None => format!("deque({items})"),
        })
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        let i = match interp.index(index) {
            Ok(i) => i,
            Err(e) => return Some(Err(e)),
        };
        let items = self.items.borrow();
        let item = position(i, items.len()).and_then(|i| items.get(i).cloned());
        Some(item.ok_or_else(|| Raise::index_error("deque index out of range")))
    }

    fn set_subscript(&self, interp: &mut Interp, index: &Value, value: Value) -> Option<Result<()>> {
        let i = match interp.index(index) {
            Ok(i) => i,
            Err(e) => return Some(Err(e)),
        };
        let mut items = self.items.borrow_mut();
        let n = items.len();
        Some(match position(i, n).and_then(|i| items.get_mut(i)) {
            Some(slot) => {
                *slot = value;
                Ok(())
            }
            None => Err(Raise::index_error("deque index out of range")),
        })
    }

    fn delete_subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<()>> {
        Some(interp.index(index).and_then(|i| {
            let mut items = self.items.borrow_mut();
            let at = position(i, items.len()).ok_or_else(|| Raise::index_error("deque index out of range"))?;
            items.remove(at);
            Ok(())
        }))
    }

    fn iter(&self, _: &mut Interp) -> Option<Result<Value>> {
        let (items, len, mut at) = (self.items.clone(), self.items.borrow().len(), 0);
        Some(Ok(Value::Iter(Rc::new(Iter::new("_collections._deque_iterator", move |_: &mut Interp| {
            if items.borrow().len() != len {
                return Err(Raise::new(&exc::RUNTIME_ERROR, "deque mutated during iteration"));
            }
            at += 1;
            Ok(items.borrow().get(at - 1).cloned())
        })))))
    }

    fn contents(&self) -> Option<Value> {
        Some(Value::list(self.list()))
    }

    fn hashable(&self) -> bool {
        false
    }

    fn len(&self) -> Option<usize> {
        Some(self.items.borrow().len())
    }

    fn binary(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        let items: VecDeque<Value> = match (op, other.downcast::<Deque>()) {
            (BinOp::Add, Some(theirs)) if !reflected => self.list().into_iter().chain(theirs.list()).collect(),
            (BinOp::Add, None) if !reflected => {
                let t = interp.type_name(other);
                let text = format!("can only concatenate deque (not \"{t}\") to deque");
                return Some(Err(Raise::type_error(text)));
            }
            (BinOp::Mul, None) => {
                let n = interp.index(other).ok()?.max(0) as usize;
                let list = self.list();
                watch::demand(list.len().saturating_mul(n).saturating_mul(size_of::<Value>()));
                watched(std::iter::repeat_n(list, n).flatten()).collect()
            }
            _ => return None,
        };
        let over = items.len().saturating_sub(self.most.unwrap_or(usize::MAX));
        let items = items.into_iter().skip(over).collect();
        Some(Ok(Value::object(Deque { items: Rc::new(RefCell::new(items)), most: self.most })))
    }

    fn call_form(&self, _: &mut Interp) -> Option<Result<CallForm>> {
        let named = self.most.map(|n| ("maxlen", Value::Int(n as i64)));
        Some(Ok(CallForm {
            name: "deque".into(),
            args: vec![Value::list(self.list())],
            named: named.into_iter().collect(),
        }))
    }
}
