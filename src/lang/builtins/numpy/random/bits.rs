//! The bit generators and `SeedSequence` as objects: states in and out, jumps, children.

use super::legacy::{bits_of, word_list};
use super::row::given;
use super::seed::{Seed, bit_generator, key_value, sequence, words_array};
use super::source::{Bits, Source, bits, source};
use crate::engine::interrupt::watched;
use crate::engine::random::bitgen::HalfDraw;
use crate::engine::random::bitgen::Philox;
use crate::engine::random::{AnyBitGenerator, Mt19937};
use crate::engine::view::room_for_integers;
use crate::lang::builtins::numpy::convert;
use crate::lang::dict::Dict;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::{Attribute, Table, attribute, py};
use crate::lang::value::Value;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::cell::RefCell;

/// The table of the class of bit generators `name`.
pub fn table(name: &'static str) -> Table {
    let names: &'static [&'static str] = Box::leak(Box::new([name]));
    let new = move |interp: &mut Interp, seed: Value| bit_generator(interp, name, &seed);
    let mut methods = vec![
        py(&["random_raw"], "self, size=None, output=True", "Native draws.", random_raw),
        py(&["spawn"], "self, n_children", "New independent bit generators.", spawn_bits),
    ];
    if name != "SFC64" {
        methods.push(py(&["jumped"], "self, jumps=1", "A copy moved far ahead.", jumped));
    }
    if !["SFC64", "MT19937"].contains(&name) {
        methods.push(py(&["advance"], "self, delta", "Moves on by `delta` draws.", advance));
    }
    let doc = "A bit generator from a seed.";
    let new = match name {
        "Philox" => py(names, "seed=None, counter=None, key=None", doc, philox),
        _ => py(names, "seed=None", doc, new),
    };
    Table {
        doc: "A source of random bits.",
        new: Some(new),
        methods,
        attributes: vec![
            Attribute { name: "state", doc: "The state as a dict.", get: get_state, set: Some(set_state) },
            attribute("seed_seq", "What it was seeded from.", |_, v| Ok(bits(v)?.seed.clone())),
            attribute("lock", "Outside the language.", |_, _| Err(inside("lock"))),
            attribute("capsule", "Outside the language.", |_, _| Err(inside("capsule"))),
            attribute("cffi", "Outside the language.", |_, _| Err(inside("cffi"))),
            attribute("ctypes", "Outside the language.", |_, _| Err(inside("ctypes"))),
        ],
        ..Table::default()
    }
}

/// The table of `SeedSequence`.
pub fn seed_sequence_table() -> Table {
    Table {
        doc: "Mixes entropy of any kind to seeds, and to seeds of independent children.",
        new: Some(py(
            &["SeedSequence"],
            "entropy=None, *, spawn_key=(), pool_size=4, n_children_spawned=0",
            "Mixes entropy.\n\n>>> np.random.SeedSequence(5).generate_state(2)\n\
             array([  16823399, 2940995229], dtype=uint32)\n",
            |interp: &mut Interp, entropy: Value, key: Value, pool: Option<i64>, children: Option<i64>| {
                let pool = usize::try_from(pool.unwrap_or(4)).unwrap_or(0);
                if pool < 4 {
                    return Err(Raise::value_error("The size of the entropy pool should be at least 4"));
                }
                let made = sequence(interp, &entropy, &key, pool)?;
                seed(&made)?.sequence.borrow_mut().children = child_count(children.unwrap_or(0))?;
                Ok(made)
            },
        )),
        methods: vec![
            py(&["spawn"], "self, n_children", "New children.", spawn_seeds),
            py(&["generate_state"], "self, n_words, dtype=np.uint32", "Seed words.", generate_state),
        ],
        attributes: vec![
            attribute("entropy", "The entropy as given.", |_, v| Ok(seed(v)?.entropy.clone())),
            attribute("spawn_key", "Which child this is.", |_, v| Ok(key_value(&seed(v)?.sequence.borrow().spawn_key))),
            attribute("n_children_spawned", "How many children it has had.", |_, v| {
                Ok(Value::Int(i64::from(seed(v)?.sequence.borrow().children)))
            }),
            attribute("pool_size", "Words in the pool.", |_, v| {
                Ok(Value::Int(seed(v)?.sequence.borrow().pool_size as i64))
            }),
            attribute("pool", "The mixed entropy.", |_, v| words_array(seed(v)?.sequence.borrow().pool())),
            attribute("state", "The arguments that make it again.", |interp, v| {
                let names = ["entropy", "spawn_key", "pool_size", "n_children_spawned"];
                let mut items = Vec::new();
                for name in names {
                    items.push((name, interp.get_attr(v, name)?));
                }
                dict(interp, items)
            }),
        ],
        ..Table::default()
    }
}

fn child_count(n: i64) -> Result<u32> {
    u32::try_from(n).map_err(|_| {
        let what =
            if n < 0 { "can't convert negative value to uint32_t" } else { "value too large to convert to uint32_t" };
        Raise::new(&crate::lang::exceptions::OVERFLOW_ERROR, what)
    })
}

/// `Philox(seed=None, counter=None, key=None)`.
fn philox(interp: &mut Interp, seed: Value, counter: Option<Value>, key: Option<Value>) -> Result<Value> {
    if key.is_some() && !seed.is_none() {
        return Err(Raise::value_error("seed and key cannot be both used"));
    }
    let made = bit_generator(interp, "Philox", &seed)?;
    let key = key.map(|k| words_of_integer::<2>(interp, &k, "key")).transpose()?;
    let counter = counter.map(|c| words_of_integer::<4>(interp, &c, "counter")).transpose()?;
    if let AnyBitGenerator::Philox(r) = &mut *bits(&made)?.rng.borrow_mut() {
        *r = Philox::with_key(key.unwrap_or(r.key), counter.unwrap_or([0; 4]));
    }
    Ok(made)
}

/// An integer of `64 N` bits, or the words of an array, low word first.
fn words_of_integer<const N: usize>(interp: &mut Interp, v: &Value, name: &str) -> Result<[u64; N]> {
    if let Value::List(_) | Value::Tuple(_) | Value::Array(_) = v {
        let words = word_list(interp, v)?;
        let text = format!("{name} must have {N} elements when using array form");
        return words.try_into().map_err(|_| Raise::value_error(text));
    }
    let digits = interp.big_index(v)?.to_biguint().map(|n| n.to_u64_digits()).filter(|d| d.len() <= N);
    let bits = N * 64;
    let digits =
        digits.ok_or_else(|| Raise::value_error(format!("{name} must be positive and less than 2**{bits}.")))?;
    let mut words = [0; N];
    words[..digits.len()].copy_from_slice(&digits);
    Ok(words)
}

fn seed(v: &Value) -> Result<&Seed> {
    v.downcast::<Seed>().ok_or_else(|| Raise::type_error("a SeedSequence is needed"))
}

fn children(v: &Value, n: i64) -> Result<Vec<Value>> {
    let seed = seed(v).map_err(|_| Raise::type_error("The underlying SeedSequence does not implement spawning."))?;
    let n = child_count(n)?;
    let made = seed.sequence.borrow_mut().spawn(n);
    let object = |s| Value::object(Seed { sequence: RefCell::new(s), entropy: seed.entropy.clone() });
    Ok(made.into_iter().map(object).collect())
}

fn spawn_seeds(_: &mut Interp, this: Value, n: i64) -> Result<Vec<Value>> {
    children(&this, n)
}

fn spawned(interp: &mut Interp, this: &Value, n: i64) -> Result<Vec<Value>> {
    let (name, from) = {
        let b = bits(this)?;
        let name = b.rng.borrow().name();
        (name, b.seed.clone())
    };
    children(&from, n)?.iter().map(|child| bit_generator(interp, name, child)).collect()
}

fn spawn_bits(interp: &mut Interp, this: Value, n: i64) -> Result<Vec<Value>> {
    spawned(interp, &this, n)
}

/// `Generator.spawn(n_children)`.
///
/// # Errors
/// `TypeError` where it was seeded in another way.
pub fn spawn_generators(interp: &mut Interp, this: &Value, a: &[Option<Value>]) -> Result<Value> {
    let n = given(a, 0).map_or(Ok(0), |v| interp.index(v))?;
    let of = source(this)?.bits.clone();
    let made = spawned(interp, &of, n)?;
    Ok(Value::list(made.into_iter().map(|b| Source::value(b, false)).collect()))
}

fn generate_state(interp: &mut Interp, this: Value, n: i64, dtype: Option<Value>) -> Result<Value> {
    let n = usize::try_from(n).map_err(|_| Raise::value_error("negative dimensions are not allowed"))?;
    let wide = match &dtype {
        Some(d) => match convert::dtype(interp, d)? {
            crate::engine::DType::UInt64 => true,
            crate::engine::DType::UInt32 => false,
            _ => return Err(Raise::value_error("only support uint32 or uint64")),
        },
        None => false,
    };
    let seed = seed(&this)?.sequence.borrow();
    if wide { words_array(&seed.generate_u64(n)) } else { words_array(&seed.generate_u32(n)) }
}

fn random_raw(interp: &mut Interp, this: Value, size: Value, output: Option<bool>) -> Result<Value> {
    let shape = super::draw::size(interp, Some(&size))?;
    let bits = bits(&this)?;
    let keep = output.unwrap_or(true);
    let Some(shape) = shape else {
        let drawn = super::source::raw(bits);
        return Ok(if keep { Value::big(drawn.into()) } else { Value::None });
    };
    let count = shape.iter().product();
    room_for_integers(count)?;
    let words: Vec<u64> = watched(0..count).map(|_| super::source::raw(bits)).collect();
    let flat = crate::engine::View::from_slice(&words)?;
    let view = flat.derive(crate::engine::Layout::c(flat.dtype(), &shape));
    Ok(if keep { Value::Array(crate::lang::array::Array::new(view)) } else { Value::None })
}

fn jumped(_: &mut Interp, this: Value, jumps: Option<i64>) -> Result<Value> {
    let bits = bits(&this)?;
    let n = jumps.unwrap_or(1) as u128;
    let moved = match &*bits.rng.borrow() {
        AnyBitGenerator::Pcg64(r) => AnyBitGenerator::Pcg64(r.jumped(n)),
        AnyBitGenerator::Pcg64Dxsm(r) => AnyBitGenerator::Pcg64Dxsm(r.jumped(n)),
        AnyBitGenerator::Philox(r) => AnyBitGenerator::Philox(r.jumped(n)),
        other => return Err(Raise::unsupported(format!("Ravel has no {}.jumped yet", other.name()))),
    };
    Ok(Value::object(Bits { rng: RefCell::new(moved), seed: bits.seed.clone() }))
}

fn advance(interp: &mut Interp, this: Value, delta: Value) -> Result<Value> {
    let bits = bits(&this)?;
    if let Value::Float(_) | Value::Str(_) = delta {
        let t = interp.type_name(&delta);
        return Err(Raise::type_error(format!("unsupported operand type(s) for &: '{t}' and 'int'")));
    }
    let delta = interp.big_index(&delta)?;
    let wrapped = |width: u32| -> BigInt {
        let range: BigInt = BigInt::from(1) << width;
        let rest: BigInt = &delta % &range;
        (rest + &range) % &range
    };
    match &mut *bits.rng.borrow_mut() {
        AnyBitGenerator::Pcg64(r) => r.advance(wrapped(128).to_u128().unwrap_or(0)),
        AnyBitGenerator::Pcg64Dxsm(r) => r.advance(wrapped(128).to_u128().unwrap_or(0)),
        AnyBitGenerator::Philox(r) => {
            let digits = wrapped(256).magnitude().to_u64_digits();
            r.advance(std::array::from_fn(|i| digits.get(i).copied().unwrap_or(0)));
        }
        other => return Err(Raise::attribute_error(format!("'{}' object has no attribute 'advance'", other.name()))),
    }
    Ok(this.clone())
}

fn dict(interp: &mut Interp, items: Vec<(&str, Value)>) -> Result<Value> {
    let made = Value::Dict(std::rc::Rc::new(Dict::default()));
    for (name, value) in items {
        interp.set_item(&made, &Value::str(name), value)?;
    }
    Ok(made)
}

fn half(h: HalfDraw) -> Vec<(&'static str, Value)> {
    vec![("has_uint32", Value::Int(i64::from(h.waiting))), ("uinteger", Value::Int(i64::from(h.bits)))]
}

fn get_state(interp: &mut Interp, v: &Value) -> Result<Value> {
    let rng = bits(v)?.rng.borrow().clone();
    let wide = |n: u128| Value::big(BigInt::from(n));
    let (inner, mut rest) = match &rng {
        AnyBitGenerator::Pcg64(r) => (vec![("state", wide(r.state)), ("inc", wide(r.inc))], half(r.half)),
        AnyBitGenerator::Pcg64Dxsm(r) => (vec![("state", wide(r.state)), ("inc", wide(r.inc))], half(r.half)),
        AnyBitGenerator::Mt19937(r) => {
            (vec![("key", words_array(&r.key[..])?), ("pos", Value::Int(r.position as i64))], Vec::new())
        }
        AnyBitGenerator::Philox(r) => {
            let mut rest = vec![("buffer", words_array(&r.buffer)?), ("buffer_pos", Value::Int(r.position as i64))];
            rest.extend(half(r.half));
            (vec![("counter", words_array(&r.counter)?), ("key", words_array(&r.key)?)], rest)
        }
        AnyBitGenerator::Sfc64(r) => (vec![("state", words_array(&r.state)?)], half(r.half)),
    };
    let inner = dict(interp, inner)?;
    let mut items = vec![("bit_generator", Value::str(rng.name())), ("state", inner)];
    items.append(&mut rest);
    dict(interp, items)
}

fn item(interp: &mut Interp, v: &Value, name: &str) -> Result<Value> {
    interp.get_item(v, &Value::str(name))
}

fn whole(interp: &mut Interp, v: &Value, name: &str) -> Result<u128> {
    let found = item(interp, v, name)?;
    interp.big_index(&found)?.to_u128().ok_or_else(|| Raise::value_error("state must be nonnegative"))
}

fn array<const N: usize>(interp: &mut Interp, v: &Value, name: &str) -> Result<[u64; N]> {
    let found = item(interp, v, name)?;
    let words = word_list(interp, &found)?;
    words.try_into().map_err(|_| Raise::value_error(format!("{name} must have {N} elements")))
}

fn set_state(interp: &mut Interp, v: &Value, state: Value) -> Result<()> {
    if !matches!(state, Value::Dict(_)) {
        return Err(Raise::type_error("state must be a dict"));
    }
    let name = item(interp, &state, "bit_generator")?;
    let mut rng = bits(v)?.rng.borrow().clone();
    if name.as_str() != Some(rng.name()) {
        return Err(Raise::value_error(format!("state must be for a {} RNG", rng.name())));
    }
    let inner = item(interp, &state, "state")?;
    if let AnyBitGenerator::Mt19937(r) = &mut rng {
        *r = twister(interp, &inner)?;
    } else {
        let waiting = whole(interp, &state, "has_uint32")? != 0;
        let kept = HalfDraw { waiting, bits: whole(interp, &state, "uinteger")? as u32 };
        match &mut rng {
            AnyBitGenerator::Pcg64(r) => {
                (r.state, r.inc, r.half) = (whole(interp, &inner, "state")?, whole(interp, &inner, "inc")?, kept);
            }
            AnyBitGenerator::Pcg64Dxsm(r) => {
                (r.state, r.inc, r.half) = (whole(interp, &inner, "state")?, whole(interp, &inner, "inc")?, kept);
            }
            AnyBitGenerator::Philox(r) => {
                (r.counter, r.key, r.half) = (array(interp, &inner, "counter")?, array(interp, &inner, "key")?, kept);
                r.buffer = array(interp, &state, "buffer")?;
                r.position = (whole(interp, &state, "buffer_pos")? as usize).min(4);
            }
            AnyBitGenerator::Sfc64(r) => (r.state, r.half) = (array(interp, &inner, "state")?, kept),
            AnyBitGenerator::Mt19937(_) => {}
        }
    }
    *bits(v)?.rng.borrow_mut() = rng;
    Ok(())
}

fn twister(interp: &mut Interp, inner: &Value) -> Result<Mt19937> {
    let words = item(interp, inner, "key")?;
    let position = whole(interp, inner, "pos")? as usize;
    made_twister(interp, &words, position)
}

fn made_twister(interp: &mut Interp, words: &Value, position: usize) -> Result<Mt19937> {
    let words = word_list(interp, words)?;
    let mut made = Mt19937::from_u32(0);
    if words.len() != made.key.len() || position > words.len() {
        return Err(Raise::value_error("state must be of length 624"));
    }
    made.key.iter_mut().zip(&words).for_each(|(k, &w)| *k = w as u32);
    made.position = position;
    Ok(made)
}

/// `get_state(legacy)`.
///
/// # Errors
/// Of another bit generator's state as a tuple: it is a dict then.
pub fn legacy_state(interp: &mut Interp, source: &Source, legacy: bool) -> Result<Value> {
    let (has, gauss) = (source.gauss.get().is_some(), source.gauss.get().unwrap_or(0.0));
    let (has, gauss) = (Value::Int(i64::from(has)), Value::Float(gauss));
    let state = get_state(interp, &source.bits)?;
    let twister = matches!(&*bits_of(source)?.rng.borrow(), AnyBitGenerator::Mt19937(_));
    if !legacy || !twister {
        interp.set_item(&state, &Value::str("has_gauss"), has)?;
        interp.set_item(&state, &Value::str("gauss"), gauss)?;
        return Ok(state);
    }
    let inner = item(interp, &state, "state")?;
    let (key, position) = (item(interp, &inner, "key")?, item(interp, &inner, "pos")?);
    Ok(Value::tuple(vec![Value::str("MT19937"), key, position, has, gauss]))
}

/// `set_state(state)`.
///
/// # Errors
/// `ValueError`, `TypeError` of what is no state.
pub fn set_legacy_state(interp: &mut Interp, source: &Source, state: &Value) -> Result<()> {
    if let Value::Dict(_) = state {
        set_state(interp, &source.bits, state.clone())?;
        let has = whole(interp, state, "has_gauss").unwrap_or(0) != 0;
        let gauss = item(interp, state, "gauss").unwrap_or(Value::Float(0.0));
        let gauss = interp.float(&gauss)?;
        source.gauss.set(has.then_some(gauss));
        return Ok(());
    }
    let (Value::Tuple(_) | Value::List(_)) = state else {
        return Err(Raise::type_error("state must be a dict or a tuple."));
    };
    let parts = interp.collect(state)?;
    if parts.len() < 3 || parts[0].as_str() != Some("MT19937") {
        return Err(Raise::value_error("set_state can only be used with legacy MT19937 state instances."));
    }
    let position = interp.index(&parts[2])?.max(0) as usize;
    let made = made_twister(interp, &parts[1], position)?;
    source.with_bits(|b| *b = AnyBitGenerator::Mt19937(made))?;
    let gauss = match (parts.get(3), parts.get(4)) {
        (Some(has), Some(gauss)) if interp.index(has)? != 0 => Some(interp.float(gauss)?),
        _ => None,
    };
    source.gauss.set(gauss);
    Ok(())
}

/// What native code sees of a source is not here.
fn inside(name: &str) -> Raise {
    Raise::attribute_error(format!("Ravel's bit generators have no {name}: no native code draws from them"))
}
