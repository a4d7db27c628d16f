//! `copy`.

use crate::engine::DType;
use crate::engine::interrupt::watched;
use crate::engine::mem::access;
use crate::lang::dict::Dict;
use crate::lang::error::{Raise, Result};
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::objects;
use crate::lang::protocol::text::address;
use crate::lang::registry::{Builtin, py};
use crate::lang::value::Value;
use std::collections::HashMap;
use std::rc::Rc;

/// The module.
pub static COPY: Module = Module::new("copy", "Shallow and deep copies.", table, |_, _| None, &[]);

fn table() -> Vec<Builtin> {
    vec![
        py(
            &["copy"],
            "x",
            "Return a shallow copy.\n\n>>> a = [[1], 2]; b = copy.copy(a); b is a, b[0] is a[0]\n(False, True)",
            |interp: &mut Interp, x: Value| shallow(interp, &x),
        ),
        py(
            &["deepcopy"],
            "x, memo=None",
            "Return a copy of all that is inside, too.\n\n>>> a = [[1], 2]; b = copy.deepcopy(a); b == a, b[0] is a[0]\n(True, False)",
            |interp: &mut Interp, x: Value, _memo: Value| Deep { done: HashMap::new() }.copy(interp, &x),
        ),
    ]
}

fn shallow(interp: &mut Interp, x: &Value) -> Result<Value> {
    match x {
        Value::List(l) => Ok(Value::list(l.0.borrow().clone())),
        Value::Dict(d) => Ok(Value::Dict(Rc::new(Dict(d.0.borrow().clone().into())))),
        Value::Set(s) if !s.frozen => {
            let items = s.items.borrow().copied();
            Ok(crate::lang::protocol::types::set(items, false))
        }
        Value::Array(_) => array(interp, x),
        Value::Iter(_) => {
            let t = interp.type_name(x);
            Err(Raise::type_error(format!("cannot pickle '{t}' object")))
        }
        Value::Object(_) => by_method(interp, x),
        other => Ok(other.clone()),
    }
}

/// A copy in the order that the array has in memory.
fn array(interp: &mut Interp, x: &Value) -> Result<Value> {
    let copy = interp.get_attr(x, "copy")?;
    interp.call(&copy, &[], &[("order".into(), Value::str("K"))])
}

/// Of an object of the library: by its own `copy`, or itself.
fn by_method(interp: &mut Interp, x: &Value) -> Result<Value> {
    let name = if interp.type_of(x).method("__copy__").is_some() { "__copy__" } else { "copy" };
    match interp.get_attr(x, name) {
        Ok(copy) => interp.call(&copy, &[], &[]),
        Err(_) => Ok(x.clone()),
    }
}

/// A deep copy under way: what was copied already, by address.
struct Deep {
    done: HashMap<usize, Value>,
}

impl Deep {
    fn copy(&mut self, interp: &mut Interp, x: &Value) -> Result<Value> {
        if let Some(made) = self.done.get(&address(x))
            && !matches!(x, Value::Int(_) | Value::Float(_))
        {
            return Ok(made.clone());
        }
        match x {
            Value::List(l) => {
                let made = Value::list(Vec::new());
                self.done.insert(address(x), made.clone());
                let items = l.0.borrow().clone();
                let items = self.all(interp, &items)?;
                if let Value::List(l) = &made {
                    *l.0.borrow_mut() = items;
                }
                Ok(made)
            }
            Value::Dict(d) => {
                let made = Rc::new(Dict::default());
                self.done.insert(address(x), Value::Dict(made.clone()));
                let pairs: Vec<_> = d.0.borrow().iter().map(|(k, v)| (k.clone(), v.clone())).collect();
                for (k, v) in pairs {
                    let v = self.copy(interp, &v)?;
                    made.0.borrow_mut().insert(k, v);
                }
                Ok(Value::Dict(made))
            }
            Value::Tuple(t) => {
                let items = self.all(interp, t)?;
                // A tuple of what needs no copy is its own copy.
                if items.iter().zip(t.iter()).all(|(a, b)| a.is(b)) {
                    return Ok(x.clone());
                }
                Ok(Value::tuple(items))
            }
            _ => {
                let made = shallow(interp, x)?;
                self.done.insert(address(x), made.clone());
                self.elements(interp, &made)?;
                Ok(made)
            }
        }
    }

    /// The elements of an array of objects, each in place.
    fn elements(&mut self, interp: &mut Interp, made: &Value) -> Result<()> {
        let Value::Array(a) = made else { return Ok(()) };
        let view = a.view().clone();
        if view.dtype() != DType::Object {
            return Ok(());
        }
        for at in view.offsets() {
            let copy = self.copy(interp, &Value::scalar(view.get_at(at)))?;
            access::store(&view, at, &objects::scalar(&copy));
        }
        Ok(())
    }

    fn all(&mut self, interp: &mut Interp, items: &[Value]) -> Result<Vec<Value>> {
        watched(items.iter()).map(|v| self.copy(interp, v)).collect()
    }
}
