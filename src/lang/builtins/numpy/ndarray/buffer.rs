//! Where an array's bytes are: `data`, `ctypes`, `__array_interface__`.

use crate::engine::View;
use crate::lang::array::Array;
use crate::lang::builtins::array as numbers;
use crate::lang::builtins::numpy::convert;
use crate::lang::builtins::numpy::shape::broadcasting::shape_value;
use crate::lang::dict::Dict;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{OBJECT, Table, Type, attribute, c};
use crate::lang::value::Value;
use std::any::Any;
use std::rc::Rc;

/// `memoryview`
pub static MEMORYVIEW: Type = Type::new("memoryview", "builtins", &[&OBJECT], memory_table);
/// The type of `a.ctypes`.
pub static CTYPES: Type = Type::new("_ctypes", "numpy._core._internal", &[&OBJECT], ctypes_table);

struct Memory {
    array: Rc<Array>,
}

struct Ctypes {
    array: Rc<Array>,
}

/// `a.data`
///
/// # Errors
/// None for arrays.
pub fn data(interp: &mut Interp, v: &Value) -> Result<Value> {
    Ok(Value::object(Memory { array: convert::array(interp, v)? }))
}

/// A view of the memory of bytes, of a bytearray, an array or another such view.
///
/// # Errors
/// `TypeError` of anything else.
pub fn over(interp: &mut Interp, v: &Value) -> Result<Value> {
    let array = match v {
        Value::Array(a) => a.clone(),
        other => match array_of(other).or(numbers::shown(other)?) {
            Some(array) => array,
            None => {
                let name = interp.type_name(other);
                let (bytes, base, writeable) = crate::lang::builtins::numpy::creation::buffers::bytes_of(interp, other)
                    .map_err(|_| {
                        Raise::type_error(format!("memoryview: a bytes-like object is required, not '{name}'"))
                    })?;
                Array::over(base, bytes, writeable)
            }
        },
    };
    Ok(Value::object(Memory { array }))
}

/// The array that a view of memory shows.
pub fn array_of(v: &Value) -> Option<Rc<Array>> {
    v.downcast::<Memory>().map(|m| m.array.clone())
}

/// `a.ctypes`
///
/// # Errors
/// None for arrays.
pub fn ctypes(interp: &mut Interp, v: &Value) -> Result<Value> {
    Ok(Value::object(Ctypes { array: convert::array(interp, v)? }))
}

/// `a.__array_interface__`
///
/// # Errors
/// None for arrays.
pub fn interface(interp: &mut Interp, v: &Value) -> Result<Value> {
    let a = convert::array(interp, v)?;
    let view = a.view().clone();
    let strides = if view.layout().is_c_contiguous() { Value::None } else { steps(&view) };
    let typestr = Value::str(view.dtype().str());
    let pairs = [
        ("data", Value::tuple(vec![Value::Int(view.address() as i64), Value::Bool(!a.writeable())])),
        ("strides", strides),
        ("descr", Value::list(vec![Value::tuple(vec![Value::str(""), typestr.clone()])])),
        ("typestr", typestr),
        ("shape", shape_value(view.shape())),
        ("version", Value::Int(3)),
    ];
    let dict = Dict::default();
    for (name, value) in pairs {
        let key = interp.key(Value::str(name))?;
        dict.0.borrow_mut().insert(key, value);
    }
    Ok(Value::Dict(Rc::new(dict)))
}

fn steps(view: &View) -> Value {
    Value::tuple(view.strides().iter().map(|&s| Value::Int(s as i64)).collect())
}

/// The bytes of the elements in C order.
///
/// # Errors
/// `MemoryError`.
pub fn bytes(view: &View) -> Result<Vec<u8>> {
    use crate::engine::Order;
    use crate::engine::mem::access;
    if view.layout().is_c_contiguous() {
        return Ok(access::read_bytes(view, view.layout().offset, view.nbytes()));
    }
    let scratch = View::scratch(view.layout().like(Order::C, view.dtype()))?;
    access::copy_same_dtype(view, &scratch)?;
    Ok(access::read_bytes(&scratch, scratch.layout().offset, scratch.nbytes()))
}

impl Object for Memory {
    fn type_(&self) -> &'static Type {
        &MEMORYVIEW
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<memory at {:#x}>", self.array.view().address()))
    }

    fn len(&self) -> Option<usize> {
        self.array.view().shape().first().copied()
    }

    fn set_subscript(&self, interp: &mut Interp, index: &Value, value: Value) -> Option<Result<()>> {
        if !self.array.writeable() {
            return Some(Err(Raise::type_error("cannot modify read-only memory")));
        }
        Some(interp.set_item(&Value::Array(self.array.clone()), index, value).map_err(axis_words))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        let bytes = match array_of(other) {
            Some(array) => bytes(&array.view()).ok(),
            None => crate::lang::protocol::types::as_bytes(other),
        };
        Some(bytes? == bytes_of(self)?)
    }

    fn hashable(&self) -> bool {
        !self.array.writeable()
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        let items = super::convert_methods::tolist(&self.array.view());
        Some(items.and_then(|items| interp.iter(&items)))
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        let array = Value::Array(self.array.clone());
        if self.array.view().rank() > 1 && matches!(index, Value::Int(_)) {
            return Some(Err(Raise::unsupported("multi-dimensional sub-views are not implemented")));
        }
        Some(
            interp
                .get_item(&array, index)
                .map(|v| match v {
                    Value::Scalar(s) => convert::python_value(&s),
                    Value::Array(array) => Value::object(Memory { array }),
                    other => other,
                })
                .map_err(axis_words),
        )
    }

    fn arrays(&self) -> Vec<Rc<Array>> {
        vec![self.array.clone()]
    }
}

impl Object for Ctypes {
    fn type_(&self) -> &'static Type {
        &CTYPES
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<numpy._core._internal._ctypes object at {:#x}>", std::ptr::from_ref(self) as usize))
    }

    fn arrays(&self) -> Vec<Rc<Array>> {
        vec![self.array.clone()]
    }
}

/// The words of Python for an index out of bounds.
fn axis_words(e: Raise) -> Raise {
    let text = e.0.args.first().and_then(Value::as_str).unwrap_or_default();
    match text
        .split_once("is out of bounds for axis ")
        .and_then(|(_, rest)| rest.split(' ').next()?.parse::<u64>().ok())
    {
        Some(axis) => Raise::index_error(format!("index out of bounds on dimension {}", axis + 1)),
        None => e,
    }
}

fn bytes_of(m: &Memory) -> Option<Vec<u8>> {
    bytes(&m.array.view()).ok()
}

fn memory(v: &Value) -> Result<View> {
    let found = v.downcast::<Memory>().map(|m| m.array.view().clone());
    found.ok_or_else(|| Raise::type_error("a memoryview is required"))
}

fn memory_table() -> Table {
    Table {
        doc: "The bytes of an array, as Python's buffers show them.",
        new: Some(c(
            &["memoryview"],
            "object",
            "The memory of bytes or of an array.\n\n>>> memoryview(b'ab').tolist()\n[97, 98]",
            |interp: &mut Interp, object: Value| over(interp, &object),
        )),
        methods: vec![
            c(&["toreadonly"], "self, /", "A view that may only be read.", |_: &mut Interp, v: Value| {
                let array = array_of(&v).ok_or_else(|| Raise::type_error("a memoryview is required"))?;
                let view = array.view().clone();
                let array = Array::view_of(&array, view);
                array.set_writeable(false);
                Ok(Value::object(Memory { array }))
            }),
            c(
                &["release"],
                "self, /",
                "Nothing: the memory is let go with the last that holds it.",
                |_: &mut Interp, _v: Value| Ok(Value::None),
            ),
            c(
                &["cast"],
                "self, format, /",
                "The same bytes as elements of another type.",
                |interp: &mut Interp, v: Value, format: Value| {
                    let array = array_of(&v).ok_or_else(|| Raise::type_error("a memoryview is required"))?;
                    let dtype = convert::dtype(interp, &format)?;
                    let view = super::attributes::retyped(&array.view(), dtype)?;
                    Ok(Value::object(Memory { array: Array::view_of(&array, view) }))
                },
            ),
            c(&["__array__"], "self, /", "The array.", |_: &mut Interp, v: Value| {
                let found = v.downcast::<Memory>().map(|m| Value::Array(m.array.clone()));
                found.ok_or_else(|| Raise::type_error("a memoryview is required"))
            }),
            c(&["tobytes"], "self, /, order='C'", "The bytes.", |_: &mut Interp, v: Value, _order: Value| {
                Ok(Value::Bytes(Rc::new(bytes(&memory(&v)?)?)))
            }),
            c(&["tolist"], "self, /", "The elements as nested lists.", |_: &mut Interp, v: Value| {
                let view = memory(&v)?;
                super::convert_methods::tolist(&view)
            }),
            c(&["hex"], "self, /", "The bytes in hexadecimal.", |_: &mut Interp, v: Value| {
                Ok(bytes(&memory(&v)?)?.iter().map(|b| format!("{b:02x}")).collect::<String>())
            }),
        ],
        attributes: vec![
            attribute("nbytes", "Bytes of all elements.", |_, v| Ok(Value::Int(memory(v)?.nbytes() as i64))),
            attribute("itemsize", "Bytes of an element.", |_, v| Ok(Value::Int(memory(v)?.layout().itemsize() as i64))),
            attribute("ndim", "The number of axes.", |_, v| Ok(Value::Int(memory(v)?.rank() as i64))),
            attribute("shape", "Lengths of the axes.", |_, v| Ok(shape_value(memory(v)?.shape()))),
            attribute("strides", "Byte steps of the axes.", |_, v| Ok(steps(&memory(v)?))),
            attribute("format", "The element's type code.", |_, v| {
                Ok(Value::str(memory(v)?.dtype().char().to_string()))
            }),
            attribute("contiguous", "In C or Fortran order.", |_, v| {
                let view = memory(v)?;
                Ok(Value::Bool(view.layout().is_c_contiguous() || view.layout().is_f_contiguous()))
            }),
            attribute("c_contiguous", "In C order.", |_, v| Ok(Value::Bool(memory(v)?.layout().is_c_contiguous()))),
            attribute("f_contiguous", "In Fortran order.", |_, v| {
                Ok(Value::Bool(memory(v)?.layout().is_f_contiguous()))
            }),
            attribute("readonly", "Whether it may not be written.", |_, v| {
                let found = v.downcast::<Memory>().map(|m| Value::Bool(!m.array.writeable()));
                found.ok_or_else(|| Raise::type_error("a memoryview is required"))
            }),
            attribute("obj", "The array.", |_, v| {
                let found = array_of(v).map(|a| match a.base() {
                    Value::None | Value::Array(_) => Value::Array(a),
                    other => other,
                });
                found.ok_or_else(|| Raise::type_error("a memoryview is required"))
            }),
        ],
        ..Table::default()
    }
}

fn ctypes_of(v: &Value, f: impl Fn(&View) -> Value) -> Result<Value> {
    let found = v.downcast::<Ctypes>().map(|c| f(&c.array.view()));
    found.ok_or_else(|| Raise::type_error("a ctypes object is required"))
}

fn ctypes_table() -> Table {
    Table {
        doc: "The address of an array's elements.",
        attributes: vec![
            attribute("data", "The address of the first element.", |_, v| {
                ctypes_of(v, |view| Value::Int(view.address() as i64))
            }),
            attribute("shape", "Lengths of the axes.", |_, v| ctypes_of(v, |view| shape_value(view.shape()))),
            attribute("strides", "Byte steps of the axes.", |_, v| ctypes_of(v, steps)),
        ],
        ..Table::default()
    }
}
