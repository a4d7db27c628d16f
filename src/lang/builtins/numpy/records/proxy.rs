//! `dtype.fields`: a dict that can only be read.

use crate::engine::DType;
use crate::lang::builtins::numpy::dtype_object;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Attribute, Builtin, OBJECT, Table, Type, c};
use crate::lang::value::Value;
use std::any::Any;

/// The type.
pub static MAPPING_PROXY: Type = Type::new("mappingproxy", "builtins", &[&OBJECT], table);

struct Proxy(Value);

fn table() -> Table {
    let own = |name: &'static str| -> Builtin {
        let names: &'static [&'static str] = match name {
            "keys" => &["keys"],
            "values" => &["values"],
            _ => &["items"],
        };
        c(names, "self, /", "As the dict's.", move |interp: &mut Interp, v: Value| {
            let dict = v.downcast::<Proxy>().map_or(Value::None, |p| p.0.clone());
            let method = interp.get_attr(&dict, name)?;
            interp.call(&method, &[], &[])
        })
    };
    let get = c(
        &["get"],
        "self, key, default=None, /",
        "As the dict's.",
        |interp: &mut Interp, v: Value, key: Value, default: Value| {
            let dict = v.downcast::<Proxy>().map_or(Value::None, |p| p.0.clone());
            let method = interp.get_attr(&dict, "get")?;
            interp.call(&method, &[key, default], &[])
        },
    );
    let attributes: Vec<Attribute> = Vec::new();
    Table {
        doc: "A dict that can only be read.",
        methods: vec![own("keys"), own("values"), own("items"), get],
        attributes,
        ..Table::default()
    }
}

impl Object for Proxy {
    fn type_(&self) -> &'static Type {
        &MAPPING_PROXY
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        Ok(format!("mappingproxy({})", interp.repr(&self.0)?))
    }

    fn str(&self, interp: &mut Interp) -> Result<String> {
        interp.repr(&self.0)
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(interp.get_item(&self.0, index))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(interp.iter(&self.0))
    }

    fn contains(&self, interp: &mut Interp, item: &Value) -> Option<Result<bool>> {
        let items = interp.collect(&self.0);
        Some(items.and_then(|items| {
            for own in &items {
                if interp.equal(own, item)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }))
    }

    fn len(&self) -> Option<usize> {
        match &self.0 {
            Value::Dict(d) => Some(d.0.borrow().len()),
            _ => None,
        }
    }
}

/// `dtype.fields`; `None` of a type without fields.
///
/// # Errors
/// None.
pub fn fields(interp: &mut Interp, d: DType) -> Result<Value> {
    let Some(record) = d.record() else { return Ok(Value::None) };
    let mut pairs = Vec::new();
    for field in &record.fields {
        let mut parts = vec![Value::DType(field.dtype), Value::Int(field.offset as i64)];
        parts.extend(field.title.as_ref().map(|t| Value::str(&**t)));
        pairs.push((field.name.to_string(), Value::tuple(parts.clone())));
        pairs.extend(field.title.as_ref().map(|t| (t.to_string(), Value::tuple(parts))));
    }
    Ok(Value::object(Proxy(dtype_object::dict(interp, pairs)?)))
}
