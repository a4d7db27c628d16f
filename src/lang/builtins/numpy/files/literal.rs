//! A Python literal in a text: the header of a `.npy` file.

use crate::lang::dict::{Dict, Key};
use crate::lang::value::Value;
use std::rc::Rc;

/// The value of a text that is nothing but a literal of strings, numbers, tuples, lists and dicts.
pub fn parse(text: &str) -> Option<Value> {
    let mut reader = Reader { text: text.as_bytes(), at: 0 };
    let value = reader.value()?;
    reader.space();
    (reader.at == reader.text.len()).then_some(value)
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn space(&mut self) {
        while self.peek().is_some_and(|c| c.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn take(&mut self, c: u8) -> bool {
        self.space();
        let is = self.peek() == Some(c);
        self.at += usize::from(is);
        is
    }

    fn value(&mut self) -> Option<Value> {
        self.space();
        match self.peek()? {
            b'{' => self.dict(),
            b'(' => self.tuple(),
            b'[' => {
                self.at += 1;
                self.items(b']').map(|(items, _)| Value::list(items))
            }
            b'\'' | b'"' => self.string().map(Value::str),
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.word(),
        }
    }

    fn tuple(&mut self) -> Option<Value> {
        self.at += 1;
        let (mut items, comma) = self.items(b')')?;
        if items.len() == 1 && !comma { items.pop() } else { Some(Value::tuple(items)) }
    }

    /// Items up to the closing bracket, and whether a comma stands behind the last.
    fn items(&mut self, end: u8) -> Option<(Vec<Value>, bool)> {
        let mut items = Vec::new();
        let mut comma = false;
        while !self.take(end) {
            if !items.is_empty() && !comma {
                return None;
            }
            items.push(self.value()?);
            comma = self.take(b',');
        }
        Some((items, comma))
    }

    fn dict(&mut self) -> Option<Value> {
        self.at += 1;
        let dict = Dict::default();
        while !self.take(b'}') {
            let key = Key::new(self.value()?)?;
            if !self.take(b':') {
                return None;
            }
            let value = self.value()?;
            dict.0.borrow_mut().insert(key, value);
            if !self.take(b',') {
                return self.take(b'}').then(|| Value::Dict(Rc::new(dict)));
            }
        }
        Some(Value::Dict(Rc::new(dict)))
    }

    fn string(&mut self) -> Option<String> {
        let quote = self.peek()?;
        let start = self.at + 1;
        let mut out = Vec::new();
        self.at = start;
        loop {
            match self.peek()? {
                c if c == quote => break,
                b'\\' => {
                    self.at += 1;
                    out.push(self.peek()?);
                }
                c => out.push(c),
            }
            self.at += 1;
        }
        self.at += 1;
        String::from_utf8(out).ok()
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let number = std::str::from_utf8(&self.text[start..self.at]).ok()?.parse().ok().map(Value::Int);
        // What Python 2 wrote.
        self.at += usize::from(self.peek() == Some(b'L'));
        number
    }

    fn word(&mut self) -> Option<Value> {
        let words = [("True", Value::Bool(true)), ("False", Value::Bool(false)), ("None", Value::None)];
        let (word, value) = words.into_iter().find(|(w, _)| self.text[self.at..].starts_with(w.as_bytes()))?;
        self.at += word.len();
        Some(value)
    }
}
