//! The lines of a file, a stream or an iterable.

use crate::lang::builtins::io;
use crate::lang::builtins::python::bytes::coding::decode_bytes;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// Where lines come from.
pub struct Lines {
    source: Value,
    encoding: String,
}

/// The lines of `fname`; none if it is nothing that has lines.
///
/// # Errors
/// `FileNotFoundError` in NumPy's words, and the system's.
pub fn open(interp: &mut Interp, fname: &Value, encoding: Option<&str>) -> Result<Option<Lines>> {
    let encoding = encoding.filter(|e| *e != "bytes");
    if let Some(path) = fname.as_str() {
        if [".gz", ".bz2", ".xz"].iter().any(|end| path.ends_with(end)) {
            return Err(Raise::unsupported("Ravel reads no compressed text: unpack the file first"));
        }
        if !std::path::Path::new(path).exists() {
            return Err(Raise::new(&exc::FILE_NOT_FOUND_ERROR, format!("{path} not found.")));
        }
        let opened = io::open(interp, fname, "r", (encoding.map(str::to_string), None, None))?;
        return Ok(Some(Lines { source: opened.into_value(), encoding: String::new() }));
    }
    if matches!(fname, Value::Str(_) | Value::Bytes(_)) {
        return Ok(None);
    }
    match interp.iter(fname) {
        Ok(source) => Ok(Some(Lines { source, encoding: encoding.unwrap_or("latin1").to_string() })),
        Err(e) if e.is(&exc::TYPE_ERROR) => Ok(None),
        Err(e) => Err(e),
    }
}

impl Lines {
    /// The next line, with its end.
    ///
    /// # Errors
    /// What the source raises; `TypeError` of what is no text.
    pub fn next(&mut self, interp: &mut Interp) -> Result<Option<String>> {
        let Some(item) = interp.next(&self.source)? else { return Ok(None) };
        if let Some(text) = item.as_str() {
            return Ok(Some(text.to_string()));
        }
        match &item {
            Value::Bytes(bytes) => decode_bytes(bytes, &self.encoding, "strict").map(Some),
            _ => Err(Raise::type_error("non-string returned while reading data")),
        }
    }
}
