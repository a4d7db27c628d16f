//! Modules of the library: `numpy`, `math`, … as tables.

use super::interp::Interp;
use super::registry::{Builtin, Style};
use super::value::Value;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A module: functions in a table, other values by name.
pub struct Module {
    /// Dotted: `numpy.linalg`.
    pub name: &'static str,
    /// One line.
    pub doc: &'static str,
    /// The rows of its functions; called once.
    pub table: fn() -> Vec<Builtin>,
    /// Constants, types, submodules and objects, made on demand: `None` where there is no such name.
    pub value: fn(&mut Interp, &str) -> Option<Value>,
    /// The names that `value` knows.
    pub names: &'static [&'static str],
    /// Functions by name, filled at first use.
    pub functions: OnceLock<HashMap<&'static str, Builtin>>,
}

impl Module {
    /// A module.
    pub const fn new(
        name: &'static str,
        doc: &'static str,
        table: fn() -> Vec<Builtin>,
        value: fn(&mut Interp, &str) -> Option<Value>,
        names: &'static [&'static str],
    ) -> Module {
        Module { name, doc, table, value, names, functions: OnceLock::new() }
    }

    /// Functions by name.
    pub fn functions(&self) -> &HashMap<&'static str, Builtin> {
        self.functions.get_or_init(|| {
            let own = |mut b: Builtin| {
                if b.signature.owner.is_empty() && b.style == Style::C && self.name != "builtins" {
                    b.signature.owner = self.name;
                }
                b
            };
            (self.table)().into_iter().map(own).flat_map(Builtin::with_aliases).collect()
        })
    }

    /// The value of a name.
    pub fn get(&'static self, interp: &mut Interp, name: &str) -> Option<Value> {
        (self.value)(interp, name).or_else(|| self.functions().get(name).map(Value::Builtin))
    }
}
