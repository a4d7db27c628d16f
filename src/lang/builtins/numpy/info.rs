//! `finfo`, `iinfo`, and what NumPy says of itself.

use super::convert;
use super::types;
use crate::engine::mem::blas;
use crate::engine::repr::scalar_str;
use crate::engine::{DType, Kind, Scalar};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Builtin, OBJECT, Table, Type, attribute, c, py};
use crate::lang::value::Value;
use half::f16;
use std::any::Any;

/// The version of NumPy whose behaviour this is.
pub const VERSION: &str = "2.4.6";

/// `np.finfo`
pub static FINFO: Type = Type::new("finfo", "numpy", &[&OBJECT], finfo);
/// `np.iinfo`
pub static IINFO: Type = Type::new("iinfo", "numpy", &[&OBJECT], iinfo);

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["show_config"],
            "mode='stdout'",
            "Prints which BLAS does the linear algebra, its core and its threads.",
            |interp: &mut Interp, _mode: Value| {
                let info = blas::info();
                let text = format!(
                    "Build Dependencies:\n  blas:\n    name: openblas\n    openblas configuration: {}\n    core: {}\n    \
                     threads: {}\n    threading: {}\n",
                    info.config, info.core, info.threads, info.threading
                );
                interp.print(&text);
                Ok(())
            },
        ),
        py(&["show_runtime"], "", "Prints the version, and the BLAS that is loaded.", |interp: &mut Interp| {
            let info = blas::info();
            let text = format!(
                "[{{'numpy_version': '{VERSION}'}},\n {{'architecture': '{}',\n  'internal_api': 'openblas',\n  \
                     'num_threads': {},\n  'threading_layer': '{}'}}]\n",
                info.core, info.threads, info.threading
            );
            interp.print(&text);
            Ok(())
        }),
        py(&["get_include"], "", "Refused: there are no C headers.", |_: &mut Interp| -> Result<()> {
            Err(Raise::unsupported("Ravel has no C headers: np.get_include has nothing to name"))
        }),
    ]
}

/// `np.typecodes`: letters of types by kind, those of types that are outside the language too.
const TYPECODES: [(&str, &str); 9] = [
    ("Character", "c"),
    ("Integer", "bhilqnp"),
    ("UnsignedInteger", "BHILQNP"),
    ("Float", "efdg"),
    ("Complex", "FDG"),
    ("AllInteger", "bBhHiIlLqQnNpP"),
    ("AllFloat", "efdgFDG"),
    ("Datetime", "Mm"),
    ("All", "?bhilqnpBHILQNPefdgFDGSUVOMm"),
];

/// `__version__` and kin.
pub fn value(interp: &mut Interp, name: &str) -> Option<Value> {
    Some(match name {
        "typecodes" => {
            let pairs = TYPECODES.iter().map(|(kind, codes)| (kind.to_string(), Value::str(*codes))).collect();
            super::dtype_object::dict(interp, pairs).ok()?
        }
        "__version__" => Value::str(VERSION),
        "True_" => Value::scalar(true),
        "False_" => Value::scalar(false),
        "little_endian" => Value::Bool(true),
        "finfo" => Value::Type(&FINFO),
        "iinfo" => Value::Type(&IINFO),
        _ => return None,
    })
}

struct Limits {
    dtype: DType,
}

impl Object for Limits {
    fn type_(&self) -> &'static Type {
        if self.dtype.kind() == Kind::Float { &FINFO } else { &IINFO }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        let d = self.dtype;
        if d.kind() == Kind::Float {
            let show = |n: Float| scalar_str(&n.of(d));
            return Ok(format!(
                "finfo(resolution={}, min={}, max={}, dtype={d})",
                show(Float::Resolution),
                show(Float::Min),
                show(Float::Max)
            ));
        }
        let (low, high) = bounds(d);
        Ok(format!("iinfo(min={low}, max={high}, dtype={d})"))
    }

    fn str(&self, _: &mut Interp) -> Result<String> {
        let d = self.dtype;
        let line = "---------------------------------------------------------------\n";
        if d.kind() != Kind::Float {
            let (low, high) = bounds(d);
            return Ok(format!("Machine parameters for {d}\n{line}min = {low}\nmax = {high}\n{line}"));
        }
        let f = Facts::of(d);
        let show = |n: Float| scalar_str(&n.of(d));
        Ok(format!(
            "Machine parameters for {d}\n{line}precision = {}   resolution = {}\nmachep = {:3}   eps =        {}\n\
             negep =  {:3}   epsneg =     {}\nminexp = {:3}   tiny =       {}\nmaxexp = {}   max =        {}\n\
             nexp =   {}   min =        -max\nsmallest_normal = {}   smallest_subnormal = {}\n{line}",
            f.precision,
            show(Float::Resolution),
            -f.mantissa,
            show(Float::Eps),
            -f.mantissa - 1,
            show(Float::EpsNeg),
            f.min_exponent,
            show(Float::Tiny),
            f.max_exponent,
            show(Float::Max),
            f.exponent,
            show(Float::Tiny),
            show(Float::Subnormal)
        ))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        Some(other.downcast::<Limits>()?.dtype == self.dtype)
    }
}

/// The numbers of a floating-point format.
struct Facts {
    precision: i64,
    mantissa: i64,
    exponent: i64,
    min_exponent: i64,
    max_exponent: i64,
}

impl Facts {
    fn of(d: DType) -> Facts {
        let (precision, mantissa, exponent, max_exponent) = match d {
            DType::Float16 => (3, 10, 5, 16),
            DType::Float32 => (6, 23, 8, 128),
            _ => (15, 52, 11, 1024),
        };
        Facts { precision, mantissa, exponent, min_exponent: 2 - max_exponent, max_exponent }
    }
}

#[derive(Clone, Copy)]
enum Float {
    Eps,
    EpsNeg,
    Max,
    Min,
    Tiny,
    Subnormal,
    Resolution,
}

impl Float {
    fn of(self, d: DType) -> Scalar {
        let facts = Facts::of(d);
        let x = match self {
            Float::Eps => (-facts.mantissa as f64).exp2(),
            Float::EpsNeg => (-facts.mantissa as f64 - 1.0).exp2(),
            Float::Tiny => match d {
                DType::Float64 => f64::MIN_POSITIVE,
                _ => (facts.min_exponent as f64).exp2(),
            },
            Float::Resolution => [1e-3, 1e-6, 1e-15][match d {
                DType::Float16 => 0,
                DType::Float32 => 1,
                _ => 2,
            }],
            Float::Subnormal => match d {
                DType::Float64 => f64::from_bits(1),
                _ => ((facts.min_exponent - facts.mantissa) as f64).exp2(),
            },
            Float::Max | Float::Min => {
                let largest = match d {
                    DType::Float16 => f16::MAX.to_f64(),
                    DType::Float32 => f32::MAX as f64,
                    _ => f64::MAX,
                };
                if matches!(self, Float::Min) { -largest } else { largest }
            }
        };
        match d {
            DType::Float16 => Scalar::Float16(f16::from_f64(x)),
            DType::Float32 => Scalar::Float32(x as f32),
            _ => Scalar::Float64(x),
        }
    }
}

fn bounds(d: DType) -> (i128, i128) {
    let bits = 8 * d.itemsize() as u32;
    if d.kind() == Kind::UInt { (0, (1i128 << bits) - 1) } else { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) }
}

fn own(v: &Value) -> Result<DType> {
    v.downcast::<Limits>().map(|l| l.dtype).ok_or_else(|| Raise::type_error("a finfo or iinfo object is required"))
}

/// The dtype of an argument: a type, a dtype, a name, or a value of the type.
/// The dtype that a type, a dtype or a number stands for; of what is none, the kind and the type that NumPy names.
fn argument(interp: &mut Interp, v: &Value) -> Result<std::result::Result<DType, (char, String)>> {
    match v {
        Value::Scalar(s) => return Ok(Ok(s.dtype())),
        Value::Int(_) | Value::Bool(_) | Value::Float(_) | Value::Complex(_) => {
            return Ok(Ok(convert::view(interp, v)?.dtype()));
        }
        Value::Array(_) | Value::List(_) | Value::Tuple(_) | Value::Dict(_) => {
            return Ok(Err(('O', "numpy.object_".into())));
        }
        _ => {}
    }
    match convert::dtype(interp, v) {
        Err(e) if e.is(&exc::TYPE_ERROR) && v.as_str().is_some() => Ok(Ok(DType::Str(0))),
        other => other.map(Ok),
    }
}

fn finfo() -> Table {
    macro_rules! rows {
        ($($name:literal $doc:literal: $f:expr;)*) => {
            vec![$(attribute($name, $doc, |_, v| { let f: fn(DType) -> Value = $f; own(v).map(f) })),*]
        };
    }
    Table {
        doc: "The limits of a floating-point type.",
        new: Some(c(
            &["finfo"],
            "dtype",
            "The limits of a floating-point type.\n\n>>> np.finfo(np.float32).eps\nnp.float32(1.1920929e-07)",
            |interp: &mut Interp, dtype: Value| {
                let found = argument(interp, &dtype)?;
                let Some(d) = found.as_ref().ok().copied().filter(|d| d.is_inexact()) else {
                    let shown = match found {
                        Ok(d) => types::scalar_type(d).qualified_name(),
                        Err((_, name)) => name,
                    };
                    return Err(Raise::value_error(format!("data type <class '{shown}'> not inexact")));
                };
                Ok(Value::object(Limits { dtype: d.real_part() }))
            },
        )),
        attributes: rows! {
            "dtype" "The type.": Value::DType;
            "bits" "Bits of a number.": |d| Value::Int(8 * d.itemsize() as i64);
            "eps" "From 1.0 to the next number.": |d| Value::scalar(Float::Eps.of(d));
            "epsneg" "From 1.0 to the number before.": |d| Value::scalar(Float::EpsNeg.of(d));
            "max" "The largest number.": |d| Value::scalar(Float::Max.of(d));
            "min" "The smallest number.": |d| Value::scalar(Float::Min.of(d));
            "tiny" "The smallest positive normal number.": |d| Value::scalar(Float::Tiny.of(d));
            "smallest_normal" "The smallest positive normal number.": |d| Value::scalar(Float::Tiny.of(d));
            "smallest_subnormal" "The smallest positive number.": |d| Value::scalar(Float::Subnormal.of(d));
            "resolution" "A decimal digit's weight at the end.": |d| Value::scalar(Float::Resolution.of(d));
            "precision" "Decimal digits that always hold.": |d| Value::Int(Facts::of(d).precision);
            "nmant" "Bits of the mantissa.": |d| Value::Int(Facts::of(d).mantissa);
            "nexp" "Bits of the exponent.": |d| Value::Int(Facts::of(d).exponent);
            "iexp" "Bits of the exponent.": |d| Value::Int(Facts::of(d).exponent);
            "machep" "The exponent of eps.": |d| Value::Int(-Facts::of(d).mantissa);
            "negep" "The exponent of epsneg.": |d| Value::Int(-Facts::of(d).mantissa - 1);
            "maxexp" "The smallest power of 2 that overflows.": |d| Value::Int(Facts::of(d).max_exponent);
            "minexp" "The most negative power of 2 without leading zeros.": |d| Value::Int(Facts::of(d).min_exponent);
        },
        ..Table::default()
    }
}

fn iinfo() -> Table {
    Table {
        doc: "The limits of an integer type.",
        new: Some(c(
            &["iinfo"],
            "int_type",
            "The limits of an integer type.\n\n>>> np.iinfo(np.int8).max\n127",
            |interp: &mut Interp, dtype: Value| {
                let found = argument(interp, &dtype)?;
                let Some(d) = found.as_ref().ok().copied().filter(|d| matches!(d.kind(), Kind::Int | Kind::UInt))
                else {
                    let kind = found.map_or_else(|(kind, _)| kind, |d| d.kind_char());
                    return Err(Raise::value_error(format!("Invalid integer data type '{kind}'.")));
                };
                Ok(Value::object(Limits { dtype: d }))
            },
        )),
        attributes: vec![
            attribute("min", "The smallest number.", |_, v| own(v).map(|d| Value::big(bounds(d).0.into()))),
            attribute("max", "The largest number.", |_, v| own(v).map(|d| Value::big(bounds(d).1.into()))),
            attribute("bits", "Bits of a number.", |_, v| own(v).map(|d| Value::Int(8 * d.itemsize() as i64))),
            attribute("dtype", "The type.", |_, v| own(v).map(Value::DType)),
            attribute("kind", "`i` or `u`.", |_, v| own(v).map(|d| Value::str(d.kind_char().to_string()))),
            attribute("key", "`i64` and kin.", |_, v| {
                own(v).map(|d| Value::str(format!("{}{}", d.kind_char(), 8 * d.itemsize())))
            }),
        ],
        ..Table::default()
    }
}
