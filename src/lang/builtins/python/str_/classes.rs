//! Classes of characters, as Python's `str` methods see them.

use super::tables::{DIGITS, FOLDS, LETTERS, NUMERALS, TITLES, ZEROS};

fn within(ranges: &[(u32, u32)], ch: char) -> bool {
    let code = ch as u32;
    let after = ranges.partition_point(|&(first, _)| first <= code);
    after > 0 && code <= ranges[after - 1].1
}

/// White space.
pub fn is_space(ch: char) -> bool {
    matches!(ch, '\t'..='\r' | '\x1c'..=' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// A letter.
pub fn is_alpha(ch: char) -> bool {
    if ch.is_ascii() { ch.is_ascii_alphabetic() } else { within(&LETTERS, ch) }
}

/// The value of a decimal digit.
pub fn decimal(ch: char) -> Option<u32> {
    let code = ch as u32;
    let after = ZEROS.partition_point(|&zero| zero <= code);
    let digit = code - ZEROS.get(after.checked_sub(1)?)?;
    (digit < 10).then_some(digit)
}

/// A digit: decimal, or superscript and the like.
pub fn is_digit(ch: char) -> bool {
    decimal(ch).is_some() || within(&DIGITS, ch)
}

/// Anything numeric.
pub fn is_numeric(ch: char) -> bool {
    is_digit(ch) || within(&NUMERALS, ch)
}

/// A title-case letter such as `ǅ`.
pub fn is_title(ch: char) -> bool {
    matches!(ch as u32, 0x1c5 | 0x1c8 | 0x1cb | 0x1f2 | 0x1f88..=0x1f8f | 0x1f98..=0x1f9f | 0x1fa8..=0x1faf | 0x1fbc | 0x1fcc | 0x1ffc)
}

/// A letter that has a case.
pub fn is_cased(ch: char) -> bool {
    ch.is_lowercase() || ch.is_uppercase() || is_title(ch)
}

/// The title case of a character.
pub fn title(ch: char) -> String {
    match TITLES.binary_search_by_key(&(ch as u32), |t| t.0) {
        Ok(i) => TITLES[i].1.to_string(),
        Err(_) => ch.to_uppercase().collect(),
    }
}

/// The case folding of a character.
pub fn fold(ch: char) -> String {
    match FOLDS.binary_search_by_key(&(ch as u32), |t| t.0) {
        Ok(i) => FOLDS[i].1.to_string(),
        Err(_) => ch.to_lowercase().collect(),
    }
}
