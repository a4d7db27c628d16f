//! `open`.

use super::disk::Disk;
use super::stream::{Body, Coding};
use super::{Kind, Stream, failed, path_of};
use crate::lang::builtins::python::str_::coding::codec;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;
use std::cell::{Cell, RefCell};
use std::fs::{File, OpenOptions};

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![c(
        &["open"],
        "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
        "Open a file.\n\n\
         >>> import os, tempfile\n>>> name = os.path.join(tempfile.mkdtemp(), 'a.txt')\n\
         >>> with open(name, 'w') as f:\n...     n = f.write('one\\ntwo\\n')\n\
         >>> with open(name) as f:\n...     print(f.readlines())\n['one\\n', 'two\\n']",
        |interp: &mut Interp,
         file: Value,
         mode: Value,
         _buffering: Value,
         encoding: Option<String>,
         errors: Option<String>,
         newline: Option<String>,
         closefd: Option<bool>,
         opener: Value| {
            let mode = match (mode.as_str(), &mode) {
                (Some(text), _) => text.to_string(),
                (_, Value::None) => "r".to_string(),
                _ => {
                    let t = super::name_of(interp, &mode);
                    return Err(Raise::type_error(format!("open() argument 'mode' must be str, not {t}")));
                }
            };
            if matches!(file, Value::Int(_) | Value::Bool(_)) || closefd == Some(false) || !opener.is_none() {
                return Err(Raise::unsupported("Ravel opens files by name, not by number, and without an opener"));
            }
            open(interp, &file, &mode, (encoding, errors, newline)).map(Stream::into_value)
        },
    )]
}

/// What the letters of a mode ask for.
struct Asked {
    letter: char,
    plus: bool,
    binary: bool,
}

fn asked(mode: &str) -> Result<Asked> {
    let count = |c: char| mode.chars().filter(|&m| m == c).count();
    if mode.chars().any(|c| !"rwxabt+".contains(c) || count(c) > 1) {
        return Err(Raise::value_error(format!("invalid mode: '{mode}'")));
    }
    let letters: Vec<char> = mode.chars().filter(|c| "rwxa".contains(*c)).collect();
    let (plus, binary) = (mode.contains('+'), mode.contains('b'));
    if binary && mode.contains('t') {
        return Err(Raise::value_error("can't have text and binary mode at once"));
    }
    match letters[..] {
        [letter] => Ok(Asked { letter, plus, binary }),
        [] => Err(Raise::value_error("Must have exactly one of create/read/write/append mode and at most one plus")),
        _ => Err(Raise::value_error("must have exactly one of create/read/write/append mode")),
    }
}

/// `open(file, mode, encoding=…, errors=…, newline=…)`.
///
/// # Errors
/// `OSError` and kin, as Python words them.
pub fn open(
    interp: &mut Interp,
    file: &Value,
    mode: &str,
    (encoding, errors, newline): (Option<String>, Option<String>, Option<String>),
) -> Result<Stream> {
    let path = path_of(interp, file)?;
    let asked = asked(mode)?;
    if asked.binary {
        for (name, given) in [("encoding", &encoding), ("errors", &errors), ("newline", &newline)] {
            if given.is_some() {
                let article = if name == "newline" { "a" } else { "an" };
                return Err(Raise::value_error(format!("binary mode doesn't take {article} {name} argument")));
            }
        }
    }
    if let Some(newline) = newline.as_deref().filter(|n| !["", "\n", "\r", "\r\n"].contains(n)) {
        return Err(Raise::value_error(format!("illegal newline value: {newline}")));
    }
    if let Some(encoding) = &encoding {
        codec(encoding)?;
    }
    if path.contains('\0') {
        return Err(Raise::value_error("embedded null byte"));
    }
    let opened = system_open(&path, &asked).map_err(|e| failed(&e, Some(file.clone())))?;
    let coding =
        Coding { encoding: encoding.unwrap_or("UTF-8".into()), errors: errors.unwrap_or("strict".into()), newline };
    Ok(made(opened, file.clone(), mode, coding))
}

fn system_open(path: &str, asked: &Asked) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(asked.letter == 'r' || asked.plus);
    options.write(asked.letter != 'r' || asked.plus);
    match asked.letter {
        'w' => options.create(true).truncate(true),
        'x' => options.create_new(true),
        'a' => options.create(true).append(true),
        _ => &mut options,
    };
    let file = options.open(path)?;
    if file.metadata()?.is_dir() {
        return Err(std::io::Error::from_raw_os_error(21));
    }
    if asked.letter == 'a' {
        use std::io::Seek;
        (&file).seek(std::io::SeekFrom::End(0))?;
    }
    Ok(file)
}

/// The stream of a file that was opened.
pub(super) fn made(file: File, name: Value, mode: &str, coding: Coding) -> Stream {
    let letter = |c: char| mode.contains(c);
    let (readable, writable) = (letter('r') || letter('+'), !letter('r') || letter('+'));
    let kind = match (letter('b'), readable, writable) {
        (false, ..) => Kind::Text,
        (_, true, true) => Kind::Random,
        (_, true, _) => Kind::Reader,
        _ => Kind::Writer,
    };
    let body = RefCell::new(Body::Disk(Disk::new(file)));
    Stream {
        kind,
        name,
        mode: mode.to_string(),
        readable,
        writable,
        coding,
        body,
        me: RefCell::new(nobody()),
        iterating: Cell::new(false),
    }
}

/// `open(path, mode)` for the library's own use.
///
/// # Errors
/// As [`open`].
pub fn open_path(interp: &mut Interp, path: &str, mode: &str) -> Result<Stream> {
    open(interp, &Value::str(path), mode, (None, None, None))
}

impl Stream {
    /// `io.BytesIO(data)`
    pub fn of_bytes(data: Vec<u8>) -> Stream {
        Stream::memory(Kind::BytesIO, Body::Bytes(data, 0), None)
    }

    /// `io.StringIO(text)`
    pub fn of_text(text: &str, newline: Option<String>) -> Stream {
        let text = match newline {
            None => text.replace("\r\n", "\n").replace('\r', "\n"),
            Some(_) => text.to_string(),
        };
        Stream::memory(Kind::StringIO, Body::Text(text.chars().collect(), 0), newline)
    }

    fn memory(kind: Kind, body: Body, newline: Option<String>) -> Stream {
        let coding = Coding { encoding: "UTF-8".into(), errors: "strict".into(), newline };
        let (name, mode) = (Value::None, String::new());
        let body = RefCell::new(body);
        Stream {
            kind,
            name,
            mode,
            readable: true,
            writable: true,
            coding,
            body,
            me: RefCell::new(nobody()),
            iterating: Cell::new(false),
        }
    }
}

/// No object yet.
fn nobody() -> std::rc::Weak<Box<dyn crate::lang::object::Object>> {
    std::rc::Weak::new()
}
