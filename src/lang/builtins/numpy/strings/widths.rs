//! Strings made longer or shorter: repeated, padded, stripped, replaced, cut.

use super::operand::{self, Operands, chars, integer, lengths, made, or, room, whole};
use super::query::{self, is_space};
use crate::engine::broadcast::broadcast_shapes;
use crate::engine::{DType, Kind, Scalar, View};
use crate::lang::array::Array;
use crate::lang::builtins::numpy::compose as np;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::ops::arrays::wrap;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// Its functions.
pub fn rows() -> Vec<Builtin> {
    let mut rows = vec![
        py(
            &["multiply"],
            "a, i",
            "Each string so many times.\n\n>>> np.strings.multiply(['a', 'bc'], [3, 2])\narray(['aaa', 'bcbc'], dtype='<U4')",
            multiply,
        ),
        py(
            &["zfill"],
            "a, width",
            "Zeros before each string, behind its sign, up to a width.\n\n>>> np.strings.zfill(['7', '-7'], 3)\narray(['007', '-07'], dtype='<U3')",
            zfill,
        ),
        py(
            &["expandtabs"],
            "a, tabsize=8",
            "Tabs as spaces.\n\n>>> np.strings.expandtabs(np.array([b'a\\tb']), 4)\narray([b'a   b'], dtype='|S5')",
            expandtabs,
        ),
        py(
            &["replace"],
            "a, old, new, count=-1",
            "Each string with one part in place of another.\n\n>>> np.strings.replace(['a-b', 'c-d'], '-', '+')\narray(['a+b', 'c+d'], dtype='<U3')",
            replace,
        ),
        py(
            &["slice"],
            "a, start=None, stop=<no value>, step=None, /",
            "A slice of each string.\n\n>>> np.strings.slice(['hello', 'world'], 1, 3)\narray(['el', 'or'], dtype='<U5')",
            slice,
        ),
    ];
    rows.extend(pads());
    rows.extend(strips());
    rows
}

/// The result that a function made as `out=` of its loop: an array, without axes too.
pub fn array(view: View) -> Value {
    Value::Array(Array::new(view))
}

/// The results of one function, of the first operand's kind and order and as wide as need be.
fn results(interp: &mut Interp, a: &View, operands: &Operands, width: usize, texts: Vec<Scalar>) -> Result<Value> {
    let dtype = operand::dtype_of(interp, operands.kind, width)?;
    Ok(array(operand::filled(operand::like(a, &operands.shape, dtype), texts)?))
}

/// Strings repeated.
///
/// # Errors
/// `TypeError` of what is no integer.
pub fn multiply(interp: &mut Interp, a: Value, i: Value) -> Result<Value> {
    let a = convert::view(interp, &a)?;
    let times = whole(interp, &i, "i")?;
    let counts = lengths(interp, &np::array(a.clone()))?;
    let sizes = Operands::stretched(vec![counts, times.clone()], Kind::Int)?;
    let widths = sizes.each(|row| {
        integer(&row[0])
            .checked_mul(integer(&row[1]).max(0))
            .ok_or_else(|| Raise::new(&exc::OVERFLOW_ERROR, "Overflow encountered in string multiply"))
    })?;
    let width = operand::widest(widths.into_iter())?;
    operand::dtype_of(interp, a.dtype().kind(), width)?;
    let operands = Operands::stretched(vec![a.clone(), times], a.dtype().kind())?;
    let texts = operands.each(|row| {
        let text = chars(&row[0]);
        crate::engine::mem::watch::room_for_text(text.len() * integer(&row[1]).max(0) as usize)?;
        Ok(made(operands.kind, &text.repeat(integer(&row[1]).max(0) as usize)))
    })?;
    results(interp, &a, &operands, width, texts)
}

/// The characters before and behind a text that `pad` more fill up to `width`.
type Sides = fn(usize, usize) -> (usize, usize);

fn pad(names: &'static [&'static str], doc: &'static str, sides: Sides) -> Builtin {
    py(names, "a, width, fillchar=' '", doc, move |interp: &mut Interp, a: Value, width: Value, fill: Given| {
        padded(interp, &a, &width, &or(fill, Value::str(" ")), sides)
    })
}

fn padded(interp: &mut Interp, a: &Value, width: &Value, fill: &Value, sides: Sides) -> Result<Value> {
    let width = whole(interp, width, "width")?;
    let a = convert::view(interp, a)?;
    let fill = np::as_array(interp, fill)?;
    if lengths(interp, &fill)?.scalars().any(|n| integer(&n) != 1) {
        return Err(Raise::type_error("The fill character must be exactly one character long"));
    }
    let fill = np::as_dtype(interp, &fill, a.dtype())?;
    let fill = convert::view(interp, &fill)?;
    let widest = width_of(interp, &a, &width)?;
    operand::dtype_of(interp, a.dtype().kind(), widest)?;
    crate::engine::mem::watch::room_for_text(widest)?;
    broadcast_shapes(&[a.shape(), width.shape(), fill.shape()])?;
    let operands = Operands::stretched(vec![a.clone(), width, fill], a.dtype().kind())?;
    let texts = operands.each(|row| {
        let (text, fill) = (chars(&row[0]), chars(&row[2]).first().copied().unwrap_or('\0'));
        let width = (integer(&row[1]).max(0) as usize).max(text.len());
        let (left, right) = sides(width - text.len(), width);
        let mut out = vec![fill; left];
        out.extend(&text);
        out.extend(std::iter::repeat_n(fill, right));
        Ok(made(operands.kind, &out))
    })?;
    results(interp, &a, &operands, widest, texts)
}

/// The largest of the lengths and the widths.
fn width_of(interp: &mut Interp, a: &View, width: &View) -> Result<usize> {
    let counts = lengths(interp, &np::array(a.clone()))?;
    let both = Operands::stretched(vec![counts, width.clone()], Kind::Int)?;
    operand::widest(both.each(|row| Ok(integer(&row[0]).max(integer(&row[1]))))?.into_iter())
}

fn pads() -> Vec<Builtin> {
    vec![
        pad(
            &["center"],
            "Each string in the middle of a width.\n\n>>> np.strings.center(['a', 'bcd'], 5, '*')\narray(['**a**', '*bcd*'], dtype='<U5')",
            |n, width| {
                let left = n / 2 + (n & width & 1);
                (left, n - left)
            },
        ),
        pad(
            &["ljust"],
            "Each string at the left of a width.\n\n>>> np.strings.ljust(['a', 'bcd'], 4, '.')\narray(['a...', 'bcd.'], dtype='<U4')",
            |n, _| (0, n),
        ),
        pad(
            &["rjust"],
            "Each string at the right of a width.\n\n>>> np.strings.rjust(['a', 'bcd'], 4, '.')\narray(['...a', '.bcd'], dtype='<U4')",
            |n, _| (n, 0),
        ),
    ]
}

fn zfill(interp: &mut Interp, a: Value, width: Value) -> Result<Value> {
    let width = whole(interp, &width, "width")?;
    let a = convert::view(interp, &a)?;
    let widest = width_of(interp, &a, &width)?;
    operand::dtype_of(interp, a.dtype().kind(), widest)?;
    crate::engine::mem::watch::room_for_text(widest)?;
    let operands = Operands::stretched(vec![a.clone(), width], a.dtype().kind())?;
    let texts = operands.each(|row| {
        let text = chars(&row[0]);
        let zeros = (integer(&row[1]).max(0) as usize).saturating_sub(text.len());
        let sign = usize::from(matches!(text.first(), Some('+' | '-')));
        let mut out = text[..sign].to_vec();
        out.extend(std::iter::repeat_n('0', zeros));
        out.extend(&text[sign..]);
        Ok(made(operands.kind, &out))
    })?;
    results(interp, &a, &operands, widest, texts)
}

fn expandtabs(interp: &mut Interp, a: Value, tabsize: Given) -> Result<Value> {
    let tabsize = or(tabsize, Value::Int(8));
    let (a, tabsize) = (np::as_array(interp, &a)?, np::as_array(interp, &tabsize)?);
    let operands = Operands::read(interp, "_expandtabs_length", &[&a, &tabsize], 1)?;
    // NumPy reserves four characters for each one that is no tab.
    let unit = if operands.kind == Kind::Str { 4 } else { 1 };
    let mut widths = Vec::new();
    let texts = operands.each(|row| {
        let (mut out, mut column, mut width) = (Vec::new(), 0, 0);
        let tab = integer(&row[1]).max(0) as usize;
        for c in chars(&row[0]) {
            if c != '\t' {
                out.push(c);
                width += unit;
                column = if matches!(c, '\n' | '\r') { 0 } else { column + 1 };
            } else if tab > 0 {
                let n = tab - column % tab;
                crate::engine::mem::watch::room_for_text(n)?;
                out.extend(std::iter::repeat_n(' ', n));
                (column, width) = (column + n, width + n);
            }
        }
        widths.push(width as i64);
        Ok(made(operands.kind, &out))
    })?;
    let a = convert::view(interp, &a)?;
    let widest = operand::widest(widths.into_iter())?;
    results(interp, &a, &operands, widest, texts)
}

/// An argument as an array of its own dtype, where it has one, or of that of the strings.
fn beside(interp: &mut Interp, v: &Value, dtype: DType) -> Result<Value> {
    if matches!(v, Value::Array(_) | Value::Scalar(_)) {
        return np::as_array(interp, v);
    }
    let array = np::as_array(interp, v)?;
    np::as_dtype(interp, &array, dtype)
}

fn replace(interp: &mut Interp, a: Value, old: Value, new: Value, count: Given) -> Result<Value> {
    let most = whole(interp, &or(count, Value::Int(-1)), "count")?;
    let a = np::as_array(interp, &a)?;
    let view = convert::view(interp, &a)?;
    let (old, new) = (beside(interp, &old, view.dtype())?, beside(interp, &new, view.dtype())?);
    Operands::read(interp, "count", &[&a, &old, &Value::Int(0), &Value::Int(i64::MAX)], 2)?;
    lengths(interp, &new)?;
    let most = np::array(most);
    let operands = Operands::read(interp, "_replace", &[&a, &old, &new, &most], 3)?;
    let mut widths = Vec::new();
    let texts = operands.each(|row| {
        let (text, old, new) = (chars(&row[0]), chars(&row[1]), chars(&row[2]));
        let (found, most) = (query::count(&text, &old), integer(&row[3]));
        let times = if most < 0 { found } else { found.min(most) };
        let out = replaced(&text, &old, &new, times as usize);
        widths.push(out.len() as i64);
        Ok(made(operands.kind, &out))
    })?;
    let widest = operand::widest(widths.into_iter())?;
    results(interp, &view, &operands, widest, texts)
}

fn replaced(text: &[char], old: &[char], new: &[char], times: usize) -> Vec<char> {
    let (mut out, mut i, mut left) = (Vec::new(), 0, times);
    while i < text.len() {
        if left > 0 && text[i..].starts_with(old) {
            out.extend(new);
            left -= 1;
            i += old.len();
            if !old.is_empty() {
                continue;
            }
        }
        out.push(text[i]);
        i += 1;
    }
    if left > 0 && old.is_empty() {
        out.extend(new);
    }
    out
}

fn strips() -> Vec<Builtin> {
    vec![
        strip(
            &["strip", "_strip"],
            "Each string without white space (or other characters) at its ends.\n\n>>> np.strings.strip([' a ', 'b '])\narray(['a', 'b'], dtype='<U3')",
            (true, true),
        ),
        strip(
            &["lstrip", "_lstrip"],
            "Each string without white space (or other characters) at its start.\n\n>>> np.strings.lstrip(['xxa', 'xb'], 'x')\narray(['a', 'b'], dtype='<U3')",
            (true, false),
        ),
        strip(
            &["rstrip", "_rstrip"],
            "Each string without white space (or other characters) at its end.\n\n>>> np.strings.rstrip(['a ', 'b'])\narray(['a', 'b'], dtype='<U2')",
            (false, true),
        ),
    ]
}

fn strip(names: &'static [&'static str], doc: &'static str, (left, right): (bool, bool)) -> Builtin {
    py(&names[..1], "a, chars=None", doc, move |interp: &mut Interp, a: Value, of: Value| {
        let operands = if of.is_none() {
            Operands::read(interp, &format!("{}_whitespace", names[1]), &[&a], 1)?
        } else {
            Operands::read(interp, &format!("{}_chars", names[1]), &[&a, &of], 2)?
        };
        let dtype = operand::dtype_of(interp, operands.kind, room(operands.views[0].dtype()))?;
        let texts = operands.each(|row| {
            let (text, of) = (chars(&row[0]), row.get(1).map(chars));
            let away = |c: &char| of.as_ref().map_or_else(|| is_space(operands.kind, *c), |of| of.contains(c));
            let start = if left { text.iter().position(|c| !away(c)).unwrap_or(text.len()) } else { 0 };
            let end = if right { text.iter().rposition(|c| !away(c)).map_or(0, |i| i + 1) } else { text.len() };
            Ok(made(operands.kind, &text[start..end.max(start)]))
        })?;
        operands.result(dtype, texts).map(wrap)
    })
}

fn slice(interp: &mut Interp, a: Value, start: Value, stop: Given, step: Value) -> Result<Value> {
    let (start, stop) = match stop.0 {
        None => (Value::None, start),
        Some(stop) => (start, stop),
    };
    let step = if step.is_none() { Value::Int(1) } else { step };
    let steps = np::array(whole(interp, &step, "step")?);
    if convert::view(interp, &steps)?.scalars().any(|n| integer(&n) == 0) {
        return Err(Raise::value_error("slice step cannot be zero"));
    }
    let mut bound = |v: Value, below: i64, above: i64| -> Result<Value> {
        if !v.is_none() {
            return Ok(v);
        }
        let back = np::cmp(interp, crate::syntax::ast::CmpOp::Lt, &steps, &Value::Int(0))?;
        np::call(interp, "where", &[back, Value::Int(below), Value::Int(above)])
    };
    let start = bound(start, i64::MAX, 0)?;
    let stop = bound(stop, i64::MIN, i64::MAX)?;
    let operands = Operands::read(interp, "_slice", &[&a, &start, &stop, &steps], 1)?;
    let dtype = operand::dtype_of(interp, operands.kind, room(operands.views[0].dtype()))?;
    let texts = operands.each(|row| {
        let text = chars(&row[0]);
        let picked = picked(text.len() as i64, integer(&row[1]), integer(&row[2]), integer(&row[3]));
        Ok(made(operands.kind, &picked.into_iter().map(|i| text[i]).collect::<Vec<_>>()))
    })?;
    operands.result(dtype, texts).map(wrap)
}

/// The indices of a slice of something of length `n`.
fn picked(n: i64, start: i64, stop: i64, step: i64) -> Vec<usize> {
    let (low, high) = if step < 0 { (-1, n - 1) } else { (0, n) };
    let inside = |i: i64| if i < 0 { i.saturating_add(n).max(low) } else { i.min(high) };
    let (mut i, stop) = (inside(start), inside(stop));
    let mut out = Vec::new();
    while if step < 0 { i > stop } else { i < stop } {
        out.push(i as usize);
        i = i.saturating_add(step);
    }
    out
}
