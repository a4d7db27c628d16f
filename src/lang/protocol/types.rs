//! The type of each value, and values as keys.

use crate::engine::{Scalar, interrupt};
use crate::lang::builtins::numpy::types as np;
use crate::lang::builtins::python::bytearray as py_bytearray;
use crate::lang::builtins::python::types as py;
use crate::lang::dict::{Key, Set};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::Type;
use crate::lang::set::Items;
use crate::lang::value::Value;
use std::rc::Rc;

/// `type(v)`.
pub fn type_of(v: &Value) -> &'static Type {
    match v {
        Value::None => &py::NONE,
        Value::Ellipsis => &py::ELLIPSIS,
        Value::NotImplemented => &py::NOT_IMPLEMENTED,
        Value::Bool(_) => &py::BOOL,
        Value::Int(_) | Value::BigInt(_) => &py::INT,
        Value::Float(_) => &py::FLOAT,
        Value::Complex(_) => &py::COMPLEX,
        Value::Str(_) => &py::STR,
        Value::Bytes(_) => &py::BYTES,
        Value::List(_) => &py::LIST,
        Value::Tuple(_) => &py::TUPLE,
        Value::Dict(_) => &py::DICT,
        Value::Set(s) if s.frozen => &py::FROZENSET,
        Value::Set(_) => &py::SET,
        Value::Range(_) => &py::RANGE,
        Value::Slice(_) => &py::SLICE,
        Value::Array(a) if a.mapped() => &crate::lang::builtins::numpy::files::memmap::MEMMAP,
        Value::Array(a) if a.class() == crate::lang::array::Class::Records => {
            &crate::lang::builtins::numpy::records::rec::RECARRAY
        }
        Value::Array(_) => &np::NDARRAY,
        Value::Scalar(s) => np::scalar_type(s.dtype()),
        Value::DType(d) => crate::lang::builtins::numpy::dtype_classes::dtype_class(*d),
        Value::Function(_) => &py::FUNCTION,
        Value::Builtin(_) => &py::BUILTIN,
        Value::Method(m) => match m.function {
            Value::Function(_) => &py::METHOD,
            _ => &py::BUILTIN,
        },
        Value::Type(_) => &py::TYPE,
        Value::Module(_) => &py::MODULE,
        Value::Exception(e) => e.kind,
        Value::Iter(i) => py::iterator(i.type_name),
        Value::Object(o) => o.type_(),
    }
}

/// A value as a key.
///
/// # Errors
/// `TypeError: unhashable type: 'list'`, of the part that can't be hashed.
pub fn key(_: &mut Interp, v: Value) -> Result<Key> {
    interrupt::poll();
    Key::try_new(v).map_err(|v| unhashable(&v))
}

#[cold]
fn unhashable(v: &Value) -> Raise {
    let t = culprit(v);
    let name = match t.name {
        "void" => "writeable void-scalar".into(),
        "timedelta64" => return Raise::value_error("Can't hash generic timedelta64"),
        _ => t.short_name(),
    };
    Raise::type_error(format!("unhashable type: '{name}'"))
}

fn culprit(v: &Value) -> &'static Type {
    match v {
        Value::Tuple(items) => items.iter().find(|i| !Key::hashes(i)).map_or(type_of(v), culprit),
        _ => type_of(v),
    }
}

/// A set of these keys.
pub fn set(keys: impl Into<Items>, frozen: bool) -> Value {
    Value::Set(Rc::new(Set { items: keys.into().into(), frozen }))
}

/// The text of a `bytes` or `np.bytes_`.
pub fn as_bytes(v: &Value) -> Option<Vec<u8>> {
    match v {
        Value::Bytes(b) => Some(interrupt::copied(b)),
        Value::Scalar(s) => match &**s {
            Scalar::Bytes(b) => Some(b.to_vec()),
            _ => None,
        },
        _ => v.downcast::<py_bytearray::Bytearray>().map(|b| b.bytes()),
    }
}
