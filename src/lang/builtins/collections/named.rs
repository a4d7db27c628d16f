//! Named tuples: those of `namedtuple`, and those that NumPy's functions return.

use super::super::python::types::TUPLE;
use crate::lang::array::Array;
use crate::lang::dict::{Dict, Key};
use crate::lang::error::{Raise, Result};
use crate::lang::function::BoundMethod;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::signature::join_and;
use crate::lang::registry::{Builtin, Kwargs, OBJECT, Table, Type, py};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;
use std::any::Any;
use std::rc::Rc;
use std::sync::OnceLock;

/// A maker of named tuples.
struct Maker {
    kind: &'static Type,
    name: String,
    fields: Vec<String>,
    defaults: Vec<Value>,
}

/// A named tuple.
struct Named {
    maker: Rc<Maker>,
    items: Value,
}

struct MakerObject(Rc<Maker>);

static MAKER: Type = Type::new("type", "builtins", &[&OBJECT], Table::default);
static NAMED: Type = Type::new("namedtuple", "collections", &[&TUPLE], table);

/// A named tuple of a type of its own.
pub fn named(kind: &'static Type, fields: &[&str], items: Vec<Value>) -> Value {
    let fields = fields.iter().map(ToString::to_string).collect();
    let maker = Maker { kind, name: kind.name.to_string(), fields, defaults: Vec::new() };
    Value::object(Named { maker: Rc::new(maker), items: Value::tuple(items) })
}

/// `namedtuple(typename, field_names)`
pub fn namedtuple(
    interp: &mut Interp,
    name: String,
    fields: Value,
    _rename: Value,
    defaults: Value,
    _module: Value,
) -> Result<Value> {
    let fields: Vec<String> = match fields.as_str() {
        Some(text) => text.replace(',', " ").split_whitespace().map(str::to_string).collect(),
        None => {
            let mut names = Vec::new();
            for v in interp.collect(&fields)? {
                names.push(interp.str(&v)?);
            }
            names
        }
    };
    if let Some(bad) = fields.iter().find(|f| f.starts_with('_')) {
        let text = format!("Field names cannot start with an underscore: '{bad}'");
        return Err(Raise::value_error(text));
    }
    let defaults = if defaults.is_none() { Vec::new() } else { interp.collect(&defaults)? };
    if defaults.len() > fields.len() {
        return Err(Raise::type_error("Got more default values than field names"));
    }
    Ok(Value::object(MakerObject(Rc::new(Maker { kind: &NAMED, name, fields, defaults }))))
}

/// The methods of every named tuple.
pub fn table() -> Table {
    let asdict = |_: &mut Interp, v: Value| {
        let dict = Dict::default();
        if let Some(n) = v.downcast::<Named>() {
            for (k, v) in n.maker.fields.iter().zip(n.all()) {
                dict.0.borrow_mut().insert(Key::str(k), v.clone());
            }
        }
        Ok(Value::Dict(Rc::new(dict)))
    };
    Table {
        doc: "A tuple whose items have names.",
        methods: vec![
            py(&["_asdict"], "self", "Return the items as a dict.", asdict),
            py(&["_replace"], "self, /, **kwargs", "Return a copy with other items.", replace),
        ],
        ..Table::default()
    }
}

/// `P._make(iterable)`
fn make_row() -> &'static Builtin {
    static ROW: OnceLock<Builtin> = OnceLock::new();
    let make = |interp: &mut Interp, maker: Value, iterable: Value| {
        let Some(MakerObject(maker)) = maker.downcast::<MakerObject>() else { return Ok(Value::None) };
        let (items, n) = (interp.collect(&iterable)?, maker.fields.len());
        if items.len() != n {
            return Err(Raise::type_error(format!("Expected {n} arguments, got {}", items.len())));
        }
        Ok(Value::object(Named { maker: maker.clone(), items: Value::tuple(items) }))
    };
    ROW.get_or_init(|| py(&["_make"], "self, iterable", "Return a tuple of the items of an iterable.", make))
}

fn replace(_: &mut Interp, v: Value, Kwargs(kwargs): Kwargs) -> Result<Value> {
    let Some(n) = v.downcast::<Named>() else { return Ok(v) };
    let mut items = n.all().to_vec();
    let mut unknown = Vec::new();
    for (k, v) in kwargs {
        match n.maker.fields.iter().position(|f| *f == k) {
            Some(i) => items[i] = v,
            None => unknown.push(format!("'{k}'")),
        }
    }
    if !unknown.is_empty() {
        return Err(Raise::value_error(format!("Got unexpected field names: [{}]", unknown.join(", "))));
    }
    Ok(Value::object(Named { maker: n.maker.clone(), items: Value::tuple(items) }))
}

impl Named {
    fn all(&self) -> &[Value] {
        match &self.items {
            Value::Tuple(t) => t,
            _ => &[],
        }
    }
}

impl Maker {
    /// The items of a call's arguments.
    fn bind(&self, args: &[Value], kwargs: &[(String, Value)]) -> Result<Vec<Value>> {
        let n = self.fields.len();
        let name = format!("{}.__new__()", self.name);
        if args.len() > n {
            let given = args.len() + 1;
            let text = format!("{name} takes {} positional arguments but {given} were given", n + 1);
            return Err(Raise::type_error(text));
        }
        let mut slots: Vec<Option<Value>> = args.iter().cloned().map(Some).collect();
        slots.resize(n, None);
        for (k, v) in kwargs {
            match self.fields.iter().position(|f| f == k) {
                Some(i) if slots[i].is_none() => slots[i] = Some(v.clone()),
                Some(_) => return Err(Raise::type_error(format!("{name} got multiple values for argument '{k}'"))),
                None => return Err(Raise::type_error(format!("{name} got an unexpected keyword argument '{k}'"))),
            }
        }
        let first = n - self.defaults.len();
        for (i, slot) in slots.iter_mut().enumerate().skip(first) {
            slot.get_or_insert_with(|| self.defaults[i - first].clone());
        }
        let unset = self.fields.iter().zip(&slots).filter(|(_, s)| s.is_none());
        let missing: Vec<String> = unset.map(|(f, _)| format!("'{f}'")).collect();
        if !missing.is_empty() {
            let (n, s) = (missing.len(), if missing.len() == 1 { "" } else { "s" });
            let list = join_and(&missing);
            return Err(Raise::type_error(format!("{name} missing {n} required positional argument{s}: {list}")));
        }
        Ok(slots.into_iter().flatten().collect())
    }

    fn field_defaults(&self) -> Value {
        let dict = Dict::default();
        let named = self.fields[self.fields.len() - self.defaults.len()..].iter().zip(&self.defaults);
        named.for_each(|(k, v)| drop(dict.0.borrow_mut().insert(Key::str(k), v.clone())));
        Value::Dict(Rc::new(dict))
    }

    fn field_names(&self) -> Value {
        Value::tuple(self.fields.iter().map(|f| Value::str(&**f)).collect())
    }
}

impl Object for MakerObject {
    fn type_(&self) -> &'static Type {
        &MAKER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<class '__main__.{}'>", self.0.name))
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok(match name {
            "_fields" => Some(self.0.field_names()),
            "__name__" | "__qualname__" => Some(Value::str(&*self.0.name)),
            "__doc__" => Some(Value::str(format!("{}({})", self.0.name, self.0.fields.join(", ")))),
            "_field_defaults" => Some(self.0.field_defaults()),
            "_make" => {
                let receiver = Value::object(MakerObject(self.0.clone()));
                Some(Value::Method(Rc::new(BoundMethod { receiver, function: Value::Builtin(make_row()) })))
            }
            _ => None,
        })
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }

    fn call(&self, _: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Option<Result<Value>> {
        let items = self.0.bind(args, kwargs).map(Value::tuple);
        Some(items.map(|items| Value::object(Named { maker: self.0.clone(), items })))
    }
}

impl Object for Named {
    fn type_(&self) -> &'static Type {
        self.maker.kind
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let mut parts = Vec::new();
        for (k, v) in self.maker.fields.iter().zip(self.all()) {
            parts.push(format!("{k}={}", interp.repr(v)?));
        }
        Ok(format!("{}({})", self.maker.name, parts.join(", ")))
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        match name {
            "_fields" => return Ok(Some(self.maker.field_names())),
            "_field_defaults" => return Ok(Some(self.maker.field_defaults())),
            "__class__" if std::ptr::eq(self.maker.kind, &NAMED) => {
                return Ok(Some(Value::object(MakerObject(self.maker.clone()))));
            }
            _ => {}
        }
        let at = self.maker.fields.iter().position(|f| f == name);
        Ok(at.map(|i| self.all()[i].clone()))
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(interp.get_item(&self.items, index))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(interp.iter(&self.items))
    }

    fn len(&self) -> Option<usize> {
        Some(self.all().len())
    }

    /// As a tuple: `+` and `*`.
    fn binary(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        let other = match other {
            Value::Object(o) => o.plain()?,
            plain => plain.clone(),
        };
        let (a, b) = if reflected { (&other, &self.items) } else { (&self.items, &other) };
        Some(interp.binary(op, a, b))
    }

    fn plain(&self) -> Option<Value> {
        Some(self.items.clone())
    }

    fn arrays(&self) -> Vec<Rc<Array>> {
        self.all().iter().filter_map(Value::as_array).cloned().collect()
    }
}
