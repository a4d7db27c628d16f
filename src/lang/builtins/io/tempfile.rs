//! `tempfile`: files and folders that go away.

use super::stream::Coding;
use super::{Stream, failed};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::object::Object;
use crate::lang::registry::{Builtin, OBJECT, Table, Type, attribute, py};
use crate::lang::value::Value;
use std::any::Any;
use std::cell::Cell;
use std::fs::{File, OpenOptions};
use std::os::fd::AsRawFd;
use std::path::PathBuf;

/// `tempfile`
pub static TEMPFILE: Module =
    Module::new("tempfile", "Files and folders that go away.", table, value, &["TemporaryDirectory", "tempdir"]);

static DIRECTORY: Type = Type::new("TemporaryDirectory", "tempfile", &[&OBJECT], directory);

fn value(_: &mut Interp, name: &str) -> Option<Value> {
    match name {
        "TemporaryDirectory" => Some(Value::Type(&DIRECTORY)),
        "tempdir" => Some(Value::None),
        _ => None,
    }
}

/// A folder that is removed with the object.
struct Folder {
    path: PathBuf,
    gone: Cell<bool>,
}

impl Folder {
    fn remove(&self) {
        if !self.gone.replace(true) {
            // A folder that is gone already is as it should be.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.remove();
    }
}

impl Object for Folder {
    fn type_(&self) -> &'static Type {
        &DIRECTORY
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<TemporaryDirectory '{}'>", self.path.display()))
    }

    fn enter(&self, _: &mut Interp) -> Option<Result<Value>> {
        Some(Ok(name(&self.path)))
    }

    fn exit(&self, _: &mut Interp) -> Result<()> {
        self.remove();
        Ok(())
    }
}

fn name(path: &std::path::Path) -> Value {
    Value::str(path.to_string_lossy().into_owned())
}

/// Tries names that nobody has until one is free.
fn fresh<T>(
    dir: Option<String>,
    (prefix, suffix): (Option<String>, Option<String>),
    make: impl Fn(&std::path::Path) -> std::io::Result<T>,
) -> Result<(T, PathBuf)> {
    let dir = dir.map_or_else(std::env::temp_dir, PathBuf::from);
    let (prefix, suffix) = (prefix.unwrap_or("tmp".into()), suffix.unwrap_or_default());
    loop {
        let letters = uuid::Uuid::new_v4().simple().to_string();
        let path = dir.join(format!("{prefix}{}{suffix}", &letters[..8]));
        match make(&path) {
            Ok(made) => return Ok((made, path)),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(failed(&e, Some(name(&path)))),
        }
    }
}

fn create(path: &std::path::Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path)
}

fn create_folder(path: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().mode(0o700).create(path)
}

fn directory() -> Table {
    let doc = "A folder that goes away with the object.";
    Table {
        doc,
        new: Some(py(
            &["TemporaryDirectory"],
            "suffix=None, prefix=None, dir=None",
            doc,
            |_: &mut Interp, suffix: Option<String>, prefix: Option<String>, dir: Option<String>| {
                let ((), path) = fresh(dir, (prefix, suffix), create_folder)?;
                Ok(Value::object(Folder { path, gone: Cell::new(false) }))
            },
        )),
        methods: vec![py(&["cleanup"], "self", "Remove the folder.", |_: &mut Interp, v: Value| {
            if let Some(folder) = v.downcast::<Folder>() {
                folder.remove();
            }
            Ok(())
        })],
        attributes: vec![attribute("name", "Its name.", |_, v| {
            Ok(v.downcast::<Folder>().map_or(Value::None, |f| name(&f.path)))
        })],
        ..Table::default()
    }
}

fn table() -> Vec<Builtin> {
    vec![
        py(
            &["TemporaryFile"],
            "mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None",
            "A file without a name.\n\n\
             >>> import tempfile\n>>> f = tempfile.TemporaryFile()\n>>> f.write(b'abc'), f.seek(0), f.read()\n(3, 0, b'abc')",
            temporary_file,
        ),
        py(
            &["NamedTemporaryFile"],
            "mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True",
            "A file with a name.",
            named_file,
        ),
        py(
            &["mkdtemp"],
            "suffix=None, prefix=None, dir=None",
            "Make a folder and return its name.",
            |_: &mut Interp, suffix: Option<String>, prefix: Option<String>, dir: Option<String>| {
                fresh(dir, (prefix, suffix), create_folder).map(|((), path)| name(&path))
            },
        ),
        py(&["gettempdir"], "", "The folder for such files.", |_: &mut Interp| {
            Ok(std::env::temp_dir().to_string_lossy().trim_end_matches('/').to_string())
        }),
    ]
}

type Text = Option<String>;

fn coding(encoding: Text, newline: Text) -> Coding {
    Coding { encoding: encoding.unwrap_or("UTF-8".into()), errors: "strict".into(), newline }
}

#[allow(clippy::too_many_arguments)]
fn temporary_file(
    _: &mut Interp,
    mode: Text,
    _buffering: Value,
    encoding: Text,
    newline: Text,
    suffix: Text,
    prefix: Text,
    dir: Text,
) -> Result<Value> {
    let (file, path) = fresh(dir, (prefix, suffix), create)?;
    std::fs::remove_file(&path).map_err(|e| failed(&e, Some(name(&path))))?;
    let number = Value::Int(file.as_raw_fd() as i64);
    let mode = mode.unwrap_or("w+b".into());
    Ok(super::opening::made(file, number, &mode, coding(encoding, newline)).into_value())
}

#[allow(clippy::too_many_arguments)]
fn named_file(
    _: &mut Interp,
    mode: Text,
    _buffering: Value,
    encoding: Text,
    newline: Text,
    suffix: Text,
    prefix: Text,
    dir: Text,
    delete: Option<bool>,
) -> Result<Value> {
    if delete != Some(false) {
        let text = "Ravel's NamedTemporaryFile stays where it is: give delete=False and remove it, or use a TemporaryDirectory";
        return Err(Raise::unsupported(text));
    }
    let (file, path) = fresh(dir, (prefix, suffix), create)?;
    let mode = mode.unwrap_or("w+b".into());
    let stream: Stream = super::opening::made(file, name(&path), &mode, coding(encoding, newline));
    Ok(stream.into_value())
}
