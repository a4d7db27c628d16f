//! `numpy.strings` and `numpy.char`: functions of arrays of strings.

mod compare;
mod each;
mod operand;
mod partition;
mod query;
mod widths;

use crate::lang::builtins::numpy::ufuncs;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// `numpy.strings`
pub static STRINGS: Module =
    Module::new("numpy.strings", "Functions of arrays of strings and bytes.", strings, ufunc, UFUNCS);

/// `numpy.char`
pub static CHAR: Module =
    Module::new("numpy.char", "The older functions of arrays of strings and bytes.", char_, add, &["add"]);

const UFUNCS: &[&str] = &["equal", "not_equal", "less", "less_equal", "greater", "greater_equal", "add"];

fn ufunc(interp: &mut Interp, name: &str) -> Option<Value> {
    UFUNCS.contains(&name).then(|| ufuncs::value(interp, name)).flatten()
}

fn add(interp: &mut Interp, name: &str) -> Option<Value> {
    (name == "add").then(|| ufuncs::value(interp, name)).flatten()
}

fn common() -> Vec<Builtin> {
    let mut rows = query::rows();
    rows.extend(widths::rows());
    rows.extend(each::rows());
    rows
}

fn strings() -> Vec<Builtin> {
    let mut rows = common();
    rows.push(py(
        &["partition"],
        "a, sep",
        "What stands before, at and behind the first separator: three arrays.\n\n\
         >>> np.strings.partition(['a-b'], '-')\n(array(['a'], dtype='<U1'), array(['-'], dtype='<U1'), array(['b'], dtype='<U1'))",
        |interp: &mut Interp, a: Value, sep: Value| partition::three(interp, &a, &sep, false),
    ));
    rows.push(py(
        &["rpartition"],
        "a, sep",
        "What stands before, at and behind the last separator: three arrays.\n\n\
         >>> np.strings.rpartition(['a-b-c'], '-')[0]\narray(['a-b'], dtype='<U3')",
        |interp: &mut Interp, a: Value, sep: Value| partition::three(interp, &a, &sep, true),
    ));
    rows
}

/// A separator, and how many times to split, if that was given.
fn limited(sep: Value, most: Value) -> Vec<Value> {
    let mut args = vec![sep];
    args.extend(Some(most).filter(|v| !v.is_none()));
    args
}

fn char_() -> Vec<Builtin> {
    let mut rows: Vec<Builtin> =
        common().into_iter().filter(|row| !matches!(row.name(), "multiply" | "slice")).collect();
    rows.extend([
        py(
            &["multiply"],
            "a, i",
            "Each string so many times.\n\n>>> np.char.multiply(['a', 'bc'], 2)\narray(['aa', 'bcbc'], dtype='<U4')",
            |interp: &mut Interp, a: Value, i: Value| -> Result<Value> {
                compare::only_integers(widths::multiply(interp, a, i))
            },
        ),
        py(
            &["partition"],
            "a, sep",
            "What stands before, at and behind the first separator, along a new axis.\n\n\
             >>> np.char.partition(['a-b'], '-')\narray([['a', '-', 'b']], dtype='<U1')",
            |interp: &mut Interp, a: Value, sep: Value| partition::stacked(interp, &a, &sep, false),
        ),
        py(
            &["rpartition"],
            "a, sep",
            "What stands before, at and behind the last separator, along a new axis.\n\n\
             >>> np.char.rpartition(['a-b-c'], '-')\narray([['a-b', '-', 'c']], dtype='<U3')",
            |interp: &mut Interp, a: Value, sep: Value| partition::stacked(interp, &a, &sep, true),
        ),
        py(
            &["join"],
            "sep, seq",
            "The characters of each string with a separator between them.\n\n\
             >>> np.char.join('-', ['abc', 'de'])\narray(['a-b-c', 'd-e'], dtype='<U5')",
            each::join,
        ),
        py(
            &["split"],
            "a, sep=None, maxsplit=None",
            "The words of each string, as lists.\n\n\
             >>> np.char.split(['a b', 'c'])\narray([list(['a', 'b']), list(['c'])], dtype=object)",
            |interp: &mut Interp, a: Value, sep: Value, most: Value| {
                each::lists(interp, &a, "split", &limited(sep, most))
            },
        ),
        py(
            &["rsplit"],
            "a, sep=None, maxsplit=None",
            "The words of each string from its end, as lists.\n\n\
             >>> np.char.rsplit(['a-b-c'], '-', 1)\narray([list(['a-b', 'c'])], dtype=object)",
            |interp: &mut Interp, a: Value, sep: Value, most: Value| {
                each::lists(interp, &a, "rsplit", &limited(sep, most))
            },
        ),
        py(
            &["splitlines"],
            "a, keepends=None",
            "The lines of each string, as lists.\n\n\
             >>> np.char.splitlines(['a\\nb'])\narray([list(['a', 'b'])], dtype=object)",
            |interp: &mut Interp, a: Value, keep: Value| {
                // NumPy hands the method a bool of its own, which that does not take for a number.
                if matches!(keep, Value::Bool(_)) {
                    return Err(Raise::type_error("'numpy.bool' object cannot be interpreted as an integer"));
                }
                let args: Vec<Value> = Some(keep).filter(|v| !v.is_none()).into_iter().collect();
                each::lists(interp, &a, "splitlines", &args)
            },
        ),
    ]);
    rows.extend(compare::rows());
    rows
}
