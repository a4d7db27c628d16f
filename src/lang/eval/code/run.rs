//! The steps of code: one short arm for each instruction that has a short way; all else is in [`general`].

use super::build::Builder;
use super::calls::{self, quick, runs_here};
use super::general::{self, Gone};
use super::items::{Step, item, step, sweep, write};
use super::numbers::{arith, arith_int, other, remainder, scalar_int, scalars};
use super::registers::{get, put, spend, spent, take};
use super::{Code, Compiled, Op, Reg};
use crate::engine::interrupt;
use crate::engine::mem::packed::Packed;
use crate::lang::error::{Raise, Result};
use crate::lang::eval::frame::Frame;
use crate::lang::eval::{element, name, probe, sites, stmt};
use crate::lang::function::Function;
use crate::lang::interp::Interp;
use crate::lang::ops::fast;
use crate::lang::value::Value;
use crate::syntax::ast::{BinOp, Stmt};
use std::rc::Rc;

impl Compiled {
    /// The code of a function.
    #[inline]
    pub(super) fn of(&self, interp: &Interp, function: &Function) -> Option<&Rc<Code>> {
        let traced = interp.trace.on;
        if walks(interp) {
            return None;
        }
        self.0[usize::from(traced)].get_or_init(|| compile(function, traced)).as_ref()
    }
}

/// Whether the tree walker does it all: as it does where each step is timed or told by itself.
fn walks(interp: &Interp) -> bool {
    interp.walks || (interp.trace.on && (interp.trace.timed || interp.trace.story > 0))
}

#[cold]
fn compile(function: &Function, traced: bool) -> Option<Rc<Code>> {
    let mut builder = Builder::new(function.code.scope.locals.len(), traced, false);
    builder.block(&function.code.body);
    builder.finish().map(Rc::new)
}

/// Runs the body of a function, whose slots are filled.
#[inline(always)]
pub fn body(interp: &mut Interp, frame: &mut Frame, function: &Function) -> Packed<Result<Value>> {
    let Some(code) = function.compiled.of(interp, function) else {
        return Packed::new(stmt::returned(interp, frame, &function.code.body));
    };
    if frame.locals.len() < code.registers {
        frame.locals.resize_with(code.registers, || None);
    }
    calls::run(interp, frame, code)
}

/// Runs a loop of a cell; `None` where it is left to the tree walker, and the loops in it too: where steps are timed or
/// told, and where the tree walker would be asked in every round, which costs more than it saves.
pub fn module_loop(interp: &mut Interp, frame: &mut Frame, s: &Stmt) -> Option<Result<()>> {
    if frame.walked || walks(interp) {
        return None;
    }
    let slots = frame.locals.len();
    let mut builder = Builder::new(slots, interp.trace.on, interp.shows_all);
    builder.statement(s);
    let code = builder.finish().filter(|code| !code.ops.iter().any(Op::walks))?;
    frame.locals.resize_with(code.registers, || None);
    let done = calls::run(interp, frame, &code).open();
    frame.locals.truncate(slots);
    Some(done.map(drop))
}

/// Why the steps stop.
pub(super) enum Stop {
    /// For the call at this position, of a function that runs in the same loop.
    Call(usize),
    /// The value in this register is returned.
    Return(Reg),
    /// This value is.
    Out(Value),
    Raise(Raise),
}

/// Runs code from `pc` on. An arm that has done its work goes on to the next instruction; one that leaves the match leaves
/// its instruction to [`general`].
#[inline(always)]
pub(super) fn steps(interp: &mut Interp, frame: &mut Frame, code: &Code, mut pc: usize) -> Stop {
    let temps = code.temps;
    loop {
        let regs = &mut frame.locals[..];
        match code.ops[pc] {
            Op::Add { dst, a, b }
                if (arith(regs, i64::checked_add, |x, y| x + y, dst, a, b)
                    || scalars(interp, regs, (code, pc), BinOp::Add, [dst, a, b])) =>
            {
                pc += 1;
                continue;
            }
            Op::Sub { dst, a, b }
                if (arith(regs, i64::checked_sub, |x, y| x - y, dst, a, b)
                    || scalars(interp, regs, (code, pc), BinOp::Sub, [dst, a, b])) =>
            {
                pc += 1;
                continue;
            }
            Op::Mul { dst, a, b }
                if (arith(regs, i64::checked_mul, |x, y| x * y, dst, a, b)
                    || scalars(interp, regs, (code, pc), BinOp::Mul, [dst, a, b])) =>
            {
                pc += 1;
                continue;
            }
            Op::AddInt { dst, a, n }
                if (arith_int(regs, i64::checked_add, |x, y| x + y, dst, a, n)
                    || scalar_int(interp, regs, (code, pc), BinOp::Add, [dst, a], n)) =>
            {
                pc += 1;
                continue;
            }
            Op::SubInt { dst, a, n }
                if (arith_int(regs, i64::checked_sub, |x, y| x - y, dst, a, n)
                    || scalar_int(interp, regs, (code, pc), BinOp::Sub, [dst, a], n)) =>
            {
                pc += 1;
                continue;
            }
            Op::MulInt { dst, a, n }
                if (arith_int(regs, i64::checked_mul, |x, y| x * y, dst, a, n)
                    || scalar_int(interp, regs, (code, pc), BinOp::Mul, [dst, a], n)) =>
            {
                pc += 1;
                continue;
            }
            Op::ModInt { dst, a, n } => {
                if let Some(&Value::Int(x)) = get(regs, a) {
                    put(regs, dst, Value::Int(remainder(x, n as u32)));
                    pc += 1;
                    continue;
                }
            }
            Op::Arith { op, dst, a, b } if scalars(interp, regs, (code, pc), op, [dst, a, b]) => {
                pc += 1;
                continue;
            }
            Op::ArithInt { op, dst, a, n } if scalar_int(interp, regs, (code, pc), op, [dst, a], n) => {
                pc += 1;
                continue;
            }
            Op::Negate { dst, a } => {
                if let Some(v) = get(regs, a).and_then(fast::negated) {
                    put(regs, dst, v);
                    pc += 1;
                    continue;
                }
            }
            Op::Branch { orders, a, b, to, .. } => {
                let taken = match (get(regs, a), get(regs, b)) {
                    (Some(&Value::Int(x)), Some(&Value::Int(y))) => Some(orders.of_ints(x, y)),
                    (Some(&Value::Float(x)), Some(&Value::Float(y))) => Some(orders.of_floats(x, y)),
                    (Some(x), Some(y)) => fast::order(x, y).map(|o| orders.has(o)),
                    _ => None,
                };
                if let Some(taken) = taken {
                    pc = if taken { to as usize } else { pc + 1 };
                    continue;
                }
            }
            Op::BranchInt { orders, a, n, to, .. } => {
                let taken = match get(regs, a) {
                    Some(&Value::Int(x)) => Some(orders.of_ints(x, n.into())),
                    Some(x) => fast::order(x, &Value::Int(n.into())).map(|o| orders.has(o)),
                    None => None,
                };
                if let Some(taken) = taken {
                    pc = if taken { to as usize } else { pc + 1 };
                    continue;
                }
            }
            Op::BranchText { when, equal, a, k, to } => {
                if let (Some(Value::Str(x)), Value::Str(y)) = (get(regs, a), &code.constants[k as usize]) {
                    let same = x == y;
                    spend(regs, temps, a);
                    pc = if (same == equal) == when { to as usize } else { pc + 1 };
                    continue;
                }
            }
            Op::Compare { op, dst, a, b } => {
                let truth = get(regs, a).zip(get(regs, b)).and_then(|(x, y)| fast::compare(op, x, y));
                if let Some(truth) = truth {
                    spend(regs, temps, a);
                    spend(regs, temps, b);
                    put(regs, dst, Value::Bool(truth));
                    pc += 1;
                    continue;
                }
            }
            Op::Test { a, when, keep, to } => {
                if let Some(&Value::Bool(truth)) = get(regs, a) {
                    if truth != when && keep {
                        regs[a as usize] = None;
                    }
                    pc = if truth == when { to as usize } else { pc + 1 };
                    continue;
                }
            }
            Op::Int { dst, n } => {
                put(regs, dst, Value::Int(n.into()));
                pc += 1;
                continue;
            }
            Op::Constant { dst, k } => {
                put(regs, dst, code.constants[k as usize].clone());
                pc += 1;
                continue;
            }
            Op::Bool { dst, truth } => {
                put(regs, dst, Value::Bool(truth));
                pc += 1;
                continue;
            }
            Op::Copy { dst, src } => {
                if let Some(v) = take(regs, temps, src) {
                    put(regs, dst, v);
                    pc += 1;
                    continue;
                }
            }
            Op::CopyPlain { dst, src } => {
                if let Some(v) = get(regs, src).filter(|v| v.is_plain()).cloned() {
                    put(regs, dst, v);
                    pc += 1;
                    continue;
                }
            }
            Op::GlobalPlain { dst, name } => {
                let found = name::global(interp, &code.names[name as usize].name);
                if let Some(v) = found.filter(|v| v.is_plain()).cloned() {
                    put(regs, dst, v);
                    pc += 1;
                    continue;
                }
            }
            Op::LoadPlain { dst, name } => {
                let found = name::quick(interp, frame, &code.names[name as usize]);
                if let Some(v) = found.filter(Value::is_plain) {
                    put(&mut frame.locals, dst, v);
                    pc += 1;
                    continue;
                }
            }
            Op::Global { dst, name } => {
                if let Some(v) = name::global(interp, &code.names[name as usize].name).cloned() {
                    put(regs, dst, v);
                    pc += 1;
                    continue;
                }
            }
            Op::Load { dst, name } => {
                if let Some(v) = name::quick(interp, frame, &code.names[name as usize]) {
                    put(&mut frame.locals, dst, v);
                    pc += 1;
                    continue;
                }
            }
            Op::Store { name, src } => {
                if let Some(v) = take(regs, temps, src) {
                    name::store(interp, frame, &code.names[name as usize], v);
                }
                pc += 1;
                continue;
            }
            Op::Jump { to } => {
                pc = to as usize;
                continue;
            }
            Op::Next { it, dst, done } => match step(regs, it) {
                Step::Item(v) => {
                    put(regs, dst, v);
                    if code.traced {
                        sweep(interp, regs, it + 3);
                    }
                    if !interrupt::wanted() {
                        pc += 1;
                        continue;
                    }
                }
                Step::End => {
                    pc = done as usize;
                    continue;
                }
                Step::Other => {}
            },
            Op::Round { floor } => {
                if code.traced {
                    sweep(interp, regs, floor);
                }
                if !interrupt::wanted() {
                    pc += 1;
                    continue;
                }
            }
            Op::Method { base, name } => {
                let object = regs[base as usize + 1].as_ref();
                if let Some(f) = object.and_then(|o| sites::method(interp, o, &code.attributes[name as usize])) {
                    put(regs, base, Value::Builtin(f));
                    pc += 1;
                    continue;
                }
            }
            Op::Call { dst, base, count } => {
                if runs_here(interp, regs, base, count) {
                    return Stop::Call(pc);
                }
                if quick(regs, code.traced, base, [base + 1, count], dst) {
                    pc += 1;
                    continue;
                }
            }
            Op::CallMethod { dst, base, count, keys: 0 } => {
                let own = u16::from(regs[base as usize + 1].is_some());
                if quick(regs, code.traced, base, [base + 2 - own, count + own], dst) {
                    pc += 1;
                    continue;
                }
            }
            Op::Item { dst, object, index } => {
                let found = get(regs, object).zip(get(regs, index)).and_then(|(o, i)| element::one(o, i));
                if item(found, regs, temps, dst, &[object, index]) {
                    pc += 1;
                    continue;
                }
            }
            Op::Item2 { dst, object, i, j } => {
                let found = match (get(regs, object), get(regs, i), get(regs, j)) {
                    (Some(o), Some(x), Some(y)) => element::two(o, x, y),
                    _ => None,
                };
                if item(found, regs, temps, dst, &[object, i, j]) {
                    pc += 1;
                    continue;
                }
            }
            Op::SetItem { object, index, value, place } => {
                let set = match (get(regs, object), get(regs, index), get(regs, value)) {
                    (Some(o), Some(i), Some(v)) => write(interp, code, place, o, || element::set_one(o, i, v)),
                    _ => false,
                };
                if set {
                    spent(regs, temps, &[object, index, value]);
                    pc += 1;
                    continue;
                }
            }
            Op::SetItem2 { object, i, j, value, place } => {
                let set = match (get(regs, object), get(regs, i), get(regs, j), get(regs, value)) {
                    (Some(o), Some(x), Some(y), Some(v)) => {
                        write(interp, code, place, o, || element::set_two(o, x, y, v))
                    }
                    _ => false,
                };
                if set {
                    spent(regs, temps, &[object, i, j, value]);
                    pc += 1;
                    continue;
                }
            }
            Op::Update { op, name, old, b } => {
                let found = get(regs, old).zip(get(regs, b)).and_then(|(x, y)| other(interp, op, x, y).open());
                if let Some(v) = found {
                    name::store(interp, frame, &code.names[name as usize], v);
                    pc += 1;
                    continue;
                }
            }
            Op::Clear { a } => {
                if regs[a as usize].as_ref().is_some_and(|v| !v.is_plain()) {
                    regs[a as usize] = None;
                }
                pc += 1;
                continue;
            }
            Op::Mark { dst } => {
                let mark = probe::mark(interp);
                put(regs, dst, Value::Int(mark));
                pc += 1;
                continue;
            }
            Op::Bind { name, src } => {
                if let Some(v) = get(regs, src).cloned() {
                    name::store(interp, frame, &code.names[name as usize], v);
                }
                pc += 1;
                continue;
            }
            Op::BindPlain { name, src, mark } => {
                let number = get(regs, src).filter(|v| v.is_plain()).cloned();
                let mark = get(regs, mark).cloned();
                pc += 1;
                if let (Some(v), Some(Value::Int(mark))) = (number, mark) {
                    name::store(interp, frame, &code.names[name as usize], v);
                    // What the variable held before may have been let go.
                    pc += if probe::quiet_since(interp, mark) { 3 } else { 1 };
                }
                continue;
            }
            Op::Row { mark, value, .. } => {
                let array = value.is_some_and(|a| matches!(get(regs, a), Some(Value::Array(_))));
                if let Some(&Value::Int(mark)) = get(regs, mark)
                    && !array
                    && probe::quiet_since(interp, mark)
                {
                    pc += 1;
                    continue;
                }
            }
            Op::Return { a } if regs[a as usize].is_some() => return Stop::Return(a),
            Op::End => return Stop::Out(Value::None),
            _ => {}
        }
        match general::go(interp, frame, code, pc) {
            Ok(Gone::To(label)) => pc = label as usize,
            Ok(Gone::Out(value)) => return Stop::Out(value),
            Err(raise) => return Stop::Raise(raise),
        }
    }
}
