//! Live views of a dict: `keys()`, `values()`, `items()`.

use super::set::keys_of;
use crate::lang::dict::{Dict, Key, Keys};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::iter::Iter;
use crate::lang::object::Object;
use crate::lang::protocol::{iterate, types};
use crate::lang::registry::{OBJECT, Table, Type, c};
use crate::lang::set::Items;
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;
use std::any::Any;
use std::rc::Rc;

/// What a view shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `dict_keys`
    Keys,
    /// `dict_values`
    Values,
    /// `dict_items`
    Items,
}

/// `dict_keys`
pub static KEYS: Type = Type::new("dict_keys", "builtins", &[&OBJECT], set_like);
/// `dict_values`
pub static VALUES: Type = Type::new("dict_values", "builtins", &[&OBJECT], Table::default);
/// `dict_items`
pub static ITEMS: Type = Type::new("dict_items", "builtins", &[&OBJECT], set_like);

fn set_like() -> Table {
    let methods = vec![c(
        &["isdisjoint"],
        "self, other, /",
        "Whether nothing is in both.\n\n>>> {'a': 1}.keys().isdisjoint(['b'])\nTrue",
        isdisjoint,
    )];
    Table { methods, ..Table::default() }
}

struct DictView {
    dict: Rc<Dict>,
    kind: Kind,
}

/// A view of a dict.
pub fn view(dict: &Rc<Dict>, kind: Kind) -> Value {
    Value::object(DictView { dict: dict.clone(), kind })
}

impl DictView {
    fn at(&self, i: usize) -> Option<Value> {
        let map = self.dict.0.borrow();
        let (k, v) = map.get_index(i)?;
        Some(match self.kind {
            Kind::Keys => k.value().clone(),
            Kind::Values => v.clone(),
            Kind::Items => Value::tuple(vec![k.value().clone(), v.clone()]),
        })
    }

    fn all(&self) -> Vec<Value> {
        (0..self.dict.0.borrow().len()).filter_map(|i| self.at(i)).collect()
    }

    fn walk(&self, reversed: bool) -> Value {
        let (dict, kind, len) = (self.dict.clone(), self.kind, self.dict.0.borrow().len());
        let view = DictView { dict, kind };
        let name = match (kind, reversed) {
            (Kind::Keys, false) => "dict_keyiterator",
            (Kind::Values, false) => "dict_valueiterator",
            (Kind::Items, false) => "dict_itemiterator",
            (Kind::Keys, true) => "dict_reversekeyiterator",
            (Kind::Values, true) => "dict_reversevalueiterator",
            (Kind::Items, true) => "dict_reverseitemiterator",
        };
        let mut at = 0;
        Value::Iter(Rc::new(Iter::new(name, move |_: &mut Interp| {
            if view.dict.0.borrow().len() != len {
                return Err(Raise::new(&exc::RUNTIME_ERROR, "dictionary changed size during iteration"));
            }
            at += 1;
            Ok(if at > len { None } else { view.at(if reversed { len - at } else { at - 1 }) })
        })))
    }
}

/// `reversed(v)` of a dict or a view of one; `None` for anything else.
pub fn reversed(v: &Value) -> Option<Value> {
    match v {
        Value::Dict(d) => Some(DictView { dict: d.clone(), kind: Kind::Keys }.walk(true)),
        _ => v.downcast::<DictView>().map(|view| view.walk(true)),
    }
}

fn isdisjoint(interp: &mut Interp, view: Value, other: Value) -> Result<bool> {
    for item in interp.collect(&other)? {
        let v = interp.compare(crate::syntax::ast::CmpOp::In, &item, &view)?;
        if interp.truth(&v)? {
            return Ok(false);
        }
    }
    Ok(true)
}

impl Object for DictView {
    fn type_(&self) -> &'static Type {
        match self.kind {
            Kind::Keys => &KEYS,
            Kind::Values => &VALUES,
            Kind::Items => &ITEMS,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let items = interp.repr(&Value::list(self.all()))?;
        Ok(format!("{}({items})", self.type_().name))
    }

    fn iter(&self, _: &mut Interp) -> Option<Result<Value>> {
        Some(Ok(self.walk(false)))
    }

    fn len(&self) -> Option<usize> {
        Some(self.dict.0.borrow().len())
    }

    fn contains(&self, interp: &mut Interp, item: &Value) -> Option<Result<bool>> {
        match (self.kind, item) {
            (Kind::Keys, _) => Some(interp.key(item.clone()).map(|k| self.dict.0.borrow().contains_key(&k))),
            (Kind::Values, _) => None,
            (Kind::Items, Value::Tuple(pair)) if pair.len() == 2 => {
                let found = interp.key(pair[0].clone()).map(|k| self.dict.0.borrow().get(&k).cloned());
                Some(found.and_then(|v| v.map_or(Ok(false), |v| interp.equal(&v, &pair[1]))))
            }
            (Kind::Items, _) => Some(Ok(false)),
        }
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        if self.kind == Kind::Values {
            return None;
        }
        let mine: Keys = self.all().into_iter().map(Key::new).collect::<Option<_>>()?;
        match (other, other.downcast::<DictView>()) {
            (Value::Set(s), _) => Some(mine == **s.items.borrow()),
            (_, Some(view)) if view.kind != Kind::Values => {
                let theirs: Keys = view.all().into_iter().map(Key::new).collect::<Option<_>>()?;
                Some(mine == theirs)
            }
            _ => Some(false),
        }
    }

    fn plain(&self) -> Option<Value> {
        if self.kind == Kind::Values {
            return None;
        }
        let keys: Option<Keys> = self.all().into_iter().map(Key::new).collect();
        keys.map(|keys| types::set(keys, false))
    }

    fn binary(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        let known = matches!(op, BinOp::BitAnd | BinOp::BitOr | BinOp::BitXor | BinOp::Sub);
        if self.kind == Kind::Values || !known || !iterate::is_iterable(interp, other) {
            return None;
        }
        Some(self.combine(interp, op, other, reflected))
    }
}

impl DictView {
    fn combine(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Result<Value> {
        let mine = keys_of(interp, &Value::list(self.all()))?;
        let theirs = keys_of(interp, other)?;
        let (a, b) = if reflected { (theirs, mine) } else { (mine, theirs) };
        // CPython walks the other operand to intersect; else it makes a set of the first and changes that.
        if op == BinOp::BitAnd {
            let both: Items = b.walk().into_iter().filter(|k| a.contains(k)).collect();
            return Ok(types::set(both, false));
        }
        let mut keys = a.copied();
        match op {
            BinOp::BitOr => b.walk().into_iter().for_each(|key| keys.insert(key)),
            BinOp::BitXor => keys.toggle(&b),
            _ => keys.subtract(&b),
        }
        Ok(types::set(keys, false))
    }
}
