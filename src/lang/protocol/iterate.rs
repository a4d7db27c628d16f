//! Iteration over values of every kind.

use super::types;
use crate::engine::View;
use crate::engine::interrupt;
use crate::engine::mem::watch;
use crate::lang::array::Array;
use crate::lang::builtins::numpy::records;
use crate::lang::builtins::numpy::records::rec;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::iter::Iter;
use crate::lang::remains::Gathered;
use crate::lang::value::Value;
use std::rc::Rc;

/// Whether `iter(v)` would succeed.
pub fn is_iterable(interp: &mut Interp, v: &Value) -> bool {
    match v {
        Value::Object(o) => o.clone().iter(interp).is_some() || types::type_of(v).method("__iter__").is_some(),
        Value::Array(a) => a.view().rank() > 0,
        Value::Scalar(s) => {
            v.as_str().is_some() || records::as_item(v).is_some() || matches!(&**s, crate::engine::Scalar::Bytes(_))
        }
        _ => matches!(
            v,
            Value::Str(_)
                | Value::Bytes(_)
                | Value::List(_)
                | Value::Tuple(_)
                | Value::Dict(_)
                | Value::Set(_)
                | Value::Range(_)
                | Value::Iter(_)
        ),
    }
}

/// `iter(v)`.
///
/// # Errors
/// `TypeError`.
pub fn iter(interp: &mut Interp, v: &Value) -> Result<Value> {
    let it = match v {
        Value::Iter(_) => return Ok(v.clone()),
        Value::List(l) => {
            let list = l.clone();
            by_index("list_iterator", move |i| list.0.borrow().get(i).cloned())
        }
        Value::Tuple(t) => {
            let items = t.clone();
            by_index("tuple_iterator", move |i| items.get(i).cloned())
        }
        Value::Range(r) => {
            let (range, len) = (**r, r.len());
            by_index("range_iterator", move |i| (i < len).then(|| Value::Int(range.get(i))))
        }
        Value::Bytes(b) => {
            let bytes = b.clone();
            by_index("bytes_iterator", move |i| bytes.get(i).map(|&b| Value::Int(b as i64)))
        }
        Value::Dict(d) => {
            let (dict, len) = (d.clone(), d.0.borrow().len());
            Iter::new("dict_keyiterator", Keys { dict, at: 0, len })
        }
        Value::Set(s) => set_iter(s),
        Value::Array(a) => array_iter(a)?,
        Value::Object(o) => match o.clone().iter(interp) {
            Some(it) => return it,
            None => return Err(not_iterable(interp, v)),
        },
        _ => match v.as_str() {
            Some(s) => str_iter(s),
            None if matches!(v, Value::Scalar(s) if matches!(**s, crate::engine::Scalar::Bytes(_))) => {
                let bytes = types::as_bytes(v).unwrap_or_default();
                by_index("bytes_iterator", move |i| bytes.get(i).map(|&b| Value::Int(b as i64)))
            }
            None if records::as_item(v).is_some() => {
                let fields = records::as_item(v).map_or(Vec::new(), |item| records::items(&item));
                by_index("iterator", move |i| fields.get(i).cloned())
            }
            None => return Err(not_iterable(interp, v)),
        },
    };
    Ok(Value::Iter(Rc::new(it)))
}

fn not_iterable(interp: &Interp, v: &Value) -> Raise {
    Raise::type_error(format!("'{}' object is not iterable", interp.type_name(v)))
}

/// An iterator that asks for item 0, 1, … until there is none.
pub fn by_index(type_name: &'static str, get: impl Fn(usize) -> Option<Value> + 'static) -> Iter {
    let mut at = 0;
    Iter::new(type_name, move |_: &mut Interp| {
        let item = get(at);
        at += 1;
        Ok(item)
    })
}

struct Keys {
    dict: Rc<crate::lang::dict::Dict>,
    at: usize,
    len: usize,
}

impl crate::lang::iter::Next for Keys {
    fn next(&mut self, _: &mut Interp) -> Result<Option<Value>> {
        let map = self.dict.0.borrow();
        if map.len() != self.len {
            let text = "dictionary changed size during iteration";
            return Err(Raise::new(&crate::lang::exceptions::RUNTIME_ERROR, text));
        }
        let key = map.get_index(self.at).map(|(k, _)| k.value().clone());
        self.at += 1;
        Ok(key)
    }
}

/// In the order of CPython's hash table.
fn set_iter(s: &Rc<crate::lang::dict::Set>) -> Iter {
    let (set, len) = (s.clone(), s.items.borrow().len());
    let mut items = s.items.borrow().values().into_iter();
    Iter::new("set_iterator", move |_: &mut Interp| {
        if set.items.borrow().len() != len {
            return Err(Raise::new(&crate::lang::exceptions::RUNTIME_ERROR, "Set changed size during iteration"));
        }
        Ok(items.next())
    })
}

fn str_iter(s: &str) -> Iter {
    let mut chars = s.chars().collect::<Vec<char>>().into_iter();
    let name = if s.is_ascii() { "str_ascii_iterator" } else { "str_iterator" };
    Iter::new(name, move |_: &mut Interp| Ok(chars.next().map(Value::char)))
}

fn array_iter(a: &Rc<Array>) -> Result<Iter> {
    if a.view().rank() == 0 {
        return Err(Raise::type_error("iteration over a 0-d array"));
    }
    let (array, len) = (a.clone(), a.view().shape()[0]);
    Ok(by_index("iterator", move |i| (i < len).then(|| rec::kept(&array, item(&array, i)))))
}

/// `a[i]` for an index in range: a view, or a scalar of a 1-d array.
pub fn item(a: &Rc<Array>, i: usize) -> Value {
    let view = a.view();
    if let [step] = view.strides() {
        return Value::scalar(view.get_at((view.layout().offset as isize + i as isize * step) as usize));
    }
    let view: View = view.clone();
    let mut layout = view.layout().clone();
    layout.index_axis(0, i);
    Value::Array(Array::view_of(a, view.derive(layout)))
}

/// `next(it)`; `None` at the end.
///
/// # Errors
/// `TypeError` for what is no iterator; what it raises.
pub fn next(interp: &mut Interp, it: &Value) -> Result<Option<Value>> {
    interrupt::check()?;
    match it {
        Value::Iter(i) => i.clone().next(interp),
        Value::Object(_) => match types::type_of(it).method("__next__") {
            Some(m) => match m.call(interp, std::slice::from_ref(it), &[]) {
                Ok(v) => Ok(Some(v)),
                Err(r) if r.is(&crate::lang::exceptions::STOP_ITERATION) => Ok(None),
                Err(r) => Err(r),
            },
            None => Err(no_iterator(interp, it)),
        },
        _ => Err(no_iterator(interp, it)),
    }
}

fn no_iterator(interp: &Interp, v: &Value) -> Raise {
    Raise::type_error(format!("'{}' object is not an iterator", interp.type_name(v)))
}

/// Items between two looks for an interrupt.
const LOOK: usize = 1 << 16;

/// An empty list's store for so many items.
///
/// # Errors
/// `MemoryError` where the machine has not as much.
pub fn room(items: usize) -> Result<Vec<Value>> {
    let mut store = Vec::new();
    let bytes = items.saturating_mul(size_of::<Value>());
    if !watch::has_room(bytes) || store.try_reserve_exact(items).is_err() {
        return Err(Raise::with_args(&exc::MEMORY_ERROR, vec![]));
    }
    Ok(store)
}

fn copied(items: &[Value]) -> Vec<Value> {
    let mut all = Gathered::from(Vec::with_capacity(items.len()));
    all.extend(interrupt::watched(items.iter()).cloned());
    all.done()
}

/// All items.
///
/// # Errors
/// As [`iter`] and [`next`].
pub fn collect(interp: &mut Interp, v: &Value) -> Result<Vec<Value>> {
    match v {
        Value::List(l) => return Ok(interrupt::stoppable(|| copied(&l.0.borrow()))?),
        Value::Tuple(t) => return Ok(interrupt::stoppable(|| copied(t))?),
        Value::Range(r) => {
            let mut items = room(r.len())?;
            for from in (0..r.len()).step_by(LOOK) {
                interrupt::check()?;
                items.extend((from..(from + LOOK).min(r.len())).map(|i| Value::Int(r.get(i))));
            }
            return Ok(items);
        }
        _ => {}
    }
    let it = iter(interp, v)?;
    let mut items = Gathered::default();
    while let Some(item) = next(interp, &it)? {
        items.push(item);
    }
    Ok(items.done())
}
