//! The dtype of a record array, which makes its elements records: otherwise it is that of any structured array.

use crate::engine::DType;
use crate::lang::builtins::numpy::dtype_classes::dtype_class;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::Type;
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;
use std::any::Any;

/// A dtype whose elements are records.
struct RecordDType(DType);

/// A dtype as a record array shows it.
pub fn of(dtype: &Value) -> Value {
    match dtype {
        Value::DType(d) if d.record().is_some() => Value::object(RecordDType(*d)),
        other => other.clone(),
    }
}

/// The dtype behind, if a value is one of a record array.
pub fn plain(v: &Value) -> Option<DType> {
    v.downcast::<RecordDType>().map(|d| d.0)
}

impl Object for RecordDType {
    fn type_(&self) -> &'static Type {
        dtype_class(self.0)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let inner = self.str(interp)?;
        Ok(format!("dtype({inner})"))
    }

    fn str(&self, interp: &mut Interp) -> Result<String> {
        let fields = interp.str(&Value::DType(self.0))?;
        Ok(format!("(numpy.record, {fields})"))
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(interp.get_item(&Value::DType(self.0), index))
    }

    fn len(&self) -> Option<usize> {
        self.0.record().map(|r| r.fields.len())
    }

    fn order(&self, interp: &mut Interp, op: CmpOp, other: &Value) -> Option<Result<Value>> {
        let other = plain(other).map_or(other.clone(), Value::DType);
        Some(interp.compare(op, &Value::DType(self.0), &other))
    }
}
