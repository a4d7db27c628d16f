//! `tuple`.

use super::list::{count_in, find, search_ends};
use super::receiver::TupleArg;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Table, c};
use crate::lang::value::Value;

const DOC: &str = "An immutable sequence.\n\n>>> tuple('ab'), tuple()\n(('a', 'b'), ())";

/// Its table.
pub fn table() -> Table {
    let methods = vec![
        c(
            &["index"],
            "self, value, start=0, stop=9223372036854775807, /",
            "Return the first index of a value.\n\n>>> (1, 2, 1).index(1, 1)\n2",
            index,
        ),
        c(
            &["count"],
            "self, value, /",
            "Return how many items equal a value.\n\n>>> (1, 2, 1).count(1)\n2",
            |interp: &mut Interp, t: TupleArg, v: Value| count_in(interp, &t.0, &v),
        ),
        c(
            &["__len__"],
            "self, /",
            "Return the number of items.\n\n>>> (1, 2).__len__()\n2",
            |_: &mut Interp, t: TupleArg| Ok(t.0.len() as i64),
        ),
    ];
    Table { doc: DOC, new: Some(c(&["tuple"], "iterable=(), /", DOC, tuple_new)), methods, ..Table::default() }
}

fn tuple_new(interp: &mut Interp, x: Given) -> Result<Value> {
    match x.0 {
        None => Ok(Value::tuple(Vec::new())),
        Some(same @ Value::Tuple(_)) => Ok(same),
        Some(other) => interp.collect(&other).map(Value::tuple),
    }
}

fn index(interp: &mut Interp, tuple: TupleArg, value: Value, start: Given, stop: Given) -> Result<i64> {
    let ends = search_ends(interp, tuple.0.len(), start, stop)?;
    let at = find(interp, &|i| tuple.0.get(i).cloned(), &value, ends)?;
    at.map(|i| i as i64).ok_or_else(|| Raise::value_error("tuple.index(x): x not in tuple"))
}
