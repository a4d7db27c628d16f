//! `\alpha` and other names of symbols become the symbols, as in IPython; `\GREEK SMALL LETTER ALPHA` too.

use super::plain;
use crate::session::event::Completion;

/// Names in LaTeX of symbols that may stand in a name and are no Greek letters.
const SYMBOLS: &[(&str, char)] = &[
    ("aleph", 'ℵ'),
    ("bar", '\u{304}'),
    ("bbC", 'ℂ'),
    ("bbN", 'ℕ'),
    ("bbQ", 'ℚ'),
    ("bbR", 'ℝ'),
    ("bbZ", 'ℤ'),
    ("ddot", '\u{308}'),
    ("dot", '\u{307}'),
    ("ell", 'ℓ'),
    ("euler", 'ℯ'),
    ("hat", '\u{302}'),
    ("hbar", 'ħ'),
    ("tilde", '\u{303}'),
    ("varepsilon", 'ε'),
    ("varphi", 'φ'),
    ("varrho", 'ϱ'),
    ("vartheta", 'ϑ'),
    ("vec", '\u{20d7}'),
];
const GREEK: &[&str] = &[
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
];

/// What may stand for the name behind the last backslash of a line.
pub fn complete(line: &str) -> Option<(&str, Vec<Completion>)> {
    let typed = &line[line.rfind('\\')?..];
    let name = &typed[1..];
    if let Some(symbol) = exact(name) {
        return Some((typed, vec![plain(symbol, "instance")]));
    }
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '^' | '_')) {
        return None;
    }
    let lower = GREEK.iter().map(|g| g.to_string());
    let upper = GREEK.iter().map(|g| g[..1].to_uppercase() + &g[1..]);
    let others = SYMBOLS.iter().map(|(n, _)| n.to_string());
    let mut found: Vec<String> = lower.chain(upper).chain(others).filter(|n| n.starts_with(name)).collect();
    found.sort();
    let found: Vec<Completion> = found.into_iter().map(|n| plain(format!("\\{n}"), "instance")).collect();
    (!found.is_empty()).then_some((typed, found))
}

fn exact(name: &str) -> Option<char> {
    let symbol = SYMBOLS.iter().find(|(n, _)| *n == name).map(|(_, c)| *c);
    symbol.or_else(|| greek(name)).or_else(|| raised(name)).or_else(|| by_its_name(name))
}

fn greek(name: &str) -> Option<char> {
    if name == "phi" {
        // LaTeX's plain phi is the straight one.
        return Some('ϕ');
    }
    if name == "epsilon" {
        return Some('ϵ');
    }
    let small = name.to_ascii_lowercase();
    let letter = GREEK.iter().find(|g| **g == small)?;
    let size = match name.chars().next()? {
        c if name[1..] != letter[1..] || !c.is_ascii_alphabetic() => return None,
        c if c.is_ascii_uppercase() => "CAPITAL",
        _ => "SMALL",
    };
    // Unicode spells this one its own way.
    let letter = if *letter == "lambda" { "lamda" } else { letter };
    unicode_names2::character(&format!("GREEK {size} LETTER {letter}"))
}

/// `\^2` and `\_0`.
fn raised(name: &str) -> Option<char> {
    let mut chars = name.chars();
    let (mark, digit) = (chars.next()?, chars.next()?.to_digit(10)?);
    if chars.next().is_some() {
        return None;
    }
    let words = ["ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE"];
    let kind = match mark {
        '^' => "SUPERSCRIPT",
        '_' => "SUBSCRIPT",
        _ => return None,
    };
    unicode_names2::character(&format!("{kind} {}", words.get(digit as usize)?))
}

/// A name of Unicode, in capitals.
fn by_its_name(name: &str) -> Option<char> {
    let is_name =
        name.len() > 3 && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, ' ' | '-'));
    is_name.then(|| unicode_names2::character(name)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What IPython.core.latex_symbols has for these names.
    #[test]
    fn symbols_by_name() {
        for (name, symbol) in [
            ("alpha", 'α'),
            ("Gamma", 'Γ'),
            ("lambda", 'λ'),
            ("phi", 'ϕ'),
            ("varphi", 'φ'),
            ("epsilon", 'ϵ'),
            ("^2", '²'),
            ("_1", '₁'),
        ] {
            assert_eq!(exact(name), Some(symbol), "{name}");
        }
        let names: Vec<String> =
            complete("x = \\ga").map(|f| f.1.into_iter().map(|c| c.text).collect()).unwrap_or_default();
        assert_eq!(names, ["\\gamma"]);
        assert!(complete("'a\\n'").is_none());
    }
}
