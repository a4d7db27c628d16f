//! The variables as an explorer lists them: names, short texts, parts of containers, and of an array its layout. Looking
//! costs little and runs no code of the program's.

use super::display;
use super::event::MimeBundle;
use super::magics::namespace::variables;
use crate::engine::View;
use crate::engine::broadcast::shape_repr;
use crate::lang::array::Array;
use crate::lang::holders;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::report::{self, words};

/// The most items of a container that are listed.
const MOST_ITEMS: usize = 1000;
/// The most characters of a text.
const MOST_TEXT: usize = 200;
/// The most items of a container whose text is made.
const MOST_SHOWN: usize = 20;

/// Where a value is: a variable, and items within it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The variable.
    pub name: String,
    /// Which item, of that which item, and so on.
    pub items: Vec<usize>,
}

/// One line of an explorer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The variable's name, or which item.
    pub name: String,
    /// The type's name.
    pub kind: String,
    /// A short text; of an array its layout.
    pub text: String,
    /// Where its parts are found, if it has any.
    pub parts: Option<Place>,
}

/// The user's variables but for modules, by name.
pub fn all(interp: &mut Interp) -> Vec<Entry> {
    let mut found = variables(interp);
    found.retain(|(_, v)| !matches!(v, Value::Module(_)));
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let place = |name: &str| Place { name: name.to_string(), items: Vec::new() };
    found.into_iter().map(|(name, v)| entry(interp, name.to_string(), &v, place(&name))).collect()
}

/// The parts of the value at a place.
pub fn parts(interp: &mut Interp, place: &Place) -> Vec<Entry> {
    let Some(value) = interp.globals.get(place.name.as_str()).and_then(|v| within(v, &place.items)) else {
        return Vec::new();
    };
    let inner = |i: usize| {
        let items = place.items.iter().copied().chain([i]).collect();
        Place { name: place.name.clone(), items }
    };
    match &value {
        Value::Array(a) => layout(a, &sharers(interp, a)),
        Value::Dict(d) => {
            let pairs: Vec<(Value, Value)> =
                d.0.borrow().iter().take(MOST_ITEMS).map(|(k, v)| (k.value().clone(), v.clone())).collect();
            let entries = pairs.into_iter().enumerate();
            entries
                .map(|(i, (k, v))| {
                    let name = brief(interp, &k);
                    entry(interp, name, &v, inner(i))
                })
                .collect()
        }
        other => {
            let items: Vec<Value> = (0..MOST_ITEMS).map_while(|i| item(other, i)).collect();
            items.iter().enumerate().map(|(i, v)| entry(interp, format!("[{i}]"), v, inner(i))).collect()
        }
    }
}

/// All formats of a variable; of an array also a drawing of its layout, and who else holds its memory.
pub fn rich(interp: &mut Interp, name: &str) -> Option<MimeBundle> {
    let value = interp.globals.get(name)?.clone();
    let Value::Array(a) = &value else {
        return match is_large(&value) {
            true => Some(display::bundle(vec![("text/plain".into(), brief(interp, &value))])),
            false => display::value(interp, &value).ok(),
        };
    };
    let view = a.view().clone();
    let held = format!("The buffer {} is held by {}.", view.id(), sharers(interp, a).join(", "));
    let drawn = report::arrays(&[(name.to_string(), view.clone())]);
    let text = format!("{}\n\n{}\n{held}\n", interp.repr(&value).ok()?, drawn.text);
    let html = format!("{}{}<p>{}</p>", report::value(&view), drawn.html, report::html::escape(&held));
    Some(display::bundle(vec![("text/plain".into(), text), ("text/html".into(), html)]))
}

fn entry(interp: &mut Interp, name: String, value: &Value, place: Place) -> Entry {
    let has_parts = match value {
        Value::Array(_) => true,
        Value::Dict(d) => !d.0.borrow().is_empty(),
        other => item(other, 0).is_some(),
    };
    let kind = kind(interp, value);
    Entry { name, kind, text: brief(interp, value), parts: has_parts.then_some(place) }
}

/// The type, and of arrays and containers how large: JupyterLab's tree shows no more of them than this.
fn kind(interp: &mut Interp, value: &Value) -> String {
    let name = interp.type_of(value).name;
    match value {
        Value::Array(a) => format!("{name} {} {}", a.view().dtype(), shape_repr(a.view().shape())),
        Value::List(_) | Value::Tuple(_) | Value::Dict(_) | Value::Set(_) => {
            let n = length(value).unwrap_or(0);
            format!("{name}, {n} item{}", if n == 1 { "" } else { "s" })
        }
        _ => name.to_string(),
    }
}

fn within(value: &Value, items: &[usize]) -> Option<Value> {
    items.iter().try_fold(value.clone(), |v, &i| match &v {
        Value::Dict(d) => d.0.borrow().get_index(i).map(|(_, v)| v.clone()),
        other => item(other, i),
    })
}

fn item(value: &Value, i: usize) -> Option<Value> {
    match value {
        Value::List(l) => l.0.borrow().get(i).cloned(),
        Value::Tuple(t) => t.get(i).cloned(),
        _ => None,
    }
}

/// One line that tells the value, made in a short time whatever its size.
pub fn brief(interp: &mut Interp, value: &Value) -> String {
    let many = |n: usize| format!("{n} item{}", if n == 1 { "" } else { "s" });
    let text = match value {
        Value::Array(a) => {
            let view = a.view();
            let strides = words::tuple(view.strides());
            return format!("{} {}, strides {strides}", view.dtype(), shape_repr(view.shape()));
        }
        Value::Str(s) => {
            let head: String = s.as_str().chars().take(MOST_TEXT).collect();
            interp.repr(&Value::str(&head))
        }
        Value::BigInt(n) if n.bits() > 4 * MOST_TEXT as u64 => return format!("an int of {} bits", n.bits()),
        Value::Bytes(b) if b.len() > MOST_TEXT => return format!("{} bytes", b.len()),
        Value::Object(o) if is_large(value) => return many(o.len().unwrap_or(0)),
        v if is_large(v) => return many(length(v).unwrap_or(0)),
        v => interp.repr(v),
    };
    let text = text.unwrap_or_default().replace('\n', " ");
    match text.char_indices().nth(MOST_TEXT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

fn length(value: &Value) -> Option<usize> {
    Some(match value {
        Value::List(l) => l.0.borrow().len(),
        Value::Tuple(t) => t.len(),
        Value::Dict(d) => d.0.borrow().len(),
        Value::Set(s) => s.items.borrow().len(),
        _ => return None,
    })
}

/// Whether making the value's text may take long.
pub fn is_large(value: &Value) -> bool {
    let nested = |v: &Value| length(v).is_some_and(|n| n > 0) || is_large(v);
    match value {
        Value::BigInt(n) => n.bits() > 1 << 16,
        Value::Str(s) => s.len() > 1 << 16,
        Value::Bytes(b) => b.len() > 1 << 16,
        Value::Dict(d) => {
            let d = d.0.borrow();
            d.len() > MOST_SHOWN || d.values().any(nested)
        }
        Value::Tuple(_) | Value::List(_) => {
            length(value).is_some_and(|n| n > MOST_SHOWN)
                || (0..MOST_SHOWN).map_while(|i| item(value, i)).any(|v| nested(&v))
        }
        Value::Set(s) => s.items.borrow().len() > MOST_SHOWN,
        Value::Object(o) => o.len().is_some_and(|n| n > MOST_SHOWN),
        _ => false,
    }
}

/// The other variables that hold an array's memory.
fn sharers(interp: &Interp, a: &Array) -> Vec<String> {
    let id = a.view().id();
    let held = holders::buffers(interp).into_iter().find(|h| h.id == id);
    held.map_or_else(Vec::new, |h| h.holders.into_iter().map(|holder| holder.name).collect())
}

/// What there is to know of an array's memory.
fn layout(a: &Array, held_by: &[String]) -> Vec<Entry> {
    let view: &View = &a.view();
    let l = view.layout();
    let fact = |name: &str, text: String| Entry { name: name.into(), kind: String::new(), text, parts: None };
    vec![
        fact("shape", shape_repr(&l.shape)),
        fact("strides", format!("{} bytes", words::tuple(&l.strides))),
        fact("dtype", l.dtype.to_string()),
        fact("order", words::contiguity(l).to_string()),
        fact("offset", format!("{} bytes", l.offset)),
        fact("buffer", format!("{} of {}", view.id(), words::bytes(view.buffer().len() as u64))),
        fact("address", format!("{:#x}", view.address())),
        fact("nbytes", words::bytes(view.nbytes() as u64)),
        fact("held by", held_by.join(", ")),
    ]
}
