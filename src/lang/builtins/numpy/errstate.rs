//! `np.errstate`, `np.seterr`, `np.geterr`: what floating-point exceptions do.

use crate::lang::dict::Dict;
use crate::lang::error::{Raise, Result};
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
    before: RefCell<Option<ErrState>>,
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
        *self.before.borrow_mut() = Some(interp.errstate);
        interp.errstate = applied(interp.errstate, &self.wanted);
        Some(Ok(Value::None))
    }

    fn exit(&self, interp: &mut Interp) -> Result<()> {
        if let Some(before) = *self.before.borrow() {
            interp.errstate = before;
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
    if call.0.is_some_and(|v| !v.is_none()) {
        return Err(Raise::unsupported("Ravel has no handlers for floating-point exceptions (call=)"));
    }
    let wanted = wanted(interp, all, [divide, over, under, invalid])?;
    Ok(Value::object(ErrStateObject { wanted, before: RefCell::new(None) }))
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

fn seterrcall(_: &mut Interp, func: Value) -> Result<Value> {
    match func {
        Value::None => Ok(Value::None),
        _ => Err(Raise::unsupported("Ravel has no handlers for floating-point exceptions")),
    }
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
        py(&["seterrcall"], "func", "Handlers are refused; `None` removes none.", seterrcall),
        py(&["geterrcall"], "", "There is no handler.", |_: &mut Interp| -> Result<Value> { Ok(Value::None) }),
    ]
}

/// The type by name.
pub fn value(_: &mut Interp, name: &str) -> Option<Value> {
    (name == "errstate").then_some(Value::Type(&ERRSTATE))
}
