//! Case, and questions about every character.

use super::super::receiver::Text;
use super::classes::{
    decimal, fold, is_alpha, is_cased, is_digit, is_numeric, is_space, is_title, title as title_case,
};
use crate::engine::interrupt::{count_chars, watched};
use crate::engine::repr::is_printable;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::ops::texts::pieces;
use crate::lang::registry::{Builtin, c};

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(&["upper"], "self, /", "Return a copy in upper case.\n\n>>> 'straße'.upper()\n'STRASSE'", upper),
        c(&["lower"], "self, /", "Return a copy in lower case.\n\n>>> 'ABC'.lower()\n'abc'", lower),
        c(
            &["title"],
            "self, /",
            "Return a copy with each word in title case.\n\n>>> 'view or copy'.title()\n'View Or Copy'",
            title,
        ),
        c(
            &["capitalize"],
            "self, /",
            "Return a copy with the first character in title case, the rest in lower case.\n\n>>> 'nUMPY'.capitalize()\n'Numpy'",
            capitalize,
        ),
        c(&["swapcase"], "self, /", "Return a copy with cases exchanged.\n\n>>> 'NumPy'.swapcase()\n'nUMpY'", swapcase),
        c(
            &["casefold"],
            "self, /",
            "Return a copy for comparison without case.\n\n>>> 'Straße'.casefold()\n'strasse'",
            casefold,
        ),
        c(
            &["isalpha"],
            "self, /",
            "Whether all characters are letters.\n\n>>> 'abc'.isalpha(), ''.isalpha()\n(True, False)",
            isalpha,
        ),
        c(
            &["isdecimal"],
            "self, /",
            "Whether all characters are decimal digits.\n\n>>> '12'.isdecimal(), '²'.isdecimal()\n(True, False)",
            isdecimal,
        ),
        c(
            &["isdigit"],
            "self, /",
            "Whether all characters are digits.\n\n>>> '12'.isdigit(), '²'.isdigit()\n(True, True)",
            isdigit,
        ),
        c(&["isnumeric"], "self, /", "Whether all characters are numeric.\n\n>>> '½'.isnumeric()\nTrue", isnumeric),
        c(
            &["isalnum"],
            "self, /",
            "Whether all characters are letters or numeric.\n\n>>> 'a1'.isalnum()\nTrue",
            isalnum,
        ),
        c(&["isspace"], "self, /", "Whether all characters are white space.\n\n>>> ' \\t'.isspace()\nTrue", isspace),
        c(
            &["islower"],
            "self, /",
            "Whether all cased characters are in lower case, and there is one.\n\n>>> 'a1'.islower()\nTrue",
            islower,
        ),
        c(
            &["isupper"],
            "self, /",
            "Whether all cased characters are in upper case, and there is one.\n\n>>> 'A1'.isupper()\nTrue",
            isupper,
        ),
        c(&["istitle"], "self, /", "Whether each word is in title case.\n\n>>> 'Ab Cd'.istitle()\nTrue", istitle),
        c(
            &["isascii"],
            "self, /",
            "Whether all characters are ASCII.\n\n>>> 'é'.isascii(), ''.isascii()\n(False, True)",
            isascii,
        ),
        c(
            &["isprintable"],
            "self, /",
            "Whether repr shows all characters as they are.\n\n>>> 'a\\n'.isprintable()\nFalse",
            isprintable,
        ),
        c(
            &["isidentifier"],
            "self, /",
            "Whether it could be a name.\n\n>>> 'x1'.isidentifier(), '1x'.isidentifier()\n(True, False)",
            isidentifier,
        ),
    ]
}

fn upper(_: &mut Interp, text: Text) -> Result<String> {
    Ok(pieces(text.as_str()).map(str::to_uppercase).collect())
}

fn lower(_: &mut Interp, text: Text) -> Result<String> {
    Ok(pieces(text.as_str()).map(str::to_lowercase).collect())
}

fn title(_: &mut Interp, text: Text) -> Result<String> {
    let lower: String = pieces(text.as_str()).map(str::to_lowercase).collect();
    // Lower case may change lengths: then each character is lowered by itself.
    let same = count_chars(&lower) == text.len();
    let mut lowered = lower.chars();
    let (mut out, mut inside) = (String::new(), false);
    for ch in watched(text.as_str().chars()) {
        let low = if same { lowered.next() } else { None };
        match (inside, low) {
            (false, _) => out.push_str(&title_case(ch)),
            (true, Some(low)) => out.push(low),
            (true, None) => out.extend(ch.to_lowercase()),
        }
        inside = is_cased(ch);
    }
    Ok(out)
}

fn capitalize(_: &mut Interp, text: Text) -> Result<String> {
    let mut chars = text.as_str().chars();
    let first = chars.next().map_or_else(String::new, title_case);
    let mut out = first;
    pieces(chars.as_str()).for_each(|piece| out.push_str(&piece.to_lowercase()));
    Ok(out)
}

/// The text with each character as what it becomes.
fn mapped(text: &Text, change: impl Fn(char) -> String) -> String {
    watched(text.as_str().chars()).map(change).collect()
}

fn swapcase(_: &mut Interp, text: Text) -> Result<String> {
    let swap = |ch: char| -> String {
        match (ch.is_uppercase(), ch.is_lowercase()) {
            (true, _) => ch.to_lowercase().collect(),
            (_, true) => ch.to_uppercase().collect(),
            _ => ch.into(),
        }
    };
    Ok(mapped(&text, swap))
}

fn casefold(_: &mut Interp, text: Text) -> Result<String> {
    Ok(mapped(&text, fold))
}

fn all(text: &Text, test: impl Fn(char) -> bool) -> Result<bool> {
    Ok(!text.is_empty() && watched(text.as_str().chars()).all(test))
}

fn isalpha(_: &mut Interp, text: Text) -> Result<bool> {
    all(&text, is_alpha)
}

fn isdecimal(_: &mut Interp, text: Text) -> Result<bool> {
    all(&text, |ch| decimal(ch).is_some())
}

fn isdigit(_: &mut Interp, text: Text) -> Result<bool> {
    all(&text, is_digit)
}

fn isnumeric(_: &mut Interp, text: Text) -> Result<bool> {
    all(&text, is_numeric)
}

fn isalnum(_: &mut Interp, text: Text) -> Result<bool> {
    all(&text, |ch| is_alpha(ch) || is_numeric(ch))
}

fn isspace(_: &mut Interp, text: Text) -> Result<bool> {
    all(&text, is_space)
}

fn islower(_: &mut Interp, text: Text) -> Result<bool> {
    let chars = text.as_str().chars();
    Ok(watched(text.as_str().chars()).any(char::is_lowercase)
        && !watched(chars).any(|ch| ch.is_uppercase() || is_title(ch)))
}

fn isupper(_: &mut Interp, text: Text) -> Result<bool> {
    let chars = text.as_str().chars();
    Ok(watched(text.as_str().chars()).any(char::is_uppercase)
        && !watched(chars).any(|ch| ch.is_lowercase() || is_title(ch)))
}

fn istitle(_: &mut Interp, text: Text) -> Result<bool> {
    let (mut found, mut inside) = (false, false);
    for ch in watched(text.as_str().chars()) {
        let starts = ch.is_uppercase() || is_title(ch);
        if starts && inside || ch.is_lowercase() && !inside {
            return Ok(false);
        }
        inside = starts || ch.is_lowercase();
        found |= inside;
    }
    Ok(found)
}

fn isascii(_: &mut Interp, text: Text) -> Result<bool> {
    Ok(text.is_ascii())
}

fn isprintable(_: &mut Interp, text: Text) -> Result<bool> {
    Ok(watched(text.as_str().chars()).all(is_printable))
}

fn isidentifier(_: &mut Interp, text: Text) -> Result<bool> {
    let mut chars = text.as_str().chars();
    let start = |ch: char| ch == '_' || unicode_ident::is_xid_start(ch);
    Ok(chars.next().is_some_and(start) && watched(chars).all(unicode_ident::is_xid_continue))
}
