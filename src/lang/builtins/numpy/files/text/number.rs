//! The text of a field as an element.

use crate::engine::kernels::operand::Operand;
use crate::engine::{DType, Kind, Scalar};
use num_complex::Complex64;

/// The element of a dtype that a field holds; none if it holds none.
pub fn element(field: &str, dtype: DType) -> Option<Scalar> {
    match dtype.kind() {
        Kind::Str => Some(Scalar::Str(field.into())),
        Kind::Bytes => {
            let bytes: Option<Vec<u8>> = field.chars().map(|c| u8::try_from(c as u32).ok()).collect();
            bytes.map(|b| Scalar::Bytes(b.into()))
        }
        Kind::Bool => integer(field).map(|n| Scalar::Bool(n != 0)),
        Kind::Int | Kind::UInt => Operand::Int(integer(field)?).to_scalar(dtype).ok(),
        Kind::Float => Operand::Float(float(field)?).to_scalar(dtype).ok(),
        Kind::Complex => Operand::Complex(complex(field)?).to_scalar(dtype).ok(),
        _ => None,
    }
}

fn integer(field: &str) -> Option<i128> {
    let text = field.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// As C's parser reads a number: no underscores.
pub fn float(field: &str) -> Option<f64> {
    if field.contains('_') { None } else { crate::lang::builtins::python::parse::float(field) }
}

fn complex(field: &str) -> Option<Complex64> {
    if field.contains('_') {
        return None;
    }
    crate::lang::builtins::python::parse::complex(field)
}
