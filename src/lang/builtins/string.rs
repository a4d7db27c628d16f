//! `string`: constants.

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
const WHITESPACE: &str = " \t\n\r\x0b\x0c";

/// The module.
pub static STRING: Module = Module::new(
    "string",
    "Constants of text.",
    functions,
    |_, name| value(name).map(Value::str),
    &[
        "ascii_letters",
        "ascii_lowercase",
        "ascii_uppercase",
        "digits",
        "hexdigits",
        "octdigits",
        "printable",
        "punctuation",
        "whitespace",
    ],
);

fn functions() -> Vec<Builtin> {
    vec![py(
        &["capwords"],
        "s, sep=None",
        "Return the words with a capital letter each, joined by one space or by sep.\n\n>>> string.capwords('a  view of it')\n'A View Of It'",
        capwords,
    )]
}

fn capwords(interp: &mut Interp, s: Value, sep: Value) -> Result<Value> {
    let method = |interp: &mut Interp, v: &Value, name: &str, args: &[Value]| {
        let method = interp.get_attr(v, name)?;
        interp.call(&method, args, &[])
    };
    let parts = method(interp, &s, "split", std::slice::from_ref(&sep))?;
    let mut words = Vec::new();
    for part in interp.collect(&parts)? {
        words.push(method(interp, &part, "capitalize", &[])?);
    }
    let between = if sep.is_none() { Value::str(" ") } else { sep };
    method(interp, &between, "join", &[Value::list(words)])
}

fn value(name: &str) -> Option<String> {
    Some(match name {
        "ascii_letters" => format!("{LOWER}{UPPER}"),
        "ascii_lowercase" => LOWER.into(),
        "ascii_uppercase" => UPPER.into(),
        "digits" => DIGITS.into(),
        "hexdigits" => "0123456789abcdefABCDEF".into(),
        "octdigits" => "01234567".into(),
        "printable" => format!("{DIGITS}{LOWER}{UPPER}{PUNCTUATION}{WHITESPACE}"),
        "punctuation" => PUNCTUATION.into(),
        "whitespace" => WHITESPACE.into(),
        _ => return None,
    })
}
