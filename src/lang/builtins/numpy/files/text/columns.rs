//! What becomes of the rows that were read: the least and the most axes, one array for each column.

use crate::lang::builtins::numpy::compose as np;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// `ndmin=…`
///
/// # Errors
/// `ValueError` of any but 0, 1 and 2.
pub fn least(interp: &mut Interp, ndmin: &Value) -> Result<usize> {
    if ndmin.is_none() {
        return Ok(0);
    }
    match interp.index(ndmin) {
        Ok(n @ 0..=2) => Ok(n as usize),
        _ => {
            let shown = interp.str(ndmin)?;
            Err(Raise::value_error(format!("Illegal value of ndmin keyword: {shown}")))
        }
    }
}

/// Takes away axes of length 1, but leaves so many axes as are asked for.
///
/// # Errors
/// Of memory.
pub fn fitted(interp: &mut Interp, array: Value, ndmin: usize) -> Result<Value> {
    let Value::Array(a) = &array else { return Ok(array) };
    let mut array = array.clone();
    if a.view().rank() > ndmin {
        array = np::call(interp, "squeeze", &[array])?;
    }
    let rank = np::view(interp, &array)?.rank();
    if rank < ndmin {
        let name = if ndmin == 1 { "atleast_1d" } else { "atleast_2d" };
        array = np::call(interp, name, &[array])?;
        if ndmin == 2 {
            array = interp.get_attr(&array, "T")?;
        }
    }
    Ok(array)
}

/// The columns apart, where that is asked for.
///
/// # Errors
/// Of memory.
pub fn unpacked(interp: &mut Interp, array: Value, unpack: bool) -> Result<Value> {
    if !unpack {
        return Ok(array);
    }
    let dtype = interp.get_attr(&array, "dtype")?;
    let names = interp.get_attr(&dtype, "names").unwrap_or(Value::None);
    if names.is_none() {
        return interp.get_attr(&array, "T");
    }
    let names = interp.collect(&names)?;
    names.iter().map(|n| interp.get_item(&array, n)).collect::<Result<Vec<Value>>>().map(Value::list)
}
