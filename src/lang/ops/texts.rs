//! Long texts in pieces: between two of them an interrupt is heard.

use crate::engine::interrupt::{self, poll, push};
use crate::lang::value::Str;

/// Bytes of a piece: a millisecond or so of work.
const PIECE: usize = 1 << 20;

/// The last place up to `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// The byte at which a code point begins: the end, for one behind the last.
pub fn byte_of(text: &Str, at: usize) -> usize {
    if text.is_ascii() {
        return at;
    }
    let (mut byte, mut left) = (0, at);
    for piece in interrupt::texts(text.as_str()) {
        let chars = interrupt::count_chars(piece);
        if left < chars {
            return byte + piece.char_indices().nth(left).map_or(piece.len(), |(i, _)| i);
        }
        (byte, left) = (byte + piece.len(), left - chars);
    }
    byte
}

/// Where `part` is first in `text`.
pub fn find(text: &str, part: &str) -> Option<usize> {
    find_from(text, part, 0)
}

/// Where `part` is first in `text` from a byte on at which a character begins.
pub fn find_from(text: &str, part: &str, from: usize) -> Option<usize> {
    let mut from = from;
    loop {
        // A piece overlaps the next one, so that no place is missed.
        let to = boundary(text, from + PIECE + part.len());
        if let Some(at) = text[from..to].find(part) {
            return Some(from + at);
        }
        if to == text.len() {
            return None;
        }
        poll();
        from = boundary(text, from + PIECE);
    }
}

/// Where `part` is last in `text`.
pub fn rfind(text: &str, part: &str) -> Option<usize> {
    let mut to = text.len();
    loop {
        let from = boundary(text, to.saturating_sub(PIECE + part.len()));
        if let Some(at) = text[from..to].rfind(part) {
            return Some(from + at);
        }
        if from == 0 {
            return None;
        }
        poll();
        to = boundary(text, from + part.len());
    }
}

/// `text` with `old` replaced by `new`, so many times at most.
pub fn replace(text: &str, old: &str, new: &str, most: usize) -> String {
    let mut out = String::new();
    let (mut done, mut from) = (0, 0);
    while done < most {
        // What is empty stands before every character and at the end.
        let at = match (old.is_empty(), done) {
            (true, 0) => Some(0),
            (true, _) => text[from..].chars().next().map(|c| from + c.len_utf8()),
            (false, _) => find_from(text, old, from),
        };
        let Some(at) = at else { break };
        push(&mut out, &text[from..at]);
        push(&mut out, new);
        from = at + old.len();
        done += 1;
        if done.is_multiple_of(1 << 12) {
            poll();
        }
    }
    push(&mut out, &text[from..]);
    out
}

/// The text in pieces that end where the case of a letter before hangs on none behind, nor the other way round: between
/// ASCII letters, digits and blanks.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        poll();
        let free = |b: u8| b.is_ascii_alphanumeric() || b.is_ascii_whitespace();
        let bytes = rest.as_bytes();
        let end = (PIECE..bytes.len()).find(|&i| free(bytes[i - 1]) && free(bytes[i]));
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_give_what_the_whole_gives() {
        let word = "Straße ΣΑΣ äbc";
        let text = word.repeat(3 * PIECE / word.len());
        let upper: String = pieces(&text).map(str::to_uppercase).collect();
        let lower: String = pieces(&text).map(str::to_lowercase).collect();
        assert!(pieces(&text).count() > 2 && upper == text.to_uppercase() && lower == text.to_lowercase());
        for (old, new) in [("ß", "ss"), ("ΣΑ", ""), ("none", "x"), ("c", "ccc")] {
            assert!(replace(&text, old, new, usize::MAX) == text.replace(old, new), "{old}");
            assert!(replace(&text, old, new, 7) == text.replacen(old, new, 7), "{old}");
        }
        for part in ["ß", "none", "cStraße", ""] {
            assert_eq!((find(&text, part), rfind(&text, part)), (text.find(part), text.rfind(part)), "{part}");
        }
        let far = format!("{text}!{}", "é".repeat(2 * PIECE));
        assert_eq!((find(&far, "c!é"), rfind(&far, "c!é")), (far.find("c!é"), far.rfind("c!é")));
    }

    #[test]
    fn an_empty_text_is_replaced_everywhere() {
        for text in ["", "aé", "abc"] {
            for most in [0, 1, 2, 3, 9] {
                assert_eq!(replace(text, "", "-", most), text.replacen("", "-", most), "{text} {most}");
            }
        }
    }
}
