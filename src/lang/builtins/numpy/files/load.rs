//! `np.load`.

use super::{archive, format, memmap};
use crate::lang::builtins::io;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![py(
        &["load"],
        "file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII', *, max_header_size=10000",
        "Read an array from a `.npy` file, or open a `.npz` archive.\n\n\
         >>> import io\n>>> f = io.BytesIO()\n>>> np.save(f, np.arange(3.0))\n>>> f.seek(0)\n0\n\
         >>> np.load(f)\narray([0., 1., 2.])",
        load,
    )]
}

const PICKLED: &str = "This file contains pickled (object) data. If you trust the file you can load it unsafely using \
                       the `allow_pickle=` keyword argument or `pickle.load()`.";

#[allow(clippy::too_many_arguments)]
fn load(
    interp: &mut Interp,
    file: Value,
    mmap_mode: Option<String>,
    allow_pickle: bool,
    _fix_imports: Value,
    encoding: Option<String>,
    most: Option<i64>,
) -> Result<Value> {
    if !matches!(encoding.as_deref(), None | Some("ASCII" | "latin1" | "bytes")) {
        return Err(Raise::value_error("encoding must be 'ASCII', 'latin1', or 'bytes'"));
    }
    let most = if allow_pickle { i64::MAX } else { most.unwrap_or(10000) };
    let own = io::stream(&file).is_none();
    let opened = match own {
        true => {
            io::path_of(interp, &file)?;
            io::open(interp, &file, "rb", (None, None, None))?.into_value()
        }
        false => file.clone(),
    };
    let Some(stream) = io::stream(&opened) else { return Ok(Value::None) };
    if stream.is_text() {
        return Err(Raise::unsupported("Ravel's np.load reads streams of bytes: open the file with mode 'rb'"));
    }
    let magic = stream.read_bytes(Some(format::MAGIC.len()))?;
    if magic.is_empty() {
        return Err(Raise::new(&exc::EOF_ERROR, "No data left in file"));
    }
    stream.seek(-(magic.len() as i64), 1)?;
    if magic.starts_with(b"PK\x03\x04") || magic.starts_with(b"PK\x05\x06") {
        return archive::open(&opened, own, most);
    }
    if magic != format::MAGIC {
        return Err(if allow_pickle {
            Raise::unsupported("Ravel reads no pickles: save the arrays with np.savez")
        } else {
            Raise::value_error(PICKLED)
        });
    }
    match mmap_mode.filter(|m| !m.is_empty()) {
        Some(mode) => memmap::of_npy(interp, &file, &mode, most),
        None => {
            let mut from = format::source(interp, &opened)?;
            format::read(interp, &mut from, stream.is_file(), most)
        }
    }
}
