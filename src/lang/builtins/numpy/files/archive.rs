//! `NpzFile`: an archive whose arrays are read when they are asked for.

use super::format;
use crate::lang::builtins::io::{self, failed};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::{Builtin, OBJECT, Table, Type, attribute, py};
use crate::lang::value::Value;
use std::any::Any;
use std::cell::RefCell;
use std::io::{Cursor, Read, Seek};
use std::rc::Rc;
use zip::ZipArchive;
use zip::result::ZipError;

/// `numpy.lib.npyio.NpzFile`
pub static NPZ_FILE: Type = Type::new("NpzFile", "numpy.lib.npyio", &[&OBJECT], table);
static BAG: Type = Type::new("BagObj", "numpy.lib._npyio_impl", &[&OBJECT], Table::default);
static KEYS: Type = Type::new("KeysView", "collections.abc", &[&OBJECT], Table::default);

trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// What the archive and the objects that come of it share.
struct Shared {
    zip: RefCell<Option<ZipArchive<Box<dyn ReadSeek>>>>,
    /// The names in the archive, and without `.npy`.
    names: Vec<(String, String)>,
    /// The file, if the archive opened it.
    file: RefCell<Value>,
    most: i64,
}

struct NpzFile(Rc<Shared>);

/// Opens the archive in a stream of bytes.
///
/// # Errors
/// `zipfile.BadZipFile`.
pub fn open(stream_value: &Value, own: bool, most: i64) -> Result<Value> {
    let Some(stream) = io::stream(stream_value) else { return Ok(Value::None) };
    let source: Box<dyn ReadSeek> = if own {
        Box::new(stream.with_file(|f| f.try_clone())?)
    } else {
        Box::new(Cursor::new(stream.read_bytes(None)?))
    };
    let mut zip = ZipArchive::new(source).map_err(|_| bad("File is not a zip file"))?;
    let mut names = Vec::new();
    for i in 0..zip.len() {
        let entry = zip.by_index_raw(i).map_err(|_| bad("File is not a zip file"))?;
        let name = entry.name().map_err(|_| bad("File is not a zip file"))?.into_owned();
        names.push((name.strip_suffix(".npy").unwrap_or(&name).to_string(), name));
    }
    let file = RefCell::new(if own { stream_value.clone() } else { Value::None });
    Ok(Value::object(NpzFile(Rc::new(Shared { zip: RefCell::new(Some(zip)), names, file, most }))))
}

fn bad(text: &str) -> Raise {
    Raise::new(&exc::BAD_ZIP_FILE, text)
}

impl Shared {
    fn key(&self, key: &Value) -> Option<&str> {
        let key = key.as_str()?;
        self.names.iter().find(|(short, whole)| key == short || key == whole).map(|(_, whole)| whole.as_str())
    }

    fn get(&self, interp: &mut Interp, key: &Value) -> Result<Value> {
        let Some(name) = self.key(key) else {
            let shown = interp.str(key)?;
            return Err(Raise::key_error(Value::str(format!("{shown} is not a file in the archive"))));
        };
        let mut zip = self.zip.borrow_mut();
        let Some(zip) = zip.as_mut() else {
            return Err(Raise::attribute_error("'NoneType' object has no attribute 'open'"));
        };
        let mut entry = zip.by_name(name).map_err(|e| match e {
            ZipError::Io(e) => failed(&e, None),
            _ => bad(&format!("Bad magic number for file header of '{name}'")),
        })?;
        let mut held: Vec<u8> = Vec::new();
        let broken = |e: std::io::Error| match e.kind() {
            std::io::ErrorKind::Other | std::io::ErrorKind::InvalidData => {
                bad(&format!("Bad CRC-32 for file '{name}'"))
            }
            _ => failed(&e, None),
        };
        let mut pull = |n: usize, held: &mut Vec<u8>| -> Result<Vec<u8>> {
            let mut out = std::mem::take(held);
            if out.len() > n {
                *held = out.split_off(n);
            } else {
                let wanted = (n - out.len()) as u64;
                (&mut entry).take(wanted).read_to_end(&mut out).map_err(broken)?;
            }
            Ok(out)
        };
        let magic = pull(format::MAGIC.len(), &mut held)?;
        let is_array = magic == format::MAGIC;
        held = magic;
        if !is_array {
            let mut all = std::mem::take(&mut held);
            all.extend(pull(usize::MAX, &mut held)?);
            return Ok(Value::Bytes(Rc::new(all)));
        }
        let value = {
            let mut from: format::Source<'_> = Box::new(|n| pull(n, &mut held));
            format::read(interp, &mut from, false, self.most)?
        };
        // The checksum is looked at when the end is reached.
        pull(1, &mut held)?;
        Ok(value)
    }

    fn keys(&self) -> Vec<Value> {
        self.names.iter().map(|(short, _)| Value::str(&**short)).collect()
    }

    fn close(&self) {
        self.zip.take();
        let file = self.file.replace(Value::None);
        if let Some(stream) = io::stream(&file) {
            // It was only read.
            let _ = stream.close();
        }
    }

    fn text(&self, interp: &mut Interp) -> Result<String> {
        let name = match io::stream(&self.file.borrow()) {
            Some(stream) => interp.repr(&stream.name)?,
            None => "'object'".to_string(),
        };
        let shown: Vec<&str> = self.names.iter().take(5).map(|(n, _)| n.as_str()).collect();
        let more = if self.names.len() > 5 { "..." } else { "" };
        Ok(format!("NpzFile {name} with keys: {}{more}", shown.join(", ")))
    }
}

impl Object for NpzFile {
    fn type_(&self) -> &'static Type {
        &NPZ_FILE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        self.0.text(interp)
    }

    fn subscript(&self, interp: &mut Interp, index: &Value) -> Option<Result<Value>> {
        Some(self.0.get(interp, index))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        Some(interp.iter(&Value::list(self.0.keys())))
    }

    fn contains(&self, _: &mut Interp, item: &Value) -> Option<Result<bool>> {
        Some(Ok(self.0.key(item).is_some()))
    }

    fn len(&self) -> Option<usize> {
        Some(self.0.names.len())
    }

    fn enter(&self, _: &mut Interp) -> Option<Result<Value>> {
        Some(Ok(Value::object(NpzFile(self.0.clone()))))
    }

    fn exit(&self, _: &mut Interp) -> Result<()> {
        self.0.close();
        Ok(())
    }
}

/// `npz.f`: the arrays as attributes.
struct Bag(Rc<Shared>);

impl Object for Bag {
    fn type_(&self) -> &'static Type {
        &BAG
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<numpy.lib._npyio_impl.BagObj object at {:#x}>", Rc::as_ptr(&self.0) as usize))
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        if self.0.key(&Value::str(name)).is_none() {
            return Err(Raise::attribute_error(name));
        }
        self.0.get(interp, &Value::str(name)).map(Some)
    }
}

#[derive(Clone, Copy)]
enum What {
    Keys,
    Values,
    Items,
}

/// `npz.keys()` and kin.
struct Looked {
    of: Rc<Shared>,
    what: What,
}

impl Object for Looked {
    fn type_(&self) -> &'static Type {
        &KEYS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let name = match self.what {
            What::Keys => "KeysView",
            What::Values => "ValuesView",
            What::Items => "ItemsView",
        };
        Ok(format!("{name}({})", self.of.text(interp)?))
    }

    fn iter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        let (of, what) = (self.of.clone(), self.what);
        let mut keys = of.keys().into_iter();
        let _ = &interp;
        Some(Ok(Value::Iter(Rc::new(crate::lang::iter::Iter::new("generator", move |interp: &mut Interp| {
            let Some(key) = keys.next() else { return Ok(None) };
            Ok(Some(match what {
                What::Keys => key,
                What::Values => of.get(interp, &key)?,
                What::Items => Value::tuple(vec![key.clone(), of.get(interp, &key)?]),
            }))
        })))))
    }

    fn len(&self) -> Option<usize> {
        Some(self.of.names.len())
    }
}

fn of(v: &Value) -> Result<Rc<Shared>> {
    v.downcast::<NpzFile>().map(|f| f.0.clone()).ok_or_else(|| Raise::type_error("the object is no NpzFile"))
}

fn looks(name: &'static [&'static str], doc: &'static str, what: What) -> Builtin {
    py(name, "self", doc, move |_: &mut Interp, v: Value| Ok(Value::object(Looked { of: of(&v)?, what })))
}

fn table() -> Table {
    Table {
        doc: "An archive of arrays, which are read when they are asked for.",
        methods: vec![
            looks(&["keys"], "The names of the arrays.", What::Keys),
            looks(&["values"], "The arrays.", What::Values),
            looks(&["items"], "Names and arrays.", What::Items),
            py(
                &["get"],
                "self, key, default=None, /",
                "An array, or the default.",
                |interp: &mut Interp, v: Value, key: Value, default: Value| {
                    let shared = of(&v)?;
                    if shared.key(&key).is_none() { Ok(default) } else { shared.get(interp, &key) }
                },
            ),
            py(&["close"], "self", "Close the file.", |_: &mut Interp, v: Value| {
                of(&v)?.close();
                Ok(())
            }),
        ],
        attributes: vec![
            attribute("files", "The names of the arrays.", |_, v| Ok(Value::list(of(v)?.keys()))),
            attribute("f", "The arrays as attributes.", |_, v| {
                let shared = of(v)?;
                let open = shared.zip.borrow().is_some();
                Ok(if open { Value::object(Bag(shared)) } else { Value::None })
            }),
            attribute("fid", "The file, if the archive opened it.", |_, v| Ok(of(v)?.file.borrow().clone())),
            attribute("allow_pickle", "Always False.", |_, _| Ok(Value::Bool(false))),
            attribute("max_header_size", "The longest header that is read.", |_, v| Ok(Value::Int(of(v)?.most))),
        ],
        ..Table::default()
    }
}
