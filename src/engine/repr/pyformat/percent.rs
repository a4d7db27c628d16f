//! `'…' % values`: the directives of a format, and each conversion of a value that is at hand.

use super::float::Style;
use super::int;
use super::layout;
use crate::engine::error::{Error, Result};
use crate::engine::interrupt;
use num_bigint::{BigInt, Sign};

/// A width or precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// In the format.
    Given(usize),
    /// `*`: the next value.
    Star,
}

/// One `%` conversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// `%(key)s`
    pub key: Option<String>,
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// A space.
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
    /// Width.
    pub width: Option<Count>,
    /// Precision.
    pub precision: Option<Count>,
    /// The letter.
    pub conversion: char,
    /// Where the letter stands in the format, in characters.
    pub index: usize,
}

/// A part of the format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text as it is (`%%` is `%`).
    Literal(String),
    /// A conversion.
    Directive(Directive),
}

/// The pieces of a format from left to right. Errors come in their place, after what stands before them.
#[derive(Debug, Clone)]
pub struct Pieces {
    chars: Vec<char>,
    at: usize,
}

impl Pieces {
    /// Of this format.
    pub fn new(format: &str) -> Pieces {
        Pieces { chars: format.chars().collect(), at: 0 }
    }

    fn next_char(&mut self) -> Result<char> {
        let c = *self.chars.get(self.at).ok_or_else(|| Error::value("incomplete format"))?;
        self.at += 1;
        Ok(c)
    }

    fn literal(&mut self) -> Piece {
        let rest = &self.chars[self.at..];
        let len = rest.iter().position(|&c| c == '%').unwrap_or(rest.len());
        self.at += len;
        Piece::Literal(rest[..len].iter().collect())
    }

    /// After the `%`.
    fn directive(&mut self) -> Result<Piece> {
        let key = self.key()?;
        let mut flags = String::new();
        while let Some(&c) = self.chars.get(self.at)
            && "-+ #0".contains(c)
        {
            flags.push(c);
            self.at += 1;
        }
        let width = self.count(isize::MAX as usize, "width too big")?;
        if let Some(Count::Given(n)) = width {
            layout::reasonable(n)?;
        }
        let mut precision = None;
        if self.chars.get(self.at) == Some(&'.') {
            self.at += 1;
            precision = Some(self.count(i32::MAX as usize, "precision too big")?.unwrap_or(Count::Given(0)));
        }
        if let Some('h' | 'l' | 'L') = self.chars.get(self.at) {
            self.at += 1;
        }
        let conversion = self.next_char()?;
        let has = |c| flags.contains(c);
        Ok(Piece::Directive(Directive {
            key,
            left: has('-'),
            plus: has('+'),
            space: has(' '),
            alternate: has('#'),
            zero: has('0'),
            width,
            precision,
            conversion,
            index: self.at - 1,
        }))
    }

    fn key(&mut self) -> Result<Option<String>> {
        if self.chars.get(self.at) != Some(&'(') {
            return Ok(None);
        }
        let start = self.at + 1;
        let mut depth = 0usize;
        for (i, c) in self.chars[self.at..].iter().enumerate() {
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let end = self.at + i;
                self.at = end + 1;
                return Ok(Some(self.chars[start..end].iter().collect()));
            }
        }
        Err(Error::value("incomplete format key"))
    }

    fn count(&mut self, most: usize, too_big: &str) -> Result<Option<Count>> {
        if self.chars.get(self.at) == Some(&'*') {
            self.at += 1;
            return Ok(Some(Count::Star));
        }
        let mut value = None;
        while let Some(digit) = self.chars.get(self.at).and_then(|c| c.to_digit(10)) {
            let next = value.unwrap_or(0usize).checked_mul(10).and_then(|n| n.checked_add(digit as usize));
            value = Some(next.filter(|&n| n <= most).ok_or_else(|| Error::value(too_big))?);
            self.at += 1;
        }
        Ok(value.map(Count::Given))
    }
}

impl Iterator for Pieces {
    type Item = Result<Piece>;

    fn next(&mut self) -> Option<Result<Piece>> {
        if self.at >= self.chars.len() {
            return None;
        }
        if self.chars[self.at] != '%' {
            return Some(Ok(self.literal()));
        }
        self.at += 1;
        if self.chars.get(self.at) == Some(&'%') {
            self.at += 1;
            return Some(Ok(Piece::Literal("%".into())));
        }
        let piece = self.directive();
        if piece.is_err() {
            self.at = self.chars.len();
        }
        Some(piece)
    }
}

impl Directive {
    /// The width, once `*` is replaced.
    fn min_width(&self) -> usize {
        if let Some(Count::Given(n)) = self.width { n } else { 0 }
    }

    fn digits(&self) -> Option<usize> {
        if let Some(Count::Given(n)) = self.precision { Some(n) } else { None }
    }

    /// Replaces a `*` width: a negative one aligns to the left.
    ///
    /// # Errors
    /// `MemoryError` of one that no memory could hold.
    pub fn set_width(&mut self, n: i64) -> Result<()> {
        self.left |= n < 0;
        self.width = Some(Count::Given(layout::reasonable(n.unsigned_abs() as usize)?));
        Ok(())
    }

    /// Replaces a `*` precision: a negative one is zero.
    pub fn set_precision(&mut self, n: i64) {
        self.precision = Some(Count::Given(n.clamp(0, i32::MAX as i64) as usize));
    }

    /// The error of a letter that is no conversion.
    pub fn unsupported(&self) -> Error {
        let c = self.conversion;
        let shown = if (' '..'\u{7f}').contains(&c) { c } else { '?' };
        Error::value(format!("unsupported format character '{shown}' (0x{:x}) at index {}", c as u32, self.index))
    }

    fn sign(&self, negative: bool) -> &'static str {
        layout::sign(negative, if self.plus { Some('+') } else { self.space.then_some(' ') })
    }

    fn numeric(&self, sign: &str, prefix: &str, body: &str) -> String {
        let own = sign.len() + prefix.len() + interrupt::count_chars(body);
        let missing = self.min_width().saturating_sub(own);
        let [before, zeros, after] = match (self.left, self.zero) {
            (true, _) => [0, 0, missing],
            (_, true) => [0, missing, 0],
            _ => [missing, 0, 0],
        };
        let mut out = String::new();
        interrupt::push_times(&mut out, ' ', before);
        out.extend([sign, prefix]);
        interrupt::push_times(&mut out, '0', zeros);
        interrupt::push(&mut out, body);
        interrupt::push_times(&mut out, ' ', after);
        out
    }

    /// `%d %i %u %o %x %X`
    pub fn int(&self, n: &BigInt) -> String {
        let (digits, prefix) = int::digits(n, self.conversion);
        let zeros = self.digits().unwrap_or(0).saturating_sub(digits.len());
        let mut body = String::new();
        interrupt::push_times(&mut body, '0', zeros);
        interrupt::push(&mut body, &digits);
        self.numeric(self.sign(n.sign() == Sign::Minus), if self.alternate { prefix } else { "" }, &body)
    }

    /// `%e %E %f %F %g %G`
    pub fn float(&self, x: f64) -> String {
        let style = Style {
            kind: self.conversion.to_ascii_lowercase(),
            precision: self.digits().unwrap_or(6),
            alternate: self.alternate,
            point_zero: false,
            upper: self.conversion.is_ascii_uppercase(),
            positive_zero: false,
        };
        let parts = style.parts(x, None);
        let mut body = parts.digits;
        interrupt::push(&mut body, &parts.rest);
        self.numeric(self.sign(parts.sign == "-"), "", &body)
    }

    /// `%s %r %a`, and `%c` of a character: the text cut and padded.
    pub fn text(&self, text: &str) -> String {
        let cut: String = match self.digits() {
            Some(n) if self.conversion != 'c' => interrupt::watched(text.chars()).take(n).collect(),
            _ => interrupt::owned(text),
        };
        let missing = self.min_width().saturating_sub(interrupt::count_chars(&cut));
        if missing == 0 {
            return cut;
        }
        let (before, after) = if self.left { (0, missing) } else { (missing, 0) };
        let mut out = String::new();
        interrupt::push_times(&mut out, ' ', before);
        interrupt::push(&mut out, &cut);
        interrupt::push_times(&mut out, ' ', after);
        out
    }
}
