//! `float.__format__` and `complex.__format__`.

use super::layout::{self, Parts};
use super::spec::{Align, Spec};
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use crate::engine::repr::digits::{self, Digits, Real};
use crate::engine::repr::python;

/// `float.__format__` (and that of its kin, by name).
///
/// # Errors
/// `ValueError` of the spec.
pub fn format_f64(x: f64, spec: &str, type_name: &str) -> Result<String> {
    if spec.is_empty() {
        return Ok(python::float_repr(x));
    }
    let spec = Spec::parse(spec, type_name, '\0', Align::Right)?;
    match spec.kind {
        '\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%' => with_spec(x, &spec),
        _ => Err(spec.unknown_code(type_name)),
    }
}

/// A float by a parsed spec.
pub fn with_spec(x: f64, spec: &Spec) -> Result<String> {
    let style = Style::new(spec, true)?;
    let parts = if spec.kind == '%' {
        let mut parts = style.parts(100.0 * x, spec.sign);
        parts.rest.push('%');
        parts
    } else {
        style.parts(x, spec.sign)
    };
    parts.assemble(spec, 3)
}

/// `complex.__format__`.
///
/// # Errors
/// `ValueError` of the spec.
pub fn format_complex(re: f64, im: f64, spec: &str, type_name: &str) -> Result<String> {
    if spec.is_empty() {
        return Ok(python::complex_repr(re, im));
    }
    let spec = Spec::parse(spec, type_name, '\0', Align::Right)?;
    if !matches!(spec.kind, '\0' | 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n') {
        return Err(spec.unknown_code(type_name));
    }
    let style = Style::new(&spec, false)?;
    if spec.fill == '0' {
        return Err(Error::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Error::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let bare = Spec { width: 0, ..spec.clone() };
    let plain = spec.kind == '\0';
    if plain && re == 0.0 && re.is_sign_positive() {
        let imag = style.parts(im, spec.sign).assemble(&bare, 3)?;
        return layout::pad("", &(imag + "j"), &spec);
    }
    let real = style.parts(re, spec.sign).assemble(&bare, 3)?;
    let imag = style.parts(im, Some('+')).assemble(&bare, 3)?;
    let text = if plain { format!("({real}{imag}j)") } else { format!("{real}{imag}j") };
    layout::pad("", &text, &spec)
}

/// How a float becomes digits: C's conversions, and Python's shortest.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// `e`, `f`, `g`, or `r` for the shortest.
    pub kind: char,
    /// Digits after the point (`e`, `f`) or in all (`g`).
    pub precision: usize,
    /// Keep the point and the zeros of `g`.
    pub alternate: bool,
    /// End a whole number with `.0`.
    pub point_zero: bool,
    /// Capital letters.
    pub upper: bool,
    /// No sign for what rounds to zero.
    pub positive_zero: bool,
}

impl Style {
    fn new(spec: &Spec, point_zero: bool) -> Result<Style> {
        if spec.precision.is_some_and(|n| n > i32::MAX as usize) {
            return Err(Error::value("precision too big"));
        }
        let (kind, precision) = match (spec.kind, spec.precision) {
            ('\0', None) => ('r', 0),
            ('\0', Some(n)) => ('g', n),
            ('n', n) => ('g', n.unwrap_or(6)),
            ('%', n) => ('f', n.unwrap_or(6)),
            (kind, n) => (kind.to_ascii_lowercase(), n.unwrap_or(6)),
        };
        Ok(Style {
            kind,
            precision,
            alternate: spec.alternate,
            point_zero: point_zero && spec.kind == '\0',
            upper: spec.kind.is_ascii_uppercase(),
            positive_zero: spec.positive_zero,
        })
    }

    /// The parts of a float's text.
    pub fn parts(&self, x: f64, asked: Option<char>) -> Parts {
        let text = self.text(x.abs());
        let zero = || !text.split(['e', 'E']).next().unwrap_or_default().contains(|c: char| c != '0' && c != '.');
        let negative = x.is_sign_negative() && !x.is_nan() && !(self.positive_zero && zero());
        let whole = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, rest) = text.split_at(whole);
        Parts { sign: layout::sign(negative, asked), prefix: "", digits: digits.into(), rest: interrupt::owned(rest) }
    }

    /// The text of a float that is not negative.
    fn text(&self, x: f64) -> String {
        let text = if x.is_nan() {
            "nan".into()
        } else if x.is_infinite() {
            "inf".into()
        } else {
            match self.kind {
                'f' => self.fixed(x),
                'e' => self.exponential(digits::exact_total(x, self.precision.saturating_add(1)), self.precision),
                _ => self.general(x),
            }
        };
        if self.upper { text.to_uppercase() } else { text }
    }

    fn fixed(&self, x: f64) -> String {
        let shown = self.precision.min(digits::MOST_FRACTION);
        let mut text = format!("{x:.shown$}");
        interrupt::push_times(&mut text, '0', self.precision - shown);
        if self.alternate && self.precision == 0 {
            text.push('.');
        }
        text
    }

    /// `d.ddde+05` with so many digits after the point.
    fn exponential(&self, digits: Digits, fraction: usize) -> String {
        let mut text = String::new();
        text.push(digits.text[0] as char);
        if fraction > 0 || self.alternate {
            text.push('.');
        }
        text.extend(digits.text[1..].iter().map(|&b| b as char));
        interrupt::push_times(&mut text, '0', fraction + 1 - digits.text.len());
        let sign = if digits.exponent < 0 { '-' } else { '+' };
        text + &format!("e{sign}{:02}", digits.exponent.abs())
    }

    /// `g` and `r`: positional or scientific, by size.
    fn general(&self, x: f64) -> String {
        let shortest = self.kind == 'r';
        let precision = if shortest { 17 } else { self.precision.max(1) };
        let mut d = if shortest { digits::shortest(Real::F64(x)) } else { digits::exact_total(x, precision) };
        while d.text.len() > 1 && d.text.last() == Some(&b'0') {
            d.text.pop();
        }
        // `#` keeps the zeros of `g`.
        let len = if self.alternate && !shortest { precision } else { d.text.len() };
        let limit = if shortest { 16 } else { precision as i64 - i64::from(self.point_zero) };
        if d.exponent < -4 || d.exponent as i64 >= limit {
            return self.exponential(d, len - 1);
        }
        self.general_positional(&d, len)
    }

    fn general_positional(&self, d: &Digits, len: usize) -> String {
        let mut all: String = "0".repeat((-d.exponent).max(0) as usize);
        all.extend(d.text.iter().map(|&b| b as char));
        interrupt::push_times(&mut all, '0', len - d.text.len());
        let whole = d.exponent.max(0) as usize + 1;
        let missing = whole.saturating_sub(all.len());
        interrupt::push_times(&mut all, '0', missing);
        let (whole, fraction) = all.split_at(whole);
        let fraction = if fraction.is_empty() && self.point_zero { "0" } else { fraction };
        let mut out = interrupt::owned(whole);
        if !fraction.is_empty() || self.alternate {
            out.push('.');
            interrupt::push(&mut out, fraction);
        }
        out
    }
}
