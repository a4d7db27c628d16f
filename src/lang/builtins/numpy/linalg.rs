//! `numpy.linalg`, and the products of arrays.

use crate::lang::array::Array;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use std::rc::Rc;

/// `a @ b`; `out` is the array of `a @= b`.
///
/// # Errors
/// NumPy's.
pub fn matmul(_: &mut Interp, _a: &Value, _b: &Value, _out: Option<&Rc<Array>>) -> Result<Value> {
    Err(Raise::unsupported("matrix products are not there yet"))
}
