//! The library, as tables of rows.

pub mod array;
pub mod collections;
pub mod copy;
pub mod datetime;
pub mod functools;
pub mod glob;
pub mod io;
pub mod ipython;
pub mod itertools;
pub mod json;
pub mod math;
pub mod numpy;
pub mod operator;
pub mod os;
pub mod python;
pub mod random;
mod sizes;
pub mod string;
pub mod sys;
pub mod time;
pub mod warnings;

use super::interp::Interp;
use super::module::Module;
use super::registry::Type;
use super::value::Value;

/// Every module that `import` finds.
pub fn modules() -> &'static [&'static Module] {
    static ALL: &[&Module] = &[
        &numpy::NUMPY,
        &array::ARRAY_MODULE,
        &collections::COLLECTIONS,
        &copy::COPY,
        &datetime::DATETIME_MODULE,
        &functools::FUNCTOOLS,
        &glob::GLOB,
        &io::IO,
        &io::tempfile::TEMPFILE,
        &ipython::IPYTHON,
        &ipython::DISPLAY,
        &ipython::CORE_DISPLAY,
        &ipython::INTERACTIVESHELL,
        &ipython::TIMEIT,
        &ipython::GETPASS,
        &itertools::ITERTOOLS,
        &json::JSON,
        &math::MATH,
        &operator::OPERATOR,
        &os::OS,
        &os::PATH,
        &random::RANDOM,
        &string::STRING,
        &sys::SYS,
        &time::TIME,
        &warnings::WARNINGS,
        &numpy::LIB,
        &numpy::STRIDE_TRICKS,
        &numpy::records::RECFUNCTIONS,
        &numpy::records::rec::REC,
        &numpy::fft::FFT,
        &numpy::polynomials::POLYNOMIAL,
        &numpy::polynomials::POWERS,
        &numpy::polynomials::CHEBYSHEV,
        &numpy::polynomials::LEGENDRE,
        &numpy::polynomials::HERMITE,
        &numpy::polynomials::HERMITE_E,
        &numpy::polynomials::LAGUERRE,
        &numpy::polynomials::POLYUTILS,
        &numpy::files::FORMAT,
        &numpy::files::NPYIO,
        &numpy::ARRAY_UTILS,
        &numpy::emath::SCIMATH,
        &numpy::DTYPES,
        &numpy::EXCEPTIONS,
        &numpy::strings::STRINGS,
        &numpy::strings::CHAR,
        &numpy::testing::TESTING,
        &numpy::linalg::LINALG,
        &numpy::random::RANDOM,
    ];
    ALL
}

/// The value of a builtin name.
pub fn lookup(interp: &mut Interp, name: &str) -> Option<Value> {
    python::BUILTINS.get(interp, name)
}

/// An attribute of a type that is no row of its table.
pub fn type_attribute(interp: &mut Interp, t: &'static Type, name: &str) -> Option<Value> {
    numpy::polynomials::class::type_attribute(interp, t, name).or_else(|| datetime::type_attribute(t, name))
}

/// The module of a dotted name.
pub fn module(name: &str) -> Option<&'static Module> {
    modules().iter().find(|m| m.name == name).copied()
}
