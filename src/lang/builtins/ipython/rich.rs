//! Objects with rich outputs, and handles of outputs that can be updated.

use super::show;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::{Builtin, Kwargs, OBJECT, Table, Type, attribute, py};
use crate::lang::value::Value;
use base64::Engine;
use std::any::Any;

/// The names of the types.
pub const NAMES: &[&str] =
    &["HTML", "Markdown", "Latex", "Math", "SVG", "Pretty", "Javascript", "Image", "DisplayHandle"];

macro_rules! kinds {
    ($($id:ident $name:literal $mime:literal $table:ident;)*) => {
        $(
            static $id: Type = Type::new($name, "IPython.core.display", &[&OBJECT], $table);

            fn $table() -> Table {
                Table { doc: DOC, new: Some(maker(&[$name], &$id, $mime)), attributes: vec![data()], ..Table::default() }
            }
        )*

        /// A type by its name.
        pub fn value(_: &mut Interp, name: &str) -> Option<Value> {
            Some(Value::Type(match name {
                $($name => &$id,)*
                "Image" => &IMAGE,
                "DisplayHandle" => &HANDLE,
                _ => return None,
            }))
        }
    };
}

const DOC: &str = "A rich output.";

kinds! {
    HTML "HTML" "text/html" html;
    MARKDOWN "Markdown" "text/markdown" markdown;
    LATEX "Latex" "text/latex" latex;
    MATH "Math" "text/latex" math;
    SVG "SVG" "image/svg+xml" svg;
    PRETTY "Pretty" "text/plain" pretty;
    JAVASCRIPT "Javascript" "application/javascript" javascript;
}

static IMAGE: Type = Type::new("Image", "IPython.core.display", &[&OBJECT], image);
static HANDLE: Type = Type::new("DisplayHandle", "IPython.core.display_functions", &[&OBJECT], handle_table);

struct Rich {
    kind: &'static Type,
    mime: &'static str,
    data: String,
}

fn data() -> crate::lang::registry::Attribute {
    attribute("data", "The content.", |_, v| Ok(v.downcast::<Rich>().map_or(Value::None, |r| Value::str(&*r.data))))
}

fn maker(names: &'static [&'static str], kind: &'static Type, mime: &'static str) -> Builtin {
    py(
        names,
        "data=None, url=None, filename=None, metadata=None",
        DOC,
        move |interp: &mut Interp, data: Value, url: Value, filename: Value, _metadata: Value| -> Result<Value> {
            let data = match (&data, filename.as_str()) {
                (Value::None, Some(path)) => String::from_utf8_lossy(&read(path)?).into_owned(),
                _ if !url.is_none() => return Err(Raise::unsupported("an output from a URL is outside the language")),
                (v, _) => match as_bytes(v) {
                    Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                    None => interp.str(v)?,
                },
            };
            let data =
                if std::ptr::eq(kind, &MATH) { format!("$\\displaystyle {}$", data.trim_matches('$')) } else { data };
            Ok(Value::object(Rich { kind, mime, data }))
        },
    )
}

fn read(path: &str) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|_| {
        let text = format!("[Errno 2] No such file or directory: '{path}'");
        Raise::new(&exc::FILE_NOT_FOUND_ERROR, text)
    })
}

fn image() -> Table {
    let new = |_: &mut Interp, data: Value, url: Value, filename: Value, _: Kwargs| -> Result<Value> {
        let bytes = match (as_bytes(&data), filename.as_str().or(data.as_str())) {
            (Some(bytes), _) => bytes,
            (_, Some(path)) => read(path)?,
            _ if !url.is_none() => return Err(Raise::unsupported("an image from a URL is outside the language")),
            _ => return Err(Raise::value_error("No image data found. Expecting filename, url, or data.")),
        };
        let mime = match &bytes[..] {
            [0xff, 0xd8, ..] => "image/jpeg",
            [b'G', b'I', b'F', ..] => "image/gif",
            _ => "image/png",
        };
        let data = base64::engine::general_purpose::STANDARD.encode(&bytes);
        Ok(Value::object(Rich { kind: &IMAGE, mime, data }))
    };
    let signature = "data=None, url=None, filename=None, **kwargs";
    Table { doc: DOC, new: Some(py(&["Image"], signature, DOC, new)), ..Table::default() }
}

impl Object for Rich {
    fn type_(&self) -> &'static Type {
        self.kind
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(if self.mime == "text/plain" {
            self.data.clone()
        } else {
            format!("<IPython.core.display.{} object>", self.kind.name)
        })
    }

    fn mime(&self, _: &mut Interp) -> Vec<(String, String)> {
        if self.mime == "text/plain" { Vec::new() } else { vec![(self.mime.to_string(), self.data.clone())] }
    }
}

/// A display that can be updated.
struct Handle(String);

/// A handle of a display id.
pub fn handle(id: String) -> Value {
    Value::object(Handle(id))
}

/// An id that no other display of this session has.
pub fn fresh_id(interp: &mut Interp) -> String {
    let slot = interp.state.entry("display ids").or_insert_with(|| Box::new(0u64));
    let n = slot.downcast_ref::<u64>().copied().unwrap_or(0) + 1;
    *slot = Box::new(n);
    format!("{n:032x}")
}

fn handle_table() -> Table {
    let new = |interp: &mut Interp, id: Option<String>| -> Result<Value> {
        let id = id.unwrap_or_else(|| fresh_id(interp));
        Ok(handle(id))
    };
    let id_of = |v: &Value| v.downcast::<Handle>().map(|h| h.0.clone());
    let put = move |update: bool| {
        move |interp: &mut Interp, this: Value, v: Value, _: Kwargs| show(interp, &v, id_of(&this), update)
    };
    Table {
        doc: "A display that can be updated.",
        new: Some(py(&["DisplayHandle"], "display_id=None", "A display that can be updated.", new)),
        methods: vec![
            py(&["display"], "self, obj, **kwargs", "Show a value.", put(false)),
            py(&["update"], "self, obj, **kwargs", "Show another value in its place.", put(true)),
        ],
        attributes: vec![attribute("display_id", "Its id.", |_, v| {
            Ok(v.downcast::<Handle>().map_or(Value::None, |h| Value::str(&*h.0)))
        })],
        ..Table::default()
    }
}

impl Object for Handle {
    fn type_(&self) -> &'static Type {
        &HANDLE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<DisplayHandle display_id={}>", self.0))
    }
}
