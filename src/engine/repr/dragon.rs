//! Digits laid out as text: positional and scientific notation with NumPy's trimming and padding.

use super::digits::{self, Cutoff, Digits, Real};
use crate::engine::error::{Error, Result};
use crate::engine::mem::watch::room_for_text;

/// What becomes of trailing zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trim {
    /// `k`: keep zeros and point.
    Keep,
    /// `.`: trim zeros, keep the point.
    Point,
    /// `0`: trim all but the zero after the point.
    OneZero,
    /// `-`: trim zeros and point.
    All,
}

impl Trim {
    /// From NumPy's letter.
    ///
    /// # Errors
    /// `TypeError`
    pub fn parse(text: &str) -> Result<Trim> {
        Ok(match text {
            "k" => Trim::Keep,
            "." => Trim::Point,
            "0" => Trim::OneZero,
            "-" => Trim::All,
            other => {
                return Err(Error::type_(format!(
                    "if supplied, trim must be 'k', '.', '0' or '-' found `{other:>100}`"
                )));
            }
        })
    }
}

/// The arguments of `format_float_positional` and `format_float_scientific`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FloatArgs {
    /// At most so many digits.
    pub precision: Option<i64>,
    /// At least so many digits.
    pub min_digits: Option<i64>,
    /// Shortest digits that identify the value, not exact ones.
    pub unique: bool,
    /// `precision` counts digits after the point, not all (positional).
    pub fractional: bool,
    /// What becomes of trailing zeros.
    pub trim: Trim,
    /// Show `+`.
    pub sign: bool,
    /// At least so many characters before the point.
    pub pad_left: Option<i64>,
    /// At least so many characters after the point (positional).
    pub pad_right: Option<i64>,
    /// At least so many digits of the exponent (scientific).
    pub exp_digits: Option<i64>,
}

impl Default for FloatArgs {
    fn default() -> FloatArgs {
        FloatArgs {
            precision: None,
            min_digits: None,
            unique: true,
            fractional: true,
            trim: Trim::Keep,
            sign: false,
            pad_left: None,
            pad_right: None,
            exp_digits: None,
        }
    }
}

impl FloatArgs {
    /// The checks that NumPy makes before it looks at `trim` (see [`Trim::parse`]).
    ///
    /// # Errors
    /// `ValueError`
    pub fn check(&self) -> Result<()> {
        let named = [("precision", self.precision), ("pad_left", self.pad_left), ("pad_right", self.pad_right)];
        for (name, value) in named.into_iter().chain([("exp_digits", self.exp_digits), ("min_digits", self.min_digits)])
        {
            if value.is_some_and(|n| n < 0) {
                return Err(Error::value(format!("{name} must be >= 0")));
            }
            if name.starts_with("pad") {
                room_for_text(usize::try_from(value.unwrap_or(0)).unwrap_or(0))?;
            }
        }
        if !self.fractional && self.precision == Some(0) {
            return Err(Error::value("precision must be greater than 0 if fractional=False"));
        }
        let (least, most) = (self.min_digits.unwrap_or(-1), self.precision.unwrap_or(-1));
        if least > 0 && most > 0 && least > most {
            return Err(Error::value("min_digits must be less than or equal to precision"));
        }
        Ok(())
    }

    fn check_all(&self) -> Result<()> {
        self.check()?;
        if !self.unique && self.precision.is_none() {
            return Err(Error::type_("in non-unique mode `precision` must be supplied"));
        }
        Ok(())
    }

    /// The digits asked for; `extra` digits stand before those that `cutoff` counts.
    fn digits(&self, x: Real, cutoff: fn(i64) -> Cutoff, extra: i64) -> Digits {
        let at = |n: Option<i64>| n.map(|n| cutoff(n.saturating_add(extra).min(MOST_DIGITS)));
        let digits = match at(self.precision) {
            Some(most) if !self.unique => digits::exact(x, most),
            most => digits::unique(x, most, at(self.min_digits)),
        };
        // Elsewhere the zeros make no difference.
        if self.trim == Trim::All || !self.fractional {
            return digits::drop_carried_zeros(digits, x, self.unique);
        }
        digits
    }

    /// How many digits zeros fill up to.
    fn filled(&self) -> i64 {
        (if self.unique { self.min_digits } else { self.precision }).unwrap_or(-1).min(MOST_DIGITS)
    }
}

/// How wide a finite number's text is, without padding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Widths {
    /// Characters before the point, the sign included.
    pub whole: i64,
    /// Digits before the point.
    pub digits: i64,
    /// Digits after the point.
    pub fraction: i64,
    /// Digits of the exponent.
    pub exponent: i64,
}

impl Widths {
    /// Of `x` as [`positional`] or [`scientific`] would write it, trimmed to the point or not at all.
    pub fn measure(x: Real, args: &FloatArgs, scientific: bool) -> Widths {
        let (cutoff, extra): (fn(i64) -> Cutoff, i64) =
            if scientific { (Cutoff::Total, 1) } else { (Cutoff::Fraction, 0) };
        let d = args.digits(x, cutoff, extra);
        let signs = i64::from(x.to_f64().is_sign_negative() || args.sign);
        let exponent = d.exponent as i64;
        let before = if scientific { 1 } else { exponent.max(0) + 1 };
        let zeros = d.text.iter().rev().take_while(|&&b| b == b'0').count();
        let fraction = match args.trim {
            Trim::Keep => args.filled().max(0),
            _ if zeros == d.text.len() => 0,
            _ => (d.text.len() - zeros) as i64 - 1 - if scientific { 0 } else { exponent },
        };
        let exponent = if exponent.abs() < 100 { 2 } else { 3 };
        Widths { whole: signs + before, digits: before, fraction: fraction.max(0), exponent }
    }

    /// The wider of both, part by part.
    pub fn union(self, other: Widths) -> Widths {
        Widths {
            whole: self.whole.max(other.whole),
            digits: self.digits.max(other.digits),
            fraction: self.fraction.max(other.fraction),
            exponent: self.exponent.max(other.exponent),
        }
    }
}

/// NumPy's digit buffer is this long.
const MOST_DIGITS: i64 = 16_384;

/// NumPy's `format_float_positional`.
///
/// # Errors
/// `ValueError` or `TypeError` of an argument.
pub fn format_float_positional(x: Real, args: &FloatArgs) -> Result<String> {
    args.check_all()?;
    let mut out = String::new();
    positional(x, args, &mut out);
    Ok(out)
}

/// NumPy's `format_float_scientific`.
///
/// # Errors
/// `ValueError` or `TypeError` of an argument.
pub fn format_float_scientific(x: Real, args: &FloatArgs) -> Result<String> {
    args.check_all()?;
    let mut out = String::new();
    scientific(x, args, &mut out);
    Ok(out)
}

/// Appends `nan`, `inf` or `-inf`; false if `x` is finite.
fn non_finite(x: f64, args: &FloatArgs, out: &mut String) -> bool {
    if x.is_nan() {
        out.push_str("nan");
    } else if x.is_infinite() {
        push_sign(x, args, out);
        out.push_str("inf");
    }
    !x.is_finite()
}

fn push_sign(x: f64, args: &FloatArgs, out: &mut String) {
    if x.is_sign_negative() {
        out.push('-');
    } else if args.sign {
        out.push('+');
    }
}

fn push_many(c: char, count: i64, out: &mut String) {
    for _ in 0..count {
        out.push(c);
    }
}

fn push_digits(digits: &[u8], out: &mut String) {
    out.push_str(std::str::from_utf8(digits).unwrap_or_default());
}

/// Appends `x` in positional notation.
pub fn positional(x: Real, args: &FloatArgs, out: &mut String) {
    let value = x.to_f64();
    if non_finite(value, args, out) {
        return;
    }
    let d = args.digits(x, if args.fractional { Cutoff::Fraction } else { Cutoff::Total }, 0);
    let whole_len = d.exponent.max(0) as usize + 1;
    let signs = i64::from(value.is_sign_negative() || args.sign);
    push_many(' ', args.pad_left.unwrap_or(-1) - whole_len as i64 - signs, out);
    push_sign(value, args, out);
    let (whole, fraction) =
        if d.exponent < 0 { (&b"0"[..], &d.text[..]) } else { d.text.split_at(whole_len.min(d.text.len())) };
    push_digits(whole, out);
    push_many('0', (whole_len - whole.len()) as i64, out);
    out.push('.');
    let start = out.len();
    if !fraction.is_empty() {
        push_many('0', -(d.exponent as i64) - 1, out);
        push_digits(fraction, out);
    }
    let filled = if args.fractional { args.filled().max(0) } else { args.filled() - whole_len as i64 };
    let fraction_len = finish_fraction(args.trim, start, filled, out);
    if let Some(right) = args.pad_right
        && right >= fraction_len
    {
        push_many(' ', right - fraction_len + i64::from(args.trim == Trim::All && fraction_len == 0), out);
    }
}

/// Fills or trims the zeros of the fraction that begins at `start`, after the point; returns its length.
fn finish_fraction(trim: Trim, start: usize, filled: i64, out: &mut String) -> i64 {
    if trim == Trim::Keep {
        push_many('0', filled - (out.len() - start) as i64, out);
    } else {
        let kept = out[start..].trim_end_matches('0').len();
        out.truncate(start + kept);
        match (kept, trim) {
            (0, Trim::OneZero) => out.push('0'),
            (0, Trim::All) => {
                out.pop();
                return 0;
            }
            _ => {}
        }
    }
    (out.len() - start) as i64
}

/// Appends `x` in scientific notation.
pub fn scientific(x: Real, args: &FloatArgs, out: &mut String) {
    let value = x.to_f64();
    if non_finite(value, args, out) {
        return;
    }
    let signs = i64::from(value.is_sign_negative() || args.sign);
    push_many(' ', args.pad_left.unwrap_or(-1) - 1 - signs, out);
    push_sign(value, args, out);
    let d = args.digits(x, Cutoff::Total, 1);
    out.push(d.text[0] as char);
    out.push('.');
    let start = out.len();
    push_digits(&d.text[1..], out);
    let had_fraction = out.len() > start;
    if finish_fraction(args.trim, start, args.filled().max(0), out) == 0 && args.trim == Trim::All && had_fraction {
        // NumPy leaves the point where it trimmed zeros.
        out.push('.');
    }
    push_exponent(d.exponent, args.exp_digits.unwrap_or(2).min(5) as usize, out);
}

/// Appends `e+05`.
fn push_exponent(exponent: i32, width: usize, out: &mut String) {
    out.push('e');
    out.push(if exponent < 0 { '-' } else { '+' });
    let mut buffer = [b'0'; 5];
    let mut left = exponent.unsigned_abs();
    let mut used = 0;
    while left > 0 && used < 5 {
        buffer[4 - used] = b'0' + (left % 10) as u8;
        left /= 10;
        used += 1;
    }
    push_digits(&buffer[5 - used.max(width)..], out);
}
