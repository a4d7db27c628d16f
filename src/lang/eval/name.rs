//! Variables: reading, binding and unbinding them where the scope analysis says that they live.

use super::frame::Frame;
use crate::engine::mem::packed::Packed;
use crate::lang::builtins;
use crate::lang::error::{Raise, Result};
use crate::lang::exceptions as exc;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::{Ident, NameRef, Slot};
use std::rc::Rc;

/// The value of a variable.
#[inline]
pub fn load(interp: &mut Interp, frame: &Frame, name: &NameRef) -> Result<Value> {
    match name.slot {
        Slot::Local(i) => match &frame.locals[i as usize] {
            Some(v) => Ok(v.clone()),
            None => Err(unbound(&name.name)),
        },
        Slot::Global => load_global(interp, &name.name),
        Slot::Cell(i) => frame.cells[i as usize].borrow().clone().ok_or_else(|| unbound(&name.name)),
        Slot::Free(i) => frame.free(i).borrow().clone().ok_or_else(|| unbound_free(&name.name)),
    }
}

/// Binds a variable.
#[inline]
pub fn store(interp: &mut Interp, frame: &mut Frame, name: &NameRef, value: Value) {
    match name.slot {
        Slot::Local(i) => put(&mut frame.locals[i as usize], value),
        Slot::Global => store_global(interp, &name.name, value),
        Slot::Cell(i) => *frame.cells[i as usize].borrow_mut() = Some(value),
        Slot::Free(i) => *frame.free(i).borrow_mut() = Some(value),
    }
}

/// Binds a slot; most often a number takes the place of a number.
#[inline(always)]
pub fn put(slot: &mut Option<Value>, value: Value) {
    if slot.as_ref().is_none_or(Value::is_plain) {
        std::mem::forget(slot.replace(value));
    } else {
        replace(slot, Packed::new(value));
    }
}

#[inline(never)]
fn replace(slot: &mut Option<Value>, value: Packed<Value>) {
    *slot = Some(value.open());
}

/// `del name`.
pub fn delete(interp: &mut Interp, frame: &mut Frame, name: &NameRef) -> Result<()> {
    match name.slot {
        Slot::Local(i) => frame.locals[i as usize].take().map(drop).ok_or_else(|| unbound(&name.name)),
        Slot::Global => {
            let gone = interp.globals.shift_remove(&name.name);
            gone.map(drop).ok_or_else(|| not_defined(&name.name))
        }
        Slot::Cell(i) => frame.cells[i as usize].take().map(drop).ok_or_else(|| unbound(&name.name)),
        Slot::Free(i) => frame.free(i).take().map(drop).ok_or_else(|| unbound_free(&name.name)),
    }
}

/// Where in the hint table a name's hint stands: by the address of its text, which lives as long as its node.
#[inline]
fn hint_slot(name: &Ident) -> usize {
    ((name.as_ptr() as usize) >> 4) % HINTS
}

/// Length of [`Interp::hints`].
pub const HINTS: usize = 1024;

/// The position of a global, by the hint of its last lookup; the name there is compared, so a stale hint only costs time.
#[inline]
fn find_global(interp: &mut Interp, name: &Ident) -> Option<usize> {
    let slot = hint_slot(name);
    let hint = interp.hints[slot] as usize;
    if let Some((key, _)) = interp.globals.get_index(hint)
        && (Rc::ptr_eq(key, name) || **key == **name)
    {
        return Some(hint);
    }
    let at = interp.globals.get_index_of(name)?;
    interp.hints[slot] = at as u32;
    Some(at)
}

/// The value of a variable of the session.
#[inline]
pub fn global<'a>(interp: &'a mut Interp, name: &Ident) -> Option<&'a Value> {
    let at = find_global(interp, name)?;
    interp.globals.get_index(at).map(|(_, v)| v)
}

/// The value of a variable where it is bound and no builtin.
#[inline]
pub fn quick(interp: &mut Interp, frame: &Frame, name: &NameRef) -> Option<Value> {
    match name.slot {
        Slot::Local(i) => frame.locals[i as usize].clone(),
        Slot::Global => global(interp, &name.name).cloned(),
        Slot::Cell(i) => frame.cells[i as usize].borrow().clone(),
        Slot::Free(i) => frame.free(i).borrow().clone(),
    }
}

#[inline]
fn load_global(interp: &mut Interp, name: &Ident) -> Result<Value> {
    if let Some(at) = find_global(interp, name) {
        return Ok(interp.globals[at].clone());
    }
    builtins::lookup(interp, name).ok_or_else(|| not_defined(name))
}

/// Binds a variable of the session.
#[inline]
pub fn store_global(interp: &mut Interp, name: &Ident, value: Value) {
    match find_global(interp, name) {
        Some(at) => {
            let slot = &mut interp.globals[at];
            let old = std::mem::replace(slot, value);
            if old.is_plain() { std::mem::forget(old) } else { drop(old) }
        }
        None => {
            interp.globals.insert(name.clone(), value);
        }
    }
}

fn not_defined(name: &str) -> Raise {
    Raise::new(&exc::NAME_ERROR, format!("name '{name}' is not defined"))
}

fn unbound(name: &str) -> Raise {
    let text = format!("cannot access local variable '{name}' where it is not associated with a value");
    Raise::new(&exc::UNBOUND_LOCAL_ERROR, text)
}

fn unbound_free(name: &str) -> Raise {
    let text =
        format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope");
    Raise::new(&exc::NAME_ERROR, text)
}
