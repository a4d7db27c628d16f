//! Runs code: one short arm for each instruction that has a short way; all else is in [`general`].

use super::build::Builder;
use super::general::{self, Gone};
use super::{Code, Compiled, Op, Reg};
use crate::engine::interrupt;
use crate::engine::mem::packed::Packed;
use crate::lang::error::Result;
use crate::lang::eval::frame::Frame;
use crate::lang::eval::probe::{self, Floor};
use crate::lang::eval::{element, locate, name, stmt};
use crate::lang::function::Function;
use crate::lang::interp::Interp;
use crate::lang::ops::fast;
use crate::lang::value::Value;
use crate::syntax::ast::Stmt;
use std::rc::Rc;

/// The registers of a frame.
type Regs = [Option<Value>];

impl Compiled {
    /// The code of a function.
    #[inline]
    fn of(&self, interp: &Interp, function: &Function) -> Option<&Rc<Code>> {
        let traced = interp.trace.on;
        if traced && interp.trace.timed {
            return None;
        }
        self.0[usize::from(traced)].get_or_init(|| compile(function, traced)).as_ref()
    }
}

#[cold]
fn compile(function: &Function, traced: bool) -> Option<Rc<Code>> {
    let mut builder = Builder::new(function.code.scope.locals.len(), traced, false);
    builder.block(&function.code.body);
    builder.finish().map(Rc::new)
}

/// Runs the body of a function, whose slots are filled.
#[inline(always)]
pub fn body(interp: &mut Interp, frame: &mut Frame, function: &Function) -> Result<Value> {
    let Some(code) = function.compiled.of(interp, function) else {
        return stmt::returned(interp, frame, &function.code.body);
    };
    for _ in frame.locals.len()..code.registers {
        frame.locals.push(None);
    }
    run(interp, frame, code).open()
}

/// Runs a loop of a cell; `None` where it must be left to the tree walker.
pub fn module_loop(interp: &mut Interp, frame: &mut Frame, s: &Stmt) -> Option<Result<()>> {
    let (slots, traced) = (frame.locals.len(), interp.trace.on);
    if traced && interp.trace.timed {
        return None;
    }
    let mut builder = Builder::new(slots, traced, interp.shows_all);
    builder.statement(s);
    let code = builder.finish()?;
    frame.locals.resize_with(code.registers, || None);
    let done = run(interp, frame, &code).open();
    frame.locals.truncate(slots);
    Some(done.map(drop))
}

/// A register takes a value; most often a number takes the place of a number.
#[inline(always)]
fn put(regs: &mut Regs, dst: Reg, value: Value) {
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
fn spend(regs: &mut Regs, temps: Reg, a: Reg) {
    if a >= temps && regs[a as usize].as_ref().is_some_and(|v| !v.is_plain()) {
        regs[a as usize] = None;
    }
}

#[inline(always)]
fn get(regs: &Regs, a: Reg) -> Option<&Value> {
    regs[a as usize].as_ref()
}

/// Runs code from its beginning.
pub(super) fn run(interp: &mut Interp, frame: &mut Frame, code: &Code) -> Packed<Result<Value>> {
    let (mut pc, temps) = (0, code.temps);
    loop {
        let at = pc;
        pc += 1;
        let regs = &mut frame.locals[..];
        let done = match code.ops[at] {
            Op::Arith { op, dst, a, b } => arith(regs, |x, y| fast::binary(op, x, y), dst, a, b),
            Op::ArithInt { op, dst, a, n } => {
                match get(regs, a).and_then(|x| fast::binary(op, x, &Value::Int(n.into()))) {
                    Some(v) => {
                        put(regs, dst, v);
                        true
                    }
                    None => false,
                }
            }
            Op::Negate { dst, a } => match get(regs, a).and_then(fast::negated) {
                Some(v) => {
                    put(regs, dst, v);
                    true
                }
                None => false,
            },
            Op::Branch { op, when, a, b, to } => {
                match get(regs, a).zip(get(regs, b)).and_then(|(x, y)| fast::compare(op, x, y)) {
                    Some(truth) => {
                        pc = if truth == when { to as usize } else { pc };
                        true
                    }
                    None => false,
                }
            }
            Op::BranchInt { op, when, a, n, to } => {
                match get(regs, a).and_then(|x| fast::compare(op, x, &Value::Int(n.into()))) {
                    Some(truth) => {
                        pc = if truth == when { to as usize } else { pc };
                        true
                    }
                    None => false,
                }
            }
            Op::Compare { op, dst, a, b } => {
                let done = arith(regs, |x, y| fast::compare(op, x, y).map(Value::Bool), dst, a, b);
                if done {
                    spend(regs, temps, a);
                    spend(regs, temps, b);
                }
                done
            }
            Op::Test { a, when, keep, to } => match get(regs, a) {
                Some(&Value::Bool(truth)) => {
                    if truth == when {
                        pc = to as usize;
                    } else if keep {
                        regs[a as usize] = None;
                    }
                    true
                }
                _ => false,
            },
            Op::Int { dst, n } => {
                put(regs, dst, Value::Int(n.into()));
                true
            }
            Op::Constant { dst, k } => {
                put(regs, dst, code.constants[k as usize].clone());
                true
            }
            Op::Bool { dst, truth } => {
                put(regs, dst, Value::Bool(truth));
                true
            }
            Op::Copy { dst, src } => match take(regs, temps, src) {
                Some(v) => {
                    put(regs, dst, v);
                    true
                }
                None => false,
            },
            Op::CopyPlain { dst, src } => match get(regs, src) {
                Some(v) if v.is_plain() => {
                    let v = v.clone();
                    put(regs, dst, v);
                    true
                }
                _ => false,
            },
            Op::GlobalPlain { dst, name } => match name::global(interp, &code.names[name as usize].name) {
                Some(v) if v.is_plain() => {
                    let v = v.clone();
                    put(regs, dst, v);
                    true
                }
                _ => false,
            },
            Op::Load { dst, name } => match name::quick(interp, frame, &code.names[name as usize]) {
                Some(v) => {
                    put(&mut frame.locals, dst, v);
                    true
                }
                None => false,
            },
            Op::Store { name, src } => {
                if let Some(v) = take(regs, temps, src) {
                    name::store(interp, frame, &code.names[name as usize], v);
                }
                true
            }
            Op::Jump { to } => {
                pc = to as usize;
                true
            }
            Op::Next { it, dst, done } => match step(regs, it) {
                Step::Item(v) => {
                    put(regs, dst, v);
                    if code.traced {
                        sweep(interp, regs, it + 3);
                    }
                    !interrupt::wanted()
                }
                Step::End => {
                    pc = done as usize;
                    true
                }
                Step::Other => false,
            },
            Op::Round { floor } => {
                if code.traced {
                    sweep(interp, regs, floor);
                }
                !interrupt::wanted()
            }
            Op::Call { dst, base, count } => match get(regs, base) {
                Some(Value::Function(f)) if f.plain && f.code.params.len() == count as usize => {
                    match call(interp, frame, code, at, base).open() {
                        Ok(v) => put(&mut frame.locals, dst, v),
                        Err(raise) => return Packed::new(Err(raise)),
                    }
                    true
                }
                _ => false,
            },
            Op::Item { dst, object, index } => match get(regs, object).zip(get(regs, index)) {
                Some((o, i)) => item(element::one(o, i), regs, temps, dst, &[object, index]),
                None => false,
            },
            Op::Item2 { dst, object, i, j } => match (get(regs, object), get(regs, i), get(regs, j)) {
                (Some(o), Some(x), Some(y)) => item(element::two(o, x, y), regs, temps, dst, &[object, i, j]),
                _ => false,
            },
            Op::SetItem { object, index, value } => {
                let set = match (get(regs, object), get(regs, index), get(regs, value)) {
                    (Some(o), Some(i), Some(v)) => element::set_one(o, i, v),
                    _ => false,
                };
                set && spent(regs, temps, &[object, index, value])
            }
            Op::SetItem2 { object, i, j, value } => {
                let set = match (get(regs, object), get(regs, i), get(regs, j), get(regs, value)) {
                    (Some(o), Some(x), Some(y), Some(v)) => element::set_two(o, x, y, v),
                    _ => false,
                };
                set && spent(regs, temps, &[object, i, j, value])
            }
            Op::Clear { a } => {
                regs[a as usize] = None;
                true
            }
            Op::Mark { dst } => {
                let mark = probe::mark(interp);
                put(regs, dst, Value::Int(mark));
                true
            }
            Op::Return { a } => match regs[a as usize].take() {
                Some(v) => return Packed::new(Ok(v)),
                None => false,
            },
            Op::End => return Packed::new(Ok(Value::None)),
            _ => false,
        };
        if !done {
            match general::go(interp, frame, code, at) {
                Ok(Gone::To(label)) => pc = label as usize,
                Ok(Gone::Out(value)) => return Packed::new(Ok(value)),
                Err(raise) => return Packed::new(Err(raise)),
            }
        }
    }
}

#[inline(always)]
fn arith(regs: &mut Regs, f: impl Fn(&Value, &Value) -> Option<Value>, dst: Reg, a: Reg, b: Reg) -> bool {
    match get(regs, a).zip(get(regs, b)).and_then(|(x, y)| f(x, y)) {
        Some(v) => {
            put(regs, dst, v);
            true
        }
        None => false,
    }
}

#[inline(always)]
fn item(found: Option<Value>, regs: &mut Regs, temps: Reg, dst: Reg, used: &[Reg]) -> bool {
    let Some(v) = found else { return false };
    spent(regs, temps, used);
    put(regs, dst, v);
    true
}

#[inline(always)]
fn spent(regs: &mut Regs, temps: Reg, used: &[Reg]) -> bool {
    used.iter().for_each(|&a| spend(regs, temps, a));
    true
}

#[inline(always)]
fn sweep(interp: &mut Interp, regs: &Regs, floor: Reg) {
    if let Some(&Value::Int(n)) = get(regs, floor) {
        Floor::of(n).sweep(interp);
    }
}

/// What a loop comes to next.
enum Step {
    Item(Value),
    End,
    /// Its iterator must be asked.
    Other,
}

/// The next item of a range, whose state are three ints, or of a list and the position in it.
#[inline(always)]
fn step(regs: &mut Regs, it: Reg) -> Step {
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

/// Calls the function in `base` with the registers behind it, as many as it has parameters.
#[inline(never)]
fn call(interp: &mut Interp, frame: &mut Frame, code: &Code, at: usize, base: Reg) -> Packed<Result<Value>> {
    Packed::of(|| {
        let Some(Value::Function(f)) = frame.locals[base as usize].take() else { return Ok(Value::None) };
        let mut own = Frame::of_call(f.clone());
        let from = base as usize + 1;
        for slot in &mut frame.locals[from..from + f.code.params.len()] {
            own.locals.push(slot.take());
        }
        for _ in f.code.params.len()..f.code.scope.locals.len() {
            own.locals.push(None);
        }
        let operation = code.places[at].mark.map(|mark| general::operation(interp, frame, mark));
        let result = super::super::function::enter(interp, &f, &mut own);
        drop(own);
        let span = code.places[at].span;
        let result = result.map_err(|r| locate(interp, frame, span, r))?;
        if let Some(operation) = operation {
            operation.end(interp, frame, span, &result);
        }
        Ok(result)
    })
}
