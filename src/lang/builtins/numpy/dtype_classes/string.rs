//! `StringDType`: it can be made and looked at, but there are no arrays of it.

use super::DTYPE;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, Type, attribute, c};
use crate::lang::value::Value;
use std::any::Any;

/// `numpy.dtypes.StringDType`
pub static STRING: Type = Type::new("StringDType", "numpy.dtypes", &[&DTYPE], table);

/// Texts of any length, one of them perhaps a mark for a missing one.
struct StringDType {
    missing: Option<Value>,
    coerce: bool,
}

const DOC: &str = "Texts of any length. Ravel has no arrays of them: use `str`, whose elements have a fixed width.\n\n\
                   >>> np.dtypes.StringDType(na_object=None)\nStringDType(na_object=None)";

fn table() -> Table {
    let new = |_: &mut Interp, missing: Given, coerce: Option<bool>| -> Result<Value> {
        Ok(Value::object(StringDType { missing: missing.0, coerce: coerce.unwrap_or(true) }))
    };
    Table {
        doc: DOC,
        new: Some(c(&["StringDType"], "*, na_object=<no value>, coerce=True", DOC, new)),
        attributes: vec![
            attribute("coerce", "Whether other values become texts.", |_, v| {
                Ok(Value::Bool(v.downcast::<StringDType>().is_none_or(|d| d.coerce)))
            }),
            attribute("na_object", "The mark of a missing text.", |_, v| {
                let missing = v.downcast::<StringDType>().and_then(|d| d.missing.clone());
                let text = "'numpy.dtypes.StringDType' object has no attribute 'na_object'";
                missing.ok_or_else(|| Raise::attribute_error(text))
            }),
        ],
        ..Table::default()
    }
}

/// The refusal of arrays of such texts.
pub fn refused(v: &Value) -> Option<Raise> {
    let own = v.downcast::<StringDType>().is_some() || matches!(v, Value::Type(t) if std::ptr::eq(*t, &STRING));
    own.then(|| Raise::unsupported("Ravel has no arrays of StringDType: use dtype=str, of a fixed width"))
}

impl Object for StringDType {
    fn type_(&self) -> &'static Type {
        &STRING
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let mut parts = Vec::new();
        if let Some(missing) = &self.missing {
            parts.push(format!("na_object={}", interp.repr(missing)?));
        }
        if !self.coerce {
            parts.push("coerce=False".into());
        }
        Ok(format!("StringDType({})", parts.join(", ")))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        let same = other.downcast::<StringDType>().is_some_and(|d| {
            let alike = match (&self.missing, &d.missing) {
                (Some(a), Some(b)) => a.is(b),
                (a, b) => a.is_none() && b.is_none(),
            };
            alike && self.coerce == d.coerce
        });
        Some(same)
    }
}
