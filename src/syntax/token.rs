//! Tokens, as far as the layout and the error messages need them: where strings, brackets, names and numbers are.

use super::SyntaxError;
use super::span::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A name or a keyword.
    Name,
    /// A number.
    Number,
    /// A string literal with its prefix.
    Str,
    /// An operator or a bracket.
    Op,
    /// A line that IPython reads, or the part of one behind `=`.
    Escape,
    /// A character that begins no token.
    Bad,
}

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where.
    pub span: Span,
    /// How many brackets it stands in; a bracket itself stands outside.
    pub level: u16,
}

/// As many brackets may be open at once.
const MAX_NESTING: usize = 200;

/// Reads a text from front to back.
pub struct Scanner<'s> {
    source: &'s str,
    at: usize,
    open: Vec<(u8, usize)>,
    tokens: Vec<Token>,
}

type Result<T> = std::result::Result<T, SyntaxError>;

impl<'s> Scanner<'s> {
    /// At the start of `source`.
    pub fn new(source: &'s str) -> Scanner<'s> {
        let at = if source.starts_with('\u{FEFF}') { 3 } else { 0 };
        Scanner { source, at, open: Vec::new(), tokens: Vec::new() }
    }

    /// In the middle of `source`, as if within brackets: newlines are space.
    pub fn at(source: &'s str, at: usize) -> Scanner<'s> {
        Scanner { source, at, open: Vec::new(), tokens: Vec::new() }
    }

    /// Skips blank lines and comments; the indentation of the next logical line and where its text begins.
    pub fn next_line(&mut self) -> Option<(&'s str, usize)> {
        loop {
            let rest = self.rest();
            let indent = rest.len() - rest.trim_start_matches([' ', '\t', '\x0C']).len();
            let text = &rest[indent..];
            if text.is_empty() {
                self.at = self.source.len();
                return None;
            }
            if text.starts_with(['\n', '\r', '#']) {
                self.at += indent;
                self.skip_line();
                continue;
            }
            self.at += indent;
            return Some((&rest[..indent], self.at));
        }
    }

    /// The tokens up to the end of the logical line.
    pub fn logical_line(&mut self) -> Result<Vec<Token>> {
        self.tokens.clear();
        if let Some(end) = self.escape_end() {
            self.push(TokenKind::Escape, end);
        }
        while self.blank()? {
            self.token()?;
        }
        Ok(std::mem::take(&mut self.tokens))
    }

    /// The innermost bracket that is still open.
    pub fn unclosed(&self) -> Option<(char, Span)> {
        self.open.last().map(|&(bracket, at)| (bracket as char, Span::new(at, at + 1)))
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    fn peek(&self) -> u8 {
        self.source.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn line_end(&self) -> usize {
        self.rest().find('\n').map_or(self.source.len(), |i| self.at + i)
    }

    fn skip_line(&mut self) {
        self.at = (self.line_end() + 1).min(self.source.len());
    }

    pub(super) fn fail<T>(&self, start: usize, end: usize, message: impl Into<String>) -> Result<T> {
        let error = SyntaxError::new("SyntaxError", message, Span::new(start, end));
        let early = ["unexpected EOF", "unterminated triple-quoted"];
        Err(SyntaxError { incomplete: early.iter().any(|text| error.message.starts_with(text)), ..error })
    }

    fn push(&mut self, kind: TokenKind, end: usize) {
        self.tokens.push(Token { kind, span: Span::new(self.at, end), level: self.open.len() as u16 });
        self.at = end;
    }

    /// Skips space, comments and joined lines; false at the end of the logical line.
    fn blank(&mut self) -> Result<bool> {
        loop {
            match self.peek() {
                0 if self.at >= self.source.len() => return Ok(false),
                b' ' | b'\t' | b'\x0C' | b'\r' => self.at += 1,
                b'#' => self.at = self.line_end(),
                b'\n' => {
                    self.at += 1;
                    if self.open.is_empty() {
                        return Ok(false);
                    }
                }
                b'\\' => self.join()?,
                _ => return Ok(true),
            }
        }
    }

    /// A backslash joins two lines if nothing follows it.
    fn join(&mut self) -> Result<()> {
        let after = self.at + 1;
        let rest = &self.source[after..];
        let newline = if rest.starts_with("\r\n") { 2 } else { 1 };
        if !rest.starts_with(['\n', '\r']) {
            if rest.is_empty() {
                return self.fail(after, after, "unexpected EOF while parsing");
            }
            return self.fail(after, after, "unexpected character after line continuation character");
        }
        self.at = after + newline;
        if self.at >= self.source.len() {
            return self.fail(after, after, "unexpected EOF while parsing");
        }
        Ok(())
    }

    fn token(&mut self) -> Result<()> {
        let rest = self.rest();
        let byte = self.peek();
        if let Some(quote) = string_start(rest) {
            return self.string(quote);
        }
        if byte.is_ascii_digit() || byte == b'.' && rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
            let end = super::number::scan(self, self.at, rest)?;
            self.push(TokenKind::Number, end);
            return Ok(());
        }
        if byte == b'_' || byte.is_ascii_alphabetic() || byte >= 0x80 {
            return self.word();
        }
        match byte {
            b'(' | b'[' | b'{' => self.open_bracket(byte),
            b')' | b']' | b'}' => self.close_bracket(byte),
            b'%' | b'!' if self.after_assign() => {
                let end = self.escape_line_end();
                self.push(TokenKind::Escape, end);
                Ok(())
            }
            _ => {
                let (kind, length) = operator(rest);
                self.push(kind, self.at + length);
                Ok(())
            }
        }
    }

    fn word(&mut self) -> Result<()> {
        let rest = self.rest();
        let length = rest
            .char_indices()
            .find(|&(i, c)| !(c == '_' || if i == 0 { unicode_ident::is_xid_start(c) } else { is_name_char(c) }))
            .map_or(rest.len(), |(i, _)| i);
        match rest[length..].chars().next() {
            Some(c) if !c.is_ascii() => {
                let at = self.at + length;
                let code = c as u32;
                if c.is_control() || c.is_whitespace() || is_format(c) {
                    return self.fail(at, at + c.len_utf8(), format!("invalid non-printable character U+{code:04X}"));
                }
                self.fail(at, at + c.len_utf8(), format!("invalid character '{c}' (U+{code:04X})"))
            }
            _ => {
                self.push(TokenKind::Name, self.at + length);
                Ok(())
            }
        }
    }

    fn string(&mut self, quote: usize) -> Result<()> {
        let bytes = self.source.as_bytes();
        let mark = bytes[self.at + quote];
        let open = self.at + quote;
        let triple = bytes[open..].starts_with(&[mark; 3]);
        let mut i = open + if triple { 3 } else { 1 };
        while let Some(&byte) = bytes.get(i) {
            match byte {
                b'\\' if bytes[i + 1..].starts_with(b"\r\n") => i += 3,
                b'\\' => i += 2,
                b'\n' if !triple => break,
                _ if byte == mark && !triple => return self.end_string(i + 1),
                _ if byte == mark && bytes[i..].starts_with(&[mark; 3]) => return self.end_string(i + 3),
                _ => i += 1,
            }
        }
        let name = if triple { "triple-quoted string" } else { "string" };
        let line = 1 + bytes[..i.min(bytes.len())].iter().filter(|&&b| b == b'\n').count();
        // CPython counts the lines of an open triple-quoted string up to the last that has text.
        let line = if triple && bytes.last() == Some(&b'\n') { line - 1 } else { line };
        self.fail(self.at, self.at + 1, format!("unterminated {name} literal (detected at line {line})"))
    }

    fn end_string(&mut self, end: usize) -> Result<()> {
        self.push(TokenKind::Str, end);
        Ok(())
    }

    fn open_bracket(&mut self, byte: u8) -> Result<()> {
        if self.open.len() >= MAX_NESTING {
            return self.fail(self.at, self.at + 1, "too many nested parentheses");
        }
        let at = self.at;
        self.push(TokenKind::Op, at + 1);
        self.open.push((byte, at));
        Ok(())
    }

    fn close_bracket(&mut self, byte: u8) -> Result<()> {
        let close = byte as char;
        let Some((open, start)) = self.open.pop() else {
            return self.fail(self.at, self.at + 1, format!("unmatched '{close}'"));
        };
        if !matches!((open, byte), (b'(', b')') | (b'[', b']') | (b'{', b'}')) {
            let open = open as char;
            let line = |at: usize| 1 + self.source[..at].matches('\n').count();
            let on_line =
                if line(start) == line(self.at) { String::new() } else { format!(" on line {}", line(start)) };
            let message = format!("closing parenthesis '{close}' does not match opening parenthesis '{open}'{on_line}");
            return self.fail(self.at, self.at + 1, message);
        }
        self.push(TokenKind::Op, self.at + 1);
        Ok(())
    }

    /// Whether the last token is an `=` outside brackets: then `%` and `!` begin a magic and a command.
    fn after_assign(&self) -> bool {
        self.open.is_empty() && self.tokens.last().is_some_and(|t| t.span.text(self.source) == "=")
    }

    /// If IPython reads the line that begins here: where it ends.
    fn escape_end(&self) -> Option<usize> {
        let line = &self.source[self.at..self.line_end()];
        let text = line.trim_end();
        let begins = text.starts_with(['%', '!', '?']);
        let target = text.trim_end_matches('?');
        let asks = target.len() < text.len() && text.len() - target.len() <= 2 && is_help_target(target.trim_end());
        if asks {
            return Some(self.at + text.len());
        }
        begins.then(|| self.escape_line_end())
    }

    /// The end of a line that may go on behind a backslash.
    fn escape_line_end(&self) -> usize {
        let mut end = self.line_end();
        while self.source[self.at..end].ends_with('\\') && end < self.source.len() {
            end = self.source[end + 1..].find('\n').map_or(self.source.len(), |i| end + 1 + i);
        }
        self.at + self.source[self.at..end].trim_end().len()
    }
}

/// The length of a string prefix, if a string literal begins here.
fn string_start(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = bytes.iter().take(3).position(|b| matches!(b, b'\'' | b'"'))?;
    let prefix = text[..quote].to_ascii_lowercase();
    matches!(prefix.as_str(), "" | "r" | "b" | "f" | "u" | "rb" | "br" | "rf" | "fr").then_some(quote)
}

fn is_name_char(c: char) -> bool {
    c == '_' || unicode_ident::is_xid_continue(c)
}

fn is_format(c: char) -> bool {
    matches!(c as u32, 0xAD | 0x600..=0x605 | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF)
}

/// `name.attr[0]`, with wildcards and a magic's `%` in front.
fn is_help_target(text: &str) -> bool {
    let name = text.trim_start_matches('%');
    let begins = |c: char| !c.is_ascii_digit() && (is_name_char(c) || c == '*');
    text.len() - name.len() <= 2
        && name.starts_with(begins)
        && name.chars().all(|c| is_name_char(c) || matches!(c, '.' | '*' | '[' | ']' | '-'))
}

fn operator(text: &str) -> (TokenKind, usize) {
    let long = [
        "**=", "//=", "<<=", ">>=", "...", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "->", ":=", "+=", "-=",
        "*=", "/=", "%=", "@=", "&=", "|=", "^=",
    ];
    match long.iter().find(|op| text.starts_with(**op)) {
        Some(op) => (TokenKind::Op, op.len()),
        None if text.starts_with(['$', '?', '!', '`']) => (TokenKind::Bad, 1),
        None => (TokenKind::Op, 1),
    }
}
