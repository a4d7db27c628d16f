//! Sign, prefix, grouped digits and padding put together.

use super::spec::{Align, Spec};
use crate::engine::error::Result;
use crate::engine::interrupt::{count_chars, push, push_times, watched};
use crate::engine::mem::watch::room_for_text;

/// The parts of a number's text.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// `-`, `+`, a space or nothing.
    pub sign: &'static str,
    /// `0x` and kin.
    pub prefix: &'static str,
    /// What is grouped.
    pub digits: String,
    /// Point, fraction, exponent, percent sign; or letters.
    pub rest: String,
}

/// The sign that the specifier asks for.
pub fn sign(negative: bool, asked: Option<char>) -> &'static str {
    match (negative, asked) {
        (true, _) => "-",
        (_, Some('+')) => "+",
        (_, Some(' ')) => " ",
        _ => "",
    }
}

impl Parts {
    /// The whole text.
    pub fn assemble(&self, spec: &Spec, group: usize) -> Result<String> {
        let head = [self.sign, self.prefix].concat();
        let taken = head.len() + count_chars(&self.rest);
        let zeros = spec.fill == '0' && spec.align == Align::AfterSign;
        let least = if zeros { reasonable(spec.width)?.saturating_sub(taken) } else { 0 };
        let mut body = match self.digits.as_str() {
            "" => String::new(),
            digits => grouped(digits, spec.grouping, group, least),
        };
        push(&mut body, &self.rest);
        pad(&head, &body, spec)
    }
}

/// Separators between groups of digits, with zeros before them up to a width. A number never begins with a separator.
fn grouped(digits: &str, separator: Option<char>, group: usize, width: usize) -> String {
    let Some(separator) = separator else {
        let mut out = String::new();
        push_times(&mut out, '0', width.saturating_sub(digits.len()));
        push(&mut out, digits);
        return out;
    };
    let (mut reversed, mut left) = (String::new(), watched(digits.chars().rev()));
    let mut in_group = 0;
    loop {
        let next = left.next();
        if next.is_none() && reversed.len() >= width {
            break;
        }
        if in_group == group {
            reversed.push(separator);
            in_group = 0;
        }
        reversed.push(next.unwrap_or('0'));
        in_group += 1;
    }
    watched(reversed.chars().rev()).collect()
}

/// Pads to the width; `head` stays to the left of what `=` pads with.
pub fn pad(head: &str, body: &str, spec: &Spec) -> Result<String> {
    let len = head.chars().count() + count_chars(body);
    let missing = reasonable(spec.width)?.saturating_sub(len);
    let [before, within, after] = match spec.align {
        Align::Left => [0, 0, missing],
        Align::Right => [missing, 0, 0],
        Align::Center => [missing / 2, 0, missing - missing / 2],
        Align::AfterSign => [0, missing, 0],
    };
    let mut out = String::new();
    push_times(&mut out, spec.fill, before);
    out.push_str(head);
    push_times(&mut out, spec.fill, within);
    push(&mut out, body);
    push_times(&mut out, spec.fill, after);
    Ok(out)
}

/// A width that memory could hold.
pub fn reasonable(width: usize) -> Result<usize> {
    room_for_text(width)?;
    Ok(width)
}
