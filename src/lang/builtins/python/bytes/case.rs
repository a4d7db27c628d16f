//! Case, fields and tables of bytes, as ASCII text.

use super::super::receiver::BytesArg;
use super::shape::{changed, joined, padding};
use super::{like, this, value};
use crate::engine::interrupt::{fill, watched};
use crate::engine::mem::watch::room_for_text;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["capitalize"],
            "self, /",
            "Return a copy whose first byte is in upper case, the others in lower case.\n\n>>> b'aBC'.capitalize()\nb'Abc'",
            capitalize,
        ),
        c(&["title"], "self, /", "Return a copy with each word in title case.\n\n>>> b'a bc'.title()\nb'A Bc'", title),
        c(&["swapcase"], "self, /", "Return a copy with cases exchanged.\n\n>>> b'aB'.swapcase()\nb'Ab'", swapcase),
        c(
            &["islower"],
            "self, /",
            "Whether all letters are in lower case, and there is one.\n\n>>> b'a1'.islower()\nTrue",
            |_: &mut Interp, b: BytesArg| Ok(cased(this(&b), u8::is_ascii_uppercase)),
        ),
        c(
            &["isupper"],
            "self, /",
            "Whether all letters are in upper case, and there is one.\n\n>>> b'A1'.isupper()\nTrue",
            |_: &mut Interp, b: BytesArg| Ok(cased(this(&b), u8::is_ascii_lowercase)),
        ),
        c(&["istitle"], "self, /", "Whether each word is in title case.\n\n>>> b'A Bc'.istitle()\nTrue", istitle),
        c(
            &["center"],
            "self, width, fillchar=b' ', /",
            "Return a copy in the middle of a field.\n\n>>> b'a'.center(3, b'.')\nb'.a.'",
            center,
        ),
        c(
            &["zfill"],
            "self, width, /",
            "Return a copy with zeros between the sign and the rest.\n\n>>> b'-5'.zfill(4)\nb'-005'",
            zfill,
        ),
        c(
            &["expandtabs"],
            "self, /, tabsize=8",
            "Return a copy with spaces for tabs.\n\n>>> b'a\\tb'.expandtabs(4)\nb'a   b'",
            expandtabs,
        ),
        c(
            &["translate"],
            "self, table, /, delete=b''",
            "Return a copy with some bytes left out and the others mapped by a table of 256.\n\n>>> b'abc'.translate(None, b'b')\nb'ac'",
            translate,
        ),
    ]
}

/// The static rows.
pub fn statics() -> Vec<Builtin> {
    vec![c(
        &["maketrans"],
        "frm, to, /",
        "Return a table that maps the bytes of the first argument to those of the second.\n\n>>> b'abc'.translate(bytes.maketrans(b'ac', b'AC'))\nb'AbC'",
        maketrans,
    )]
}

fn capitalize(_: &mut Interp, b: BytesArg) -> Result<Value> {
    Ok(changed(&b, |piece, first| {
        piece.make_ascii_lowercase();
        piece.iter_mut().take(first as usize).for_each(|b| b.make_ascii_uppercase());
    }))
}

fn title(_: &mut Interp, b: BytesArg) -> Result<Value> {
    let mut within = false;
    let change = |byte: &u8| {
        let changed = if within { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        within = byte.is_ascii_alphabetic();
        changed
    };
    Ok(value(watched(this(&b).iter()).map(change).collect::<Vec<u8>>()))
}

fn swapcase(_: &mut Interp, b: BytesArg) -> Result<Value> {
    let swap =
        |byte: &u8| if byte.is_ascii_lowercase() { byte.to_ascii_uppercase() } else { byte.to_ascii_lowercase() };
    Ok(value(watched(this(&b).iter()).map(swap).collect::<Vec<u8>>()))
}

fn cased(b: &[u8], wrong: fn(&u8) -> bool) -> bool {
    watched(b.iter()).any(u8::is_ascii_alphabetic) && !watched(b.iter()).any(wrong)
}

fn istitle(_: &mut Interp, b: BytesArg) -> Result<bool> {
    let (mut within, mut letters) = (false, false);
    for byte in watched(this(&b).iter()) {
        if byte.is_ascii_alphabetic() && byte.is_ascii_uppercase() == within {
            return Ok(false);
        }
        within = byte.is_ascii_alphabetic();
        letters |= within;
    }
    Ok(letters)
}

fn center(interp: &mut Interp, b: BytesArg, width: i64, fill: Given) -> Result<Value> {
    let pad = padding(interp, "center", &b, width, &fill)?;
    // As CPython: an odd space goes to the left where the width is odd.
    let left = pad.len() / 2 + (pad.len() & width.max(0) as usize & 1);
    Ok(joined([&pad[..left], this(&b), &pad[left..]]))
}

fn zfill(interp: &mut Interp, b: BytesArg, width: i64) -> Result<Value> {
    let pad = padding(interp, "zfill", &b, width, &Given(Some(value(&b"0"[..]))))?;
    let sign = this(&b).first().is_some_and(|byte| matches!(byte, b'+' | b'-')) as usize;
    Ok(joined([&this(&b)[..sign], &pad, &this(&b)[sign..]]))
}

fn expandtabs(_: &mut Interp, b: BytesArg, tabsize: Option<i64>) -> Result<Value> {
    let size = tabsize.unwrap_or(8);
    let (mut out, mut column) = (Vec::new(), 0);
    for &byte in watched(this(&b).iter()) {
        match byte {
            b'\t' if size > 0 => {
                let n = size - column % size;
                room_for_text(n as usize)?;
                fill(&mut out, b' ', n as usize);
                column += n;
            }
            b'\t' => {}
            _ => {
                column = if matches!(byte, b'\n' | b'\r') { 0 } else { column + 1 };
                out.push(byte);
            }
        }
    }
    Ok(value(out))
}

fn translate(interp: &mut Interp, b: BytesArg, table: Value, delete: Given) -> Result<Value> {
    let table = match &table {
        Value::None => None,
        table => Some(like(interp, table)?),
    };
    if table.as_ref().is_some_and(|t| t.len() != 256) {
        return Err(Raise::value_error("translation table must be 256 characters long"));
    }
    let delete = delete.0.map_or(Ok(Vec::new()), |v| like(interp, &v))?;
    let kept = watched(this(&b).iter()).filter(|byte| !delete.contains(byte));
    Ok(value(kept.map(|&byte| table.as_ref().map_or(byte, |t| t[byte as usize])).collect::<Vec<u8>>()))
}

fn maketrans(interp: &mut Interp, from: Value, to: Value) -> Result<Value> {
    let (from, to) = (like(interp, &from)?, like(interp, &to)?);
    if from.len() != to.len() {
        return Err(Raise::value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    from.iter().zip(to).for_each(|(&a, b)| table[a as usize] = b);
    Ok(value(table))
}
