//! `functools`.

mod cache;

use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::object::Object;
use crate::lang::protocol::call::is_callable;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, Kwargs, OBJECT, Rest, Table, Type, attribute, c};
use crate::lang::value::Value;
use crate::syntax::ast::CmpOp;
use std::any::Any;

/// The module.
pub static FUNCTOOLS: Module = Module::new(
    "functools",
    "Functions of functions.",
    table,
    |_, name| (name == "partial").then_some(Value::Type(&PARTIAL)),
    &["partial"],
);

static CMP_KEY: Type = Type::new("KeyWrapper", "functools", &[&OBJECT], Table::default);

/// What `cmp_to_key` returns, and what that returns for an item.
struct CmpKey {
    f: Value,
    item: Option<Value>,
}

impl Object for CmpKey {
    fn type_(&self) -> &'static Type {
        &CMP_KEY
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<functools.KeyWrapper object at {:#x}>", std::ptr::from_ref(self) as usize))
    }

    fn attribute(&self, _: &mut Interp, name: &str) -> Result<Option<Value>> {
        Ok(self.item.clone().filter(|_| name == "obj"))
    }

    fn hashable(&self) -> bool {
        false
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }

    fn call(&self, _: &mut Interp, args: &[Value], _: &[(String, Value)]) -> Option<Result<Value>> {
        Some(match args {
            [item] => Ok(Value::object(CmpKey { f: self.f.clone(), item: Some(item.clone()) })),
            _ => Err(Raise::type_error("K() takes exactly one argument")),
        })
    }

    fn order(&self, interp: &mut Interp, op: CmpOp, other: &Value) -> Option<Result<Value>> {
        let (a, b) = (self.item.clone()?, other.downcast::<CmpKey>()?.item.clone()?);
        let told = interp.call(&self.f, &[a, b], &[]);
        Some(told.and_then(|n| interp.compare(op, &n, &Value::Int(0))))
    }
}

static PARTIAL: Type = Type::new("partial", "functools", &[&OBJECT], partial_table);

fn table() -> Vec<Builtin> {
    let mut rows = vec![c(
        &["reduce"],
        "function, iterable, initial=None, /",
        "Return what a function of two makes of all items, from left to right.\n\n>>> functools.reduce(lambda a, b: a * b, [2, 3, 4], 1)\n24",
        reduce,
    )];
    rows.push(c(
        &["cmp_to_key"],
        "mycmp",
        "Return a key function for sorting from one that tells by a number below, of or above 0 which of two comes first.\n\n>>> sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a))\n[3, 2, 1]",
        |_: &mut Interp, f: Value| Ok(Value::object(CmpKey { f, item: None })),
    ));
    rows.extend(cache::rows());
    let refused: [(&'static [&'static str], &'static str); 2] = [
        (&["wraps", "update_wrapper"], "functools.wraps is outside the language: functions keep their names"),
        (
            &["singledispatch", "total_ordering", "cached_property"],
            "it is outside the language: there are no classes of a program's own",
        ),
    ];
    for (names, text) in refused {
        rows.push(c(
            names,
            "*args, **kwargs",
            "Outside the language.",
            move |_: &mut Interp, _: Rest, _: Kwargs| -> Result<Value> { Err(Raise::unsupported(text)) },
        ));
    }
    rows
}

fn reduce(interp: &mut Interp, function: Value, iterable: Value, initial: Given) -> Result<Value> {
    let it = interp.iter(&iterable)?;
    let mut total = match initial.0 {
        Some(v) => v,
        None => {
            let empty = || Raise::type_error("reduce() of empty iterable with no initial value");
            interp.next(&it)?.ok_or_else(empty)?
        }
    };
    while let Some(item) = interp.next(&it)? {
        total = interp.call(&function, &[total, item], &[])?;
    }
    Ok(total)
}

/// A function with some of its arguments.
struct Partial {
    function: Value,
    args: Vec<Value>,
    kwargs: Vec<(String, Value)>,
}

const DOC: &str = "A function with some of its arguments given.\n\n>>> functools.partial(int, base=2)('101')\n5";

fn partial_table() -> Table {
    Table {
        doc: DOC,
        new: Some(c(&["partial"], "*args, **kwargs", DOC, new)),
        attributes: vec![
            attribute("func", "The function.", |_, v| {
                Ok(v.downcast::<Partial>().map_or(Value::None, |p| p.function.clone()))
            }),
            attribute("args", "The positional arguments.", |_, v| {
                Ok(v.downcast::<Partial>().map_or(Value::None, |p| Value::tuple(p.args.clone())))
            }),
        ],
        ..Table::default()
    }
}

fn new(interp: &mut Interp, Rest(mut args): Rest, Kwargs(kwargs): Kwargs) -> Result<Value> {
    if args.is_empty() {
        return Err(Raise::type_error("type 'partial' takes at least one argument"));
    }
    let function = args.remove(0);
    if !is_callable(interp, &function) {
        return Err(Raise::type_error("the first argument must be callable"));
    }
    Ok(Value::object(Partial { function, args, kwargs }))
}

impl Object for Partial {
    fn type_(&self) -> &'static Type {
        &PARTIAL
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, interp: &mut Interp) -> Result<String> {
        let mut parts = vec![interp.repr(&self.function)?];
        for v in &self.args {
            parts.push(interp.repr(v)?);
        }
        for (k, v) in &self.kwargs {
            parts.push(format!("{k}={}", interp.repr(v)?));
        }
        Ok(format!("functools.partial({})", parts.join(", ")))
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Option<Result<Value>> {
        let all: Vec<Value> = self.args.iter().chain(args).cloned().collect();
        let kept = self.kwargs.iter().filter(|(k, _)| !kwargs.iter().any(|(other, _)| other == k));
        let keywords: Vec<(String, Value)> = kept.chain(kwargs).cloned().collect();
        Some(interp.call(&self.function, &all, &keywords))
    }
}
