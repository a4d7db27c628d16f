//! `numpy.random`.

mod bits;
mod choose;
mod draw;
mod generator;
mod integers;
mod legacy;
mod multi;
mod row;
mod seed;
mod source;
pub mod types;

use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// `numpy.random`
pub static RANDOM: Module = Module::new("numpy.random", "Random numbers.", table, value, NAMES);

const NAMES: &[&str] =
    &["BitGenerator", "Generator", "MT19937", "PCG64", "PCG64DXSM", "Philox", "RandomState", "SFC64", "SeedSequence"];

fn table() -> Vec<Builtin> {
    let mut rows = legacy::functions();
    rows.push(py(
        &["default_rng"],
        "seed=None",
        "A generator over PCG64, seeded from an integer, a sequence of integers, or the operating system.\n\n\
         >>> np.random.default_rng(5).integers(10, size=3)\narray([6, 8, 0])\n",
        seed::default_rng,
    ));
    rows
}

fn value(_: &mut Interp, name: &str) -> Option<Value> {
    types::ALL.iter().find(|t| t.name == name).map(|t| Value::Type(t))
}
