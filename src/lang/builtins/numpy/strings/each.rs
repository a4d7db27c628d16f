//! Strings through Python's own methods, one by one: letter case, formatting, codecs, translation, joining.

use super::operand::{self, Operands, filled};
use crate::engine::layout::Layout;
use crate::engine::{DType, Kind, Scalar, View};
use crate::lang::builtins::numpy::compose as np;
use crate::lang::builtins::numpy::convert;
use crate::lang::builtins::numpy::strings::widths::array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use crate::syntax::ast::BinOp;
use std::rc::Rc;

/// A string as Python's.
pub fn python(s: &Scalar) -> Value {
    match s {
        Scalar::Str(s) => Value::str(&**s),
        Scalar::Bytes(b) => Value::Bytes(Rc::new(b.to_vec())),
        other => Value::scalar(other.clone()),
    }
}

/// A Python string as an element.
fn element(v: &Value) -> Result<Scalar> {
    match (v.as_str(), as_bytes(v)) {
        (Some(s), _) => Ok(Scalar::Str(s.into())),
        (None, Some(b)) => Ok(Scalar::Bytes(b.into())),
        _ => Err(Raise::type_error("string operation on non-string array")),
    }
}

/// An array of strings.
fn texts(interp: &mut Interp, a: &Value) -> Result<View> {
    if a.is_none() {
        return Err(Raise::type_error("string operation on non-string array"));
    }
    let view = convert::view(interp, a)?;
    if view.dtype().is_text() {
        return Ok(view);
    }
    Err(Raise::type_error("string operation on non-string array"))
}

/// What `f` makes of each element, as an array in C order: of `dtype`, or of strings as wide as the widest.
fn mapped(
    interp: &mut Interp,
    operands: &Operands,
    dtype: impl FnOnce(&mut Interp, usize) -> Result<DType>,
    mut f: impl FnMut(&mut Interp, &[Scalar]) -> Result<Value>,
) -> Result<Value> {
    let items = operands.each(|row| element(&f(interp, row)?))?;
    let width = items.iter().map(|s| operand::room(s.dtype())).max().unwrap_or(0);
    let dtype = dtype(interp, width)?;
    Ok(array(filled(Layout::c(dtype, &operands.shape), items)?))
}

fn case(names: &'static [&'static str], doc: &'static str) -> Builtin {
    py(names, "a", doc, move |interp: &mut Interp, a: Value| {
        let view = texts(interp, &a)?;
        let dtype = view.dtype();
        let operands = Operands::stretched(vec![view], dtype.kind())?;
        mapped(interp, &operands, |_, _| Ok(dtype), |interp, row| np::method(interp, &python(&row[0]), names[0], &[]))
    })
}

/// Its functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        case(
            &["upper"],
            "Each string in upper case.\n\n>>> np.strings.upper(['ab', 'é'])\narray(['AB', 'É'], dtype='<U2')",
        ),
        case(
            &["lower"],
            "Each string in lower case.\n\n>>> np.strings.lower(['AB', 'É'])\narray(['ab', 'é'], dtype='<U2')",
        ),
        case(
            &["swapcase"],
            "Each string with upper and lower case exchanged.\n\n>>> np.strings.swapcase(['aB'])\narray(['Ab'], dtype='<U2')",
        ),
        case(
            &["capitalize"],
            "Each string with a capital first.\n\n>>> np.strings.capitalize(['ab cd'])\narray(['Ab cd'], dtype='<U5')",
        ),
        case(
            &["title"],
            "Each word with a capital first.\n\n>>> np.strings.title(['ab cd'])\narray(['Ab Cd'], dtype='<U5')",
        ),
        py(
            &["mod"],
            "a, values",
            "Each string as a format of a value.\n\n>>> np.strings.mod(['%d', '%.2f'], [3, 0.5])\narray(['3', '0.50'], dtype='<U4')",
            |interp: &mut Interp, a: Value, values: Value| {
                let view = texts(interp, &a)?;
                let values = convert::view(interp, &values)?;
                let (dtype, kind) = (view.dtype(), view.dtype().kind());
                let operands = Operands::stretched(vec![view, values], kind)?;
                mapped(interp, &operands, wide(kind, dtype, &operands), |interp, row| {
                    interp.binary(BinOp::Mod, &python(&row[0]), &Value::scalar(row[1].clone()))
                })
            },
        ),
        py(
            &["encode"],
            "a, encoding=None, errors=None",
            "Each string as bytes.\n\n>>> np.strings.encode(['é'], 'utf-8')\narray([b'\\xc3\\xa9'], dtype='|S2')",
            |interp: &mut Interp, a: Value, encoding: Value, errors: Value| {
                coded(interp, &a, "encode", &[encoding, errors])
            },
        ),
        py(
            &["decode"],
            "a, encoding=None, errors=None",
            "Bytes as strings.\n\n>>> np.strings.decode([b'\\xc3\\xa9'], 'utf-8')\narray(['é'], dtype='<U1')",
            |interp: &mut Interp, a: Value, encoding: Value, errors: Value| {
                coded(interp, &a, "decode", &[encoding, errors])
            },
        ),
        py(
            &["translate"],
            "a, table, deletechars=None",
            "Each string with its characters replaced by a table.\n\n>>> np.strings.translate(['abc'], {97: 'x', 99: None})\narray(['xb'], dtype='<U3')",
            |interp: &mut Interp, a: Value, table: Value, deleted: Value| {
                let view = texts(interp, &a)?;
                let (dtype, kind) = (view.dtype(), view.dtype().kind());
                let mut args = vec![table];
                args.extend(Some(deleted).filter(|v| kind == Kind::Bytes && !v.is_none()));
                let operands = Operands::stretched(vec![view], kind)?;
                mapped(
                    interp,
                    &operands,
                    |_, _| Ok(dtype),
                    |interp, row| np::method(interp, &python(&row[0]), "translate", &args),
                )
            },
        ),
    ]
}

/// The dtype of results: as wide as need be, or `empty` where there are none.
fn wide(kind: Kind, empty: DType, operands: &Operands) -> impl FnOnce(&mut Interp, usize) -> Result<DType> + use<> {
    let none = operands.shape.contains(&0);
    move |interp, width| if none { Ok(empty) } else { operand::dtype_of(interp, kind, width) }
}

fn coded(interp: &mut Interp, a: &Value, method: &str, args: &[Value]) -> Result<Value> {
    let view = texts(interp, a)?;
    let (own, wanted, type_) = match method {
        "encode" => (Kind::Str, Kind::Bytes, "bytes"),
        _ => (Kind::Bytes, Kind::Str, "str"),
    };
    if view.dtype().kind() != own {
        return Err(Raise::attribute_error(format!("type object '{type_}' has no attribute '{method}'")));
    }
    let args: Vec<Value> = args.iter().take_while(|v| !v.is_none()).cloned().collect();
    let empty = if wanted == Kind::Str { DType::Str(1) } else { DType::Bytes(1) };
    let operands = Operands::stretched(vec![view], own)?;
    mapped(interp, &operands, wide(wanted, empty, &operands), |interp, row| {
        np::method(interp, &python(&row[0]), method, &args)
    })
}

/// `np.char.join`
///
/// # Errors
/// `TypeError` of what are no strings.
pub fn join(interp: &mut Interp, sep: Value, seq: Value) -> Result<Value> {
    let (sep, seq) = (texts(interp, &sep)?, convert::view(interp, &seq)?);
    let (dtype, kind) = (seq.dtype(), seq.dtype().kind());
    let operands = Operands::stretched(vec![sep, seq], kind)?;
    mapped(interp, &operands, wide(kind, dtype, &operands), |interp, row| {
        np::method(interp, &python(&row[0]), "join", &[Value::scalar(row[1].clone())])
    })
}

/// `split`, `rsplit` and `splitlines`: arrays of the lists that the methods return.
///
/// # Errors
/// `TypeError` of what are no strings.
pub fn lists(interp: &mut Interp, a: &Value, method: &str, args: &[Value]) -> Result<Value> {
    let view = texts(interp, a)?;
    let kind = view.dtype().kind();
    let operands = Operands::stretched(vec![view], kind)?;
    let items = operands.each(|row| {
        let list = np::method(interp, &python(&row[0]), method, args)?;
        Ok(crate::lang::objects::scalar(&list))
    })?;
    Ok(array(filled(Layout::c(DType::Object, &operands.shape), items)?))
}
