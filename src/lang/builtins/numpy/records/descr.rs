//! What `np.dtype` takes beside names: lists of fields, dicts, pairs, strings with commas.

use crate::engine::record::{Field, Record, construction};
use crate::engine::{DType, Kind, broadcast};
use crate::lang::builtins::numpy::convert;
use crate::lang::dict::Dict;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use std::rc::Rc;

/// The dtype of a list of fields.
///
/// # Errors
/// As NumPy words them.
pub fn of_list(interp: &mut Interp, items: &[Value], align: bool) -> Result<DType> {
    let mut fields = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        let field = entry(interp, i, item, align)?;
        fields.push(field);
    }
    check_names(&fields)?;
    Ok(Record::packed(fields, align).into_dtype())
}

/// One field of a list: `('x', 'f8')`, `('x', 'f8', (2,))`, `(('title', 'x'), 'f8')`.
fn entry(interp: &mut Interp, i: usize, item: &Value, align: bool) -> Result<Field> {
    let parts = match item {
        Value::Tuple(parts) if parts.len() >= 2 => parts,
        _ => {
            let shown = interp.repr(item)?;
            return Err(Raise::type_error(format!("Field elements must be 2- or 3-tuples, got '{shown}'")));
        }
    };
    if parts.len() > 3 {
        let shown = interp.repr(item)?;
        let text = format!("Field elements must be tuples with at most 3 elements, got '{shown}'");
        return Err(Raise::type_error(text));
    }
    let (title, name) = match &parts[0] {
        Value::Tuple(both) if both.len() == 2 => (both[0].as_str().map(Into::into), both[1].as_str()),
        other => (None, other.as_str()),
    };
    let name = name.ok_or_else(|| Raise::type_error("First element of field tuple is neither a tuple nor str"))?;
    let name = if name.is_empty() { format!("f{i}") } else { name.to_string() };
    let dtype = match parts.get(2) {
        None => convert::dtype_aligned(interp, &parts[1], align)?,
        Some(_) => of_tuple(interp, &parts[1..], align)?,
    };
    Ok(Field { name: name.into(), title, dtype, offset: 0 })
}

fn check_names(fields: &[Field]) -> Result<()> {
    for (i, field) in fields.iter().enumerate() {
        let taken = |f: &Field| f.name == field.name || f.title.as_deref() == Some(&*field.name);
        if fields[..i].iter().any(taken) {
            return Err(Raise::value_error(format!("field '{}' occurs more than once", field.name)));
        }
    }
    Ok(())
}

/// The shape of a sub-array: an integer or a tuple of them.
fn shape_of(interp: &mut Interp, v: &Value) -> Result<Vec<usize>> {
    let lengths = match v {
        Value::Tuple(items) => items.iter().map(|i| interp.index(i)).collect::<Result<Vec<i64>>>(),
        other => interp.index(other).map(|n| vec![n]),
    };
    let lengths = lengths.map_err(|_| Raise::value_error("invalid shape in fixed-type tuple."))?;
    let long = |n: &i64| usize::try_from(*n).ok().filter(|&n| n <= i32::MAX as usize);
    let shape = lengths.iter().map(long).collect::<Option<Vec<usize>>>();
    shape.ok_or_else(|| Raise::value_error("invalid shape in fixed-type tuple: dimension smaller then zero."))
}

/// The dtype of a pair: `('f8', (2, 2))`, `('U', 10)`.
///
/// # Errors
/// As NumPy words them.
pub fn of_tuple(interp: &mut Interp, items: &[Value], align: bool) -> Result<DType> {
    let [first, second] = items else {
        let shown = interp.repr(&Value::tuple(items.to_vec()))?;
        return Err(Raise::type_error(format!("Tuple must have size 2, but has size {} : {shown}", items.len())));
    };
    let base = convert::dtype_aligned(interp, first, align)?;
    // A pair of a type and a length is a type; a tuple of integers is a shape.
    let pair = matches!(second, Value::Tuple(t) if t.first().is_some_and(|v| matches!(v, Value::Type(_) | Value::DType(_)) || v.as_str().is_some()));
    let types = pair
        || matches!(second, Value::List(_) | Value::Dict(_) | Value::DType(_) | Value::Type(_))
        || second.as_str().is_some();
    if let (Kind::Str | Kind::Bytes | Kind::Void, 0, false) = (base.kind(), base.itemsize(), types) {
        let n = interp.index(second).ok().and_then(|n| u32::try_from(n).ok());
        let n = n.ok_or_else(|| Raise::value_error("invalid itemsize in generic type tuple"))?;
        return Ok(match base.kind() {
            Kind::Str => DType::Str(n),
            Kind::Bytes => DType::Bytes(n),
            _ => DType::Void(n),
        });
    }
    if types {
        return pair_of_types(interp, base, second, align);
    }
    let shape = shape_of(interp, second)?;
    Ok(DType::subarray(base, &shape))
}

/// `(np.record, [...])` and `('i4', 'u1,u1,u1,u1')`: another view of the same bytes, of which the fields are kept.
fn pair_of_types(interp: &mut Interp, base: DType, second: &Value, align: bool) -> Result<DType> {
    let found = convert::dtype_aligned(interp, second, align)?;
    if base == DType::Void(0) {
        return Ok(found);
    }
    if base.has_objects() || found.has_objects() {
        let text = "dtypes of the form (old_dtype, new_dtype) containing the object dtype are not supported";
        return Err(Raise::value_error(text));
    }
    if !found.is_structured() {
        // Another type of the same size is nothing but another name.
        return match found.itemsize() == base.itemsize() {
            true => Ok(base),
            false => Err(Raise::value_error("mismatch in size of old and new data-descriptor")),
        };
    }
    Err(Raise::unsupported("Ravel has no dtype that is a number and has fields; use a.view(fields) of an array"))
}

/// The dtype of a dict: with `names` and `formats`, or of names with `(format, offset)`.
///
/// # Errors
/// As NumPy words them.
pub fn of_dict(interp: &mut Interp, dict: &Rc<Dict>, align: bool) -> Result<DType> {
    let pairs: Vec<(Value, Value)> = dict.0.borrow().iter().map(|(k, v)| (k.value().clone(), v.clone())).collect();
    let find = |name: &str| pairs.iter().find(|(k, _)| k.as_str() == Some(name)).map(|(_, v)| v.clone());
    let (Some(names), Some(formats)) = (find("names"), find("formats")) else {
        return of_fields(interp, &pairs, align);
    };
    let align = match find("aligned") {
        Some(v) => interp.truth(&v)? || align,
        None => align,
    };
    let (names, formats) = (interp.collect(&names)?, interp.collect(&formats)?);
    let offsets = find("offsets").map(|v| interp.collect(&v)).transpose()?;
    let titles = find("titles").map(|v| interp.collect(&v)).transpose()?;
    let lengths = [Some(&formats), offsets.as_ref(), titles.as_ref()];
    if lengths.into_iter().flatten().any(|l| l.len() != names.len()) {
        return Err(Raise::value_error(
            "'names', 'formats', 'offsets', and 'titles' dict entries must have the same length",
        ));
    }
    let mut fields = Vec::with_capacity(names.len());
    for (i, (name, format)) in names.iter().zip(&formats).enumerate() {
        let name = name.as_str().ok_or_else(|| Raise::type_error("field names must be strings"))?.into();
        let dtype = convert::dtype_aligned(interp, format, align)?;
        let offset = match &offsets {
            Some(all) => place(interp, &all[i])?,
            None => 0,
        };
        let title = titles.as_ref().and_then(|all| all[i].as_str().map(Into::into));
        fields.push(Field { name, title, dtype, offset });
    }
    check_names(&fields)?;
    let itemsize = find("itemsize").filter(|v| !v.is_none()).map(|v| place(interp, &v)).transpose()?;
    if offsets.is_none() {
        fields = Record::packed(fields, align).fields;
    }
    Ok(Record::placed(fields, itemsize, align)?.into_dtype())
}

fn place(interp: &mut Interp, v: &Value) -> Result<usize> {
    let n = interp.index(v)?;
    usize::try_from(n).map_err(|_| Raise::value_error("offset must be non-negative"))
}

/// `{'x': ('f8', 0), 'y': ('i4', 8)}`
fn of_fields(interp: &mut Interp, pairs: &[(Value, Value)], align: bool) -> Result<DType> {
    let mut fields = Vec::with_capacity(pairs.len());
    for (name, entry) in pairs {
        let parts = match entry {
            Value::Tuple(parts) if matches!(parts.len(), 2 | 3) => parts.clone(),
            other => {
                if !matches!(other, Value::Tuple(_) | Value::List(_)) && other.as_str().is_none() {
                    let kind = interp.type_name(other);
                    return Err(Raise::type_error(format!("object of type '{kind}' has no len()")));
                }
                return Err(Raise::value_error("entry not a 2- or 3- tuple"));
            }
        };
        let offset = interp.index(&parts[1])?;
        let offset = usize::try_from(offset).map_err(|_| Raise::value_error("invalid offset."))?;
        let dtype = convert::dtype_aligned(interp, &parts[0], align)?;
        let name = name.as_str().ok_or_else(|| Raise::type_error("field names must be strings"))?.into();
        let title = parts.get(2).and_then(|t| t.as_str().map(Into::into));
        fields.push(Field { name, title, dtype, offset });
    }
    fields.sort_by_key(|f| f.offset);
    Ok(Record::placed(fields, None, align)?.into_dtype())
}

/// `dtype.descr`: what `np.dtype` makes it of again, gaps as fields without a name.
///
/// # Errors
/// `ValueError` where fields overlap or are out of order.
pub fn descr(d: DType) -> Result<Value> {
    let Some(record) = d.record() else {
        return Ok(Value::list(vec![Value::tuple(vec![Value::str(""), Value::str(d.str())])]));
    };
    let gap = |n: usize| Value::tuple(vec![Value::str(""), Value::str(format!("|V{n}"))]);
    let (mut items, mut at) = (Vec::new(), 0);
    for field in &record.fields {
        if field.offset < at {
            let text = "dtype.descr is not defined for types with overlapping or out-of-order fields";
            return Err(Raise::value_error(text));
        }
        if field.offset > at {
            items.push(gap(field.offset - at));
        }
        at = field.offset + field.dtype.itemsize();
        let name = Value::str(&*field.name);
        let name = match &field.title {
            Some(title) => Value::tuple(vec![Value::str(&**title), name]),
            None => name,
        };
        let (base, shape) = field.dtype.parts();
        let mut parts = vec![name, if base.record().is_some() { descr(base)? } else { Value::str(base.str()) }];
        if !shape.is_empty() {
            parts.push(shape_value(shape));
        }
        items.push(Value::tuple(parts));
    }
    if record.itemsize > at {
        items.push(gap(record.itemsize - at));
    }
    Ok(Value::list(items))
}

/// A shape as a tuple.
pub fn shape_value(shape: &[usize]) -> Value {
    Value::tuple(shape.iter().map(|&n| Value::Int(n as i64)).collect())
}

/// The type of a field by name, title or number; several by a list of names.
///
/// # Errors
/// `KeyError`, `IndexError`, `TypeError` in NumPy's words.
pub fn subscript(interp: &mut Interp, d: DType, index: &Value) -> Result<DType> {
    let Some(record) = d.record() else {
        return Err(Raise::key_error(Value::str(format!("There are no fields in dtype {d}."))));
    };
    if let Some(name) = index.as_str() {
        let found = record.field(name).map(|f| f.dtype);
        return found.ok_or_else(|| Raise::key_error(Value::str(format!("Field named '{name}' not found."))));
    }
    if let Value::List(_) = index {
        let names = super::keys(index).unwrap_or_default();
        return super::value::chosen(record, &names, true);
    }
    let wrong = "Field key must be an integer field offset, single field name, or list of field names.";
    let i = interp.index(index).map_err(|_| Raise::type_error(wrong))?;
    let n = record.fields.len() as i64;
    let at = if i < 0 { i + n } else { i };
    usize::try_from(at)
        .ok()
        .and_then(|at| record.fields.get(at))
        .map(|f| f.dtype)
        .ok_or_else(|| Raise::index_error(format!("Field index {i} out of range.")))
}

/// `dtype([('x', '<f8')])`, `dtype(('<f8', (2,)))`.
pub fn repr(d: DType) -> String {
    let align = if d.record().is_some_and(|r| r.aligned) { ", align=True" } else { "" };
    let inner = match d {
        DType::Sub(sub) => format!("({}, {})", construction(sub.base, true), broadcast::shape_repr(&sub.shape)),
        other => construction(other, false),
    };
    format!("dtype({inner}{align})")
}
