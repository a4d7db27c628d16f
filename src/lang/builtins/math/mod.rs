//! `math`.

mod gamma;
mod integer;
mod many;
mod real;

use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::Builtin;
use crate::lang::value::Value;
use std::f64::consts;

/// The module.
pub static MATH: Module =
    Module::new("math", "Mathematical functions of numbers.", table, value, &["e", "inf", "nan", "pi", "tau"]);

fn table() -> Vec<Builtin> {
    let mut rows = real::rows();
    rows.extend(integer::rows());
    rows.extend(many::rows());
    rows
}

fn value(_: &mut Interp, name: &str) -> Option<Value> {
    Some(Value::Float(match name {
        "e" => consts::E,
        "inf" => f64::INFINITY,
        "nan" => f64::NAN,
        "pi" => consts::PI,
        "tau" => consts::TAU,
        _ => return None,
    }))
}
