//! `base_repr` and `binary_repr`.

use crate::engine::error::{Error, Result};
use crate::engine::mem::watch::room_for_text;
use num_bigint::{BigInt, BigUint, Sign};

/// NumPy's `base_repr(number, base, padding)`.
///
/// # Errors
/// `ValueError` of a base outside 2 to 36.
pub fn base_repr(number: &BigInt, base: i64, padding: usize) -> Result<String> {
    let base = match base {
        37.. => return Err(Error::value("Bases greater than 36 not handled in base_repr.")),
        ..2 => return Err(Error::value("Bases less than 2 not handled in base_repr.")),
        base => base as u32,
    };
    let zero = number.sign() == Sign::NoSign;
    let digits = if zero { String::new() } else { number.magnitude().to_str_radix(base).to_uppercase() };
    let sign = if number.sign() == Sign::Minus { "-" } else { "" };
    room_for_text(padding)?;
    let text = format!("{sign}{}{digits}", "0".repeat(padding));
    Ok(if text.is_empty() { "0".into() } else { text })
}

/// NumPy's `binary_repr(num, width)`: two's complement of a negative number if a width is given.
///
/// # Errors
/// `ValueError` of a width that is too small.
pub fn binary_repr(number: &BigInt, width: Option<i64>) -> Result<String> {
    let magnitude = number.magnitude();
    let Some(width) = width else {
        return Ok(number.to_str_radix(2));
    };
    room_for_text(usize::try_from(width).unwrap_or(0))?;
    let (digits, fill) = match number.sign() {
        Sign::NoSign => return Ok("0".repeat(if width == 0 { 1 } else { width.max(0) as usize })),
        Sign::Plus => (magnitude.to_str_radix(2), "0"),
        Sign::Minus => (twos_complement(magnitude), "1"),
    };
    if width < digits.len() as i64 {
        return Err(Error::value(format!("Insufficient bit width={width} provided for binwidth={}", digits.len())));
    }
    Ok(fill.repeat(width as usize - digits.len()) + &digits)
}

/// The shortest two's complement of `-magnitude`.
fn twos_complement(magnitude: &BigUint) -> String {
    let bits = magnitude.bits();
    let power_of_two = magnitude.trailing_zeros() == Some(bits - 1);
    let positive = if power_of_two { bits - 1 } else { bits };
    ((BigUint::from(1u8) << (positive + 1)) - magnitude).to_str_radix(2)
}
