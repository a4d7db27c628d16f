//! What `thing?`, `thing??` and inspection show: signature, doc, examples; of an array its layout.

use super::display::bundle;
use super::event::MimeBundle;
use super::magics;
use crate::lang::error::Result;
use crate::lang::function::Function;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::{Param, ParamKind};
use std::collections::BTreeSet;

/// The pager's text for `target?` (level 1) or `target??` (level 2); `None` where there is no such thing.
///
/// # Errors
/// What evaluating an attribute of the target raises.
pub fn page(interp: &mut Interp, target: &str, level: u8) -> Result<Option<MimeBundle>> {
    let target = target.trim();
    if target.contains('*') {
        let found = matching(interp, target);
        return Ok(Some(bundle(vec![("text/plain".into(), found.join("\n"))])));
    }
    let value = if target.starts_with('%') { None } else { look_up(interp, target)? };
    let text = match (value, magics::find(target.trim_start_matches('%'))) {
        (Some(value), _) => describe(interp, &value, level)?,
        (None, Some(row)) => format!("Docstring:\n{}\n", row.doc),
        (None, None) => return Ok(None),
    };
    Ok(Some(bundle(vec![("text/plain".into(), text)])))
}

/// The names that match a pattern with `*` and `?`: variables and builtins, or the attributes of what stands before the
/// last dot.
pub fn matching(interp: &mut Interp, pattern: &str) -> Vec<String> {
    let (owner, pattern) = pattern.rsplit_once('.').map_or((None, pattern), |(o, p)| (Some(o), p));
    let (prefix, names) = match owner {
        None => {
            let globals = interp.globals.keys().map(|n| n.to_string());
            let names: BTreeSet<String> = globals.chain(interp.builtin_names()).collect();
            (String::new(), names.into_iter().collect())
        }
        Some(owner) => match look_up(interp, owner) {
            Ok(Some(value)) => (format!("{owner}."), interp.dir(&value)),
            _ => return Vec::new(),
        },
    };
    let hidden = |n: &String| n.starts_with('_') && !pattern.starts_with('_');
    let wanted = |n: &String| !hidden(n) && glob(&pattern.to_lowercase(), &n.to_lowercase());
    names.into_iter().filter(wanted).map(|n| prefix.clone() + &n).collect()
}

/// Whether a text matches a pattern with `*` and `?`.
fn glob(pattern: &str, text: &str) -> bool {
    match (pattern.chars().next(), text.chars().next()) {
        (None, None) => true,
        (Some('*'), _) => {
            let rest = &pattern[1..];
            text.char_indices().map(|(i, _)| i).chain([text.len()]).any(|i| glob(rest, &text[i..]))
        }
        (Some(p), Some(t)) if p == '?' || p == t => glob(&pattern[p.len_utf8()..], &text[t.len_utf8()..]),
        _ => false,
    }
}

/// The value of a dotted name. Nothing else is evaluated: looking must not run code.
///
/// # Errors
/// What an attribute's own code raises.
pub fn look_up(interp: &mut Interp, dotted: &str) -> Result<Option<Value>> {
    let mut parts = dotted.trim().split('.');
    let Some(first) = parts.next().filter(|p| !p.is_empty()) else { return Ok(None) };
    let Some(mut value) = interp.lookup(first) else { return Ok(None) };
    for part in parts {
        match interp.get_attr(&value, part.trim()) {
            Ok(next) => value = next,
            Err(_) => return Ok(None),
        }
    }
    Ok(Some(value))
}

/// The object under a cursor: the dotted name there, or the function whose call it is in.
pub fn name_at(code: &str, cursor: usize) -> Option<String> {
    let chars: Vec<char> = code.chars().collect();
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.' || c == '%';
    let cursor = cursor.min(chars.len());
    let mut end = cursor;
    while end < chars.len() && part_of_name(chars[end]) && chars[end] != '.' {
        end += 1;
    }
    let mut start = cursor;
    while start > 0 && part_of_name(chars[start - 1]) {
        start -= 1;
    }
    let name: String = chars[start..end].iter().collect();
    let name = name.trim_matches('.').to_string();
    if !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(name);
    }
    enclosing_call(&chars[..start]).and_then(|at| name_at(code, at))
}

/// The position of the bracket of the innermost call that is still open.
fn enclosing_call(before: &[char]) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in before.iter().enumerate().rev() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' if depth == 0 => return (i > 0).then_some(i),
            '(' | '[' | '{' => depth -= 1,
            '\n' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// IPython's fields, one below the other.
fn describe(interp: &mut Interp, value: &Value, level: u8) -> Result<String> {
    let mut out = String::new();
    let mut field = |title: &str, text: &str| {
        if text.contains('\n') {
            out.push_str(&format!("{title}:\n{text}\n"));
        } else {
            out.push_str(&format!("{:<12} {text}\n", format!("{title}:")));
        }
    };
    if let Some(signature) = signature(interp, value)? {
        field("Signature", &signature);
    }
    let kind = interp.type_of(value).name;
    field("Type", kind);
    if !is_callable(value) && !matches!(value, Value::Module(_)) {
        let text = interp.repr(value)?;
        field("String form", &shortened(&text));
    }
    if let Value::Array(a) = value {
        let view = a.view();
        let l = view.layout();
        field("Shape", &crate::engine::broadcast::shape_repr(&l.shape));
        field("Strides", &format!("{} bytes", crate::report::words::tuple(&l.strides)));
        field("Dtype", &l.dtype.to_string());
        field("Buffer", &format!("{} at {:#x}, offset {} bytes", view.id(), view.buffer().address(), l.offset));
        let order = match (l.is_c_contiguous(), l.is_f_contiguous()) {
            (true, true) => "C- and F-contiguous",
            (true, false) => "C-contiguous",
            (false, true) => "F-contiguous",
            (false, false) => "not contiguous",
        };
        field("Order", order);
    }
    if let (Value::Function(f), 2..) = (value, level) {
        field("Source", f.code.span.text(&f.source.text));
    }
    if let Some(doc) = doc(interp, value) {
        field("Docstring", &doc);
    }
    Ok(out)
}

fn shortened(text: &str) -> String {
    const MOST: usize = 400;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_string(),
    }
}

/// Whether completion puts it among functions.
pub fn is_callable(value: &Value) -> bool {
    matches!(value, Value::Function(_) | Value::Builtin(_) | Value::Method(_) | Value::Type(_))
}

/// `name(a, b=1)` of a callable.
///
/// # Errors
/// What the `repr` of a default raises.
pub fn signature(interp: &mut Interp, value: &Value) -> Result<Option<String>> {
    Ok(match value {
        Value::Function(f) => Some(format!("{}{}", f.code.name, function_signature(interp, f)?)),
        Value::Builtin(b) => Some(format!("{}({})", b.name(), b.signature.text)),
        Value::Method(m) => match &m.function {
            Value::Builtin(b) => Some(format!("{}({})", b.name(), without_self(b.signature.text))),
            other => signature(interp, other)?,
        },
        Value::Type(t) => t.members().new.as_ref().map(|b| format!("{}({})", t.name, b.signature.text)),
        _ => None,
    })
}

fn without_self(text: &str) -> &str {
    let rest = text.split_once(',').map_or("", |(_, rest)| rest.trim_start());
    rest.strip_prefix("/,").map_or(rest, str::trim_start).trim_start_matches('/')
}

/// `(a, b=1, *args)` of a function of the program.
///
/// # Errors
/// What the `repr` of a default raises.
pub fn function_signature(interp: &mut Interp, f: &Function) -> Result<String> {
    let mut parts = Vec::new();
    let params = &f.code.params;
    let (mut star, slash) = (false, params.iter().rposition(|p| p.kind == ParamKind::PositionalOnly));
    for (i, p) in params.iter().enumerate() {
        if p.kind == ParamKind::KeywordOnly && !star {
            parts.push("*".to_string());
            star = true;
        }
        star |= p.kind == ParamKind::VarArgs;
        parts.push(parameter(interp, p, f.defaults.get(i).and_then(Option::as_ref))?);
        if slash == Some(i) {
            parts.push("/".to_string());
        }
    }
    Ok(format!("({})", parts.join(", ")))
}

fn parameter(interp: &mut Interp, p: &Param, default: Option<&Value>) -> Result<String> {
    Ok(match (p.kind, default) {
        (ParamKind::VarArgs, _) => format!("*{}", p.name),
        (ParamKind::VarKeywords, _) => format!("**{}", p.name),
        (_, Some(v)) => format!("{}={}", p.name, interp.repr(v)?),
        (_, None) => p.name.to_string(),
    })
}

/// The docstring.
pub fn doc(interp: &Interp, value: &Value) -> Option<String> {
    let text = match value {
        Value::Function(f) => f.code.doc.clone()?,
        Value::Builtin(b) => b.doc.to_string(),
        Value::Method(m) => doc(interp, &m.function)?,
        Value::Module(m) => m.doc.to_string(),
        Value::Type(t) => t.members().doc.to_string(),
        other => interp.type_of(other).members().doc.to_string(),
    };
    Some(dedented(&text)).filter(|t| !t.is_empty())
}

/// As `inspect.cleandoc`: the indent that all lines but the first share is cut off.
fn dedented(text: &str) -> String {
    let indent = |l: &&str| l.len() - l.trim_start().len();
    let margin = text.lines().skip(1).filter(|l| !l.trim().is_empty()).map(|l| indent(&l)).min().unwrap_or(0);
    let lines =
        text.lines().enumerate().map(|(i, l)| if i == 0 { l.trim_start() } else { l.get(margin..).unwrap_or("") });
    lines.collect::<Vec<_>>().join("\n").trim().to_string()
}
