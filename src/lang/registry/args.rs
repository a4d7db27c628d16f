//! Bound arguments, and their conversion to Rust types.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use num_bigint::BigInt;
use smallvec::SmallVec;
use std::rc::Rc;

/// Arguments in the slots of their parameters.
pub struct Args {
    /// By parameter; `None` where nothing was given.
    pub slots: SmallVec<[Option<Value>; 6]>,
    /// What `**kwargs` takes.
    pub kwargs: Vec<(String, Value)>,
    /// Whether the first argument was given by its name.
    pub first_by_name: bool,
}

impl Args {
    /// Empty slots.
    pub fn new(n: usize) -> Args {
        Args { slots: SmallVec::from_elem(None, n), kwargs: Vec::new(), first_by_name: false }
    }
}

/// A Rust type that an argument converts to.
pub trait FromArg: Sized {
    /// Converts the argument in slot `at`; an optional one that was not given is `None`.
    ///
    /// # Errors
    /// `TypeError` and kin, as Python words them.
    fn from_arg(interp: &mut Interp, args: &mut Args, at: usize) -> Result<Self>;
}

/// A conversion from a value that was given.
pub trait FromValue: Sized {
    /// Converts.
    ///
    /// # Errors
    /// `TypeError` and kin, as Python words them.
    fn from_value(interp: &mut Interp, value: Value) -> Result<Self>;
}

impl<T: FromValue> FromArg for T {
    fn from_arg(interp: &mut Interp, args: &mut Args, at: usize) -> Result<T> {
        let value = args.slots[at].take().unwrap_or(Value::None);
        T::from_value(interp, value)
    }
}

/// An argument that may be left out; `None` in Python counts as left out.
impl<T: FromValue> FromArg for Option<T> {
    fn from_arg(interp: &mut Interp, args: &mut Args, at: usize) -> Result<Option<T>> {
        match args.slots[at].take() {
            None | Some(Value::None) => Ok(None),
            Some(value) => T::from_value(interp, value).map(Some),
        }
    }
}

/// An argument that tells `None` from left out.
pub struct Given(pub Option<Value>);

impl FromArg for Given {
    fn from_arg(_: &mut Interp, args: &mut Args, at: usize) -> Result<Given> {
        Ok(Given(args.slots[at].take()))
    }
}

/// The first argument, and whether it was given by its name.
pub struct First(pub Option<Value>, pub bool);

impl FromArg for First {
    fn from_arg(_: &mut Interp, args: &mut Args, at: usize) -> Result<First> {
        Ok(First(args.slots[at].take(), args.first_by_name))
    }
}

/// What `*args` takes.
pub struct Rest(pub Vec<Value>);

impl FromArg for Rest {
    fn from_arg(_: &mut Interp, args: &mut Args, at: usize) -> Result<Rest> {
        match args.slots[at].take() {
            Some(Value::Tuple(items)) => Ok(Rest(Rc::try_unwrap(items).unwrap_or_else(|t| (*t).clone()))),
            _ => Ok(Rest(Vec::new())),
        }
    }
}

/// What `**kwargs` takes.
pub struct Kwargs(pub Vec<(String, Value)>);

impl FromArg for Kwargs {
    fn from_arg(_: &mut Interp, args: &mut Args, _: usize) -> Result<Kwargs> {
        Ok(Kwargs(std::mem::take(&mut args.kwargs)))
    }
}

impl FromValue for Value {
    fn from_value(_: &mut Interp, value: Value) -> Result<Value> {
        Ok(value)
    }
}

impl FromValue for bool {
    fn from_value(interp: &mut Interp, value: Value) -> Result<bool> {
        interp.truth(&value)
    }
}

impl FromValue for i64 {
    fn from_value(interp: &mut Interp, value: Value) -> Result<i64> {
        interp.index(&value)
    }
}

impl FromValue for BigInt {
    fn from_value(interp: &mut Interp, value: Value) -> Result<BigInt> {
        interp.big_index(&value)
    }
}

impl FromValue for f64 {
    fn from_value(interp: &mut Interp, value: Value) -> Result<f64> {
        interp.float(&value)
    }
}

impl FromValue for String {
    fn from_value(interp: &mut Interp, value: Value) -> Result<String> {
        match value.as_str() {
            Some(s) => Ok(s.to_string()),
            None => Err(Raise::type_error(format!("expected str, got {}", interp.type_name(&value)))),
        }
    }
}
