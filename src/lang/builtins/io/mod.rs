//! Files: `open`, `io.StringIO`, `io.BytesIO`, `tempfile`, and what NumPy's readers and writers need of them.

mod disk;
mod methods;
mod opening;
mod stream;
pub mod tempfile;

pub use opening::{open, open_path, rows};
pub use stream::{Kind, Stream};

use super::python::exception::made;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::Type;
use crate::lang::value::Value;

/// `io`
pub static IO: Module = Module::new(
    "io",
    "Streams of text and of bytes.",
    opening::rows,
    value,
    &[
        "BufferedRandom",
        "BufferedReader",
        "BufferedWriter",
        "BytesIO",
        "DEFAULT_BUFFER_SIZE",
        "SEEK_CUR",
        "SEEK_END",
        "SEEK_SET",
        "StringIO",
        "TextIOWrapper",
        "UnsupportedOperation",
    ],
);

fn value(_: &mut Interp, name: &str) -> Option<Value> {
    if let Some(t) = methods::TYPES.iter().find(|t| t.name == name) {
        return Some(Value::Type(t));
    }
    Some(match name {
        "UnsupportedOperation" => Value::Type(&exc::UNSUPPORTED_OPERATION),
        "SEEK_SET" => Value::Int(0),
        "SEEK_CUR" => Value::Int(1),
        "SEEK_END" => Value::Int(2),
        "DEFAULT_BUFFER_SIZE" => Value::Int(8192),
        _ => return None,
    })
}

/// The stream that a value is.
pub fn stream(v: &Value) -> Option<&Stream> {
    v.downcast::<Stream>()
}

/// `os.fspath(v)`.
///
/// # Errors
/// `TypeError`.
pub fn path_of(interp: &Interp, v: &Value) -> Result<String> {
    match (v.as_str(), crate::lang::protocol::types::as_bytes(v)) {
        (Some(text), _) => Ok(text.to_string()),
        (_, Some(bytes)) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
        _ => {
            let text = format!("expected str, bytes or os.PathLike object, not {}", name_of(interp, v));
            Err(Raise::type_error(text))
        }
    }
}

/// A type's name without its module, as C's errors say it.
pub fn name_of(interp: &Interp, v: &Value) -> &'static str {
    interp.type_of(v).name
}

/// What the system said, as Python's `OSError` about a file.
pub fn failed(e: &std::io::Error, path: Option<Value>) -> Raise {
    let number = e.raw_os_error().unwrap_or(5);
    let text = std::io::Error::from_raw_os_error(number).to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut args = vec![Value::Int(number as i64), Value::str(text)];
    args.extend(path);
    made(&exc::OS_ERROR, &args)
}

/// `io.UnsupportedOperation`.
pub fn unsupported(text: &str) -> Raise {
    Raise::new(&exc::UNSUPPORTED_OPERATION, text)
}

/// Whether the value is of one of the streams' types.
pub fn is_stream_type(t: &Type) -> bool {
    methods::TYPES.iter().any(|s| t.is_subtype(s))
}
