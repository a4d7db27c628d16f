//! What CPython says of a line that is not grammatical.

use super::SyntaxError;
use super::layout::Line;
use super::parse::Failure;
use super::span::Span;
use super::token::{Scanner, Token, TokenKind};

/// The error of a line that the grammar could not read beyond `at`.
pub fn line(source: &str, line: &Line, at: usize) -> SyntaxError {
    explain(&Tokens { source, all: &line.tokens, inside: false }, at)
}

/// The error of an f-string's field.
pub fn field(source: &str, span: Span, at: usize) -> Failure {
    let text = &source[..span.end as usize];
    let tokens = Scanner::at(text, span.start as usize).logical_line();
    let error = match tokens {
        Ok(tokens) => explain(&Tokens { source, all: &tokens, inside: true }, at),
        Err(error) => error,
    };
    Failure::Error(SyntaxError { message: format!("f-string: {}", error.message), ..error })
}

struct Tokens<'t> {
    source: &'t str,
    all: &'t [Token],
    /// Whether the whole stands in brackets.
    inside: bool,
}

impl Tokens<'_> {
    fn text(&self, i: usize) -> &str {
        self.all.get(i).map_or("", |token| token.span.text(self.source))
    }

    fn level(&self, i: usize) -> u16 {
        self.all.get(i).map_or(0, |token| token.level)
    }

    fn end(&self) -> usize {
        self.all.last().map_or(0, |token| token.span.end as usize)
    }

    /// Whether an operand can begin with this token.
    fn begins(&self, i: usize) -> bool {
        let Some(token) = self.all.get(i) else { return false };
        match token.kind {
            TokenKind::Number | TokenKind::Str => true,
            TokenKind::Name => {
                !is_keyword(self.text(i)) || matches!(self.text(i), "None" | "True" | "False" | "lambda")
            }
            TokenKind::Op => matches!(self.text(i), "(" | "[" | "{" | "..." | "~"),
            TokenKind::Escape | TokenKind::Bad => false,
        }
    }

    /// Whether an operand can end with this token.
    fn ends(&self, i: usize) -> bool {
        let Some(token) = self.all.get(i) else { return false };
        match token.kind {
            TokenKind::Number | TokenKind::Str => true,
            TokenKind::Name => !is_keyword(self.text(i)) || matches!(self.text(i), "None" | "True" | "False"),
            TokenKind::Op => matches!(self.text(i), ")" | "]" | "}" | "..."),
            TokenKind::Escape | TokenKind::Bad => false,
        }
    }

    /// The first token of the operand that ends before `i`: behind the last delimiter of its level.
    fn operand_start(&self, i: usize) -> usize {
        let level = self.level(i);
        let mut start = i;
        while start > 0 {
            let before = start - 1;
            let bracket = matches!(self.text(before), "(" | "[" | "{") && self.level(before) < level;
            let delimiter = matches!(
                self.text(before),
                "," | "="
                    | ":"
                    | ":="
                    | ";"
                    | "if"
                    | "elif"
                    | "else"
                    | "for"
                    | "return"
                    | "while"
                    | "assert"
                    | "lambda"
            );
            let star = matches!(self.text(before), "*" | "**") && !(before > 0 && self.ends(before - 1));
            if bracket || self.level(before) == level && (delimiter || star) {
                break;
            }
            start = before;
        }
        start
    }

    /// CPython's name for the operand at `start..end`; `None` for one that it does not name here.
    fn describe(&self, start: usize, end: usize) -> Option<&'static str> {
        let alone = start + 1 == end;
        let first = self.all.get(start)?;
        Some(match (first.kind, self.text(end - 1)) {
            (_, ")") if self.text(start) != "(" => "function call",
            (_, "]") if self.text(start) != "[" => "subscript",
            (TokenKind::Number | TokenKind::Str, _) if alone => "literal",
            (TokenKind::Name, _) if alone => return None,
            (TokenKind::Name, _) if self.text(end.wrapping_sub(2)) == "." => "attribute",
            (_, ")" | "]" | "}") if self.text(start).starts_with(['(', '[', '{']) => return None,
            _ => "expression",
        })
    }

    fn span(&self, first: usize, last: usize) -> Span {
        match (self.all.get(first), self.all.get(last)) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => {
                let blank = self.source[self.end()..].bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
                Span::new(self.end() + blank, self.end() + blank)
            }
        }
    }
}

pub(super) fn is_keyword(word: &str) -> bool {
    let words = "False None True and as assert async await break class continue def del elif else except finally for from \
                 global if import in is lambda nonlocal not or pass raise return try while with yield";
    words.split(' ').any(|keyword| keyword == word)
}

fn error(span: Span, message: impl Into<String>) -> SyntaxError {
    SyntaxError::new("SyntaxError", message, span)
}

fn explain(tokens: &Tokens<'_>, at: usize) -> SyntaxError {
    let i = tokens.all.iter().position(|token| token.span.end as usize > at).unwrap_or(tokens.all.len());
    legacy(tokens, i)
        .or_else(|| colon(tokens, i))
        .or_else(|| parameters(tokens, i))
        .or_else(|| walrus(tokens, i))
        .or_else(|| dict(tokens, i))
        .or_else(|| assignment(tokens, i))
        .or_else(|| import(tokens, i))
        .or_else(|| no_else(tokens, i))
        .or_else(|| comma(tokens, i))
        .unwrap_or_else(|| error(tokens.span(i, i), "invalid syntax"))
}

/// `print "text"`.
fn legacy(tokens: &Tokens<'_>, i: usize) -> Option<SyntaxError> {
    let word = tokens.text(i.checked_sub(1)?);
    if !matches!(word, "print" | "exec") || !tokens.begins(i) {
        return None;
    }
    let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
    Some(error(tokens.span(i - 1, tokens.all.len() - 1), message))
}

/// A head without its colon.
fn colon(tokens: &Tokens<'_>, i: usize) -> Option<SyntaxError> {
    if tokens.inside || tokens.level(i) > 0 || tokens.text(i) == ":" {
        return None;
    }
    let at_end = i == tokens.all.len();
    let before = tokens.ends(i.checked_sub(1)?);
    let missing = match tokens.text(0) {
        "if" | "elif" | "while" | "with" | "except" => at_end && (before || i == 1 && tokens.text(0) == "except"),
        "for" => at_end && before && tokens.all[..i].iter().any(|t| t.span.text(tokens.source) == "in"),
        "else" | "try" | "finally" => i == 1,
        "def" => {
            tokens.text(i - 1) == ")" || tokens.all[..i].iter().any(|t| t.span.text(tokens.source) == "->") && before
        }
        _ => false,
    };
    missing.then(|| error(tokens.span(i, i), "expected ':'"))
}

/// An `=` where an expression should go on.
fn assignment(tokens: &Tokens<'_>, i: usize) -> Option<SyntaxError> {
    if tokens.text(i) != "=" || !tokens.ends(i.checked_sub(1)?) {
        return None;
    }
    let level = tokens.level(i);
    if level == 0 && !tokens.inside && !matches!(tokens.text(0), "if" | "elif" | "while") {
        return None;
    }
    let signed = matches!(tokens.text(i + 1), "-" | "+") && tokens.begins(i + 2);
    let again = (i + 1..tokens.all.len()).take_while(|&j| tokens.level(j) >= level && tokens.text(j) != ",");
    if !(tokens.begins(i + 1) || signed) || again.into_iter().any(|j| tokens.level(j) == level && tokens.text(j) == "=")
    {
        return None;
    }
    let start = tokens.operand_start(i);
    if tokens.text(start.wrapping_sub(1)) == "=" {
        return None;
    }
    let in_call = start > 0
        && matches!(tokens.text(start - 1), "(" | ",")
        && (1..start)
            .rev()
            .find(|&j| tokens.text(j) == "(" && tokens.level(j) < tokens.level(i))
            .is_some_and(|j| tokens.ends(j - 1));
    let span = tokens.span(start, i);
    let word = tokens.text(start);
    if in_call {
        return Some(match word {
            "True" | "False" | "None" if start + 1 == i => error(span, format!("cannot assign to {word}")),
            _ => error(span, "expression cannot contain assignment, perhaps you meant \"==\"?"),
        });
    }
    let operand = tokens.span(start, i - 1);
    let name = start + 1 == i && tokens.all[start].kind == TokenKind::Name && !is_keyword(word);
    if name {
        let value_end = (i + 1).min(tokens.all.len() - 1);
        return Some(error(
            tokens.span(start, value_end),
            "invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
        ));
    }
    let what = tokens.describe(start, i)?;
    Some(error(operand, format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?")))
}

/// `def f((a, b)):`
fn parameters(tokens: &Tokens<'_>, i: usize) -> Option<SyntaxError> {
    if tokens.text(0) == "def" && i == 2 {
        return Some(error(tokens.span(i, i), "expected '('"));
    }
    let parens = tokens.text(0) == "def" && tokens.level(i) == 1 && tokens.text(i) == "(";
    let before = matches!(tokens.text(i.checked_sub(1)?), "(" | ",");
    (parens && before).then(|| error(tokens.span(i, i), "Function parameters cannot be parenthesized"))
}

/// `:=` behind something that is no name.
fn walrus(tokens: &Tokens<'_>, i: usize) -> Option<SyntaxError> {
    if tokens.text(i) != ":=" || tokens.level(i) == 0 && !tokens.inside || !tokens.ends(i.checked_sub(1)?) {
        return None;
    }
    let start = tokens.operand_start(i);
    let what = tokens.describe(start, i)?;
    Some(error(tokens.span(start, i - 1), format!("cannot use assignment expressions with {what}")))
}

/// A dict with a key or a value missing.
fn dict(tokens: &Tokens<'_>, i: usize) -> Option<SyntaxError> {
    let level = if matches!(tokens.text(i), "}") { tokens.level(i) + 1 } else { tokens.level(i) };
    let open = (0..i).rev().find(|&j| tokens.level(j) + 1 == level && matches!(tokens.text(j), "(" | "[" | "{"))?;
    if tokens.text(open) != "{" {
        return None;
    }
    let mine = |j: &usize| tokens.level(*j) == level;
    let last_comma = (open + 1..i).rev().filter(mine).find(|&j| tokens.text(j) == ",");
    let item = last_comma.unwrap_or(open) + 1;
    let key_only = !(item..i).filter(mine).any(|j| tokens.text(j) == ":") && tokens.text(item) != "**";
    let before = tokens.text(i.checked_sub(1)?);
    if before == ":" && tokens.text(i) == "*" {
        return Some(error(tokens.span(i, i), "cannot use a starred expression in a dictionary value"));
    }
    if before == ":" && matches!(tokens.text(i), "}" | ",") {
        return Some(error(tokens.span(i - 1, i - 1), "expression expected after dictionary key and ':'"));
    }
    let is_dict = (open + 1..item).filter(mine).any(|j| tokens.text(j) == ":") || tokens.text(open + 1) == "**";
    if is_dict && last_comma.is_some() && key_only && tokens.ends(i - 1) {
        let end = tokens.span(i - 1, i - 1).end;
        return Some(error(Span { start: end - 1, end }, "':' expected after dictionary key"));
    }
    None
}

fn import(tokens: &Tokens<'_>, i: usize) -> Option<SyntaxError> {
    let trailing = tokens.text(0) == "from" && i == tokens.all.len() && tokens.text(i.checked_sub(1)?) == ",";
    trailing.then(|| error(tokens.span(i, i), "trailing comma not allowed without surrounding parentheses"))
}

/// `a if b` without `else`.
fn no_else(tokens: &Tokens<'_>, i: usize) -> Option<SyntaxError> {
    let level = tokens.level(i.checked_sub(1)?);
    if !tokens.ends(i - 1) || matches!(tokens.text(i), ":" | "=") {
        return None;
    }
    let level = if matches!(tokens.text(i - 1), ")" | "]" | "}") { tokens.level(i - 1) } else { level };
    let test = (1..i).rev().find(|&j| tokens.level(j) == level && tokens.text(j) == "if")?;
    let loops = (0..test).any(|j| tokens.level(j) == level && tokens.text(j) == "for");
    let closed = (test..i).any(|j| tokens.level(j) == level && matches!(tokens.text(j), "else" | "," | "for"));
    if loops || closed || !tokens.ends(test - 1) {
        return None;
    }
    let start = tokens.operand_start(test);
    Some(error(tokens.span(start, i - 1), "expected 'else' after 'if' expression"))
}

/// Two operands side by side in brackets.
fn comma(tokens: &Tokens<'_>, i: usize) -> Option<SyntaxError> {
    let before = i.checked_sub(1)?;
    if !tokens.ends(before) || !tokens.begins(i) || !tokens.inside && tokens.level(i) == 0 {
        return None;
    }
    let name = tokens.all[before].kind == TokenKind::Name && tokens.all[i].kind == TokenKind::Str;
    let start = tokens.operand_start(i);
    let in_params = tokens.text(0) == "def" && tokens.level(i) == 1;
    if in_params || matches!(tokens.text(start.wrapping_sub(1)), "=" | "else") {
        return None;
    }
    if name && start == before {
        return None;
    }
    Some(error(tokens.span(start, i), "invalid syntax. Perhaps you forgot a comma?"))
}
