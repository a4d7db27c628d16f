//! The object that a method was called on, and arguments of one kind, as typed parameters.

use crate::lang::dict::{Dict, Set};
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::number::Number;
use crate::lang::registry::args::FromValue;
use crate::lang::value::{List, Range, Slice, Str, Value};
use num_bigint::BigInt;
use num_complex::Complex64;
use std::rc::Rc;
use std::sync::Arc;

fn wrong(interp: &Interp, kind: &str, got: &Value) -> Raise {
    let got = interp.type_name(got);
    Raise::type_error(format!("descriptor for '{kind}' objects doesn't apply to a '{got}' object"))
}

macro_rules! receivers {
    ($($(#[$doc:meta])* $name:ident($inner:ty) $kind:literal: $pattern:pat => $result:expr;)*) => { $(
        $(#[$doc])*
        pub struct $name(pub $inner);

        impl FromValue for $name {
            fn from_value(interp: &mut Interp, value: Value) -> Result<$name> {
                match &value {
                    $pattern => Ok($name($result)),
                    other => Err(wrong(interp, $kind, other)),
                }
            }
        }
    )* };
}

receivers! {
    /// A set or frozenset.
    SetArg(Rc<Set>) "set": Value::Set(s) => s.clone();
    /// A range.
    RangeArg(Range) "range": Value::Range(r) => **r;
    /// A slice.
    SliceArg(Rc<Slice>) "slice": Value::Slice(s) => s.clone();
}

/// A dict, or one of `collections`' kinds.
pub struct DictArg(pub Rc<Dict>);

impl FromValue for DictArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<DictArg> {
        match &value {
            Value::Dict(d) => Ok(DictArg(d.clone())),
            other => match crate::lang::builtins::collections::inner(other) {
                Some(d) => Ok(DictArg(d)),
                None => Err(wrong(interp, "dict", other)),
            },
        }
    }
}

/// A `str` or `np.str_`.
pub struct Text(pub Rc<Str>);

impl FromValue for Text {
    fn from_value(interp: &mut Interp, value: Value) -> Result<Text> {
        match &value {
            Value::Str(s) => Ok(Text(s.clone())),
            other => match other.as_str() {
                Some(text) => Ok(Text(Rc::new(Str::from(text.to_string())))),
                None => Err(wrong(interp, "str", other)),
            },
        }
    }
}

impl std::ops::Deref for Text {
    type Target = Str;

    fn deref(&self) -> &Str {
        &self.0
    }
}

/// A `bytes` or `np.bytes_`.
pub struct BytesArg(pub Rc<Vec<u8>>);

impl FromValue for BytesArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<BytesArg> {
        match &value {
            Value::Bytes(b) => Ok(BytesArg(b.clone())),
            other => match crate::lang::protocol::types::as_bytes(other) {
                Some(b) => Ok(BytesArg(Rc::new(b))),
                None => Err(wrong(interp, "bytes", other)),
            },
        }
    }
}

/// A list, also one of a kind of its own.
pub struct ListArg(pub Rc<List>);

impl FromValue for ListArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<ListArg> {
        let plain = match &value {
            Value::Object(o) => o.plain(),
            other => Some(other.clone()),
        };
        match plain {
            Some(Value::List(items)) => Ok(ListArg(items)),
            _ => Err(wrong(interp, "list", &value)),
        }
    }
}

/// A tuple, also one whose items have names.
pub struct TupleArg(pub Rc<Vec<Value>>);

impl FromValue for TupleArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<TupleArg> {
        let plain = match &value {
            Value::Object(o) => o.plain(),
            other => Some(other.clone()),
        };
        match plain {
            Some(Value::Tuple(items)) => Ok(TupleArg(items)),
            _ => Err(wrong(interp, "tuple", &value)),
        }
    }
}

/// An `int` or `bool`, of any size.
pub struct IntArg(pub Arc<BigInt>);

impl FromValue for IntArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<IntArg> {
        match Number::of(&value).and_then(|n| n.to_shared()) {
            Some(n) => Ok(IntArg(n)),
            None => Err(wrong(interp, "int", &value)),
        }
    }
}

/// A `float` or `np.float64`.
pub struct FloatArg(pub f64);

impl FromValue for FloatArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<FloatArg> {
        match Number::of_any(&value) {
            Some(Number::Float(x)) => Ok(FloatArg(x)),
            _ => Err(wrong(interp, "float", &value)),
        }
    }
}

/// A `complex` or `np.complex128`.
pub struct ComplexArg(pub Complex64);

impl FromValue for ComplexArg {
    fn from_value(interp: &mut Interp, value: Value) -> Result<ComplexArg> {
        match Number::of_any(&value) {
            Some(Number::Complex(z)) => Ok(ComplexArg(z)),
            _ => Err(wrong(interp, "complex", &value)),
        }
    }
}
