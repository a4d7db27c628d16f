//! Sign, prefix, grouped digits and padding put together.

use super::spec::{Align, Spec};
use crate::engine::error::Result;
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
        let taken = head.len() + self.rest.chars().count();
        let zeros = spec.fill == '0' && spec.align == Align::AfterSign;
        let least = if zeros { reasonable(spec.width)?.saturating_sub(taken) } else { 0 };
        let body = match self.digits.as_str() {
            "" => String::new(),
            digits => grouped(digits, spec.grouping, group, least),
        };
        pad(&head, &(body + &self.rest), spec)
    }
}

/// Separators between groups of digits, with zeros before them up to a width. A number never begins with a separator.
fn grouped(digits: &str, separator: Option<char>, group: usize, width: usize) -> String {
    let Some(separator) = separator else {
        return "0".repeat(width.saturating_sub(digits.len())) + digits;
    };
    let (mut reversed, mut left) = (String::new(), digits.chars().rev());
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
    reversed.chars().rev().collect()
}

/// Pads to the width; `head` stays to the left of what `=` pads with.
pub fn pad(head: &str, body: &str, spec: &Spec) -> Result<String> {
    let len = head.chars().count() + body.chars().count();
    let missing = reasonable(spec.width)?.saturating_sub(len);
    let fill = |n: usize| spec.fill.to_string().repeat(n);
    Ok(match spec.align {
        Align::Left => format!("{head}{body}{}", fill(missing)),
        Align::Right => format!("{}{head}{body}", fill(missing)),
        Align::Center => format!("{}{head}{body}{}", fill(missing / 2), fill(missing - missing / 2)),
        Align::AfterSign => format!("{head}{}{body}", fill(missing)),
    })
}

/// A width that memory could hold.
pub fn reasonable(width: usize) -> Result<usize> {
    room_for_text(width)?;
    Ok(width)
}
