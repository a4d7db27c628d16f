//! NumPy's universal functions as objects.

mod call;
mod docs;
mod general;
mod methods;
mod object;
pub mod python;
mod signature;

pub use call::{call, where_mask};
pub use methods::table;
pub use object::UfuncObject;
pub use signature::loop_dtype;

use crate::engine::kernels::ufunc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use std::collections::HashMap;

type Made = HashMap<&'static str, Value>;

/// The ufunc of a name or alias: always the same object.
pub fn value(interp: &mut Interp, name: &str) -> Option<Value> {
    let found = ufunc::by_name(name)?;
    let made = interp.state.entry("numpy.ufuncs").or_insert_with(|| Box::new(Made::new()));
    let made = made.downcast_mut::<Made>()?;
    Some(made.entry(found.name).or_insert_with(|| Value::object(UfuncObject { ufunc: found })).clone())
}
