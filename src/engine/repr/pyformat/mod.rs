//! Python's `format(value, spec)` and `%` formatting for its scalars.
//!
//! `spec` is `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`; errors are CPython 3.11's. The name of
//! the value's type is an argument, since subclasses (`bool`, `numpy.float64`) share the formatting.

mod float;
mod int;
mod layout;
pub mod percent;
mod spec;

pub use float::{format_complex, format_f64};
pub use int::format_int;

use super::python;
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use crate::engine::scalar::Scalar;
use num_bigint::BigInt;
use spec::{Align, Spec};

/// `format` of a NumPy scalar: that of the Python number it converts to; `np.float32(0.1)` shows all its digits.
///
/// # Errors
/// As of the Python type.
pub fn format_scalar(x: &Scalar, spec: &str) -> Result<String> {
    match (x, x.as_integer(), x.as_f64(), x.as_complex()) {
        (Scalar::Str(s), ..) => format_str(s, spec, "numpy.str_"),
        (Scalar::Bytes(b), ..) => format_str(&python::bytes_repr(b), spec, "str"),
        (Scalar::Bool(b), ..) if spec.is_empty() => Ok(python::bool_repr(*b).into()),
        (Scalar::Bool(b), ..) => format_int(&BigInt::from(*b), spec, "bool"),
        (_, Some(n), ..) => format_int(&BigInt::from(n), spec, "int"),
        (_, _, Some(x), _) => format_f64(x, spec, "float"),
        (.., z) => z.map_or_else(|| Ok(String::new()), |z| format_complex(z.re, z.im, spec, "complex")),
    }
}

/// `str.__format__`.
///
/// # Errors
/// `ValueError` of the spec.
pub fn format_str(text: &str, spec: &str, type_name: &str) -> Result<String> {
    if spec.is_empty() {
        return Ok(interrupt::owned(text));
    }
    let spec = Spec::parse(spec, type_name, 's', Align::Left)?;
    if spec.kind != 's' {
        return Err(spec.unknown_code(type_name));
    }
    let refused = match spec {
        Spec { sign: Some(' '), .. } => Some("Space not allowed in string format specifier"),
        Spec { sign: Some(_), .. } => Some("Sign not allowed in string format specifier"),
        Spec { positive_zero: true, .. } => Some("Negative zero coercion (z) not allowed in string format specifier"),
        Spec { alternate: true, .. } => Some("Alternate form (#) not allowed in string format specifier"),
        Spec { align: Align::AfterSign, .. } => Some("'=' alignment not allowed in string format specifier"),
        _ => None,
    };
    if let Some(message) = refused {
        return Err(Error::value(message));
    }
    let kept: String = match spec.precision {
        Some(n) => interrupt::watched(text.chars()).take(n).collect(),
        None => interrupt::owned(text),
    };
    layout::pad("", &kept, &spec)
}
