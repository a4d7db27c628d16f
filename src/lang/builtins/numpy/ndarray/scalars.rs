//! NumPy's scalar types: constructors, and what scalars have beyond the methods of arrays.

use super::attributes;
use crate::engine::kernels::cast;
use crate::engine::{DType, Kind, Scalar};
use crate::lang::builtins::numpy::{convert, nested};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Table, c};
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
                Table { doc: $text, new: Some(constructor($dtype, &[$text])), methods: $more(), ..Table::default() }
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
}

fn none() -> Vec<Builtin> {
    Vec::new()
}

/// `np.float64(value)` and kin.
fn constructor(dtype: DType, names: &'static [&'static str]) -> Builtin {
    let signature = match dtype.kind() {
        Kind::Complex => "real=0, imag=0, /",
        Kind::Str | Kind::Bytes => "value='', /",
        _ => "value=0, /",
    };
    c(
        names,
        signature,
        "A scalar of this type; an array of it for a sequence.",
        move |interp: &mut Interp, value: Given, imag: Imag| {
            let value = value.0.unwrap_or(Value::Int(0));
            match imag.0 {
                Some(imag) => {
                    let (re, im) = (interp.float(&value)?, interp.float(&imag)?);
                    Ok(Value::scalar(cast::scalar_cast(
                        &Scalar::Complex128(num_complex::Complex64::new(re, im)),
                        dtype,
                    )?))
                }
                None => construct(interp, dtype, value),
            }
        },
    )
}

/// The second argument, which only complex types have.
struct Imag(Option<Value>);

impl crate::lang::registry::FromArg for Imag {
    fn from_arg(_: &mut Interp, args: &mut crate::lang::registry::Args, at: usize) -> Result<Imag> {
        Ok(Imag(args.slots.get_mut(at).and_then(Option::take)))
    }
}

fn construct(interp: &mut Interp, dtype: DType, value: Value) -> Result<Value> {
    match (&value, dtype.kind()) {
        (Value::Int(0), Kind::Str) => return Ok(Value::scalar(Scalar::Str("".into()))),
        (Value::Int(0), Kind::Bytes) => return Ok(Value::scalar(Scalar::Bytes([].as_slice().into()))),
        (Value::None, Kind::Float | Kind::Complex) => {
            return construct(interp, dtype, Value::Float(f64::NAN));
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
        (_, Kind::Str) if !is_arrayed(&value) => {
            let text = interp.str(&value)?;
            return Ok(Value::scalar(Scalar::Str(text.into())));
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
