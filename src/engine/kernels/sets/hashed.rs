//! Distinct elements in the order of NumPy's hash table, which `unique(…, sorted=False)` shows.

use crate::engine::dtype::{DType, Kind};
use crate::engine::scalar::Scalar;
use crate::engine::view::View;
use num_complex::{Complex32, Complex64};

/// The table's sizes: primes of the C++ library.
const PRIMES: [usize; 61] = [
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 103, 109, 113, 127,
    137, 139, 149, 157, 167, 179, 193, 199, 211, 227, 241, 257, 277, 293, 313, 337, 359, 383, 409, 439, 467, 503, 541,
    577, 619, 661, 709, 761, 823, 887, 953, 1031,
];

/// The places (in C order) of the distinct elements as the hash table holds them: a new bucket goes to the front, a new
/// element to the front of its bucket. `None` for types that NumPy does not hash, and where the table must grow.
pub fn hashed(view: &View) -> Option<Vec<i64>> {
    let n = view.size();
    let hashes = matches!(view.dtype().kind(), Kind::Int | Kind::UInt | Kind::Complex | Kind::Str | Kind::Bytes);
    if !hashes || n > 1024 {
        return None;
    }
    let sizes = [2, 2, 2, 3, 5, 5, 7, 7, 11, 11, 11, 11, 13, 13];
    let buckets = sizes.get(n).copied().or_else(|| PRIMES.iter().copied().find(|&p| p >= n))?;
    let elements: Vec<Scalar> = view.scalars().collect();
    let mut held: Vec<(u64, usize)> = Vec::new();
    for (i, x) in elements.iter().enumerate() {
        if elements[..i].contains(x) {
            continue;
        }
        let bucket = hash(x, view.dtype()) % buckets as u64;
        let at = held.iter().position(|(b, _)| *b == bucket).unwrap_or(0);
        held.insert(at, (bucket, i));
    }
    Some(held.into_iter().map(|(_, i)| i as i64).collect())
}

/// FNV-1a over the element's bytes.
fn hash(x: &Scalar, dtype: DType) -> u64 {
    let mut bytes = bytes(x);
    bytes.resize(dtype.itemsize().max(bytes.len()), 0);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, &b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

fn bytes(x: &Scalar) -> Vec<u8> {
    let wide = |z: Complex64| [(z.re + 0.0).to_le_bytes(), (z.im + 0.0).to_le_bytes()].concat();
    let single = |z: Complex32| [(z.re + 0.0).to_le_bytes(), (z.im + 0.0).to_le_bytes()].concat();
    match x {
        Scalar::Int8(v) => v.to_le_bytes().to_vec(),
        Scalar::Int16(v) => v.to_le_bytes().to_vec(),
        Scalar::Int32(v) => v.to_le_bytes().to_vec(),
        Scalar::Int64(v) => v.to_le_bytes().to_vec(),
        Scalar::UInt8(v) => v.to_le_bytes().to_vec(),
        Scalar::UInt16(v) => v.to_le_bytes().to_vec(),
        Scalar::UInt32(v) => v.to_le_bytes().to_vec(),
        Scalar::UInt64(v) => v.to_le_bytes().to_vec(),
        Scalar::Complex64(z) => single(*z),
        Scalar::Complex128(z) => wide(*z),
        Scalar::Str(s) => s.chars().flat_map(|c| (c as u32).to_le_bytes()).collect(),
        Scalar::Bytes(b) => b.to_vec(),
        _ => Vec::new(),
    }
}
