//! The `.npy` format: a magic string, a header that is a Python dict, the elements.

use super::literal;
use crate::engine::layout::{Layout, Shape};
use crate::engine::mem::access;
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::builtins::io;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use std::rc::Rc;

/// What a file begins with.
pub const MAGIC: &[u8] = b"\x93NUMPY";
/// Bytes that are read or written at once.
pub const CHUNK: usize = 1 << 20;

/// `numpy.lib.format`
pub static FORMAT: Module = Module::new("numpy.lib.format", "The `.npy` format.", table, value, &["MAGIC_PREFIX"]);

fn value(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "MAGIC_PREFIX").then(|| Value::Bytes(Rc::new(MAGIC.to_vec())))
}

fn table() -> Vec<Builtin> {
    vec![
        py(
            &["magic"],
            "major, minor",
            "What a file of a version begins with.\n\n>>> np.lib.format.magic(1, 0)\nb'\\x93NUMPY\\x01\\x00'",
            |_: &mut Interp, major: i64, minor: i64| {
                Ok(Value::Bytes(Rc::new([MAGIC, &[major as u8, minor as u8]].concat())))
            },
        ),
        py(&["read_magic"], "fp", "Read the version of a file.", |interp: &mut Interp, fp: Value| {
            let (major, minor) = version(interp, &mut source(interp, &fp)?)?;
            Ok(Value::tuple(vec![Value::Int(major as i64), Value::Int(minor as i64)]))
        }),
        py(
            &["open_memmap"],
            "filename, mode='r+', dtype=None, shape=None, fortran_order=False, version=None, *, max_header_size=10000",
            "Map a `.npy` file to memory.",
            super::memmap::open_memmap,
        ),
    ]
}

/// Where bytes come from: at most so many at a call, fewer only at the end.
pub type Source<'a> = Box<dyn FnMut(usize) -> Result<Vec<u8>> + 'a>;

/// The bytes of a stream.
///
/// # Errors
/// `TypeError` of what is none.
pub fn source<'a>(interp: &Interp, v: &'a Value) -> Result<Source<'a>> {
    match io::stream(v) {
        Some(stream) => Ok(Box::new(move |n| stream.read_bytes(Some(n)))),
        None => Err(Raise::attribute_error(format!("'{}' object has no attribute 'read'", interp.type_name(v)))),
    }
}

fn read_bytes(from: &mut Source<'_>, n: usize, what: &str) -> Result<Vec<u8>> {
    let bytes = from(n)?;
    if bytes.len() < n {
        return Err(Raise::value_error(format!("EOF: reading {what}, expected {n} bytes got {}", bytes.len())));
    }
    Ok(bytes)
}

/// The header of an array's file, with the magic string.
///
/// # Errors
/// `ValueError` of an array that can't be saved.
pub fn header(interp: &mut Interp, dtype: DType, shape: &[usize], fortran: bool) -> Result<Vec<u8>> {
    let tuple = crate::engine::broadcast::shape_repr(shape);
    let order = if fortran { "True" } else { "False" };
    let mut text = format!("{{'descr': {}, 'fortran_order': {order}, 'shape': {tuple}, }}", descr(interp, dtype)?);
    let growing = if fortran { shape.last() } else { shape.first() };
    // Room for the axis to grow.
    text.push_str(&" ".repeat(growing.map_or(0, |n| 21usize.saturating_sub(n.to_string().len()))));
    Ok(wrapped(&text))
}

/// The dtype as the header tells it.
fn descr(interp: &mut Interp, dtype: DType) -> Result<String> {
    let name = if dtype.is_structured() { "descr" } else { "str" };
    let told = interp.get_attr(&Value::DType(dtype), name)?;
    interp.repr(&told)
}

/// Whether elements refer to Python objects.
fn has_objects(interp: &mut Interp, dtype: DType) -> Result<bool> {
    let has = interp.get_attr(&Value::DType(dtype), "hasobject")?;
    interp.truth(&has)
}

fn wrapped(text: &str) -> Vec<u8> {
    let padded = |prefix: usize| {
        let n = text.len() + 1;
        n + 64 - (MAGIC.len() + 2 + prefix + n) % 64
    };
    let (version, length) = match u16::try_from(padded(2)) {
        Ok(n) => ([1, 0], n.to_le_bytes().to_vec()),
        Err(_) => ([2, 0], (padded(4) as u32).to_le_bytes().to_vec()),
    };
    let total = padded(length.len());
    let mut out = [MAGIC, &version, &length, text.as_bytes()].concat();
    out.extend(std::iter::repeat_n(b' ', total - text.len() - 1));
    out.push(b'\n');
    out
}

/// Whether an array is stored in Fortran order.
pub fn stored_fortran(layout: &Layout) -> bool {
    !layout.is_c_contiguous() && layout.is_f_contiguous()
}

/// Hands out the bytes of the elements in C order, a part at a time.
///
/// # Errors
/// Of memory, and what `put` raises.
pub fn each_part(view: &View, mut put: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let contiguous = match view.layout().is_c_contiguous() {
        true => view.clone(),
        false => {
            let copy = View::scratch(Layout::c(view.dtype(), view.shape()))?;
            access::copy_same_dtype(view, &copy)?;
            copy
        }
    };
    let (start, total) = (contiguous.layout().offset, contiguous.nbytes());
    for from in (0..total).step_by(CHUNK) {
        crate::engine::interrupt::check()?;
        put(&access::read_bytes(&contiguous, start + from, CHUNK.min(total - from)))?;
    }
    Ok(())
}

/// Writes an array as a `.npy` file.
///
/// # Errors
/// As [`each_part`].
pub fn write(interp: &mut Interp, view: &View, pickles: bool, mut put: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    if has_objects(interp, view.dtype())? {
        return Err(match pickles {
            true => Raise::unsupported("Ravel writes no pickles: an array of objects can't be saved"),
            false => Raise::value_error("Object arrays cannot be saved when allow_pickle=False"),
        });
    }
    let fortran = stored_fortran(view.layout());
    put(&header(interp, view.dtype(), view.shape(), fortran)?)?;
    if fortran {
        let mut layout = view.layout().clone();
        layout.shape.reverse();
        layout.strides.reverse();
        return each_part(&view.derive(layout), put);
    }
    each_part(view, put)
}

fn version(interp: &mut Interp, from: &mut Source<'_>) -> Result<(u8, u8)> {
    let magic = read_bytes(from, 8, "magic string")?;
    if &magic[..6] != MAGIC {
        let shown = |interp: &mut Interp, b: &[u8]| interp.repr(&Value::Bytes(Rc::new(b.to_vec())));
        let (wanted, got) = (shown(interp, MAGIC)?, shown(interp, &magic[..6])?);
        return Err(Raise::value_error(format!("the magic string is not correct; expected {wanted}, got {got}")));
    }
    Ok((magic[6], magic[7]))
}

/// What a header says.
pub struct Header {
    /// Lengths of the axes.
    pub shape: Vec<i64>,
    /// Whether the first axis runs fastest.
    pub fortran: bool,
    /// The element type.
    pub dtype: DType,
    /// Bytes before the elements.
    pub length: usize,
}

/// Reads magic string and header.
///
/// # Errors
/// `ValueError` in NumPy's words.
pub fn read_header(interp: &mut Interp, from: &mut Source<'_>, most: i64) -> Result<Header> {
    let (major, minor) = version(interp, from)?;
    let size = match (major, minor) {
        (1, 0) => 2,
        (2 | 3, 0) => 4,
        _ => {
            return Err(Raise::value_error(format!(
                "we only support format version (1,0), (2,0), and (3,0), not ({major}, {minor})"
            )));
        }
    };
    let length = read_bytes(from, size, "array header length")?;
    let length = length.iter().rev().fold(0usize, |n, b| n << 8 | *b as usize);
    let text = read_bytes(from, length, "array header")?;
    let text = if major == 3 {
        String::from_utf8_lossy(&text).into_owned()
    } else {
        text.iter().map(|&b| b as char).collect::<String>()
    };
    if text.chars().count() as i64 > most {
        return Err(Raise::value_error(format!(
            "Header info length ({}) is large and may not be safe to load securely.\nTo allow loading, adjust \
             `max_header_size` or fully trust the `.npy` file using `allow_pickle=True`.\nFor safety against large \
             resource use or crashes, sandboxing may be necessary.",
            text.chars().count()
        )));
    }
    let header = parsed(interp, &text)?;
    Ok(Header { length: 8 + size + length, ..header })
}

fn parsed(interp: &mut Interp, text: &str) -> Result<Header> {
    let Some(value) = literal::parse(text) else {
        let shown = interp.repr(&Value::str(text))?;
        return Err(Raise::value_error(format!("Cannot parse header: {shown}")));
    };
    let wrong = |interp: &mut Interp, what: &str, v: &Value| -> Raise {
        let shown = interp.repr(v).unwrap_or_default();
        Raise::value_error(format!("{what}: {shown}"))
    };
    let Value::Dict(dict) = &value else { return Err(wrong(interp, "Header is not a dictionary", &value)) };
    let mut keys: Vec<String> = dict.0.borrow().keys().filter_map(|k| k.value().as_str().map(str::to_string)).collect();
    keys.sort();
    if keys != ["descr", "fortran_order", "shape"] {
        let keys = Value::list(keys.into_iter().map(Value::str).collect());
        return Err(wrong(interp, "Header does not contain the correct keys", &keys));
    }
    let get = |name: &str| {
        let key = crate::lang::dict::Key::str(name);
        dict.0.borrow().get(&key).cloned().unwrap_or(Value::None)
    };
    let lengths = |v: &Value| match v {
        Value::Tuple(t) => t.iter().map(|n| if let Value::Int(n) = n { Some(*n) } else { None }).collect(),
        _ => None,
    };
    let Some(shape) = lengths(&get("shape")) else { return Err(wrong(interp, "shape is not valid", &get("shape"))) };
    let Value::Bool(fortran) = get("fortran_order") else {
        return Err(wrong(interp, "fortran_order is not a valid bool", &get("fortran_order")));
    };
    let dtype = element_type(interp, &get("descr"))?;
    Ok(Header { shape, fortran, dtype, length: 0 })
}

fn element_type(interp: &mut Interp, descr: &Value) -> Result<DType> {
    if descr.as_str().is_some_and(|d| d.ends_with('O')) {
        return Err(Raise::value_error("Object arrays cannot be loaded when allow_pickle=False"));
    }
    let made = match padded(interp, descr)? {
        Some(dict) => convert::dtype(interp, &dict),
        None => convert::dtype(interp, descr),
    };
    match made {
        Ok(d) if has_objects(interp, d)? => {
            Err(Raise::value_error("Object arrays cannot be loaded when allow_pickle=False"))
        }
        Err(e) if e.is(&exc::TYPE_ERROR) => {
            let shown = interp.repr(descr)?;
            Err(Raise::value_error(format!("descr is not a valid dtype descriptor: {shown}")))
        }
        other => other,
    }
}

/// Fields with gaps between them, which the header tells as fields without names: as a dict with offsets.
fn padded(interp: &mut Interp, descr: &Value) -> Result<Option<Value>> {
    let Value::List(fields) = descr else { return Ok(None) };
    let fields = fields.0.borrow().clone();
    let mut parts: [Vec<Value>; 3] = Default::default();
    let (mut offset, mut gaps) = (0, false);
    for field in &fields {
        let Value::Tuple(field) = field else { return Ok(None) };
        let format = match &field[1..] {
            [format] => format.clone(),
            more => Value::tuple(more.to_vec()),
        };
        let format = crate::lang::builtins::numpy::compose::call(interp, "dtype", &[format])?;
        let size = interp.get_attr(&format, "itemsize")?;
        if field[0].as_str() == Some("") {
            gaps = true;
        } else {
            parts[0].push(field[0].clone());
            parts[1].push(format);
            parts[2].push(Value::Int(offset));
        }
        offset += interp.index(&size)?;
    }
    if !gaps {
        return Ok(None);
    }
    let dict = crate::lang::dict::Dict::default();
    for (name, part) in ["names", "formats", "offsets"].into_iter().zip(parts) {
        dict.0.borrow_mut().insert(crate::lang::dict::Key::str(name), Value::list(part));
    }
    dict.0.borrow_mut().insert(crate::lang::dict::Key::str("itemsize"), Value::Int(offset));
    Ok(Some(Value::Dict(Rc::new(dict))))
}

/// Reads an array; `file` says that the bytes are a file's, of which a missing end is told otherwise.
///
/// # Errors
/// `ValueError` in NumPy's words.
pub fn read(interp: &mut Interp, from: &mut Source<'_>, file: bool, most: i64) -> Result<Value> {
    let header = read_header(interp, from, most)?;
    let count = header.shape.iter().fold(1i64, |n, &k| n.wrapping_mul(k));
    let size = usize::try_from(count).map_err(|_| Raise::value_error("negative dimensions are not allowed"))?;
    let item = header.dtype.itemsize();
    let flat = View::empty(header.dtype, &[size])?;
    let (mut done, total) = (0, flat.nbytes());
    while done < total {
        crate::engine::interrupt::check()?;
        let part = from(CHUNK.min(total - done))?;
        if part.is_empty() {
            break;
        }
        access::write_bytes(&flat, flat.layout().offset + done, &part);
        done += part.len();
    }
    if done < total {
        let shape = crate::engine::broadcast::shape_repr(&header.shape.iter().map(|&n| n as usize).collect::<Shape>());
        return Err(Raise::value_error(match file {
            true => format!(
                "Failed to read all data for array. Expected {shape} = {count} elements, could only read {} elements. \
                 (file seems not fully written?)",
                done / item.max(1)
            ),
            false => format!("EOF: reading array data, expected {total} bytes got {done}"),
        }));
    }
    shaped(flat, &header)
}

/// The elements in the header's shape: a view of the array that was read.
fn shaped(flat: View, header: &Header) -> Result<Value> {
    let negative = header.shape.iter().any(|&n| n < 0);
    if negative {
        return Err(Raise::value_error("negative dimensions are not allowed"));
    }
    let shape: Shape = header.shape.iter().map(|&n| n as usize).collect();
    let layout = match header.fortran {
        true => Layout::f(header.dtype, &shape),
        false => Layout::c(header.dtype, &shape),
    };
    let view = flat.with_layout(Layout { offset: flat.layout().offset, ..layout })?;
    Ok(Value::Array(Array::view_of(&Array::new(flat), view)))
}
