//! `np.record`: an element of a record array, whose fields are attributes.

use crate::engine::Scalar;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::builtins::numpy::types::VOID;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Table, Type, attribute, py};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;
use std::any::Any;

/// `numpy.record`
pub static RECORD: Type = Type::new("record", "numpy", &[&VOID], table);

/// A `np.void` with the attributes of a record.
pub struct Record(Value);

/// An element as a record, if it has fields; anything else as it is.
pub fn of(element: Value) -> Value {
    let fields = match &element {
        Value::Scalar(s) => matches!(&**s, Scalar::Void(_)) && s.dtype().record().is_some(),
        _ => false,
    };
    if fields { Value::object(Record(element)) } else { element }
}

impl Record {
    fn has(&self, name: &str) -> bool {
        let Value::Scalar(s) = &self.0 else { return false };
        s.dtype().record().is_some_and(|r| r.field(name).is_some())
    }
}

impl Object for Record {
    fn type_(&self) -> &'static Type {
        &RECORD
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let text = interp.repr(&self.0)?;
        Ok(text.strip_prefix("np.void(").map_or(text.clone(), |rest| format!("np.record({rest}")))
    }

    fn str(&self, interp: &mut Interp) -> Result<String> {
        interp.str(&self.0)
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        if self.has(name) { self.subscript(interp, &Value::str(name)).transpose() } else { Ok(None) }
    }

    fn set_attribute(&self, interp: &mut Interp, name: &str, value: &Value) -> Option<Result<()>> {
        self.has(name).then(|| interp.set_item(&self.0, &Value::str(name), value.clone()))
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(interp.get_item(&self.0, index).map(of))
    }

    fn set_subscript(&self, interp: &mut Interp, index: &Value, value: Value) -> Option<Result<()>> {
        Some(interp.set_item(&self.0, index, value))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(interp.iter(&self.0))
    }

    fn len(&self) -> Option<usize> {
        let Value::Scalar(s) = &self.0 else { return None };
        s.dtype().record().map(|r| r.fields.len())
    }

    fn hashable(&self) -> bool {
        false
    }

    fn order(&self, interp: &mut Interp, op: CmpOp, other: &Value) -> Option<Result<Value>> {
        let other = other.downcast::<Record>().map_or(other.clone(), |r| r.0.clone());
        Some(interp.compare(op, &self.0, &other))
    }
}

fn inner(v: &Value) -> Result<Value> {
    v.downcast::<Record>().map(|r| r.0.clone()).ok_or_else(|| Raise::type_error("a numpy.record is required"))
}

fn table() -> Table {
    Table {
        doc: "An element of a record array, whose fields are attributes.",
        methods: vec![
            py(&["item"], "self", "The fields as a tuple of Python values.", |interp: &mut Interp, v: Value| {
                np::method(interp, &inner(&v)?, "item", &[])
            }),
            py(&["tolist"], "self", "The fields as a tuple of Python values.", |interp: &mut Interp, v: Value| {
                np::method(interp, &inner(&v)?, "item", &[])
            }),
            py(&["__array__"], "self", "The record as an array without axes.", |interp: &mut Interp, v: Value| {
                np::as_array(interp, &inner(&v)?)
            }),
            py(&["pprint"], "self", "The fields, one a line.", pprint),
        ],
        attributes: vec![attribute("dtype", "The fields and their types.", |interp, v| {
            let dtype = interp.get_attr(&inner(v)?, "dtype")?;
            Ok(super::dtype::of(&dtype))
        })],
        ..Table::default()
    }
}

fn pprint(interp: &mut Interp, v: Value) -> Result<String> {
    let record = inner(&v)?;
    let Value::Scalar(s) = &record else { return Ok(String::new()) };
    let dtype = s.dtype();
    let names: Vec<String> = dtype.record().iter().flat_map(|r| r.fields.iter().map(|f| f.name.to_string())).collect();
    let width = names.iter().map(|n| n.chars().count()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for name in names {
        let item = interp.get_item(&record, &Value::str(&*name))?;
        lines.push(format!("{name:>width$}: {}", interp.str(&item)?));
    }
    Ok(lines.join("\n"))
}
