//! `Counter`.

use super::super::python::types::DICT;
use super::mapping::{Habit, copy, inner, value};
use crate::engine::interrupt::watched;
use crate::lang::dict::{Dict, Key};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Kwargs, Table, Type, py};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, CmpOp};
use std::rc::Rc;

/// `collections.Counter`
pub static COUNTER: Type = Type::new("Counter", "collections", &[&DICT], table);

const DOC: &str = "A dict of counts.\n\n>>> collections.Counter('abca')\nCounter({'a': 2, 'b': 1, 'c': 1})";

fn table() -> Table {
    let new = |interp: &mut Interp, from: Given, kwargs: Kwargs| -> Result<Value> {
        let dict = Rc::new(Dict::default());
        count(interp, &dict, from, kwargs, BinOp::Add)?;
        Ok(value(Habit::Counter, dict))
    };
    Table {
        doc: DOC,
        new: Some(py(&["Counter"], "iterable=None, /, **kwargs", DOC, new)),
        methods: methods(),
        statics: vec![py(
            &["fromkeys"],
            "iterable, v=None",
            "Undefined for counters.",
            |_: &mut Interp, _: Value, _: Value| -> Result<Value> {
                let text = "Counter.fromkeys() is undefined.  Use Counter(iterable) instead.";
                Err(Raise::new(&exc::NOT_IMPLEMENTED_ERROR, text))
            },
        )],
        ..Table::default()
    }
}

fn methods() -> Vec<Builtin> {
    vec![
        py(
            &["most_common"],
            "self, n=None",
            "Return the items and their counts, the largest first.\n\n>>> collections.Counter('abca').most_common(2)\n[('a', 2), ('b', 1)]",
            |interp: &mut Interp, v: Value, n: Option<i64>| {
                let mut all = ranked(interp, &dict_of(&v))?;
                all.truncate(n.map_or(usize::MAX, |n| n.max(0) as usize));
                Ok(Value::list(all.into_iter().map(|(k, n)| Value::tuple(vec![k, n])).collect()))
            },
        ),
        py(
            &["elements"],
            "self",
            "Return each item as often as its count says.\n\n>>> list(collections.Counter(a=2, b=1).elements())\n['a', 'a', 'b']",
            elements,
        ),
        py(
            &["total"],
            "self",
            "Return the sum of the counts.\n\n>>> collections.Counter('abca').total()\n4",
            |interp: &mut Interp, v: Value| {
                let counts: Vec<Value> = dict_of(&v).0.borrow().values().cloned().collect();
                counts.iter().try_fold(Value::Int(0), |sum, n| interp.binary(BinOp::Add, &sum, n))
            },
        ),
        py(
            &["update"],
            "self, iterable=None, /, **kwargs",
            "Add counts.\n\n>>> c = collections.Counter('a'); c.update('ab'); c\nCounter({'a': 2, 'b': 1})",
            |interp: &mut Interp, v: Value, from: Given, kwargs: Kwargs| {
                count(interp, &dict_of(&v), from, kwargs, BinOp::Add)
            },
        ),
        py(
            &["subtract"],
            "self, iterable=None, /, **kwargs",
            "Subtract counts.\n\n>>> c = collections.Counter('a'); c.subtract('ab'); c\nCounter({'a': 0, 'b': -1})",
            |interp: &mut Interp, v: Value, from: Given, kwargs: Kwargs| {
                count(interp, &dict_of(&v), from, kwargs, BinOp::Sub)
            },
        ),
        py(&["copy"], "self", "Return a shallow copy.", copy),
    ]
}

fn dict_of(v: &Value) -> Rc<Dict> {
    inner(v).unwrap_or_default()
}

fn pairs(d: &Rc<Dict>) -> Vec<(Key, Value)> {
    watched(d.0.borrow().iter()).map(|(k, v)| (k.clone(), v.clone())).collect()
}

/// Adds or subtracts counts of items, of a mapping's values, of keywords.
fn count(interp: &mut Interp, dict: &Rc<Dict>, from: Given, kwargs: Kwargs, op: BinOp) -> Result<()> {
    let mut changes: Vec<(Key, Value)> = Vec::new();
    match from.0 {
        None | Some(Value::None) => {}
        Some(Value::Dict(d)) => changes = pairs(&d),
        Some(v) => match inner(&v) {
            Some(d) => changes = pairs(&d),
            None => {
                for item in interp.collect(&v)? {
                    changes.push((interp.key(item)?, Value::Int(1)));
                }
            }
        },
    }
    changes.extend(kwargs.0.into_iter().map(|(k, v)| (Key::str(&k), v)));
    for (k, n) in watched(changes.into_iter()) {
        let now = dict.0.borrow().get(&k).cloned().unwrap_or(Value::Int(0));
        let next = interp.binary(op, &now, &n)?;
        dict.0.borrow_mut().insert(k, next);
    }
    Ok(())
}

/// The items with the largest counts first; equal ones in order of insertion.
fn ranked(interp: &mut Interp, dict: &Rc<Dict>) -> Result<Vec<(Value, Value)>> {
    let pair = |(k, v): (Key, Value)| Value::tuple(vec![v, k.into_value()]);
    let mut all: Vec<Value> = watched(pairs(dict).into_iter()).map(pair).collect();
    let by_count =
        super::super::operator::OPERATOR.get(interp, "itemgetter").map(|f| interp.call(&f, &[Value::Int(0)], &[]));
    let by_count = by_count.unwrap_or(Ok(Value::None))?;
    super::super::python::sort::sort(interp, &mut all, &by_count, true)?;
    let back = |v: Value| match v {
        Value::Tuple(t) => (t[1].clone(), t[0].clone()),
        other => (other, Value::None),
    };
    Ok(watched(all.into_iter()).map(back).collect())
}

/// The counts as a dict, the largest first.
///
/// # Errors
/// What comparing counts raises.
pub fn by_count(interp: &mut Interp, dict: &Rc<Dict>) -> Result<Value> {
    let sorted = Dict::default();
    // Counts that can't be compared stay as they were inserted.
    let items =
        ranked(interp, dict).unwrap_or_else(|_| pairs(dict).into_iter().map(|(k, v)| (k.into_value(), v)).collect());
    for (k, n) in items {
        sorted.0.borrow_mut().insert(interp.key(k)?, n);
    }
    Ok(Value::Dict(Rc::new(sorted)))
}

/// `Counter({'a': 2, …})`, the largest count first.
///
/// # Errors
/// What an item's repr raises.
pub fn repr(interp: &mut Interp, dict: &Rc<Dict>) -> Result<String> {
    if dict.0.borrow().is_empty() {
        return Ok("Counter()".into());
    }
    let sorted = by_count(interp, dict)?;
    Ok(format!("Counter({})", interp.repr(&sorted)?))
}

fn elements(interp: &mut Interp, v: Value) -> Result<Value> {
    let mut all = Vec::new();
    for (k, n) in pairs(&dict_of(&v)) {
        let n = interp.index(&n)?.clamp(0, 1 << 28) as usize;
        all.extend(std::iter::repeat_n(k.into_value(), n));
    }
    interp.iter(&Value::list(all))
}

/// `+`, `-`, `|`, `&` of two counters: only counts above 0 stay.
pub fn combine(interp: &mut Interp, op: BinOp, a: &Rc<Dict>, b: &Rc<Dict>) -> Option<Result<Value>> {
    let larger = match op {
        BinOp::Add | BinOp::Sub => None,
        BinOp::BitOr => Some(CmpOp::Gt),
        BinOp::BitAnd => Some(CmpOp::Lt),
        _ => return None,
    };
    Some(combined(interp, op, larger, (a, b)))
}

fn combined(interp: &mut Interp, op: BinOp, larger: Option<CmpOp>, (a, b): (&Rc<Dict>, &Rc<Dict>)) -> Result<Value> {
    let made = Rc::new(Dict::default());
    let mut keys: Vec<Key> = watched(a.0.borrow().keys()).cloned().collect();
    keys.extend(b.0.borrow().keys().filter(|k| !a.0.borrow().contains_key(*k)).cloned());
    for k in keys {
        let of = |d: &Rc<Dict>| d.0.borrow().get(&k).cloned().unwrap_or(Value::Int(0));
        let (x, y) = (of(a), of(b));
        let n = match larger {
            None => interp.binary(op, &x, &y)?,
            Some(cmp) => {
                let first = interp.compare(cmp, &x, &y)?;
                if interp.truth(&first)? { x } else { y }
            }
        };
        let above = interp.compare(CmpOp::Gt, &n, &Value::Int(0))?;
        if interp.truth(&above)? {
            made.0.borrow_mut().insert(k, n);
        }
    }
    Ok(value(Habit::Counter, made))
}
