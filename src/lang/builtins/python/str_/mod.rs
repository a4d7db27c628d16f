//! `str`.

pub mod case;
pub mod classes;
pub mod coding;
pub mod format;
pub mod layout;
pub mod search;
pub mod split;
mod tables;
pub mod window;

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, c};
use crate::lang::value::Value;

const DOC: &str =
    "Text: a sequence of Unicode code points.\n\n>>> str(1.5), str([1, 'a']), str()\n('1.5', \"[1, 'a']\", '')";

/// The table of the type.
pub fn table() -> Table {
    let mut methods = search::rows();
    methods.extend(split::rows());
    methods.extend(case::rows());
    methods.extend(layout::rows());
    methods.extend(format::rows());
    methods.extend(coding::rows());
    Table {
        doc: DOC,
        new: Some(c(&["str"], "object='', encoding='utf-8', errors='strict'", DOC, new)),
        methods,
        statics: coding::statics(),
        attributes: Vec::new(),
    }
}

fn new(interp: &mut Interp, object: Given, encoding: Given, errors: Given) -> Result<Value> {
    let decodes = encoding.0.is_some() || errors.0.is_some();
    let encoding = coding::option(interp, "str", "encoding", encoding, "utf-8")?;
    let errors = coding::option(interp, "str", "errors", errors, "strict")?;
    let Some(object) = object.0 else { return Ok(Value::str("")) };
    if !decodes {
        return match object {
            Value::Str(_) => Ok(object),
            other => interp.str(&other).map(Value::str),
        };
    }
    match as_bytes(&object) {
        Some(bytes) => super::bytes::coding::decode_bytes(&bytes, &encoding, &errors).map(Value::str),
        None if object.as_str().is_some() => Err(Raise::type_error("decoding str is not supported")),
        None => {
            let t = interp.type_name(&object);
            Err(Raise::type_error(format!("decoding to str: need a bytes-like object, {t} found")))
        }
    }
}
