//! Iterators: what all of them have, and `map`, `filter`, `zip`, `enumerate`, `reversed`.

use super::{dict_views, list};
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::iter::{Iter, Next};
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Rest, Table, c};
use crate::lang::value::Value;
use num_bigint::BigInt;
use std::rc::Rc;

/// The table of an iterator that only others make.
pub fn table() -> Table {
    Table { methods: methods(), ..Table::default() }
}

fn methods() -> Vec<Builtin> {
    vec![
        c(
            &["__next__"],
            "self, /",
            "Return the next item.\n\n>>> iter([7]).__next__()\n7",
            |interp: &mut Interp, it: Value| {
                interp.next(&it)?.ok_or_else(|| Raise::with_args(&exc::STOP_ITERATION, vec![]))
            },
        ),
        c(&["__iter__"], "self, /", "Return itself.", |_: &mut Interp, it: Value| Ok(it)),
    ]
}

/// The table of a type of iterators that programs make.
pub fn made_by(new: Builtin) -> Table {
    Table { doc: new.doc, new: Some(new), methods: methods(), ..Table::default() }
}

/// An iterator as a value.
pub fn value(name: &'static str, next: impl Next + 'static) -> Value {
    Value::Iter(Rc::new(Iter::new(name, next)))
}

/// The table of `map`.
pub fn map_table() -> Table {
    made_by(c(
        &["map"],
        "*args",
        "Return an iterator of what a function makes of the items of iterables.\n\n>>> list(map(abs, [-1, 2])), list(map(pow, [2, 3], [3, 2]))\n([1, 2], [8, 9])",
        map,
    ))
}

/// The table of `filter`.
pub fn filter_table() -> Table {
    made_by(c(
        &["filter"],
        "function, iterable, /",
        "Return an iterator of the items that pass a test.\n\n>>> list(filter(None, [0, 1, '', 'a']))\n[1, 'a']",
        filter,
    ))
}

/// The table of `zip`.
pub fn zip_table() -> Table {
    made_by(c(
        &["zip"],
        "*iterables, strict=False",
        "Return an iterator of tuples with one item of each iterable.\n\n>>> list(zip([1, 2, 3], 'ab'))\n[(1, 'a'), (2, 'b')]",
        zip,
    ))
}

/// The table of `enumerate`.
pub fn enumerate_table() -> Table {
    made_by(c(
        &["enumerate"],
        "iterable, start=0",
        "Return an iterator of pairs of a count and an item.\n\n>>> list(enumerate('ab', start=1))\n[(1, 'a'), (2, 'b')]",
        enumerate,
    ))
}

/// The table of `reversed`.
pub fn reversed_table() -> Table {
    made_by(c(
        &["reversed"],
        "sequence, /",
        "Return an iterator from the end.\n\n>>> list(reversed([1, 2, 3]))\n[3, 2, 1]",
        reversed,
    ))
}

fn map(interp: &mut Interp, Rest(mut args): Rest) -> Result<Value> {
    if args.len() < 2 {
        return Err(Raise::type_error("map() must have at least two arguments."));
    }
    let function = args.remove(0);
    let sources = iterators(interp, &args)?;
    Ok(value("map", move |interp: &mut Interp| {
        let mut items = Vec::with_capacity(sources.len());
        for it in &sources {
            match interp.next(it)? {
                Some(item) => items.push(item),
                None => return Ok(None),
            }
        }
        interp.call(&function, &items, &[]).map(Some)
    }))
}

/// Iterators over all arguments.
///
/// # Errors
/// `TypeError` for what is no iterable.
pub fn iterators(interp: &mut Interp, args: &[Value]) -> Result<Vec<Value>> {
    args.iter().map(|v| interp.iter(v)).collect()
}

fn filter(interp: &mut Interp, test: Value, iterable: Value) -> Result<Value> {
    let it = interp.iter(&iterable)?;
    Ok(value("filter", move |interp: &mut Interp| {
        while let Some(item) = interp.next(&it)? {
            if passes(interp, &test, &item)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }))
}

/// Whether an item passes a test; without one, whether it is true.
///
/// # Errors
/// What the test raises.
pub fn passes(interp: &mut Interp, test: &Value, item: &Value) -> Result<bool> {
    if test.is_none() {
        return interp.truth(item);
    }
    let v = interp.call(test, std::slice::from_ref(item), &[])?;
    interp.truth(&v)
}

fn zip(interp: &mut Interp, Rest(args): Rest, strict: bool) -> Result<Value> {
    let mut sources = Vec::with_capacity(args.len());
    for v in &args {
        sources.push(interp.iter(v)?);
    }
    Ok(value("zip", move |interp: &mut Interp| {
        let mut items = Vec::with_capacity(sources.len());
        for (i, it) in sources.iter().enumerate() {
            match interp.next(it)? {
                Some(item) => items.push(item),
                None if strict => return uneven(interp, &sources, i).map(|()| None),
                None => return Ok(None),
            }
        }
        Ok((!items.is_empty()).then(|| Value::tuple(items)))
    }))
}

/// Source `at` has ended: with `strict`, all must.
fn uneven(interp: &mut Interp, sources: &[Value], at: usize) -> Result<()> {
    let others = |n: usize| if n == 1 { " 1".to_string() } else { format!("s 1-{n}") };
    if at > 0 {
        let text = format!("zip() argument {} is shorter than argument{}", at + 1, others(at));
        return Err(Raise::value_error(text));
    }
    for (i, it) in sources.iter().enumerate().skip(1) {
        if interp.next(it)?.is_some() {
            let text = format!("zip() argument {} is longer than argument{}", i + 1, others(i));
            return Err(Raise::value_error(text));
        }
    }
    Ok(())
}

fn enumerate(interp: &mut Interp, iterable: Value, start: Given) -> Result<Value> {
    let it = interp.iter(&iterable)?;
    let mut n = match start.0 {
        Some(v) => interp.big_index(&v)?,
        None => BigInt::from(0),
    };
    Ok(value("enumerate", move |interp: &mut Interp| {
        let Some(item) = interp.next(&it)? else { return Ok(None) };
        let pair = Value::tuple(vec![Value::big(n.clone()), item]);
        n += 1;
        Ok(Some(pair))
    }))
}

fn reversed(interp: &mut Interp, v: Value) -> Result<Value> {
    if let Some(it) = dict_views::reversed(&v) {
        return Ok(it);
    }
    let len = match &v {
        Value::List(l) => return Ok(list::reversed(l)),
        Value::Range(r) => {
            let (range, mut left) = (**r, r.len());
            return Ok(value("range_iterator", move |_: &mut Interp| {
                left = left.wrapping_sub(1);
                Ok((left < usize::MAX).then(|| Value::Int(range.get(left))))
            }));
        }
        Value::Str(_) | Value::Bytes(_) | Value::Tuple(_) | Value::Array(_) => interp.len(&v)?,
        Value::Object(o) => match o.clone().len() {
            Some(n) if o.clone().subscript(interp, &Value::Int(0)).is_some() => n,
            _ => return Err(not_reversible(interp, &v)),
        },
        _ => return Err(not_reversible(interp, &v)),
    };
    let mut left = len;
    Ok(value("reversed", move |interp: &mut Interp| {
        if left == 0 {
            return Ok(None);
        }
        left -= 1;
        interp.get_item(&v, &Value::Int(left as i64)).map(Some)
    }))
}

fn not_reversible(interp: &Interp, v: &Value) -> Raise {
    Raise::type_error(format!("'{}' object is not reversible", interp.type_name(v)))
}

/// The table of `generator`.
pub fn generator_table() -> Table {
    let mut methods = methods();
    methods.push(c(
        &["send"],
        "self, value, /",
        "Return the next item; generator expressions take no values.\n\n>>> (x * 2 for x in [3]).send(None)\n6",
        send,
    ));
    methods.push(c(&["close"], "self, /", "End it.\n\n>>> g = (x for x in [1, 2]); g.close(); list(g)\n[]", close));
    Table { methods, ..Table::default() }
}

fn send(interp: &mut Interp, it: Value, v: Value) -> Result<Value> {
    if !v.is_none() {
        return Err(Raise::unsupported("generator.send() of a value is outside the language: it has no yield"));
    }
    interp.next(&it)?.ok_or_else(|| Raise::with_args(&exc::STOP_ITERATION, vec![]))
}

fn close(_: &mut Interp, it: Value) -> Result<()> {
    if let Value::Iter(it) = it {
        it.close();
    }
    Ok(())
}
