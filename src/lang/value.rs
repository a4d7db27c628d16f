//! Python's values. Sixteen bytes each, so that numbers stay out of the heap.

use super::array::Array;
use super::dict::{Dict, Set};
use super::error::Exception;
use super::function::{BoundMethod, Function};
use super::iter::Iter;
use super::module::Module;
use super::object::Object;
use super::registry::{Builtin, Type};
use super::remains;
use crate::engine::interrupt;
use crate::engine::mem::packed::Packed;
use crate::engine::{DType, Scalar};
use num_bigint::BigInt;
use num_complex::Complex64;
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// A Python value. Cheap to clone; `is` compares what it points to.
///
/// Its tag is a whole word, so that a value is two words wherever it goes (see [`crate::engine::mem::packed`]). Those
/// that count no references come first: one comparison tells them.
#[repr(u64)]
pub enum Value {
    /// An int that fits; `BigInt` never holds one that does.
    Int(i64),
    /// A float.
    Float(f64),
    /// `True`, `False`
    Bool(bool),
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `NotImplemented`
    NotImplemented,
    /// A dtype object.
    DType(DType),
    /// A builtin function.
    Builtin(&'static Builtin),
    /// A type, exception types and NumPy's scalar types included.
    Type(&'static Type),
    /// A module.
    Module(&'static Module),
    /// A larger int. Other threads may compute with it.
    BigInt(Arc<BigInt>),
    /// A complex number.
    Complex(Rc<Complex64>),
    /// A string.
    Str(Rc<Str>),
    /// Bytes.
    Bytes(Rc<Vec<u8>>),
    /// A list.
    List(Rc<List>),
    /// A tuple.
    Tuple(Rc<Vec<Value>>),
    /// A dict.
    Dict(Rc<Dict>),
    /// A set.
    Set(Rc<Set>),
    /// `range(…)`
    Range(Rc<Range>),
    /// `slice(…)`
    Slice(Rc<Slice>),
    /// A NumPy array, 0-d ones included.
    Array(Rc<Array>),
    /// A NumPy scalar.
    Scalar(Rc<Scalar>),
    /// A function of the program.
    Function(Rc<Function>),
    /// A builtin or function bound to its first argument.
    Method(Rc<BoundMethod>),
    /// An exception.
    Exception(Rc<Exception>),
    /// An iterator.
    Iter(Rc<Iter>),
    /// Anything else: ufuncs, generators of random numbers, `flags`, `finfo`, … (see [`Object`]).
    Object(Rc<Box<dyn Object>>),
}

/// Numbers are copied where they stand; all else counts references.
impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        match self {
            Value::Int(n) => Value::Int(*n),
            Value::Float(x) => Value::Float(*x),
            Value::Bool(b) => Value::Bool(*b),
            _ => Packed::open(self.share()),
        }
    }
}

impl Value {
    /// The clone of a value of any kind.
    fn share(&self) -> Packed<Value> {
        use Value::*;
        Packed::new(match self {
            None => None,
            Ellipsis => Ellipsis,
            NotImplemented => NotImplemented,
            Bool(b) => Bool(*b),
            Int(n) => Int(*n),
            BigInt(n) => BigInt(n.clone()),
            Float(x) => Float(*x),
            Complex(z) => Complex(z.clone()),
            Str(s) => Str(s.clone()),
            Bytes(b) => Bytes(b.clone()),
            List(l) => List(l.clone()),
            Tuple(t) => Tuple(t.clone()),
            Dict(d) => Dict(d.clone()),
            Set(s) => Set(s.clone()),
            Range(r) => Range(r.clone()),
            Slice(s) => Slice(s.clone()),
            Array(a) => Array(a.clone()),
            Scalar(s) => Scalar(s.clone()),
            DType(d) => DType(*d),
            Function(f) => Function(f.clone()),
            Builtin(b) => Builtin(b),
            Method(m) => Method(m.clone()),
            Type(t) => Type(t),
            Module(m) => Module(m),
            Exception(e) => Exception(e.clone()),
            Iter(i) => Iter(i.clone()),
            Object(o) => Object(o.clone()),
        })
    }

    /// Whether it holds nothing that is counted, so that dropping it is doing nothing.
    #[inline(always)]
    pub fn is_plain(&self) -> bool {
        use Value::*;
        matches!(
            self,
            Int(_)
                | Float(_)
                | Bool(_)
                | None
                | Ellipsis
                | NotImplemented
                | DType(_)
                | Builtin(_)
                | Type(_)
                | Module(_)
        )
    }
}

/// A string, with its length in code points at hand.
#[derive(Debug, PartialEq, Eq)]
pub struct Str {
    text: String,
    chars: usize,
}

impl Str {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length in code points, as Python's `len`.
    pub fn len(&self) -> usize {
        self.chars
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.chars == 0
    }

    /// Whether every code point is one byte, so that indices are byte positions.
    pub fn is_ascii(&self) -> bool {
        self.chars == self.text.len()
    }
}

impl From<String> for Str {
    fn from(text: String) -> Str {
        Str { chars: interrupt::count_chars(&text), text }
    }
}

impl Str {
    /// This text with another one behind it.
    pub fn with(&self, more: &str) -> Str {
        let mut text = String::with_capacity(self.text.len() + more.len());
        interrupt::push(&mut text, &self.text);
        let mut joined = Str { text, chars: self.chars };
        joined.push(more);
        joined
    }

    /// Puts another text behind this one.
    pub fn push(&mut self, more: &str) {
        let chars = interrupt::count_chars(more);
        let mut grown = Grown { before: self.text.len(), text: &mut self.text };
        interrupt::push(grown.text, more);
        grown.before = usize::MAX;
        drop(grown);
        self.chars += chars;
    }
}

/// A text that is as long as before if its growth is left in the midst.
struct Grown<'a> {
    text: &'a mut String,
    before: usize,
}

impl Drop for Grown<'_> {
    fn drop(&mut self) {
        if self.before <= self.text.len() {
            self.text.truncate(self.before);
        }
    }
}

/// A list. Borrow it briefly: never across a call that can run program code.
#[derive(Default)]
pub struct List(pub RefCell<Vec<Value>>);

impl Drop for List {
    fn drop(&mut self) {
        if remains::are_many(self.0.get_mut().len()) {
            remains::let_go(self.0.take().into_iter());
        }
    }
}

/// `range(start, stop, step)`; `step` is not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// First.
    pub start: i64,
    /// Bound.
    pub stop: i64,
    /// Step.
    pub step: i64,
}

impl Range {
    /// The number of items.
    pub fn len(&self) -> usize {
        let (start, stop, step) = (self.start as i128, self.stop as i128, self.step as i128);
        let n = if step > 0 { (stop - start + step - 1) / step } else { (start - stop - step - 1) / -step };
        n.max(0) as usize
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Item `i`, in range.
    pub fn get(&self, i: usize) -> i64 {
        self.start + i as i64 * self.step
    }
}

/// `slice(start, stop, step)`.
pub struct Slice {
    /// Before the first colon.
    pub start: Value,
    /// After it.
    pub stop: Value,
    /// After the second.
    pub step: Value,
}

impl Value {
    /// A string.
    pub fn str<'a>(text: impl Into<Cow<'a, str>>) -> Value {
        let text = match text.into() {
            Cow::Borrowed(text) => interrupt::owned(text),
            Cow::Owned(text) => text,
        };
        Value::Str(Rc::new(Str::from(text)))
    }

    /// A string of one character; those of ASCII are made once.
    pub fn char(c: char) -> Value {
        thread_local! {
            static ASCII: [Value; 128] = std::array::from_fn(|i| Value::str((i as u8 as char).to_string()));
        }
        if c.is_ascii() { ASCII.with(|all| all[c as usize].clone()) } else { Value::str(c.to_string()) }
    }

    /// A list.
    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Rc::new(List(RefCell::new(items))))
    }

    /// A tuple.
    pub fn tuple(items: Vec<Value>) -> Value {
        Value::Tuple(Rc::new(items))
    }

    /// A complex number.
    pub fn complex(re: f64, im: f64) -> Value {
        Value::Complex(Rc::new(Complex64::new(re, im)))
    }

    /// An int of any size.
    pub fn big(n: BigInt) -> Value {
        i64::try_from(&n).map_or_else(|_| Value::BigInt(Arc::new(n)), Value::Int)
    }

    /// A NumPy scalar; an element of an object array is the object itself.
    pub fn scalar(s: impl Into<Scalar>) -> Value {
        match s.into() {
            Scalar::Object(held) => super::objects::value(&held),
            s => Value::Scalar(Rc::new(s)),
        }
    }

    /// Any other object.
    pub fn object(o: impl Object) -> Value {
        Value::Object(Rc::new(Box::new(o)))
    }

    /// The object behind, if it is a `T`.
    pub fn downcast<T: Object>(&self) -> Option<&T> {
        match self {
            Value::Object(o) => o.as_any().downcast_ref(),
            _ => None,
        }
    }

    /// The text of a `str` or `np.str_`.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Str(s) => Some(s.as_str()),
            Value::Scalar(s) => match &**s {
                Scalar::Str(s) => Some(s),
                _ => None,
            },
            _ => None,
        }
    }

    /// The array, if it is one.
    pub fn as_array(&self) -> Option<&Rc<Array>> {
        match self {
            Value::Array(a) => Some(a),
            _ => None,
        }
    }

    /// Whether it is `None`.
    pub fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    /// What `np.isscalar` says: a number or a text, and no array.
    pub fn is_scalar(&self) -> bool {
        use Value::*;
        matches!(self, Bool(_) | Int(_) | BigInt(_) | Float(_) | Complex(_) | Str(_) | Bytes(_) | Scalar(_))
    }

    /// Python's `is`.
    pub fn is(&self, other: &Value) -> bool {
        use Value::*;
        match (self, other) {
            (None, None) | (Ellipsis, Ellipsis) | (NotImplemented, NotImplemented) => true,
            (Bool(a), Bool(b)) => a == b,
            // CPython caches small ints; larger ones are equal objects only by chance of compilation.
            (Int(a), Int(b)) => a == b,
            (Float(a), Float(b)) => a.to_bits() == b.to_bits(),
            (BigInt(a), BigInt(b)) => Arc::ptr_eq(a, b),
            (Complex(a), Complex(b)) => Rc::ptr_eq(a, b),
            (Str(a), Str(b)) => Rc::ptr_eq(a, b) || a == b,
            (Bytes(a), Bytes(b)) => Rc::ptr_eq(a, b),
            (List(a), List(b)) => Rc::ptr_eq(a, b),
            (Tuple(a), Tuple(b)) => Rc::ptr_eq(a, b) || (a.is_empty() && b.is_empty()),
            (Dict(a), Dict(b)) => Rc::ptr_eq(a, b),
            (Set(a), Set(b)) => Rc::ptr_eq(a, b),
            (Range(a), Range(b)) => Rc::ptr_eq(a, b),
            (Slice(a), Slice(b)) => Rc::ptr_eq(a, b),
            (Array(a), Array(b)) => Rc::ptr_eq(a, b),
            // NumPy's two bools are singletons.
            (Scalar(a), Scalar(b)) => {
                Rc::ptr_eq(a, b)
                    || matches!((&**a, &**b), (crate::engine::Scalar::Bool(x), crate::engine::Scalar::Bool(y)) if x == y)
            }
            (DType(a), DType(b)) => a == b,
            (Function(a), Function(b)) => Rc::ptr_eq(a, b),
            (Builtin(a), Builtin(b)) => std::ptr::eq(*a, *b),
            (Method(a), Method(b)) => Rc::ptr_eq(a, b),
            (Type(a), Type(b)) => std::ptr::eq(*a, *b),
            (Module(a), Module(b)) => std::ptr::eq(*a, *b),
            (Exception(a), Exception(b)) => Rc::ptr_eq(a, b),
            (Iter(a), Iter(b)) => Rc::ptr_eq(a, b),
            (Object(a), Object(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}
