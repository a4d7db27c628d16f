//! Dtypes by name: the strings that `np.dtype` understands.

use super::dtype::DType;
use super::error::{Error, Result};

/// The dtype that a string names: `float64`, `f8`, `<f8`, `d`, `int`, `U3`, `S5`, `?` …
///
/// # Errors
/// `TypeError: data type 'foo' not understood`; for a dtype outside the language a sentence that names it.
pub fn parse(text: &str) -> Result<DType> {
    let (swapped, name) = match text.strip_prefix(['<', '=', '|', '>']) {
        Some(rest) => (text.starts_with('>'), rest),
        None => (false, text),
    };
    let prefixed = name.len() < text.len();
    let found = by_code(name).or_else(|| if prefixed { None } else { by_name(name) });
    match found {
        Some(d) if swapped && d.itemsize() > 1 && !matches!(d, DType::Bytes(_)) => {
            Err(Error::unsupported(format!("Ravel has no byte-swapped dtypes: '{text}'")))
        }
        Some(d) => Ok(d),
        None if outside(name) => Err(Error::unsupported(format!("Ravel has no dtype '{text}'"))),
        None => Err(Error::type_(format!("data type '{text}' not understood"))),
    }
}

/// One-letter codes and codes with a size.
fn by_code(name: &str) -> Option<DType> {
    use DType::*;
    Some(match name {
        "?" | "b1" => Bool,
        "b" | "i1" => Int8,
        "B" | "u1" => UInt8,
        "h" | "i2" => Int16,
        "H" | "u2" => UInt16,
        "i" | "i4" => Int32,
        "I" | "u4" => UInt32,
        "l" | "q" | "p" | "n" | "i8" => Int64,
        "L" | "Q" | "P" | "N" | "u8" => UInt64,
        "e" | "f2" => Float16,
        "f" | "f4" => Float32,
        "d" | "f8" => Float64,
        "F" | "c8" => Complex64,
        "D" | "c16" => Complex128,
        _ => return text_code(name),
    })
}

fn text_code(name: &str) -> Option<DType> {
    let len = |digits: &str| if digits.is_empty() { Some(0) } else { digits.parse::<u32>().ok() };
    match name.split_at_checked(1)? {
        ("U", digits) => len(digits).map(DType::Str),
        ("S", digits) => len(digits).map(DType::Bytes),
        _ => None,
    }
}

fn by_name(name: &str) -> Option<DType> {
    use DType::*;
    Some(match name {
        "bool" | "bool_" => Bool,
        "int8" | "byte" => Int8,
        "uint8" | "ubyte" => UInt8,
        "int16" | "short" => Int16,
        "uint16" | "ushort" => UInt16,
        "int32" | "intc" => Int32,
        "uint32" | "uintc" => UInt32,
        "int" | "int_" | "int64" | "long" | "longlong" | "intp" => Int64,
        "uint" | "uint64" | "ulong" | "ulonglong" | "uintp" => UInt64,
        "float16" | "half" => Float16,
        "float32" | "single" => Float32,
        "float" | "float64" | "double" => Float64,
        "complex64" | "csingle" => Complex64,
        "complex" | "complex128" | "cdouble" => Complex128,
        "str" | "str_" | "unicode" => Str(0),
        "bytes" | "bytes_" => Bytes(0),
        _ => return None,
    })
}

/// What NumPy has and this language has not.
fn outside(name: &str) -> bool {
    let head = name.split('[').next().unwrap_or(name);
    let whole = matches!(
        head,
        "O" | "object"
            | "object_"
            | "g"
            | "f16"
            | "longdouble"
            | "float128"
            | "G"
            | "c32"
            | "clongdouble"
            | "complex256"
            | "M"
            | "m"
            | "M8"
            | "m8"
            | "datetime64"
            | "timedelta64"
            | "V"
            | "void"
            | "c"
            | "a"
    );
    whole || name.contains(',') || (name.starts_with('V') && name[1..].parse::<u32>().is_ok())
}
