//! What values can do: truth, numbers, text, iteration, attributes, subscripts, calls.

use super::error::{Raise, Result};
use super::interp::Interp;
use super::value::Value;

macro_rules! stub { ($($m:ident { $($n:ident($($a:ident: $t:ty),*) -> $r:ty;)* })*) => { $(
    /// To be filled.
    pub mod $m { use super::*; $(
        /// To be filled.
        pub fn $n(_: &mut Interp, $($a: $t),*) -> Result<$r> { $(let _ = $a;)* Err(Raise::unsupported("not yet")) }
    )* }
)* } }
stub! {
    truth { truth(v: &Value) -> bool; }
    number { index(v: &Value) -> i64; big_index(v: &Value) -> num_bigint::BigInt; float(v: &Value) -> f64; }
    text { repr(v: &Value) -> String; str(v: &Value) -> String; format(v: &Value, spec: &str) -> String; }
    sequence { len(v: &Value) -> usize; }
    iterate { iter(v: &Value) -> Value; next(v: &Value) -> Option<Value>; collect(v: &Value) -> Vec<Value>; }
    attribute { get(v: &Value, name: &str) -> Value; set(v: &Value, name: &str, x: Value) -> (); }
    subscript { get(v: &Value, i: &Value) -> Value; set(v: &Value, i: &Value, x: Value) -> (); delete(v: &Value, i: &Value) -> (); }
    call { call(f: &Value, args: &[Value], kwargs: &[(String, Value)]) -> Value; }
    warn { warn(category: &'static crate::lang::registry::Type, message: &str) -> (); }
}
/// Types.
pub mod types {
    use super::*;
    /// To be filled.
    pub fn type_of(_: &Value) -> &'static crate::lang::registry::Type {
        &crate::lang::registry::OBJECT
    }
    /// To be filled.
    pub fn key(_: &mut Interp, v: Value) -> Result<crate::lang::dict::Key> {
        crate::lang::dict::Key::new(v).ok_or_else(|| Raise::type_error("unhashable type"))
    }
}
