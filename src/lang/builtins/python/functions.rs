//! Python's builtin functions.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, Rest, c};
use crate::lang::value::Value;

/// The rows.
pub fn table() -> Vec<Builtin> {
    vec![
        c(&["print"], "*args, sep=' ', end='\\n', file=None, flush=False", "Prints.", print),
        c(&["len"], "obj, /", "The number of items.", |interp: &mut Interp, v: Value| Ok(interp.len(&v)? as i64)),
        c(&["repr"], "obj, /", "The text of a value.", |interp: &mut Interp, v: Value| interp.repr(&v)),
        c(&["isinstance"], "obj, class_or_tuple, /", "Whether a value is of a type.", isinstance),
    ]
}

fn print(
    interp: &mut Interp,
    args: Rest,
    sep: Option<String>,
    end: Option<String>,
    _file: Value,
    _flush: Value,
) -> Result<()> {
    let mut parts = Vec::with_capacity(args.0.len());
    for v in &args.0 {
        parts.push(interp.str(v)?);
    }
    let text = parts.join(sep.as_deref().unwrap_or(" ")) + end.as_deref().unwrap_or("\n");
    interp.print(&text);
    Ok(())
}

fn isinstance(interp: &mut Interp, v: Value, t: Value) -> Result<bool> {
    match &t {
        Value::Type(t) => Ok(interp.is_instance(&v, t)),
        Value::Tuple(all) => {
            all.iter().try_fold(false, |found, t| Ok(found || isinstance(interp, v.clone(), t.clone())?))
        }
        _ => Err(Raise::type_error("isinstance() arg 2 must be a type, a tuple of types, or a union")),
    }
}
