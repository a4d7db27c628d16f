//! Questions about types: `result_type`, `can_cast`, `issubdtype`, `isscalar`, `isreal` and kin.

use super::args::{ArrayLike, CastingArg};
use super::convert;
use super::shape::broadcasting::shape_value;
use super::types;
use crate::engine::kernels::promote::{self, Casting};
use crate::engine::{DType, Kind};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::{Given, Rest};
use crate::lang::registry::{Builtin, Type, c, py};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    let mut rows = vec![
        py(
            &["result_type"],
            "*arrays_and_dtypes",
            "The dtype that an operation of these would have.\n\n>>> np.result_type(np.int8, np.uint8)\ndtype('int16')",
            result_type,
        ),
        c(
            &["promote_types"],
            "type1, type2, /",
            "The smallest dtype that holds both.\n\n>>> np.promote_types('i4', 'f4')\ndtype('float64')",
            |interp: &mut Interp, a: Value, b: Value| {
                let (a, b) = (convert::dtype(interp, &a)?, convert::dtype(interp, &b)?);
                Ok(Value::DType(promote::common(a, b)?))
            },
        ),
        py(
            &["can_cast"],
            "from_, to, casting='safe'",
            "Whether a cast is allowed by a rule.\n\n>>> np.can_cast('i8', 'f8')\nTrue",
            |interp: &mut Interp, from: Value, to: Value, casting: Option<CastingArg>| {
                if matches!(from, Value::Int(_) | Value::Float(_) | Value::Complex(_) | Value::BigInt(_)) {
                    return Err(Raise::type_error(
                        "can_cast() does not support Python ints, floats, and complex because the result used to depend on \
                         the value.\nThis change was part of adopting NEP 50, we may explicitly allow them again in the \
                         future.",
                    ));
                }
                let from = match &from {
                    Value::Array(a) => a.view().dtype(),
                    Value::Scalar(s) => s.dtype(),
                    other => convert::dtype(interp, other)?,
                };
                // A text without a length is as long as it has to be.
                let to = match convert::dtype(interp, &to)? {
                    to if to.is_text() && from.native().is_numeric() => crate::engine::kernels::cast::sized(to, from),
                    to => to,
                };
                Ok(promote::can_cast(from, to, casting.map_or(Casting::Safe, |c| c.0)))
            },
        ),
        py(
            &["min_scalar_type"],
            "a, /",
            "The smallest dtype that holds a number.\n\n>>> np.min_scalar_type(300)\ndtype('uint16')",
            |interp: &mut Interp, a: Value| {
                let view = convert::view(interp, &a)?;
                Ok(Value::DType(if view.rank() == 0 { promote::min_scalar_type(&view.first()) } else { view.dtype() }))
            },
        ),
        py(
            &["issubdtype"],
            "arg1, arg2",
            "Whether a type is below another in the tree of types.\n\n>>> np.issubdtype(np.float32, np.floating)\nTrue",
            |interp: &mut Interp, a: Value, b: Value| {
                let (a, b) = (scalar_type(interp, &a)?, scalar_type(interp, &b)?);
                Ok(a.is_subtype(b))
            },
        ),
        py(
            &["isdtype"],
            "dtype, kind",
            "Whether a dtype is of a kind.\n\n>>> np.isdtype(np.float32, 'real floating')\nTrue",
            isdtype,
        ),
        py(
            &["common_type"],
            "*arrays",
            "The inexact scalar type that all arrays can become.\n\n\
             >>> np.common_type(np.arange(2))\n<class 'numpy.float64'>",
            common_type,
        ),
        py(
            &["isscalar"],
            "element",
            "Whether a value is a number or a text.\n\n>>> np.isscalar(3.1)\nTrue\n>>> np.isscalar(np.array(3.1))\nFalse",
            |_: &mut Interp, v: Value| Ok(v.is_scalar()),
        ),
        py(
            &["typename"],
            "char",
            "What a type's letter stands for.\n\n>>> np.typename('d')\n'double precision'",
            |_: &mut Interp, char: String| typename(&char),
        ),
        py(
            &["mintypecode"],
            "typechars, typeset='GDFgdf', default='d'",
            "The letter of the smallest type of a set that holds all.\n\n>>> np.mintypecode(['d', 'f'])\n'd'",
            mintypecode,
        ),
    ];
    rows.extend(value_rows());
    rows
}

/// Functions of values.
fn value_rows() -> Vec<Builtin> {
    vec![
        py(&["ndim"], "a", "The number of axes.\n\n>>> np.ndim([[1]])\n2", |interp: &mut Interp, a: Value| {
            Ok(convert::view(interp, &a)?.rank() as i64)
        }),
        py(
            &["shape"],
            "a",
            "Lengths of the axes.\n\n>>> np.shape([[1, 2]])\n(1, 2)",
            |interp: &mut Interp, a: Value| Ok(shape_value(convert::view(interp, &a)?.shape())),
        ),
        py(
            &["size"],
            "a, axis=None",
            "The number of elements, or the length of axes.\n\n>>> np.size([[1, 2]])\n2",
            |interp: &mut Interp, a: Value, axis: Option<super::args::AxisArg>| {
                let view = convert::view(interp, &a)?;
                Ok(match axis {
                    None => view.size() as i64,
                    Some(axis) => axis.normalize(view.rank())?.iter().map(|&i| view.shape()[i] as i64).product(),
                })
            },
        ),
        py(
            &["iterable"],
            "y",
            "Whether a value can be iterated over.\n\n>>> np.iterable(3)\nFalse",
            |interp: &mut Interp, y: Value| Ok(interp.iter(&y).is_ok()),
        ),
        py(
            &["isfortran"],
            "a",
            "Whether an array is in Fortran and not in C order.\n\n>>> np.isfortran(np.ones((2, 3), order='F'))\nTrue",
            |_: &mut Interp, a: ArrayLike| {
                let view = a.view();
                Ok(view.layout().is_f_contiguous() && !view.layout().is_c_contiguous())
            },
        ),
        py(
            &["astype"],
            "x, dtype, /, *, copy=True, device=None",
            "A copy with elements of another type.\n\n>>> np.astype(np.array([1.5]), int)\narray([1])",
            |interp: &mut Interp, x: Value, dtype: Value, copy: Given, _device: Value| {
                let Value::Array(_) = x else {
                    let name = interp.repr(&Value::Type(interp.type_of(&x)))?;
                    return Err(Raise::type_error(format!(
                        "Input should be a NumPy array or scalar. It is of type {name}."
                    )));
                };
                let method = interp.get_attr(&x, "astype")?;
                let copy = copy.0.unwrap_or(Value::Bool(true));
                interp.call(&method, &[dtype], &[("copy".into(), copy)])
            },
        ),
    ]
}

fn result_type(interp: &mut Interp, values: Rest) -> Result<Value> {
    if values.0.is_empty() {
        return Err(Raise::value_error("at least one array or dtype is required"));
    }
    let mut found = Vec::new();
    for v in &values.0 {
        found.push(match v {
            Value::DType(_)
            | Value::Type(_)
            | Value::Str(_)
            | Value::None
            | Value::List(_)
            | Value::Tuple(_)
            | Value::Dict(_) => crate::engine::kernels::OperandType::Strong(convert::dtype(interp, v)?),
            other => convert::operand(interp, other)?.type_(),
        });
    }
    Ok(Value::DType(promote::result_type(&found)?))
}

/// The scalar type of a dtype, a name or a type.
fn scalar_type(interp: &mut Interp, v: &Value) -> Result<&'static Type> {
    if let Value::Type(t) = v
        && t.is_subtype(&types::GENERIC)
    {
        return Ok(t);
    }
    Ok(types::scalar_type(convert::dtype(interp, v)?))
}

fn isdtype(interp: &mut Interp, dtype: Value, kind: Value) -> Result<bool> {
    let d = match &dtype {
        Value::DType(d) => *d,
        Value::Type(t) if t.is_subtype(&types::GENERIC) => convert::dtype(interp, &dtype)?,
        other => {
            let shown = interp.repr(&Value::Type(interp.type_of(other)))?;
            return Err(Raise::type_error(format!("dtype argument must be a NumPy dtype, but it is a {shown}.")));
        }
    };
    let kinds = match &kind {
        Value::Tuple(items) => (**items).clone(),
        one => vec![one.clone()],
    };
    let mut answer = false;
    for kind in &kinds {
        answer |= match kind.as_str() {
            Some("bool") => d == DType::Bool,
            Some("signed integer") => d.kind() == Kind::Int,
            Some("unsigned integer") => d.kind() == Kind::UInt,
            Some("integral") => matches!(d.kind(), Kind::Int | Kind::UInt),
            Some("real floating") => d.kind() == Kind::Float,
            Some("complex floating") => d.kind() == Kind::Complex,
            Some("numeric") => d.native().is_numeric() && d != DType::Bool,
            Some(_) => {
                let shown = interp.repr(kind)?;
                return Err(Raise::value_error(format!(
                    "kind argument is a string, but {shown} is not a known kind name."
                )));
            }
            None => convert::dtype(interp, kind)? == d,
        };
    }
    Ok(answer)
}

fn common_type(interp: &mut Interp, arrays: Rest) -> Result<Value> {
    let (mut precision, mut complex) = (DType::Float16, false);
    for v in &arrays.0 {
        let d = convert::view(interp, v)?.dtype();
        complex |= d.kind() == Kind::Complex;
        let part = match d.kind() {
            Kind::Int | Kind::UInt => DType::Float64,
            Kind::Float | Kind::Complex => d.real_part(),
            _ => return Err(Raise::type_error("can't get common type for non-numeric array")),
        };
        precision = promote::promote_types(precision, part);
    }
    let dtype = match (complex, precision) {
        (true, DType::Float64) => DType::Complex128,
        (true, _) => DType::Complex64,
        (false, d) => d,
    };
    Ok(Value::Type(types::scalar_type(dtype)))
}

fn typename(char: &str) -> Result<Value> {
    let name = match char {
        "S1" | "c" => "character",
        "?" => "bool",
        "b" => "signed char",
        "B" => "unsigned char",
        "h" => "short",
        "H" => "unsigned short",
        "i" => "integer",
        "I" => "unsigned integer",
        "l" => "long integer",
        "L" => "unsigned long integer",
        "q" => "long long integer",
        "Q" => "unsigned long long integer",
        "f" => "single precision",
        "d" => "double precision",
        "g" => "long precision",
        "F" => "complex single precision",
        "D" => "complex double precision",
        "G" => "complex long double precision",
        "S" => "string",
        "U" => "unicode",
        "V" => "void",
        "O" => "object",
        other => return Err(Raise::key_error(Value::str(other))),
    };
    Ok(Value::str(name))
}

fn mintypecode(
    interp: &mut Interp,
    typechars: Value,
    typeset: Option<String>,
    default: Option<String>,
) -> Result<Value> {
    let typeset = typeset.unwrap_or("GDFgdf".into());
    let mut chars = Vec::new();
    for v in interp.collect(&typechars)? {
        let char = match v.as_str() {
            Some(text) => text.to_string(),
            None => convert::view(interp, &v)?.dtype().char().to_string(),
        };
        if typeset.contains(&char) {
            chars.push(char);
        }
    }
    if chars.is_empty() {
        return Ok(Value::str(default.unwrap_or("d".into())));
    }
    if chars.iter().any(|c| c == "F") && chars.iter().any(|c| c == "d") {
        return Ok(Value::str("D"));
    }
    chars.sort_by_key(|c| "GDFgdf".find(c.as_str()).unwrap_or(9));
    Ok(Value::str(chars.remove(0)))
}
