//! What a place in the program found when it last ran: methods of types, functions of modules, string literals. Tables and
//! modules of the library never change, so what was found once is found again.
//!
//! A place is known by the address of its text, which the entry keeps alive: no other text can come to stand there.

use crate::engine::mem::packed::Packed;
use crate::lang::interp::Interp;
use crate::lang::module::Module;
use crate::lang::protocol::attribute;
use crate::lang::protocol::types::type_of;
use crate::lang::registry::Builtin;
use crate::lang::value::Value;
use std::rc::Rc;

/// The entries.
const SITES: usize = 512;

/// What was found for a text, and of whom.
struct Site {
    text: Rc<str>,
    owner: usize,
    found: Value,
}

/// The places of one session.
pub struct Sites(Box<[Option<Site>]>);

impl Default for Sites {
    fn default() -> Sites {
        Sites((0..SITES).map(|_| None).collect())
    }
}

impl Sites {
    #[inline(always)]
    fn at(text: &Rc<str>, owner: usize) -> usize {
        ((text.as_ptr() as usize >> 4) ^ (owner >> 5)) % SITES
    }

    #[inline(always)]
    fn get(&self, text: &Rc<str>, owner: usize) -> Option<&Value> {
        let site = self.0[Sites::at(text, owner)].as_ref()?;
        (Rc::ptr_eq(&site.text, text) && site.owner == owner).then_some(&site.found)
    }

    fn put(&mut self, text: &Rc<str>, owner: usize, found: Value) {
        self.0[Sites::at(text, owner)] = Some(Site { text: text.clone(), owner, found });
    }
}

/// The method of an instance that a call may use without binding it.
#[inline]
pub fn method(interp: &mut Interp, receiver: &Value, name: &Rc<str>) -> Option<&'static Builtin> {
    if matches!(receiver, Value::Module(_) | Value::Type(_) | Value::Function(_)) {
        return None;
    }
    let owner = std::ptr::from_ref(type_of(receiver)) as usize;
    if let Some(Value::Builtin(b)) = interp.sites.get(name, owner) {
        return Some(b);
    }
    let found = attribute::method(receiver, name)?;
    interp.sites.put(name, owner, Value::Builtin(found));
    Some(found)
}

/// The function, type or submodule of a module that was found before.
#[inline]
pub fn member(interp: &Interp, module: &'static Module, name: &Rc<str>) -> Option<Value> {
    interp.sites.get(name, std::ptr::from_ref(module) as usize).cloned()
}

/// Keeps what a module gave, if it gives the same to everybody.
pub fn keep_member(interp: &mut Interp, module: &'static Module, name: &Rc<str>, found: &Value) {
    let lasting = match found {
        Value::Builtin(_) | Value::Type(_) | Value::Module(_) => true,
        Value::Object(o) => o.type_().name == "ufunc",
        _ => false,
    };
    if lasting {
        interp.sites.put(name, std::ptr::from_ref(module) as usize, found.clone());
    }
}

/// The value of a string literal.
pub fn text(interp: &mut Interp, literal: &Rc<str>) -> Packed<Value> {
    if let Some(found) = interp.sites.get(literal, 0) {
        return Packed::new(found.clone());
    }
    let made = Value::str(&**literal);
    interp.sites.put(literal, 0, made.clone());
    Packed::new(made)
}
