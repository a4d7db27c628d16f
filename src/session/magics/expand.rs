//! `{expression}` and `$name` in the line of a magic or a shell command, put in as IPython does: where anything fails, the
//! line stays as it was.

use crate::lang::error::Result;
use crate::lang::eval;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::{self, Source};
use std::rc::Rc;

/// The line with the values put in.
pub fn expand(interp: &mut Interp, line: &str) -> String {
    if !line.contains(['{', '$']) {
        return line.to_string();
    }
    formatted(interp, line).unwrap_or_else(|| line.to_string())
}

fn formatted(interp: &mut Interp, line: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['{', '}']) {
        out += &dollars(interp, &rest[..at])?;
        let (brace, tail) = rest[at..].split_at(1);
        if let Some(tail) = tail.strip_prefix(brace) {
            out += brace;
            rest = tail;
            continue;
        }
        let (field, tail) = tail.split_at_checked(matching(tail)?).filter(|_| brace == "{")?;
        out += &replaced(interp, field)?;
        rest = &tail[1..];
    }
    out += &dollars(interp, rest)?;
    Some(out)
}

/// The place of the brace that closes a field.
fn matching(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(i),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `expression`, `expression!r`, `expression:spec`.
fn replaced(interp: &mut Interp, field: &str) -> Option<String> {
    let quoted = format!("f{:?}", format!("{{{field}}}"));
    evaluate(interp, &quoted).ok().and_then(|v| v.as_str().map(String::from))
}

/// Text with `$name` and `$$`; what stands in single quotes is left alone.
fn dollars(interp: &mut Interp, text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (before, tail) = (&rest[..at], &rest[at + 1..]);
        let doubled = tail.starts_with('$');
        let word = tail.trim_start_matches('$');
        let end = word.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(word.len());
        let quoted = word[end..].matches('\'').count() % 2 == 1;
        out += before;
        if end == 0 || quoted {
            out.push('$');
            rest = tail;
            continue;
        }
        match doubled {
            true => out += &format!("${}", &word[..end]),
            false => {
                let value = evaluate(interp, &word[..end]).ok()?;
                out += &interp.str(&value).ok()?;
            }
        }
        rest = &word[end..];
    }
    Some(out + rest)
}

/// The value of an expression, without a trace.
///
/// # Errors
/// What it raises.
pub fn evaluate(interp: &mut Interp, code: &str) -> Result<Value> {
    let source = Rc::new(Source { name: "<magic>".into(), text: code.to_string() });
    let module = syntax::parse(code).map_err(|e| crate::session::traceback::syntax_error(&e, &source))?;
    let was = std::mem::replace(&mut interp.trace.on, false);
    let value = eval::exec_module(interp, &source, &module);
    interp.trace.on = was;
    Ok(value?.unwrap_or(Value::None))
}

/// `format % value`.
///
/// # Errors
/// Those of the operator.
pub fn formatted_with(interp: &mut Interp, format: &str, value: &Value) -> Result<String> {
    let text = interp.binary(crate::syntax::ast::BinOp::Mod, &Value::str(format), value)?;
    interp.str(&text)
}
