//! Escapes in strings and bytes.

use super::super::span::Span;
use super::{Result, fail};

/// A piece of a string literal whose escapes are to be resolved.
pub(super) struct Escaped<'t> {
    /// The text between the quotes, or a part of it.
    pub text: &'t str,
    /// Where the literal stands, for errors.
    pub span: Span,
}

/// The value of a simple escape, of strings and bytes alike.
fn simple(c: char) -> Option<&'static str> {
    Some(match c {
        '\n' => "",
        '\\' => "\\",
        '\'' => "'",
        '"' => "\"",
        'a' => "\x07",
        'b' => "\x08",
        'f' => "\x0C",
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        'v' => "\x0B",
        _ => return None,
    })
}

/// An octal escape of up to three digits: its value and how long it is.
fn octal(text: &str) -> Option<(u32, usize)> {
    let length = text.bytes().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
    Some((u32::from_str_radix(text.get(..length)?, 8).ok()?, length))
}

impl Escaped<'_> {
    /// As a string.
    pub(super) fn decode(&self) -> Result<String> {
        let mut out = String::with_capacity(self.text.len());
        let mut rest = self.text;
        while let Some(slash) = rest.find('\\') {
            out.push_str(&rest[..slash]);
            rest = &rest[slash + 1..];
            let Some(c) = rest.chars().next() else {
                out.push('\\');
                break;
            };
            let position = self.text.len() - rest.len() - 1;
            let used = if let Some(text) = simple(c) {
                out.push_str(text);
                1
            } else if let Some((value, length)) = octal(rest) {
                out.extend(char::from_u32(value));
                length
            } else {
                self.named(c, rest, position, &mut out)?
            };
            rest = &rest[used..];
        }
        out.push_str(rest);
        Ok(out)
    }

    /// `\x`, `\u`, `\U` and `\N`; any other backslash stands for itself. How many bytes were used.
    fn named(&self, c: char, rest: &str, position: usize, out: &mut String) -> Result<usize> {
        let (digits, shape) = match c {
            'x' => (2, "\\xXX"),
            'u' => (4, "\\uXXXX"),
            'U' => (8, "\\UXXXXXXXX"),
            'N' => return self.by_name(rest, position, out),
            _ => {
                out.push('\\');
                return Ok(0);
            }
        };
        let hex = rest[1..].bytes().take(digits).take_while(u8::is_ascii_hexdigit).count();
        if hex < digits {
            return self.unicode_error(position, position + hex + 1, &format!("truncated {shape} escape"));
        }
        let value = u32::from_str_radix(&rest[1..=digits], 16).unwrap_or(u32::MAX);
        match char::from_u32(value) {
            Some(c) => out.push(c),
            None if (0xD800..0xE000).contains(&value) => {
                return fail(self.span, format!("Ravel has no lone surrogates: '\\u{value:04x}' is not a character"));
            }
            None => return self.unicode_error(position, position + digits + 1, "illegal Unicode character"),
        }
        Ok(digits + 1)
    }

    fn by_name(&self, rest: &str, position: usize, out: &mut String) -> Result<usize> {
        let name = rest.strip_prefix("N{").and_then(|name| name.find('}').map(|end| &name[..end]));
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            let length = if rest.starts_with("N{") { rest.len() } else { 1 };
            return self.unicode_error(position, position + length, "malformed \\N character escape");
        };
        match unicode_names2::character(name) {
            Some(c) => out.push(c),
            None => {
                return self.unicode_error(position, position + name.len() + 3, "unknown Unicode character name");
            }
        }
        Ok(name.len() + 3)
    }

    fn unicode_error<T>(&self, start: usize, end: usize, reason: &str) -> Result<T> {
        let message =
            format!("(unicode error) 'unicodeescape' codec can't decode bytes in position {start}-{end}: {reason}");
        fail(Span { start: self.span.end, end: self.span.end }, message)
    }

    /// As bytes; the text is ASCII.
    pub(super) fn decode_bytes(&self) -> Result<Vec<u8>> {
        let mut out = Vec::with_capacity(self.text.len());
        let mut rest = self.text;
        while let Some(slash) = rest.find('\\') {
            out.extend_from_slice(&rest.as_bytes()[..slash]);
            rest = &rest[slash + 1..];
            let Some(c) = rest.chars().next() else { break };
            let position = self.text.len() - rest.len() - 1;
            let used = if let Some(text) = simple(c) {
                out.extend_from_slice(text.as_bytes());
                1
            } else if let Some((value, length)) = octal(rest) {
                out.push(value as u8);
                length
            } else if c == 'x' {
                let value = rest.get(1..3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
                let Some(value) = value else {
                    return fail(
                        Span { start: self.span.end, end: self.span.end },
                        format!("(value error) invalid \\x escape at position {position}"),
                    );
                };
                out.push(value);
                3
            } else {
                out.push(b'\\');
                0
            };
            rest = &rest[used..];
        }
        out.extend_from_slice(rest.as_bytes());
        Ok(out)
    }
}
