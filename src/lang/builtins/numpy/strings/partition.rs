//! Strings cut in three: before, at and behind a separator.

use super::operand::{self, Operands, chars, made};
use super::query::{find, rfind};
use crate::engine::DType;
use crate::engine::{Kind, Scalar, View};
use crate::lang::builtins::numpy::strings::widths::array;
use crate::lang::builtins::numpy::{compose as np, convert};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// The three parts of each string; of one without the separator, the whole comes `first` or last.
///
/// # Errors
/// `ValueError` of an empty separator; `UFuncTypeError` of what are no strings.
pub fn parts(interp: &mut Interp, a: &Value, sep: &Value, last: bool) -> Result<[View; 3]> {
    let (a, sep) = (np::as_array(interp, a)?, np::as_array(interp, sep)?);
    let view = convert::view(interp, &a)?;
    let sep = np::as_dtype(interp, &sep, view.dtype())?;
    let name = if last { "rfind" } else { "find" };
    Operands::read(interp, name, &[&a, &sep, &Value::Int(0), &Value::Int(i64::MAX)], 2)?;
    let operands = Operands::read(interp, name, &[&a, &sep], 2)?;
    let mut any = false;
    let cut = operands.each(|row| {
        let (text, sep) = (chars(&row[0]), chars(&row[1]));
        if sep.is_empty() {
            return Err(Raise::value_error("empty separator"));
        }
        let found = if last { rfind(&text, &sep) } else { find(&text, &sep) };
        any |= found.is_some();
        Ok(match found {
            Some(at) => [text[..at].to_vec(), sep.clone(), text[at + sep.len()..].to_vec()],
            None if last => [Vec::new(), Vec::new(), text],
            None => [text, Vec::new(), Vec::new()],
        })
    })?;
    let mut widths = [0, 1, 2].map(|i| cut.iter().map(|row| row[i].len() as i64).max());
    if any {
        let seps = convert::view(interp, &sep)?;
        widths[1] = seps.scalars().map(|s| chars(&s).len() as i64).max();
    } else {
        widths[1] = Some(1);
    }
    let mut views = Vec::new();
    for (i, width) in widths.into_iter().enumerate() {
        let width = operand::widest(width.into_iter())? as u32;
        let dtype = if operands.kind == Kind::Bytes { DType::Bytes(width) } else { DType::Str(width) };
        let items: Vec<Scalar> = cut.iter().map(|row| made(operands.kind, &row[i])).collect();
        views.push(operand::filled(operand::like(&view, &operands.shape, dtype), items)?);
    }
    let [a, b, c]: [View; 3] = views.try_into().map_err(|_| Raise::value_error("three parts"))?;
    Ok([a, b, c])
}

/// `np.strings.partition` and `rpartition`: three arrays.
///
/// # Errors
/// As [`parts`].
pub fn three(interp: &mut Interp, a: &Value, sep: &Value, last: bool) -> Result<Value> {
    Ok(Value::tuple(parts(interp, a, sep, last)?.map(array).to_vec()))
}

/// `np.char.partition` and `rpartition`: the three along a new last axis.
///
/// # Errors
/// As [`parts`].
pub fn stacked(interp: &mut Interp, a: &Value, sep: &Value, last: bool) -> Result<Value> {
    let three = three(interp, a, sep, last)?;
    np::call_kw(interp, "stack", &[three], &[("axis", Value::Int(-1))])
}
