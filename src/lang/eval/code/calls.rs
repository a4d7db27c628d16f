//! Calls from registers to registers.

use super::general;
use super::registers::{Regs, empty, get, put};
use super::{Code, Reg};
use crate::engine::mem::packed::Packed;
use crate::lang::error::Result;
use crate::lang::eval::frame::Frame;
use crate::lang::eval::function;
use crate::lang::function::Function;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::Span;
use std::rc::Rc;

/// Calls the function in `base` with the registers behind it, as many as it has parameters. What it returns stays packed: to
/// open it here made the processor wait for its words, a quarter of the time of this function.
#[inline(never)]
pub(super) fn call(interp: &mut Interp, frame: &mut Frame, code: &Code, at: usize, base: Reg) -> Packed<Result<Value>> {
    let (base, mut locals) = (base as usize, interp.spare.pop().unwrap_or_default());
    let Some(Value::Function(f)) = &frame.locals[base] else { return Packed::new(Ok(Value::None)) };
    let (slots, count) = (f.code.scope.locals.len(), f.code.params.len());
    if locals.len() < slots {
        locals.resize_with(slots, || None);
    }
    // What was left in the slots is no object: nothing is dropped.
    for (slot, given) in locals.iter_mut().zip(&mut frame.locals[base + 1..base + 1 + count]) {
        std::mem::forget(std::mem::replace(slot, moved(given)));
    }
    for slot in &mut locals[count..slots] {
        std::mem::forget(slot.take());
    }
    let Some(Value::Function(f)) = &frame.locals[base] else { return Packed::new(Ok(Value::None)) };
    let mut own = Frame::of_call(f.clone(), locals);
    let result = match code.places[at].mark {
        None => function::enter(interp, f, &mut own),
        Some(mark) => recorded(interp, frame, f, &mut own, code.places[at].span, mark),
    };
    leave(interp, own);
    result
}

/// Takes a register's value. A number is read word by word, as it was written just before: to read it as a whole the
/// processor would wait.
#[inline(always)]
fn moved(from: &mut Option<Value>) -> Option<Value> {
    match from {
        Some(Value::Int(n)) => Some(Value::Int(*n)),
        Some(Value::Float(x)) => Some(Value::Float(*x)),
        _ => from.take(),
    }
}

/// Keeps the slots of a call that has ended for the next one.
#[inline(always)]
fn leave(interp: &mut Interp, own: Frame) {
    let (mut locals, cells) = own.into_parts();
    if cells.capacity() == 0 {
        std::mem::forget(cells);
    }
    empty(&mut locals);
    interp.spare.push(locals);
}

/// A call while memory is recorded.
fn recorded(
    interp: &mut Interp,
    frame: &Frame,
    f: &Rc<Function>,
    own: &mut Frame,
    span: Span,
    mark: Reg,
) -> Packed<Result<Value>> {
    Packed::of(|| {
        let operation = general::operation(interp, frame, mark);
        let result = function::enter(interp, f, own).open()?;
        // What the function held is let go within the call.
        empty(&mut own.locals);
        operation.end(interp, frame, span, &result);
        Ok(result)
    })
}

/// Calls a builtin function that has a short way for what it is given: `count` registers from `first` on.
#[inline(always)]
pub(super) fn quick(regs: &mut Regs, traced: bool, base: Reg, [first, count]: [u16; 2], dst: Reg) -> bool {
    let (first, last) = (first as usize, first as usize + count as usize);
    let Some(Value::Builtin(b)) = get(regs, base) else { return false };
    let Some(v) = b.quick.and_then(|f| f(&regs[first..last])) else { return false };
    // An array that a call yields is told of.
    if traced && matches!(v, Value::Array(_)) {
        return false;
    }
    empty(&mut regs[first..last]);
    put(regs, dst, v);
    true
}
