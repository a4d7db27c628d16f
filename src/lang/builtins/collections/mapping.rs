//! Dicts with habits: `defaultdict`, `OrderedDict`, and what `Counter` is made of.

use super::super::python::dict::fill;
use super::super::python::types::DICT;
use super::counter;
use crate::lang::dict::{Dict, Key};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::{CallForm, Object};
use crate::lang::protocol::call::is_callable;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Kwargs, Rest, Table, Type, attribute, c, py};
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, UnaryOp};
use std::any::Any;
use std::rc::Rc;

/// `collections.defaultdict`
pub static DEFAULT: Type = Type::new("defaultdict", "collections", &[&DICT], default_table);
/// `collections.OrderedDict`
pub static ORDERED: Type = Type::new("OrderedDict", "collections", &[&DICT], ordered_table);

/// What a missing key does.
pub enum Habit {
    /// `KeyError`.
    Ordered,
    /// A call of the factory; `None` makes a `KeyError`.
    Default(Value),
    /// 0, which is not inserted.
    Counter,
}

/// A dict with a habit.
pub struct Mapping {
    /// The pairs.
    pub dict: Rc<Dict>,
    /// What a missing key does.
    pub habit: Habit,
}

/// The dict inside.
pub fn inner(v: &Value) -> Option<Rc<Dict>> {
    v.downcast::<Mapping>().map(|m| m.dict.clone())
}

/// A mapping as a value.
pub fn value(habit: Habit, dict: Rc<Dict>) -> Value {
    Value::object(Mapping { dict, habit })
}

const DEFAULT_DOC: &str = "A dict that makes the values of missing keys.\n\n>>> d = collections.defaultdict(list); d['a'].append(1); d\ndefaultdict(<class 'list'>, {'a': [1]})";
const ORDERED_DOC: &str = "A dict that keeps the order of insertion, as every dict does.\n\n>>> collections.OrderedDict(a=1, b=2)\nOrderedDict([('a', 1), ('b', 2)])";

fn default_table() -> Table {
    let new = |interp: &mut Interp, Rest(mut args): Rest, kwargs: Kwargs| -> Result<Value> {
        let factory = if args.is_empty() { Value::None } else { args.remove(0) };
        if !factory.is_none() && !is_callable(interp, &factory) {
            return Err(Raise::type_error("first argument must be callable or None"));
        }
        let dict = Rc::new(Dict::default());
        fill(interp, &dict, Given(args.into_iter().next()), kwargs)?;
        Ok(value(Habit::Default(factory), dict))
    };
    let factory = |_: &mut Interp, v: &Value| {
        Ok(match v.downcast::<Mapping>().map(|m| &m.habit) {
            Some(Habit::Default(f)) => f.clone(),
            _ => Value::None,
        })
    };
    Table {
        doc: DEFAULT_DOC,
        new: Some(py(&["defaultdict"], "*args, **kwargs", DEFAULT_DOC, new)),
        methods: vec![c(&["copy"], "self, /", "Return a shallow copy.", copy)],
        statics: vec![c(
            &["fromkeys"],
            "iterable, value=None, /",
            "Return a defaultdict without a factory whose keys all have one value.",
            |interp: &mut Interp, keys: Value, v: Value| from_keys(interp, Habit::Default(Value::None), &keys, &v),
        )],
        attributes: vec![attribute("default_factory", "What makes the values of missing keys.", factory)],
    }
}

fn ordered_table() -> Table {
    let new = |interp: &mut Interp, from: Given, kwargs: Kwargs| -> Result<Value> {
        let dict = Rc::new(Dict::default());
        fill(interp, &dict, from, kwargs)?;
        Ok(value(Habit::Ordered, dict))
    };
    Table {
        doc: ORDERED_DOC,
        new: Some(py(&["OrderedDict"], "iterable=(), /, **kwargs", ORDERED_DOC, new)),
        statics: vec![c(
            &["fromkeys"],
            "iterable, value=None",
            "Return an OrderedDict whose keys all have one value.",
            |interp: &mut Interp, keys: Value, v: Value| from_keys(interp, Habit::Ordered, &keys, &v),
        )],
        methods: inherited().chain([
            c(&["copy"], "self, /", "Return a shallow copy.", copy),
            c(
                &["popitem"],
                "self, /, last=True",
                "Remove the last pair, or the first, and return it.\n\n>>> collections.OrderedDict(a=1, b=2).popitem(last=False)\n('a', 1)",
                popitem,
            ),
            c(
                &["move_to_end"],
                "self, /, key, last=True",
                "Move a key to the end, or to the start.\n\n>>> d = collections.OrderedDict(a=1, b=2); d.move_to_end('a'); list(d)\n['b', 'a']",
                move_to_end,
            ),
        ])
        .collect(),
        ..Table::default()
    }
}

/// The methods of dicts that errors name as its own.
fn inherited() -> impl Iterator<Item = Builtin> {
    let own = ["keys", "values", "items", "clear", "setdefault", "pop"];
    crate::lang::builtins::python::dict::methods().into_iter().filter(move |row| own.contains(&row.name()))
}

/// A shallow copy with the same habit.
pub fn copy(_: &mut Interp, v: Value) -> Result<Value> {
    let Some(m) = v.downcast::<Mapping>() else { return Ok(v) };
    let dict = Rc::new(Dict(m.dict.0.borrow().clone().into()));
    Ok(value(
        match &m.habit {
            Habit::Ordered => Habit::Ordered,
            Habit::Default(f) => Habit::Default(f.clone()),
            Habit::Counter => Habit::Counter,
        },
        dict,
    ))
}

fn from_keys(interp: &mut Interp, habit: Habit, keys: &Value, v: &Value) -> Result<Value> {
    let dict = Dict::default();
    for key in interp.collect(keys)? {
        let key = interp.key(key)?;
        dict.0.borrow_mut().insert(key, v.clone());
    }
    Ok(value(habit, Rc::new(dict)))
}

fn popitem(_: &mut Interp, v: Value, last: Option<bool>) -> Result<Value> {
    let dict = inner(&v).unwrap_or_default();
    let mut map = dict.0.borrow_mut();
    let taken = if last.unwrap_or(true) { map.pop() } else { map.shift_remove_index(0) };
    match taken {
        Some((key, item)) => Ok(Value::tuple(vec![key.into_value(), item])),
        None => Err(Raise::key_error(Value::str("dictionary is empty"))),
    }
}

fn move_to_end(interp: &mut Interp, v: Value, key: Value, last: Option<bool>) -> Result<()> {
    let Some(dict) = inner(&v) else { return Ok(()) };
    let k = interp.key(key.clone())?;
    let mut map = dict.0.borrow_mut();
    let Some(at) = map.get_index_of(&k) else { return Err(Raise::key_error(key)) };
    let end = map.len() - 1;
    map.move_index(at, if last.unwrap_or(true) { end } else { 0 });
    Ok(())
}

impl Mapping {
    fn pairs(&self) -> Value {
        let pair = |(k, v): (&Key, &Value)| Value::tuple(vec![k.value().clone(), v.clone()]);
        Value::list(self.dict.0.borrow().iter().map(pair).collect())
    }

    fn get(&self, interp: &mut Interp, index: &Value) -> Result<Value> {
        let key = interp.key(index.clone())?;
        if let Some(v) = self.dict.0.borrow().get(&key) {
            return Ok(v.clone());
        }
        match &self.habit {
            Habit::Counter => Ok(Value::Int(0)),
            Habit::Default(factory) if !factory.is_none() => {
                let v = interp.call(factory, &[], &[])?;
                self.dict.0.borrow_mut().insert(key, v.clone());
                Ok(v)
            }
            _ => Err(Raise::key_error(index.clone())),
        }
    }
}

impl Object for Mapping {
    fn type_(&self) -> &'static Type {
        match self.habit {
            Habit::Ordered => &ORDERED,
            Habit::Default(_) => &DEFAULT,
            Habit::Counter => &counter::COUNTER,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let dict = Value::Dict(self.dict.clone());
        match &self.habit {
            Habit::Default(f) => Ok(format!("defaultdict({}, {})", interp.repr(f)?, interp.repr(&dict)?)),
            Habit::Counter => counter::repr(interp, &self.dict),
            Habit::Ordered if self.dict.0.borrow().is_empty() => Ok("OrderedDict()".into()),
            Habit::Ordered => Ok(format!("OrderedDict({})", interp.repr(&self.pairs())?)),
        }
    }

    fn call_form(&self, interp: &mut Interp) -> Option<Result<CallForm>> {
        let form = |args| CallForm { name: self.type_().name.into(), args, named: Vec::new() };
        let empty = self.dict.0.borrow().is_empty();
        Some(match &self.habit {
            Habit::Default(f) => Ok(form(vec![f.clone(), Value::Dict(self.dict.clone())])),
            _ if empty => Ok(form(vec![])),
            Habit::Counter => counter::by_count(interp, &self.dict).map(|dict| form(vec![dict])),
            Habit::Ordered => Ok(form(vec![self.pairs()])),
        })
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(self.get(interp, index))
    }

    fn set_subscript(&self, interp: &mut Interp, index: &Value, value: Value) -> Option<Result<()>> {
        Some(interp.set_item(&Value::Dict(self.dict.clone()), index, value))
    }

    fn delete_subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<()>> {
        let dict = Value::Dict(self.dict.clone());
        let deleted = crate::lang::protocol::subscript::delete(interp, &dict, index);
        // A counter does not mind a missing key.
        Some(deleted.or_else(|e| match &self.habit {
            Habit::Counter if e.is(&crate::lang::exceptions::KEY_ERROR) => Ok(()),
            _ => Err(e),
        }))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(interp.iter(&Value::Dict(self.dict.clone())))
    }

    fn contains(&self, interp: &mut Interp, item: &Value) -> Option<Result<bool>> {
        Some(interp.key(item.clone()).map(|k| self.dict.0.borrow().contains_key(&k)))
    }

    fn len(&self) -> Option<usize> {
        Some(self.dict.0.borrow().len())
    }

    fn contents(&self) -> Option<Value> {
        Some(Value::Dict(self.dict.clone()))
    }

    fn hashable(&self) -> bool {
        false
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        let theirs = match other {
            Value::Dict(d) => d.clone(),
            other => inner(other)?,
        };
        let (mine, theirs) = (self.dict.0.borrow(), theirs.0.borrow());
        let same = |a: &Value, b: &Value| match (Key::new(a.clone()), Key::new(b.clone())) {
            (Some(a), Some(b)) => a == b,
            _ => a.is(b),
        };
        Some(mine.len() == theirs.len() && mine.iter().all(|(k, v)| theirs.get(k).is_some_and(|o| same(v, o))))
    }

    fn binary(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        if let (Habit::Counter, false) = (&self.habit, reflected)
            && let Some(Mapping { habit: Habit::Counter, dict }) = other.downcast::<Mapping>()
        {
            return counter::combine(interp, op, &self.dict, dict);
        }
        let theirs = match other {
            Value::Dict(d) => d.clone(),
            other => inner(other)?,
        };
        if op != BinOp::BitOr || matches!(self.habit, Habit::Counter) {
            return None;
        }
        let (first, second) = if reflected { (&theirs, &self.dict) } else { (&self.dict, &theirs) };
        let mut all = first.0.borrow().clone();
        all.extend(second.0.borrow().iter().map(|(k, v)| (k.clone(), v.clone())));
        let habit = match &self.habit {
            Habit::Default(f) => Habit::Default(f.clone()),
            _ => Habit::Ordered,
        };
        Some(Ok(value(habit, Rc::new(Dict(all.into())))))
    }

    fn unary(&self, interp: &mut Interp, op: UnaryOp) -> Option<Result<Value>> {
        let nothing = Rc::new(Dict::default());
        match (&self.habit, op) {
            (Habit::Counter, UnaryOp::Pos) => counter::combine(interp, BinOp::Add, &self.dict, &nothing),
            (Habit::Counter, UnaryOp::Neg) => counter::combine(interp, BinOp::Sub, &nothing, &self.dict),
            _ => None,
        }
    }
}
