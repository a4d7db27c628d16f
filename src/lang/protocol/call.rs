//! Calls of anything.

use crate::lang::error::{Raise, Result};
use crate::lang::eval;
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::registry::{Type, signature};
use crate::lang::value::Value;

/// Whether `v` can be called.
pub fn is_callable(interp: &mut Interp, v: &Value) -> bool {
    match v {
        Value::Function(_) | Value::Builtin(_) | Value::Method(_) | Value::Type(_) => true,
        Value::Object(o) => o.clone().callable(interp),
        _ => false,
    }
}

/// `f(*args, **kwargs)`.
///
/// # Errors
/// `TypeError` for what can't be called or arguments that don't fit; what it raises.
pub fn call(interp: &mut Interp, f: &Value, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
    match f {
        Value::Builtin(b) => {
            if let Some(owner) = b.of {
                check_receiver(interp, owner, b.name(), args.first())?;
            }
            b.call(interp, args, kwargs)
        }
        Value::Function(function) => eval::call_function(interp, &function.clone(), args, kwargs),
        Value::Method(m) => {
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(m.receiver.clone());
            all.extend_from_slice(args);
            call(interp, &m.function, &all, kwargs)
        }
        Value::Type(t) => construct(interp, t, args, kwargs),
        Value::Object(o) => interp.stoppable(|interp| {
            let called = o.clone().call(interp, args, kwargs);
            called.unwrap_or_else(|| Err(not_callable(interp, f)))
        }),
        _ => Err(not_callable(interp, f)),
    }
}

/// A method that is called through its type takes only values of that type.
fn check_receiver(interp: &Interp, owner: &'static Type, name: &str, receiver: Option<&Value>) -> Result<()> {
    let Some(receiver) = receiver else {
        return Err(Raise::type_error(format!("unbound method {}.{name}() needs an argument", owner.name)));
    };
    if interp.type_of(receiver).is_subtype(owner) {
        return Ok(());
    }
    let (owner, given) = (owner.qualified_name(), interp.type_name(receiver));
    Err(Raise::type_error(format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object")))
}

fn not_callable(interp: &Interp, f: &Value) -> Raise {
    Raise::type_error(format!("'{}' object is not callable", interp.type_name(f)))
}

/// `T(…)`.
fn construct(interp: &mut Interp, t: &'static Type, args: &[Value], kwargs: &[(String, Value)]) -> Result<Value> {
    if let Some(new) = &t.members().new {
        return new.call(interp, args, kwargs);
    }
    if t.is_subtype(&exc::BASE_EXCEPTION) {
        if !kwargs.is_empty() {
            return Err(Raise::type_error(format!("{}() takes no keyword arguments", t.name)));
        }
        return Ok(Value::Exception(crate::lang::builtins::python::exception::made(t, args).0));
    }
    Err(Raise::type_error(format!("cannot create '{}' instances", t.qualified_name())))
}

/// The signature of a callable, as `help` and completion show it.
pub fn signature_of(f: &Value) -> Option<&signature::Signature> {
    match f {
        Value::Builtin(b) => Some(&b.signature),
        Value::Type(t) => t.members().new.as_ref().map(|n| &n.signature),
        Value::Method(m) => match &m.function {
            Value::Builtin(b) => Some(&b.signature),
            _ => None,
        },
        _ => None,
    }
}
