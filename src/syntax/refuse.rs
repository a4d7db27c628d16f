//! Constructs of Python that Ravel has not: each is named in one sentence.

use super::SyntaxError;
use super::layout::Line;
use super::token::{Token, TokenKind};

/// Refuses a line that uses a construct outside the language.
pub fn check(source: &str, line: &Line) -> Result<(), SyntaxError> {
    let text = |token: &Token| token.span.text(source);
    let Some(first) = line.tokens.first() else { return Ok(()) };
    let found = line.tokens.iter().enumerate().find_map(|(i, token)| {
        let after_dot = i > 0 && text(&line.tokens[i - 1]) == ".";
        match token.kind {
            TokenKind::Name if !after_dot => keyword(text(token), i == 0).map(|why| (token, why)),
            TokenKind::Op if i == 0 && text(token) == "@" => why("@").map(|why| (token, why)),
            _ => None,
        }
    });
    let found = found.or_else(|| soft_keyword(source, line).map(|why| (first, why)));
    match found {
        Some((token, message)) => Err(SyntaxError::new("SyntaxError", message, token.span)),
        None => Ok(()),
    }
}

/// Each construct, and what is said of it.
pub const CONSTRUCTS: [(&str, &str); 8] = [
    ("class", "Ravel has no 'class' statement: use functions, dicts and arrays"),
    ("yield", "Ravel has no 'yield': build a list, or write a generator expression"),
    ("async", "Ravel has no 'async': it runs one thing at a time"),
    ("await", "Ravel has no 'await': it runs one thing at a time"),
    ("@", "Ravel has no decorators: call the function that would decorate on the function itself"),
    ("match", "Ravel has no 'match' statement: use 'if' and 'elif'"),
    ("type", "Ravel has no 'type' statement: assign the type to a name"),
    ("except*", "Ravel has no 'except*': use 'except'"),
];

fn why(construct: &str) -> Option<&'static str> {
    CONSTRUCTS.iter().find(|(name, _)| *name == construct).map(|(_, why)| *why)
}

fn keyword(word: &str, first: bool) -> Option<&'static str> {
    match word {
        "class" if !first => None,
        "class" | "yield" | "async" | "await" => why(word),
        _ => None,
    }
}

/// `match subject:` and `type X = …`, whose first words are names elsewhere; `except*`.
fn soft_keyword(source: &str, line: &Line) -> Option<&'static str> {
    let text = |i: usize| line.tokens.get(i).map_or("", |token| token.span.text(source));
    let second = line.tokens.get(1)?;
    let starts_name = second.kind == TokenKind::Name && !matches!(text(1), "in" | "is" | "and" | "or" | "not" | "if");
    let last = line.tokens.last().map_or("", |token| token.span.text(source));
    match text(0) {
        "match" if last == ":" && (starts_name || matches!(second.kind, TokenKind::Number | TokenKind::Str)) => {
            why("match")
        }
        "match" if last == ":" && matches!(text(1), "(" | "[" | "{") => why("match"),
        "type" if starts_name && text(2) == "=" => why("type"),
        "except" if text(1) == "*" => why("except*"),
        _ => None,
    }
}
