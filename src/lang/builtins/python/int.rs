//! `int`.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::protocol::number::Number;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, c};
use crate::lang::value::Value;
use num_bigint::BigInt;
use num_traits::FromPrimitive;

/// Its table.
pub fn table() -> Table {
    Table { new: Some(c(&["int"], "x=0, /, base=10", "", int_new)), ..Table::default() }
}

fn int_new(interp: &mut Interp, x: Given, base: Given) -> Result<Value> {
    let Some(x) = x.0 else { return Ok(Value::Int(0)) };
    if base.0.is_none()
        && let Some(Number::Float(x)) = Number::of_any(&x)
    {
        return Ok(BigInt::from_f64(x.trunc()).map_or(Value::None, Value::big));
    }
    if let Some(s) = x.as_str() {
        return match s.trim().parse::<BigInt>() {
            Ok(n) => Ok(Value::big(n)),
            Err(_) => Err(Raise::value_error(format!("invalid literal for int() with base 10: {}", interp.repr(&x)?))),
        };
    }
    interp.big_index(&x).map(Value::big)
}
