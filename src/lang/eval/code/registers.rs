//! Registers: what is put into them, taken out of them and let go.

use super::Reg;
use crate::lang::eval::name;
use crate::lang::value::Value;

/// The registers of a frame.
pub(super) type Regs = [Option<Value>];

/// A register takes a value; most often a number takes the place of a number.
#[inline(always)]
pub(super) fn put(regs: &mut Regs, dst: Reg, value: Value) {
    name::put(&mut regs[dst as usize], value);
}

/// What a register holds: a temporary's value is taken, a variable's is shared.
#[inline(always)]
pub(super) fn take(regs: &mut Regs, temps: Reg, a: Reg) -> Option<Value> {
    let slot = &mut regs[a as usize];
    if a >= temps { slot.take() } else { slot.clone() }
}

/// Lets a temporary go that is used up.
#[inline(always)]
pub(super) fn spend(regs: &mut Regs, temps: Reg, a: Reg) {
    if a >= temps && regs[a as usize].as_ref().is_some_and(|v| !v.is_plain()) {
        regs[a as usize] = None;
    }
}

/// What a register holds.
#[inline(always)]
pub(super) fn get(regs: &Regs, a: Reg) -> Option<&Value> {
    regs[a as usize].as_ref()
}

/// Lets all objects go.
#[inline(always)]
pub(super) fn empty(regs: &mut Regs) {
    for slot in regs {
        if slot.as_ref().is_some_and(|v| !v.is_plain()) {
            *slot = None;
        }
    }
}

/// Lets temporaries go that are used up.
#[inline(always)]
pub(super) fn spent(regs: &mut Regs, temps: Reg, used: &[Reg]) {
    used.iter().for_each(|&a| spend(regs, temps, a));
}
