//! `np.save`, `np.savez`, `np.savez_compressed`.

use super::format;
use super::safely::Draft;
use crate::lang::builtins::io;
use crate::lang::builtins::numpy::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, Kwargs, Rest, py};
use crate::lang::value::Value;
use std::io::{Cursor, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const SAVE: &str = "Write an array to a `.npy` file.\n\n\
    >>> import io\n>>> f = io.BytesIO()\n>>> np.save(f, np.array([[1, 2], [3, 4]]))\n>>> f.seek(0)\n0\n\
    >>> np.load(f)\narray([[1, 2],\n       [3, 4]])";
const SAVEZ: &str = "Write several arrays to a `.npz` archive.\n\n\
    >>> import io\n>>> f = io.BytesIO()\n>>> np.savez(f, x=[1, 2], y=3.5)\n>>> f.seek(0)\n0\n\
    >>> np.load(f)\nNpzFile 'object' with keys: x, y";

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(&["save"], "file, arr, allow_pickle=True", SAVE, save),
        py(
            &["savez"],
            "file, *args, allow_pickle=True, **kwds",
            SAVEZ,
            |interp: &mut Interp, file: Value, args: Rest, pickle: Option<bool>, named: Kwargs| {
                archive(interp, &file, args, named, (CompressionMethod::Stored, pickle != Some(false)))
            },
        ),
        py(
            &["savez_compressed"],
            "file, *args, allow_pickle=True, **kwds",
            "Write several arrays to a compressed `.npz` archive.\n\n\
             >>> import io\n>>> f = io.BytesIO()\n>>> np.savez_compressed(f, x=np.zeros(1000))\n>>> len(f.getvalue()) < 1000\nTrue",
            |interp: &mut Interp, file: Value, args: Rest, pickle: Option<bool>, named: Kwargs| {
                archive(interp, &file, args, named, (CompressionMethod::Deflated, pickle != Some(false)))
            },
        ),
    ]
}

fn with_suffix(path: String, suffix: &str) -> String {
    if path.ends_with(suffix) { path } else { path + suffix }
}

fn save(interp: &mut Interp, file: Value, arr: Value, pickle: Option<bool>) -> Result<()> {
    let pickle = pickle.unwrap_or(true);
    if let Some(stream) = io::stream(&file) {
        let view = convert::view(interp, &arr)?;
        return format::write(interp, &view, pickle, |part| written(stream, part));
    }
    let path = with_suffix(io::path_of(interp, &file)?, ".npy");
    let mut draft = Draft::new(&path)?;
    let view = convert::view(interp, &arr)?;
    format::write(interp, &view, pickle, |part| draft.put(part))?;
    draft.done()
}

/// Writes bytes to a stream, which must be one of bytes.
pub fn written(stream: &io::Stream, bytes: &[u8]) -> Result<()> {
    if stream.is_text() {
        return Err(Raise::type_error("write() argument must be str, not bytes"));
    }
    stream.write_bytes(bytes)
}

fn archive(
    interp: &mut Interp,
    file: &Value,
    Rest(args): Rest,
    Kwargs(mut named): Kwargs,
    method: (CompressionMethod, bool),
) -> Result<()> {
    let path = match io::stream(file) {
        Some(_) => None,
        None => Some(with_suffix(io::path_of(interp, file)?, ".npz")),
    };
    for (i, v) in args.into_iter().enumerate() {
        let key = format!("arr_{i}");
        if named.iter().any(|(k, _)| *k == key) {
            return Err(Raise::value_error(format!("Cannot use un-named variables and keyword {key}")));
        }
        named.push((key, v));
    }
    match (path, io::stream(file)) {
        (Some(path), _) => {
            let mut draft = Draft::new(&path)?;
            zipped(interp, draft.writer(), &named, method)?;
            draft.done()
        }
        (None, Some(stream)) => {
            let mut memory = Cursor::new(Vec::new());
            zipped(interp, &mut memory, &named, method)?;
            written(stream, &memory.into_inner())
        }
        (None, None) => Ok(()),
    }
}

fn zipped(
    interp: &mut Interp,
    out: impl Write + Seek,
    named: &[(String, Value)],
    method: (CompressionMethod, bool),
) -> Result<()> {
    let broken = |e: zip::result::ZipError| io::failed(&std::io::Error::from(e), None);
    let options = SimpleFileOptions::default().compression_method(method.0).large_file(true);
    let mut zip = ZipWriter::new(out);
    for (name, v) in named {
        let view = convert::view(interp, v)?;
        zip.start_file(format!("{name}.npy"), options).map_err(broken)?;
        format::write(interp, &view, method.1, |part| zip.write_all(part).map_err(|e| io::failed(&e, None)))?;
    }
    zip.finish().map_err(broken)?;
    Ok(())
}
