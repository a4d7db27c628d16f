//! `str.format` and `str.format_map`.

use super::super::receiver::Text;
use crate::engine::interrupt::push;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::text::ascii;
use crate::lang::registry::{Builtin, Kwargs, Rest, c};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        c(
            &["format"],
            "self, /, *args, **kwargs",
            "Return a copy with each replacement field filled.\n\n>>> '{0} {0.real:>4} {x[0]!r}'.format(1, x='ab')\n\"1    1 'a'\"",
            format,
        ),
        c(
            &["format_map"],
            "self, mapping, /",
            "As format(**mapping).\n\n>>> '{x:.2f}'.format_map({'x': 2})\n'2.00'",
            format_map,
        ),
    ]
}

fn format(interp: &mut Interp, text: Text, Rest(args): Rest, Kwargs(kwargs): Kwargs) -> Result<String> {
    let mut fields = Fields { args: Some(args), source: Source::Keywords(kwargs), numbering: Numbering::Unset };
    fields.build(interp, text.as_str(), 2)
}

fn format_map(interp: &mut Interp, text: Text, mapping: Value) -> Result<String> {
    let mut fields = Fields { args: None, source: Source::Mapping(mapping), numbering: Numbering::Unset };
    fields.build(interp, text.as_str(), 2)
}

enum Source {
    Keywords(Vec<(String, Value)>),
    Mapping(Value),
}

enum Numbering {
    Unset,
    Automatic(usize),
    Manual,
}

struct Fields {
    args: Option<Vec<Value>>,
    source: Source,
    numbering: Numbering,
}

/// A replacement field, taken apart.
struct Field<'a> {
    name: &'a str,
    conversion: Option<char>,
    spec: &'a str,
    nested: bool,
}

fn error(message: &str) -> Raise {
    Raise::value_error(message)
}

impl Fields {
    fn build(&mut self, interp: &mut Interp, text: &str, depth: u8) -> Result<String> {
        if depth == 0 {
            return Err(error("Max string recursion exceeded"));
        }
        let (mut out, mut rest) = (String::new(), text);
        while let Some(at) = rest.find(['{', '}']) {
            push(&mut out, &rest[..at]);
            let brace = &rest[at..at + 1];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                out.push_str(brace);
                rest = after;
            } else if brace == "}" {
                return Err(error("Single '}' encountered in format string"));
            } else if rest.is_empty() {
                return Err(error("Single '{' encountered in format string"));
            } else {
                let (field, after) = parse(rest)?;
                push(&mut out, &self.render(interp, &field, depth)?);
                rest = after;
            }
        }
        push(&mut out, rest);
        Ok(out)
    }

    fn render(&mut self, interp: &mut Interp, field: &Field<'_>, depth: u8) -> Result<String> {
        let value = self.value(interp, field.name)?;
        let value = match field.conversion {
            None => value,
            Some('r') => Value::str(interp.repr(&value)?),
            Some('s') => Value::str(interp.str(&value)?),
            Some('a') => Value::str(ascii(&interp.repr(&value)?)),
            Some(ch @ '!'..='~') => return Err(error(&format!("Unknown conversion specifier {ch}"))),
            Some(ch) => return Err(error(&format!("Unknown conversion specifier \\x{:x}", ch as u32))),
        };
        if field.nested {
            let spec = self.build(interp, field.spec, depth - 1)?;
            return interp.format(&value, &spec);
        }
        interp.format(&value, field.spec)
    }

    fn value(&mut self, interp: &mut Interp, name: &str) -> Result<Value> {
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let (first, mut rest) = name.split_at(end);
        let mut value = self.first(interp, first)?;
        while !rest.is_empty() {
            let (step, after) = step(rest)?;
            value = match step {
                Step::Attribute(name) => interp.get_attr(&value, name)?,
                Step::Item(key) => match number(key)? {
                    Some(i) => interp.get_item(&value, &Value::Int(i as i64))?,
                    None => interp.get_item(&value, &Value::str(key))?,
                },
            };
            rest = after;
        }
        Ok(value)
    }

    fn first(&mut self, interp: &mut Interp, name: &str) -> Result<Value> {
        let index = number(name)?;
        if name.is_empty() || index.is_some() {
            let index = self.position(index)?;
            let Some(args) = &self.args else { return Err(error("Format string contains positional fields")) };
            let text = || format!("Replacement index {index} out of range for positional args tuple");
            return args.get(index).cloned().ok_or_else(|| Raise::index_error(text()));
        }
        match &self.source {
            Source::Keywords(all) => {
                let found = all.iter().find(|(k, _)| k == name);
                found.map(|(_, v)| v.clone()).ok_or_else(|| Raise::key_error(Value::str(name)))
            }
            Source::Mapping(m) => interp.get_item(&m.clone(), &Value::str(name)),
        }
    }

    /// The position that a field takes: the given one, or the next.
    fn position(&mut self, given: Option<usize>) -> Result<usize> {
        match (&mut self.numbering, given) {
            (Numbering::Automatic(_), Some(_)) => {
                Err(error("cannot switch from automatic field numbering to manual field specification"))
            }
            (Numbering::Manual, None) => {
                Err(error("cannot switch from manual field specification to automatic field numbering"))
            }
            (Numbering::Automatic(next), None) => {
                *next += 1;
                Ok(*next - 1)
            }
            (numbering, Some(i)) => {
                *numbering = Numbering::Manual;
                Ok(i)
            }
            (numbering, None) => {
                *numbering = Numbering::Automatic(1);
                Ok(0)
            }
        }
    }
}

enum Step<'a> {
    Attribute(&'a str),
    Item(&'a str),
}

fn step(rest: &str) -> Result<(Step<'_>, &str)> {
    let named = |name: &str| if name.is_empty() { Err(error("Empty attribute in format string")) } else { Ok(()) };
    if let Some(rest) = rest.strip_prefix('.') {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        named(&rest[..end])?;
        return Ok((Step::Attribute(&rest[..end]), &rest[end..]));
    }
    let Some(rest) = rest.strip_prefix('[') else {
        return Err(error("Only '.' or '[' may follow ']' in format field specifier"));
    };
    let end = rest.find(']').ok_or_else(|| error("Missing ']' in format string"))?;
    named(&rest[..end])?;
    Ok((Step::Item(&rest[..end]), &rest[end + 1..]))
}

/// A field's number, if it is one.
fn number(text: &str) -> Result<Option<usize>> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    match text.parse::<i64>() {
        Ok(n) => Ok(Some(n as usize)),
        Err(_) => Err(error("Too many decimal digits in format string")),
    }
}

/// A field after its opening brace, and the text behind it.
fn parse(text: &str) -> Result<(Field<'_>, &str)> {
    let (end, stop) = name_end(text)?;
    let (name, mut rest) = (&text[..end], &text[end + 1..]);
    let mut field = Field { name, conversion: None, spec: "", nested: false };
    if stop == '}' {
        return Ok((field, rest));
    }
    if stop == '!' {
        let mut chars = rest.chars();
        let missing = || error("end of string while looking for conversion specifier");
        field.conversion = Some(chars.next().ok_or_else(missing)?);
        rest = chars.as_str();
        match chars.next() {
            Some('}') => return Ok((field, chars.as_str())),
            Some(':') => rest = chars.as_str(),
            Some(_) => return Err(error("expected ':' after conversion specifier")),
            None => {}
        }
    }
    let mut depth = 1;
    for (i, ch) in rest.char_indices() {
        match ch {
            '{' => {
                field.nested = true;
                depth += 1;
            }
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            field.spec = &rest[..i];
            return Ok((field, &rest[i + 1..]));
        }
    }
    Err(error("unmatched '{' in format spec"))
}

/// Where a field's name ends, and the character there.
fn name_end(text: &str) -> Result<(usize, char)> {
    let mut inside = false;
    for (i, ch) in text.char_indices() {
        match ch {
            ']' if inside => inside = false,
            _ if inside => {}
            '{' => return Err(error("unexpected '{' in field name")),
            '[' => inside = true,
            '}' | ':' | '!' => return Ok((i, ch)),
            _ => {}
        }
    }
    Err(error("expected '}' before end of string"))
}
