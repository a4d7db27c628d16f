//! NumPy's scalar types: constructors, and what scalars have beyond the methods of arrays.

use super::attributes;
use crate::engine::kernels::cast;
use crate::engine::mem::access;
use crate::engine::mem::watch;
use crate::engine::timeunit::TimeUnit;
use crate::engine::{DType, Kind, Scalar};
use crate::lang::builtins::numpy::{convert, nested, records, times};
use crate::lang::builtins::python::types as py;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, Kwargs, Rest, Table, c};
use crate::lang::value::Value;
use num_bigint::BigInt;

/// The table of `np.generic`: every scalar has it.
pub fn generic() -> Table {
    let own = ["fill", "__copy__", "sort", "put", "partition", "setflags"];
    Table {
        doc: "The base of NumPy's scalar types.",
        methods: super::methods().into_iter().filter(|m| !own.contains(&m.name())).map(of_scalar).collect(),
        attributes: attributes::rows(),
        ..Table::default()
    }
}

/// The method of a scalar: what would be an array without axes is a scalar again.
fn of_scalar(method: Builtin) -> Builtin {
    let raw = method.raw;
    let scalar = move |interp: &mut Interp, args: &mut crate::lang::registry::Args| {
        raw(interp, args).map(|v| match &v {
            Value::Array(a) if a.view().rank() == 0 => Value::scalar(a.view().first()),
            _ => v,
        })
    };
    Builtin { raw: Box::new(scalar), ..method }
}

macro_rules! tables {
    ($($name:ident $dtype:expr, $text:literal, $more:ident;)*) => {
        $(
            #[doc = concat!("The table of `np.", $text, "`.")]
            pub fn $name() -> Table {
                Table {
                    doc: $text,
                    new: Some(constructor($dtype, &[$text])),
                    methods: $more(),
                    attributes: if stringify!($more) == "integer" { fractions() } else { Vec::new() },
                    ..Table::default()
                }
            }
        )*
    };
}
tables! {
    bool_ DType::Bool, "bool", none;
    int8 DType::Int8, "int8", integer;
    int16 DType::Int16, "int16", integer;
    int32 DType::Int32, "int32", integer;
    int64 DType::Int64, "int64", integer;
    uint8 DType::UInt8, "uint8", integer;
    uint16 DType::UInt16, "uint16", integer;
    uint32 DType::UInt32, "uint32", integer;
    uint64 DType::UInt64, "uint64", integer;
    float16 DType::Float16, "float16", floating;
    float32 DType::Float32, "float32", floating;
    float64 DType::Float64, "float64", floating;
    complex64 DType::Complex64, "complex64", none;
    complex128 DType::Complex128, "complex128", none;
    str_ DType::Str(0), "str_", none;
    bytes_ DType::Bytes(0), "bytes_", none;
    void DType::Void(0), "void", none;
    datetime64 DType::DateTime(TimeUnit::GENERIC), "datetime64", none;
    timedelta64 DType::TimeDelta(TimeUnit::GENERIC), "timedelta64", none;
    object_ DType::Object, "object_", none;
}

fn none() -> Vec<Builtin> {
    Vec::new()
}

/// `np.float64(value)` and kin.
fn constructor(dtype: DType, names: &'static [&'static str]) -> Builtin {
    let doc = "A scalar of this type; an array of it for a sequence.";
    let build = move |interp: &mut Interp, args: Rest, kwargs: Kwargs| match dtype.kind() {
        Kind::Str | Kind::Bytes => text(interp, dtype, &args.0, &kwargs.0),
        Kind::Void => void_value(interp, &args.0, &kwargs.0),
        Kind::DateTime | Kind::TimeDelta => times::construct(interp, dtype.kind() == Kind::DateTime, &args.0),
        _ => number(interp, dtype, &args.0, &kwargs.0),
    };
    let mut row = c(names, "*args, **kwargs", doc, build);
    row.signature.text = match dtype.kind() {
        Kind::Complex => "real=0, imag=0, /",
        Kind::Str => "object='', encoding=None, errors=None",
        Kind::Bytes => "source=b'', encoding=None, errors=None",
        _ => "value=0, /",
    };
    row
}

/// `np.void(…)`: bytes, so many zeros, or a record of a given dtype.
fn void_value(interp: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
    let dtype = match (args.get(1), kwargs.iter().find(|(k, _)| k == "dtype")) {
        (Some(d), _) | (None, Some((_, d))) => Some(convert::dtype(interp, d)?),
        _ => None,
    };
    let Some(value) = args.first() else {
        return Err(Raise::type_error("void() takes at least 1 positional argument (0 given)"));
    };
    let bytes = crate::lang::protocol::types::as_bytes(value);
    Ok(match (dtype, bytes, value) {
        (Some(dtype), ..) if dtype.is_structured() => Value::scalar(records::value::element(interp, value, dtype)?),
        (None, Some(bytes), _) => Value::scalar(access::void(&bytes)),
        (None, None, Value::Int(n)) if *n >= 0 => Value::scalar(access::void(&watch::filled(0, *n as usize))),
        (Some(DType::Void(n)), Some(mut bytes), _) => {
            bytes.resize(n as usize, 0);
            Value::scalar(access::void(&bytes))
        }
        _ => return Err(Raise::unsupported("np.void takes bytes, a length, or a value and a structured dtype")),
    })
}

/// A number from what its constructor was given; each type words wrong arguments in its own way.
fn number(interp: &mut Interp, dtype: DType, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
    let most = 1 + usize::from(dtype.kind() == Kind::Complex);
    let plural = if most == 1 { "" } else { "s" };
    let given = args.len();
    let wrong = match (dtype, kwargs.first()) {
        (DType::Float64, Some(_)) => "float() takes no keyword arguments".to_string(),
        (DType::Bool, Some((key, _))) => format!("'{key}' is an invalid keyword argument for bool_()"),
        (_, Some((key, _))) => format!("'{key}' is an invalid keyword argument for this function"),
        _ if given <= most => String::new(),
        (DType::Float64, _) => format!("float expected at most 1 argument, got {given}"),
        (DType::Bool, _) => format!("bool_() takes at most 1 argument ({given} given)"),
        _ => format!("function takes at most {most} argument{plural} ({given} given)"),
    };
    if !wrong.is_empty() {
        return Err(Raise::type_error(wrong));
    }
    match args {
        [re, im] => {
            let (re, im) = (interp.float(re)?, interp.float(im)?);
            Ok(Value::scalar(cast::scalar_cast(&Scalar::Complex128(num_complex::Complex64::new(re, im)), dtype)?))
        }
        [value] => construct(interp, dtype, value.clone()),
        _ if dtype == DType::Object => Ok(Value::None),
        _ => construct(interp, dtype, Value::Int(0)),
    }
}

/// A text as Python's own constructor makes it, without the null characters at its end.
fn text(interp: &mut Interp, dtype: DType, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
    let of_str = dtype.kind() == Kind::Str;
    let python = Value::Type(if of_str { &py::STR } else { &py::BYTES });
    let made = match interp.call(&python, args, kwargs) {
        // What Python takes for no bytes is written as text.
        Err(e) if !of_str && e.is(&exc::TYPE_ERROR) && args.len() == 1 && kwargs.is_empty() => {
            return construct(interp, dtype, args[0].clone());
        }
        other => other?,
    };
    Ok(match &made {
        Value::Bytes(bytes) => {
            let kept = bytes.iter().rposition(|&b| b != 0).map_or(0, |at| at + 1);
            Value::scalar(Scalar::Bytes(bytes[..kept].into()))
        }
        other => Value::scalar(Scalar::Str(other.as_str().unwrap_or_default().trim_end_matches('\0').into())),
    })
}

fn construct(interp: &mut Interp, dtype: DType, value: Value) -> Result<Value> {
    if dtype == DType::Object {
        // As NumPy: sequences become arrays, any other value is its own element.
        return Ok(if is_arrayed(&value) {
            Value::Array(convert::array_of(interp, &value, Some(dtype))?)
        } else {
            value
        });
    }
    match (&value, dtype.kind()) {
        (Value::None, Kind::Float) => return construct(interp, dtype, Value::Float(f64::NAN)),
        (Value::None, Kind::Complex) => {
            return construct(interp, dtype, Value::complex(f64::NAN, f64::NAN));
        }
        (Value::None, Kind::Bool) => return Ok(Value::scalar(false)),
        (Value::None, Kind::Int | Kind::UInt) => {
            return Err(Raise::type_error(
                "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'",
            ));
        }
        (_, Kind::Bool) if !is_arrayed(&value) => {
            let truth = interp.truth(&value)?;
            return Ok(Value::scalar(truth));
        }
        // A scalar is cast as an array's element is.
        (Value::Scalar(s), Kind::Int | Kind::UInt) if s.dtype().is_numeric() => {
            let element = cast::scalar_cast(s, dtype);
            convert::flush_warnings(interp)?;
            return Ok(Value::scalar(element?));
        }
        // A float is cut to an integer before it is fitted.
        (Value::Float(x), Kind::Int | Kind::UInt) if x.is_finite() => {
            let whole = num_traits::FromPrimitive::from_f64(x.trunc()).map(|n: BigInt| Value::big(n));
            return construct(interp, dtype, whole.unwrap_or(Value::Int(0)));
        }
        _ => {}
    }
    if is_arrayed(&value) {
        let array = convert::array_of(interp, &value, Some(dtype))?;
        let view = array.view().clone();
        return Ok(if view.rank() == 0 { Value::scalar(view.first()) } else { Value::Array(array) });
    }
    let element = nested::element(interp, &value, dtype);
    convert::flush_warnings(interp)?;
    element.map(Value::scalar)
}

fn is_arrayed(v: &Value) -> bool {
    matches!(v, Value::Array(_) | Value::List(_) | Value::Tuple(_) | Value::Range(_))
}

fn scalar_of(v: &Value) -> Result<Scalar> {
    match v {
        Value::Scalar(s) => Ok((**s).clone()),
        _ => Err(Raise::type_error("a numpy scalar is required")),
    }
}

/// An integer as a fraction.
fn fractions() -> Vec<crate::lang::registry::Attribute> {
    use crate::lang::registry::attribute;
    vec![
        attribute("numerator", "Itself.", |_, v| Ok(v.clone())),
        attribute("denominator", "One.", |_, _| Ok(Value::Int(1))),
    ]
}

fn integer() -> Vec<Builtin> {
    vec![
        c(&["is_integer"], "self, /", "True: it is one.", |_: &mut Interp, _v: Value| Ok(true)),
        c(
            &["bit_count"],
            "self, /",
            "The number of ones in the binary form of its magnitude.",
            |_: &mut Interp, v: Value| {
                let n = scalar_of(&v)?.as_integer().unwrap_or(0);
                Ok(n.unsigned_abs().count_ones() as i64)
            },
        ),
        c(&["as_integer_ratio"], "self, /", "Numerator and denominator.", |_: &mut Interp, v: Value| {
            let n = scalar_of(&v)?.as_integer().unwrap_or(0);
            Ok(Value::tuple(vec![Value::big(n.into()), Value::Int(1)]))
        }),
    ]
}

fn floating() -> Vec<Builtin> {
    vec![
        c(&["is_integer"], "self, /", "Whether it is a whole number.", |_: &mut Interp, v: Value| {
            let x = scalar_of(&v)?.as_f64().unwrap_or(f64::NAN);
            Ok(x.is_finite() && x.fract() == 0.0)
        }),
        c(&["as_integer_ratio"], "self, /", "Numerator and denominator.", |interp: &mut Interp, v: Value| {
            let x = scalar_of(&v)?.as_f64().unwrap_or(f64::NAN);
            let ratio = interp.get_attr(&Value::Float(x), "as_integer_ratio")?;
            interp.call(&ratio, &[], &[])
        }),
    ]
}
