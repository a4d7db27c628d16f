//! Exceptions, and how they travel: inner code raises without a position, the evaluator adds it.

use super::exceptions as exc;
use super::function::Function;
use super::interp::Interp;
use super::registry::Type;
use super::value::Value;
use crate::engine::{self, ErrorKind};
use crate::syntax::{Source, Span};
use std::cell::RefCell;
use std::rc::Rc;

/// The result of whatever may raise.
pub type Result<T> = std::result::Result<T, Raise>;

/// A raised exception.
#[derive(Clone)]
pub struct Raise(pub Rc<Exception>);

/// An exception object.
pub struct Exception {
    /// Its type.
    pub kind: &'static Type,
    /// `e.args`.
    pub args: Vec<Value>,
    /// Where it passed, innermost first.
    pub traceback: RefCell<Vec<Frame>>,
    /// `raise … from cause`.
    pub cause: RefCell<Option<Value>>,
    /// What was being handled when it was raised.
    pub context: RefCell<Option<Rc<Exception>>>,
    /// What `add_note` added.
    pub notes: RefCell<Vec<Value>>,
    /// The file that an `OSError` is about.
    pub file: RefCell<Option<Value>>,
    /// How deep the last level of the traceback stands; 0 before the first.
    pub located: std::cell::Cell<usize>,
}

/// One level of a traceback.
#[derive(Clone)]
pub struct Frame {
    /// The text.
    pub source: Rc<Source>,
    /// The expression or statement.
    pub span: Span,
    /// `<module>`, `<listcomp>` or the function's name.
    pub name: Rc<str>,
    /// The function that runs, or around the comprehension that does.
    pub function: Option<Rc<Function>>,
}

impl Frame {
    /// `outer.<locals>.inner`
    pub fn qualname(&self) -> String {
        match &self.function {
            Some(f) if *f.code.name == *self.name => f.qualname.clone(),
            Some(f) => format!("{}.<locals>.{}", f.qualname, self.name),
            None => self.name.to_string(),
        }
    }
}

impl Exception {
    /// The exception that led to this one, and the sentence that says how; none after `raise … from None`.
    pub fn earlier(&self) -> Option<(Rc<Exception>, &'static str)> {
        let caused = "The above exception was the direct cause of the following exception:";
        let during = "During handling of the above exception, another exception occurred:";
        match &*self.cause.borrow() {
            Some(Value::Exception(cause)) => Some((cause.clone(), caused)),
            Some(_) => None,
            None => self.context.borrow().clone().map(|context| (context, during)),
        }
    }

    /// What `add_note` added.
    pub fn notes(&self, interp: &mut Interp) -> Vec<String> {
        let notes = self.notes.borrow().clone();
        notes.iter().map(|note| interp.str(note).unwrap_or_default()).collect()
    }
}

impl Raise {
    /// A new exception with one string argument.
    pub fn new(kind: &'static Type, message: impl Into<String>) -> Raise {
        Raise::with_args(kind, vec![Value::str(message.into())])
    }

    /// A new exception.
    pub fn with_args(kind: &'static Type, args: Vec<Value>) -> Raise {
        Raise(Rc::new(Exception {
            kind,
            args,
            traceback: RefCell::default(),
            cause: RefCell::default(),
            context: RefCell::default(),
            notes: RefCell::default(),
            file: RefCell::default(),
            located: Default::default(),
        }))
    }

    /// `TypeError(message)`.
    pub fn type_error(message: impl Into<String>) -> Raise {
        Raise::new(&exc::TYPE_ERROR, message)
    }

    /// `ValueError(message)`.
    pub fn value_error(message: impl Into<String>) -> Raise {
        Raise::new(&exc::VALUE_ERROR, message)
    }

    /// `IndexError(message)`.
    pub fn index_error(message: impl Into<String>) -> Raise {
        Raise::new(&exc::INDEX_ERROR, message)
    }

    /// `AttributeError(message)`.
    pub fn attribute_error(message: impl Into<String>) -> Raise {
        Raise::new(&exc::ATTRIBUTE_ERROR, message)
    }

    /// `KeyError(key)`.
    pub fn key_error(key: Value) -> Raise {
        Raise::with_args(&exc::KEY_ERROR, vec![key])
    }

    /// A construct outside the language: `NotImplementedError` with a sentence that names it.
    pub fn unsupported(message: impl Into<String>) -> Raise {
        Raise::new(&exc::NOT_IMPLEMENTED_ERROR, message)
    }

    /// Whether the exception is of this type or one derived from it.
    pub fn is(&self, kind: &Type) -> bool {
        self.0.kind.is_subtype(kind)
    }

    /// Adds a level to the traceback.
    pub fn at(self, source: &Rc<Source>, span: Span, name: &Rc<str>) -> Raise {
        self.within(Frame { source: source.clone(), span, name: name.clone(), function: None })
    }

    /// Adds this level to the traceback.
    pub fn within(self, frame: Frame) -> Raise {
        self.0.traceback.borrow_mut().push(frame);
        self
    }
}

impl From<engine::Error> for Raise {
    fn from(e: engine::Error) -> Raise {
        let kind = match e.kind {
            ErrorKind::Value => &exc::VALUE_ERROR,
            ErrorKind::Type => &exc::TYPE_ERROR,
            ErrorKind::Index => &exc::INDEX_ERROR,
            ErrorKind::Key => &exc::KEY_ERROR,
            ErrorKind::Attribute => &exc::ATTRIBUTE_ERROR,
            ErrorKind::Memory => &exc::ARRAY_MEMORY_ERROR,
            ErrorKind::Full if e.message.is_empty() => return Raise::with_args(&exc::MEMORY_ERROR, vec![]),
            ErrorKind::Full => &exc::MEMORY_ERROR,
            ErrorKind::Overflow => &exc::OVERFLOW_ERROR,
            ErrorKind::ZeroDivision => &exc::ZERO_DIVISION_ERROR,
            ErrorKind::Runtime => &exc::RUNTIME_ERROR,
            ErrorKind::FloatingPoint => &exc::FLOATING_POINT_ERROR,
            ErrorKind::Axis => &exc::AXIS_ERROR,
            ErrorKind::LinAlg => &exc::LIN_ALG_ERROR,
            ErrorKind::Promotion => &exc::DTYPE_PROMOTION_ERROR,
            ErrorKind::UFuncType => &exc::UFUNC_TYPE_ERROR,
            ErrorKind::Interrupt => return Raise::with_args(&exc::KEYBOARD_INTERRUPT, vec![]),
            ErrorKind::UnicodeEncode => &exc::UNICODE_ENCODE_ERROR,
            ErrorKind::UnicodeDecode => &exc::UNICODE_DECODE_ERROR,
            ErrorKind::Raised => return super::objects::raised(&e.message),
            ErrorKind::NotImplemented => &exc::NOT_IMPLEMENTED_ERROR,
        };
        Raise::new(kind, e.message)
    }
}
