//! Numbers from text: what `int('…')`, `float('…')` and `complex('…')` accept.

use super::str_::classes::{decimal, is_space};
use num_bigint::BigInt;
use num_complex::Complex64;

/// Without white space around, with every decimal digit as ASCII; `None` if other characters beyond ASCII are left.
fn plain(text: &str) -> Option<String> {
    let digit = |ch: char| match decimal(ch) {
        Some(d) => char::from_digit(d, 10),
        None => ch.is_ascii().then_some(ch),
    };
    text.trim_matches(is_space).chars().map(digit).collect()
}

/// Without underscores, which must stand between digits.
fn without_underscores(text: &str, is_digit: impl Fn(u8) -> bool) -> Option<String> {
    let bytes = text.as_bytes();
    let fits = |i: usize| {
        let around = [i.checked_sub(1).and_then(|j| bytes.get(j)), bytes.get(i + 1)];
        around.iter().all(|b| b.is_some_and(|&b| is_digit(b)))
    };
    let sound = (0..bytes.len()).all(|i| bytes[i] != b'_' || fits(i));
    sound.then(|| text.replace('_', ""))
}

/// An int in a base of 2 to 36, or 0 for that of its prefix.
pub fn int(text: &str, base: u32) -> Option<BigInt> {
    let text = plain(text)?;
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, &text[..]),
    };
    let lower = digits.to_ascii_lowercase();
    let prefixed = [("0x", 16), ("0o", 8), ("0b", 2)].into_iter();
    let prefix = prefixed.filter(|p| base == 0 || base == p.1).find(|p| lower.starts_with(p.0));
    let (digits, base) = match prefix {
        Some((p, own)) => (lower[p.len()..].strip_prefix('_').unwrap_or(&lower[p.len()..]), own),
        None if base == 0 => {
            let zeros = lower.bytes().all(|b| matches!(b, b'0' | b'_'));
            if lower.starts_with('0') && !zeros {
                return None;
            }
            (&lower[..], 10)
        }
        None => (&lower[..], base),
    };
    let digits = without_underscores(digits, |b| (b as char).is_digit(36))?;
    if digits.is_empty() || !digits.bytes().all(|b| (b as char).is_digit(base)) {
        return None;
    }
    let n = BigInt::parse_bytes(digits.as_bytes(), base)?;
    Some(if negative { -n } else { n })
}

/// A float.
pub fn float(text: &str) -> Option<f64> {
    let text = without_underscores(&plain(text)?, |b| b.is_ascii_digit())?;
    text.parse().ok()
}

/// A complex number.
pub fn complex(text: &str) -> Option<Complex64> {
    let text = plain(text)?;
    let text = match text.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')')?.trim_matches(is_space),
        None => &text,
    };
    let text = without_underscores(text, |b| b.is_ascii_digit())?;
    let Some(body) = text.strip_suffix(['j', 'J']) else {
        return Some(Complex64::new(text.parse().ok()?, 0.0));
    };
    let (re, im) = body.split_at(last_sign(body));
    let im = match im {
        "" | "+" => 1.0,
        "-" => -1.0,
        other => other.parse().ok()?,
    };
    let re = if re.is_empty() { 0.0 } else { re.parse().ok()? };
    Some(Complex64::new(re, im))
}

/// Where the imaginary part starts: at the last sign that is no exponent's.
fn last_sign(text: &str) -> usize {
    let bytes = text.as_bytes();
    let starts = |i: &usize| matches!(bytes[*i], b'+' | b'-') && (*i == 0 || !matches!(bytes[i - 1], b'e' | b'E'));
    (0..bytes.len()).rev().find(starts).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ints() {
        let small = |text: &str, base| int(text, base).and_then(|n| i64::try_from(n).ok());
        for (text, base, n) in [(" 1_0 ", 10, 10), ("-0x_1F", 16, -31), ("0b101", 0, 5), ("00", 0, 0), ("٣", 10, 3)] {
            assert_eq!(small(text, base), Some(n), "{text}");
        }
        for text in ["", "-", "1__0", "_1", "1_", "1.5", "0x1", "é"] {
            assert_eq!(small(text, 10), None, "{text}");
        }
        assert_eq!(small("010", 0), None);
    }

    #[test]
    fn complexes() {
        for (text, re, im) in [("1+2j", 1.0, 2.0), ("(-j)", 0.0, -1.0), ("1e-3-4e+2J", 1e-3, -400.0), ("5", 5.0, 0.0)] {
            assert_eq!(complex(text), Some(Complex64::new(re, im)), "{text}");
        }
        for text in ["1 + 2j", "1+2", "jj", "", "(1"] {
            assert_eq!(complex(text), None, "{text}");
        }
    }
}
