//! What a builtin is: a row with names, signature, doc and a typed function; and what a type is: a table of rows.
//! From the one registration come evaluation, signature errors, completion, `?` help and a test of the examples.

pub mod args;
pub mod signature;
pub mod typed;

pub use args::{Args, FromArg, Kwargs, Rest};
pub use signature::{ParamSpec, Signature};
pub use typed::IntoRaw;

use super::error::{Raise, Result};
use super::interp::Interp;
use super::value::Value;
use crate::engine::interrupt;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The untyped function of a row.
pub type Raw = Box<dyn Fn(&mut Interp, &mut Args) -> Result<Value> + Send + Sync>;

/// A builtin function or method.
pub struct Builtin {
    /// The first is its `__name__`; all are found.
    pub names: &'static [&'static str],
    /// As `inspect.signature` writes it, without parentheses: `a, /, axis=None, *, keepdims=False`.
    pub signature: Signature,
    /// The docstring: a line, a blank line, more; examples as `>>>` lines that run here and under NumPy.
    pub doc: &'static str,
    /// How wrong arguments are worded: as a Python function's or as a C function's.
    pub style: Style,
    /// The function.
    pub raw: Raw,
    /// A short way for the arguments that it most often gets, all there and in order; `None` where they are others.
    pub quick: Option<Quick>,
    /// Why its receiver has no such method, which is said before a word of the arguments.
    pub unfit: Option<Unfit>,
    /// The type whose method it is, if a call through that type looks at its receiver.
    pub of: Option<&'static Type>,
}

/// A short way of a builtin, for what loops call: without binding, conversions and errors.
pub type Quick = fn(&[Option<Value>]) -> Option<Value>;

/// Why a receiver has no method of this name, if it has none.
pub type Unfit = fn(&Value, &str) -> Option<Raise>;

/// How CPython words a wrong call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `f() got an unexpected keyword argument 'x'`
    Python,
    /// `'x' is an invalid keyword argument for f()`
    C,
    /// As a C function that reads its arguments by a format: `f() takes at least 1 argument (0 given)`
    Parse,
    /// As NumPy's own parser of arguments words it: `f() missing required argument 'x' (pos 0)`
    Numpy,
}

/// A row whose wrong arguments are worded as a Python function's (most of NumPy's functions are).
pub fn py<T>(
    names: &'static [&'static str],
    signature: &'static str,
    doc: &'static str,
    f: impl IntoRaw<T>,
) -> Builtin {
    let (signature, raw) = (Signature::parse(signature), f.into_raw());
    Builtin { names, signature, doc, style: Style::Python, raw, quick: None, unfit: None, of: None }
}

/// A row whose wrong arguments are worded as a C function's (`np.array`, `np.zeros`, methods of arrays and strings).
pub fn c<T>(names: &'static [&'static str], signature: &'static str, doc: &'static str, f: impl IntoRaw<T>) -> Builtin {
    Builtin { style: Style::C, ..py(names, signature, doc, f) }
}

/// A row whose wrong arguments are worded as by a C function that reads them by a format (`str.find`, `deque.insert`).
pub fn parse<T>(
    names: &'static [&'static str],
    signature: &'static str,
    doc: &'static str,
    f: impl IntoRaw<T>,
) -> Builtin {
    Builtin { style: Style::Parse, ..py(names, signature, doc, f) }
}

/// A row whose wrong arguments are worded as by NumPy's own parser (`np.array`, `np.zeros`, `a.astype`).
pub fn numpy<T>(
    names: &'static [&'static str],
    signature: &'static str,
    doc: &'static str,
    f: impl IntoRaw<T>,
) -> Builtin {
    Builtin { style: Style::Numpy, ..py(names, signature, doc, f) }
}

impl Builtin {
    /// The `__name__`.
    pub fn name(&self) -> &'static str {
        self.names[0]
    }

    /// The row under each of its names.
    pub fn with_aliases(self) -> Vec<(&'static str, Builtin)> {
        let (names, signature, doc, style) = (self.names, self.signature.clone(), self.doc, self.style);
        let (raw, quick, unfit, of) = (std::sync::Arc::new(self.raw), self.quick, self.unfit, self.of);
        names
            .iter()
            .map(|&name| {
                let raw = raw.clone();
                let raw: Raw = Box::new(move |interp, args| raw(interp, args));
                (name, Builtin { names, signature: signature.clone(), doc, style, raw, quick, unfit, of })
            })
            .collect()
    }

    /// With a short way.
    pub fn quick(self, quick: Quick) -> Builtin {
        Builtin { quick: Some(quick), ..self }
    }

    /// With what may be wrong with a receiver.
    pub fn unfit(self, unfit: Unfit) -> Builtin {
        Builtin { unfit: Some(unfit), ..self }
    }

    /// Binds the arguments and calls.
    ///
    /// # Errors
    /// `TypeError` where they don't fit the signature; what the function raises.
    pub fn call(&self, interp: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
        interrupt::check()?;
        let mut bound = self.signature.bind(self.name(), self.style, args, kwargs).map_err(|e| {
            let unfit = self.unfit.zip(args.first()).and_then(|(unfit, me)| unfit(me, self.name()));
            unfit.unwrap_or(e)
        })?;
        interp.stoppable(|interp| (self.raw)(interp, &mut bound))
    }
}

/// A type: its name, bases, and a table of methods and attributes.
pub struct Type {
    /// `ndarray`
    pub name: &'static str,
    /// `numpy`
    pub module: &'static str,
    /// Direct bases.
    pub bases: &'static [&'static Type],
    table: fn() -> Table,
    members: OnceLock<Members>,
}

/// What a type's module registers.
#[derive(Default)]
pub struct Table {
    /// The docstring.
    pub doc: &'static str,
    /// The constructor: called with the arguments of `T(…)`.
    pub new: Option<Builtin>,
    /// Methods; the first parameter is `self`.
    pub methods: Vec<Builtin>,
    /// Functions found on the type itself without a receiver (`dict.fromkeys`, `int.from_bytes`).
    pub statics: Vec<Builtin>,
    /// Attributes of instances.
    pub attributes: Vec<Attribute>,
}

/// Assigns to an attribute of the object given first.
pub type Setter = fn(&mut Interp, &Value, Value) -> Result<()>;

/// An attribute that is computed from the object.
pub struct Attribute {
    /// The name.
    pub name: &'static str,
    /// One line.
    pub doc: &'static str,
    /// Reads it.
    pub get: fn(&mut Interp, &Value) -> Result<Value>,
    /// Assigns to it; `None` if it is read-only.
    pub set: Option<Setter>,
}

/// A read-only attribute.
pub fn attribute(name: &'static str, doc: &'static str, get: fn(&mut Interp, &Value) -> Result<Value>) -> Attribute {
    Attribute { name, doc, get, set: None }
}

/// A type's table, by name.
pub struct Members {
    /// The docstring.
    pub doc: &'static str,
    /// The constructor.
    pub new: Option<Builtin>,
    /// Methods by name.
    pub methods: HashMap<&'static str, Builtin>,
    /// Static functions by name.
    pub statics: HashMap<&'static str, Builtin>,
    /// Attributes by name.
    pub attributes: HashMap<&'static str, Attribute>,
}

/// `object`, the base of all.
pub static OBJECT: Type = Type::new("object", "builtins", &[], super::builtins::python::type_::object_table);

/// Classes that are written in Python: errors name them without their module.
const MADE_IN_PYTHON: [&str; 13] = [
    "Counter",
    "SList",
    "record",
    "recarray",
    "memmap",
    "NpzFile",
    "poly1d",
    "Polynomial",
    "Chebyshev",
    "Legendre",
    "Hermite",
    "HermiteE",
    "Laguerre",
];

impl Type {
    /// A type.
    pub const fn new(
        name: &'static str,
        module: &'static str,
        bases: &'static [&'static Type],
        table: fn() -> Table,
    ) -> Type {
        Type { name, module, bases, table, members: OnceLock::new() }
    }

    /// Its own table.
    pub fn members(&'static self) -> &'static Members {
        self.members.get_or_init(|| {
            let table = (self.table)();
            Members {
                doc: table.doc,
                new: table.new,
                methods: table.methods.into_iter().map(|b| self.own(b)).flat_map(Builtin::with_aliases).collect(),
                statics: table.statics.into_iter().flat_map(Builtin::with_aliases).collect(),
                attributes: table.attributes.into_iter().map(|a| (a.name, a)).collect(),
            }
        })
    }

    /// A method that knows whose it is.
    fn own(&'static self, mut method: Builtin) -> Builtin {
        if matches!(self.module, "builtins" | "collections" | "random") {
            method.signature.owner = self.name;
        }
        let in_c = matches!(self.module, "builtins" | "collections" | "numpy");
        if in_c && !MADE_IN_PYTHON.contains(&self.name) && method.signature.receiver() == 1 {
            method.of = Some(self);
        }
        method
    }

    /// Itself and all its bases, depth first, without repeats: close enough to Python's method resolution order.
    pub fn mro(&'static self) -> Vec<&'static Type> {
        let mut order = vec![self];
        for base in self.bases {
            for t in base.mro() {
                if let Some(at) = order.iter().position(|o| std::ptr::eq(*o, t)) {
                    order.remove(at);
                }
                order.push(t);
            }
        }
        order
    }

    /// Whether it is `other` or derived from it.
    pub fn is_subtype(&self, other: &Type) -> bool {
        std::ptr::eq(self, other) || self.bases.iter().any(|b| b.is_subtype(other))
    }

    /// A method, its own or inherited.
    pub fn method(&'static self, name: &str) -> Option<&'static Builtin> {
        let own = self.members().methods.get(name);
        own.or_else(|| self.bases.iter().find_map(|b| b.method(name)))
    }

    /// An attribute, its own or inherited.
    pub fn attribute(&'static self, name: &str) -> Option<&'static Attribute> {
        let own = self.members().attributes.get(name);
        own.or_else(|| self.bases.iter().find_map(|b| b.attribute(name)))
    }

    /// Its name as errors say it: a class made in Python has no module there.
    pub fn short_name(&self) -> String {
        let in_python = self.bases.iter().any(|b| b.name == "tuple") || MADE_IN_PYTHON.contains(&self.name);
        if in_python { self.name.to_string() } else { self.qualified_name() }
    }

    /// As `repr(type)` names it: `int`, `numpy.ndarray`.
    pub fn qualified_name(&self) -> String {
        match self.module {
            "builtins" => self.name.to_string(),
            module => format!("{module}.{}", self.name),
        }
    }
}
