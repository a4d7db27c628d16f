//! What an engine operation can refuse, in NumPy's words.

use std::fmt;

/// The Python exception type that an engine error becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// `ValueError`
    Value,
    /// `TypeError`
    Type,
    /// `IndexError`
    Index,
    /// `KeyError`
    Key,
    /// `AttributeError`
    Attribute,
    /// `MemoryError`
    Memory,
    /// `MemoryError` of what is no array
    Full,
    /// `OverflowError`
    Overflow,
    /// `ZeroDivisionError`
    ZeroDivision,
    /// `RuntimeError`
    Runtime,
    /// `FloatingPointError`, from `np.errstate(…='raise')`
    FloatingPoint,
    /// `numpy.exceptions.AxisError`, a `ValueError` and `IndexError`
    Axis,
    /// `numpy.linalg.LinAlgError`, a `ValueError`
    LinAlg,
    /// `numpy._core._exceptions._UFuncNoLoopError` and kin, a `TypeError`
    UFuncType,
    /// `numpy.exceptions.DTypePromotionError`, a `TypeError`
    Promotion,
    /// `UnicodeEncodeError`
    UnicodeEncode,
    /// `UnicodeDecodeError`
    UnicodeDecode,
    /// `KeyboardInterrupt`
    Interrupt,
    /// What a value of the language raised; the language has put it away.
    Raised,
    /// `NotImplementedError`: outside the language
    NotImplemented,
}

/// An engine error: the exception's type and its text to the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Which exception.
    pub kind: ErrorKind,
    /// `str(exception)`.
    pub message: String,
}

/// The engine's result.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error of this kind.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, message: message.into() }
    }

    /// A `ValueError`.
    pub fn value(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Value, message)
    }

    /// A `TypeError`.
    pub fn type_(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Type, message)
    }

    /// An `IndexError`.
    pub fn index(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Index, message)
    }

    /// A construct outside the language, as a sentence that names it.
    pub fn unsupported(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::NotImplemented, message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
