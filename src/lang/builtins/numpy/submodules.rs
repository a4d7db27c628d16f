//! The small submodules of `numpy`.

use super::convert;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// `numpy.lib`
pub static LIB: Module = Module::new("numpy.lib", "Parts of NumPy with names of their own.", Vec::new, nothing, &[]);

/// `numpy.lib.stride_tricks`
pub static STRIDE_TRICKS: Module = Module::new(
    "numpy.lib.stride_tricks",
    "Views with strides of your own.",
    super::shape::stride_tricks::rows,
    nothing,
    &[],
);

/// `numpy.exceptions`
pub static EXCEPTIONS: Module = Module::new(
    "numpy.exceptions",
    "NumPy's own exceptions and warnings.",
    Vec::new,
    exception,
    &["AxisError", "ComplexWarning", "DTypePromotionError", "RankWarning", "VisibleDeprecationWarning"],
);

/// `numpy.lib.array_utils`
pub static ARRAY_UTILS: Module =
    Module::new("numpy.lib.array_utils", "Where an array lies in memory.", array_utils, nothing, &[]);

fn array_utils() -> Vec<Builtin> {
    vec![py(
        &["byte_bounds"],
        "a",
        "The addresses of the first byte of an array and of the byte behind its last.\n\n\
         >>> low, high = np.lib.array_utils.byte_bounds(np.zeros(3))\n>>> high - low\n24",
        |interp: &mut Interp, a: Value| -> Result<Value> {
            if !matches!(a, Value::Array(_) | Value::Scalar(_)) {
                let text = format!("'{}' object has no attribute '__array_interface__'", interp.type_name(&a));
                return Err(Raise::attribute_error(text));
            }
            let array = convert::array(interp, &a)?;
            let (low, high) = array.view().layout().extent();
            let start = array.view().buffer().address() as i128;
            Ok(Value::tuple([low, high].map(|at| Value::Int((start + at) as i64)).to_vec()))
        },
    )]
}

fn nothing(_: &mut Interp, _: &str) -> Option<Value> {
    None
}

fn exception(_: &mut Interp, name: &str) -> Option<Value> {
    exc::ALL.iter().find(|t| t.module == "numpy.exceptions" && t.name == name).map(|t| Value::Type(t))
}
