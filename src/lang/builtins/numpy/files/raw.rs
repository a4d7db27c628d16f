//! Elements as plain bytes or as text: `tofile`, `fromfile`.

use super::format;
use crate::engine::mem::access;
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::builtins::io::{self, Stream, failed};
use crate::lang::builtins::numpy::args::{DTypeArg, Like, This};
use crate::lang::builtins::numpy::creation::numbers;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, c};
use crate::lang::value::Value;
use std::io::{Read, Seek, SeekFrom};

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![c(
        &["fromfile"],
        "file, dtype=None, count=-1, sep='', offset=0, *, like=None",
        "The elements that a file's bytes, or its text, hold.\n\n\
         >>> import os, tempfile\n>>> name = os.path.join(tempfile.mkdtemp(), 'a.bin')\n\
         >>> np.array([1.5, 2.5]).tofile(name)\n>>> np.fromfile(name)\narray([1.5, 2.5])",
        fromfile,
    )]
}

/// Methods of arrays.
pub fn methods() -> Vec<Builtin> {
    vec![
        c(
            &["tofile"],
            "self, fid, /, sep='', format='%s'",
            "Write the elements to a file, as bytes or as text.\n\n\
             >>> import os, tempfile\n>>> name = os.path.join(tempfile.mkdtemp(), 'a.txt')\n\
             >>> np.array([1, 2, 3]).tofile(name, sep=', ')\n>>> open(name).read()\n'1, 2, 3'",
            tofile,
        ),
        c(&["dump"], "self, file, /", "Outside the language.", |_: &mut Interp, _: Value, _: Value| -> Result<()> {
            Err(Raise::unsupported("Ravel writes no pickles: np.save writes an array"))
        }),
        c(&["dumps"], "self, /", "Outside the language.", |_: &mut Interp, _: Value| -> Result<()> {
            Err(Raise::unsupported("Ravel writes no pickles: np.save writes an array"))
        }),
    ]
}

/// The stream of a file, opened if it is given by its name.
fn opened(interp: &mut Interp, file: &Value, mode: &str) -> Result<Value> {
    match io::stream(file) {
        Some(stream) if !stream.is_file() => Err(io::unsupported("fileno")),
        Some(_) => Ok(file.clone()),
        None if matches!(file, Value::Str(_) | Value::Bytes(_) | Value::Scalar(_)) => {
            Ok(io::open(interp, file, mode, (None, None, None))?.into_value())
        }
        None => {
            let t = interp.type_name(file);
            Err(Raise::attribute_error(format!("'{t}' object has no attribute 'flush'")))
        }
    }
}

fn put(stream: &Stream, bytes: &[u8]) -> Result<()> {
    if stream.is_text() { stream.write_text(&String::from_utf8_lossy(bytes)) } else { stream.write_bytes(bytes) }
}

fn tofile(interp: &mut Interp, this: This, file: Value, sep: Option<String>, format_: Option<String>) -> Result<()> {
    let own = io::stream(&file).is_none();
    let target = opened(interp, &file, "wb")?;
    let Some(stream) = io::stream(&target) else { return Ok(()) };
    let view = this.0.view().clone();
    if view.dtype() == DType::Object && sep.as_deref().unwrap_or_default().is_empty() {
        return Err(Raise::new(&exc::OS_ERROR, "cannot write object arrays to a file in binary mode"));
    }
    match sep.filter(|s| !s.is_empty()) {
        None => format::each_part(&view, |part| put(stream, part))?,
        Some(sep) => {
            let form = format_.filter(|f| !f.is_empty() && f != "%s");
            for (i, x) in view.scalars().enumerate() {
                if i > 0 {
                    put(stream, sep.as_bytes())?;
                }
                let item = crate::lang::ops::arrays::python_item(&x);
                let text = match &form {
                    None => interp.repr(&item)?,
                    Some(form) => {
                        let shown = crate::lang::ops::percent::percent(interp, form, &Value::tuple(vec![item]))?;
                        interp.str(&shown)?
                    }
                };
                put(stream, text.as_bytes())?;
            }
        }
    }
    if own { stream.close() } else { stream.flush() }
}

fn fromfile(
    interp: &mut Interp,
    file: Value,
    dtype: Option<DTypeArg>,
    count: Option<i64>,
    sep: Option<String>,
    offset: Option<i64>,
    _like: Option<Like>,
) -> Result<Value> {
    let dtype = dtype.map_or(DType::Float64, |d| d.0);
    let (sep, offset) = (sep.unwrap_or_default(), offset.unwrap_or(0));
    if !sep.is_empty() && offset != 0 {
        return Err(Raise::type_error("'offset' argument only permitted for binary files"));
    }
    let source = opened(interp, &file, "rb")?;
    let Some(stream) = io::stream(&source) else { return Ok(Value::None) };
    let count = count.filter(|&n| n >= 0).map(|n| n as usize);
    if !sep.is_empty() {
        let text = String::from_utf8_lossy(&stream.with_file(|f| {
            let mut all = Vec::new();
            f.read_to_end(&mut all).map(|_| all)
        })?)
        .into_owned();
        let numbers = numbers::read(&text, &sep, dtype, count)?;
        let out = View::empty(dtype, &[numbers.len()])?;
        out.offsets().zip(&numbers).for_each(|(at, n)| access::store(&out, at, n));
        return Ok(Value::Array(Array::new(out)));
    }
    if dtype == DType::Object {
        return Err(Raise::value_error("Cannot read into object array"));
    }
    if dtype.itemsize() == 0 {
        return Err(Raise::value_error("The elements are 0-sized."));
    }
    let view = stream.with_file(|f| Ok(elements(f, dtype, count, offset)))??;
    Ok(Value::Array(Array::new(view)))
}

/// As many whole elements as there are, or as are asked for.
fn elements(file: &mut std::fs::File, dtype: DType, count: Option<usize>, offset: i64) -> Result<View> {
    let broken = |e: std::io::Error| failed(&e, None);
    let at = file.seek(SeekFrom::Current(offset)).map_err(broken)?;
    let left = file.metadata().map_err(broken)?.len().saturating_sub(at) as usize / dtype.itemsize();
    let n = count.map_or(left, |n| n.min(left));
    let view = View::empty(dtype, &[n])?;
    let mut part = vec![0; format::CHUNK.min(view.nbytes())];
    let mut done = 0;
    while done < view.nbytes() {
        let take = part.len().min(view.nbytes() - done);
        file.read_exact(&mut part[..take]).map_err(broken)?;
        access::write_bytes(&view, view.layout().offset + done, &part[..take]);
        done += take;
    }
    Ok(view)
}
