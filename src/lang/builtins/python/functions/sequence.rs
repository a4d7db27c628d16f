//! Builtin functions of iterables.

use super::super::sort;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::iter::Iter;
use crate::lang::protocol::call::is_callable;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;
use std::rc::Rc;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["all"],
            "iterable, /",
            "Whether all items are true.\n\n>>> all([1, 2]), all([]), all([0])\n(True, True, False)",
            all,
        ),
        c(&["any"], "iterable, /", "Whether an item is true.\n\n>>> any([0, 1]), any([])\n(True, False)", any),
        c(&["iter"], "object, sentinel=None, /", "Return an iterator.\n\n>>> next(iter([7, 8]))\n7", iter),
        c(
            &["len"],
            "obj, /",
            "Return the number of items in a container.\n\n>>> len([1, 2, 3]), len('né')\n(3, 2)",
            |interp: &mut Interp, v: Value| Ok(interp.len(&v)? as i64),
        )
        .quick(quick_len),
        c(
            &["next"],
            "iterator, default=None, /",
            "Return the next item of an iterator.\n\n>>> it = iter([1]); next(it), next(it, 'end')\n(1, 'end')",
            next,
        ),
        c(
            &["sorted"],
            "iterable, /, *, key=None, reverse=False",
            "Return a sorted list; equal items keep their order.\n\n>>> sorted([3, 1, 2], reverse=True), sorted('bA', key=str.lower)\n([3, 2, 1], ['A', 'b'])",
            sorted,
        ),
    ]
}

fn quick_len(args: &[Option<Value>]) -> Option<Value> {
    let [Some(v)] = args else { return None };
    let len = match v {
        Value::List(l) => l.0.borrow().len(),
        Value::Str(s) => s.len(),
        Value::Tuple(t) => t.len(),
        Value::Array(a) => *a.view().shape().first()?,
        _ => return None,
    };
    Some(Value::Int(len as i64))
}

fn all(interp: &mut Interp, iterable: Value) -> Result<bool> {
    let it = interp.iter(&iterable)?;
    while let Some(item) = interp.next(&it)? {
        if !interp.truth(&item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn any(interp: &mut Interp, iterable: Value) -> Result<bool> {
    let it = interp.iter(&iterable)?;
    while let Some(item) = interp.next(&it)? {
        if interp.truth(&item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn iter(interp: &mut Interp, object: Value, sentinel: Given) -> Result<Value> {
    let Some(sentinel) = sentinel.0 else {
        // What is its own iterator; a loop over it may take a faster one.
        let itself = matches!(object, Value::Object(_)) && interp.type_of(&object).method("__next__").is_some();
        return if itself { Ok(object) } else { interp.iter(&object) };
    };
    if !is_callable(interp, &object) {
        return Err(Raise::type_error("iter(v, w): v must be callable"));
    }
    Ok(Value::Iter(Rc::new(Iter::new("callable_iterator", move |interp: &mut Interp| {
        let item = interp.call(&object, &[], &[])?;
        Ok(if interp.equal(&item, &sentinel)? { None } else { Some(item) })
    }))))
}

fn next(interp: &mut Interp, iterator: Value, default: Given) -> Result<Value> {
    match interp.next(&iterator)? {
        Some(item) => Ok(item),
        None => default.0.ok_or_else(|| Raise::with_args(&exc::STOP_ITERATION, vec![])),
    }
}

fn sorted(interp: &mut Interp, iterable: Value, key: Given, reverse: Given) -> Result<Vec<Value>> {
    let mut items = interp.collect(&iterable)?;
    let (key, reverse) = sort::options(interp, key, reverse)?;
    sort::sort(interp, &mut items, &key, reverse)?;
    Ok(items)
}
