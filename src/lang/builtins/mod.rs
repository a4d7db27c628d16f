//! The library, as tables of rows.

pub mod itertools;
pub mod numpy;
pub mod python;

use super::interp::Interp;
use super::module::Module;
use super::registry::Type;
use super::value::Value;

/// Every module that `import` finds.
pub fn modules() -> &'static [&'static Module] {
    static ALL: &[&Module] = &[
        &numpy::NUMPY,
        &numpy::LIB,
        &numpy::STRIDE_TRICKS,
        &numpy::EXCEPTIONS,
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
pub fn type_attribute(_interp: &mut Interp, _t: &'static Type, _name: &str) -> Option<Value> {
    None
}

/// The module of a dotted name.
pub fn module(name: &str) -> Option<&'static Module> {
    modules().iter().find(|m| m.name == name).copied()
}
