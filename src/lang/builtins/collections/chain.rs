//! `ChainMap`: several dicts, looked through in turn.

use crate::lang::dict::{Dict, Map};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::{CallForm, Object};
use crate::lang::registry::args::FromValue;
use crate::lang::registry::{Builtin, Kwargs, OBJECT, Rest, Table, Type, attribute, py};
use crate::lang::value::{List, Value};
use std::any::Any;
use std::rc::Rc;

/// `collections.ChainMap`
pub static CHAIN: Type = Type::new("ChainMap", "collections", &[&OBJECT], table);
static KEYS: Type = Type::new("KeysView", "collections.abc", &[&OBJECT], Table::default);
static VALUES: Type = Type::new("ValuesView", "collections.abc", &[&OBJECT], Table::default);
static ITEMS: Type = Type::new("ItemsView", "collections.abc", &[&OBJECT], Table::default);

/// Several dicts; clones share them.
#[derive(Clone)]
struct Chain {
    maps: Rc<List>,
}

impl FromValue for Chain {
    fn from_value(interp: &mut Interp, value: Value) -> Result<Chain> {
        value
            .downcast::<Chain>()
            .cloned()
            .ok_or_else(|| Raise::type_error(format!("expected ChainMap, got {}", interp.type_name(&value))))
    }
}

fn chain(maps: Vec<Value>) -> Chain {
    let Value::List(maps) = Value::list(maps) else { return Chain { maps: Rc::default() } };
    Chain { maps }
}

impl Chain {
    fn list(&self) -> Vec<Value> {
        self.maps.0.borrow().clone()
    }

    fn first(&self) -> Value {
        self.maps.0.borrow().first().cloned().unwrap_or(Value::None)
    }

    /// The value of a key in the first dict that has it.
    fn find(&self, interp: &mut Interp, key: &Value) -> Result<Option<Value>> {
        for map in self.list() {
            match interp.get_item(&map, key) {
                Ok(v) => return Ok(Some(v)),
                Err(e) if e.is(&crate::lang::exceptions::KEY_ERROR) => {}
                Err(e) => return Err(e),
            }
        }
        Ok(None)
    }

    /// All keys, those of the last dict first, with the values that count.
    fn merged(&self, interp: &mut Interp) -> Result<Rc<Dict>> {
        let mut all = Map::default();
        for map in self.list().iter().rev() {
            for key in interp.collect(map)? {
                let value = interp.get_item(map, &key)?;
                all.insert(interp.key(key)?, value);
            }
        }
        Ok(Rc::new(Dict(all.into())))
    }
}

const DOC: &str = "Several dicts, looked through in turn; the first one takes what is written.\n\n\
                   >>> c = collections.ChainMap({'a': 1}, {'a': 2, 'b': 3}); c['a'], c['b'], len(c)\n(1, 3, 2)";

fn table() -> Table {
    let new = |_: &mut Interp, Rest(maps): Rest| -> Result<Value> {
        let empty = || vec![Value::Dict(Rc::default())];
        Ok(Value::object(chain(if maps.is_empty() { empty() } else { maps })))
    };
    Table {
        doc: DOC,
        new: Some(py(&["ChainMap"], "*maps", DOC, new)),
        methods: methods(),
        attributes: vec![
            attribute("maps", "The dicts.", |_, v| {
                Ok(v.downcast::<Chain>().map_or(Value::None, |c| Value::List(c.maps.clone())))
            }),
            attribute("parents", "The same without the first dict.", |_, v| {
                let rest = v.downcast::<Chain>().map(|c| c.list().split_off(1)).unwrap_or_default();
                let rest = if rest.is_empty() { vec![Value::Dict(Rc::default())] } else { rest };
                Ok(Value::object(chain(rest)))
            }),
        ],
        ..Table::default()
    }
}

fn methods() -> Vec<Builtin> {
    let view = |kind: &'static Type| move |_: &mut Interp, c: Chain| Ok(Value::object(Shown { kind, chain: c }));
    vec![
        py(
            &["new_child"],
            "self, m=None, **kwargs",
            "One more dict before the others.\n\n>>> collections.ChainMap({'a': 1}).new_child({'b': 2})\nChainMap({'b': 2}, {'a': 1})",
            |interp: &mut Interp, c: Chain, m: Option<Value>, Kwargs(kwargs): Kwargs| {
                let first = m.unwrap_or(Value::Dict(Rc::default()));
                for (name, value) in kwargs {
                    interp.set_item(&first, &Value::str(name), value)?;
                }
                let maps = std::iter::once(first).chain(c.list()).collect();
                Ok(Value::object(chain(maps)))
            },
        ),
        py(
            &["get"],
            "self, key, default=None",
            "The value of a key, or a default.",
            |interp: &mut Interp, c: Chain, key: Value, or: Value| Ok(c.find(interp, &key)?.unwrap_or(or)),
        ),
        py(
            &["keys"],
            "self",
            "The keys.\n\n>>> list(collections.ChainMap({'a': 1}, {'b': 2}).keys())\n['b', 'a']",
            view(&KEYS),
        ),
        py(&["values"], "self", "The values that count.", view(&VALUES)),
        py(&["items"], "self", "The keys, with the values that count.", view(&ITEMS)),
        py(&["copy"], "self", "The same dicts, the first one copied.", |interp: &mut Interp, c: Chain| {
            let mut maps = c.list();
            let copy = interp.get_attr(&maps[0], "copy")?;
            maps[0] = interp.call(&copy, &[], &[])?;
            Ok(Value::object(chain(maps)))
        }),
        py(&["clear"], "self", "Remove all keys of the first dict.", |interp: &mut Interp, c: Chain| {
            let clear = interp.get_attr(&c.first(), "clear")?;
            interp.call(&clear, &[], &[])
        }),
        py(
            &["pop"],
            "self, key, *args",
            "Remove a key of the first dict and return its value.",
            |interp: &mut Interp, c: Chain, key: Value, Rest(args): Rest| {
                let pop = interp.get_attr(&c.first(), "pop")?;
                let all: Vec<Value> = std::iter::once(key.clone()).chain(args).collect();
                let popped = interp.call(&pop, &all, &[]);
                popped.map_err(|e| absent(interp, e, &key))
            },
        ),
    ]
}

/// The words for a key that the first dict has not.
fn absent(interp: &mut Interp, e: Raise, key: &Value) -> Raise {
    if !e.is(&crate::lang::exceptions::KEY_ERROR) {
        return e;
    }
    let shown = interp.repr(key).unwrap_or_default();
    Raise::key_error(Value::str(format!("Key not found in the first mapping: {shown}")))
}

impl Object for Chain {
    fn type_(&self) -> &'static Type {
        &CHAIN
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let mut parts = Vec::new();
        for map in self.list() {
            parts.push(interp.repr(&map)?);
        }
        Ok(format!("ChainMap({})", parts.join(", ")))
    }

    fn call_form(&self, _: &mut Interp) -> Option<Result<CallForm>> {
        Some(Ok(CallForm { name: "ChainMap".into(), args: self.list(), named: Vec::new() }))
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(self.find(interp, index).and_then(|v| v.ok_or_else(|| Raise::key_error(index.clone()))))
    }

    fn set_subscript(&self, interp: &mut Interp, index: &Value, value: Value) -> Option<Result<()>> {
        Some(interp.set_item(&self.first(), index, value))
    }

    fn delete_subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<()>> {
        let deleted = interp.del_item(&self.first(), index);
        Some(deleted.map_err(|e| absent(interp, e, index)))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(self.merged(interp).and_then(|all| interp.iter(&Value::Dict(all))))
    }

    fn contains(&self, interp: &mut Interp, item: &Value) -> Option<Result<bool>> {
        Some(self.find(interp, item).map(|v| v.is_some()))
    }

    fn len(&self) -> Option<usize> {
        // The keys of dicts are at hand without an interpreter.
        let mut keys = crate::lang::dict::Keys::default();
        for map in self.list() {
            let dict = match &map {
                Value::Dict(d) => d.clone(),
                other => super::inner(other)?,
            };
            keys.extend(dict.0.borrow().keys().cloned());
        }
        Some(keys.len())
    }

    fn hashable(&self) -> bool {
        false
    }
}

/// A view of the keys, the values or both.
struct Shown {
    kind: &'static Type,
    chain: Chain,
}

impl Object for Shown {
    fn type_(&self) -> &'static Type {
        self.kind
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        Ok(format!("{}({})", self.kind.name, self.chain.repr(interp)?))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        let listed = self.chain.merged(interp).map(|all| {
            let all = all.0.borrow();
            let items = all.iter().map(|(k, v)| match self.kind.name {
                "KeysView" => k.value().clone(),
                "ValuesView" => v.clone(),
                _ => Value::tuple(vec![k.value().clone(), v.clone()]),
            });
            Value::list(items.collect())
        });
        Some(listed.and_then(|list| interp.iter(&list)))
    }

    fn len(&self) -> Option<usize> {
        self.chain.len()
    }
}
