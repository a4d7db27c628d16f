//! Typed functions as rows: each parameter of the Rust function is converted from the slot of the same position.

use super::{Args, FromArg, Raw};
use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// A function that can stand in a row: its first parameter is the interpreter, the others are [`FromArg`], in the order
/// of the signature; it returns a `Result` of anything that is a value.
pub trait IntoRaw<T> {
    /// The untyped function.
    fn into_raw(self) -> Raw;
}

/// What a typed function may return.
pub trait IntoValue {
    /// The value.
    fn into_value(self) -> Value;
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl IntoValue for () {
    fn into_value(self) -> Value {
        Value::None
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Bool(self)
    }
}

impl IntoValue for i64 {
    fn into_value(self) -> Value {
        Value::Int(self)
    }
}

impl IntoValue for f64 {
    fn into_value(self) -> Value {
        Value::Float(self)
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::str(self)
    }
}

impl IntoValue for Vec<Value> {
    fn into_value(self) -> Value {
        Value::list(self)
    }
}

macro_rules! into_raw {
    ($($T:ident $i:tt),*) => {
        impl<Func, Ret, $($T),*> IntoRaw<(Ret, $($T,)*)> for Func
        where
            Func: Fn(&mut Interp, $($T),*) -> Result<Ret> + Send + Sync + 'static,
            Ret: IntoValue,
            $($T: FromArg),*
        {
            #[allow(unused_variables)]
            fn into_raw(self) -> Raw {
                Box::new(move |interp: &mut Interp, args: &mut Args| {
                    $(#[allow(non_snake_case)] let $T = $T::from_arg(interp, args, $i)?;)*
                    self(interp, $($T),*).map(IntoValue::into_value)
                })
            }
        }
    };
}

into_raw!();
into_raw!(A 0);
into_raw!(A 0, B 1);
into_raw!(A 0, B 1, C 2);
into_raw!(A 0, B 1, C 2, D 3);
into_raw!(A 0, B 1, C 2, D 3, E 4);
into_raw!(A 0, B 1, C 2, D 3, E 4, F 5);
into_raw!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
into_raw!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
into_raw!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
into_raw!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
into_raw!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
into_raw!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);
into_raw!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12);
into_raw!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13);
