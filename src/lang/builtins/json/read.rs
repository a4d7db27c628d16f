//! `json.loads`.

use super::super::python::parse;
use crate::lang::dict::{Dict, Key};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use std::rc::Rc;

/// Functions that make values of what is read.
pub struct Hooks {
    /// Of a dict.
    pub object: Option<Value>,
    /// Of the pairs of a dict.
    pub pairs: Option<Value>,
    /// Of the text of a float.
    pub float: Option<Value>,
    /// Of the text of an int.
    pub int: Option<Value>,
    /// Of `NaN`, `Infinity` and `-Infinity`.
    pub constant: Option<Value>,
}

/// `JSONDecodeError` at a position.
pub fn failed(what: &str, text: &[char], at: usize) -> Raise {
    let before = &text[..at.min(text.len())];
    let line = before.iter().filter(|&&c| c == '\n').count() + 1;
    let column = at - before.iter().rposition(|&c| c == '\n').map_or(0, |p| p + 1) + 1;
    Raise::new(&exc::JSON_DECODE_ERROR, format!("{what}: line {line} column {column} (char {at})"))
}

/// The value that a text describes.
pub fn read(interp: &mut Interp, text: &str, hooks: &Hooks) -> Result<Value> {
    let mut reader = Reader { text: text.chars().collect(), at: 0, hooks, depth: 0 };
    reader.space();
    let value = reader.value(interp)?;
    reader.space();
    if reader.at < reader.text.len() {
        return Err(reader.failed("Extra data", reader.at));
    }
    Ok(value)
}

struct Reader<'a> {
    text: Vec<char>,
    at: usize,
    hooks: &'a Hooks,
    depth: usize,
}

/// How deep values may nest.
const MOST_DEPTH: usize = 900;

impl Reader<'_> {
    fn failed(&self, what: &str, at: usize) -> Raise {
        failed(what, &self.text, at)
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    /// Whether a word comes; steps over it.
    fn word(&mut self, word: &str) -> bool {
        let here = word.chars().enumerate().all(|(i, c)| self.text.get(self.at + i) == Some(&c));
        self.at += if here { word.len() } else { 0 };
        here
    }

    fn value(&mut self, interp: &mut Interp) -> Result<Value> {
        match self.peek() {
            Some('"') => {
                self.at += 1;
                return self.string().map(Value::str);
            }
            Some('{') => return self.deeper("object", |me| me.object(interp)),
            Some('[') => return self.deeper("array", |me| me.array(interp)),
            _ => {}
        }
        for (word, value) in [("null", Value::None), ("true", Value::Bool(true)), ("false", Value::Bool(false))] {
            if self.word(word) {
                return Ok(value);
            }
        }
        for (word, x) in [("NaN", f64::NAN), ("Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)] {
            if self.word(word) {
                return match &self.hooks.constant {
                    Some(f) => interp.call(f, &[Value::str(word)], &[]),
                    None => Ok(Value::Float(x)),
                };
            }
        }
        self.number(interp)
    }

    fn deeper(&mut self, what: &str, read: impl FnOnce(&mut Self) -> Result<Value>) -> Result<Value> {
        if self.depth >= MOST_DEPTH {
            let text = format!("maximum recursion depth exceeded while decoding a JSON {what} from a unicode string");
            return Err(Raise::new(&exc::RECURSION_ERROR, text));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn digits(&self, from: usize) -> usize {
        self.text[from.min(self.text.len())..].iter().take_while(|c| c.is_ascii_digit()).count()
    }

    /// The end of a number's fraction and exponent; a dot or `e` without digits is not its.
    fn tail(&self, end: usize) -> usize {
        let mut end = end;
        if self.text.get(end) == Some(&'.') && self.digits(end + 1) > 0 {
            end += 1 + self.digits(end + 1);
        }
        if matches!(self.text.get(end), Some('e' | 'E')) {
            let sign = matches!(self.text.get(end + 1), Some('+' | '-')) as usize;
            let digits = self.digits(end + 1 + sign);
            end += if digits > 0 { 1 + sign + digits } else { 0 };
        }
        end
    }

    fn number(&mut self, interp: &mut Interp) -> Result<Value> {
        let start = self.at;
        let first = start + (self.peek() == Some('-')) as usize;
        let whole = match self.text.get(first) {
            Some('0') => 1,
            _ => self.digits(first),
        };
        if whole == 0 {
            return Err(self.failed("Expecting value", start));
        }
        let end = self.tail(first + whole);
        self.at = end;
        let text: String = self.text[start..end].iter().collect();
        let is_int = end == first + whole;
        match if is_int { &self.hooks.int } else { &self.hooks.float } {
            Some(f) => interp.call(f, &[Value::str(text)], &[]),
            None if is_int => Ok(parse::int(&text, 10).map_or(Value::Int(0), Value::big)),
            None => Ok(Value::Float(text.parse().unwrap_or(f64::NAN))),
        }
    }

    /// What follows an item: whether another one comes, or the end.
    fn more(&mut self, end: char) -> Result<bool> {
        self.space();
        match self.peek() {
            Some(c) if c == end => {
                self.at += 1;
                Ok(false)
            }
            Some(',') => {
                self.at += 1;
                self.space();
                Ok(true)
            }
            _ => Err(self.failed("Expecting ',' delimiter", self.at)),
        }
    }

    fn array(&mut self, interp: &mut Interp) -> Result<Value> {
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(']') {
            self.at += 1;
            return Ok(Value::list(items));
        }
        loop {
            items.push(self.value(interp)?);
            if !self.more(']')? {
                return Ok(Value::list(items));
            }
        }
    }

    fn object(&mut self, interp: &mut Interp) -> Result<Value> {
        let mut pairs = Vec::new();
        self.space();
        if self.peek() == Some('}') {
            self.at += 1;
            return self.made(interp, pairs);
        }
        loop {
            if self.peek() != Some('"') {
                return Err(self.failed("Expecting property name enclosed in double quotes", self.at));
            }
            self.at += 1;
            let key = self.string()?;
            self.space();
            if self.peek() != Some(':') {
                return Err(self.failed("Expecting ':' delimiter", self.at));
            }
            self.at += 1;
            self.space();
            pairs.push((key, self.value(interp)?));
            if !self.more('}')? {
                return self.made(interp, pairs);
            }
        }
    }

    fn made(&self, interp: &mut Interp, pairs: Vec<(String, Value)>) -> Result<Value> {
        if let Some(f) = &self.hooks.pairs {
            let pair = |(k, v)| Value::tuple(vec![Value::str(k), v]);
            return interp.call(f, &[Value::list(pairs.into_iter().map(pair).collect())], &[]);
        }
        let dict = Dict::default();
        for (key, value) in pairs {
            dict.0.borrow_mut().insert(Key::str(&key), value);
        }
        let dict = Value::Dict(Rc::new(dict));
        match &self.hooks.object {
            Some(f) => interp.call(f, &[dict], &[]),
            None => Ok(dict),
        }
    }

    /// A text, behind its first quote.
    fn string(&mut self) -> Result<String> {
        let begin = self.at - 1;
        let mut out = String::new();
        loop {
            let c = self.peek().ok_or_else(|| self.failed("Unterminated string starting at", begin))?;
            self.at += 1;
            match c {
                '"' => return Ok(out),
                '\\' => out.push(self.escape(begin)?),
                c if (c as u32) < 32 => return Err(self.failed("Invalid control character at", self.at - 1)),
                c => out.push(c),
            }
        }
    }

    fn escape(&mut self, begin: usize) -> Result<char> {
        let c = self.peek().ok_or_else(|| self.failed("Unterminated string starting at", begin))?;
        self.at += 1;
        Ok(match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => self.code()?,
            _ => return Err(self.failed("Invalid \\escape", self.at - 2)),
        })
    }

    /// `XXXX` of `\uXXXX`, with the second half of a pair.
    fn code(&mut self) -> Result<char> {
        let four = |at: usize| {
            let text: String = self.text.get(at..at + 4)?.iter().collect();
            text.chars().all(|c| c.is_ascii_hexdigit()).then(|| u32::from_str_radix(&text, 16).ok())?
        };
        let first = four(self.at).ok_or_else(|| self.failed("Invalid \\uXXXX escape", self.at - 1))?;
        self.at += 4;
        let pair = self.text.get(self.at) == Some(&'\\') && self.text.get(self.at + 1) == Some(&'u');
        let second = if pair { four(self.at + 2) } else { None };
        if let (0xD800..0xDC00, Some(low @ 0xDC00..0xE000)) = (first, second) {
            self.at += 6;
            return Ok(char::from_u32(0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00)).unwrap_or('\u{fffd}'));
        }
        char::from_u32(first).ok_or_else(|| Raise::unsupported("Ravel's texts hold no half of a surrogate pair"))
    }
}
