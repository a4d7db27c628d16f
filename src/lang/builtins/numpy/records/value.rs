//! Records out of Python values, and back.

use crate::engine::kernels::cast;
use crate::engine::kernels::operand::Operand;
use crate::engine::record::{Field, Record};
use crate::engine::{DType, Layout, Scalar, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::{convert, nested};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// The dtype that shows only some fields of a record, where they are.
///
/// # Errors
/// `KeyError` of a name that is no field; `ValueError` of one that comes twice.
pub fn chosen(record: &Record, names: &[String], of_dtype: bool) -> Result<DType> {
    let mut fields: Vec<Field> = Vec::with_capacity(names.len());
    for name in names {
        let field = record.field(name).ok_or_else(|| Raise::key_error(Value::str(name.clone())))?;
        if fields.iter().any(|f| f.name == field.name) {
            let of = if of_dtype { "field" } else { "duplicate field" };
            return Err(Raise::value_error(format!("{of} of name '{name}'")));
        }
        fields.push(field.clone());
    }
    Ok(Record { fields, itemsize: record.itemsize, aligned: record.aligned, alignment: record.alignment }.into_dtype())
}

/// A value as a record: of a tuple field by field, of anything else the same value in all fields.
///
/// # Errors
/// `ValueError` of a tuple of another length, and those of each field.
pub fn element(interp: &mut Interp, value: &Value, dtype: DType) -> Result<Scalar> {
    let made = cast::blank(dtype)?;
    write(interp, &made, value)?;
    Ok(made.first())
}

fn write(interp: &mut Interp, to: &View, value: &Value) -> Result<()> {
    let Some(record) = to.dtype().record() else { return Ok(()) };
    match value {
        Value::Tuple(items) if items.len() != record.fields.len() => {
            let (n, m) = (items.len(), record.fields.len());
            Err(Raise::value_error(format!("could not assign tuple of length {n} to structure with {m} fields.")))
        }
        Value::Tuple(items) => {
            record.fields.iter().zip(items.iter()).try_for_each(|(f, item)| write_field(interp, &to.field(f), item))
        }
        Value::Scalar(s) if matches!(&**s, Scalar::Void(_)) => {
            cast::convert_all(&View::from_scalar(s)?, to)?;
            Ok(())
        }
        Value::Array(a) if a.view().rank() == 0 => {
            let view = a.view().clone();
            cast::convert_all(&view, to)?;
            Ok(())
        }
        Value::List(_) => Err(Raise::value_error("setting an array element with a sequence.")),
        other => record.fields.iter().try_for_each(|f| write_field(interp, &to.field(f), other)),
    }
}

/// Writes a field, which may be a record or an array itself.
fn write_field(interp: &mut Interp, to: &View, value: &Value) -> Result<()> {
    if to.rank() == 0 && to.dtype().record().is_some() {
        return write(interp, to, value);
    }
    if to.rank() == 0 {
        let single = nested::element(interp, value, to.dtype())?;
        convert::flush_warnings(interp)?;
        let single = View::from_scalar(&single)?;
        cast::assign(to, &Operand::Array(single))?;
        return Ok(());
    }
    let source = convert::view_of(interp, value, Some(to.dtype()))?;
    Ok(cast::assign(to, &Operand::Array(source))?)
}

/// `record.item()`: a tuple of Python values; an array within stays one.
pub fn item(view: &View) -> Value {
    let Some(record) = view.dtype().record() else {
        let layout = view.layout();
        let bytes = crate::engine::mem::access::read_bytes(view, layout.offset, layout.itemsize());
        return Value::Bytes(std::rc::Rc::new(bytes));
    };
    let part = |f: &Field| {
        let part = view.field(f);
        if part.rank() == 0 { convert::python_value(&part.first()) } else { Value::Array(Array::new(part)) }
    };
    Value::tuple(record.fields.iter().map(part).collect())
}

/// The same records with the fields of `order` first: what a sort by them compares.
///
/// # Errors
/// `ValueError` of names that are no fields, or twice.
pub fn ordered(view: &View, order: &[String]) -> Result<View> {
    let Some(record) = view.dtype().record() else {
        return Err(Raise::value_error("Cannot specify order when the array has no fields."));
    };
    let mut fields: Vec<Field> = Vec::with_capacity(record.fields.len());
    for name in order {
        let field = record.field(name).ok_or_else(|| Raise::value_error(format!("unknown field name: {name}")))?;
        if fields.iter().any(|f| f.name == field.name) {
            return Err(Raise::value_error(format!("duplicate field name: {name}")));
        }
        fields.push(field.clone());
    }
    let rest = record.fields.iter().filter(|f| !order.iter().any(|n| **n == *f.name));
    fields.extend(rest.cloned());
    let dtype = Record { fields, ..record.clone() }.into_dtype();
    Ok(view.derive(Layout { dtype, ..view.layout().clone() }))
}
