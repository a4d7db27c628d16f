//! Statements of C, told apart from the definitions that cannot stand in a function: those come before it.

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// The text.
    pub text: &'a str,
    /// The line on which it begins, from 0.
    pub line: usize,
    /// Whether it stands outside every function: `#include`, `#define`, a type, a function.
    pub outside: bool,
}

impl Part<'_> {
    /// Whether it is the definition of this function.
    pub fn defines(&self, function: &str) -> bool {
        let bare = without_comments(self.text);
        bare.split_once('(').is_some_and(|(head, _)| head.split_whitespace().last() == Some(function))
    }
}

/// What begins a block that is no function.
const CONTROL: [&str; 7] = ["if", "for", "while", "switch", "do", "else", "return"];
const TYPES: [&str; 3] = ["struct", "union", "enum"];

/// The parts in order.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = at + item(&text[at..]);
        let part = &text[at..end];
        let line = text[..at].matches('\n').count();
        found.push(Part { text: part, line, outside: outside(part) });
        at = end;
    }
    found
}

/// The length of the first item, with the space and comments before it.
fn item(text: &str) -> usize {
    let mut scan = Scan { text, at: 0 };
    let (mut depth, mut round, mut begun) = (0usize, 0usize, false);
    let mut block = false;
    let mut last = ' ';
    while let Some(c) = scan.next() {
        match c {
            '#' if !begun => return scan.directive(),
            '(' | '[' => round += 1,
            ')' | ']' => round = round.saturating_sub(1),
            '{' => {
                // A block follows a bracket, a word such as `do`, or nothing; a list of values follows `=`.
                block |= depth == 0 && round == 0 && (last == ')' || !begun || ends_in_control(&text[..scan.at - 1]));
                depth += 1;
            }
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && round == 0 && block {
                    return scan.at;
                }
            }
            ';' if depth == 0 && round == 0 => return scan.at,
            _ => {}
        }
        if !c.is_whitespace() {
            (begun, last) = (true, c);
        }
    }
    text.len()
}

fn ends_in_control(before: &str) -> bool {
    let word = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    CONTROL.contains(&word)
}

fn outside(part: &str) -> bool {
    let bare = without_comments(part);
    let bare = bare.trim();
    if let Some(directive) = bare.strip_prefix('#') {
        return ["include", "define", "undef"].iter().any(|d| directive.trim_start().starts_with(d));
    }
    let words: Vec<&str> = bare.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).collect();
    let first = words.first().copied().unwrap_or_default();
    if first == "typedef" {
        return true;
    }
    let Some((head, _)) = bare.split_once('{') else { return false };
    let head = head.trim();
    if TYPES.contains(&first) && !head.contains(['=', '(']) {
        // A type and nothing declared with it.
        return bare.trim_end_matches(';').trim_end().ends_with('}');
    }
    let named = head.split_once('(').is_some_and(|(name, _)| name.split_whitespace().count() > 1 || name.contains('*'));
    head.ends_with(')') && named && !head.contains([';', '=']) && !CONTROL.contains(&first)
}

fn without_comments(text: &str) -> String {
    let mut scan = Scan { text, at: 0 };
    let mut out = String::new();
    while let Some(c) = scan.next() {
        out.push(c);
    }
    out
}

/// The characters of a text that are neither in comments nor in quotes.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn next(&mut self) -> Option<char> {
        loop {
            let rest = &self.text[self.at..];
            let c = rest.chars().next()?;
            let skipped = match c {
                '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |n| n + 2),
                '"' | '\'' => quoted(rest, c),
                _ => {
                    self.at += c.len_utf8();
                    return Some(c);
                }
            };
            self.at += skipped;
            if matches!(c, '"' | '\'') {
                return Some('0');
            }
        }
    }

    /// The end of the directive in whose midst the scan is.
    fn directive(&self) -> usize {
        let mut end = self.at;
        for line in self.text[self.at..].split_inclusive('\n') {
            end += line.len();
            if !line.trim_end().ends_with('\\') {
                break;
            }
        }
        end
    }
}

/// The length of a literal in quotes.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (Vec<&str>, Vec<&str>) {
        let (outside, inside): (Vec<_>, Vec<_>) = parts(text).into_iter().partition(|p| p.outside);
        let texts = |parts: Vec<Part<'static>>| parts.into_iter().map(|p| p.text.trim()).collect();
        // The parts borrow from a literal.
        let leak = |parts: Vec<Part<'_>>| {
            parts.into_iter().map(|p| Part { text: Box::leak(p.text.to_string().into_boxed_str()), ..p }).collect()
        };
        (texts(leak(outside)), texts(leak(inside)))
    }

    #[test]
    fn definitions_and_statements() {
        for (text, outside, inside) in [
            ("#include <math.h>\ndouble s = 0;", vec!["#include <math.h>"], vec!["double s = 0;"]),
            ("#define X(a) \\\n  a\nint y = X(1);", vec!["#define X(a) \\\n  a"], vec!["int y = X(1);"]),
            (
                "#pragma omp parallel for\nfor (;;) { f(); }",
                vec![],
                vec!["#pragma omp parallel for", "for (;;) { f(); }"],
            ),
            (
                "static double *f(int n) { return 0; }\nf(1);",
                vec!["static double *f(int n) { return 0; }"],
                vec!["f(1);"],
            ),
            ("typedef struct { int a; } T;\nT t = { 1 };", vec!["typedef struct { int a; } T;"], vec!["T t = { 1 };"]),
            (
                "struct P { int x; };\nstruct P p = { .x = 1 };",
                vec!["struct P { int x; };"],
                vec!["struct P p = { .x = 1 };"],
            ),
            ("if (a) { b; } else { c; }", vec![], vec!["if (a) { b; }", "else { c; }"]),
            ("do { x++; } while (x < 3);", vec![], vec!["do { x++; }", "while (x < 3);"]),
            ("char *s = \"{ // ;\"; // f(a) {\nint z;", vec![], vec!["char *s = \"{ // ;\";", "// f(a) {\nint z;"]),
            ("for (long i = 0; i < n; i++)\n  s += a[i];", vec![], vec!["for (long i = 0; i < n; i++)\n  s += a[i];"]),
            ("double t[2] = {1, 2}; { int k; }", vec![], vec!["double t[2] = {1, 2};", "{ int k; }"]),
        ] {
            assert_eq!(split(text), (outside, inside), "{text}");
        }
    }
}
