//! `hash`, as CPython computes it where it is the same in every process.

use crate::engine::interrupt::{pieces, watched};
use crate::engine::random::cpython::hash_float;
use crate::lang::builtins::datetime::Time;
use crate::lang::dict::Key;
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::protocol::number::Number;
use crate::lang::protocol::text::address;
use crate::lang::value::Value;
use num_bigint::BigInt;
use num_traits::Signed;
use std::hash::{DefaultHasher, Hash, Hasher};

/// `hash(v)`.
///
/// # Errors
/// `TypeError` for what can't be hashed.
pub fn hash(interp: &mut Interp, v: Value) -> Result<i64> {
    let key = interp.key(v)?;
    Ok(of_key(&key))
}

/// Whether the hash is the same in every process.
pub fn has_fixed_hash(v: &Value) -> bool {
    match v {
        Value::Tuple(items) => items.iter().all(has_fixed_hash),
        Value::Set(s) => s.items.borrow().iter().all(|k| has_fixed_hash(k.value())),
        Value::Array(_) => false,
        Value::Float(x) => !x.is_nan(),
        _ => Number::of_any(v).is_some(),
    }
}

/// The hash of a key.
pub fn of_key(key: &Key) -> i64 {
    of(key.value())
}

fn of(v: &Value) -> i64 {
    if let Some(n) = Number::of_any(v).filter(|_| !matches!(v, Value::Array(_))) {
        return number(&n);
    }
    match v {
        Value::Tuple(items) => tuple(items.len(), watched(items.iter()).map(of)),
        Value::Set(s) => frozenset(s.items.borrow().len(), watched(s.items.borrow().iter()).map(of_key)),
        Value::Range(r) => {
            let n = r.len();
            let part = |on: bool, x: i64| if on { of(&Value::Int(x)) } else { of(&Value::None) };
            tuple(3, [n as i64, part(n > 0, r.start), part(n > 1, r.step)].into_iter())
        }
        _ => {
            let mut state = DefaultHasher::new();
            match (v.as_str(), crate::lang::protocol::types::as_bytes(v), v) {
                (Some(s), ..) => pieces(s.as_bytes()).for_each(|piece| state.write(piece)),
                (_, Some(b), _) => pieces(&b).for_each(|piece| state.write(piece)),
                // A date or duration: another of the same value may lie anywhere.
                (.., Value::Scalar(s)) => match s.same_time() {
                    Some(time) => time.hash(&mut state),
                    None => format!("{s:?}").hash(&mut state),
                },
                _ if v.downcast::<Time>().is_some() => v.downcast::<Time>().hash(&mut state),
                _ => address(v).hash(&mut state),
            }
            not_minus_one(state.finish() as i64)
        }
    }
}

/// −1 says that an error occurred.
fn not_minus_one(h: i64) -> i64 {
    if h == -1 { -2 } else { h }
}

fn number(n: &Number) -> i64 {
    match n {
        Number::Int(n) => int(&BigInt::from(*n)),
        Number::Big(n) => int(n),
        Number::Float(x) => hash_float(*x),
        Number::Complex(z) => not_minus_one(hash_float(z.re).wrapping_add(hash_float(z.im).wrapping_mul(1_000_003))),
    }
}

/// 2^61 − 1
const PRIME: u128 = (1 << 61) - 1;

/// The value modulo [`PRIME`], with its sign.
fn int(n: &BigInt) -> i64 {
    // A step to the next digit multiplies by 2^64, which leaves 8.
    let step = |rest: u128, digit: u64| {
        let next = 8 * rest + digit as u128;
        (next & PRIME) + (next >> 61)
    };
    let digits = watched(n.magnitude().iter_u64_digits().rev());
    let size = (digits.fold(0, step) % PRIME) as i64;
    not_minus_one(if n.is_negative() { -size } else { size })
}

/// xxHash, as CPython combines the hashes of a tuple's items.
fn tuple(len: usize, items: impl Iterator<Item = i64>) -> i64 {
    const P1: u64 = 11_400_714_785_074_694_791;
    const P2: u64 = 14_029_467_366_897_019_727;
    const P5: u64 = 2_870_177_450_012_600_261;
    let n = len as u64;
    let step = |acc: u64, h: i64| acc.wrapping_add((h as u64).wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    let acc = items.fold(P5, step).wrapping_add(n ^ (P5 ^ 3_527_539));
    if acc == u64::MAX { 1_546_275_796 } else { acc as i64 }
}

/// Independent of the order of the items.
fn frozenset(len: usize, items: impl Iterator<Item = i64>) -> i64 {
    let shuffle = |h: u64| ((h ^ 89_869_747) ^ (h << 16)).wrapping_mul(3_644_798_167);
    let n = len as u64;
    let mut all = items.fold(0u64, |acc, h| acc ^ shuffle(h as u64));
    all ^= (n + 1).wrapping_mul(1_927_868_237);
    all ^= (all >> 11) ^ (all >> 25);
    all = all.wrapping_mul(69_069).wrapping_add(907_133_923);
    if all == u64::MAX { 590_923_713 } else { all as i64 }
}
