//! `random`: Python's own random numbers, stream by stream.

mod numbers;
mod sequences;

use crate::engine::random::cpython::PyRandom;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::object::Object;
use crate::lang::protocol::number::Number;
use crate::lang::protocol::types::as_bytes;
use crate::lang::registry::args::{FromValue, Given};
use crate::lang::registry::{Builtin, OBJECT, Signature, Table, Type, py};
use crate::lang::value::Value;
use num_bigint::BigUint;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// The module.
pub static RANDOM: Module = Module::new("random", "Pseudo-random numbers.", table, value, &["Random"]);

/// `random.Random`
pub static RANDOM_TYPE: Type = Type::new("Random", "random", &[&OBJECT], random_type);

/// A generator, shared by the objects that name it.
type Shared = Rc<RefCell<PyRandom>>;

struct RandomObject(Shared);

impl Object for RandomObject {
    fn type_(&self) -> &'static Type {
        &RANDOM_TYPE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<random.Random object at {:#x}>", Rc::as_ptr(&self.0) as usize))
    }
}

/// The generator that a method was called on.
struct Rng(Shared);

impl FromValue for Rng {
    fn from_value(interp: &mut Interp, value: Value) -> Result<Rng> {
        match value.downcast::<RandomObject>() {
            Some(r) => Ok(Rng(r.0.clone())),
            None => {
                let t = interp.type_name(&value);
                Err(Raise::type_error(format!("descriptor for 'Random' objects doesn't apply to a '{t}' object")))
            }
        }
    }
}

impl Rng {
    /// Borrows the generator for one draw; never while program code runs.
    fn draw<T>(&self, f: impl FnOnce(&mut PyRandom) -> T) -> T {
        f(&mut self.0.borrow_mut())
    }
}

const DOC: &str = "A generator of random numbers of its own.\n\n>>> random.Random(1).random()\n0.13436424411240122";

fn random_type() -> Table {
    let new = |_: &mut Interp, x: Value| -> Result<Value> {
        Ok(Value::object(RandomObject(Rc::new(RefCell::new(seeded(&x)?)))))
    };
    Table { doc: DOC, new: Some(py(&["Random"], "x=None", DOC, new)), methods: methods(), ..Table::default() }
}

fn methods() -> Vec<Builtin> {
    let mut rows = numbers::rows();
    rows.extend(sequences::rows());
    rows.push(py(
        &["seed"],
        "self, a=None, version=2",
        "Start the stream of a seed.\n\n>>> random.seed(42); random.random()\n0.6394267984578837",
        seed,
    ));
    rows.push(py(
        &["getstate"],
        "self",
        "The state, for `setstate`.\n\n>>> random.seed(1)\n>>> random.getstate()[0]\n3",
        getstate,
    ));
    rows.push(py(
        &["setstate"],
        "self, state",
        "Put a state back.\n\n>>> state = random.getstate()\n>>> x = random.random()\n>>> random.setstate(state)\n\
         >>> x == random.random()\nTrue",
        setstate,
    ));
    rows
}

/// The version of the states that `getstate` gives.
const VERSION: i64 = 3;

fn getstate(_: &mut Interp, rng: Rng) -> Result<Value> {
    let held = rng.0.borrow();
    let mut words: Vec<Value> = held.bits.key.iter().map(|&w| Value::Int(i64::from(w))).collect();
    words.push(Value::Int(held.bits.position as i64));
    let gauss = held.gauss_next.map_or(Value::None, Value::Float);
    Ok(Value::tuple(vec![Value::Int(VERSION), Value::tuple(words), gauss]))
}

fn setstate(interp: &mut Interp, rng: Rng, state: Value) -> Result<()> {
    let parts = interp.collect(&state)?;
    let version = parts.first().cloned().unwrap_or(Value::None);
    let [Value::Int(VERSION), Value::Tuple(words), gauss] = &parts[..] else {
        let version = interp.str(&version)?;
        let text = format!("state with version {version} passed to Random.setstate() of version {VERSION}");
        return Err(Raise::value_error(text));
    };
    let gauss = if gauss.is_none() { None } else { Some(interp.float(gauss)?) };
    let mut held = rng.0.borrow().clone();
    if words.len() != held.bits.key.len() + 1 {
        return Err(Raise::value_error("state vector is the wrong size"));
    }
    for (key, word) in held.bits.key.iter_mut().zip(words.iter()) {
        *key = interp.index(word)? as u32;
    }
    let position = interp.index(&words[words.len() - 1])?;
    let inside = usize::try_from(position).ok().filter(|&p| p <= held.bits.key.len());
    held.bits.position = inside.ok_or_else(|| Raise::value_error("invalid state"))?;
    held.gauss_next = gauss;
    *rng.0.borrow_mut() = held;
    Ok(())
}

/// The module's functions: the methods of one hidden generator.
fn table() -> Vec<Builtin> {
    methods().into_iter().map(of_module).collect()
}

fn of_module(method: Builtin) -> Builtin {
    let text = method.signature.text;
    let rest = text.split_once(", ").map_or("", |(_, rest)| rest);
    let raw = method.raw;
    let rest = rest.strip_prefix("/, ").unwrap_or(if rest == "/" { "" } else { rest });
    Builtin {
        unfit: None,
        of: None,
        names: method.names,
        signature: Signature { owner: "Random", ..Signature::parse(rest) },
        doc: method.doc,
        style: method.style,
        quick: None,
        raw: Box::new(move |interp, args| {
            let global = global(interp);
            args.slots.insert(0, Some(global));
            raw(interp, args)
        }),
    }
}

/// The module's own generator.
fn global(interp: &mut Interp) -> Value {
    let state = interp.state.get("random").and_then(|v| v.downcast_ref::<Value>()).cloned();
    state.unwrap_or_else(|| {
        let made = Value::object(RandomObject(Rc::new(RefCell::new(from_time()))));
        interp.state.insert("random", Box::new(made.clone()));
        made
    })
}

fn from_time() -> PyRandom {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    PyRandom::from_int(&BigUint::from(now.as_nanos()))
}

/// The generator of a seed.
fn seeded(seed: &Value) -> Result<PyRandom> {
    if let Some(text) = seed.as_str() {
        return Ok(PyRandom::from_bytes(text.as_bytes()));
    }
    if let Some(bytes) = as_bytes(seed) {
        return Ok(PyRandom::from_bytes(&bytes));
    }
    match (seed, Number::of(seed)) {
        (Value::None, _) => Ok(from_time()),
        (Value::Float(x), _) => Ok(PyRandom::from_float(*x)),
        (_, Some(Number::Int(n))) => Ok(PyRandom::from_int(&BigUint::from(n.unsigned_abs()))),
        (_, Some(Number::Big(n))) => Ok(PyRandom::from_int(n.magnitude())),
        (Value::Scalar(s), _) if s.as_f64().is_some() && s.as_integer().is_none() => {
            Ok(PyRandom::from_float(s.as_f64().unwrap_or(0.0)))
        }
        _ => {
            let text = "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.";
            Err(Raise::type_error(text))
        }
    }
}

fn seed(_: &mut Interp, rng: Rng, a: Value, _version: Given) -> Result<()> {
    let fresh = seeded(&a)?;
    *rng.0.borrow_mut() = fresh;
    Ok(())
}

fn value(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "Random").then_some(Value::Type(&RANDOM_TYPE))
}
