//! Builtin names of Python that are outside the language: calling one says so.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, Kwargs, Rest, c};
use crate::lang::value::Value;

/// Names, and what is said of them.
pub const NAMES: [(&[&str], &str); 10] = [
    (&["eval"], "eval() is outside the language: a program does not run text"),
    (&["exec"], "exec() is outside the language: a program does not run text"),
    (&["compile"], "compile() is outside the language: a program does not run text"),
    (&["super"], "super() is outside the language: it has no classes of a program's own"),
    (&["property"], "property() is outside the language: it has no classes of a program's own"),
    (&["classmethod"], "classmethod() is outside the language: it has no classes of a program's own"),
    (&["staticmethod"], "staticmethod() is outside the language: it has no classes of a program's own"),
    (&["breakpoint"], "breakpoint() is outside the language: there is no debugger"),
    (&["__import__"], "__import__() is outside the language: the import statement is not"),
    (&["aiter", "anext"], "asynchronous iteration is outside the language"),
];

/// The rows.
pub fn rows() -> Vec<Builtin> {
    let row = |(names, text): (&'static [&'static str], &'static str)| {
        let refuse = move |_: &mut Interp, _: Rest, _: Kwargs| -> Result<Value> { Err(Raise::unsupported(text)) };
        c(names, "*args, **kwargs", "Outside the language.", refuse)
    };
    NAMES.into_iter().map(row).collect()
}
