//! The numbers of a text, as C's `strtol` and `strtod` read them one after the other.

use crate::engine::interrupt;
use crate::engine::kernels::cast;
use crate::engine::kernels::operand::Operand;
use crate::engine::{DType, Kind, Scalar};
use crate::lang::error::{Raise, Result};
use num_complex::Complex64;

/// What follows a number.
enum After {
    /// A separator, so that another number is expected.
    Separator(usize),
    /// The end of the text.
    End,
    /// Something else.
    Other,
}

/// At most `count` numbers that `sep` parts.
///
/// # Errors
/// `ValueError` where something else stands in the text.
pub fn read(text: &str, sep: &str, dtype: DType, count: Option<usize>) -> Result<Vec<Scalar>> {
    let unmatched = || Raise::value_error("string or file could not be read to its end due to unmatched data");
    let sep = padded(sep);
    let text = text.as_bytes();
    let (mut at, mut found) = (0, Vec::new());
    while count.is_none_or(|n| found.len() < n) {
        let Some((number, length)) = number(&text[at..], dtype)? else {
            return if at >= text.len() { Ok(found) } else { Err(unmatched()) };
        };
        found.push(number);
        if found.len() % 4096 == 0 {
            interrupt::check()?;
        }
        at += length;
        match after(&text[at..], &sep) {
            After::Separator(length) => at += length,
            After::End => break,
            // What follows the last number that was asked for is nobody's concern.
            After::Other if count == Some(found.len()) => break,
            After::Other => return Err(unmatched()),
        }
    }
    Ok(found)
}

/// The separator with a space, which stands for any amount of white space, at both ends and for any within.
fn padded(sep: &str) -> Vec<u8> {
    let words: Vec<&str> = sep.split_ascii_whitespace().collect();
    if words.is_empty() { b" ".to_vec() } else { format!(" {} ", words.join(" ")).into_bytes() }
}

fn after(text: &[u8], sep: &[u8]) -> After {
    let (mut at, mut wanted) = (0, 0);
    loop {
        match (text.get(at), sep.get(wanted)) {
            (None, _) => return After::End,
            (Some(_), None) if at > 0 => return After::Separator(at),
            (Some(_), None) => return After::Other,
            (Some(c), Some(b' ')) if !space(*c) => wanted += 1,
            (Some(_), Some(b' ')) => at += 1,
            (Some(c), Some(w)) if c == w => (at, wanted) = (at + 1, wanted + 1),
            _ => return After::Other,
        }
    }
}

fn space(c: u8) -> bool {
    c.is_ascii_whitespace() || c == 0x0b
}

/// The number that a text begins with, and how many bytes it takes.
fn number(text: &[u8], dtype: DType) -> Result<Option<(Scalar, usize)>> {
    let start = text.iter().take_while(|c| space(**c)).count();
    let rest = &text[start..];
    let found = match dtype.kind() {
        Kind::UInt if sign(rest) > 0 => None,
        Kind::Int | Kind::UInt => integer(rest).map(|(n, length)| (wrapped(n, dtype), length)),
        Kind::Complex => complex(rest).map(|(z, length)| (Operand::Complex(z).to_scalar(dtype), length)),
        Kind::Bool => float(rest).map(|(x, length)| (Ok(Scalar::Bool(x != 0.0)), length)),
        Kind::Float => float(rest).map(|(x, length)| (Operand::Float(x).to_scalar(dtype), length)),
        _ => {
            return Err(Raise::value_error("don't know how to read character strings with that array type"));
        }
    };
    found.map(|(number, length)| Ok((number?, start + length))).transpose()
}

/// As a C cast does, the upper bits are dropped.
fn wrapped(n: i64, dtype: DType) -> crate::engine::error::Result<Scalar> {
    cast::quiet_cast(&Scalar::Int64(n), dtype)
}

fn sign(text: &[u8]) -> usize {
    usize::from(matches!(text.first(), Some(b'+' | b'-')))
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|c| c.is_ascii_digit()).count()
}

fn integer(text: &[u8]) -> Option<(i64, usize)> {
    let head = sign(text);
    let n = digits(&text[head..]);
    if n == 0 {
        return None;
    }
    let magnitude = text[head..head + n].iter().fold(0i128, |m, c| (m * 10 + (c - b'0') as i128).min(1 << 70));
    let value = if text[0] == b'-' { -magnitude } else { magnitude };
    Some((value.clamp(i64::MIN as i128, i64::MAX as i128) as i64, head + n))
}

fn float(text: &[u8]) -> Option<(f64, usize)> {
    let head = sign(text);
    let negative = text.first() == Some(&b'-');
    let signed = |x: f64| if negative { -x } else { x };
    let word = |w: &str| text[head..].len() >= w.len() && text[head..head + w.len()].eq_ignore_ascii_case(w.as_bytes());
    if word("nan") {
        return Some((signed(f64::NAN), head + 3));
    }
    if word("inf") {
        let whole = if word("infinity") { 8 } else { 3 };
        return Some((signed(f64::INFINITY), head + whole));
    }
    let whole = digits(&text[head..]);
    let mut end = head + whole;
    let mut fraction = 0;
    if text.get(end) == Some(&b'.') {
        fraction = digits(&text[end + 1..]);
        end += usize::from(whole + fraction > 0) + fraction;
    }
    if whole + fraction == 0 {
        return None;
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let exponent = sign(&text[end + 1..]);
        let n = digits(&text[end + 1 + exponent..]);
        end += if n > 0 { 1 + exponent + n } else { 0 };
    }
    std::str::from_utf8(&text[..end]).ok()?.parse().ok().map(|x| (x, end))
}

/// `1+2j`, `2j`, or a real number.
fn complex(text: &[u8]) -> Option<(Complex64, usize)> {
    let (re, at) = float(text)?;
    match text.get(at) {
        Some(b'j') => Some((Complex64::new(0.0, re), at + 1)),
        Some(b'+' | b'-') => match float(&text[at..]) {
            Some((im, length)) if text.get(at + length) == Some(&b'j') => {
                Some((Complex64::new(re, im), at + length + 1))
            }
            _ => Some((Complex64::new(re, 0.0), at)),
        },
        _ => Some((Complex64::new(re, 0.0), at)),
    }
}
