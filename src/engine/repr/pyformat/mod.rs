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

use crate::engine::error::{Error, Result};
use spec::{Align, Spec};

/// `str.__format__`.
///
/// # Errors
/// `ValueError` of the spec.
pub fn format_str(text: &str, spec: &str, type_name: &str) -> Result<String> {
    if spec.is_empty() {
        return Ok(text.into());
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
        Some(n) => text.chars().take(n).collect(),
        None => text.into(),
    };
    layout::pad("", &kept, &spec)
}
