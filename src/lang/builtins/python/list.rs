//! `list`.

use super::receiver::ListArg;
use super::sort;
use super::str_::window::bound;
use crate::engine::interrupt::watched;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::iter::Iter;
use crate::lang::protocol::slices::position;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Table, c};
use crate::lang::value::Value;
use std::rc::Rc;

const DOC: &str = "A mutable sequence.\n\n>>> list('abc'), list(range(3))\n(['a', 'b', 'c'], [0, 1, 2])";

/// Its table.
pub fn table() -> Table {
    Table { doc: DOC, new: Some(c(&["list"], "iterable=(), /", DOC, list_new)), methods: methods(), ..Table::default() }
}

fn methods() -> Vec<Builtin> {
    vec![
        c(&["append"], "self, object, /", "Add an item at the end.\n\n>>> a = [1]; a.append(2); a\n[1, 2]", append)
            .quick(quick_append),
        c(
            &["extend"],
            "self, iterable, /",
            "Add all items of an iterable at the end.\n\n>>> a = [1]; a.extend('xy'); a\n[1, 'x', 'y']",
            extend,
        ),
        c(
            &["insert"],
            "self, index, object, /",
            "Insert an item before an index.\n\n>>> a = [1, 3]; a.insert(1, 2); a\n[1, 2, 3]",
            insert,
        ),
        c(
            &["remove"],
            "self, value, /",
            "Remove the first item that equals a value.\n\n>>> a = [1, 2, 1]; a.remove(1); a\n[2, 1]",
            remove,
        ),
        c(
            &["pop"],
            "self, index=-1, /",
            "Remove an item and return it.\n\n>>> a = [1, 2, 3]; a.pop(), a.pop(0), a\n(3, 1, [2])",
            pop,
        ),
        c(&["clear"], "self, /", "Remove all items.\n\n>>> a = [1]; a.clear(); a\n[]", clear),
        c(
            &["index"],
            "self, value, start=0, stop=9223372036854775807, /",
            "Return the first index of a value.\n\n>>> ['a', 'b', 'a'].index('a', 1)\n2",
            index,
        ),
        c(&["count"], "self, value, /", "Return how many items equal a value.\n\n>>> [1, 2, 1.0].count(1)\n2", count),
        c(
            &["sort"],
            "self, /, *, key=None, reverse=False",
            "Sort in place; equal items keep their order.\n\n>>> a = ['bb', 'a', 'cc']; a.sort(key=len, reverse=True); a\n['bb', 'cc', 'a']",
            sort,
        ),
        c(&["reverse"], "self, /", "Reverse in place.\n\n>>> a = [1, 2, 3]; a.reverse(); a\n[3, 2, 1]", reverse),
        c(&["copy"], "self, /", "Return a shallow copy.\n\n>>> a = [1]; b = a.copy(); b.append(2); a\n[1]", copy),
        c(
            &["__len__"],
            "self, /",
            "Return the number of items.\n\n>>> [1, 2].__len__()\n2",
            |_: &mut Interp, l: ListArg| Ok(l.0.0.borrow().len() as i64),
        ),
    ]
}

fn list_new(interp: &mut Interp, x: Given) -> Result<Vec<Value>> {
    x.0.map_or(Ok(Vec::new()), |x| interp.collect(&x))
}

fn append(_: &mut Interp, list: ListArg, item: Value) -> Result<()> {
    list.0.0.borrow_mut().push(item);
    Ok(())
}

fn quick_append(args: &[Option<Value>]) -> Option<Value> {
    let [Some(Value::List(list)), Some(item)] = args else { return None };
    list.0.borrow_mut().push(item.clone());
    Some(Value::None)
}

fn extend(interp: &mut Interp, list: ListArg, iterable: Value) -> Result<()> {
    let items = interp.collect(&iterable)?;
    list.0.0.borrow_mut().extend(items);
    Ok(())
}

fn insert(_: &mut Interp, list: ListArg, index: i64, item: Value) -> Result<()> {
    let mut items = list.0.0.borrow_mut();
    let n = items.len() as i64;
    let at = if index < 0 { index.saturating_add(n).max(0) } else { index.min(n) };
    items.insert(at as usize, item);
    Ok(())
}

/// The first index at or after `start` and before `stop` of an item that equals `value`.
///
/// # Errors
/// What comparing raises.
pub fn find(
    interp: &mut Interp,
    items: &dyn Fn(usize) -> Option<Value>,
    value: &Value,
    at: (usize, usize),
) -> Result<Option<usize>> {
    let (mut i, stop) = at;
    while i < stop {
        let Some(item) = items(i) else { break };
        if interp.equal(&item, value)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

/// The optional ends of a search in `len` items.
///
/// # Errors
/// `TypeError` for what is no index.
pub fn search_ends(interp: &mut Interp, len: usize, start: Given, stop: Given) -> Result<(usize, usize)> {
    let mut end = |v: Given, default: i64| -> Result<usize> {
        let Some(v) = v.0 else { return Ok(default as usize) };
        let wrong = |_| Raise::type_error("slice indices must be integers or have an __index__ method");
        let i = if v.is_none() { Err(wrong(())) } else { bound(interp, &v, 0).map_err(|_| wrong(())) }?;
        let i = if i < 0 { i.saturating_add(len as i64).max(0) } else { i };
        Ok(i.min(len as i64) as usize)
    };
    Ok((end(start, 0)?, end(stop, len as i64)?))
}

fn found(interp: &mut Interp, list: &ListArg, value: &Value, ends: (usize, usize)) -> Result<Option<usize>> {
    let l = list.0.clone();
    find(interp, &|i| l.0.borrow().get(i).cloned(), value, ends)
}

fn remove(interp: &mut Interp, list: ListArg, value: Value) -> Result<()> {
    let at = found(interp, &list, &value, (0, usize::MAX))?;
    let at = at.ok_or_else(|| Raise::value_error("list.remove(x): x not in list"))?;
    let mut items = list.0.0.borrow_mut();
    if at < items.len() {
        items.remove(at);
    }
    Ok(())
}

fn pop(_: &mut Interp, list: ListArg, index: Option<i64>) -> Result<Value> {
    let mut items = list.0.0.borrow_mut();
    if items.is_empty() {
        return Err(Raise::index_error("pop from empty list"));
    }
    let at = position(index.unwrap_or(-1), items.len()).ok_or_else(|| Raise::index_error("pop index out of range"))?;
    Ok(items.remove(at))
}

fn clear(_: &mut Interp, list: ListArg) -> Result<()> {
    let gone = std::mem::take(&mut *list.0.0.borrow_mut());
    drop(gone);
    Ok(())
}

fn index(interp: &mut Interp, list: ListArg, value: Value, start: Given, stop: Given) -> Result<i64> {
    let len = list.0.0.borrow().len();
    let ends = search_ends(interp, len, start, stop)?;
    match found(interp, &list, &value, ends)? {
        Some(i) => Ok(i as i64),
        None => Err(Raise::value_error(format!("{} is not in list", interp.repr(&value)?))),
    }
}

fn count(interp: &mut Interp, list: ListArg, value: Value) -> Result<i64> {
    let items: Vec<Value> = watched(list.0.0.borrow().iter()).cloned().collect();
    count_in(interp, &items, &value)
}

/// How many items equal `value`.
///
/// # Errors
/// What comparing raises.
pub fn count_in(interp: &mut Interp, items: &[Value], value: &Value) -> Result<i64> {
    let mut n = 0;
    for item in watched(items.iter()) {
        n += interp.equal(item, value)? as i64;
    }
    Ok(n)
}

fn sort(interp: &mut Interp, list: ListArg, key: Given, reverse: Given) -> Result<()> {
    let (key, reverse) = sort::options(interp, key, reverse)?;
    // The key function sees an empty list, as in CPython.
    let mut items = std::mem::take(&mut *list.0.0.borrow_mut());
    let result = sort::sort(interp, &mut items, &key, reverse);
    let modified = !std::mem::replace(&mut *list.0.0.borrow_mut(), items).is_empty();
    match result {
        Ok(()) if modified => Err(Raise::value_error("list modified during sort")),
        other => other,
    }
}

fn reverse(_: &mut Interp, list: ListArg) -> Result<()> {
    list.0.0.borrow_mut().reverse();
    Ok(())
}

fn copy(_: &mut Interp, list: ListArg) -> Result<Vec<Value>> {
    Ok(watched(list.0.0.borrow().iter()).cloned().collect())
}

/// `reversed(list)`.
pub fn reversed(list: &Rc<crate::lang::value::List>) -> Value {
    let (list, mut at) = (list.clone(), list.0.borrow().len());
    Value::Iter(Rc::new(Iter::new("list_reverseiterator", move |_: &mut Interp| {
        at = at.wrapping_sub(1);
        Ok(list.0.borrow().get(at).cloned())
    })))
}
