//! `collections`.

mod chain;
mod counter;
mod deque;
mod mapping;
pub mod named;

pub use mapping::inner;

use crate::lang::module::Module;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;

/// The module.
pub static COLLECTIONS: Module = Module::new(
    "collections",
    "Containers for special uses.",
    table,
    |_, name| {
        Some(Value::Type(match name {
            "ChainMap" => &chain::CHAIN,
            "Counter" => &counter::COUNTER,
            "OrderedDict" => &mapping::ORDERED,
            "defaultdict" => &mapping::DEFAULT,
            "deque" => &deque::DEQUE,
            _ => return None,
        }))
    },
    &["ChainMap", "Counter", "OrderedDict", "defaultdict", "deque"],
);

fn table() -> Vec<Builtin> {
    vec![py(
        &["namedtuple"],
        "typename, field_names, *, rename=False, defaults=None, module=None",
        "Return a maker of tuples whose items have names.\n\n>>> P = collections.namedtuple('P', 'x y'); p = P(1, y=2); p, p.x + p[1]\n(P(x=1, y=2), 3)",
        named::namedtuple,
    )]
}
