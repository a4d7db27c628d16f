//! Comparisons of strings that don't see white space at their ends: those of `np.char`.

use super::operand::{Operands, chars};
use super::query::is_space;
use super::widths::array;
use crate::engine::{DType, Kind, Scalar};
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use std::cmp::Ordering;

type Holds = fn(Ordering) -> bool;

const OPERATORS: [(&str, Holds); 6] = [
    ("==", Ordering::is_eq),
    ("!=", Ordering::is_ne),
    ("<", Ordering::is_lt),
    ("<=", Ordering::is_le),
    (">", Ordering::is_gt),
    (">=", Ordering::is_ge),
];

fn compared(interp: &mut Interp, a: &Value, b: &Value, holds: Holds, strip: bool) -> Result<Value> {
    let (a, b) = (convert::view(interp, a)?, convert::view(interp, b)?);
    if !a.dtype().is_text() || !b.dtype().is_text() {
        return Err(Raise::type_error("comparison of non-string arrays"));
    }
    let kind = a.dtype().kind();
    if kind != b.dtype().kind() {
        return Ok(Value::NotImplemented);
    }
    let operands = Operands::stretched(vec![a, b], kind)?;
    let answers = operands.each(|row| {
        let (a, b) = (seen(&row[0], kind, strip), seen(&row[1], kind, strip));
        Ok(Scalar::Bool(holds(a.cmp(&b))))
    })?;
    Ok(array(operands.result(DType::Bool, answers)?))
}

fn seen(s: &Scalar, kind: Kind, strip: bool) -> Vec<char> {
    let mut text = chars(s);
    while strip && text.last().is_some_and(|&c| is_space(kind, c)) {
        text.pop();
    }
    text
}

fn row(names: &'static [&'static str], doc: &'static str, holds: Holds) -> Builtin {
    py(names, "x1, x2", doc, move |interp: &mut Interp, a: Value, b: Value| compared(interp, &a, &b, holds, true))
}

/// Its functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        row(
            &["equal"],
            "Whether strings are equal but for white space at the end.\n\n>>> np.char.equal(['a ', 'b'], 'a')\narray([ True, False])",
            Ordering::is_eq,
        ),
        row(
            &["not_equal"],
            "Whether strings differ by more than white space at the end.\n\n>>> np.char.not_equal(['a ', 'b'], 'a')\narray([False,  True])",
            Ordering::is_ne,
        ),
        row(
            &["less"],
            "Whether strings come before others.\n\n>>> np.char.less(['a', 'c'], 'b')\narray([ True, False])",
            Ordering::is_lt,
        ),
        row(
            &["less_equal"],
            "Whether strings come before others, or are equal.\n\n>>> np.char.less_equal(['a', 'c'], 'c')\narray([ True,  True])",
            Ordering::is_le,
        ),
        row(
            &["greater"],
            "Whether strings come behind others.\n\n>>> np.char.greater(['a', 'c'], 'b')\narray([False,  True])",
            Ordering::is_gt,
        ),
        row(
            &["greater_equal"],
            "Whether strings come behind others, or are equal.\n\n>>> np.char.greater_equal(['a', 'c'], 'c')\narray([False,  True])",
            Ordering::is_ge,
        ),
        py(
            &["compare_chararrays"],
            "a1, a2, cmp, rstrip",
            "Strings compared by the operator of a name.\n\n>>> np.char.compare_chararrays(['a'], ['b'], '<', True)\narray([ True])",
            |interp: &mut Interp, a: Value, b: Value, cmp: String, rstrip: bool| {
                let Some((_, holds)) = OPERATORS.iter().find(|(name, _)| *name == cmp) else {
                    return Err(Raise::value_error("comparison must be '==', '!=', '<', '>', '<=', '>='"));
                };
                compared(interp, &a, &b, *holds, rstrip)
            },
        ),
    ]
}

/// The words of `np.char.multiply` for what is no integer.
///
/// # Errors
/// `ValueError` in place of any `TypeError`.
pub fn only_integers(result: Result<Value>) -> Result<Value> {
    result.map_err(|e| if e.is(&exc::TYPE_ERROR) { Raise::value_error("Can only multiply by integers") } else { e })
}
