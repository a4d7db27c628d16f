//! `np.errstate`, `np.seterr`, `np.geterr`: what floating-point exceptions do.

use crate::lang::dict::Dict;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::{ErrState, Interp, OnFloatError};
use crate::lang::object::Object;
use crate::lang::registry::args::Given;
use crate::lang::registry::{Builtin, OBJECT, Table, Type, py};
use crate::lang::value::Value;
use std::any::Any;
use std::cell::RefCell;

/// `np.errstate`
pub static ERRSTATE: Type = Type::new("errstate", "numpy", &[&OBJECT], table);

struct ErrStateObject {
    wanted: [Option<OnFloatError>; 4],
    call: Option<Value>,
    before: RefCell<Option<(ErrState, Value)>>,
}

impl Object for ErrStateObject {
    fn type_(&self) -> &'static Type {
        &ERRSTATE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interp) -> Result<String> {
        Ok("<numpy.errstate object>".into())
    }

    fn call(&self, _: &mut Interp, _: &[Value], _: &[(String, Value)]) -> Option<Result<Value>> {
        Some(Err(Raise::unsupported("Ravel has no np.errstate as a decorator; write `with np.errstate(…):`")))
    }

    fn enter(&self, interp: &mut Interp) -> Option<Result<Value>> {
        if self.before.borrow().is_some() {
            return Some(Err(Raise::type_error("Cannot enter `np.errstate` twice.")));
        }
        *self.before.borrow_mut() = Some((interp.errstate, handler(interp)));
        if let Some(call) = &self.call {
            interp.state.insert(KEY, Box::new(call.clone()));
        }
        interp.errstate = applied(interp.errstate, &self.wanted);
        Some(Ok(Value::None))
    }

    fn exit(&self, interp: &mut Interp) -> Result<()> {
        if let Some((before, handler)) = self.before.borrow().clone() {
            interp.errstate = before;
            interp.state.insert(KEY, Box::new(handler));
        }
        Ok(())
    }
}

fn applied(now: ErrState, wanted: &[Option<OnFloatError>; 4]) -> ErrState {
    ErrState {
        divide: wanted[0].unwrap_or(now.divide),
        over: wanted[1].unwrap_or(now.over),
        under: wanted[2].unwrap_or(now.under),
        invalid: wanted[3].unwrap_or(now.invalid),
    }
}

const NAMES: [(&str, OnFloatError); 6] = [
    ("ignore", OnFloatError::Ignore),
    ("warn", OnFloatError::Warn),
    ("raise", OnFloatError::Raise),
    ("call", OnFloatError::Call),
    ("print", OnFloatError::Print),
    ("log", OnFloatError::Log),
];

/// The settings that arguments ask for: divide, over, under, invalid.
fn wanted(interp: &mut Interp, all: Given, four: [Given; 4]) -> Result<[Option<OnFloatError>; 4]> {
    let mut parse = |given: Given| -> Result<Option<OnFloatError>> {
        let Some(v) = given.0.filter(|v| !v.is_none()) else { return Ok(None) };
        let found = v.as_str().and_then(|t| NAMES.iter().find(|(name, _)| *name == t));
        match (found, v.as_str()) {
            (Some((_, action)), _) => Ok(Some(*action)),
            (None, Some(text)) => Err(Raise::value_error(format!("invalid error mode '{text}'"))),
            (None, None) => {
                let shown = interp.repr(&v)?;
                Err(Raise::value_error(format!("invalid error mode {shown}")))
            }
        }
    };
    let all = parse(all)?;
    let mut result = [None; 4];
    for (place, given) in result.iter_mut().zip(four) {
        *place = parse(given)?.or(all);
    }
    Ok(result)
}

fn table() -> Table {
    Table {
        doc: "A context in which floating-point exceptions do something else.",
        new: Some(py(
            &["errstate.__init__"],
            "*, call=<unspecified>, all=None, divide=None, over=None, under=None, invalid=None",
            "A context in which floating-point exceptions do something else.\n\n>>> with np.errstate(divide='ignore'):\n...     np.array([1.0]) / 0\narray([inf])",
            errstate,
        )),
        ..Table::default()
    }
}

fn errstate(
    interp: &mut Interp,
    call: Given,
    all: Given,
    divide: Given,
    over: Given,
    under: Given,
    invalid: Given,
) -> Result<Value> {
    let call = call.0.map(|v| checked(interp, v)).transpose()?;
    let wanted = wanted(interp, all, [divide, over, under, invalid])?;
    Ok(Value::object(ErrStateObject { wanted, call, before: RefCell::new(None) }))
}

fn settings(interp: &mut Interp) -> Result<Value> {
    let now = interp.errstate;
    let name = |action: OnFloatError| NAMES.iter().find(|(_, a)| *a == action).map_or("warn", |(n, _)| n);
    let dict = Value::Dict(std::rc::Rc::new(Dict::default()));
    for (key, action) in [("divide", now.divide), ("over", now.over), ("under", now.under), ("invalid", now.invalid)] {
        interp.set_item(&dict, &Value::str(key), Value::str(name(action)))?;
    }
    Ok(dict)
}

fn seterr(interp: &mut Interp, all: Given, divide: Given, over: Given, under: Given, invalid: Given) -> Result<Value> {
    let before = settings(interp)?;
    let wanted = wanted(interp, all, [divide, over, under, invalid])?;
    interp.errstate = applied(interp.errstate, &wanted);
    Ok(before)
}

const KEY: &str = "numpy.errcall";

/// What `np.seterrcall` set: a function, an object with a method `write`, or `None`.
fn handler(interp: &Interp) -> Value {
    interp.state.get(KEY).and_then(|v| v.downcast_ref::<Value>()).cloned().unwrap_or(Value::None)
}

/// A handler that can be called, or written to.
fn checked(interp: &mut Interp, v: Value) -> Result<Value> {
    use Value::{Builtin, Function, Method, Type};
    let fits = v.is_none()
        || matches!(v, Function(_) | Builtin(_) | Method(_) | Type(_))
        || interp.get_attr(&v, "write").is_ok();
    if fits { Ok(v) } else { Err(Raise::value_error("python object must be callable or have a callable write method")) }
}

fn seterrcall(interp: &mut Interp, func: Value) -> Result<Value> {
    let func = checked(interp, func)?;
    let before = handler(interp);
    interp.state.insert(KEY, Box::new(func));
    Ok(before)
}

/// Does what `'call'` and `'log'` ask for: the handler learns of the exception. `how` is the action and NumPy's bits.
///
/// # Errors
/// `NameError` without a handler; what the handler raises.
pub fn handle(interp: &mut Interp, kind: &str, what: &str, how: (OnFloatError, i64)) -> Result<()> {
    let (call, log) = (handler(interp), how.0 == OnFloatError::Log);
    if call.is_none() {
        let text = match log {
            true => format!("log specified for {kind} (in  {what}) but no object with write method found."),
            false => format!("python callback specified for {kind} (in  {what}) but no function found."),
        };
        return Err(Raise::new(&exc::NAME_ERROR, text));
    }
    if log {
        let write = interp.get_attr(&call, "write")?;
        interp.call(&write, &[Value::str(format!("Warning: {kind} encountered in {what}\n"))], &[])?;
    } else {
        interp.call(&call, &[Value::str(kind), Value::Int(how.1)], &[])?;
    }
    Ok(())
}

/// The functions.
pub fn rows() -> Vec<Builtin> {
    vec![
        py(
            &["seterr"],
            "all=None, divide=None, over=None, under=None, invalid=None",
            "Sets what floating-point exceptions do, and returns what they did.\n\n>>> old = np.seterr(divide='ignore')\n>>> old['divide']\n'warn'",
            seterr,
        ),
        py(&["geterr"], "", "What floating-point exceptions do.\n\n>>> np.geterr()['under']\n'ignore'", settings),
        py(
            &["seterrcall"],
            "func",
            "Sets what is called at floating-point exceptions, where `call` or `log` asks for it; returns what was set.",
            seterrcall,
        ),
        py(
            &["geterrcall"],
            "",
            "What is called at floating-point exceptions.",
            |interp: &mut Interp| -> Result<Value> { Ok(handler(interp)) },
        ),
        py(
            &["getbufsize"],
            "",
            "The size of NumPy's buffers, in elements.\n\n>>> np.getbufsize()\n8192",
            |interp: &mut Interp| -> Result<i64> { Ok(*buffer_size(interp)) },
        ),
        py(
            &["setbufsize"],
            "size",
            "Sets the size of NumPy's buffers, and returns what it was; it changes nothing here.\n\n\
             >>> np.setbufsize(8192)\n8192",
            |interp: &mut Interp, size: i64| -> Result<i64> {
                let wrong = match size {
                    ..5 => "too small",
                    10_000_001.. => "too big",
                    n if n % 16 != 0 => "not a multiple of 16",
                    _ => return Ok(std::mem::replace(buffer_size(interp), size)),
                };
                Err(Raise::value_error(format!("Buffer size, {size}, is {wrong}")))
            },
        ),
    ]
}

/// What `setbufsize` has set.
fn buffer_size(interp: &mut Interp) -> &mut i64 {
    let kept = interp.state.entry("numpy.bufsize").or_insert_with(|| Box::new(8192i64));
    kept.downcast_mut::<i64>().unwrap_or_else(|| unreachable!("nothing else is kept there"))
}

/// The type by name.
pub fn value(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "errstate").then_some(Value::Type(&ERRSTATE))
}
