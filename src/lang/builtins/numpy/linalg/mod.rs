//! `numpy.linalg`, and the products of arrays.

use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::Builtin;
use crate::lang::value::Value;
use std::rc::Rc;

/// `numpy.linalg`
pub static LINALG: Module = Module::new("numpy.linalg", "Linear algebra.", Vec::new, value, &["LinAlgError"]);

fn value(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "LinAlgError").then_some(Value::Type(&exc::LIN_ALG_ERROR))
}

/// The products that are functions of `numpy` itself.
pub fn products() -> Vec<Builtin> {
    Vec::new()
}

/// `a @ b`; `out` is the array of `a @= b`.
///
/// # Errors
/// NumPy's.
pub fn matmul(_: &mut Interp, _a: &Value, _b: &Value, _out: Option<&Rc<Array>>) -> Result<Value> {
    Err(Raise::unsupported("matrix products are not there yet"))
}
