//! `dict`.

use super::dict_views::{Kind, view};
use super::receiver::DictArg;
use crate::engine::interrupt::watched;
use crate::lang::dict::{Dict, Key, Map, copied};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::iterate;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Kwargs, Table, c};
use crate::lang::value::Value;
use std::rc::Rc;

const DOC: &str =
    "A mapping that keeps the order of insertion.\n\n>>> dict([('a', 1)], b=2), dict()\n({'a': 1, 'b': 2}, {})";

/// Its table.
pub fn table() -> Table {
    Table {
        doc: DOC,
        new: Some(c(&["dict"], "iterable=(), /, **kwargs", DOC, new)),
        methods: methods(),
        statics: vec![c(
            &["fromkeys"],
            "iterable, value=None, /",
            "Return a dict with keys of an iterable.\n\n>>> dict.fromkeys('ab', 0)\n{'a': 0, 'b': 0}",
            fromkeys,
        )],
        attributes: Vec::new(),
    }
}

/// The methods.
pub fn methods() -> Vec<Builtin> {
    vec![
        c(
            &["keys"],
            "self, /",
            "Return a live view of the keys.\n\n>>> d = {'a': 1}; k = d.keys(); d['b'] = 2; k\ndict_keys(['a', 'b'])",
            |_: &mut Interp, d: DictArg| Ok(view(&d.0, Kind::Keys)),
        ),
        c(
            &["values"],
            "self, /",
            "Return a live view of the values.\n\n>>> {'a': 1}.values()\ndict_values([1])",
            |_: &mut Interp, d: DictArg| Ok(view(&d.0, Kind::Values)),
        ),
        c(
            &["items"],
            "self, /",
            "Return a live view of the pairs.\n\n>>> {'a': 1}.items()\ndict_items([('a', 1)])",
            |_: &mut Interp, d: DictArg| Ok(view(&d.0, Kind::Items)),
        ),
        c(
            &["get"],
            "self, key, default=None, /",
            "Return the value of a key, or a default.\n\n>>> {'a': 1}.get('a'), {}.get('b', 0)\n(1, 0)",
            get,
        )
        .quick(quick_get),
        c(
            &["setdefault"],
            "self, key, default=None, /",
            "Return the value of a key, inserting a default if it is missing.\n\n>>> d = {}; d.setdefault('a', []).append(1); d\n{'a': [1]}",
            setdefault,
        ),
        c(
            &["pop"],
            "self, key, default=None, /",
            "Remove a key and return its value, or a default.\n\n>>> d = {'a': 1}; d.pop('a'), d.pop('a', 0), d\n(1, 0, {})",
            pop,
        ),
        c(
            &["popitem"],
            "self, /",
            "Remove the last pair and return it.\n\n>>> d = {'a': 1, 'b': 2}; d.popitem(), d\n(('b', 2), {'a': 1})",
            popitem,
        ),
        c(
            &["update"],
            "self, iterable=(), /, **kwargs",
            "Take over pairs.\n\n>>> d = {'a': 1}; d.update({'b': 2}, c=3); d\n{'a': 1, 'b': 2, 'c': 3}",
            update,
        ),
        c(&["clear"], "self, /", "Remove all pairs.\n\n>>> d = {'a': 1}; d.clear(); d\n{}", clear),
        c(
            &["copy"],
            "self, /",
            "Return a shallow copy.\n\n>>> d = {'a': 1}; e = d.copy(); e['b'] = 2; d\n{'a': 1}",
            copy,
        ),
        c(
            &["__contains__"],
            "self, key, /",
            "Whether there is a key.\n\n>>> {'a': 1}.__contains__('a')\nTrue",
            contains,
        ),
    ]
}

/// A dict as a value.
pub fn value(dict: Dict) -> Value {
    Value::Dict(Rc::new(dict))
}

fn new(interp: &mut Interp, from: Given, kwargs: Kwargs) -> Result<Value> {
    let dict = Rc::new(Dict::default());
    fill(interp, &dict, from, kwargs)?;
    Ok(Value::Dict(dict))
}

/// Takes over the pairs of a mapping or iterable, then keywords.
///
/// # Errors
/// `TypeError` and `ValueError` for what are no pairs.
pub fn fill(interp: &mut Interp, dict: &Rc<Dict>, from: Given, kwargs: Kwargs) -> Result<()> {
    match from.0 {
        None => {}
        Some(Value::Dict(from)) if Rc::ptr_eq(dict, &from) => {}
        Some(Value::Dict(from)) => add_all(&mut dict.0.borrow_mut(), &from.0.borrow()),
        Some(from) => {
            for (k, v) in watched(pairs(interp, &from)?.into_iter()) {
                dict.0.borrow_mut().insert(k, v);
            }
        }
    }
    for (name, v) in kwargs.0 {
        dict.0.borrow_mut().insert(Key::str(&name), v);
    }
    Ok(())
}

/// Takes over all of another dict.
pub fn add_all(dict: &mut Map, from: &Map) {
    if dict.is_empty() {
        *dict = copied(from);
    } else {
        dict.extend(watched(from.iter()).map(|(k, v)| (k.clone(), v.clone())));
    }
}

/// The pairs of a mapping, or of an iterable of pairs.
fn pairs(interp: &mut Interp, from: &Value) -> Result<Vec<(Key, Value)>> {
    let mut out = Vec::new();
    if let Value::Object(_) = from
        && let Ok(keys) = interp.get_attr(from, "keys")
    {
        let keys = interp.call(&keys, &[], &[])?;
        for k in interp.collect(&keys)? {
            let v = interp.get_item(from, &k)?;
            out.push((interp.key(k)?, v));
        }
        return Ok(out);
    }
    for (i, item) in watched(interp.collect(from)?.into_iter()).enumerate() {
        if !iterate::is_iterable(interp, &item) {
            let text = format!("cannot convert dictionary update sequence element #{i} to a sequence");
            return Err(Raise::type_error(text));
        }
        let pair = interp.collect(&item)?;
        let [k, v] = &pair[..] else {
            let text = format!("dictionary update sequence element #{i} has length {}; 2 is required", pair.len());
            return Err(Raise::value_error(text));
        };
        out.push((interp.key(k.clone())?, v.clone()));
    }
    Ok(out)
}

fn fromkeys(interp: &mut Interp, iterable: Value, v: Value) -> Result<Value> {
    let dict = Dict::default();
    for k in interp.collect(&iterable)? {
        let k = interp.key(k)?;
        dict.0.borrow_mut().insert(k, v.clone());
    }
    Ok(value(dict))
}

fn get(interp: &mut Interp, d: DictArg, key: Value, default: Value) -> Result<Value> {
    let key = interp.key(key)?;
    Ok(d.0.0.borrow().get(&key).cloned().unwrap_or(default))
}

fn quick_get(args: &[Option<Value>]) -> Option<Value> {
    let [Some(Value::Dict(d)), Some(key @ (Value::Int(_) | Value::Str(_))), rest @ ..] = args else { return None };
    let found = d.0.borrow().get(&Key::new(key.clone())?).cloned();
    match rest {
        [] => Some(found.unwrap_or(Value::None)),
        [Some(default)] => Some(found.unwrap_or_else(|| default.clone())),
        _ => None,
    }
}

fn setdefault(interp: &mut Interp, d: DictArg, key: Value, default: Value) -> Result<Value> {
    let key = interp.key(key)?;
    Ok(d.0.0.borrow_mut().entry(key).or_insert(default).clone())
}

fn pop(interp: &mut Interp, d: DictArg, key: Value, default: Given) -> Result<Value> {
    let k = interp.key(key.clone())?;
    let gone = d.0.0.borrow_mut().shift_remove(&k);
    gone.or(default.0).ok_or_else(|| Raise::key_error(key))
}

fn popitem(_: &mut Interp, d: DictArg) -> Result<Value> {
    let last = d.0.0.borrow_mut().pop();
    match last {
        Some((k, v)) => Ok(Value::tuple(vec![k.into_value(), v])),
        None => Err(Raise::key_error(Value::str("popitem(): dictionary is empty"))),
    }
}

fn update(interp: &mut Interp, d: DictArg, from: Given, kwargs: Kwargs) -> Result<()> {
    fill(interp, &d.0, from, kwargs)
}

fn clear(_: &mut Interp, d: DictArg) -> Result<()> {
    let gone = std::mem::take(&mut *d.0.0.borrow_mut());
    drop(gone);
    Ok(())
}

fn copy(_: &mut Interp, d: DictArg) -> Result<Value> {
    Ok(value(Dict(copied(&d.0.0.borrow()).into())))
}

fn contains(interp: &mut Interp, d: DictArg, key: Value) -> Result<bool> {
    let key = interp.key(key)?;
    Ok(d.0.0.borrow().contains_key(&key))
}
