//! Elements of what registers hold, read, written and come to one after the other.

use super::registers::{Regs, get, put, spent};
use super::{Code, Reg};
use crate::lang::eval::probe::Floor;
use crate::lang::interp::Interp;
use crate::lang::value::Value;

/// Puts an element that was found into its register; its operands are used up.
#[inline(always)]
pub(super) fn item(found: Option<Value>, regs: &mut Regs, temps: Reg, dst: Reg, used: &[Reg]) -> bool {
    let Some(v) = found else { return false };
    spent(regs, temps, used);
    put(regs, dst, v);
    true
}

/// Writes an element. While memory is recorded, one of an array only if its place was told of before.
#[inline(always)]
pub(super) fn write(interp: &mut Interp, code: &Code, place: u16, object: &Value, set: impl FnOnce() -> bool) -> bool {
    match object {
        Value::Array(a) if code.traced => {
            let written = code.written[place as usize].get();
            let done = written.holds(interp) && set();
            if done {
                written.again(interp, a.view().layout().itemsize());
            }
            done
        }
        _ => set(),
    }
}

/// Forgets what rounds of a loop have left in the record of memory.
#[inline(always)]
pub(super) fn sweep(interp: &mut Interp, regs: &Regs, floor: Reg) {
    if let Some(&Value::Int(n)) = get(regs, floor) {
        Floor::of(n).sweep(interp);
    }
}

/// What a loop comes to next.
pub(super) enum Step {
    Item(Value),
    End,
    /// Its iterator must be asked.
    Other,
}

/// The next item of a range, whose state are three ints, or of a list, or a text of single bytes, and the position in it.
#[inline(always)]
pub(super) fn step(regs: &mut Regs, it: Reg) -> Step {
    let [left, state, by, ..] = &mut regs[it as usize..] else { return Step::Other };
    match (left, state) {
        (Some(Value::Int(0)), _) => Step::End,
        (Some(Value::Int(left)), Some(Value::Int(at))) => {
            let item = *at;
            *left -= 1;
            if let Some(Value::Int(by)) = by {
                *at = at.wrapping_add(*by);
            }
            Step::Item(Value::Int(item))
        }
        (Some(Value::Str(text)), Some(Value::Int(at))) => match text.as_str().as_bytes().get(*at as usize) {
            Some(&c) => {
                *at += 1;
                Step::Item(Value::char(c as char))
            }
            None => Step::End,
        },
        (Some(Value::List(list)), Some(Value::Int(at))) => match list.0.borrow().get(*at as usize).cloned() {
            Some(item) => {
                *at += 1;
                Step::Item(item)
            }
            None => Step::End,
        },
        _ => Step::Other,
    }
}
