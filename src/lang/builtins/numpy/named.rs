//! The named tuples that functions return: what `eig`, `svd`, `unique_all` … give.

use crate::lang::builtins::python::types::TUPLE;
use crate::lang::dict::{Dict, Key};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Kwargs, Table, Type, py};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;
use std::any::Any;
use std::rc::Rc;

macro_rules! results {
    ($($name:ident $text:literal $module:literal),* $(,)?) => { $(
        #[doc = concat!("`", $text, "`")]
        pub static $name: Type = Type::new($text, $module, &[&TUPLE], table);
    )* };
}
results! {
    EIG "EigResult" "numpy.linalg._linalg",
    EIGH "EighResult" "numpy.linalg._linalg",
    SVD "SVDResult" "numpy.linalg._linalg",
    QR "QRResult" "numpy.linalg._linalg",
    SLOGDET "SlogdetResult" "numpy.linalg._linalg",
    UNIQUE_ALL "UniqueAllResult" "numpy.lib._arraysetops_impl",
    UNIQUE_COUNTS "UniqueCountsResult" "numpy.lib._arraysetops_impl",
    UNIQUE_INVERSE "UniqueInverseResult" "numpy.lib._arraysetops_impl",
}

/// A tuple whose items have names as well.
pub struct Named {
    kind: &'static Type,
    fields: &'static [&'static str],
    items: Value,
}

/// A named tuple.
pub fn named(kind: &'static Type, fields: &'static [&'static str], items: Vec<Value>) -> Value {
    Value::object(Named { kind, fields, items: Value::tuple(items) })
}

fn table() -> Table {
    let asdict = |_: &mut Interp, v: Value| {
        let dict = Dict::default();
        if let Some(n) = v.downcast::<Named>() {
            for (k, v) in n.fields.iter().zip(n.items()) {
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

fn replace(_: &mut Interp, v: Value, Kwargs(kwargs): Kwargs) -> Result<Value> {
    let Some(n) = v.downcast::<Named>() else { return Ok(v) };
    let mut items = n.items().to_vec();
    for (k, v) in kwargs {
        match n.fields.iter().position(|f| *f == k) {
            Some(i) => items[i] = v,
            None => return Err(Raise::value_error(format!("Got unexpected field names: ['{k}']"))),
        }
    }
    Ok(named(n.kind, n.fields, items))
}

impl Named {
    fn items(&self) -> &[Value] {
        match &self.items {
            Value::Tuple(items) => items,
            _ => &[],
        }
    }
}

impl Object for Named {
    fn type_(&self) -> &'static Type {
        self.kind
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let mut parts = Vec::new();
        for (name, item) in self.fields.iter().zip(self.items()) {
            parts.push(format!("{name}={}", interp.repr(item)?));
        }
        Ok(format!("{}({})", self.kind.name, parts.join(", ")))
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        if name == "_fields" {
            return Ok(Some(Value::tuple(self.fields.iter().map(|f| Value::str(*f)).collect())));
        }
        Ok(self.fields.iter().position(|f| *f == name).map(|i| self.items()[i].clone()))
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(interp.get_item(&self.items, index))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(interp.iter(&self.items))
    }

    fn len(&self) -> Option<usize> {
        Some(self.fields.len())
    }

    fn plain(&self) -> Option<Value> {
        Some(self.items.clone())
    }

    fn binary(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        let other = match other {
            Value::Object(o) => o.plain()?,
            plain => plain.clone(),
        };
        Some(if reflected { interp.binary(op, &other, &self.items) } else { interp.binary(op, &self.items, &other) })
    }

    fn arrays(&self) -> Vec<std::rc::Rc<crate::lang::array::Array>> {
        self.items().iter().filter_map(Value::as_array).cloned().collect()
    }
}
