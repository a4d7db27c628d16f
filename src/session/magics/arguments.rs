//! Arguments of magics that IPython reads with `argparse`: long options, several positions.

use super::usage;
use crate::lang::error::Result;

/// An option: its names, and whether a value follows.
pub type Flag = (&'static [&'static str], bool);

/// What stands on the line.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    given: Vec<(&'static str, String)>,
    /// The words that are no options.
    pub words: Vec<String>,
}

impl Arguments {
    /// The value of the option with this first name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.given.iter().rev().find(|(n, _)| *n == name).map(|(_, v)| v.as_str())
    }

    /// Whether that option stands there.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Adds an option without a value.
    pub fn set(&mut self, name: &'static str) {
        self.given.push((name, String::new()));
    }

    /// # Errors
    /// `UsageError`: more words than these.
    pub fn at_most(&self, n: usize) -> Result<()> {
        match self.words.get(n..) {
            Some(more) if !more.is_empty() => usage(format!("unrecognized arguments: {}", more.join(" "))),
            _ => Ok(()),
        }
    }

    /// The first word.
    ///
    /// # Errors
    /// `UsageError` that names it.
    pub fn required(&self, name: &str) -> Result<&str> {
        match self.words.first() {
            Some(word) => Ok(word),
            None => usage(format!("the following arguments are required: {name}")),
        }
    }
}

/// Parses a line.
///
/// # Errors
/// `UsageError` in `argparse`'s words.
pub fn parse(line: &str, flags: &[Flag]) -> Result<Arguments> {
    let mut found = Arguments::default();
    let mut unknown = Vec::new();
    let mut rest = words(line).into_iter().peekable();
    while let Some(word) = rest.next() {
        let (name, inline) = match word.split_once('=').filter(|_| word.starts_with("--")) {
            Some((name, value)) => (name.to_string(), Some(value.to_string())),
            None => (word.clone(), None),
        };
        let flag = flags.iter().find(|(names, _)| names.contains(&name.as_str()));
        match flag {
            Some((names, true)) => {
                let value = inline.or_else(|| rest.next_if(|w| !w.starts_with('-')));
                let Some(value) = value else {
                    return usage(format!("argument {}: expected one argument", names.join("/")));
                };
                found.given.push((names[0], value));
            }
            Some((names, false)) => found.given.push((names[0], String::new())),
            None if word.len() > 1 && word.starts_with('-') => unknown.push(word),
            None => found.words.push(word),
        }
    }
    match unknown.is_empty() {
        true => Ok(found),
        false => usage(format!("unrecognized arguments: {}", unknown.join(" "))),
    }
}

/// The words of a line; what stands in quotes is one, without them.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(q), _) if q == c => quote = None,
            (Some(_), _) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, _) if c.is_whitespace() => words.extend(word.take()),
            (None, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_quotes() {
        assert_eq!(words("a 'b c' d\"e f\"  ''"), ["a", "b c", "de f", ""]);
    }

    #[test]
    fn flags_and_words() {
        let flags: &[Flag] = &[(&["-a", "--append"], false), (&["--out"], true)];
        let found = parse("--append x --out y", flags).unwrap_or_default();
        assert!(found.has("-a") && found.get("--out") == Some("y") && found.words == ["x"]);
        assert!(parse("-z x", flags).is_err() && parse("--out", flags).is_err());
    }
}
