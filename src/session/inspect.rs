//! What `thing?`, `thing??` and inspection show: signature, doc, examples; of an array its layout.

use super::cursor;
use super::display::bundle;
use super::event::MimeBundle;
use super::guess::{self, Guess};
use super::magics;
use crate::engine::View;
use crate::lang::error::Result;
use crate::lang::function;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::report;
use std::collections::BTreeSet;

/// What `target?` (level 1) or `target??` (level 2) shows; `None` where there is no such thing. An array is drawn too.
///
/// # Errors
/// What evaluating an attribute of the target raises.
pub fn page(interp: &mut Interp, target: &str, level: u8) -> Result<Option<MimeBundle>> {
    let Some((text, value)) = text(interp, target, level)? else { return Ok(None) };
    let mut formats = vec![("text/plain".to_string(), text)];
    if let Some(Value::Array(a)) = &value {
        let drawn = report::arrays(&[(target.trim().to_string(), a.view().clone())]);
        formats.push(("text/html".into(), format!("<pre>{}</pre>{}", report::escape(&formats[0].1), drawn.html)));
    }
    Ok(Some(bundle(formats)))
}

/// The text of that, and the value if there is one.
///
/// # Errors
/// What evaluating an attribute of the target raises.
pub fn text(interp: &mut Interp, target: &str, level: u8) -> Result<Option<(String, Option<Value>)>> {
    let target = target.trim();
    if target.contains('*') {
        return Ok(Some((matching(interp, target).join("\n"), None)));
    }
    let value = if target.starts_with('%') { None } else { look_up(interp, target)? };
    Ok(match (value, magics::find(target.trim_start_matches('%'))) {
        (Some(value), _) => Some((describe(interp, &value, level)?, Some(value))),
        (None, Some(row)) => Some((format!("Docstring:\n{}\n", row.doc), None)),
        (None, None) => None,
    })
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

/// The value of a name, an attribute or an item; of a call its type. Looking runs no code.
///
/// # Errors
/// What an attribute's own code raises.
pub fn look_up(interp: &mut Interp, expression: &str) -> Result<Option<Value>> {
    let dotted = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    if expression.trim().chars().all(dotted) {
        return look_up_dotted(interp, expression);
    }
    Ok(guess::before(interp, expression).map(|guess| match guess {
        Guess::Value(value) => value,
        Guess::Of(t) => Value::Type(t),
    }))
}

fn look_up_dotted(interp: &mut Interp, dotted: &str) -> Result<Option<Value>> {
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

/// What is known of the object at a cursor (in code points), or else of the function whose call it is in.
///
/// # Errors
/// What evaluating an attribute raises.
pub fn at(interp: &mut Interp, code: &str, cursor: usize, level: u8) -> Result<Option<MimeBundle>> {
    for name in names_at(code, cursor) {
        if let Some(page) = page(interp, &name, level)? {
            return Ok(Some(page));
        }
    }
    Ok(None)
}

/// The magic on whose name the cursor (in bytes) is.
fn magic_at(code: &str, at: usize) -> Option<String> {
    let start = code[..at].rfind('\n').map_or(0, |i| i + 1);
    let line = code[start..].lines().next()?;
    let indent = line.len() - line.trim_start().len();
    let name = line.split_whitespace().next().filter(|n| n.starts_with('%'))?;
    (at <= start + indent + name.len()).then(|| name.to_string())
}

/// The expressions that may be meant at a cursor, the likeliest first.
pub fn names_at(code: &str, cursor: usize) -> Vec<String> {
    let at = code.char_indices().nth(cursor).map_or(code.len(), |(i, _)| i);
    let mut found = Vec::new();
    if let Some(name) = magic_at(code, at) {
        return vec![name];
    }
    if let Some(span) = cursor::expression_at(code, at) {
        found.push(span.text(code).to_string());
    }
    // `a.sort(`, with the cursor behind the bracket or among the arguments.
    let mut end = at;
    while let Some(open) = cursor::open_call(&cursor::masked(&code[..end]).0) {
        if let Some(start) = cursor::start_of_expression(&code[..open]) {
            found.push(code[start..open].to_string());
        }
        end = open;
    }
    found
}

/// IPython's fields, one below the other.
#[derive(Default)]
struct Fields(String);

impl Fields {
    fn add(&mut self, title: &str, text: &str) {
        self.0 += &match text.contains('\n') || matches!(title, "Docstring" | "Source") {
            true => format!("{title}:\n{text}\n"),
            false => format!("{:<12} {text}\n", format!("{title}:")),
        };
    }
}

fn describe(interp: &mut Interp, value: &Value, level: u8) -> Result<String> {
    let mut fields = Fields::default();
    let kind = interp.type_of(value).name;
    if is_callable(value) {
        if let Some(signature) = signature(interp, value)? {
            let title = if matches!(value, Value::Type(_)) { "Init signature" } else { "Signature" };
            fields.add(title, &signature);
        }
        match (value, doc(interp, value)) {
            (Value::Function(f), _) if level > 1 => fields.add("Source", f.code.span.text(&f.source.text)),
            (_, doc) => fields.add("Docstring", &doc.unwrap_or_else(|| "<no docstring>".into())),
        }
        fields.add("Type", kind);
        return Ok(fields.0);
    }
    fields.add("Type", kind);
    let text = interp.repr(value)?;
    fields.add("String form", &shortened(&text));
    if let Ok(length) = interp.len(value) {
        fields.add("Length", &length.to_string());
    }
    if let Value::Array(a) = value {
        array_fields(&a.view(), &mut fields);
    }
    if let Some(doc) = doc(interp, value) {
        fields.add("Docstring", &doc);
    }
    Ok(fields.0)
}

/// Where the elements of an array are.
fn array_fields(view: &View, fields: &mut Fields) {
    let l = view.layout();
    fields.add("Shape", &crate::engine::broadcast::shape_repr(&l.shape));
    fields.add("Strides", &format!("{} bytes", crate::report::words::tuple(&l.strides)));
    fields.add("Dtype", &l.dtype.to_string());
    fields.add("Buffer", &format!("{} at {:#x}, offset {} bytes", view.id(), view.buffer().address(), l.offset));
    let order = match (l.is_c_contiguous(), l.is_f_contiguous()) {
        (true, true) => "C- and F-contiguous",
        (true, false) => "C-contiguous",
        (false, true) => "F-contiguous",
        (false, false) => "not contiguous",
    };
    fields.add("Order", order);
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
        Value::Function(f) => Some(format!("{}{}", f.code.name, function::signature(interp, f)?)),
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
    Some(function::clean_doc(&text)).filter(|t| !t.is_empty())
}
