//! `a['x']`, `a[['x', 'y']]`, and the same of one record.

use super::value;
use crate::engine::record::Record;
use crate::engine::scalar::Item;
use crate::engine::{DType, Scalar, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use std::rc::Rc;

/// The names of a list that is nothing but strings.
pub fn keys(index: &Value) -> Option<Vec<String>> {
    let Value::List(items) = index else { return None };
    let items = items.0.borrow();
    if items.is_empty() {
        return None;
    }
    items.iter().map(|v| v.as_str().map(String::from)).collect()
}

/// Whether an index names fields.
pub fn is_field(index: &Value) -> bool {
    index.as_str().is_some() || keys(index).is_some()
}

/// The fields that an index names: a view. `None` if it names none.
///
/// # Errors
/// `ValueError`, `KeyError` of names that are no fields; `IndexError` of an array without fields.
pub fn get(view: &View, index: &Value) -> Result<Option<View>> {
    let Some(record) = view.dtype().record() else { return Ok(None) };
    if let Some(name) = index.as_str() {
        let field = record.field(name).ok_or_else(|| no_field(name))?;
        return Ok(Some(view.field(field)));
    }
    match keys(index) {
        Some(names) => value::chosen(record, &names, false).map(|d| Some(view.reinterpreted(d))),
        None => Ok(None),
    }
}

fn no_field(name: &str) -> Raise {
    Raise::value_error(format!("no field of name {name}"))
}

/// `a['x'] = value` of an array.
///
/// # Errors
/// As [`get`], and those of the assignment.
pub fn set(interp: &mut Interp, a: &Rc<Array>, index: &Value, value: &Value) -> Result<bool> {
    let view = a.view().clone();
    let Some(part) = get(&view, index)? else { return Ok(false) };
    let part = Array::view_of(a, part);
    interp.set_item(&Value::Array(part), &Value::Ellipsis, value.clone())?;
    Ok(true)
}

/// The number of a field from an integer index.
fn number(record: &Record, i: i64) -> Result<usize> {
    let n = record.fields.len() as i64;
    let at = if i < 0 { i + n } else { i };
    usize::try_from(at)
        .ok()
        .filter(|&at| at < n as usize)
        .ok_or_else(|| Raise::index_error(format!("invalid index ({i})")))
}

/// `record[index]`; `None` where an array without axes is to answer.
///
/// # Errors
/// As NumPy words them.
pub fn get_scalar(interp: &mut Interp, item: &Item, index: &Value) -> Result<Option<Value>> {
    let Some(record) = item.0.dtype().record() else { return Ok(None) };
    let part = match index {
        Value::Int(_) | Value::Bool(_) => item.0.field(&record.fields[number(record, interp.index(index)?)?]),
        Value::Scalar(s) if s.as_integer().is_some() => {
            item.0.field(&record.fields[number(record, interp.index(index)?)?])
        }
        _ => match get(&item.0, index)? {
            Some(part) => part,
            None => return Ok(None),
        },
    };
    Ok(Some(of_part(&part)))
}

/// A part of a record as a value: an element, or an array of its own axes.
pub fn of_part(part: &View) -> Value {
    if part.rank() == 0 { Value::scalar(part.first()) } else { Value::Array(Array::new(part.clone())) }
}

/// `record[index] = value`, in the array that it is from.
///
/// # Errors
/// As NumPy words them.
pub fn set_scalar(interp: &mut Interp, item: &Item, index: &Value, value: Value) -> Result<()> {
    let part = match (item.0.dtype(), index) {
        (DType::Record(record), Value::Int(i)) => item.0.field(&record.fields[number(&record, *i)?]),
        _ => match get(&item.0, index)? {
            Some(part) => part,
            None => (*item.0).clone(),
        },
    };
    let part = Value::Array(Array::new(part));
    interp.set_item(&part, &Value::Ellipsis, value)
}

/// The fields of a record, in order.
pub fn items(item: &Item) -> Vec<Value> {
    let record = item.0.dtype().record();
    record.map_or(Vec::new(), |r| r.fields.iter().map(|f| of_part(&item.0.field(f))).collect())
}

/// Whether a value is a record with fields.
pub fn as_item(v: &Value) -> Option<Item> {
    match v {
        Value::Scalar(s) => match &**s {
            Scalar::Void(item) if item.0.dtype().record().is_some() => Some(item.clone()),
            _ => None,
        },
        _ => None,
    }
}
