//! The type `np.dtype`.

use super::convert;
use super::records::{descr, proxy};
use super::types::scalar_type;
use crate::engine::DType;
use crate::engine::kernels::promote::{Casting, can_cast};
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
            |interp: &mut Interp, dtype: Value, align: Option<bool>, _copy: Value, _: Kwargs| {
                convert::dtype_aligned(interp, &dtype, align.unwrap_or(false)).map(Value::DType)
            },
        )),
        methods: methods(),
        attributes: attributes(),
        ..Table::default()
    }
}

fn own(v: &Value) -> Result<DType> {
    match v {
        Value::DType(d) => Ok(*d),
        other => super::records::rec::plain(other).ok_or_else(|| Raise::type_error("a numpy.dtype is required")),
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
            Ok(Value::DType(match order.to_ascii_lowercase().as_str() {
                ">" | "b" | "big" => d.big_endian(),
                "s" | "swap" => d.swapped(),
                "|" | "i" => d,
                _ => d.native(),
            }))
        },
    )]
}

fn byteorder(d: DType) -> &'static str {
    match d {
        DType::Swapped(_) => ">",
        d if d.has_byte_order() => "=",
        _ => "|",
    }
}

fn has_object(d: DType) -> bool {
    match d.parts().0 {
        DType::Object => true,
        DType::Record(record) => record.fields.iter().any(|f| has_object(f.dtype)),
        _ => false,
    }
}

/// NumPy's bits: what holds objects, needs initialising, or must be looked into.
fn flags(d: DType) -> i64 {
    match d {
        DType::Object => 63,
        DType::Str(_) => 8,
        DType::Record(_) if has_object(d) => 27,
        DType::Record(_) => 16,
        _ => 0,
    }
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
        "isnative" "Whether the byte order is the machine's.": |d| Value::Bool(d.is_native());
        "type" "The type of its scalars.": |d| Value::Type(scalar_type(d));
        "names" "The names of a record's fields.": |d| d.record().map_or(Value::None, |r| {
            Value::tuple(r.fields.iter().map(|f| Value::str(&*f.name)).collect())
        });
        "subdtype" "Of a sub-array type its elements' type and its shape.": |d| match d.parts() {
            (_, []) => Value::None,
            (base, shape) => Value::tuple(vec![Value::DType(base), descr::shape_value(shape)]),
        };
        "hasobject" "Whether it holds Python objects.": |d| Value::Bool(has_object(d));
        "shape" "Of sub-array types.": |d| descr::shape_value(d.parts().1);
        "ndim" "Of sub-array types.": |d| Value::Int(d.parts().1.len() as i64);
        "base" "Of a sub-array type its elements' type, else itself.": |d| Value::DType(d.parts().0);
        "isalignedstruct" "Of structured types.": |d| Value::Bool(d.record().is_some_and(|r| r.aligned));
        "isbuiltin" "1 for NumPy's own types.": |d| Value::Int((d.is_numeric() || d == DType::Object) as i64);
        "flags" "Bits about the type.": |d| Value::Int(flags(d));
    };
    all.push(attribute("fields", "Each field's type and offset, by its name.", |interp, v| {
        proxy::fields(interp, own(v)?)
    }));
    all.push(attribute("descr", "As the array interface describes it.", |_, v| descr::descr(own(v)?)));
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
