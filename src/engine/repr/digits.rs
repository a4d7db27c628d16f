//! Decimal digits of binary floats: the shortest that read back, or exact ones, rounded half to even.

use half::f16;
use smallvec::SmallVec;
use std::fmt::{self, Write};

/// A float of any width; the width decides how many digits tell it from its neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Real {
    /// `float16`
    F16(f16),
    /// `float32`
    F32(f32),
    /// `float64`, or Python's `float`
    F64(f64),
}

impl Real {
    /// The value as a double (exact).
    pub fn to_f64(self) -> f64 {
        match self {
            Real::F16(x) => x.to_f64(),
            Real::F32(x) => x as f64,
            Real::F64(x) => x,
        }
    }

    /// Whether the value has the type's full precision: it is not subnormal.
    pub fn is_normal(self) -> bool {
        match self {
            Real::F16(x) => x.is_normal(),
            Real::F32(x) => x.is_normal(),
            Real::F64(x) => x.is_normal(),
        }
    }

    /// The decimal precision of the type: NumPy's `finfo.precision`.
    pub fn precision(self) -> i32 {
        match self {
            Real::F16(_) => 3,
            Real::F32(_) => 6,
            Real::F64(_) => 15,
        }
    }
}

/// Digits `d₀d₁d₂…` of the value `d₀.d₁d₂… × 10^exponent`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits {
    /// ASCII digits, at least one.
    pub text: SmallVec<[u8; 24]>,
    /// Of the first digit.
    pub exponent: i32,
}

/// Up to which digit to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cutoff {
    /// So many digits in all.
    Total(i64),
    /// So many digits after the decimal point.
    Fraction(i64),
}

impl Cutoff {
    /// How many digits that is for a number whose first digit stands at `exponent`.
    fn digits(self, exponent: i32) -> i64 {
        match self {
            Cutoff::Total(n) => n,
            Cutoff::Fraction(n) => n + exponent as i64 + 1,
        }
    }
}

/// The fewest digits that read back as `|x|`, and of these the nearest; of two equally near the even one.
/// `x` must be finite.
pub fn shortest(x: Real) -> Digits {
    match x {
        Real::F16(h) => shortest_half(h),
        Real::F32(f) => parse(zmij::Buffer::new().format_finite(f.abs())),
        Real::F64(f) => parse(zmij::Buffer::new().format_finite(f.abs())),
    }
}

/// No double has more significant digits; beyond are zeros, which are left out.
const MOST_DIGITS: usize = 770;
/// No double has more digits after the decimal point; beyond are zeros, which are left out.
pub const MOST_FRACTION: usize = 1080;

/// `|x|` to `n` significant digits (at least one).
pub fn exact_total(x: f64, n: usize) -> Digits {
    collect(format_args!("{:.*e}", n.clamp(1, MOST_DIGITS) - 1, x.abs()))
}

/// `|x|` rounded to `n` digits after the decimal point; zero is `0` at that place.
pub fn exact_fraction(x: f64, n: usize) -> Digits {
    let n = n.min(MOST_FRACTION);
    let text = format!("{:.*}", n, x.abs());
    let point = text.find('.').unwrap_or(text.len()) as i32;
    let all = text.bytes().filter(|&b| b != b'.');
    let leading = all.clone().take_while(|&b| b == b'0').count();
    if leading == text.len() - usize::from(n > 0) {
        return Digits { text: SmallVec::from_slice(b"0"), exponent: -(n as i32) };
    }
    Digits { text: all.skip(leading).collect(), exponent: point - 1 - leading as i32 }
}

/// Parses a number that is not negative, in any decimal notation; zeros at the ends are no digits.
fn parse(number: &str) -> Digits {
    let (mut text, mut len, mut kept) = ([0u8; 32], 0, 0);
    // Digits seen before the point, and zeros before the first digit.
    let (mut whole, mut zeros, mut power) = (None, 0, 0);
    let bytes = number.as_bytes();
    for (i, &b) in bytes.iter().enumerate() {
        match b {
            b'.' => whole = Some(len + zeros),
            b'e' => {
                power = integer(&bytes[i + 1..]);
                whole = whole.or(Some(len + zeros));
                break;
            }
            b'0' if len == 0 => zeros += 1,
            b => {
                text[len] = b;
                len += 1;
                if b != b'0' {
                    kept = len;
                }
            }
        }
    }
    if kept == 0 {
        return Digits { text: SmallVec::from_slice(b"0"), exponent: 0 };
    }
    let exponent = whole.unwrap_or(len + zeros) as i32 - 1 - zeros as i32 + power;
    Digits { text: SmallVec::from_slice(&text[..kept]), exponent }
}

/// A small integer, perhaps negative.
fn integer(text: &[u8]) -> i32 {
    match text {
        [b'-', rest @ ..] => -integer(rest),
        rest => rest.iter().filter(|b| b.is_ascii_digit()).fold(0, |n, b| 10 * n + (b - b'0') as i32),
    }
}

/// Bytes on the stack, while they are few.
struct Text(SmallVec<[u8; 64]>);

impl Write for Text {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        self.0.extend_from_slice(s.as_bytes());
        Ok(())
    }
}

/// Parses what `{:e}` writes.
fn collect(scientific: fmt::Arguments<'_>) -> Digits {
    let mut out = Text(SmallVec::new());
    out.write_fmt(scientific).expect("writing to memory");
    let out = out.0;
    let e = out.iter().rposition(|&b| b == b'e').expect("an exponent");
    let text = out[..e].iter().copied().filter(|&b| b != b'.').collect();
    Digits { text, exponent: integer(&out[e + 1..]) }
}

/// Steele and White's free-format algorithm; the values of half precision fit in 128 bits throughout.
fn shortest_half(x: f16) -> Digits {
    let bits = x.to_bits() & 0x7fff;
    let (biased, fraction) = ((bits >> 10) as u32, (bits & 0x3ff) as u128);
    if bits == 0 {
        return Digits { text: SmallVec::from_slice(b"0"), exponent: 0 };
    }
    let (mantissa, shift) = if biased == 0 { (fraction, 0) } else { (fraction | 0x400, biased - 1) };
    let uneven = fraction == 0 && biased > 1;
    // In units of 2⁻²⁶, times 10⁸ so that every digit place down to 10⁻⁸ is whole.
    let unit = 100_000_000u128 << shift;
    let mut value = 4 * mantissa * unit;
    let (low, high) = (if uneven { unit } else { 2 * unit }, 2 * unit);
    let even = mantissa % 2 == 0;
    let mut scale = (1u128 << 26) * 10u128.pow(8 + 4);
    let mut exponent = 4;
    while value < scale {
        scale /= 10;
        exponent -= 1;
    }
    let mut text = SmallVec::new();
    loop {
        let digit = (value / scale) as u8;
        value %= scale;
        let down = value < low || even && value == low;
        let up = value + high > scale || even && value + high == scale;
        if down || up || scale == 1 << 26 {
            let round_up = if down == up { 2 * value > scale || 2 * value == scale && digit % 2 == 1 } else { up };
            text.push(b'0' + digit);
            let mut digits = Digits { text, exponent };
            if round_up {
                carry(&mut digits);
            }
            return digits;
        }
        text.push(b'0' + digit);
        scale /= 10;
    }
}

/// Adds one to the last digit; nines in the way are dropped.
fn carry(digits: &mut Digits) {
    while digits.text.last() == Some(&b'9') {
        digits.text.pop();
    }
    match digits.text.last_mut() {
        Some(last) => *last += 1,
        None => {
            digits.text.push(b'1');
            digits.exponent += 1;
        }
    }
}

/// The digits that tell `x` from its neighbours, but at least up to `least` and at most up to `most`, which both count
/// alike.
pub fn unique(x: Real, most: Option<Cutoff>, least: Option<Cutoff>) -> Digits {
    let digits = shortest(x);
    if x.to_f64() == 0.0 {
        return digits;
    }
    let len = digits.text.len() as i64;
    if let Some(most) = most {
        let keep = most.digits(digits.exponent);
        if len > keep {
            return cut(digits, x.to_f64(), most, keep);
        }
    }
    match (least, most) {
        (Some(least), Some(most)) if most.digits(0) < least.digits(0) => lengthen(digits, x, most),
        (Some(least), _) => lengthen(digits, x, least),
        (None, _) => digits,
    }
}

/// Rounds the shortest digits of `x` to the first `keep`. They lie on the same side of the middle as `x` itself, unless
/// they are the middle.
fn cut(mut digits: Digits, x: f64, at: Cutoff, keep: i64) -> Digits {
    if keep < 0 || (keep == 0 && matches!(at, Cutoff::Total(_))) {
        return zero_at(at);
    }
    let keep = keep as usize;
    let next = digits.text[keep];
    let up = if digits.text.len() == keep + 1 && next == b'5' { above_middle(&digits, x, keep) } else { next >= b'5' };
    digits.text.truncate(keep);
    match (up, keep) {
        (true, 0) => Digits { text: SmallVec::from_slice(b"1"), exponent: digits.exponent + 1 },
        (false, 0) => zero_at(at),
        (true, _) => {
            carry(&mut digits);
            digits
        }
        (false, _) => digits,
    }
}

fn zero_at(at: Cutoff) -> Digits {
    let places = if let Cutoff::Fraction(n) = at { n as i32 } else { 0 };
    Digits { text: SmallVec::from_slice(b"0"), exponent: -places }
}

/// Whether `x`, whose shortest digits are `keep` digits and a 5, rounds up after `keep` digits.
fn above_middle(digits: &Digits, x: f64, keep: usize) -> bool {
    let exact = exact_total(x, MOST_DIGITS);
    if exact.exponent != digits.exponent {
        return false;
    }
    let odd = keep > 0 && (digits.text[keep - 1] - b'0') % 2 == 1;
    match exact.text[..=keep].cmp(&digits.text[..=keep]) {
        std::cmp::Ordering::Equal => odd || exact.text[keep + 1..].iter().any(|&b| b != b'0'),
        order => order.is_gt(),
    }
}

/// Goes on with the exact digits of `x`, to `least`.
fn lengthen(mut digits: Digits, x: Real, least: Cutoff) -> Digits {
    let want = least.digits(digits.exponent);
    if digits.text.len() as i64 >= want {
        return digits;
    }
    // Within the type's precision the shortest digits are exact ones, followed by zeros.
    if want <= x.precision() as i64 && x.is_normal() {
        digits.text.resize(want as usize, b'0');
        return digits;
    }
    match least {
        Cutoff::Total(n) => exact_total(x.to_f64(), n as usize),
        Cutoff::Fraction(n) => exact_fraction(x.to_f64(), n as usize),
    }
}

/// The digits of the exact value up to `most`.
pub fn exact(x: Real, most: Cutoff) -> Digits {
    if x.to_f64() == 0.0 {
        return shortest(x);
    }
    match most {
        Cutoff::Total(n) => exact_total(x.to_f64(), n.max(1) as usize),
        Cutoff::Fraction(n) => exact_fraction(x.to_f64(), n as usize),
    }
}

/// Drops the trailing zeros that digit-by-digit generation does not yield: those that rounding up leaves behind and, for
/// exact digits, those after the last digit of the value.
pub fn drop_carried_zeros(mut digits: Digits, x: Real, unique: bool) -> Digits {
    let len = digits.text.len();
    if len == 1 || digits.text.last() != Some(&b'0') {
        return digits;
    }
    let full = exact_total(x.to_f64(), MOST_DIGITS);
    let cut_off = full.exponent == digits.exponent && full.text.starts_with(&digits.text);
    if cut_off && (unique || full.text[len..].iter().any(|&b| b != b'0')) {
        return digits;
    }
    while digits.text.len() > 1 && digits.text.last() == Some(&b'0') {
        digits.text.pop();
    }
    digits
}
