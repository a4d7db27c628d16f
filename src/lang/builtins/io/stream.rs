//! A stream of text or of bytes, in memory or in a file.

use super::disk::Disk;
use super::{failed, unsupported};
use crate::engine::interrupt;
use crate::lang::builtins::python::bytes::coding::decode_bytes;
use crate::lang::builtins::python::str_::coding::encode_text;
use crate::lang::error::{Raise, Result};
use crate::lang::object::Object;
use crate::lang::value::Value;
use std::cell::{Cell, RefCell};
use std::io::SeekFrom;
use std::rc::{Rc, Weak};

/// What class of Python's it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `TextIOWrapper`
    Text,
    /// `BufferedReader`
    Reader,
    /// `BufferedWriter`
    Writer,
    /// `BufferedRandom`
    Random,
    /// `StringIO`
    StringIO,
    /// `BytesIO`
    BytesIO,
}

/// Where the contents are.
pub(super) enum Body {
    Disk(Disk),
    Bytes(Vec<u8>, usize),
    Text(Vec<char>, usize),
    Closed,
}

/// How text becomes bytes.
#[derive(Clone)]
pub(super) struct Coding {
    pub encoding: String,
    pub errors: String,
    /// `newline=…` as it was given.
    pub newline: Option<String>,
}

/// An open file, or one in memory.
pub struct Stream {
    /// What it is.
    pub kind: Kind,
    /// Its `name`, none in memory.
    pub name: Value,
    /// As `open` got it.
    pub mode: String,
    pub(super) readable: bool,
    pub(super) writable: bool,
    pub(super) coding: Coding,
    pub(super) body: RefCell<Body>,
    /// The object that a program holds, which `iter` and `with` hand out.
    pub(super) me: RefCell<Weak<Box<dyn Object>>>,
    /// Lines are being iterated over, so that there is no telling where.
    pub(super) iterating: Cell<bool>,
}

/// A line ends here: after how many items of the text, if at all.
fn line_end(is: impl Fn(usize) -> Option<char>, newline: Option<&str>) -> Option<usize> {
    let mut i = 0;
    while let Some(c) = is(i) {
        match (c, newline) {
            ('\n', None | Some("" | "\n")) => return Some(i + 1),
            ('\r', None | Some("")) => return Some(if is(i + 1) == Some('\n') { i + 2 } else { i + 1 }),
            ('\r', Some("\r")) => return Some(i + 1),
            ('\r', Some("\r\n")) if is(i + 1) == Some('\n') => return Some(i + 2),
            _ => {}
        }
        i += 1;
    }
    None
}

impl Stream {
    /// As an object of the program's.
    pub fn into_value(self) -> Value {
        let value = Value::object(self);
        if let (Value::Object(object), Some(stream)) = (&value, value.downcast::<Stream>()) {
            stream.me.replace(Rc::downgrade(object));
        }
        value
    }

    /// The object that the program holds.
    pub(super) fn itself(&self) -> Result<Value> {
        self.check_open(".")?;
        Ok(self.me.borrow().upgrade().map_or(Value::None, Value::Object))
    }

    /// Whether it gives and takes text.
    pub fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::StringIO)
    }

    /// Whether it is a file of the system.
    pub fn is_file(&self) -> bool {
        !matches!(self.kind, Kind::StringIO | Kind::BytesIO)
    }

    /// Whether it is closed.
    pub fn closed(&self) -> bool {
        matches!(&*self.body.borrow(), Body::Closed)
    }

    fn closed_error(&self, doing: &str) -> Raise {
        Raise::value_error(match self.kind {
            Kind::Text | Kind::BytesIO => "I/O operation on closed file.".to_string(),
            Kind::StringIO => "I/O operation on closed file".to_string(),
            _ if doing == "." => "I/O operation on closed file.".to_string(),
            _ if doing.is_empty() => "I/O operation on closed file".to_string(),
            _ => format!("{doing} closed file"),
        })
    }

    /// Raises if it is closed.
    pub(super) fn check_open(&self, doing: &str) -> Result<()> {
        if self.closed() { Err(self.closed_error(doing)) } else { Ok(()) }
    }

    fn check(&self, allowed: bool, word: &str, doing: &str) -> Result<()> {
        if self.kind == Kind::Text {
            self.check_open(doing)?;
        }
        if !allowed {
            let text = if self.kind == Kind::Text { format!("not {word}able") } else { word.to_string() };
            return Err(unsupported(&text));
        }
        self.check_open(doing)
    }

    fn io<T>(&self, result: std::io::Result<T>) -> Result<T> {
        result.map_err(|e| failed(&e, None))
    }

    /// The next bytes; all of them if no number is given.
    ///
    /// # Errors
    /// Of a stream that is closed or not for reading.
    pub fn read_bytes(&self, n: Option<usize>) -> Result<Vec<u8>> {
        self.check(self.readable, "read", "read of")?;
        match &mut *self.body.borrow_mut() {
            Body::Disk(disk) => self.io(disk.read(n)),
            Body::Bytes(data, at) => {
                let from = (*at).min(data.len());
                let end = n.map_or(data.len(), |n| from.saturating_add(n).min(data.len()));
                *at = (*at).max(end);
                Ok(data[from..end].to_vec())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// The next bytes up to the end of a line.
    ///
    /// # Errors
    /// As [`Stream::read_bytes`].
    pub fn read_line_bytes(&self, most: Option<usize>) -> Result<Vec<u8>> {
        self.check(self.readable, "read", "readline of")?;
        let mut body = self.body.borrow_mut();
        if let Body::Bytes(data, at) = &mut *body {
            let from = (*at).min(data.len());
            let rest = &data[from..];
            let n = rest.iter().position(|&b| b == b'\n').map_or(rest.len(), |i| i + 1).min(most.unwrap_or(usize::MAX));
            *at = from + n;
            return Ok(data[from..from + n].to_vec());
        }
        let Body::Disk(disk) = &mut *body else { return Ok(Vec::new()) };
        let mut looked = 1;
        loop {
            interrupt::poll();
            let seen = self.io(disk.peek(looked))?;
            let end = seen[looked - 1..].iter().position(|&b| b == b'\n').map(|i| looked + i);
            let whole = seen.len() < looked || most.is_some_and(|m| m <= seen.len());
            if end.is_some() || whole {
                let n = end.unwrap_or(seen.len()).min(most.unwrap_or(usize::MAX));
                return self.io(disk.read(Some(n)));
            }
            looked = seen.len() + 1;
        }
    }

    /// The next code points; all of them if no number is given.
    ///
    /// # Errors
    /// As [`Stream::read_bytes`]; `UnicodeDecodeError`.
    pub fn read_text(&self, n: Option<usize>) -> Result<String> {
        self.check(self.readable, "read", "read of")?;
        if let Body::Text(data, at) = &mut *self.body.borrow_mut() {
            let from = (*at).min(data.len());
            let end = n.map_or(data.len(), |n| from.saturating_add(n).min(data.len()));
            *at = (*at).max(end);
            return Ok(data[from..end].iter().collect());
        }
        let Some(n) = n else {
            self.iterating.set(false);
            let bytes = self.read_bytes(None)?;
            return self.decoded(&bytes);
        };
        let mut out = String::new();
        for _ in 0..n {
            let next = self.next_char()?;
            if next.is_empty() {
                break;
            }
            out.push_str(&next);
        }
        Ok(out)
    }

    /// One code point, or nothing at the end.
    fn next_char(&self) -> Result<String> {
        let mut body = self.body.borrow_mut();
        let Body::Disk(disk) = &mut *body else { return Ok(String::new()) };
        let seen = self.io(disk.peek(4))?;
        let narrow = !matches!(self.coding.encoding.to_lowercase().as_str(), "utf-8" | "utf8");
        let n = match seen.first() {
            None => return Ok(String::new()),
            Some(b'\r') if self.coding.newline.is_none() && seen.get(1) == Some(&b'\n') => 2,
            Some(b) if narrow || *b < 0xc0 => 1,
            Some(b) => (b.leading_ones() as usize).min(seen.len()),
        };
        let text = self.decoded(&seen[..n])?;
        disk.skip(n);
        Ok(text)
    }

    /// Bytes as text, line ends translated as asked for.
    fn decoded(&self, bytes: &[u8]) -> Result<String> {
        let text = decode_bytes(bytes, &self.coding.encoding, &self.coding.errors)?;
        if self.coding.newline.is_some() || !text.contains('\r') {
            return Ok(text);
        }
        Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
    }

    /// The next line with its end; empty at the end.
    ///
    /// # Errors
    /// As [`Stream::read_text`].
    pub fn read_line(&self, most: Option<usize>) -> Result<String> {
        self.check(self.readable, "read", "readline of")?;
        let newline = self.coding.newline.as_deref();
        if let Body::Text(data, at) = &mut *self.body.borrow_mut() {
            let from = (*at).min(data.len());
            let end = line_end(|i| data.get(from + i).copied(), newline).unwrap_or(data.len() - from);
            let end = from + end.min(most.unwrap_or(usize::MAX));
            *at = end;
            return Ok(data[from..end].iter().collect());
        }
        if let Some(most) = most {
            return self.short_line(most);
        }
        let mut looked = 2;
        let taken = loop {
            interrupt::poll();
            let mut body = self.body.borrow_mut();
            let Body::Disk(disk) = &mut *body else { return Ok(String::new()) };
            let seen = self.io(disk.peek(looked))?;
            let whole = seen.len() < looked;
            // The byte before may be the first half of a line's end.
            let before = looked - 2;
            let end = line_end(|i| seen.get(before + i).map(|&b| b as char), newline).map(|n| before + n);
            // A return at the very end may be half of a line's end.
            let end = end.filter(|&n| whole || n < seen.len() || seen[n - 1] == b'\n');
            if whole || end.is_some() {
                let n = end.unwrap_or(seen.len());
                break self.io(disk.read(Some(n)))?;
            }
            looked = seen.len() + 1;
        };
        self.decoded(&taken)
    }

    fn short_line(&self, most: usize) -> Result<String> {
        let mut out = String::new();
        for _ in 0..most {
            let c = self.next_char()?;
            out.push_str(&c);
            if c.is_empty() || c == "\n" {
                break;
            }
        }
        Ok(out)
    }

    /// Writes bytes.
    ///
    /// # Errors
    /// Of a stream that is closed or not for writing.
    pub fn write_bytes(&self, bytes: &[u8]) -> Result<()> {
        self.check(self.writable, "write", "write to")?;
        match &mut *self.body.borrow_mut() {
            Body::Disk(disk) => self.io(disk.write(bytes)),
            Body::Bytes(data, at) => {
                if data.len() < *at + bytes.len() {
                    data.resize(*at + bytes.len(), 0);
                }
                data[*at..*at + bytes.len()].copy_from_slice(bytes);
                *at += bytes.len();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Writes text.
    ///
    /// # Errors
    /// As [`Stream::write_bytes`]; `UnicodeEncodeError`.
    pub fn write_text(&self, text: &str) -> Result<()> {
        self.check(self.writable, "writ", "write to")?;
        if let Body::Text(data, at) = &mut *self.body.borrow_mut() {
            let chars: Vec<char> = text.chars().collect();
            if data.len() < *at {
                data.resize(*at, '\0');
            }
            let end = (*at + chars.len()).min(data.len());
            *at += chars.len();
            data.splice(*at - chars.len()..end, chars);
            return Ok(());
        }
        let bytes = match self.coding.newline.as_deref() {
            Some(end @ ("\r" | "\r\n")) => {
                encode_text(&text.replace('\n', end), &self.coding.encoding, &self.coding.errors)?
            }
            _ => encode_text(text, &self.coding.encoding, &self.coding.errors)?,
        };
        self.write_bytes(&bytes)
    }

    /// Goes to another place and says where that is.
    ///
    /// # Errors
    /// Of a place that there is not.
    pub fn seek(&self, offset: i64, whence: i64) -> Result<i64> {
        self.check_open("seek of")?;
        self.iterating.set(false);
        self.check_place(offset, whence)?;
        match &mut *self.body.borrow_mut() {
            Body::Disk(disk) => {
                let to = match whence {
                    0 => SeekFrom::Start(offset as u64),
                    1 if offset == 0 => SeekFrom::Start(self.io(disk.tell())?),
                    1 => SeekFrom::Current(offset),
                    _ => SeekFrom::End(offset),
                };
                self.io(disk.seek(to)).map(|at| at as i64)
            }
            Body::Bytes(_, at) | Body::Text(_, at) if whence == 1 => {
                *at = (*at as i64).saturating_add(offset).max(0) as usize;
                Ok(*at as i64)
            }
            Body::Bytes(data, at) => {
                let from = if whence == 2 { data.len() as i64 } else { 0 };
                *at = from.saturating_add(offset).max(0) as usize;
                Ok(*at as i64)
            }
            Body::Text(data, at) => {
                *at = if whence == 2 { data.len() } else { offset as usize };
                Ok(*at as i64)
            }
            Body::Closed => Ok(0),
        }
    }

    fn check_place(&self, offset: i64, whence: i64) -> Result<()> {
        let known = (0..=2).contains(&whence);
        let negative = offset < 0 && whence == 0;
        match self.kind {
            Kind::Text if !known => Err(Raise::value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
            Kind::Text if negative => Err(Raise::value_error(format!("negative seek position {offset}"))),
            Kind::Text if whence > 0 && offset != 0 => {
                let from = if whence == 1 { "cur" } else { "end" };
                Err(unsupported(&format!("can't do nonzero {from}-relative seeks")))
            }
            Kind::StringIO if !known => {
                Err(Raise::value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)")))
            }
            Kind::StringIO if negative => Err(Raise::value_error(format!("Negative seek position {offset}"))),
            Kind::StringIO if whence > 0 && offset != 0 => {
                Err(Raise::new(&crate::lang::exceptions::OS_ERROR, "Can't do nonzero cur-relative seeks"))
            }
            Kind::BytesIO if !known => {
                Err(Raise::value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)")))
            }
            Kind::BytesIO if negative => Err(Raise::value_error(format!("negative seek value {offset}"))),
            _ if !known => Err(Raise::value_error(format!("whence value {whence} unsupported"))),
            _ if negative => Err(failed(&std::io::Error::from_raw_os_error(22), None)),
            _ => Ok(()),
        }
    }

    /// Where reading and writing goes on.
    ///
    /// # Errors
    /// Of a closed stream.
    pub fn tell(&self) -> Result<i64> {
        self.check_open("")?;
        if self.iterating.get() && self.kind == Kind::Text {
            return Err(Raise::new(&crate::lang::exceptions::OS_ERROR, "telling position disabled by next() call"));
        }
        match &mut *self.body.borrow_mut() {
            Body::Disk(disk) => self.io(disk.tell()).map(|at| at as i64),
            Body::Bytes(_, at) | Body::Text(_, at) => Ok(*at as i64),
            Body::Closed => Ok(0),
        }
    }

    /// Cuts the contents at a size, the present place unless given.
    ///
    /// # Errors
    /// Of a stream that is closed or not for writing.
    pub fn truncate(&self, size: Option<i64>) -> Result<i64> {
        self.check_open("truncate of")?;
        if !self.writable {
            return Err(unsupported("truncate"));
        }
        let size = size.map_or_else(|| self.tell(), Ok)?;
        if size < 0 {
            return Err(match self.kind {
                Kind::BytesIO => Raise::value_error(format!("negative size value {size}")),
                Kind::StringIO => Raise::value_error(format!("Negative size value {size}")),
                _ => failed(&std::io::Error::from_raw_os_error(22), None),
            });
        }
        match &mut *self.body.borrow_mut() {
            Body::Disk(disk) => {
                let at = self.io(disk.tell())?;
                self.io(disk.truncate(size as u64))?;
                self.io(disk.seek(SeekFrom::Start(at)))?;
            }
            Body::Bytes(data, _) => data.truncate(size as usize),
            Body::Text(data, _) => data.truncate(size as usize),
            Body::Closed => {}
        }
        Ok(size)
    }

    /// Writes what was held back.
    ///
    /// # Errors
    /// Of a closed stream, and the system's.
    pub fn flush(&self) -> Result<()> {
        self.check_open(".")?;
        match &mut *self.body.borrow_mut() {
            Body::Disk(disk) => self.io(disk.flush()),
            _ => Ok(()),
        }
    }

    /// Closes it; once more does nothing.
    ///
    /// # Errors
    /// The system's, of what was still to be written.
    pub fn close(&self) -> Result<()> {
        match std::mem::replace(&mut *self.body.borrow_mut(), Body::Closed) {
            Body::Disk(mut disk) => self.io(disk.flush()),
            _ => Ok(()),
        }
    }

    /// Does something with the file of the system, which stands where the program believes.
    ///
    /// # Errors
    /// Of a closed stream, and the system's.
    pub fn with_file<T>(&self, f: impl FnOnce(&mut std::fs::File) -> std::io::Result<T>) -> Result<T> {
        self.check_open("")?;
        match &mut *self.body.borrow_mut() {
            Body::Disk(disk) => {
                let file = self.io(disk.settled())?;
                self.io(f(file))
            }
            _ => Err(unsupported("fileno")),
        }
    }
}
