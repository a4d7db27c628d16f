//! Names: what a name stands for now, and what names an object has.

use super::types::type_of;
use crate::lang::builtins;
use crate::lang::interp::Interp;
use crate::lang::registry::Type;
use crate::lang::value::Value;
use std::collections::BTreeSet;

impl Interp {
    /// The value of a global or builtin name, without running code.
    pub fn lookup(&mut self, name: &str) -> Option<Value> {
        self.globals.get(name).cloned().or_else(|| builtins::lookup(self, name))
    }

    /// The builtin names, sorted.
    pub fn builtin_names(&self) -> Vec<String> {
        let module = &builtins::python::BUILTINS;
        let types = builtins::python::types::NAMED.iter();
        let exceptions = crate::lang::exceptions::ALL.iter().filter(|t| t.module == "builtins");
        let mut names: BTreeSet<String> = types.chain(exceptions).map(|t| t.name.to_string()).collect();
        names.extend(module.functions().keys().chain(module.names).map(|n| n.to_string()));
        names.into_iter().collect()
    }

    /// The attributes of a value, sorted: `dir(v)` without the inherited `__special__` ones.
    pub fn dir(&mut self, v: &Value) -> Vec<String> {
        let mut names = BTreeSet::new();
        match v {
            Value::Module(m) => {
                names.extend(m.functions().keys().chain(m.names).map(|n| n.to_string()));
                if m.name == "numpy" {
                    names.extend(crate::lang::builtins::numpy::types::named().map(|(n, _)| n.to_string()));
                }
            }
            Value::Type(t) => of_type(t, &mut names),
            Value::Function(f) => names.extend(f.attributes.borrow().iter().map(|(n, _)| n.clone())),
            Value::Exception(_) => names.extend(["args", "with_traceback", "add_note"].map(String::from)),
            _ => {}
        }
        of_type(type_of(v), &mut names);
        names.into_iter().collect()
    }
}

fn of_type(t: &'static Type, names: &mut BTreeSet<String>) {
    for t in t.mro() {
        let members = t.members();
        let own = members.methods.keys().chain(members.statics.keys()).chain(members.attributes.keys());
        names.extend(own.map(|n| n.to_string()));
    }
}
