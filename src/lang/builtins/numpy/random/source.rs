//! What draws: bit generators, and the `Generator`s and `RandomState`s over them.

use super::types;
use crate::engine::interrupt;
use crate::engine::random::legacy::RandomState;
use crate::engine::random::{AnyBitGenerator, SeedSequence, Sfc64};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::registry::Type;
use crate::lang::value::Value;
use std::any::Any;
use std::cell::{Cell, RefCell};

/// `np.random.PCG64(…)` and its siblings.
pub struct Bits {
    /// The generator.
    pub rng: RefCell<AnyBitGenerator>,
    /// What it was seeded from; `None` of the legacy seeding.
    pub seed: Value,
}

impl Object for Bits {
    fn type_(&self) -> &'static Type {
        types::bit_generator(self.rng.borrow().name())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        let name = self.rng.borrow().name();
        Ok(format!("<numpy.random._{}.{name} object at {:#x}>", name.to_lowercase(), address(self)))
    }
}

/// An address as CPython shows it in reprs.
fn address<T>(object: &T) -> usize {
    std::ptr::from_ref(object) as usize
}

/// `np.random.Generator` or `np.random.RandomState`.
pub struct Source {
    /// The bit generator object.
    pub bits: Value,
    /// Whether it is a `RandomState`.
    pub legacy: bool,
    /// The `RandomState`'s kept normal.
    pub gauss: Cell<Option<f64>>,
}

impl Object for Source {
    fn type_(&self) -> &'static Type {
        if self.legacy { &types::RANDOM_STATE } else { &types::GENERATOR }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        Ok(format!("{} at 0x{:X}", self.str(interp)?, address(self)))
    }

    fn str(&self, _: &mut Interp) -> Result<String> {
        let name = self.with_bits(|b| b.name())?;
        Ok(format!("{}({name})", if self.legacy { "RandomState" } else { "Generator" }))
    }
}

impl Source {
    /// Over a bit generator object.
    pub fn value(bits: Value, legacy: bool) -> Value {
        Value::object(Source { bits, legacy, gauss: Cell::new(None) })
    }

    /// Lends the bit generator.
    ///
    /// # Errors
    /// `KeyboardInterrupt`.
    pub fn with_bits<T>(&self, f: impl FnOnce(&mut AnyBitGenerator) -> T) -> Result<T> {
        let bits = self.bits.downcast::<Bits>().ok_or_else(|| Raise::type_error("a bit generator is needed"))?;
        let found = f(&mut bits.rng.borrow_mut());
        // Long draws stop where an interrupt is wanted.
        interrupt::check()?;
        Ok(found)
    }

    /// Lends the generator with the legacy state around it.
    ///
    /// # Errors
    /// As [`Source::with_bits`].
    pub fn with_state<T>(&self, f: impl FnOnce(&mut RandomState<AnyBitGenerator>) -> T) -> Result<T> {
        let gauss = self.gauss.take();
        let (result, kept) = self.with_bits(|bits| {
            let placeholder = AnyBitGenerator::Sfc64(Sfc64::new(&SeedSequence::new(vec![0])));
            let mut state = RandomState { bits: std::mem::replace(bits, placeholder), gauss };
            let result = f(&mut state);
            *bits = state.bits;
            (result, state.gauss)
        })?;
        self.gauss.set(kept);
        Ok(result)
    }
}

/// Something to draw from: a `Generator`'s bits or a `RandomState`.
pub trait Draws: Send + Sized + 'static {
    /// Lends it.
    ///
    /// # Errors
    /// As [`Source::with_bits`].
    fn lend<T>(source: &Source, f: impl FnOnce(&mut Self) -> T) -> Result<T>;
}

impl Draws for AnyBitGenerator {
    fn lend<T>(source: &Source, f: impl FnOnce(&mut Self) -> T) -> Result<T> {
        source.with_bits(f)
    }
}

impl Draws for RandomState<AnyBitGenerator> {
    fn lend<T>(source: &Source, f: impl FnOnce(&mut Self) -> T) -> Result<T> {
        source.with_state(f)
    }
}

/// `self` of a method.
///
/// # Errors
/// `TypeError` of another object.
pub fn source(v: &Value) -> Result<&Source> {
    v.downcast::<Source>().ok_or_else(|| Raise::type_error("a random generator is needed"))
}

/// The bit generator that `self` is.
///
/// # Errors
/// `TypeError` of another object.
pub fn bits(v: &Value) -> Result<&Bits> {
    v.downcast::<Bits>().ok_or_else(|| Raise::type_error("a bit generator is needed"))
}

/// `random_raw(size)`.
pub fn raw(bits: &Bits) -> u64 {
    bits.rng.borrow_mut().random_raw()
}
