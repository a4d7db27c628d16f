//! Seeds: `SeedSequence`, entropy of the operating system, and what `default_rng`, `PCG64` … and `seed` take.

use super::source::{Bits, Source};
use super::types;
use crate::engine::View;
use crate::engine::random::legacy::RandomState;
use crate::engine::random::{AnyBitGenerator, SeedSequence, words_of};
use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::Type;
use crate::lang::value::Value;
use num_bigint::{BigInt, BigUint};
use std::any::Any;
use std::cell::RefCell;
use std::io::Read;

/// `np.random.SeedSequence(…)`.
pub struct Seed {
    /// The sequence.
    pub sequence: RefCell<SeedSequence>,
    /// The entropy as it was given.
    pub entropy: Value,
}

impl Object for Seed {
    fn type_(&self) -> &'static Type {
        &types::SEED_SEQUENCE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let mut text = format!("SeedSequence(\n    entropy={},\n", interp.repr(&self.entropy)?);
        let (key, pool, children) = {
            let s = self.sequence.borrow();
            (s.spawn_key.clone(), s.pool_size, s.children)
        };
        if !key.is_empty() {
            text += &format!("    spawn_key={},\n", interp.repr(&key_value(&key))?);
        }
        if pool != 4 {
            text += &format!("    pool_size={pool},\n");
        }
        if children != 0 {
            text += &format!("    n_children_spawned={children},\n");
        }
        Ok(text + ")")
    }
}

/// A spawn key as Python's tuple.
pub fn key_value(key: &[u32]) -> Value {
    Value::tuple(key.iter().map(|&k| Value::Int(i64::from(k))).collect())
}

/// 128 bits of the operating system's entropy.
///
/// # Errors
/// `RuntimeError` where there is none.
pub fn entropy() -> Result<BigUint> {
    let mut bytes = [0u8; 16];
    let found = std::fs::File::open("/dev/urandom").and_then(|mut f| f.read_exact(&mut bytes));
    found.map_err(|e| Raise::new(&crate::lang::exceptions::RUNTIME_ERROR, e.to_string()))?;
    Ok(BigUint::from_bytes_le(&bytes))
}

/// The words of an integer or of a nest of integers.
fn words(interp: &mut Interp, value: &Value, shown: &Value) -> Result<Vec<u32>> {
    let wrong = |interp: &mut Interp| {
        let text = interp.str(shown)?;
        Err(Raise::type_error(format!("SeedSequence expects int or sequence of ints for entropy not {text}")))
    };
    match value {
        Value::Bool(_) | Value::Int(_) | Value::BigInt(_) => integer_words(&interp.big_index(value)?),
        Value::Scalar(s) if s.as_integer().is_some() => integer_words(&interp.big_index(value)?),
        Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Array(_) => {
            let mut all = Vec::new();
            for item in interp.collect(value)? {
                if matches!(item, Value::Float(_)) || matches!(&item, Value::Scalar(s) if s.as_integer().is_none()) {
                    return Err(Raise::type_error("seed must be integer"));
                }
                all.extend(words(interp, &item, shown)?);
            }
            Ok(all)
        }
        Value::Str(s) => match s.as_str().parse::<BigInt>() {
            Ok(n) => integer_words(&n),
            Err(_) => wrong(interp),
        },
        _ => wrong(interp),
    }
}

fn integer_words(n: &BigInt) -> Result<Vec<u32>> {
    match n.to_biguint() {
        Some(n) => Ok(words_of(&n)),
        None => Err(Raise::value_error("expected non-negative integer")),
    }
}

/// `SeedSequence(entropy, spawn_key=…, pool_size=…)`.
///
/// # Errors
/// `TypeError`, `ValueError` of what is no integer of at least 0.
pub fn sequence(interp: &mut Interp, given: &Value, key: &Value, pool: usize) -> Result<Value> {
    let value = if given.is_none() { Value::big(entropy()?.into()) } else { given.clone() };
    let words_given = words(interp, &value, &value)?;
    let key = if key.is_none() { Vec::new() } else { words(interp, key, key)? };
    let sequence = RefCell::new(SeedSequence::with(words_given, key, pool));
    Ok(Value::object(Seed { sequence, entropy: value }))
}

/// A bit generator object of the class `name` from what its constructor takes.
///
/// # Errors
/// As [`sequence`].
pub fn bit_generator(interp: &mut Interp, name: &str, seed: &Value) -> Result<Value> {
    let seed = match seed.downcast::<Seed>() {
        Some(_) => seed.clone(),
        None => sequence(interp, seed, &Value::None, 4)?,
    };
    let words = seed.downcast::<Seed>().map(|s| s.sequence.borrow().clone());
    let rng = words.and_then(|s| AnyBitGenerator::named(name, &s));
    let rng = rng.ok_or_else(|| Raise::type_error("no such bit generator"))?;
    Ok(Value::object(Bits { rng: RefCell::new(rng), seed }))
}

/// `default_rng(seed)`.
///
/// # Errors
/// As [`sequence`].
pub fn default_rng(interp: &mut Interp, seed: Value) -> Result<Value> {
    if let Some(known) = seed.downcast::<Source>() {
        return Ok(if known.legacy { Source::value(known.bits.clone(), false) } else { seed.clone() });
    }
    if seed.downcast::<Bits>().is_some() {
        return Ok(Source::value(seed, false));
    }
    Ok(Source::value(bit_generator(interp, "PCG64", &seed)?, false))
}

/// The Mersenne Twister of `RandomState(seed)` and `np.random.seed(seed)`.
///
/// # Errors
/// `ValueError: Seed must be between 0 and 2**32 - 1`.
pub fn legacy(interp: &mut Interp, seed: &Value) -> Result<AnyBitGenerator> {
    let state = match seed {
        Value::None => RandomState::from_words(&entropy()?.to_u32_digits()),
        Value::List(_) | Value::Tuple(_) | Value::Range(_) | Value::Array(_) => {
            let items = interp.collect(seed)?;
            if items.iter().any(|v| matches!(v, Value::List(_) | Value::Tuple(_) | Value::Array(_))) {
                return Err(Raise::value_error("Seed array must be 1-d"));
            }
            if items.is_empty() {
                return Err(Raise::value_error("Seed must be non-empty"));
            }
            let mut words = Vec::with_capacity(items.len());
            for item in &items {
                words.push(small(interp, item)?);
            }
            RandomState::from_words(&words)
        }
        other => RandomState::from_u32(small(interp, other)?),
    };
    Ok(AnyBitGenerator::Mt19937(state.bits))
}

fn small(interp: &mut Interp, seed: &Value) -> Result<u32> {
    let name = match seed {
        Value::Float(_) => Some("float64".to_string()),
        Value::Str(s) => Some(format!("<U{}", s.len())),
        Value::Scalar(s) if s.as_integer().is_none() => Some(s.dtype().name()),
        _ => None,
    };
    if let Some(name) = name {
        let text = format!("Cannot cast scalar from dtype('{name}') to dtype('int64') according to the rule 'safe'");
        return Err(Raise::type_error(text));
    }
    let n = interp.big_index(seed)?;
    u32::try_from(&n).map_err(|_| Raise::value_error("Seed must be between 0 and 2**32 - 1"))
}

/// The generator behind the functions of `np.random`, seeded from the operating system at first use.
///
/// # Errors
/// As [`entropy`].
pub fn global(interp: &mut Interp) -> Result<Value> {
    const KEY: &str = "numpy.random";
    if let Some(v) = interp.state.get(KEY).and_then(|v| v.downcast_ref::<Value>()) {
        return Ok(v.clone());
    }
    let rng = legacy(interp, &Value::None)?;
    let bits = Value::object(Bits { rng: RefCell::new(rng), seed: Value::None });
    let made = Source::value(bits, true);
    interp.state.insert(KEY, Box::new(made.clone()));
    Ok(made)
}

/// An array of words.
///
/// # Errors
/// `MemoryError`.
pub fn words_array<T: crate::engine::dtype::Element>(words: &[T]) -> Result<Value> {
    Ok(Value::Array(Array::new(View::from_slice(words)?)))
}
