//! Values that native code hands back: for each a line `KIND BYTES DIMENSION…` and its bytes.

use crate::engine::mem::access;
use crate::engine::{DType, View};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::value::Value;
use num_bigint::BigInt;

/// All values of a text.
///
/// # Errors
/// It is none.
pub fn read_all(mut bytes: &[u8]) -> Result<Vec<Value>> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let Some((value, rest)) = read(bytes)? else {
            return Err(Raise::new(&exc::RUNTIME_ERROR, "native code has handed back what is no value"));
        };
        found.push(value);
        bytes = rest;
    }
    Ok(found)
}

/// The first value, and what follows it.
fn read(bytes: &[u8]) -> Result<Option<(Value, &[u8])>> {
    let Some((head, rest)) = head(bytes) else { return Ok(None) };
    let mut words = head.split(' ');
    let (Some(kind), Some(len)) = (words.next(), words.next().and_then(|n| n.parse::<usize>().ok())) else {
        return Ok(None);
    };
    let dims: Vec<usize> = words.map_while(|d| d.parse().ok()).collect();
    let Some((content, rest)) = rest.split_at_checked(len) else { return Ok(None) };
    let eight = || content.try_into().unwrap_or([0; 8]);
    let value = match kind {
        "f" => Value::Float(f64::from_le_bytes(eight())),
        "i" => Value::Int(i64::from_le_bytes(eight())),
        "u" => Value::big(BigInt::from(u64::from_le_bytes(eight()))),
        "b" => Value::Bool(content == [1]),
        "s" => Value::str(String::from_utf8_lossy(content)),
        "n" => Value::None,
        dtype => match array(dtype, &dims, content)? {
            Some(array) => array,
            None => return Ok(None),
        },
    };
    Ok(Some((value, rest)))
}

fn head(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = bytes.iter().position(|&b| b == b'\n')?;
    Some((std::str::from_utf8(&bytes[..end]).ok()?, &bytes[end + 1..]))
}

fn array(dtype: &str, dims: &[usize], content: &[u8]) -> Result<Option<Value>> {
    let Some(dtype) = KINDS.iter().copied().find(|d| d.to_string() == dtype) else { return Ok(None) };
    let view = View::empty(dtype, dims)?;
    if view.nbytes() != content.len() {
        return Ok(None);
    }
    access::write_bytes(&view, 0, content);
    Ok(Some(Value::Array(Array::new(view))))
}

/// What elements can be.
const KINDS: [DType; 10] = [
    DType::Int8,
    DType::Int16,
    DType::Int32,
    DType::Int64,
    DType::UInt8,
    DType::UInt16,
    DType::UInt32,
    DType::UInt64,
    DType::Float32,
    DType::Float64,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_texts_and_arrays() {
        let mut bytes = b"f 8\n".to_vec();
        bytes.extend(0.5f64.to_le_bytes());
        bytes.extend(b"s 3\na\nbb 1\n\x01uint8 2 1 2\nxy");
        let found = read_all(&bytes).unwrap_or_default();
        assert!(matches!(&found[..], [Value::Float(0.5), Value::Str(s), Value::Bool(true), Value::Array(a)]
            if s.as_str() == "a\nb" && a.view().shape() == [1, 2] && access::to_vec::<u8>(&a.view()) == b"xy"));
        for broken in [&b"f 8\nxx"[..], b"zz 1\nx", b"uint8 2 3\nxy", b"f"] {
            assert!(read_all(broken).is_err());
        }
    }
}
