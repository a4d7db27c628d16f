//! `repr` and `str` of NumPy's scalars.

use super::digits::Real;
use super::dragon::{self, FloatArgs, Trim};
use super::element::{ElementFormat, void_text};
use super::float;
use super::options::{Legacy, PrintOptions};
use super::pyformat;
use super::python;
use crate::engine::datetime;
use crate::engine::scalar::{Item, Scalar};
use crate::engine::timeunit::{Base, NAT};

/// `repr(x)`: `np.float64(3.0)`, `np.True_`, `np.str_('a')`.
pub fn scalar_repr(x: &Scalar) -> String {
    full(x, Legacy::Off)
}

fn full(x: &Scalar, legacy: Legacy) -> String {
    match x {
        Scalar::Bool(b) => format!("np.{}_", python::bool_repr(*b)),
        Scalar::Str(s) => format!("np.str_({})", python::str_repr(s)),
        Scalar::Bytes(b) => format!("np.bytes_({})", python::bytes_repr(b)),
        Scalar::Void(item) if item.0.dtype().record().is_some() => {
            format!(
                "np.void({}, dtype={})",
                short(x, legacy),
                item.0.dtype().record().map_or(String::new(), |r| r.text(true))
            )
        }
        Scalar::Void(item) => format!("np.void({})", void_text(&item.bytes())),
        Scalar::DateTime(n, unit) => {
            let text = datetime::iso(*n, *unit);
            // Of an hour alone the text does not tell the unit, as NumPy sees it.
            let own = *n != NAT && (unit.count == 1 && unit.base != Base::Hour || unit.is_generic());
            if own { format!("np.datetime64('{text}')") } else { format!("np.datetime64('{text}','{}')", unit.name()) }
        }
        Scalar::TimeDelta(n, unit) => {
            let n = if *n == NAT { "'NaT'".into() } else { n.to_string() };
            if unit.is_generic() {
                format!("np.timedelta64({n})")
            } else {
                format!("np.timedelta64({n},'{}')", unit.name())
            }
        }
        Scalar::Complex64(_) | Scalar::Complex128(_) => {
            let text = short(x, legacy);
            let bare = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(&text);
            format!("np.{}({bare})", x.dtype().scalar_name())
        }
        other => format!("np.{}({})", other.dtype().scalar_name(), short(other, legacy)),
    }
}

fn void_str(item: &Item) -> String {
    if item.0.dtype().record().is_none() {
        return void_text(&item.bytes());
    }
    let options = PrintOptions::default();
    let mut out = String::new();
    let written = ElementFormat::single(&item.0, &options).and_then(|f| f.push(&Scalar::Void(item.clone()), &mut out));
    debug_assert!(written.is_ok());
    out
}

/// `str(x)`.
pub fn scalar_str(x: &Scalar) -> String {
    short(x, Legacy::Off)
}

fn short(x: &Scalar, legacy: Legacy) -> String {
    match (x, float::parts(x)) {
        (Scalar::Bool(b), _) => python::bool_repr(*b).into(),
        (Scalar::Str(s), _) => s.to_string(),
        (Scalar::Bytes(b), _) => python::bytes_repr(b),
        (Scalar::Void(item), _) => void_str(item),
        (Scalar::DateTime(n, unit), _) => datetime::iso(*n, *unit),
        (Scalar::TimeDelta(n, unit), _) => datetime::delta_str(*n, *unit),
        (_, Some((real, None))) => real_str(real, Trim::OneZero, false, legacy),
        (_, Some((real, Some(imag)))) => complex_str(real, imag, legacy),
        (other, None) => other.as_integer().unwrap_or_default().to_string(),
    }
}

/// [`scalar_repr`] as an earlier NumPy wrote it.
pub fn scalar_repr_in(x: &Scalar, legacy: Legacy) -> String {
    match x {
        _ if legacy > Legacy::V1_25 => full(x, legacy),
        Scalar::Str(s) => python::str_repr(s),
        _ if legacy == Legacy::V1_13 => rounded(x, Digits::Repr),
        _ => short(x, legacy),
    }
}

/// [`scalar_str`] as an earlier NumPy wrote it.
pub fn scalar_str_in(x: &Scalar, legacy: Legacy) -> String {
    if legacy == Legacy::V1_13 { rounded(x, Digits::Str) } else { short(x, legacy) }
}

/// `repr(x.item())`: the Python value's.
pub fn item_repr(x: &Scalar) -> String {
    match (x, float::parts(x)) {
        (Scalar::Str(s), _) => python::str_repr(s),
        (_, Some((re, None))) => python::float_repr(re.to_f64()),
        (_, Some((re, Some(im)))) => python::complex_repr(re.to_f64(), im.to_f64()),
        _ => scalar_str(x),
    }
}

/// For which text an old NumPy rounded a float.
#[derive(Clone, Copy)]
enum Digits {
    Repr,
    Str,
}

/// Floats with a fixed number of digits, as up to NumPy 1.13.
fn rounded(x: &Scalar, digits: Digits) -> String {
    let precision = |part: Real| match (part, digits) {
        (Real::F64(_), Digits::Repr) => 17,
        (Real::F64(_), Digits::Str) => 12,
        (_, Digits::Repr) => 8,
        (_, Digits::Str) => 6,
    };
    let general = |part: Real, sign: &str| {
        let spec = format!("{sign}.{}g", precision(part));
        pyformat::format_f64(part.to_f64(), &spec, "float").unwrap_or_default()
    };
    match float::parts(x) {
        None => scalar_str(x),
        Some((real, None)) => {
            let text = general(real, "");
            if text.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit()) { text + ".0" } else { text }
        }
        Some((real, Some(imag))) => {
            let star = if imag.to_f64().is_finite() { "" } else { "*" };
            let re = real.to_f64();
            if re == 0.0 && re.is_sign_positive() {
                return general(imag, "") + star + "j";
            }
            format!("({}{}{star}j)", general(real, ""), general(imag, "+"))
        }
    }
}

fn complex_str(real: Real, imag: Real, legacy: Legacy) -> String {
    let re = real.to_f64();
    if re == 0.0 && re.is_sign_positive() {
        return real_str(imag, Trim::All, false, legacy) + "j";
    }
    let imag_text = real_str(imag, Trim::All, true, legacy);
    let plus = if imag.to_f64().is_nan() { "+" } else { "" };
    format!("({}{plus}{imag_text}j)", real_str(real, Trim::All, false, legacy))
}

/// Positional between 10⁻⁴ and what the type holds exactly (10³, 10⁶, 10¹⁶), scientific beyond.
fn real_str(x: Real, trim: Trim, sign: bool, legacy: Legacy) -> String {
    let limit = match x {
        _ if legacy < Legacy::Off => 1e16,
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
