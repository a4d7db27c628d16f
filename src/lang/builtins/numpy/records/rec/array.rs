//! `np.recarray`: a structured array whose fields are attributes.

use super::dtype;
use super::make::Layout;
use super::record;
use crate::engine::View;
use crate::engine::layout::Order;
use crate::lang::array::{Array, Class};
use crate::lang::builtins::numpy::args::{OrderArg, ShapeArg};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::builtins::numpy::types::NDARRAY;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Attribute, Table, Type, attribute, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// `numpy.rec.recarray`
pub static RECARRAY: Type = Type::new("recarray", "numpy.rec", &[&NDARRAY], table);

/// An array as a record array, over the same memory.
pub fn view_as(a: &Rc<Array>) -> Value {
    let view = a.view().clone();
    let made = Array::view_of(a, view);
    made.set_class(Class::Records);
    Value::Array(made)
}

/// What indexing a record array gives: record arrays, records, and plain arrays of fields.
pub fn kept(a: &Array, found: Value) -> Value {
    if a.class() != Class::Records {
        return found;
    }
    if let Value::Array(part) = &found {
        let fields = part.view().dtype().record().is_some();
        part.set_class(if fields { Class::Records } else { Class::Plain });
        return found;
    }
    record::of(found)
}

/// The field of a name, if a record array has it.
pub fn field(interp: &mut Interp, v: &Value, name: &str) -> Option<Result<Value>> {
    has(v, name).then(|| interp.get_item(v, &Value::str(name)))
}

fn has(v: &Value, name: &str) -> bool {
    let Value::Array(a) = v else { return false };
    a.class() == Class::Records && a.view().dtype().record().is_some_and(|r| r.field(name).is_some())
}

/// Writes the field of a name, if a record array has it.
pub fn set_field(interp: &mut Interp, v: &Value, name: &str, value: &Value) -> Option<Result<()>> {
    has(v, name).then(|| interp.set_item(v, &Value::str(name), value.clone()))
}

/// `repr` of a record array.
///
/// # Errors
/// Of printing.
pub fn repr(interp: &mut Interp, v: &Value, view: &View) -> Result<String> {
    let list = if view.size() > 0 || view.shape() == [0] {
        let words = [("separator", ", "), ("prefix", "rec.array("), ("suffix", ",")];
        let words: Vec<(&str, Value)> = words.iter().map(|(k, w)| (*k, Value::str(*w))).collect();
        let text = np::call_kw(interp, "array2string", std::slice::from_ref(v), &words)?;
        interp.str(&text)?
    } else {
        let shape = interp.repr(&np::shape(view))?;
        format!("[], shape={shape}")
    };
    let dtype = interp.str(&Value::DType(view.dtype()))?;
    let dtype = if view.dtype().record().is_some() { dtype } else { interp.repr(&Value::DType(view.dtype()))? };
    Ok(format!("rec.array({list},\n{}dtype={dtype})", " ".repeat(10)))
}

const DOC: &str = "A structured array whose fields are attributes.\n\n\
    >>> r = np.array([(1, 2.5), (3, 4.5)], dtype=[('x', int), ('y', float)]).view(np.recarray)\n\
    >>> r.x\narray([1, 3])\n>>> r[1].y\nnp.float64(4.5)";

fn this(v: &Value) -> Result<Rc<Array>> {
    v.as_array().cloned().ok_or_else(|| Raise::type_error("a numpy.recarray is required"))
}

fn table() -> Table {
    Table {
        doc: DOC,
        new: Some(py(
            &["recarray"],
            "shape, dtype=None, buf=None, offset=0, strides=None, formats=None, names=None, titles=None, byteorder=None, \
             aligned=False, order='C'",
            DOC,
            |interp: &mut Interp,
             shape: ShapeArg,
             dtype: Value,
             buf: Value,
             offset: Option<i64>,
             strides: Value,
             formats: Value,
             names: Value,
             titles: Value,
             byteorder: Value,
             aligned: Option<bool>,
             order: Option<OrderArg>| {
                let asked = Layout { formats, names, titles, aligned: aligned.unwrap_or(false), byteorder };
                let dtype = asked.dtype(interp, &dtype)?;
                let shape = Value::tuple(shape.0.iter().map(|&n| Value::Int(n as i64)).collect());
                let order = if order.is_some_and(|o| o.0 == Order::F) { "F" } else { "C" };
                let base = Value::Type(&NDARRAY);
                let words = [
                    ("buffer".to_string(), buf),
                    ("offset".to_string(), Value::Int(offset.unwrap_or(0))),
                    ("strides".to_string(), strides),
                    ("order".to_string(), Value::str(order)),
                ];
                let made = interp.call(&base, &[shape, Value::DType(dtype)], &words)?;
                this(&made)?.set_class(Class::Records);
                Ok(made)
            },
        )),
        methods: vec![
            py(
                &["field"],
                "self, attr, val=None",
                "A field by its name or number; or writes it.",
                |interp: &mut Interp, v: Value, which: Value, value: Value| {
                    let dtype = this(&v)?.view().dtype();
                    let names: Vec<Value> =
                        dtype.record().iter().flat_map(|r| r.fields.iter().map(|f| Value::str(&*f.name))).collect();
                    let name = match &which {
                        Value::Int(_) => np::item(interp, &Value::tuple(names), &which)?,
                        other => other.clone(),
                    };
                    if value.is_none() {
                        return interp.get_item(&v, &name);
                    }
                    interp.set_item(&v, &name, value)?;
                    Ok(Value::None)
                },
            ),
            py(&["copy"], "self, order='C'", "A copy.", |_: &mut Interp, v: Value, order: Option<OrderArg>| {
                let order = order.map_or(Order::C, |o| o.0);
                let copied = this(&v)?.view().copy(order, crate::engine::observe::CopyReason::Requested)?;
                let made = Array::new(copied);
                made.set_class(Class::Records);
                Ok(Value::Array(made))
            }),
        ],
        attributes: vec![Attribute {
            set: NDARRAY.attribute("dtype").and_then(|a| a.set),
            ..attribute("dtype", "The fields and their types.", |_, v| {
                Ok(dtype::of(&Value::DType(this(v)?.view().dtype())))
            })
        }],
        ..Table::default()
    }
}
