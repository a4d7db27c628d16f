//! Calls from registers to registers. A plain function that compiled code calls runs in its caller's loop, on a stack of
//! activations: without a call of Rust's own, and in slots that an earlier call has left.

use super::general;
use super::registers::{Regs, empty, get, put};
use super::run::{Stop, steps};
use super::{Code, Op, Reg};
use crate::engine::mem::packed::Packed;
use crate::lang::error::{Raise, Result};
use crate::lang::eval::frame::Frame;
use crate::lang::eval::locate;
use crate::lang::eval::probe::Operation;
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::{Source, Span};
use std::rc::Rc;

/// Runs code from its beginning to its end, with all that it calls.
pub(super) fn run(interp: &mut Interp, outer: &mut Frame, outermost: &Code) -> Packed<Result<Value>> {
    let mut calls = Calls { stack: Vec::new(), live: 0, outer, outermost };
    let mut pc = 0;
    loop {
        let (frame, code) = calls.top();
        let value = match steps(interp, frame, code, pc) {
            Stop::Call(at) => {
                if let Err(raise) = calls.enter(interp, at) {
                    return Packed::new(Err(calls.unwind(interp, raise)));
                }
                pc = 0;
                continue;
            }
            Stop::Return(a) => moved(&mut frame.locals[a as usize]).unwrap_or(Value::None),
            Stop::Out(value) => value,
            Stop::Raise(raise) => return Packed::new(Err(calls.unwind(interp, raise))),
        };
        if calls.live == 0 {
            return Packed::new(Ok(value));
        }
        pc = calls.leave(interp, value);
    }
}

/// A function that runs in its caller's loop.
struct Activation {
    frame: Frame,
    code: Rc<Code>,
    /// The position of the call in the caller's code.
    at: usize,
    /// The caller's text, if it is another.
    source: Option<Rc<Source>>,
    /// The caller's statement.
    statement: Span,
    /// Around the call, while memory is recorded.
    operation: Option<Operation>,
}

/// Activations: the `live` first ones run, the others have left their slots for the next calls.
struct Calls<'a> {
    stack: Vec<Activation>,
    live: usize,
    /// The frame and the code below all of them.
    outer: &'a mut Frame,
    outermost: &'a Code,
}

impl Calls<'_> {
    /// The frame and the code that run.
    #[inline(always)]
    fn top(&mut self) -> (&mut Frame, &Code) {
        match self.stack[..self.live].last_mut() {
            Some(top) => (&mut top.frame, &top.code),
            None => (self.outer, self.outermost),
        }
    }

    /// The frame and the code that run, and the activations that don't.
    #[inline(always)]
    fn split(&mut self) -> (&mut Frame, &Code, &mut [Activation]) {
        let (below, above) = self.stack.split_at_mut(self.live);
        match below.last_mut() {
            Some(top) => (&mut top.frame, &top.code, above),
            None => (self.outer, self.outermost, above),
        }
    }

    /// Calls the function in the first register of the call at `at` with the registers behind it, as many as it has
    /// parameters.
    #[inline(always)]
    fn enter(&mut self, interp: &mut Interp, at: usize) -> Result<()> {
        let (caller, calling) = self.top();
        let Op::Call { base, .. } = calling.ops[at] else { return Ok(()) };
        if let Err(raise) = interp.descend() {
            return Err(locate(interp, caller, calling.places[at].span, raise));
        }
        let operation = calling.places[at].mark.map(|mark| general::operation(interp, caller, mark));
        let Some(Value::Function(f)) = caller.locals[base as usize].take() else { return Ok(()) };
        let Some(code) = f.compiled.of(interp, &f) else { return Ok(()) };
        if self.stack.len() == self.live {
            self.grow(code);
        }
        let (caller, _, above) = self.split();
        let own = &mut above[0];
        if !Rc::ptr_eq(&own.code, code) {
            own.take_code(code);
        }
        let (slots, count) = (f.code.scope.locals.len(), f.code.params.len());
        // What was left in the slots is no object: nothing is dropped.
        for (slot, given) in own.frame.locals.iter_mut().zip(&mut caller.locals[base as usize + 1..][..count]) {
            std::mem::forget(std::mem::replace(slot, moved(given)));
        }
        for slot in &mut own.frame.locals[count..slots] {
            std::mem::forget(slot.take());
        }
        (own.at, own.statement, own.operation) = (at, interp.statement, operation);
        if !Rc::ptr_eq(&interp.source, &f.source) {
            own.source = Some(std::mem::replace(&mut interp.source, f.source.clone()));
        }
        own.frame.function = Some(f);
        interp.depth += 1;
        self.live += 1;
        Ok(())
    }

    #[cold]
    fn grow(&mut self, code: &Rc<Code>) {
        let (frame, statement) = (Frame::of_call(None, Vec::new()), Span::default());
        let mut own = Activation { frame, code: code.clone(), at: 0, source: None, statement, operation: None };
        own.take_code(code);
        self.stack.push(own);
    }

    /// The innermost call gives a value; tells where its caller goes on.
    #[inline(always)]
    fn leave(&mut self, interp: &mut Interp, value: Value) -> usize {
        self.end(interp);
        let (caller, calling, above) = self.split();
        let own = &mut above[0];
        if let Some(operation) = own.operation.take() {
            operation.end(interp, caller, calling.places[own.at].span, &value);
        }
        if let Op::Call { dst, .. } = calling.ops[own.at] {
            put(&mut caller.locals, dst, value);
        }
        own.at + 1
    }

    /// The innermost call ends: what it held is let go, but the slots stay for the next one.
    #[inline(always)]
    fn end(&mut self, interp: &mut Interp) {
        self.live -= 1;
        let own = &mut self.stack[self.live];
        empty(&mut own.frame.locals);
        own.frame.function = None;
        interp.depth -= 1;
        interp.statement = own.statement;
        if let Some(source) = own.source.take() {
            interp.source = source;
        }
    }

    /// Ends all calls, for what was raised in the innermost one.
    #[cold]
    fn unwind(&mut self, interp: &mut Interp, mut raise: Raise) -> Raise {
        while self.live > 0 {
            self.end(interp);
            let (caller, calling, above) = self.split();
            raise = locate(interp, caller, calling.places[above[0].at].span, raise);
        }
        raise
    }
}

impl Activation {
    /// Makes the slots those of another function.
    #[cold]
    fn take_code(&mut self, code: &Rc<Code>) {
        self.code = code.clone();
        self.frame.locals.resize_with(code.registers, || None);
    }
}

/// Whether the instruction calls a function that runs in its caller's loop.
#[inline(always)]
pub(super) fn runs_here(interp: &Interp, regs: &Regs, base: Reg, count: u16) -> bool {
    match get(regs, base) {
        Some(Value::Function(f)) => {
            f.plain && f.code.params.len() == count as usize && f.compiled.of(interp, f).is_some()
        }
        _ => false,
    }
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
