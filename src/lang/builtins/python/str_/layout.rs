//! Padding.

use super::super::receiver::Text;
use crate::engine::interrupt::{push, push_times};
use crate::engine::mem::watch::room_for_text;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["center"],
            "self, width, fillchar=' ', /",
            "Return a copy in the middle of a field.\n\n>>> 'ab'.center(7, '*')\n'***ab**'",
            center,
        ),
        c(
            &["ljust"],
            "self, width, fillchar=' ', /",
            "Return a copy at the left of a field.\n\n>>> 'ab'.ljust(4, '.')\n'ab..'",
            ljust,
        ),
        c(
            &["rjust"],
            "self, width, fillchar=' ', /",
            "Return a copy at the right of a field.\n\n>>> 'ab'.rjust(4)\n'  ab'",
            rjust,
        ),
        c(
            &["zfill"],
            "self, width, /",
            "Return a copy filled with zeros behind the sign.\n\n>>> '-42'.zfill(5)\n'-0042'",
            zfill,
        ),
    ]
}

fn fill(interp: &Interp, v: &Value) -> Result<char> {
    if v.is_none() {
        return Ok(' ');
    }
    let Some(text) = v.as_str() else {
        let t = interp.type_name(v);
        return Err(Raise::type_error(format!("The fill character must be a unicode character, not {t}")));
    };
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(ch), None) => Ok(ch),
        _ => Err(Raise::type_error("The fill character must be exactly one character long")),
    }
}

/// `text` between `left` and `right` fill characters.
fn pad(text: &Text, left: usize, right: usize, with: char) -> Result<String> {
    room_for_text(left.saturating_add(right).saturating_mul(with.len_utf8()))?;
    let mut out = String::new();
    push_times(&mut out, with, left);
    push(&mut out, text.as_str());
    push_times(&mut out, with, right);
    Ok(out)
}

fn room(text: &Text, width: i64) -> usize {
    usize::try_from(width).map_or(0, |w| w.saturating_sub(text.len())).min(1 << 40)
}

fn center(interp: &mut Interp, text: Text, width: i64, fillchar: Value) -> Result<String> {
    let (with, room) = (fill(interp, &fillchar)?, room(&text, width));
    let left = room / 2 + (room & width as usize & 1);
    pad(&text, left, room - left, with)
}

fn ljust(interp: &mut Interp, text: Text, width: i64, fillchar: Value) -> Result<String> {
    pad(&text, 0, room(&text, width), fill(interp, &fillchar)?)
}

fn rjust(interp: &mut Interp, text: Text, width: i64, fillchar: Value) -> Result<String> {
    pad(&text, room(&text, width), 0, fill(interp, &fillchar)?)
}

fn zfill(_: &mut Interp, text: Text, width: i64) -> Result<String> {
    let zeros = room(&text, width);
    room_for_text(zeros)?;
    let sign = text.as_str().starts_with(['+', '-']) as usize;
    let mut out = text.as_str()[..sign].to_string();
    push_times(&mut out, '0', zeros);
    push(&mut out, &text.as_str()[sign..]);
    Ok(out)
}
