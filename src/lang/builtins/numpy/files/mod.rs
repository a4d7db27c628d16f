//! Arrays in files: `.npy` and `.npz`, raw bytes, text, and memory maps.

mod archive;
mod format;
mod literal;
mod load;
pub mod memmap;
mod raw;
mod safely;
mod save;
pub mod text;

pub use format::FORMAT;
pub use raw::methods;

use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::Builtin;
use crate::lang::value::Value;

/// `numpy.lib.npyio`
pub static NPYIO: Module = Module::new("numpy.lib.npyio", "Archives of arrays.", Vec::new, npyio, &["NpzFile"]);

fn npyio(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "NpzFile").then_some(Value::Type(&archive::NPZ_FILE))
}

/// The rows.
pub fn rows() -> Vec<Builtin> {
    [save::rows(), load::rows(), raw::rows(), text::rows()].into_iter().flatten().collect()
}

/// `np.memmap`
pub fn value(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "memmap").then_some(Value::Type(&memmap::MEMMAP))
}
