//! `SList`: the lines that a command printed, as IPython has them: a list with other forms of itself beside it.

use crate::lang::builtins::python::receiver::ListArg;
use crate::lang::builtins::python::types::LIST;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Attribute, Rest, Table, Type, attribute, py};
use crate::lang::value::{List, Value};
use crate::syntax::ast::BinOp;
use num_bigint::BigInt;
use regex_lite::RegexBuilder;
use std::any::Any;
use std::cell::OnceCell;
use std::rc::Rc;

/// `IPython.utils.text.SList`
static SLIST: Type = Type::new("SList", "IPython.utils.text", &[&LIST], table);

const DOC: &str = "The lines that a command printed: a list with .l (itself), .n (one string, lines), .s (one string, spaces), \
                   .grep(), .fields() and .sort().";

/// The lines.
struct SList {
    list: Value,
    /// `.n` and `.s`, once they were asked for: as IPython's, they stay as they were then.
    strings: [OnceCell<Value>; 2],
}

/// Lines as an `SList`.
pub fn lines(text: &str) -> Value {
    of(text.lines().map(Value::str).collect())
}

fn of(items: Vec<Value>) -> Value {
    Value::object(SList { list: Value::list(items), strings: Default::default() })
}

fn table() -> Table {
    Table {
        doc: DOC,
        methods: vec![
            py(
                &["grep"],
                "self, pattern, prune=False, field=None",
                "The lines that match a pattern, whatever the case (or for which a function says so); with prune those \
                 that do not, with field looked for in that word alone.",
                grep,
            ),
            py(
                &["fields"],
                "self, *fields",
                "The words of each line with these numbers, joined by spaces; without numbers lists of all words.",
                fields,
            ),
            py(
                &["sort"],
                "self, field=None, nums=False",
                "The lines in order, or in the order of a word; with nums by the number in it.",
                sort,
            ),
        ],
        attributes: attributes(),
        ..Table::default()
    }
}

fn attributes() -> Vec<Attribute> {
    let itself = "The list itself.";
    let paths = "Not there: it would be paths of pathlib.";
    vec![
        attribute("l", itself, |_, v| Ok(v.clone())),
        attribute("list", itself, |_, v| Ok(v.clone())),
        attribute("n", "One string, a line each.", |i, v| joined(i, 0, v)),
        attribute("nlstr", "One string, a line each.", |i, v| joined(i, 0, v)),
        attribute("s", "One string, parted by spaces.", |i, v| joined(i, 1, v)),
        attribute("spstr", "One string, parted by spaces.", |i, v| joined(i, 1, v)),
        attribute("p", paths, |_, _| no_paths()),
        attribute("paths", paths, |_, _| no_paths()),
    ]
}

fn no_paths() -> Result<Value> {
    Err(Raise::unsupported("pathlib is outside the language: the names that a command printed are in .l"))
}

/// The lines parted by line ends, or by spaces.
fn joined(interp: &mut Interp, which: usize, v: &Value) -> Result<Value> {
    let Some(SList { list, strings }) = v.downcast() else { return Err(Raise::type_error("not an SList")) };
    if let Some(known) = strings[which].get() {
        return Ok(known.clone());
    }
    let join = interp.get_attr(&Value::str(["\n", " "][which]), "join")?;
    let text = interp.call(&join, std::slice::from_ref(list), &[])?;
    Ok(strings[which].get_or_init(|| text).clone())
}

fn words(line: &Value) -> Result<Vec<Rc<str>>> {
    match line.as_str() {
        Some(text) => Ok(text.split_whitespace().map(Rc::from).collect()),
        None => Err(Raise::new(&exc::ATTRIBUTE_ERROR, "an item of this list is no line: it has no attribute 'split'")),
    }
}

/// The word of this number, from the end where it is negative.
fn word(words: &[Rc<str>], n: i64) -> Option<&str> {
    let at = if n < 0 { n + words.len() as i64 } else { n };
    usize::try_from(at).ok().and_then(|at| words.get(at)).map(|w| &**w)
}

fn grep(interp: &mut Interp, lines: ListArg, pattern: Value, prune: Value, field: Option<i64>) -> Result<Value> {
    let prune = interp.truth(&prune)?;
    let regex = match pattern.as_str() {
        Some(text) => {
            let built = RegexBuilder::new(text).case_insensitive(true).build();
            Some(built.map_err(|e| Raise::new(&exc::VALUE_ERROR, format!("{text:?} is no regular expression: {e}")))?)
        }
        None => None,
    };
    let mut kept = Vec::new();
    for line in copied(&lines.0) {
        let target = match field {
            Some(n) => Value::str(word(&words(&line)?, n).unwrap_or_default()),
            None => line.clone(),
        };
        let found = match &regex {
            Some(regex) => target.as_str().is_some_and(|t| regex.is_match(t)),
            None => {
                let answer = interp.call(&pattern, &[target], &[])?;
                interp.truth(&answer)?
            }
        };
        if found != prune {
            kept.push(line);
        }
    }
    Ok(of(kept))
}

fn fields(interp: &mut Interp, lines: ListArg, Rest(numbers): Rest) -> Result<Value> {
    let lines = copied(&lines.0);
    if numbers.is_empty() {
        let all = lines.iter().map(|l| Ok(Value::list(words(l)?.iter().map(|w| Value::str(&**w)).collect())));
        return Ok(Value::list(all.collect::<Result<_>>()?));
    }
    let number = |n: &Value| match n {
        Value::Int(n) => Ok(*n),
        other => {
            let text = format!("list indices must be integers or slices, not {}", interp.type_name(other));
            Err(Raise::type_error(text))
        }
    };
    let numbers: Vec<i64> = numbers.iter().map(number).collect::<Result<_>>()?;
    let picked = lines.iter().map(|line| picked(line, &numbers)).collect::<Result<Vec<_>>>()?;
    Ok(of(picked.into_iter().filter(|p| !p.is_empty()).map(Value::str).collect()))
}

fn picked(line: &Value, numbers: &[i64]) -> Result<String> {
    let words = words(line)?;
    Ok(numbers.iter().filter_map(|&n| word(&words, n)).collect::<Vec<_>>().join(" "))
}

fn sort(interp: &mut Interp, lines: ListArg, field: Option<i64>, nums: Value) -> Result<Value> {
    let by_number = interp.truth(&nums)?;
    let mut keyed = Vec::new();
    for line in copied(&lines.0) {
        let key = match field {
            Some(n) => picked(&line, &[n])?,
            None => line.as_str().unwrap_or_default().to_string(),
        };
        let key = if by_number { (number(&key, field.is_some()), String::new()) } else { (BigInt::ZERO, key) };
        keyed.push((key, line.as_str().unwrap_or_default().to_string(), line));
    }
    keyed.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    Ok(of(keyed.into_iter().map(|(_, _, line)| line).collect()))
}

/// The digits of a text as a number; 0 where there are none, or where a word must be a number as a whole and is not.
fn number(text: &str, whole: bool) -> BigInt {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if whole && digits.len() < text.len() { BigInt::ZERO } else { digits.parse().unwrap_or_default() }
}

fn copied(list: &Rc<List>) -> Vec<Value> {
    list.0.borrow().clone()
}

impl Object for SList {
    fn type_(&self) -> &'static Type {
        &SLIST
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        interp.repr(&self.list)
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(interp.get_item(&self.list, index))
    }

    fn set_subscript(&self, interp: &mut Interp, index: &Value, value: Value) -> Option<Result<()>> {
        Some(interp.set_item(&self.list, index, value))
    }

    fn delete_subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<()>> {
        Some(interp.del_item(&self.list, index))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(interp.iter(&self.list))
    }

    fn len(&self) -> Option<usize> {
        match &self.list {
            Value::List(l) => Some(l.0.borrow().len()),
            _ => None,
        }
    }

    fn hashable(&self) -> bool {
        false
    }

    fn plain(&self) -> Option<Value> {
        Some(self.list.clone())
    }

    /// As a list: `+` and `*`.
    fn binary(&self, interp: &mut Interp, op: BinOp, other: &Value, reflected: bool) -> Option<Result<Value>> {
        let other = match other {
            Value::Object(o) => o.plain()?,
            plain => plain.clone(),
        };
        let (a, b) = if reflected { (&other, &self.list) } else { (&self.list, &other) };
        Some(interp.binary(op, a, b))
    }
}
