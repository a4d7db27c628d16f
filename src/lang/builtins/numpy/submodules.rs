//! The small submodules of `numpy`.

use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
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

fn nothing(_: &mut Interp, _: &str) -> Option<Value> {
    None
}

fn exception(_: &mut Interp, name: &str) -> Option<Value> {
    exc::ALL.iter().find(|t| t.module == "numpy.exceptions" && t.name == name).map(|t| Value::Type(t))
}
