//! Options of magics: Python's `getopt` over words as IPython splits them.

use super::usage;
use crate::lang::error::Result;

/// Options in order, and the rest of the line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    given: Vec<(char, String)>,
    /// What follows the options, its own spacing kept.
    pub rest: String,
}

impl Options {
    /// The value of an option, the last if it stands twice; empty for one without a value.
    pub fn get(&self, name: char) -> Option<&str> {
        self.given.iter().rev().find(|(n, _)| *n == name).map(|(_, v)| v.as_str())
    }

    /// Whether an option stands there.
    pub fn has(&self, name: char) -> bool {
        self.get(name).is_some()
    }

    /// The value of an option as an integer.
    ///
    /// # Errors
    /// `ValueError`, as Python's `int`.
    pub fn int(&self, name: char, default: i64) -> Result<i64> {
        let Some(text) = self.get(name) else { return Ok(default) };
        text.trim()
            .parse()
            .map_err(|_| crate::lang::Raise::value_error(format!("invalid literal for int() with base 10: '{text}'")))
    }
}

/// Parses `line` by a getopt description such as `n:r:tcp:qov:`, where a colon says that a value follows.
///
/// # Errors
/// `UsageError: option -z not recognized (allowed: "n:r:tcp:qov:")`.
pub fn parse(line: &str, allowed: &str) -> Result<Options> {
    let mut given = Vec::new();
    let mut rest = line.trim_start();
    while let Some(after) = rest.strip_prefix('-') {
        let word_end = after.find(char::is_whitespace).unwrap_or(after.len());
        let (word, tail) = after.split_at(word_end);
        if word.is_empty() {
            break;
        }
        rest = tail.trim_start();
        if word == "-" {
            break;
        }
        if let Some(long) = word.strip_prefix('-') {
            return usage(format!("option --{long} not recognized (allowed: \"{allowed}\")"));
        }
        let chars = word.char_indices();
        for (at, name) in chars {
            match takes_value(allowed, name) {
                None => return usage(format!("option -{name} not recognized (allowed: \"{allowed}\")")),
                Some(false) => given.push((name, String::new())),
                Some(true) => {
                    let inline = &word[at + name.len_utf8()..];
                    let value = if inline.is_empty() { next_word(&mut rest) } else { inline.to_string() };
                    if value.is_empty() {
                        return usage(format!("option -{name} requires argument (allowed: \"{allowed}\")"));
                    }
                    given.push((name, value));
                    break;
                }
            }
        }
    }
    Ok(Options { given, rest: rest.to_string() })
}

fn takes_value(allowed: &str, name: char) -> Option<bool> {
    let at = allowed.find(name).filter(|_| name != ':')?;
    Some(allowed[at + name.len_utf8()..].starts_with(':'))
}

fn next_word(rest: &mut &str) -> String {
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (word, tail) = rest.split_at(end);
    *rest = tail.trim_start();
    word.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_and_rest() {
        let o = parse("-n 1 -r1 -q a + -b  # c", "n:r:tcp:qov:").unwrap_or_default();
        assert_eq!((o.get('n'), o.get('r'), o.has('q')), (Some("1"), Some("1"), true));
        assert_eq!(o.rest, "a + -b  # c");
    }

    #[test]
    fn unknown_option() {
        let e = parse("-z", "n:r:tcp:qov:").err();
        assert!(e.is_some_and(|e| e.is(&crate::lang::exceptions::USAGE_ERROR)));
    }
}
