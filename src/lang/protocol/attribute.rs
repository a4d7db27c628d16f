//! Attributes: `v.name`, `v.name = x`, `del v.name`.

use super::types::type_of;
use crate::lang::builtins;
use crate::lang::error::{Raise, Result};
use crate::lang::function::{BoundMethod, Function};
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::registry::{Builtin, Type};
use crate::lang::value::Value;
use std::rc::Rc;

/// The method of an instance that a call may use without binding it; `None` where the general way must be taken.
#[inline]
pub fn method(v: &Value, name: &str) -> Option<&'static Builtin> {
    match v {
        Value::Module(_) | Value::Type(_) | Value::Function(_) => None,
        _ => {
            let t = type_of(v);
            t.method(name).filter(|_| t.attribute(name).is_none())
        }
    }
}

/// `v.name`.
///
/// # Errors
/// `AttributeError`.
pub fn get(interp: &mut Interp, v: &Value, name: &str) -> Result<Value> {
    match find(interp, v, name)? {
        Some(value) => Ok(value),
        None => Err(missing(interp, v, name)),
    }
}

/// `v.name`, if there is such an attribute.
///
/// # Errors
/// What computing it raises.
pub fn find(interp: &mut Interp, v: &Value, name: &str) -> Result<Option<Value>> {
    match v {
        Value::Module(m) => return Ok(module(interp, m, name)),
        Value::Type(t) => return type_member(interp, t, name),
        Value::Function(f) => {
            if let Some(value) = function(f, name) {
                return Ok(Some(value));
            }
        }
        Value::Exception(e) => {
            if let Some(value) = builtins::python::exception::attribute(e, name) {
                return Ok(Some(value));
            }
        }
        Value::Builtin(b) => {
            if let Some(value) = builtin(b, name) {
                return Ok(Some(value));
            }
        }
        Value::Method(m) => {
            if name == "__self__" {
                return Ok(Some(m.receiver.clone()));
            }
            return find(interp, &m.function, name);
        }
        _ => {}
    }
    let t = type_of(v);
    if let Some(a) = t.attribute(name) {
        return (a.get)(interp, v).map(Some);
    }
    if let Some(m) = t.method(name) {
        return Ok(Some(Value::Method(Rc::new(BoundMethod { receiver: v.clone(), function: Value::Builtin(m) }))));
    }
    if let Some(s) = static_of(t, name) {
        return Ok(Some(Value::Builtin(s)));
    }
    if let Value::Object(o) = v
        && let Some(value) = o.clone().attribute(interp, name)?
    {
        return Ok(Some(value));
    }
    if let Value::Array(_) = v
        && let Some(found) = builtins::numpy::records::rec::field(interp, v, name)
    {
        return found.map(Some);
    }
    if let Some(m) = builtins::python::special::method(t, name) {
        return Ok(Some(Value::Method(Rc::new(BoundMethod { receiver: v.clone(), function: Value::Builtin(m) }))));
    }
    Ok(match name {
        "__class__" => Some(Value::Type(t)),
        "__doc__" => Some(doc(t.members().doc)),
        // What changes has no hash.
        "__hash__" => Some(Value::None),
        _ => None,
    })
}

fn doc(text: &str) -> Value {
    if text.is_empty() { Value::None } else { Value::str(text) }
}

fn missing(interp: &Interp, v: &Value, name: &str) -> Raise {
    Raise::attribute_error(match v {
        Value::Array(a) if a.class() == crate::lang::array::Class::Records => {
            format!("recarray has no attribute {name}")
        }
        Value::Module(m) if m.name == "numpy" => return builtins::numpy::absent::missing(name),
        Value::Module(m) => format!("module '{}' has no attribute '{name}'", m.name),
        Value::Type(t) => format!("type object '{}' has no attribute '{name}'", t.qualified_name()),
        _ => format!("'{}' object has no attribute '{name}'", interp.type_name(v)),
    })
}

fn module(interp: &mut Interp, m: &'static Module, name: &str) -> Option<Value> {
    if let Some(v) = m.get(interp, name) {
        return Some(v);
    }
    match name {
        "__name__" => return Some(Value::str(m.name)),
        "__doc__" => return Some(doc(m.doc)),
        _ => {}
    }
    let mut all = builtins::modules().iter();
    all.find(|sub| sub.name.strip_prefix(m.name).and_then(|s| s.strip_prefix('.')) == Some(name))
        .map(|sub| Value::Module(sub))
}

fn static_of(t: &'static Type, name: &str) -> Option<&'static Builtin> {
    let own = t.members().statics.get(name);
    own.or_else(|| t.bases.iter().find_map(|b| static_of(b, name)))
}

fn type_member(interp: &mut Interp, t: &'static Type, name: &str) -> Result<Option<Value>> {
    if let Some(f) = static_of(t, name).or_else(|| t.method(name)) {
        return Ok(Some(Value::Builtin(f)));
    }
    let types = |ts: Vec<&'static Type>| Value::tuple(ts.into_iter().map(Value::Type).collect());
    Ok(match name {
        "__name__" | "__qualname__" => Some(Value::str(t.name)),
        "__module__" => Some(Value::str(t.module)),
        "__doc__" => Some(doc(t.members().doc)),
        "__bases__" => Some(types(t.bases.to_vec())),
        "__mro__" => Some(types(t.mro())),
        "__class__" => Some(Value::Type(type_of(&Value::Type(t)))),
        "mro" => builtins::python::types::TYPE
            .method(name)
            .map(|m| Value::Method(Rc::new(BoundMethod { receiver: Value::Type(t), function: Value::Builtin(m) }))),
        _ => match builtins::type_attribute(interp, t, name) {
            Some(found) => Some(found),
            None => builtins::python::special::method(t, name).map(Value::Builtin),
        },
    })
}

fn function(f: &Rc<Function>, name: &str) -> Option<Value> {
    if let Some((_, v)) = f.attributes.borrow().iter().find(|(k, _)| k == name) {
        return Some(v.clone());
    }
    match name {
        "__name__" => Some(Value::str(&*f.code.name)),
        "__qualname__" => Some(Value::str(&*f.qualname)),
        "__module__" => Some(Value::str("__main__")),
        "__doc__" => Some(f.code.doc.as_ref().map_or(Value::None, |d| Value::str(&**d))),
        "__defaults__" => {
            let given: Vec<Value> = f.defaults.iter().flatten().cloned().collect();
            Some(if given.is_empty() { Value::None } else { Value::tuple(given) })
        }
        _ => None,
    }
}

fn builtin(b: &'static Builtin, name: &str) -> Option<Value> {
    match name {
        "__name__" | "__qualname__" => Some(Value::str(b.name())),
        "__doc__" => Some(doc(b.doc)),
        _ => None,
    }
}

/// `v.name = value`.
///
/// # Errors
/// `AttributeError`, or `TypeError` for a type's attributes.
pub fn set(interp: &mut Interp, v: &Value, name: &str, value: Value) -> Result<()> {
    match v {
        Value::Function(f) => {
            let mut attributes = f.attributes.borrow_mut();
            match attributes.iter_mut().find(|(k, _)| k == name) {
                Some(slot) => slot.1 = value,
                None => attributes.push((name.to_string(), value)),
            }
            return Ok(());
        }
        Value::Type(t) => {
            let text = format!("cannot set '{name}' attribute of immutable type '{}'", t.qualified_name());
            return Err(Raise::type_error(text));
        }
        Value::Module(m) => {
            let text = format!("assigning to an attribute of module '{}' is outside the language", m.name);
            return Err(Raise::unsupported(text));
        }
        _ => {}
    }
    let t = type_of(v);
    match t.attribute(name) {
        Some(a) => match a.set {
            Some(set) => set(interp, v, value),
            None => Err(Raise::attribute_error(format!(
                "attribute '{name}' of '{}' objects is not writable",
                t.qualified_name()
            ))),
        },
        None if t.method(name).is_some() => {
            let text = format!("'{}' object attribute '{name}' is read-only", t.qualified_name());
            Err(Raise::attribute_error(text))
        }
        None => {
            let set = match v {
                Value::Array(_) => builtins::numpy::records::rec::set_field(interp, v, name, &value),
                Value::Object(o) => o.clone().set_attribute(interp, name, &value),
                _ => None,
            };
            set.unwrap_or_else(|| Err(missing(interp, v, name)))
        }
    }
}

/// `del v.name`.
///
/// # Errors
/// `AttributeError`.
pub fn delete(interp: &mut Interp, v: &Value, name: &str) -> Result<()> {
    if let Value::Function(f) = v {
        let mut attributes = f.attributes.borrow_mut();
        if let Some(at) = attributes.iter().position(|(k, _)| k == name) {
            attributes.remove(at);
            return Ok(());
        }
    }
    if let (Value::Array(_), Some(found)) = (v, type_of(v).attribute(name)) {
        return Err(Raise::attribute_error(match found.set {
            Some(_) => format!("Cannot delete array {name}"),
            None => format!("attribute '{name}' of 'numpy.ndarray' objects is not writable"),
        }));
    }
    Err(missing(interp, v, name))
}
