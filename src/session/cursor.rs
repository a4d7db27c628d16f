//! What stands around a place in text that is being typed: strings, calls and expressions found by their brackets and
//! quotes, since such text seldom parses.

use crate::syntax::Span;

/// Text whose strings and comments are covered, of the same length; and where a string that is not closed begins.
pub fn masked(text: &str) -> (String, Option<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<(usize, &str)> = None;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let width = rest.chars().next().map_or(1, char::len_utf8);
        match open {
            Some((_, quote)) if rest.starts_with(quote) => {
                out += quote;
                at += quote.len();
                open = None;
            }
            Some((_, quote)) => {
                if quote.len() == 1 && rest.starts_with('\n') {
                    open = None;
                    out.push('\n');
                    at += 1;
                    continue;
                }
                let escaped = if rest.starts_with('\\') { rest.chars().nth(1).map_or(0, char::len_utf8) } else { 0 };
                out.extend(std::iter::repeat_n('_', width + escaped));
                at += width + escaped;
            }
            None if rest.starts_with('#') => {
                let end = rest.find('\n').unwrap_or(rest.len());
                out.extend(std::iter::repeat_n(' ', end));
                at += end;
            }
            None => {
                let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|q| rest.starts_with(q));
                if let Some(quote) = quote {
                    open = Some((at, quote));
                    out += quote;
                    at += quote.len();
                } else {
                    out += &rest[..width];
                    at += width;
                }
            }
        }
    }
    (out, open.map(|(at, _)| at))
}

/// Where the expression begins that the text ends with: names, attributes, calls, subscripts, strings, brackets.
pub fn start_of_expression(text: &str) -> Option<usize> {
    let (cover, open) = masked(text);
    if open.is_some() {
        return None;
    }
    let mut at = cover.trim_end().len();
    loop {
        let before = &cover[..at];
        let last = before.chars().next_back()?;
        at = match last {
            ')' | ']' | '}' => {
                let open = opening(before)?;
                let callee = cover[..open].chars().next_back();
                if last != '}' && callee.is_some_and(|c| is_name(c) || matches!(c, ')' | ']' | '"' | '\'')) {
                    at = open;
                    continue;
                }
                open
            }
            '"' | '\'' => string_start(&cover, before)?,
            c if is_name(c) => before.trim_end_matches(is_name).len(),
            _ => return None,
        };
        match cover[..at].strip_suffix('.') {
            Some(owner) => at = owner.len(),
            None => return Some(at),
        }
    }
}

fn is_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The bracket that the last one closes.
fn opening(before: &str) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in before.char_indices().rev() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' | '[' | '{' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(i);
        }
    }
    None
}

/// Where the string begins whose end is the end of `before`, with its prefix.
fn string_start(cover: &str, before: &str) -> Option<usize> {
    let quote = &before[before.len() - 1..];
    let quote = if before.ends_with(&quote.repeat(3)) { quote.repeat(3) } else { quote.to_string() };
    let start = before[..before.len() - quote.len()].rfind(&quote)?;
    Some(cover[..start].trim_end_matches(|c: char| "rRbBfFuU".contains(c)).len())
}

/// The bracket of the innermost call that is open at the end of the text.
pub fn open_call(cover: &str) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in cover.char_indices().rev() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' if depth == 0 => {
                let callee = cover[..i].chars().next_back();
                return callee.filter(|c| is_name(*c) || matches!(c, ')' | ']')).map(|_| i);
            }
            '(' | '[' | '{' if depth == 0 => {}
            '(' | '[' | '{' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The name that stands at a place (in bytes), with all that leads to it: `np.arange(3).reshape`.
pub fn expression_at(code: &str, cursor: usize) -> Option<Span> {
    let tail = code[cursor..].find(|c: char| !is_name(c)).unwrap_or(code.len() - cursor);
    let end = cursor + tail;
    if !code[..end].ends_with(is_name) {
        return None;
    }
    let start = start_of_expression(&code[..end])?;
    let text = &code[start..end];
    (!text.starts_with(|c: char| c.is_ascii_digit())).then(|| Span::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_before_a_cursor() {
        for (text, want) in [
            ("x = np.arange(3)", "np.arange(3)"),
            ("f(a, b[0].c", "b[0].c"),
            ("print('a.b'.upper()", "'a.b'.upper()"),
            ("y = [1, 2", "2"),
            ("[1, (2)]", "[1, (2)]"),
            ("a + f'{x}'", "f'{x}'"),
            ("if x:\n    d['k (']", "d['k (']"),
            ("a.T", "a.T"),
        ] {
            assert_eq!(start_of_expression(text).map(|at| &text[at..]), Some(want), "{text}");
        }
        assert_eq!(start_of_expression("x = 'open"), None);
    }

    #[test]
    fn the_call_around_a_cursor() {
        for (text, want) in
            [("f(a, g(b), ", Some(1)), ("f(g(", Some(3)), ("(1, ", None), ("f([1, ", Some(1)), ("f(a)", None)]
        {
            assert_eq!(open_call(text), want, "{text}");
        }
    }
}
