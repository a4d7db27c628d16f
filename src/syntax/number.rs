//! The shape of a number in the text, and what CPython says of a malformed one.

use super::SyntaxError;
use super::token::Scanner;

type Result<T> = std::result::Result<T, SyntaxError>;

/// The end of the number that begins at `at`, where `text` starts.
pub fn scan(scanner: &Scanner<'_>, at: usize, text: &str) -> Result<usize> {
    let bytes = text.as_bytes();
    let length = match (bytes[0], bytes.get(1).map(u8::to_ascii_lowercase)) {
        (b'0', Some(b'x')) => radix(scanner, at, bytes, "hexadecimal", |b| b.is_ascii_hexdigit())?,
        (b'0', Some(b'o')) => radix(scanner, at, bytes, "octal", |b| matches!(b, b'0'..=b'7'))?,
        (b'0', Some(b'b')) => radix(scanner, at, bytes, "binary", |b| matches!(b, b'0' | b'1'))?,
        _ => decimal(scanner, at, bytes)?,
    };
    Ok(at + length)
}

fn radix(scanner: &Scanner<'_>, at: usize, bytes: &[u8], name: &str, digit: fn(u8) -> bool) -> Result<usize> {
    let mut i = 2;
    loop {
        if bytes.get(i) == Some(&b'_') {
            i += 1;
        }
        match bytes.get(i) {
            Some(&b) if digit(b) => i += 1,
            Some(&b) if b.is_ascii_digit() => {
                let message = format!("invalid digit '{}' in {name} literal", b as char);
                return scanner.fail(at + i, at + i + 1, message);
            }
            _ if i == 2 || bytes[i - 1] == b'_' => {
                return scanner.fail(at + i - 1, at + i, format!("invalid {name} literal"));
            }
            _ => break,
        }
    }
    end_of_number(scanner, at, bytes, i, name)
}

fn digits(scanner: &Scanner<'_>, at: usize, bytes: &[u8], mut i: usize) -> Result<usize> {
    while let Some(&b) = bytes.get(i) {
        match b {
            b'0'..=b'9' => i += 1,
            b'_' if bytes.get(i + 1).is_some_and(u8::is_ascii_digit) => i += 2,
            b'_' => return scanner.fail(at + i, at + i + 1, "invalid decimal literal"),
            _ => break,
        }
    }
    Ok(i)
}

fn decimal(scanner: &Scanner<'_>, at: usize, bytes: &[u8]) -> Result<usize> {
    let mut i = digits(scanner, at, bytes, 0)?;
    let whole = i;
    let mut float = false;
    if bytes.get(i) == Some(&b'.') {
        float = true;
        i += 1;
        if bytes.get(i).is_some_and(u8::is_ascii_digit) {
            i = digits(scanner, at, bytes, i)?;
        }
    }
    if matches!(bytes.get(i), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(i + 1), Some(b'+' | b'-')));
        if bytes.get(i + 1 + sign).is_some_and(u8::is_ascii_digit) {
            float = true;
            i = digits(scanner, at, bytes, i + 1 + sign)?;
        } else if sign == 1 {
            return scanner.fail(at + i + 1, at + i + 2, "invalid decimal literal");
        }
    }
    if matches!(bytes.get(i), Some(b'j' | b'J')) {
        return end_of_number(scanner, at, bytes, i + 1, "imaginary");
    }
    if !float && bytes[0] == b'0' {
        leading_zeros(scanner, at, &bytes[..whole])?;
    }
    end_of_number(scanner, at, bytes, i, "decimal")
}

fn leading_zeros(scanner: &Scanner<'_>, at: usize, digits: &[u8]) -> Result<()> {
    if digits.iter().all(|b| matches!(b, b'0' | b'_')) {
        return Ok(());
    }
    let zeros = digits.iter().take_while(|b| matches!(b, b'0' | b'_')).count();
    let message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
    scanner.fail(at, at + zeros, message)
}

/// A name may not touch a number, but a keyword may.
fn end_of_number(scanner: &Scanner<'_>, at: usize, bytes: &[u8], i: usize, name: &str) -> Result<usize> {
    let rest = &bytes[i..];
    let keyword = ["and", "else", "for", "if", "in", "is", "not", "or"].iter().any(|k| rest.starts_with(k.as_bytes()));
    match rest.first() {
        Some(&b) if !keyword && (b == b'_' || b.is_ascii_alphanumeric()) => {
            scanner.fail(at + i - 1, at + i, format!("invalid {name} literal"))
        }
        _ => Ok(i),
    }
}
