//! `numpy`.

pub mod args;
pub mod convert;
pub mod linalg;
pub mod nested;
pub mod types;

use crate::engine::repr;
use crate::lang::array::Array;
use crate::lang::error::Result;
use crate::lang::interp::{Interp, OnFloatError};
use crate::lang::module::Module;
use crate::lang::value::Value;

/// The module.
pub static NUMPY: Module = Module::new("numpy", "Arrays.", Vec::new, value, &["pi", "e", "inf", "nan", "newaxis"]);

fn value(_: &mut Interp, name: &str) -> Option<Value> {
    Some(match name {
        "pi" => Value::Float(std::f64::consts::PI),
        "e" => Value::Float(std::f64::consts::E),
        "inf" => Value::Float(f64::INFINITY),
        "nan" => Value::Float(f64::NAN),
        "newaxis" => Value::None,
        _ => return types::by_name(name).map(Value::Type),
    })
}

/// `repr(array)`.
///
/// # Errors
/// Of the print options.
pub fn array_repr(interp: &mut Interp, a: &Array) -> Result<String> {
    Ok(repr::array_repr(&a.view(), &interp.print_options)?)
}

/// `str(array)`.
///
/// # Errors
/// Of the print options.
pub fn array_str(interp: &mut Interp, a: &Array) -> Result<String> {
    Ok(repr::array_str(&a.view(), &interp.print_options)?)
}

/// `dtype == other`, where one of both is a dtype.
///
/// # Errors
/// None.
pub fn dtype_equals(_: &mut Interp, a: &Value, b: &Value) -> Result<bool> {
    Ok(a.is(b))
}

/// `np.errstate(all='call')` and `'log'`.
///
/// # Errors
/// What the handler raises.
pub fn float_error_handler(_: &mut Interp, _kind: &str, _action: OnFloatError) -> Result<()> {
    Ok(())
}
