//! `np.memmap`: a file is a buffer.

use super::format;
use crate::engine::layout::{Layout, Shape};
use crate::engine::mem::buffer::{Access, Buffer};
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::builtins::io::{self, failed};
use crate::lang::builtins::numpy::args;
use crate::lang::builtins::numpy::types::NDARRAY;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Attribute, OBJECT, Table, Type, attribute, py};
use crate::lang::value::Value;
use std::any::Any;
use std::rc::Rc;

/// `numpy.memmap`
pub static MEMMAP: Type = Type::new("memmap", "numpy", &[&NDARRAY], table);
static MMAP: Type = Type::new("mmap", "mmap", &[&OBJECT], mmap_table);

/// The map that a `memmap` is over.
struct Map {
    view: View,
    file: String,
    offset: i64,
    start: i64,
    mode: Mode,
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Read,
    Copy,
    Update,
    Create,
}

impl Mode {
    fn parse(mode: &str) -> Option<Mode> {
        Some(match mode {
            "r" | "readonly" => Mode::Read,
            "c" | "copyonwrite" => Mode::Copy,
            "r+" | "readwrite" => Mode::Update,
            "w+" | "write" => Mode::Create,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Mode::Read => "r",
            Mode::Copy => "c",
            Mode::Update => "r+",
            Mode::Create => "w+",
        }
    }

    fn access(self) -> Access {
        match self {
            Mode::Read => Access::Read,
            Mode::Copy => Access::CopyOnWrite,
            Mode::Update | Mode::Create => Access::Write,
        }
    }
}

impl Object for Map {
    fn type_(&self) -> &'static Type {
        &MMAP
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        let access = match self.mode {
            Mode::Read => "ACCESS_READ",
            Mode::Copy => "ACCESS_COPY",
            Mode::Update | Mode::Create => "ACCESS_WRITE",
        };
        let length = self.offset - self.start + self.view.size() as i64;
        Ok(format!("<mmap.mmap closed=False, access={access}, length={length}, pos=0, offset={}>", self.start))
    }
}

fn mmap_table() -> Table {
    Table {
        doc: "A file mapped to memory.",
        attributes: vec![attribute("closed", "Always False.", |_, _| Ok(Value::Bool(false)))],
        methods: vec![py(&["flush"], "self", "Write changes to the file.", |_: &mut Interp, v: Value| {
            match v.downcast::<Map>() {
                Some(map) => map.view.buffer().flush().map_err(|e| failed(&e, None)),
                None => Ok(()),
            }
        })],
        ..Table::default()
    }
}

/// The map that an array is over, at the end of its chain of bases.
fn of(v: &Value) -> Option<Value> {
    let mut at = v.clone();
    loop {
        at = match &at {
            Value::Array(a) => a.base(),
            other => return other.downcast::<Map>().is_some().then(|| at.clone()),
        };
    }
}

fn with(v: &Value, f: impl Fn(&Map) -> Value) -> Result<Value> {
    Ok(of(v).and_then(|m| m.downcast::<Map>().map(f)).unwrap_or(Value::None))
}

const DOC: &str = "An array whose elements are bytes of a file.\n\n\
    >>> import os, tempfile\n>>> name = os.path.join(tempfile.mkdtemp(), 'a.bin')\n\
    >>> m = np.memmap(name, dtype=np.int32, mode='w+', shape=(2, 2))\n>>> m[0] = 7\n>>> m.flush()\n\
    >>> np.fromfile(name, dtype=np.int32)\narray([7, 7, 0, 0], dtype=int32)";

fn table() -> Table {
    let read = |name, doc, get| -> Attribute { attribute(name, doc, get) };
    Table {
        doc: DOC,
        new: Some(py(
            &["memmap"],
            "filename, dtype=np.uint8, mode='r+', offset=0, shape=None, order='C'",
            DOC,
            |interp: &mut Interp,
             file: Value,
             dtype: Option<args::DTypeArg>,
             mode: Option<String>,
             offset: Option<i64>,
             shape: Value,
             order: Option<String>| {
                let dtype = dtype.map_or(DType::UInt8, |d| d.0);
                let mode = mode.unwrap_or("r+".into());
                let shape = lengths(interp, &shape)?;
                map(
                    interp,
                    &file,
                    &mode,
                    Part { dtype, offset: offset.unwrap_or(0), shape, fortran: order.as_deref() == Some("F") },
                )
            },
        )),
        methods: vec![py(&["flush"], "self", "Write changes to the file.", |_: &mut Interp, v: Value| {
            match of(&v).as_ref().and_then(|m| m.downcast::<Map>()) {
                Some(map) => map.view.buffer().flush().map_err(|e| failed(&e, None)),
                None => Ok(()),
            }
        })],
        attributes: vec![
            read("filename", "The file, from the root.", |_, v| with(v, |m| Value::str(&*m.file))),
            read("offset", "Where the first element stands in the file.", |_, v| with(v, |m| Value::Int(m.offset))),
            read("mode", "What the file was mapped for.", |_, v| with(v, |m| Value::str(m.mode.name()))),
        ],
        ..Table::default()
    }
}

fn lengths(interp: &mut Interp, shape: &Value) -> Result<Option<Vec<i64>>> {
    if shape.is_none() { Ok(None) } else { args::integers(interp, shape).map(Some) }
}

/// What of a file is to be seen, and how.
struct Part {
    dtype: DType,
    offset: i64,
    shape: Option<Vec<i64>>,
    fortran: bool,
}

const NO_MODE: &str = "mode must be one of ['r', 'c', 'r+', 'w+', 'readonly', 'copyonwrite', 'readwrite', 'write']";

fn map(interp: &mut Interp, file: &Value, mode: &str, part: Part) -> Result<Value> {
    let Some(mode) = Mode::parse(mode) else {
        return Err(Raise::value_error(format!("{NO_MODE} (got '{mode}')")));
    };
    if mode == Mode::Create && part.shape.is_none() {
        return Err(Raise::value_error("shape must be given if mode == 'w+'"));
    }
    let opened = match io::stream(file) {
        Some(_) => file.clone(),
        None => {
            let letters = if mode == Mode::Copy { "rb".into() } else { format!("{}b", mode.name()) };
            io::path_of(interp, file)?;
            io::open(interp, file, &letters, (None, None, None))?.into_value()
        }
    };
    let Some(stream) = io::stream(&opened) else { return Ok(Value::None) };
    let mut handle = stream.with_file(|f| f.try_clone())?;
    let mut there = handle.metadata().map_err(|e| failed(&e, None))?.len() as i64;
    let shape = shape_of(&part, there)?;
    let item = part.dtype.itemsize();
    let size = crate::engine::layout::checked_size(&shape, item).map(|_| shape.iter().product::<usize>() * item)?;
    let mut end = part.offset.saturating_add(size as i64);
    if matches!(mode, Mode::Create | Mode::Update) {
        end = end.max(1);
        if there < end {
            longer(&mut handle, end).map_err(|e| failed(&e, Some(file.clone())))?;
            there = end;
        }
    }
    if part.offset < 0 {
        return Err(Raise::new(&crate::lang::exceptions::OVERFLOW_ERROR, "memory mapped offset must be positive"));
    }
    if there == 0 {
        return Err(Raise::value_error("cannot mmap an empty file"));
    }
    if end > there {
        return Err(Raise::value_error("mmap length is greater than file size"));
    }
    let name = match stream.name.as_str() {
        Some(name) => name.to_string(),
        None => String::new(),
    };
    let shown = Shown { shape, size, mode, name };
    mapped(&handle, &part, shown)
}

fn shape_of(part: &Part, there: i64) -> Result<Shape> {
    let Some(shape) = &part.shape else {
        let bytes = there - part.offset;
        let item = part.dtype.itemsize() as i64;
        if bytes % item != 0 {
            return Err(Raise::value_error("Size of available data is not a multiple of the data-type size."));
        }
        if bytes < 0 {
            return Err(Raise::value_error("negative dimensions are not allowed"));
        }
        return Ok(Shape::from_slice(&[(bytes / item) as usize]));
    };
    let negative = || Raise::value_error("negative dimensions are not allowed");
    shape.iter().map(|&n| usize::try_from(n).map_err(|_| negative())).collect()
}

/// Makes a file so long, the last byte a zero.
fn longer(file: &mut std::fs::File, end: i64) -> std::io::Result<()> {
    file.set_len(end as u64)
}

struct Shown {
    shape: Shape,
    size: usize,
    mode: Mode,
    name: String,
}

fn mapped(handle: &std::fs::File, part: &Part, shown: Shown) -> Result<Value> {
    let Shown { shape, size, mode, name } = shown;
    let (buffer, skip) = match size {
        // Nothing of the file is seen.
        0 => (Buffer::of_bytes(&[]).map_err(|_| Raise::new(&crate::lang::exceptions::MEMORY_ERROR, ""))?, 0),
        _ => Buffer::of_file(handle, part.offset as u64, size, mode.access(), &name).map_err(|e| failed(&e, None))?,
    };
    let bytes = View::new(Rc::new(buffer), Layout { offset: skip, ..Layout::c(DType::UInt8, &[size]) })?;
    let layout = if part.fortran { Layout::f(part.dtype, &shape) } else { Layout::c(part.dtype, &shape) };
    let view = bytes.with_layout(Layout { offset: skip, ..layout })?;
    let file = std::path::absolute(&name).map_or(name, |p| p.to_string_lossy().into_owned());
    let start = part.offset - skip as i64;
    let map = Value::object(Map { view: bytes, file, offset: part.offset, start, mode });
    let array = Array::over(map, view, mode != Mode::Read);
    array.set_mapped(true);
    Ok(Value::Array(array))
}

/// `np.load(file, mmap_mode=mode)`.
///
/// # Errors
/// Of the file, its header, the mode.
pub fn of_npy(interp: &mut Interp, file: &Value, mode: &str, most: i64) -> Result<Value> {
    if io::stream(file).is_some_and(io::Stream::is_file) {
        let text = "Filename must be a string or a path-like object.  Memmap cannot use existing file handles.";
        return Err(Raise::value_error(text));
    }
    io::path_of(interp, file)?;
    let opened = io::open(interp, file, "rb", (None, None, None))?.into_value();
    let header = format::read_header(interp, &mut format::source(interp, &opened)?, most)?;
    let mode = if mode == "w+" { "r+" } else { mode };
    let part =
        Part { dtype: header.dtype, offset: header.length as i64, shape: Some(header.shape), fortran: header.fortran };
    map(interp, file, mode, part)
}

/// `np.lib.format.open_memmap(…)`.
///
/// # Errors
/// As [`of_npy`].
#[allow(clippy::too_many_arguments)]
pub fn open_memmap(
    interp: &mut Interp,
    file: Value,
    mode: Option<String>,
    dtype: Option<args::DTypeArg>,
    shape: Value,
    fortran: Option<bool>,
    _version: Value,
    most: Option<i64>,
) -> Result<Value> {
    let mode = mode.unwrap_or("r+".into());
    let most = most.unwrap_or(10000);
    if !mode.contains('w') {
        return of_npy(interp, &file, &mode, most);
    }
    let dtype = dtype.map_or(DType::Float64, |d| d.0);
    let fortran = fortran == Some(true);
    let shape = lengths(interp, &shape)?.unwrap_or_default();
    let sizes: Vec<usize> = shape.iter().map(|&n| n.max(0) as usize).collect();
    let stream = io::open(interp, &file, "wb", (None, None, None))?;
    let header = format::header(interp, dtype, &sizes, fortran)?;
    stream.write_bytes(&header)?;
    stream.close()?;
    map(interp, &file, "r+", Part { dtype, offset: header.len() as i64, shape: Some(shape), fortran })
}
