//! `json`: values as text that other programs read, and back.

mod read;
mod write;

use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Kwargs, py};
use crate::lang::value::Value;
use read::Hooks;
use write::Style;

/// The module.
pub static JSON: Module = Module::new("json", "Values as JSON, and back.", table, names, &["JSONDecodeError"]);

fn names(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "JSONDecodeError").then_some(Value::Type(&exc::JSON_DECODE_ERROR))
}

fn table() -> Vec<Builtin> {
    vec![
        py(
            &["dumps"],
            "obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, \
             separators=None, default=None, sort_keys=False, **kw",
            "Return a value as JSON.\n\n>>> json.dumps({'shape': (2, 3), 'order': None})\n'{\"shape\": [2, 3], \"order\": null}'\n\
             >>> print(json.dumps([1.5, True], indent=2))\n[\n  1.5,\n  true\n]",
            dumps,
        ),
        py(
            &["dump"],
            "obj, fp, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, \
             separators=None, default=None, sort_keys=False, **kw",
            "Write a value as JSON to a file.\n\n\
             >>> import io\n>>> f = io.StringIO(); json.dump([1, 2], f); f.getvalue()\n'[1, 2]'",
            dump,
        ),
        py(
            &["loads"],
            "s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, \
             object_pairs_hook=None, **kw",
            "Return the value that a JSON text describes.\n\n>>> json.loads('{\"a\": [1, 2.5, null]}')\n{'a': [1, 2.5, None]}",
            loads,
        ),
        py(
            &["load"],
            "fp, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, \
             object_pairs_hook=None, **kw",
            "Read a file as JSON.\n\n>>> import io\n>>> json.load(io.StringIO('[1, 2]'))\n[1, 2]",
            load,
        ),
    ]
}

/// There are no classes of a program's own, so none that encodes.
fn no_class(cls: &Value, kw: &[(String, Value)]) -> Result<()> {
    if !cls.is_none() {
        return Err(Raise::unsupported("Ravel's json knows no cls: give default=, or object_hook="));
    }
    match kw.first() {
        Some((name, _)) => {
            Err(Raise::type_error(format!("JSONEncoder.__init__() got an unexpected keyword argument '{name}'")))
        }
        None => Ok(()),
    }
}

#[allow(clippy::too_many_arguments)] // one for each keyword
fn dumps(
    interp: &mut Interp,
    obj: Value,
    skipkeys: Option<bool>,
    ensure_ascii: Option<bool>,
    check_circular: Option<bool>,
    allow_nan: Option<bool>,
    cls: Value,
    indent: Value,
    separators: Value,
    default: Value,
    sort_keys: Option<bool>,
    Kwargs(kw): Kwargs,
) -> Result<String> {
    no_class(&cls, &kw)?;
    let _ = check_circular;
    let style = Style {
        skipkeys: skipkeys.unwrap_or(false),
        ascii: ensure_ascii.unwrap_or(true),
        nan: allow_nan.unwrap_or(true),
        indent: write::indent(interp, &indent)?,
        separators: write::separators(interp, &separators, !indent.is_none())?,
        default,
        sorted: sort_keys.unwrap_or(false),
    };
    write::write(interp, &style, &obj)
}

#[allow(clippy::too_many_arguments)] // one for each keyword
fn dump(
    interp: &mut Interp,
    obj: Value,
    fp: Value,
    skipkeys: Option<bool>,
    ensure_ascii: Option<bool>,
    check_circular: Option<bool>,
    allow_nan: Option<bool>,
    cls: Value,
    indent: Value,
    separators: Value,
    default: Value,
    sort_keys: Option<bool>,
    kw: Kwargs,
) -> Result<()> {
    let text = dumps(
        interp,
        obj,
        skipkeys,
        ensure_ascii,
        check_circular,
        allow_nan,
        cls,
        indent,
        separators,
        default,
        sort_keys,
        kw,
    )?;
    let write = interp.get_attr(&fp, "write")?;
    interp.call(&write, &[Value::str(text)], &[]).map(|_| ())
}

/// `loads(…)`
#[allow(clippy::too_many_arguments)] // one for each keyword
fn loads(
    interp: &mut Interp,
    s: Value,
    cls: Value,
    object_hook: Given,
    parse_float: Given,
    parse_int: Given,
    parse_constant: Given,
    object_pairs_hook: Given,
    Kwargs(kw): Kwargs,
) -> Result<Value> {
    let text = match (s.as_str(), as_bytes(&s)) {
        (Some(text), _) => text.to_string(),
        (_, Some(bytes)) => decoded(bytes)?,
        _ => {
            let t = interp.type_name(&s);
            return Err(Raise::type_error(format!("the JSON object must be str, bytes or bytearray, not {t}")));
        }
    };
    no_class(&cls, &kw)?;
    if text.starts_with('\u{feff}') {
        return Err(read::failed("Unexpected UTF-8 BOM (decode using utf-8-sig)", &[], 0));
    }
    let given = |v: Given| v.0.filter(|v| !v.is_none());
    let hooks = Hooks {
        object: given(object_hook),
        pairs: given(object_pairs_hook),
        float: given(parse_float),
        int: given(parse_int),
        constant: given(parse_constant),
    };
    read::read(interp, &text, &hooks)
}

fn decoded(bytes: Vec<u8>) -> Result<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").map_or(bytes.clone(), <[u8]>::to_vec);
    String::from_utf8(bytes).map_err(|_| Raise::unsupported("Ravel's json reads bytes as UTF-8 alone"))
}

#[allow(clippy::too_many_arguments)] // one for each keyword
fn load(
    interp: &mut Interp,
    fp: Value,
    cls: Value,
    object_hook: Given,
    parse_float: Given,
    parse_int: Given,
    parse_constant: Given,
    object_pairs_hook: Given,
    kw: Kwargs,
) -> Result<Value> {
    let read = interp.get_attr(&fp, "read")?;
    let text = interp.call(&read, &[], &[])?;
    loads(interp, text, cls, object_hook, parse_float, parse_int, parse_constant, object_pairs_hook, kw)
}
