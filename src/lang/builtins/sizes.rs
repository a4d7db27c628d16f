//! `sys.getsizeof`: what CPython 3.11 and NumPy would say.

use crate::engine::Scalar;
use crate::lang::value::Value;

/// The bytes of an object, without what it refers to.
pub fn of(v: &Value) -> usize {
    match v {
        Value::None | Value::Ellipsis | Value::NotImplemented => 16,
        Value::Bool(_) => 28,
        Value::Int(n) => int(64 - n.unsigned_abs().leading_zeros() as u64),
        Value::BigInt(n) => int(n.bits()),
        Value::Float(_) => 24,
        Value::Complex(_) => 32,
        Value::Str(s) => text(s.as_str(), s.len()),
        Value::Bytes(b) => 33 + b.len(),
        // A list that was made at once has room for an even number of items.
        Value::List(l) => 56 + 8 * l.0.borrow().len().next_multiple_of(2),
        Value::Tuple(t) => 40 + 8 * t.len(),
        Value::Dict(d) => {
            let map = d.0.borrow();
            dict(map.len(), map.keys().all(|k| matches!(k.value(), Value::Str(_))))
        }
        Value::Set(s) => set(s.items.borrow().len()),
        Value::Range(_) | Value::Iter(_) => 48,
        Value::Slice(_) => 56,
        Value::Array(a) => {
            let view = a.view();
            96 + 16 * view.rank() + if a.owns_data() { view.nbytes() } else { 0 }
        }
        Value::Scalar(s) => scalar(s),
        Value::DType(_) => 120,
        Value::Function(_) => 152,
        Value::Exception(_) => 88,
        Value::Type(_) => 424,
        Value::Builtin(_) | Value::Method(_) | Value::Module(_) | Value::Object(_) => 72,
    }
}

fn int(bits: u64) -> usize {
    24 + 4 * bits.div_ceil(30).max(1) as usize
}

fn text(s: &str, chars: usize) -> usize {
    match s.chars().max().unwrap_or('\0') as u32 {
        0..0x80 => 49 + chars,
        0x80..0x100 => 73 + chars,
        0x100..0x10000 => 74 + 2 * chars,
        _ => 76 + 4 * chars,
    }
}

fn dict(n: usize, text_keys: bool) -> usize {
    if n == 0 {
        return 64;
    }
    let mut slots: usize = 8;
    while slots * 2 / 3 < n {
        slots *= 2;
    }
    let index = match slots {
        0..=128 => 1,
        129..=32768 => 2,
        _ => 4,
    };
    96 + slots * index + slots * 2 / 3 * if text_keys { 16 } else { 24 }
}

fn set(n: usize) -> usize {
    let mut slots: usize = 8;
    for used in 1..=n {
        if used * 5 >= (slots - 1) * 3 {
            let wanted = if used > 50_000 { used * 2 } else { used * 4 };
            while slots <= wanted {
                slots *= 2;
            }
        }
    }
    216 + if slots > 8 { slots * 16 } else { 0 }
}

fn scalar(s: &Scalar) -> usize {
    match s {
        Scalar::Bool(_) | Scalar::Int8(_) | Scalar::UInt8(_) => 25,
        Scalar::Int16(_) | Scalar::UInt16(_) | Scalar::Float16(_) => 26,
        Scalar::Int32(_) | Scalar::UInt32(_) | Scalar::Float32(_) => 28,
        Scalar::Complex128(_) => 48,
        Scalar::Str(s) => text(s, s.chars().count()) + 32,
        Scalar::Bytes(b) => 43 + b.len(),
        _ => 32,
    }
}
