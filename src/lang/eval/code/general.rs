//! What instructions do where the short way ends: by the same functions that the tree walker uses.

use super::registers::take;
use super::{Code, Instead, Label, Op, Place, Reg};
use crate::lang::error::Result;
use crate::lang::eval::frame::Frame;
use crate::lang::eval::probe::{Floor, Operation, Probe, Row, Written};
use crate::lang::eval::{Flow, assign, call, expr, locate, name, sites, stmt};
use crate::lang::interp::Interp;
use crate::lang::value::Value;
use crate::syntax::ast::StmtKind;

/// Where the code goes on.
pub(super) enum Gone {
    To(Label),
    /// It leaves the function.
    Out(Value),
}

/// The operands are there that a mark was made before.
pub(super) fn operation(interp: &mut Interp, frame: &Frame, mark: Reg) -> Operation {
    let number = match frame.locals[mark as usize] {
        Some(Value::Int(n)) => n,
        _ => 0,
    };
    Probe::at(number).operands(interp)
}

fn marked(interp: &mut Interp, frame: &Frame, place: &Place) -> Operation {
    match place.mark {
        Some(mark) => operation(interp, frame, mark),
        None => Probe::at(0).operands(interp),
    }
}

/// Does what the instruction at `at` asks.
#[inline(never)]
pub(super) fn go(interp: &mut Interp, frame: &mut Frame, code: &Code, at: usize) -> Result<Gone> {
    let place = &code.places[at];
    let next = at as Label + 1;
    interp.statement = place.statement;
    match code.ops[at] {
        Op::Next { .. } | Op::Round { .. } => {}
        _ => {
            if let Some(region) = place.region {
                forget(frame, code, at);
                let gone = instead(interp, frame, code, region)?;
                if code.traced {
                    remember(interp, frame, code, at, region);
                }
                return Ok(gone);
            }
        }
    }
    match code.ops[at] {
        Op::Eval { dst, k } => {
            let value = expr::expr(interp, frame, &code.exprs[k as usize])?;
            frame.locals[dst as usize] = Some(value);
        }
        Op::Exec { k, exits } => return exec(interp, frame, code, k, exits, next),
        Op::Test { .. } => return test(interp, frame, code, at),
        Op::Next { it, dst, done } => return following(interp, frame, code, at, [it, dst], done),
        Op::Iterable { it, k } => iterable(interp, frame, code, it, k)?,
        Op::Floor { dst } => frame.locals[dst as usize] = Some(Value::Int(Floor::new(interp).number())),
        Op::Round { .. } => interp.breathe().map_err(|r| locate(interp, frame, place.statement, r))?,
        Op::Row { mark, k, value } => row(interp, frame, code, mark, k, value),
        _ => operate(interp, frame, code, at)?,
    }
    Ok(Gone::To(next))
}

/// Keeps what was recorded of an element that the tree walker has written.
fn remember(interp: &Interp, frame: &Frame, code: &Code, at: usize, region: u16) {
    let (Op::SetItem { place, .. } | Op::SetItem2 { place, .. }) = code.ops[at] else { return };
    let whole = matches!(code.regions[region as usize].instead, Instead::Stmt(_));
    let statement = whole.then_some(code.places[at].statement);
    if let Some(written) = Written::find(interp, frame, code.places[at].span, statement) {
        code.written[place as usize].set(written);
    }
}

/// Lets the temporaries go that a part of a region found its operands in.
fn forget(frame: &mut Frame, code: &Code, at: usize) {
    let used = match code.ops[at] {
        Op::Item { object, index, .. } => [object, index, index],
        Op::Item2 { object, i, j, .. } | Op::SetItem2 { object, i, j, .. } => [object, i, j],
        Op::SetItem { object, index, .. } => [object, index, index],
        _ => return,
    };
    used.into_iter().filter(|&a| a >= code.temps).for_each(|a| frame.locals[a as usize] = None);
}

/// Instructions that take values and give one, or bind it.
fn operate(interp: &mut Interp, frame: &mut Frame, code: &Code, at: usize) -> Result<()> {
    let place = &code.places[at];
    let mut taken = |a: Reg| take(&mut frame.locals, code.temps, a).unwrap_or(Value::None);
    if let Some((op, dst, operands)) = code.ops[at].operator() {
        let operands = operands.map(taken);
        let operation = marked(interp, frame, place);
        let value = expr::operated(interp, frame, place.span, op, operands, operation).open()?;
        frame.locals[dst as usize] = Some(value);
        return Ok(());
    }
    let (dst, value) = match code.ops[at] {
        Op::Compare { op, dst, a, b } => {
            let operands = [taken(a), taken(b)];
            let operation = marked(interp, frame, place);
            (dst, expr::compared(interp, frame, place.span, op, operands, operation).open()?)
        }
        Op::Item { dst, object, index } => {
            let (object, index) = (taken(object), taken(index));
            let operation = marked(interp, frame, place);
            (dst, expr::item(interp, frame, place.span, object, index, operation)?)
        }
        Op::Item2 { dst, object, i, j } => {
            let (object, index) = (taken(object), Value::tuple(vec![taken(i), taken(j)]));
            let operation = marked(interp, frame, place);
            (dst, expr::item(interp, frame, place.span, object, index, operation)?)
        }
        Op::Call { dst, base, count } => {
            let callee = taken(base);
            let args = (base + 1..=base + count).map(taken).collect();
            let operation = marked(interp, frame, place);
            (dst, call::values(interp, frame, place.span, callee, args, Vec::new(), operation)?)
        }
        Op::Global { dst, name } | Op::Load { dst, name } => {
            let name = &code.names[name as usize];
            (dst, name::load(interp, frame, name).map_err(|r| locate(interp, frame, place.span, r))?)
        }
        Op::Attribute { dst, a, name } => {
            let object = taken(a);
            let operation = marked(interp, frame, place);
            let found = expr::member(interp, &object, &code.attributes[name as usize]);
            let found = found.map_err(|r| locate(interp, frame, place.span, r))?;
            operation.end_through(interp, frame, place.span, &found, std::slice::from_ref(&object));
            (dst, found)
        }
        Op::Method { base, name } => (base, method(interp, frame, code, place, base, name)?),
        Op::CallMethod { dst, base, count, keys } => {
            let callee = taken(base);
            let keys = &code.keys[keys as usize];
            let first = if frame.locals[base as usize + 1].is_some() { base + 1 } else { base + 2 };
            let mut taken = |a: Reg| frame.locals[a as usize].take().unwrap_or(Value::None);
            let named = base + 2 + count - keys.len() as u16;
            let args = (first..named).map(&mut taken).collect();
            let keywords = keys.iter().zip(named..).map(|(key, a)| (key.to_string(), taken(a))).collect();
            let operation = marked(interp, frame, place);
            (dst, call::values(interp, frame, place.span, callee, args, keywords, operation)?)
        }
        Op::Update { op, name, old, b } => {
            let (old, new) = (taken(old), taken(b));
            let name = &code.names[name as usize];
            return assign::update_name(interp, frame, place.span, op, name, old, new);
        }
        Op::Assign { k, src } => {
            let value = taken(src);
            return assign::assign(interp, frame, &code.exprs[k as usize], value);
        }
        _ => return Ok(()),
    };
    frame.locals[dst as usize] = Some(value);
    Ok(())
}

/// What a call of an attribute calls; of a method the object stays in its register, as the first argument.
fn method(interp: &mut Interp, frame: &mut Frame, code: &Code, place: &Place, base: Reg, name: u16) -> Result<Value> {
    let (at, name) = (base as usize + 1, &code.attributes[name as usize]);
    let Some(object) = &frame.locals[at] else { return Ok(Value::None) };
    if let Some(method) = sites::method(interp, object, name) {
        return Ok(Value::Builtin(method));
    }
    let object = frame.locals[at].take().unwrap_or(Value::None);
    expr::member(interp, &object, name).map_err(|r| locate(interp, frame, place.span, r))
}

/// Lets the tree walker do what a region could not.
fn instead(interp: &mut Interp, frame: &mut Frame, code: &Code, region: u16) -> Result<Gone> {
    let region = &code.regions[region as usize];
    match region.instead {
        Instead::Expr(k, dst) => {
            let value = expr::expr(interp, frame, &code.exprs[k as usize])?;
            frame.locals[dst as usize] = Some(value);
        }
        Instead::Test(k) => {
            let truth = expr::test_of(interp, frame, &code.exprs[k as usize])?;
            let branch = code.ops[region.resume as usize - 1];
            if let Op::Branch { when, to, .. } | Op::BranchInt { when, to, .. } | Op::BranchText { when, to, .. } =
                branch
                && when == truth
            {
                return Ok(Gone::To(to));
            }
        }
        Instead::Stmt(k) => {
            if let Flow::Return(value) = stmt::stmt(interp, frame, &code.stmts[k as usize])? {
                return Ok(Gone::Out(value));
            }
        }
        Instead::Assign(k, src) => {
            let value = frame.locals[src as usize].take().unwrap_or(Value::None);
            assign::assign(interp, frame, &code.exprs[k as usize], value)?;
        }
    }
    Ok(Gone::To(region.resume))
}

fn exec(interp: &mut Interp, frame: &mut Frame, code: &Code, k: u16, exits: u16, next: Label) -> Result<Gone> {
    let [out, again] = code.exits[exits as usize];
    Ok(match stmt::stmt(interp, frame, &code.stmts[k as usize])? {
        Flow::Next => Gone::To(next),
        Flow::Break => Gone::To(out),
        Flow::Continue => Gone::To(again),
        Flow::Return(value) => Gone::Out(value),
    })
}

fn test(interp: &mut Interp, frame: &mut Frame, code: &Code, at: usize) -> Result<Gone> {
    let Op::Test { a, when, keep, to } = code.ops[at] else { return Ok(Gone::To(at as Label + 1)) };
    let Some(value) = frame.locals[a as usize].take() else { return Ok(Gone::To(at as Label + 1)) };
    let truth = interp.truth(&value).map_err(|r| locate(interp, frame, code.places[at].span, r))?;
    if truth != when {
        return Ok(Gone::To(at as Label + 1));
    }
    if keep {
        frame.locals[a as usize] = Some(value);
    }
    Ok(Gone::To(to))
}

/// Makes what a loop walks ready: a range as three ints, a list with a position, else an iterator.
fn iterable(interp: &mut Interp, frame: &mut Frame, code: &Code, it: Reg, k: u16) -> Result<()> {
    let e = &code.exprs[k as usize];
    let value = expr::iterable(interp, frame, e)?;
    let floor = Floor::new(interp).number();
    let int = |n: i64| Some(Value::Int(n));
    let state = match value {
        Value::Range(r) => [int(r.len() as i64), int(r.start), int(r.step), int(floor)],
        Value::List(_) => [Some(value), int(0), None, int(floor)],
        Value::Str(ref text) if text.is_ascii() => [Some(value), int(0), None, int(floor)],
        _ => {
            let iterator = interp.iter(&value).map_err(|r| locate(interp, frame, e.span, r))?;
            [Some(iterator), None, None, int(floor)]
        }
    };
    for (n, v) in state.into_iter().enumerate() {
        frame.locals[it as usize + n] = v;
    }
    Ok(())
}

/// The next item of an iterator, or a look at who wants a turn.
fn following(
    interp: &mut Interp,
    frame: &mut Frame,
    code: &Code,
    at: usize,
    [it, dst]: [Reg; 2],
    done: Label,
) -> Result<Gone> {
    let place = &code.places[at];
    let slot = it as usize;
    if frame.locals[slot + 1].is_none()
        && let Some(iterator) = frame.locals[slot].clone()
    {
        let Some(item) = interp.next(&iterator).map_err(|r| locate(interp, frame, place.span, r))? else {
            return Ok(Gone::To(done));
        };
        frame.locals[dst as usize] = Some(item);
        if let Some(Value::Int(n)) = frame.locals[slot + 3] {
            Floor::of(n).sweep(interp);
        }
    }
    interp.breathe().map_err(|r| locate(interp, frame, place.statement, r))?;
    Ok(Gone::To(at as Label + 1))
}

/// The end of a recorded statement.
fn row(interp: &mut Interp, frame: &mut Frame, code: &Code, mark: Reg, k: u16, value: Option<Reg>) {
    let Some(Value::Int(mark)) = frame.locals[mark as usize] else { return };
    let s = &code.stmts[k as usize];
    let targets = match &s.kind {
        StmtKind::Assign { targets, .. } => &targets[..],
        _ => &[],
    };
    let value = value.and_then(|a| frame.locals[a as usize].clone());
    Row::at(mark).end(interp, frame, s.span, value.as_ref(), targets);
}
