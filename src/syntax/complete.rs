//! Whether a text that is being typed is a whole program, as IPython decides it.

use super::layout::{Line, layout};
use super::{Completeness, SyntaxError, block, parse, refuse};

/// The answer to `is_complete_request`.
pub fn check(source: &str) -> Completeness {
    let ends_line = source.trim_end_matches([' ', '\t']).ends_with('\n');
    let text = if ends_line { source.to_string() } else { format!("{source}\n") };
    let last = text.trim_end_matches('\n').lines().last().unwrap_or("");
    if text.trim_end().ends_with('\\') && last.ends_with('\\') {
        return more(&text);
    }
    if block::cell_magic(&text).is_some() {
        let blank = text.lines().last().is_none_or(|line| line.trim().is_empty());
        return if blank { Completeness::Complete } else { more(&text) };
    }
    let layout = match layout(&text) {
        Ok(layout) => layout,
        Err(error) => return tokens_error(&text, &error),
    };
    if layout.unclosed.is_some() {
        return more(&text);
    }
    let Some(line) = layout.lines.last() else { return Completeness::Complete };
    if opens_block(&text, line) {
        return Completeness::Incomplete(" ".repeat(column(&text, line).saturating_sub(margin(&text)) + 4));
    }
    match parse(&text) {
        Err(error) if wants_more(&text, &error) => more(&text),
        Err(error) => refused(&text, &error, line, ends_line).unwrap_or(Completeness::Invalid),
        Ok(_) if line.depth > 0 && !ends_line => more(&text),
        Ok(_) => Completeness::Complete,
    }
}

/// The indent that the whole text has in common with its first line, which is cut off.
fn margin(text: &str) -> usize {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    first.len() - first.trim_start().len()
}

/// More must follow, at the indent of the last line.
fn more(text: &str) -> Completeness {
    let line = text.lines().last().unwrap_or("");
    let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    Completeness::Incomplete(indent.replace('\t', "    "))
}

fn tokens_error(text: &str, error: &SyntaxError) -> Completeness {
    let open =
        error.message.starts_with("unterminated triple-quoted") || in_bracket(text, error) || opens_one(text, error);
    if open { more(text) } else { Completeness::Invalid }
}

/// A string without its end within brackets counts as unfinished.
fn in_bracket(text: &str, error: &SyntaxError) -> bool {
    let before = text.get(..error.span.start as usize).unwrap_or("");
    error.message.starts_with("unterminated string")
        && !before.trim_end().is_empty()
        && layout(before).is_ok_and(|layout| layout.unclosed.is_some())
}

/// So does a string without its end in which a bracket is open, as in `f'{x`: IPython reads on behind the quote.
fn opens_one(text: &str, error: &SyntaxError) -> bool {
    let start = error.span.start as usize;
    let (Some(before), Some(rest)) = (text.get(..start), text.get(start..)) else { return false };
    let inside = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start_matches(['\'', '"']);
    error.message.starts_with("unterminated string")
        && inside.contains(['(', '[', '{'])
        && layout(&format!("{before} {inside}")).is_ok_and(|layout| layout.unclosed.is_some())
}

/// What is outside the language may be a whole program all the same: it is asked of the text's shape alone.
fn refused(text: &str, error: &SyntaxError, line: &Line, ends_line: bool) -> Option<Completeness> {
    let construct = refuse::CONSTRUCTS.iter().find(|(_, why)| *why == error.message)?.0;
    let decorates = line.tokens.first().is_some_and(|token| token.span.text(text) == "@");
    let in_block = line.depth > 0;
    Some(match construct {
        "type" => Completeness::Invalid,
        "class" if !text[error.span.start as usize..].lines().next().is_some_and(|l| l.contains(':')) => {
            Completeness::Invalid
        }
        "yield" if !in_block => Completeness::Invalid,
        _ if decorates && line.tokens.len() < 2 => Completeness::Invalid,
        _ if decorates || (in_block && !ends_line) => more(text),
        _ => Completeness::Complete,
    })
}

fn opens_block(text: &str, line: &Line) -> bool {
    line.tokens.last().is_some_and(|token| token.span.text(text) == ":")
}

fn column(text: &str, line: &Line) -> usize {
    let start = line.span().start as usize;
    start - text[..start].rfind('\n').map_or(0, |i| i + 1)
}

/// Whether the error is that the text stops too early.
fn wants_more(text: &str, error: &SyntaxError) -> bool {
    let at_end = error.span.start as usize >= text.trim_end().len();
    at_end
        && (error.message.starts_with("expected 'except'") || error.message.starts_with("expected an indented block"))
}
