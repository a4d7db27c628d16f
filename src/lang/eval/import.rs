//! `import`: modules are tables of the library; nothing is read from disk.

use super::frame::Frame;
use super::name;
use crate::lang::builtins;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::value::Value;
use crate::syntax::ast::{Alias, NameRef, Slot};

/// Packages that exist in the world and that lessons import, but that are outside the language.
const OUTSIDE: &[&str] = &[
    "PIL",
    "abc",
    "argparse",
    "ast",
    "asyncio",
    "bisect",
    "bokeh",
    "calendar",
    "cmath",
    "colorsys",
    "contextlib",
    "csv",
    "ctypes",
    "cupy",
    "cv2",
    "cython",
    "dask",
    "dataclasses",
    "decimal",
    "dis",
    "enum",
    "fractions",
    "gc",
    "gzip",
    "h5py",
    "heapq",
    "imageio",
    "inspect",
    "ipywidgets",
    "jax",
    "keras",
    "line_profiler",
    "logging",
    "matplotlib",
    "memory_profiler",
    "multiprocessing",
    "networkx",
    "numba",
    "numbers",
    "numexpr",
    "pandas",
    "pathlib",
    "pickle",
    "platform",
    "plotly",
    "pprint",
    "psutil",
    "re",
    "requests",
    "scipy",
    "seaborn",
    "shutil",
    "skimage",
    "sklearn",
    "statistics",
    "struct",
    "subprocess",
    "sympy",
    "tensorflow",
    "textwrap",
    "threading",
    "timeit",
    "torch",
    "tqdm",
    "traceback",
    "types",
    "typing",
    "unittest",
    "urllib",
    "uuid",
    "weakref",
    "xarray",
    "zipfile",
];

/// `import a.b as c, d`.
pub fn import(interp: &mut Interp, frame: &mut Frame, aliases: &[Alias]) -> Result<()> {
    for alias in aliases {
        let module = find(&alias.name)?;
        let bound = match &alias.asname {
            Some(_) => module,
            None => find(alias.name.split('.').next().unwrap_or(&alias.name))?,
        };
        name::store(interp, frame, &alias.bind, Value::Module(bound));
    }
    Ok(())
}

/// `from module import a as b`.
pub fn import_from(interp: &mut Interp, frame: &mut Frame, module: &str, names: &[Alias]) -> Result<()> {
    let module = find(module)?;
    for alias in names {
        if &*alias.name == "*" {
            star(interp, frame, module);
            continue;
        }
        let value = member(interp, module, &alias.name)?;
        name::store(interp, frame, &alias.bind, value);
    }
    Ok(())
}

fn member(interp: &mut Interp, module: &'static Module, name: &str) -> Result<Value> {
    if let Some(v) = module.get(interp, name) {
        return Ok(v);
    }
    let dotted = format!("{}.{name}", module.name);
    if let Some(m) = builtins::modules().iter().find(|m| m.name == dotted) {
        return Ok(Value::Module(m));
    }
    let text = format!("cannot import name '{name}' from '{}' (unknown location)", module.name);
    Err(Raise::new(&exc::IMPORT_ERROR, text))
}

/// Binds every public name, in the order of the alphabet.
fn star(interp: &mut Interp, frame: &mut Frame, module: &'static Module) {
    let mut names: Vec<&'static str> = module.functions().keys().copied().chain(module.names.iter().copied()).collect();
    names.sort_unstable();
    names.dedup();
    for n in names.into_iter().filter(|n| !n.starts_with('_')) {
        if let Some(value) = module.get(interp, n) {
            let bind = NameRef { name: n.into(), slot: Slot::Global };
            name::store(interp, frame, &bind, value);
        }
    }
}

/// A module by its dotted name.
fn find(dotted: &str) -> Result<&'static Module> {
    if let Some(m) = builtins::modules().iter().find(|m| m.name == dotted) {
        return Ok(m);
    }
    let root = dotted.split('.').next().unwrap_or(dotted);
    let known = builtins::modules().iter().any(|m| m.name == root);
    let text = if OUTSIDE.contains(&root) {
        format!("'{root}' is outside the language: it has numpy and a small part of the standard library")
    } else if root == "numpy" {
        format!("Ravel has no module {dotted} yet")
    } else if known || root == dotted {
        format!("No module named '{dotted}'")
    } else {
        format!("No module named '{root}'")
    };
    Err(Raise::new(&exc::MODULE_NOT_FOUND_ERROR, text))
}
