//! `set` and `frozenset`.

use super::receiver::SetArg;
use crate::engine::interrupt::watched;
use crate::lang::dict::Key;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::types;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Rest, Table, c};
use crate::lang::set::Items;
use crate::lang::value::Value;
use std::rc::Rc;

const DOC: &str = "A set of hashable items.\n\n>>> set([1, 2, 1]), set()\n({1, 2}, set())";
const FROZEN_DOC: &str = "An immutable set.\n\n>>> frozenset([1, 2, 1])\nfrozenset({1, 2})";

/// Its table.
pub fn table() -> Table {
    let mut methods = queries();
    methods.extend(changes());
    Table {
        doc: DOC,
        new: Some(c(&["set"], "iterable=(), /", DOC, |interp: &mut Interp, x: Given| make(interp, x, false))),
        methods,
        ..Table::default()
    }
}

/// The table of `frozenset`.
pub fn frozen_table() -> Table {
    Table {
        doc: FROZEN_DOC,
        new: Some(c(&["frozenset"], "iterable=(), /", FROZEN_DOC, |interp: &mut Interp, x: Given| {
            make(interp, x, true)
        })),
        methods: queries(),
        ..Table::default()
    }
}

fn queries() -> Vec<Builtin> {
    vec![
        c(&["union"], "self, /, *others", "Return all items of both.\n\n>>> {1}.union([2], [3])\n{1, 2, 3}", union),
        c(
            &["intersection"],
            "self, /, *others",
            "Return the items in all.\n\n>>> {1, 2}.intersection([2, 3])\n{2}",
            intersection,
        ),
        c(
            &["difference"],
            "self, /, *others",
            "Return the items that are in no other.\n\n>>> {1, 2, 3}.difference([1], [2])\n{3}",
            difference,
        ),
        c(
            &["symmetric_difference"],
            "self, other, /",
            "Return the items in one but not both.\n\n>>> {1, 2}.symmetric_difference([2, 3])\n{1, 3}",
            symmetric_difference,
        ),
        c(
            &["issubset"],
            "self, other, /",
            "Whether the other has all items.\n\n>>> {1}.issubset([1, 2])\nTrue",
            issubset,
        ),
        c(
            &["issuperset"],
            "self, other, /",
            "Whether it has all items of the other.\n\n>>> {1, 2}.issuperset([1])\nTrue",
            issuperset,
        ),
        c(
            &["isdisjoint"],
            "self, other, /",
            "Whether nothing is in both.\n\n>>> {1}.isdisjoint([2])\nTrue",
            isdisjoint,
        ),
        c(&["copy"], "self, /", "Return a shallow copy.\n\n>>> {1}.copy()\n{1}", copy),
    ]
}

fn changes() -> Vec<Builtin> {
    vec![
        c(&["add"], "self, object, /", "Add an item.\n\n>>> s = {1}; s.add(2); s\n{1, 2}", add),
        c(&["remove"], "self, object, /", "Remove an item.\n\n>>> s = {1, 2}; s.remove(1); s\n{2}", remove),
        c(
            &["discard"],
            "self, object, /",
            "Remove an item if it is there.\n\n>>> s = {1}; s.discard(5); s\n{1}",
            discard,
        ),
        c(&["pop"], "self, /", "Remove some item and return it.\n\n>>> {7}.pop()\n7", pop),
        c(&["clear"], "self, /", "Remove all items.\n\n>>> s = {1}; s.clear(); s\nset()", clear),
        c(
            &["update"],
            "self, /, *others",
            "Add all items of others.\n\n>>> s = {1}; s.update([2], [3]); s\n{1, 2, 3}",
            update,
        ),
        c(
            &["intersection_update"],
            "self, /, *others",
            "Keep only the items in all.\n\n>>> s = {1, 2}; s.intersection_update([2]); s\n{2}",
            intersection_update,
        ),
        c(
            &["difference_update"],
            "self, /, *others",
            "Remove all items of others.\n\n>>> s = {1, 2}; s.difference_update([2]); s\n{1}",
            difference_update,
        ),
        c(
            &["symmetric_difference_update"],
            "self, other, /",
            "Keep the items in one but not both.\n\n>>> s = {1, 2}; s.symmetric_difference_update([2, 3]); s\n{1, 3}",
            symmetric_difference_update,
        ),
    ]
}

/// The items of an iterable as keys.
///
/// # Errors
/// `TypeError` for what is no iterable, or holds what can't be hashed.
pub fn keys_of(interp: &mut Interp, v: &Value) -> Result<Items> {
    match v {
        Value::Set(s) => return Ok(s.items.borrow().clone()),
        Value::Dict(d) => return Ok(watched(d.0.borrow().keys()).cloned().collect()),
        _ => {}
    }
    let items = interp.collect(v)?;
    watched(items.into_iter()).map(|item| interp.key(item)).collect()
}

/// Adds all items of an iterable, as CPython does it for a set, a dict and anything else.
fn add_all(interp: &mut Interp, items: &mut Items, v: &Value) -> Result<()> {
    match v {
        Value::Set(s) => items.merge(&s.items.borrow()),
        Value::Dict(d) => items.merge_keys(d.0.borrow().keys().cloned().collect()),
        _ => {
            for item in watched(interp.collect(v)?.into_iter()) {
                items.insert(interp.key(item)?);
            }
        }
    }
    Ok(())
}

fn make(interp: &mut Interp, x: Given, frozen: bool) -> Result<Value> {
    let mut items = Items::default();
    match x.0 {
        None => {}
        Some(Value::Set(s)) if frozen && s.frozen => return Ok(Value::Set(s)),
        Some(v) => add_all(interp, &mut items, &v)?,
    }
    Ok(types::set(items, frozen))
}

fn this(s: &SetArg) -> Items {
    s.0.items.borrow().clone()
}

fn union(interp: &mut Interp, s: SetArg, Rest(others): Rest) -> Result<Value> {
    let mut all = s.0.items.borrow().copied();
    for other in &others {
        add_all(interp, &mut all, other)?;
    }
    Ok(types::set(all, s.0.frozen))
}

fn intersect(interp: &mut Interp, a: Items, other: &Value) -> Result<Items> {
    if let Value::Set(other) = other {
        return Ok(a.intersection_of(&other.items.borrow()));
    }
    let keys: Vec<Key> =
        watched(interp.collect(other)?.into_iter()).map(|item| interp.key(item)).collect::<Result<_>>()?;
    Ok(watched(keys.into_iter()).filter(|key| a.contains(key)).collect())
}

fn subtract(interp: &mut Interp, a: Items, other: &Value) -> Result<Items> {
    let keys = keys_of(interp, other)?;
    if matches!(other, Value::Set(_) | Value::Dict(_)) {
        return Ok(a.difference_of(&keys));
    }
    let mut left = a.copied();
    left.subtract(&keys);
    Ok(left)
}

type Step = fn(&mut Interp, Items, &Value) -> Result<Items>;

fn fold(interp: &mut Interp, s: &SetArg, others: &[Value], step: Step) -> Result<Items> {
    if others.is_empty() {
        return Ok(this(s).copied());
    }
    others.iter().try_fold(this(s), |items, other| step(interp, items, other))
}

fn intersection(interp: &mut Interp, s: SetArg, Rest(others): Rest) -> Result<Value> {
    Ok(types::set(fold(interp, &s, &others, intersect)?, s.0.frozen))
}

fn difference(interp: &mut Interp, s: SetArg, Rest(others): Rest) -> Result<Value> {
    Ok(types::set(fold(interp, &s, &others, subtract)?, s.0.frozen))
}

fn intersection_update(interp: &mut Interp, s: SetArg, Rest(others): Rest) -> Result<()> {
    let items = fold(interp, &s, &others, intersect)?;
    *s.0.items.borrow_mut() = items;
    Ok(())
}

fn difference_update(interp: &mut Interp, s: SetArg, Rest(others): Rest) -> Result<()> {
    for other in &others {
        let keys = keys_of(interp, other)?;
        s.0.items.borrow_mut().subtract(&keys);
    }
    Ok(())
}

/// The other side of `^`, as a set.
fn as_set(interp: &mut Interp, other: &Value) -> Result<Items> {
    let mut items = Items::default();
    add_all(interp, &mut items, other)?;
    Ok(items)
}

fn symmetric_difference(interp: &mut Interp, s: SetArg, other: Value) -> Result<Value> {
    let mut either = as_set(interp, &other)?;
    either.toggle(&this(&s));
    Ok(types::set(either, s.0.frozen))
}

fn symmetric_difference_update(interp: &mut Interp, s: SetArg, other: Value) -> Result<()> {
    let other = match &other {
        Value::Set(o) => o.items.borrow().clone(),
        other => as_set(interp, other)?,
    };
    s.0.items.borrow_mut().toggle(&other);
    Ok(())
}

fn issubset(interp: &mut Interp, s: SetArg, other: Value) -> Result<bool> {
    let other = keys_of(interp, &other)?;
    let s = s.0.items.borrow();
    Ok(s.len() <= other.len() && watched(s.iter()).all(|key| other.contains(key)))
}

fn issuperset(interp: &mut Interp, s: SetArg, other: Value) -> Result<bool> {
    let other = keys_of(interp, &other)?;
    let s = s.0.items.borrow();
    Ok(watched(other.iter()).all(|key| s.contains(key)))
}

fn isdisjoint(interp: &mut Interp, s: SetArg, other: Value) -> Result<bool> {
    let other = keys_of(interp, &other)?;
    let s = s.0.items.borrow();
    Ok(!watched(other.iter()).any(|key| s.contains(key)))
}

fn copy(_: &mut Interp, s: SetArg) -> Result<Value> {
    Ok(if s.0.frozen { Value::Set(s.0) } else { types::set(s.0.items.borrow().copied(), false) })
}

fn add(interp: &mut Interp, s: SetArg, item: Value) -> Result<()> {
    let key = interp.key(item)?;
    s.0.items.borrow_mut().insert(key);
    Ok(())
}

fn remove(interp: &mut Interp, s: SetArg, item: Value) -> Result<()> {
    let key = interp.key(item.clone())?;
    let gone = s.0.items.borrow_mut().remove(&key);
    if gone { Ok(()) } else { Err(Raise::key_error(item)) }
}

fn discard(interp: &mut Interp, s: SetArg, item: Value) -> Result<()> {
    let key = interp.key(item)?;
    s.0.items.borrow_mut().remove(&key);
    Ok(())
}

fn pop(_: &mut Interp, s: SetArg) -> Result<Value> {
    let first = s.0.items.borrow_mut().pop();
    first.map(Key::into_value).ok_or_else(|| Raise::key_error(Value::str("pop from an empty set")))
}

fn clear(_: &mut Interp, s: SetArg) -> Result<()> {
    let gone = std::mem::take(&mut *s.0.items.borrow_mut());
    drop(gone);
    Ok(())
}

fn update(interp: &mut Interp, s: SetArg, Rest(others): Rest) -> Result<()> {
    for other in &others {
        match other {
            Value::Set(other) if Rc::ptr_eq(&s.0, other) => {}
            Value::Set(_) | Value::Dict(_) => add_all(interp, &mut s.0.items.borrow_mut(), other)?,
            // Walking others may run program code that looks at the set.
            _ => {
                let found = interp.collect(other);
                for item in watched(found?.into_iter()) {
                    let key = interp.key(item)?;
                    s.0.items.borrow_mut().insert(key);
                }
            }
        }
    }
    Ok(())
}
