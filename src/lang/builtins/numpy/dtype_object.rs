//! The type `np.dtype`.

use super::args::DTypeArg;
use super::convert;
use super::types::scalar_type;
use crate::engine::kernels::promote::{Casting, can_cast};
use crate::engine::{DType, Kind};
use crate::lang::dict::Dict;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Kwargs;
use crate::lang::registry::{Attribute, Builtin, Table, attribute, c};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;
use std::rc::Rc;

/// The table.
pub fn table() -> Table {
    Table {
        doc: "An element type.",
        new: Some(c(
            &["dtype"],
            "dtype, align=False, copy=False, **kwargs",
            "The element type that a name, a type or another dtype stands for.\n\n\
             >>> np.dtype('f4')\ndtype('float32')\n>>> np.dtype(int).itemsize\n8",
            |_: &mut Interp, dtype: DTypeArg, _align: Value, _copy: Value, _: Kwargs| Ok(Value::DType(dtype.0)),
        )),
        methods: methods(),
        attributes: attributes(),
        ..Table::default()
    }
}

fn own(v: &Value) -> Result<DType> {
    match v {
        Value::DType(d) => Ok(*d),
        _ => Err(Raise::type_error("a numpy.dtype is required")),
    }
}

fn methods() -> Vec<Builtin> {
    vec![c(
        &["newbyteorder"],
        "self, new_order='S', /",
        "The same type with another byte order.",
        |_: &mut Interp, v: Value, order: Option<String>| {
            let d = own(&v)?;
            let order = order.unwrap_or("S".into());
            let known = matches!(
                order.to_ascii_lowercase().as_str(),
                ">" | "b" | "big" | "s" | "swap" | "<" | "l" | "little" | "=" | "n" | "native" | "|" | "i"
            );
            if !known {
                return Err(Raise::value_error(format!("byteorder not recognized (got '{order}')")));
            }
            let keeps =
                matches!(order.to_ascii_lowercase().as_str(), "<" | "l" | "little" | "=" | "n" | "native" | "|" | "i");
            if keeps || d.itemsize() == 1 || matches!(d, DType::Bytes(_)) {
                return Ok(Value::DType(d));
            }
            Err(Raise::unsupported("Ravel has no byte-swapped dtypes"))
        },
    )]
}

fn byteorder(d: DType) -> &'static str {
    if d.itemsize() == 1 || matches!(d, DType::Bytes(_)) { "|" } else { "=" }
}

fn attributes() -> Vec<Attribute> {
    macro_rules! rows {
        ($($name:literal $doc:literal: $f:expr;)*) => {
            vec![$(attribute($name, $doc, |_, v| { let f: fn(DType) -> Value = $f; own(v).map(f) })),*]
        };
    }
    let mut all: Vec<Attribute> = rows! {
        "name" "`float64`": |d| Value::str(d.name());
        "kind" "One letter for the kind of type.": |d| Value::str(d.kind_char().to_string());
        "char" "One letter for the type.": |d| Value::str(d.char().to_string());
        "num" "NumPy's number of the type.": |d| Value::Int(d.num());
        "str" "`<f8`": |d| Value::str(d.str());
        "itemsize" "Bytes of an element.": |d| Value::Int(d.itemsize() as i64);
        "alignment" "Alignment in bytes.": |d| Value::Int(d.alignment() as i64);
        "byteorder" "`=` native, `|` not applicable.": |d| Value::str(byteorder(d));
        "isnative" "Whether the byte order is the machine's.": |_| Value::Bool(true);
        "type" "The type of its scalars.": |d| Value::Type(scalar_type(d));
        "fields" "Of structured types.": |_| Value::None;
        "names" "Of structured types.": |_| Value::None;
        "subdtype" "Of sub-array types.": |_| Value::None;
        "hasobject" "Whether it holds Python objects.": |_| Value::Bool(false);
        "shape" "Of sub-array types.": |_| Value::tuple(vec![]);
        "ndim" "Of sub-array types.": |_| Value::Int(0);
        "base" "Itself.": Value::DType;
        "isalignedstruct" "Of structured types.": |_| Value::Bool(false);
        "isbuiltin" "1 for NumPy's own types.": |d| Value::Int(d.is_numeric() as i64);
        "flags" "Bits about the type.": |d| Value::Int(if d.kind() == Kind::Str { 8 } else { 0 });
        "descr" "As the array interface describes it.":
            |d| Value::list(vec![Value::tuple(vec![Value::str(""), Value::str(d.str())])]);
    };
    all.push(attribute("metadata", "None here.", |_, _| Ok(Value::None)));
    all
}

/// `dtype == other`: names and types count as the dtype that they stand for.
///
/// # Errors
/// None.
pub fn equals(interp: &mut Interp, a: &Value, b: &Value) -> Result<bool> {
    let (own, other) = match (a, b) {
        (Value::DType(d), other) | (other, Value::DType(d)) => (*d, other),
        _ => return Ok(false),
    };
    Ok(convert::dtype(interp, other).is_ok_and(|d| d == own))
}

/// `dtype < other` and kin: whether the one casts safely to the other; `None` where one is no dtype.
pub fn order(interp: &mut Interp, op: CmpOp, a: &Value, b: &Value) -> Option<bool> {
    if !matches!((a, b), (Value::DType(_), _) | (_, Value::DType(_))) {
        return None;
    }
    let (a, b) = (convert::dtype(interp, a).ok()?, convert::dtype(interp, b).ok()?);
    let casts = |from, to| can_cast(from, to, Casting::Safe);
    Some(match op {
        CmpOp::Lt => a != b && casts(a, b),
        CmpOp::Le => casts(a, b),
        CmpOp::Gt => a != b && casts(b, a),
        _ => casts(b, a),
    })
}

/// A dict of these.
pub fn dict(interp: &mut Interp, pairs: Vec<(String, Value)>) -> Result<Value> {
    let dict = Dict::default();
    for (name, value) in pairs {
        let key = interp.key(Value::str(name))?;
        dict.0.borrow_mut().insert(key, value);
    }
    Ok(Value::Dict(Rc::new(dict)))
}
