//! Types of types: `int | str`, which `isinstance` takes, and `list[int]`, which is its origin for all that runs.

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{OBJECT, Table, Type};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;
use std::any::Any;
use std::rc::Rc;

static UNION: Type = Type::new("UnionType", "types", &[&OBJECT], Table::default);
static ALIAS: Type = Type::new("GenericAlias", "types", &[&OBJECT], Table::default);

/// Types that take parameters in brackets.
const GENERIC: &[&str] = &[
    "list",
    "tuple",
    "dict",
    "set",
    "frozenset",
    "type",
    "enumerate",
    "deque",
    "defaultdict",
    "OrderedDict",
    "Counter",
];

/// `a | b` of types.
struct Union(Vec<Value>);

/// `origin[args]`
struct Alias {
    origin: Value,
    args: Vec<Value>,
}

fn is_type(v: &Value) -> bool {
    matches!(v, Value::Type(_)) || v.downcast::<Union>().is_some() || v.downcast::<Alias>().is_some()
}

/// `a | b` of types and `None`; `None` if it is something else.
pub fn union(a: &Value, b: &Value) -> Option<Value> {
    let part = |v: &Value| is_type(v) || v.is_none();
    if !(part(a) && part(b) && (is_type(a) || is_type(b))) {
        return None;
    }
    let parts = |v: &Value| match v.downcast::<Union>() {
        Some(union) => union.0.clone(),
        None => vec![v.clone()],
    };
    let mut all: Vec<Value> = Vec::new();
    for v in parts(a).into_iter().chain(parts(b)) {
        if !all.iter().any(|w| w.is(&v)) {
            all.push(v);
        }
    }
    Some(if all.len() == 1 { all.remove(0) } else { Value::object(Union(all)) })
}

/// The types of a union, for `isinstance`.
pub fn members(v: &Value) -> Option<&[Value]> {
    v.downcast::<Union>().map(|union| &union.0[..])
}

/// `list[int]`; `None` for a type without parameters.
pub fn generic(t: &'static Type, index: &Value) -> Option<Value> {
    let args = match index {
        Value::Tuple(items) => items.to_vec(),
        one => vec![one.clone()],
    };
    GENERIC.contains(&t.name).then(|| Value::object(Alias { origin: Value::Type(t), args }))
}

fn name(interp: &mut Interp, v: &Value) -> Result<String> {
    match v {
        Value::Type(t) if t.name == "NoneType" => Ok("None".into()),
        Value::Type(t) => Ok(t.qualified_name()),
        Value::Ellipsis => Ok("...".into()),
        other => interp.repr(other),
    }
}

fn names(interp: &mut Interp, all: &[Value], between: &str) -> Result<String> {
    let parts: Result<Vec<String>> = all.iter().map(|v| name(interp, v)).collect();
    Ok(parts?.join(between))
}

impl Object for Union {
    fn type_(&self) -> &'static Type {
        &UNION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        names(interp, &self.0, " | ")
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok((name == "__args__").then(|| Value::tuple(self.0.clone())))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        let theirs = &other.downcast::<Union>()?.0;
        Some(self.0.len() == theirs.len() && self.0.iter().all(|v| theirs.iter().any(|w| w.is(v))))
    }

    fn binary(&self, _: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        let own = Value::Object(Rc::new(Box::new(Union(self.0.clone()))));
        let (a, b) = if reflected { (other, &own) } else { (&own, other) };
        if op == BinOp::BitOr { union(a, b).map(Ok) } else { None }
    }
}

impl Object for Alias {
    fn type_(&self) -> &'static Type {
        &ALIAS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        Ok(format!("{}[{}]", name(interp, &self.origin)?, names(interp, &self.args, ", ")?))
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "__args__" => Some(Value::tuple(self.args.clone())),
            "__origin__" => Some(self.origin.clone()),
            _ => None,
        })
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Option<Result<Value>> {
        Some(interp.call(&self.origin, args, kwargs))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        let theirs = other.downcast::<Alias>()?;
        let same = self.args.len() == theirs.args.len() && self.args.iter().zip(&theirs.args).all(|(a, b)| a.is(b));
        Some(same && self.origin.is(&theirs.origin))
    }

    fn binary(&self, _: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        let own = Value::Object(Rc::new(Box::new(Alias { origin: self.origin.clone(), args: self.args.clone() })));
        let (a, b) = if reflected { (other, &own) } else { (&own, other) };
        if op == BinOp::BitOr { union(a, b).map(Ok) } else { None }
    }
}
