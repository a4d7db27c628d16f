//! `numpy`: its functions, one family per file, and its submodules. To add a family, write `rows()` and name it in
//! [`table`]; objects and constants by name go into `value(interp, name)` of the family, named in [`value`].

mod about;
pub mod absent;
pub mod args;
pub mod compose;
pub mod convert;
pub mod creation;
pub mod dtype_classes;
pub mod dtype_object;
pub mod emath;
pub mod errstate;
pub mod fft;
pub mod files;
pub mod functions;
pub mod indexing;
pub mod info;
pub mod iterate;
pub mod joining;
pub mod linalg;
pub mod named;
pub mod ndarray;
pub mod nditer;
pub mod nested;
pub mod polynomials;
pub mod printing;
pub mod random;
pub mod records;
pub mod reduce;
pub mod search;
pub mod sets;
pub mod shape;
pub mod sorting;
pub mod statistics;
pub mod strings;
mod submodules;
pub mod testing;
pub mod times;
pub mod types;
pub mod typing;
pub mod ufuncs;

pub use dtype_classes::DTYPES;
pub use submodules::{ARRAY_UTILS, EXCEPTIONS, LIB, STRIDE_TRICKS};

use crate::lang::error::Result;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::Builtin;
use crate::lang::value::Value;

/// The module.
pub static NUMPY: Module = Module::new("numpy", "Arrays.", table, value, NAMES);

/// A family of functions: its title, and the rows of its modules.
pub type Family = (&'static str, &'static [fn() -> Vec<Builtin>]);

/// Every family.
pub const FAMILIES: &[Family] = &[
    (
        "Creating arrays",
        &[
            creation::rows,
            creation::functions::rows,
            creation::buffers::rows,
            creation::ranges::rows,
            creation::matrices::rows,
            creation::grids::rows,
        ],
    ),
    (
        "Shape and views",
        &[shape::rows, shape::flips::rows, shape::split::rows, shape::broadcasting::rows, shape::memory::rows],
    ),
    ("Indexing", &[indexing::rows, nditer::rows]),
    ("Joining and repeating", &[joining::rows]),
    ("Types", &[typing::rows]),
    ("Printing", &[printing::rows]),
    ("About NumPy", &[about::rows, info::rows]),
    ("Products", &[linalg::products]),
    ("Reductions", &[reduce::rows]),
    ("Sorting", &[sorting::rows]),
    ("Searching", &[search::rows]),
    ("Sets", &[sets::rows]),
    ("Floating-point errors", &[errstate::rows]),
    ("Functions", &[functions::rows]),
    ("Statistics", &[statistics::rows]),
    ("Dates and times", &[times::rows]),
    ("Files", &[files::rows]),
    ("Polynomials", &[polynomials::rows]),
];

fn table() -> Vec<Builtin> {
    FAMILIES.iter().flat_map(|(_, modules)| modules.iter()).flat_map(|rows| rows()).collect()
}

/// Values that are no functions, family by family.
fn value(interp: &mut Interp, name: &str) -> Option<Value> {
    let families: &[fn(&mut Interp, &str) -> Option<Value>] = &[
        constant, //
        creation::grids::value,
        info::value,
        ufuncs::value,
        errstate::value,
        functions::value,
        files::value,
        polynomials::value,
        records::rec::value,
        emath::value,
    ];
    families.iter().find_map(|f| f(interp, name)).or_else(|| types::by_name(name).map(Value::Type))
}

/// Calls a function of this module by name, as a program would.
///
/// # Errors
/// What it raises.
pub fn call(interp: &mut Interp, name: &str, args: &[Value]) -> Result<Value> {
    call_with(interp, name, args, &[])
}

/// Calls a function of this module by name with keywords.
///
/// # Errors
/// What it raises.
pub fn call_with(interp: &mut Interp, name: &str, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
    let function = interp.get_attr(&Value::Module(&NUMPY), name)?;
    interp.call(&function, args, kwargs)
}

/// The names that [`value`] knows, for completion.
const NAMES: &[&str] = &[
    "pi",
    "e",
    "inf",
    "nan",
    "newaxis",
    "euler_gamma",
    "mgrid",
    "ogrid",
    "r_",
    "c_",
    "s_",
    "index_exp", //
    "errstate",
    "typecodes",
    "vectorize",
    "memmap",
    "poly1d",
    "add",
    "subtract",
    "multiply",
    "divide",
    "floor_divide",
    "remainder",
    "fmod",
    "divmod",
    "power",
    "float_power",
    "negative",
    "positive",
    "absolute",
    "fabs",
    "rint",
    "sign",
    "heaviside",
    "conjugate",
    "exp",
    "exp2",
    "log",
    "log2",
    "log10",
    "expm1",
    "log1p",
    "sqrt",
    "cbrt",
    "square",
    "reciprocal",
    "gcd",
    "lcm",
    "sin",
    "cos",
    "tan",
    "arcsin",
    "arccos",
    "arctan",
    "sinh",
    "cosh",
    "tanh",
    "arcsinh",
    "arccosh",
    "arctanh",
    "arctan2",
    "hypot",
    "degrees",
    "rad2deg",
    "radians",
    "deg2rad",
    "bitwise_and",
    "bitwise_or",
    "bitwise_xor",
    "invert",
    "left_shift",
    "right_shift",
    "bitwise_count",
    "greater",
    "greater_equal",
    "less",
    "less_equal",
    "equal",
    "not_equal",
    "logical_and",
    "logical_or",
    "logical_xor",
    "logical_not",
    "maximum",
    "minimum",
    "fmax",
    "fmin",
    "isfinite",
    "isinf",
    "isnan",
    "isnat",
    "signbit",
    "copysign",
    "nextafter",
    "spacing",
    "modf",
    "ldexp",
    "frexp",
    "floor",
    "ceil",
    "trunc",
    "logaddexp",
    "logaddexp2",
    "true_divide",
    "mod",
    "pow",
    "abs",
    "conj",
    "bitwise_not",
    "bitwise_invert",
    "bitwise_left_shift",
    "bitwise_right_shift",
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atanh",
    "atan2",
];

fn constant(_: &mut Interp, name: &str) -> Option<Value> {
    Some(match name {
        "pi" => Value::Float(std::f64::consts::PI),
        "e" => Value::Float(std::f64::consts::E),
        "euler_gamma" => Value::Float(0.577_215_664_901_532_9),
        "inf" => Value::Float(f64::INFINITY),
        "nan" => Value::Float(f64::NAN),
        "newaxis" => Value::None,
        _ => return None,
    })
}

pub use printing::{array_repr, array_str};

pub use dtype_object::{equals as dtype_equals, order as dtype_order};

pub use errstate::handle as float_error_handler;
