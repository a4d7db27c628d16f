//! The classes of streams, and their methods.

use super::stream::Body;
use super::{Kind, Stream, name_of, unsupported};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, OBJECT, Table, Type, attribute, c};
use crate::lang::remains::Gathered;
use crate::lang::value::Value;
use std::any::Any;
use std::rc::Rc;

static BASE: Type = Type::new("_IOBase", "_io", &[&OBJECT], base);
static TEXT_BASE: Type = Type::new("_TextIOBase", "_io", &[&BASE], Table::default);
static BYTES_BASE: Type = Type::new("_BufferedIOBase", "_io", &[&BASE], Table::default);
static TEXT: Type = Type::new("TextIOWrapper", "_io", &[&TEXT_BASE], text);
static READER: Type = Type::new("BufferedReader", "_io", &[&BYTES_BASE], named);
static WRITER: Type = Type::new("BufferedWriter", "_io", &[&BYTES_BASE], named);
static RANDOM: Type = Type::new("BufferedRandom", "_io", &[&BYTES_BASE], named);
static STRING_IO: Type = Type::new("StringIO", "_io", &[&TEXT_BASE], string_io);
static BYTES_IO: Type = Type::new("BytesIO", "_io", &[&BYTES_BASE], bytes_io);

/// The classes that a program can name.
pub static TYPES: [&Type; 6] = [&TEXT, &READER, &WRITER, &RANDOM, &STRING_IO, &BYTES_IO];

impl Object for Stream {
    fn type_(&self) -> &'static Type {
        match self.kind {
            Kind::Text => &TEXT,
            Kind::Reader => &READER,
            Kind::Writer => &WRITER,
            Kind::Random => &RANDOM,
            Kind::StringIO => &STRING_IO,
            Kind::BytesIO => &BYTES_IO,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let t = self.type_().qualified_name();
        if !self.is_file() {
            return Ok(format!("<{t} object at {:#x}>", std::ptr::from_ref(self) as usize));
        }
        let name = interp.repr(&self.name)?;
        Ok(match self.kind {
            Kind::Text => {
                format!("<{t} name={name} mode='{}' encoding='{}'>", self.mode, self.coding.encoding)
            }
            _ => format!("<{t} name={name}>"),
        })
    }

    fn iter(&self, _: &mut Interp) -> Option<Result<Value>> {
        Some(self.itself())
    }

    fn exit(&self, _: &mut Interp) -> Result<()> {
        self.close()
    }

    fn enter(&self, _: &mut Interp) -> Option<Result<Value>> {
        Some(self.itself())
    }
}

fn of(v: &Value) -> Result<&Stream> {
    super::stream(v).ok_or_else(|| Raise::type_error("the object is no stream"))
}

/// The number of items that an argument asks for; none for all.
fn amount(interp: &mut Interp, n: Given) -> Result<Option<usize>> {
    match n.0 {
        None | Some(Value::None) => Ok(None),
        Some(v) => match v {
            Value::Int(n) => Ok(usize::try_from(n).ok()),
            other => match interp.index(&other) {
                Ok(n) => Ok(usize::try_from(n).ok()),
                Err(_) => {
                    let t = name_of(interp, &other);
                    Err(Raise::type_error(format!("argument should be integer or None, not '{t}'")))
                }
            },
        },
    }
}

fn value_of(s: &Stream, most: Option<usize>, line: bool) -> Result<Value> {
    Ok(match (s.is_text(), line) {
        (true, false) => Value::str(s.read_text(most)?),
        (true, true) => Value::str(s.read_line(most)?),
        (false, false) => Value::Bytes(Rc::new(s.read_bytes(most)?)),
        (false, true) => Value::Bytes(Rc::new(s.read_line_bytes(most)?)),
    })
}

fn length(v: &Value) -> usize {
    match v {
        Value::Str(s) => s.len(),
        Value::Bytes(b) => b.len(),
        _ => 0,
    }
}

fn base() -> Table {
    let mut methods = reading();
    methods.extend(writing());
    methods.extend(places());
    let attributes = vec![attribute("closed", "Whether it is closed.", |_, v| Ok(Value::Bool(of(v)?.closed())))];
    Table { doc: "A stream.", methods, attributes, ..Table::default() }
}

fn reading() -> Vec<Builtin> {
    vec![
        c(
            &["read"],
            "self, size=-1, /",
            "Read so many characters or bytes, or all.\n\n>>> import io\n>>> io.StringIO('abc').read(2)\n'ab'",
            |interp: &mut Interp, v: Value, n: Given| {
                let n = amount(interp, n)?;
                value_of(of(&v)?, n, false)
            },
        ),
        c(
            &["readline"],
            "self, size=-1, /",
            "Read a line.\n\n>>> import io\n>>> io.StringIO('a\\nb').readline()\n'a\\n'",
            |_: &mut Interp, v: Value, n: Option<i64>| value_of(of(&v)?, n.and_then(|n| usize::try_from(n).ok()), true),
        ),
        c(
            &["readlines"],
            "self, hint=-1, /",
            "Read the lines.\n\n>>> import io\n>>> io.BytesIO(b'a\\nb').readlines()\n[b'a\\n', b'b']",
            |_: &mut Interp, v: Value, hint: Option<i64>| {
                let s = of(&v)?;
                s.check_open(".")?;
                let (mut lines, mut size) = (Gathered::default(), 0);
                loop {
                    let line = value_of(s, None, true)?;
                    size += length(&line) as i64;
                    if length(&line) == 0 {
                        return Ok(lines.done());
                    }
                    lines.push(line);
                    if hint.is_some_and(|h| h > 0 && size >= h) {
                        return Ok(lines.done());
                    }
                }
            },
        ),
        c(&["__next__"], "self, /", "The next line.", |_: &mut Interp, v: Value| {
            let s = of(&v)?;
            s.iterating.set(true);
            let line = value_of(s, None, true)?;
            if length(&line) == 0 {
                s.iterating.set(false);
                return Err(Raise::with_args(&crate::lang::exceptions::STOP_ITERATION, vec![]));
            }
            Ok(line)
        }),
        c(&["__iter__"], "self, /", "The stream itself.", itself),
        c(&["__enter__"], "self, /", "The stream itself.", itself),
        c(&["__exit__"], "self, /, *args", "Close it.", |_: &mut Interp, v: Value, _: Value| of(&v)?.close()),
    ]
}

fn itself(_: &mut Interp, v: Value) -> Result<Value> {
    of(&v)?.itself()
}

fn writing() -> Vec<Builtin> {
    vec![
        c(
            &["write"],
            "self, text, /",
            "Write and return the length.\n\n>>> import io\n>>> io.BytesIO().write(b'abc')\n3",
            |interp: &mut Interp, v: Value, data: Value| put(interp, of(&v)?, &data),
        ),
        c(
            &["writelines"],
            "self, lines, /",
            "Write each of some lines.",
            |interp: &mut Interp, v: Value, lines: Value| {
                let s = of(&v)?;
                s.check_open("")?;
                let it = interp.iter(&lines)?;
                while let Some(line) = interp.next(&it)? {
                    put(interp, s, &line)?;
                }
                Ok(())
            },
        ),
        c(&["truncate"], "self, size=None, /", "Cut the contents.", |_: &mut Interp, v: Value, size: Option<i64>| {
            of(&v)?.truncate(size)
        }),
        c(&["flush"], "self, /", "Write what is held back.", |_: &mut Interp, v: Value| of(&v)?.flush()),
        c(&["close"], "self, /", "Close the stream.", |_: &mut Interp, v: Value| of(&v)?.close()),
        c(&["writable"], "self, /", "Whether it takes data.", |_: &mut Interp, v: Value| {
            of(&v)?.check_open("").map(|()| of(&v).is_ok_and(|s| s.writable))
        }),
        c(&["readable"], "self, /", "Whether it gives data.", |_: &mut Interp, v: Value| {
            of(&v)?.check_open("").map(|()| of(&v).is_ok_and(|s| s.readable))
        }),
        c(&["isatty"], "self, /", "Whether it is a terminal.", |_: &mut Interp, v: Value| {
            of(&v)?.check_open("").map(|()| false)
        }),
    ]
}

fn put(interp: &mut Interp, s: &Stream, data: &Value) -> Result<i64> {
    if s.is_text() {
        let Some(text) = data.as_str() else {
            let t = name_of(interp, data);
            return Err(Raise::type_error(match s.kind {
                Kind::StringIO => format!("string argument expected, got '{t}'"),
                _ => format!("write() argument must be str, not {t}"),
            }));
        };
        s.write_text(text)?;
        return Ok(text.chars().count() as i64);
    }
    let bytes = match data {
        Value::Array(a) => {
            let view = a.view().clone();
            let made = view.copy(crate::engine::Order::C, crate::engine::observe::CopyReason::Requested)?;
            crate::engine::mem::access::read_bytes(&made, made.layout().offset, made.nbytes())
        }
        _ => as_bytes(data).ok_or_else(|| {
            Raise::type_error(format!("a bytes-like object is required, not '{}'", name_of(interp, data)))
        })?,
    };
    s.write_bytes(&bytes)?;
    Ok(bytes.len() as i64)
}

fn places() -> Vec<Builtin> {
    vec![
        c(
            &["seek"],
            "self, offset, whence=0, /",
            "Go to another place.\n\n>>> import io\n>>> io.BytesIO(b'abc').seek(-1, 2)\n2",
            |_: &mut Interp, v: Value, offset: i64, whence: Option<i64>| of(&v)?.seek(offset, whence.unwrap_or(0)),
        ),
        c(
            &["tell"],
            "self, /",
            "Where it goes on.\n\n>>> import io\n>>> io.BytesIO(b'abc').tell()\n0",
            |_: &mut Interp, v: Value| of(&v)?.tell(),
        ),
        c(&["seekable"], "self, /", "Whether it can go back.", |_: &mut Interp, v: Value| {
            of(&v)?.check_open("").map(|()| true)
        }),
        c(&["fileno"], "self, /", "The number of the file.", |_: &mut Interp, v: Value| {
            use std::os::fd::AsRawFd;
            let s = of(&v)?;
            s.check_open("")?;
            match &*s.body.borrow() {
                Body::Disk(disk) => Ok(disk.file().as_raw_fd() as i64),
                _ => Err(unsupported("fileno")),
            }
        }),
    ]
}

fn named() -> Table {
    Table {
        doc: "A file of bytes.",
        attributes: vec![
            attribute("name", "The name that it was opened by.", |_, v| Ok(of(v)?.name.clone())),
            attribute("mode", "What it was opened for.", |_, v| {
                let mode = of(v)?.mode.replace('t', "");
                Ok(Value::str(if mode.starts_with('w') && mode.contains('+') { "rb+".into() } else { mode }))
            }),
        ],
        ..Table::default()
    }
}

fn text() -> Table {
    Table {
        doc: "A file of text.",
        attributes: vec![
            attribute("name", "The name that it was opened by.", |_, v| Ok(of(v)?.name.clone())),
            attribute("mode", "What it was opened for.", |_, v| Ok(Value::str(&*of(v)?.mode))),
            attribute("encoding", "How text becomes bytes.", |_, v| Ok(Value::str(&*of(v)?.coding.encoding))),
            attribute("errors", "What happens where it can't.", |_, v| Ok(Value::str(&*of(v)?.coding.errors))),
            attribute("newlines", "Always None.", |_, _| Ok(Value::None)),
            attribute("line_buffering", "Always False.", |_, _| Ok(Value::Bool(false))),
        ],
        ..Table::default()
    }
}

fn whole(v: &Value) -> Result<Value> {
    let s = of(v)?;
    s.check_open("")?;
    Ok(match &*s.body.borrow() {
        Body::Text(data, _) => Value::str(data.iter().collect::<String>()),
        Body::Bytes(data, _) => Value::Bytes(Rc::new(data.clone())),
        _ => Value::None,
    })
}

fn string_io() -> Table {
    let doc = "Text in memory that reads and writes like a file.\n\n>>> import io\n>>> io.StringIO('a\\nb').readlines()\n['a\\n', 'b']";
    Table {
        doc,
        new: Some(c(
            &["StringIO"],
            "initial_value='', newline='\\n'",
            doc,
            |interp: &mut Interp, text: Value, newline: Given| {
                let newline = match newline.0 {
                    None => Some("\n".to_string()),
                    Some(Value::None) => None,
                    Some(v) => v.as_str().map(str::to_string),
                };
                match (text.as_str(), &text) {
                    (Some(text), _) => Ok(Stream::of_text(text, newline).into_value()),
                    (_, Value::None) => Ok(Stream::of_text("", newline).into_value()),
                    _ => {
                        let t = name_of(interp, &text);
                        Err(Raise::type_error(format!("initial_value must be str or None, not {t}")))
                    }
                }
            },
        )),
        methods: vec![c(
            &["getvalue"],
            "self, /",
            "All the text.\n\n>>> import io\n>>> io.StringIO('ab').getvalue()\n'ab'",
            |_: &mut Interp, v: Value| whole(&v),
        )],
        ..Table::default()
    }
}

fn bytes_io() -> Table {
    let doc =
        "Bytes in memory that read and write like a file.\n\n>>> import io\n>>> io.BytesIO(b'abc').read(2)\nb'ab'";
    Table {
        doc,
        new: Some(c(&["BytesIO"], "initial_bytes=b''", doc, |interp: &mut Interp, data: Value| match &data {
            Value::None => Ok(Stream::of_bytes(Vec::new()).into_value()),
            _ => match as_bytes(&data) {
                Some(bytes) => Ok(Stream::of_bytes(bytes).into_value()),
                None => {
                    let t = name_of(interp, &data);
                    Err(Raise::type_error(format!("a bytes-like object is required, not '{t}'")))
                }
            },
        })),
        methods: vec![c(
            &["getvalue", "getbuffer"],
            "self, /",
            "All the bytes.\n\n>>> import io\n>>> io.BytesIO(b'ab').getvalue()\nb'ab'",
            |_: &mut Interp, v: Value| whole(&v),
        )],
        ..Table::default()
    }
}
