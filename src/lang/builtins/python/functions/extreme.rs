//! `max` and `min`.

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::ops::fast;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Rest, c};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;

/// The rows.
pub fn rows() -> Vec<Builtin> {
    let max = |interp: &mut Interp, args: Rest, key: Value, default: Given| {
        extreme(interp, "max", CmpOp::Gt, args.0, &key, default)
    };
    let min = |interp: &mut Interp, args: Rest, key: Value, default: Given| {
        extreme(interp, "min", CmpOp::Lt, args.0, &key, default)
    };
    vec![
        c(
            &["max"],
            "*args, key=None, default=None",
            "Return the largest item of an iterable, or of several arguments.\n\n>>> max([1, 5, 3]), max('aa', 'b', key=len), max([], default=0)\n(5, 'aa', 0)",
            max,
        ),
        c(
            &["min"],
            "*args, key=None, default=None",
            "Return the smallest item of an iterable, or of several arguments.\n\n>>> min(3, 1, 2)\n1",
            min,
        ),
    ]
}

fn extreme(
    interp: &mut Interp,
    name: &str,
    op: CmpOp,
    mut args: Vec<Value>,
    key: &Value,
    default: Given,
) -> Result<Value> {
    let source = match args.len() {
        0 => return Err(Raise::type_error(format!("{name} expected at least 1 argument, got 0"))),
        1 => args.remove(0),
        _ if default.0.is_some() => {
            let text = format!("Cannot specify a default for {name}() with multiple positional arguments");
            return Err(Raise::type_error(text));
        }
        _ => Value::tuple(args),
    };
    let it = interp.iter(&source)?;
    let mut best: Option<(Value, Value)> = None;
    while let Some(item) = interp.next(&it)? {
        let k = if key.is_none() { item.clone() } else { interp.call(key, std::slice::from_ref(&item), &[])? };
        let better = match &best {
            None => true,
            Some((top, _)) => match fast::compare(op, &k, top) {
                Some(truth) => truth,
                None => {
                    let v = interp.compare(op, &k, top)?;
                    interp.truth(&v)?
                }
            },
        };
        if better {
            best = Some((k, item));
        }
    }
    let found = best.map(|(_, item)| item).or(default.0);
    found.ok_or_else(|| Raise::value_error(format!("{name}() arg is an empty sequence")))
}
