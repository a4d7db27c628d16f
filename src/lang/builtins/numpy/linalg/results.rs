//! The named tuples that decompositions return.

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{OBJECT, Table, Type};
use crate::lang::value::Value;
use std::any::Any;

/// `np.linalg._linalg.EigResult` …
pub static EIG: Type = Type::new("EigResult", "numpy.linalg._linalg", &[&OBJECT], Table::default);
/// `EighResult`
pub static EIGH: Type = Type::new("EighResult", "numpy.linalg._linalg", &[&OBJECT], Table::default);
/// `SVDResult`
pub static SVD: Type = Type::new("SVDResult", "numpy.linalg._linalg", &[&OBJECT], Table::default);
/// `QRResult`
pub static QR: Type = Type::new("QRResult", "numpy.linalg._linalg", &[&OBJECT], Table::default);
/// `SlogdetResult`
pub static SLOGDET: Type = Type::new("SlogdetResult", "numpy.linalg._linalg", &[&OBJECT], Table::default);

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

    fn arrays(&self) -> Vec<std::rc::Rc<crate::lang::array::Array>> {
        self.items().iter().filter_map(Value::as_array).cloned().collect()
    }
}
