//! Record arrays made of arrays, of records, of bytes and of files.

use super::array::{RECARRAY, view_as};
use crate::engine::DType;
use crate::lang::array::Class;
use crate::lang::builtins::numpy::args::ShapeArg;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::args::FromValue;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// How the fields are told where no dtype is given.
pub struct Layout {
    /// Their types.
    pub formats: Value,
    /// Their names.
    pub names: Value,
    /// Their titles.
    pub titles: Value,
    /// Whether they are aligned.
    pub aligned: bool,
    /// Their byte order.
    pub byteorder: Value,
}

impl Layout {
    /// The dtype, or the one that is given.
    ///
    /// # Errors
    /// `ValueError` without formats, or of names that come twice.
    pub fn dtype(&self, interp: &mut Interp, given: &Value) -> Result<DType> {
        if !given.is_none() {
            return convert::dtype(interp, given);
        }
        if self.formats.is_none() {
            return Err(Raise::value_error("Need formats argument"));
        }
        if !self.titles.is_none() {
            return Err(Raise::unsupported("Ravel's fields have no titles: name the fields by `names`"));
        }
        let base = match &self.formats {
            Value::List(l) => {
                let items = l.0.borrow().clone();
                let named = items.into_iter().enumerate();
                let named = named.map(|(i, f)| Value::tuple(vec![Value::str(format!("f{i}")), f])).collect();
                convert::dtype_aligned(interp, &Value::list(named), self.aligned)?
            }
            other => {
                let d = convert::dtype_aligned(interp, other, self.aligned)?;
                match d.record() {
                    Some(_) => d,
                    None => {
                        let one = Value::tuple(vec![Value::str("f1"), Value::DType(d)]);
                        convert::dtype_aligned(interp, &Value::list(vec![one]), self.aligned)?
                    }
                }
            }
        };
        let Some(record) = base.record() else { return Ok(base) };
        let names = self.field_names(interp, record.fields.len())?;
        let mut fields = record.fields.clone();
        for (field, name) in fields.iter_mut().zip(&names) {
            field.name = name.as_str().into();
        }
        let dtype = crate::engine::record::Record { fields, ..record.clone() }.into_dtype();
        if self.byteorder.is_none() {
            return Ok(dtype);
        }
        let swapped = np::method(interp, &Value::DType(dtype), "newbyteorder", std::slice::from_ref(&self.byteorder))?;
        convert::dtype(interp, &swapped)
    }

    fn field_names(&self, interp: &mut Interp, many: usize) -> Result<Vec<String>> {
        let mut names: Vec<String> = match &self.names {
            Value::None => Vec::new(),
            Value::List(_) | Value::Tuple(_) => {
                interp.collect(&self.names)?.iter().map(|n| interp.str(n)).collect::<Result<_>>()?
            }
            other => match other.as_str() {
                Some("") => Vec::new(),
                Some(text) => text.split(',').map(str::to_string).collect(),
                None => {
                    let shown = interp.repr(other)?;
                    return Err(Raise::new(&exc::NAME_ERROR, format!("illegal input names {shown}")));
                }
            },
        };
        names.truncate(many);
        names.iter_mut().for_each(|n| *n = n.trim().to_string());
        names.extend((names.len()..many).map(|i| format!("f{i}")));
        let mut twice: Vec<&String> = Vec::new();
        for (i, name) in names.iter().enumerate() {
            if names[..i].contains(name) && !twice.contains(&name) {
                twice.push(name);
            }
        }
        if twice.is_empty() {
            return Ok(names);
        }
        let shown = interp.repr(&Value::list(twice.into_iter().map(|n| Value::str(&**n)).collect()))?;
        Err(Raise::value_error(format!("Duplicate field names: {shown}")))
    }
}

/// A shape that may be left open.
fn shape_of(interp: &mut Interp, shape: &Value) -> Result<Option<Vec<usize>>> {
    if shape.is_none() {
        return Ok(None);
    }
    Ok(Some(ShapeArg::from_value(interp, shape.clone())?.0.to_vec()))
}

fn blank(interp: &mut Interp, shape: &[usize], dtype: DType) -> Result<Value> {
    let shape = Value::tuple(shape.iter().map(|&n| Value::Int(n as i64)).collect());
    let made = np::call(interp, "empty", &[shape, Value::DType(dtype)])?;
    if let Value::Array(a) = &made {
        a.set_class(Class::Records);
    }
    Ok(made)
}

fn from_arrays(interp: &mut Interp, arrays: &Value, dtype: &Value, shape: &Value, how: Layout) -> Result<Value> {
    let mut columns = Vec::new();
    for column in interp.collect(arrays)? {
        columns.push(np::as_array(interp, &column)?);
    }
    let Some(first) = columns.first() else { return Err(Raise::index_error("list index out of range")) };
    let mut shape = match shape_of(interp, shape)? {
        Some(shape) => shape,
        None => np::view(interp, first)?.shape().to_vec(),
    };
    let mut how = how;
    if how.formats.is_none() && dtype.is_none() {
        let formats = columns.iter().map(|c| Ok(Value::DType(np::view(interp, c)?.dtype())));
        how.formats = Value::list(formats.collect::<Result<_>>()?);
    }
    let dtype = how.dtype(interp, dtype)?;
    let fields: Vec<(String, usize)> = dtype
        .record()
        .iter()
        .flat_map(|r| r.fields.iter().map(|f| (f.name.to_string(), f.dtype.parts().1.len())))
        .collect();
    if fields.len() != columns.len() {
        return Err(Raise::value_error("mismatch between the number of fields and the number of arrays"));
    }
    shape.truncate(shape.len() - fields[0].1.min(shape.len()));
    let made = blank(interp, &shape, dtype)?;
    for (k, (column, (name, inner))) in columns.iter().zip(&fields).enumerate() {
        let own = np::view(interp, column)?.shape().to_vec();
        if own[..own.len() - (*inner).min(own.len())] != shape[..] {
            return Err(Raise::value_error(format!("array-shape mismatch in array {k} (\"{name}\")")));
        }
        interp.set_item(&made, &Value::str(&**name), column.clone())?;
    }
    Ok(made)
}

fn from_records(interp: &mut Interp, records: &Value, dtype: &Value, shape: &Value, how: Layout) -> Result<Value> {
    if how.formats.is_none() && dtype.is_none() {
        let rows = interp.collect(records)?;
        let mut columns: Vec<Vec<Value>> = Vec::new();
        for row in &rows {
            for (i, item) in interp.collect(row)?.into_iter().enumerate() {
                if columns.len() <= i {
                    columns.push(Vec::new());
                }
                columns[i].push(item);
            }
        }
        let columns = columns.into_iter().map(|c| np::call(interp, "array", &[Value::list(c)]));
        let columns = columns.collect::<Result<_>>()?;
        return from_arrays(interp, &Value::list(columns), &Value::None, shape, how);
    }
    let dtype = how.dtype(interp, dtype)?;
    let made = match np::call(interp, "array", &[records.clone(), Value::DType(dtype)]) {
        Ok(made) => made,
        Err(e) if e.is(&exc::TYPE_ERROR) || e.is(&exc::VALUE_ERROR) => {
            return one_by_one(interp, records, dtype, shape);
        }
        Err(e) => return Err(e),
    };
    let made = match shape_of(interp, shape)? {
        Some(_) => np::method(interp, &made, "reshape", std::slice::from_ref(shape))?,
        None => made,
    };
    Ok(made.as_array().map_or(made.clone(), view_as))
}

fn one_by_one(interp: &mut Interp, records: &Value, dtype: DType, shape: &Value) -> Result<Value> {
    let rows = interp.collect(records)?;
    let shape = shape_of(interp, shape)?.unwrap_or(vec![rows.len()]);
    if shape.len() > 1 {
        return Err(Raise::value_error("Can only deal with 1-d array."));
    }
    let made = blank(interp, &shape, dtype)?;
    for (k, row) in rows.iter().enumerate().take(shape.first().copied().unwrap_or(1)) {
        let row = interp.collect(row)?;
        interp.set_item(&made, &Value::Int(k as i64), Value::tuple(row))?;
    }
    interp.warn(
        &exc::FUTURE_WARNING,
        "fromrecords expected a list of tuples, may have received a list of lists instead. In the future that will raise \
         an error",
    )?;
    Ok(made)
}

fn from_bytes(interp: &mut Interp, data: &Value, dtype: DType, shape: &Value, offset: i64) -> Result<Value> {
    let length = interp.len(data)? as i64;
    let item = dtype.itemsize().max(1) as i64;
    let open = shape.is_none() || interp.index(shape).is_ok_and(|n| n == -1);
    let shape = if open { Value::Int((length - offset) / item) } else { shape.clone() };
    let words = [("buf".to_string(), data.clone()), ("offset".to_string(), Value::Int(offset))];
    interp.call(&Value::Type(&RECARRAY), &[shape, Value::DType(dtype)], &words)
}

/// `np.rec.array` of what is neither bytes nor a list.
fn from_array(interp: &mut Interp, v: &Value, dtype: &Value, copy: bool) -> Result<Value> {
    let mut made = v.clone();
    if !dtype.is_none() {
        let dtype = convert::dtype(interp, dtype)?;
        if np::view(interp, v)?.dtype() != dtype {
            made = np::method(interp, v, "view", &[Value::DType(dtype)])?;
        }
    }
    if copy {
        made = np::method(interp, &made, "copy", &[])?;
    }
    Ok(made.as_array().map_or(made.clone(), view_as))
}

const HOW: &str = "dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None";

/// A function of `(first, dtype, shape, how)`.
type Make = fn(&mut Interp, &Value, &Value, &Value, Layout) -> Result<Value>;

fn row(names: &'static [&'static str], first: &str, doc: &'static str, f: Make) -> Builtin {
    let signature: &'static str = Box::leak(format!("{first}, {HOW}").into_boxed_str());
    py(
        names,
        signature,
        doc,
        move |interp: &mut Interp,
              data: Value,
              dtype: Value,
              shape: Value,
              formats: Value,
              names: Value,
              titles: Value,
              aligned: Option<bool>,
              byteorder: Value| {
            let how = Layout { formats, names, titles, aligned: aligned.unwrap_or(false), byteorder };
            f(interp, &data, &dtype, &shape, how)
        },
    )
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        row(
            &["fromarrays"],
            "arrayList",
            "A record array of columns.\n\n\
             >>> r = np.rec.fromarrays([[1, 2], ['a', 'b']], names='x,y')\n>>> r.y\narray(['a', 'b'], dtype='<U1')",
            from_arrays,
        ),
        row(
            &["fromrecords"],
            "recList",
            "A record array of rows.\n\n\
             >>> r = np.rec.fromrecords([(1, 'a'), (2, 'b')], names='x,y')\n>>> r.x\narray([1, 2])",
            from_records,
        ),
        py(
            &["fromstring"],
            "datastring, dtype=None, shape=None, offset=0, formats=None, names=None, titles=None, aligned=False, \
             byteorder=None",
            "A record array over bytes.\n\n>>> np.rec.fromstring(b'\\x01\\x02', dtype='u1,u1')[0]\n\
             np.record((1, 2), dtype=[('f0', 'u1'), ('f1', 'u1')])",
            |interp: &mut Interp,
             data: Value,
             dtype: Value,
             shape: Value,
             offset: Option<i64>,
             formats: Value,
             names: Value,
             titles: Value,
             aligned: Option<bool>,
             byteorder: Value| {
                if dtype.is_none() && formats.is_none() {
                    return Err(Raise::type_error("fromstring() needs a 'dtype' or 'formats' argument"));
                }
                let how = Layout { formats, names, titles, aligned: aligned.unwrap_or(false), byteorder };
                let dtype = how.dtype(interp, &dtype)?;
                from_bytes(interp, &data, dtype, &shape, offset.unwrap_or(0))
            },
        ),
        py(
            &["array"],
            "obj, dtype=None, shape=None, offset=0, strides=None, formats=None, names=None, titles=None, aligned=False, \
             byteorder=None, copy=True",
            "A record array of anything that can be one.\n\n\
             >>> np.rec.array([(1, 2.5)], dtype=[('x', int), ('y', float)]).y\narray([2.5])",
            array,
        ),
    ]
}

#[allow(clippy::too_many_arguments)]
fn array(
    interp: &mut Interp,
    v: Value,
    dtype: Value,
    shape: Value,
    offset: Option<i64>,
    strides: Value,
    formats: Value,
    names: Value,
    titles: Value,
    aligned: Option<bool>,
    byteorder: Value,
    copy: Option<bool>,
) -> Result<Value> {
    if matches!(v, Value::None | Value::Str(_)) && formats.is_none() && dtype.is_none() {
        return Err(Raise::value_error("Must define formats (or dtype) if object is None, string, or an open file"));
    }
    let how = Layout { formats, names, titles, aligned: aligned.unwrap_or(false), byteorder };
    let dtype = match (&dtype, &how.formats) {
        (Value::None, Value::None) => Value::None,
        _ => Value::DType(how.dtype(interp, &dtype)?),
    };
    match &v {
        Value::None if shape.is_none() => Err(Raise::value_error("Must define a shape if obj is None")),
        Value::None => {
            let words = [("strides".to_string(), strides)];
            interp.call(&Value::Type(&RECARRAY), &[shape, dtype], &words)
        }
        Value::Bytes(_) => {
            let dtype = how.dtype(interp, &dtype)?;
            from_bytes(interp, &v, dtype, &shape, offset.unwrap_or(0))
        }
        Value::List(_) | Value::Tuple(_) => {
            let first = np::item(interp, &v, &Value::Int(0))?;
            let make = if matches!(first, Value::List(_) | Value::Tuple(_)) { from_records } else { from_arrays };
            make(interp, &v, &dtype, &shape, how)
        }
        Value::Array(_) => from_array(interp, &v, &dtype, copy.unwrap_or(true)),
        Value::Scalar(_) => {
            let made = np::as_array(interp, &v)?;
            from_array(interp, &made, &dtype, false)
        }
        _ => Err(Raise::value_error("Unknown input type")),
    }
}
