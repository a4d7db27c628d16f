//! String literals: prefixes, quotes, and adjacent ones joined.

use super::super::ast::{ExprKind, FPart, Literal};
use super::super::span::Span;
use super::escape::Escaped;
use super::{Lower, Node, Result, children, fail};

/// A string literal taken apart.
pub(super) struct Quoted<'t> {
    pub raw: bool,
    pub bytes: bool,
    pub formatted: bool,
    /// Between the quotes.
    pub body: &'t str,
    /// Where the body begins in the source.
    pub at: usize,
    /// The whole literal.
    pub span: Span,
}

impl<'t> Quoted<'t> {
    fn new(text: &'t str, span: Span) -> Quoted<'t> {
        let quote = text.find(['\'', '"']).unwrap_or(0);
        let prefix = text[..quote].to_ascii_lowercase();
        let triple = text[quote..].starts_with("\"\"\"") || text[quote..].starts_with("'''");
        // An empty string is two quotes, a triple-quoted one at least six.
        let width = if triple && text.len() - quote >= 6 { 3 } else { 1 };
        let has = |c| prefix.contains(c);
        Quoted {
            raw: has('r'),
            bytes: has('b'),
            formatted: has('f'),
            body: &text[quote + width..text.len() - width],
            at: span.start as usize + quote + width,
            span,
        }
    }
}

/// Newlines in a literal are `\n` whatever the file has.
fn newlines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_string() }
}

impl<'s> Lower<'s> {
    /// Adjacent literals: a string, bytes or an f-string.
    pub(super) fn strings(&self, node: Node<'s>) -> Result<ExprKind> {
        let span = self.outer(&node);
        let parts: Vec<Quoted<'s>> =
            children(node).map(|child| Quoted::new(child.as_str(), self.span(&child))).collect();
        let bytes = parts.iter().filter(|part| part.bytes).count();
        if bytes > 0 {
            if bytes < parts.len() {
                return fail(Span { start: span.end, end: span.end }, "cannot mix bytes and nonbytes literals");
            }
            return self.bytes(&parts);
        }
        if parts.iter().any(|part| part.formatted) {
            return Ok(ExprKind::FString(self.joined(&parts)?));
        }
        let mut value = String::new();
        for part in &parts {
            value.push_str(&plain(part.body, part.raw, part.span)?);
        }
        Ok(ExprKind::Literal(Literal::Str(value.into())))
    }

    fn bytes(&self, parts: &[Quoted<'s>]) -> Result<ExprKind> {
        let mut value = Vec::new();
        for part in parts {
            if !part.body.is_ascii() {
                return fail(part.span, "bytes can only contain ASCII literal characters");
            }
            let text = newlines(part.body);
            match part.raw {
                true => value.extend_from_slice(text.as_bytes()),
                false => value.extend(Escaped { text: &text, span: part.span }.decode_bytes()?),
            }
        }
        Ok(ExprKind::Literal(Literal::Bytes(value.into())))
    }

    fn joined(&self, parts: &[Quoted<'s>]) -> Result<Vec<FPart>> {
        let mut out = Vec::new();
        for part in parts {
            if part.formatted {
                self.format_string(part, &mut out)?;
            } else {
                push_text(&mut out, plain(part.body, part.raw, part.span)?);
            }
        }
        Ok(out)
    }
}

/// The text of a piece that has no fields.
pub(super) fn plain(text: &str, raw: bool, span: Span) -> Result<String> {
    let text = newlines(text);
    if raw || !text.contains('\\') { Ok(text) } else { Escaped { text: &text, span }.decode() }
}

/// Appends text, to the last piece if that is text too.
pub(super) fn push_text(out: &mut Vec<FPart>, text: String) {
    if text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(FPart::Text(last)) => last.push_str(&text),
        _ => out.push(FPart::Text(text)),
    }
}
