//! NumPy's types.

use super::dtype_object;
use super::ndarray::scalars;
use crate::engine::DType;
use crate::engine::timeunit::TimeUnit;
use crate::lang::builtins::python::types as py;
use crate::lang::registry::{OBJECT, Table, Type};

/// `np.ndarray`
pub static NDARRAY: Type = Type::new("ndarray", "numpy", &[&OBJECT], super::ndarray::table);
/// `np.dtype`
pub static DTYPE: Type = Type::new("dtype", "numpy", &[&OBJECT], dtype_object::table);
/// `np.ufunc`
pub static UFUNC: Type = Type::new("ufunc", "numpy", &[&OBJECT], super::ufuncs::table);

macro_rules! scalar_types {
    ($($id:ident $name:literal $table:path: $($base:path),+;)*) => {
        $(
            #[doc = concat!("`np.", $name, "`")]
            pub static $id: Type = Type::new($name, "numpy", &[$(&$base),+], $table);
        )*
        /// NumPy's scalar types, abstract ones included.
        pub static SCALARS: &[&Type] = &[$(&$id),*];
    };
}

scalar_types! {
    GENERIC "generic" scalars::generic: OBJECT;
    NUMBER "number" Table::default: GENERIC;
    INTEGER "integer" Table::default: NUMBER;
    SIGNED_INTEGER "signedinteger" Table::default: INTEGER;
    UNSIGNED_INTEGER "unsignedinteger" Table::default: INTEGER;
    INEXACT "inexact" Table::default: NUMBER;
    FLOATING "floating" Table::default: INEXACT;
    COMPLEX_FLOATING "complexfloating" Table::default: INEXACT;
    FLEXIBLE "flexible" Table::default: GENERIC;
    CHARACTER "character" Table::default: FLEXIBLE;
    BOOL "bool" scalars::bool_: GENERIC;
    INT8 "int8" scalars::int8: SIGNED_INTEGER;
    INT16 "int16" scalars::int16: SIGNED_INTEGER;
    INT32 "int32" scalars::int32: SIGNED_INTEGER;
    INT64 "int64" scalars::int64: SIGNED_INTEGER;
    UINT8 "uint8" scalars::uint8: UNSIGNED_INTEGER;
    UINT16 "uint16" scalars::uint16: UNSIGNED_INTEGER;
    UINT32 "uint32" scalars::uint32: UNSIGNED_INTEGER;
    UINT64 "uint64" scalars::uint64: UNSIGNED_INTEGER;
    FLOAT16 "float16" scalars::float16: FLOATING;
    FLOAT32 "float32" scalars::float32: FLOATING;
    FLOAT64 "float64" scalars::float64: FLOATING, py::FLOAT;
    COMPLEX64 "complex64" scalars::complex64: COMPLEX_FLOATING;
    COMPLEX128 "complex128" scalars::complex128: COMPLEX_FLOATING, py::COMPLEX;
    STR "str_" scalars::str_: CHARACTER, py::STR;
    BYTES "bytes_" scalars::bytes_: CHARACTER, py::BYTES;
    VOID "void" scalars::void: FLEXIBLE;
    DATETIME "datetime64" scalars::datetime64: GENERIC;
    TIMEDELTA "timedelta64" scalars::timedelta64: SIGNED_INTEGER;
    OBJECT_ "object_" scalars::object_: GENERIC;
}

/// Other names of scalar types.
const ALIASES: &[(&str, &Type)] = &[
    ("bool_", &BOOL),
    ("byte", &INT8),
    ("short", &INT16),
    ("intc", &INT32),
    ("int_", &INT64),
    ("intp", &INT64),
    ("long", &INT64),
    ("longlong", &INT64),
    ("ubyte", &UINT8),
    ("ushort", &UINT16),
    ("uintc", &UINT32),
    ("uint", &UINT64),
    ("uintp", &UINT64),
    ("ulong", &UINT64),
    ("ulonglong", &UINT64),
    ("half", &FLOAT16),
    ("single", &FLOAT32),
    ("double", &FLOAT64),
    ("csingle", &COMPLEX64),
    ("cdouble", &COMPLEX128),
    ("flatiter", &super::ndarray::flat::FLATITER),
    ("broadcast", &super::shape::broadcasting::BROADCAST),
    ("ndindex", &super::iterate::NDINDEX),
    ("ndenumerate", &super::iterate::NDENUMERATE),
    ("nditer", &super::nditer::NDITER),
    ("busdaycalendar", &super::times::CALENDAR),
    ("ndarray", &NDARRAY),
    ("dtype", &DTYPE),
    ("ufunc", &UFUNC),
];

/// Every name of a type, and the type.
pub fn named() -> impl Iterator<Item = (&'static str, &'static Type)> {
    SCALARS.iter().map(|t| (t.name, *t)).chain(ALIASES.iter().copied())
}

/// The type of a name in the module `numpy`.
pub fn by_name(name: &str) -> Option<&'static Type> {
    let own = SCALARS.iter().copied().find(|t| t.name == name);
    own.or_else(|| ALIASES.iter().find(|(n, _)| *n == name).map(|(_, t)| *t))
}

/// The type of a dtype's scalars.
pub fn scalar_type(dtype: DType) -> &'static Type {
    match dtype {
        DType::Bool => &BOOL,
        DType::Int8 => &INT8,
        DType::Int16 => &INT16,
        DType::Int32 => &INT32,
        DType::Int64 => &INT64,
        DType::UInt8 => &UINT8,
        DType::UInt16 => &UINT16,
        DType::UInt32 => &UINT32,
        DType::UInt64 => &UINT64,
        DType::Float16 => &FLOAT16,
        DType::Float32 => &FLOAT32,
        DType::Float64 => &FLOAT64,
        DType::Complex64 => &COMPLEX64,
        DType::Complex128 => &COMPLEX128,
        DType::Str(_) => &STR,
        DType::Bytes(_) => &BYTES,
        DType::Void(_) | DType::Record(_) | DType::Sub(_) => &VOID,
        DType::Swapped(d) => scalar_type(*d),
        DType::DateTime(_) => &DATETIME,
        DType::TimeDelta(_) => &TIMEDELTA,
        DType::Object => &OBJECT_,
    }
}

/// The dtype of a concrete scalar type; of strings the one without a length.
pub fn dtype_of(t: &Type) -> Option<DType> {
    let times = [DType::DateTime(TimeUnit::GENERIC), DType::TimeDelta(TimeUnit::GENERIC)];
    let flexible = [DType::Str(0), DType::Bytes(0), DType::Void(0), DType::Object, times[0], times[1]];
    DType::NUMERIC.into_iter().chain(flexible).find(|d| std::ptr::eq(scalar_type(*d), t))
}
