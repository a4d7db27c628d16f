//! `json.dumps`.

use crate::engine::Scalar;
use crate::engine::mem::watch;
use crate::engine::repr::python;
use crate::lang::builtins::collections;
use crate::lang::builtins::python::sort;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// How to write.
pub struct Style {
    /// Whether keys that can't be written are left out.
    pub skipkeys: bool,
    /// Whether all but ASCII is escaped.
    pub ascii: bool,
    /// Whether `NaN` and infinities are written.
    pub nan: bool,
    /// What a level is indented by; `None` writes one line.
    pub indent: Option<String>,
    /// Between items, and between a key and its value.
    pub separators: (String, String),
    /// What makes other values into such that can be written.
    pub default: Value,
    /// Whether keys are sorted.
    pub sorted: bool,
}

/// The text of one level's indent.
pub fn indent(interp: &mut Interp, v: &Value) -> Result<Option<String>> {
    Ok(match v {
        Value::None => None,
        v => match v.as_str() {
            Some(text) => Some(text.to_string()),
            None => {
                let n = interp.index(v)?.max(0) as usize;
                watch::room_for_text(n)?;
                Some(" ".repeat(n))
            }
        },
    })
}

/// The two separators.
pub fn separators(interp: &mut Interp, v: &Value, indented: bool) -> Result<(String, String)> {
    if v.is_none() {
        return Ok((if indented { "," } else { ", " }.into(), ": ".into()));
    }
    let pair = interp.collect(v)?;
    match &pair[..] {
        [item, key] => Ok((interp.str(item)?, interp.str(key)?)),
        many if many.len() < 2 => {
            Err(Raise::value_error(format!("not enough values to unpack (expected 2, got {})", many.len())))
        }
        _ => Err(Raise::value_error("too many values to unpack (expected 2)")),
    }
}

/// A value as JSON.
pub fn write(interp: &mut Interp, style: &Style, value: &Value) -> Result<String> {
    let mut writer = Writer { style, out: String::new(), open: Vec::new() };
    writer.value(interp, value)?;
    Ok(writer.out)
}

struct Writer<'a> {
    style: &'a Style,
    out: String,
    /// The containers around, by address.
    open: Vec<usize>,
}

/// How deep values may nest.
const MOST_DEPTH: usize = 900;

impl Writer<'_> {
    fn value(&mut self, interp: &mut Interp, value: &Value) -> Result<()> {
        if let Some(text) = value.as_str() {
            quoted(text, self.style.ascii, &mut self.out);
            return Ok(());
        }
        if let Some(word) = self.atom(interp, value)? {
            self.out.push_str(&word);
            return Ok(());
        }
        if let Some(dict) = dict_of(value) {
            return self.within(value, |me| me.dict(interp, &dict));
        }
        if let Some(items) = items_of(value) {
            return self.within(value, |me| me.list(interp, &items));
        }
        if self.style.default.is_none() {
            let t = interp.type_of(value).name;
            return Err(Raise::type_error(format!("Object of type {t} is not JSON serializable")));
        }
        let made = interp.call(&self.style.default, std::slice::from_ref(value), &[])?;
        self.within(value, |me| me.value(interp, &made))
    }

    /// A number or constant.
    fn atom(&self, interp: &mut Interp, value: &Value) -> Result<Option<String>> {
        Ok(match value {
            Value::None => Some("null".into()),
            Value::Bool(b) => Some(b.to_string()),
            Value::Int(_) | Value::BigInt(_) => Some(interp.repr(value)?),
            Value::Float(x) => Some(self.float(*x)?),
            Value::Scalar(s) => match **s {
                Scalar::Float64(x) => Some(self.float(x)?),
                _ => None,
            },
            _ => None,
        })
    }

    fn float(&self, x: f64) -> Result<String> {
        if x.is_finite() {
            return Ok(python::float_repr(x));
        }
        if !self.style.nan {
            return Err(Raise::value_error("Out of range float values are not JSON compliant"));
        }
        Ok(if x.is_nan() {
            "NaN"
        } else if x > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .into())
    }

    /// Writes what is inside of a container, unless that is around already.
    fn within(&mut self, value: &Value, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let address = crate::lang::protocol::text::address(value);
        if self.open.contains(&address) {
            return Err(Raise::value_error("Circular reference detected"));
        }
        if self.open.len() >= MOST_DEPTH {
            return Err(Raise::new(
                &exc::RECURSION_ERROR,
                "maximum recursion depth exceeded while encoding a JSON object",
            ));
        }
        self.open.push(address);
        let written = write(self);
        self.open.pop();
        written
    }

    /// A new line at the depth of now, less `up`.
    fn line(&mut self, up: usize) {
        if let Some(indent) = &self.style.indent {
            let depth = self.open.len() - up;
            self.out.push('\n');
            self.out.push_str(&indent.repeat(depth));
        }
    }

    fn between(&mut self, first: bool) {
        if !first {
            self.out.push_str(&self.style.separators.0);
        }
        self.line(0);
    }

    fn list(&mut self, interp: &mut Interp, items: &[Value]) -> Result<()> {
        self.out.push('[');
        for (i, item) in items.iter().enumerate() {
            self.between(i == 0);
            self.value(interp, item)?;
        }
        if !items.is_empty() {
            self.line(1);
        }
        self.out.push(']');
        Ok(())
    }

    fn dict(&mut self, interp: &mut Interp, pairs: &[(Value, Value)]) -> Result<()> {
        let sorted = if self.style.sorted { Some(in_order(interp, pairs)?) } else { None };
        self.out.push('{');
        let mut first = true;
        for (key, value) in sorted.as_deref().unwrap_or(pairs) {
            let Some(key) = self.key(interp, key)? else { continue };
            self.between(first);
            first = false;
            quoted(&key, self.style.ascii, &mut self.out);
            self.out.push_str(&self.style.separators.1);
            self.value(interp, value)?;
        }
        if !first {
            self.line(1);
        }
        self.out.push('}');
        Ok(())
    }

    /// A key as text; `None` leaves it out.
    fn key(&self, interp: &mut Interp, key: &Value) -> Result<Option<String>> {
        if let Some(text) = key.as_str() {
            return Ok(Some(text.to_string()));
        }
        match self.atom(interp, key)? {
            Some(word) => Ok(Some(word)),
            None if self.style.skipkeys => Ok(None),
            None => {
                let t = interp.type_name(key);
                Err(Raise::type_error(format!("keys must be str, int, float, bool or None, not {t}")))
            }
        }
    }
}

type Pairs = Vec<(Value, Value)>;

fn dict_of(value: &Value) -> Option<Pairs> {
    let dict = match value {
        Value::Dict(d) => d.clone(),
        other => collections::inner(other)?,
    };
    let pairs = dict.0.borrow().iter().map(|(k, v)| (k.value().clone(), v.clone())).collect();
    Some(pairs)
}

fn items_of(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::List(l) => Some(l.0.borrow().clone()),
        Value::Tuple(t) => Some((**t).clone()),
        Value::Object(o) => match o.plain() {
            Some(Value::Tuple(t)) => Some((*t).clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Pairs in the order of their keys.
fn in_order(interp: &mut Interp, pairs: &[(Value, Value)]) -> Result<Pairs> {
    let mut keys: Vec<Value> =
        (0..pairs.len()).map(|i| Value::tuple(vec![pairs[i].0.clone(), Value::Int(i as i64)])).collect();
    sort::sort(interp, &mut keys, &Value::None, false)?;
    let place = |key: &Value| match key {
        Value::Tuple(t) => match t.last() {
            Some(Value::Int(i)) => *i as usize,
            _ => 0,
        },
        _ => 0,
    };
    Ok(keys.iter().map(|key| pairs[place(key)].clone()).collect())
}

/// A text between quotes.
fn quoted(text: &str, ascii: bool, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if (c as u32) < 32 || ascii && (c as u32) > 126 => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
