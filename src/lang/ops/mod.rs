//! Operators.

use super::error::{Raise, Result};
use super::interp::Interp;
use super::value::Value;
use crate::syntax::ast::{BinOp, CmpOp, UnaryOp};

macro_rules! stub { ($($n:ident($($a:ident: $t:ty),*) -> $r:ty;)*) => { $(
    /// To be filled.
    pub fn $n(_: &mut Interp, $($a: $t),*) -> Result<$r> { $(let _ = $a;)* Err(Raise::unsupported("not yet")) }
)* } }
stub! {
    binary(op: BinOp, a: &Value, b: &Value) -> Value;
    in_place(op: BinOp, a: &Value, b: &Value) -> Value;
    unary(op: UnaryOp, a: &Value) -> Value;
    compare(op: CmpOp, a: &Value, b: &Value) -> Value;
}
