//! Dtypes by name: the strings that `np.dtype` understands.

use super::dtype::DType;
use super::error::{Error, Result};
use super::record::{Field, Record};
use super::timeunit::TimeUnit;

/// The dtype that a string names: `float64`, `f8`, `<f8`, `d`, `int`, `U3`, `S5`, `?`, `M8[D]`, `f8, i4`, `(2,3)f8` …
///
/// # Errors
/// `TypeError: data type 'foo' not understood`; for a dtype outside the language a sentence that names it.
pub fn parse(text: &str) -> Result<DType> {
    if text.contains(',') && !text.contains('[') || text.starts_with(|c: char| c.is_ascii_digit() || c == '(') {
        return commas(text);
    }
    single(text)
}

fn single(text: &str) -> Result<DType> {
    let (swapped, name) = match text.strip_prefix(['<', '=', '|', '>']) {
        Some(rest) => (text.starts_with('>'), rest),
        None => (false, text),
    };
    let prefixed = name.len() < text.len();
    let unit = time_code(name)?;
    let found = unit.or_else(|| by_code(name)).or_else(|| if prefixed { None } else { by_name(name) });
    match found {
        Some(d) if swapped => Ok(d.swapped()),
        Some(d) => Ok(d),
        None if outside(name) => Err(Error::unsupported(format!("Ravel has no dtype '{text}'"))),
        None => Err(not_understood(text)),
    }
}

fn not_understood(text: &str) -> Error {
    Error::type_(format!("data type '{text}' not understood"))
}

/// `f8, i4`, `3i4`, `(2,3)f8, >u2`: fields `f0`, `f1`, … or, without a comma, a sub-array.
fn commas(text: &str) -> Result<DType> {
    let (mut rest, mut found, mut list) = (text.trim_end(), Vec::new(), false);
    while !rest.is_empty() {
        let (dtype, left) = repeated(rest.trim_start(), text)?;
        found.push(dtype);
        let left = left.trim_start();
        rest = match left.strip_prefix(',') {
            Some(next) => {
                list = true;
                next
            }
            None if left.is_empty() => left,
            None => return Err(Error::value(format!("format number {} of \"{text}\" is not recognized", found.len()))),
        };
    }
    if let ([one], false) = (&found[..], list) {
        return Ok(*one);
    }
    let field = |(i, dtype): (usize, DType)| Field { name: format!("f{i}").into(), title: None, dtype, offset: 0 };
    Ok(Record::packed(found.into_iter().enumerate().map(field).collect(), false).into_dtype())
}

/// One item of a list with commas, and what follows it.
fn repeated<'a>(text: &'a str, whole: &str) -> Result<(DType, &'a str)> {
    let (order, rest) = match text.strip_prefix(['<', '=', '|', '>']) {
        Some(rest) => (&text[..1], rest),
        None => ("", text),
    };
    let (shape, rest) = match rest.strip_prefix('(') {
        Some(inner) => {
            let (inside, rest) = inner.split_once(')').ok_or_else(|| not_understood(whole))?;
            let lengths = inside.split(',').map(str::trim).filter(|s| !s.is_empty()).map(str::parse);
            (lengths.collect::<std::result::Result<Vec<usize>, _>>().map_err(|_| not_understood(whole))?, rest)
        }
        None => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let shape =
                if digits == 0 { Vec::new() } else { vec![rest[..digits].parse().map_err(|_| not_understood(whole))?] };
            (shape, &rest[digits..])
        }
    };
    let rest = rest.trim_start();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '?' | '<' | '>' | '=' | '|' | '_');
    let mut end = rest.find(|c| !plain(c)).unwrap_or(rest.len());
    if rest[end..].starts_with('[') {
        end += rest[end..].find(']').map_or(0, |i| i + 1);
    }
    Ok((DType::subarray(single(&format!("{order}{}", &rest[..end]))?, &shape), &rest[end..]))
}

/// `M8[D]`, `datetime64[10ms]`, `m8`; `None` of anything else.
fn time_code(name: &str) -> Result<Option<DType>> {
    let (head, unit) = name.find('[').map_or((name, ""), |at| name.split_at(at));
    let date = match head {
        "M8" | "M" | "datetime64" => true,
        "m8" | "m" | "timedelta64" => false,
        _ => return Ok(None),
    };
    let unit = match unit.strip_prefix('[').map(|u| u.strip_suffix(']')) {
        None => TimeUnit::GENERIC,
        Some(Some(inner)) => TimeUnit::parse(inner, unit)?,
        Some(None) => return Err(Error::type_(format!("Invalid datetime metadata string \"{unit}\""))),
    };
    Ok(Some(if date { DType::DateTime(unit) } else { DType::TimeDelta(unit) }))
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
        "O" | "O4" | "O8" => Object,
        _ => return text_code(name),
    })
}

fn text_code(name: &str) -> Option<DType> {
    let len = |digits: &str| if digits.is_empty() { Some(0) } else { digits.parse::<u32>().ok() };
    match name.split_at_checked(1)? {
        ("U", digits) => len(digits).map(DType::Str),
        ("a", digits) => len(digits).map(DType::Bytes),
        ("S", digits) => len(digits).map(DType::Bytes),
        ("V", digits) => len(digits).map(DType::Void),
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
        "void" => Void(0),
        "object" | "object_" => Object,
        _ => return None,
    })
}

/// What NumPy has and this language has not.
fn outside(name: &str) -> bool {
    let head = name.split('[').next().unwrap_or(name);
    let whole =
        matches!(head, "g" | "f16" | "longdouble" | "float128" | "G" | "c32" | "clongdouble" | "complex256" | "c");
    whole
}
