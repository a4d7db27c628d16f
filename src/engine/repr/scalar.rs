//! `repr` and `str` of NumPy's scalars.

use super::digits::Real;
use super::dragon::{self, FloatArgs, Trim};
use super::float;
use super::python;
use crate::engine::scalar::Scalar;

/// `repr(x)`: `np.float64(3.0)`, `np.True_`, `np.str_('a')`.
pub fn scalar_repr(x: &Scalar) -> String {
    match x {
        Scalar::Bool(b) => format!("np.{}_", python::bool_repr(*b)),
        Scalar::Str(s) => format!("np.str_({})", python::str_repr(s)),
        Scalar::Bytes(b) => format!("np.bytes_({})", python::bytes_repr(b)),
        Scalar::Complex64(_) | Scalar::Complex128(_) => {
            let text = scalar_str(x);
            let bare = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(&text);
            format!("np.{}({bare})", x.dtype().scalar_name())
        }
        other => format!("np.{}({})", other.dtype().scalar_name(), scalar_str(other)),
    }
}

/// `str(x)`.
pub fn scalar_str(x: &Scalar) -> String {
    match (x, float::parts(x)) {
        (Scalar::Bool(b), _) => python::bool_repr(*b).into(),
        (Scalar::Str(s), _) => s.to_string(),
        (Scalar::Bytes(b), _) => python::bytes_repr(b),
        (_, Some((real, None))) => real_str(real, Trim::OneZero, false),
        (_, Some((real, Some(imag)))) => complex_str(real, imag),
        (other, None) => other.as_integer().unwrap_or_default().to_string(),
    }
}

fn complex_str(real: Real, imag: Real) -> String {
    let re = real.to_f64();
    if re == 0.0 && re.is_sign_positive() {
        return real_str(imag, Trim::All, false) + "j";
    }
    let imag_text = real_str(imag, Trim::All, true);
    let plus = if imag.to_f64().is_nan() { "+" } else { "" };
    format!("({}{plus}{imag_text}j)", real_str(real, Trim::All, false))
}

/// Positional between 10⁻⁴ and what the type holds exactly (10³, 10⁶, 10¹⁶), scientific beyond.
fn real_str(x: Real, trim: Trim, sign: bool) -> String {
    let limit = match x {
        Real::F16(_) => 1e3,
        Real::F32(_) => 1e6,
        Real::F64(_) => 1e16,
    };
    let size = x.to_f64().abs();
    let mut out = String::new();
    if size == 0.0 || (1e-4..limit).contains(&size) {
        dragon::positional(x, &FloatArgs { trim, sign, ..FloatArgs::default() }, &mut out);
    } else {
        dragon::scientific(x, &FloatArgs { trim: Trim::All, sign, ..FloatArgs::default() }, &mut out);
    }
    out
}
