//! `lru_cache` and `cache`: functions that remember what they returned.

use crate::lang::builtins::collections::named::{self, named};
use crate::lang::builtins::python::types::TUPLE;
use crate::lang::dict::Map;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::object::Object;
use crate::lang::protocol::call::is_callable;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, OBJECT, Table, Type, attribute, c, py};
use crate::lang::value::Value;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

static WRAPPER: Type = Type::new("_lru_cache_wrapper", "functools", &[&OBJECT], table);
static DECORATOR: Type = Type::new("function", "builtins", &[&OBJECT], Table::default);
static CACHE_INFO: Type = Type::new("CacheInfo", "functools", &[&TUPLE], named::table);

/// The rows.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["lru_cache"],
            "maxsize=128, typed=False",
            "Return a function that remembers its latest results, or what makes such functions.\n\n\
             >>> f = functools.lru_cache(maxsize=None)(lambda n: n if n < 2 else f(n - 1) + f(n - 2)); f(80)\n23416728348467685\n\
             >>> f.cache_info()\nCacheInfo(hits=78, misses=81, maxsize=None, currsize=81)",
            lru_cache,
        ),
        py(
            &["cache"],
            "user_function, /",
            "Return a function that remembers all its results.\n\n\
             >>> f = functools.cache(lambda n: n * n); f(3), f(3), f.cache_info().hits\n(9, 9, 1)",
            |interp: &mut Interp, f: Value| wrapped(interp, f, None, false),
        ),
    ]
}

fn lru_cache(interp: &mut Interp, maxsize: Given, typed: Option<bool>) -> Result<Value> {
    let typed = typed.unwrap_or(false);
    let most = match maxsize.0 {
        None => Some(128),
        Some(Value::None) => None,
        Some(Value::Int(n)) => Some(n.max(0) as usize),
        Some(f) if is_callable(interp, &f) => return wrapped(interp, f, Some(128), typed),
        Some(_) => {
            let text = "Expected first argument to be an integer, a callable, or None";
            return Err(Raise::type_error(text));
        }
    };
    Ok(Value::object(Decorator { most, typed }))
}

fn wrapped(interp: &mut Interp, function: Value, most: Option<usize>, typed: bool) -> Result<Value> {
    if !is_callable(interp, &function) {
        return Err(Raise::type_error("the first argument must be callable"));
    }
    Ok(Value::object(Cached {
        function,
        most,
        typed,
        known: RefCell::default(),
        hits: Cell::new(0),
        misses: Cell::new(0),
    }))
}

/// What `lru_cache(maxsize=…)` returns.
struct Decorator {
    most: Option<usize>,
    typed: bool,
}

impl Object for Decorator {
    fn type_(&self) -> &'static Type {
        &DECORATOR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<function lru_cache.<locals>.decorating_function at {:#x}>", std::ptr::from_ref(self) as usize))
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, args: &[Value], _: &[(String, Value)]) -> Option<Result<Value>> {
        Some(match args {
            [f] => wrapped(interp, f.clone(), self.most, self.typed),
            many => {
                let name = "lru_cache.<locals>.decorating_function()";
                Err(Raise::type_error(match many.len() {
                    0 => format!("{name} missing 1 required positional argument: 'user_function'"),
                    n => format!("{name} takes 1 positional argument but {n} were given"),
                }))
            }
        })
    }
}

/// A function that remembers.
struct Cached {
    function: Value,
    most: Option<usize>,
    typed: bool,
    /// Results by arguments, the latest used last.
    known: RefCell<Map>,
    hits: Cell<i64>,
    misses: Cell<i64>,
}

fn table() -> Table {
    let own = |v: &Value, f: fn(&Cached) -> Value| v.downcast::<Cached>().map_or(Value::None, f);
    Table {
        doc: "A function that remembers its results.",
        methods: vec![
            c(&["cache_info"], "self, /", "How often it remembered.", move |_: &mut Interp, v: Value| {
                Ok(own(&v, |c| {
                    let most = c.most.map_or(Value::None, |n| Value::Int(n as i64));
                    let size = c.known.borrow().len() as i64;
                    let items = vec![Value::Int(c.hits.get()), Value::Int(c.misses.get()), most, Value::Int(size)];
                    named(&CACHE_INFO, &["hits", "misses", "maxsize", "currsize"], items)
                }))
            }),
            c(&["cache_clear"], "self, /", "Forget all results.", move |_: &mut Interp, v: Value| {
                Ok(own(&v, |c| {
                    drop(c.known.take());
                    c.hits.set(0);
                    c.misses.set(0);
                    Value::None
                }))
            }),
            c(&["cache_parameters"], "self, /", "How it was made.", |interp: &mut Interp, v: Value| {
                let (most, typed) = v.downcast::<Cached>().map_or((None, false), |c| (c.most, c.typed));
                let dict = Value::Dict(Rc::default());
                let most = most.map_or(Value::None, |n| Value::Int(n as i64));
                interp.set_item(&dict, &Value::str("maxsize"), most)?;
                interp.set_item(&dict, &Value::str("typed"), Value::Bool(typed))?;
                Ok(dict)
            }),
        ],
        attributes: vec![attribute("__wrapped__", "The function itself.", |_, v| {
            Ok(v.downcast::<Cached>().map_or(Value::None, |c| c.function.clone()))
        })],
        ..Table::default()
    }
}

impl Cached {
    /// The arguments as one key.
    fn key(&self, interp: &Interp, args: &[Value], kwargs: &[(String, Value)]) -> Value {
        // A lone int or text is its own key: it is another one than the equal float.
        if let ([v @ (Value::Int(_) | Value::BigInt(_) | Value::Str(_))], [], false) = (args, kwargs, self.typed) {
            return v.clone();
        }
        let mut parts = args.to_vec();
        if !kwargs.is_empty() {
            parts.push(Value::Ellipsis);
            parts.extend(kwargs.iter().flat_map(|(k, v)| [Value::str(k.as_str()), v.clone()]));
        }
        if self.typed {
            let types = args.iter().chain(kwargs.iter().map(|(_, v)| v)).map(|v| Value::Type(interp.type_of(v)));
            parts.extend(types.collect::<Vec<_>>());
        }
        Value::tuple(parts)
    }

    fn result(&self, interp: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
        if self.most == Some(0) {
            self.misses.set(self.misses.get() + 1);
            return interp.call(&self.function, args, kwargs);
        }
        let key = interp.key(self.key(interp, args, kwargs))?;
        let at = self.known.borrow().get_index_of(&key);
        if let Some(at) = at {
            self.hits.set(self.hits.get() + 1);
            let mut known = self.known.borrow_mut();
            if self.most.is_some() {
                let last = known.len() - 1;
                known.move_index(at, last);
                return Ok(known[last].clone());
            }
            return Ok(known[at].clone());
        }
        self.misses.set(self.misses.get() + 1);
        let made = interp.call(&self.function, args, kwargs)?;
        let mut known = self.known.borrow_mut();
        if self.most.is_some_and(|n| known.len() >= n) && !known.contains_key(&key) {
            known.shift_remove_index(0);
        }
        known.insert(key, made.clone());
        Ok(made)
    }
}

impl Object for Cached {
    fn type_(&self) -> &'static Type {
        &WRAPPER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok(format!("<functools._lru_cache_wrapper object at {:#x}>", std::ptr::from_ref(self) as usize))
    }

    fn attribute(&self, interp: &mut Interp, name: &str) -> Result<Option<Value>> {
        match name {
            "__name__" | "__qualname__" | "__doc__" => interp.get_attr(&self.function, name).map(Some),
            _ => Ok(None),
        }
    }

    fn callable(&self, _: &mut Interp) -> bool {
        true
    }

    fn call(&self, interp: &mut Interp, args: &[Value], kwargs: &[(String, Value)]) -> Option<Result<Value>> {
        Some(self.result(interp, args, kwargs))
    }
}
