//! Dicts and sets: insertion order, keys compared as Python compares them.

use super::remains;
use super::set::Items;
use super::value::Value;
use crate::engine::Scalar;
use crate::engine::interrupt::{self, watched};
use crate::engine::timeunit::NAT;
use indexmap::{IndexMap, IndexSet};
use num_bigint::BigInt;
use num_traits::{FromPrimitive, ToPrimitive};
use std::cell::RefCell;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;

/// A dict. Borrow it briefly: never across a call that can run program code.
#[derive(Default)]
pub struct Dict(pub RefCell<Map>);

impl Drop for Dict {
    fn drop(&mut self) {
        if remains::are_many(self.0.get_mut().len()) {
            remains::let_go(self.0.take().into_iter());
        }
    }
}

/// The items of a dict.
pub type Map = IndexMap<Key, Value, BuildHasherDefault<KeyHasher>>;

/// Keys alone.
pub type Keys = IndexSet<Key, BuildHasherDefault<KeyHasher>>;

/// A copy, made bit by bit where it is long.
pub fn copied(map: &Map) -> Map {
    if !remains::are_many(map.len()) {
        return map.clone();
    }
    // As a dict, which lets its items go bit by bit, too.
    let mut copy = Dict(Map::with_capacity_and_hasher(map.len(), Default::default()).into());
    copy.0.get_mut().extend(watched(map.iter()).map(|(k, v)| (k.clone(), v.clone())));
    copy.0.take()
}

/// As [`copied`], of keys.
pub fn copied_keys(keys: &Keys) -> Keys {
    if !remains::are_many(keys.len()) {
        return keys.clone();
    }
    let mut copy = Keys::with_capacity_and_hasher(keys.len(), Default::default());
    copy.extend(watched(keys.iter()).cloned());
    copy
}

/// Mixes what a [`Key`] is made of. Programs run here for those who wrote them: nobody picks keys that collide.
#[derive(Default)]
pub struct KeyHasher(u64);

impl KeyHasher {
    #[inline]
    fn mix(&mut self, word: u64) {
        let product = (self.0 ^ word) as u128 * 0x9E37_79B9_7F4A_7C15_u128;
        self.0 = (product >> 64) as u64 ^ product as u64;
    }
}

impl Hasher for KeyHasher {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word) ^ chunk.len() as u64);
        }
    }

    #[inline]
    fn write_u64(&mut self, word: u64) {
        self.mix(word);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A set; also a `frozenset`.
#[derive(Default)]
pub struct Set {
    /// The items.
    pub items: RefCell<Items>,
    /// Whether it is a `frozenset`.
    pub frozen: bool,
}

impl Drop for Set {
    fn drop(&mut self) {
        if remains::are_many(self.items.get_mut().len()) {
            self.items.take().let_go();
        }
    }
}

/// A hashable value.
#[derive(Clone)]
pub struct Key(Value);

impl Key {
    /// `None` where the value can't be hashed (a list, a dict, an array, a tuple that holds one …).
    pub fn new(value: Value) -> Option<Key> {
        Key::try_new(value).ok()
    }

    /// As [`Key::new`]; a value that can't be hashed comes back.
    ///
    /// # Errors
    /// The value.
    #[inline]
    pub fn try_new(value: Value) -> std::result::Result<Key, Value> {
        if Key::hashes(&value) { Ok(Key(value)) } else { Err(value) }
    }

    /// Whether the value can be hashed.
    #[inline]
    pub fn hashes(value: &Value) -> bool {
        match value {
            Value::Int(_) | Value::Str(_) => true,
            Value::List(_) | Value::Dict(_) | Value::Array(_) | Value::Slice(_) => false,
            Value::Set(s) => s.frozen,
            Value::Scalar(s) => match &**s {
                Scalar::Void(_) => false,
                Scalar::TimeDelta(n, unit) => !unit.is_generic() || *n == NAT,
                _ => true,
            },
            Value::Object(o) => o.hashable(),
            Value::Tuple(items) => items.iter().all(Key::hashes),
            _ => true,
        }
    }

    /// A string key.
    pub fn str(text: &str) -> Key {
        Key(Value::str(text))
    }

    /// The value.
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// The value.
    pub fn into_value(self) -> Value {
        self.0
    }
}

/// Numbers that compare equal are the same key whatever their type (`1`, `1.0`, `True`, `np.int64(1)`).
enum Number {
    Int(i128),
    Big(Arc<BigInt>),
    Float(f64),
    Complex(f64, f64),
}

fn number(value: &Value) -> Option<Number> {
    let float = |x: f64| match x.to_i128() {
        Some(n) if n as f64 == x && x.fract() == 0.0 => Number::Int(n),
        _ if x.is_finite() && x.fract() == 0.0 => {
            BigInt::from_f64(x).map_or(Number::Float(x), |n| Number::Big(Arc::new(n)))
        }
        _ => Number::Float(x),
    };
    let complex = |re: f64, im: f64| if im == 0.0 { float(re) } else { Number::Complex(re, im) };
    Some(match value {
        Value::Bool(b) => Number::Int(*b as i128),
        Value::Int(n) => Number::Int(*n as i128),
        Value::BigInt(n) => n.to_i128().map_or_else(|| Number::Big(n.clone()), Number::Int),
        Value::Float(x) => float(*x),
        Value::Complex(z) => complex(z.re, z.im),
        Value::Scalar(s) => match (s.as_integer(), s.as_f64(), s.as_complex()) {
            (Some(n), ..) => Number::Int(n),
            (_, Some(x), _) => float(x),
            (_, _, Some(z)) => complex(z.re, z.im),
            _ => return None,
        },
        _ => return None,
    })
}

impl PartialEq for Key {
    #[inline(always)]
    fn eq(&self, other: &Key) -> bool {
        match (&self.0, &other.0) {
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Str(a), Value::Str(b)) => {
                Rc::ptr_eq(a, b) || interrupt::same(a.as_str().as_bytes(), b.as_str().as_bytes())
            }
            _ => self.same(other),
        }
    }
}

impl Key {
    /// Whether keys of any kind are the same.
    fn same(&self, other: &Key) -> bool {
        if self.0.is(&other.0) {
            return true;
        }
        match (number(&self.0), number(&other.0)) {
            (Some(Number::Int(a)), Some(Number::Int(b))) => return a == b,
            (Some(Number::Big(a)), Some(Number::Big(b))) => return a == b,
            (Some(Number::Float(a)), Some(Number::Float(b))) => return a == b,
            (Some(Number::Complex(a, b)), Some(Number::Complex(c, d))) => return a == c && b == d,
            (Some(_), _) | (_, Some(_)) => return false,
            _ => {}
        }
        match (&self.0, &other.0) {
            (Value::Tuple(a), Value::Tuple(b)) => {
                a.len() == b.len() && watched(a.iter().zip(b.iter())).all(|(x, y)| Key(x.clone()) == Key(y.clone()))
            }
            (Value::Bytes(a), Value::Bytes(b)) => a == b,
            (Value::Range(a), Value::Range(b)) => a == b,
            (Value::Set(a), Value::Set(b)) => **a.items.borrow() == **b.items.borrow(),
            (Value::Object(a), b) if a.plain().is_some() => a.plain().is_some_and(|a| Key(a) == Key(b.clone())),
            (a, Value::Object(b)) if b.plain().is_some() => b.plain().is_some_and(|b| Key(a.clone()) == Key(b)),
            (Value::Object(a), Value::Object(_)) => a.equals(&other.0).unwrap_or(false),
            (a, b) => match (a.as_str(), b.as_str()) {
                (Some(a), Some(b)) => a == b,
                _ => match (a, b) {
                    (Value::Scalar(a), Value::Scalar(b)) => match (a.same_time(), b.same_time()) {
                        (Some(a), Some(b)) => a == b,
                        // A date that is no time equals none.
                        _ => a == b && !matches!(**a, Scalar::DateTime(NAT, _) | Scalar::TimeDelta(NAT, _)),
                    },
                    _ => false,
                },
            },
        }
    }
}

impl Eq for Key {}

/// Hashes a text, heeding interrupts.
#[inline]
fn text_hash<H: Hasher>(text: &[u8], state: &mut H) {
    interrupt::pieces(text).for_each(|piece| state.write(piece));
    state.write_u64(text.len() as u64);
}

impl Hash for Key {
    #[inline(always)]
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Value::Int(n) => state.write_u64(*n as u64),
            Value::Str(s) => text_hash(s.as_str().as_bytes(), state),
            _ => self.hash_any(state),
        }
    }
}

impl Key {
    /// Hashes a key of any kind.
    fn hash_any<H: Hasher>(&self, state: &mut H) {
        if let Some(s) = self.0.as_str() {
            return text_hash(s.as_bytes(), state);
        }
        match number(&self.0) {
            Some(Number::Int(n)) => return state.write_u64(n as u64),
            Some(Number::Big(n)) => return n.hash(state),
            Some(Number::Float(x)) => return x.to_bits().hash(state),
            Some(Number::Complex(a, b)) => return (a.to_bits(), b.to_bits()).hash(state),
            None => {}
        }
        match &self.0 {
            Value::Tuple(items) => watched(items.iter()).for_each(|v| Key(v.clone()).hash(state)),
            Value::Bytes(b) => text_hash(b, state),
            Value::Scalar(s) => {
                if let Scalar::Bytes(b) = &**s {
                    text_hash(b, state)
                }
            }
            Value::Object(o) if o.plain().is_some() => o.plain().map_or((), |v| Key(v).hash(state)),
            Value::DType(d) => d.hash(state),
            Value::Type(t) => (*t as *const super::registry::Type as usize).hash(state),
            // The rest is compared by identity or rarely a key: one bucket.
            _ => 0u8.hash(state),
        }
    }
}
