//! f-strings, by the rules of Python 3.11: the text is cut into fields first, then each field's expression is read.

use super::super::ast::{Expr, FPart};
use super::super::span::Span;
use super::strings::{Quoted, plain, push_text};
use super::{Failure, Lower, Result, Rule, SyntaxError, fail};

/// Fields may nest in specs once.
const MAX_FIELDS: u8 = 2;

/// Brackets may nest in a field.
const MAX_NESTING: usize = 200;
/// Each nesting of strings takes another kind of quote, and there are four.
const MAX_NESTED_STRINGS: u8 = 5;

/// Reads the body of one f-string.
struct Cursor<'q, 's> {
    lower: &'q Lower<'s>,
    quoted: &'q Quoted<'s>,
    /// Byte of the body.
    i: usize,
}

impl<'s> Lower<'s> {
    /// Appends the pieces of an f-string.
    pub(super) fn format_string(&self, quoted: &Quoted<'s>, out: &mut Vec<FPart>) -> Result<()> {
        let mut cursor = Cursor { lower: self, quoted, i: 0 };
        cursor.pieces(0, out)?;
        match cursor.peek() {
            0 => Ok(()),
            _ => cursor.fail("f-string: single '}' is not allowed"),
        }
    }
}

impl<'s> Cursor<'_, 's> {
    fn bytes(&self) -> &'s [u8] {
        self.quoted.body.as_bytes()
    }

    fn peek(&self) -> u8 {
        self.bytes().get(self.i).copied().unwrap_or(0)
    }

    fn fail<T>(&self, message: impl Into<String>) -> Result<T> {
        let end = self.quoted.span.end;
        fail(Span { start: end, end }, message)
    }

    /// Text and fields up to the end, or in a spec up to its `}`.
    fn pieces(&mut self, nested: u8, out: &mut Vec<FPart>) -> Result<()> {
        loop {
            let text = self.text(nested)?;
            push_text(out, text);
            match self.peek() {
                b'{' => out.push(self.field(nested)?),
                _ => return Ok(()),
            }
        }
    }

    /// Text up to a field or the end; `{{` and `}}` stand for single braces outside specs.
    fn text(&mut self, nested: u8) -> Result<String> {
        let bytes = self.bytes();
        let mut out = String::new();
        let mut start = self.i;
        while let Some(&byte) = bytes.get(self.i) {
            if byte == b'\\' && !self.quoted.raw {
                let named = bytes[self.i..].starts_with(b"\\N{");
                let close = self.quoted.body[self.i..].find('}');
                self.i += match (named, close, bytes.get(self.i + 1)) {
                    (true, Some(close), _) => close + 1,
                    (_, _, Some(b'{' | b'}')) => 1,
                    _ => 2,
                };
                continue;
            }
            if !matches!(byte, b'{' | b'}') {
                self.i += 1;
                continue;
            }
            if nested == 0 && bytes.get(self.i + 1) == Some(&byte) {
                out.push_str(&self.decode(start, self.i + 1)?);
                self.i += 2;
                start = self.i;
                continue;
            }
            if nested == 0 && byte == b'}' {
                return self.fail("f-string: single '}' is not allowed");
            }
            break;
        }
        self.i = self.i.min(bytes.len());
        out.push_str(&self.decode(start, self.i)?);
        Ok(out)
    }

    fn decode(&self, start: usize, end: usize) -> Result<String> {
        plain(self.quoted.body.get(start..end).unwrap_or(""), self.quoted.raw, self.quoted.span)
    }

    /// `{expr=!r:spec}`.
    fn field(&mut self, nested: u8) -> Result<FPart> {
        if nested >= MAX_FIELDS {
            return self.fail("f-string: expressions nested too deeply");
        }
        self.i += 1;
        let start = self.i;
        self.skip_expression()?;
        let end = self.i;
        if self.peek() == 0 {
            return self.fail("f-string: expecting '}'");
        }
        let value = self.expression(start, end)?;
        let mut debug = None;
        if self.peek() == b'=' {
            self.i += 1;
            while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r' | b'\x0C') {
                self.i += 1;
            }
            debug = Some(self.quoted.body[start..self.i].to_string());
        }
        let mut conversion = None;
        if self.peek() == b'!' {
            conversion = Some(self.conversion()?);
        }
        let mut spec = Vec::new();
        let mut has_spec = false;
        if self.peek() == b':' {
            self.i += 1;
            has_spec = true;
            self.pieces(nested + 1, &mut spec)?;
        }
        if self.peek() != b'}' {
            return self.fail("f-string: expecting '}'");
        }
        self.i += 1;
        // Without a conversion and a spec, `=` shows the repr.
        let conversion = conversion.or((debug.is_some() && !has_spec).then_some('r'));
        Ok(FPart::Field { value, debug, conversion, spec })
    }

    fn conversion(&mut self) -> Result<char> {
        self.i += 1;
        let c = self.peek();
        if c == 0 {
            return self.fail("f-string: expecting '}'");
        }
        self.i += 1;
        match c {
            b's' | b'r' | b'a' => Ok(c as char),
            _ => self.fail("f-string: invalid conversion character: expected 's', 'r', or 'a'"),
        }
    }

    /// Moves to the end of the expression: a `:`, `!`, `=` or `}` outside its brackets and strings.
    fn skip_expression(&mut self) -> Result<()> {
        let bytes = self.bytes();
        let mut quote: Option<(u8, usize)> = None;
        let mut open: Vec<u8> = Vec::new();
        while let Some(&byte) = bytes.get(self.i) {
            if byte == b'\\' {
                return self.fail("f-string expression part cannot include a backslash");
            }
            if let Some((mark, width)) = quote {
                let closes =
                    byte == mark && bytes[self.i..].iter().take(width).filter(|&&b| b == mark).count() == width;
                self.i += if closes { width } else { 1 };
                if closes {
                    quote = None;
                }
                continue;
            }
            let next = bytes.get(self.i + 1).copied().unwrap_or(0);
            match byte {
                b'\'' | b'"' => {
                    let width = if bytes[self.i..].starts_with(&[byte; 3]) { 3 } else { 1 };
                    quote = Some((byte, width));
                    self.i += width;
                    continue;
                }
                b'(' | b'[' | b'{' if open.len() >= MAX_NESTING => {
                    return self.fail("f-string: too many nested parenthesis");
                }
                b'(' | b'[' | b'{' => open.push(byte),
                b'#' => return self.fail("f-string expression part cannot include '#'"),
                b'!' | b'=' | b'<' | b'>' if next == b'=' => {
                    self.i += 2;
                    continue;
                }
                b'<' | b'>' => {}
                b'!' | b':' | b'=' | b'}' if open.is_empty() => return Ok(()),
                b')' | b']' | b'}' => self.close(open.pop(), byte)?,
                _ => {}
            }
            self.i += 1;
        }
        match (quote, open.last()) {
            (Some(_), _) => self.fail("f-string: unterminated string"),
            (None, Some(&bracket)) => self.fail(format!("f-string: unmatched '{}'", bracket as char)),
            (None, None) => Ok(()),
        }
    }

    fn close(&self, open: Option<u8>, close: u8) -> Result<()> {
        let shut = close as char;
        match open {
            None => self.fail(format!("f-string: unmatched '{shut}'")),
            Some(b'(') if close == b')' => Ok(()),
            Some(b'[') if close == b']' => Ok(()),
            Some(b'{') if close == b'}' => Ok(()),
            Some(open) => {
                let open = open as char;
                self.fail(format!("f-string: closing parenthesis '{shut}' does not match opening parenthesis '{open}'"))
            }
        }
    }

    fn expression(&self, start: usize, end: usize) -> Result<Expr> {
        let text = &self.quoted.body[start..end];
        if text.trim().is_empty() {
            return match self.peek() {
                b'}' => self.fail("f-string: empty expression not allowed"),
                c => self.fail(format!("f-string: expression required before '{}'", c as char)),
            };
        }
        if self.lower.fields >= MAX_NESTED_STRINGS {
            return self.fail("f-string: expressions nested too deeply");
        }
        let lead = text.len() - text.trim_start().len();
        let at = self.quoted.at + start + lead;
        let span = Span::new(at, at + text.trim().len());
        let inner = Lower { source: self.lower.source, base: 0, fields: self.lower.fields + 1 };
        inner.read(Rule::field_line, span, |lower, node| lower.sequence(node)).map_err(|failure| match failure {
            Failure::Stopped(at) => super::super::diagnose::field(self.lower.source, span, at),
            Failure::Error(error) if error.kind == "SyntaxError" && !error.message.starts_with("f-string") => {
                Failure::Error(SyntaxError { message: format!("f-string: {}", error.message), ..error })
            }
            error => error,
        })
    }
}
